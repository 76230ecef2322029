"""Months, weekdays, relative dates and parts of the day that changed on the way into the translation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtcheck.article import Article, Pair, Text
from mtcheck.mqm import Severity
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import lexicon_of
from mtcheck.quantities.moments import Moment, Moments, moments
from mtcheck.spans import Span

SURE, LIKELY, OTHER_PERIOD = 0.9, 0.8, 0.75
_CHECK = "date-mismatch"
WEEK = 7
_APART = frozenset(
    frozenset(pair) for pair in (("morning", "afternoon"), ("morning", "evening"), ("afternoon", "night"))
)
_DATED = frozenset({"date", "year"})
_BESIDE = frozenset({" ", "\u00a0", ". ", " of ", ""})


def calendar_faults(article: Article, pair: Pair) -> Iterator[Fault]:
    """What a pair says of when and its translation says otherwise."""
    if pair.source is None or pair.target is None:
        return
    source, target = moments(pair.source), moments(pair.target)
    yield from _months(article, pair, source, target)
    yield from _named(article, pair, lambda one: one.seasons, "the season differs")
    yield from _named(article, pair, lambda one: one.divisions, "it is another part of the year")
    yield from _weekdays(article, pair, source, target)
    yield from _nights(pair, source, target)
    yield from _relative(article, pair, source, target)
    yield from _next_day(pair, source, target)
    yield from _parts(pair, source, target)


def _single(article: Article, pair: Pair, of: Callable[[Moments], tuple[Moment, ...]]) -> tuple[Moment, Moment] | None:
    """The one value that only the source has and the one that only the translation has, if neither has just moved."""
    assert pair.source is not None
    assert pair.target is not None
    mine, yours = of(moments(pair.source)), of(moments(pair.target))
    here = {moment.value for moment in mine}, {moment.value for moment in yours}
    lost = {moment.value: moment for moment in reversed(mine) if moment.firm and moment.value not in here[1]}
    gained = {moment.value: moment for moment in reversed(yours) if moment.firm and moment.value not in here[0]}
    if len(lost) != 1 or len(gained) != 1:
        return None
    (left,), (right,) = lost.values(), gained.values()
    for near in article.nearby(pair):
        if near.target is not None and any(one.value == left.value for one in of(moments(near.target))):
            return None
        if near.source is not None and any(one.value == right.value for one in of(moments(near.source))):
            return None
    return left, right


def _months(article: Article, pair: Pair, source: Moments, target: Moments) -> Iterator[Fault]:
    if not source.months or not target.months:
        return
    assert pair.source is not None
    assert pair.target is not None
    if any(
        number.kind == "date" and not number.month for text in (pair.source, pair.target) for number in text.numbers
    ):
        return  # 05/12 may be either
    found = _single(article, pair, lambda one: one.months)
    if found is None:
        return
    left, right = found
    assert isinstance(left.value, int)
    lexicon = lexicon_of(pair.target)
    mine, yours = dated(pair.source, left.span), dated(pair.target, right.span)
    name = lexicon.month_names[left.value - 1] if lexicon else None
    suggestion = None
    if name is not None and right.span.of(pair.target.text).isalpha():
        text = pair.target.text
        suggestion = text[yours.start : right.span.start] + name + text[right.span.end : yours.end]
    yield Fault(_CHECK, pair, mine, yours, "the month differs", SURE, suggestion)


def dated(text: Text, month: Span) -> Span:
    """The month with the day beside it."""
    for number in text.numbers:
        if number.kind == "date":
            gap = text.text[number.span.end : month.start] if number.span.end <= month.start else None
            if gap in _BESIDE:
                return Span(number.span.start, month.end)
            gap = text.text[month.end : number.span.start] if month.end <= number.span.start else None
            if gap in _BESIDE:
                return Span(month.start, number.span.end)
    return month


def _named(article: Article, pair: Pair, of: Callable[[Moments], tuple[Moment, ...]], reason: str) -> Iterator[Fault]:
    """A season or quarter that differs; one that might be meant in other words proves nothing."""
    assert pair.source is not None
    assert pair.target is not None
    both = of(moments(pair.source)), of(moments(pair.target))
    if not all(both) or not all(moment.firm for side in both for moment in side):
        return
    found = _single(article, pair, of)
    if found is not None:
        yield Fault(_CHECK, pair, found[0].span, found[1].span, reason, LIKELY)


def _weekdays(article: Article, pair: Pair, source: Moments, target: Moments) -> Iterator[Fault]:
    if not source.weekdays or not target.weekdays:
        return
    found = _single(article, pair, lambda one: one.weekdays)
    if found is None:
        return
    left, right = found
    assert pair.target is not None
    assert isinstance(left.value, int)
    lexicon = lexicon_of(pair.target)
    name = lexicon.weekday_names[left.value - 1] if lexicon else None
    yield Fault(_CHECK, pair, left.span, right.span, "the day of the week differs", SURE, name)


def _nights(pair: Pair, source: Moments, target: Moments) -> Iterator[Fault]:
    """The night before a day as the one behind it: "ночь на среду", "Wednesday night"."""
    if len(source.nights) != 1 or len(target.nights) != 1:
        return
    (left,), (right,) = source.nights, target.nights
    assert isinstance(left.value, tuple)
    place, day = left.value
    before = (day - 2) % WEEK + 1
    if place != "before" or right.value != ("after", day) or any(one.value == before for one in target.weekdays):
        return
    assert pair.target is not None
    lexicon = lexicon_of(pair.target)
    name = None
    if lexicon is not None:
        name = right.span.of(pair.target.text).replace(
            lexicon.weekday_names[day - 1], lexicon.weekday_names[before - 1]
        )
    yield Fault(_CHECK, pair, left.span, right.span, "it is the night before that day", SURE, name, Severity.MAJOR)


def _names_a_year(pair: Pair) -> bool:
    """Whether the translation has a year in figures that the source does not have: it may stand for "last year"."""
    assert pair.source is not None
    assert pair.target is not None
    there, here = ({one.value for one in text.numbers if one.kind == "year"} for text in (pair.target, pair.source))
    return bool(there - here)


def _relative(article: Article, pair: Pair, source: Moments, target: Moments) -> Iterator[Fault]:
    if not source.relative or not target.relative:
        yield from _later(pair, source, target)
        return
    found = _single(article, pair, lambda one: one.relative)
    if found is None:
        return
    left, right = found
    assert isinstance(left.value, tuple)
    assert isinstance(right.value, tuple)
    (period, offset), (other, shift) = left.value, right.value
    if period in target.loose or other in source.loose:
        return
    if period != other and not _opposed(pair, left.value, right.value):
        return
    if period == "weekend" == other and 0 in (offset, shift):
        return  # "this weekend" may be the one just past
    if period == "year" and _names_a_year(pair):
        return
    assert pair.target is not None
    lexicon = lexicon_of(pair.target)
    name = lexicon.names.get(f"{period} {offset}") if lexicon else None
    turned = SURE if period == other else OTHER_PERIOD
    yield Fault(_CHECK, pair, left.span, right.span, "it is another time", turned, name, Severity.MAJOR)


def _opposed(pair: Pair, left: tuple[str, int], right: tuple[str, int]) -> bool:
    """Whether two expressions of different periods contradict each other: "yesterday" and "next week"."""
    assert pair.target is not None
    dated = any(number.kind in _DATED for number in pair.target.numbers)
    return not dated and left[1] * right[1] < 0


def _later(pair: Pair, source: Moments, target: Moments) -> Iterator[Fault]:
    """A day later that became a part of the day ("днём позже": "in the afternoon")."""
    if len(source.later) != 1 or target.later or target.loose or target.weekdays or source.parts or source.other_parts:
        return
    if len(target.parts) == 1 and not target.other_parts and target.parts[0].value == "afternoon":
        assert pair.target is not None
        lexicon = lexicon_of(pair.target)
        name = lexicon.names.get("later day") if lexicon else None
        reason = "a day has passed"
        span = source.later[0].span
        yield Fault(_CHECK, pair, span, target.parts[0].span, reason, LIKELY, name, Severity.MAJOR)


def _next_day(pair: Pair, source: Moments, target: Moments) -> Iterator[Fault]:
    """The day before, the same day or the next one as another of these, of which neither side says anything else."""
    here, there = ((one.earlier, one.same, one.later) for one in (source, target))
    if sum(map(bool, here)) != 1 or sum(map(bool, there)) != 1 or any(map(all, zip(here, there, strict=True))):
        return
    (left, *further), (right, *others) = *filter(None, here), *filter(None, there)
    # "Yesterday" may have become the day before, and a deed of the next day may be told from there.
    if not further and not others and not ((source.earlier or target.earlier) and (source.relative or target.relative)):
        yield Fault(_CHECK, pair, left.span, right.span, "it is another day", LIKELY, severity=Severity.MAJOR)


def _parts(pair: Pair, source: Moments, target: Moments) -> Iterator[Fault]:
    """Morning for evening."""
    if source.other_parts or target.other_parts or len(source.parts) != 1 or len(target.parts) != 1:
        return
    left, right = source.parts[0], target.parts[0]
    if frozenset((str(left.value), str(right.value))) in _APART:
        assert pair.target is not None
        lexicon = lexicon_of(pair.target)
        name = lexicon.names.get(str(left.value)) if lexicon else None
        yield Fault(_CHECK, pair, left.span, right.span, "it is another part of the day", LIKELY, name, Severity.MAJOR)
