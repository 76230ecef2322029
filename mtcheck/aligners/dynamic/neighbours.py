"""Sums of sentence vectors, and how similar blocks are to the sentences around their counterparts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEIGHBOURS = 4
# Cells of the table that are worked on at once.
CHUNK = 60_000
ROWS = 1024


def sums(values: NDArray[np.float64], largest: int) -> dict[int, NDArray[np.float64]]:
    """Sums of the values of blocks of k sentences, by first sentence."""
    total = np.append(0.0, np.cumsum(values))
    return {k: total[k:] - total[:-k] for k in range(1, min(largest, len(values)) + 1)}


def norms(vectors: NDArray[np.float32], largest: int) -> dict[int, NDArray[np.float64]]:
    """Lengths of the sums of the vectors of blocks of k sentences, by first sentence."""
    largest = min(largest, len(vectors))
    found = {k: np.zeros(len(vectors) - k + 1) for k in range(1, largest + 1)}
    for start in range(0, len(vectors), ROWS):
        some = vectors[start : start + ROWS + largest - 1]
        block = np.zeros_like(some)
        for k in range(1, min(largest, len(some)) + 1):
            block = block[: len(some) - k + 1] + some[k - 1 :]
            made = block[:ROWS]
            found[k][start : start + len(made)] = np.maximum(1e-6, np.sqrt(np.einsum("ij,ij->i", made, made)))
    return found


def hubness(
    blocks: NDArray[np.float32],
    others: NDArray[np.float32],
    norms: dict[int, NDArray[np.float64]],
    single: NDArray[np.float64],
    lows: NDArray[np.int64],
    highs: NDArray[np.int64],
) -> dict[int, NDArray[np.float64]]:
    """Mean similarity of each block to its nearest sentences of the other text in its window, the best one left out."""
    n = len(blocks)
    found = {k: np.zeros(n - k + 1) for k in norms}
    start = 0
    largest = max(norms)
    while start < n:
        stop, low = start + 1, int(lows[start])
        while stop < n and (stop - start + 1) * (int(highs[stop]) - low) <= CHUNK:
            stop += 1
        high = int(highs[stop - 1])
        if high - low >= 2:
            dots = (
                blocks[start : min(n, stop + largest - 1)]
                @ (others[low:high] / single[low:high, None].astype(np.float32)).T
            )
            columns = np.arange(low, high)
            outside = (columns < lows[start:stop, None]) | (columns >= highs[start:stop, None])
            summed = np.zeros_like(dots)
            for k in norms:
                summed = summed[: len(dots) - k + 1] + dots[k - 1 :]
                some = summed[: min(stop, n - k + 1) - start]
                if len(some):
                    alike = np.divide(some, norms[k][start : start + len(some), None], dtype=np.float32)
                    alike[outside[: len(some)]] = -1.0
                    found[k][start : start + len(some)] = _nearest(alike)
        start = stop
    return found


def _nearest(alike: NDArray[np.float32]) -> NDArray[np.float64]:
    """The mean of the highest values of each row but the highest one."""
    k = min(NEIGHBOURS + 1, alike.shape[1])
    highest = np.sort(np.partition(alike, alike.shape[1] - k, axis=1)[:, -k:], axis=1)[:, :-1]
    means: NDArray[np.float64] = np.maximum(highest, 0).mean(axis=1, dtype=np.float64)
    return means
