"""The one pass over a text: tokens for the grammar, and numbers whose format alone settles them."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from mtcheck.spans import Span
from mtcheck.text.number_compounds import compound_token
from mtcheck.text.number_context import FIRST_YEAR, LAST_YEAR, SMALL, half_day, others
from mtcheck.text.number_digits import (
    DAYS,
    HOURS,
    MINUTES,
    MONTHS,
    Reading,
    clock_value,
    read_digits,
)
from mtcheck.text.number_lexicon import BLANKS, Entry, NumeralLexicon, Role
from mtcheck.text.number_types import Kind, Number
from mtcheck.text.number_words import Token

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10}
_LOOKALIKES = str.maketrans("ХІ", "XI")
_AFTER = re.compile(r"\s([^\W\d_]+)")
_HYPHENS = frozenset("-\u2010\u2011")
_HUNDRED = 100
_COUNTING = frozenset({Role.UNIT, Role.MULTIPLIER})


def scan(text: str, lexicon: NumeralLexicon) -> tuple[list[Token], list[Number]]:
    """Tokens for the grammar, and numbers whose format alone settles them."""
    tokens: list[Token] = []
    settled: list[Number] = []
    vocabulary = lexicon.vocabulary
    heads = lexicon.compound_heads
    previous = ""
    previous_end = -1
    for match in lexicon.token.finditer(text):
        if match.lastgroup != "word":
            before = previous if previous_end >= match.start() - 1 else ""
            _scan_digits(match, before, lexicon, tokens, settled)
            continue
        raw = match.group()
        word = raw.lower()
        previous, previous_end = raw, match.end()
        entry = vocabulary.get(word)
        if entry is not None:
            if _is_numeral(entry, match, lexicon):
                tokens.append(Token(match.start(), match.end(), entry.role, entry.value, entry.weak))
        elif word[:3] in heads:
            compound = compound_token(match, lexicon)
            if compound is not None:
                tokens.append(compound)
        elif raw[0] in "IVXХІ" and len(raw) > 1:
            settled += _roman(match, lexicon)
        elif "’" in raw or "ʼ" in raw:
            entry = vocabulary.get(word.replace("’", "'").replace("ʼ", "'"))
            if entry is not None:
                tokens.append(Token(match.start(), match.end(), entry.role, entry.value, entry.weak))
    return tokens, settled


def _is_numeral(entry: Entry, match: re.Match[str], lexicon: NumeralLexicon) -> bool:
    """Whether a word of the table is one here, by its capital: "Валентина Сорока" has no forty."""
    if not match.group()[0].isupper():
        return not entry.capital
    return not (lexicon.small and entry.role in _COUNTING and _is_within(match.string, match.start()))


def _is_within(text: str, start: int) -> bool:
    """Whether a word stands behind another one, and does not begin anything."""
    before = text[:start].rstrip(" \u00a0")
    return len(before) < start and before[-1:].isalnum() and not text[start : start + 2].isupper()


def _scan_digits(
    match: re.Match[str],
    before: str,
    lexicon: NumeralLexicon,
    tokens: list[Token],
    settled: list[Number],
) -> None:
    """Read a run of digits; `before` is the word that touches it, if any."""
    named = _is_identifier(match, before, lexicon)
    for found in read_digits(match, lexicon):
        last = tokens[-1] if tokens else None
        reading = found if found.kind or named else _as_point(found, match, lexicon)
        if reading.kind or named:
            settled.append(_settle(reading, match.string, named=named, lexicon=lexicon))
        elif last is not None and _is_mixed(last, reading, match):
            tokens[-1] = last._replace(end=reading.end, value=last.value + reading.value)
        else:
            alternatives = reading.alternatives
            if reading.point and last is not None and last.role is Role.CLOCK_BEFORE and last.end == reading.start - 1:
                clock = _as_clock(reading)  # "в 14.30": a time or a decimal fraction, both are kept
                alternatives += (clock.value, *clock.alternatives)
            tokens.append(
                Token(
                    reading.start,
                    reading.end,
                    Role.DIGITS,
                    reading.value,
                    reading.weak,
                    alternatives,
                )
            )


def _is_mixed(last: Token, reading: Reading, match: re.Match[str]) -> bool:
    """Whether a fraction belongs to the whole number before it: 2½, 3 1/2."""
    if match.lastgroup not in ("vulgar", "ratio") or reading.value >= 1:
        return False
    gap = match.string[last.end : reading.start]
    whole = last.role is Role.DIGITS and last.value.denominator == 1
    return whole and (gap == "" if match.lastgroup == "vulgar" else len(gap) == 1 and gap in BLANKS)


def _as_point(reading: Reading, match: re.Match[str], lexicon: NumeralLexicon) -> Reading:
    """Tell "5.12." (a date) and "14.30 Uhr" (a time) from a decimal fraction."""
    if not reading.point:
        return reading
    if "." not in lexicon.decimal:
        day, mark, month = match.group().partition(".")
        after = match.string[match.end() : match.end() + 2]
        written = day.startswith("0") or month.startswith("0") or (after[:1] == "." and not after[1:].isdigit())
        if mark and written and 0 < int(day) <= DAYS and 0 < int(month) <= MONTHS:
            return replace(
                reading,
                value=Fraction(int(day)),
                month=int(month),
                alternatives=(reading.value,),
                kind="date",
            )
    follow = lexicon.follow.match(match.string, reading.end)
    return _as_clock(reading) if follow is not None and follow.lastgroup in ("am", "pm", "hour") else reading


def _as_clock(reading: Reading) -> Reading:
    """Take the decimal fraction 14.30 for a time of day; unchanged where it cannot be one."""
    hours, minutes = int(reading.value), round(reading.value % 1 * _HUNDRED)
    if hours > HOURS or minutes >= MINUTES:
        return reading
    value, alternatives = clock_value(hours, minutes)
    return replace(reading, value=value, alternatives=alternatives, kind="time")


def _settle(reading: Reading, text: str, *, named: bool, lexicon: NumeralLexicon) -> Number:
    """Make a number of a reading whose kind is known."""
    kind: Kind = "identifier"
    value, end = reading.value, reading.end
    if reading.kind == "time" and not named:
        kind = "time"
        follow = lexicon.follow.match(text, end)
        if follow is not None and follow.lastgroup in ("am", "pm", "hour"):
            end = follow.end()
            value = value if follow.lastgroup == "hour" else half_day(value, pm=follow.lastgroup == "pm")
    elif reading.kind == "date":
        kind = "date"
    elif reading.kind == "year" or (named and FIRST_YEAR <= value <= LAST_YEAR):
        kind = "year"
    return Number(
        span=Span(reading.start, end),
        digits=Span(reading.start, reading.end),
        value=value,
        kind=kind,
        weak=reading.weak,
        alternatives=others(reading.alternatives, value),
        month=reading.month,
    )


def _is_identifier(match: re.Match[str], before: str, lexicon: NumeralLexicon) -> bool:
    """Whether the digits belong to a name: "G7", "Ту-154", "COVID-19"; not "топ-10" nor "R75 billion"."""
    text, start = match.string, match.start()
    if start == 0 or not before or "," in match.group():
        return False
    after = _AFTER.match(text, match.end())
    entry = lexicon.vocabulary.get(after.group(1).lower()) if after else None
    if entry is not None and entry.role is Role.SCALE:
        return False
    char = text[start - 1]
    if char in _HYPHENS:
        return before[0].isupper() and text[start - 2 : start - 1] == before[-1]
    return char == before[-1] and (char.isupper() or char.islower())


def _roman(match: re.Match[str], lexicon: NumeralLexicon) -> Iterator[Number]:
    """A Roman numeral up to 39, in Latin or look-alike Cyrillic capitals, maybe with an ordinal ending ("XIe")."""
    text = match.group().translate(_LOOKALIKES)
    if not text.isupper():
        bare = text[: len(text) - len(text.lstrip("IVX"))]
        suffix = lexicon.suffix.match(text, len(bare))
        text = bare if suffix is not None and suffix.lastgroup == "ordinal" and bare != "I" else ""
    if not text or not _ROMAN.fullmatch(text):
        return
    values = [_ROMAN_VALUE[char] for char in text]
    total = sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    span = Span(match.start(), match.end())
    yield Number(span, span, Fraction(total), kind="roman", weak=total <= SMALL)
