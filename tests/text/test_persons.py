"""Persons' names taken apart, and the gender that endings show."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import ReferenceDataError
from mtcheck.text.name_tables import name_tables, parse_tables
from mtcheck.text.persons import PersonName, grammatical_gender, parse_person

RUSSIAN = [
    ("", ("", "", (), "")),
    ("Путин", ("", "", (), "Путин")),
    ("Владимир", ("Владимир", "", (), "")),
    ("Владимир Путин", ("Владимир", "", (), "Путин")),
    ("Иван Петрович Сидоров", ("Иван", "Петрович", (), "Сидоров")),
    ("Сидоров Иван Петрович", ("Иван", "Петрович", (), "Сидоров")),
    ("Марии Ивановны Захаровой", ("Марии", "Ивановны", (), "Захаровой")),
    ("Иван Петрович", ("Иван", "Петрович", (), "")),
    ("Анна Ильинична", ("Анна", "Ильинична", (), "")),
    ("Сергей Юрьевич", ("Сергей", "Юрьевич", (), "")),
    ("Роман Абрамович", ("Роман", "", (), "Абрамович")),
    ("Роман Аркадьевич Абрамович", ("Роман", "Аркадьевич", (), "Абрамович")),
    ("Абрамович Роман Аркадьевич", ("Роман", "Аркадьевич", (), "Абрамович")),
    ("Вагит Юсуфович Алекперов", ("Вагит", "Юсуфович", (), "Алекперов")),
    ("Александр Вучич", ("Александр", "", (), "Вучич")),
    ("Гейдар Алирза оглы Алиев", ("Гейдар", "Алирза оглы", (), "Алиев")),
    ("А. С. Пушкин", ("А.", "С.", (), "Пушкин")),
    ("А.С. Пушкин", ("А.", "С.", (), "Пушкин")),
    ("А.С Пушкин", ("А.", "С.", (), "Пушкин")),
    ("Пушкин А. С.", ("А.", "С.", (), "Пушкин")),
    ("В. Путин", ("В.", "", (), "Путин")),
    ("Ж.-П. Бельмондо", ("Ж.", "П.", (), "Бельмондо")),
    ("Дж. Р. Р. Толкин", ("Дж. Р. Р.", "", (), "Толкин")),
    ("Джордж У. Буш", ("Джордж У.", "", (), "Буш")),
    ("К. фон Клаузевиц", ("К.", "", ("фон",), "Клаузевиц")),
    ("Урсула фон дер Ляйен", ("Урсула", "", ("фон", "дер"), "Ляйен")),
    ("фон дер Ляйен", ("", "", ("фон", "дер"), "Ляйен")),
    ("Шарль де Голль", ("Шарль", "", ("де",), "Голль")),
    ("Марин Ле Пен", ("Марин", "", ("Ле",), "Пен")),
    ("Жан-Мари Ле Пен", ("Жан-Мари", "", ("Ле",), "Пен")),
    ("Башар аль-Асад", ("Башар", "", ("аль-",), "Асад")),
    ("Мухаммед бен Салман", ("Мухаммед", "", ("бен",), "Салман")),
    ("Иванов Иван", ("Иван", "", (), "Иванов")),
    ("Си Цзиньпин", ("Цзиньпин", "", (), "Си")),
    ("Ким Чен Ын", ("Чен Ын", "", (), "Ким")),
    ("Ким Кардашьян", ("Ким", "", (), "Кардашьян")),
    ("Михаил Салтыков-Щедрин", ("Михаил", "", (), "Салтыков-Щедрин")),
    ("«Путин»,", ("", "", (), "Путин")),
]

OTHERS = [
    ("uk", "Юлія Володимирівна Тимошенко", ("Юлія", "Володимирівна", (), "Тимошенко")),
    ("uk", "В’ячеслав Чорновіл", ("В’ячеслав", "", (), "Чорновіл")),
    ("bg", "Бойко Методиев Борисов", ("Бойко", "Методиев", (), "Борисов")),
    ("bg", "Корнелия Нинова", ("Корнелия", "", (), "Нинова")),
    ("pl", "Donald Tusk", ("Donald", "", (), "Tusk")),
    ("cs", "Karel ze Žerotína", ("Karel", "", ("ze",), "Žerotína")),
    ("xx", "Some Body", ("Some", "", (), "Body")),
]

GENDERS = [
    ("ru", "Иван Петрович Сидоров", "m"),
    ("ru", "Анна Петровна", "f"),
    ("ru", "Захарова", "f"),
    ("ru", "Захаров", "m"),
    ("ru", "Достоевская", "f"),
    ("ru", "Достоевский", "m"),
    ("ru", "Кузьмина", "f"),
    ("ru", "Путин", "m"),
    ("ru", "В. В. Путин", "m"),
    ("ru", "Э. С. Набиуллина", "f"),
    ("ru", "Владимира Путина", "m"),
    ("ru", "Владимиром Путиным", "m"),
    ("ru", "Марии Захаровой", "f"),
    ("ru", "Мария", "f"),
    ("ru", "Никита Михалков", "m"),
    ("ru", "Александра Захарова", "f"),
    ("ru", "Александру Захарову", None),
    ("ru", "Саша", None),
    ("ru", "Чулпан Хаматова", "f"),
    ("ru", "Арета Франклин", None),
    ("ru", "Кэтрин Гудвин", None),
    ("ru", "Макрон", None),
    ("ru", "Елене Зеленской", "f"),
    ("ru", "Трубецкой", None),
    ("ru", "Урсула фон дер Ляйен", "f"),
    ("ru", "Эмманюэль Макрон", "m"),
    ("ru", "Иванова-Петрова", "f"),
    ("ru", "Тимошенко", None),
    ("ru", "", None),
    ("uk", "Тимошенко", None),
    ("uk", "Юлія Тимошенко", "f"),
    ("uk", "Олександра Володимировича Турчинова", "m"),
    ("uk", "Володимира Зеленського", "m"),
    ("uk", "Зеленська", "f"),
    ("pl", "Kowalska", "f"),
    ("pl", "Kowalskiego", "m"),
    ("pl", "Agnieszka Holland", "f"),
    ("pl", "Andrzejem Dudą", "m"),
    ("pl", "Tusk", None),
    ("bg", "Бойко Борисов", "m"),
    ("bg", "Корнелия Нинова", "f"),
    ("bg", "Радева", "f"),
    ("cs", "Novákové", "f"),
    ("cs", "Kateřina Valachová", "f"),
    ("cs", "Miloš Zeman", "m"),
    ("cs", "Novák", None),
    ("en", "Anna Karenina", None),
]

INFLECTED = [
    ("Захарова", None),
    ("Захаров", "m"),
    ("Захаровой", "f"),
    ("Захаровым", "m"),
    ("Мария Захарова", "f"),
    ("Владимира Путина", "m"),
    ("Александра Захарова", None),
    ("Александра Захаровой", None),
    ("Александры Захаровой", "f"),
    ("Юлия Тимошенко", "f"),
    ("Ивановичу", None),
    ("Ивану Ивановичу", "m"),
]


def _name(parts: tuple[str, str, tuple[str, ...], str]) -> PersonName:
    return PersonName(*parts)


@pytest.mark.parametrize(("text", "expected"), RUSSIAN)
def test_russian_names(text: str, expected: tuple[str, str, tuple[str, ...], str]) -> None:
    assert parse_person(text.split()) == _name(expected)


@pytest.mark.parametrize(("code", "text", "expected"), OTHERS)
def test_other_names(code: str, text: str, expected: tuple[str, str, tuple[str, ...], str]) -> None:
    assert parse_person(text.split(), code) == _name(expected)


@pytest.mark.parametrize(("code", "text", "expected"), GENDERS)
def test_gender(code: str, text: str, expected: str | None) -> None:
    assert grammatical_gender(parse_person(text.split(), code), code) == expected


@pytest.mark.parametrize(("text", "expected"), INFLECTED)
def test_gender_in_running_text(text: str, expected: str | None) -> None:
    assert grammatical_gender(parse_person(text.split()), "ru", inflected=True) == expected


@pytest.mark.parametrize(
    ("text", "family"), [("Урсула фон дер Ляйен", "фон дер Ляйен"), ("Башар аль-Асад", "аль-Асад"), ("Путин", "Путин")]
)
def test_family_name_with_particles(text: str, family: str) -> None:
    assert parse_person(text.split()).family == family


@pytest.mark.parametrize("code", ["ru", "uk", "bg", "pl", "cs"])
def test_tables_are_sound(code: str) -> None:
    tables = name_tables(code)
    assert tables.given
    assert tables.surnames
    assert tables.particles
    lists = {case for readings in tables.surnames.values() for _, case in readings}
    assert {case for readings in tables.given.values() for _, case in readings} <= lists


def test_language_without_tables() -> None:
    assert not name_tables("xx").given
    assert name_tables("../ru") is name_tables("xx")


@pytest.mark.parametrize(
    ("data", "problem"), [({"names": ""}, "names"), ({"surname": {"x": []}}, "surname.x"), ({"particles": 3}, "")]
)
def test_malformed_tables(data: dict[str, object], problem: str) -> None:
    with pytest.raises(ReferenceDataError, match=f"some.names.toml.*{problem}"):
        parse_tables(data, Path("some.names.toml"))


_WORDS = st.text(st.sampled_from("АаБбвеёиоынчЯ.-’'ʼ Jj«»") | st.characters(), max_size=12)


@given(
    st.lists(
        _WORDS | st.sampled_from(["Иван", "Петрович", "фон", "оглы", "аль-Асад", "А.", "Иванова", "Ле"]), max_size=6
    ),
    st.sampled_from(["ru", "uk", "bg", "pl", "cs", "en"]),
)
def test_never_raises_and_loses_no_letter(words: list[str], code: str) -> None:
    name = parse_person(words, code)
    assert grammatical_gender(name, code) in {"m", "f", None}
    assert grammatical_gender(name, code, inflected=True) in {"m", "f", None}
    kept = "".join([name.given, name.patronymic, *name.particles, name.surname])
    assert sorted(filter(str.isalpha, kept)) == sorted(filter(str.isalpha, "".join(words)))
