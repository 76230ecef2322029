"""Twice as many and half as many: multiples and parts that were turned round."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mtcheck.article import Article, Pair, Text
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import hits
from mtcheck.spans import Span

LIKELY = 0.85
# "Ten times less" is a multiple; "2024 more people" is none.
MOST = 100
_BLANKS = frozenset({" ", "\u00a0", "-"})


def multiple_faults(_article: Article, pair: Pair) -> Iterator[Fault]:
    """The one multiple of a pair whose direction changed: "вдвое больше", "half as many"."""
    if pair.source is None or pair.target is None:
        return
    left, right = list(_multiples(pair.source)), list(_multiples(pair.target))
    if len(left) == 1 == len(right) and left[0][0] * right[0][0] == 1:
        yield Fault("number-mismatch", pair, left[0][1], right[0][1], "the multiple is turned round", LIKELY)


def _multiples(text: Text) -> Iterator[tuple[Fraction, Span]]:
    """By what something is multiplied, with the word behind it that says so."""
    behind = {hit.start: hit for hit in hits(text).get("compared", ())}
    if not behind:
        return
    for number in text.numbers:
        hit = next((hit for start, hit in behind.items() if text.text[number.span.end : start] in _BLANKS), None)
        if hit is None or number.kind != "cardinal" or not 0 < number.value < MOST or number.value == 1:
            continue
        span = Span(number.span.start, hit.end)
        if hit.value == "as":
            yield number.value, span
        elif number.value > 1:
            yield number.value if hit.value == "more" else 1 / number.value, span
