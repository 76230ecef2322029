"""Words for where a speaker stands on a claim: data from `references/languages/<code>.stances.toml`.

Lists are written as `text.cues` says. As the language of a source, a file says everything that a stance may render,
however loosely; only one that is `exact` says which verbs mean a stance and nothing else, and serves for translations.

::

    exact      true: every verb of the lists always means the stance
    denies     "denied", "опроверг", any negation
    admits     "admitted", "признал"
    confirms   "confirmed", "подтвердил"
    passive    what stands right before such a verb when it is no stance: "was admitted to hospital"
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mtcheck.cache import read_toml
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text.cues import Cues, cues
from mtcheck.text.words import fold

STANCES = ("denies", "admits", "confirms")
_PASSIVE, _EXACT = "passive", "exact"


@dataclass(frozen=True, slots=True, eq=False)
class StanceWords:
    """The lexicon of one language."""

    cues: Cues
    passive: frozenset[str]
    exact: bool


@cache
def stance_words(code: str) -> StanceWords | None:
    """The lexicon of a language, None where it has no file; raises `ReferenceDataError`."""
    path = references_folder() / "languages" / f"{code}.stances.toml"
    if not re.fullmatch(r"[a-z]{2,3}", code) or not path.is_file():
        return None
    return parse(read_toml(path), path)


def parse(data: Mapping[str, Any], path: Path) -> StanceWords:
    """The content of a file as a lexicon; raises `ReferenceDataError` naming the file and the key."""
    for key in sorted({*data} - {*STANCES, _PASSIVE, _EXACT}):
        message = f"{path}: unknown key {key!r}"
        raise ReferenceDataError(message)
    try:
        found = cues([(kind, data.get(kind, "")) for kind in STANCES])
        passive = frozenset(map(fold, data.get(_PASSIVE, "").split()))
    except (TypeError, ValueError, AttributeError) as error:
        message = f"{path}: {error}"
        raise ReferenceDataError(message) from error
    return StanceWords(found, passive, data.get(_EXACT) is True)
