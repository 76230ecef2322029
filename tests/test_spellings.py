"""How newspapers of other languages spell names from Cyrillic letters: the rules, and the tables made of them."""

from __future__ import annotations

import runpy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mtcheck import gazetteers, languages, names
from mtcheck.text.words import words

SCRIPT = Path(__file__).parents[1] / "scripts" / "update_spellings.py"


@cache
def script() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPT))


@pytest.mark.parametrize(
    ("lang", "letters", "name", "spelling"),
    [
        ("de", "ru", "Евгений Щербаков", "Jewgeni Schtscherbakow"),
        ("de", "uk", "Юрій Жданенко", "Jurij Schdanenko"),
        ("fr", "ru", "Сергей Гусин", "Sergueï Goussine"),
        ("fr", "uk", "Андрій Хом'як", None),
        ("es", "ru", "Михаил Жуков", "Mijail Zhukov"),
        ("it", "ru", "Алексей Ющенко", "Aleksej Juscenko"),
        ("pl", "ru", "Лев Мельников", "Lew Mielnikow"),
        ("pl", "uk", "Володимир Жила-Лях", "Wołodymyr Żyła-Lach"),
        ("pt", "ru", "Георгий Ильин", "Gueorgui Ilin"),
    ],
)
def test_the_usual_spelling_comes_first(lang: str, letters: str, name: str, spelling: str | None) -> None:
    made = script()["spellings"]()[lang, letters].name(name)
    assert made[:1] == ([spelling] if spelling else [])


@pytest.mark.parametrize("kind", ["people", "places"])
def test_the_tables_are_what_the_rules_make(kind: str) -> None:
    made = script()["written"](kind, script()[kind](script()["spellings"]()))
    assert (gazetteers.references_folder() / kind / "spellings.tsv").read_text(encoding="utf-8") == made


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("de", "Sergej Lawrow reiste nach Jekaterinburg.", {"ru-lavrov-sergei", "ru-yekaterinburg"}),
        ("pl", "Rozmawiał z Siergiejem Ławrowem.", {"ru-lavrov-sergei"}),
        ("fr", "Le ministre Sergueï Lavrov est parti.", {"ru-lavrov-sergei"}),
        ("es", "Habló con Mijaíl Mishustin.", {"ru-mishustin-mikhail"}),
    ],
)
def test_names_are_found_in_other_spellings(code: str, text: str, found: set[str]) -> None:
    finder = names.finder(gazetteers.gazetteer(), languages.language(code), foreign=False)
    assert found <= {entity.id for one in finder.find(text, words(text)) for entity in one.entities}
