"""The writing systems of a text."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import name as character_name

_RANGES = {
    "Latin": r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\ua780-\ua7bf",
    "Cyrillic": r"\u0400-\u052f\u1c80-\u1c88\ua640-\ua69d",
    "Greek": r"\u0370-\u03ff\u1f00-\u1fff",
    "Han": r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df",
    "Arabic": r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "Hebrew": r"\u0590-\u05ff\ufb1d-\ufb4f",
    "Kana": r"\u3041-\u30ff\u31f0-\u31ff",
    "Hangul": r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "Thai": r"\u0e00-\u0e7f",
    "Devanagari": r"\u0900-\u097f",
    "Georgian": r"\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d25",
    "Armenian": r"\u0530-\u058f",
}
# Scripts that stand together in one language's ordinary text.
_COMPANIONS = {"Kana": {"Han", "Kana"}, "Han": {"Han", "Kana"}}


@lru_cache
def _run(script: str) -> re.Pattern[str]:
    letters = _RANGES[script]
    return re.compile(f"[{letters}]+")


def scripts() -> list[str]:
    """Names of the scripts that mtcheck tells apart."""
    return list(_RANGES)


def count(text: str, script: str) -> int:
    """Letters of a script in the text."""
    return sum(map(len, _run(script).findall(text)))


def dominant(text: str) -> str | None:
    """The script with most letters, None for a text without any known letter."""
    counts = {script: count(text, script) for script in _RANGES}
    best = max(counts, key=lambda script: counts[script])
    return best if counts[best] else None


def foreign_runs(text: str, script: str) -> list[tuple[int, int]]:
    """Spans of words in other scripts than this and its companions; Latin words stand in all languages."""
    home = _COMPANIONS.get(script, {script}) | {"Latin"}
    spans = [match.span() for other in _RANGES if other not in home for match in _run(other).finditer(text)]
    return sorted(spans)


def is_mixed(word: str) -> bool:
    """Whether letters of two scripts that look alike stand in one word (homoglyphs: Latin "a" in a Cyrillic word)."""
    return bool(_run("Latin").search(word) and (_run("Cyrillic").search(word) or _run("Greek").search(word)))


def describe(char: str) -> str:
    """The Unicode name of a character, for messages."""
    return character_name(char, f"U+{ord(char):04X}").lower()
