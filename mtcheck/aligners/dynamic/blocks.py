"""Blocks of sentences as vectors, and what they are like beside their neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.aligners.dynamic.coarse import LARGEST
from mtcheck.aligners.dynamic.texts import Side, joined, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Encode = Callable[[Sequence[str]], NDArray[np.float32]]
    Integers = NDArray[np.int64]
    Pair = tuple[Integers, Integers]

# How far around its likely counterparts the neighbours of a block are looked for, and how many count.
WINDOW = 25
NEIGHBOURS = 4
# Blocks compared at once, and the sentences they may be spread over.
CHUNK, SPREAD = 256, 400


@dataclass(frozen=True)
class Blocks:
    """The blocks of one side: unit vectors by number, single sentences first; `number[k, i]` is that of k from i on."""

    vectors: NDArray[np.float32]
    number: Integers
    starts: Integers


@dataclass(frozen=True)
class Near:
    """Cosines of each block with the sentences around its counterparts: the highest, the mean of the next, of all."""

    best: NDArray[np.float64]
    rest: NDArray[np.float64]
    mean: NDArray[np.float64]


def blocks(sides: tuple[Side, Side], starts: Pair, sizes: Pair, encode: Encode | None) -> tuple[Blocks, Blocks]:
    """Of each side all single sentences, these blocks, and these blocks without their first or last sentence."""
    found = [_wanted(len(side), at, k) for side, at, k in zip(sides, starts, sizes, strict=True)]
    parts = sides[0].parts, sides[1].parts
    if encode is None or parts[0] is None or parts[1] is None:
        vectors = [_vectors(side, one[1], one[2], encode) for side, one in zip(sides, found, strict=True)]
    else:
        large = [(first[size > 1], size[size > 1]) for _, size, first in found]
        several = joined((parts[0], parts[1]), *zip(*large, strict=True))
        vectors = [np.concatenate([side.encoded, more]) for side, more in zip(sides, several, strict=True)]
    one, other = (Blocks(row, number, first) for row, (number, _, first) in zip(vectors, found, strict=True))
    return one, other


def _wanted(length: int, starts: Integers, sizes: Integers) -> tuple[Integers, Integers, Integers]:
    """Numbers of the blocks of a side by size and first sentence, and of each number its size and first sentence."""
    wanted = np.zeros((LARGEST + 1, length), dtype=np.bool_)
    wanted[sizes, starts] = True
    for k in range(LARGEST, 2, -1):
        wanted[k - 1] |= wanted[k]
        wanted[k - 1, 1:] |= wanted[k, :-1]
    wanted[0], wanted[1] = False, True
    size, first = np.nonzero(wanted)
    number = np.full(wanted.shape, -1, dtype=np.int64)
    number[size, first] = np.arange(len(size))
    return number, size, first


def _vectors(side: Side, size: Integers, first: Integers, encode: Encode | None) -> NDArray[np.float32]:
    """Vectors of so many sentences from each of these on, by their texts, or by sums where there is no encoder."""
    if encode is None or side.encoded is None:
        sums = [side.vectors[at : at + k].sum(axis=0) for k, at in zip(size.tolist(), first.tolist(), strict=True)]
        return unit(np.array(sums, dtype=np.float32))
    texts = [" ".join(side.texts[at : at + k]) for k, at in zip(size.tolist(), first.tolist(), strict=True) if k > 1]
    return np.concatenate([side.encoded, encode(texts)]) if texts else side.encoded


def reaches(lengths: tuple[int, int], starts: Pair, sizes: Pair, beside: int = WINDOW) -> tuple[Pair, Pair]:
    """For the sentences of each side, which sentences of the other one may belong to them, widened by so many."""
    there, back = (_reach(lengths[at], lengths[1 - at], at, starts, sizes, beside) for at in (0, 1))
    return there, back


def _reach(size: int, other: int, side: int, starts: Pair, sizes: Pair, beside: int) -> Pair:
    first, last = np.full(size, other), np.zeros(size, dtype=np.int64)
    for k in range(LARGEST):
        some = sizes[side] > k
        np.minimum.at(first, starts[side][some] + k, starts[1 - side][some])
        np.maximum.at(last, starts[side][some] + k, (starts[1 - side] + sizes[1 - side])[some])
    empty = np.flatnonzero(first >= last)
    where = np.flatnonzero(first < last)
    if len(where):
        neighbour = where[np.clip(np.searchsorted(where, empty), 0, len(where) - 1)]
        first[empty], last[empty] = first[neighbour], last[neighbour]
    else:
        first[:], last[:] = 0, other
    return np.maximum(0, first - beside), np.minimum(other, last + beside)


def nearest(own: Blocks, others: NDArray[np.float32], reach: Pair) -> Near:
    """What each block is like among the sentences that its first sentence may belong to."""
    best, rest, mean = (np.zeros(len(own.starts)) for _ in range(3))
    lows, highs = reach[0][own.starts], reach[1][own.starts]
    for some, low, high in _chunks(np.argsort(own.starts, kind="stable"), lows, highs):
        alike = own.vectors[some] @ others[low:high].T
        columns = np.arange(low, high)
        outside = (columns < lows[some][:, None]) | (columns >= highs[some][:, None])
        mean[some] = np.where(outside, 0, alike).sum(axis=1) / np.maximum(1, (~outside).sum(axis=1))
        alike[outside] = -1
        k = min(NEIGHBOURS + 1, alike.shape[1])
        highest = np.sort(np.partition(alike, alike.shape[1] - k, axis=1)[:, -k:], axis=1)
        best[some] = highest[:, -1]
        rest[some] = np.maximum(highest[:, :-1], 0).mean(axis=1) if k > 1 else mean[some]
    return Near(best, rest, mean)


def _chunks(order: Integers, lows: Integers, highs: Integers) -> Iterator[tuple[Integers, int, int]]:
    """Blocks that can be compared at once, with the range of sentences they are compared with."""
    start = 0
    while start < len(order):
        stop, low, high = start + 1, int(lows[order[start]]), int(highs[order[start]])
        while stop < min(len(order), start + CHUNK):
            below, above = min(low, int(lows[order[stop]])), max(high, int(highs[order[stop]]))
            if above - below > SPREAD:
                break
            low, high = below, above
            stop += 1
        yield order[start:stop], low, high
        start = stop
