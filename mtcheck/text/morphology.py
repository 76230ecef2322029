"""Readings of inflected words: which base forms a word may have, and whether it is a proper name.

By pymorphy3 (Korobov, "Morphological Analyzer and Generator for Russian and Ukrainian Languages", AIST 2015; MIT),
whose dictionaries come from OpenCorpora and its Ukrainian counterpart. Its guesses for words that they lack are marked.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from mtcheck.text.words import Word, fold, words

LANGUAGES = frozenset({"ru", "uk"})
_PROPER = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn", "Trad"})
_GIVEN, _PATRONYMIC = frozenset({"Name", "Patr"}), frozenset({"Patr"})
# Parts of speech that are never names.
_SMALL = frozenset({"NPRO", "PREP", "CONJ", "PRCL", "INTJ", "ADVB", "PRED"})
# Dictionaries that say which nouns are places.
PLACES_MARKED = frozenset({"ru"})
_NOMINATIVE = "nomn"


@dataclass(frozen=True, slots=True)
class Readings:
    """What a word may be. `proper`, `given` and `patronymic` are the shares of its readings that are such names.

    `place`: it may be the name of a place, since the dictionary does not say of which nouns that is so. `known`: the
    dictionary has the word. `lemmas` are all base forms, `names` those under which a name may be filed: of its readings
    in the nominative as a name, if there are any, else in the nominative. Folded like names.
    """

    proper: float
    known: bool
    given: float
    patronymic: float
    place: bool
    lemmas: frozenset[str]
    names: frozenset[str]


@lru_cache(maxsize=1 << 14)
def readings(code: str, word: str) -> Readings | None:
    """The readings of a word, None for languages without a dictionary."""
    if code not in LANGUAGES:
        return None
    parses = parsed(code, word)
    nominative = [one for one in parses if _NOMINATIVE in one.tag] or parses
    named = [one for one in nominative if _PROPER & one.tag.grammemes] or nominative
    return Readings(
        proper=_share(parses, _PROPER),
        given=_share(parses, _GIVEN),
        patronymic=_share(parses, _PATRONYMIC),
        place=code not in PLACES_MARKED and not any(one.tag.POS in _SMALL for one in parses),
        known=any(one.is_known for one in parses),
        lemmas=_folded(parses),
        names=_folded(named),
    )


@lru_cache(maxsize=1 << 12)
def parsed(code: str, word: str) -> Any:
    """The analyser's readings of a word, kept while one article is looked at: `readings` and `grammar.forms` ask."""
    return _analyser(code).parse(word)


@lru_cache(maxsize=1 << 14)
def agree(code: str, name: str, found: str) -> bool:
    """Whether words of a text can be a case form of a name that is given in the nominative.

    Only a contradiction of the dictionary says no: "Китая" is no form of Кито, since it is one of Китай.
    """
    left, right = words(name), words(found)
    return code not in LANGUAGES or len(left) != len(right) or all(map(lambda a, b: _agree(code, a, b), left, right))


@lru_cache(maxsize=1 << 14)
def base_forms(code: str, word: str) -> tuple[str, ...]:
    """The base forms of a capitalised word that the dictionary knows: Нидерландов, нидерланды."""
    read = readings(code, word) if code in LANGUAGES and word[:1].isupper() else None
    return tuple(sorted(read.lemmas)) if read is not None and read.known else ()


def _agree(code: str, name: Word, found: Word) -> bool:
    if fold(name.text) == fold(found.text):
        return True
    one, other = readings(code, name.text), readings(code, found.text)
    if one is None or other is None or not (one.known or other.known):
        return True
    if one.known and not other.known:
        return False
    return bool(one.names & other.lemmas)


def _share(parses: list[Any], tags: frozenset[str]) -> float:
    return float(sum(one.score for one in parses if tags & one.tag.grammemes) / sum(one.score for one in parses))


def _folded(parses: list[Any]) -> frozenset[str]:
    return frozenset(fold(one.normal_form) for one in parses)


@cache
def _analyser(code: str) -> Any:
    """The analyser, 0.1 s and 50 MB. Left to itself it would look for dictionaries among all installed packages."""
    path = importlib.import_module(f"pymorphy3_dicts_{code}").get_path()
    return importlib.import_module("pymorphy3").MorphAnalyzer(path, lang=code)
