"""How well values agree with what people said; pure functions."""

from __future__ import annotations

import collections
import itertools
import math
from collections.abc import Sequence

import numpy as np


def same_source(
    sources: Sequence[str], values: Sequence[float], gold: Sequence[float], clear: float
) -> tuple[float, int]:
    """How often the better of two translations of one source has the higher value, and of how many; ties count half."""
    groups: dict[str, list[int]] = collections.defaultdict(list)
    for at, source in enumerate(sources):
        groups[source].append(at)
    wins = [
        0.5 if values[a] == values[b] else float((values[a] > values[b]) == (gold[a] > gold[b]))
        for group in groups.values()
        for a, b in itertools.combinations(group, 2)
        if abs(gold[a] - gold[b]) >= clear
    ]
    return (sum(wins) / len(wins) if wins else math.nan), len(wins)


def spearman(first: Sequence[float], second: Sequence[float]) -> float:
    """Rank correlation; equal values share the mean of their ranks."""
    ranks = []
    for values in (first, second):
        _, places, counts = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
        ranks.append((np.cumsum(counts) - (counts - 1) / 2)[places])
    return float(np.corrcoef(*ranks)[0, 1])


def matthews(logits: Sequence[float], labels: Sequence[int], threshold: float) -> float:
    """Correlation of two yes-or-no judgements (Matthews 1975)."""
    guess, truth = np.asarray(logits) > threshold, np.asarray(labels) == 1
    return (
        0.0
        if guess.all() or not guess.any() or truth.all() or not truth.any()
        else float(np.corrcoef(guess, truth)[0, 1])
    )
