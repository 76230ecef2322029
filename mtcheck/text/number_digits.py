"""Reading of digits: separators, dates, clock times, fractions."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from mtcheck.text.number_lexicon import BLANKS

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from mtcheck.text.number_lexicon import NumeralLexicon

_MAX_DIGITS = 60  # int() refuses thousands of digits, and nothing longer than this is a quantity
_GROUP = 3
_GROUPING_ONLY = frozenset(" '٬")
_PAIR = 2
_SEPARATORS = {"٫": ".", "．": ".", "’": "'", **dict.fromkeys(BLANKS, " ")}
_MINUS = "\u2212"
_MAX_RATIO = 10
HOURS, MINUTES, DAYS, MONTHS, HALF_DAY = 24, 60, 31, 12, 12


@dataclass(frozen=True, slots=True)
class Reading:
    """One number that a run of digits holds.

    `kind` is set where the format alone settles it: `year`, `date` (with `month`), `time` (value in minutes) or
    `identifier` (a version, an address). `point` is True for one separator with two digits, which may be a time.
    """

    start: int
    end: int
    value: Fraction
    alternatives: tuple[Fraction, ...] = ()
    kind: str = ""
    month: int = 0
    weak: bool = False
    point: bool = False


def integer(digits: str) -> int:
    """The value of a run of decimal digits of any script, cut off at 60."""
    return int(digits[:_MAX_DIGITS])


def read_digits(match: re.Match[str], lexicon: NumeralLexicon) -> list[Reading]:
    """The numbers in one match of the lexicon's token pattern."""
    group = match.lastgroup
    if group == "number" or group is None:
        return _read_number(match, lexicon)
    if group == "vulgar":
        return [Reading(match.start(), match.end(), vulgar_value(match.group()))]
    if group == "clock":
        return _read_clock(match)
    if group == "ratio":
        return _read_ratio(match)
    parts = list(_pieces(match.group(), match.start()))
    return _read_date(
        parts,
        iso=group == "iso",
        day_first=lexicon.day_first or match.group("mark") == ".",
    )


def vulgar_value(char: str) -> Fraction:
    """The value of ½, ⅔ ..."""
    return Fraction(unicodedata.numeric(char)).limit_denominator(20)


def clock_value(hours: int, minutes: int) -> tuple[Fraction, tuple[Fraction, ...]]:
    """Minutes since midnight, and the other half of the day; on the hour also the bare hour ("3 p.m.", "15 часов")."""
    value = hours * MINUTES + minutes
    other = (hours + HALF_DAY) % HOURS * MINUTES + minutes
    bare = [] if minutes else [hours, (hours + HALF_DAY) % HOURS or HOURS]
    return Fraction(value), tuple(Fraction(reading) for reading in (other, *bare))


def _pieces(text: str, start: int) -> Iterator[tuple[int, int, str]]:
    """The runs of digits in `text` as `(start, end, digits)`."""
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and text[end].isdecimal():
            end += 1
        if end > at:
            yield start + at, start + end, text[at:end]
        at = end + 1


def _separate(match: re.Match[str], kind: str = "", *, weak: bool = False) -> list[Reading]:
    return [
        Reading(start, end, Fraction(integer(digits)), kind=kind, weak=weak)
        for start, end, digits in _pieces(match.group(), match.start())
    ]


def _read_clock(match: re.Match[str]) -> list[Reading]:
    parts = list(_pieces(match.group(), match.start()))
    hours, minutes = integer(parts[0][2]), integer(parts[1][2])
    if len(parts) > 2 or hours > HOURS or minutes >= MINUTES:
        return _separate(match)
    value, alternatives = clock_value(hours, minutes)
    return [Reading(match.start(), match.end(), value, alternatives, kind="time")]


def _read_ratio(match: re.Match[str]) -> list[Reading]:
    numerator, denominator = (integer(digits) for _, _, digits in _pieces(match.group(), 0))
    if 0 < numerator < denominator <= _MAX_RATIO:
        return [Reading(match.start(), match.end(), Fraction(numerator, denominator), weak=True)]
    return _separate(match, weak=True)


def _read_date(parts: list[tuple[int, int, str]], *, iso: bool, day_first: bool) -> list[Reading]:
    if iso:
        parts = [parts[2], parts[1], parts[0]]
    elif not day_first:
        parts = [parts[1], parts[0], parts[2]]
    (_, _, day_text), (_, _, month_text), (year_start, year_end, year_text) = parts
    day, month, year = integer(day_text), integer(month_text), integer(year_text)
    if month > MONTHS >= day and not iso:
        day, month = month, day
    if not (0 < day <= DAYS and 0 < month <= MONTHS):
        return [Reading(start, end, Fraction(integer(text)), kind="identifier") for start, end, text in parts]
    start = min(parts[0][0], parts[1][0])
    end = max(parts[0][1], parts[1][1])
    sure = day_first or iso or day > MONTHS
    alternatives = () if sure else (Fraction(month),)
    short = len(year_text) == 2
    full = (Fraction(2000 + year), Fraction(1900 + year)) if short else ()
    readings = [
        Reading(
            start,
            end,
            Fraction(day),
            alternatives,
            kind="date",
            month=month if sure else 0,
        ),
        Reading(year_start, year_end, Fraction(year), full, kind="year"),
    ]
    return sorted(readings, key=lambda reading: reading.start)


def _read_number(match: re.Match[str], lexicon: NumeralLexicon) -> list[Reading]:
    text = match.group()
    if text.isdecimal():
        return [_signed(Reading(match.start(), match.end(), Fraction(integer(text))), match)]
    separators = [_SEPARATORS.get(char, char) for char in text if not char.isdecimal()]
    digits = [_ascii(piece) for _, _, piece in _pieces(text, 0)]
    points = [char for char in separators if char not in _GROUPING_ONLY]
    if len(text) > _MAX_DIGITS:
        return _separate(match, "identifier")
    if len(separators) == 1 and points:
        return [_signed(_one_separator(match, digits, points[0], lexicon), match)]
    decimals = len(set(separators)) > 1  # the last separator is a decimal one when it differs from the others
    whole = digits[:-1] if decimals else digits
    if len(set(separators[:-1] if decimals else separators)) > 1 or not _is_grouped(whole):
        return _separate(match, "identifier" if "." in points else "")
    value = Fraction("".join(whole) + ("." + digits[-1] if decimals else ""))
    return [_signed(Reading(match.start(), match.end(), value), match)]


def _one_separator(match: re.Match[str], digits: list[str], mark: str, lexicon: NumeralLexicon) -> Reading:
    """Read "1,3" and the ambiguous "1,234", which keeps its other reading."""
    whole, part = digits
    decimal = Fraction(f"{whole}.{part}")
    if len(part) != _GROUP or len(whole) > _GROUP or whole.startswith("0"):
        return Reading(
            match.start(),
            match.end(),
            decimal,
            point=len(part) == _PAIR and len(whole) <= _PAIR,
        )
    joined = Fraction(whole + part)
    if mark in lexicon.group and part == "0" * _GROUP:
        return Reading(match.start(), match.end(), joined)  # nobody writes 263.000 for 263
    if mark in lexicon.decimal and mark not in lexicon.group:
        return Reading(match.start(), match.end(), decimal, (joined,))
    return Reading(match.start(), match.end(), joined, (decimal,))


def _signed(reading: Reading, match: re.Match[str]) -> Reading:
    """Take a real minus before the digits; the bare value stays as another reading ("минус 5")."""
    at = match.start()
    if at == 0 or match.string[at - 1] != _MINUS or (at > 1 and match.string[at - 2].isalnum()):
        return reading
    return Reading(at - 1, reading.end, -reading.value, (reading.value, *reading.alternatives))


def _is_grouped(digits: list[str]) -> bool:
    """Whether the groups are thousands, or lakhs and crores as in India (12,34,567)."""
    first, *middle = digits[:-1] or digits
    indian = bool(middle) and len(first) <= _PAIR and all(len(piece) == _PAIR for piece in middle)
    thousands = len(first) <= _GROUP and all(len(piece) == _GROUP for piece in middle)
    return (indian or thousands) and (len(digits) == 1 or len(digits[-1]) == _GROUP)


def _ascii(digits: str) -> str:
    return digits if digits.isascii() else "".join(str(unicodedata.decimal(char)) for char in digits)
