"""Numerals written in one word: "zweihundertdrei", "ventitré", "пятилетний"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mtcheck.text.number_lexicon import Entry, NumeralLexicon, Role
from mtcheck.text.number_words import Token, compose

if TYPE_CHECKING:
    import re

_MAX_WORD = 64


def compound_token(match: re.Match[str], lexicon: NumeralLexicon) -> Token | None:
    """Sum up a numeral written in one word; None where the word is no numeral."""
    word = match.group().lower()
    parts = split_compound(word, lexicon)
    if not parts:
        return None
    start = match.start()
    inner = [Token(start + at, start + end, entry.role, entry.value) for at, end, entry in parts]
    composed, used = compose(inner, 0, match.string, replace(lexicon, spaced=False))
    if used < len(inner):
        return None
    role = Role.ORDINAL if word[parts[-1][1] :] in lexicon.compound_endings else Role.UNIT
    weak = len(inner) == 1 and inner[0].role is not Role.UNIT
    return Token(start, match.end(), role, composed.value, weak)


def split_compound(word: str, lexicon: NumeralLexicon) -> list[tuple[int, int, Entry]] | None:
    """The parts of a numeral written in one word ("zweihundertdrei", "пятилетний"), or None.

    Dynamic programming over at most 64 letters, longest part first; what is left after the parts must be nothing,
    an ordinal ending, or a base such as "-летний".
    """
    if word[:3] not in lexicon.compound_heads or len(word) > _MAX_WORD:
        return None
    parts = lexicon.compound_parts
    longest = max(map(len, parts))
    dead: set[int] = set()

    def rest(at: int) -> list[tuple[int, int, Entry]] | None:
        if at == len(word):
            return []
        if at in dead:
            return None
        for end in range(min(len(word), at + longest), at + 1, -1):
            entry = parts.get(word[at:end])
            if entry is not None:
                tail = rest(end)
                if tail is not None:
                    return [(at, end, entry), *tail]
        if at and (word[at:] in lexicon.compound_endings or _is_base(word, at, lexicon)):
            return []
        dead.add(at)
        return None

    return rest(0)


def _is_base(word: str, at: int, lexicon: NumeralLexicon) -> bool:
    return lexicon.compound_base is not None and lexicon.compound_base.fullmatch(word, at) is not None
