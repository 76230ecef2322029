"""The best alignment of a Cyrillic and a Latin spelling in chunks of up to two Cyrillic and four Latin letters.

A dynamic programme over pairs of prefixes (Viterbi): every pair of chunks that the table knows has a weight, and the
alignment with the largest sum wins. Columns, one for each Cyrillic prefix, are kept, so that other endings of a word
are aligned at the cost of their own letters.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

BAND = 3.0  # how far an alignment may leave the diagonal, in Latin letters
LARGEST, WIDEST = 4, 2  # Latin and Cyrillic letters of a chunk
HOPELESS = -6.0  # an alignment whose prefixes all fall below this sum is given up

Row = Mapping[str, tuple[float, int]]
"""Weight and number of a pair of chunks, by the Latin chunk."""

Chunks = Mapping[str, Row]
"""Rows by the Cyrillic chunk; the empty chunk is one too."""


class Alignment(NamedTuple):
    """The numbers of the pairs of chunks in order, and the sum of their weights."""

    weight: float
    numbers: tuple[int, ...]


class _Column(NamedTuple):
    """For each Latin prefix the best sum, and the step that leads there: Latin letters, Cyrillic letters, number."""

    sums: list[float]
    steps: list[tuple[int, int, int] | None]


class Aligner:
    """Aligns one Cyrillic word, and variants of it, with one Latin word after another."""

    def __init__(self, word: str, variants: Sequence[str], chunks: Chunks) -> None:
        self._word = word
        self._variants = [(variant, _shared(variant, word)) for variant in variants]
        self._chunks = chunks
        self._extra = chunks.get("", {})
        self._options = {form: self._choices(form) for form in (word, *variants)}
        self._columns: dict[str, list[_Column]] = {}

    def align(self, latin: str) -> Alignment | None:
        """The best alignment of the word; None where there is none worth looking at."""
        self._columns[latin] = columns = self._extend([], self._word, latin)
        return _path(columns, len(self._word))

    def align_variant(self, latin: str) -> Alignment | None:
        """The best alignment of any variant of the word with a Latin word that has been aligned."""
        columns = self._columns[latin]
        best: Alignment | None = None
        for variant, shared in self._variants:
            if shared < len(columns):
                found = _path(self._extend(columns[: shared + 1], variant, latin), len(variant))
                if found and (best is None or found.weight > best.weight):
                    best = found
        return best

    def _choices(self, word: str) -> list[list[tuple[int, Row]]]:
        """For each prefix the chunks that can end it, with their Cyrillic letters."""
        choices: list[list[tuple[int, Row]]] = []
        for end in range(len(word) + 1):
            sizes = range(1, min(end, WIDEST) + 1)
            found = ((size, self._chunks.get(word[end - size : end])) for size in sizes)
            choices.append([(size, options) for size, options in found if options])
        return choices

    def _extend(self, columns: list[_Column], word: str, latin: str) -> list[_Column]:
        """Add the missing columns; stops early where no alignment is left."""
        choices = self._options[word]
        for j in range(len(columns), len(word) + 1):
            sources = [(width, options, columns[j - width].sums) for width, options in choices[j]]
            columns.append(self._column(j, latin, sources))
            if max(columns[-1].sums) < HOPELESS and (j == 0 or max(columns[-2].sums) < HOPELESS):
                break
        return columns

    def _column(self, j: int, latin: str, sources: Sequence[tuple[int, Row, list[float]]]) -> _Column:
        """The column of the Cyrillic prefix of j letters, from chunks that end it and the columns they start from."""
        size, ends = len(latin), _ends(latin)
        middle = j * size / len(self._word)
        sums = [-math.inf] * (size + 1)
        steps: list[tuple[int, int, int] | None] = [None] * (size + 1)
        if j == 0:
            sums[0] = 0.0
        for i in range(max(math.ceil(middle - BAND), 0), min(math.floor(middle + BAND), size) + 1):
            total, step = sums[i], None
            for width, options, source in sources:
                for letters, chunk in enumerate(ends[i]):
                    if (value := source[i - letters]) > HOPELESS and (found := options.get(chunk)):
                        value += found[0]
                        if value > total:
                            total, step = value, (letters, width, found[1])
            if i and (value := sums[i - 1]) > HOPELESS and (found := self._extra.get(latin[i - 1])):
                value += found[0]
                if value > total:
                    total, step = value, (1, 0, found[1])
            sums[i], steps[i] = total, step
        return _Column(sums, steps)


def _path(columns: Sequence[_Column], length: int) -> Alignment | None:
    if len(columns) <= length or columns[length].sums[-1] < HOPELESS:
        return None
    numbers: list[int] = []
    i, j = len(columns[length].sums) - 1, length
    while step := columns[j].steps[i]:
        i, j = i - step[0], j - step[1]
        numbers.append(step[2])
    return Alignment(columns[length].sums[-1], tuple(reversed(numbers)))


@lru_cache(maxsize=4096)
def _ends(latin: str) -> tuple[tuple[str, ...], ...]:
    """For each prefix of a Latin word the chunks that end it, from none to four letters."""
    return tuple(tuple(latin[i - a : i] for a in range(min(i, LARGEST) + 1)) for i in range(len(latin) + 1))


def _shared(variant: str, word: str) -> int:
    """Number of letters that a variant has in common with the start of the word."""
    count = 0
    while count < len(variant) and count < len(word) and variant[count] == word[count]:
        count += 1
    return count
