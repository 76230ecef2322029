"""Spans, and lines and columns, against slow and obvious code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.spans import LineIndex, Span

SPANS = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda pair: Span(min(pair), max(pair)))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_runs_forward(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(SPANS, SPANS)
def test_overlap_is_a_code_point_in_common(left: Span, right: Span) -> None:
    common = set(range(left.start, left.end)) & set(range(right.start, right.end))
    if len(left) and len(right):
        assert left.overlaps(right) == bool(common)
    assert left.overlaps(right) == right.overlaps(left)


@given(SPANS, SPANS)
def test_a_span_covers_what_lies_inside(outer: Span, inner: Span) -> None:
    if outer.covers(inner):
        assert set(range(inner.start, inner.end)) <= set(range(outer.start, outer.end))


@given(SPANS, st.text(max_size=12), st.text(max_size=5))
def test_a_shifted_span_holds_the_same_words(span: Span, text: str, before: str) -> None:
    assert span.shift(len(before)).of(before + text) == span.of(text)


@given(st.text(alphabet="ab😀\r\n", max_size=30))
def test_lines_and_columns(text: str) -> None:
    index = LineIndex(text)
    for offset in range(len(text) + 1):
        before = text[:offset]
        assert index.position(offset) == (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
