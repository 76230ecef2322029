"""Sentence alignment by dynamic programming over embeddings of blocks of sentences.

Like Vecalign (Thompson & Koehn, EMNLP 2019) and Bertalign (Liu & Zhu, 2022): blocks of up to three sentences on each
side are encoded as one text and compared; the cheapest sequence of blocks and skips wins. A block's cost falls with its
similarity, taken relative to that of its nearest neighbours (a margin), and rises with a difference in length and with
the number of sentences it joins. The constants were chosen on three gold sets at once; see docs/measurements.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.alignment import Link

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mtcheck.document import Document
    from mtcheck.protocols import Encoder

MAX_BLOCK = 3
MARGIN = 0.8
LENGTH = 0.2
JOIN = 0.17
JOIN_BOTH = 0.05
SKIP = 0.62
PARAGRAPH = 0.1
NEIGHBOURS = 4
# Below this many cells the whole table is searched, above it a corridor along the diagonal.
FULL_CELLS = 4_000_000
CORRIDOR = 400
ROWS = 128
# Back pointers: a block type's index, or one of these.
SKIP_SOURCE, SKIP_TARGET = 100, 101


@dataclass(frozen=True)
class _Side:
    """Blocks of one text; `vectors[k]`, `lengths[k]` and so on describe those of k sentences, by first sentence."""

    vectors: dict[int, NDArray[np.float32]]
    lengths: dict[int, NDArray[np.float64]]
    crossings: dict[int, NDArray[np.float64]]
    hubness: dict[int, NDArray[np.float32]]
    size: int


def align(source: Document, target: Document, encoder: Encoder | None) -> list[Link]:
    """Links in order, each segment in exactly one. Without an encoder only lengths and paragraphs speak."""
    n, m = len(source.segments), len(target.segments)
    if not n or not m:
        return [Link((i,), (), 0.0) for i in range(n)] + [Link((), (j,), 0.0) for j in range(m)]
    left, right = _sides(source, target, encoder)
    pointers, lows, types = _search(left, right)
    return _trace(pointers, lows, types, left, right)


def _sides(source: Document, target: Document, encoder: Encoder | None) -> tuple[_Side, _Side]:
    plain = []
    for document in (source, target):
        texts = document.segment_texts()
        blocks = {k: [" ".join(texts[i : i + k]) for i in range(len(texts) - k + 1)] for k in range(1, MAX_BLOCK + 1)}
        vectors = {k: _encode(encoder, block) for k, block in blocks.items() if block}
        lengths = {k: np.array([len(text) for text in block], dtype=np.float64) for k, block in blocks.items() if block}
        paragraphs = np.array([segment.paragraph for segment in document.segments])
        crossings = {
            k: (paragraphs[k - 1 :] - paragraphs[: len(paragraphs) - k + 1] > 0).astype(np.float64) for k in vectors
        }
        plain.append((vectors, lengths, crossings, len(texts)))
    (sv, sl, sc, n), (tv, tl, tc, m) = plain
    ratio = sl[1].sum() / max(1.0, tl[1].sum())
    left = _Side(sv, sl, sc, {k: _hubness(v, tv[1]) for k, v in sv.items()}, n)
    right = _Side(tv, {k: v * ratio for k, v in tl.items()}, tc, {k: _hubness(v, sv[1]) for k, v in tv.items()}, m)
    return left, right


def _encode(encoder: Encoder | None, texts: Sequence[str]) -> NDArray[np.float32]:
    if encoder is None:
        return np.ones((len(texts), 1), dtype=np.float32)
    return encoder.encode(texts)


def _hubness(blocks: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean similarity of each block to its nearest sentences of the other text, the best one left out."""
    result = np.zeros(len(blocks), dtype=np.float32)
    if len(others) < 2:
        return result
    k = min(NEIGHBOURS + 1, len(others))
    for start in range(0, len(blocks), ROWS):
        similarities = blocks[start : start + ROWS] @ others.T
        nearest = np.sort(np.partition(similarities, len(others) - k, axis=1)[:, -k:], axis=1)
        result[start : start + ROWS] = nearest[:, :-1].mean(axis=1)
    return result


def _windows(n: int, m: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last column of every row of the search."""
    rows = np.arange(n + 1)
    if n * m <= FULL_CELLS:
        return np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m, dtype=np.int64)
    middle = rows * m // n
    half = max(CORRIDOR, 2 * abs(n - m))
    low = np.maximum(0, middle - half)
    high = np.minimum(m, middle + half)
    return low, high


def _search(left: _Side, right: _Side) -> tuple[list[NDArray[np.uint8]], NDArray[np.int64], list[tuple[int, int]]]:
    n, m = left.size, right.size
    types = [(a, b) for a in left.vectors for b in right.vectors]
    lows, highs = _windows(n, m)
    costs: list[NDArray[np.float64]] = []
    pointers: list[NDArray[np.uint8]] = []
    block_costs: dict[tuple[int, int], NDArray[np.float64]] = {}
    for i in range(n + 1):
        if i % ROWS == 0 or i == 1:
            first, last = max(1, i), min(n, i - i % ROWS + ROWS - 1)
            columns = int(lows[first]) if i else 0, int(highs[last])
            block_costs = {kind: _block_costs(left, right, kind, first, last, columns) for kind in types}
            offset = first
        low, high = int(lows[i]), int(highs[i])
        best = np.full(high - low + 1, np.inf)
        pointer = np.full(high - low + 1, SKIP_TARGET, dtype=np.uint8)
        if i == 0:
            best[0] = 0.0
        else:
            _relax(best, pointer, costs[i - 1], SKIP_SOURCE, SKIP, low - int(lows[i - 1]))
            for index, (a, b) in enumerate(types):
                if a <= i:
                    cost = block_costs[a, b][i - offset]
                    shift = low - int(lows[i - a]) - b
                    begin = columns[0]
                    _relax_block(best, pointer, costs[i - a], index, cost, shift, low - b - begin)
        steps = SKIP * np.arange(len(best))
        skipped = np.minimum.accumulate(best - steps) + steps
        pointer[skipped < best - 1e-9] = SKIP_TARGET
        costs.append(np.minimum(best, skipped))
        pointers.append(pointer)
    return pointers, lows, types


def _block_costs(
    left: _Side, right: _Side, kind: tuple[int, int], first: int, last: int, columns: tuple[int, int]
) -> NDArray[np.float64]:
    """Costs of blocks that end at source rows `first..last`, whose target starts at `columns[0]` plus the column."""
    a, b = kind
    rows = slice(max(0, first - a), max(0, last - a + 1))
    starts = slice(columns[0], min(columns[1] + 1, len(right.vectors[b])))
    similarity = left.vectors[a][rows] @ right.vectors[b][starts].T
    margin = similarity - MARGIN * 0.5 * (left.hubness[a][rows][:, None] + right.hubness[b][starts][None, :])
    ratio = np.abs(np.log((left.lengths[a][rows][:, None] + 10) / (right.lengths[b][starts][None, :] + 10)))
    crossing = left.crossings[a][rows][:, None] + right.crossings[b][starts][None, :]
    cost = (1 - margin + LENGTH * ratio) * (a + b) / 2 + JOIN * (a + b - 2) + PARAGRAPH * crossing
    if a > 1 and b > 1:
        cost += JOIN_BOTH
    missing = (last - first + 1) - cost.shape[0]
    return np.vstack([np.full((missing, cost.shape[1]), np.inf), cost]) if missing else cost


def _relax(
    best: NDArray[np.float64],
    pointer: NDArray[np.uint8],
    previous: NDArray[np.float64],
    mark: int,
    cost: float,
    shift: int,
) -> None:
    """Skip a source sentence: column c is reached from column c + shift of the previous row."""
    start, stop = max(0, -shift), min(len(best), len(previous) - shift)
    if start >= stop:
        return
    candidate = previous[start + shift : stop + shift] + cost
    better = candidate < best[start:stop]
    best[start:stop][better] = candidate[better]
    pointer[start:stop][better] = mark


def _relax_block(
    best: NDArray[np.float64],
    pointer: NDArray[np.uint8],
    previous: NDArray[np.float64],
    mark: int,
    cost: NDArray[np.float64],
    shift: int,
    column: int,
) -> None:
    """Take a block: column c is reached from column c + shift of an earlier row, at the cost in `cost[c + column]`."""
    start = max(0, -shift, -column)
    stop = min(len(best), len(previous) - shift, len(cost) - column)
    if start >= stop:
        return
    candidate = previous[start + shift : stop + shift] + cost[start + column : stop + column]
    better = candidate < best[start:stop]
    best[start:stop][better] = candidate[better]
    pointer[start:stop][better] = mark


def _trace(
    pointers: list[NDArray[np.uint8]], lows: NDArray[np.int64], types: list[tuple[int, int]], left: _Side, right: _Side
) -> list[Link]:
    i, j = left.size, right.size
    links: list[Link] = []
    while i or j:
        pointer = int(pointers[i][j - int(lows[i])])
        if pointer == SKIP_SOURCE:
            i -= 1
            links.append(Link((i,), (), _loneliness(left.vectors[1][i], right)))
        elif pointer == SKIP_TARGET:
            j -= 1
            links.append(Link((), (j,), _loneliness(right.vectors[1][j], left)))
        else:
            a, b = types[pointer]
            i, j = i - a, j - b
            similarity = float(left.vectors[a][i] @ right.vectors[b][j])
            links.append(Link(tuple(range(i, i + a)), tuple(range(j, j + b)), _unit(similarity)))
    return links[::-1]


def _loneliness(vector: NDArray[np.float32], other: _Side) -> float:
    """How far a skipped sentence is from all sentences of the other text."""
    return _unit(1.0 - float((other.vectors[1] @ vector).max()))


def _unit(value: float) -> float:
    return min(1.0, max(0.0, value))
