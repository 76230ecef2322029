"""Finding many known phrases in a text at once, by a key per word (a stem or a folded form)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from mtcheck.text.words import Word, fold, is_unspaced, words

T = TypeVar("T")

# Letters of its first word by which a phrase is filed; keys must keep that many.
FILED_BY = 3


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found at `[start, end)` of the text, in the words `[first, last)`; `payloads` of all phrases with these keys."""

    start: int
    end: int
    first: int
    last: int
    payloads: tuple[T, ...]


class PhraseIndex(Generic[T]):
    """Phrases with a payload each. A phrase matches where its words follow each other, whatever stands between them.

    `key` maps a word to what is compared and must begin with the first letters of `fold(word)`. Phrases are filed by
    those letters and taken apart only when a text has a word that begins so: an article needs a small part of a large
    index, and is not to wait for the rest.
    """

    def __init__(self, key: Callable[[str], str], phrases: Iterable[tuple[str, T]]) -> None:
        self._key = key
        self._filed: dict[str, list[tuple[str, T]]] = {}
        for item in phrases:
            self._filed.setdefault(_file_of(item[0]), []).append(item)
        self._payloads: dict[tuple[str, ...], list[T]] = {}
        self._longest: dict[str, int] = {}

    def find(self, text_words: Sequence[Word], fits: Callable[[T, int, int], bool]) -> list[Match[T]]:
        """All longest matches with a payload for which `fits(payload, start, end)` holds; one inside another is left out."""
        keys = [self._key(word.text) for word in text_words]
        matches: list[Match[T]] = []
        covered = 0
        for first, key in enumerate(keys):
            if key[:FILED_BY] in self._filed:
                self._take_apart(key[:FILED_BY])
            for length in range(min(self._longest.get(key, 0), len(keys) - first), 0, -1):
                last = first + length
                payloads = self._payloads.get(tuple(keys[first:last]))
                if payloads is None or last <= covered:
                    continue
                start, end = text_words[first].start, text_words[last - 1].end
                fitting = tuple(payload for payload in payloads if fits(payload, start, end))
                if fitting:
                    matches.append(Match(start, end, first, last, fitting))
                    covered = last
                    break
        return matches

    def _take_apart(self, file: str) -> None:
        for phrase, payload in self._filed.pop(file):
            keys = tuple(self._key(word.text) for word in words(phrase))
            if keys:
                found = self._payloads.setdefault(keys, [])
                if payload not in found:
                    found.append(payload)
                self._longest[keys[0]] = max(self._longest.get(keys[0], 0), len(keys))


def _file_of(phrase: str) -> str:
    start = phrase[:FILED_BY]
    if not start.isalnum() or is_unspaced(start[:1]):
        first = words(phrase)[:1]
        start = first[0].text if first else ""
    return fold(start)[:FILED_BY]
