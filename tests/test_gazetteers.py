"""Reading the tables under `references/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.errors import ReferenceDataError
from mtcheck.gazetteers import KINDS, Entity, Gazetteer, digest, gazetteer, load

HEADER = "id\tcountry\tfrom\tto\tweight\tnative\tnative.short\ten\ten.short\ten.wrong\tru\tsource"


def write(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def entities(names: Gazetteer) -> list[Entity]:
    return [entity for kind in KINDS.values() for entity in names.of_kind(kind)]


def read(folder: Path) -> list[Entity]:
    return entities(load(folder))


def test_a_row(tmp_path: Path) -> None:
    row = "q-1\tFR\t2001\t\t3\tLa Gauche | Gauche\tLG\tThe Left | Left Party\tTL\tThe Lefts\tЛевые\thand?"
    write(tmp_path, "parties/a.tsv", HEADER, row)
    [party] = read(tmp_path)
    assert (party.id, party.kind, party.country, party.weight, party.gender) == ("q-1", "party", "FR", 3, None)
    assert party.names == {"native": ("La Gauche", "Gauche"), "en": ("The Left", "Left Party"), "ru": ("Левые",)}
    assert party.short == {"native": ("LG",), "en": ("TL",)}
    assert party.wrong == {"en": ("The Lefts",)}
    assert party.surnames == party.demonyms == {}
    assert not party.sure


def test_accepted_and_preferred_forms(tmp_path: Path) -> None:
    row = "q-1\tFR\t\t\t3\tLa Gauche\tLG\tThe Left | Left Party\tTL\tThe Lefts\tЛевые\thand"
    write(tmp_path, "parties/a.tsv", HEADER, row, "q-2\tFR\t\t\t3\tLe Lac", "q-3\tFR")
    party, lake, nameless = read(tmp_path)
    assert party.preferred("en") == "The Left"
    assert party.preferred("ru") == "Левые"
    assert party.preferred("de") == "La Gauche"
    assert set(party.accepted("en")) == {"La Gauche", "LG", "The Left", "Left Party", "TL"}
    assert set(party.accepted("ru")) == {"Левые", "La Gauche", "LG", "The Left", "Left Party", "TL"}
    assert "The Lefts" not in party.accepted("en")
    assert lake.preferred("en") == "Le Lac"
    assert nameless.preferred("en") is None
    assert nameless.accepted("en") == ()
    assert party.sure
    assert lake.weight == 3
    assert nameless.weight == 1


@pytest.mark.parametrize(
    ("ended", "weight", "expected"),
    [("", "3", 3), ("2020", "3", 3), ("2000", "2", 2), ("1999", "3", 0), ("1999", "", 0)],
)
def test_what_ended_long_ago_has_no_weight(tmp_path: Path, ended: str, weight: str, expected: int) -> None:
    write(tmp_path, "parties/a.tsv", HEADER, f"q-1\tFR\t1950\t{ended}\t{weight}\tA\t\tA")
    assert [party.weight for party in read(tmp_path)] == [expected]


def test_all_kinds_are_read(tmp_path: Path) -> None:
    for folder in KINDS:
        write(tmp_path, f"{folder}/a.tsv", HEADER, "q-1\tFR\t\t\t1\t\t\tName")
    assert sorted(entity.kind for entity in read(tmp_path)) == sorted(KINDS.values())


def test_the_first_of_equal_ids_counts(tmp_path: Path) -> None:
    write(tmp_path, "parties/b.tsv", HEADER, "q-1\tFR\t\t\t1\t\t\tLater", "q-2\tFR\t\t\t1\t\t\tOther")
    write(tmp_path, "parties/a.tsv", HEADER, "q-1\tFR\t\t\t1\t\t\tEarlier")
    write(tmp_path, "people/a.tsv", HEADER, "q-1\tFR\t\t\t1\t\t\tPerson")
    assert [(one.kind, one.names["en"]) for one in read(tmp_path)] == [
        ("party", ("Earlier",)),
        ("party", ("Other",)),
        ("person", ("Person",)),
    ]


@pytest.mark.parametrize(("folder", "added"), [("a", ("Der See",)), ("b", None)])
def test_a_row_adds_to_the_cells_that_another_of_its_folder_leaves_empty(
    tmp_path: Path, folder: str, added: tuple[str, ...] | None
) -> None:
    write(tmp_path / "a", "places/a.tsv", "id\tcountry\ten\tde\tfr", "q-1\tFR\tLake\t\tLe Lac")
    write(tmp_path / folder, "places/b.tsv", "id\tde\tfr\tpl", "q-1\tDer See\tLac\tJezioro")
    [lake] = entities(load(tmp_path / "a", tmp_path / "b"))
    assert lake.names.get("de") == added
    assert lake.names["fr"] == ("Le Lac",)
    assert lake.names["pl"] == ("Jezioro",)


def test_blank_lines_and_other_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "parties/a.tsv", HEADER, "", "q-1\tFR\t\t\t1\t\t\tName", "")
    write(tmp_path, "parties/notes.md", "no table")
    write(tmp_path, "languages/xx.tsv", "no\ttable\teither")
    assert [one.id for one in read(tmp_path)] == ["q-1"]


def test_no_tables_at_all(tmp_path: Path) -> None:
    assert read(tmp_path) == []


def test_forms(tmp_path: Path) -> None:
    row = "q-1\tFR\t\t\t3\tLa Gauche\tLG\tThe Left | Left Party\tTL\tThe Lefts\tЛевые\thand"
    write(tmp_path, "parties/a.tsv", HEADER, row, "q-2\tFR\t\t\t3\t\t\tThe Left")
    names = load(tmp_path)
    forms = sorted(
        (form, names.entity(index).id, value)
        for form, index, value in names.forms({"en": 1, "en.wrong": 2}, set(KINDS.values()))
    )
    assert forms == [
        ("Left Party", "q-1", 1),
        ("The Left", "q-1", 1),
        ("The Left", "q-2", 1),
        ("The Lefts", "q-1", 2),
    ]


def test_entities_of_some_countries(tmp_path: Path) -> None:
    write(tmp_path, "parties/a.tsv", HEADER, *(f"q-{code}\t{code}\t\t\t1\t\t\tN" for code in ("FR", "DE", "NO")))
    names = load(tmp_path)
    assert [one.country for one in names.of_kind("party", {"NO", "FR"})] == ["FR", "NO"]
    assert list(names.of_kind("person")) == []


BROKEN = [
    ("cells", [HEADER, "q-1\tFR", "q-2" + "\t" * 12 + "x"], "a.tsv:3", "13 cells"),
    ("no id", [HEADER, "\tFR\t\t\t1\t\t\tName"], "a.tsv:2", "no id"),
    ("unknown table", ["id\tcountry\ten.long", "q-1\tFR\tA"], "a.tsv:1", "'en.long'"),
    ("unknown column", ["id\tcountry\tenglish", "q-1\tFR\tA"], "a.tsv:1", "'english'"),
    ("weight", [HEADER, "q-1\tFR\t\t\theavy\t\t\tName"], "a.tsv:2", "'heavy'"),
    ("year", [HEADER, "q-0\tFR", "q-1\tFR\t\tlong ago\t1\t\t\tName"], "a.tsv:3", "'long ago'"),
    ("empty file", [""], "a.tsv:1", ""),
]


@pytest.mark.parametrize(("lines", "place", "problem"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_broken_tables_are_named_with_file_and_line(tmp_path: Path, lines: list[str], place: str, problem: str) -> None:
    path = write(tmp_path, "parties/a.tsv", *lines)
    with pytest.raises(ReferenceDataError) as caught:
        read(tmp_path)
    assert str(path.parent / place) in str(caught.value)
    assert problem in str(caught.value)


def test_the_tables_that_come_with_mtcheck() -> None:
    names = gazetteer()
    assert names is gazetteer()
    found = entities(names)
    assert len(found) == len(names) > 5000
    assert len({(entity.kind, entity.id) for entity in found}) == len(found)
    assert {entity.kind for entity in found} == set(KINDS.values())


def test_the_digest_is_short_and_stable() -> None:
    assert digest() == digest()
    assert len(digest()) == 12
    assert int(digest(), 16) >= 0
