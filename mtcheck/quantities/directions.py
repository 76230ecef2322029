"""Two years ago and in two years: the direction in time of a duration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.article import Article, Pair, Text
from mtcheck.mqm import Severity
from mtcheck.quantities.conversion import same_amount
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import Quantity, compatible, hits, quantities
from mtcheck.spans import Span
from mtcheck.text.quantity_lexicon import things

LIKELY = 0.85
_BLANKS = frozenset({"", " ", "\u00a0"})
Directed = tuple[Quantity, str, Span]


def direction_faults(_article: Article, pair: Pair) -> Iterator[Fault]:
    """Durations that lead into the past on one side and into the future on the other."""
    if pair.source is None or pair.target is None:
        return
    source, target = _directed(pair.source), _directed(pair.target)
    if not source or not target:
        return
    here, there = ({way for _, way, _ in side} for side in (source, target))
    if here & there:
        return
    for left, _, span in source:
        same = [place for one, _, place in target if _is_same(left, one)]
        if len(same) == 1:
            reason = "one is in the past, the other to come"
            yield Fault("date-mismatch", pair, span, same[0], reason, LIKELY, severity=Severity.MAJOR)


def _directed(text: Text) -> list[Directed]:
    """The durations with a word for their direction right before or behind them."""
    words = hits(text).get("direction", ())
    found: list[Directed] = []
    if not words:
        return found
    known = things().units
    row: Sequence[Quantity] = quantities(text)
    for one in row:
        if one.implied or not one.units or any(known[name].dimension != "time" for name in one.units):
            continue
        for hit in words:
            direction, place = hit.value
            gap = (hit.end, one.span.start) if place == "before" else (one.span.end, hit.start)
            if gap[0] <= gap[1] and text.text[gap[0] : gap[1]] in _BLANKS:
                span = Span(min(hit.start, one.span.start), max(hit.end, one.span.end))
                found.append((one, direction, span))
                break
    return found


def _is_same(left: Quantity, right: Quantity) -> bool:
    alike = bool(set(left.readings) & set(right.readings)) and compatible(left.things, right.things)
    return alike or same_amount(left, right)
