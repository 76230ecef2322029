"""Chinese names in Hanyu Pinyin (ISO 7098): the syllables of a character, and those of a name in Latin letters.

Names from Taiwan are spelled in Wade-Giles, without its marks: a second table says how.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mtcheck.errors import ReferenceDataError
from mtcheck.text.words import fold

COLUMNS = ("kind", "syllable", "characters")
COLUMNS_ABROAD = ("pinyin", "wade-giles")
SURNAME, MAIN, OTHER = "surname", "main", "other"
# Syllables of a given name, letters of a syllable.
MOST_SYLLABLES, LONGEST = 2, 6
# ü as it is written in a table, and as names are spelled.
UMLAUT, SPELLED = "v", ("u", "v", "yu")


@dataclass(frozen=True, slots=True, eq=False)
class Pinyin:
    """A table: the readings of each character, the first first, and family names of one or two characters.

    `abroad` has the syllables that are spelled otherwise in Taiwan.
    """

    readings: Mapping[str, tuple[str, ...]]
    surnames: frozenset[str]
    syllables: frozenset[str]
    abroad: Mapping[str, str]

    def sounds(self, char: str) -> frozenset[str]:
        """All spellings of a character's readings: 吕 is Lu, Lü and Lyu, 峥 Zheng and Cheng."""
        read = self.readings.get(char, ())
        found = {spelling for reading in read for spelling in _spellings(reading)}
        return frozenset(found | {self.abroad[reading] for reading in read if reading in self.abroad})

    def spelled(self, name: str) -> str | None:
        """A given name or surname of some characters as it is usually spelled; None where a character is not known."""
        read = [self.readings.get(char, ("",))[0] for char in name]
        return "".join(read).replace(UMLAUT, "u").capitalize() if all(read) else None

    def divisions(self, word: str) -> list[tuple[str, ...]]:
        """All ways in which a word is a row of one or two syllables, none for other words."""
        return [*self._divisions(fold(word).replace("'", ""), MOST_SYLLABLES)]

    def _divisions(self, letters: str, most: int) -> Iterator[tuple[str, ...]]:
        if letters in self.syllables:
            yield (letters,)
        for end in range(1, min(LONGEST, len(letters) - 1) + 1) if most > 1 else ():
            if letters[:end] in self.syllables:
                yield from ((letters[:end], *rest) for rest in self._divisions(letters[end:], most - 1))


def _spellings(reading: str) -> Iterator[str]:
    for vowel in SPELLED if UMLAUT in reading else ("",):
        yield reading.replace(UMLAUT, vowel)


def load(path: Path, abroad: Path) -> Pinyin:
    """The tables in two files; raises `ReferenceDataError` naming the line that cannot be read."""
    readings: defaultdict[str, list[str]] = defaultdict(list)
    surnames: set[str] = set()
    rows = [
        (number, line.split("\t"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line and not line.startswith("#")
    ]
    for number, cells in rows:
        if tuple(cells) == COLUMNS:
            continue
        if len(cells) != len(COLUMNS) or cells[0] not in {SURNAME, MAIN, OTHER}:
            message = f"{path}:{number}: not a row of {', '.join(COLUMNS)}"
            raise ReferenceDataError(message)
        kind, syllable, characters = cells
        if kind == SURNAME:
            surnames.update(characters.split(" ") if " " in characters else characters)
        for char in characters if kind == MAIN else "":
            readings[char].insert(0, syllable)
        for char in characters if kind == OTHER else "":
            readings[char].append(syllable)
    found = {char: tuple(row) for char, row in readings.items()}
    syllables = {spelling for row in found.values() for reading in row for spelling in _spellings(reading)}
    return Pinyin(found, frozenset(surnames), frozenset(syllables), dict(_pairs(abroad)))


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if line.startswith("#") or cells[0] == COLUMNS_ABROAD[0]:
            continue
        if len(cells) != len(COLUMNS_ABROAD):
            message = f"{path}:{number}: not a row of {', '.join(COLUMNS_ABROAD)}"
            raise ReferenceDataError(message)
        yield cells[0], cells[1]
