"""Whether a Latin name can be a Cyrillic one: a learned transliteration score for names that no table knows.

Two spellings are aligned in chunks of letters with the weights of a conditional random field over alignments (McCallum,
Bellare and Pereira, "A conditional random field for discriminatively-trained finite-state string edit distance", UAI
2005), and a small network judges the alignment as a whole. Both are learned from pairs of names by
`scripts/train_transliteration.py`.

A spelling taken straight from Cyrillic ("Uitkoff" for Уиткофф) scores high, as it should: which of the possible
spellings is the attested one, `mtcheck.text.romanisation_round_trip` guesses and a gazetteer knows.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mtcheck.errors import ReferenceDataError
from mtcheck.text.romanisation_alignment import Aligner, Alignment, Chunks
from mtcheck.text.romanisation_network import Network, network
from mtcheck.text.romanisation_sounds import likeness
from mtcheck.text.words import fold

LONGEST = 40  # letters of a name that count
UNLIKE = 0.7  # spellings with less in common, of 2, are not aligned
COLUMNS = ("latin", "cyrillic", "weight", "vector")
# Rows that are no pair of chunks. An alphabet and its kin, letters that are read as others, say what a language writes.
ALPHABET, KIN, ENDING, INFLECTED, LAYER = "(alphabet)", "(kin)", "(ending)", "(inflected)", "(layer)"
EDGES = ("(padding)", "(start)", "(end)")
UNIT = 0.001  # of the weights in the table

_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")
_LATIN_KIN = {"ə": "e", "þ": "th", "ð": "d"}
RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
RUSSIAN_KIN = (
    {"і": "и", "ї": "и", "є": "е", "ґ": "г", "ў": "у", "ү": "у", "ұ": "у", "ө": "о", "ә": "а", "қ": "к", "ғ": "г"}
    | {"ң": "н", "һ": "х", "ј": "й", "љ": "л", "њ": "н", "ћ": "ч", "ђ": "дж", "џ": "дж", "ќ": "к", "ѓ": "г"}
)  # fmt: skip
_SHORTEST_STEM = 3  # letters before an ending
POSSIBLE = -1.0  # log-odds that an alignment alone can give
_SURE = 3.0  # log-odds above which no other reading of the ending is tried


@dataclass(frozen=True, slots=True, eq=False)
class TransliterationModel:
    """What says how likely a Latin spelling is one of a Cyrillic name.

    `chunks` are weights and numbers of pairs of chunks; `endings` maps endings of inflected names to what may stand in
    their place in the nominative; `inflected` is added to the log-odds of a name read as inflected; `alphabet` and
    `kin` say which letters a name is made of.
    """

    chunks: Chunks
    network: Network
    endings: Mapping[str, tuple[str, ...]]
    inflected: float
    alphabet: str
    kin: Mapping[str, str]

    def score(self, cyrillic: str, latin: str) -> float:
        """Probability-like score in [0, 1] that the Latin token is the Cyrillic name; 0 where either has no letters.

        Case, diacritics, hyphens and apostrophes do not count. Up to three letters of an inflectional ending are tried
        without or with the nominative in their place; the best reading wins.
        """
        return _share(_odds(self, self.letters(cyrillic), latin_letters(latin)))

    def scores(self, cyrillic: str, candidates: Sequence[str]) -> list[float]:
        """The score of each candidate; quicker than one by one."""
        word = self.letters(cyrillic)
        spellings = [latin_letters(candidate) for candidate in candidates]
        odds = dict(zip(dict.fromkeys(spellings), self.log_odds(word, list(dict.fromkeys(spellings))), strict=True))
        return [_share(odds[spelling]) for spelling in spellings]

    def best(self, cyrillic: str, candidates: Sequence[str]) -> tuple[int, float]:
        """Place and score of the candidate that fits best, the first of equals; (-1, 0.0) where there is none."""
        return max(enumerate(self.scores(cyrillic, candidates)), key=lambda pair: pair[1], default=(-1, 0.0))

    def log_odds(self, word: str, spellings: Sequence[str]) -> list[float]:
        """The same as log-odds, of spellings in plain letters; -inf where no alignment is worth looking at."""
        found = [-math.inf] * len(spellings)
        near = [place for place, latin in enumerate(spellings) if word and latin and likeness(word, latin) >= UNLIKE]
        if not near:
            return found
        aligner = Aligner(word, list(self.readings(word)), self.chunks)
        self._judge(found, near, [aligner.align(spellings[place]) for place in near], word, spellings, 0.0)
        unsure = [place for place in near if found[place] < _SURE]
        variants = [aligner.align_variant(spellings[place]) for place in unsure]
        self._judge(found, unsure, variants, word, spellings, self.inflected)
        return found

    def _judge(
        self,
        found: list[float],
        places: Sequence[int],
        alignments: Sequence[Alignment | None],
        word: str,
        spellings: Sequence[str],
        cost: float,
    ) -> None:
        """Raise the log-odds at these places to what the network makes of the alignments, where it is more."""
        rows = [(place, alignment) for place, alignment in zip(places, alignments, strict=True) if alignment]
        lengths = [len(word) + len(spellings[place]) for place, _ in rows]
        judged = self.network.log_odds([alignment for _, alignment in rows], lengths)
        for (place, alignment), odds in zip(rows, judged, strict=True):
            # The network knows near names apart, and is harsh to odd spellings; a fair alignment keeps them possible.
            found[place] = max(found[place], odds + cost, min(alignment.weight - 2.0, POSSIBLE))

    def letters(self, text: str) -> str:
        """The letters of a token that the table knows, folded, with those of kindred alphabets put into them."""
        return _letters(text, frozenset(self.alphabet), self.kin)

    def readings(self, word: str) -> Iterator[str]:
        """Nominatives that a name may be an oblique case of, three letters at least."""
        for size in (1, 2, 3):
            stem, ending = word[:-size], word[-size:]
            if len(stem) >= _SHORTEST_STEM:
                for nominative in self.endings.get(ending, ()):
                    yield stem + nominative


@lru_cache(maxsize=1 << 15)
def _odds(model: TransliterationModel, word: str, spelling: str) -> float:
    """The log-odds of one spelling; the same words meet again and again."""
    return model.log_odds(word, [spelling])[0]


@lru_cache(maxsize=4096)
def latin_letters(text: str) -> str:
    """The letters a-z of a token, folded; marks, hyphens, apostrophes and other scripts are left out."""
    return _letters(text, _LATIN, _LATIN_KIN)


def cyrillic_letters(text: str) -> str:
    """The Russian letters of a token, folded, with those of kindred alphabets put into Russian ones."""
    return _letters(text, frozenset(RUSSIAN), RUSSIAN_KIN)


def load(path: Path) -> TransliterationModel:
    """The model in a table; raises `ReferenceDataError` where a row is malformed."""
    chunks: defaultdict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
    vectors: list[list[float]] = []
    rows: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    layers: defaultdict[str, list[list[float]]] = defaultdict(list)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        try:
            first, second, third, fourth = line.split("\t")
            if first == LAYER:
                layers[second].append(_numbers(fourth))
            elif first.startswith("("):
                rows[first].append((second, third, fourth))
            elif first != COLUMNS[0]:
                chunks[second][first] = int(third) * UNIT, len(vectors)
                vectors.append(_numbers(fourth))
        except ValueError as error:
            message = f"{path}:{number}: not a row of a transliteration table"
            raise ReferenceDataError(message) from error
    try:
        edges = [_numbers(rows[edge][0][2]) for edge in EDGES]
        return TransliterationModel(
            chunks,
            network({**layers, "vectors": [*edges, *vectors]}),
            {
                form: tuple("" if x == "-" else x for x in nominatives.split(" "))
                for form, nominatives, _ in rows[ENDING]
            },
            int(rows[INFLECTED][0][1]) * UNIT,
            rows[ALPHABET][0][0],
            {letter: other for letter, other, _ in rows[KIN]},
        )
    except (IndexError, KeyError, ValueError) as error:
        message = f"{path}: not a whole transliteration table"
        raise ReferenceDataError(message) from error


def _numbers(cell: str) -> list[float]:
    return [int(number) * UNIT for number in cell.split(" ")]


def _letters(text: str, alphabet: frozenset[str], kin: Mapping[str, str]) -> str:
    folded = fold(text if text.isascii() else unicodedata.normalize("NFC", text))
    plain = "".join(kin.get(char, char) for char in folded)
    return "".join(char for char in plain if char in alphabet)[:LONGEST]


def _share(odds: float) -> float:
    return 1 / (1 + math.exp(-odds)) if odds > -500 else 0.0
