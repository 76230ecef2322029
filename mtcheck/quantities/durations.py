"""Durations that changed: half a year and a year and a half, two hours 15 minutes and two hours 50."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from mtcheck.article import Article, Pair, Text
from mtcheck.mqm import Severity
from mtcheck.quantities.conversion import TIGHT, same_amount
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import Quantity, hits, lexicon_of, numbers, quantities
from mtcheck.quantities.moments import moments
from mtcheck.spans import Span
from mtcheck.text.quantity_lexicon import things
from mtcheck.text.words import fold, is_unspaced

LIKELY = 0.8
_HALF = Fraction(1, 2)
# Letters and blanks between a figure and the half that belongs to it: " i ", " und ".
_LONGEST_JOINT = 5
# The units of which words that hold their figure are halves and one and a half.
_COUNTED = {"month": "year", "minute": "hour"}
_PERIODS = frozenset({"week", "month", "year"})


def duration_faults(article: Article, pair: Pair) -> Iterator[Fault]:
    """Durations that words or several figures make, and the past or coming week, month or year."""
    if pair.source is None or pair.target is None:
        return
    source, target = _durations(pair.source), _durations(pair.target)
    left = [one for one in source if not _said(one, target)]
    right = [one for one in target if not _said(one, source)]
    if len(left) == 1 == len(right) and (None in (left[0].number, right[0].number) or _lost_half(left[0], right[0])):
        near = article.nearby(pair)
        moved = any(_said(left[0], _durations(one.target)) for one in near if one.target) or any(
            _said(right[0], _durations(one.source)) for one in near if one.source
        )
        if not moved:
            yield Fault("number-mismatch", pair, left[0].span, right[0].span, "the durations differ", LIKELY)
    if len(left) == 1 and not right:
        yield from _single(pair, left[0])
    yield from _other_unit(pair, pair.source, pair.target)
    yield from _periods(pair, pair.source, pair.target)


def _lost_half(left: Quantity, right: Quantity) -> bool:
    """Whether a half in words is gone: "two and a half years", "two years"."""
    low, high = sorted((left, right), key=lambda one: one.value)
    if not left.units & right.units or low.value.denominator != 1 or high.value - low.value != _HALF:
        return False
    return low.number is None or not low.number.approximate


def _single(pair: Pair, left: Quantity) -> Iterator[Fault]:
    """Several of a unit as one: "десять лет", "a year"."""
    assert pair.source is not None
    assert pair.target is not None
    if left.value == 1 or "rate" in hits(pair.source) or any(_alike(one, left) for one in _singles(pair.source)):
        return
    found = [one for one in _singles(pair.target) if _alike(one, left)]
    if len(found) == 1 and _one_is_said(pair.target, found[0]) and not same_amount(left, found[0], TIGHT):
        yield Fault("number-mismatch", pair, left.span, found[0].span, "the durations differ", LIKELY)


def _other_unit(pair: Pair, source: Text, target: Text) -> Iterator[Fault]:
    """A week as a month, where either side has no other unit of time."""
    left, right = _singles(source), _singles(target)
    if len(left) == 1 == len(right) and not (_durations(source) or _durations(target)):
        here, there = left[0].units, right[0].units
        differ = len(here) == 1 == len(there) and here != there and here | there <= _PERIODS
        if differ and _one_is_said(target, right[0]):
            yield Fault("number-mismatch", pair, left[0].span, right[0].span, "the units of time differ", LIKELY)


def _singles(text: Text) -> list[Quantity]:
    """Units of time without a figure."""
    known = things().units
    counted = _durations(text)
    return [
        one
        for one in quantities(text)
        if one.implied
        and one.units
        and all(known[name].dimension == "time" for name in one.units)
        and not any(one.span.overlaps(other.span) for other in counted)
    ]


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether a unit is that of a duration: "полтора года" counts years, though it is given as months."""
    counted = {_COUNTED.get(name, name) for name in other.units} if other.number is None else other.units
    return bool(one.units & counted)


def _one_is_said(text: Text, one: Quantity) -> bool:
    """Whether the word before a unit says that it is one: "a week"."""
    lexicon = lexicon_of(text)
    before = text.text[: one.span.start].split()[-1:]
    return lexicon is not None and bool(before) and fold(before[0]) in lexicon.single


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
    return any(same_amount(one, other) and not _lost_half(one, other) for other in others)


def _periods(pair: Pair, source: Text, target: Text) -> Iterator[Fault]:
    """The past week against the past month: no other word of either side says what the other has."""
    left, right = _named(source), _named(target)
    if len({name for name, _ in left}) != 1 or len({name for name, _ in right}) != 1 or left[0][0] == right[0][0]:
        return
    if not (moments(source).loose and moments(target).loose):
        return
    if counts(target, left[0][0]) or counts(source, right[0][0]):
        return
    yield Fault("date-mismatch", pair, left[0][1], right[0][1], "it is another period", LIKELY, severity=Severity.MAJOR)


def _named(text: Text) -> list[tuple[str, Span]]:
    found = [(hit.value, Span(hit.start, hit.end)) for hit in hits(text).get("loose", ())]
    for moment in moments(text).relative:
        assert isinstance(moment.value, tuple)
        found.append((moment.value[0], moment.span))
    return [one for one in found if one[0] in _PERIODS]


def counts(text: Text, unit: str) -> bool:
    """Whether a text says anything in a unit: "100 days", "полгода"."""
    return any(
        unit in hit.value if isinstance(hit.value, frozenset) else unit == hit.value.unit
        for topic in ("thing", "amount")
        for hit in hits(text).get(topic, ())
    )
