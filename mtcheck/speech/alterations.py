"""Where a quotation of the translation begins or ends elsewhere than in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from mtcheck.article import Article, Text
from mtcheck.dictionaries import Dictionary, Index, dictionary
from mtcheck.speech.names import Side, counterpart, side
from mtcheck.speech.passages import Passage, passages
from mtcheck.speech.quotations import TITLE, Quotation, Quoted, content, quoted
from mtcheck.text.casing import starts_sentence
from mtcheck.text.words import Word

_DASHES = frozenset("—–-―")
# A colon, or a dash that no hyphen is: the source may let somebody speak without marks.
_SPOKEN = re.compile(r"[:：]|(?:^|\s)[—–―-](?:\s|$)")
# A quotation in the marks that apostrophes look like: `said: 'It is...`
_APOSTROPHE_OPENS = re.compile(r"(?:^|[\s(])['’]\w")
_SINGLE = frozenset("‘‚‹›`")
# Words at an edge of a quotation that are compared, and how far outside their counterparts may stand.
EDGE = 3
# Words from which it does not matter how far from the mark they stand, and how many are looked at.
FEWEST, MOST = 2, 8
ONE, SEVERAL = 0.75, 0.82
SURE, EARLY, UNMARKED, ADDED = 0.8, 0.85, 0.8, 0.75
# Words shown of what has lost its marks.
SHOWN = 4

Kind = Literal["moved-in", "moved-out", "closes-early", "unmarked", "added"]


@dataclass(frozen=True, slots=True)
class Alteration:
    """What is wrong with a quotation, with the words of both sides that show it."""

    passage: Passage
    kind: Kind
    source: tuple[int, int]
    target: tuple[int, int]
    confidence: float


@dataclass(frozen=True, eq=False)
class _Anchors:
    """Words of both sides that are the same: pairs of places."""

    left: Side
    right: Side

    @cached_property
    def sure(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Numbers and names that stand once on each side."""
        found = []
        numbers = [one for one in self.left.text.numbers if not one.words]
        others = [one for one in self.right.text.numbers if not one.words]
        for number in numbers:
            same = [one for one in others if one.value == number.value and one.kind == number.kind]
            if len(same) == 1 and sum(one.value == number.value for one in self.left.text.numbers) == 1:
                found.append(((number.span.start, number.span.end), (same[0].span.start, same[0].span.end)))
        for name in self.left.names:
            other = counterpart(name, self.left, self.right)
            if other is not None and counterpart(other, self.right, self.left) == name:
                found.append(((name.start, name.end), (other.start, other.end)))
        return found

    @cached_property
    def _dictionary(self) -> Dictionary:
        return dictionary(self.left.text.language.code, self.right.text.language.code)

    @cached_property
    def _index(self) -> Index:
        return self._dictionary.index([word.text for word in self.right.text.words])

    def of(self, word: Word) -> list[Word]:
        """Words of the translation that a word of the source surely stands for."""
        return self._of(word, 1.0)

    def perhaps(self, word: Word) -> list[Word]:
        """Also those of the same family as one that it would stand for."""
        return self._of(word, 0.0)

    def _of(self, word: Word, least: float) -> list[Word]:
        for (start, end), (first, last) in self.sure:
            if start < word.end and word.start < end:
                return [one for one in self.right.text.words if first <= one.start < last]
        if not self._dictionary or word.text not in self._dictionary:
            return []
        places = self._dictionary.places(word.text, self._index)
        return [self.right.text.words[place] for place, weight in places.items() if weight >= least]


def alterations(article: Article) -> Iterator[Alteration]:
    """One at most for each passage."""
    for passage in passages(article):
        texts = (passage.source, passage.target)
        if not any(_has_marks(text) for text in texts):
            continue
        left, right = (side(article, text) for text in texts)
        if left is None or right is None:
            continue
        one, other = quoted(article, left), quoted(article, right)
        if one.sure and other.sure:
            found = next(_altered(passage, one, other), None)
            if found is not None:
                yield found


def _has_marks(text: Text) -> bool:
    """Whether somebody may be quoted: there is an opening mark, or a dash before the first word."""
    return text.text[:1] in _DASHES or any(opening in text.text for opening, _ in text.language.quotes)


def _altered(passage: Passage, left: Quoted, right: Quoted) -> Iterator[Alteration]:
    theirs, ours = left.speech, right.speech
    if theirs and len(theirs) == len(ours):
        anchors = _Anchors(left.side, right.side)
        yield from _moved(passage, theirs, ours, anchors)
        for source, target in zip(theirs, ours, strict=True):
            yield from _edges(passage, source, target, anchors)
            yield from _early(passage, source, target, right)
    elif theirs and not right.quotations:
        yield from _unmarked(passage, theirs, right)
    elif ours and not left.quotations:
        yield from _added(passage, ours, left)


def _moved(
    passage: Passage, theirs: Sequence[Quotation], ours: Sequence[Quotation], anchors: _Anchors
) -> Iterator[Alteration]:
    """A name or number that is inside on one side and outside on the other."""
    for (start, end), (first, last) in anchors.sure:
        inside, within = (any(one.holds(at) for one in some) for some, at in ((theirs, start), (ours, first)))
        if inside != within:
            yield Alteration(passage, "moved-in" if within else "moved-out", (start, end), (first, last), SURE)


def _edges(passage: Passage, source: Quotation, target: Quotation, anchors: _Anchors) -> Iterator[Alteration]:
    """Words at an edge of the quotation that stand on the other side of its marks in the translation."""
    text, words = anchors.left.text, anchors.right.text.words
    inner = content(text, [word for word in text.words if source.holds(word.start)])
    before = content(text, [word for word in text.words if word.end <= source.start])
    behind = content(text, [word for word in text.words if word.start >= source.end])
    ours_before = [word for word in words if word.end <= target.start]
    ours_behind = [word for word in words if word.start >= target.end]
    held = [word for word in words if target.holds(word.start)]
    quoted_words = [word for word in text.words if source.holds(word.start)]
    others = [word for word in text.words if not source.holds(word.start)]
    rows: tuple[tuple[Kind, Sequence[Word], Sequence[Word], Sequence[Word], Sequence[Word]], ...] = (
        ("moved-out", inner, ours_before, ours_before[-EDGE:], others),
        ("moved-out", inner[::-1], ours_behind, ours_behind[:EDGE], others),
        ("moved-in", before[::-1], held, held[:EDGE], quoted_words),
        ("moved-in", behind, held, held[-EDGE:], quoted_words),
    )
    for kind, row, side_of, edge, rivals in rows:
        found = _crossed(row, side_of, edge, anchors)
        # "Since 2019" before the mark, "twenty years" behind it: the word belongs to what stands on its own side.
        if found is not None and any(one in anchors.perhaps(rival) for one in found[2] for rival in rivals):
            continue
        if found is not None:
            first, last, places = found
            start, end = min(first.start, last.start), max(first.end, last.end)
            confidence = SEVERAL if first is not last else ONE
            yield Alteration(passage, kind, (start, end), (places[0].start, places[-1].end), confidence)


def _crossed(
    row: Sequence[Word], others: Sequence[Word], edge: Sequence[Word], anchors: _Anchors
) -> tuple[Word, Word, list[Word]] | None:
    """The words from an edge on whose counterparts are all on the other side: several, or one right beside the mark."""
    crossed: list[Word] = []
    places: list[Word] = []
    for word in row[:MOST]:
        found = anchors.of(word)
        if not found and all(one in others for one in anchors.perhaps(word)):
            continue
        if not found or not all(one in others for one in found):
            break
        crossed.append(word)
        places += found
    if not crossed or (len(crossed) < FEWEST and (row[0] is not crossed[0] or not all(one in edge for one in places))):
        return None
    places.sort(key=lambda word: word.start)
    return crossed[0], crossed[-1], places


def _early(passage: Passage, source: Quotation, target: Quotation, right: Quoted) -> Iterator[Alteration]:
    """The quotation goes on behind its closing mark, up to its attribution."""
    if not source.follows or target.follows or source.words <= TITLE:
        return
    text = right.side.text.text
    if text[target.end - 2] in ",.!?…" or text[target.end : target.end + 1] in {",", "."}:
        return
    for mark in right.side.marked.of("says"):
        if mark.start > target.end and text[: mark.start].rstrip().endswith(","):
            between = text[target.end : mark.start]
            if len(between.split()) >= 3:
                yield Alteration(passage, "closes-early", (source.start, source.end), (target.end - 1, mark.end), EARLY)
            return


def _unmarked(passage: Passage, theirs: Sequence[Quotation], right: Quoted) -> Iterator[Alteration]:
    """What somebody says of himself, "I" and "our", stands without any mark, as if the paper said it."""
    text = right.side.text.text
    if _SINGLE.intersection(text) or _APOSTROPHE_OPENS.search(text) or text[:1] in _DASHES:
        return
    selves = [mark for mark in right.side.marked.of("selves") if not _is_title(text, mark.start, mark.end)]
    if selves:
        longest = max(theirs, key=lambda one: one.words)
        start = selves[0].first
        shown = right.side.marked.parts[start : start + SHOWN]
        place = selves[0].start, shown[-1].end
        yield Alteration(passage, "unmarked", (longest.start, longest.end), place, UNMARKED)


def _is_title(text: str, start: int, end: int) -> bool:
    """Whether a word is part of a name by its capitals: "US", "Our Home"; "I" has one everywhere."""
    word = text[start:end]
    capital = word[:1].isupper() and not starts_sentence(text, start)
    return len(word) > 1 and (word.isupper() or (capital and "'" not in word and "’" not in word))


def _added(passage: Passage, ours: Sequence[Quotation], left: Quoted) -> Iterator[Alteration]:
    """A quotation where the source has no mark, no dash and no colon by which anybody speaks."""
    text = left.side.text.text
    if _SPOKEN.search(text) or _SINGLE.intersection(text) or _APOSTROPHE_OPENS.search(text):
        return
    if left.side.text.language.title_marks.intersection(text):
        return
    longest = max(ours, key=lambda one: one.words)
    if longest.words > TITLE:
        yield Alteration(passage, "added", (0, len(text)), (longest.start, longest.end), ADDED)
