"""Names of one side of a pair, and where the other side has the same name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mtcheck.article import Article, Pair, Text
from mtcheck.names import Form, Mention
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.speech_words import Marked, scan, speech_words
from mtcheck.text.words import Word, fold, is_unspaced

# Share of letters from which a word may be a name of the other side, and letters that it needs.
ALIKE, SHORTEST = 0.75, 4
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `[start, end)`; `ids` and `kinds` are what it can mean, none for one in no table.

    `key` are the letters by which it compares. `person`: it may be somebody's.
    """

    start: int
    end: int
    ids: frozenset[str]
    kinds: frozenset[str]
    key: str
    person: bool


@dataclass(frozen=True, eq=False)
class Side:
    """A text with its reporting words and its names."""

    article: Article
    text: Text
    marked: Marked

    @cached_property
    def names(self) -> list[Name]:
        """Known names, and other runs of capitalised words, in order."""
        mentions = [one for one in self.article.mentions(self.text) if _counts(one)]
        spans: dict[tuple[int, int], list[Mention]] = {}
        for one in mentions:
            spans.setdefault((one.start, one.end), []).append(one)
        known = [self._known(start, end, group) for (start, end), group in spans.items()]
        return sorted([*known, *self._unknown(mentions)], key=lambda one: one.start)

    def _known(self, start: int, end: int, group: Sequence[Mention]) -> Name:
        entities = [entity for one in group for entity in one.entities]
        ids, kinds = frozenset(entity.id for entity in entities), frozenset(entity.kind for entity in entities)
        return Name(start, end, ids, kinds, self._key(start, end), "person" in kinds)

    def _unknown(self, mentions: Sequence[Mention]) -> list[Name]:
        """Runs of capitalised words in no table; where all nouns are capitalised, none."""
        if self.text.language.capital_nouns:
            return []
        runs: list[list[Word]] = []
        for word in self.text.words:
            if (
                not word.text[0].isupper()
                or len(word.text) < SHORTEST
                or fold(word.text) in self.text.language.function_words
                or any(one.start < word.end and word.start < one.end for one in mentions)
            ):
                continue
            if runs and self.text.text[runs[-1][-1].end : word.start] == " ":
                runs[-1].append(word)
            else:
                runs.append([word])
        return [
            Name(run[0].start, run[-1].end, _NONE, _NONE, self._key(run[0].start, run[-1].end), len(run) > 1)
            for run in runs
        ]

    def _key(self, start: int, end: int) -> str:
        last = max(
            (word for word in self.text.words if start < word.end and word.start < end), key=lambda word: word.start
        )
        return romanise(last.text, self.text.language.romanisation)

    def parts(self, name: Name) -> tuple[int, int]:
        """The parts of the text that a name covers."""
        return self.marked.index(name.start), self.marked.index(name.end - 1) + 1


def side(article: Article, text: Text) -> Side | None:
    """A text of the article, made ready once; None where its language has no reporting words."""
    key = ("speech side", text.key)
    found = article.kept.get(key)
    if found is None:
        lexicon = speech_words(text.language.code)
        if lexicon is None:
            return None
        found = article.kept[key] = Side(
            article, text, text.once("speech", lambda: scan(text.text, text.words, lexicon))
        )
    assert isinstance(found, Side)
    return found


def sides(article: Article, pair: Pair) -> tuple[Side, Side] | None:
    """Both sides of a pair, None where it lacks one or a language is not known."""
    if pair.source is None or pair.target is None:
        return None
    left, right = side(article, pair.source), side(article, pair.target)
    return (left, right) if left is not None and right is not None else None


def counterpart(name: Name, own: Side, other: Side) -> Name | None:
    """The same name on the other side, where it stands once on both."""
    if sum(_same(name, one, own, own) for one in own.names) != 1:
        return None
    found = [one for one in other.names if _same(name, one, own, other)]
    return found[0] if len(found) == 1 else None


def _same(name: Name, other: Name, own: Side, others: Side) -> bool:
    """Whether two names may be one: the same thing of the tables, or alike in letters."""
    if name.ids and other.ids:
        return not name.ids.isdisjoint(other.ids)
    if is_unspaced(own.text.text[name.start]) != is_unspaced(others.text.text[other.start]):
        return False
    return min(len(name.key), len(other.key)) >= SHORTEST and spelling(name.key, other.key) >= ALIKE


def _counts(mention: Mention) -> bool:
    """Whether a mention names a thing as such: no office, no adjective, no name known to be wrong."""
    return mention.form not in {Form.DEMONYM, Form.WRONG} and any(one.kind != "office" for one in mention.entities)
