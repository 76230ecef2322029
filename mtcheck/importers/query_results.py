"""Results of queries to query.wikidata.org as entities: https://www.w3.org/TR/sparql11-results-json/ and -csv-tsv/.

A row of the result says some things about one item; the rows of an item become one entity as Wikibase writes it. What a
column holds is told by its name: a property (`?P17`), `?itemLabel`, or one of the words that the scheme lists; a column
that no rule knows is passed over. Languages come with the values, or with the name of the column (`?label_ru`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from mtcheck.config import is_code
from mtcheck.errors import InputError
from mtcheck.importers.scheme import Scheme
from mtcheck.importers.wikidata import COUNTRY_CODE, INSTANCE, KIND, POSITION, SITELINKS

_ENTITY = re.compile(r"(?:<?https?://www\.wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9]\d*)>?")
_PROPERTY = re.compile(r"P[1-9]\d*")
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z-]+)|\^\^<[^>]*>)?', re.DOTALL)
_ARTICLE = re.compile(r"https?://en\.wikipedia\.org/wiki/(.+)")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r"}
_HELD = "P39"
# The label service joins other names with commas, and nobody can tell where one of them ends.
_JOINED = ", "


@dataclass(frozen=True, slots=True)
class Value:
    """A cell: its text, or the id of an item, and the language of a text."""

    text: str
    lang: str = ""

    @property
    def item(self) -> str | None:
        """The id of the item that it is."""
        match = _ENTITY.fullmatch(self.text)
        return match[1] if match else None


# A row: its filled cells by column, or what is wrong with it.
Row = Mapping[str, Value] | str


def from_json(bindings: Iterable[Any]) -> Iterator[Row]:
    """Rows of a result in JSON; the plain lists that the query service's page writes are fine, too."""
    for binding in bindings:
        if not isinstance(binding, dict):
            yield f"not an object but {type(binding).__name__}"
            continue
        cells: dict[str, Value] = {}
        for column, cell in binding.items():
            if isinstance(cell, dict) and isinstance(cell.get("value"), str):
                cells[column] = Value(cell["value"], str(cell.get("xml:lang", "")))
            elif isinstance(cell, (str, int, float)):
                cells[column] = Value(str(cell))
        yield cells


def from_tsv(lines: Iterator[str]) -> Iterator[Row]:
    """Rows of a result in TSV, terms written as in Turtle or plainly."""
    return _table(line.rstrip("\r\n").split("\t") for line in lines)


def from_csv(lines: Iterator[str]) -> Iterator[Row]:
    """Rows of a result in CSV."""
    return _table(csv.reader(lines))


def _table(rows: Iterator[list[str]]) -> Iterator[Row]:
    header = [column.strip().lstrip("?") for column in next(rows, [])]
    for row in rows:
        if not any(row):
            continue
        if len(row) != len(header):
            yield f"{len(row)} cells, but the header names {len(header)}"
            continue
        yield {column: _term(cell) for column, cell in zip(header, row, strict=True) if cell}


def _term(cell: str) -> Value:
    match = _LITERAL.fullmatch(cell)
    if match is None:
        return Value(cell)
    return Value(_ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), match[1]), match[2] or "")


def gather(rows: Iterable[Row], name: str, scheme: Scheme, kind: str | None) -> Iterator[dict[str, Any] | str]:
    """One entity for each item, in the order in which they come up, after what is wrong with rows.

    `kind` is what all items are; None where the rows have to say it. Where the rows break off, what they hold comes
    before the `InputError`.
    """
    found: dict[str, _Item] = {}
    broken: InputError | None = None
    numbered = enumerate(rows, 1)
    while True:
        try:
            number, row = next(numbered)
        except StopIteration:
            break
        except InputError as error:
            broken = error
            break
        subject = None if isinstance(row, str) else _subject(row, scheme)
        if isinstance(row, str) or subject is None:
            yield f"row {number}: {row if isinstance(row, str) else 'no item'}"
            continue
        column, item = subject
        found.setdefault(item, _Item(item, kind)).add(row, column, scheme)
    if found and kind is None and not any(INSTANCE in item.entity["claims"] for item in found.values()):
        problem = "does not say what its items are: add a column ?class (P31), or say it with --kinds, such as"
        raise InputError(name, f"{problem} --kinds parties")
    yield from _entities(found)
    if broken is not None:
        raise broken


def _entities(found: Mapping[str, _Item]) -> Iterator[dict[str, Any]]:
    """The items, before them the positions of which nothing but the name is known."""
    labels = {identity: value for item in found.values() for identity, value in item.positions.items()}
    for identity, value in labels.items():
        if identity not in found:
            yield {"id": identity, "type": "item", "labels": {"en": {"value": value.text}}, KIND: "", POSITION: True}
    for item in found.values():
        yield item.entity


def _subject(row: Mapping[str, Value], scheme: Scheme) -> tuple[str, str] | None:
    """The column and the id of the item that a row is about: the column with the best name, else the first."""
    by_name = {column.casefold(): column for column in row}
    for column in (*(by_name[name] for name in scheme.query["item"] if name in by_name), *row):
        item = row[column].item
        if item:
            return column, item
    return None


def _property(column: str, scheme: Scheme) -> tuple[str, str]:
    """The property that a column holds values of, and the language that its name gives; empty where there is none."""
    base, _, lang = column.rpartition("_")
    if not base or not is_code(lang):
        base, lang = column, ""
    known: Mapping[str, str] = scheme.query["properties"]
    if _PROPERTY.fullmatch(base):
        return base, lang
    return known.get(base.casefold(), ""), lang


class _Item:
    """What the rows say of one item."""

    def __init__(self, item: str, kind: str | None) -> None:
        self.entity: dict[str, Any] = {"id": item, "type": "item", "labels": {}, "aliases": {}, "claims": {}}
        self.entity[SITELINKS] = None
        if kind:
            self.entity[KIND] = kind
        self.positions: dict[str, Value] = {}

    def add(self, row: Mapping[str, Value], subject: str, scheme: Scheme) -> None:
        for column, value in row.items():
            if column != subject:
                self._cell(column, value, row, subject, scheme)

    def _cell(self, column: str, value: Value, row: Mapping[str, Value], subject: str, scheme: Scheme) -> None:
        prop, lang = _property(column, scheme)
        base, _, suffix = column.rpartition("_")
        name = (base if base and is_code(suffix) else column).casefold().removeprefix(subject.casefold())
        lang = lang or (suffix if base and is_code(suffix) else "") or value.lang or "en"
        query = scheme.query
        if name in query["label"] and value.item is None:
            self.entity["labels"].setdefault(lang, {"language": lang, "value": value.text})
        elif name in query["alias"] and _JOINED not in value.text:
            _once(self.entity["aliases"].setdefault(lang, []), {"language": lang, "value": value.text})
        elif name in query["short"]:
            self._claim("P1813", Value(value.text, lang), {})
        elif name in query["title"]:
            match = _ARTICLE.fullmatch(value.text.strip("<>"))
            title = unquote(match[1]).replace("_", " ") if match else value.text
            self.entity["sitelinks"] = {"enwiki": {"site": "enwiki", "title": title}}
        elif name in query["sitelinks"] and value.text.isdigit():
            self.entity[SITELINKS] = int(value.text)
        elif name in query["code"]:
            self.entity[COUNTRY_CODE] = value.text
        elif prop:
            self._claim(prop, Value(value.text, lang if not value.item else ""), _qualifiers(column, row))
            label = row.get(f"{column}Label")
            if prop == _HELD and value.item and label and label.item is None:
                self.positions[value.item] = label

    def _claim(self, prop: str, value: Value, qualifiers: dict[str, Any]) -> None:
        claim = {"mainsnak": _snak(value), "rank": "normal", "qualifiers": qualifiers}
        _once(self.entity["claims"].setdefault(prop, []), claim)


def _qualifiers(column: str, row: Mapping[str, Value]) -> dict[str, Any]:
    """The years that stand beside a value: `?positionStart`, `?positionEnd`."""
    beside = {"P580": row.get(f"{column}Start"), "P582": row.get(f"{column}End")}
    return {prop: [_snak(value)] for prop, value in beside.items() if value}


_DATE = re.compile(r"[+-]?\d{4,}(?:-\d\d){0,2}(?:T.*)?")


def _snak(value: Value) -> dict[str, Any]:
    """A value as Wikibase writes it; its type shows in its text."""
    if value.item:
        data: dict[str, Any] = {"type": "wikibase-entityid", "value": {"id": value.item}}
    elif _DATE.fullmatch(value.text):
        data = {"type": "time", "value": {"time": value.text, "precision": 11}}
    else:
        data = {"type": "monolingualtext", "value": {"text": value.text, "language": value.lang}}
    return {"snaktype": "value", "datavalue": data}


def _once(found: list[Any], item: Any) -> None:
    if item not in found:
        found.append(item)
