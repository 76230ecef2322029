"""Titles of office: what `references/titles/` says of them, and where they stand in a text.

`titles.toml` names offices, `modifiers.toml` what makes another office of one ("deputy", "acting"), `contexts.toml` the
bodies and places to which offices belong, `senses.toml` which office a word means beside which body. The files say
themselves what their keys are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from mtcheck.cache import read_toml
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text.words import fold

SEPARATOR = " | "
# A form that matches only as it stands, and the mark before a modifier that a form has in it ("зампред").
EXACT, WITHIN = "!", " @"
# Letters up to which a word of a title says nothing of the office.
SHORT = 3
NOT_MODIFIERS = frozenset({"as", "nothing"})
_TITLE = {"high", "neutral", "body", "not", "parent", "family"}
_SENSE = {"title", "of", "wide", "needs", "country", "means", "not"}

# A phrase, what it is ("title", "person", "wrong", "before", "after", "context"), the id of its table, the modifier
# written together with it, and whether it matches only as it stands.
Item = tuple[str, str, str, str, bool]


@dataclass(frozen=True, slots=True)
class Office:
    """One office. `names` are its preferred forms by language; the flags and `family` are as in `titles.toml`.

    `never` are the offices whose titles are wrong in its place, also those of its family.
    """

    id: str
    parent: str
    family: str
    high: bool
    neutral: bool
    body: bool
    never: frozenset[str]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a title means in some contexts and countries, as in `senses.toml`; where these are empty, in all."""

    titles: frozenset[str]
    contexts: frozenset[str]
    wide: frozenset[str]
    needs: frozenset[str]
    countries: frozenset[str]
    means: tuple[str, ...]
    never: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class TitleTables:
    """All tables.

    `entities` maps ids of the gazetteer to contexts, `forms` languages to a phrase, its kind and the id of its table,
    `suggestions` a modifier and a language to how a title reads with it.
    """

    offices: Mapping[str, Office]
    senses: tuple[Sense, ...]
    modifiers: tuple[str, ...]
    entities: Mapping[str, str]
    forms: Mapping[str, tuple[tuple[str, str, str], ...]] = field(repr=False)
    suggestions: Mapping[tuple[str, str], str] = field(repr=False)
    _also: Mapping[tuple[str, str], str] = field(repr=False)
    _links: Mapping[str, str] = field(repr=False)

    def links(self, language: str) -> frozenset[str]:
        """Words that may stand between a title and its body."""
        return frozenset(map(fold, _split(self._links.get(language, ""))))

    def also(self, modifier: str, language: str) -> tuple[str, ...]:
        """Folded words and phrases that say the same as a modifier, wherever they stand."""
        return tuple(map(fold, _split(self._also.get((modifier, language), ""))))

    def fields(self, language: str, offices: frozenset[str]) -> frozenset[str]:
        """Words of the forms of some offices that are in no form of their parents: "finance", not "minister"."""
        return _words(self, language, offices) - _words(self, language, {self.offices[name].parent for name in offices})

    def items(self, language: str) -> Iterator[Item]:
        """What to find in texts of a language; titles also written together with what modifies them."""
        forms = self.forms.get(language, ())
        prefixes = [(prefix, modifier) for prefix, table, modifier in forms if table == "prefix"]
        for form, table, name in forms:
            if table == "prefix":
                continue
            phrase, _, modifier = form.partition(WITHIN)
            exact = phrase.endswith(EXACT)
            phrase = spaced(phrase.removesuffix(EXACT))
            yield phrase, table, name, modifier, exact
            if table == "title" and not modifier:
                yield from ((f"{start}{phrase}", table, name, other, exact) for start, other in prefixes)


def _words(tables: TitleTables, language: str, offices: AbstractSet[str]) -> frozenset[str]:
    forms = (form for form, table, name in tables.forms.get(language, ()) if table == "title" and name in offices)
    return frozenset(word for form in forms for word in fold(spaced(form)).split() if len(word) > SHORT)


def spaced(phrase: str) -> str:
    """A phrase with its hyphens and elisions taken apart, as `parts` does with words: "vice-président", "l'ancien"."""
    bare = phrase.replace("-", " ").replace("‑", " ")
    return "".join(
        " " if char in "'’ʼ" and bare[place - 1 : place].isascii() and bare[place - 1 : place].isalpha() else char
        for place, char in enumerate(bare)
    )


@cache
def title_tables() -> TitleTables:
    """The tables that come with mtcheck."""
    return load_tables(references_folder() / "titles")


def load_tables(folder: Path) -> TitleTables:
    """The tables below a folder; raises `ReferenceDataError` naming the file and what is wrong."""
    titles, senses, modifiers, contexts = (
        _read(folder / f"{name}.toml") for name in ("titles", "senses", "modifiers", "contexts")
    )
    forms: dict[str, list[tuple[str, str, str]]] = {}
    also: dict[tuple[str, str], str] = {}
    suggestions: dict[tuple[str, str], str] = {}
    for name, table in titles.items():
        _file(forms, name, table, _TITLE, {"": "title", "person": "person", "wrong": "wrong"}, folder / "titles.toml")
    for name, table in modifiers.items():
        also.update({(name, key[:2]): value for key, value in table.items() if key[2:] == ".also"})
        suggestions.update({(name, key[:2]): value for key, value in table.items() if key[2:] == ".suggest"})
        known = {"": "before", "after": "after", "prefix": "prefix", "also": "", "suggest": ""}
        _file(forms, name, table, set(), known, folder / "modifiers.toml")
    links = contexts.pop("links", {})
    for name, table in contexts.items():
        _file(forms, name, table, {"entities"}, {"": "context"}, folder / "contexts.toml")
    return TitleTables(
        offices={name: _office(name, table, _family(name, titles)) for name, table in titles.items()},
        senses=tuple(_sense(name, table, titles, folder / "senses.toml") for name, table in senses.items()),
        modifiers=tuple(name for name in modifiers if name not in NOT_MODIFIERS),
        entities={entity: name for name, table in contexts.items() for entity in table.get("entities", "").split()},
        forms={language: tuple(rows) for language, rows in forms.items()},
        suggestions=suggestions,
        _also=also,
        _links=links,
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return read_toml(path)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path}: {error}"
        raise ReferenceDataError(message) from error


def _file(
    forms: dict[str, list[tuple[str, str, str]]],
    name: str,
    table: Mapping[str, Any],
    plain: set[str],
    known: Mapping[str, str],
    path: Path,
) -> None:
    """Files the forms of one table by language; `known` maps what may follow a language's code to kinds of form."""
    for key, value in table.items():
        if key in plain:
            continue
        language, _, kind = key.partition(".")
        if kind not in known or len(language) != 2 or not isinstance(value, str):
            message = f"{path}: [{name}] cannot have {key!r}"
            raise ReferenceDataError(message)
        if known[kind]:
            forms.setdefault(language, []).extend((form, known[kind], name) for form in _split(value))


def _split(cell: str) -> list[str]:
    return [form for form in cell.split(SEPARATOR) if form]


def _family(name: str, titles: Mapping[str, Any]) -> frozenset[str]:
    """The other offices of the family to which one belongs."""
    own = titles[name].get("family", "")
    return frozenset(other for other, table in titles.items() if own and table.get("family", "") == own) - {name}


def _office(name: str, table: Mapping[str, Any], family: frozenset[str]) -> Office:
    return Office(
        id=name,
        parent=table.get("parent", ""),
        family=table.get("family", ""),
        high=table.get("high", False),
        neutral=table.get("neutral", False),
        body=table.get("body", False),
        never=family | frozenset(table.get("not", "").split()),
        names={key: _split(value)[0] for key, value in table.items() if len(key) == 2 and value},
    )


def _sense(name: str, table: Mapping[str, str], titles: Mapping[str, Any], path: Path) -> Sense:
    lists = {key: table.get(key, "").split() for key in _SENSE}
    strange = [key for key in table if key not in _SENSE]
    strange += [title for key in ("title", "means", "not") for title in lists[key] if title not in titles]
    if strange or not lists["title"] or not lists["means"]:
        message = f"{path}: [{name}] cannot have {strange}" if strange else f"{path}: [{name}] lacks title or means"
        raise ReferenceDataError(message)
    return Sense(
        titles=frozenset(lists["title"]),
        contexts=frozenset(lists["of"]),
        wide=frozenset(lists["wide"]),
        needs=frozenset(lists["needs"]),
        countries=frozenset(lists["country"]),
        means=tuple(lists["means"]),
        never=frozenset(lists["not"]),
    )
