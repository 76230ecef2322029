"""The report for a person at a terminal: what to look at, in which order, why, and what should stand there."""

from __future__ import annotations

import io
import os
import sys

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from mtcheck.arbitration import gravest_first
from mtcheck.document import Document
from mtcheck.finding import Finding, Side
from mtcheck.mqm import Severity
from mtcheck.report import DocumentReport, Report
from mtcheck.spans import LineIndex, Span

FIRST = 5
WIDTH, NARROWEST = 80, 40
# Code points shown around the marked words.
AROUND = 90
MARKS = {Severity.CRITICAL: "✖", Severity.MAJOR: "▲", Severity.MINOR: "●", Severity.NEUTRAL: "○"}
STYLES = {Severity.CRITICAL: "bold red", Severity.MAJOR: "yellow", Severity.MINOR: "cyan", Severity.NEUTRAL: "dim"}
VERDICTS = {
    "publish": ("green", "nothing found that stands against publishing"),
    "review": ("yellow", "look at the findings before publishing"),
    "hold": ("bold red", "do not publish before the grave findings are settled"),
}
# Control characters would move the cursor or hide text; the reader sees a sign in their place.
_CONTROLS = {code: "�" for code in (*range(0x20), 0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_CONTROLS[0x0A] = _CONTROLS[0x09] = " "
_CONTROLS |= {0x200B: "·", 0x2060: "·", 0xFEFF: "·", 0xAD: "·"}


def render(report: Report) -> str:
    """Plain text for a pipe, coloured for a terminal; at most 100 columns wide."""
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = max(NARROWEST, min(100, Console().width if sys.stdout.isatty() else WIDTH))
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, force_terminal=colour, color_system="auto" if colour else None, highlight=False, emoji=False)
    for document in report.documents:
        _document(console, document)
    return buffer.getvalue()


def _document(console: Console, report: DocumentReport) -> None:
    style, meaning = VERDICTS[report.verdict]
    console.print(Text.assemble((f"{report.verdict.upper()}", style), f"  {_names(report)}"))
    console.print(Text(f"{meaning}; {_counts(report)}."))
    if report.source is None:
        console.print(Text("Only the translation was checked: omissions, figures, polarity and most names need the source."))
    elif report.scores.quality is not None:
        console.print(Text(f"Quality {report.scores.quality:.0f} of 100, similarity {report.scores.similarity or 0:.2f}."))
    for warning in report.warnings:
        console.print(Text(f"Note: {warning}", style="dim"))
    found = gravest_first(report.open_findings)
    if not found:
        return
    if len(found) > FIRST:
        console.print()
        console.print(Rule(Text("Check these first", style="bold"), characters="─", align="left"))
        for finding in found[:FIRST]:
            console.print(Text.assemble((MARKS[finding.severity], STYLES[finding.severity]), f" {_where(report, finding)}  ", _clean(finding.message)))
    console.print()
    console.print(Rule(Text("All findings, in the order of the text", style="bold"), characters="─", align="left"))
    for finding in report.open_findings:
        for line in _finding(report, finding):
            console.print(line)
    suppressed = len(report.findings) - len(report.open_findings)
    if suppressed:
        console.print(Text(f"{suppressed} known from the baseline {'is' if suppressed == 1 else 'are'} not shown.", style="dim"))


def _names(report: DocumentReport) -> str:
    target = f"{report.target.name} ({report.target.lang})"
    return f"{report.source.name} ({report.source.lang}) → {target}" if report.source else target


def _counts(report: DocumentReport) -> str:
    found = [finding.severity for finding in report.open_findings]
    if not found:
        return "no findings"
    parts = [f"{found.count(severity)} {severity}" for severity in MARKS if severity in found]
    return f"{len(found)} finding{'s' if len(found) > 1 else ''}: {', '.join(parts)}"


def _where(report: DocumentReport, finding: Finding) -> str:
    place = next((place for place in finding.locations if place.side == "target"), finding.locations[0])
    document = report.target if place.side == "target" else report.source
    line, column = LineIndex(document.text if document else "").position(place.span.start)
    return f"{line}:{column}" if place.side == "target" else f"source {line}:{column}"


def _finding(report: DocumentReport, finding: Finding) -> list[RenderableType]:
    style = STYLES[finding.severity]
    head = Text.assemble(
        (f"{MARKS[finding.severity]} {finding.severity}", style),
        (f" {finding.check}", "bold"),
        f" [{finding.code}] {_where(report, finding)}, confidence {finding.confidence:.0%}",
    )
    lines: list[RenderableType] = [Text(), head, Padding(Text(_clean(finding.message)), (0, 0, 0, 2))]
    for side, label in (("source", "source "), ("target", "target ")):
        document = report.source if side == "source" else report.target
        spans = _shown_spans(report, finding, side)  # type: ignore[arg-type]
        if document is not None and spans:
            marked = finding.on(side)  # type: ignore[arg-type]
            lines.append(Padding(Text.assemble((label, "dim"), _excerpt(document, spans, marked, style)), (0, 0, 0, 2)))
    if finding.suggestion is not None:
        advice = f"suggest: {_clean(finding.suggestion)}" if finding.suggestion else "suggest: leave it out"
        lines.append(Padding(Text(advice, style="green"), (0, 0, 0, 2)))
    return lines


def _shown_spans(report: DocumentReport, finding: Finding, side: Side) -> list[Span]:
    """The finding's own places on a side, or else the passage that is aligned with them."""
    own = finding.on(side)
    if own:
        return own
    other: Side = "target" if side == "source" else "source"
    anchors = finding.on(other)
    for pair in report.pairs:
        here, there = (pair.source, pair.target) if side == "source" else (pair.target, pair.source)
        if here is not None and there is not None and anchors and there.overlaps(anchors[0]):
            return [here]
    return []


def _excerpt(document: Document, spans: list[Span], marked: list[Span], style: str) -> Text:
    """The words around the first place, with all marked places in between brackets and in colour."""
    first = spans[0]
    start = max(0, first.start - AROUND)
    end = min(len(document.text), max(first.end if len(first) < 3 * AROUND else first.start + 2 * AROUND, first.start) + AROUND)
    lead = document.text.rfind("\n", start, first.start)
    start = lead + 1 if lead >= 0 else start
    stop = document.text.find("\n", min(first.end, end), end)
    end = stop if stop >= 0 else end
    text = Text("…" if start and document.text[start - 1] != "\n" else "")
    position = start
    for span in sorted(span for span in marked if start <= span.start < end):
        if span.start < position:
            continue
        text.append(_clean(document.text[position : span.start]))
        text.append(f"[{_clean(document.text[span.start : min(span.end, end)])}]", style=style)
        position = min(span.end, end)
    text.append(_clean(document.text[position:end]))
    if end < len(document.text) and document.text[end] != "\n":
        text.append("…")
    return text


def _clean(text: str) -> str:
    shown = text.translate(_CONTROLS)
    return shown if cell_len(shown) else ""
