"""Phrases that look like names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.text.candidates import MOST_WORDS, candidates
from mtcheck.text.words import fold, is_capitalised, words

FUNCTION_WORDS = frozenset({"the", "of", "and", "for", "a", "in"})
QUOTES = (("“", "”"), ('"', '"'), ("«", "»"))


def found(text: str) -> list[tuple[str, bool]]:
    return [(one.text, one.quoted) for one in candidates(text, words(text), FUNCTION_WORDS, QUOTES)]


TABLE = [
    ("the council met in spring", []),
    ("the council of Bergen met", [("Bergen", False)]),
    ("deputies of Good Party left", [("Good Party", False)]),
    ("the Party of Equality left", [("Party", False), ("Party of Equality", False), ("Equality", False)]),
    ("the party “Young Forest” left", [("Young Forest", True)]),
    ("the party “Young Forest,” he said", [("Young Forest", True)]),
    ("the party “young forest” left", []),
    ("the “Forest of the Young” group", [("Forest of the Young", True), ("Forest", False), ("Young", False)]),
    ("Bergen, Oslo", [("Bergen", False), ("Oslo", False)]),
    ("Bergen — Oslo", [("Bergen", False), ("Oslo", False)]),
    ("Bergen and Oslo", [("Bergen", False), ("Bergen and Oslo", False), ("Oslo", False)]),
    ("met al-Assad today", [("al-Assad", False)]),
    ("left of Bergen", [("Bergen", False)]),
    ("he left Bergen in spring", [("Bergen", False)]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_candidates(text: str, expected: list[tuple[str, bool]]) -> None:
    assert found(text) == expected


def test_long_quotations_are_no_names() -> None:
    sentence = " ".join(["We"] + ["go"] * MOST_WORDS)
    assert found(f"he said “{sentence}” twice") == [("We", False)]


def test_long_runs_are_cut_into_what_may_be_a_name() -> None:
    run = " ".join(f"Name{letter}" for letter in "abcdefghijkl")
    assert all(len(text.split()) <= MOST_WORDS for text, _ in found(run))


texts = st.one_of(st.text(), st.text(st.sampled_from("aB of.,“”\"«»-'’ ")))


@given(texts)
def test_candidates_lie_where_they_say(text: str) -> None:
    for one in candidates(text, words(text), FUNCTION_WORDS, QUOTES):
        assert text[one.start : one.end] == one.text
        assert one.text


@given(texts)
def test_candidates_look_like_names(text: str) -> None:
    for one in candidates(text, words(text), FUNCTION_WORDS, QUOTES):
        inside = words(one.text)
        if one.quoted:
            assert one.text[0].isupper()
            assert not one.text.endswith((",", ".", " "))
        else:
            assert is_capitalised(inside[0].text)
            assert is_capitalised(inside[-1].text) or fold(inside[-1].text) not in FUNCTION_WORDS
            assert fold(inside[0].text) not in FUNCTION_WORDS
        assert len(one.text.split()) <= MOST_WORDS or not one.quoted


@given(texts)
def test_no_place_is_named_twice(text: str) -> None:
    places = [(one.start, one.end) for one in candidates(text, words(text), FUNCTION_WORDS, QUOTES)]
    assert len(places) == len(set(places))
