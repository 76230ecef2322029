"""What machines get wrong between two languages: the tables `references/terms/<source>-<target>.<topic>.tsv`.

A row names a phrase of the source, what machines make of it, and what it should be (references/README.md explains the
columns). Thousands of rows cost next to nothing: a translation is looked through for the rarest word of each wrong
rendering, and of the rows found in this way only those are compared with the source whose words may begin like its own.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from mtcheck.cache import read_toml, remembered
from mtcheck.languages import language
from mtcheck.lexicon_tables import FOLDER, Row, read, tables
from mtcheck.resources import references_folder
from mtcheck.text import lexicon_phrases as phrases
from mtcheck.text import word_forms
from mtcheck.text.lexicon_phrases import BREAK, Element, Phrase, Unit
from mtcheck.text.morphology import readings
from mtcheck.text.words import Word, fold

WHOLE_ARTICLE = "@"
IDIOM = "idiom"
# First letters that all forms of a word share, by the least length of its base form, and where that is not known.
SHARED = ((12, 5), (9, 4), (6, 3), (0, 1))
_HYPHENS = str.maketrans("-‑", "  ")
_JOINED = re.compile(r"[-‑]")
_ENDS = re.compile(r"[.!?;:\n…]")
_NOTHING: Unit = frozenset()
T = TypeVar("T")
# The rows as plain tuples; where each wrong rendering waits: its row and its number there, by a key; idioms by a key.
Content = tuple[list[tuple[object, ...]], dict[str, list[tuple[int, int]]], dict[str, list[int]]]


class Units:
    """A text made ready for phrases. Its words are read only when they may belong to one."""

    def __init__(self, code: str, text: str, text_words: Sequence[Word]) -> None:
        self._code = code
        self._parts = list(_parts_of(code, text, text_words))
        self._found: list[Unit | None] = [None if part else _NOTHING for part in self._parts]

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """With what its words begin."""
        return frozenset(one for word in self._begun for one in word)

    def beginning(self, letters: AbstractSet[str]) -> list[Unit]:
        """The units of words that begin in one of some ways; others are empty."""
        return [_NOTHING if letters.isdisjoint(begun) else self._unit(index) for index, begun in enumerate(self._begun)]

    def all(self) -> list[Unit]:
        """All units."""
        return self._all

    @cached_property
    def _all(self) -> list[Unit]:
        return [self._unit(index) for index in range(len(self._parts))]

    @cached_property
    def keys(self) -> Unit:
        """The keys of all units."""
        return frozenset().union(*self.all())

    def span(self, path: Iterable[int]) -> tuple[int, int]:
        """Where some units stand in the text."""
        some = [part for index in path if (part := self._parts[index]) is not None]
        return min(part.start for part in some), max(part.end for part in some)

    def _unit(self, index: int) -> Unit:
        found, part = self._found[index], self._parts[index]
        if found is None:
            assert part is not None
            found = self._found[index] = unit(self._code, part.text)
        return found

    @cached_property
    def _begun(self) -> list[tuple[str, ...]]:
        return [_begun(self._code, part.text) if part else () for part in self._parts]


class Lexicon:
    """The rows of a pair of languages, found by the words of a translation."""

    def __init__(self, source: str, target: str, content: Content) -> None:
        self.source = source
        self.target = target
        self._rows, self._waiting, self._idioms = content
        self._by_word: dict[str, tuple[tuple[int, int], ...]] = {}
        self.row = cache(self._row)
        self.gate = cache(self._gate)

    def __len__(self) -> int:
        return len(self._rows)

    def candidates(self, text_words: Iterable[Word]) -> dict[int, list[int]]:
        """Rows, by number, a wrong rendering of which may stand among these words, with the numbers of those."""
        found: dict[int, list[int]] = {}
        for word in text_words:
            rows = self._by_word.get(word.text)
            if rows is None:
                rows = self._by_word[word.text] = self._rows_of(word.text)
            for number, wrong in rows:
                found.setdefault(number, []).append(wrong)
        return found

    def idioms(self, keys: Unit) -> Iterator[int]:
        """Rows, by number, of idioms that may stand in a text of the source with these keys."""
        return (number for key in keys for number in self._idioms.get(key, ()))

    def _row(self, number: int) -> Row:
        return Row(*self._rows[number])  # type: ignore[arg-type]

    def _gate(self, number: int) -> tuple[frozenset[str], ...]:
        """How the words of a row's source may begin, word by word."""
        parts, _, _ = phrases.split(self.row(number).source)
        some = [one for one in parts if len(parts) == 1 or not _are_articles(self.source, one)]
        return tuple(frozenset(way for one in word for way in _beginnings(self.source, one)) for word in some)

    def _rows_of(self, word: str) -> tuple[tuple[int, int], ...]:
        if len(self._by_word) > 1 << 17:
            self._by_word.clear()
        parts = _parts(self.target, word)
        keys = dict.fromkeys(key for part in parts for key in unit(self.target, part.text))
        return tuple(one for key in keys for one in self._waiting.get(key, ()))


@cache
def lexicon(source: str, target: str) -> Lexicon:
    """The lexicon of a pair of languages, empty where there is none; raises `ReferenceDataError`."""
    paths = tables(references_folder(), source, target)
    if not paths:
        return Lexicon(source, target, ([], {}, {}))
    total = hashlib.blake2b(digest_size=6)
    languages = references_folder() / "languages"
    for path in (*paths, *sorted(languages.glob(f"{source}*.toml")), *sorted(languages.glob(f"{target}*.toml"))):
        total.update(f"{path} ".encode() + path.read_bytes())
    content = remembered(f"lexicon-{source}-{target}", total.hexdigest(), lambda: content_of(source, target, paths))
    return Lexicon(source, target, content)


def content_of(source: str, target: str, paths: Iterable[Path]) -> Content:
    """The rows of some files, each wrong rendering under the keys of its rarest word, and each idiom of the source."""
    rows = [row for path in paths for row in read(path)]
    wrong = [
        ((row, one), phrase(target, text)) for row, cells in enumerate(rows) for one, text in enumerate(cells.wrong)
    ]
    idioms = [(number, phrase(source, row.source)) for number, row in enumerate(rows) if row.kind == IDIOM]
    several = [(number, found) for number, found in idioms if len(found.elements) > 1]
    return [tuple(row) for row in rows], _filed(wrong), _filed(several)


def _filed(found: Sequence[tuple[T, Phrase]]) -> dict[str, list[T]]:
    """What belongs to phrases, under the keys of the rarest word of each that has a form; none without such a word."""
    common = Counter(key for _, one in found for element in one.elements for key in element.keys)
    filed: dict[str, list[T]] = {}
    for belongs, one in found:
        exact = [element.keys for element in one.elements if not element.beginnings]
        for key in min(exact, key=lambda keys: sum(common[key] for key in keys), default=()):
            filed.setdefault(key, []).append(belongs)
    return filed


@cache
def _suppletion() -> Mapping[str, Mapping[str, Sequence[str]]]:
    path = references_folder() / FOLDER / "suppletion.toml"
    return read_toml(path)


@lru_cache(maxsize=1 << 14)
def _begun(code: str, word: str) -> tuple[str, ...]:
    """With what a word of a text begins, as the words of lexicons are filed; also behind an elision."""
    folded = fold(word)
    joined = _joined(code, word)
    return (*(folded[:length] for _, length in SHARED), *(_begun(code, joined) if joined else ()))


def _beginnings(code: str, word: str) -> Iterator[str]:
    """How the forms of a word of a lexicon may begin."""
    bare = fold(word.removeprefix(phrases.EXACT).removesuffix(phrases.ANY_ENDING))
    others = _suppletion().get(code)
    yield next(bare[: length if others else 1] for least, length in SHARED if len(bare) >= least)
    yield from (others or {}).get(bare, ())


@lru_cache(maxsize=1 << 15)
def phrase(code: str, text: str) -> Phrase:
    """A phrase of a lexicon in a language."""
    data = word_forms.forms(code)
    parts, gaps, ordered = phrases.split(text.translate(_HYPHENS) if data else text)
    elements = []
    for alternatives, gap in zip(parts, gaps, strict=True):
        if len(parts) > 1 and _are_articles(code, alternatives):
            continue
        exact = frozenset(_key(code, one) for one in alternatives if not one.endswith(phrases.ANY_ENDING))
        begun = [fold(one[:-1]) for one in alternatives if one.endswith(phrases.ANY_ENDING)]
        beginnings = (*begun, *(f"{phrases.EXACT}{one}" for one in begun))
        elements.append(Element(exact, beginnings, gap))
    return Phrase(tuple(elements), ordered)


def _are_articles(code: str, alternatives: Iterable[str]) -> bool:
    """Whether a word of a phrase is an article, which texts of the language are read without."""
    data = word_forms.forms(code)
    return data is not None and all(fold(one) in data.articles for one in alternatives)


def _key(code: str, word: str) -> str:
    if word.startswith(phrases.EXACT):
        return f"{phrases.EXACT}{fold(word[1:])}"
    if word_forms.forms(code):
        return word_forms.spelled(code, fold(_parts(code, word)[0].text))
    return fold(word) if readings(code, word) is not None else language(code).stem(word)


@lru_cache(maxsize=1 << 14)
def unit(code: str, word: str) -> Unit:
    """The keys under which a word of a text compares with those of phrases."""
    exact = f"{phrases.EXACT}{fold(word)}"
    if word_forms.forms(code):
        return word_forms.keys(code, word) | {exact}
    joined = _joined(code, word)
    if joined:
        return unit(code, joined) | {language(code).stem(word), exact}
    read_as = readings(code, word)
    return (read_as.lemmas | {exact}) if read_as is not None else frozenset((language(code).stem(word), exact))


def _joined(code: str, word: str) -> str:
    """What an elision joins to itself: the "avocat" of "l'avocat"; empty where there is none."""
    before, mark, after = fold(word).partition("'")
    return after if mark and before in language(code).elisions else ""


def _parts_of(code: str, text: str, text_words: Sequence[Word]) -> Iterator[Word | None]:
    """The words of a text without articles; some Nones where a sentence or clause ends."""
    data = word_forms.forms(code)
    last = 0
    for word in text_words:
        if last and _ENDS.search(text, last, word.start):
            yield from (None for _ in BREAK)
        last = word.end
        if data is None:
            yield word
            continue
        for part in _parts(code, word.text):
            if fold(part.text) not in data.articles:
                yield Word(part.text, word.start + part.start, word.start + part.end)


@lru_cache(maxsize=1 << 14)
def _parts(code: str, word: str) -> tuple[Word, ...]:
    """A word taken apart at hyphens where its language has forms; a genitive ending is cut off."""
    if word_forms.forms(code) is None:
        return (Word(word, 0, len(word)),)
    found = []
    start = 0
    for piece in _JOINED.split(word):
        ending = next(
            (one for one in language(code).endings if len(piece) > len(one) and fold(piece).endswith(one)), ""
        )
        found.append(Word(piece[: len(piece) - len(ending)], start, start + len(piece)))
        start += len(piece) + 1
    return tuple(found)
