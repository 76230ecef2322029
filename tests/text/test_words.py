"""Words and their foldings."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.text.words import fold, is_abbreviation, is_capitalised, words

SPLIT = [
    ("", []),
    (" — … “”", []),
    ("The minister's so-called plan.", ["The", "minister's", "so-called", "plan"]),
    ("l’Express and d'Estaing", ["l’Express", "and", "d'Estaing"]),
    ("in the U.S. and the U.K.", ["in", "the", "U.S", "and", "the", "U.K"]),
    ("End. Start", ["End", "Start"]),
    ("J.D. Vance", ["J.D", "Vance"]),
    ("Вице-президент об’єднання п'ять", ["Вице-президент", "об’єднання", "п'ять"]),
    ("so—called", ["so", "called"]),
    ("1,500 or 25", ["1", "500", "or", "25"]),
    ("外交部宣布", ["外", "交", "部", "宣", "布"]),
    ("访问 Paris 后", ["访", "问", "Paris", "后"]),
    ("トヨタ車", ["ト", "ヨ", "タ", "車"]),
    ("Erdoğan, Núñez; Łódź", ["Erdoğan", "Núñez", "Łódź"]),
    ("snake_case", ["snake_case"]),
    ("dogs' tails", ["dogs", "tails"]),
    ("non‑breaking", ["non‑breaking"]),
]

FOLDED = [
    ("ERDOĞAN", "erdogan"),
    ("Núñez", "nunez"),
    ("Łódź", "lodz"),
    ("Straße", "strasse"),
    ("Œuvre", "oeuvre"),
    ("Ærø", "aero"),
    ("d’Estaing", "d'estaing"),
    ("non‑stop", "non-stop"),
    ("Ёлка", "елка"),
    ("Йемен", "йемен"),
    ("Їжак", "їжак"),
    ("Việt", "viet"),
    ("IJ", "ij"),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_folding(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize("word", ["Paris", "al-Assad", "l'Express", "d’Orsay", "Řím", "Ялта", "U.S"])
def test_capitalised(word: str) -> None:
    assert is_capitalised(word)


@pytest.mark.parametrize("word", ["paris", "so-called", "ялта", "外", "1990", ""])
def test_not_capitalised(word: str) -> None:
    assert not is_capitalised(word)


@pytest.mark.parametrize("form", ["CDU", "КПРФ", "ЕР", "U.S.", "AfD", "PiS", "CDU/CSU", "EU-27"])
def test_abbreviations(form: str) -> None:
    assert is_abbreviation(form)


@pytest.mark.parametrize("form", ["Cdu", "A", "Paris", "", "外交部", "It", "27", "Ли", "McDonald"])
def test_names_that_are_no_abbreviations(form: str) -> None:
    assert not is_abbreviation(form)


@given(st.text())
def test_offsets_slice_to_the_words(text: str) -> None:
    found = words(text)
    assert all(text[word.start : word.end] == word.text and word.text for word in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(st.text())
def test_no_letter_is_lost(text: str) -> None:
    covered = {place for word in words(text) for place in range(word.start, word.end)}
    assert {place for place, char in enumerate(text) if char.isalnum()} <= covered


@given(st.text())
def test_a_word_split_again_is_itself(text: str) -> None:
    for word in words(text):
        assert [again.text for again in words(word.text)] == [word.text]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x52F, categories=["L", "P", "Z"])))
def test_case_does_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text)


@given(st.text())
def test_nothing_raises(text: str) -> None:
    is_capitalised(text)
    is_abbreviation(text)
