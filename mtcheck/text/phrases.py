"""Finding many known phrases in a text at once, by a key per word (a stem or a folded form)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Generic, TypeVar

from mtcheck.text.words import Word, fold, is_unspaced, words

# An item is a tuple that begins with its phrase.
T = TypeVar("T", bound=tuple[Any, ...])

# Letters of its first word by which a phrase is filed; keys must keep that many.
FILED_BY = 3
# Combinations of the keys of several words that are tried at one place.
MOST_READINGS = 16


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found at `[start, end)` of the text, in the words `[first, last)`; `items` are all that fit."""

    start: int
    end: int
    first: int
    last: int
    items: tuple[T, ...]


class PhraseIndex(Generic[T]):
    """Tuples that begin with a phrase; it matches where its words follow each other, whatever stands between.

    `key` maps a word to what is compared and must begin with the first letters of `fold(word)`. Phrases are filed by
    those letters and taken apart only when a text has a word that begins so: an article needs a small part of a large
    index, and is not to wait for the rest.
    """

    def __init__(
        self,
        key: Callable[[str], str],
        filed: Mapping[str, list[T]],
        others: Callable[[str], Sequence[str]] = lambda _: (),
    ) -> None:
        """`filed` is what `file_phrases` returns and is left as it is. `others` are further keys of a text's word."""
        self._key = key
        self._others = others
        # Phrases not taken apart yet: by the first letters, then, once a text has these, by the key of the first word.
        self._filed = dict(filed)
        self._by_first: dict[str, list[T]] = {}
        self._items: dict[tuple[str, ...], list[T]] = {}
        self._longest: dict[str, int] = {}

    def find(self, text_words: Sequence[Word], fits: Callable[[T, int, int], bool]) -> list[Match[T]]:
        """All longest matches with an item for which `fits(item, start, end)` holds; one inside another is left out."""
        keys = [(self._key(word.text), *self._others(word.text)) for word in text_words]
        matches: list[Match[T]] = []
        covered = 0
        for first, options in enumerate(keys):
            for key in options:
                self._prepare(key)
            longest = max(self._longest.get(key, 0) for key in options)
            for length in range(min(longest, len(keys) - first), 0, -1):
                last = first + length
                items = self._filed_under(keys[first:last]) if last > covered else []
                if not items:
                    continue
                start, end = text_words[first].start, text_words[last - 1].end
                fitting = tuple(item for item in items if fits(item, start, end))
                if fitting:
                    matches.append(Match(start, end, first, last, fitting))
                    covered = last
                    break
        return matches

    def _filed_under(self, keys: Sequence[tuple[str, ...]]) -> list[T]:
        """The items under any reading of a row of words."""
        if all(len(options) == 1 for options in keys):
            return self._items.get(tuple(options[0] for options in keys), [])
        found: dict[T, None] = {}
        for count, row in enumerate(product(*keys)):
            if count == MOST_READINGS:
                break
            found.update(dict.fromkeys(self._items.get(row, ())))
        return list(found)

    def _prepare(self, key: str) -> None:
        """Takes apart the phrases whose first word has this key."""
        for item in self._filed.pop(key[:FILED_BY], ()):
            self._by_first.setdefault(self._key(_first_word(item[0])), []).append(item)
        for item in self._by_first.pop(key, ()):
            keys = tuple(self._key(word.text) for word in words(item[0]))
            found = self._items.setdefault(keys, [])
            if item not in found:
                found.append(item)
            self._longest[keys[0]] = max(self._longest.get(keys[0], 0), len(keys))


def _first_word(phrase: str) -> str:
    start = phrase.split(" ", 1)[0]
    if not start.isalpha() or any(map(is_unspaced, start)):
        first = words(phrase)[:1]
        return first[0].text if first else ""
    return start


def file_phrases(items: Iterable[T]) -> dict[str, list[T]]:
    """Items by the first letters of their phrases. There are very many of them, hence the memory of beginnings seen."""
    filed: dict[str, list[T]] = {}
    seen: dict[str, list[T]] = {}
    for item in items:
        start = item[0][:FILED_BY]
        file = seen.get(start)
        if file is None:
            plain = start.isalpha() and not any(map(is_unspaced, start))
            file = filed.setdefault(fold(start if plain else _first_word(item[0]))[:FILED_BY], [])
            if plain:
                seen[start] = file
        file.append(item)
    return filed
