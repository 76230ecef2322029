"""Whether a Latin name can be a Cyrillic one: a learned transliteration score for names that no table knows.

The model is a conditional random field over alignments of two spellings (McCallum, Bellare and Pereira, "A conditional
random field for discriminatively-trained finite-state string edit distance", UAI 2005). Both are cut into chunks of up
to four Latin and two Cyrillic letters; a pair of chunks has a weight, and further ones for the letters around it, so
that "c" is к before "a" and ч before "i". The log-odds that two names are one are the logarithm of the sum over all
alignments in a band. Weights are learned from pairs by `scripts/train_transliteration.py`.

A spelling taken straight from Cyrillic ("Uitkoff" for Уиткофф) scores high, as it should: which of the possible
spellings is the attested one, only a gazetteer knows.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mtcheck.errors import ReferenceDataError
from mtcheck.text.words import fold

EDGE = "$"  # stands for the letter before the first and after the last
BAND = 3.0  # how far an alignment may leave the diagonal, in letters of the longer spelling
LARGEST = 4  # Latin letters of a chunk
LONGEST = 40  # letters of a name that count
COLUMNS = ("latin", "cyrillic", "weight", "next_latin", "previous_latin", "next_cyrillic", "previous_cyrillic")
LENGTH, ENDING, INFLECTED = "(letters)", "(ending)", "(inflected)"  # rows that are no pair of chunks
UNIT = 0.01  # of the weights in the table

_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюя")
_LATIN_KIN = str.maketrans({"ə": "e", "þ": "th", "ð": "d"})
_CYRILLIC_KIN = str.maketrans(
    {"і": "и", "ї": "и", "є": "е", "ґ": "г", "ў": "у", "ү": "у", "ұ": "у", "ө": "о", "ә": "а", "қ": "к", "ғ": "г"}
    | {"ң": "н", "һ": "х", "ј": "й", "љ": "л", "њ": "н", "ћ": "ч", "ђ": "дж", "џ": "дж", "ќ": "к", "ѓ": "г"}
)
_SURE, _HOPELESS = 3.0, -14.0  # log-odds above and below which no other reading of the ending is tried
_LIMIT = 12.0  # largest weight of a step, so that products of steps stay finite


class Step(NamedTuple):
    """A pair of chunks: its odds, and the factors that letters around it put to them."""

    odds: float
    next_latin: Mapping[str, float]
    previous_latin: Mapping[str, float]
    next_cyrillic: Mapping[str, float]
    previous_cyrillic: Mapping[str, float]


class _Latin(NamedTuple):
    """A Latin spelling made ready: its letters between edges, and for each place the chunks that end there."""

    letters: str
    chunks: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class TransliterationModel:
    """Weights that say how likely a Latin spelling is one of a Cyrillic name.

    `steps` maps Cyrillic chunks to Latin chunks to steps; `lengths` maps the letters of both names together to
    log-odds; `endings` maps endings of inflected names to what may stand in their place in the nominative; `inflected`
    is added to the log-odds of a name read as inflected.
    """

    steps: Mapping[str, Mapping[str, Step]]
    lengths: Mapping[int, float]
    endings: Mapping[str, tuple[str, ...]]
    inflected: float

    def score(self, cyrillic: str, latin: str) -> float:
        """Probability-like score in [0, 1] that the Latin token is the Cyrillic name; 0 where either has no letters.

        Case, diacritics, hyphens and apostrophes do not count. Up to three letters of an inflectional ending are tried
        without or with the nominative in their place; the best reading wins.
        """
        odds = self.log_odds(cyrillic_letters(cyrillic), latin_letters(latin))
        return 1 / (1 + math.exp(-odds)) if odds > -500 else 0.0

    def best(self, cyrillic: str, candidates: Sequence[str]) -> tuple[int, float]:
        """Place and score of the candidate that fits best, the first of equals; (-1, 0.0) where there is none."""
        scores = [self.score(cyrillic, candidate) for candidate in candidates]
        return max(enumerate(scores), key=lambda pair: pair[1], default=(-1, 0.0))

    def log_odds(self, cyrillic: str, latin: str) -> float:
        """The same as log-odds, of spellings in plain letters; -inf where no alignment is possible."""
        if not cyrillic or not latin:
            return -math.inf
        chunks = (tuple(latin[i - a : i] for a in range(min(i, LARGEST) + 1)) for i in range(len(latin) + 1))
        ready = _Latin(f"{EDGE}{latin}{EDGE}", tuple(chunks))
        columns: list[list[float]] = []
        self._extend(columns, cyrillic, ready, len(cyrillic))
        best = self._final(columns, len(cyrillic), len(latin))
        if _HOPELESS < best < _SURE:
            for reading in self.readings(cyrillic):
                other = columns[: _shared(reading, cyrillic)]
                self._extend(other, reading, ready, len(cyrillic))
                best = max(best, self._final(other, len(reading), len(latin)) + self.inflected)
        return best

    def readings(self, cyrillic: str) -> Iterator[str]:
        """Nominatives that a name may be an oblique case of, three letters at least."""
        for size in (1, 2, 3):
            stem, ending = cyrillic[:-size], cyrillic[-size:]
            if len(stem) >= 3:
                for nominative in self.endings.get(ending, ()):
                    yield stem + nominative

    def _final(self, columns: Sequence[Sequence[float]], cyrillic: int, latin: int) -> float:
        total = columns[-1][latin]
        if total <= 0:
            return -math.inf
        return math.log(total) + self.lengths.get(min(cyrillic + latin, max(self.lengths, default=0)), 0.0)

    def _extend(self, columns: list[list[float]], cyrillic: str, latin: _Latin, usual: int) -> None:
        """Add the missing columns of an alignment: cell i of column j sums what aligns i Latin with j Cyrillic letters.

        The band is that of a token of the usual length, so that its readings can share columns with it.
        """
        letters, chunks = latin
        size = len(chunks) - 1
        bounded = f"{EDGE}{cyrillic}{EDGE}"
        reach = BAND * max(size, usual)
        for j in range(len(columns), len(cyrillic) + 1):
            following = bounded[j + 1]
            sources = []
            for width in range(min(j, 2) + 1):
                options = self.steps.get(cyrillic[j - width : j])
                if options:
                    sources.append((options, columns[j - width] if width else None, bounded[j - width]))
            column = [0.0] * (size + 1)
            if j == 0:
                column[0] = 1.0
            low = max(math.ceil((j * size - reach) / usual), 0)
            high = min(math.floor((j * size + reach) / usual), size)
            for i in range(low, high + 1):
                total = column[i]
                after = letters[i + 1]
                for options, source, before in sources:
                    values = column if source is None else source
                    for a, chunk in enumerate(chunks[i]):
                        value = values[i - a]
                        if value and (step := options.get(chunk)):
                            total += (
                                value
                                * step[0]
                                * step[1].get(after, 1.0)
                                * step[2].get(letters[i - a], 1.0)
                                * step[3].get(following, 1.0)
                                * step[4].get(before, 1.0)
                            )
                column[i] = total
            columns.append(column)


def latin_letters(text: str) -> str:
    """The letters a-z of a token, folded; marks, hyphens, apostrophes and other scripts are left out."""
    return _letters(text, _LATIN, _LATIN_KIN)


def cyrillic_letters(text: str) -> str:
    """The Russian letters of a token, folded, with those of kindred alphabets put into Russian ones."""
    return _letters(text, _CYRILLIC, _CYRILLIC_KIN)


def load(path: Path) -> TransliterationModel:
    """The model in a table; raises `ReferenceDataError` where a row is malformed."""
    steps: dict[str, dict[str, Step]] = {}
    lengths: dict[int, float] = {}
    endings: dict[str, tuple[str, ...]] = {}
    inflected = 0.0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        try:
            if tuple(cells) == COLUMNS:
                continue
            if cells[0] == LENGTH:
                lengths[int(cells[1])] = int(cells[2]) * UNIT
            elif cells[0] == ENDING:
                endings[cells[1]] = tuple("" if form == "-" else form for form in cells[2].split(" "))
            elif cells[0] == INFLECTED:
                inflected = int(cells[2]) * UNIT
            else:
                latin, cyrillic, weight, *contexts = cells
                odds = math.exp(max(-_LIMIT, min(_LIMIT, int(weight) * UNIT)))
                next_latin, previous_latin, next_cyrillic, previous_cyrillic = (_factors(cell) for cell in contexts)
                step = Step(odds, next_latin, previous_latin, next_cyrillic, previous_cyrillic)
                steps.setdefault(cyrillic, {})[latin] = step
        except (IndexError, ValueError) as error:
            message = f"{path}:{number}: not a row of a transliteration table"
            raise ReferenceDataError(message) from error
    return TransliterationModel(steps, lengths, endings, inflected)


def _factors(cell: str) -> dict[str, float]:
    """Factors by letter, written as letters with whole weights behind them: "a12o-7"."""
    found: dict[str, float] = {}
    start = 0
    for end in range(1, len(cell) + 1):
        if end == len(cell) or not (cell[end].isdigit() or cell[end] == "-"):
            found[cell[start]] = math.exp(int(cell[start + 1 : end]) * UNIT)
            start = end
    return found


def _letters(text: str, alphabet: frozenset[str], kin: Mapping[int, str]) -> str:
    folded = fold(text if text.isascii() else unicodedata.normalize("NFC", text)).translate(kin)
    return "".join(char for char in folded if char in alphabet)[:LONGEST]


def _shared(reading: str, word: str) -> int:
    """Number of columns of a word that hold for a reading too: a column looks one letter ahead."""
    count = 0
    while count < len(reading) and count < len(word) and reading[count] == word[count]:
        count += 1
    return count
