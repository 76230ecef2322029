"""What may stand for a name of the source without being a form of it: a pronoun, a country for its capital."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet
from itertools import pairwise

from mtcheck import renderings
from mtcheck.article import Article, Pair, Text
from mtcheck.names import Form
from mtcheck.naming_kinds import WELL_KNOWN
from mtcheck.source_names import SourceName, source_names
from mtcheck.text.gender_words import gender_words, parts
from mtcheck.text.similarity import spelling
from mtcheck.text.words import fold, is_abbreviation, is_capitalised, words

# Words before a country in which the figure of a sum stands: 380 долларов США.
MONEY_WORDS = 4
# Words with capitals that may stand for an abbreviation.
WRITTEN_OUT = 2
# Share of letters from which a word is a part of a name.
ALIKE = 0.72
_JOINTS = re.compile(r"[-‑'’ʼ.]")
_OPENS = frozenset(",;:—–«“„(")
_ROMAN = re.compile(r"[IVX]{1,6}")


def in_a_longer_name(article: Article, pair: Pair, name: SourceName, taken: tuple[int, int] | None = None) -> bool:
    """Whether the translation names a body whose name in the source's language holds this one, but not at `taken`."""
    if pair.source is None or pair.target is None or is_place(name):
        return False
    language = pair.source.language
    written = [language.stem(word.text) for word in words(pair.source.text[name.start : name.end])]
    return any(
        _holds([language.stem(word.text) for word in words(form)], written)
        for one in article.mentions(pair.target)
        if one.form is not Form.WRONG and (one.start, one.end) != taken
        for entity in one.entities
        for form in entity.accepted(language.code)
    )


def _holds(row: list[str], part: list[str]) -> bool:
    return any(row[at : at + len(part)] == part for at in range(len(row) - len(part) + 1))


def by_pronoun(article: Article, pair: Pair, name: SourceName) -> bool:
    """Whether a surname alone may have become a pronoun, of which the translation has more than the source."""
    if pair.source is None or pair.target is None:
        return False
    written = pair.source.text[name.start : name.end]
    if " " in written or not (name.person or (not name.entities and _in_full_before(article, pair, written))):
        return False
    return _pronouns(pair.target) > _pronouns(pair.source)


def _in_full_before(article: Article, pair: Pair, surname: str) -> bool:
    """Whether somebody of that surname has been named in full, in this passage or before."""
    assert pair.source is not None
    stem = pair.source.language.stem
    return any(
        one.person and stem(words(near.source.text[one.start : one.end])[-1].text) == stem(surname)
        for near in article.pairs[: pair.index + 1]
        if near.source is not None
        for one in source_names(article, near.source)
        if " " in near.source.text[one.start : one.end]
    )


def _pronouns(text: Text) -> int:
    """How many pronouns of the third person stand in a text."""
    lexicon = gender_words(text.language.code)
    if lexicon is None:
        return 0
    found = (lexicon.entries.get(part.key, ()) for part in parts(text.words))
    return sum(any(entry.kind in {"person", "pronoun"} for entry in entries) for entries in found)


def written_out(
    article: Article, pair: Pair, name: SourceName, others: AbstractSet[int], at: tuple[int, int] | None = None
) -> bool:
    """Whether an abbreviation may have been written out: a row of words with capitals that no name of the source is.

    What stands `at` a place is something else, and so is what begins at `others`.
    """
    if pair.source is None or pair.target is None or not is_abbreviation(pair.source.text[name.start : name.end]):
        return False
    taken = [*renderings.explained(article, pair)]
    taken += [(one.start, one.end) for one in article.mentions(pair.target) if one.single]
    taken += [at] if at else []
    run = end = 0
    for word in pair.target.words:
        fits = word.text[0].isupper() and not is_abbreviation(word.text)
        if not fits or word.start in others or any(first <= word.start < last for first, last in taken):
            run = 0
        else:
            run = run + 1 if pair.target.text[end : word.start] == " " else 1
        end = word.end
        if run >= WRITTEN_OUT:
            return True
    return False


def in_part(pair: Pair, name: SourceName) -> bool:
    """Whether a word of it is there where nouns have capitals: "Annas Tochter" is Anna and a noun, no full name."""
    if pair.source is None or pair.target is None or not (name.person and pair.source.language.capital_nouns):
        return False
    parts = [part for word in pair.target.words if is_capitalised(word.text) for part in _JOINTS.split(word.text)]
    row = words(pair.source.text[name.start : name.end])
    return any(spelling(word.text, part) >= ALIKE for word in row for part in parts)


def regnal(pair: Pair, name: SourceName) -> bool:
    """Whether it is a ruler's with a number that the translation has behind another name: "Jan Paweł II"."""
    if pair.source is None or pair.target is None:
        return False
    after = [word.text for word in pair.source.words if word.start >= name.end][:1]
    numbers = {one for one in (*pair.source.text[name.start : name.end].split(), *after) if _ROMAN.fullmatch(one)}
    return any(one.text[0].isupper() and two.text in numbers for one, two in pairwise(pair.target.words))


def of_money(pair: Pair, name: SourceName) -> bool:
    """Whether a country only says whose money a sum is in, for which a sign stands in the translation."""
    if pair.source is None or pair.target is None or not any(entity.demonyms for entity in name.entities):
        return False
    before = [word.text for word in pair.source.words if word.end <= name.start][-MONEY_WORDS:]
    return any(part.isdigit() for part in before) and any(unicodedata.category(one) == "Sc" for one in pair.target.text)


def is_place(name: SourceName) -> bool:
    """Whether all that a name can mean are places."""
    return bool(name.entities) and all(entity.kind == "place" for entity in name.entities)


def metonym(article: Article, pair: Pair, name: SourceName, taken: tuple[int, int] | None = None) -> bool:
    """Whether a place is meant by its country or a body of it, or a country by what all know of it: "the Kremlin".

    What the source names besides stands for itself, and so does what stands at `taken`.
    """
    countries = {entity.country: bool(entity.demonyms) for entity in name.entities if entity.kind == "place"}
    if not countries or pair.target is None or pair.source is None:
        return False
    here = {entity.id for one in article.mentions(pair.source) for entity in one.entities}
    beside = {
        pair.source.language.stem(word.text)
        for word in pair.source.words
        if not (name.start < word.end and word.start < name.end) and word.text[0].isupper()
    }
    acts, code = _acts(pair.source, name), pair.target.language.code
    return any(
        entity.country in countries
        and (
            entity.demonyms
            or entity.kind == "organisation"
            or (countries[entity.country] and entity.weight >= WELL_KNOWN)
        )
        and (acting or not any(other.id in here for other in one.entities))
        and (
            acting or beside.isdisjoint(map(pair.source.language.stem, entity.names.get(pair.source.language.code, ())))
        )
        for one in article.mentions(pair.target)
        if taken is None or not (taken[0] < one.end and one.start < taken[1])
        for entity in one.entities
        for acting in (acts and fold(pair.target.text[one.start : one.end]) in map(fold, entity.names.get(code, ())),)
    )


def _acts(text: Text, name: SourceName) -> bool:
    """Whether a capital that all know opens a clause, and so acts for its country: "..., Анкара не намерена ..."."""
    before = text.text[: name.start].rstrip()
    known = any(entity.weight >= WELL_KNOWN and not entity.demonyms for entity in name.entities)
    bare = any(
        text.text[name.start : name.end] == form
        for entity in name.entities
        for form in entity.accepted(text.language.code)
    )
    return known and bare and (not before or before[-1] in _OPENS)
