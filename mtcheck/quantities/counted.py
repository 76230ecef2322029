"""The same figure of something else: 500 roubles and $500, 100 km and 100 miles, 3 percentage points and 3 percent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.article import Article, Pair, Text
from mtcheck.quantities.conversion import counterpart, same_amount, same_dimension
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import Quantity, compatible, hits, lexicon_of, quantities
from mtcheck.spans import Span
from mtcheck.text.quantity_lexicon import things

SURE, LIKELY = 0.9, 0.75
_RELATIVE = frozenset({"share", "points", "times"})
# Currencies whose names mean nothing else in any language, so that they tell even without a figure.
_UNMISTAKABLE = ("dollar", "rouble", "yuan")
_UNMISTAKABLE_CODES = frozenset({"EUR", "UAH", "JPY"})
_ORDINARY = frozenset({0, 1})


def counted_faults(_article: Article, pair: Pair) -> Iterator[Fault]:
    """Figures that count something else in the translation."""
    if pair.source is None or pair.target is None:
        return
    source, target = quantities(pair.source), quantities(pair.target)
    found = False
    for left, right in _changed(source, target):
        fault = _fault(pair, left, right)
        if fault is not None:
            found |= fault.check == "currency-mismatch"
            yield fault
    yield from _unconverted(pair, source, target)
    if not found and not any(one.money and one.number is not None for one in (*source, *target)):
        yield from _bare_money(pair)
    elif not found:
        yield from _bare_beside_sums(pair)


def _changed(source: Sequence[Quantity], target: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Pairs of one figure that counts different things, which nothing else in the pair explains."""
    for right in target:
        if right.implied or right.number is None or not right.things or right.value in _ORDINARY:
            continue
        same = [one for one in source if _same_figure(one, right)]
        if not same or any(compatible(one.things, right.things) for one in same):
            continue
        if counterpart(right, source) is not None:
            continue
        for left in same:
            others = [one for one in target if one is not right and _same_figure(left, one)]
            if any(compatible(left.things, one.things) for one in others) or counterpart(left, target) is not None:
                continue
            if _doubled(left, right, source) or _doubled(right, left, target):
                continue
            yield left, right
            break


def _same_figure(left: Quantity, right: Quantity) -> bool:
    if left.implied or right.implied or left.number is None or right.number is None:
        return False
    return bool(set(left.readings) & set(right.readings))


def _doubled(one: Quantity, other: Quantity, side: Sequence[Quantity]) -> bool:
    """Whether the other's unit stands right behind this one's: "a four-day week" is "viertägige Woche"."""
    return any(
        near.implied and near.things & other.things and 0 <= near.span.start - one.span.end <= 1 for near in side
    )


def _fault(pair: Pair, left: Quantity, right: Quantity) -> Fault | None:
    assert pair.target is not None
    target = pair.target
    if left.money and right.money:
        reason = "the currency differs"
        return _as_fault("currency-mismatch", pair, left, right, reason, SURE, _rendering(target, left.money, right))
    if not left.units or not right.units:
        return None
    mine, yours = ({things().units[name].dimension for name in one.units} for one in (left, right))
    suggestion = _rendering(target, left.units, right)
    if mine <= _RELATIVE or yours <= _RELATIVE:
        if mine == {"share"} and yours == {"points"}:
            return None  # the translator was the more exact
        if mine | yours <= _RELATIVE:
            reason = "percent, percentage points and multiples are different things"
            return _as_fault("number-mismatch", pair, left, right, reason, SURE, suggestion)
        return None
    confidence = SURE if mine & yours else LIKELY
    return _as_fault("unit-mismatch", pair, left, right, "the unit differs", confidence, suggestion)


def _as_fault(
    check: str, pair: Pair, left: Quantity, right: Quantity, reason: str, confidence: float, suggestion: str | None
) -> Fault:
    return Fault(check, pair, left.span, right.span, reason, confidence, suggestion)


def _rendering(target: Text, meant: frozenset[str], wrong: Quantity) -> str | None:
    """The wrong expression with the name of the right thing; None where the language's table has no name."""
    lexicon = lexicon_of(target)
    name = next((lexicon.names[one] for one in _usual_first(meant) if one in lexicon.names), None) if lexicon else None
    if name is None or wrong.number is None or wrong.word is None:
        return None
    figure = wrong.number.span.of(target.text)
    if wrong.word.start < wrong.number.span.start:
        return f"{figure} {name}"
    start, end = wrong.word.start - wrong.span.start, wrong.word.end - wrong.span.start
    text = wrong.span.of(target.text)
    before = text[:start]
    gap = " " if before[-1:].isdigit() else ""
    return f"{before}{gap}{name}{text[end:]}"


def _usual_first(meant: frozenset[str]) -> list[str]:
    """The code that a family's name usually means first: dollars are those of the United States."""
    for codes in things().families.values():
        if meant <= codes or codes <= meant:
            first = [code for code in ("USD", "GBP", "RUB", "CNY", "CHF", "INR", "TRY", "MXN") if code in meant]
            return first + sorted(meant)
    return sorted(meant)


def _unconverted(pair: Pair, source: Sequence[Quantity], target: Sequence[Quantity]) -> Iterator[Fault]:
    """A figure converted into another unit that is not what the source says: 100 km, 80 miles."""
    left = [one for one in source if _alone(one, target)]
    right = [one for one in target if _alone(one, source)]
    for one in left:
        like = [other for other in right if same_dimension(one, other)]
        if len(like) != 1 or len([other for other in left if same_dimension(other, like[0])]) != 1:
            continue
        other = like[0]
        dimension = {things().units[name].dimension for name in one.units | other.units}
        if dimension & {*_RELATIVE, "time"} or compatible(one.things, other.things) or same_amount(one, other):
            continue
        if one.number and other.number and not (one.number.approximate or other.number.approximate):
            reason = "the two are not the same amount"
            yield _as_fault("unit-mismatch", pair, one, other, reason, LIKELY, None)


def _alone(one: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether a measured figure stands nowhere on the other side, in no unit."""
    if one.implied or one.number is None or not one.units:
        return False
    return not any(_same_figure(one, other) for other in others) and counterpart(one, others) is None


def _bare_money(pair: Pair) -> Iterator[Fault]:
    """Another currency without any figure: "курс рубля" and "the dollar's rate"."""
    assert pair.source is not None
    assert pair.target is not None
    families = (
        *(things().families[name] for name in _UNMISTAKABLE),
        *(frozenset({code}) for code in _UNMISTAKABLE_CODES),
    )
    sides = []
    for text in (pair.source, pair.target):
        mentions = [
            hit
            for topic in ("thing", "symbol")
            for hit in hits(text).get(topic, ())
            if any(name[0].isupper() for name in hit.value)
        ]
        if not mentions or any(hit.value not in families and not _within(hit.value, families) for hit in mentions):
            return
        if any(not mentions[0].value & hit.value for hit in mentions):
            return
        sides.append(mentions[0])
    left, right = sides
    if not left.value & right.value and not compatible(left.value, right.value):
        yield Fault(
            "currency-mismatch",
            pair,
            Span(left.start, left.end),
            Span(right.start, right.end),
            "the currency differs",
            LIKELY,
        )


def _bare_beside_sums(pair: Pair) -> Iterator[Fault]:
    """A currency without a figure that the other side does not know, for one that this side does not know."""
    assert pair.source is not None
    assert pair.target is not None
    families = (
        *(things().families[name] for name in _UNMISTAKABLE),
        *(frozenset({code}) for code in _UNMISTAKABLE_CODES),
    )
    sides = [[one for one in quantities(text) if one.money] for text in (pair.source, pair.target)]
    lone = [
        [
            one
            for one in mine
            if one.implied
            and any(one.money <= family for family in families)
            and not any(one.money & other.money for other in yours)
        ]
        for mine, yours in (sides, sides[::-1])
    ]
    if all(len({one.money for one in row}) == 1 for row in lone):
        left, right = (row[0] for row in lone)
        yield Fault("currency-mismatch", pair, left.span, right.span, "the currency differs", LIKELY)


def _within(meanings: frozenset[str], families: Sequence[frozenset[str]]) -> bool:
    return any(meanings <= family for family in families)
