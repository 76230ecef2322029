"""Pairs of names for `train_transliteration.py`: what is held back, what is noise, wrong names that are near."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from mtcheck.text.romanisation_schemes import Schemes, is_plain
from mtcheck.text.romanisation_sounds import consonants, likeness, roman
from mtcheck.text.transliteration import cyrillic_letters, latin_letters

Pair = tuple[str, str]  # Latin, Cyrillic
LONGEST = 22  # letters of names that are trained on
PARTS = 9  # names look for their wrong neighbours in a part of the training data as large as what is held back
ALIKE = 1.0  # likeness, of 2, of tokens that are paired
LETTERS, CONSONANTS = 0.4, 0.6  # pairs with less of both in common are no transliterations


@dataclass(frozen=True, slots=True)
class Data:
    """Pairs to learn from, pairs held back, how often each occurs, and all Latin spellings of a Cyrillic one."""

    train: list[Pair]
    held: list[Pair]
    counts: Mapping[Pair, int]
    known: Mapping[str, set[str]]


def is_held(latin: str) -> bool:
    """Whether a Latin token belongs to the tenth that is held back."""
    return zlib.crc32(latin.encode()) % 10 == 0


def split(counts: Counter[Pair]) -> Data:
    known: defaultdict[str, set[str]] = defaultdict(set)
    for latin, cyrillic in counts:
        known[cyrillic].add(latin)
    train: list[Pair] = []
    held: list[Pair] = []
    for pair in sorted(counts):
        (held if is_held(pair[0]) else train).append(pair)
    return Data(train, held, counts, known)


def is_transliteration(pair: Pair) -> bool:
    """The rule for noise: two names with few letters and few consonants in common are two names.

    It looks at the spellings alone, not at a model, and serves training and measuring alike.
    """
    latin, cyrillic = pair
    letters = Indel.normalized_similarity(roman(cyrillic), latin)
    return bool(letters >= LETTERS or consonants(cyrillic, latin) >= CONSONANTS)


def read_tokens(path: Path) -> Counter[Pair]:
    """Pairs of name tokens from a gzipped TSV of Latin token, Cyrillic letters with spaces between, count."""
    counts: Counter[Pair] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            latin, cyrillic, count = line.rstrip("\n").split("\t")
            pair = latin_letters(latin), cyrillic_letters(cyrillic.replace(" ", ""))
            if min(map(len, pair)) >= 2:
                counts[pair] += int(count)
    return counts


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a TSV with a header, gzipped or not."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(content.decode().splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def paired(cyrillic: list[str], latin: list[str]) -> Iterator[Pair]:
    """Tokens that are most alike each other, both ways, so that the order of names does not matter."""
    scores = {(x, y): likeness(x, y) for x in cyrillic for y in latin}
    for (x, y), score in scores.items():
        rivals = [value for (a, b), value in scores.items() if (a == x) != (b == y)]
        if score >= ALIKE and score > max(rivals, default=0.0):
            yield y, x


def neighbours(pairs: Iterable[Pair], known: Mapping[str, set[str]], wanted: int) -> Iterator[tuple[str, list[str]]]:
    """For every Cyrillic name the most similar Latin names of these pairs that are not its own."""
    pairs = list(pairs)
    latin = sorted({pair[0] for pair in pairs})
    cyrillic = sorted({pair[1] for pair in pairs})
    spare = min(wanted + 25, len(latin) - 1)
    for start in range(0, len(cyrillic), 1000):
        block = cyrillic[start : start + 1000]
        simple = [roman(name) for name in block]
        likeness = process.cdist(simple, latin, scorer=Indel.normalized_similarity, dtype=np.float32, workers=1)
        near = np.argpartition(-likeness, spare, axis=1)[:, :spare]
        for row, name in enumerate(block):
            order = near[row][np.lexsort((near[row], -likeness[row][near[row]]))]
            yield name, [latin[i] for i in order if latin[i] not in known[name]][:wanted]


def training_negatives(data: Data, schemes: Schemes, wanted: int = 6) -> list[Pair]:
    """Near wrong names, less those that are plain romanisations: nobody had that spelling yet, but it is right."""
    found: set[Pair] = set()
    for part in range(PARTS):
        members = [pair for pair in data.train if zlib.crc32(pair[0].encode() + b"part") % PARTS == part]
        for cyrillic, wrong in neighbours(members, data.known, wanted):
            found.update((latin, cyrillic) for latin in wrong if not is_plain(cyrillic, latin, schemes))
    return sorted(pair for pair in found if max(map(len, pair)) <= LONGEST)


def random_negatives(data: Data, count: int) -> list[Pair]:
    """Pairs of names that have nothing to do with each other."""
    rng = np.random.default_rng(11)
    places = rng.integers(len(data.train), size=(count, 2))
    pairs = ((data.train[i][0], data.train[j][1]) for i, j in places)
    return sorted({pair for pair in pairs if pair[0] not in data.known[pair[1]] and max(map(len, pair)) <= LONGEST})
