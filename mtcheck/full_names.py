"""People of whose full name the translation has one half, beside another one: Michel Barnier, "Michelle Barnier"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from mtcheck import renderings
from mtcheck.article import Article, Pair, Text
from mtcheck.bearers import keeps_its_letters
from mtcheck.gazetteers import Entity
from mtcheck.languages import language
from mtcheck.names import Form, given_names
from mtcheck.source_names import SourceName, source_names
from mtcheck.text.name_tables import name_tables
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.words import Word, fold, has_unspaced, is_abbreviation, is_capitalised, words

# Share of letters from which a word is a garbled spelling of a given name, and of one that it follows letter by letter.
LIKE, LETTERS = 0.6, 0.75
# Share of letters from which two surnames can be one, spelled as two languages do: Jelzin, Yeltsin.
RESPELLED = 0.7
SHORTEST = 3
_JOINTS = re.compile(r"[-‑'’ʼ.]")


@dataclass(frozen=True, slots=True)
class WrongName:
    """A word of the pair's translation that stands where the given name or surname of someone should stand.

    The person is named at `[start, end)` of the pair's source; `right` is the attested name, None if unknown.
    """

    pair: Pair
    start: int
    end: int
    word: Word
    right: str | None


def wrong_given_names(article: Article) -> Iterator[WrongName]:
    """Of people in tables by their attested names, of others where both languages write names in the same letters."""
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        for name in source_names(article, pair.source):
            written = [word.text for word in words(pair.source.text[name.start : name.end])]
            if len(written) < 2 or _surname_alone(pair.source, name):
                continue
            found = None
            if name.entities and all(entity.kind == "person" for entity in name.entities):
                found = _of_known(article, pair, name.entities, written)
            elif name.person and not name.entities:
                found = _of_unknown(article, pair, written)
            if found is not None:
                yield WrongName(pair, name.start, name.end, *found)


def _stands(text: Text, name: Sequence[str]) -> bool:
    """Whether a text has all words of a name side by side."""
    row = [word.text for word in text.words]
    return any(row[at : at + len(name)] == name for at in range(len(row) - len(name) + 1))


def _surname_alone(text: Text, name: SourceName) -> bool:
    """Whether it is a surname in a script without blanks: whose it is, the translation may know better."""
    written = text.text[name.start : name.end]
    return has_unspaced(written) and any(written in one.surnames.get(text.language.code, ()) for one in name.entities)


def _of_known(
    article: Article, pair: Pair, people: tuple[Entity, ...], written: list[str]
) -> tuple[Word, str | None] | None:
    text = pair.target
    assert text is not None
    lang = text.language.code
    names = [words(form) for person in people for key in (lang, "native", "en") for form in person.names.get(key, ())]
    accepted = {part for name in names for word in name for part in _parts(word.text)}
    surnames = {
        fold(form) for person in people for key in (lang, "native", "en") for form in person.surnames.get(key, ())
    } or {fold(name[-1].text) for name in names if name}
    given = [fold(word.text) for name in names if len(name) > 1 for word in name if fold(word.text) not in surnames]
    if not given or any(_stands(text, [word.text for word in name]) for name in names if len(name) > 1):
        return None
    table = article.source_language.romanisation if article.source_language else {}
    others = renderings.explained(article, pair)
    for word in _beside(text, surnames):
        if any(start < word.end and word.start < end for start, end in others):
            continue
        if has_unspaced(written[0]) and "-" in word.text:
            # "Hung-an" is how a name is read, beside the one by which its bearer is called.
            continue
        right = not _other_half(word.text, given) and accepted & set(_parts(word.text))
        if not right and _is_given(article, text, word, given, written, table):
            return word, _spelled(names, given[0])
    return None


def _other_half(word: str, given: list[str]) -> bool:
    """Whether one part of a double given name is quite another than it should be: Georges-Louis, "Jean-Louis"."""
    halves = fold(word).split("-")
    doubles = [one.split("-") for one in given if "-" in one]
    likeness = [[*map(spelling, halves, one)] for one in doubles if len(one) == len(halves) > 1]
    return bool(likeness) and all(sum(one == 1 for one in row) == 1 and min(row) < LIKE for row in likeness)


def _of_unknown(article: Article, pair: Pair, written: list[str]) -> tuple[Word, str | None] | None:
    """A full name in the letters of the target: it is written as it is, unless its language declines names."""
    assert pair.source is not None
    assert pair.target is not None
    source, text = pair.source.language, pair.target
    if source.script != text.language.script or source.names_decline:
        return None
    here = {part for word in pair.source.words for part in _parts(word.text)}
    present = set(text.folded.split())
    surname, given = fold(written[-1]), written[:-1]
    if not keeps_its_letters(article.gazetteer, given[0]):
        return None
    if surname not in present or any(set(_parts(one)) & present for one in given):
        return None
    for word in _beside(text, {surname}):
        other = not here & set(_parts(word.text))
        if other and _is_given(article, text, word, [fold(one) for one in given], given, {}):
            return word, given[0]
    return None


def wrong_surnames(article: Article) -> Iterator[WrongName]:
    """Of people in no table: another surname behind their given name, where both languages write the same letters."""
    for pair in article.pairs:
        if pair.source is None or pair.target is None or pair.source.language.script != pair.target.language.script:
            continue
        for name in source_names(article, pair.source):
            written = words(pair.source.text[name.start : name.end])
            if name.person and not name.entities and len(written) > 1:
                found = _another_surname(article, pair, written)
                if found is not None:
                    right = None if pair.source.language.names_decline else written[-1].text
                    yield WrongName(pair, name.start, name.end, found, right)


def _another_surname(article: Article, pair: Pair, written: Sequence[Word]) -> Word | None:
    """The word with a capital right behind a given name that stands as it is, where nothing is like the surname."""
    assert pair.target is not None
    near = article.nearby(pair)
    there = [part for one in near if one.target for word in one.target.words for part in _parts(word.text)]
    surname = fold(written[-1].text)
    if any(spelling(surname, part) >= RESPELLED for part in there):
        return None
    here = [part for one in near if one.source for word in one.source.words for part in _parts(word.text)]
    given = {fold(word.text) for word in written[:-1]}
    known = renderings.explained(article, pair)
    for left, right in pairwise(pair.target.words):
        if fold(left.text) not in given or not _joined(pair.target, left, right) or is_abbreviation(right.text):
            continue
        explained = any(start <= right.start < end for start, end in known)
        if not explained and all(spelling(fold(right.text), part) < RESPELLED for part in here):
            return right
    return None


def _beside(text: Text, surnames: set[str]) -> Iterator[Word]:
    """Capitalised words right before and behind a surname, in the order in which they are likelier a given name."""
    row = text.words
    for place, word in enumerate(row):
        if fold(word.text.removesuffix("'s").removesuffix("’s")) not in surnames:
            continue
        if place and _joined(text, row[place - 1], word):
            yield row[place - 1]
        if place + 1 < len(row) and _joined(text, word, row[place + 1]):
            yield row[place + 1]


def _joined(text: Text, left: Word, right: Word) -> bool:
    return text.text[left.end : right.start] == " " and left.text[0].isupper() and right.text[0].isupper()


def _is_given(
    article: Article, text: Text, word: Word, given: list[str], written: list[str], table: Mapping[str, str]
) -> bool:
    """Whether a word is meant for the given name: like it, as the source sounds, or another given name."""
    if is_abbreviation(word.text) or not is_capitalised(word.text):
        return False
    if len(word.text) < SHORTEST and (len(word.text) < SHORTEST - 1 or fold(word.text) in _small(text.language.code)):
        return False
    if any(
        one.start < word.end and word.start < one.end
        for one in article.mentions(text)
        if one.form is not Form.WRONG and any(entity.kind != "person" for entity in one.entities)
    ):
        return False
    known = given_names(article.gazetteer, text.language)
    return (
        any(spelling(one, word.text) >= LIKE for one in given)
        or any(spelling(romanise(one, table), word.text) >= LETTERS for one in written)
        or any(text.language.stem(part) in known for part in (word.text, *_JOINTS.split(word.text)))
    )


@cache
def _small(code: str) -> frozenset[str]:
    """Short words that may stand before a surname and are no given name: "El", "Di"."""
    tables = name_tables(code)
    return language(code).function_words | tables.particles | tables.joined_particles


def _parts(word: str) -> tuple[str, ...]:
    folded = fold(word)
    return (folded, *(part for part in _JOINTS.split(folded) if len(part) >= SHORTEST and part != folded))


def _spelled(names: Sequence[Sequence[Word]], given: str) -> str | None:
    return next((word.text for name in names for word in name if fold(word.text) == given), None)
