"""Named things and what they are called: the tables under `references/`.

A table is a TSV file with a header. A cell may hold several forms, ` | ` between them, the preferred one first. Columns
named by a language hold names; `<lang>.short` abbreviations, `<lang>.surname` what stands alone for a person,
`<lang>.wrong` renderings known to be wrong, `<lang>.demonym` adjectives and inhabitants of a country; `native` names in
the entity's own language.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby, repeat
from pathlib import Path
from typing import TypeVar

from mtcheck.cache import remembered
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder

F = TypeVar("F")

KINDS = {
    "parties": "party",
    "people": "person",
    "organisations": "organisation",
    "media": "medium",
    "places": "place",
    "offices": "office",
}
# What ended before this year is history: never what an ambiguous name in today's news means.
HISTORIC = 2000
TABLES = ("", "short", "surname", "wrong", "demonym")
_LANG = re.compile(r"[a-z]{2}")
_PLAIN = {"id", "country", "from", "to", "weight", "gender", "offices", "source", "native", "native.short"}


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """A person, party or other named thing.

    `weight` is 3 for what every reader knows, down to 0 for what only lists know. `names`, `short`, `surnames`, `wrong`
    and `demonyms` (of countries) map a language to forms; the key "native" stands for the entity's own language. `sure`
    is False where the author of the entry had doubts.
    """

    id: str
    kind: str
    country: str
    weight: int
    gender: str | None
    sure: bool
    names: Mapping[str, tuple[str, ...]]
    short: Mapping[str, tuple[str, ...]]
    surnames: Mapping[str, tuple[str, ...]]
    wrong: Mapping[str, tuple[str, ...]]
    demonyms: Mapping[str, tuple[str, ...]]

    def accepted(self, lang: str) -> tuple[str, ...]:
        """All that may stand in a text of this language: its names, the native and the English ones."""
        found: dict[str, None] = {}
        for table in (self.names, self.short, self.surnames):
            for key in (lang, "native", "en"):
                found.update(dict.fromkeys(table.get(key, ())))
        return tuple(found)

    def preferred(self, lang: str) -> str | None:
        """What mtcheck suggests in this language."""
        for key in (lang, "native", "en"):
            if self.names.get(key):
                return self.names[key][0]
        return None


# A row of a table: its kind, its filled cells by column, and its place (file and line).
Row = tuple[str, dict[str, str], str]
# The same as it stands in the file, not taken apart: kind, header, line, file, number of the line.
RawRow = tuple[str, str, str, str, int]
# Rows of one table: kind, header, file, their lines, the numbers of the lines.
Packed = tuple[str, str, str, str, list[int]]


class Gazetteer:
    """The rows of all tables. Entities are made when asked for: a text needs few of them."""

    def __init__(self, rows: Sequence[RawRow], digest: str) -> None:
        """Of rows with one kind and id only the first is to be given; `digest` names their content and places."""
        self._rows = rows
        self.digest = digest
        self._entities: dict[int, Entity] = {}
        # Rows by kind and country, of the kinds that were asked for.
        self._by_country: dict[str, dict[str, list[int]]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def entity(self, index: int) -> Entity:
        """The entity of a row; raises `ReferenceDataError` for a cell that cannot be read."""
        found = self._entities.get(index)
        if found is None:
            found = self._entities[index] = _entity(*_row(self._rows[index]))
        return found

    def forms(self, columns: Mapping[str, F], kinds: Collection[str]) -> Iterator[tuple[str, int, F]]:
        """Each form of some kinds in some columns, with the index of its row and what the column stands for."""
        for index, raw in enumerate(self._rows):
            if raw[0] not in kinds:
                continue
            cells = _row(raw)[1]
            for column in columns.keys() & cells.keys():
                value = columns[column]
                for form in cells[column].split(" | "):
                    yield form, index, value

    def of_kind(self, kind: str, countries: Collection[str] | None = None) -> Iterator[Entity]:
        """The entities of a kind, of some countries only."""
        filed = self._by_country.get(kind)
        if filed is None:
            filed = self._by_country[kind] = {}
            for index, raw in enumerate(self._rows):
                if raw[0] == kind:
                    filed.setdefault(_row(raw)[1].get("country", ""), []).append(index)
        chosen = filed.values() if countries is None else (filed[code] for code in set(countries) if code in filed)
        yield from map(self.entity, sorted(chain.from_iterable(chosen)))


def gazetteer(own: str | None = None) -> Gazetteer:
    """The gazetteer that comes with mtcheck, and before it the tables in a folder of the user's own."""
    return _gazetteer(own)


@cache
def _gazetteer(own: str | None) -> Gazetteer:
    return load(*([Path(own)] if own else []), references_folder())


def load(*folders: Path) -> Gazetteer:
    """Reads all tables below some folders; of rows with one id the first counts. Raises `ReferenceDataError`.

    Columns that its table lacks come from the other row: a table without wrong forms does not undo those of mtcheck.
    Of the same folder also cells that it leaves empty: there one row adds to another.
    """
    content = " ".join(f"{digest_of(folder, KINDS)} {folder}" for folder in folders)
    name = hashlib.blake2b(content.encode(), digest_size=6).hexdigest()
    return Gazetteer(_unpacked(remembered("gazetteer", name, lambda: _packed(_rows(folders)))), name)


def _packed(rows: Iterable[RawRow]) -> list[Packed]:
    """Rows of one table in one piece, which is read much faster than as many."""
    packed = []
    for (kind, header, path), group in groupby(rows, key=lambda row: (row[0], row[1], row[3])):
        same = list(group)
        packed.append((kind, header, path, "\n".join(row[2] for row in same), [row[4] for row in same]))
    return packed


def _unpacked(packed: Iterable[Packed]) -> list[RawRow]:
    return [
        row
        for kind, header, path, lines, numbers in packed
        for row in zip(repeat(kind), repeat(header), lines.split("\n"), repeat(path), numbers, strict=False)
    ]


def _rows(folders: Iterable[Path]) -> list[RawRow]:
    """The rows of all tables; of those with one kind and id the first."""
    by_id: dict[tuple[str, str], RawRow] = {}
    for folder in folders:
        own: set[tuple[str, str]] = set()
        for name, kind in KINDS.items():
            for path in sorted((folder / name).glob("*.tsv")):
                for row in _raw_rows(path, kind):
                    key = (kind, row[2].partition("\t")[0])
                    first = by_id.setdefault(key, row)
                    if first is row:
                        own.add(key)
                    elif first[1] != row[1]:
                        by_id[key] = _with_cells_of(first, row, empty=key in own)
    return list(by_id.values())


def _with_cells_of(raw: RawRow, other: RawRow, *, empty: bool) -> RawRow:
    """A row with the columns of another one that its own table lacks, and with those that it leaves empty."""
    kind, header, line, path, number = raw
    columns = header.split("\t")
    cells = line.split("\t")
    cells += [""] * (len(columns) - len(cells))
    more = {}
    for column, cell in _row(other)[1].items():
        if column not in columns:
            more[column] = cell
        elif empty and not cells[columns.index(column)]:
            cells[columns.index(column)] = cell
    return kind, "\t".join((*columns, *more)), "\t".join((*cells, *more.values())), path, number


def _row(raw: RawRow) -> Row:
    kind, header, line, path, number = raw
    cells = zip(header.split("\t"), line.split("\t"), strict=False)
    return kind, {column: cell for column, cell in cells if cell}, f"{path}:{number}"


def read_table(path: Path, kind: str) -> Iterator[Row]:
    """The rows of one file; raises `ReferenceDataError` naming the file and the line."""
    return map(_row, _raw_rows(path, kind))


def _raw_rows(path: Path, kind: str) -> Iterator[RawRow]:
    lines = path.read_text(encoding="utf-8").split("\n")
    name, header = str(path), lines[0].split("\t")
    for column in header:
        lang, _, table = column.partition(".")
        if column not in _PLAIN and (table not in TABLES or not _LANG.fullmatch(lang)):
            message = f"{path}:1: unknown column {column!r}"
            raise ReferenceDataError(message)
    if header[0] != "id":
        message = f"{path}:1: the first column is {header[0]!r}, not 'id'"
        raise ReferenceDataError(message)
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) > len(header) or not cells[0]:
            problem = "no id" if not cells[0] else f"{len(cells)} cells, but the header names {len(header)}"
            message = f"{path}:{number}: {problem}"
            raise ReferenceDataError(message)
        yield kind, lines[0], line, name, number


def _entity(kind: str, row: Mapping[str, str], place: str) -> Entity:
    tables: dict[str, dict[str, tuple[str, ...]]] = {table: {} for table in TABLES}
    for column, cell in row.items():
        if cell and (column not in _PLAIN or column.startswith("native")):
            lang, _, table = column.partition(".")
            tables[table][lang] = tuple(cell.split(" | "))
    weight, ended = row.get("weight") or "1", row.get("to") or ""
    for value in (weight, ended or "0"):
        if not (value.isascii() and value.isdigit()):
            message = f"{place}: not a number: {value!r}"
            raise ReferenceDataError(message)
    return Entity(
        id=row["id"],
        kind=kind,
        country=row.get("country", ""),
        weight=0 if ended and int(ended) < HISTORIC else int(weight),
        gender=row.get("gender") or None,
        sure=not row.get("source", "").endswith("?"),
        names=tables[""],
        short=tables["short"],
        surnames=tables["surname"],
        wrong=tables["wrong"],
        demonyms=tables["demonym"],
    )


@cache
def digest(own: str | None = None) -> str:
    """A short digest of the reference data that come with mtcheck and of the user's own, for signatures."""
    return "+".join(digest_of(folder) for folder in (references_folder(), *([Path(own)] if own else [])))


def digest_of(folder: Path, parts: Iterable[str] = (".",)) -> str:
    """A short digest of all tables and language files below a folder, or below some of its folders."""
    total = hashlib.blake2b(digest_size=6)
    roots = [folder / part for part in parts]
    for path in sorted(path for root in roots for kind in ("*.tsv", "*.toml") for path in root.rglob(kind)):
        total.update(str(path.relative_to(folder)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()
