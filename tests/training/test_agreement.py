"""Agreement with people, and which pieces of a vocabulary stay."""

from __future__ import annotations

import collections
import math

import pytest

from training.agreement import matthews, same_source, spearman
from training.base import wanted


def test_only_translations_of_one_source_are_compared() -> None:
    sources, gold = ["a", "a", "b", "b", "c"], [5.0, 0.0, 0.0, 9.0, -50.0]
    assert same_source(sources, [2, 1, 1, 2, 99], gold, 5) == (1.0, 2)
    assert same_source(sources, [2, 1, 2, 1, 99], gold, 5) == (0.5, 2)
    assert same_source(sources, [1, 1, 1, 1, 1], gold, 5) == (0.5, 2)
    assert same_source(sources, [2, 1, 2, 1, 99], gold, 6) == (0.0, 1)
    assert math.isnan(same_source(sources, [2, 1, 2, 1, 99], gold, 100)[0])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [([1, 2, 3], [10, 20, 400], 1.0), ([1, 2, 3], [3, 2, 1], -1.0), ([1, 1, 2], [1, 2, 3], math.sqrt(0.75))],
)
def test_rank_correlation(first: list[float], second: list[float], expected: float) -> None:
    assert spearman(first, second) == pytest.approx(expected)


def test_correlation_of_tags() -> None:
    assert matthews([2, -2, 2, -2], [1, 0, 1, 0], 0) == pytest.approx(1)
    assert matthews([2, 2, 2, -2], [1, 0, 1, 0], 0) == pytest.approx(1 / math.sqrt(3))
    assert matthews([2, 2, 2, 2], [1, 0, 1, 0], 0) == 0


def test_special_pieces_and_single_characters_stay() -> None:
    vocabulary = [("<s>", 0.0), ("▁rare", 0.0), ("ж", 0.0), ("▁word", 0.0), ("</s>", 0.0), ("▁often", 0.0), ("щ", 0.0)]
    counts = collections.Counter({1: 1, 2: 1, 3: 5, 5: 50})
    assert wanted(counts, vocabulary, 4) == [0, 2, 4, 5]
    assert wanted(counts, vocabulary, 5) == [0, 2, 3, 4, 5]
