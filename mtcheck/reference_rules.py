"""What must hold for every row of the reference tables, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from mtcheck.errors import ReferenceDataError
from mtcheck.gazetteers import KINDS, Row, read_table
from mtcheck.text import scripts

_ID = re.compile(r"Q\d+|[a-z0-9]+(?:-[a-z0-9]+)+")
_COUNTRY = re.compile(r"[A-Z]{2}")
_YEAR = re.compile(r"1[789]\d\d|20\d\d")
_MARKS = re.compile('["«»“”„‟〝〞「」『』]')
_UNTIDY = re.compile(r"^\s|\s$|\s\s|[^\S ]")
_CYRILLIC = frozenset({"ru", "uk"})
_LATIN = frozenset({"en", "de", "fr", "es", "it", "pl", "pt"})
# Columns of notes; all but these and the next hold names.
_NOTES = frozenset({"offices", "source"})
_PLAIN = frozenset({"id", "country", "from", "to", "weight", "gender"}) | _NOTES
_VALUES: dict[str, Callable[[str], object]] = {
    "id": _ID.fullmatch,
    "country": _COUNTRY.fullmatch,
    "weight": re.compile("[0-3]").fullmatch,
    "gender": re.compile("[mf]").fullmatch,
    "from": _YEAR.fullmatch,
    "to": _YEAR.fullmatch,
}


def problems(folder: Path) -> Iterator[str]:
    """One line for each fault in the tables below a folder: file, line, and what is wrong."""
    for name, kind in KINDS.items():
        rows: list[Row] = []
        for path in sorted((folder / name).glob("*.tsv")):
            try:
                rows += read_table(path, kind)
            except (ReferenceDataError, UnicodeDecodeError) as error:
                yield str(error) if isinstance(error, ReferenceDataError) else f"{path}: not UTF-8"
        yield from _in_rows(rows)
        yield from _between_rows(rows)


def _in_rows(rows: list[Row]) -> Iterator[str]:
    complete = {cells["id"] for _, cells, _ in rows if {"country", "en"} <= cells.keys()}
    for _, cells, place in rows:
        for column in ("country", "en"):
            if column not in cells and cells["id"] not in complete:
                yield f"{place}: {column} is empty"
        for column, cell in cells.items():
            fine = _VALUES.get(column)
            if fine is not None and not fine(cell):
                yield f"{place}: {column} cannot be {cell!r}"
            if _UNTIDY.search(cell):
                yield f"{place}: {column} has stray white space"
            if column not in _PLAIN:
                yield from (f"{place}: {column}: {problem}" for problem in _in_names(column, cell))


def fit(column: str, form: str) -> bool:
    """Whether a form keeps the rules of a column of names."""
    return not _UNTIDY.search(form) and "|" not in form and not any(_in_names(column, form))


def _in_names(column: str, cell: str) -> Iterator[str]:
    lang = column.partition(".")[0]
    forms = cell.split(" | ")
    if len(set(forms)) < len(forms):
        yield f"a form stands twice in {cell!r}"
    for form in forms:
        cyrillic = scripts.count(form, "Cyrillic") > 0
        if not form or "|" in form:
            yield f"forms are separated by ' | ', not as in {cell!r}"
        if _MARKS.search(form):
            yield f"quotation mark in {form!r}"
        if lang in _CYRILLIC and not cyrillic and any(char.isalpha() for char in form):
            yield f"no Cyrillic letter in {form!r}"
        if lang in _LATIN and cyrillic:
            yield f"Cyrillic letters in {form!r}"
        if lang in _CYRILLIC | _LATIN and any(scripts.is_mixed(word) for word in re.split(r"[\s\-–—/.]", form)):
            yield f"letters of two alphabets in one word of {form!r}"


def _between_rows(rows: list[Row]) -> Iterator[str]:
    """Ids that stand twice, unless a row only adds to the other, and wrong renderings that are someone's right name."""
    seen: dict[str, tuple[str, set[str]]] = {}
    right: dict[tuple[str, str], str] = {}
    for _, cells, place in rows:
        other, columns = seen.setdefault(cells["id"], ("", {"id"}))
        if other and columns & cells.keys() != {"id"}:
            yield f"{place}: the id {cells['id']} stands at {other}, too"
        seen[cells["id"]] = other or place, columns | cells.keys()
        for column, cell in cells.items():
            if column not in _PLAIN and not column.endswith(".wrong"):
                for form in cell.split(" | "):
                    right.setdefault((column.partition(".")[0], form), place)
    for _, cells, place in rows:
        for column, cell in cells.items():
            lang, _, table = column.partition(".")
            for form in cell.split(" | ") if table == "wrong" else ():
                owner = right.get((lang, form)) or right.get(("native", form))
                if owner:
                    yield f"{place}: {column}: {form!r} is the right name of what stands at {owner}"
