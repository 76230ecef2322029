"""Findings as workflow commands of GitHub Actions, which turns them into annotations of the lines.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from mtcheck.arbitration import gravest_first
from mtcheck.mqm import Severity
from mtcheck.places import Place, file_name, placed
from mtcheck.presentation import advice, notes, plain, summary
from mtcheck.report import DocumentReport, Report

COMMANDS = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.NEUTRAL: "notice",
}


def render(report: Report) -> str:
    """One command a line, the gravest first, since GitHub shows ten of each kind; then the verdict as a notice."""
    return "".join(f"{line}\n" for document in report.documents for line in _lines(document))


def _lines(document: DocumentReport) -> list[str]:
    by_finding = {id(one.finding): one for one in placed(document)}
    lines = []
    for finding in gravest_first(document.open_findings):
        better = advice(finding)
        text = plain(finding.message) + (f"\n→ {better}" if better is not None else "")
        name = f"{finding.check} ({finding.code}, {finding.severity})"
        lines.append(_command(COMMANDS[finding.severity], text, name, by_finding[id(finding)].main))
    lines += [_command("warning", note, "mtcheck") for note in notes(document)]
    verdict = f"{plain(file_name(document.target.name))}: {summary(document)}"
    return [*lines, _command("notice", verdict, f"mtcheck: {document.verdict}")]


def _command(command: str, text: str, title: str, place: Place | None = None) -> str:
    values: dict[str, str | int] = {}
    if place is not None:
        values = {"file": plain(place.file), "line": place.line, "endLine": place.end_line, "col": place.column}
        if place.line == place.end_line:
            values["endColumn"] = max(place.column, place.end_column)
    values["title"] = title
    settings = ",".join(f"{name}={property_of(str(value))}" for name, value in values.items())
    return f"::{command} {settings}::{data_of(text)}"


def data_of(text: str) -> str:
    """A text as the message of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_of(text: str) -> str:
    """A text as a setting of a command."""
    return data_of(text).replace(":", "%3A").replace(",", "%2C")
