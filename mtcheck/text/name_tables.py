"""What a language knows of persons' names: given names, endings of surnames, small words (`<code>.names.toml`).

In `references/languages/<code>.names.toml` an ending list is the endings of
one declension by case, separated by blanks, the nominative first, "-" for none; a word list is words between blanks.

::

    particles, joined_particles     small words inside a name ("фон"), and those joined by a hyphen ("аль")
    family_first                    family names that stand before the given name ("Си Цзиньпин")
    family_first_of_three           those that do so only in names of three short words ("Ким Чен Ын")
    cue_words, common, openers      what stands around names; see `mtcheck.recognisers.capitals`
    nouns_capitalised               true where every noun has a capital
    [patronymic]                    m, f: ending lists; words: "оглы"; surnames: family names with such an ending;
                                    middle_only: the ending shows a patronymic only between two other names
    [surname]                       m, f: ending lists; ambiguous: endings that show nothing;
                                    doubtful: endings that foreign names have too, and then of both genders
    [given]                         m, f, both: names in the nominative; irregular_m, irregular_f: all forms of a name
    [given_endings]                 m, f: ending lists; a name takes all that begin with the longest ending it has
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from mtcheck.cache import read_toml
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text.words import fold

Gender = Literal["m", "f"]
Readings = frozenset[tuple[Gender, int]]
"""What a form can be: gender and case, as the index in the ending lists; 0 is the nominative."""

NOMINATIVE = 0
NO_READINGS: Readings = frozenset()
VOWELS = frozenset("аеиоуыэюяєіїъaeiouyáéíóúýěůąęó")
_MARKS = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "‑": "-"})
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?)*(?:[^\W\d_]\.?|[^\W\d_]{2}\.)")


@dataclass(frozen=True, slots=True, eq=False)
class NameTables:
    """What one language knows of names. Sets hold folded words; `given`, `patronymics`, `surnames` map to readings."""

    particles: frozenset[str] = frozenset()
    joined_particles: frozenset[str] = frozenset()
    cue_words: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    nouns_capitalised: bool = False
    family_first: frozenset[str] = frozenset()
    family_first_of_three: frozenset[str] = frozenset()
    patronymic_words: frozenset[str] = frozenset()
    patronymic_surnames: frozenset[str] = frozenset()
    patronymic_middle_only: bool = False
    patronymics: Mapping[str, Readings] = field(default_factory=dict)
    surnames: Mapping[str, Readings] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()
    given: Mapping[str, Readings] = field(default_factory=dict)
    fathers: frozenset[str] = frozenset()
    """Men's given names in the nominative."""

    def is_given(self, word: str) -> bool:
        """Whether the word is a form of a given name in the tables."""
        return name_key(word) in self.given

    def is_initial(self, word: str) -> bool:
        """Whether the word is an initial, or several: "А.", "J.D"."""
        return word[:1].isupper() and _INITIALS.fullmatch(word) is not None


_EMPTY = NameTables()


@cache
def name_tables(language_code: str) -> NameTables:
    """The tables of a language; empty ones where it has no file. Raises `ReferenceDataError`."""
    path = references_folder() / "languages" / f"{language_code}.names.toml"
    if not re.fullmatch(r"[a-z]{2,3}", language_code) or not path.is_file():
        return _EMPTY
    return parse_tables(read_toml(path), path)


_WORD_LISTS = {
    "particles", "joined_particles", "cue_words", "common", "openers", "family_first", "family_first_of_three"
}  # fmt: skip
_TABLES = {
    "patronymic": {"m", "f", "words", "surnames", "middle_only"},
    "surname": {"m", "f", "ambiguous", "doubtful"},
    "given": {"m", "f", "both", "irregular_m", "irregular_f"},
    "given_endings": {"m", "f"},
}


def parse_tables(data: Mapping[str, Any], path: Path) -> NameTables:
    """The content of a file as tables; raises `ReferenceDataError` naming the file and the key."""
    unknown = [key for key in data if key not in {*_WORD_LISTS, *_TABLES, "nouns_capitalised"}]
    unknown += [f"{table}.{key}" for table, keys in _TABLES.items() for key in data.get(table, {}) if key not in keys]
    if unknown:
        message = f"{path}: unknown key {unknown[0]!r}"
        raise ReferenceDataError(message)
    patronymic, surname, given = (data.get(table, {}) for table in ("patronymic", "surname", "given"))
    try:
        surnames = dict(_endings(surname))
        surnames.update(dict.fromkeys(surname.get("ambiguous", "").split(), NO_READINGS))
        return NameTables(
            **{key: _folded(data.get(key, "")) for key in _WORD_LISTS},
            nouns_capitalised=bool(data.get("nouns_capitalised", False)),
            patronymic_words=_folded(patronymic.get("words", "")),
            patronymic_surnames=_folded(patronymic.get("surnames", "")),
            patronymic_middle_only=bool(patronymic.get("middle_only", False)),
            patronymics=_endings(patronymic),
            surnames=surnames,
            doubtful=frozenset(surname.get("doubtful", "").split()),
            given=_given(given, data.get("given_endings", {})),
            fathers=frozenset(name_key(name) for name in given.get("m", "").split()),
        )
    except (AttributeError, TypeError) as error:
        message = f"{path}: {error}"
        raise ReferenceDataError(message) from error


def name_key(word: str) -> str:
    """How names compare: without letter case, е for ё, straight apostrophes. Diacritics count: "-ová" is not "-ova"."""
    return word.casefold().translate(_MARKS)


def _folded(text: str) -> frozenset[str]:
    return frozenset(map(fold, text.split()))


def _endings(table: Mapping[str, Any]) -> dict[str, Readings]:
    """Ending to readings, from the lists of both genders."""
    found: dict[str, set[tuple[Gender, int]]] = {}
    genders: tuple[Gender, Gender] = ("m", "f")
    for gender in genders:
        for line in table.get(gender, ()):
            for case, ending in enumerate(line.split()):
                found.setdefault(ending, set()).add((gender, case))
    return {ending: frozenset(readings) for ending, readings in found.items()}


def _given(names: Mapping[str, Any], endings: Mapping[str, Any]) -> dict[str, Readings]:
    """All forms of all given names. A name without an ending list is the same in all cases."""
    found: dict[str, set[tuple[Gender, int]]] = {}
    genders: tuple[Gender, Gender] = ("m", "f")
    most = max((len(line.split()) for lines in endings.values() for line in lines), default=1)
    for gender in genders:
        lists = [[ending.strip("-") for ending in line.split()] for line in endings.get(gender, ())]
        irregular = [line.split() for line in names.get(f"irregular_{gender}", ())]
        names_ = {name_key(name) for name in f"{names.get(gender, '')} {names.get('both', '')}".split()}
        names_ -= {name_key(forms[0]) for forms in irregular}
        for forms in (*irregular, *(forms for name in names_ for forms in _decline(name, lists, most))):
            for case, form in enumerate(forms):
                found.setdefault(name_key(form), set()).add((gender, case))
    return {form: frozenset(readings) for form, readings in found.items()}


def _decline(name: str, lists: Sequence[Sequence[str]], cases: int) -> Iterator[list[str]]:
    fitting = [
        endings
        for endings in lists
        if (name.endswith(endings[0]) if endings[0] else name[-1:] not in {*VOWELS, "ь", "й"})
    ]
    longest = max((len(endings[0]) for endings in fitting), default=-1)
    if longest < 0:
        yield [name] * cases
    for endings in fitting:
        if len(endings[0]) == longest:
            yield [name[: len(name) - longest] + ending for ending in endings]
