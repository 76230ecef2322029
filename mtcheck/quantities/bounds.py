"""More than and less than, earliest and latest, a month and a year: what a figure is the bound or the rate of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.article import Article, Pair, Text
from mtcheck.mqm import Severity
from mtcheck.quantities.conversion import same_amount
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import Quantity, compatible, hits, quantities
from mtcheck.spans import Span
from mtcheck.text.words import fold

LIKELY = 0.8
_BLANKS = frozenset({"", " ", "\u00a0", "\u202f"})
# A figure bounds something from one side; what it is the least of is not what it is the most of.
_TURNED = {"more": "less", "less": "more", "by": "to", "to": "by"}
_TIMES = {"earliest": "latest", "latest": "earliest"}
# Ways that only shares in percent and sums tell: "by 2030" is no change. What is filled by a share in one language is
# filled to it in another, but what grows to a figure grows by it in none.
_LEVELS = frozenset({"by", "to"})
# Letters between a figure and its rate: "30 самолётов в месяц".
_LONGEST_COUNTED = 24
_ENDS = frozenset(',.;:!?()—–«»“”"\n')
Bound = tuple[Quantity, str, Span]


def bound_faults(_article: Article, pair: Pair) -> Iterator[Fault]:
    """Figures that are the least on one side and the most on the other, or count so much an hour and so much a day."""
    if pair.source is None or pair.target is None:
        return
    words = hits(pair.source), hits(pair.target)
    if all("bound" in one for one in words):
        yield from _turned(pair, pair.source, pair.target)
        yield from _dated(pair, pair.source, pair.target)
    if all("rate" in one for one in words):
        left, right = _rates(pair.source), _rates(pair.target)
        for one, period, place in left:
            same = [(other, there) for near, other, there in right if _is_same(one, near)]
            if len(same) == 1 and same[0][0] != period and not any(period == other for _, other, _ in right):
                yield Fault("unit-mismatch", pair, place, same[0][1], "the periods differ", LIKELY)


def _turned(pair: Pair, source: Text, target: Text) -> Iterator[Fault]:
    left, right = bounds(source), bounds(target)
    for one, way, place in left:
        same = [(other, there) for near, other, there in right if _is_same(one, near)]
        if way != "by" and len(same) == 1 and same[0][0] == _TURNED[way]:
            reason = "one is a change, the other what it leads to" if way in _LEVELS else "the bounds are opposite"
            yield Fault("number-mismatch", pair, place, same[0][1], reason, LIKELY)


def bounds(text: Text) -> list[Bound]:
    """The figures with a word for their bound right before or behind them."""
    found: list[Bound] = []
    words = [hit for hit in hits(text).get("bound", ()) if hit.value[0] in _TURNED]
    row: Sequence[Quantity] = quantities(text) if words else ()
    for one in row:
        if one.implied:
            continue
        for hit in words:
            way, place = hit.value
            gap = (hit.end, one.span.start) if place == "before" else (one.span.end, hit.start)
            if way in _LEVELS and "percent" not in one.things and not one.money:
                continue
            if way == "to" and any(0 <= hit.start - near.span.end <= len("  ") for near in row):
                continue  # "from 1.1 to 1.3 %": what grows so may be itself a change
            if gap[0] <= gap[1] and _beside(text, *gap, way):
                found.append((one, way, Span(min(hit.start, one.span.start), max(hit.end, one.span.end))))
                break
    return found


def _beside(text: Text, start: int, end: int, way: str) -> bool:
    """Whether a word stands right beside its figure; a preposition may come between: "не менее чем к 76"."""
    between = text.text[start:end]
    if between in _BLANKS or way in _LEVELS:
        return between in _BLANKS
    small = fold(between.strip())
    return between[0].isspace() and between[-1].isspace() and small in text.language.function_words


def _dated(pair: Pair, source: Text, target: Text) -> Iterator[Fault]:
    """The earliest time against the latest, where no other word of the pair says either."""
    left, right = ([hit for hit in hits(text)["bound"] if hit.value[0] in _TIMES] for text in (source, target))
    if len(left) == 1 == len(right) and right[0].value[0] == _TIMES[left[0].value[0]]:
        here, there = (Span(hit.start, hit.end) for hit in (left[0], right[0]))
        yield Fault("date-mismatch", pair, here, there, "the bounds are opposite", LIKELY, severity=Severity.MAJOR)


def _rates(text: Text) -> list[Bound]:
    """The figures that are counted by a period, which stands behind what they count."""
    found: list[Bound] = []
    words = hits(text)["rate"]
    row: Sequence[Quantity] = [one for one in quantities(text) if not one.implied]
    for hit in words:
        before = [one for one in row if one.span.end <= hit.start]
        one = max(before, key=lambda near: near.span.end, default=None)
        if one is None:
            continue
        between = text.text[one.span.end : hit.start]
        if len(between) <= _LONGEST_COUNTED and _ENDS.isdisjoint(between):
            found.append((one, hit.value, Span(one.span.start, hit.end)))
    return found


def _is_same(left: Quantity, right: Quantity) -> bool:
    alike = bool(set(left.readings) & set(right.readings)) and compatible(left.things, right.things)
    return alike or same_amount(left, right)
