"""Chinese people whose name the translation spells with a syllable that its characters do not have: 康义, "Kang Yu".

Pinyin is an exact rule, so that a name needs no table to be judged. What the rule does not fit at all may be a name of
Japan, Korea, Taiwan or Hong Kong, and is left alone: a family name and most of a given name must be right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from mtcheck import renderings
from mtcheck.article import Article, Pair, Text
from mtcheck.names import Form
from mtcheck.resources import references_folder
from mtcheck.text.pinyin import MOST_SYLLABLES, Pinyin, load
from mtcheck.text.words import Word, is_unspaced


@dataclass(frozen=True, slots=True)
class WrongSyllable:
    """A word of the pair's translation, and the person at `[start, end)` of its source whose name it misspells."""

    pair: Pair
    start: int
    end: int
    word: Word
    right: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a name of the source may stand: its surname in `[start, given)`, its given name in `[given, end)`."""

    start: int
    given: int
    end: int


def wrong_syllables(article: Article) -> Iterator[WrongSyllable]:
    """Names of two words that are pinyin but no name of the source, where one of the source differs in one syllable."""
    table = _table(article.source_language.code) if article.source_language else None
    if table is None or article.target_language.script != "Latin":
        return
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        for surname, given in _candidates(article, pair, table):
            if not any(_is_there(near.source, surname, given, table) for near in article.nearby(pair) if near.source):
                found = [*_nearly(pair.source, surname, given, table)]
                if len({pair.source.text[one.start : one.end] for one in found}) == 1:
                    one = found[0]
                    right = table.spelled(pair.source.text[one.given : one.end])
                    yield WrongSyllable(pair, one.start, one.end, given, right)


def _candidates(article: Article, pair: Pair, table: Pinyin) -> Iterator[tuple[Word, Word]]:
    """Two words with capitals side by side that can be a family name and a given name, and are no known name here."""
    text = pair.target
    assert text is not None
    known = [*renderings.explained(article, pair)]
    known += [(one.start, one.end) for one in article.mentions(text) if not one.single and one.form is not Form.WRONG]
    row = ("", *(word.text for word in text.words))
    for before, (left, right) in zip(row, pairwise(text.words), strict=False):
        if text.text[left.end : right.start] != " " or not (_is_written_as_name(left) and _is_written_as_name(right)):
            continue
        free = not any(start < right.end and left.start < end for start, end in known)
        longer = before[:1].isupper() and table.divisions(before)
        if free and not longer and table.divisions(left.text) and table.divisions(right.text):
            yield left, right


def _is_written_as_name(word: Word) -> bool:
    return word.text.isalpha() and word.text.istitle()


def _is_there(text: Text, surname: Word, given: Word, table: Pinyin) -> bool:
    """Whether the characters of the source can be read so, in either order, wherever they stand."""
    return any(
        _reads(text.text[start : start + len(row)], row, table)
        for left, right in ((surname, given), (given, surname))
        for first in table.divisions(left.text)
        for second in table.divisions(right.text)
        for row in ((*first, *second),)
        for start in range(len(text.text) - len(row) + 1)
    )


def _reads(characters: str, syllables: Sequence[str], table: Pinyin) -> bool:
    return len(characters) == len(syllables) and all(
        syllable in table.sounds(char) for char, syllable in zip(characters, syllables, strict=True)
    )


def _nearly(text: Text, surname: Word, given: Word, table: Pinyin) -> Iterator[_Place]:
    """Where the source has the family name, and behind it the given name but for one syllable, or one much like it."""
    for first in table.divisions(surname.text):
        for start in range(len(text.text) - len(first)):
            middle = start + len(first)
            family = text.text[start:middle]
            if family in table.surnames and _reads(family, first, table):
                yield from (
                    _Place(start, middle, middle + len(second))
                    for second in table.divisions(given.text)
                    if _all_but_one(text.text[middle : middle + len(second)], second, table)
                )


def _all_but_one(characters: str, syllables: Sequence[str], table: Pinyin) -> bool:
    if len(characters) != len(syllables) or not all(map(is_unspaced, characters)):
        return False
    right = [syllable in table.sounds(char) for char, syllable in zip(characters, syllables, strict=True)]
    if len(syllables) < MOST_SYLLABLES:
        return any(_alike(sound, syllables[0]) for sound in table.sounds(characters))
    return sum(right) == len(right) - 1


def _alike(sound: str, syllable: str) -> bool:
    """Whether two syllables begin alike or end alike: yi and yu, ning and lin."""
    return sound[0] == syllable[0] or sound[1:].rstrip("g") == syllable[1:].rstrip("g") != ""


@cache
def _table(code: str) -> Pinyin | None:
    folder = references_folder() / "transliteration"
    path = folder / f"{code}.pinyin.tsv"
    return load(path, folder / f"{code}.wade-giles.tsv") if path.is_file() else None
