"""Writing systems: one letter of each, and what belongs to none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.text.scripts import count, describe, dominant, foreign_runs, is_mixed, scripts

LETTERS = {
    "Latin": "aZéßøŁğơỹ",
    "Cyrillic": "аЯёїґўјҐӘқ",
    "Greek": "αΩάἀ",
    "Han": "中國㐀𠀀",
    "Arabic": "عپگۀ",
    "Hebrew": "אתךּ",
    "Kana": "あンヴー",
    "Hangul": "한글ㄱᄀ",
    "Thai": "กไ๋",
    "Devanagari": "अहि",
    "Georgian": "აჰႠⴀ",
    "Armenian": "ԱՖաև",
}
GENERAL = "—–‑-“”„«»‘’…·•′″‰№€₽$£©®°±×÷§¶†½²³µ0123456789.,:;!?()[]{}/\\|@#%&*+=<>^_~`'\" \u00a0\u202f\u200b\u2060\ufeff\u3000，。、《》「」！？😀"

each_script = pytest.mark.parametrize("script", scripts())


def test_every_script_has_letters_here() -> None:
    assert set(scripts()) == set(LETTERS)


@each_script
@pytest.mark.parametrize("other", scripts())
def test_letters_belong_to_one_script(script: str, other: str) -> None:
    for letter in LETTERS[script]:
        assert count(letter, other) == (script == other), (letter, other)


@each_script
def test_general_punctuation_belongs_to_none(script: str) -> None:
    assert [char for char in GENERAL if count(char, script)] == []


@each_script
def test_most_letters_decide(script: str) -> None:
    assert dominant(f"12 {LETTERS[script] * 3} — A я") == script


@pytest.mark.parametrize("text", ["", "12:30 — “…”", "😀", "№ 5"])
def test_no_script_without_letters(text: str) -> None:
    assert dominant(text) is None


FOREIGN = [
    ("The Дума voted", "Latin", ["Дума"]),
    ("The vote", "Latin", []),
    ("Дума и Apple", "Cyrillic", []),
    ("Дума и 外交部", "Cyrillic", ["外交部"]),
    ("任天堂（ニンテンドー）", "Han", []),
    ("任天堂 한국", "Han", ["한국"]),
    ("トヨタ車", "Kana", []),
    ("a б γ", "Latin", ["б", "γ"]),
    ("sроke", "Latin", ["ро"]),
]


@pytest.mark.parametrize(("text", "script", "expected"), FOREIGN)
def test_runs_of_foreign_letters(text: str, script: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in foreign_runs(text, script)] == expected


@pytest.mark.parametrize("word", ["Mосква", "sроke", "Αthens"])
def test_mixed(word: str) -> None:
    assert is_mixed(word)


@pytest.mark.parametrize("word", ["Москва", "Athens", "Αθήνα", "YouTube外", "", "T34"])
def test_not_mixed(word: str) -> None:
    assert not is_mixed(word)


def test_description() -> None:
    assert describe("\u200b") == "zero width space"
    assert describe("\x01") == "u+0001"


@given(st.text())
def test_letters_are_counted_one_by_one(text: str) -> None:
    for script in scripts():
        assert count(text, script) == sum(count(char, script) for char in text)


@given(st.text())
def test_no_letter_has_two_scripts(text: str) -> None:
    for char in text:
        assert sum(count(char, script) for script in scripts()) <= 1


@given(st.text(), st.sampled_from(scripts()))
def test_runs_are_ordered_and_hold_foreign_letters_only(text: str, script: str) -> None:
    found = foreign_runs(text, script)
    assert found == sorted(found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    for start, end in found:
        assert start < end
        assert count(text[start:end], script) == count(text[start:end], "Latin") == 0


@given(st.text())
def test_the_dominant_script_has_no_fewer_letters_than_any(text: str) -> None:
    best = dominant(text)
    assert max(count(text, script) for script in scripts()) == (count(text, best) if best else 0)
