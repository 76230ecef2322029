"""Words that say little by themselves: data from `references/languages/<code>.coverage.toml`.

`light` are words that a translation may add or leave out without harm, `generic` those that a good one often does;
`modifiers` are endings of adjectives and adverbs.
"""

from __future__ import annotations

from functools import cache, lru_cache

from mtcheck.cache import read_toml
from mtcheck.errors import ReferenceDataError
from mtcheck.languages import language
from mtcheck.resources import references_folder
from mtcheck.text.morphology import readings
from mtcheck.text.words import fold

_KEYS = ("light", "generic", "modifiers")


@lru_cache(maxsize=1 << 14)
def is_light(code: str, word: str) -> bool:
    """Whether a translation may add or leave out a word without harm: grammar, light verbs, connectives."""
    folded = fold(word)
    listed = light(code)
    if len(folded) < 2 or folded in listed:
        return True
    read = readings(code, word)
    return read is not None and not read.lemmas.isdisjoint(listed)


def light(code: str) -> frozenset[str]:
    """The light words of a language, folded, with its function words; raises `ReferenceDataError`."""
    return _data(code)[0]


@lru_cache(maxsize=1 << 14)
def is_generic(code: str, word: str) -> bool:
    """Whether a good translation often adds or leaves out a word, to be clear or short; light words are not meant."""
    folded = fold(word)
    listed = _data(code)[1]
    read = readings(code, word)
    return folded in listed or (read is not None and not read.lemmas.isdisjoint(listed))


def modifier_endings(code: str) -> tuple[str, ...]:
    """Endings of adjectives and adverbs that no table has."""
    return _data(code)[2]


@cache
def _data(code: str) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    small = language(code).function_words
    path = references_folder() / "languages" / f"{code}.coverage.toml"
    if not path.is_file():
        return small, frozenset(), ()
    data = read_toml(path)
    for key, value in data.items():
        if key not in _KEYS or not isinstance(value, str):
            message = f"{path}: {key!r} is not a text of words that mtcheck knows"
            raise ReferenceDataError(message)
    light_words, generic, endings = (data.get(key, "").split() for key in _KEYS)
    return small | frozenset(map(fold, light_words)), frozenset(map(fold, generic)), tuple(endings)
