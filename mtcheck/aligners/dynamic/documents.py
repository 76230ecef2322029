"""Which text is the translation of which: texts of two folders matched by what they say.

Each text is first a mean of its sentence vectors, as in the work of Guo et al. (2019) on parallel documents, beside a
vector of its hashed numbers and names, weighted by how few texts have them. What a whole folder has in common is taken
away. Of the nearest texts, the one counts whose sentences are most like these, both ways round (Chamfer similarity).
Two texts belong together when each is the other's best and the next best is worse by a margin; all others stay alone,
since a wrong match costs more than a missing one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.aligners.dynamic.texts import cognates, hashed, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mtcheck.document import Document
    from mtcheck.protocols import Encoder

    Floats = NDArray[np.float32]

# So many sentences from the beginning stand for a text, and so many nearest texts are looked at more closely.
SENTENCES = 100
NEAREST = 8
# How much numbers and names say beside the meaning; how much of what a folder has in common is taken away.
NAMES, COMMON = 0.5, 0.8
# The least similarity of two texts that belong together, and by how much they must be nearer than any other.
LEAST, MARGIN = 0.35, 0.08
# The same without an encoder.
LEAST_WORDS, MARGIN_WORDS = 0.45, 0.15
# A text with fewer words that the other folder has too is not judged by them.
FEW = 5
CHUNK = 512


@dataclass(frozen=True, slots=True)
class Match:
    """A source and its translation, by index, with their similarity, and by how much it is above the next best."""

    source: int
    target: int
    score: float
    margin: float


@dataclass(frozen=True, slots=True)
class Matching:
    """Which texts belong together, in the order of the sources; texts without counterpart with their nearest one."""

    matches: tuple[Match, ...]
    sources_alone: dict[int, int | None]
    targets_alone: dict[int, int | None]


@dataclass(frozen=True)
class _Folder:
    """Texts as unit vectors of what they mean and of their words, and the unit vectors of their sentences."""

    meaning: Floats | None
    words: Floats
    sentences: list[Floats]


def match(sources: Sequence[Document], targets: Sequence[Document], encoder: Encoder | None) -> Matching:
    """Which of these segmented documents belong together; without an encoder numbers, names and cognates decide."""
    if not sources or not targets:
        return Matching((), dict.fromkeys(range(len(sources))), dict.fromkeys(range(len(targets))))
    left, right = _folders(sources, targets, encoder)
    alike = _closest(left, right)
    scores: dict[tuple[int, int], float] = {
        (row, column): _likeness(left, right, row, column, value) for (row, column), value in alike.items()
    }
    least, enough = (LEAST, MARGIN) if encoder else (LEAST_WORDS, MARGIN_WORDS)
    best = _ranked(scores, 0, len(sources)), _ranked(scores, 1, len(targets))
    found = []
    for row, ranked in enumerate(best[0]):
        if not ranked:
            continue
        score, column = ranked[0]
        others = [value for value, _ in (*ranked[1:2], *best[1][column][1:2])]
        margin = score - max(others, default=0.0)
        if best[1][column][0][1] == row and score >= least and margin >= enough:
            found.append(Match(row, column, score, margin))
    taken = {one.source for one in found}, {one.target for one in found}
    alone = [
        {index: ranked[0][1] if ranked else None for index, ranked in enumerate(side) if index not in used}
        for side, used in zip(best, taken, strict=True)
    ]
    return Matching(tuple(found), alone[0], alone[1])


def _ranked(scores: dict[tuple[int, int], float], side: int, size: int) -> list[list[tuple[float, int]]]:
    """For each text of a side, the texts of the other one with their scores, best first."""
    found: list[list[tuple[float, int]]] = [[] for _ in range(size)]
    for pair, score in scores.items():
        found[pair[side]].append((score, pair[1 - side]))
    return [sorted(one, key=lambda scored: (-scored[0], scored[1])) for one in found]


def _folders(
    sources: Sequence[Document], targets: Sequence[Document], encoder: Encoder | None
) -> tuple[_Folder, _Folder]:
    texts = [[one.segment_texts()[:SENTENCES] for one in side] for side in (sources, targets)]
    bags = [[Counter(word for text in one for word in cognates(text)) for one in side] for side in texts]
    known = Counter(word for side in bags for bag in side for word in bag)
    both = [{word for bag in side for word in bag} for side in bags]
    total = len(sources) + len(targets)
    weights = {word: float(np.log(1 + total / known[word])) for word in both[0] & both[1]}
    left, right = (_folder(*one, weights, encoder) for one in zip(texts, bags, strict=True))
    return left, right


def _folder(
    texts: Sequence[Sequence[str]], bags: Sequence[Counter[str]], weights: dict[str, float], encoder: Encoder | None
) -> _Folder:
    words = hashed(bags, weights, len(bags))
    words[[sum(word in weights for word in bag) < FEW for bag in bags]] = 0
    if encoder is None:
        return _Folder(None, words, [])
    vectors = [encoder.encode(one) for one in texts]
    means = [
        np.sqrt([len(text) + 1 for text in one], dtype=np.float32) @ some if len(some) else np.zeros(0, np.float32)
        for one, some in zip(texts, vectors, strict=True)
    ]
    width = max(map(len, means))
    whole = unit(np.stack([mean if len(mean) else np.zeros(width, np.float32) for mean in means]))
    share = COMMON * (1 - 1 / len(texts))
    return _Folder(unit(whole - share * whole.mean(axis=0)), words, vectors)


def _closest(left: _Folder, right: _Folder) -> dict[tuple[int, int], float]:
    """Pairs of texts of which one is among the nearest of the other, with the cosine of their words."""
    found: set[tuple[int, int]] = set()
    for one, other, turned in ((left, right, False), (right, left, True)):
        count = min(NEAREST, len(other.words))
        for start in range(0, len(one.words), CHUNK):
            some = slice(start, start + CHUNK)
            alike = one.words[some] @ other.words.T
            if one.meaning is not None and other.meaning is not None:
                alike = one.meaning[some] @ other.meaning.T + NAMES * alike
            nearest = np.argpartition(-alike, count - 1, axis=1)[:, :count]
            for row, near in enumerate(nearest.tolist(), start):
                found.update((column, row) if turned else (row, column) for column in near)
    return {(row, column): float(left.words[row] @ right.words[column]) for row, column in sorted(found)}


def _likeness(left: _Folder, right: _Folder, row: int, column: int, words: float) -> float:
    """How alike two texts are, 1 at most."""
    if left.meaning is None:
        return words
    some, others = left.sentences[row], right.sentences[column]
    if not len(some) or not len(others):
        return 0.0
    alike = some @ others.T
    sentences = float(alike.max(axis=1).mean() + alike.max(axis=0).mean()) / 2
    return sentences + NAMES * max(0.0, words) * (1 - sentences)
