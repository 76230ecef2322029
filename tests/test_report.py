"""The verdict on an article."""

from __future__ import annotations

import pytest

from mtcheck.document import Document
from mtcheck.finding import Finding, Location
from mtcheck.mqm import Severity
from mtcheck.report import MAJORS_TO_HOLD, DocumentReport, Scores
from mtcheck.spans import Span


def report(severities: str, quality: float | None = 90.0, *, suppressed: bool = False) -> DocumentReport:
    """A report with findings whose severities begin with these letters (c, M, m, n)."""
    kinds = {"c": Severity.CRITICAL, "M": Severity.MAJOR, "m": Severity.MINOR, "n": Severity.NEUTRAL}
    place = (Location("target", Span(0, 1)),)
    found = tuple(Finding("ACC104", "x", "c", kinds[one], 0.9, "m", place, suppressed=suppressed) for one in severities)
    return DocumentReport(None, Document("t", "text", lang="en"), None, Scores(quality), (), found, (), ())


@pytest.mark.parametrize(
    ("severities", "quality", "verdict"),
    [
        ("", 90.0, "publish"),
        ("", None, "publish"),
        ("nn", 90.0, "publish"),
        ("", 59.9, "review"),
        ("m", 90.0, "review"),
        ("M", None, "review"),
        ("M" * (MAJORS_TO_HOLD - 1), 90.0, "review"),
        ("M" * MAJORS_TO_HOLD, 90.0, "hold"),
        ("c", 99.0, "hold"),
    ],
)
def test_the_verdict_follows_severities_and_quality(severities: str, quality: float | None, verdict: str) -> None:
    assert report(severities, quality).verdict == verdict


def test_suppressed_findings_do_not_count() -> None:
    one = report("cM", suppressed=True)
    assert one.verdict == "publish"
    assert one.open_findings == ()
    assert len(one.findings) == 2
