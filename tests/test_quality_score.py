"""The first estimate of quality: its range and its direction."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.finding import Finding, Location
from mtcheck.mqm import Severity
from mtcheck.scorers.quality import document_quality, likeness, pair_quality
from mtcheck.spans import Span

FINDING = Finding("ACC104", "x", "c", Severity.MINOR, 0.5, "m", (Location("target", Span(0, 1)),))
COSINES = st.floats(-1, 1)
FINDINGS = st.lists(
    st.builds(
        lambda severity, confidence: replace(FINDING, severity=severity, confidence=confidence),
        st.sampled_from(Severity),
        st.floats(0, 1),
    ),
    max_size=5,
)


@given(COSINES, COSINES)
def test_likeness_grows_with_the_cosine(left: float, right: float) -> None:
    assert 0 < likeness(left) < 1
    if left <= right:
        assert likeness(left) <= likeness(right)


@given(COSINES, FINDINGS)
def test_a_further_finding_never_raises_the_quality(cosine: float, found: list[Finding]) -> None:
    values = [pair_quality(cosine, found[:count]) for count in range(len(found) + 1)]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True)
    assert all(0 <= value <= 100 for value in known)


def test_graver_findings_cost_more() -> None:
    costs = [pair_quality(0.8, [replace(FINDING, severity=severity)]) or 0 for severity in Severity]
    assert costs == sorted(costs)
    assert costs[-1] == pair_quality(0.8, [])


def test_without_a_similarity_there_is_no_quality() -> None:
    assert pair_quality(None, [FINDING]) is None
    assert document_quality([]) is None
    assert document_quality([(None, 10), (50.0, 0)]) is None


@given(st.lists(st.tuples(st.one_of(st.none(), st.floats(0, 100)), st.integers(0, 500)), max_size=6))
def test_a_document_lies_between_its_pairs(parts: list[tuple[float | None, int]]) -> None:
    known = [quality for quality, weight in parts if quality is not None and weight]
    value = document_quality(parts)
    assert (value is None) == (not known)
    if value is not None:
        assert min(known) - 0.01 <= value <= max(known) + 0.01


def test_long_pairs_weigh_more() -> None:
    assert document_quality([(100.0, 30), (0.0, 10)]) == pytest.approx(75.0)
