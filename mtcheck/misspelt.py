"""People of whom no table knows, in languages that write the same letters: their names keep every letter.

Where names come from another alphabet each language has its own way of writing them (Terechow, Terekhov), so that only
people are judged whose given name is one of countries that write in Latin letters, or one that nobody known bears and
that the translation keeps letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from mtcheck import renderings
from mtcheck.article import Article, Pair, Text
from mtcheck.bearers import is_borne, keeps_its_letters
from mtcheck.cache import read_toml
from mtcheck.dictionaries import dictionary
from mtcheck.full_names import WrongName
from mtcheck.gazetteers import Gazetteer
from mtcheck.resources import references_folder
from mtcheck.source_names import OTHER, SourceName, source_names
from mtcheck.text.similarity import spelling
from mtcheck.text.words import Word, fold, is_abbreviation, is_capitalised, words

LATIN = "Latin"
# Share of letters from which another word is the surname, misspelt.
LIKE = 0.75
# Letters from which a surname can be told from others.
SHORTEST = 4
# "Müller" is also written Mueller.
_DIGRAPHS = re.compile(r"([aou])e|(a)a")
_JOINTS = re.compile(r"[-‑'’ʼ.]")


def misspelt(article: Article) -> Iterator[WrongName]:
    """Surnames of people named in full that a passage does not have as they are, and what is like them instead."""
    language = article.source_language
    if language is None or language.script != LATIN or article.target_language.script != LATIN:
        return
    if language.names_decline and not language.capital_nouns:
        return
    people = _people(article)
    if not people:
        return
    here = {form for pair in article.pairs if pair.source for word in pair.source.words for form in _forms(word.text)}
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        for word in pair.source.words:
            known = next((people[form] for form in _forms(word.text) if form in people), None)
            if known is None or not is_capitalised(word.text) or _stands(word, pair.target):
                continue
            found = _alike(article, pair, known.surname, here)
            if found is None or (known.doubtful and not _is_surely(known, found, pair.target)):
                continue
            yield WrongName(pair, word.start, word.end, found, known.surname)


class _Person(NamedTuple):
    """Somebody whom the source names in full; `doubtful`: nobody known has that given name."""

    given: str
    surname: str
    doubtful: bool


def _people(article: Article) -> dict[str, _Person]:
    """People whom the source names in full, with a given name that is no foreign one, by their folded surnames."""
    texts = [pair.source for pair in article.pairs if pair.source]
    found = (_person(article.gazetteer, text, name) for text in texts for name in source_names(article, text))
    return {fold(one.surname): one for one in found if one is not None}


def _person(gazetteer: Gazetteer, text: Text, name: SourceName) -> _Person | None:
    row = [word.text for word in words(text.text[name.start : name.end])]
    if name.entities or len(row) < 2 or len(row[-1]) < SHORTEST or is_abbreviation(row[-1]):
        return None
    borne = is_borne(gazetteer, row[0])
    if borne and not name.person:
        return None
    return _Person(row[0], row[-1], not borne) if not borne or keeps_its_letters(gazetteer, row[0]) else None


def _is_surely(known: _Person, found: Word, text: Text) -> bool:
    """Whether a surname stands behind its given name, and is not the same name taken from another alphabet."""
    before = text.text[: found.start].removesuffix(" ")
    return before.endswith(known.given) and not _sounds(known.surname, found.text)


def _sounds(left: str, right: str) -> bool:
    """Whether two spellings may be one name from another alphabet: Silouanov, Siluanov."""
    return _plain(left) == _plain(right)


@cache
def _spellings() -> tuple[tuple[str, str], ...]:
    """Spellings of one sound in languages with Latin letters, and the plain one, in the order of their replacement."""
    return tuple(
        (written, plain) for written, plain in read_toml(references_folder() / "people" / "scripts.toml")["sounds"]
    )


def _plain(name: str) -> str:
    """A name with one spelling for each sound that languages spell in several ways."""
    found = fold(name)
    for written, plain in _spellings():
        found = found.replace(written, plain)
    return re.sub(r"(.)\1", r"\1", found)


def _stands(surname: Word, text: Text) -> bool:
    """Whether a text has the surname in some form."""
    wanted = _forms(surname.text)
    return any(not wanted.isdisjoint(_forms(word.text)) for word in text.words)


def _alike(article: Article, pair: Pair, surname: str, here: set[str]) -> Word | None:
    """The likest word with a capital that neither the source has nor a dictionary."""
    assert pair.target is not None
    known = renderings.explained(article, pair)
    ordinary = dictionary(article.target_language.code, OTHER)
    best, likest = None, LIKE
    for word in pair.target.words:
        if not is_capitalised(word.text) or any(start < word.end and word.start < end for start, end in known):
            continue
        likeness = max(spelling(form, fold(surname)) for form in _forms(word.text))
        if likeness >= likest and here.isdisjoint(_forms(word.text)) and word.text not in ordinary:
            best, likest = word, likeness
    return best


def _forms(word: str) -> frozenset[str]:
    """A word as it may stand in either language: whole or a part of it, of one or several people, with ae for ä."""
    folded = fold(word)
    parts = {folded, *(part for part in _JOINTS.split(folded) if len(part) > 1)}
    parts |= {part.removesuffix("s") for part in parts}
    return frozenset(parts | {_DIGRAPHS.sub(r"\1\2", part) for part in parts})
