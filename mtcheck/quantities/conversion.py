"""Whether two quantities in different units are the same amount: 100 km and 62 miles, полтора часа and 90 minutes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from mtcheck.quantities.found import Quantity
from mtcheck.text.quantity_lexicon import things

TOLERANCE = Fraction(7, 100)
"""How far a converted figure may be off, since both sides round."""
BOUNDED = Fraction(2, 10)
"""The same of what it only has a bound of: 37 km are more than 20 miles."""
TIGHT = Fraction(1, 1000)
_DEGREES = 2
_ROUNDED = Fraction(3, 5)  # a whole number may be off by so much of its unit
_FEW = 10  # and only small ones are that coarse


def same_amount(left: Quantity, right: Quantity, tolerance: Fraction = TOLERANCE) -> bool:
    """Whether the two may be one amount in different units of one dimension."""
    return any(_near(*pair, tolerance) for pair in _pairs(left, right))


def same_dimension(left: Quantity, right: Quantity) -> bool:
    """Whether the two measure the same: lengths, weights, times."""
    return any(True for _ in _pairs(left, right))


def counterpart(one: Quantity, others: Iterable[Quantity], tolerance: Fraction = TOLERANCE) -> Quantity | None:
    """The first of the others that is the same amount in another unit."""
    if not one.units:
        return None
    return next((other for other in others if not one.units & other.units and same_amount(one, other, tolerance)), None)


def _pairs(left: Quantity, right: Quantity) -> Iterator[tuple[Fraction, Fraction, Fraction, Fraction, str]]:
    """Both amounts in base units with the size of a unit, for all readings and meanings of one dimension."""
    known = things().units
    for one in left.units:
        for other in right.units:
            mine, yours = known[one], known[other]
            if mine.dimension != yours.dimension:
                continue
            for value in left.readings:
                for figure in right.readings:
                    yield (
                        (value + mine.offset) * mine.factor,
                        (figure + yours.offset) * yours.factor,
                        mine.factor if value < _FEW else Fraction(0),
                        yours.factor if figure < _FEW else Fraction(0),
                        mine.dimension,
                    )


def _near(
    left: Fraction, right: Fraction, coarse: Fraction, other: Fraction, dimension: str, tolerance: Fraction
) -> bool:
    apart = abs(left - right)
    if dimension == "temperature":
        return apart <= _DEGREES
    if apart <= tolerance * max(abs(left), abs(right)):
        return True
    return tolerance > TIGHT and apart <= _ROUNDED * max(coarse, other) and apart <= max(left, right) / 3
