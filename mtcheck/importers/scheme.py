"""What of Wikidata becomes an entry of which kind: `references/wikidata.toml`, or a table of the user's in its form."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from mtcheck import languages
from mtcheck.errors import InputError, ReferenceDataError
from mtcheck.gazetteers import KINDS, read_table
from mtcheck.resources import references_folder

_ITEM = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class KindScheme:
    """How entities of one kind are known and read; the file explains the keys.

    `classes`, `exceptions`, `occupations` and `anywhere` are ids of items, the other tuples ids of properties.
    """

    name: str
    classes: frozenset[str]
    weights: tuple[int, ...]
    sitelinks: int
    exceptions: frozenset[str] = frozenset()
    occupations: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()
    country: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    native: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    demonym: tuple[str, ...] = ()
    occupation: str = ""
    position: str = ""
    elsewhere: str = ""
    subclass_too: bool = False

    @property
    def of_people(self) -> bool:
        """Whether the kind is of people, who have surnames, a gender and offices."""
        return self.name == "people"


@dataclass(frozen=True, slots=True)
class NameRules:
    """Which forms are noise, and what is special about the names of people."""

    shortest: int
    longest: int
    enclosing: tuple[str, ...]
    surname_weight: int
    family_first: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    offices: int
    patronymics: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Scheme:
    """All of it. `countries` and `former` map items to ISO 3166 codes, `gender` maps items to m and f.

    `variants` maps a language to the codes of Wikidata for it, `scripts` to its writing systems; `query` describes the
    columns of a query's result.
    """

    kinds: Mapping[str, KindScheme]
    stop: frozenset[str]
    gender: Mapping[str, str]
    countries: Mapping[str, str]
    former: Mapping[str, str]
    variants: Mapping[str, tuple[str, ...]]
    scripts: Mapping[str, tuple[str, ...]]
    names: NameRules
    query: Mapping[str, Any] = field(default_factory=dict)

    def codes(self, lang: str) -> tuple[str, ...]:
        """Wikidata's codes for a language, the main one first."""
        return self.variants.get(lang, (lang,))

    def scripts_of(self, lang: str) -> tuple[str, ...]:
        """The writing systems of a language, none where that is not known."""
        own = languages.language(lang).script
        return (own,) if own else self.scripts.get(lang, ())

    @cached_property
    def offices(self) -> frozenset[str]:
        """The classes of positions, whose labels name what people were."""
        return self.kinds["offices"].classes if "offices" in self.kinds else frozenset()

    def chosen(self, names: Iterable[str]) -> dict[str, KindScheme]:
        """The kinds with these names, in the order of the scheme."""
        wanted = set(names)
        return {name: kind for name, kind in self.kinds.items() if name in wanted}

    def widened(self, classes: Mapping[str, Iterable[str]], countries: Mapping[str, str]) -> Scheme:
        """The scheme with more classes of each kind (`people` means occupations) and more countries."""
        kinds = {}
        for name, kind in self.kinds.items():
            more = frozenset(classes.get(name, ()))
            if kind.of_people:
                kinds[name] = replace(kind, occupations=kind.occupations | more)
            else:
                kinds[name] = replace(kind, classes=kind.classes | more)
        return replace(self, kinds=kinds, countries={**countries, **self.countries})


def load(path: Path | None = None) -> Scheme:
    """The scheme of mtcheck, or of a TOML file in its form, or that of mtcheck with the classes of an earlier import.

    Raises `ReferenceDataError` naming the file and the key, `InputError` where nothing can be read.
    """
    shipped = references_folder() / "wikidata.toml"
    if path is None or path.suffix == ".toml":
        return parse(_toml(path or shipped), path or shipped)
    found = read_closure(path)
    return parse(_toml(shipped), shipped).widened(*found)


def digest(path: Path | None) -> str:
    """A digest of what `load` reads."""
    total = hashlib.blake2b((references_folder() / "wikidata.toml").read_bytes(), digest_size=8)
    if path is not None:
        total.update(path.read_bytes())
    return total.hexdigest()


def read_closure(path: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Classes by kind and countries that an import with `--subclasses` found and kept."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return dict(data["classes"]), dict(data["countries"])
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(str(path), "is neither a TOML file nor the classes.json of an earlier import") from error


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path}: not valid TOML: {error}"
        raise ReferenceDataError(message) from error


def parse(data: Mapping[str, Any], path: Path) -> Scheme:
    """A scheme from the content of its file; raises `ReferenceDataError` naming the file and the key."""
    try:
        kinds = {name: _kind(name, values) for name, values in data["kinds"].items()}
        people = data["people"]
        return Scheme(
            kinds=kinds,
            stop=_items(data.get("stop", {})),
            gender=dict(data["gender"]),
            countries={**_countries(), **data["countries"]},
            former=dict(data["former"]),
            variants={lang: tuple(codes) for lang, codes in data["languages"].items()},
            scripts={lang: tuple(found) for lang, found in data["scripts"].items()},
            names=NameRules(
                shortest=data["names"]["shortest"],
                longest=data["names"]["longest"],
                enclosing=tuple(data["names"]["enclosing"]),
                surname_weight=people["surname_weight"],
                family_first=frozenset(people["family_first"]),
                suffixes=frozenset(people["suffixes"]),
                particles=frozenset(people["particles"]),
                offices=people["offices"],
                patronymics={lang: tuple(endings) for lang, endings in people["patronymics"].items()},
            ),
            query=data["query"],
        )
    except KeyError as error:
        message = f"{path}: the key {error} is missing or unknown"
        raise ReferenceDataError(message) from error
    except (TypeError, ValueError, AttributeError) as error:
        message = f"{path}: {error}"
        raise ReferenceDataError(message) from error


# Keys of the file that are words of Python, or would say too little here.
_FIELDS = {"from": "begun", "to": "ended", "except": "exceptions"}
_TUPLES = ("country", "begun", "ended", "native", "short", "demonym")


def _kind(name: str, values: Mapping[str, Any]) -> KindScheme:
    if name not in KINDS:
        raise KeyError(name)
    known: dict[str, Any] = {"name": name}
    for key, value in values.items():
        target = _FIELDS.get(key, key)
        if target in {"classes", "exceptions", "occupations", "anywhere"}:
            known[target] = _items(value)
        else:
            known[target] = tuple(value) if target in (*_TUPLES, "weights") else value
    return KindScheme(**known)


def _items(table: Mapping[str, str]) -> frozenset[str]:
    for item in table:
        if not _ITEM.fullmatch(item):
            message = f"{item!r} is not the id of an item"
            raise ValueError(message)
    return frozenset(table)


def _countries() -> dict[str, str]:
    """The countries that the tables of mtcheck know by their id in Wikidata."""
    rows = read_table(references_folder() / "places" / "countries.tsv", "place")
    return {cells["id"]: cells["country"] for _, cells, _ in rows if _ITEM.fullmatch(cells["id"])}
