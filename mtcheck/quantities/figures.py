"""Figures that changed, got lost or came from nowhere, after what conversions explain is taken out."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article, Pair, Text
from mtcheck.mqm import Severity
from mtcheck.quantities.bounds import bounds
from mtcheck.quantities.conversion import BOUNDED, counterpart
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import Quantity, lexicon_of, numbers, quantities
from mtcheck.text.number_format import formatted
from mtcheck.text.number_lexicon import NumeralLexicon
from mtcheck.text.number_matching import compare
from mtcheck.text.number_mismatches import Mismatch
from mtcheck.text.numerals import Number

CERTAIN, ALONE = 0.7, 0.5
# Pairs on either side among which a sentence without a counterpart may belong to this one.
DRAWN = 3
_POWERS = (12, 9, 8, 6, 4, 3)
# Signs that join a figure to the rest of a designation: "777-9".
_HYPHENS = frozenset("-‑")


def figure_faults(article: Article, pair: Pair) -> Iterator[Fault]:
    """The numbers of a pair that differ; one that stands in a neighbouring pair instead has only moved."""
    if pair.source is None or pair.target is None:
        return
    source, target = pair.source, pair.target
    for mismatch in target.once(
        f"figures beside {source.language.code}: {source.text}",
        lambda: compare(numbers(source), numbers(target), source.text, target.text),
    ):
        if _unread(pair, mismatch) or _designates(article, pair.target, mismatch):
            continue
        if not _moved(article, pair, mismatch) and not _converted(pair, mismatch):
            fault = _fault(pair, pair.target, mismatch)
            if fault is not None:
                yield fault


def _moved(article: Article, pair: Pair, mismatch: Mismatch) -> bool:
    # A sentence without a counterpart may have been drawn into another one, further off.
    near = article.nearby(pair)
    near += [one for one in article.nearby(pair, DRAWN) if one.source is None or one.target is None]
    source = {value for one in near if one.source for number in numbers(one.source) for value in number.readings}
    target = {value for one in near if one.target for number in numbers(one.target) for value in number.readings}
    lost = mismatch.source is not None and target.isdisjoint(mismatch.source.readings)
    gained = mismatch.target is not None and source.isdisjoint(mismatch.target.readings)
    return not (lost or gained)


def _designates(article: Article, target: Text, mismatch: Mismatch) -> bool:
    """Whether a figure that only the translation has is part of a model's or a series' name that the article has."""
    gained = mismatch.target
    if mismatch.source is not None or gained is None or article.source is None:
        return False
    start, end = gained.span.start, gained.span.end
    while start and (target.text[start - 1].isalnum() or target.text[start - 1] in _HYPHENS):
        start -= 1
    while end < len(target.text) and (target.text[end].isalnum() or target.text[end] in _HYPHENS):
        end += 1
    whole = target.text[start:end].rstrip("-‑")
    return whole != target.text[gained.span.start : gained.span.end] and whole in article.source.text


def _unread(pair: Pair, mismatch: Mismatch) -> bool:
    """Whether it rests on a language whose numerals are not known: the other figure may be there in words or a unit."""
    assert pair.source is not None
    assert pair.target is not None
    if pair.source.language.numerals is not None and pair.target.language.numerals is not None:
        return False
    measured = any(
        one.number in (mismatch.source, mismatch.target) and one.units - {"percent"}
        for text in (pair.source, pair.target)
        for one in quantities(text)
    )
    return mismatch.source is None or mismatch.target is None or measured


def _converted(pair: Pair, mismatch: Mismatch) -> bool:
    """Whether one of the two is said in another unit on the other side."""
    assert pair.source is not None
    assert pair.target is not None
    source, target = quantities(pair.source), quantities(pair.target)
    for number, mine, others in ((mismatch.source, source, target), (mismatch.target, target, source)):
        own = _quantity(number, mine) if number is not None else None
        if own is not None and counterpart(own, others) is not None:
            return True
    if any(
        way in {"more", "less"} and one.number is mismatch.target and counterpart(one, source, BOUNDED) is not None
        for one, way, _ in bounds(pair.target)
        if mismatch.target is not None
    ):
        return True
    gained = mismatch.target if mismatch.source is None else None
    return gained is not None and _glossed(pair.target, _quantity(gained, target), target)


def _glossed(text: Text, one: Quantity | None, others: list[Quantity]) -> bool:
    """Whether a sum in brackets says a sum before it in another currency: "310 billion crowns ($15 billion)"."""
    if one is None or not one.money:
        return False
    before = text.text[: one.span.start]
    inside = before.rfind("(") > before.rfind(")")
    return inside and any(
        other.money and not other.money & one.money and other.span.end <= before.rfind("(") for other in others
    )


def _quantity(number: Number, row: list[Quantity]) -> Quantity | None:
    """The quantity of a number, or the word that holds it ("half an hour")."""
    for one in row:
        if one.number is number or (one.number is None and not one.implied and one.span.overlaps(number.span)):
            return one
    return None


def _fault(pair: Pair, target: Text, mismatch: Mismatch) -> Fault | None:
    left, right = mismatch.source, mismatch.target
    check = _check(mismatch)
    if left is not None and right is not None:
        if mismatch.confidence < CERTAIN:
            return None
        reason = {"magnitude-mismatch": "the order of magnitude differs", "date-mismatch": "the dates differ"}
        return Fault(
            check,
            pair,
            left.span,
            right.span,
            reason.get(check, "the figures differ"),
            mismatch.confidence,
            _rendering(target, left, right),
        )
    if mismatch.confidence < ALONE:
        return None
    spans = left.span if left else None, right.span if right else None
    return Fault(check, pair, *spans, "", mismatch.confidence, severity=Severity.MAJOR)


def _check(mismatch: Mismatch) -> str:
    """Which check reports it: magnitudes and days of a month have their own."""
    if mismatch.kind == "magnitude":
        return "magnitude-mismatch"
    dated = [number for number in (mismatch.source, mismatch.target) if number is not None and number.kind == "date"]
    return "date-mismatch" if dated else "number-mismatch"


def _rendering(target: Text, right: Number, wrong: Number) -> str | None:
    """The wrong expression with the right figure in the format of its language; None across units and words."""
    lexicon = target.language.numerals
    if lexicon is None or right.kind != wrong.kind or right.month != wrong.month:
        return None
    if right.scale != wrong.scale:
        return _scaled(target, right, lexicon) if right.kind == "cardinal" else None
    figure = formatted(right.value / right.scale, lexicon)
    if wrong.words or figure is None:
        return None
    expression = wrong.span.of(target.text)
    start, end = wrong.digits.start - wrong.span.start, wrong.digits.end - wrong.span.start
    return f"{expression[:start]}{figure}{expression[end:]}"


def _scaled(target: Text, right: Number, numerals: NumeralLexicon) -> str | None:
    """The figure with the largest scale word of the language that leaves it one or more."""
    words = lexicon_of(target)
    scales = (
        [(10**power, words.names[f"1e{power}"]) for power in _POWERS if f"1e{power}" in words.names] if words else []
    )
    scale, name = next((one for one in scales if right.value >= one[0]), (1, ""))
    figure = formatted(right.value / scale, numerals)
    blank = " " if name and target.language.script != "Han" else ""
    return f"{figure}{blank}{name}" if figure else None
