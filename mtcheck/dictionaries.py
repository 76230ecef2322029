"""Bilingual dictionaries: which words of one language a word of another may stand for.

Data are the tables `references/dictionaries/<from>-<to>.*.tsv`, UTF-8, no header: a lemma, a tab, its renderings in
their base form with ` | ` or `|` between them; lines that begin with `#` are comments. A table serves both directions.

::

    words = dictionary("ru", "en")
    words.renderings("решения")                    {"decision", "solut", ...}: keys, phrases with blanks
    words.places("решения", words.index(["The", "decisions", "were"]))   {1: 1.0}
    dictionary("en", "ru").renderings("decisions") {"решение", ...}

Words compare by keys: lemmas where there is a dictionary of forms, stems elsewhere. A dictionary without tables is
false, and finds nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from mtcheck.cache import remembered
from mtcheck.errors import ReferenceDataError
from mtcheck.languages import language
from mtcheck.resources import references_folder
from mtcheck.text import inflection
from mtcheck.text.morphology import readings
from mtcheck.text.words import fold, words

# How much a counterpart of the same family says ("decide" for "decision"), beside 1 for one in the dictionary.
WEAK = 0.6
# To be changed with the form of what is kept between runs.
LAYOUT = b"2"
_BLANKS = re.compile(r"\s+")
# The key of a word as its phrase in a table; of a phrase, the keys of its words with blanks between them.
Table = Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1 << 14)
def keys(code: str, word: str) -> frozenset[str]:
    """Under which keys a form of a language is looked up."""
    read = readings(code, word)
    if read is not None:
        return read.lemmas
    if inflection.inflection(code) is not None:
        return inflection.stems(code, word)
    return frozenset((language(code).stem(word), fold(word)))


class Index:
    """The words of a text by their keys and by the beginning of their roots, to look renderings up in."""

    def __init__(self, code: str, texts: Sequence[str]) -> None:
        self._code = code
        self._texts = texts
        self.by_key: dict[str, list[int]] = {}
        for place, word in enumerate(texts):
            for key in keys(code, word):
                self.by_key.setdefault(key, []).append(place)
        self.keys = frozenset(self.by_key)

    @cached_property
    def by_root(self) -> Mapping[str, Sequence[tuple[int, str]]]:
        """Places and roots by the first letters of the roots."""
        found: dict[str, list[tuple[int, str]]] = {}
        for key, places in self.by_key.items():
            root = inflection.root(self._code, key)
            found.setdefault(root[: inflection.FAMILY], []).extend((place, root) for place in places)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Dictionary:
    """From one language to another. `table` maps the key of a lemma to the keys of its renderings.

    `kinds` maps it to the tables that have it, likeliest first, by the middle part of their names: "nouns", "verbs".
    """

    source: str
    target: str
    table: Table
    kinds: Table

    def __bool__(self) -> bool:
        return bool(self.table)

    def __contains__(self, word: str) -> bool:
        """Whether it knows a form of this word."""
        return any(key in self.table for key in keys(self.source, word))

    def renderings(self, word: str) -> frozenset[str]:
        """The keys of everything that a word, in any form, may stand for; a phrase has blanks between its keys."""
        return _renderings(self, word)

    def kind(self, word: str) -> str:
        """What kind of word a form is most of all: "nouns", "verbs", "modifiers"; empty where it is not known."""
        return next(iter(self.kinds_of(word)), "")

    def kinds_of(self, word: str) -> tuple[str, ...]:
        """All kinds that a form may be of, the likeliest first."""
        return next((kinds for key in sorted(keys(self.source, word)) if (kinds := self.kinds.get(key))), ())

    def index(self, texts: Sequence[str]) -> Index:
        """The words of a text in the other language, made ready to be looked up."""
        return _indexed(self.target, tuple(texts))

    def places(self, word: str, index: Index) -> dict[int, float]:
        """Where in a text a word may have its counterpart: 1 for a rendering, else `WEAK` for a word of its family."""
        singles, phrases = _sorted_out(self, word)
        found = {place: 1.0 for key in singles & index.keys for place in index.by_key[key]}
        for first, others in phrases:
            for place in index.by_key.get(first, ()):
                ends = [_after(place, other, index) for other in others]
                if None not in ends:
                    found[place] = 1.0
                    found.update((end, 1.0) for end in ends if end is not None)
        return found or self._family(word, index)

    def _family(self, word: str, index: Index) -> dict[int, float]:
        found: dict[int, float] = {}
        for beginning, roots in _roots(self, word):
            for place, other in index.by_root.get(beginning, ()):
                if any(inflection.related(root, other) for root in roots):
                    found[place] = WEAK
        return found


def _after(place: int, key: str, index: Index, reach: int = 4) -> int | None:
    """The next place of a key, near behind another word of its phrase, or before it."""
    near = [other for other in index.by_key.get(key, ()) if abs(other - place) <= reach]
    return min(near, key=lambda other: abs(other - place), default=None)


@lru_cache(maxsize=1 << 8)
def _indexed(code: str, texts: tuple[str, ...]) -> Index:
    """Several checks look words of the same sentence up."""
    return Index(code, texts)


@cache
def dictionary(source: str, target: str) -> Dictionary:
    """The dictionary from one language to another, by tables of either direction."""
    folder = references_folder() / "dictionaries"
    there, back = (sorted(folder.glob(f"{pair}.*.tsv")) for pair in (f"{source}-{target}", f"{target}-{source}"))
    if not there and not back:
        return Dictionary(source, target, {}, {})
    digest = _digest(source, target, (*there, *back))
    made = remembered(f"dictionary-{source}-{target}", digest, lambda: _tables(source, target, there, back))
    return Dictionary(source, target, *made)


@lru_cache(maxsize=1 << 14)
def _renderings(words_of: Dictionary, word: str) -> frozenset[str]:
    return frozenset(phrase for key in keys(words_of.source, word) for phrase in words_of.table.get(key, ()))


@lru_cache(maxsize=1 << 14)
def _sorted_out(words_of: Dictionary, word: str) -> tuple[frozenset[str], tuple[tuple[str, tuple[str, ...]], ...]]:
    """The renderings of a word that are one word, and the others by their first word."""
    renderings = words_of.renderings(word)
    parts = (phrase.split(" ") for phrase in renderings if " " in phrase)
    return frozenset(phrase for phrase in renderings if " " not in phrase), tuple(
        (one[0], (*one[1:],)) for one in parts
    )


@lru_cache(maxsize=1 << 14)
def _roots(words_of: Dictionary, word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The roots of a word's renderings by their first letters."""
    found: dict[str, dict[str, None]] = {}
    for key in _sorted_out(words_of, word)[0]:
        root = inflection.root(words_of.target, key)
        if len(root) >= inflection.FAMILY:
            found.setdefault(root[: inflection.FAMILY], {})[root] = None
    return tuple((beginning, (*roots,)) for beginning, roots in found.items())


def read(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lemmas of a table with their renderings; raises `ReferenceDataError` naming the file and the line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\r").split("\t")
        renderings = tuple(_BLANKS.sub(" ", one.strip()) for one in cells[1].split("|")) if len(cells) == 2 else ()
        if not cells[0].strip() or not renderings or not all(renderings):
            message = f"{path}:{number}: not a lemma, one tab and its renderings"
            raise ReferenceDataError(message)
        yield cells[0].strip(), renderings


def _tables(
    source: str, target: str, there: Sequence[Path], back: Sequence[Path]
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Renderings and kinds by key."""
    found: dict[str, dict[str, None]] = {}
    kinds: dict[str, dict[str, float]] = {}
    for paths, turned in ((there, False), (back, True)):
        for path in paths:
            kind = path.name.split(".")[1]
            for lemma, renderings in read(path):
                for rank, rendering in enumerate(renderings, 1):
                    left, right = (rendering, lemma) if turned else (lemma, rendering)
                    phrases = dict.fromkeys(_phrases(target, right, own=turned))
                    for key in _phrases(source, left, own=not turned):
                        found.setdefault(key, {}).update(phrases)
                        weights = kinds.setdefault(key, {})
                        weights[kind] = weights.get(kind, 0.0) + 1 / rank
    return {key: tuple(phrases) for key, phrases in found.items()}, {
        key: tuple(sorted(weights, key=lambda kind: (-weights[kind], kind))) for key, weights in kinds.items()
    }


def _phrases(code: str, text: str, *, own: bool) -> list[str]:
    """The keys of a word or phrase of a table; a lemma of the table's `own` language is its own key."""
    parts = [fold(word.text) for word in words(text)]
    if own:
        if len(parts) != 1:
            return [" ".join(parts)]
        found = keys(code, parts[0])
        return parts if parts[0] in found and readings(code, parts[0]) is not None else sorted({*found, *parts})
    if len(parts) == 1:
        return sorted(keys(code, parts[0]))
    small = language(code).function_words
    content = [part for part in parts if part not in small] or parts
    return [" ".join(min(keys(code, part)) for part in content)]


def _digest(source: str, target: str, paths: Iterable[Path]) -> str:
    """Of the tables and of the rules by which their words get their keys."""
    total = hashlib.blake2b(LAYOUT, digest_size=6)
    for code in (source, target):
        for path in sorted((references_folder() / "languages").glob(f"{code}*")):
            total.update(path.read_bytes())
    for path in paths:
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()
