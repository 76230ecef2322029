"""Durations that changed: half a year and a year and a half, two hours 15 minutes and two hours 50."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.article import Article, Pair, Text
from mtcheck.mqm import Severity
from mtcheck.quantities.conversion import same_amount
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import Quantity, hits, numbers, quantities
from mtcheck.quantities.moments import moments
from mtcheck.spans import Span
from mtcheck.text.quantity_lexicon import things
from mtcheck.text.words import is_unspaced

LIKELY = 0.8
# Letters and blanks between a figure and the half that belongs to it: " i ", " und ".
_LONGEST_JOINT = 5
_PERIODS = frozenset({"week", "month", "year"})


def duration_faults(article: Article, pair: Pair) -> Iterator[Fault]:
    """Durations that words or several figures make, and the past or coming week, month or year."""
    if pair.source is None or pair.target is None:
        return
    source, target = _durations(pair.source), _durations(pair.target)
    left = [one for one in source if not _said(one, target)]
    right = [one for one in target if not _said(one, source)]
    if len(left) == 1 == len(right) and None in (left[0].number, right[0].number):
        near = article.nearby(pair)
        moved = any(_said(left[0], _durations(one.target)) for one in near if one.target) or any(
            _said(right[0], _durations(one.source)) for one in near if one.source
        )
        if not moved:
            yield Fault("number-mismatch", pair, left[0].span, right[0].span, "the durations differ", LIKELY)
    yield from _periods(pair, pair.source, pair.target)


def _durations(text: Text) -> Sequence[Quantity]:
    """The durations of a text; of those that overlap, the longest."""
    known = things().units
    found = [
        one
        for one in quantities(text)
        if not one.implied and one.units and all(known[name].dimension == "time" for name in one.units)
    ]
    if any(one.number is None and one.word is not None and _continues(text, one) for one in found):
        return []
    found.sort(key=lambda one: one.span.start - one.span.end)
    kept: list[Quantity] = []
    for one in found:
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return kept


def _continues(text: Text, one: Quantity) -> bool:
    """Whether a word that holds its figure only ends a longer one: "dwa i pół roku", "两个半小时"."""
    before = text.text[: one.span.start]
    if before and is_unspaced(before[-1]):
        return True
    return any(
        0 <= one.span.start - number.span.end <= _LONGEST_JOINT and before[number.span.end :].strip(" \u00a0").isalpha()
        for number in numbers(text)
    )


def _said(one: Quantity, others: Sequence[Quantity]) -> bool:
    return any(same_amount(one, other) for other in others)


def _periods(pair: Pair, source: Text, target: Text) -> Iterator[Fault]:
    """The past week against the past month: no other word of either side says what the other has."""
    left, right = _named(source), _named(target)
    if len({name for name, _ in left}) != 1 or len({name for name, _ in right}) != 1 or left[0][0] == right[0][0]:
        return
    if not (moments(source).loose and moments(target).loose):
        return
    if _counts(target, left[0][0]) or _counts(source, right[0][0]):
        return
    yield Fault("date-mismatch", pair, left[0][1], right[0][1], "it is another period", LIKELY, severity=Severity.MAJOR)


def _named(text: Text) -> list[tuple[str, Span]]:
    found = [(hit.value, Span(hit.start, hit.end)) for hit in hits(text).get("loose", ())]
    for moment in moments(text).relative:
        assert isinstance(moment.value, tuple)
        found.append((moment.value[0], moment.span))
    return [one for one in found if one[0] in _PERIODS]


def _counts(text: Text, unit: str) -> bool:
    """Whether a text says anything in a unit."""
    return any(
        unit in hit.value if isinstance(hit.value, frozenset) else unit == hit.value.unit
        for topic in ("thing", "amount")
        for hit in hits(text).get(topic, ())
    )
