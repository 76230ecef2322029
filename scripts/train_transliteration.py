"""Trains `references/transliteration/ru-Latn.tsv` from pairs of name tokens and measures it on a held-back tenth.

    python scripts/train_transliteration.py names_ru_en_train.tsv.gz             train, write, measure
    python scripts/train_transliteration.py names_ru_en_train.tsv.gz --measure   measure the table that is there

Input: gzipped TSV of Latin token, Cyrillic letters with spaces between, count. Needs numpy and rapidfuzz.
Deterministic. Steps: hold back a tenth by a hash of the Latin token; learn pairs of chunks by expectation maximisation;
pair every name with its most similar wrong names; learn the weights of a conditional random field over alignments by
logistic loss, first roughly, then without pairs that are noise and without negatives that are easy.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import math
import sys
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel

sys.path.insert(0, str(Path(__file__).parent.parent))
from mtcheck.text.transliteration import (
    BAND,
    COLUMNS,
    EDGE,
    ENDING,
    INFLECTED,
    LENGTH,
    UNIT,
    TransliterationModel,
    cyrillic_letters,
    latin_letters,
    load,
)

Pair = tuple[str, str]  # Latin, Cyrillic
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

TABLE = Path(__file__).parent.parent / "references" / "transliteration" / "ru-Latn.tsv"
LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
LATIN_BASE, CYRILLIC_BASE = len(LATIN) + 1, len(CYRILLIC) + 1
ROMAN = "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".replace("-", "").split(" ")
SIMPLE = str.maketrans(dict(zip(CYRILLIC, ROMAN, strict=True)))
KINDS = ((1, 0), (0, 1), (1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (2, 2), (3, 2))  # Latin and Cyrillic letters of chunks
LONGEST = 22  # letters of names that are trained on
BATCH = 4096
PARTS = 9  # names look for their wrong neighbours in a part of the training data as large as what is held back
NEIGHBOURS = 12
LENGTHS = 32
INFLECTED_WEIGHT = -1.5
ENDINGS = (
    "а:- у:-,а ом:-,ий ем:-,ь,й ым:- им:-,ий е:-,а ы:а и:а,я,ь,ья ой:а,ая ей:я,а я:ь,й ю:ь,й,я "
    "ого:ий,ый ому:ий,ый его:ий ему:ий ую:ая ых:ый"
)


@dataclass(frozen=True, slots=True)
class Data:
    """Pairs to learn from, pairs held back, and all Latin spellings of a Cyrillic one."""

    train: list[Pair]
    held: list[Pair]
    counts: Mapping[Pair, int]
    known: Mapping[str, set[str]]


def read(path: Path) -> Data:
    counts: Counter[Pair] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            latin, cyrillic, count = line.rstrip("\n").split("\t")
            pair = latin_letters(latin), cyrillic_letters(cyrillic.replace(" ", ""))
            if min(map(len, pair)) >= 2:
                counts[pair] += int(count)
    known: defaultdict[str, set[str]] = defaultdict(set)
    for latin, cyrillic in counts:
        known[cyrillic].add(latin)
    train: list[Pair] = []
    held: list[Pair] = []
    for pair in sorted(counts):
        (held if zlib.crc32(pair[0].encode()) % 10 == 0 else train).append(pair)
    return Data(train, held, counts, known)


def neighbours(pairs: Iterable[Pair], known: Mapping[str, set[str]], wanted: int) -> Iterator[tuple[str, list[str]]]:
    """For every Cyrillic name the most similar Latin names of these pairs that are not its own."""
    pairs = list(pairs)
    latin = sorted({pair[0] for pair in pairs})
    cyrillic = sorted({pair[1] for pair in pairs})
    for start in range(0, len(cyrillic), 1000):
        block = cyrillic[start : start + 1000]
        simple = [name.translate(SIMPLE) for name in block]
        likeness = process.cdist(simple, latin, scorer=Indel.normalized_similarity, dtype=np.float32, workers=1)
        near = np.argpartition(-likeness, wanted + 25, axis=1)[:, : wanted + 25]
        for row, name in enumerate(block):
            order = near[row][np.lexsort((near[row], -likeness[row][near[row]]))]
            yield name, [latin[i] for i in order if latin[i] not in known[name]][:wanted]


def training_negatives(data: Data) -> list[Pair]:
    found: set[Pair] = set()
    for part in range(PARTS):
        members = (pair for pair in data.train if zlib.crc32(pair[0].encode() + b"part") % PARTS == part)
        for cyrillic, wrong in neighbours(members, data.known, NEIGHBOURS):
            found.update((latin, cyrillic) for latin in wrong)
    return sorted(pair for pair in found if max(map(len, pair)) <= LONGEST)


class Batch:
    """Pairs of names as arrays of letter numbers, padded with 0 on both sides; `m` and `n` are their lengths."""

    def __init__(self, pairs: list[Pair]) -> None:
        self.m, self.n = (np.array([len(pair[side]) for pair in pairs]) for side in (0, 1))
        self.width, self.height = int(self.m.max()), int(self.n.max())
        self.latin = self._array([pair[0] for pair in pairs], LATIN, self.width)
        self.cyrillic = self._array([pair[1] for pair in pairs], CYRILLIC, self.height)
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
        cyrillic = [self._chunks(self.cyrillic, size, CYRILLIC_BASE, self.n) for size in range(3)]
        for kind, (a, c) in enumerate(KINDS):
            left, right = latin[a][:, :, None], cyrillic[c][:, None, :]
            good = (left >= 0) & (right >= 0) & self.band
            yield kind, a, c, np.where(good, left * CYRILLIC_BASE**c + right, -1)

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


def expectation_maximisation(pairs: list[Pair], rounds: int = 6, least: float = 15.0) -> list[Floats]:
    """Expected counts of chunk pairs, each kind by number; long chunks are held down so that short ones are learned."""
    sizes = [LATIN_BASE**a * CYRILLIC_BASE**c for a, c in KINDS]
    counts = [np.zeros(size) for size in sizes]
    ready = [Batch([pairs[i] for i in places]) for places in batches(pairs, 0)]
    for batch in ready:
        for kind, _, _, keys in batch.chunk_pairs():
            counts[kind] += np.bincount(keys[keys >= 0], minlength=sizes[kind])
    weights = []
    for (a, c), count in zip(KINDS, counts, strict=True):
        table = count.reshape(LATIN_BASE**a, CYRILLIC_BASE**c)
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
    """A conditional random field over alignments: a weight a chunk pair, and one for each letter beside it."""

    def __init__(self, counts: list[Floats], least: float = 15.0) -> None:
        self.pairs: list[Pair] = [("", "")]
        self.numbers: list[Ints] = []
        total = sum(count.sum() for count in counts)
        shares = [0.0]
        for count, (a, c) in zip(counts, KINDS, strict=True):
            floor = 0.0 if a + c == 1 else 1.0 if a + c == 2 else least
            number = np.zeros(count.size, np.int64)
            for key in np.nonzero(count >= floor)[0]:
                if (pair := _decode(int(key), a, c)) is not None:
                    number[key] = len(self.pairs)
                    self.pairs.append(pair)
                    shares.append(count[key] / total)
            self.numbers.append(number)
        size = len(self.pairs)
        ends = np.cumsum([size, size * LATIN_BASE, size * LATIN_BASE, size * CYRILLIC_BASE, size * CYRILLIC_BASE])
        self.starts = [
            int(end) for end in ends
        ]  # next Latin, previous Latin, next Cyrillic, previous Cyrillic, lengths
        self.weights = np.zeros(self.starts[-1] + LENGTHS)
        self.weights[:size] = self._information(shares)
        self.slopes = np.full(self.weights.size, 1e-2)

    def _information(self, shares: list[float]) -> Floats:
        """Half the mutual information of chunk pairs, where learning starts."""
        letters: defaultdict[str, float] = defaultdict(float)
        for (latin, cyrillic), share in zip(self.pairs, shares, strict=True):
            for letter in latin + cyrillic:
                letters[letter] += share
        sums = [sum(letters[letter] for letter in alphabet) for alphabet in (LATIN, CYRILLIC)]
        values = np.zeros(len(shares))
        for place, ((latin, cyrillic), share) in enumerate(zip(self.pairs, shares, strict=True)):
            if len(latin) + len(cyrillic) <= 1:
                values[place] = -2.0
                continue
            chance = sum(math.log(letters[x] / sums[0]) for x in latin) + sum(
                math.log(letters[x] / sums[1]) for x in cyrillic
            )
            values[place] = min(max((math.log(max(share, 1e-9)) - chance) / 2, -4), 4)
        return values

    def _odds(self, batch: Batch) -> tuple[list[Floats], list[tuple[tuple[Ints, ...], list[Ints]]]]:
        odds, features = [], []
        for kind, a, c, keys in batch.chunk_pairs():
            number = np.where(keys >= 0, self.numbers[kind][keys], 0).transpose(1, 2, 0)
            place = i, j, row = np.nonzero(number)
            found = number[place]
            ids = [
                found,
                self.starts[0] + found * LATIN_BASE + batch.latin[row, 1 + i + a],
                self.starts[1] + found * LATIN_BASE + batch.latin[row, i],
                self.starts[2] + found * CYRILLIC_BASE + batch.cyrillic[row, 1 + j + c],
                self.starts[3] + found * CYRILLIC_BASE + batch.cyrillic[row, j],
            ]
            value = np.zeros(number.shape)
            value[place] = np.exp(np.clip(sum(self.weights[x] for x in ids), -12, 12))
            odds.append(value)
            features.append((place, ids))
        return odds, features

    def _length(self, batch: Batch) -> Ints:
        """Places of the weights for the letters of both names together."""
        places: Ints = self.starts[4] + np.minimum(batch.m + batch.n, LENGTHS - 1)
        return places

    def log_odds(self, pairs: list[Pair]) -> Floats:
        found = np.zeros(len(pairs))
        for places in batches(pairs, 0):
            batch = Batch([pairs[i] for i in places])
            whole = batch.sums(self._odds(batch)[0])[2]
            found[places] = np.log(whole + 1e-300) + self.weights[self._length(batch)]
        return found

    def learn(
        self, right: list[Pair], wrong: list[Pair], epochs: int, *, decay: bool, l1: float = 0.0, rate: float = 0.3
    ) -> None:
        """Logistic loss by Adagrad, with a proximal step that sets weak contexts to nothing."""
        pairs = right + wrong
        truth = np.repeat([1.0, 0.0], [len(right), len(wrong)])
        done, all_steps = 0, epochs * len(batches(pairs, 0))
        for epoch in range(epochs):
            started, loss = time.monotonic(), 0.0
            parts = batches(pairs, epoch)
            for turn in np.random.default_rng(epoch).permutation(len(parts)):
                places = parts[turn]
                part_loss, ids, slopes = self._slope(Batch([pairs[i] for i in places]), truth[places])
                loss += part_loss
                slope = np.bincount(ids, slopes, self.weights.size) / len(places) * 100
                some = np.nonzero(slope)[0]
                steep = slope[some] - 1e-6 * self.weights[some]
                self.slopes[some] += steep**2
                step = rate * (1 - done / all_steps if decay else 1) / np.sqrt(self.slopes[some])
                weights = self.weights[some] + step * steep
                context = (some >= self.starts[0]) & (some < self.starts[4])
                shrunk = np.sign(weights) * np.maximum(np.abs(weights) - step * l1, 0)
                self.weights[some] = np.where(context, shrunk, weights)
                done += 1
            print(f"  epoch {epoch}: loss {loss / len(pairs):.4f}, {time.monotonic() - started:.0f} s", flush=True)

    def _slope(self, batch: Batch, truth: Floats) -> tuple[float, Ints, Floats]:
        odds, features = self._odds(batch)
        forward, backward, whole = batch.sums(odds)
        length = self._length(batch)
        chance = 1 / (1 + np.exp(-np.clip(np.log(whole + 1e-300) + self.weights[length], -40, 40)))
        miss = truth - chance
        ids, slopes = [length], [miss]
        for (a, c), odd, ((i, j, row), found) in zip(KINDS, odds, features, strict=True):
            slope = forward[i, j, row] * odd[i, j, row] * backward[i + a, j + c, row] * (miss / (whole + 1e-300))[row]
            some = np.abs(slope) > 1e-5
            for feature in found:
                ids.append(feature[some])
                slopes.append(slope[some])
        loss = -np.log(np.where(truth > 0, chance, 1 - chance) + 1e-12).sum()
        return float(loss), np.concatenate(ids), np.concatenate(slopes)

    def rows(self, least: int = 4) -> Iterator[str]:
        """The lines of the table, weights in whole units; weaker contexts are left out."""
        whole = np.rint(self.weights / UNIT).astype(int)
        letters = (EDGE + LATIN, EDGE + LATIN, EDGE + CYRILLIC, EDGE + CYRILLIC)
        for number in sorted(range(1, len(self.pairs)), key=lambda place: self.pairs[place]):
            cells = [*self.pairs[number], str(whole[number])]
            for start, alphabet in zip(self.starts, letters, strict=False):
                values = whole[start + number * len(alphabet) :][: len(alphabet)]
                cells.append("".join(f"{x}{v}" for x, v in zip(alphabet, values, strict=True) if abs(v) >= least))
            yield "\t".join(cells)
        for length in range(4, LENGTHS):
            yield f"{LENGTH}\t{length}\t{whole[self.starts[4] + length]}"
        for ending in ENDINGS.split():
            form, _, nominatives = ending.partition(":")
            yield f"{ENDING}\t{form}\t{nominatives.replace(',', ' ')}"
        yield f"{INFLECTED}\t\t{round(INFLECTED_WEIGHT / UNIT)}"


def _decode(key: int, latin: int, cyrillic: int) -> Pair | None:
    """Letters of a chunk pair by its number; None where a letter is padding."""
    left = right = ""
    for _ in range(cyrillic):
        key, letter = divmod(key, CYRILLIC_BASE)
        right = (EDGE + CYRILLIC)[letter] + right
    for _ in range(latin):
        key, letter = divmod(key, LATIN_BASE)
        left = (EDGE + LATIN)[letter] + left
    return None if EDGE in left + right else (left, right)


def train(data: Data, epochs: int) -> Field:
    right = [pair for pair in data.train if max(map(len, pair)) <= LONGEST]
    field = Field(expectation_maximisation([pair for pair in right if max(map(len, pair)) <= 20]))
    print(f"{len(right)} pairs, {len(field.pairs) - 1} chunk pairs", flush=True)
    wrong = training_negatives(data)
    some = [wrong[i] for i in np.random.default_rng(1).permutation(len(wrong))[: len(right)]]
    field.learn(right, some, 1, decay=False)
    good, bad = field.log_odds(right), field.log_odds(wrong)
    right_kept = [pair for pair, odds in zip(right, good, strict=True) if odds > -1]
    wrong_kept = [pair for pair, odds in zip(wrong, bad, strict=True) if -4.5 < odds < 3]
    print(f"{len(right_kept)} pairs kept, {len(wrong_kept)} of {len(wrong)} negatives", flush=True)
    field.learn(right_kept, wrong_kept, epochs, decay=True)
    return field


def write(field: Field, source: Path, data: Data) -> None:
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    comments = [
        "Weights of a transliteration model, Russian to Latin letters; see mtcheck/text/transliteration.py.",
        f"provenance: trained by scripts/train_transliteration.py on {len(data.train)} pairs of name tokens from",
        f"{source.name} (CC0, sha256 {digest});",
        f"{len(data.held)} pairs, a tenth by the CRC of the Latin token, held back. Endings are written by hand.",
        f"Weights are log-odds in units of {UNIT}. Contexts are letters with weights; {EDGE} is the edge of the name.",
    ]
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    lines = [*(f"# {comment}" for comment in comments), "\t".join(COLUMNS), *field.rows()]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TABLE}: {TABLE.stat().st_size} bytes")


def measure(model: TransliterationModel, data: Data) -> None:
    """Prints recall at 1 % false positives, area under the curve and top-1 accuracy on what was held back."""
    near = dict(neighbours(data.held, data.known, 5))
    started = time.monotonic()
    good = np.array([model.score(cyrillic, latin) for latin, cyrillic in data.held])
    bad = np.array([model.score(cyrillic, latin) for cyrillic in sorted(near) for latin in near[cyrillic]])
    pace = (time.monotonic() - started) / (len(good) + len(bad)) * 1e6
    threshold = float(np.quantile(bad, 0.99))
    ranks = np.concatenate([good, bad]).argsort(kind="stable").argsort()
    area = (ranks[: len(good)].mean() - (len(good) - 1) / 2) / len(bad)
    often = np.array([data.counts[pair] >= 2 for pair in data.held])
    alike = np.array([Indel.normalized_similarity(pair[0], pair[1].translate(SIMPLE)) >= 0.4 for pair in data.held])
    print(f"held back: {len(good)} pairs, {len(bad)} nearest wrong names; {pace:.0f} microseconds a pair")
    print(f"recall at 1 % false positives {(good > threshold).mean():.4f} at score {threshold:.3f}; AUC {area:.4f}")
    print(f"  of pairs counted twice or more ({often.sum()}): {(good > threshold)[often].mean():.4f}")
    print(f"  of pairs alike at all, Indel similarity .4 ({alike.sum()}): {(good > threshold)[alike].mean():.4f}")
    for score in (0.5, 0.7, 0.9):
        print(f"  at score {score}: recall {(good > score).mean():.4f}, false positives {(bad > score).mean():.4f}")
    rng = np.random.default_rng(5)
    names = sorted({pair[0] for pair in data.held})
    sample = rng.permutation(len(data.held))[:2000]
    hits = 0
    for place in sample:
        latin, cyrillic = data.held[place]
        others = [
            name for name in (names[i] for i in rng.integers(len(names), size=40)) if name not in data.known[cyrillic]
        ]
        hits += model.best(cyrillic, [*near[cyrillic], *others[:25], latin])[0] == len(near[cyrillic]) + 25
    print(f"right name first among 25 random and 5 near ones: {hits / len(sample):.4f} of {len(sample)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, help="names_ru_en_train.tsv.gz")
    parser.add_argument("--measure", action="store_true", help="only measure the table that is there")
    parser.add_argument("--epochs", type=int, default=3)
    options = parser.parse_args()
    data = read(options.pairs)
    if not options.measure:
        write(train(data, options.epochs), options.pairs, data)
    measure(load(TABLE), data)


if __name__ == "__main__":
    main()
