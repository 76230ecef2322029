"""Reports as plain data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from jsonschema import Draft202012Validator

from mtcheck.alignment import AlignedPair, Link
from mtcheck.document import Document, Paragraph, Segment
from mtcheck.finding import Finding, Location
from mtcheck.ledger import LedgerRow
from mtcheck.mqm import Severity
from mtcheck.report import DocumentReport, Report, Scores
from mtcheck.reporters import json_report
from mtcheck.serialise import fingerprints, report_data
from mtcheck.spans import Span

SCHEMA = json.loads((Path(__file__).parent / "report.schema.json").read_text(encoding="utf-8"))
TEXT = "One.\nTwo two 😀 two two."


def finding(start: int, end: int) -> Finding:
    return Finding(
        "ACC104",
        "repeated-text",
        "accuracy/addition",
        Severity.MINOR,
        0.9,
        "twice",
        (Location("target", Span(start, end)),),
        "two",
    )


def report(text: str = TEXT, *found: Finding) -> DocumentReport:
    target = Document("t.txt", text, (Paragraph(Span(0, len(text))),), (Segment(0, Span(0, len(text)), 0),), "en")
    row = LedgerRow("Q1", "party", {"a": 1}, {"b": 2}, ("c",), ok=False)
    pair = AlignedPair(Link((), (0,), 0.0), None, Span(0, len(text)))
    return DocumentReport(None, target, None, Scores(), (pair,), found, (row,), ("a note",))


def test_the_data_fit_the_schema_and_survive_json() -> None:
    data = report_data(Report("mtcheck:0|encoder:none|quality:1|references:x", (report(TEXT, finding(5, 12)),)))
    Draft202012Validator(SCHEMA).validate(data)
    assert json.loads(json.dumps(data)) == data
    assert data["documents"][0]["ledger"] == [
        {
            "id": "Q1",
            "kind": "party",
            "source_forms": {"a": 1},
            "target_forms": {"b": 2},
            "expected": ["c"],
            "ok": False,
        }
    ]


def test_places_are_slices_with_lines_and_columns_in_code_points() -> None:
    (one, two) = report_data(Report("x", (report(TEXT, finding(5, 12), finding(15, 22)),)))["documents"][0]["findings"]
    assert one["locations"] == [{"side": "target", "start": 5, "end": 12, "text": "Two two", "line": 2, "column": 1}]
    assert two["locations"] == [{"side": "target", "start": 15, "end": 22, "text": "two two", "line": 2, "column": 11}]


def test_findings_alike_are_counted_through() -> None:
    text = "two two, two two, two two"
    places = [finding(start, start + 7) for start in (0, 9, 18)]
    names = fingerprints(report(text), places)
    assert len(set(names)) == 3
    assert fingerprints(report(text), places[:2]) == names[:2]
    assert fingerprints(report(text), [replace(one, message="other") for one in places]) == names


def test_a_lone_surrogate_is_written_as_an_escape() -> None:
    text = json_report.render(Report("x", (report("a\ud800b"),)))
    assert text.encode("utf-8")
    assert json.loads(text)["documents"][0]["target_text"] == "a\ud800b"
