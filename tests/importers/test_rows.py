"""What an entity of Wikidata becomes."""

from __future__ import annotations

import contextlib
import copy
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import synthetic
from hypothesis import given
from hypothesis import strategies as st
from synthetic import claim, entity, item, text, year

from mtcheck.importers import wikidata, writer
from mtcheck.importers.scheme import load
from mtcheck.importers.wikibase import MALFORMED
from mtcheck.reference_rules import problems

SCHEME = load()
PARTY, FRANCE = claim("P31", item("Q7278")), claim("P17", item("Q142"))
HUMAN, POLITICIAN, FRENCH = claim("P31", item("Q5")), claim("P106", item("Q82955")), claim("P27", item("Q142"))


def made(one: dict[str, Any], **options: Any) -> dict[str, str] | str | None:
    """The row of an entity, why it has none, or None where it is of no kind."""
    kind = wikidata.kind_of(one, SCHEME.kinds)
    reading = wikidata.Reading(("en", "ru", "uk", "de", "fr", "zh"), "2025-09-01", **options)
    return wikidata.row(one, kind, SCHEME, reading) if kind else None


def row(*claims: dict[str, Any], labels: dict[str, str] | None = None, **more: Any) -> dict[str, str]:
    found = made(entity(7, labels or {"en": "Forward"}, *claims, **more))
    assert isinstance(found, dict), found
    return found


def test_a_party() -> None:
    labels = {"en": "Unbent Forward", "ru": "Вперёд", "de": "Vorwärts", "ar": "إلى الأمام"}
    short = claim("P1813", text("EA", "fr")), claim("P1813", text("FWD", "en"))
    years = claim("P571", year(1999)), claim("P576", year(2017, 11))
    found = row(
        PARTY, FRANCE, *years, *short, claim("P1705", text("En avant", "fr")),
        labels=labels, title="Forward (France)", aliases={"en": ["Onward", "FW"], "ru": ["В. П."]}, sitelinks=25,
    )  # fmt: skip
    assert found == {
        "id": "Q7",
        "country": "FR",
        "from": "1999",
        "to": "2017",
        "weight": "2",
        "native": "En avant",
        "native.short": "EA",
        "en": "Forward | Unbent Forward | Onward",
        "en.short": "FWD | FW",
        "ru": "Вперёд",
        "ru.short": "В. П.",
        "de": "Vorwärts",
        "fr": "En avant",
        "fr.short": "EA",
        "source": "Wikidata CC0 Q7 2025-09-01",
    }


@pytest.mark.parametrize(
    ("label", "title", "expected"),
    [
        ("Unsubmissive France", "La France Insoumise", "La France Insoumise | Unsubmissive France"),
        ("Labour Party", "Labour Party (UK)", "Labour Party"),
        ("Springfield", "Springfield, Illinois", "Springfield"),
        ("iPress", "IPress", "iPress"),
        ("green wave", "Green tide", "green tide | green wave"),
        ("Green Wave", "Green tide", "Green tide | Green Wave"),
        (None, "Green Wave", "Green Wave"),
    ],
)
def test_the_title_of_the_english_article_comes_first(label: str | None, title: str, expected: str) -> None:
    assert row(PARTY, FRANCE, labels={"en": label} if label else {"ru": "Да"}, title=title)["en"] == expected


def test_noise_among_aliases_is_left_out() -> None:
    noise = ["x", "12", "1 2", "a|b", "Вперёд", "Fоrward", "»", "The “Forward”", "前進", "🇫🇷", "Forward"]
    fine = ["«Onward»", "On\tward  again", "On\u200bwards", "Onward (France)"]
    found = row(PARTY, FRANCE, aliases={"en": [*noise, *fine], "ru": ["Forward", "前進"]})
    assert found["en"] == "Forward | Onward | On ward again | Onwards"
    assert "ru" not in found


def test_names_for_all_languages_are_names_in_latin_letters() -> None:
    found = row(PARTY, FRANCE, labels={"mul": "Volt"}, aliases={"mul": ["Volt Party"]})
    assert (found["en"], found["de"]) == ("Volt | Volt Party", "Volt | Volt Party")
    assert not {"ru", "zh"} & found.keys()


def test_variants_of_a_language_are_accepted() -> None:
    found = row(PARTY, FRANCE, labels={"en": "Labor", "en-gb": "Labour", "zh-hant": "工黨", "zh-hans": "工党"})
    assert found["en"] == "Labor | Labour"
    assert found["zh"] == "工党 | 工黨"


def test_what_cannot_be_a_row() -> None:
    assert made(entity(7, {"ru": "Вперёд"}, PARTY, FRANCE)) == "no English name"
    assert made(entity(7, {"en": "Forward"}, PARTY)) == "no country"
    assert made(entity(7, {"en": "Forward"}, PARTY, claim("P17", "somevalue"))) == "no country"
    assert made(entity(7, {"en": "Forward"}, PARTY, FRANCE, sitelinks=0)) == "too few sitelinks"
    assert isinstance(made(entity(7, {"en": "Forward"}, PARTY, FRANCE, sitelinks=0), sitelinks=0), dict)
    assert made(entity(7, {"en": "Forward"}, claim("P31", item("Q523")), FRANCE)) is None
    assert made(entity(7, {"en": "Forward"}, claim("P31", item("Q7278"), "deprecated"), FRANCE)) is None
    assert made(entity(7, {"en": "Forward"}, claim("P31", "novalue"), FRANCE)) is None
    assert made({"id": "Q7", "labels": [], "claims": [], "sitelinks": []}) is None


@pytest.mark.parametrize(
    ("claims", "country"),
    [
        ([claim("P17", item("Q183")), claim("P17", item("Q142"), "preferred")], "FR"),
        ([claim("P17", item("Q183"), "deprecated"), claim("P17", item("Q142"))], "FR"),
        ([claim("P17", item("Q183"), P582=year(1990)), claim("P17", item("Q142"))], "FR"),
        ([claim("P17", item("Q183"), P582="somevalue"), claim("P17", item("Q142"))], "FR"),
        ([claim("P17", item("Q183"), P582="novalue"), claim("P17", item("Q142"))], "DE"),
        ([claim("P17", item("Q15180")), claim("P17", item("Q212"))], "UA"),
        ([claim("P17", item("Q15180"))], "RU"),
        ([claim("P17", item("Q999999999")), claim("P1001", item("Q142"))], "FR"),
        ([claim("P1001", item("Q458"))], "EU"),
        ([claim("P297", text("FX"))], "FX"),
    ],
)
def test_the_country(claims: list[dict[str, Any]], country: str) -> None:
    assert row(PARTY, *claims)["country"] == country


def test_what_lies_in_several_countries_lies_anywhere() -> None:
    river, germany = claim("P31", item("Q4022")), claim("P17", item("Q183"))
    assert row(river, FRANCE, germany)["country"] == "ZZ"
    assert row(river, FRANCE)["country"] == "FR"
    assert row(claim("P31", item("Q165")))["country"] == "ZZ"
    assert row(claim("P31", item("Q484652")))["country"] == "ZZ"
    assert row(claim("P31", item("Q515")), FRANCE, germany)["country"] == "FR"


@pytest.mark.parametrize(
    ("links", "weight"), [(1, "0"), (5, "0"), (6, "1"), (19, "1"), (20, "2"), (44, "2"), (45, "3"), (300, "3")]
)
def test_the_weight(links: int, weight: str) -> None:
    assert row(PARTY, FRANCE, sitelinks=links)["weight"] == weight


@pytest.mark.parametrize(
    ("value", "precision", "expected"),
    [(1999, 9, "1999"), (1999, 11, "1999"), (1900, 7, None), (1699, 9, None), (-44, 9, None), (2010, 8, None)],
)
def test_years(value: int, precision: int, expected: str | None) -> None:
    assert row(PARTY, FRANCE, claim("P571", year(value, precision))).get("from") == expected


def test_a_person() -> None:
    labels = {"en": "Ivan Sidorov", "ru": "Сидоров, Иван Петрович", "uk": "Іван Петрович Сидоров", "fr": "Ivan Sidorov"}
    held = claim("P39", item("Q11"), P580=year(2004), P582=year(2008)), claim("P39", item("Q12"), P580=year(2020))
    later = claim("P39", item("Q11"), P580=year(2010), P582=year(2012))
    unknown = claim("P39", item("Q13"), P582="somevalue"), claim("P39", item("Q14"), "deprecated")
    found = row(
        HUMAN, FRENCH, *held, later, *unknown, claim("P21", item("Q6581097")), claim("P570", year(2024)),
        labels=labels, aliases={"en": ["Sidorov", "Ivan", "Ivan P. Sidorov", "IPS"], "ru": ["Сидоров"]}, sitelinks=80,
    )  # fmt: skip
    assert found["gender"] == "m"
    assert (found["to"], "from" in found) == ("2024", False)
    assert (found["en"], found["en.short"]) == ("Ivan Sidorov | Ivan P. Sidorov", "IPS")
    assert found["en.surname"] == "Sidorov"
    assert found["ru"] == "Иван Сидоров | Иван Петрович Сидоров"
    assert found["ru.surname"] == "Сидоров"
    assert found["uk"] == "Іван Сидоров | Іван Петрович Сидоров"
    assert found["offices"] == "Q12:2020-;Q11:2004-2012;Q13:-?"


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Anna von der Au", "von der Au"),
        ("Anna Bo", "Bo"),
        ("Anna Maria Rossi", None),
        ("Anna II", None),
        ("Philip of Ruritania", None),
        ("Bashir al-Amin", "al-Amin"),
        ("John Doe Jr.", None),
        ("Anna", None),
    ],
)
def test_surnames(name: str, surname: str | None) -> None:
    assert row(HUMAN, FRENCH, POLITICIAN, labels={"en": name}, sitelinks=80).get("en.surname") == surname


def test_where_the_family_name_comes_first_nothing_is_guessed() -> None:
    chinese = claim("P27", item("Q148"))
    assert "en.surname" not in row(HUMAN, chinese, POLITICIAN, labels={"en": "Wang Li"}, sitelinks=80)


def test_only_people_of_some_occupations_or_with_an_office_are_taken() -> None:
    actor = claim("P106", item("Q33999"))
    assert made(entity(7, {"en": "Anna Bo"}, HUMAN, FRENCH, actor)) is None
    assert isinstance(made(entity(7, {"en": "Anna Bo"}, HUMAN, FRENCH, actor, POLITICIAN)), dict)
    assert isinstance(made(entity(7, {"en": "Anna Bo"}, HUMAN, FRENCH, claim("P39", item("Q11")))), dict)


def test_a_class_of_positions_is_an_office() -> None:
    found = made(entity(7, {"en": "prime minister of Ruritania"}, claim("P279", item("Q14212"))))
    assert isinstance(found, dict)
    assert found["country"] == "ZZ"
    assert made(entity(7, {"en": "a kind of party"}, claim("P279", item("Q7278")), FRANCE)) is None


def test_demonyms_of_places() -> None:
    found = row(claim("P31", item("Q6256")), claim("P297", text("FR")), claim("P1549", text("Ruritanian", "en")))
    assert found["en.demonym"] == "Ruritanian"


def test_every_row_of_made_up_entities_has_known_columns() -> None:
    for one in synthetic.entities(200, seed=5):
        if str(one.get("id")).startswith("Q"):
            found = made(one)
            if isinstance(found, dict):
                kind = wikidata.kind_of(one, SCHEME.kinds)
                assert kind is not None
                assert found.keys() <= set(wikidata.columns(kind, ("en", "ru", "uk", "de", "fr", "zh")))


LETTERS = "abcdEFG абвГҐё «»“”\"'’()（）|,.;-–—/\t\n\u00a0\u200b\u202e\U0001f1eb 中国ا12 \ud800"
NAMES = st.text(st.sampled_from(LETTERS), max_size=12)


@given(st.lists(NAMES, min_size=8, max_size=8), st.sampled_from(["Q7278", "Q5", "Q515", "Q4164871"]))
def test_whatever_the_names_are_the_table_is_valid(names: list[str], class_: str) -> None:
    labels = {"en": names[0], "ru": names[1], "mul": names[2], "zh": names[3]}
    aliases = {"en": names[4:6], "uk": names[5:]}
    claims = [
        claim("P31", item(class_)),
        FRANCE,
        FRENCH,
        claim("P39", item("Q11")),
        claim("P1705", text(names[6], "fr")),
    ]
    claims += [claim("P1813", text(names[7], "ru")), claim("P1549", text(names[7], "en"))]
    one = entity(7, labels, *claims, aliases=aliases, title=names[3], sitelinks=150)
    found = made(one)
    kind = wikidata.kind_of(one, SCHEME.kinds)
    assert kind is not None
    if isinstance(found, dict) and "\ud800" not in "".join(found.values()):
        found.pop("offices", None)
        columns = wikidata.columns(kind, ("en", "ru", "uk", "de", "fr", "zh"))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / kind.name / "wikidata.tsv"
            path.parent.mkdir()
            path.write_bytes(("\t".join(columns) + "\n").encode() + writer.line(columns, found))
            assert list(problems(Path(folder))) == []


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from _places(inner, (*path, key))


WHOLE = next(one for one in synthetic.entities(50, seed=3) if any("P39" in key for key in one.get("claims", ())))
PLACES = [path for path in _places(WHOLE) if path]


@given(
    st.sampled_from(PLACES), st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.just([]) | st.just({})
)
def test_what_is_no_entity_is_malformed_and_no_more(path: tuple[Any, ...], value: Any) -> None:
    broken = copy.deepcopy(WHOLE)
    inner = broken
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with contextlib.suppress(*MALFORMED):
        found = made(broken)
        assert found is None or isinstance(found, (str, dict))


def test_the_scheme_of_a_user(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    own = Path("references/wikidata.toml")
    source = own if own.is_file() else Path(__file__).parents[2] / own
    path.write_text(source.read_text(encoding="utf-8").replace('Q7278 = "political party"', 'Q1 = "club"'), "utf-8")
    assert "Q1" in load(path).kinds["parties"].classes
    assert "Q7278" not in load(path).kinds["parties"].classes
