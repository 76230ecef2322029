"""Pinyin: readings of characters and syllables of names."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text.pinyin import load

TABLE = load(*(references_folder() / "transliteration" / f"zh.{name}.tsv" for name in ("pinyin", "wade-giles")))


@pytest.mark.parametrize(
    ("word", "divisions"),
    [
        ("Zhiqiang", [("zhi", "qiang")]),
        ("Xian", [("xian",), ("xi", "an")]),
        ("Yang", [("yang",)]),
        ("Kong", [("kong",)]),
        ("Chi-wai", []),
        ("Merkel", []),
    ],
)
def test_a_word_falls_into_syllables(word: str, divisions: list[tuple[str, ...]]) -> None:
    assert sorted(TABLE.divisions(word)) == sorted(divisions)


@pytest.mark.parametrize(("char", "sounds"), [("吕", {"lu", "lv", "lyu"}), ("单", {"dan", "shan", "chan"})])
def test_a_character_has_all_its_readings(char: str, sounds: set[str]) -> None:
    assert sounds <= TABLE.sounds(char)


@pytest.mark.parametrize(("name", "spelled"), [("志强", "Zhiqiang"), ("欧阳", "Ouyang"), ("a", None)])
def test_a_name_is_spelled_by_its_usual_readings(name: str, spelled: str | None) -> None:
    assert TABLE.spelled(name) == spelled


def test_surnames_of_two_characters() -> None:
    assert {"欧阳", "王", "單"} <= TABLE.surnames


def test_a_row_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "zh.pinyin.tsv"
    path.write_text("kind\tsyllable\tcharacters\nmain\tma\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"zh\.pinyin\.tsv:2"):
        load(path, path)
    other = tmp_path / "zh.wade-giles.tsv"
    other.write_text("pinyin\twade-giles\nzheng\n", encoding="utf-8")
    path.write_text("kind\tsyllable\tcharacters\nmain\tma\t马\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r"zh\.wade-giles\.tsv:2"):
        load(path, other)


def test_a_name_from_taiwan_has_another_spelling() -> None:
    assert {"zheng", "cheng"} <= TABLE.sounds("峥")
    assert TABLE.spelled("峥") == "Zheng"
