"""Right names that go on with a word too many: "Variety Show", "Washington State".

Beside an accepted name nothing is missing and nothing is wrong by itself, so that only the word that follows can show
that another thing is named: one with a capital for which the whole passage of the source has no ground.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from mtcheck.article import Article, Pair, Text
from mtcheck.counterparts import of_words
from mtcheck.dictionaries import dictionary
from mtcheck.gazetteers import Entity
from mtcheck.names import Form, Mention
from mtcheck.source_names import SourceName
from mtcheck.text.casing import starts_sentence
from mtcheck.text.words import Word, fold, words
from mtcheck.unfounded import founded

# Cosine with every phrase of the source up to which a word can be the translation of none.
FAR = 0.45
LONGEST_PHRASE = 3
# Letters of a word that can make another name of one.
SHORTEST = 4
# From this share of capitalised words a text is a headline, in which they say nothing.
HEADLINE = 0.5


@dataclass(frozen=True, slots=True)
class Continued:
    """A name of the pair's source at `[start, end)`, and in its translation the right name with the word behind it."""

    pair: Pair
    start: int
    end: int
    meant: tuple[Entity, ...]
    target_start: int
    target_end: int
    right: str


def continued(article: Article, kind: str) -> list[Continued]:
    """All names of a kind that go on; only where the passage names the thing once on either side."""
    key = ("continued",)
    found = article.kept.get(key)
    if found is None:
        found = article.kept[key] = list(_of_all_kinds(article))
    return [one for one in cast("list[Continued]", found) if one.meant[0].kind == kind]


def _of_all_kinds(article: Article) -> Iterator[Continued]:
    if article.encoder is None or article.source_language is None:
        return
    for pair in article.pairs:
        if pair.source is None or pair.target is None or _is_headline(pair.target):
            continue
        there = {entity.id for one in _named(article, pair.target) for entity in one.entities}
        for mention in _named(article, pair.source):
            # What both sides name is surely meant.
            meant = tuple(entity for entity in mention.entities if entity.id in there)
            ids = {entity.id for entity in meant}
            if len({entity.kind for entity in meant}) != 1:
                continue
            # A surname alone may be in the name of a street, a stadium, a prize.
            if meant[0].kind == "person" and " " not in pair.source.text[mention.start : mention.end]:
                continue
            if _times(article, pair.source, ids) != 1 or _times(article, pair.target, ids) != 1:
                continue
            found = _goes_on(article, pair, mention, ids)
            if found is not None:
                one, word = found
                right = pair.target.text[one.start : one.end]
                yield Continued(pair, mention.start, mention.end, meant, one.start, word.end, right)


def _named(article: Article, text: Text) -> list[Mention]:
    return [one for one in article.mentions(text) if one.form in {Form.NAME, Form.SURNAME}]


def _times(article: Article, text: Text, ids: set[str]) -> int:
    return len({one.start for one in article.mentions(text) if any(entity.id in ids for entity in one.entities)})


def _goes_on(article: Article, pair: Pair, mention: Mention, ids: set[str]) -> tuple[Mention, Word] | None:
    text = pair.target
    assert text is not None
    for one in _named(article, text):
        if not any(entity.id in ids for entity in one.entities):
            continue
        word = next((word for word in text.words if word.start >= one.end), None)
        if word is not None and text.text[one.end : word.start] == " " and _is_strange(article, pair, one, word):
            lost = SourceName(mention.start, mention.end, one.entities, (), translatable=False, person=False)
            if word.start not in of_words(pair, lost) and _is_groundless(article, pair, word):
                return one, word
    return None


def _is_strange(article: Article, pair: Pair, name: Mention, word: Word) -> bool:
    """Whether a word is part of a name, as far as the translation shows, and belongs to no other name there."""
    text = pair.target
    assert text is not None
    if not word.text.istitle() or len(word.text) < SHORTEST or starts_sentence(text.text, word.start):
        return False
    if any(one.start <= word.start < one.end and one.form is not Form.SURNAME for one in article.mentions(text)):
        return False
    language, folded = text.language, fold(word.text)
    usual = language.function_words, language.party_words, language.media_words, language.reporting_verbs
    if any(folded in some for some in usual):
        return False
    own = (form for entity in name.entities for form in entity.accepted(language.code))
    return not any(folded in fold(form).split() for form in own)


def _is_groundless(article: Article, pair: Pair, word: Word) -> bool:
    """Whether no word or phrase of the source passage can be what the word says, by letters, dictionary or meaning."""
    assert article.encoder is not None
    sources = [near.source for near in article.nearby(pair) if near.source is not None]
    row = [one.text for source in sources for one in source.words]
    if founded(article, word.text, row):
        return False
    assert article.source_language is not None
    lexicon = dictionary(article.target_language.code, article.source_language.code)
    if lexicon and lexicon.places(word.text, lexicon.index(row)):
        return False
    phrases = list(dict.fromkeys(phrase for source in sources for phrase in _phrases(source)))
    vectors = article.encoder.encode([word.text, *phrases])
    return bool((vectors[1:] @ vectors[0]).max() <= FAR)


def _phrases(text: Text) -> Iterator[str]:
    row = text.words
    for first in range(len(row)):
        for last in range(first, min(first + LONGEST_PHRASE, len(row))):
            yield text.text[row[first].start : row[last].end]


def _is_headline(text: Text) -> bool:
    found = [word.text for word in words(text.text) if fold(word.text) not in text.language.function_words]
    return sum(word[:1].isupper() for word in found) >= HEADLINE * len(found)
