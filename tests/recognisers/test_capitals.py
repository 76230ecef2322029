"""Names by their capitals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.languages import language
from mtcheck.recognisers import Name
from mtcheck.recognisers.capitals import CapitalsRecogniser
from mtcheck.text.name_tables import parse_tables

CASES = [
    ("ru", "Вчера в Москве прошёл дождь.", ["Москве"]),
    ("ru", "Вчера в городе прошёл дождь.", []),
    ("ru", "Дожди прошли в горах.", []),
    ("ru", "Президент США Дональд Трамп прибыл.", ["США", "Дональд Трамп"]),
    ("ru", "По словам президента Франции Эмманюэля Макрона, да.", ["Франции", "Эмманюэля Макрона"]),
    ("ru", "Поэт А. С. Пушкин родился в Москве.", ["А. С. Пушкин", "Москве"]),
    ("ru", "Поэт А.С. Пушкин родился в Москве.", ["А.С. Пушкин", "Москве"]),
    ("ru", "А. С. Пушкин родился в Москве.", ["А. С. Пушкин", "Москве"]),
    ("ru", "Роман написал Пушкин А. С. в деревне.", ["Пушкин А. С."]),
    ("ru", "Снялся Ж.-П. Бельмондо.", ["Ж.-П. Бельмондо"]),
    ("ru", "Нужен витамин А. Но не всем.", []),
    ("ru", "Глава комиссии Урсула фон дер Ляйен уехала.", ["Урсула фон дер Ляйен"]),
    ("ru", "Там жил Шарль де Голль.", ["Шарль де Голль"]),
    ("ru", "Приехал Мухаммед бен Салман.", ["Мухаммед бен Салман"]),
    ("ru", "Бежал Башар аль-Асад.", ["Башар аль-Асад"]),
    ("ru", "Выступила Марин Ле Пен.", ["Марин Ле Пен"]),
    ("ru", "Её поддержал Борис Валло и Матильда Пано.", ["Борис Валло", "Матильда Пано"]),
    ("ru", "Партия «Единая Россия» победила.", ["Единая Россия"]),
    ("ru", "Газета «Новости дня и ночи» закрыта.", ["Новости дня и ночи"]),
    ("ru", "Об этом пишет газета «Паризьен».", ["Паризьен"]),
    ("ru", "Депутаты «Непокорённой Франции» против.", ["Непокорённой Франции"]),
    ("ru", "«Зенит» проиграл в матче.", ["Зенит"]),
    ("ru", "«Победим», — заявил Макрон.", ["Макрон"]),
    ("ru", "Он сказал: «Мы победим в этой войне».", []),
    ("ru", "Король Карл III и царь Николай II.", ["Карл III", "Николай II"]),
    ("ru", "Уровень ВВП вырос, пишут СМИ.", []),
    ("ru", "Глава МИД РФ Сергей Лавров уехал.", ["МИД", "РФ", "Сергей Лавров"]),
    ("ru", "Прибыли в Санкт-Петербург и Ростов-на-Дону.", ["Санкт-Петербург", "Ростов-на-Дону"]),
    ("ru", "Поездки в три города: Москву, Рим и Париж.", ["Москву", "Рим", "Париж"]),
    ("ru", "Я видел, как Вы ушли.", []),
    ("ru", "Обсудили это с г. Ивановым.", ["Ивановым"]),
    ("ru", "СРОЧНО СООБЩАЮТ ВСЕМ ЖИТЕЛЯМ ГОРОДА", []),
    ("uk", "Президент Володимир Зеленський відвідав Львів.", ["Володимир Зеленський", "Львів"]),
    ("uk", "Лідерка «Батьківщини» Юлія Тимошенко.", ["Батьківщини", "Юлія Тимошенко"]),
    ("pl", "Wczoraj premier Donald Tusk spotkał Ursulę von der Leyen.", ["Donald Tusk", "Ursulę von der Leyen"]),
    ("cs", "Včera prezident Petr Pavel navštívil Brno.", ["Petr Pavel", "Brno"]),
    ("bg", "Вчера премиерът Бойко Борисов посети София.", ["Бойко Борисов", "София"]),
    ("en", "We think Boris Johnson's plan failed.", ["Boris Johnson"]),
    ("en", "They said that J.D. Vance was wrong.", ["J.D. Vance"]),
    ("en", "Plan Fails After Talks Between Leaders Collapse", []),
    ("fr", "Il a quitté l’Élysée hier.", ["l’Élysée"]),
    ("de", "Die Europäische Union berät.", ["Europäische Union"]),
    ("de", "Das Haus und der Garten am Wald.", []),
    ("zh", "外交部宣布了新的计划。", []),
    ("ar", "أعلن الرئيس عن الخطة.", []),
    ("ka", "საქართველოს პრეზიდენტი", []),
    ("xx", "vor Paris stehen", ["Paris"]),
    ("ru", "", []),
    ("ru", " — … «»", []),
]

GERMAN = """
nouns_capitalised = true
particles = "von der"
cue_words = "Partei"
common = "Ende November Millionen Euro Montag Kanzler"
[given]
m = "Olaf"
f = "Ursula"
"""

GERMAN_CASES = [
    ("Ende November kamen zwei Millionen Euro an.", []),
    ("Der Kanzler Olaf Scholz sprach am Montag.", ["Olaf Scholz"]),
    ("Gestern lobte Ursula von der Leyen den Plan.", ["Ursula von der Leyen"]),
    ("Dann sagte Olaf nichts.", ["Olaf"]),
    ("Die Partei „Die Linke“ hat gewonnen.", ["Die Linke"]),
    ("Das Haus am See.", []),
]


def _found(recogniser: CapitalsRecogniser, *texts: str) -> list[list[str]]:
    return [
        [text[name.start : name.end] for name in names]
        for text, names in zip(texts, recogniser.find(texts), strict=True)
    ]


@pytest.mark.parametrize(("code", "text", "expected"), CASES)
def test_names_of_a_sentence(code: str, text: str, expected: list[str]) -> None:
    assert _found(CapitalsRecogniser(language(code)), text) == [expected]


@pytest.mark.parametrize(("text", "expected"), GERMAN_CASES)
def test_where_nouns_have_capitals(text: str, expected: list[str]) -> None:
    import tomllib

    recogniser = CapitalsRecogniser(language("de"), parse_tables(tomllib.loads(GERMAN), Path("de.names.toml")))
    assert _found(recogniser, text) == [expected]


def test_first_word_counts_when_it_has_a_capital_elsewhere() -> None:
    recogniser = CapitalsRecogniser(language("ru"))
    assert _found(recogniser, "Барнье ушёл.") == [[]]
    assert _found(recogniser, "Барнье ушёл.", "Так решил Барнье.") == [["Барнье"], ["Барнье"]]


def test_first_word_with_small_letter_elsewhere_is_no_part_of_a_name() -> None:
    recogniser = CapitalsRecogniser(language("ru"))
    assert _found(recogniser, "Художница Крабапл пришла.", "Эта художница молода.")[0] == ["Крабапл"]


def test_place_before_a_person_where_it_also_stands_alone() -> None:
    recogniser = CapitalsRecogniser(language("ru"))
    assert _found(recogniser, "Победил мэр Анкары Мансур Яваш.", "Он уехал из Анкары.")[0] == ["Анкары", "Мансур Яваш"]


def test_headline_in_capitals_takes_what_other_sentences_know() -> None:
    recogniser = CapitalsRecogniser(language("en"))
    found = _found(recogniser, "Leaders Criticise Macron After Failed Talks", "Yesterday they met Macron again.")
    assert found == [["Macron"], ["Macron"]]


def test_kind_is_not_told() -> None:
    (names,) = CapitalsRecogniser(language("ru")).find(["Он в Москве."])
    assert names == [Name(5, 11, None)]


@given(
    st.lists(st.text(st.sampled_from("АБВабв ABab.,-—«»\"“„'’\n1IVXß̈家") | st.characters(), max_size=60), max_size=4),
    st.sampled_from(["ru", "uk", "en", "de", "zh", "xx"]),
)
def test_spans_slice_the_text(texts: list[str], code: str) -> None:
    rows = CapitalsRecogniser(language(code)).find(texts)
    assert len(rows) == len(texts)
    for text, names in zip(texts, rows, strict=True):
        end = 0
        for name in names:
            assert end <= name.start < name.end <= len(text)
            assert text[name.start : name.end] == text[name.start : name.end].strip()
            end = name.end


@given(st.lists(st.sampled_from([case[1] for case in CASES if case[0] == "ru"]), max_size=5))
def test_same_texts_same_names(texts: list[str]) -> None:
    recogniser = CapitalsRecogniser(language("ru"))
    assert recogniser.find(texts) == CapitalsRecogniser(language("ru")).find(tuple(texts))
