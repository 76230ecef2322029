"""Offices of the source in whose place the translation has another office that the tables know: a Solicitor General.

Titles that differ may be free translations; so both must be offices of the tables, the source's without any of its
names there, the other one without any ground in the source, and nothing else in the passage may be meant by either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mtcheck.article import Article, Pair, Text
from mtcheck.gazetteers import Entity
from mtcheck.languages import Language
from mtcheck.misnomers import ANYWHERE
from mtcheck.names import Form, Mention
from mtcheck.renderings import accepted
from mtcheck.text.titles import title_tables
from mtcheck.text.words import fold, is_capitalised, words

# Words between a title and the name of who has it.
REACH = 3
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Swap:
    """A title of the pair's source, and that of another office at `[start, end)` of its translation."""

    pair: Pair
    mention: Mention
    entities: tuple[Entity, ...]
    start: int
    end: int
    by_name: bool


def swapped(article: Article) -> Iterator[Swap]:
    """At most one of a pair: where several titles are left over on either side, none is accused."""
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        titles = _titles(article, pair.source)
        if not titles:
            continue
        lost = [one for one in titles if not accepted(article, pair, one.entities, 0)]
        if len(lost) != 1:
            continue
        there = _titles(article, pair.target)
        strange = [one for one in there if _is_strange(article, pair, one, titles)]
        if (
            len(strange) != 1
            or not _is_told(pair.target, strange[0])
            or not _is_whole(article, pair.target, strange[0])
        ):
            continue
        by_name = _holder(article, pair.source, lost[0]) & _holder(article, pair.target, strange[0])
        if by_name or len(titles) == len(there) == 1:
            meant = tuple(entity for entity in lost[0].entities if entity.kind == "office" and entity.weight)
            if meant:
                yield Swap(pair, lost[0], meant, strange[0].start, strange[0].end, bool(by_name))


def _titles(article: Article, text: Text) -> list[Mention]:
    """Offices that a text names, each place once, the longer one where one is within another."""
    found = [
        one
        for one in article.mentions(text)
        if one.form is Form.NAME and all(entity.kind == "office" for entity in one.entities)
    ]
    found.sort(key=lambda one: (one.start, -one.end))
    rows: list[Mention] = []
    for one in found:
        if not rows or one.start >= rows[-1].end:
            rows.append(one)
    return rows


def _is_strange(article: Article, pair: Pair, one: Mention, titles: Sequence[Mention]) -> bool:
    """Whether no office of the source nearby is called so, nor in part, nor is it what the source's words say."""
    assert pair.source is not None
    assert pair.target is not None
    ids = {
        entity.id
        for near in article.nearby(pair)
        if near.source is not None
        for mention in article.mentions(near.source)
        for entity in mention.entities
    }
    if any(entity.id in ids for entity in one.entities):
        return False
    target, source = pair.target.language, pair.source.language
    row = _row(pair.target.text[one.start : one.end], target)
    for entity in (entity for title in titles for entity in title.entities):
        # Ministers may be called secretaries; not where both are of one country each, and not the same.
        loose = entity.country == ANYWHERE or any(entity.country == other.country for other in one.entities)
        for form in (_row(name, target) for name in entity.accepted(target.code)):
            # A federal prosecutor is a prosecutor; deputies are told elsewhere.
            if row <= form or (loose and (form <= row or row ^ form <= _heads(target))):
                return False
    said = [_row(pair.source.text[title.start : title.end], source) for title in titles]
    names = (form for entity in one.entities for form in entity.names.get(source.code, ()))
    return not any(own <= written for own in (_row(name, source) for name in names) for written in said)


def _row(name: str, language: Language) -> frozenset[str]:
    """The stems of a name's words, without possessives and words that say nothing."""
    found = (_POSSESSIVE.sub("", word.text) for word in words(name))
    return frozenset(language.stem(word) for word in found if fold(word) not in language.function_words)


@cache
def _heads(language: Language) -> frozenset[str]:
    """The stems of titles of one word: minister, secretary, head."""
    return frozenset(language.stem(form) for form, *_ in title_tables().forms.get(language.code, ()) if " " not in form)


def _is_told(text: Text, one: Mention) -> bool:
    """Whether a title is that of one office: of several words, and not what many countries call somebody."""
    return " " in text.text[one.start : one.end] and all(entity.country != ANYWHERE for entity in one.entities)


def _is_whole(article: Article, text: Text, one: Mention) -> bool:
    """Whether a title of the translation is no part of a longer one: "City mayor", "head of the Ministry" of Energy."""
    if any(other.start < one.start < other.end for other in article.mentions(text)):
        return False
    after = text.text[one.end :].split(maxsplit=2)
    if len(after) > 1 and fold(after[0]) in text.language.function_words and after[1][:1].isupper():
        return False
    before = next((word for word in reversed(text.words) if word.end <= one.start), None)
    if before is None or text.text[before.end : one.start] != " " or not is_capitalised(before.text):
        return True
    if fold(before.text) in text.language.function_words:
        return True
    return any(
        other.start <= before.start < other.end and any(entity.kind == "place" for entity in other.entities)
        for other in article.mentions(text)
    )


def _holder(article: Article, text: Text, title: Mention) -> set[str]:
    """Who is named beside a title, by id."""
    places = [word.start for word in text.words]
    before = sum(start < title.start for start in places)
    after = sum(start < title.end for start in places)
    return {
        entity.id
        for one in article.mentions(text)
        for entity in one.entities
        if entity.kind == "person" and one.form is not Form.WRONG
        if 0 <= sum(start < one.start for start in places) - after < REACH
        or 0 <= before - sum(start < one.end for start in places) < REACH
    }
