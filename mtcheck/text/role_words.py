"""Words that show who does what to whom: data from `references/languages/<code>.roles.toml`.

Each key of a file is a kind of word and holds texts of words between blanks.

::

    recipient     verbs whose dative is the person to whom it is done: "позвонить"
    leading       verbs of cause that take a preposition: "привести", "lead"
    leading_to    that preposition
    turning       verbs that other languages turn round as a rule: "интересовать", "be interested in"
    naming        verbs whose instrumental says what somebody becomes, and not who does it: "избрать"
    receiving     stops that may stand before the person to whom it is done: "to"
    times         nouns of time, which are no objects: "year"
    endings       one to three letters in which verbs, participles and predicates end, of languages with cases
    agent         what stands before the agent of a passive: "by"
    passive       auxiliaries that may make a passive, or no verb of doing: "was", "had"
    stops         words that cannot stand between a subject, its verb and its object: prepositions, conjunctions
    objects       articles of an object alone: "den"
    subjects      what a subject begins with: "der", "eine"

Verbs are base forms where the language has a dictionary of forms, else all forms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from mtcheck.cache import read_toml
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text.gender_words import key

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class RoleWords:
    """The lexicon of one language; words compare by `mtcheck.text.gender_words.key`."""

    recipient: frozenset[str] = _NONE
    leading: frozenset[str] = _NONE
    leading_to: frozenset[str] = _NONE
    turning: frozenset[str] = _NONE
    naming: frozenset[str] = _NONE
    receiving: frozenset[str] = _NONE
    times: frozenset[str] = _NONE
    endings: frozenset[str] = _NONE
    agent: frozenset[str] = _NONE
    passive: frozenset[str] = _NONE
    stops: frozenset[str] = _NONE
    objects: frozenset[str] = _NONE
    subjects: frozenset[str] = _NONE


@cache
def role_words(code: str) -> RoleWords | None:
    """The lexicon of a language, None where it has no file; raises `ReferenceDataError`."""
    path = references_folder() / "languages" / f"{code}.roles.toml"
    if not re.fullmatch(r"[a-z]{2,3}", code) or not path.is_file():
        return None
    return parse(read_toml(path), path)


def parse(data: Mapping[str, Any], path: Path) -> RoleWords:
    """The content of a file as a lexicon; raises `ReferenceDataError` naming the file and the key."""
    known = {one.name for one in fields(RoleWords)}
    found: dict[str, frozenset[str]] = {}
    for kind, value in data.items():
        lines = [value] if isinstance(value, str) else value
        if kind not in known:
            message = f"{path}: unknown key {kind!r}"
            raise ReferenceDataError(message)
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            message = f"{path}: {kind} is not a text or a list of texts"
            raise ReferenceDataError(message)
        found[kind] = frozenset(key(word) for line in lines for word in line.split())
    return RoleWords(**found)
