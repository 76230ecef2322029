"""Finds the numbers of a text: digits in any usual format, numerals in words, dates, times, years, identifiers.

`find_numbers` runs in linear time: one pass of a compiled pattern with a dictionary look-up a word; the rest happens
only where something numeric was seen.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from mtcheck.spans import Span
from mtcheck.text.number_context import finish
from mtcheck.text.number_digits import DAYS
from mtcheck.text.number_lexicon import (
    BLANKS,
    NumeralLexicon,
    Role,
    load_lexicon,
    plain,
)
from mtcheck.text.number_ranges import share
from mtcheck.text.number_scan import scan
from mtcheck.text.number_types import Kind, Number
from mtcheck.text.number_words import Token, compose, starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Kind", "Number", "NumeralLexicon", "find_numbers", "load_lexicon", "plain"]

_SCALES = tuple(10**power for power in (3, 4, 5, 6, 7, 8, 9, 12))
_TEN = 10
_LONGEST_ROW = 20


def find_numbers(text: str, lexicon: NumeralLexicon) -> list[Number]:
    """Find the numbers of `text` in order; never raises, whatever the text."""
    tokens, settled = scan(text, lexicon)
    if not tokens and not settled:
        return []
    numbers = [*settled, *_both_ends(tokens, text, lexicon)]
    numbers.sort(key=lambda number: number.span)
    if lexicon.parts_of and lexicon.parts_of in text:
        numbers = _parts(numbers, text, lexicon.parts_of)
    return share(numbers, text, lexicon)


def _parts(numbers: Sequence[Number], text: str, mark: str) -> list[Number]:
    """The numbers with each pair around a mark as one fraction."""
    found: list[Number] = []
    for number in numbers:
        whole = found[-1] if found else None
        if whole is not None and text[whole.span.end : number.span.start] == mark and whole.value > number.value:
            span = Span(whole.span.start, number.span.end)
            found[-1] = replace(
                number,
                span=span,
                digits=span,
                value=number.value / whole.value,
                words=True,
                weak=True,
                alternatives=(whole.value,) if number.value == 1 else (),
            )
        else:
            found.append(number)
    return found


def _both_ends(tokens: list[Token], text: str, lexicon: NumeralLexicon) -> Iterator[Number]:
    """The numbers of tokens; where two digit words stand for either (三四百, three or four hundred), both of them."""
    rows = _between(tokens) if lexicon.positional else None
    if rows is None:
        yield from _compose_all(tokens, text, lexicon)
        return
    lower, higher = (list(_compose_all(row, text, lexicon)) for row in rows)
    if len(lower) != len(higher):  # the higher may be no day or hour any more
        yield from lower
        return
    for low, high in zip(lower, higher, strict=True):
        if low.value == high.value:
            yield low
        else:
            yield replace(low, weak=True, approximate=True)
            yield replace(high, weak=True, approximate=True)


def _between(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]] | None:
    """The tokens with the lower, and with the higher of two digit words that stand side by side; None without any."""
    low, high = [], []
    at = 0
    while at < len(tokens):
        row = at
        while row < len(tokens) and _is_digit(tokens[row]) and (row == at or tokens[row - 1].end == tokens[row].start):
            row += 1
        if row == at + 2 and 0 < tokens[at].value == tokens[at + 1].value - 1:
            low.append(tokens[at]._replace(end=tokens[at + 1].end))
            high.append(tokens[at + 1]._replace(start=tokens[at].start))
        else:
            low += tokens[at : max(row, at + 1)]
            high += tokens[at : max(row, at + 1)]
        at = max(row, at + 1)
    return (low, high) if len(low) < len(tokens) else None


def _is_digit(token: Token) -> bool:
    return token.role is Role.UNIT and token.value < _TEN and token.value.denominator == 1


def _compose_all(tokens: list[Token], text: str, lexicon: NumeralLexicon) -> Iterator[Number]:
    at = 0
    month_mark: tuple[int, int] | None = None  # 7月 waits for its day
    while at < len(tokens):
        token = tokens[at]
        if not starts(token):
            at += 1
            continue
        if lexicon.positional and token.role is Role.UNIT:
            token, following = _positional(tokens, at)
            if following > at + 1:
                tokens[following - 1] = token
                at = following - 1
            at = _pointed(tokens, at, text, lexicon)
        composed, following = compose(tokens, at, text, lexicon)
        before = tokens[at - 1] if at else None
        after = tokens[following] if following < len(tokens) else None
        number, mark = finish(composed, before, after, text, lexicon)
        at = following
        if mark:
            month_mark = (int(number.value), mark)
            continue
        if month_mark is not None and month_mark[1] == number.span.start and number.value <= DAYS:
            number = replace(number, kind="date", month=month_mark[0], weak=False)
        month_mark = None
        yield _open(number, text) if lexicon.open_scale else number


def _open(number: Number, text: str) -> Number:
    """Add the readings that a number has when the word after it is a scale word that the lexicon lacks."""
    end = number.span.end
    word = text[end : end + 2].lstrip(BLANKS)[:1]
    if number.scale > 1 or number.kind != "cardinal" or number.words or not word.isalpha():
        return number
    scaled = (number.value * scale for scale in _SCALES)
    return replace(number, alternatives=(*number.alternatives, *scaled), unit="unknown")


def _positional(tokens: list[Token], at: int) -> tuple[Token, int]:
    """Digit words in a row as one number: 二〇二四."""
    end = at
    value = 0
    while end < len(tokens) and tokens[end].role is Role.UNIT and tokens[end].value < _TEN:
        if end > at and tokens[end - 1].end != tokens[end].start:
            break
        value = value * 10 + int(tokens[end].value)
        end += 1
        if end - at > _LONGEST_ROW:
            break
    if end - at < 2:
        return tokens[at], at + 1
    return tokens[at]._replace(end=tokens[end - 1].end, value=Fraction(value)), end


def _pointed(tokens: list[Token], at: int, text: str, lexicon: NumeralLexicon) -> int:
    """Make one token of digit words around a word for the decimal point; the place from which to go on.

    That word means "o'clock", too: what counts is a scale word behind, or "percent" before (四点六万, 百分之三点五).
    """
    token = tokens[at]
    if text[token.end : token.end + 1] not in lexicon.point_words or at + 1 == len(tokens):
        return at
    if tokens[at + 1].start != token.end + 1 or tokens[at + 1].role is not Role.UNIT:
        return at
    rest, following = _positional(tokens, at + 1)
    scaled = following < len(tokens) and tokens[following].role is Role.SCALE and tokens[following].start == rest.end
    percent = at > 0 and tokens[at - 1].role is Role.PERCENT_BEFORE and tokens[at - 1].end == token.start
    if not (scaled or percent) or rest.value >= 10 ** (following - at - 1):
        return at
    value = token.value + rest.value / 10 ** (following - at - 1)
    tokens[following - 1] = token._replace(end=rest.end, value=value, role=Role.DIGITS)
    return following - 1
