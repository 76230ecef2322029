"""Sentence alignment in two searches: a coarse one that proposes blocks, an exact one that weighs them.

Blocks of up to five sentences on a side, eight together, are proposed by sums of sentence vectors (`coarse`). What is
left, a handful a sentence, is encoded as whole texts, as in Vecalign (Thompson & Koehn, EMNLP 2019) and Bertalign (Liu
& Zhu, 2022), or nearly so, where an encoder adds up the parts of texts. It is weighed by a log-linear model of the way
through both texts, a semi-Markov conditional random field (Sarawagi & Cohen, NIPS 2004), with similarity, margins,
lengths, numbers and words in common, marks, paragraphs and what each few words find as its features (`features`,
`windows`); its best way is the alignment, its odds the scores (`lattice`). A last look finds blocks that have moved
(`moves`). Without an encoder, words that are alike, numbers and the bilingual dictionary stand for vectors.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.aligners.dynamic import coarse, features, lattice, moves
from mtcheck.aligners.dynamic.own import Scale
from mtcheck.aligners.dynamic.texts import Side, sides
from mtcheck.aligners.dynamic.weights import Weights, weights
from mtcheck.alignment import Link
from mtcheck.protocols import PartsEncoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mtcheck.document import Document
    from mtcheck.protocols import Encoder

# The log-odds by which a block that has moved must be likelier than two without counterpart, and how long it must be.
MOVED = 4.0
Step = tuple[int, int, int, int]
Placed = tuple[Step, float]


def align(source: Document, target: Document, encoder: Encoder | None) -> list[Link]:
    """Links in the order of the source, each segment in exactly one; a block that has moved crosses others."""
    n, m = len(source.segments), len(target.segments)
    if not n or not m:
        return [Link((i,), (), 0.0) for i in range(n)] + [Link((), (j,), 0.0) for j in range(m)]
    left, right = sides(source, target, encoder)
    weighed = weights(_knowledge(source, target, encoder), features.NAMES)
    found, scale = _way(left, right, encoder, weighed)
    links = _links(_with_moves(found, left, right, encoder, weighed, scale))
    # One sentence each: whatever they say, there is nothing else to compare them with.
    return [Link((0,), (0,), 0.0)] if n == m == 1 and len(links) > 1 else links


def _knowledge(source: Document, target: Document, encoder: Encoder | None) -> str:
    """Which weights fit."""
    if encoder is None:
        return "none"
    spoken = encoder.languages
    if spoken is not None and not {source.lang, target.lang} <= spoken:
        return "stranger"
    return "parts" if isinstance(encoder, PartsEncoder) else "encoder"


def _way(left: Side, right: Side, encoder: Encoder | None, weighed: Weights) -> tuple[list[Placed], Scale]:
    """The best way through both texts, with the probability of each step; and the scale of similarities."""
    reach = coarse.REACH if encoder else coarse.WIDE
    steps = coarse.candidates(left.vectors, right.vectors, (left.lengths, right.lengths), reach)
    rows, scale = features.features(left, right, steps, encoder.encode if encoder else None)
    scores = rows @ weighed.values
    graph = lattice.lattice(steps, len(left), len(right))
    odds, _ = lattice.odds(graph, scores)
    way = lattice.best(graph, scores)
    sure = _calibrated(odds[way], weighed)
    return [((i, j, a, b), p) for (i, j, a, b), p in zip(steps[way].tolist(), sure.tolist(), strict=True)], scale


def _calibrated(odds: NDArray[np.float64], weighed: Weights) -> NDArray[np.float64]:
    odds = np.clip(odds, 1e-6, 1 - 1e-6)
    return 1 / (1 + np.exp(-(weighed.slope * np.log(odds / (1 - odds)) + weighed.offset)))


def _with_moves(
    found: list[Placed], left: Side, right: Side, encoder: Encoder | None, weighed: Weights, scale: Scale
) -> list[Placed]:
    """The same way, where blocks that have no counterpart in order take the one they have elsewhere."""
    alone = [i for (i, _, a, b), _ in found if a and not b], [j for (_, j, a, b), _ in found if b and not a]
    chosen = moves.runs(left, right, alone)
    if not chosen or encoder is None:
        return found
    ways = []
    for (top, bottom), (first, last) in sorted(chosen):
        # Two sentences alone can only be a block, and one that is not likely enough is not worth another search.
        sole = bottom - top == last - first == 1
        if sole and _advantages(left, right, [(top, first, 1, 1)], encoder, weighed, scale)[0] <= MOVED:
            continue
        inner, _ = _way(_part(left, top, bottom), _part(right, first, last), encoder, weighed)
        ways += [((i + top, j + first, a, b), sure) for (i, j, a, b), sure in inner if a and b]
    moved: list[Placed] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    advantages = _advantages(left, right, [step for step, _ in ways], encoder, weighed, scale) if ways else []
    for (step, sure), odds in sorted(zip(ways, advantages, strict=True), key=lambda one: -one[1]):
        rows, columns = set(range(step[0], step[0] + step[2])), set(range(step[1], step[1] + step[3]))
        if odds > MOVED and not rows & taken[0] and not columns & taken[1]:
            taken[0].update(rows)
            taken[1].update(columns)
            moved.append((step, sure / (1 + np.exp(MOVED - odds))))
    kept = [
        (step, sure)
        for step, sure in found
        if not (step[3] == 0 and step[0] in taken[0]) and not (step[2] == 0 and step[1] in taken[1])
    ]
    return _in_order(kept, moved)


def _in_order(kept: list[Placed], moved: list[Placed]) -> list[Placed]:
    """Moved steps at the place of their source."""
    found = []
    rest = sorted(moved)
    for step, sure in kept:
        while rest and rest[0][0][0] < step[0] + (step[2] == 0):
            found.append(rest.pop(0))
        found.append((step, sure))
    return found + rest


def _advantages(
    left: Side, right: Side, blocks: list[Step], encoder: Encoder, weighed: Weights, scale: Scale
) -> list[float]:
    """How much likelier each block is than its sentences without counterpart, as log-odds."""
    alone = (
        sorted({(i + k, j, 1, 0) for i, j, a, _ in blocks for k in range(a)}),
        sorted({(i, j + k, 0, 1) for i, j, _, b in blocks for k in range(b)}),
    )
    steps = np.array([*blocks, *alone[0], *alone[1]])
    scores = (features.features(left, right, steps, encoder.encode, scale)[0] @ weighed.values).tolist()
    rows = {step[0]: score for step, score in zip(alone[0], scores[len(blocks) :], strict=False)}
    columns = {step[1]: score for step, score in zip(alone[1], scores[len(blocks) + len(alone[0]) :], strict=True)}
    return [
        scores[number] - sum(rows[i + k] for k in range(a)) - sum(columns[j + k] for k in range(b))
        for number, (i, j, a, b) in enumerate(blocks)
    ]


def _part(side: Side, start: int, stop: int) -> Side:
    some = slice(start, stop)
    return replace(
        side,
        texts=side.texts[some],
        lengths=side.lengths[some],
        encoded=None if side.encoded is None else side.encoded[some],
        shared=side.shared[some],
        vectors=side.vectors[some],
        marks=side.marks[some],
        joints=side.joints[some],
        heads=None if side.heads is None else side.heads[some],
        tails=None if side.tails is None else side.tails[some],
        parts=side.parts and side.parts.part(start, stop),
    )


def _links(found: list[Placed]) -> list[Link]:
    return [Link(tuple(range(i, i + a)), tuple(range(j, j + b)), float(sure)) for (i, j, a, b), sure in found]
