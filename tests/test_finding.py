"""Findings and their fingerprints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mtcheck.finding import Finding, Location, fingerprint
from mtcheck.mqm import Severity
from mtcheck.spans import Span

FINDING = Finding(
    "ACC201", "number-mismatch", "accuracy/mistranslation/number", Severity.CRITICAL, 0.9, "differs",
    (Location("target", Span(4, 7)), Location("source", Span(0, 3))),
)  # fmt: skip
SOURCE, TARGET = "289 да", "yes 298"


def test_confidence_and_places_are_checked() -> None:
    with pytest.raises(ValueError, match="confidence"):
        replace(FINDING, confidence=1.1)
    with pytest.raises(ValueError, match="without a place"):
        replace(FINDING, locations=())


def test_spans_by_side() -> None:
    assert FINDING.on("target") == [Span(4, 7)]
    assert FINDING.on("source") == [Span(0, 3)]


def test_a_fingerprint_is_of_check_and_words_alone() -> None:
    name = fingerprint(FINDING, SOURCE, TARGET)
    moved = replace(FINDING, locations=(Location("target", Span(6, 9)), Location("source", Span(0, 3))))
    assert fingerprint(moved, SOURCE, "oh yes 298"[1:]) == name
    assert fingerprint(replace(FINDING, message="other", confidence=0.5, suppressed=True), SOURCE, TARGET) == name
    assert fingerprint(FINDING, SOURCE, "yes 299") != name
    assert fingerprint(FINDING, "288 да", TARGET) != name
    assert fingerprint(replace(FINDING, check="other"), SOURCE, TARGET) != name
    assert fingerprint(FINDING, SOURCE, TARGET, 1) != name
