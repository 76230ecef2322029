"""Persons' names: what their words are, and the gender that Slavic endings show.

The names of a language are those of `mtcheck.text.name_tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mtcheck.text.name_tables import (
    NO_READINGS,
    NOMINATIVE,
    VOWELS,
    Gender,
    NameTables,
    Readings,
    name_key,
    name_tables,
)
from mtcheck.text.words import fold

# Letters that must stand before an ending: "Ева" is no feminine of "-ев".
_SHORTEST_STEM = 2
_SHORT_WORD = 5
_FULL_NAME = 3
_INITIAL = re.compile(r"[^\W\d_]{2}(?=\.)|[^\W\d_]")
_EDGES = ' \t\n\r\u00a0,;:!?()[]«»“”„"…—–*'


@dataclass(frozen=True, slots=True)
class PersonName:
    """The words of one person's name as the text has them; what it lacks is empty.

    Initials end in a full stop ("А."). A particle that a hyphen joins to the surname keeps the hyphen ("аль-").
    """

    given: str = ""
    patronymic: str = ""
    particles: tuple[str, ...] = ()
    surname: str = ""

    @property
    def family(self) -> str:
        """The surname with its particles: "фон дер Ляйен", "аль-Асад"."""
        return "".join(part if part.endswith("-") else f"{part} " for part in self.particles) + self.surname


def parse_person(words: Sequence[str], language_code: str = "ru") -> PersonName:
    """Takes the words of one mention apart, given name first or last; the last word is the surname where nothing tells.

    Forms stay as they are, in whatever case. A single word is a given name where the tables know it, else a surname.
    """
    tables = name_tables(language_code)
    parts = list(_parts(words, tables))
    if not parts:
        return PersonName()
    if tables.is_initial(parts[0]) or tables.is_initial(parts[-1]):
        return _with_initials(parts, tables)
    for place, part in enumerate(parts):
        if place and fold(part) in tables.patronymic_words:
            return _around(parts, place - 1, place + 1, tables)
    place = _patronymic_place(parts, tables)
    return _around(parts, place, place + 1, tables) if place else _without_patronymic(parts, tables)


def grammatical_gender(name: PersonName, language_code: str, *, inflected: bool = False) -> Gender | None:
    """The gender that the words of a name show together, None where they show none or both.

    A form that can be a nominative is taken for one ("Захарова" is a woman, though it may be the genitive of
    "Захаров"); with `inflected`, as in running text, such a form says nothing on its own. Cases are compared across the
    words of the name: "Владимира Путина" and "Мария Захарова" are certain.
    """
    tables = name_tables(language_code)
    given = tables.given.get(name_key(name.given.split()[0]), NO_READINGS) if name.given.split() else NO_READINGS
    patronymic, _ = _readings(name.patronymic.split(" ")[-1], tables.patronymics)
    foreign = bool(name.given) and not given and not tables.is_initial(name.given)
    surname, ending = _readings(name.surname.split(" ")[-1].rpartition("-")[2], tables.surnames)
    if ending in tables.doubtful and name.given and not tables.is_initial(name.given):
        surname = NO_READINGS
    evidence = [readings for readings in (given, patronymic, surname) if readings]
    if not evidence:
        return None
    if foreign:
        evidence.append(_unknown_given(name.given, tables))
    common = frozenset.intersection(*evidence)
    nominative = frozenset(reading for reading in common if reading[1] == NOMINATIVE)
    genders = {gender for gender, _ in (common if inflected else nominative or common)}
    return genders.pop() if len(genders) == 1 else None


def _readings(word: str, endings: Mapping[str, Readings]) -> tuple[Readings, str]:
    """What the longest ending of a word in a table says, and that ending."""
    key = name_key(word)
    for start in range(_SHORTEST_STEM, len(key)):
        if key[start:] in endings:
            return endings[key[start:]], key[start:]
    return NO_READINGS, ""


def _unknown_given(given: str, tables: NameTables) -> Readings:
    """A given name that is in no list: in a consonant, a man's nominative or a woman's, who does not decline."""
    cases = range(1 + max((case for readings in tables.surnames.values() for _, case in readings), default=0))
    last = name_key(given)[-1:]
    every: set[tuple[Gender, int]] = {("f", case) for case in cases}
    if last not in VOWELS:
        return frozenset({*every, ("m", NOMINATIVE)})
    men: set[tuple[Gender, int]] = {("m", case) for case in cases}
    if last in {"а", "я", "a"} and len(cases) > 1:
        return frozenset({*every, *men} - {("m", NOMINATIVE)})
    return frozenset({*every, *men})


def _parts(words: Sequence[str], tables: NameTables) -> Iterator[str]:
    """Words without punctuation, initials one by one, joined particles with their hyphen."""
    for raw in words:
        word = raw.strip(_EDGES)
        if tables.is_initial(word):
            yield from (f"{letters}." for letters in _INITIAL.findall(word))
            continue
        word = word.strip(".-'’")
        prefix, hyphen, rest = word.replace("‑", "-").partition("-")
        if hyphen and rest and fold(prefix) in tables.joined_particles and rest[0].isupper():
            yield from (f"{prefix}-", rest)
        elif word:
            yield word


def _is_particle(part: str, tables: NameTables) -> bool:
    return part.endswith("-") or fold(part) in tables.particles


def _family(parts: Sequence[str], tables: NameTables) -> tuple[tuple[str, ...], str]:
    """The particles that a surname begins with, and the surname; the last word is never a particle."""
    first = 0
    while first < len(parts) - 1 and _is_particle(parts[first], tables):
        first += 1
    return tuple(parts[:first]), " ".join(parts[first:])


def _with_initials(parts: list[str], tables: NameTables) -> PersonName:
    leading = tables.is_initial(parts[0])
    row = parts if leading else parts[::-1]
    count = next((place for place, part in enumerate(row) if not tables.is_initial(part)), len(row))
    initials, rest = (parts[:count], parts[count:]) if leading else (parts[-count:], parts[:-count])
    given, patronymic = (initials[0], initials[1]) if len(initials) == 2 else (" ".join(initials), "")
    if leading and len(rest) > 1 and tables.is_given(rest[0]):
        given, patronymic, rest = " ".join([*initials, rest[0]]), "", rest[1:]
    elif not leading and len(rest) > 1 and tables.is_given(rest[0]):
        return PersonName(" ".join([rest[0], *initials]), "", *_family(rest[1:], tables))
    return PersonName(given, patronymic, *_family(rest, tables))


def _patronymic_place(parts: Sequence[str], tables: NameTables) -> int:
    """Where the patronymic is; 0 where there is none, since a name never begins with one."""
    places = [place for place, part in enumerate(parts) if place and _readings(part, tables.patronymics)[0]]
    if tables.patronymic_middle_only:
        return 1 if len(parts) == _FULL_NAME and 1 in places else 0
    for place in places:
        if 0 < place < len(parts) - 1 or _surely_patronymic(parts[place], tables):
            return place
        if len(parts) == _FULL_NAME and tables.is_given(parts[1]) and not tables.is_given(parts[0]):
            return place
    return 0


def _surely_patronymic(word: str, tables: NameTables) -> bool:
    """Whether a word is no surname: a daughter's patronymic, or one made from a man's name that the tables know."""
    readings, ending = _readings(word, tables.patronymics)
    if {gender for gender, _ in readings} == {"f"}:
        return True
    key = name_key(word)
    stem = key[: len(key) - len(ending)]
    if any(key.startswith(surname) for surname in tables.patronymic_surnames):
        return False
    head = stem[: max(_SHORTEST_STEM, len(stem) - 1)]
    return any(name.startswith(head) and -1 <= len(name) - len(stem) <= _SHORTEST_STEM for name in tables.fathers)


def _around(parts: Sequence[str], start: int, end: int, tables: NameTables) -> PersonName:
    """A name whose patronymic is the words `[start, end)`: the given name before it, the surname after it or first."""
    patronymic = " ".join(parts[start:end])
    after = parts[end:]
    if after or start <= 1:
        return PersonName(" ".join(parts[:start]), patronymic, *_family(after, tables))
    return PersonName(parts[start - 1], patronymic, *_family(parts[: start - 1], tables))


def _without_patronymic(parts: list[str], tables: NameTables) -> PersonName:
    if len(parts) == 1:
        return PersonName(given=parts[0]) if tables.is_given(parts[0]) else PersonName(surname=parts[0])
    if _family_first(parts, tables):
        return PersonName(given=" ".join(parts[1:]), surname=parts[0])
    first = next((place for place, part in enumerate(parts[:-1]) if _is_particle(part, tables)), None)
    if first is None:
        first = len(parts) - 1
        turned = len(parts) == 2 and tables.is_given(parts[1]) and not tables.is_given(parts[0])
        if turned and _readings(parts[0], tables.surnames)[0]:
            return PersonName(given=parts[1], surname=parts[0])
    return PersonName(" ".join(parts[:first]), "", *_family(parts[first:], tables))


def _family_first(parts: Sequence[str], tables: NameTables) -> bool:
    head = fold(parts[0])
    if len(parts) <= _FULL_NAME and head in tables.family_first:
        return True
    short = all(len(part) <= _SHORT_WORD for part in parts[1:])
    return len(parts) == _FULL_NAME and short and head in tables.family_first_of_three
