"""Numbers left over whose counterpart hides behind one that says another number once more."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mtcheck.text.number_relations import Slip, related

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtcheck.text.numerals import Number

MismatchKind = Literal["changed", "magnitude", "lost", "gained"]

_HUNDRED = 100
_IN_ORDER = 0.75  # confidence of a small number in words that stands in the place of another
_SLIPS = (Slip.DIGITS, Slip.MAGNITUDE)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A number without its equal on the other side; `confidence` in [0, 1] that it is a fault."""

    source: Number | None
    target: Number | None
    kind: MismatchKind
    confidence: float


def pair_with_excess(
    lost: list[Number],
    gained: list[Number],
    source: Sequence[Number],
    target: Sequence[Number],
    paired: list[Mismatch],
) -> list[Mismatch]:
    """Pair a number with one that the other side has too often: 120 became 20 where 20 stands elsewhere."""
    done = {id(number) for mismatch in paired for number in (mismatch.source, mismatch.target)}
    found: list[Mismatch] = []
    too_many = _excess(target, source)
    for number in lost:
        if id(number) not in done and not number.weak:
            other = _slipped(number, too_many, done)
            found += [Mismatch(number, other, _kind(number, other), 0.85)] if other else []
    too_many = _excess(source, target)
    for number in gained:
        if id(number) not in done and not number.weak:
            other = _slipped(number, too_many, done)
            found += [Mismatch(other, number, _kind(number, other), 0.85)] if other else []
    return found


def pair_in_order(
    lost: list[Number], gained: list[Number], source: Sequence[Number], target: Sequence[Number]
) -> list[Mismatch]:
    """Pair the only number left over, in words, with the one in its place that says another once more.

    "Three satellites, postponed twice" and "two satellites, postponed twice": all others must be equal in their order.
    """
    left = [*lost, *gained]
    if len(left) != 1 or len(source) != len(target):
        return []
    changed = [pair for pair in zip(source, target, strict=True) if pair[0].value != pair[1].value]
    if len(changed) != 1 or not any(number is left[0] for number in changed[0]):
        return []
    small = all(
        number.words and number.value.denominator == 1 and 1 < number.value <= _HUNDRED and number.kind == "cardinal"
        for number in changed[0]
    )
    return [Mismatch(*changed[0], "changed", _IN_ORDER)] if small else []


def _excess(numbers: Sequence[Number], other: Sequence[Number]) -> list[Number]:
    """The numbers of one side that stand there more often than on the other, where they do stand."""
    values = Counter(number.value for number in other)
    excess = Counter(number.value for number in numbers) - values
    return [number for number in numbers if excess[number.value] and values[number.value] and not number.weak]


def _slipped(number: Number, candidates: list[Number], done: set[int]) -> Number | None:
    for other in candidates:
        if id(other) not in done and other.kind == number.kind and related(number, other) in _SLIPS:
            done.add(id(other))
            return other
    return None


def _kind(left: Number, right: Number) -> MismatchKind:
    return "magnitude" if related(left, right) is Slip.MAGNITUDE else "changed"
