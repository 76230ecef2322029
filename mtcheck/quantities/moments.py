"""What a text says of when: weekdays, months, relative days and weeks, parts of the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mtcheck.article import Text
from mtcheck.quantities.found import Hits, hits, lexicon_of
from mtcheck.spans import Span
from mtcheck.text.quantity_terms import Hit

MONTHS = 12
_SENTENCE_ENDS = frozenset('.!?…:;«“"„\n')
_NUMBERING = frozenset({"ordinal", "roman"})
_QUARTERS = frozenset({1, 2, 3, 4})
_NEAR = frozenset({" ", "\u00a0", "", "-", "'", "’"})


@dataclass(frozen=True, slots=True)
class Moment:
    """One expression.

    `value` is a month, a weekday, `(period, offset)`, a part of the day, or a night `("before" or "after", weekday)`.
    `firm`: it means nothing else, so that it can prove a fault and not only explain one.
    """

    value: object
    span: Span
    firm: bool = True


@dataclass(frozen=True, slots=True)
class Moments:
    """All that a text says of when. `loose` are periods of which something is said that fits any offset."""

    months: tuple[Moment, ...]
    seasons: tuple[Moment, ...]
    divisions: tuple[Moment, ...]
    weekdays: tuple[Moment, ...]
    nights: tuple[Moment, ...]
    relative: tuple[Moment, ...]
    parts: tuple[Moment, ...]
    earlier: tuple[Moment, ...]
    later: tuple[Moment, ...]
    same: tuple[Moment, ...]
    loose: frozenset[str]
    other_parts: bool


def moments(text: Text) -> Moments:
    """What a text says of when; found once."""
    return text.once("moments", lambda: _moments(text, hits(text)))


def _moments(text: Text, words: Hits) -> Moments:
    later = tuple(Moment("later", Span(hit.start, hit.end)) for hit in words.get("later", ()))
    parts = [
        Moment(hit.value, Span(hit.start, hit.end), hit.value != "other")
        for hit in words.get("part", ())
        if not any(hit.start < one.span.end and one.span.start < hit.end for one in later)
    ]
    relative = tuple(_relative(text, words))
    return Moments(
        months=tuple(_months(text, words)),
        seasons=tuple(
            Moment(hit.value, Span(hit.start, hit.end), hit.value != "loose") for hit in words.get("season", ())
        ),
        divisions=tuple(_divisions(text, words)),
        weekdays=tuple(
            Moment(hit.value[0], Span(hit.start, hit.end), hit.value[1]) for hit in words.get("weekday", ())
        ),
        nights=tuple(Moment(hit.value, Span(hit.start, hit.end)) for hit in words.get("night", ())),
        relative=relative,
        parts=tuple(part for part in parts if part.firm),
        earlier=tuple(Moment("earlier", Span(hit.start, hit.end)) for hit in words.get("earlier", ())),
        later=later,
        same=tuple(Moment("same", Span(hit.start, hit.end)) for hit in words.get("same", ())),
        loose=frozenset(hit.value for hit in words.get("loose", ()) if not _inside(hit, words.get("relative", ()))),
        other_parts=any(not part.firm for part in parts),
    )


def _relative(text: Text, words: Hits) -> Iterator[Moment]:
    """Fixed expressions, then "last", "this" or "next" beside a week or year; a weekday counts as its week."""
    covered: set[int] = set()
    loose = words.get("loose", ())
    for hit in words.get("relative", ()):
        if not _inside(hit, loose):
            covered.update(range(hit.first, hit.last))
            yield Moment(hit.value, Span(hit.start, hit.end))
    lexicon = lexicon_of(text)
    periods = {hit.first: hit for hit in words.get("period", ())}
    after = {hit.last: hit for hit in words.get("period", ())}
    for hit in words.get("modifier", ()):
        period = periods.get(hit.last)
        if period is not None and text.text[hit.end : period.start] not in _NEAR:
            period = None
        if period is None and lexicon is not None and lexicon.modifier_after:
            period = after.get(hit.first)
            if period is not None and text.text[period.end : hit.start] not in _NEAR:
                period = None
        if period is None or period.first in covered or _inside(hit, loose) or _inside(period, loose):
            continue
        covered.add(period.first)
        name = "week" if period.value == "weekday" else period.value
        yield Moment((name, hit.value), Span(min(hit.start, period.start), max(hit.end, period.end)))


def _divisions(text: Text, words: Hits) -> Iterator[Moment]:
    """Quarters and halves of a year with their number: "second quarter", "Q2", "II квартал"."""
    for hit in words.get("numbered", ()):
        yield Moment(hit.value, Span(hit.start, hit.end))
    for hit in words.get("division", ()):
        for number in text.numbers:
            before = number.span.end <= hit.start and text.text[number.span.end : hit.start] in _NEAR
            after = number.span.start == hit.end
            if ((before and number.kind in _NUMBERING) or after) and number.value in _QUARTERS:
                span = Span(min(hit.start, number.span.start), max(hit.end, number.span.end))
                yield Moment((hit.value, int(number.value)), span)
                break


def _inside(hit: Hit, others: object) -> bool:
    """Whether a longer expression covers this one: "the following week"."""
    assert isinstance(others, (list, tuple))
    return any(
        other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
        for other in others
    )


def _months(text: Text, words: Hits) -> Iterator[Moment]:
    seen: set[int] = set()
    lexicon = lexicon_of(text)
    for hit in words.get("month", ()):
        month, capital = hit.value
        if not capital or text.text[hit.start].isupper():
            seen.add(month)
            ordinary = lexicon is not None and text.text[hit.start : hit.end].lower() in lexicon.month_words
            yield Moment(month, Span(hit.start, hit.end), not (ordinary and _begins(text.text, hit.start)))
    if lexicon is not None and lexicon.month_mark:
        for match in _numbered(lexicon.month_mark).finditer(text.text):
            if 1 <= int(match[1]) <= MONTHS:
                seen.add(int(match[1]))
                yield Moment(int(match[1]), Span(*match.span()))
    for number in text.numbers:  # "5.12."
        if number.month and number.month not in seen:
            yield Moment(number.month, number.span)


def _begins(text: str, start: int) -> bool:
    """Whether a word begins a sentence, where "May" and "March" may be other words."""
    before = text[:start].rstrip(" \u00a0")
    day = before[-1:] == "." and before[-2:-1].isdigit()  # "3. Mai"
    return not before or (before[-1] in _SENTENCE_ENDS and not day)


@cache
def _numbered(mark: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)(\d{{1,2}})\s?{re.escape(mark)}")
