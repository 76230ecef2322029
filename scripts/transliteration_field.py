"""The conditional random field of `train_transliteration.py`: weights of pairs of chunks, learned from pairs of names.

Pairs of chunks are found by expectation maximisation; their weights are learned by logistic loss on right and wrong
pairs of names, where the log-odds of a pair are the logarithm of the sum over all its alignments in a band.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Pair = tuple[str, str]  # Latin, Cyrillic
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LATIN = "abcdefghijklmnopqrstuvwxyz"
LATIN_BASE = len(LATIN) + 1
KINDS = ((1, 0), (0, 1), (1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (2, 2), (3, 2))  # Latin and Cyrillic letters of chunks
BAND = 3.0
BATCH = 4096
LENGTHS = 32
NOTHING = "$"


class Batch:
    """Pairs of names as arrays of letter numbers, padded with 0 on both sides; `m` and `n` are their lengths."""

    def __init__(self, pairs: list[Pair], cyrillic: str) -> None:
        self.base = len(cyrillic) + 1
        self.m, self.n = (np.array([len(pair[side]) for pair in pairs]) for side in (0, 1))
        self.width, self.height = int(self.m.max()), int(self.n.max())
        self.latin = self._array([pair[0] for pair in pairs], LATIN, self.width)
        self.cyrillic = self._array([pair[1] for pair in pairs], cyrillic, self.height)
        i, j = np.arange(self.width + 1)[None, :, None], np.arange(self.height + 1)[None, None, :]
        m, n = self.m[:, None, None], self.n[:, None, None]
        self.band = np.abs(i * n - j * m) / np.maximum(m, n) <= BAND

    @staticmethod
    def _array(names: list[str], alphabet: str, width: int) -> Ints:
        number = {letter: place for place, letter in enumerate(alphabet, start=1)}
        array = np.zeros((len(names), width + 5), np.int64)
        for row, name in enumerate(names):
            array[row, 1 : len(name) + 1] = [number[letter] for letter in name]
        return array

    def chunk_pairs(self) -> Iterator[tuple[int, int, int, Ints]]:
        """For each kind of chunk pairs: kind, sizes, numbers [pairs, width + 1, height + 1] by start; -1 for none."""
        latin = [self._chunks(self.latin, size, LATIN_BASE, self.m) for size in range(5)]
        cyrillic = [self._chunks(self.cyrillic, size, self.base, self.n) for size in range(3)]
        for kind, (a, c) in enumerate(KINDS):
            left, right = latin[a][:, :, None], cyrillic[c][:, None, :]
            good = (left >= 0) & (right >= 0) & self.band
            yield kind, a, c, np.where(good, left * self.base**c + right, -1)

    @staticmethod
    def _chunks(array: Ints, size: int, base: int, lengths: Ints) -> Ints:
        places = array.shape[1] - 4
        value = np.zeros((array.shape[0], places), np.int64)
        for offset in range(size):
            value = value * base + array[:, 1 + offset : 1 + offset + places]
        value[(np.arange(places) + size)[None, :] > lengths[:, None]] = -1
        return value

    def sums(self, odds: list[Floats]) -> tuple[Floats, Floats, Floats]:
        """Forward and backward sums [width + 1, height + 1, pairs] over alignments, and the whole sum."""
        pairs = np.arange(len(self.m))
        forward = np.zeros((self.width + 1, self.height + 1, len(pairs)))
        backward = np.zeros_like(forward)
        forward[0, 0] = 1
        backward[self.m, self.n, pairs] = 1
        cells = [(i, j) for i in range(self.width + 1) for j in range(self.height + 1)]
        for i, j in cells:
            for kind, (a, c) in enumerate(KINDS):
                if i >= a and j >= c:
                    forward[i, j] += forward[i - a, j - c] * odds[kind][i - a, j - c]
        for i, j in reversed(cells):
            for kind, (a, c) in enumerate(KINDS):
                if i + a <= self.width and j + c <= self.height:
                    backward[i, j] += backward[i + a, j + c] * odds[kind][i, j]
        return forward, backward, forward[self.m, self.n, pairs]


def batches(pairs: list[Pair], seed: int) -> list[Ints]:
    """Places of pairs in batches of about equal lengths, mixed within."""
    sizes = np.array([max(map(len, pair)) * 40 + min(map(len, pair)) for pair in pairs])
    order = np.lexsort((np.random.default_rng(seed).random(len(pairs)), sizes))
    return [order[start : start + BATCH] for start in range(0, len(order), BATCH)]


def expectation_maximisation(pairs: list[Pair], alphabet: str, rounds: int = 6, least: float = 15.0) -> list[Floats]:
    """Expected counts of chunk pairs, each kind by number; long chunks are held down so that short ones are learned."""
    base = len(alphabet) + 1
    sizes = [LATIN_BASE**a * base**c for a, c in KINDS]
    counts = [np.zeros(size) for size in sizes]
    ready = [Batch([pairs[i] for i in places], alphabet) for places in batches(pairs, 0)]
    for batch in ready:
        for kind, _, _, keys in batch.chunk_pairs():
            counts[kind] += np.bincount(keys[keys >= 0], minlength=sizes[kind])
    weights = []
    for (a, c), count in zip(KINDS, counts, strict=True):
        table = count.reshape(LATIN_BASE**a, base**c)
        chance = table.sum(1, keepdims=True) * table.sum(0, keepdims=True) / max(table.sum(), 1)
        start = np.full_like(table, 1e-3) if a + c == 1 else np.where(table >= least, table**2 / (chance + 1), 0)
        weights.append(start.ravel())
    for turn in range(rounds):
        total = sum(weight.sum() for weight in weights)
        weights = [weight / total for weight in weights]
        counts = [np.zeros(size) for size in sizes]
        for batch in ready:
            odds, numbers = [], []
            for kind, _, _, keys in batch.chunk_pairs():
                odds.append(np.where(keys >= 0, weights[kind][keys], 0).transpose(1, 2, 0).copy())
                numbers.append(keys.transpose(1, 2, 0))
            forward, backward, whole = batch.sums(odds)
            share = np.where(whole > 0, 1 / np.where(whole > 0, whole, 1), 0)
            for kind, (a, c) in enumerate(KINDS):
                rows, lines = batch.width + 1 - a, batch.height + 1 - c
                expected = forward[:rows, :lines] * odds[kind][:rows, :lines] * backward[a:, c:] * share
                some = expected > 1e-6
                counts[kind] += np.bincount(numbers[kind][:rows, :lines][some], expected[some], sizes[kind])
        for kind, (a, c) in enumerate(KINDS):
            if a + c > 2:
                counts[kind][counts[kind] < least * (turn + 1) / rounds] = 0
        weights = [count * math.exp(-1.5 * (max(kind) - 1)) for count, kind in zip(counts, KINDS, strict=True)]
    return weights


class Field:
    """A conditional random field over alignments: a weight for each pair of chunks, and for the length of the names."""

    def __init__(self, counts: list[Floats], alphabet: str, least: float = 15.0) -> None:
        self.alphabet = alphabet
        self.pairs: list[Pair] = [("", "")]
        self.numbers: list[Ints] = []
        total = sum(count.sum() for count in counts)
        shares = [0.0]
        for count, (a, c) in zip(counts, KINDS, strict=True):
            floor = 0.0 if a + c == 1 else 1.0 if a + c == 2 else least
            number = np.zeros(count.size, np.int64)
            for key in np.nonzero(count >= floor)[0]:
                if (pair := self._decode(int(key), a, c)) is not None:
                    number[key] = len(self.pairs)
                    self.pairs.append(pair)
                    shares.append(count[key] / total)
            self.numbers.append(number)
        self.weights = np.concatenate([self._information(shares), np.zeros(LENGTHS)])
        self.slopes = np.full(self.weights.size, 1e-2)

    def table(self) -> dict[Pair, float]:
        """Weights of the pairs of chunks."""
        return dict(sorted(zip(self.pairs[1:], self.weights[1:].tolist(), strict=False)))

    def _information(self, shares: list[float]) -> Floats:
        """Half the mutual information of chunk pairs, where learning starts."""
        letters: defaultdict[str, float] = defaultdict(float)
        for (latin, cyrillic), share in zip(self.pairs, shares, strict=True):
            for letter in latin + cyrillic:
                letters[letter] += share
        sums = [sum(letters[letter] for letter in alphabet) for alphabet in (LATIN, self.alphabet)]
        values = np.zeros(len(shares))
        for place, ((latin, cyrillic), share) in enumerate(zip(self.pairs, shares, strict=True)):
            if len(latin) + len(cyrillic) <= 1:
                values[place] = -2.0
                continue
            chance = sum(math.log(letters[x] / sums[0]) for x in latin)
            chance += sum(math.log(letters[x] / sums[1]) for x in cyrillic)
            values[place] = min(max((math.log(max(share, 1e-9)) - chance) / 2, -4), 4)
        return values

    def _odds(self, batch: Batch) -> tuple[list[Floats], list[tuple[tuple[Ints, ...], Ints]]]:
        odds, features = [], []
        for kind, _, _, keys in batch.chunk_pairs():
            number = np.where(keys >= 0, self.numbers[kind][keys], 0).transpose(1, 2, 0)
            place = np.nonzero(number)
            value = np.zeros(number.shape)
            value[place] = np.exp(np.clip(self.weights[number[place]], -12, 12))
            odds.append(value)
            features.append((place, number[place]))
        return odds, features

    def learn(self, right: list[Pair], wrong: list[Pair], epochs: int, rate: float = 0.3) -> None:
        """Logistic loss by Adagrad with a step that falls to nothing."""
        pairs = right + wrong
        truth = np.repeat([1.0, 0.0], [len(right), len(wrong)])
        done, all_steps = 0, epochs * len(batches(pairs, 0))
        for epoch in range(epochs):
            started, loss = time.monotonic(), 0.0
            parts = batches(pairs, epoch)
            for turn in np.random.default_rng(epoch).permutation(len(parts)):
                places = parts[turn]
                batch = Batch([pairs[i] for i in places], self.alphabet)
                part_loss, ids, slopes = self._slope(batch, truth[places])
                loss += part_loss
                slope = np.bincount(ids, slopes, self.weights.size) / len(places) * 100 - 1e-6 * self.weights
                self.slopes += slope**2
                self.weights += rate * (1 - done / all_steps) * slope / np.sqrt(self.slopes)
                done += 1
            print(f"  epoch {epoch}: loss {loss / len(pairs):.4f}, {time.monotonic() - started:.0f} s", flush=True)

    def _slope(self, batch: Batch, truth: Floats) -> tuple[float, Ints, Floats]:
        odds, features = self._odds(batch)
        forward, backward, whole = batch.sums(odds)
        length: Ints = len(self.pairs) + np.minimum(batch.m + batch.n, LENGTHS - 1)
        chance = 1 / (1 + np.exp(-np.clip(np.log(whole + 1e-300) + self.weights[length], -40, 40)))
        miss = truth - chance
        ids, slopes = [length], [miss]
        for (a, c), odd, ((i, j, row), found) in zip(KINDS, odds, features, strict=True):
            slope = forward[i, j, row] * odd[i, j, row] * backward[i + a, j + c, row] * (miss / (whole + 1e-300))[row]
            some = np.abs(slope) > 1e-5
            ids.append(found[some])
            slopes.append(slope[some])
        loss = -np.log(np.where(truth > 0, chance, 1 - chance) + 1e-12).sum()
        return float(loss), np.concatenate(ids), np.concatenate(slopes)

    def _decode(self, key: int, latin: int, cyrillic: int) -> Pair | None:
        """Letters of a chunk pair by its number; None where a letter is padding."""
        left = right = ""
        for _ in range(cyrillic):
            key, letter = divmod(key, len(self.alphabet) + 1)
            right = (NOTHING + self.alphabet)[letter] + right
        for _ in range(latin):
            key, letter = divmod(key, LATIN_BASE)
            left = (NOTHING + LATIN)[letter] + left
        return None if NOTHING in left + right else (left, right)
