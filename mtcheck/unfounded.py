"""Names in the translation for which the source has no ground."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mtcheck import renderings
from mtcheck.article import Article, Pair, Text
from mtcheck.languages import Language
from mtcheck.name_letters import ALIKE, POSSIBLE, bases, transliteration
from mtcheck.names import Form, given_names
from mtcheck.recognisers.capitals import CapitalsRecogniser
from mtcheck.source_names import SourceName
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.words import fold, is_abbreviation, words

# Letters from which a part of a name can be told from others.
SHORTEST = 3
_JOINTS = re.compile(r"[-‑'’ʼ.]")


@dataclass(frozen=True, slots=True)
class Unfounded:
    """A name at `[start, end)` of the pair's translation; `kinds` are what it can be."""

    start: int
    end: int
    kinds: frozenset[str]

    def instead_of(self, name: SourceName) -> bool:
        """Whether it can stand where a name of the source should: a town for a town; of an unknown name, anything."""
        return not name.entities or any(entity.kind in self.kinds for entity in name.entities)


def unfounded(article: Article, pair: Pair, lost: Sequence[SourceName] = ()) -> list[Unfounded]:
    """Places of full names of people, and of known places and bodies, that no word of the source passage can be.

    The names of the pair's source that are `lost` give no ground.
    """
    text = pair.target
    if text is None or article.source_language is None:
        return []
    if not lost:
        return article.once_near(pair, "unfounded names", lambda: _unfounded(article, pair, text, ()))
    return _unfounded(article, pair, text, lost)


def _unfounded(article: Article, pair: Pair, text: Text, lost: Sequence[SourceName]) -> list[Unfounded]:
    sources = [near.source for near in article.nearby(pair) if near.source is not None]
    missing = {(name.start, name.end) for name in lost}
    countries = {
        entity.country
        for source in sources
        for one in article.mentions(source)
        if source is not pair.source or (one.start, one.end) not in missing
        for entity in one.entities
    }
    candidates = list(_candidates(article, text, countries))
    if not candidates:
        return []
    explained = renderings.explained(article, pair)
    spelled = _spelled(sources, pair.source, missing)
    return [
        one
        for one in candidates
        if not any(first < one.end and one.start < last for first, last in explained)
        and not _founded(text.text[one.start : one.end], spelled, article)
    ]


def founded(article: Article, name: str, sources: Iterable[str]) -> bool:
    """Whether one of some words of the source can be a part of a name."""
    assert article.source_language is not None
    return _founded(name, _romanised(sources, article.source_language), article)


def _candidates(article: Article, text: Text, countries: set[str]) -> Iterator[Unfounded]:
    """Names that are surely names. A country is named by what belongs to it: those of the source are no news."""
    taken = []
    for mention in article.mentions(text):
        taken.append((mention.start, mention.end))
        written = text.text[mention.start : mention.end]
        living = [entity for entity in mention.entities if entity.weight]
        kinds = {entity.kind for entity in living}
        if mention.form in {Form.DEMONYM, Form.WRONG} or not living or "office" in kinds:
            continue
        if is_abbreviation(written) or not written[0].isupper() or any(one.country in countries for one in living):
            continue
        if "place" in kinds and " " not in written:
            yield Unfounded(mention.start, mention.end, frozenset({"place"}))  # a club has its name from the place
        elif " " in written:
            yield Unfounded(mention.start, mention.end, frozenset(kinds))
    given = given_names(article.gazetteer, text.language)
    # Taking a sentence apart by its capitals costs much, and most sentences have no given name.
    if not any(text.language.stem(word.text) in given for word in text.words):
        return
    for name in _recogniser(text.language).find([text.text])[0]:
        row = words(text.text[name.start : name.end])
        free = not any(start < name.end and name.start < end for start, end in taken)
        if free and len(row) > 1 and text.language.stem(row[0].text) in given:
            yield Unfounded(name.start, name.end, frozenset({"person"}))


def _spelled(sources: Sequence[Text], one: Text | None, lost: set[tuple[int, int]]) -> dict[str, str]:
    """Words of the source, but those of names `lost` in one of its texts, and their parts, in Latin spelling."""
    found = (
        word.text
        for source in sources
        for word in source.words
        if source is not one or not any(start < word.end and word.start < end for start, end in lost)
    )
    return _romanised(found, sources[0].language) if sources else {}


def _romanised(found: Iterable[str], language: Language) -> dict[str, str]:
    """Words, their parts, and the names from which they may be derived, in Latin spelling."""
    pieces = (piece for word in found for piece in (word, *_JOINTS.split(word)))
    parts = {part for piece in pieces for part in bases(piece, language)}
    return {part: romanise(part, language.romanisation) for part in parts if len(part) >= SHORTEST}


def _founded(name: str, spelled: dict[str, str], article: Article) -> bool:
    """Whether a word of the source can be a part of the name."""
    assert article.source_language is not None
    model = transliteration(article.source_language.code, article.target_language.script)
    parts = [part for word in words(name) for part in _JOINTS.split(word.text) if len(part) >= SHORTEST]
    return any(
        spelling(latin, fold(part)) >= ALIKE or (model is not None and model.score(written, part) >= POSSIBLE)
        for part in parts
        for written, latin in spelled.items()
    )


@cache
def _recogniser(language: Language) -> CapitalsRecogniser:
    return CapitalsRecogniser(language)
