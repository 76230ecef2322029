"""The arithmetic of numerals: units, tens and hundreds gather in a group, a scale word closes it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtcheck.text.number_lexicon import NumeralLexicon

_TEN = 10
_HUNDRED = 100


class NumeralSum:
    """A numeral in the making: finished groups in `total`, the open one in `group` and `pending`."""

    __slots__ = (
        "group",
        "largest",
        "lexicon",
        "low",
        "pending",
        "pending_low",
        "scale",
        "total",
    )

    def __init__(self, lexicon: NumeralLexicon) -> None:
        self.lexicon = lexicon
        self.total = Fraction(0)
        self.scale: Fraction | None = None
        self.largest = Fraction(1)
        self.group = Fraction(0)
        self.low: Fraction | None = None
        self.pending: Fraction | None = None
        self.pending_low = Fraction(0)

    @property
    def value(self) -> Fraction:
        """What has been read so far."""
        return self.total + self.group + (self.pending or 0)

    @property
    def empty(self) -> bool:
        """Whether nothing has been read."""
        return self.pending is None and self.low is None and self.scale is None

    def add(self, value: Fraction) -> bool:
        """Take a unit; False where it starts a new numeral ("пять шесть")."""
        if value == 0 and self.lexicon.positional and not self.empty:
            return True  # 三百零五
        if self.pending is None:
            limit = self.low if self.low is not None else self.scale
            if limit is not None and value >= limit:
                return False
            self.pending = self.pending_low = value
            return True
        if self.lexicon.vigesimal and self.pending == 4 and value == 2 * _TEN:
            self.pending = self.pending_low = 4 * value
            return True
        if not self._room(value):
            return False
        self.pending += value
        self.pending_low = value
        return True

    def _room(self, value: Fraction) -> bool:
        low = self.pending_low
        if value <= 0 or value.denominator != 1 or low.denominator != 1:
            return False
        if low >= _HUNDRED:
            return low % _HUNDRED == 0 and value < _HUNDRED
        if low in self.lexicon.vigesimal:
            return value < 2 * _TEN
        if low == _TEN and self.lexicon.vigesimal:  # dix-sept
            return 7 <= value < _TEN
        return low >= 2 * _TEN and low % _TEN == 0 and value < _TEN

    def add_ten(self, value: Fraction) -> bool:
        """Take the tens that follow their unit: "drei und zwanzig"."""
        if self.pending is None or not 0 < self.pending_low < _TEN or not (2 * _TEN <= value < _HUNDRED):
            return False
        self.pending += value
        self.pending_low = Fraction(1)
        return True

    def add_fraction(self, value: Fraction) -> bool:
        """Take "and a half": of the last scale where the group is closed."""
        if self.pending is not None or self.low is not None:
            self.pending = (self.pending or 0) + value
            self.pending_low = Fraction(1)
        elif self.scale is not None:
            self.total += value * self.scale
        else:
            return False
        return True

    def multiply(self, by: Fraction) -> bool:
        """Take "hundred", "dozen", 百."""
        product = by if self.pending is None else self.pending * by
        if self.pending is None and self.low is not None and by >= self.low:
            return False
        limit = self.low if self.low is not None else None
        if limit is not None and product >= limit:
            return False
        self.group += product
        self.low = by if _is_power(by) else Fraction(0)
        self.pending = None
        return True

    def close(self, scale: Fraction) -> bool:
        """Take "thousand", "млрд", 亿."""
        if self.pending is None and self.low is None:
            if self.scale is None:
                self.total = scale
            elif scale > self.scale:
                self.total *= scale
                scale *= self.scale
            else:
                return False
        elif self.scale is None or scale < self.scale:
            self.total += (self.group + (self.pending or 0)) * scale
        elif scale > self.scale:
            self.total = self.value * scale
        else:
            return False
        self.scale = scale
        self.largest = max(self.largest, scale)
        self.group, self.low, self.pending = Fraction(0), None, None
        return True


def _is_power(value: Fraction) -> bool:
    digits = str(value)
    return digits[0] == "1" and not digits[1:].strip("0")
