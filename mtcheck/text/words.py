"""Words of a text with their places, and the foldings under which they compare."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from mtcheck.text.han import simplified

# A word may hold apostrophes, hyphens and the dots of initials ("U.S.") between its letters. Scripts that write without
# spaces give one word a character, so that phrases of them can be found all the same.
_UNSPACED = r"\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_ONE = re.compile(f"[{_UNSPACED}]")
_WORD = re.compile(
    rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:[-‑'’ʼ][^\W{_UNSPACED}]+|\.(?=[^\W{_UNSPACED}]\.)[^\W{_UNSPACED}])*"
)
_LETTERS = {
    **{
        code: "".join(part for part in unicodedata.normalize("NFD", chr(code)) if not unicodedata.combining(part))
        for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0x300, 0x370))
    },
    **str.maketrans(
        {
            "ł": "l",
            "ø": "o",
            "đ": "d",
            "ı": "i",
            "ß": "ss",
            "æ": "ae",
            "œ": "oe",
            "ё": "е",
            "’": "'",
            "ʼ": "'",
            "‑": "-",
        }
    ),
}


class Word(NamedTuple):
    """A word at `[start, end)` of its text."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1 << 12)
def words(text: str) -> tuple[Word, ...]:
    """All words of a text, in order; punctuation and spaces are left out."""
    return tuple([Word(match[0], *match.span()) for match in _WORD.finditer(text)])


def spellings(text: str) -> list[str]:
    """The same words without their places, in half the time."""
    return _WORD.findall(text)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Case-folded, Latin letters without diacritics, straight apostrophes, plain hyphens: how names compare.

    Other letters keep their marks: й is not и. Chinese characters are simplified.
    """
    folded = text.casefold()
    if folded.isascii():
        return folded
    folded = folded.translate(_LETTERS)
    return folded.translate(simplified()) if _ONE.search(folded) else folded


def is_unspaced(char: str) -> bool:
    """Whether a character belongs to a script that writes without spaces, and so is a word."""
    return "\u3041" <= char <= "\ufaff" and _ONE.match(char) is not None


def has_unspaced(text: str) -> bool:
    """Whether a text has any such character."""
    return not text.isascii() and _ONE.search(text) is not None


@lru_cache(maxsize=1 << 16)
def is_capitalised(word: str) -> bool:
    """Whether a part of the word begins with an upper-case letter ("l'Express" and "al-Assad" do)."""
    return any(part[:1].isupper() for part in re.split(r"['’ʼ-]", word))


@lru_cache(maxsize=1 << 16)
def is_abbreviation(form: str) -> bool:
    """Whether a name is written in capitals: "CDU", "КПРФ", "ЕР"; such names compare by case."""
    letters = [char for char in form if char.isalpha()]
    return len(letters) >= 2 and sum(char.isupper() for char in letters) >= max(2, len(letters) - 1)
