"""What stands around a numeral and says what it is: percent, year, time of day, date, approximation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtcheck.spans import Span
from mtcheck.text.number_digits import DAYS, HALF_DAY, HOURS, MINUTES, clock_value
from mtcheck.text.number_lexicon import NumeralLexicon, Role
from mtcheck.text.number_types import Kind, Number, Unit

if TYPE_CHECKING:
    import re
    from fractions import Fraction

    from mtcheck.text.number_words import Composed, Token

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Four plain digits in this range are taken for a year."""
SMALL = 12
"""Numerals in words up to here are weak."""

_EARLIEST_YEAR = 1000
_NEAR = 6  # code points between "about" and its number: " US$ "
_HUNDRED = 100
_DECADE = 10
_HALF_HOUR = 30
_CLOCK = frozenset({"am", "pm", "hour", "half_hour"})


class _Draft:
    """A number while its surroundings are read."""

    __slots__ = (
        "alternatives",
        "approximate",
        "decade",
        "end",
        "kind",
        "month",
        "unit",
        "value",
        "year",
    )

    def __init__(self, composed: Composed, text: str) -> None:
        self.kind: Kind = "ordinal" if composed.ordinal else "cardinal"
        self.value = composed.value
        self.alternatives = composed.alternatives
        self.end = composed.end
        self.month = 0
        self.unit: Unit = ""
        self.approximate = composed.vague
        self.decade = composed.decade
        self.year = not composed.words and _is_year(composed, text)

    @property
    def whole(self) -> bool:
        return self.value.denominator == 1

    @property
    def round(self) -> bool:
        return self.value >= _DECADE and self.value % _DECADE == 0


def finish(
    composed: Composed,
    before: Token | None,
    after: Token | None,
    text: str,
    lexicon: NumeralLexicon,
) -> tuple[Number, int]:
    """Give a numeral its kind; the second value is where its month mark ends if it is a month (7月), else 0."""
    draft = _Draft(composed, text)
    if not composed.words:
        _read_suffix(draft, lexicon.suffix.match(text, draft.end))
    near = before if before is not None and 0 <= composed.start - before.end <= _NEAR else None
    follow = lexicon.follow.match(text, draft.end)
    found = follow.lastgroup if follow is not None else None
    if follow is not None:
        _read_follow(draft, follow)
    if found not in ("percent", "tenths", "approximate", *_CLOCK, "year") and draft.whole and 1 <= draft.value <= DAYS:
        draft.month = _month(follow, near, after, draft.end, lexicon)
        if draft.month or found == "day_mark":
            draft.kind = "date"
            draft.approximate = False
    if near is not None:
        _read_before(draft, near.role)
    _settle_year(draft)
    small = composed.words and draft.value <= SMALL and draft.kind not in ("date", "time")
    number = Number(
        span=Span(composed.start, draft.end),
        digits=Span(composed.start, min(composed.core_end, draft.end)),
        value=draft.value,
        scale=composed.scale,
        kind=draft.kind,
        words=composed.words,
        weak=(small or (composed.weak and draft.kind != "date")) and draft.kind != "percent",
        approximate=draft.approximate,
        alternatives=others(draft.alternatives, draft.value),
        month=draft.month,
        unit=draft.unit,
    )
    is_month = follow is not None and found == "month_mark" and draft.whole and 1 <= draft.value <= SMALL
    return number, follow.end() if is_month and follow is not None else 0


def half_day(minutes: Fraction, *, pm: bool) -> Fraction:
    """Move minutes of a 12-hour clock to that half of the day."""
    noon = HALF_DAY * MINUTES
    if pm and minutes < noon:
        return minutes + noon
    return minutes - noon if not pm and noon <= minutes < noon + MINUTES else minutes


def others(readings: tuple[Fraction, ...], value: Fraction) -> tuple[Fraction, ...]:
    """The readings without the value itself and without repetitions."""
    return tuple(dict.fromkeys(reading for reading in readings if reading != value))


def _read_suffix(draft: _Draft, suffix: re.Match[str] | None) -> None:
    if suffix is None:
        return
    if suffix.lastgroup == "ordinal":
        draft.kind, draft.year, draft.end = "ordinal", False, suffix.end()
    elif draft.round:
        draft.decade, draft.end = True, suffix.end()


def _read_follow(draft: _Draft, follow: re.Match[str]) -> None:
    found = follow.lastgroup
    if found in ("measure", "duration"):
        draft.unit = "measure" if found == "measure" else "duration"
    elif found == "approximate":
        draft.approximate = True
    elif found == "percent":
        draft.kind, draft.end = "percent", follow.end()
    elif found == "tenths" and draft.value <= _DECADE:  # 六成 is 60 %
        draft.kind, draft.end = "percent", follow.end()
        draft.value, draft.alternatives = draft.value * _DECADE, (draft.value,)
    elif found in _CLOCK and draft.whole and 0 <= draft.value <= HOURS:
        bare = draft.value
        minutes, other = clock_value(int(bare), 0)
        draft.value = half_day(minutes, pm=found == "pm") if found in ("am", "pm") else minutes
        draft.kind, draft.alternatives, draft.end = "time", (bare, *other), follow.end()
        if found == "half_hour":
            draft.value += _HALF_HOUR
            draft.alternatives = (other[0] + _HALF_HOUR,)
    elif found == "year" and draft.whole and _EARLIEST_YEAR <= draft.value <= LAST_YEAR:
        draft.year = True


def _read_before(draft: _Draft, role: Role) -> None:
    if role is Role.APPROXIMATE and draft.kind != "date":
        draft.approximate = True
    elif role is Role.PERCENT_BEFORE:
        draft.kind = "percent"
    elif role is Role.DECADE_BEFORE and draft.round:
        draft.decade = True
    elif role is Role.ORDINAL_BEFORE and draft.kind == "cardinal":
        draft.kind = "ordinal"
    elif role in (Role.AM_BEFORE, Role.PM_BEFORE) and draft.kind == "time" and draft.value < HALF_DAY * MINUTES:
        draft.value = half_day(draft.value, pm=role is Role.PM_BEFORE)


def _settle_year(draft: _Draft) -> None:
    if draft.decade:
        draft.kind = "year"
        if draft.value < _HUNDRED:
            draft.alternatives += (draft.value + 1900, draft.value + 2000)
    elif draft.year and draft.kind == "cardinal":
        draft.kind = "year"


def _month(
    follow: re.Match[str] | None,
    near: Token | None,
    after: Token | None,
    end: int,
    lexicon: NumeralLexicon,
) -> int:
    """Find the month beside a day: "5 декабря", "December 5"; 0 where there is none."""
    if follow is not None and follow.lastgroup == "month":
        if after is not None and after.role is Role.MONTH and end <= after.start < follow.end():
            return int(after.value)
        return lexicon.months.get(follow.group().split()[-1].lower(), 0)
    return int(near.value) if near is not None and lexicon.month_first and near.role is Role.MONTH else 0


def _is_year(composed: Composed, text: str) -> bool:
    """Whether four digits without separators may be a year of our time."""
    return (
        composed.end - composed.start == 4
        and FIRST_YEAR <= composed.value <= LAST_YEAR
        and text[composed.start : composed.end].isdecimal()
    )
