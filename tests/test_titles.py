"""Titles of office: the tables, where titles stand in a text, and what they are to those of a translation."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.config import Config
from mtcheck.errors import ReferenceDataError
from mtcheck.languages import known, language
from mtcheck.pipeline import Engine
from mtcheck.readers.plain import from_text
from mtcheck.resources import references_folder
from mtcheck.text.phrases import file_phrases
from mtcheck.text.titles import load_tables, spaced, title_tables
from mtcheck.text.titles_found import Found, TitleFinder, parts, phrase_of
from mtcheck.text.words import Word, fold, is_unspaced, words

TABLES = title_tables()


@cache
def finder(code: str) -> TitleFinder:
    return TitleFinder(language(code).stem, file_phrases(TABLES.items(code)))


def find(text: str, code: str = "en") -> Found:
    found = finder(code).find(text, words(text))
    assert found is not None, text
    return found


def written(text: str, code: str = "en") -> list[tuple[str, set[str]]]:
    return [(text[title.start : title.end], set(title.modifiers)) for title in find(text, code).titles]


def faults(source: str, target: str, source_lang: str = "ru", target_lang: str = "en") -> list[tuple[str, str]]:
    config = Config(source_lang=source_lang, target_lang=target_lang, select=("office-title-mistranslated",))
    report = Engine(config).check(from_text(source, "source"), from_text(target, "target"))
    return [(one.on("target")[0].of(target), str(one.severity)) for one in report.findings]


# The tables.


def test_all_ids_that_tables_name_exist() -> None:
    for office in TABLES.offices.values():
        assert office.never <= set(TABLES.offices), office.id
        assert not office.parent or office.parent in TABLES.offices, office.id
        assert office.id not in office.never
    contexts = {name for rows in TABLES.forms.values() for _, kind, name in rows if kind == "context"}
    for sense in TABLES.senses:
        named = {name for name in sense.contexts | sense.wide | sense.needs if not name.startswith("in-")}
        assert named <= contexts
        assert all(len(country) == 2 and country.isupper() for country in sense.countries)
        assert not set(sense.means) & sense.never


def test_every_office_has_an_english_name() -> None:
    assert all("en" in office.names for office in TABLES.offices.values())


def test_languages_are_known() -> None:
    assert set(TABLES.forms) <= set(known())


def test_no_title_is_a_wrong_rendering_of_the_same_office() -> None:
    for code, rows in TABLES.forms.items():
        right = {(fold(spaced(form)), name) for form, kind, name in rows if kind == "title"}
        wrong = {(fold(spaced(form)), name) for form, kind, name in rows if kind == "wrong"}
        assert not right & wrong, code


def test_no_english_title_begins_with_what_modifies_titles() -> None:
    """Such a title would hide the modifier from the others."""
    before = {fold(form) for form, kind, _ in TABLES.forms["en"] if kind == "before"}
    allowed = {
        "junior minister",
        "acting ambassador",
        "assistant secretary",
        "assistant secretary of state",
        "assistant professor",
        "associate professor",
        "under secretary",
        "under secretary of state",
    }
    for form, kind, _ in TABLES.forms["en"]:
        first = fold(spaced(form)).split()
        if kind == "title" and len(first) > 1 and fold(form) not in allowed:
            assert first[0] not in before, form


def test_forms_are_tidy() -> None:
    for rows in TABLES.forms.values():
        for form, _, name in rows:
            assert form == form.strip(), name
            assert "  " not in form, name
            modifier = form.partition(" @")[2]
            assert not modifier or modifier in TABLES.modifiers, form


def test_suggestions_have_a_place_for_the_title() -> None:
    assert {modifier for modifier, _ in TABLES.suggestions} <= set(TABLES.modifiers)
    assert all(pattern.count("{}") == 1 for pattern in TABLES.suggestions.values())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("titles", '[mayor]\nenglish = "mayor"'),
        ("titles", "[mayor]\nen = 1"),
        ("titles", '[mayor]\n"en.also" = "mayor"'),
        ("titles", "[mayor"),
        ("modifiers", '[deputy]\nparent = "mayor"'),
        ("contexts", '[town]\n"en.wrong" = "town"'),
        ("senses", '[mayor]\ntitle = "mayor"\nmeans = "nobody"'),
        ("senses", '[mayor]\ntitle = "mayor"'),
        ("senses", '[mayor]\ntitle = "mayor"\nmeans = "mayor"\nwhere = "town"'),
    ],
)
def test_faulty_tables_are_refused(tmp_path: Path, name: str, content: str) -> None:
    for table in ("titles", "modifiers", "contexts", "senses"):
        (tmp_path / f"{table}.toml").write_text('[mayor]\nen = "mayor"' if table == "titles" else "", encoding="utf-8")
    (tmp_path / f"{name}.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=f"{name}.toml"):
        load_tables(tmp_path)


def test_the_tables_lie_where_they_are_looked_for() -> None:
    assert len(load_tables(references_folder() / "titles").offices) == len(TABLES.offices)


# Where titles stand.


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("The former deputy prime minister left.", "en", [("prime minister", {"former", "deputy"})]),
        ("Vice-President Stone and the mayor.", "en", [("President", {"deputy"}), ("mayor", set())]),
        ("The deputy spoke.", "en", [("deputy", set())]),
        ("A deputy, minister Stone, spoke.", "en", [("deputy", set()), ("minister", set())]),
        ("Экс-премьер и замминистра", "ru", [("премьер", {"former"}), ("замминистра", {"deputy"})]),
        ("И. о. губернатора уехал", "ru", [("губернатора", {"acting"})]),
        ("И. Он видел губернатора", "ru", [("губернатора", set())]),
        ("новость и о губернаторе", "ru", [("губернаторе", set())]),
        ("после посла", "ru", [("посла", set())]),
        ("Die stellvertretende Ministerpräsidentin", "de", [("Ministerpräsidentin", {"deputy"})]),
        ("Altkanzler", "de", [("Altkanzler", {"former"})]),
        ("l’ancien ministre et le président par intérim", "fr", [("ministre", {"former"}), ("président", {"acting"})]),
        ("副总理会见前总统", "zh", [("总理", {"deputy"}), ("总统", {"former"})]),
        ("日前总统表示", "zh", [("总统", set())]),
    ],
)
def test_titles_and_modifiers(text: str, code: str, expected: list[tuple[str, set[str]]]) -> None:
    assert written(text, code) == expected


def test_a_text_without_titles() -> None:
    assert finder("en").find("It rained.", words("It rained.")) is None


def test_the_longer_of_two_titles_that_overlap_counts() -> None:
    assert [one for one, _ in written("The state secretary of defense resigned.")] == ["secretary of defense"]


def test_the_name_of_a_body_needs_a_person() -> None:
    (title,) = find("Stadtrat Weber sprach", "de").titles
    assert title.person


def test_wrong_renderings_are_found() -> None:
    (title,) = find("The provincial captain arrived.").titles
    assert title.wrong == {"land-governor"}
    assert not title.offices


def test_phrases_compare_without_endings() -> None:
    stem = language("ru").stem
    one, other = find("премьер-министр", "ru"), find("Премьер-министра", "ru")
    assert phrase_of(one, one.titles[0], stem) == phrase_of(other, other.titles[0], stem)


@given(st.text(alphabet="abÀé дя'’-‑. ", max_size=40))
def test_parts_lie_in_the_text_and_in_order(text: str) -> None:
    split = parts(words(text))
    assert all(text[part.start : part.end] == part.text for part in split)
    assert all(one.end <= other.start for one, other in pairwise(split))


@given(
    st.lists(
        st.sampled_from(["former", "deputy", "prime", "minister", "Vice-President", "of", "state", "mayor", ",", "."]),
        max_size=12,
    )
)
def test_titles_lie_within_their_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = finder("en").find(text, words(text))
    for title in found.titles if found else ():
        assert found is not None
        assert 0 <= title.outer <= title.first < title.last <= title.outer_last <= len(found.parts)
        assert (title.start, title.end) == (found.parts[title.first].start, found.parts[title.last - 1].end)


def test_elisions_and_hyphens_are_taken_apart_alike_in_texts_and_tables() -> None:
    for phrase in ("chargé d'affaires", "vice-président", "l’ancien", "прем'єр-міністр"):
        text = spaced(phrase)
        assert [part.text for part in parts(words(phrase))] == text.split()


def test_characters_without_spaces_are_parts() -> None:
    assert parts(words("总理")) == [Word("总", 0, 1), Word("理", 1, 2)]
    assert is_unspaced("总")


# What they are to those of a translation.


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        # Right of one title, wrong of another: the names say which is which.
        (
            "Президент Анна Вольф приняла председателя польского сейма Яна Новака.",
            "President Anna Wolf received the chairman of the Polish Sejm, Jan Nowak.",
            [("chairman", "major")],
        ),
        # One deputy of two is named so; the other is not.
        (
            "Министр Олег Панов и его заместитель Иван Орлов уволены.",
            "Minister Oleg Panov and his deputy Ivan Orlov have been dismissed.",
            [],
        ),
        # The modifier stands in the next sentence.
        (
            "Бывший министр Олег Панов уехал. Он молчит.",
            "Minister Oleg Panov has left. The former official is silent.",
            [],
        ),
        # A wider title abbreviates.
        ("Министр иностранных дел Олег Панов уехал.", "Minister Oleg Panov has left.", []),
        # Words that fit every office.
        ("Председатель сената Франции Жан Руссо молчал.", "French Senate leader Jean Rousseau was silent.", []),
        # Nothing ties the titles of two people together.
        (
            "Посол Олег Панов молчал, а консул Иван Орлов ответил.",
            "Oleg Panov was silent, while consul Ivan Orlov answered.",
            [],
        ),
        # A title for a deputy alone.
        ("Заместитель мэра ответил.", "The mayor answered.", [("mayor", "critical")]),
        # A body that is not named where the title stands alone, but in the article.
        (
            "Генассамблея ООН собралась. Председатель Ассамблеи Анна Вольф просила денег.",
            "The UN General Assembly met. The chairman of the Assembly, Anna Wolf, asked for money.",
            [("chairman", "major")],
        ),
        ("Ассамблея народа собралась. Председатель Ассамблеи Анна Вольф просила денег.",
         "The People's Assembly met. The chairman of the Assembly, Anna Wolf, asked for money.", []),
    ],
)  # fmt: skip
def test_faults(source: str, target: str, expected: list[tuple[str, str]]) -> None:
    assert faults(source, target) == expected


def test_the_first_minister_of_a_nation_is_no_prime_minister() -> None:
    found = faults("Le premier ministre écossais, Iain Reid, a réagi.", "Prime Minister Iain Reid reacted.", "fr")
    assert found == [("Prime Minister", "major")]


def test_member_and_body_in_german() -> None:
    assert faults("Stadtrat Urs Weber sprach.", "City Council Urs Weber spoke.", "de") == [("City Council", "major")]
    assert faults("Der Stadtrat tagte in Bern.", "The city council met in Bern.", "de") == []


@given(st.lists(st.sampled_from(sorted({form for form, _, _ in TABLES.forms["en"]})), min_size=1, max_size=4))
def test_equal_texts_have_the_same_titles(forms: list[str]) -> None:
    text = ", ".join(forms)
    assert finder("en").find(text, words(text)) == finder("en").find(text, words(text))
