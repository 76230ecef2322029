"""Lexicons: their format, phrases, forms of words, and the lexicons that come with mtcheck."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import ReferenceDataError
from mtcheck.languages import language
from mtcheck.lexicon_rules import problems
from mtcheck.lexicon_tables import COLUMNS, read, tables
from mtcheck.lexicons import Lexicon, Units, content_of, phrase, unit
from mtcheck.resources import references_folder
from mtcheck.text import word_forms
from mtcheck.text.lexicon_phrases import split, variants
from mtcheck.text.words import words

HEADER = "\t".join(COLUMNS)


def stands(code: str, wanted: str, text: str) -> bool:
    return phrase(code, wanted).stands(Units(code, text, words(text)).all())


@pytest.mark.parametrize(
    ("code", "wanted", "text"),
    [
        ("en", "excite case", "He excited the case."),
        ("en", "excite … case", "They excite yet another criminal case"),
        ("en", "pre-trial", "in pre trial detention"),
        ("en", "bulk/mass wave", "waves? mass waves"),
        ("en", "~ excite case", "the case was excited"),
        ("en", "annex* land", "annexation lands"),
        ("en", "=news agency", "a news agency"),
        ("en", "defence line", "defense lines"),
        ("en", "organ", "the organ's staff"),
        ("ru", "уголовный дело", "по уголовному делу"),
        ("ru", "возбудить … дело", "возбудили новое уголовное дело"),
        ("ru", "=выборы", "Выборы прошли"),
        ("ru", "обвиняем*", "обвиняемого привезли"),
        ("de", "über den Berg", "über den Berg"),
        ("fr", "=avocat", "plaide l’avocat"),
        ("fr", "état d'urgence", "sous l'état d'urgence"),
        ("it", "accordo", "dopo l'accordo"),
    ],
)
def test_a_phrase_stands_in_any_form(code: str, wanted: str, text: str) -> None:
    assert stands(code, wanted, text)


@pytest.mark.parametrize(
    ("code", "wanted", "text"),
    [
        ("en", "excite case", "He was excited. Case closed"),
        ("en", "excite … case", "excite one two three four case"),
        ("en", "=news agency", "new agency"),
        ("en", "new agency", "news agency"),
        ("ru", "=выборы", "выбор сделан"),
        ("ru", "уголовный дело", "дело уголовное"),
        ("fr", "hui", "aujourd'hui"),
    ],
)
def test_a_phrase_does_not_stand(code: str, wanted: str, text: str) -> None:
    assert not stands(code, wanted, text)


@given(st.text(alphabet=st.sampled_from("a b-c.дё'’…!"), max_size=40), st.sampled_from(["en", "ru", "de"]))
def test_spans_of_units_lie_in_the_text(text: str, code: str) -> None:
    units = Units(code, text, words(text))
    for index, one in enumerate(units.all()):
        if one:
            start, end = units.span([index])
            assert 0 <= start < end <= len(text)


@given(st.text(alphabet=st.sampled_from("аявшлд "), max_size=30))
def test_words_that_cannot_begin_so_are_left_out_and_no_others(text: str) -> None:
    units = Units("ru", text, words(text))
    assert units.beginning(units.beginnings) == units.all()


def test_a_word_behind_an_elision_begins_as_it_does_alone() -> None:
    units = Units("fr", "l'avocat", words("l'avocat"))
    assert any(units.beginning(frozenset("a")))
    assert any(units.beginning(frozenset("l")))
    assert not any(units.beginning(frozenset("v")))


@pytest.mark.parametrize(
    ("base", "form", "expected"),
    [
        ("try", "s", "tries"),
        ("box", "s", "boxes"),
        ("woman", "s", "women"),
        ("securities", "s", "securities"),
        ("stop", "past", "stopped"),
        ("open", "past", "opened"),
        ("give", "participle", "given"),
        ("lie", "past", "lay"),
        ("make", "ing", "making"),
        ("see", "ing", "seeing"),
        ("admit", "ing", "admitting"),
        ("be", "past", "be"),
    ],
)
def test_forms(base: str, form: word_forms.Form, expected: str) -> None:
    assert word_forms.inflected("en", base, form) == expected
    assert word_forms.spelled("en", base) in word_forms.keys("en", expected)


def test_a_language_without_forms_has_words_as_they_are() -> None:
    assert word_forms.inflected("xx", "abc", "s") == "abc"
    assert word_forms.keys("xx", "Abc") == {"abc"}
    assert language("de").stem("Tore") in unit("de", "Tore")


def test_alternatives_with_a_hyphen_become_phrases_of_their_own() -> None:
    assert list(variants("for flight/take-off now")) == ["for flight now", "for take-off now"]
    assert split("~ a/b … c")[1:] == ([0, 3], False)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("tem\tдело\t\t\tbusiness\tcase\t\t", "the kind is 'tem'"),
        ("term/grave\tдело\t\t\tbusiness\tcase\t\t", "severity 'grave'"),
        ("term\tдело\t\t\tbusiness\tcase\t2\t", "confidence"),
        ("term\tдело\t\t\t\tcase\t\t", "wrong is empty"),
        ("term\tдело\t\t\tbusin*\tcase\t\t", "has no word without *"),
        ("term\tдело\t\t\ta … b … c … d … e\tcase\t\t", "more than 3 gaps"),
        ("term\tдело\t\t\tbusiness\tcase\t\t\tmore", "9 cells"),
        ("term\tдела\t\t\tbusiness\tcase\t\t", "no base form"),
        ("term\tдело\tсуда\t\tbusiness\tcase\t\t", "no base form"),
        ("term\tдело\t\t\tcase\tcase\t\t", "wrong and right"),
        ("term\tдело\t\t\tstate order\tstate orders\t\t", "would be found in"),
        ("term\tдело\t\t\tbusiness\topen … case\t\t", "has signs"),
        ("term\tдело\t\t\tбизнес\tcase\t\t", "letters of the other language"),
        ("term\tдело …\t\t\tbusiness\tcase\t\t", "begins or ends with a gap"),
        ("term\tде*\t\t\tbusiness\tcase\t\t", "fewer than 3 letters"),
    ],
)
def test_faults_are_named_with_file_and_line(tmp_path: Path, row: str, problem: str) -> None:
    (tmp_path / "terms").mkdir()
    path = tmp_path / "terms" / "ru-en.test.tsv"
    path.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    found = list(problems(tmp_path))
    assert any(f"{path}:2: " in one and problem in one for one in found), found


def test_a_row_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "ru-en.test.tsv"
    path.write_text(f"{HEADER}\nterm\tдело\t\t\t\tcase\t\t\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=r":2: wrong is empty"):
        list(read(path))


def test_rows_are_found_by_words_of_the_translation(tmp_path: Path) -> None:
    path = tmp_path / "ru-en.test.tsv"
    path.write_text(f"{HEADER}\nterm\tдело\t\t\tcriminal affair\tcase\t\t\n", encoding="utf-8")
    found = Lexicon("ru", "en", content_of("ru", "en", [path]))
    assert list(found.candidates(words("two criminal affairs"))) == [0] or found.candidates(words("affairs"))
    assert not found.candidates(words("nothing of it"))
    assert found.row(0).right == ("case",)


def test_the_lexicons_of_mtcheck_have_no_faults() -> None:
    assert tables(references_folder())
    assert list(problems(references_folder())) == []
