"""Shares and multiples in words, vague figures, halves of the day: doubled and tripled, dozens and thousands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from mtcheck.article import Article, Pair, Text
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import Quantity, hits, quantities
from mtcheck.quantities.negations import negates
from mtcheck.text.numerals import Number

LIKELY = 0.8
_SHARES = frozenset({"times", "part"})
_HUNDRED = 100
_HALF = Fraction(1, 2)
_NOON, _ONE_PM = 720, 780
_VAGUE_FROM = 10
_SLIP = 5
_DOZEN = 12
_TOLERANCE = Fraction(1, 20)
_LONGEST_GAP = 16


def share_faults(_article: Article, pair: Pair) -> Iterator[Fault]:
    """Shares, vague figures and times of day that changed."""
    if pair.source is None or pair.target is None:
        return
    yield from _shares(pair)
    yield from _vague(pair)
    yield from _half_days(pair)


def _shares(pair: Pair) -> Iterator[Fault]:
    assert pair.source is not None
    assert pair.target is not None
    source, target = quantities(pair.source), quantities(pair.target)
    contrary = negates(pair.source, implied=True) or negates(pair.target, implied=True)

    def said(one: Quantity, text: Text, others: Sequence[Quantity]) -> bool:
        return _said(one, others, turned=not _by(text, one), contrary=contrary)

    left = [one for one in source if _is_share(one) and not said(one, pair.source, target)]
    right = [one for one in target if _is_share(one) and not said(one, pair.target, source)]
    if len(left) == 1 and not right:
        right = [one for one in target if _is_share(one) and one.value == 1 / left[0].value]
    elif len(right) == 1 and not left:
        left = [one for one in source if _is_share(one) and one.value == 1 / right[0].value]
    if len(left) == 1 == len(right):
        reason = "the share or multiple differs"
        yield Fault("number-mismatch", pair, left[0].span, right[0].span, reason, LIKELY)


def _is_share(one: Quantity) -> bool:
    """Whether it is a share or a multiple."""
    return not one.implied and bool(one.units) and one.units <= _SHARES


def _by(text: Text, one: Quantity) -> bool:
    """Whether something changes by a part, "на четверть": that is no fourth, nor fourfold; by half is half."""
    return (
        "part" in one.units
        and one.value != _HALF
        and any(
            hit.value == ("by", "before") and _beside(text.text[hit.end : one.span.start])
            for hit in hits(text).get("bound", ())
            if hit.end <= one.span.start
        )
    )


def _beside(between: str) -> bool:
    """Whether nothing but what makes a figure less exact stands between: "by at least a third"."""
    return len(between) <= _LONGEST_GAP and all(char.isalpha() or char.isspace() for char in between)


def _said(one: Quantity, others: Sequence[Quantity], *, turned: bool = True, contrary: bool = True) -> bool:
    """Whether the other side has the same share, in any form.

    `turned`: a fourth may be said as four times less; `contrary`: two thirds are for it where a third is against it.
    """
    value, rest, more = one.value, 1 - one.value, one.value - 1
    forms = [value, more, value * _HUNDRED, more * _HUNDRED]
    if contrary:
        forms.append(rest * _HUNDRED)
    if value and turned:
        forms += [1 / value, _HUNDRED / value]
    figures = {reading for other in others if not other.implied for reading in other.readings}
    return any(abs(form - figure) <= _TOLERANCE * max(abs(form), Fraction(1)) for form in forms for figure in figures)


def _vague(pair: Pair) -> Iterator[Fault]:
    """Dozens for thousands: no figure says the same."""
    assert pair.source is not None
    assert pair.target is not None
    left, right = _unsaid(pair.source, pair.target), _unsaid(pair.target, pair.source)
    if len(left) == 1 == len(right):
        large, small = sorted((left[0].value, right[0].value), reverse=True)
        if large / small >= _SLIP:
            reason = "the order of magnitude differs"
            yield Fault("magnitude-mismatch", pair, left[0].span, right[0].span, reason, LIKELY)


def _unsaid(text: Text, other: Text) -> list[Number]:
    """The vague figures of a text that the other has nothing like."""
    mine = [number for number in text.numbers if _is_vague(number)]
    figures = [number.value for number in other.numbers if number.value > 0]
    return [one for one in mine if not any(1 / Fraction(_SLIP) < one.value / figure < _SLIP for figure in figures)]


def _is_vague(number: Number) -> bool:
    """Whether it is "dozens", "сотни", "tens of thousands"."""
    if not (number.words and number.approximate and number.weak) or number.value < _VAGUE_FROM:
        return False
    value = number.value
    while value % _VAGUE_FROM == 0:
        value /= _VAGUE_FROM
    return value in (1, Fraction(_DOZEN, 10), _DOZEN)


def _half_days(pair: Pair) -> Iterator[Fault]:
    """15:00 and 3 a.m.: the marks of the 12-hour clock turned round."""
    assert pair.source is not None
    assert pair.target is not None
    source = [number for number in pair.source.numbers if number.kind == "time"]
    for right in pair.target.numbers:
        if right.kind != "time" or not _marked(right, pair.target) or any(right.value == one.value for one in source):
            continue
        for left in source:
            certain = left.value >= _ONE_PM or _marked(left, pair.source)
            if certain and abs(left.value - right.value) == _NOON:
                reason = "the time is twelve hours off"
                yield Fault("number-mismatch", pair, left.span, right.span, reason, LIKELY)
                break


def _marked(number: Number, text: Text) -> bool:
    """Whether a.m., p.m. or the like stands with the time."""
    lexicon = text.language.numerals
    follow = lexicon.follow.match(text.text, number.digits.end) if lexicon else None
    return follow is not None and follow.lastgroup in ("am", "pm")
