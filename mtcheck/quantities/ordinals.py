"""First, second and third: small ordinals, which mean many things, before words that may mean the same."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article, Pair, Text
from mtcheck.dictionaries import dictionary
from mtcheck.quantities.faults import Fault
from mtcheck.text.numerals import Number
from mtcheck.text.words import Word, fold, is_unspaced

LIKELY = 0.8
# Above this ordinals are compared like all small numbers.
MOST = 3


def ordinal_faults(_article: Article, pair: Pair) -> Iterator[Fault]:
    """The one ordinal of each side, where they differ and no dictionary says that they stand before other words."""
    if pair.source is None or pair.target is None:
        return
    left, right = _ordinals(pair.source), _ordinals(pair.target)
    if len(left) != 1 or len(right) != 1 or left[0].value == right[0].value or left[0].value > MOST:
        return
    if _has(pair.target, left[0]) or _has(pair.source, right[0]):
        return
    mine, yours = _behind(pair.source, left[0]), _behind(pair.target, right[0])
    if mine is not None and yours is not None and _may_be(pair.source, pair.target, mine, yours):
        yield Fault("number-mismatch", pair, left[0].span, right[0].span, "the ordinals differ", LIKELY)


def _ordinals(text: Text) -> list[Number]:
    return [number for number in text.numbers if number.kind == "ordinal" and number.value.denominator == 1]


def _has(text: Text, number: Number) -> bool:
    return any(other.value == number.value for other in text.numbers)


def _behind(text: Text, number: Number) -> Word | None:
    """The word right behind an ordinal, if it is one that says something."""
    word = next((one for one in text.words if one.start >= number.span.end), None)
    if word is None or is_unspaced(word.text[0]) or text.text[number.span.end : word.start] not in {" ", "\u00a0", "-"}:
        return None
    return None if fold(word.text) in text.language.function_words else word


def _may_be(source: Text, target: Text, mine: Word, yours: Word) -> bool:
    """Whether one word may render another; without a dictionary any may."""
    renderings = dictionary(source.language.code, target.language.code)
    if mine.text not in renderings:
        return True
    places = renderings.places(mine.text, renderings.index([word.text for word in target.words]))
    return any(target.words[place] == yours and surely == 1 for place, surely in places.items())
