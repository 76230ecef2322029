"""How alike two spellings of a name are."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz.distance import Indel, Levenshtein

from mtcheck.text.words import fold


def romanise(text: str, table: Mapping[str, str]) -> str:
    """A folded text in Latin letters by a table of letters; letters that the table lacks stay."""
    return "".join(table.get(char, char) for char in fold(text))


def spelling(left: str, right: str) -> float:
    """Share of letters that two folded spellings have in common, in [0, 1]; 1 for equal ones."""
    return float(Indel.normalized_similarity(fold(left), fold(right)))


def edits(left: str, right: str) -> int:
    """Letters to change, add or drop between two folded spellings."""
    return int(Levenshtein.distance(fold(left), fold(right)))
