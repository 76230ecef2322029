"""How alike two spellings of a name are."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapidfuzz.distance import Indel, Levenshtein

from mtcheck.text.words import fold

# What languages in Latin letters write for the same consonants of a name: Lawrow, Lavrov; Toqajew, Tokayev.
_ALIKE = str.maketrans({"w": "v", "q": "k", "c": "k", "x": "k", "z": "s"})
_UNWRITTEN = re.compile(r"[aeiouyjh]")


def romanise(text: str, table: Mapping[str, str]) -> str:
    """A folded text in Latin letters by a table of letters; letters that the table lacks stay."""
    return "".join(table.get(char, char) for char in fold(text))


def spelling(left: str, right: str) -> float:
    """Share of letters that two folded spellings have in common, in [0, 1]; 1 for equal ones."""
    return float(Indel.normalized_similarity(fold(left), fold(right)))


def edits(left: str, right: str) -> int:
    """Letters to change, add or drop between two folded spellings."""
    return int(Levenshtein.distance(fold(left), fold(right)))


def skeleton(name: str) -> str:
    """The consonants of a name, alike in whatever language's way it is written in Latin letters."""
    letters = fold(name).replace("sch", "s").replace("ch", "h").replace("kh", "h")
    return _UNWRITTEN.sub("", letters.translate(_ALIKE))
