"""A quick look at whether two spellings can be one name: letters in common, and consonants by kinds of sound.

The kinds are those of Soundex (Russell, 1918) with the Cyrillic letters beside the Latin ones. Consonants that sound
alike are one kind, vowels and h are nothing, and what follows its like is dropped: "Merz" and «Мерц» are both NRS.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from rapidfuzz.distance import Indel

_KINDS = {
    "P": "bpfvбпвфґ",
    "K": "kgqcxкгх",
    "S": "szjсзшжчщц",
    "T": "dtдт",
    "L": "lл",
    "N": "mnмн",
    "R": "rр",
}
_SOUNDS = {letter: kind for kind, letters in _KINDS.items() for letter in letters}
_ROMAN = str.maketrans(
    dict(zip("абвгґдеєзиіїйклмнопрстуфыэ", "abvggdeeziiiiklmnoprstufye", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
)


def likeness(cyrillic: str, latin: str) -> float:
    """Share of letters in common and share of consonants in common, added up: in [0, 2]; spellings in plain letters."""
    letters = float(Indel.normalized_similarity(roman(cyrillic), latin))
    return letters + consonants(cyrillic, latin)


def consonants(cyrillic: str, latin: str) -> float:
    """Share of consonants by kind that two spellings have in common, in [0, 1]; 1 where neither has any."""
    left, right = skeleton(cyrillic), skeleton(latin)
    return float(Indel.normalized_similarity(left, right)) if left or right else 1.0


@lru_cache(maxsize=4096)
def skeleton(letters: str) -> str:
    """The consonants of a spelling by kind, like neighbours once."""
    kinds = (_SOUNDS[letter] for letter in letters if letter in _SOUNDS)
    return "".join(kind for kind, _ in groupby(kinds))


@lru_cache(maxsize=4096)
def roman(letters: str) -> str:
    """Cyrillic letters put one by one into Latin ones, to compare with; no romanisation that anybody writes."""
    return letters.translate(_ROMAN)
