"""Words that may be names, by their capitals or by the tables, and that the translation lacks.

A word with a capital may be a name, which a translation keeps letter by letter, or part of a phrase that it renders;
a known surname may be an ordinary word. Where no word of the translation is spelled alike, the encoder decides: without
a name that was left out or exchanged the source is more like its translation, without one that was rendered it is less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from mtcheck.article import Article, Pair, Text
from mtcheck.counterparts import missing, spelled_near
from mtcheck.likeness import Variant, gains
from mtcheck.names import Form, Mention
from mtcheck.naming_kinds import REPORTED, SHORT, WELL_KNOWN
from mtcheck.renderings import accepted
from mtcheck.source_names import SourceName, capitals, is_held, keys_of, offices_of
from mtcheck.text.morphology import readings
from mtcheck.text.quotes import parse
from mtcheck.text.words import Word, fold, has_unspaced, is_abbreviation

# How much more alike a pair must be without a name: of one word that stands alone, and of others, which may be
# phrases that are translated, or the beginning of a sentence (measured on human translations).
ALONE, OTHER = 0.008, 0.03
# Below this cosine a pair may be misaligned.
UNLIKE = 0.3
LATIN = "Latin"


class _Candidate(NamedTuple):
    pair: Pair
    name: SourceName
    needed: float


def absent(article: Article) -> Iterator[tuple[Pair, SourceName]]:
    """Names that nothing in the translation nearby is spelled like, and without which the source is more alike."""
    asked = _asked(article)
    for one, gain in zip(asked, gains(article, variants(article)), strict=True):
        if gain is not None and gain > one.needed:
            yield one.pair, one.name


def variants(article: Article) -> list[Variant]:
    """What the encoder will be asked."""
    return [_without(one.pair, one.name) for one in _asked(article)]


def _without(pair: Pair, name: SourceName) -> Variant:
    assert pair.source is not None
    assert pair.target is not None
    text = pair.source.text
    return Variant(pair, " ".join((text[: name.start] + text[name.end :]).split()), pair.target.text)


def _asked(article: Article) -> list[_Candidate]:
    language = article.source_language
    if article.encoder is None or language is None:
        return []
    key = ("absent names",)
    if key not in article.kept:
        article.kept[key] = [
            _Candidate(pair, name, needed)
            for pair in article.pairs
            if pair.source and pair.target and pair.similarity is not None and pair.similarity >= UNLIKE
            for name, needed in (*_strange(article, pair), *_known(article, pair))
        ]
    return cast("list[_Candidate]", article.kept[key])


def _strange(article: Article, pair: Pair) -> Iterator[tuple[SourceName, float]]:
    """Words with capitals that no table knows, where capitals mark names, which are written as they are."""
    assert pair.source is not None
    text = pair.source
    if text.language.capital_nouns or {text.language.script, article.target_language.script} != {LATIN}:
        return
    # Titles of works are translated.
    quoted = {(first + 1, last - 1) for first, last in parse(text.text, text.language.quotes).spans}
    known = [(one.start, one.end) for one in article.mentions(text)]
    for start, end in capitals(text):
        if (start, end) in quoted or any(first < end and start < last for first, last in known):
            continue
        keys = keys_of(text.text[start:end], person=False)
        if not keys or any(map(is_abbreviation, keys)) or _behind_article(text, start):
            continue
        found = SourceName(start, end, (), keys, translatable=False, person=False)
        if not spelled_near(article, pair, found):
            alone = len(keys) == 1 and start != text.words[0].start and not _goes_on(text, start, end)
            yield found, ALONE if alone else OTHER


def _known(article: Article, pair: Pair) -> Iterator[tuple[SourceName, float]]:
    """Words that are a known name, but may be ordinary ones, where no dictionary of forms has told."""
    assert pair.source is not None
    text = pair.source
    mentions = article.mentions(text)
    offices = offices_of(mentions)
    for one in mentions:
        name = text.text[one.start : one.end]
        if readings(text.language.code, name) is not None:
            return
        if not _may_be_meant(text, one, name) or is_held(text, offices, one.start, one.end):
            continue
        if accepted(article, pair, one.entities):
            continue
        found = SourceName(
            one.start, one.end, one.entities, keys_of(name, person=False), translatable=False, person=False
        )
        if missing(article, pair, found):
            alone = one.start != text.words[0].start and not _goes_on(text, one.start, one.end)
            yield found, ALONE if alone else OTHER


def _may_be_meant(text: Text, one: Mention, name: str) -> bool:
    if one.form in {Form.WRONG, Form.DEMONYM} or is_abbreviation(name):
        return False
    if any(entity.kind == "office" for entity in one.entities):
        return False
    if has_unspaced(name):
        # Two characters are a word as often as a name.
        return len(name) > SHORT or all(entity.weight >= WELL_KNOWN for entity in one.entities)
    if not text.language.capital_nouns:
        return one.single and name[0].isupper()
    first = one.start == text.words[0].start
    return one.single and not first and not _behind_article(text, one.start) and _is_reported_place(text, one, name)


def _is_reported_place(text: Text, one: Mention, name: str) -> bool:
    """Whether a word is, letter by letter, a place of which news tell: surnames are nouns as often as not."""
    return all(
        entity.kind == "place"
        and entity.weight >= REPORTED
        and fold(name) in map(fold, entity.accepted(text.language.code))
        for entity in one.entities
    )


def _behind_article(text: Text, start: int) -> bool:
    """Whether an article stands before a word or is joined to it, so that it may be any noun: "l'Avvocatura"."""
    first = next(word for word in text.words if word.end > start)
    before = next((word for word in reversed(text.words) if word.end <= start), None)
    joined = re.split("['’]", fold(first.text), maxsplit=1)
    if len(joined) > 1 and joined[0] in text.language.articles:
        return True
    return before is not None and fold(before.text).rstrip("'’") in text.language.articles


def _goes_on(text: Text, start: int, end: int) -> bool:
    """Whether a word with a capital stands beside it, or beyond a small word: "Institut für Physik"."""
    before = [word for word in text.words if word.end <= start][-2:]
    after = [word for word in text.words if word.start >= end][:2]
    return _continues(text, [*reversed(before)], start, backwards=True) or _continues(text, after, end, backwards=False)


def _continues(text: Text, row: list[Word], place: int, *, backwards: bool) -> bool:
    small = text.language.function_words
    for word in row:
        between = text.text[word.end : place] if backwards else text.text[place : word.start]
        if between.strip():
            return False
        if word.text[0].isupper() and not text.language.capital_nouns:
            return fold(word.text) not in small
        if fold(word.text) not in small:
            return False
        place = word.start if backwards else word.end
    return False
