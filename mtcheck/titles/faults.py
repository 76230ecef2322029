"""Titles of office in a translation that are not those of the source: another office, or a lost "deputy".

A title of the source is compared with the one that stands in its place: beside the same name, or alone in its sentence.
What is right there depends on the body and the country, which the words beside the title say. Only what the tables name
as wrong counts; a title that merely differs may be a free translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mtcheck.article import Article, Pair, Text
from mtcheck.text.titles import title_tables
from mtcheck.text.titles_found import Found, Title
from mtcheck.text.words import fold, is_unspaced
from mtcheck.titles.pairs import APART, BY_NAME, Relation, relation, side, strength
from mtcheck.titles.senses import Meaning, TitleReader

Kind = Literal["false", "calque", "lost", "added"]

# Modifiers that a translation does not add of its own accord, as it may call somebody a former president.
MAY_BE_ADDED = frozenset({"deputy", "acting"})
# How much it says for two titles that one is right for the other; that they stand beside the same name adds BY_NAME.
_SCORES: dict[Relation, float] = {"right": 3.0, "calque": 2.5, "loose": 1.0, "false": 0.5}
_SAME_MODIFIERS, _DISTANCE = 0.3, 0.5
_JOINT = re.compile(r"[-‑'’ʼ]")


@dataclass(frozen=True, slots=True)
class TitleFault:
    """A title of the source at `start`, `end`, the one in its place in the translation, and what is wrong with it.

    "false": it is another office; "calque": a rendering known as wrong; "lost" and "added": its `modifier` was.
    `modifiers` are those of the source's title.
    """

    kind: Kind
    pair: Pair
    start: int
    end: int
    target: Title
    meaning: Meaning
    by_name: bool
    modifiers: frozenset[str]
    modifier: str = ""


def title_faults(article: Article) -> Iterator[TitleFault]:
    """All title faults of an article."""
    reader = TitleReader(article)
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        source = reader.found(pair.source)
        target = reader.found(pair.target) if source else None
        if source is not None and target is not None:
            yield from _Comparison(article, reader, pair, source, target).faults()


@dataclass(frozen=True, slots=True)
class _Match:
    """A title of each side, by index, that stand for each other."""

    source: int
    target: int
    relation: Relation
    strength: int


class _Comparison:
    """The titles of one pair."""

    def __init__(self, article: Article, reader: TitleReader, pair: Pair, source: Found, target: Found) -> None:
        assert pair.source is not None
        assert pair.target is not None
        self._article = article
        self._reader = reader
        self._pair = pair
        self._source = side(pair.source, source, reader.mentions(pair.source), target)
        self._target = side(pair.target, target, reader.mentions(pair.target), source)
        self._meanings = [reader.meaning(pair.source, source, title) for title in self._source.titles]

    def faults(self) -> Iterator[TitleFault]:
        """What is wrong, title by title."""
        matches = list(self._matches())
        for match in matches:
            others = sum(one.relation == "right" for one in matches if one is not match)
            sole = len(self._source.titles) == len(self._target.titles) == others + 1
            if match.relation == "calque" or (match.relation == "false" and self._sure(match, sole=sole)):
                yield self._fault(match, match.relation)
            elif match.relation in {"right", "loose"} and (match.strength == BY_NAME or sole):
                for modifier in title_tables().modifiers:
                    change = self._change(match, modifier)
                    if change is not None:
                        yield self._fault(match, change, modifier)

    def _fault(self, match: _Match, kind: Kind, modifier: str = "") -> TitleFault:
        title = self._source.titles[match.source]
        parts = self._source.found.parts
        start, end = parts[title.outer].start, max(title.end, parts[title.outer_last - 1].end)
        meaning, target = self._meanings[match.source], self._target.titles[match.target]
        by_name = match.strength == BY_NAME
        return TitleFault(kind, self._pair, start, end, target, meaning, by_name, title.modifiers, modifier)

    def _matches(self) -> Iterator[_Match]:
        """Titles of both sides that stand for each other, best first, each once."""
        options: list[tuple[float, _Match]] = []
        for one, source in enumerate(self._source.titles):
            for other, target in enumerate(self._target.titles):
                found = relation(source, self._meanings[one], target, self._target)
                if found is not None:
                    near = strength(self._source, source, self._target, target)
                    apart = abs(one / len(self._source.titles) - other / len(self._target.titles))
                    alike = _SAME_MODIFIERS * (source.modifiers == target.modifiers)
                    score = _SCORES[found] + near + alike - _DISTANCE * apart
                    options.append((score, _Match(one, other, found, near)))
        taken: tuple[set[int], set[int]] = (set(), set())
        for _, match in sorted(options, key=lambda option: -option[0]):
            if match.source not in taken[0] and match.target not in taken[1]:
                taken[0].add(match.source)
                taken[1].add(match.target)
                yield match

    def _sure(self, match: _Match, *, sole: bool) -> bool:
        """Whether a title that is wrong for one of the source stands for no other, nor its right one elsewhere."""
        target = self._target.titles[match.target]
        by_name = match.strength == BY_NAME
        if self._named_apart(match):
            return False
        for index, rival in enumerate(self._source.titles):
            fits = relation(rival, self._meanings[index], target, self._target) in {"right", "loose"}
            nearer = not by_name or strength(self._source, rival, self._target, target) == BY_NAME
            if index != match.source and fits and nearer:
                return False
        return by_name or ((sole or match.strength > APART) and not self._elsewhere(match))

    def _named_apart(self, match: _Match) -> bool:
        """Whether either text has, outside its title, a word of the other: "economy" in "of finance and economy"."""
        offices, right = title_tables().offices, self._meanings[match.source].right
        source, target = self._source.titles[match.source], self._target.titles[match.target]
        families = [{offices[name].family for name in names} - {""} for names in (right, target.offices)]
        if families[0].isdisjoint(families[1]):
            return False
        sides = ((self._source, source, target.offices), (self._target, target, frozenset(right)))
        return any(_says_field(side.text, title, names) for side, title, names in sides)

    def _elsewhere(self, match: _Match) -> bool:
        """Whether in a neighbouring pair stands the right title for the source's, or what the wrong one stands for."""
        source, meaning = self._source.titles[match.source], self._meanings[match.source]
        target = self._target.titles[match.target]
        for near in self._article.nearby(self._pair):
            if near is self._pair:
                continue
            sources, targets = self._reader.found(near.source), self._reader.found(near.target)
            if sources and any(title.offices & target.offices for title in sources.titles):
                return True
            if near.target and targets:
                other = side(near.target, targets, {}, self._source.found)
                if any(relation(source, meaning, title, other) == "right" for title in other.titles):
                    return True
        return False

    def _change(self, match: _Match, modifier: str) -> Literal["lost", "added"] | None:
        """Whether a modifier stands on one side and is nowhere on the other."""
        source, target = self._source.titles[match.source], self._target.titles[match.target]
        here = modifier in source.modifiers - (source.inside if target.offices & source.whole else set())
        there = modifier in target.modifiers
        near = self._article.nearby(self._pair)
        if here and not there:
            # A headline is brief, and the first sentence says the rest.
            brief = self._pair.index == 0
            moved = [
                one.target for one in near if brief or one is self._pair or not self._modifies(modifier, one.source)
            ]
            return None if self._says(modifier, moved) else "lost"
        high = any(title_tables().offices[name].high for name in self._meanings[match.source].right)
        if there and not here and modifier in MAY_BE_ADDED and match.strength == BY_NAME and high:
            return None if self._says(modifier, [one.source for one in near]) else "added"
        return None

    def _modifies(self, modifier: str, text: Text | None) -> bool:
        found = self._reader.found(text)
        return found is not None and modifier in found.modifiers

    def _says(self, modifier: str, texts: list[Text | None]) -> bool:
        """Whether a modifier, or something that says as much, is anywhere in some texts."""
        return any(self._modifies(modifier, text) or (text and _implies(text, modifier)) for text in texts)


def _says_field(text: Text, title: Title, offices: frozenset[str]) -> bool:
    """Whether a word that tells some offices from others of their kind stands outside a title."""
    stem, code = text.language.stem, text.language.code
    fields = {stem(word) for word in title_tables().fields(code, offices)} - {stem("")}
    if is_unspaced(text.text[title.start]):
        rest = text.text[: title.start] + text.text[title.end :]
        return any(field in rest for field in fields)
    return any(
        stem(word.text) in fields for word in text.words if not (title.start < word.end and word.start < title.end)
    )


def _implies(text: Text, modifier: str) -> bool:
    words = {fold(part) for word in text.words for part in _JOINT.split(word.text)}
    whole = fold(text.text)
    phrases = title_tables().also(modifier, text.language.code)
    return any(phrase in words if _is_word(phrase) else phrase in whole for phrase in phrases)


def _is_word(phrase: str) -> bool:
    return phrase.isalpha() and not is_unspaced(phrase[0])
