"""The first, coarse search: over sums of sentence vectors, in a corridor, keeping every block that may be right.

Blocks are compared by sums of the vectors of their sentences, at next to no cost, and a dynamic programme finds the
best way through each. What stays within reach of the best way of all goes to the second, exact search. Long texts are
first aligned in runs of two sentences, these in runs of four and so on, as in Vecalign (Thompson & Koehn, EMNLP 2019),
and the corridor of each round follows the path of the one before, so that time and memory are linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from mtcheck.aligners.dynamic.neighbours import hubness, norms, sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

LARGEST, SUM = 5, 8
TYPES = tuple((a, b) for a in range(1, LARGEST + 1) for b in range(1, LARGEST + 1) if a + b <= SUM)
HALVED = ((1, 1), (1, 2), (2, 1))
MARGIN, LENGTH, JOIN, SKIP = 0.8, 0.2, 0.14, 0.62
# Blocks so much dearer than the best way go no further.
REACH = 0.35
# Without an encoder a second look costs little, and the first one sees little.
WIDE = 0.6
# So many steps a sentence are enough; where vectors tell little, less dear ones have to do.
MOST = 20
# Up to so many cells the whole table is searched; else the corridor is so wide on either side.
FULL_CELLS = 90_000
RADIUS = 10
# Cells of the table that are worked on at once.
CHUNK = 6_000
FAR = -1e9
# The steps that begin in a row: its number, their kinds and first columns; and the columns of those without a source.
_Row = tuple[int, "NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]"]
_Real = TypeVar("_Real", np.float32, np.float64)


def candidates(
    left: NDArray[np.float32],
    right: NDArray[np.float32],
    lengths: tuple[NDArray[np.float64], NDArray[np.float64]],
    reach: float = REACH,
) -> NDArray[np.int64]:
    """Steps worth a second look, one in each row: first source and target sentence, and how many of each."""
    table = _Table(left, right, lengths, TYPES, _corridor(left, right, lengths))
    table.forward()
    found = table.within_reach(reach)
    while len(found) > MOST * (len(left) + len(right)):
        reach *= 0.7
        found = table.within_reach(reach)
    return found


def _corridor(
    left: NDArray[np.float32],
    right: NDArray[np.float32],
    lengths: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last column of every row of the search."""
    n, m = len(left), len(right)
    if n * m <= FULL_CELLS:
        return np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m, dtype=np.int64)
    vectors = _halved(left), _halved(right)
    sizes = _halved(lengths[0]), _halved(lengths[1])
    table = _Table(*vectors, sizes, HALVED, _corridor(*vectors, sizes))
    table.forward()
    path = np.minimum(table.path() * 2, [n, m])
    lows = np.full(n + 1, m, dtype=np.int64)
    highs = np.zeros(n + 1, dtype=np.int64)
    np.minimum.at(lows, path[:, 0], path[:, 1])
    np.maximum.at(highs, path[:, 0], path[:, 1])
    lows = np.minimum.accumulate(lows[::-1])[::-1]
    highs = np.maximum.accumulate(highs)
    rows = np.arange(n + 1)
    lows = np.maximum(0, lows[np.maximum(0, rows - RADIUS)] - RADIUS)
    highs = np.minimum(m, highs[np.minimum(n, rows + RADIUS)] + RADIUS)
    return lows, highs


def _halved(rows: NDArray[_Real]) -> NDArray[_Real]:
    """Sums of two rows each, the last one of one row where their number is odd."""
    made: NDArray[_Real] = rows[::2].copy()
    made[: len(rows) // 2] += rows[1::2]
    return made


class _Table:
    """One search. A cell stands where blocks end: row by row, each row as wide as the corridor there.

    Rows lie behind each other in flat arrays, with cells that no way reaches on both sides of each: what a step needs
    from other rows is then taken by position, for all kinds of steps at once.
    """

    def __init__(
        self,
        left: NDArray[np.float32],
        right: NDArray[np.float32],
        lengths: tuple[NDArray[np.float64], NDArray[np.float64]],
        types: tuple[tuple[int, int], ...],
        corridor: tuple[NDArray[np.int64], NDArray[np.int64]],
    ) -> None:
        self.n, self.m = len(left), len(right)
        self.types = types
        self.lows, self.highs = corridor
        self.widths = self.highs - self.lows + 1
        self.starts = np.append(0, np.cumsum(self.widths + 2))[:-1] + 1
        self.left, self.right = left, right
        largest = max(map(max, types))
        ratio = lengths[0].sum() / max(1.0, lengths[1].sum())
        self.sizes = [sums(lengths[0], largest), sums(lengths[1] * ratio, largest)]
        self.norms = [norms(side, largest) for side in (left, right)]
        columns = np.arange(self.m)
        first = np.searchsorted(self.highs, columns)
        last = np.searchsorted(self.lows, columns, side="right") - 1
        self.hubs = [
            hubness(left, right, self.norms[0], self.norms[1][1], self.lows[:-1], self.highs[:-1]),
            hubness(
                right, left, self.norms[1], self.norms[0][1], np.minimum(first, self.n), np.minimum(last + 1, self.n)
            ),
        ]
        # Of each kind of step, the last one without a target: how many sentences it takes of each side.
        self.rows = np.array([*(a for a, _ in types), 1])
        self.columns = np.array([*(b for _, b in types), 0])[:, None]
        cells = int(self.starts[-1] + self.widths[-1]) + 1
        self.scores = np.full((len(types) + 1, cells), FAR, dtype=np.float32)
        self.scores[-1] = -SKIP
        self.best = np.full(cells, FAR)

    def _cells(self, i: int) -> slice:
        return slice(int(self.starts[i]), int(self.starts[i] + self.widths[i]))

    def _places(self, i: int, others: NDArray[np.int64], shifts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where the cells are that steps lead to from row i, or from which they come; a row for each kind of step."""
        columns: NDArray[np.int64] = np.arange(self.lows[i], self.highs[i] + 1) + (shifts - self.lows[others][:, None])
        np.maximum(columns, -1, out=columns)
        np.minimum(columns, self.widths[others][:, None], out=columns)
        columns += self.starts[others][:, None]
        return columns

    def forward(self) -> None:
        """Fills `best`, the best way from the start to each cell."""
        self.best[self._cells(0)] = -SKIP * np.arange(int(self.widths[0]), dtype=np.float64)
        skips = SKIP * np.arange(int(self.widths.max()))
        start = 1
        while start <= self.n:
            stop = self._chunk(start)
            scores, begin = self._scores(start, stop)
            for i in range(start, stop):
                own = self._cells(i)
                low, high = int(self.lows[i]), int(self.highs[i])
                self.scores[:-1, own] = scores[:, i - start, low - begin : high + 1 - begin]
                kinds = slice(None) if i >= LARGEST else np.flatnonzero(self.rows <= i)
                ways = self.best[self._places(i, i - self.rows[kinds], -self.columns[kinds])]
                ways += self.scores[kinds, own]
                steps = skips[: high - low + 1]
                self.best[own] = np.maximum.accumulate(ways.max(axis=0) + steps) - steps
            start = stop

    def _chunk(self, start: int) -> int:
        stop = start + 1
        low = int(self.lows[start])
        while stop <= self.n and (stop - start + 1) * (int(self.highs[stop]) - low) <= CHUNK:
            stop += 1
        return stop

    def _scores(self, start: int, stop: int) -> tuple[NDArray[np.float32], int]:
        """Scores of blocks that end in rows `start..stop-1`, by type, row and column; and the first column."""
        largest = max(map(max, self.types))
        low, high = int(self.lows[start]), int(self.highs[stop - 1])
        top, before = max(0, start - largest), max(0, low - largest)
        dots = self.left[top : stop - 1] @ self.right[before:high].T
        total = np.zeros((dots.shape[0] + 1, dots.shape[1] + 1))
        np.cumsum(np.cumsum(dots, axis=0, dtype=np.float64), axis=1, out=total[1:, 1:])
        made = np.full((len(self.types), stop - start, high - low + 1), FAR, dtype=np.float32)
        for number, (a, b) in enumerate(self.types):
            row, column = max(start, a), max(low, b)
            if row >= stop or column > high:
                continue
            ends, starts = slice(row - top, stop - top), slice(row - a - top, stop - a - top)
            right, left = slice(column - before, high + 1 - before), slice(column - b - before, high + 1 - b - before)
            dot = total[ends, right] - total[starts, right] - total[ends, left] + total[starts, left]
            rows, columns = slice(row - a, stop - a), slice(column - b, high + 1 - b)
            norms = self.norms[0][a][rows][:, None] * self.norms[1][b][columns][None, :]
            hubs = self.hubs[0][a][rows][:, None] + self.hubs[1][b][columns][None, :]
            ratio = np.abs(np.log((self.sizes[0][a][rows][:, None] + 10) / (self.sizes[1][b][columns][None, :] + 10)))
            cost = (1 - dot / norms + MARGIN / 2 * hubs + LENGTH * ratio) * (a + b) / 2 + JOIN * (a + b - 2)
            made[number, row - start :, column - low :] = -cost
        return made, low

    def path(self) -> NDArray[np.int64]:
        """The cells of the best way, last one first."""
        i, j = self.n, self.m
        cells = [(i, j)]
        while i or j:
            i, j = self._before(i, j)
            cells.append((i, j))
        return np.array(cells)

    def _before(self, i: int, j: int) -> tuple[int, int]:
        place = int(self.starts[i]) + j - int(self.lows[i])
        here = float(self.best[place])
        ways = [(float(self.best[place - 1]) - SKIP, i, j - 1)]
        for number, (a, b) in enumerate((*self.types, (1, 0))):
            if a <= i and b <= j:
                column = min(max(j - b - int(self.lows[i - a]), -1), int(self.widths[i - a]))
                way = float(self.best[int(self.starts[i - a]) + column]) + float(self.scores[number, place])
                ways.append((way, i - a, j - b))
        return min(ways, key=lambda way: abs(way[0] - here))[1:]

    def within_reach(self, reach: float) -> NDArray[np.int64]:
        """All steps whose best way through them is no more than `reach` dearer than the best way of all."""
        rest = np.full(len(self.best), FAR)
        least = self.best[self._cells(self.n)][-1] - reach
        skips = SKIP * np.arange(int(self.widths.max()))
        found: list[_Row] = []
        for i in range(self.n, -1, -1):
            own = self._cells(i)
            low, width = int(self.lows[i]), int(self.widths[i])
            kinds = np.flatnonzero(self.rows <= self.n - i)
            places = self._places(i, i + self.rows[kinds], self.columns[kinds])
            ways = rest[places]
            ways += self.scores[kinds[:, None], places]
            row = ways.max(axis=0, initial=FAR)
            if i == self.n:
                row[-1] = 0.0
            steps = skips[:width]
            row = np.maximum.accumulate((row - steps)[::-1])[::-1] + steps
            rest[own] = row
            from_here = self.best[own]
            kind, column = np.nonzero(ways + from_here >= least)
            alone = np.flatnonzero(from_here[:-1] - SKIP + row[1:] >= least)
            found.append((i, kinds[kind], column + low, alone + low))
        return self._steps(found)

    def _steps(self, found: Sequence[_Row]) -> NDArray[np.int64]:
        """A row for each step: those that begin in row i of the table by kind, then those without a source."""
        kinds = np.concatenate([part for _, kind, _, alone in found for part in (kind, np.full(len(alone), -1))])
        return np.stack(
            [
                np.repeat([i for i, *_ in found], [len(kind) + len(alone) for _, kind, _, alone in found]),
                np.concatenate([part for *_, columns, alone in found for part in (columns, alone)]),
                np.where(kinds < 0, 0, self.rows[kinds]),
                np.where(kinds < 0, 1, self.columns[kinds, 0]),
            ],
            axis=1,
        )
