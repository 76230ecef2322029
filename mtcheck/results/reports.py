"""What other programs read of a run over many pairs, written as it comes: CSV, JUnit, GitLab's and GitHub's formats.

A finding is placed at the line of its pair in the file that it was read from. Records that cannot be used are there,
too. `mtcheck.results.sarif` has SARIF.
"""

from __future__ import annotations

import csv as rows_of_csv
import hashlib
import heapq
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any, TextIO

from lxml import etree

from mtcheck.mqm import Severity
from mtcheck.presentation import KNOWN, LEAVE_OUT, plain
from mtcheck.reporters.csv_report import cell
from mtcheck.reporters.github import COMMANDS, data_of, property_of
from mtcheck.reporters.gitlab import SEVERITIES, path_of
from mtcheck.workers import Outcome

Add = Callable[[Outcome, dict[str, Any]], None]
"""Takes a pair: what is known of it, and its line as data."""

COLUMNS = (
    *("file", "line", "id", "source_lang", "target_lang", "quality", "code", "check", "category", "severity"),
    *("confidence", "source_text", "target_text", "message", "suggestion", "fingerprint", "suppressed"),
)
_BYTE_ORDER_MARK = "\ufeff"
_BETWEEN = " … "
# GitHub shows so many annotations of each kind in a step.
_SHOWN = 10
_ERROR = "error"


@dataclass(frozen=True, slots=True)
class Pair:
    """Where a pair stands; `error` says why it cannot be used."""

    file: str
    line: int
    id: str
    error: str = ""

    @classmethod
    def of(cls, one: Outcome, data: dict[str, Any]) -> Pair:
        """The pair of a line."""
        return cls(one.file, one.at, data["id"], data.get("error", ""))


@dataclass(frozen=True, slots=True)
class Issue:
    """A finding with its pair."""

    pair: Pair
    finding: dict[str, Any]

    @property
    def better(self) -> str | None:
        """What should stand there, in words; None where that cannot be said."""
        suggestion = self.finding["suggestion"]
        return None if suggestion is None else plain(suggestion).strip() or LEAVE_OUT

    @property
    def fingerprint(self) -> str:
        """Its name among all findings of all pairs."""
        return identity(self.pair.file, self.pair.id, self.finding["fingerprint"])

    def texts(self, side: str) -> list[str]:
        """The words on one side that it points at."""
        return [place["text"] for place in self.finding["locations"] if place["side"] == side]

    @property
    def text(self) -> str:
        """The message with what should stand there."""
        return plain(self.finding["message"]) + (f" → {self.better}" if self.better else "")


def issues(one: Outcome, data: dict[str, Any]) -> list[Issue]:
    """The findings of a line."""
    pair = Pair.of(one, data)
    return [Issue(pair, finding) for finding in data.get("findings", ())]


def identity(*parts: str) -> str:
    """A stable name of what is told apart by its parts."""
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@contextmanager
def csv(stream: TextIO) -> Iterator[Add]:
    """A row a finding; a record that cannot be used is a row with a message alone. Nothing runs as a formula."""
    stream.write(_BYTE_ORDER_MARK)
    table = rows_of_csv.writer(stream)
    table.writerow(COLUMNS)

    def write(one: Outcome, pair: Pair, **values: object) -> None:
        langs = one.langs or (None, None)
        values |= {"file": pair.file, "line": pair.line or None, "id": pair.id, "quality": one.quality}
        values |= {"source_lang": langs[0], "target_lang": langs[1]}
        table.writerow([cell(values.get(key)) for key in COLUMNS])  # type: ignore[arg-type]

    def add(one: Outcome, data: dict[str, Any]) -> None:
        if one.error:
            write(one, Pair.of(one, data), severity=_ERROR, message=data["error"])
        for issue in issues(one, data):
            own = {
                key: issue.finding[key] for key in ("code", "check", "category", "severity", "confidence", "message")
            }
            own |= {f"{side}_text": _BETWEEN.join(issue.texts(side)) for side in ("source", "target")}
            own["suggestion"] = f"({LEAVE_OUT})" if issue.better == LEAVE_OUT else issue.better
            own |= {"fingerprint": issue.finding["fingerprint"], "suppressed": "no"}
            write(one, issue.pair, **own | {"suppressed": "yes" if issue.finding["suppressed"] else "no"})

    yield add


@contextmanager
def gitlab(stream: TextIO) -> Iterator[Add]:
    """A code quality report: an array with an object a finding; one that may stand is informative only."""
    before = "[\n"

    def write(pair: Pair, check: str, text: str, severity: str, name: str, categories: list[str]) -> None:
        nonlocal before
        path = path_of(pair.file)
        entry = {
            "description": f"{plain(pair.id)}: {text}",
            "check_name": check,
            "fingerprint": name,
            "severity": severity,
            "categories": categories,
            "location": {"path": path, "lines": {"begin": max(1, pair.line)}},
        }
        stream.write(before + json.dumps(entry, ensure_ascii=False))
        before = ",\n"

    def add(one: Outcome, data: dict[str, Any]) -> None:
        if one.error:
            pair = Pair.of(one, data)
            name = identity(pair.file, pair.id, pair.error)
            write(pair, "unusable-record", plain(pair.error), "major", name, [])
        for issue in issues(one, data):
            found = issue.finding
            known = f" ({plain(found.get('reason') or KNOWN)})" if found["suppressed"] else ""
            grade = "info" if found["suppressed"] else SEVERITIES[Severity(found["severity"])]
            write(issue.pair, found["check"], issue.text + known, grade, issue.fingerprint, [found["category"]])

    yield add
    stream.write("[]\n" if before.startswith("[") else "\n]\n")


@contextmanager
def github(stream: TextIO) -> Iterator[Add]:
    """Workflow commands, the gravest of each kind, as many as GitHub shows; then how many there are in all."""
    kept: dict[str, list[tuple[int, int, str]]] = {"error": [], "warning": [], "notice": []}
    counts: Counter[str] = Counter()
    grades = list(Severity)

    def keep(kind: str, grade: int, text: str, name: str, pair: Pair) -> None:
        counts[kind] += 1
        values = {"file": plain(pair.file), **({"line": str(pair.line)} if pair.line else {}), "title": name}
        settings = ",".join(f"{key}={property_of(value)}" for key, value in values.items())
        # The heap's first is what is least worth showing: the mildest, and of those the last.
        heapq.heappush(kept[kind], (-grade, -sum(counts.values()), f"::{kind} {settings}::{data_of(text)}\n"))
        if len(kept[kind]) > _SHOWN:
            heapq.heappop(kept[kind])

    def add(one: Outcome, data: dict[str, Any]) -> None:
        if one.error:
            keep("error", -1, plain(data["error"]), "unusable-record", Pair.of(one, data))
        for issue in issues(one, data):
            found = issue.finding
            if not found["suppressed"]:
                grade = Severity(found["severity"])
                name = f"{found['check']} ({found['code']}, {grade}) in {plain(issue.pair.id)}"
                keep(COMMANDS[grade], grades.index(grade), issue.text, name, issue.pair)

    yield add
    for kind in kept.values():
        stream.writelines(text for _, _, text in sorted(kind, reverse=True))
    said = ", ".join(f"{count} {kind}s" for kind in kept if (count := counts[kind]))
    stream.write(f"::notice title=mtcheck::{said or 'nothing found'}\n")


@contextmanager
def junit(stream: TextIO) -> Iterator[Add]:
    """XML as Jenkins and GitLab read it: a suite a file, a failed case a finding, an error an unusable record.

    A file without any is one passed case. A suite says first what it counts, so that its cases wait on the disk.
    """
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mtcheck">\n')
    with TemporaryFile("w+", encoding="utf-8") as cases:
        file: str | None = None
        counts: Counter[str] = Counter()

        def end() -> None:
            if file is None:
                return
            if not counts["tests"]:
                write(etree.Element("testcase", classname="mtcheck", name="no findings", file=plain(file)))
            suite = etree.Element("testsuite", name=plain(file))
            for key in ("tests", "failures", "errors", "skipped"):
                suite.set(key, str(counts[key]))
            stream.write(etree.tostring(suite, encoding="unicode").removesuffix("/>") + ">\n")
            cases.seek(0)
            while piece := cases.read(1 << 20):
                stream.write(piece)
            stream.write("</testsuite>\n")
            cases.seek(0)
            cases.truncate()
            counts.clear()

        def write(case: Any) -> None:
            counts["tests"] += 1
            cases.write(etree.tostring(case, encoding="unicode") + "\n")

        def add(one: Outcome, data: dict[str, Any]) -> None:
            nonlocal file
            if one.file != file:
                end()
                file = one.file
            for case, counted in _cases(one, data):
                counts[counted] += 1
                write(case)

        yield add
        end()
    stream.write("</testsuites>\n")


def _cases(one: Outcome, data: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    pair = Pair.of(one, data)
    where = {"file": plain(pair.file), **({"line": str(pair.line)} if pair.line else {})}
    if one.error:
        case = etree.Element("testcase", classname="mtcheck.records", name=plain(pair.id), **where)
        etree.SubElement(case, "error", type="unusable-record", message=plain(pair.error))
        yield case, "errors"
    for issue in issues(one, data):
        found = issue.finding
        name = f"{found['code']} {found['check']} in {plain(pair.id)} ({found['fingerprint']})"
        case = etree.Element("testcase", classname=f"mtcheck.{found['check']}", name=name, **where)
        words = [f"{side}: {plain(text)}" for side in ("source", "target") for text in issue.texts(side)]
        text = "\n".join([issue.text, *words])
        counted = "passed"
        if found["suppressed"]:
            etree.SubElement(case, "skipped", message=plain(found.get("reason") or KNOWN))
            counted = "skipped"
        elif found["severity"] == Severity.NEUTRAL:
            etree.SubElement(case, "system-out").text = text
        else:
            failure = etree.SubElement(case, "failure", type=found["severity"], message=plain(found["message"]))
            failure.text = text
            counted = "failures"
        yield case, counted
