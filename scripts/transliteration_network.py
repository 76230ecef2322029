"""Learns the network of `mtcheck.text.romanisation_network` by logistic loss (Adam; Kingma and Ba, 2015), in numpy."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mtcheck.text.romanisation_alignment import Alignment
from mtcheck.text.romanisation_network import FIRST, MEAN, NAMES, PADDING, SCALES, pad

Array = NDArray[np.float32]
Ints = NDArray[np.int64]
SIZES = (24, 96, 48)  # of the vectors, the convolution, the layer behind it
BATCH, RATE, DECAY = 512, 6e-3, 1e-3


class Judge:
    """The network's weights while they are learned, by name."""

    def __init__(self, chunks: int, seed: int, dropped: float = 0.1) -> None:
        self.dropped = dropped
        self.rng = np.random.default_rng(seed)
        e, h, k = SIZES
        shapes: dict[str, tuple[tuple[int, ...], float]] = {
            "vectors": ((chunks + FIRST, e), 0.3),
            "before": ((e, h), (3 * e) ** -0.5),
            "here": ((e, h), (3 * e) ** -0.5),
            "after": ((e, h), (3 * e) ** -0.5),
            "near": ((h,), 0.0),
            "hidden": ((2 * h + 2, k), (2 * h) ** -0.5),
            "middle": ((k,), 0.0),
            "output": ((k,), k**-0.5),
            "direct": ((2,), 0.1),
            "last": ((1,), 0.0),
        }
        self.weights = {
            name: (self.rng.standard_normal(shape) * size).astype(np.float32) for name, (shape, size) in shapes.items()
        }
        self.weights["vectors"][PADDING] = 0
        self.moments = {name: (np.zeros_like(value), np.zeros_like(value)) for name, value in self.weights.items()}
        self.steps = 0

    def learn(
        self, rows: Sequence[Alignment], lengths: Sequence[int], truth: Array, weight: Array, epochs: int
    ) -> None:
        """Batches of alignments of about equal lengths; the rate rises for a tenth of the time and falls to nothing."""
        sizes = np.array([len(row.numbers) for row in rows])
        scalars = np.array([(row.weight, length) for row, length in zip(rows, lengths, strict=True)], np.float32)
        scalars /= np.array(SCALES, np.float32)
        numbers = pad([row.numbers for row in rows]).astype(np.int16)
        total = epochs * (len(rows) // BATCH + 1)
        for epoch in range(epochs):
            started, loss = time.monotonic(), 0.0
            mixed = self.rng.permutation(len(rows))
            # Sorted within blocks: batches of like lengths, yet of other company each time.
            blocks = [mixed[i : i + BATCH * 40] for i in range(0, len(mixed), BATCH * 40)]
            order = np.concatenate([block[np.argsort(sizes[block], kind="stable")] for block in blocks])
            parts = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
            for turn in self.rng.permutation(len(parts)):
                part = parts[turn]
                share = self.steps / total
                rate = RATE * (share * 10 if share < 0.1 else (1 - share) / 0.9)
                width = int(sizes[part].max()) + 4
                loss += self._step(
                    numbers[part, :width].astype(np.int64), scalars[part], truth[part], weight[part], rate
                )
            print(f"  epoch {epoch}: loss {loss / len(rows):.4f}, {time.monotonic() - started:.0f} s", flush=True)

    def _step(self, numbers: Ints, scalars: Array, truth: Array, weight: Array, rate: float) -> float:
        w = self.weights
        h = w["near"].size
        before, here, after = (w["vectors"] @ w[name] for name in ("before", "here", "after"))
        places = numbers[:, 1:-1]
        raw = before[numbers[:, :-2]] + here[places] + after[numbers[:, 2:]] + w["near"]
        units = np.maximum(raw, 0) * (places > PADDING)[:, :, None]
        top = units.argmax(1)
        pooled = np.concatenate(
            [units.sum(1) / MEAN, np.take_along_axis(units, top[:, None], 1)[:, 0], scalars], axis=1
        )
        kept = (self.rng.random(pooled.shape, np.float32) >= self.dropped).astype(np.float32) / (1 - self.dropped)
        thinned = pooled * kept
        hidden = np.maximum(thinned @ w["hidden"] + w["middle"], 0)
        spared = (self.rng.random(hidden.shape, np.float32) >= self.dropped).astype(np.float32) / (1 - self.dropped)
        odds = (hidden * spared) @ w["output"] + scalars @ w["direct"] + w["last"]
        chance = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        miss = ((chance - truth) * weight / len(truth)).astype(np.float32)
        slopes = {"output": (hidden * spared).T @ miss, "direct": scalars.T @ miss, "last": miss.sum(keepdims=True)}
        back = miss[:, None] * w["output"] * spared * (hidden > 0)
        slopes["hidden"], slopes["middle"] = thinned.T @ back, back.sum(0)
        pool = (back @ w["hidden"].T) * kept
        unit = np.repeat(pool[:, None, :h] / MEAN, places.shape[1], axis=1)
        rows, columns = np.arange(len(top))[:, None], np.arange(h)[None]
        unit[rows, top, columns] += pool[:, h : 2 * h]
        unit *= (raw > 0) & (places > PADDING)[:, :, None]
        slopes["near"] = unit.sum((0, 1))
        flat = unit.reshape(-1, h)
        vectors = np.zeros_like(w["vectors"])
        for name, ids in (("before", numbers[:, :-2]), ("here", places), ("after", numbers[:, 2:])):
            gathered = _gather(ids.ravel(), flat, len(vectors))
            slopes[name] = w["vectors"].T @ gathered
            vectors += gathered @ w[name].T
        vectors[PADDING] = 0
        slopes["vectors"] = vectors
        self._adam(slopes, rate)
        return float(-(np.log(np.where(truth > 0.5, chance, 1 - chance) + 1e-9) * weight).sum())

    def _adam(self, slopes: dict[str, Array], rate: float) -> None:
        self.steps += 1
        for name, slope in slopes.items():
            first, second = self.moments[name]
            first += 0.1 * (slope - first)
            second += 0.001 * (slope**2 - second)
            step = first / (1 - 0.9**self.steps) / (np.sqrt(second / (1 - 0.999**self.steps)) + 1e-8)
            self.weights[name] -= rate * (step + DECAY * self.weights[name])


def _gather(ids: Ints, rows: Array, size: int) -> Array:
    """Sums of rows by id."""
    order = np.argsort(ids, kind="stable")
    some, starts = np.unique(ids[order], return_index=True)
    found = np.zeros((size, rows.shape[1]), np.float32)
    found[some] = np.add.reduceat(rows[order], starts, axis=0)
    return found


def table_rows(judge: Judge, unit: float) -> dict[str, list[str]]:
    """The weights as rows of whole numbers, by name."""
    found = {}
    for name in NAMES:
        whole = np.rint(np.atleast_2d(judge.weights[name]) / unit).astype(int)
        found[name] = [" ".join(map(str, row)) for row in whole.tolist()]
    return found
