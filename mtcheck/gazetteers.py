"""Named things and what they are called: the tables under `references/`.

A table is a TSV file with a header. A cell may hold several forms, ` | ` between them, the preferred one first. Columns
named by a language hold names; `<lang>.short` abbreviations, `<lang>.surname` what stands alone for a person,
`<lang>.wrong` renderings known to be wrong, `<lang>.demonym` adjectives and inhabitants of a country; `native` names in
the entity's own language.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder

KINDS = {"parties": "party", "people": "person", "organisations": "organisation", "media": "medium", "places": "place"}
# What ended before this year is history: never what an ambiguous name in today's news means.
HISTORIC = 2000
_PLAIN = {"id", "country", "from", "to", "weight", "gender", "offices", "source", "native", "native.short"}


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """A person, party or other named thing.

    `weight` is 3 for what every reader knows, down to 0 for what only lists know. `names`, `short`, `surnames`,
    `wrong` and `demonyms` map a language to forms; the key "native" stands for the entity's own language. `demonyms` belong to countries. `sure` is False where the
    author of the entry had doubts.
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
        """All that may stand in a text of this language: its names, the native ones, and in other languages than English the English ones."""
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


class Gazetteer:
    """All entities of the tables, by kind."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities = tuple(entities)
        self.by_id = {entity.id: entity for entity in self.entities}

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        """The entities of one kind."""
        return tuple(entity for entity in self.entities if entity.kind == kind)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that comes with mtcheck."""
    return load(references_folder())


def load(folder: Path) -> Gazetteer:
    """Reads all tables below a folder; raises `ReferenceDataError` naming file and line."""
    merged: dict[str, Entity] = {}
    for name, kind in KINDS.items():
        for path in sorted((folder / name).glob("*.tsv")):
            for entity in read_table(path, kind):
                merged.setdefault(entity.id, entity)
    return Gazetteer(merged.values())


def read_table(path: Path, kind: str) -> list[Entity]:
    """The entities of one file."""
    entities = []
    with path.open(encoding="utf-8") as lines:
        header = next(lines).rstrip("\n").split("\t")
        for number, line in enumerate(lines, 2):
            cells = line.rstrip("\n").split("\t")
            if len(cells) > len(header):
                message = f"{path}:{number}: {len(cells)} cells, but the header names {len(header)}"
                raise ReferenceDataError(message)
            entities.append(_entity(kind, dict(zip(header, cells, strict=False)), f"{path}:{number}"))
    return entities


def _entity(kind: str, row: dict[str, str], place: str) -> Entity:
    if not row.get("id"):
        message = f"{place}: no id"
        raise ReferenceDataError(message)
    tables: dict[str, dict[str, tuple[str, ...]]] = {"": {}, "short": {}, "surname": {}, "wrong": {}, "demonym": {}}
    for column, cell in row.items():
        if not cell or (column in _PLAIN and not column.startswith("native")):
            continue
        lang, _, table = column.partition(".")
        if table not in tables:
            message = f"{place}: unknown column {column!r}"
            raise ReferenceDataError(message)
        tables[table][lang] = tuple(form for form in map(str.strip, cell.split("|")) if form)
    weight, ended = row.get("weight") or "1", row.get("to") or ""
    for value in (weight, ended or "0"):
        if not value.isdigit():
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
def digest() -> str:
    """A short digest of all reference data, for signatures."""
    folder = references_folder()
    total = hashlib.blake2b(digest_size=4)
    for path in sorted(folder.rglob("*.t[so][vm]*")):
        total.update(str(path.relative_to(folder)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()
