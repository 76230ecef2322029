"""Where the people of a given name come from, and so whether all languages with Latin letters write it alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mtcheck.cache import read_toml, remembered
from mtcheck.gazetteers import Gazetteer
from mtcheck.resources import references_folder
from mtcheck.text.words import fold

# Share of the people of a given name who come from countries with Latin letters.
AT_HOME = 0.8


def keeps_its_letters(gazetteer: Gazetteer, given: str) -> bool:
    """Whether a given name is that of people from countries with Latin letters: Xavier, not Dmitri nor Mohammed."""
    home, every = _bearers(gazetteer).get(fold(given), (0, 0))
    return home > 0 and home >= AT_HOME * every


def is_borne(gazetteer: Gazetteer, given: str) -> bool:
    """Whether any known person has that given name."""
    return fold(given) in _bearers(gazetteer)


@cache
def _bearers(gazetteer: Gazetteer) -> Mapping[str, tuple[int, int]]:
    """Per folded given name: how many known people of countries with Latin letters bear it, and how many in all."""
    return remembered("bearers", gazetteer.digest, lambda: _counted(gazetteer))


def _counted(gazetteer: Gazetteer) -> dict[str, tuple[int, int]]:
    abroad = frozenset(read_toml(references_folder() / "people" / "scripts.toml")["other"])
    found: dict[str, tuple[int, int]] = {}
    for person in gazetteer.of_kind("person"):
        for given in {fold(name.split()[0]) for name in person.names.get("en", ()) if " " in name}:
            home, every = found.get(given, (0, 0))
            found[given] = home + (person.country not in abroad), every + 1
    return found
