"""A pair as the coverage checks see it: the words of both sides, and which may stand for which."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from mtcheck.article import Article, Pair, Text
from mtcheck.coverage.spellings import cognates
from mtcheck.dictionaries import dictionary
from mtcheck.light_words import is_light
from mtcheck.text.words import Word, fold, is_unspaced

_APOSTROPHE = re.compile("['’ʼ]")

Links = Mapping[int, Mapping[int, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One side. `content` are the places of words that should have a counterpart; `links` lead to the other side.

    A link has a strength: 1 by the dictionary or by name, less where it is a guess.
    """

    text: Text
    words: Sequence[Word]
    content: Sequence[int]
    links: Links

    @property
    def open(self) -> list[int]:
        """Places of words that should have a counterpart and have none."""
        return [place for place in self.content if place not in self.links]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Both sides of a pair. `known`: a dictionary joins the languages."""

    pair: Pair
    source: Side
    target: Side
    known: bool


def view(article: Article, pair: Pair) -> View | None:
    """The view of a pair, None where a side is missing or cannot be told apart into words."""
    key = ("coverage", pair.index)
    if key not in article.kept:
        article.kept[key] = _view(article, pair)
    return cast("View | None", article.kept[key])


def _view(article: Article, pair: Pair) -> View | None:
    source, target = pair.source, pair.target
    if source is None or target is None or not source.words or not target.words:
        return None
    if any(is_unspaced(text.words[0].text[0]) for text in (source, target)):
        return None
    content: dict[str, list[int]] = {text.side: _content(text) for text in (source, target)}
    words = dictionary(source.language.code, target.language.code)
    links, backward = target.once(
        f"links with {source.language.code}: {source.text}", lambda: _links(article, source, target, content)
    )
    return View(
        pair,
        Side(source, source.words, content["source"], links),
        Side(target, target.words, content["target"], backward),
        bool(words),
    )


def _links(
    article: Article, source: Text, target: Text, content: Mapping[str, Sequence[int]]
) -> tuple[dict[int, dict[int, float]], dict[int, dict[int, float]]]:
    """Words that are counterparts, by their places in the source, and by those in the translation."""
    words = dictionary(source.language.code, target.language.code)
    index = words.index([word.text for word in target.words])
    links: dict[int, dict[int, float]] = {}
    small = source.language.function_words
    if words:
        for place, word in enumerate(source.words):
            if fold(word.text) not in small:
                found = words.places(word.text, index)
                if found:
                    links[place] = found
    _join_names(article, source, target, links)
    _join_spellings(source, target, content, links)
    backward: dict[int, dict[int, float]] = {}
    for place, others in links.items():
        for other, strength in others.items():
            backward.setdefault(other, {})[place] = strength
    return links, backward


def _content(text: Text) -> list[int]:
    return text.once("content words", lambda: _counted(text))


def _counted(text: Text) -> list[int]:
    code = text.language.code
    counted: set[int] = set()
    if text.numbers:
        starts = [word.start for word in text.words]
        for number in text.numbers:
            counted.update(range(bisect_left(starts, number.span.start), bisect_left(starts, number.span.end)))
    return [place for place, word in enumerate(text.words) if place not in counted and counts(code, word.text)]


@lru_cache(maxsize=1 << 14)
def counts(code: str, word: str) -> bool:
    """Whether a word should have a counterpart: no number, and not light, nor are all parts between its apostrophes."""
    if any(map(str.isdigit, word)) or is_light(code, word):
        return False
    return not all(is_light(code, part) for part in _APOSTROPHE.split(word))


def _join_names(article: Article, source: Text, target: Text, links: dict[int, dict[int, float]]) -> None:
    """Links the words of names that mean the same."""
    there = [(mention, {entity.id for entity in mention.entities}) for mention in article.mentions(target)]
    if not there:
        return
    for mention in article.mentions(source):
        ids = {entity.id for entity in mention.entities}
        for other, theirs in there:
            if not ids.isdisjoint(theirs):
                ends = [i for i, word in enumerate(target.words) if other.start <= word.start < other.end]
                for place, word in enumerate(source.words):
                    if mention.start < word.end and word.start < mention.end:
                        links.setdefault(place, {}).update(dict.fromkeys(ends, 1.0))


def _join_spellings(
    source: Text, target: Text, content: Mapping[str, Sequence[int]], links: dict[int, dict[int, float]]
) -> None:
    """Links words that are spelled alike, where the dictionary knows nothing."""
    left = [place for place in content["source"] if place not in links]
    right = content["target"]
    if left and right:
        pairs = cognates(
            [source.words[place].text for place in left],
            [target.words[place].text for place in right],
            source.language,
            target.language,
        )
        for one, other, likeness in pairs:
            links.setdefault(left[one], {})[right[other]] = likeness
