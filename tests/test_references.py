"""The tables under `references/`: what must hold for every row, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from mtcheck.gazetteers import KINDS
from mtcheck.resources import references_folder
from mtcheck.text import scripts

FOLDER = references_folder()
FILES = sorted(path.relative_to(FOLDER).as_posix() for kind in KINDS for path in (FOLDER / kind).glob("*.tsv"))
each_file = pytest.mark.parametrize("name", FILES)
each_kind = pytest.mark.parametrize("kind", sorted(KINDS))

ID = re.compile(r"Q\d+|[a-z0-9]+(?:-[a-z0-9]+)+")
COUNTRY = re.compile(r"[A-Z]{2}")
YEAR = re.compile(r"(?:1[789]|20)\d\d")
MARKS = set('"«»“”„‟〝〞「」『』')
FREE = {"source", "offices"}
"""Columns of notes, not of names."""
PLAIN = {"id", "country", "from", "to", "weight", "gender", *FREE}
LETTERLESS = re.compile(r"[\d\W_]+")

Place = tuple[str, int]


@cache
def rows(name: str) -> list[tuple[int, dict[str, str]]]:
    """Line number and filled cells of each row."""
    lines = (FOLDER / name).read_text(encoding="utf-8").split("\n")
    header = lines[0].split("\t")
    return [
        (number, dict(zip(header, line.split("\t"), strict=False))) for number, line in enumerate(lines[1:], 2) if line
    ]


def forms(name: str) -> Iterator[tuple[int, str, str]]:
    """Line, column and form of each name in a file."""
    for number, row in rows(name):
        for column, cell in row.items():
            if cell and column not in PLAIN:
                for form in cell.split("|"):
                    yield number, column, form.strip()


def names_of(kind: str) -> list[str]:
    return [name for name in FILES if name.startswith(f"{kind}/")]


@each_kind
def test_there_are_tables_of_every_kind(kind: str) -> None:
    assert names_of(kind)


@each_file
def test_the_header(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    header = text.split("\n", 1)[0].split("\t")
    assert header[:2] == ["id", "country"]
    assert len(set(header)) == len(header)
    assert {"en", "ru", "source"} <= set(header)
    assert "\r" not in text
    assert text.endswith("\n")
    assert "\ufeff" not in text


@each_file
def test_no_row_is_longer_than_the_header(name: str) -> None:
    lines = (FOLDER / name).read_text(encoding="utf-8").split("\n")
    width = len(lines[0].split("\t"))
    assert [number for number, line in enumerate(lines, 1) if len(line.split("\t")) > width] == []


@each_kind
def test_ids_are_unique_within_a_kind(kind: str) -> None:
    seen: dict[str, Place] = {}
    twice = []
    for name in names_of(kind):
        for number, row in rows(name):
            if row["id"] in seen:
                twice.append((row["id"], seen[row["id"]], (name, number)))
            seen[row["id"]] = (name, number)
    assert twice == []


@each_file
def test_ids_countries_weights_and_years(name: str) -> None:
    bad = []
    for number, row in rows(name):
        fine = (
            ID.fullmatch(row["id"])
            and COUNTRY.fullmatch(row["country"])
            and row.get("weight", "") in {"", "0", "1", "2", "3"}
            and row.get("gender", "") in {"", "m", "f"}
            and all(not row.get(column) or YEAR.fullmatch(row[column]) for column in ("from", "to"))
        )
        if not fine:
            bad.append((number, row["id"], row["country"]))
    assert bad == []


@each_file
def test_every_row_has_an_english_name(name: str) -> None:
    assert [(number, row["id"]) for number, row in rows(name) if not row.get("en")] == []


@each_file
def test_spaces_and_separators(name: str) -> None:
    bad = []
    for number, row in rows(name):
        for column, cell in row.items():
            tidy = cell == cell.strip() and not re.search(r"\s\s|[^\S ]", cell)
            if column not in FREE:
                tidy = tidy and " | ".join(form.strip() for form in cell.split("|")) == cell
                tidy = tidy and all(cell.split(" | ")) if cell else tidy
            if not tidy:
                bad.append((number, column, cell))
    assert bad == []


@each_file
def test_no_quotation_marks_in_names(name: str) -> None:
    assert [place for place in forms(name) if MARKS & set(place[2])] == []


@each_file
def test_columns_hold_the_letters_of_their_language(name: str) -> None:
    bad = []
    for number, column, form in forms(name):
        lang = column.partition(".")[0]
        cyrillic = scripts.count(form, "Cyrillic") > 0
        if lang in {"ru", "uk"} and not cyrillic and not LETTERLESS.fullmatch(form):
            bad.append((number, column, form))
        if lang in {"en", "de", "fr", "es", "it", "pl", "pt"} and cyrillic:
            bad.append((number, column, form))
        if lang in {"ru", "uk", "en"} and any(scripts.is_mixed(word) for word in re.split(r"[\s\-–—/.]", form)):
            bad.append((number, column, form))
    assert bad == []


@each_kind
def test_a_wrong_form_is_nobody_s_right_one(kind: str) -> None:
    right: dict[tuple[str, str], Place] = {}
    for name in names_of(kind):
        for number, column, form in forms(name):
            if not column.endswith(".wrong"):
                right.setdefault((column.partition(".")[0], form), (name, number))
    bad = []
    for name in names_of(kind):
        for number, column, form in forms(name):
            lang, _, table = column.partition(".")
            if table == "wrong" and ((lang, form) in right or ("native", form) in right):
                bad.append((name, number, form, right.get((lang, form)) or right.get(("native", form))))
    assert bad == []


def test_the_parties_of_the_world_are_there() -> None:
    full = [row for name in names_of("parties") for _, row in rows(name) if row.get("ru") and row.get("native")]
    assert len(full) >= 300
    assert len({row["country"] for row in full}) >= 60


def test_people_have_a_surname_and_an_office() -> None:
    found = [(number, row) for name in names_of("people") for number, row in rows(name)]
    assert len(found) >= 1000
    assert [(number, row["id"]) for number, row in found if row.get("ru") and not row.get("ru.surname")] == []
    assert [(number, row["id"]) for number, row in found if not row.get("en.surname")] == []
