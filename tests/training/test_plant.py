"""Planted errors: each kind fires, and the places it tells are those of what changed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.plant import KINDS, Pair, Pool, plant

SOURCE = "По данным полиции, решение, которое вчера приняли в Мадриде, возможно, не понравится министру Альваресу, сообщили 14 газет."
TARGET = (
    "According to police, the decision, which was taken yesterday in Madrid, may possibly not please minister Alvarez, "
    "14 newspapers said."
)
POOL = Pool(("Lisbon",), (", as the court had ordered last year",))
PAIR = Pair("ru-en", SOURCE, TARGET, POOL)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_fires(kind: str) -> None:
    found = [one for seed in range(20) if (one := plant(PAIR, kind, random.Random(seed)))]
    assert found
    for one in found:
        assert one.better.target == TARGET
        assert one.worse is not None
        assert one.worse.target != TARGET


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_bare_pair_stays_silent(kind: str) -> None:
    assert plant(Pair("ru-en", "Да.", "Yes."), kind, random.Random(1)) is None


@given(st.sampled_from(sorted(KINDS)), st.integers(0, 10_000))
def test_what_is_outside_the_spans_is_as_it_was(kind: str, seed: int) -> None:
    one = plant(PAIR, kind, random.Random(seed))
    if one is None:
        return
    assert one.worse is not None
    assert one.worse.target_bad is not None
    rest, last = "", 0
    for start, end in one.worse.target_bad:
        assert last <= start < end <= len(one.worse.target)
        rest += one.worse.target[last:start]
        last = end
    rest += one.worse.target[last:]
    letters = iter(TARGET)
    assert all(letter in letters for letter in rest)


def test_an_omission_marks_what_lost_its_counterpart() -> None:
    marked = set()
    for seed in range(60):
        one = plant(PAIR, "omission", random.Random(seed))
        assert one is None or one.worse is not None
        if one and one.worse and one.worse.source_bad:
            words = {SOURCE[start:end] for start, end in one.worse.source_bad}
            assert ("решение" in words) == ("decision" not in one.worse.target)
            marked |= words
    assert "решение" in marked


def test_what_was_lost_without_a_known_counterpart_leaves_the_source_unmarked() -> None:
    pair = Pair("de-en", "Der Rat hat den Plan nicht gebilligt.", "The council did not approve the plan.")
    one = plant(pair, "negation", random.Random(1))
    assert one is not None
    assert one.worse is not None
    assert one.worse.target == "The council did approve the plan."
    assert one.worse.source_bad is None


def test_another_sense_comes_from_the_dictionary() -> None:
    pair = Pair("ru-en", "Решение принято.", "The decision is taken.")
    texts = {
        one.worse.target for seed in range(20) if (one := plant(pair, "wrong-sense", random.Random(seed))) and one.worse
    }
    assert any("solution" in text for text in texts)
