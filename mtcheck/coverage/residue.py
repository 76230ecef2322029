"""Words that have no counterpart in the dictionary, and which of them mean the same after all, by their vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtcheck.coverage.meaning import likeness
from mtcheck.coverage.view import Side, View
from mtcheck.protocols import Encoder
from mtcheck.text.words import fold

# Cosine of two words from which they are counterparts: both without any other, or one of them with.
JOIN, JOIN_AGAIN = 0.42, 0.62


@dataclass(frozen=True, slots=True, eq=False)
class Residue:
    """Of each side, the words that stay without counterpart, with the highest cosine of each to the other side.

    `free` is the highest cosine to a word there that has no counterpart in the dictionary either.
    """

    open: dict[str, dict[int, float]]
    free: dict[str, dict[int, float]]


def residue(encoder: Encoder, view: View) -> Residue:
    """The words of both sides that nothing on the other side stands for."""
    left, right = view.source, view.target
    cosines = likeness(encoder, spelled(left), spelled(right)) if left.content and right.content else None
    found: dict[str, dict[int, float]] = {"source": {}, "target": {}}
    free: dict[str, dict[int, float]] = {"source": {}, "target": {}}
    if cosines is None:
        for side in (left, right):
            found[side.text.side] = dict.fromkeys(side.open, 0.0)
            free[side.text.side] = dict.fromkeys(side.open, 0.0)
        return Residue(found, free)
    rows = [row for row, place in enumerate(left.content) if place not in left.links]
    columns = [column for column, place in enumerate(right.content) if place not in right.links]
    candidates = sorted(
        ((float(cosines[row, column]), row, column) for row in rows for column in columns), reverse=True
    )
    joined_rows: set[int] = set()
    joined_columns: set[int] = set()
    for value, row, column in candidates:
        if value < JOIN:
            break
        if row not in joined_rows and column not in joined_columns:
            joined_rows.add(row)
            joined_columns.add(column)
    for side, indexes, joined, others, matrix in (
        (left, rows, joined_rows, columns, cosines),
        (right, columns, joined_columns, rows, cosines.T),
    ):
        for index in indexes:
            best = float(matrix[index].max())
            if index not in joined and best < JOIN_AGAIN:
                found[side.text.side][side.content[index]] = best
                free[side.text.side][side.content[index]] = max((float(matrix[index, o]) for o in others), default=0.0)
    return Residue(found, free)


def spelled(side: Side) -> Sequence[str]:
    """The content words of a side as they are compared."""
    return [fold(side.words[place].text) for place in side.content]
