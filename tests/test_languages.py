"""The files under `references/languages/`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import ReferenceDataError
from mtcheck.languages import Language, known, language, parse
from mtcheck.resources import references_folder
from mtcheck.text import scripts
from mtcheck.text.words import fold

FOLDER = references_folder() / "languages"
each_language = pytest.mark.parametrize("code", known())

SAMPLES = {
    "ru": "Парламент принял закон о бюджете.",
    "uk": "Парламент ухвалив закон про бюджет.",
    "zh": "议会通过了预算法案。",
    "de": "Das Parlament hat den Haushalt beschlossen.",
}

FORMS = [
    ("ru", ["Макрон", "Макрона", "Макрону", "Макроном", "Макроне"]),
    ("ru", ["Мерц", "Мерца", "Мерцем"]),
    ("ru", ["Россия", "России", "Россию", "Россией"]),
    ("ru", ["Единая", "Единой", "Единую"]),
    ("ru", ["партия", "партии", "партию", "партией"]),
    ("ru", ["Непокорённая", "Непокоренной", "НЕПОКОРЁННУЮ"]),
    ("uk", ["Макрон", "Макрона", "Макроном"]),
    ("uk", ["Зеленський", "Зеленського", "Зеленському", "Зеленським"]),
    ("uk", ["партія", "партії", "партію", "партією"]),
    ("pl", ["Tusk", "Tuska", "Tuskiem", "Tuskowi"]),
    ("pl", ["Kaczyński", "Kaczyńskiego", "Kaczyńskiemu"]),
    ("de", ["Merkel", "Merkels"]),
    ("de", ["Bundestag", "Bundestages", "Bundestags"]),
    ("en", ["Macron", "Macron's", "Macron’s", "MACRON"]),
]

APART = [
    ("ru", "Мерц", "Мерсье"),
    ("de", "Kohl", "Kohle"),
    ("de", "Linke", "Link"),
    ("fr", "Marine", "Marin"),
    ("en", "Williams", "William"),
    ("es", "Santos", "Santa"),
]


def test_the_main_languages_are_known() -> None:
    assert {"ru", "uk", "de", "fr", "es", "zh", "en"} <= set(known())


@each_language
def test_every_file_loads(code: str) -> None:
    found = language(code)
    assert found.code == code
    assert found.name[0].isupper()
    assert found.script in scripts.scripts()
    assert found is language(code)


@each_language
def test_numerals_load(code: str) -> None:
    assert language(code).numerals is not None


@each_language
def test_what_every_language_has(code: str) -> None:
    found = language(code)
    assert found.quotes
    assert found.function_words
    assert found.reporting_verbs
    assert found.party_words
    assert found.boilerplate.line
    assert found.boilerplate.credit


@each_language
def test_quotes_are_pairs_of_single_marks(code: str) -> None:
    assert all(len(opening) == len(closing) == 1 for opening, closing in language(code).quotes)
    assert len(set(language(code).quotes)) == len(language(code).quotes)


@each_language
@pytest.mark.parametrize(
    "name", ["function_words", "doubles", "compound_starts", "compound_ends", "reporting_verbs", "party_words"]
)
def test_words_stand_as_they_are_compared(code: str, name: str) -> None:
    words: frozenset[str] = getattr(language(code), name)
    assert {word for word in words if fold(word) != word or word != word.strip()} == set()


@each_language
def test_endings_stand_as_they_are_compared(code: str) -> None:
    endings = language(code).endings
    assert [ending for ending in endings if fold(ending) != ending or not ending] == []


@each_language
def test_patterns_compile(code: str) -> None:
    boilerplate = language(code).boilerplate
    for pattern in (*boilerplate.credit, *boilerplate.line, *boilerplate.start):
        assert not re.compile(pattern, re.IGNORECASE).search("Zzyzx qwertz " * 3)


@each_language
def test_romanisation_is_for_other_letters_than_latin(code: str) -> None:
    found = language(code)
    assert all(len(letter) == 1 and latin.isascii() for letter, latin in found.romanisation.items())
    assert not found.romanisation or found.script != "Latin"


@pytest.mark.parametrize("code", sorted(SAMPLES))
def test_the_script_is_that_of_the_language(code: str) -> None:
    assert scripts.dominant(SAMPLES[code]) == language(code).script


@pytest.mark.parametrize(("code", "forms"), FORMS, ids=[f"{code} {forms[0]}" for code, forms in FORMS])
def test_forms_of_a_word_have_one_stem(code: str, forms: list[str]) -> None:
    assert len({language(code).stem(form) for form in forms}) == 1


@pytest.mark.parametrize(("code", "left", "right"), APART)
def test_different_words_have_different_stems(code: str, left: str, right: str) -> None:
    assert language(code).stem(left) != language(code).stem(right)


@given(st.sampled_from(known()), st.text(max_size=12))
def test_a_stem_is_the_beginning_of_its_word(code: str, word: str) -> None:
    stem = language(code).stem(word)
    assert fold(word).startswith(stem)
    assert len(stem) >= min(2, len(fold(word)))


def test_a_short_word_loses_its_possessive() -> None:
    assert [language("en").stem(word) for word in ("EU’s", "UN's", "it's")] == ["eu", "un", "it"]


def test_a_language_without_a_file() -> None:
    assert language("xx") == language("xx")
    assert (language("xx").code, language("xx").script, language("xx").numerals) == ("xx", "", None)
    assert language("xx").stem("Words") == "words"


GOOD = {"name": "Examplish", "script": "Latin"}


@pytest.mark.parametrize("key", ["nonsense", "code", "Quotes"])
def test_an_unknown_key_is_an_error(key: str) -> None:
    with pytest.raises(ReferenceDataError, match=rf"xx\.toml: unknown key '{key}'"):
        parse("xx", {**GOOD, key: []}, Path("xx.toml"))


@pytest.mark.parametrize("key", ["name", "script"])
def test_a_missing_key_is_an_error(key: str) -> None:
    with pytest.raises(ReferenceDataError, match=rf"xx\.toml: .*{key}"):
        parse("xx", {name: value for name, value in GOOD.items() if name != key}, Path("xx.toml"))


def test_a_language_from_its_file() -> None:
    data = tomllib.loads(
        """
        name = "Examplish"
        script = "Latin"
        quotes = [["«", "»"]]
        endings = ["s"]
        function_words = ["the", "the"]
        [boilerplate]
        line = ["^home$"]
        """
    )
    found = parse("xx", data, Path("xx.toml"))
    assert isinstance(found, Language)
    assert found.quotes == (("«", "»"),)
    assert found.endings == ("s",)
    assert found.function_words == frozenset({"the"})
    assert found.boilerplate.line == ("^home$",)
    assert found.boilerplate.credit == ()
    assert found.doubles == frozenset()


@pytest.mark.parametrize("code", sorted(path.name[:2] for path in FOLDER.glob("??.numerals.toml")))
def test_numerals_load_for_every_language_that_has_them(code: str) -> None:
    assert language(code).numerals is not None
