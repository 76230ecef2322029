"""Names of the source, what stands for them, names without ground, given names, and the ledger."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.article import Article
from mtcheck.counterparts import missing
from mtcheck.full_names import wrong_given_names
from mtcheck.ledger import LedgerRow, ledger
from mtcheck.ledger_text import ledger_text
from mtcheck.name_letters import counterpart
from mtcheck.source_names import source_names
from mtcheck.unfounded import unfounded
from tests.one_article import article


def names(text: str, lang: str = "ru") -> list[str]:
    """The names of a text, in order."""
    one = article([text], ["Nothing of it."], (lang, "en"))
    source = one.pairs[0].source
    assert source is not None
    return [text[name.start : name.end] for name in sorted(source_names(one, source), key=lambda name: name.start)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("По словам врачей, он жив.", []),
        ("Об этом сообщили в Париже.", ["Париже"]),
        ("Премьер Нидерландов Марк Рютте ушёл.", ["Нидерландов", "Марк Рютте"]),
        ("Товары из Китая и Кито подорожали.", ["Китая", "Кито"]),
        ("Доклад читал Пахом Дрозденко.", ["Пахом Дрозденко"]),
        ("Великобритании Оливер Фаррадей нужен.", ["Великобритании", "Оливер Фаррадей"]),
        ("Глава Минобороны Франции молчит.", []),
        ("Партия ГК и НП спорят.", []),
        ("Роман вышел из дома.", []),
        ("Роман Дрозденко вышел из дома.", ["Роман Дрозденко"]),
        ("Всё решили в Глечершпитце.", ["Глечершпитце"]),
        ("—", []),
    ],
)
def test_names_of_a_text(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("Das Feuer brach am Freitag aus.", "de", []),
        ("Der Zug nach Rostock fiel aus.", "de", ["Rostock"]),
        ("Le Salon du livre ouvre demain.", "fr", []),
        ("他昨天抵达华沙。", "zh", ["华沙"]),
        ("Вона приїхала до Чернігова.", "uk", ["Чернігова"]),
    ],
)
def test_names_in_other_languages(text: str, lang: str, found: list[str]) -> None:
    assert names(text, lang) == found


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("Он живёт в Нигере.", "He lives in Nigeria.", ["Нигере"]),
        ("Он живёт в Крыму.", "He lives on the Crimean coast.", []),
        ("Он живёт в Стокгольмском районе.", "He lives in the Stockholm district.", []),
        ("Сборная Венгрии победила.", "The Hungarians won.", []),
        ("Сборная Венгрии победила.", "The Austrians won.", ["Венгрии"]),
        ("Приехал Пахом Дрозденко.", "Pakhom Drozdenko arrived.", []),
        ("Приехал Пахом Дрозденко.", "Pakhom Dubrovin arrived.", []),
        ("Приехал Пахом Дрозденко.", "Serena Dubrovin arrived.", ["Пахом Дрозденко"]),
        ("Приехал Пахом Дрозденко.", "pakhom drozdenko arrived.", []),
        ("Сессия Ассамблеи ООН открыта.", "The UN General Assembly session is open.", []),
    ],
)
def test_what_is_missing(source: str, target: str, lost: list[str]) -> None:
    one = article([source], [target])
    pair = one.pairs[0]
    assert pair.source is not None
    found = [name for name in source_names(one, pair.source) if missing(one, pair, name)]
    assert [source[name.start : name.end] for name in found] == lost


def test_a_name_may_stand_in_the_next_sentence() -> None:
    one = article(["Дрозденко Пахом ушёл.", "Он устал."], ["The man left.", "Drozdenko was tired."])
    pair = one.pairs[0]
    assert pair.source is not None
    assert not [name for name in source_names(one, pair.source) if missing(one, pair, name)]


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("Приехал Пахом Дрозденко.", "Serena Dubrovin arrived.", ["Serena Dubrovin"]),
        ("Приехал Пахом Дрозденко.", "Pakhom Drozdenko arrived.", []),
        ("Приехал самарский отряд.", "A team from Samara arrived.", []),
        ("Приехал отряд.", "A team from Samara arrived.", ["Samara"]),
        ("Приехал отряд.", "A Russian team arrived.", []),
    ],
)
def test_names_without_ground(source: str, target: str, found: list[str]) -> None:
    one = article([source], [target])
    assert [target[name.start : name.end] for name in unfounded(one, one.pairs[0])] == found


@pytest.mark.parametrize(
    ("source", "target", "langs", "found"),
    [
        ("Michel Barnier est parti.", "Michelle Barnier has left.", ("fr", "en"), [("Michelle", "Michel")]),
        ("Michel Barnier est parti.", "Michel Barnier has left.", ("fr", "en"), []),
        ("Michel Barnier est parti.", "Prime Minister Barnier has left.", ("fr", "en"), []),
        ("Мишель Барнье ушёл.", "Michelle Barnier left.", ("ru", "en"), [("Michelle", "Michel")]),
        ("Anke Brockwitz kommt.", "Anna Brockwitz is coming.", ("de", "en"), []),
        ("Anna Brockwitz kommt.", "Hanna Brockwitz is coming.", ("de", "en"), []),
        ("Владимир Зеленский уехал.", "Volodymyr Zelensky left.", ("ru", "en"), []),
    ],
)
def test_given_names(source: str, target: str, langs: tuple[str, str], found: list[tuple[str, str | None]]) -> None:
    one = article([source], [target], langs)
    assert [(name.word.text, name.right) for name in wrong_given_names(one)] == found


def rows(one: Article) -> dict[str, LedgerRow]:
    """The ledger by the first form of the source."""
    return {next(iter(row.source_forms)): row for row in ledger(one)}


def test_the_ledger_has_known_and_unknown_names() -> None:
    one = article(
        ["Эммануэль Макрон приехал.", "Спутник «Самудра-1» вышел на орбиту.", "«Самудра-1» весит тонну."],
        ["Emmanuel Macron arrived.", "The Samudra-1 satellite is in orbit.", "Samoodra-1 weighs a tonne."],
    )
    found = rows(one)
    assert found["Эммануэль Макрон"].ok
    assert found["Эммануэль Макрон"].expected[0] == "Emmanuel Macron"
    assert found["Самудра-1"].target_forms == {"Samudra-1": 1, "Samoodra-1": 1}
    assert found["Самудра-1"].expected == ()
    assert found["Самудра-1"].kind == "name"


def test_a_place_in_the_ledger_is_that_of_the_form() -> None:
    one = article(["Макрон и Меркель.", "Эммануэль Макрон."], ["Macron and Merkel.", "Emmanuel Macron."])
    for row in ledger(one):
        for form, places in row.places.items():
            assert [place.of(one.target.text) for place in places] == [form] * row.target_forms[form]


def test_a_form_that_several_share_counts_for_the_one_that_the_source_names() -> None:
    one = article(["Председатель партии уехал."], ["The party chairman left."])
    assert rows(one)["Председатель партии"].target_forms == {"party chairman": 1}


def test_a_mere_adjective_is_no_surname() -> None:
    one = article(
        ["Левые уехали.", "Йоахим Лев уехал, Льва ждали."], ["The left left.", "Joachim Löw left; Löw was late."]
    )
    assert set(rows(one)) == {"Йоахим Лев"}
    assert set(rows(one)["Йоахим Лев"].source_forms) == {"Йоахим Лев", "Льва"}


def test_the_ledger_as_text() -> None:
    one = article(["Эммануэль Макрон приехал к Пахому Дрозденко."], ["The president came to Pakhom Drozdenko."])
    text = ledger_text(ledger(one))
    assert "??  person       Emmanuel Macron" in text
    assert "--  name         in no table" in text
    assert "target: Drozdenko (1)" in text
    assert ledger_text(()) == "No name that mtcheck knows.\n"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Париж", "Пахом", "Дрозденко", "в", "и", "«Север»", "ООН", "США", "Нигере,", "-", "2024", "\u200b"]
        ),
        max_size=9,
    )
)
def test_spans_are_those_of_words(parts: list[Any]) -> None:
    text = " ".join(parts) or "-"
    one = article([text], ["Something else."])
    pair = one.pairs[0]
    assert pair.source is not None
    assert pair.target is not None
    for name in source_names(one, pair.source):
        assert 0 <= name.start < name.end <= len(text)
        assert text[name.start : name.end].strip() == text[name.start : name.end]
        for start, end in counterpart(one, pair, name):
            assert pair.target.text[start:end]
