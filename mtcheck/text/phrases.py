"""Finding many known phrases in a text at once, by a key per word (a stem or a folded form)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from mtcheck.text.words import Word, words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A phrase found at `[start, end)` of the text, in the words `[first, last)`; `payloads` of all phrases with these keys."""

    start: int
    end: int
    first: int
    last: int
    payloads: tuple[T, ...]


class PhraseIndex(Generic[T]):
    """Phrases with a payload each. A phrase matches where its words follow each other, whatever stands between them."""

    def __init__(self, key: Callable[[str], str], phrases: Iterable[tuple[str, T]]) -> None:
        self._key = key
        self._payloads: dict[tuple[str, ...], list[T]] = {}
        self._longest: dict[str, int] = {}
        for phrase, payload in phrases:
            keys = tuple(key(word.text) for word in words(phrase))
            if not keys:
                continue
            found = self._payloads.setdefault(keys, [])
            if payload not in found:
                found.append(payload)
            self._longest[keys[0]] = max(self._longest.get(keys[0], 0), len(keys))

    def __len__(self) -> int:
        return len(self._payloads)

    def find(self, text_words: Sequence[Word], fits: Callable[[T, int, int], bool]) -> list[Match[T]]:
        """All longest matches with a payload for which `fits(payload, start, end)` holds; one inside another is left out."""
        keys = [self._key(word.text) for word in text_words]
        matches: list[Match[T]] = []
        covered = 0
        for first, key in enumerate(keys):
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
