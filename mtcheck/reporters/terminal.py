"""The report for a person at a terminal: what to look at, in which order, why, and what should stand there."""

from __future__ import annotations

import io
import os
import sys
from bisect import bisect_left, bisect_right

from rich.cells import cell_len
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from mtcheck.alignment import AlignedPair
from mtcheck.arbitration import gravest_first
from mtcheck.document import Document
from mtcheck.finding import Finding, Side
from mtcheck.ledger_text import ledger_text
from mtcheck.mqm import Severity
from mtcheck.report import DocumentReport, Report
from mtcheck.spans import LineIndex, Span

# So many grave findings are listed before all others; with fewer findings in all, the list would only repeat them.
FIRST = 5
WIDTH, NARROWEST, WIDEST = 80, 40, 100
# A passage longer than LONGEST is shown with so many code points around and inside the marked words.
LONGEST, AROUND = 260, 90
# Places of one finding that are shown on a side.
PLACES = 3
# Line and column as they mostly are; longer ones are not aligned with the others.
SHORT_PLACE = 8
SIDES: tuple[Side, Side] = ("source", "target")
MARKS = {Severity.CRITICAL: "✖", Severity.MAJOR: "▲", Severity.MINOR: "●", Severity.NEUTRAL: "○"}
STYLES = {Severity.CRITICAL: "bold red", Severity.MAJOR: "yellow", Severity.MINOR: "cyan", Severity.NEUTRAL: "dim"}
VERDICTS = {
    "publish": ("bold green", "nothing was found that stands against publishing"),
    "review": ("bold yellow", "look at the findings before publishing"),
    "hold": ("bold red", "settle the grave findings before publishing"),
}
LOW = "no single fault was found, but the quality is low: read it against the source"
# Control characters would move the cursor, hide text or turn its direction; the reader sees a sign in their place.
_CONTROLS = dict.fromkeys((*range(32), 127, *range(128, 160), *range(8234, 8239), *range(8294, 8298)), "�")
_CONTROLS |= dict.fromkeys((0x09, 0x0A, 0x0D, 0x2028, 0x2029), " ")
_CONTROLS |= dict.fromkeys((0x200B, 0x2060, 0xFEFF, 0xAD), "·")
_CONTROLS |= dict.fromkeys(range(0xD800, 0xE000), "�")


def render(report: Report, *, colour: bool | None = None, ledger: bool = False) -> str:
    """At most 100 columns of text, with `ledger` also all names.

    With `colour` None, standard output decides: a terminal gets colours.
    """
    terminal = sys.stdout.isatty()
    colour = terminal and "NO_COLOR" not in os.environ if colour is None else colour
    width = max(NARROWEST, min(WIDEST, Console().width)) if terminal else WIDTH
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        force_terminal=colour,
        color_system="auto" if colour else None,
        highlight=False,
        emoji=False,
    )
    for index, document in enumerate(report.documents):
        if index:
            console.print()
        _document(console, document)
        if ledger:
            _heading(console, "Names")
            _names_of(console, document)
    return buffer.getvalue()


def _document(console: Console, report: DocumentReport) -> None:
    found = report.open_findings
    style, meaning = VERDICTS[report.verdict]
    if report.verdict == "review" and not found:
        meaning = LOW
    _print(console, Text.assemble((report.verdict.upper(), style), f"  {meaning}"), " " * (len(report.verdict) + 2))
    _print(console, Text(_names(report), style="dim"))
    _print(console, Text(_summary(report)))
    for note in _notes(report):
        _print(console, Text(f"Note: {note}", style="dim"), "      ")
    documents = zip(SIDES, (report.source, report.target), strict=True)
    lines = {side: LineIndex(one.text if one else "") for side, one in documents}
    grave = [finding for finding in gravest_first(found) if finding.severity.at_least(Severity.MAJOR)]
    if grave and len(found) > FIRST:
        _heading(console, "Check these first")
        _first(console, lines, grave[:FIRST])
    if found:
        _heading(console, "All findings, in the order of the text")
        for index, finding in enumerate(sorted(found, key=lambda one: _position(report, one))):
            if index:
                console.print()
            _finding(console, report, lines, finding)


def _names_of(console: Console, report: DocumentReport) -> None:
    for line in ledger_text(report.ledger).splitlines():
        _print(console, Text(_clean(line)), " " * 14)


def _names(report: DocumentReport) -> str:
    target = f"{_clean(report.target.name)} ({report.target.lang})"
    return f"{_clean(report.source.name)} ({report.source.lang}) → {target}" if report.source else target


def _summary(report: DocumentReport) -> str:
    severities = [finding.severity for finding in report.open_findings]
    parts = [f"{severities.count(severity)} {severity}" for severity in MARKS if severity in severities]
    summary = f"{_count(len(severities), 'finding')}: {', '.join(parts)}." if severities else "No findings."
    known = len(report.findings) - len(severities)
    if known:
        summary += (
            f" {_count(known, 'more finding')} known from the baseline {'is' if known == 1 else 'are'} not shown."
        )
    scores = report.scores
    if scores.quality is not None:
        summary += f" Quality {scores.quality:.0f} of 100"
        summary += f", similarity {scores.similarity:.2f}." if scores.similarity is not None else "."
    return summary


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _notes(report: DocumentReport) -> list[str]:
    alone = ["Only the translation was checked; omissions, figures, polarity and most names need the source."]
    return [*(alone if report.source is None else ()), *(_clean(warning) for warning in report.warnings)]


def _first(console: Console, lines: dict[Side, LineIndex], grave: list[Finding]) -> None:
    places = [_where(lines, finding) for finding in grave]
    wide = max((len(place) for place in places if len(place) <= SHORT_PLACE), default=0)
    for finding, place in zip(grave, places, strict=True):
        head = Text.assemble(
            (MARKS[finding.severity], STYLES[finding.severity]), (f" {place:{wide}}  ", "dim"), _clean(finding.message)
        )
        _print(console, head, " " * (wide + 4))


def _finding(console: Console, report: DocumentReport, lines: dict[Side, LineIndex], finding: Finding) -> None:
    style = STYLES[finding.severity]
    head = Text.assemble(
        (f"{MARKS[finding.severity]} {finding.severity}", style),
        "  ",
        (finding.check, "bold"),
        (f"  {finding.code}", "dim"),
    )
    place = f"{_where(lines, finding)}  {finding.confidence:.0%}"
    gap = console.width - head.cell_len - len(place)
    head.append(" " * gap if gap > 1 else "  ").append(place, style="dim")
    _print(console, head, "  ")
    _print(console, Text(_clean(finding.message)), "  ", "  ")
    documents = (report.source, report.target)
    labels = {side: one.lang or side if one else "" for side, one in zip(SIDES, documents, strict=True)}
    wide = max(map(len, labels.values())) + 2
    for side in SIDES:
        for passage in _passages(console, report, finding, side):
            _print(console, Text.assemble((f"{labels[side]:{wide}}", "dim"), passage), " " * (wide + 2), "  ")
    if finding.suggestion is not None:
        advice = _clean(finding.suggestion) or "leave it out"
        _print(console, Text(f"{'→':{wide}}{advice}", style="green"), " " * (wide + 2), "  ")


def _where(lines: dict[Side, LineIndex], finding: Finding) -> str:
    """Line and column of the first place in the translation, or else in the source."""
    place = next((place for place in finding.locations if place.side == "target"), finding.locations[0])
    line, column = lines[place.side].position(place.span.start)
    return f"{line}:{column}" if place.side == "target" else f"source {line}:{column}"


def _position(report: DocumentReport, finding: Finding) -> tuple[int, bool]:
    """Where a finding belongs in the translation; one of the source alone stands behind what precedes it."""
    own = finding.on("target")
    if own:
        return own[0].start, False
    pair, before = _counterpart(report, finding, "target")
    if pair is not None and pair.target is not None:
        return pair.target.end, True
    return before.end if before else 0, True


def _counterpart(report: DocumentReport, finding: Finding, side: Side) -> tuple[AlignedPair | None, Span | None]:
    """The pair that holds a finding's place on the other side, and the last passage on this side before it."""
    anchor = finding.on("source" if side == "target" else "target")[0]
    before: Span | None = None
    for pair in report.pairs:
        here, there = (pair.target, pair.source) if side == "target" else (pair.source, pair.target)
        if there is not None and there.overlaps(anchor):
            return pair, before
        before = here or before
    return None, before


def _passages(console: Console, report: DocumentReport, finding: Finding, side: Side) -> list[Text]:
    """The sentences of a side with the finding's words marked, or what corresponds to them."""
    document = report.source if side == "source" else report.target
    if document is None:
        return []
    own = finding.on(side)
    if own:
        extents = _sentences(document, own)[:PLACES]
        return [_passage(console, document, extent, own, finding.severity) for extent in extents]
    if finding.suggestion == "":
        return []  # what is to be left out has no counterpart, whatever the alignment made of it
    pair, before = _counterpart(report, finding, side)
    extent = (pair.source if side == "source" else pair.target) if pair else None
    if extent is not None:
        return [_passage(console, document, extent, [], finding.severity)]
    if before is None or pair is None or side == "source":
        return []
    last = max((segment.span for segment in document.segments if before.covers(segment.span)), default=before)
    shown = _passage(console, document, last, [], finding.severity)
    return [shown.append(" ").append("[missing here]", style=STYLES[finding.severity])]


def _sentences(document: Document, spans: list[Span]) -> list[Span]:
    """The extents of the sentences that hold the spans, each extent once, in order."""
    extents: list[Span] = []
    for span in sorted(spans):
        first = bisect_right(document.segments, span.start, key=lambda segment: segment.span.end)
        last = bisect_left(document.segments, span.end, key=lambda segment: segment.span.start)
        held = [segment.span for segment in document.segments[first:last]]
        start = min([span.start, *(one.start for one in held)])
        end = max([span.end, *(one.end for one in held)])
        if extents and start < extents[-1].end:
            extents[-1] = Span(extents[-1].start, max(end, extents[-1].end))
        else:
            extents.append(Span(start, end))
    return extents


def _passage(console: Console, document: Document, extent: Span, marks: list[Span], severity: Severity) -> Text:
    """An extent of a document, shortened if it is long, never so that a marked place falls out."""
    runs: list[tuple[str, bool]] = []
    position = extent.start
    for span in sorted(span for span in marks if extent.covers(span)):
        if span.start >= position:
            runs += [(document.text[position : span.start], False), (span.of(document.text), True)]
            position = span.end
    runs.append((document.text[position : extent.end], False))
    long = len(extent) > LONGEST
    text = Text()
    for index, (run, marked) in enumerate(runs):
        if marked:
            text.append_text(_marked(console, _shortened(run, AROUND, AROUND // 2) if long else _clean(run), severity))
        elif long:
            head, tail = (AROUND if index else 0), (AROUND if index < len(runs) - 1 else 0)
            text.append(_shortened(run, head, tail) if head or tail else _shortened(run, LONGEST, 0))
        else:
            text.append(_clean(run))
    return text


def _marked(console: Console, words: str, severity: Severity) -> Text:
    """Marked words: in colour where there is colour, else between brackets."""
    coloured = console.color_system and words.strip()
    return Text(words, style=f"{STYLES[severity]} underline") if coloured else Text(f"[{words}]")


def _shortened(text: str, head: int, tail: int) -> str:
    """The beginning and the end of a text, cut between words."""
    if len(text) <= head + tail + 1:
        return _clean(text)
    left, right = text[:head], text[len(text) - tail :]
    if " " in left and not text[head].isspace():
        left = left[: left.rindex(" ")]
    if " " in right and not text[len(text) - tail - 1].isspace():
        right = right[right.index(" ") + 1 :]
    return f"{_clean(left)}…{_clean(right)}"


def _heading(console: Console, title: str) -> None:
    console.print()
    console.print(Rule(Text(title, style="bold"), characters="─", align="left", style="dim"))


def _print(console: Console, text: Text, rest: str = "", first: str = "") -> None:
    """Wraps a text: `first` stands before its first line, `rest` before the others; no line ends in spaces."""
    wide = console.width - cell_len(rest)
    head, *others = text.wrap(console, wide) if not rest or first == rest else _hanging(console, text, rest, first)
    for prefix, line in ((first, head), *((rest, other) for other in others)):
        line.rstrip()
        console.print(Text(prefix).append_text(line), no_wrap=True, overflow="ignore", crop=False)


def _hanging(console: Console, text: Text, rest: str, first: str) -> list[Text]:
    """The lines of a text whose first line is wider than the others."""
    line = text.wrap(console, console.width - cell_len(first))[0]
    line.rstrip()
    remaining = text[len(line.plain) :]
    remaining = remaining[len(remaining.plain) - len(remaining.plain.lstrip()) :] if remaining.plain.strip() else Text()
    return [line, *(remaining.wrap(console, console.width - cell_len(rest)) if remaining.plain else [])]


def _clean(text: str) -> str:
    return text.translate(_CONTROLS)
