"""What stands beside a date: until Friday and from Friday, early May and late May."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.article import Article, Pair, Text
from mtcheck.mqm import Severity
from mtcheck.quantities.calendar import dated
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import hits, lexicon_of
from mtcheck.quantities.moments import moments
from mtcheck.quantities.negations import negates
from mtcheck.spans import Span
from mtcheck.text.words import fold

LIKELY = 0.85
# Letters between a word and its date, of words that say nothing: " of the ".
_LONGEST_GAP = 10
_KINDS = frozenset({"date", "year", "time"})
_REASONS = {"limit": "one says from when, the other until when", "stage": "it is another part of that time"}
# A date as what it says, and the word beside it: its group, and which of the group it is.
Dated = tuple[object, Span]


class Mark(NamedTuple):
    """A word beside a date; `value` is the date, `way` what the word says of it."""

    group: str
    value: object
    way: str
    span: Span


def mark_faults(_article: Article, pair: Pair) -> Iterator[Fault]:
    """Dates that both sides have, with another word of a group beside them."""
    if pair.source is None or pair.target is None or "mark" not in hits(pair.source) or "mark" not in hits(pair.target):
        return
    source, target = list(_marks(pair.source)), list(_marks(pair.target))
    for one in dict.fromkeys(source):
        mine, yours = ([other for other in side if other[:2] == one[:2]] for side in (source, target))
        if mine[0] is not one or {other.way for other in mine} != {one.way}:
            continue
        if not yours or len({other.way for other in yours}) != 1 or yours[0].way == one.way:
            continue
        # What does not happen until Friday happens from Friday on.
        if one.group == "limit" and (negates(pair.source) or negates(pair.target)):
            continue
        reason = _REASONS[one.group]
        yield Fault("date-mismatch", pair, one.span, yours[0].span, reason, LIKELY, severity=Severity.MAJOR)


def _marks(text: Text) -> Iterator[Mark]:
    """The words beside dates, at most one of a group for a date."""
    dates = list(_dates(text))
    for hit in hits(text).get("mark", ()):
        group, way, place = hit.value
        for value, span in dates:
            gap = (hit.end, span.start) if place == "before" else (span.end, hit.start)
            if gap[0] <= gap[1] and _says_nothing(text, *gap):
                yield Mark(group, value, way, Span(min(hit.start, span.start), max(hit.end, span.end)))
                break


def _dates(text: Text) -> Iterator[Dated]:
    """Weekdays, months, relative times, years, dates and times of day, each with where it stands."""
    when = moments(text)
    taken: list[Span] = []
    for month in when.months:
        span = dated(text, month.span)
        taken.append(span)
        days = [number.value for number in text.numbers if number.kind == "date" and span.overlaps(number.span)]
        yield ("month", month.value, *days), span
    for number in text.numbers:
        if number.kind in _KINDS and not number.words and not any(number.span.overlaps(span) for span in taken):
            yield (number.kind, number.value), number.span
    for kind, found in (("weekday", when.weekdays), ("relative", when.relative)):
        for moment in found:
            yield (kind, moment.value), moment.span
    for hit in hits(text).get("period", ()):
        if hit.value != "weekday":
            yield ("period", hit.value), Span(hit.start, hit.end)


def _says_nothing(text: Text, start: int, end: int) -> bool:
    """Whether only blanks and articles stand between."""
    between = text.text[start:end]
    if len(between) > _LONGEST_GAP or any(char in ",.;:()—–\n" for char in between.strip()):
        return False
    lexicon = lexicon_of(text)
    small = text.language.function_words | (lexicon.of if lexicon else frozenset())
    return all(fold(word) in small for word in between.replace("-", " ").split())
