"""Names of a small gazetteer in texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck import gazetteers
from mtcheck.languages import language
from mtcheck.names import Form, Mention, finder
from mtcheck.text.words import words

TABLES = {
    "parties/a.tsv": [
        "id\tcountry\tweight\tnative\tnative.short\ten\ten.short\ten.wrong\tru\tru.short\tsource",
        "p-left\tFR\t3\tLa Gauche\tLG\tThe Left | Left Party\t\tThe Lefts\tЛевые | Левая партия\tЛП\thand",
        "p-left-de\tDE\t2\tDie Linke\t\tThe Left\t\t\tЛевые\t\thand",
        "p-forest\tNO\t1\tSkogpartiet\tSKP\tForest Party\tFP\tWood Party\tЛесная партия\tЛП\thand?",
    ],
    "people/a.tsv": [
        "id\tcountry\tweight\tgender\tnative\ten\ten.surname\ten.wrong\tru\tru.surname\toffices\tsource",
        "h-lind\tNO\t3\tf\t\tMärta Lind\tLind\tMerta Lind\tМэрта Линд\tЛинд\tminister, 2020-\thand",
        "h-lind-2\tSE\t1\tm\t\tPer Lind\tLind\t\tПер Линд\tЛинд\t\thand",
    ],
    "places/a.tsv": [
        "id\tcountry\tweight\tnative\ten\ten.demonym\tru\tru.demonym\tsource",
        "x-nor\tNO\t3\tNorge\tNorway\tNorwegian\tНорвегия\tнорвежский\thand",
    ],
}


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> gazetteers.Gazetteer:
    folder: Path = tmp_path_factory.mktemp("references")
    for name, lines in TABLES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return gazetteers.load(folder)


def find(names: gazetteers.Gazetteer, text: str, lang: str, *, foreign: bool = False) -> list[Mention]:
    return finder(names, language(lang), foreign=foreign).find(text, words(text))


def found(
    names: gazetteers.Gazetteer, text: str, lang: str, *, foreign: bool = False
) -> list[tuple[str, Form, set[str]]]:
    return [
        (text[one.start : one.end], one.form, {entity.id for entity in one.entities})
        for one in find(names, text, lang, foreign=foreign)
    ]


ENGLISH = [
    ("The Forest Party won.", [("Forest Party", Form.NAME, {"p-forest"})]),
    ("Deputies of a Left Party left.", [("Left Party", Form.NAME, {"p-left"})]),
    (
        "Deputies of the Left Party left.",
        [("the Left", Form.NAME, {"p-left", "p-left-de"}), ("Left Party", Form.NAME, {"p-left"})],
    ),
    ("The Left won.", [("The Left", Form.NAME, {"p-left", "p-left-de"})]),
    ("Members of the Left won.", [("the Left", Form.NAME, {"p-left", "p-left-de"})]),
    ("He turned to the left.", []),
    ("The Wood Party won.", [("Wood Party", Form.WRONG, {"p-forest"})]),
    ("SKP and FP agreed.", [("SKP", Form.SHORT, {"p-forest"}), ("FP", Form.SHORT, {"p-forest"})]),
    ("skp agreed.", []),
    ("La Gauche agreed.", [("La Gauche", Form.NAME, {"p-left"})]),
    ("Märta Lind came.", [("Märta Lind", Form.NAME, {"h-lind"})]),
    ("Marta Lind came.", [("Marta Lind", Form.NAME, {"h-lind"})]),
    ("MÄRTA LIND came.", [("MÄRTA LIND", Form.NAME, {"h-lind"})]),
    ("Lind's car", [("Lind's", Form.SURNAME, {"h-lind", "h-lind-2"})]),
    ("Merta Lind came.", [("Merta Lind", Form.WRONG, {"h-lind"})]),
    ("a Norwegian ship", [("Norwegian", Form.DEMONYM, {"x-nor"})]),
    ("Nothing here.", []),
]

FRENCH = [
    ("les ports de l'Norge", [("Norge", Form.NAME, {"x-nor"})]),
    ("le vote d’La Gauche", [("La Gauche", Form.NAME, {"p-left"})]),
    ("aujourd'Norge", []),
]

RUSSIAN = [
    ("Лесной партии отказали.", [("Лесной партии", Form.NAME, {"p-forest"})]),
    ("«Левых» не пустили.", [("Левых", Form.NAME, {"p-left", "p-left-de"})]),
    ("левых не пустили.", []),
    ("С Мэртой Линд говорили.", [("Мэртой Линд", Form.NAME, {"h-lind"})]),
    ("Депутаты ЛП ушли.", [("ЛП", Form.SHORT, {"p-left", "p-forest"})]),
    ("Депутаты лп ушли.", []),
    ("в Норвегии", [("Норвегии", Form.NAME, {"x-nor"})]),
    ("норвежского флота", [("норвежского", Form.DEMONYM, {"x-nor"})]),
    ("The Forest Party", []),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_names_in_english(
    gazetteer: gazetteers.Gazetteer, text: str, expected: list[tuple[str, Form, set[str]]]
) -> None:
    assert found(gazetteer, text, "en", foreign=True) == expected


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_names_behind_elided_words(
    gazetteer: gazetteers.Gazetteer, text: str, expected: list[tuple[str, Form, set[str]]]
) -> None:
    assert found(gazetteer, text, "fr") == expected


@pytest.mark.parametrize(("text", "expected"), RUSSIAN)
def test_names_in_russian(
    gazetteer: gazetteers.Gazetteer, text: str, expected: list[tuple[str, Form, set[str]]]
) -> None:
    assert found(gazetteer, text, "ru") == expected


def test_foreign_names_count_in_a_translation_only(gazetteer: gazetteers.Gazetteer) -> None:
    text = "Депутаты Skogpartiet и Forest Party ушли."
    assert [one[0] for one in found(gazetteer, text, "ru")] == ["Skogpartiet"]
    assert [one[0] for one in found(gazetteer, text, "ru", foreign=True)] == ["Skogpartiet", "Forest Party"]


def test_single_words(gazetteer: gazetteers.Gazetteer) -> None:
    mentions = find(gazetteer, "Lind, Märta Lind, FP", "en", foreign=True)
    assert [one.single for one in mentions] == [True, False, False]
    assert [one.kind for one in mentions] == ["person", "person", "party"]


def test_a_finder_is_made_once(gazetteer: gazetteers.Gazetteer) -> None:
    english = language("en")
    assert finder(gazetteer, english, foreign=True) is finder(gazetteer, english, foreign=True)
    assert finder(gazetteer, english, foreign=True) is not finder(gazetteer, english, foreign=False)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "Эммануэлем Макроном", "Emmanuel Macron"),
        ("ru", "Фридриху Мерцу", "Friedrich Merz"),
        ("ru", "Урсулы фон дер Ляйен", "Ursula von der Leyen"),
        ("ru", "Реджепа Тайипа Эрдогана", "Recep Tayyip Erdoğan"),
        ("uk", "Володимира Зеленського", "Volodymyr Zelenskyy"),
        ("uk", "Дональдом Туском", "Donald Tusk"),
        ("zh", "习近平", "Xi Jinping"),
        ("de", "Boris Pistorius", "Boris Pistorius"),
        ("ru", "«Альтернативой для Германии»", "Alternative for Germany"),
        ("ru", "Национальному объединению", "National Rally"),
        ("uk", "Слугою народу", "Servant of the People"),
    ],
)
def test_the_tables_that_come_with_mtcheck(lang: str, text: str, expected: str) -> None:
    mentions = find(gazetteers.gazetteer(), text, lang)
    preferred = [entity.names["en"][0] for one in mentions for entity in one.entities if entity.names.get("en")]
    assert expected in preferred


@given(st.text(st.sampled_from("The Left Party FPskpMärta Lind's.,— ")))
def test_mentions_are_in_order_and_whole_words(gazetteer: gazetteers.Gazetteer, text: str) -> None:
    mentions = find(gazetteer, text, "en", foreign=True)
    starts = {word.start for word in words(text)}
    ends = {word.end for word in words(text)}
    assert all(one.start in starts and one.end in ends and one.entities for one in mentions)
    assert [one.start for one in mentions] == sorted(one.start for one in mentions)
