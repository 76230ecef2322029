"""How two numbers may be related: legitimately equivalent, or one a slip for the other."""

from __future__ import annotations

from enum import Enum, auto
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtcheck.text.numerals import Number

_ROUNDING = Fraction(1, 100)
_ROUNDED_BY = Fraction(1, 20)
_HUNDRED = 100
_HOUR = 60
_DOZEN = 12
_TEN = 10
_THOUSANDS = 3
_SHARES = {  # a share in words and the percentages that people round it to
    Fraction(1, 2): (Fraction(50),),
    Fraction(1, 3): (Fraction(33), Fraction(333, 10), Fraction(30)),
    Fraction(2, 3): (Fraction(66), Fraction(67), Fraction(667, 10), Fraction(666, 10)),
    Fraction(1, 4): (Fraction(25),),
    Fraction(3, 4): (Fraction(75),),
    Fraction(1, 5): (Fraction(20),),
    Fraction(1, 10): (Fraction(10),),
}
# km/mile, m/foot, cm/inch, kg/pound, hectare/acre, litre/gallon, m2/square foot, km2/acre
_MEASURES = tuple(
    Fraction(factor) for factor in ("1.609", "3.281", "2.54", "2.205", "2.471", "3.785", "10.76", "247.1")
)
_TIMES = frozenset(map(Fraction, (7, 12, 24, 30, 60)))  # weeks, years, days, months, hours in the next smaller unit
_ROUNDED_TO = Fraction(3, 5)
_DECADES = frozenset({Fraction(10), Fraction(100)})  # "two decades" is 20 years
_MEASURED = frozenset({"cardinal", "percent", "range-part"})
_CONVERTED = frozenset({"cardinal", "range-part"})
_CONVERSION_TOLERANCE = Fraction(4, 100)
_DEGREES = 4


_ROUNDS = frozenset({2, 4, 8, 16, 32, 64})


class Slip(Enum):
    """What could turn one number into the other."""

    NONE = auto()
    DIGITS = auto()  # transposed, one dropped, added or replaced, decimal point lost
    MAGNITUDE = auto()  # same mantissa, other scale
    MONTH = auto()  # same day, other month
    COMPLEMENT = auto()  # "99.9 % approved" and "only 0.1 % did not"
    CONVERSION = auto()  # another unit of measure or time: no slip at all
    ROUNDED = auto()  # within 1 %


def equivalent(left: Number, right: Number) -> bool:
    """Whether two numbers of different value may still say the same."""
    return (
        _rounded(left, right)
        or _short_year(left, right)
        or _short_year(right, left)
        or _share(left, right)
        or _share(right, left)
        or _multiple(left, right)
        or _multiple(right, left)
        or _clock(left, right)
        or _clock(right, left)
        or _round(left, right)
        or _round(right, left)
    )


def related(left: Number, right: Number) -> Slip:
    """The slip that best explains how `left` became `right`."""
    if left.value == right.value:
        return Slip.MONTH if left.month and right.month and left.month != right.month else Slip.NONE
    if left.value <= 0 or right.value <= 0 or (left.kind != right.kind and "time" in (left.kind, right.kind)):
        return Slip.NONE
    power = _power_of_ten(left.value / right.value)
    if power and (left.scale != right.scale or (power >= _THOUSANDS and left.scale > 1)):
        return Slip.MAGNITUDE
    if power and not (left.words or right.words):
        return Slip.DIGITS
    if _converted(left, right) or _converted(right, left):
        return Slip.CONVERSION
    return Slip.DIGITS if _close_digits(left, right) else _innocent(left, right)


def _innocent(left: Number, right: Number) -> Slip:
    """Explain a difference that a translator may have made on purpose."""
    kinds = {left.kind, right.kind}
    if kinds == {"percent"} and left.value + right.value == _HUNDRED:
        return Slip.COMPLEMENT
    return Slip.ROUNDED if kinds <= _MEASURED and _is_rounding(left, right) else Slip.NONE


def _converted(left: Number, right: Number) -> bool:
    """Whether `right` is `left` in a smaller unit of length, weight, area, volume or time, or in Fahrenheit."""
    units = {left.unit, right.unit} - {""}
    value, other = left.value, right.value
    if not units - {"unknown"} or not {left.kind, right.kind} <= _CONVERTED:
        return False
    if units <= {"duration", "unknown"}:
        decades = (left.words or right.words) and other / value in _DECADES
        return decades or other / value in _TIMES
    if not units <= {"measure", "unknown"} or "" in (left.unit, right.unit):
        return False
    if abs(value * 9 / 5 + 32 - other) <= _DEGREES:
        return True
    for factor in _MEASURES:  # the larger unit may be rounded to a whole number: 8 feet, 2 metres
        rounded = _ROUNDED_TO * factor if factor < _TEN else 0
        if abs(value * factor - other) <= max(rounded, other * _CONVERSION_TOLERANCE):
            return True
    return False


def significant(value: Fraction) -> str:
    """The digits of a value without leading and trailing zeros; at most 20 of a periodic one."""
    whole, rest = divmod(abs(value), 1)
    digits = str(whole)
    while rest and len(digits) < 20:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
    return digits.strip("0")


def _power_of_ten(ratio: Fraction) -> int:
    big = ratio if ratio > 1 else 1 / ratio
    if big.denominator != 1:
        return 0
    digits = str(big)
    return len(digits) - 1 if digits[0] == "1" and not digits[1:].strip("0") else 0


def _rounded(left: Number, right: Number) -> bool:
    """About the same, and one side says "about" or is the rounder of the two."""
    if not (left.approximate or right.approximate) or not {left.kind, right.kind} <= _MEASURED:
        return False
    coarse = _coarse(left) or _coarse(right)
    if left.approximate and right.approximate and left.words and right.words and coarse:  # "two dozen", "полсотни"
        return abs(left.value - right.value) <= max(left.value, right.value) / 4
    return _is_rounding(left, right) or _rounds_to(left, right)


def _rounds_to(exact: Number, other: Number) -> bool:
    """Whether "about" says that the other figure is a figure of more digits, rounded: 28.3, "about 28"."""
    if not other.approximate or other.words or len(significant(exact.value)) <= len(significant(other.value)):
        return False
    whole = other.value / other.scale
    last = Fraction(10) ** (len(str(int(whole))) - len(significant(whole))) * other.scale
    off = abs(exact.value - other.value)
    return off <= last / 2 and off <= _ROUNDED_BY * other.value


def _coarse(number: Number) -> bool:
    """Whether a figure is a round one: one digit and zeros, or dozens. "More than twenty-two" is not."""
    return len(significant(number.value)) <= 1 or number.value % _DOZEN == 0


def _is_rounding(left: Number, right: Number) -> bool:
    """Whether the translation is within 1 % with fewer digits: it may drop precision, not invent any."""
    near = abs(left.value - right.value) <= _ROUNDING * max(abs(left.value), abs(right.value))
    return near and len(significant(left.value)) > len(significant(right.value))


def _share(words: Number, percent: Number) -> bool:
    """Half is 50 %, a third about 33 %."""
    return any(percent.value in _SHARES.get(reading, ()) for reading in words.readings)


def _multiple(times: Number, percent: Number) -> bool:
    """Twice as much is 100 % more; a hundred times less is 1 %."""
    if percent.kind != "percent" or times.scale != 1:
        return False
    return (times.value - 1) * _HUNDRED == percent.value or times.value * percent.value == _HUNDRED


def _short_year(year: Number, other: Number) -> bool:
    """2017 is "fiscal year 17"."""
    return year.kind == "year" and other.scale == 1 and not other.words and year.value % _HUNDRED == other.value


def _clock(time: Number, other: Number) -> bool:
    """12:00 is 1200 GMT."""
    if time.kind != "time" or other.kind != "cardinal":
        return False
    hours, minutes = divmod(time.value, _HOUR)
    return other.value == hours * _HUNDRED + minutes


def _round(share: Number, teams: Number) -> bool:
    """A 1/8 final is the round of 16."""
    return (
        share.value.numerator == 1 and share.value.denominator in _ROUNDS and teams.value == 2 * share.value.denominator
    )


def _close_digits(left: Number, right: Number) -> bool:
    """Whether the digits are one slip apart: at least two digits, and one edit or transposition."""
    if left.words or right.words:
        return False
    mine, yours = _mantissa(left), _mantissa(right)
    if min(len(mine), len(yours)) < 2 and abs(len(mine) - len(yours)) != 1:
        return False
    if max(len(mine), len(yours)) < 2:
        return False
    return _one_edit(mine, yours)


def _mantissa(number: Number) -> str:
    value = number.value / number.scale
    whole = str(value.numerator) if value.denominator == 1 else significant(value)
    return whole.lstrip("-")


def _one_edit(left: str, right: str) -> bool:
    """Damerau-Levenshtein distance of exactly one."""
    if len(left) > len(right):
        left, right = right, left
    if len(right) - len(left) > 1 or left == right:
        return False
    start = 0
    while start < len(left) and left[start] == right[start]:
        start += 1
    if len(left) == len(right):
        swapped = left[start + 1 : start + 2] + left[start : start + 1] + left[start + 2 :]
        return left[start + 1 :] == right[start + 1 :] or swapped == right[start:]
    return left[start:] == right[start + 1 :]
