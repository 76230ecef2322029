"""Weekdays that the dateline gives: "вчера" in an article of a Friday is "on Thursday"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mtcheck.article import Article, Pair, Text
from mtcheck.mqm import Severity
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import lexicon_of
from mtcheck.quantities.moments import Moment, Moments, moments

LIKELY = 0.8
_CHECK = "date-mismatch"
_HALF_A_YEAR = 182
# Letters between a weekday and its date: "Monday, the ".
BESIDE = 8


def dateline_faults(article: Article, pair: Pair) -> Iterator[Fault]:
    """Days of one side that the other names by their weekday, and wrongly."""
    if pair.source is None or pair.target is None or article.date is None:
        return
    source, target = moments(pair.source), moments(pair.target)
    if len(target.weekdays) == 1 and not source.weekdays:
        yield from _named(article, article.date, pair, source, target)
    elif len(source.weekdays) == 1 and not target.weekdays:
        yield from _resolved(article.date, pair, source, target)
    elif len(source.weekdays) == 1 == len(target.weekdays):
        yield from _week_lost(article.date, pair, source, target)


def _named(article: Article, date: dt.date, pair: Pair, source: Moments, target: Moments) -> Iterator[Fault]:
    """The translation names the weekday of a day that the source calls by its date or its distance."""
    assert pair.source is not None
    assert pair.target is not None
    weekday = target.weekdays[0]
    if target.loose or target.relative or not weekday.firm or _nearby(article, pair, weekday):
        return
    days = [moment for moment in source.relative if _period(moment) == "day"]
    if len(days) == 1 and "day" not in source.loose:
        day = date + dt.timedelta(days=_offset(days[0]))
        anchor = days[0]
    else:
        dated = _dates(pair.source, source, date)
        if days or len(dated) != 1 or "day" in source.loose:
            return
        ((day, anchor),) = dated
        if _dated_apart(pair.target, target, weekday, day):
            return
    if day.isoweekday() != weekday.value:
        yield _fault(pair, anchor, weekday, day)


def _dated_apart(text: Text, found: Moments, weekday: Moment, day: dt.date) -> bool:
    """Whether the translation gives that date, too, and not beside the weekday, which then is that of another day."""
    return any(
        one == day
        and not (0 <= anchor.span.start - weekday.span.end <= BESIDE)
        and not (0 <= weekday.span.start - anchor.span.end <= BESIDE)
        for one, anchor in _dates(text, found, day)
    )


def _nearby(article: Article, pair: Pair, weekday: Moment) -> bool:
    return any(
        near.source is not None and any(one.value == weekday.value for one in moments(near.source).weekdays)
        for near in article.nearby(pair)
    )


def _resolved(date: dt.date, pair: Pair, source: Moments, target: Moments) -> Iterator[Fault]:
    """The translation says "yesterday" for a weekday."""
    days = [moment for moment in target.relative if _period(moment) == "day"]
    weekday = source.weekdays[0]
    if source.loose or source.relative or target.loose or len(days) != 1 or not weekday.firm:
        return
    day = date + dt.timedelta(days=_offset(days[0]))
    if day.isoweekday() != weekday.value and _offset(days[0]):
        assert pair.target is not None
        lexicon = lexicon_of(pair.target)
        assert isinstance(weekday.value, int)
        name = lexicon.weekday_names[weekday.value - 1] if lexicon else None
        said = lexicon.weekday_names[day.isoweekday() - 1] if lexicon else str(day)
        reason = f"by the dateline that is {said}"
        yield Fault(_CHECK, pair, weekday.span, days[0].span, reason, LIKELY, name, Severity.MAJOR)


def _week_lost(date: dt.date, pair: Pair, source: Moments, target: Moments) -> Iterator[Fault]:
    """A weekday of next week became the bare weekday in an article of that weekday, where it reads as today."""
    left, right = source.weekdays[0], target.weekdays[0]
    weeks = [one for one in source.relative if _period(one) == "week" and _offset(one)]
    if left.value != right.value or right.value != date.isoweekday() or len(weeks) != 1:
        return
    if weeks[0].span.end < left.span.start or left.span.end < weeks[0].span.start:
        return
    if target.relative or target.loose or target.months:
        return
    assert pair.target is not None
    lexicon = lexicon_of(pair.target)
    name = lexicon.names.get(f"week {_offset(weeks[0])}") if lexicon else None
    reason = "the week is lost, and by the dateline that weekday is today"
    suggestion = f"{right.span.of(pair.target.text)} {name}" if name else None
    yield Fault(_CHECK, pair, left.span, right.span, reason, LIKELY, suggestion, Severity.MAJOR)


def _dates(text: Text, found: Moments, date: dt.date) -> list[tuple[dt.date, Moment]]:
    """The dates of a text with day and month, in their own year or the one that is nearest to the dateline."""
    years = {int(number.value) for number in text.numbers if number.kind == "year"}
    days = []
    for number in text.numbers:
        if number.kind != "date" or not number.month or number.value.denominator != 1 or len(years) > 1:
            continue
        for year in years or (date.year - 1, date.year, date.year + 1):
            try:
                day = dt.date(year, number.month, int(number.value))
            except ValueError:
                continue
            if years or abs((day - date).days) < _HALF_A_YEAR:
                days.append((day, Moment(number.month, number.span)))
    return days if len(found.months) <= 1 else []


def _fault(pair: Pair, anchor: Moment, weekday: Moment, day: dt.date) -> Fault:
    assert pair.target is not None
    lexicon = lexicon_of(pair.target)
    name = lexicon.weekday_names[day.isoweekday() - 1] if lexicon else None
    reason = f"by the dateline that is {name or day}"
    return Fault(_CHECK, pair, anchor.span, weekday.span, reason, LIKELY, name, Severity.MAJOR)


def _period(moment: Moment) -> str:
    assert isinstance(moment.value, tuple)
    return str(moment.value[0])


def _offset(moment: Moment) -> int:
    assert isinstance(moment.value, tuple)
    return int(moment.value[1])
