"""The tables under `references/`, and the rules that they keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.gazetteers import KINDS, Row, read_table
from mtcheck.reference_rules import problems
from mtcheck.resources import references_folder

FOLDER = references_folder()
HEADER = "id\tcountry\tweight\ten\ten.wrong\tru\tsource\n"


def rows(kind: str) -> list[Row]:
    return [row for path in sorted((FOLDER / kind).glob("*.tsv")) for row in read_table(path, KINDS[kind])]


def test_the_tables_keep_the_rules() -> None:
    assert list(problems(FOLDER)) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_there_are_tables_of_every_kind(kind: str) -> None:
    assert rows(kind)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("fr-a-b\tFR\t2\tA\t\tА\thand", None),
        ("Q12\tFR\t2\tA | B\tC\tА | Б\thand", None),
        ("A b\tFR\t2\tA\t\tА\thand", "id cannot be 'A b'"),
        ("fr-a-b\tFrance\t2\tA\t\tА\thand", "country cannot be 'France'"),
        ("fr-a-b\t\t2\tA\t\tА\thand", "country is empty"),
        ("fr-a-b\tFR\t9\tA\t\tА\thand", "weight cannot be '9'"),
        ("fr-a-b\tFR\t2\t\t\tА\thand", "en is empty"),
        ("fr-a-b\tFR\t2\tA  B\t\tА\thand", "stray white space"),
        ("fr-a-b\tFR\t2\tA|B\t\tА\thand", "separated by"),
        ("fr-a-b\tFR\t2\tA | A\t\tА\thand", "stands twice"),
        ("fr-a-b\tFR\t2\t“A”\t\tА\thand", "quotation mark"),
        ("fr-a-b\tFR\t2\tA\t\tLatin\thand", "no Cyrillic letter"),
        ("fr-a-b\tFR\t2\tБ\t\tА\thand", "Cyrillic letters"),
        ("fr-a-b\tFR\t2\tA\t\tМиp\thand", "two alphabets"),
        ("fr-a-b\tFR\t2\tA\tA\tА\thand", "is the right name"),
        ("fr-a-b\tFR\t2\tA\t\tА\thand\tmore", "8 cells"),
    ],
)
def test_a_rule(tmp_path: Path, row: str, complaint: str | None) -> None:
    (tmp_path / "parties").mkdir()
    (tmp_path / "parties" / "a.tsv").write_text(f"{HEADER}{row}\n", encoding="utf-8")
    found = list(problems(tmp_path))
    if complaint is None:
        assert found == []
    else:
        assert any(complaint in line and "a.tsv:2" in line for line in found), found


def test_an_id_that_stands_twice_is_named_with_both_places(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    for name in ("a.tsv", "b.tsv"):
        (tmp_path / "media" / name).write_text(f"{HEADER}fr-a-b\tFR\t2\tA\t\tА\thand\n", encoding="utf-8")
    (line,) = problems(tmp_path)
    assert "a.tsv:2" in line
    assert "b.tsv:2" in line


@pytest.mark.parametrize(
    ("header", "row", "complaint"),
    [
        ("id\tde\tfr", "fr-a-b\tD\tE", None),
        ("id\tde\ten", "fr-a-b\tD\tE", "stands at"),
        ("id\tde\tfr", "fr-b-c\tD\tE", "en is empty"),
    ],
)
def test_a_row_may_add_names_to_another_one(tmp_path: Path, header: str, row: str, complaint: str | None) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "a.tsv").write_text(f"{HEADER}fr-a-b\tFR\t2\tA\t\tА\thand\n", encoding="utf-8")
    (tmp_path / "people" / "b.tsv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    found = list(problems(tmp_path))
    assert found == [] if complaint is None else any(complaint in line and "b.tsv:2" in line for line in found), found


def test_the_parties_of_the_world_are_there() -> None:
    full = [cells for _, cells, _ in rows("parties") if cells.get("ru") and cells.get("native")]
    assert len(full) >= 300
    assert len({cells["country"] for cells in full}) >= 60


def test_people_have_a_surname() -> None:
    found = rows("people")
    assert len(found) >= 1000
    assert [place for _, cells, place in found if "ru" in cells and "ru.surname" not in cells] == []
    assert [place for _, cells, place in found if "en" in cells and "en.surname" not in cells] == []
