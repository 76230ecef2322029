"""Likeness of spellings, against definitions written out."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.text.similarity import edits, romanise, spelling
from mtcheck.text.words import fold

TABLE = {"м": "m", "е": "e", "р": "r", "ц": "ts", "х": "kh", "д": "d", "с": "s", "ь": ""}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Мерц", "merts"), ("ХДС", "khds"), ("ель", "eл"), ("Merz", "merz"), ("", ""), ("Х-5", "kh-5")],
)
def test_romanise(text: str, expected: str) -> None:
    assert romanise(text, TABLE) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Witkoff", "Witkoff", 0),
        ("Uitkoff", "Witkoff", 1),
        ("Barnye", "Barnier", 2),
        ("Núñez", "NUNEZ", 0),
        ("", "abc", 3),
        ("Merts", "Merz", 2),
    ],
)
def test_edits(left: str, right: str, expected: int) -> None:
    assert edits(left, right) == expected


def test_spelling_of_related_names() -> None:
    assert spelling("Erdoğan", "ERDOGAN") == 1.0
    assert spelling("Uitkoff", "Witkoff") == pytest.approx(12 / 14)
    assert spelling("abc", "xyz") == 0.0


def slow_edits(left: str, right: str) -> int:
    @cache
    def distance(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        change = distance(i - 1, j - 1) + (left[i - 1] != right[j - 1])
        return min(change, distance(i - 1, j) + 1, distance(i, j - 1) + 1)

    return distance(len(left), len(right))


def slow_common(left: str, right: str) -> int:
    @cache
    def longest(i: int, j: int) -> int:
        if not i or not j:
            return 0
        if left[i - 1] == right[j - 1]:
            return longest(i - 1, j - 1) + 1
        return max(longest(i - 1, j), longest(i, j - 1))

    return longest(len(left), len(right))


names = st.one_of(st.text(max_size=10), st.text(st.sampled_from("abcéÉß"), max_size=10))


@given(names, names)
def test_edits_are_levenshtein_distance_of_folded_texts(left: str, right: str) -> None:
    assert edits(left, right) == slow_edits(fold(left), fold(right))


@given(names, names)
def test_spelling_is_the_share_of_common_letters(left: str, right: str) -> None:
    total = len(fold(left)) + len(fold(right))
    expected = 2 * slow_common(fold(left), fold(right)) / total if total else 1.0
    assert spelling(left, right) == pytest.approx(expected)


@given(names, names)
def test_likeness_is_symmetric(left: str, right: str) -> None:
    assert edits(left, right) == edits(right, left)
    assert spelling(left, right) == spelling(right, left)


@given(st.text())
def test_any_text_is_romanised(text: str) -> None:
    assert not set(romanise(text, TABLE)) & set(TABLE)
