"""What neighbouring numbers share: the scale, sign or month of a range; the minutes of an hour."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtcheck.spans import Span
from mtcheck.text.number_digits import DAYS, HALF_DAY, HOURS, MINUTES
from mtcheck.text.number_lexicon import BLANKS, NumeralLexicon

if TYPE_CHECKING:
    from mtcheck.text.number_types import Number

_HUNDRED = 100


def share(numbers: list[Number], text: str, lexicon: NumeralLexicon) -> list[Number]:
    """Let the ends of a range share scale, percent sign, month, century: "10–15%", "от 5 до 7 млн", "2022–23"."""
    numbers = _join_minutes(numbers, text)
    for at in range(len(numbers) - 2, -1, -1):
        left, right = numbers[at], numbers[at + 1]
        if left.span.end > right.span.start or "identifier" in (left.kind, right.kind):
            continue
        between = lexicon.link.fullmatch(text, left.span.end, right.span.start)
        if between is None:
            continue
        dash = not any(char.isalpha() for char in between.group())
        left = _share_scale(left, right, dash=dash)
        left = left if left.unit else replace(left, unit=right.unit)
        numbers[at], numbers[at + 1] = _share_kind(left, right, dash=dash)
    return numbers


def _share_scale(left: Number, right: Number, *, dash: bool) -> Number:
    """The lower end with the scale of the upper; "5 до 7 млн" may mean five or five million."""
    if right.scale == 1 or left.scale > 1 or left.kind != "cardinal":
        return left
    scaled = left.value * right.scale
    if dash and scaled < right.value:
        return replace(left, value=scaled, alternatives=(left.value, *left.alternatives))
    return replace(left, alternatives=(scaled, *left.alternatives))


def _share_kind(left: Number, right: Number, *, dash: bool) -> tuple[Number, Number]:
    kinds = left.kind, right.kind
    if kinds == ("cardinal", "percent"):
        return replace(left, kind="percent", weak=False), right
    if kinds == ("cardinal", "date") and left.value <= DAYS and not left.words:
        return replace(left, kind="date", month=right.month), right
    if not dash:
        return left, right
    if kinds == ("date", "cardinal") and right.value <= DAYS and not right.words:
        return left, replace(right, kind="date", month=left.month)
    if kinds == ("year", "cardinal") and left.value % _HUNDRED < right.value < _HUNDRED:
        full = left.value - left.value % _HUNDRED + right.value
        return left, replace(
            right,
            kind="year",
            value=full,
            alternatives=(right.value, *right.alternatives),
        )
    return _as_part(left), _as_part(right)


def _as_part(number: Number) -> Number:
    return replace(number, kind="range-part") if number.kind == "cardinal" else number


def _join_minutes(numbers: list[Number], text: str) -> list[Number]:
    """Put "14 Uhr 30", "17时07" together."""
    joined: list[Number] = []
    for number in numbers:
        hour = joined[-1] if joined else None
        if hour is not None and hour.kind == "time" and _are_minutes(hour, number, text):
            value = hour.value + number.value
            other = (value + HALF_DAY * MINUTES) % (HOURS * MINUTES)
            joined[-1] = replace(
                hour,
                span=Span(hour.span.start, number.span.end),
                value=value,
                alternatives=(other,),
            )
        else:
            joined.append(number)
    return joined


def _are_minutes(hour: Number, number: Number, text: str) -> bool:
    minutes = number.digits.of(text)
    return (
        number.kind == "cardinal"
        and hour.value % MINUTES == 0
        and len(minutes) == 2
        and minutes.isdecimal()
        and number.value < MINUTES
        and text[hour.span.end - 1].isalpha()
        and hour.span.end <= number.span.start <= hour.span.end + 1
        and text[hour.span.end : number.span.start] in ("", *BLANKS)
    )
