"""Where each few words of a text find their like: within a block, or rather beside it.

A block is often right but for a sentence at its edge, and its vector hardly tells. Its windows, overlapping runs of a
few words, do: those of a sentence too many find nothing in the other block, those that a sentence too few would have
met find more outside of it. Windows that much else is like count less (cross-domain similarity local scaling, Conneau
et al., ICLR 2018).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.aligners.dynamic.blocks import reaches
from mtcheck.aligners.dynamic.coarse import LARGEST
from mtcheck.aligners.dynamic.texts import FINE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mtcheck.aligners.dynamic.texts import Woven

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Pair = tuple[Integers, Integers]

NAMES = ("window", "window-low", "window-lost", "window-worst", "window-side")
# How far beside what may belong to a sentence its words are looked for, and of how many sentences at most in all.
BESIDE, MOST = 3, 32
# Windows that are compared at once, at least, and what a window finds where there is nothing.
CHUNK = 256
NOTHING = 0.1
NONE = -9.0
# How far around it what is like a window is looked for, how many of these count, and how much they take away.
AROUND, NEIGHBOURS, HUBNESS = 8, 4, 0.5


def columns(sides: tuple[Woven, Woven], starts: Pair, sizes: Pair, width: float) -> dict[str, Floats]:
    """Features of blocks that begin at these sentences and have so many."""
    lengths = len(sides[0].sizes), len(sides[1].sizes)
    there, back = ((low, np.minimum(high, low + MOST)) for low, high in reaches(lengths, starts, sizes, BESIDE))
    hubs = hubness(sides[1], sides[0], back), hubness(sides[0], sides[1], there)
    found = [
        _found(sides, hubs[0], there, starts, sizes),
        _found(sides[::-1], hubs[1], back, starts[::-1], sizes[::-1]),
    ]
    means, lows, lost, worst = ([one[k] / width for one in found] for k in range(4))
    return {
        "window": means[0] + means[1],
        "window-low": lows[0] + lows[1],
        "window-lost": (lost[0] + lost[1]) / 3,
        "window-worst": worst[0] + worst[1],
        "window-side": np.minimum(lows[0], lows[1]),
    }


def _found(
    sides: tuple[Woven, Woven], hubs: NDArray[np.float32], reach: Pair, starts: Pair, sizes: Pair
) -> tuple[Floats, Floats, Floats, Floats]:
    """By how much the windows of blocks find more inside than outside.

    Its mean, mean and sum of what is below 0, and the lowest mean of a sentence.
    """
    sums, below = tables(*sides, hubs, reach)
    lows, _ = reach
    counts = np.diff(sides[0].first).astype(np.float64)
    mean, low, count = np.zeros(len(starts[0])), np.zeros(len(starts[0])), np.zeros(len(starts[0]))
    worst = np.full(len(starts[0]), np.inf)
    for k in range(LARGEST):
        some = np.flatnonzero(sizes[0] > k)
        row = starts[0][some] + k
        column = starts[1][some] - lows[row]
        kind = sizes[1][some] - 1
        # A block may reach beyond what is looked at where a sentence may belong to very many.
        inside = (column >= 0) & (column + kind < sums.shape[2])
        some, row, column, kind = some[inside], row[inside], column[inside], kind[inside]
        one, under = sums[kind, row, column], below[kind, row, column]
        mean[some] += one
        low[some] += under
        count[some] += counts[row]
        worst[some] = np.minimum(worst[some], under / counts[row])
    worst[np.isinf(worst)] = 0
    least = np.maximum(1, count)
    return mean / least, low / least, low, worst


def hubness(own: Woven, other: Woven, reach: Pair) -> NDArray[np.float32]:
    """How much each window is like the windows around its counterparts: the mean of the likest ones."""
    lows, highs = np.maximum(0, reach[0] - AROUND), np.minimum(len(other.sizes), reach[1] + AROUND)
    found = np.zeros(len(own.windows), dtype=np.float32)
    for start, stop, low, high in _chunks(own, lows, highs):
        windows, others = _some(own, start, stop), _some(other, low, high)
        alike = windows @ others.T
        counts = np.diff(own.first[start : stop + 1])
        first, last = (np.repeat(other.first[at[start:stop]] - other.first[low], counts) for at in (lows, highs))
        places = np.arange(alike.shape[1])
        alike[(places < first[:, None]) | (places >= last[:, None])] = 0
        k = min(NEIGHBOURS, alike.shape[1])
        likest = np.partition(alike, alike.shape[1] - k, axis=1)[:, -k:]
        found[own.first[start] : own.first[stop]] = np.sort(likest, axis=1).mean(axis=1)
    return found


def _chunks(own: Woven, lows: Integers, highs: Integers) -> Iterator[tuple[int, int, int, int]]:
    """Ranges of sentences that are compared at once, and those of the other text they are compared with."""
    start = 0
    while start < len(lows):
        stop = start + 1
        while stop < len(lows) and own.first[stop] - own.first[start] < CHUNK:
            stop += 1
        some = np.flatnonzero(highs[start:stop] > lows[start:stop]) + start
        if len(some):
            yield start, stop, int(lows[some].min()), int(highs[some].max())
        start = stop


def _some(side: Woven, start: int, stop: int) -> NDArray[np.float32]:
    return side.windows[side.first[start] : side.first[stop]].astype(np.float32) / np.float32(FINE)


def tables(
    own: Woven, other: Woven, hubs: NDArray[np.float32], reach: Pair
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """By how much the windows of each sentence find more inside a block than outside, summed up, and where it is less.

    By size of the block, sentence, and first sentence of the block, counted from the first one within reach.
    """
    lows, highs = reach
    width = max(1, int((highs - lows).max(initial=1)))
    made = np.zeros((2, LARGEST, len(lows), width), dtype=np.float32)
    for start, stop, low, high in _chunks(own, lows, highs):
        others = other.first[low:high] - other.first[low]
        alike = _some(own, start, stop) @ _some(other, low, high).T
        alike -= HUBNESS * hubs[other.first[low] : other.first[high]]
        best = np.maximum.reduceat(alike, others, axis=1)
        counts = np.diff(own.first[start : stop + 1])
        places = np.repeat(lows[start:stop], counts)[:, None] + np.arange(width)
        known = places < np.repeat(highs[start:stop], counts)[:, None]
        here = np.where(known, np.take_along_axis(best, np.clip(places - low, 0, high - low - 1), axis=1), NONE)
        rows = own.first[start:stop] - own.first[start]
        for size, more in _more(here):
            some = made[:, size - 1, start:stop, : more.shape[1]]
            some[0] = np.add.reduceat(more, rows, axis=0)
            some[1] = np.add.reduceat(np.minimum(more, 0), rows, axis=0)
    return made[0], made[1]


def _more(here: NDArray[np.float32]) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """By size of block, for each window and first sentence, how much more it finds inside than outside."""
    none = np.full((len(here), 1), NONE, dtype=np.float32)
    before = np.maximum.accumulate(np.hstack([none, here]), axis=1)
    behind = np.maximum.accumulate(np.hstack([here, none])[:, ::-1], axis=1)[:, ::-1]
    inside = here
    for size in range(1, min(LARGEST, here.shape[1]) + 1):
        if size > 1:
            inside = np.maximum(inside[:, :-1], here[:, size - 1 :])
        outside = np.maximum(before[:, : inside.shape[1]], behind[:, size:])
        yield size, inside - np.where(outside == NONE, NOTHING, outside)
