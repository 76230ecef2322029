"""What a number of a text is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from mtcheck.spans import Span

Kind = Literal[
    "cardinal",
    "ordinal",
    "percent",
    "year",
    "date",
    "time",
    "range-part",
    "roman",
    "identifier",
]
Unit = Literal["", "measure", "duration", "unknown"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text.

    `span` covers the whole expression with its scale word, `digits` the core alone. `value` includes the scale; of a
    `time` it is minutes since midnight, of a `date` the day (with `month`, 0 where unknown; the year is a number of its
    own). `alternatives` are other readings ("1.234"). `weak`: too ordinary or idiomatic to be judged alone. `unit`: a
    unit of measure or of time follows; "unknown" where the lexicon has no such words.
    """

    span: Span
    digits: Span
    value: Fraction
    scale: Fraction = Fraction(1)
    kind: Kind = "cardinal"
    words: bool = False
    weak: bool = False
    approximate: bool = False
    alternatives: tuple[Fraction, ...] = ()
    month: int = 0
    unit: Unit = ""

    @property
    def readings(self) -> tuple[Fraction, ...]:
        """The value and its alternatives."""
        return (self.value, *self.alternatives)
