"""A value as a language writes it in digits."""

from __future__ import annotations

from fractions import Fraction

from mtcheck.text.number_lexicon import NumeralLexicon

MOST_DECIMALS = 4
# Years and other numbers of four digits stand without separators.
GROUPED_FROM = 10_000


def formatted(value: Fraction, lexicon: NumeralLexicon) -> str | None:
    """Digits with the language's separators; None for a value that has no short decimal form or is negative."""
    for decimals in range(MOST_DECIMALS + 1):
        scaled = value * 10**decimals
        if scaled.denominator == 1 and value >= 0:
            whole, rest = divmod(int(scaled), 10**decimals)
            group = _separator(lexicon.group, ",. \u00a0\u202f")
            digits = f"{whole:,}".replace(",", group) if whole >= GROUPED_FROM else str(whole)
            return f"{digits}{_separator(lexicon.decimal, '.,')}{rest:0{decimals}d}" if decimals else digits
    return None


def _separator(marks: frozenset[str], order: str) -> str:
    return next((mark for mark in order if mark in marks), order[0])
