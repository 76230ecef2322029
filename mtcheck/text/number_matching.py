"""Compares the numbers of a source sentence with those of its translation.

What has a counterpart of the same value, in whatever form, is taken out first, then what differs legitimately
(rounding, 12-hour clock, repetition ...). Pairs of what remains are judged by how a slip would explain them.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from mtcheck.text.number_mismatches import Mismatch, MismatchKind, pair_in_order, pair_with_excess
from mtcheck.text.number_relations import Slip, equivalent, related

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence
    from fractions import Fraction

    from mtcheck.text.numerals import Number

_MOST = 200
"""Beyond so many unmatched numbers a side the texts don't belong together; pairing them one by one would be noise."""
_SMALL = 12
_ADDED = 30  # letters between two numbers that the other side adds up
_FAR = 0.4  # of the text's length: word order moves a number about, but seldom from end to end
_ALONE = {
    "year": 0.3,
    "date": 0.35,
    "time": 0.35,
    "identifier": 0.3,
    "roman": 0.3,
    "ordinal": 0.35,
}
_HUNDRED = 100
# Kinds of small numbers in words that are compared, and what they must be above: "first" and "second" mean many things.
_SMALL_KINDS = ((frozenset({"cardinal", "range-part"}), 1), (frozenset({"ordinal"}), 2))


def compare(
    source: Sequence[Number],
    target: Sequence[Number],
    source_text: str,
    target_text: str,
) -> list[Mismatch]:
    """The mismatches between the numbers of a source text and of its translation, in the source's order.

    `lost` and `gained` never exceed .6; `changed` and `magnitude` pair two numbers and reach .97.
    """
    lost, gained = _unmatched(list(source), list(target))
    if not lost and not gained:
        return []
    if len(lost) * len(gained) > _MOST * _MOST:
        return []
    mismatches = list(_pair(lost, gained, source_text, target_text))
    mismatches += pair_with_excess(lost, gained, source, target, mismatches)
    mismatches += pair_in_order(lost, gained, source, target) if not mismatches else []
    paired = {id(number) for mismatch in mismatches for number in (mismatch.source, mismatch.target)}
    mismatches += [Mismatch(number, None, "lost", _alone(number)) for number in lost if id(number) not in paired]
    mismatches += [Mismatch(None, number, "gained", _alone(number)) for number in gained if id(number) not in paired]
    return sorted((mismatch for mismatch in mismatches if mismatch.confidence > 0), key=_place)


def _place(mismatch: Mismatch) -> tuple[bool, int]:
    number = mismatch.source or mismatch.target
    return mismatch.source is None, number.span.start if number else 0


def _unmatched(source: list[Number], target: list[Number]) -> tuple[list[Number], list[Number]]:
    """What has no counterpart, in order."""
    all_source, all_target = _readings(source), _readings(target)
    for key in (_exact, _same_value):
        source, target = _cancel(source, target, key)
    if len(source) * len(target) > _MOST * _MOST:
        return source, target
    source, target = _cancel_by_readings(source, target)
    # said twice on one side and once on the other: no fault
    source = [number for number in source if not _restated(number, all_target)]
    target = [number for number in target if not _restated(number, all_source)]
    source, target = _cancel_equivalent(source, target)
    source, target = _cancel_sums(source, target)
    target, source = _cancel_sums(target, source)
    return source, target


def _cancel_sums(parts: list[Number], sums: list[Number]) -> tuple[list[Number], list[Number]]:
    """Take out two neighbours that the other side adds up: "54 пассажира и пятеро членов экипажа", "59 on board"."""
    for total in sums:
        for at, (one, other) in enumerate(pairwise(parts)):
            counted = one.kind == other.kind == total.kind == "cardinal" and not total.words
            if counted and other.span.start - one.span.end <= _ADDED and one.value + other.value == total.value:
                return [*parts[:at], *parts[at + 2 :]], [number for number in sums if number is not total]
    return parts, sums


def _readings(numbers: Iterable[Number]) -> dict[Fraction, set[int]]:
    """Every reading of the numbers, with the months that days of it have (0: none)."""
    found: dict[Fraction, set[int]] = defaultdict(set)
    for number in numbers:
        for reading in number.readings:
            found[reading].add(number.month)
    return found


def _restated(number: Number, other: dict[Fraction, set[int]]) -> bool:
    months = {month for reading in number.readings for month in other.get(reading, ())}
    return bool(months) and (not number.month or 0 in months or number.month in months)


def _exact(number: Number) -> Hashable:
    return number.value, number.kind, number.month


def _same_value(number: Number) -> Hashable:
    return number.value, number.month


def _cancel(
    source: list[Number], target: list[Number], key: Callable[[Number], Hashable]
) -> tuple[list[Number], list[Number]]:
    """Take out equal pairs, as multisets."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for at, number in enumerate(target):
        waiting[key(number)].append(at)
    used: set[int] = set()
    rest = []
    for number in source:
        places = waiting.get(key(number))
        if places:
            used.add(places.pop(0))
        else:
            rest.append(number)
    return rest, [number for at, number in enumerate(target) if at not in used]


def _cancel_by_readings(source: list[Number], target: list[Number]) -> tuple[list[Number], list[Number]]:
    """Take out pairs that share a reading; two dates also need the same month."""
    waiting: dict[Fraction, list[int]] = defaultdict(list)
    for at, number in enumerate(target):
        for reading in number.readings:
            waiting[reading].append(at)
    used: set[int] = set()
    rest = []
    for number in source:
        places = (
            at
            for reading in number.readings
            for at in waiting.get(reading, ())
            if at not in used and _same_month(number, target[at])
        )
        found = next(places, None)
        if found is None:
            rest.append(number)
        else:
            used.add(found)
    return rest, [number for at, number in enumerate(target) if at not in used]


def _same_month(left: Number, right: Number) -> bool:
    return not left.month or not right.month or left.month == right.month


def _cancel_equivalent(source: list[Number], target: list[Number]) -> tuple[list[Number], list[Number]]:
    used: set[int] = set()
    rest = []
    for number in source:
        found = next(
            (at for at, other in enumerate(target) if at not in used and equivalent(number, other)),
            None,
        )
        if found is None:
            rest.append(number)
        else:
            used.add(found)
    return rest, [number for at, number in enumerate(target) if at not in used]


def _pair(lost: list[Number], gained: list[Number], source_text: str, target_text: str) -> Iterable[Mismatch]:
    """Pair what remains, surest slip first."""
    strong_lost = [number for number in lost if not number.weak]
    strong_gained = [number for number in gained if not number.weak]
    alone = _values_by_family(strong_lost), _values_by_family(strong_gained)
    single = sum(map(len, alone[0].values())) == 1 == sum(map(len, alone[1].values()))
    small = [pair for kinds in _SMALL_KINDS if (pair := _lone_small(lost, gained, *kinds))]
    candidates: list[tuple[float, int, int, MismatchKind]] = []
    for i, left in enumerate(lost):
        for j, right in enumerate(gained):
            slip = related(left, right)
            confidence = _confidence(slip, left, right)
            if any(left is one and right is other for one, other in small):
                confidence = max(confidence, _small_pair(left, right, source_text, target_text))
            if not left.weak and not right.weak and (single or _only_of_family(left, right, alone)):
                lone = _lone_pair(left, right, source_text, target_text)
                confidence = max(confidence, lone if single else lone - 0.1)
            elif confidence and left.kind != right.kind:
                confidence -= 0.1
            if confidence > 0:
                kind: MismatchKind = "magnitude" if slip is Slip.MAGNITUDE else "changed"
                candidates.append((confidence, i, j, kind))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for confidence, i, j, kind in sorted(candidates, key=lambda row: (-row[0], abs(row[1] - row[2]), row[1])):
        if i in taken_left or j in taken_right:
            continue
        taken_left.add(i)
        taken_right.add(j)
        yield Mismatch(lost[i], gained[j], kind, round(confidence, 3))


def _lone_small(
    lost: list[Number], gained: list[Number], kinds: frozenset[str], least: int
) -> tuple[Number, Number] | None:
    """The one number of some kinds left on each side ("пять" and "three"), when nothing else of them is left."""
    left, right = ([one for one in some if one.kind in kinds and one.value > least] for some in (lost, gained))
    if len(left) == 1 == len(right) and (left[0].weak or right[0].weak):
        return left[0], right[0]
    return None


def _small_pair(left: Number, right: Number, source_text: str, target_text: str) -> float:
    """How sure a change of a small number in words is."""
    if related(left, right) is Slip.CONVERSION:
        return 0.4
    if max(left.value, right.value) > _HUNDRED or left.value.denominator != 1 or right.value.denominator != 1:
        return 0.0
    return 0.75 if _apart(left, right, source_text, target_text) < _FAR else 0.7


def _apart(left: Number, right: Number, source_text: str, target_text: str) -> float:
    """How far apart the two stand, in parts of their texts."""
    return abs(left.span.start / max(1, len(source_text)) - right.span.start / max(1, len(target_text)))


def _confidence(slip: Slip, left: Number, right: Number) -> float:
    if left.weak or right.weak:
        return 0.0
    return {
        Slip.MAGNITUDE: 0.95,
        Slip.DIGITS: 0.93,
        Slip.MONTH: 0.9,
        Slip.CONVERSION: 0.3,
        Slip.ROUNDED: 0.3,
    }.get(slip, 0.0)


def _lone_pair(left: Number, right: Number, source_text: str, target_text: str) -> float:
    """How sure a change is when just one number is left on each side."""
    slip = related(left, right)
    if slip in (Slip.CONVERSION, Slip.ROUNDED, Slip.COMPLEMENT):
        return 0.4
    apart = _apart(left, right, source_text, target_text)
    if _family(left) == _family(right):
        return 0.9 if apart < _FAR else 0.75
    day = {_family(left), _family(right)} == {"date", "quantity"} and not left.words and not right.words
    return 0.75 if apart < _FAR and (day or _same_length(left, right)) else 0.5


def _same_length(left: Number, right: Number) -> bool:
    """Whether two numbers in digits have as many of them ("2015" and "8652", which is no year)."""
    digits = len(left.digits), len(right.digits)
    return not left.words and not right.words and "time" not in (left.kind, right.kind) and digits[0] == digits[1]


def _values_by_family(numbers: list[Number]) -> dict[str, set[Fraction]]:
    values: dict[str, set[Fraction]] = defaultdict(set)
    for number in numbers:
        values[_family(number)].add(number.value)
    return values


def _only_of_family(
    left: Number,
    right: Number,
    alone: tuple[dict[str, set[Fraction]], dict[str, set[Fraction]]],
) -> bool:
    """Whether each is all that is left of its family on its side."""
    family = _family(left)
    return family == _family(right) and len(alone[0][family]) == 1 == len(alone[1][family])


def _family(number: Number) -> str:
    return "quantity" if number.kind in ("cardinal", "ordinal", "roman", "range-part") else number.kind


def _alone(number: Number) -> float:
    """How sure it is that a number without counterpart is a fault."""
    if number.weak or number.approximate:
        return 0.0
    if number.kind in _ALONE:
        return _ALONE[number.kind]
    if number.kind == "percent" or number.scale > 1 or number.value.denominator > 1 or number.value >= _HUNDRED:
        return 0.55 if not number.words else 0.45
    return 0.45 if number.value > _SMALL else 0.3
