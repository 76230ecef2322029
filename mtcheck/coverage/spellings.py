"""Words of two languages that are spelled alike: names that no table knows, loans, words of one origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel

from mtcheck.languages import Language, language
from mtcheck.text.similarity import romanise
from mtcheck.text.words import fold

# Share of letters from which two words count as one; capitalised ones may be names, which change more.
ALIKE, ALIKE_NAMES, ALIKE_SHORT = 0.7, 0.58, 0.8
SHORT = 4
# Words with as many first letters in common are of one origin, whatever their endings.
ORIGIN, ORIGIN_LIKENESS = 4, 0.8


def cognates(
    left: Sequence[str], right: Sequence[str], source: Language, target: Language
) -> Iterator[tuple[int, int, float]]:
    """Pairs of places with how alike their words are."""
    theirs = [(place, word, _letters(target.code, word)) for place, word in enumerate(right)]
    for place, word in enumerate(left):
        mine = _letters(source.code, word)
        capital = word[0].isupper()
        for other, form, spelled in theirs:
            alike = Indel.normalized_similarity(mine, spelled)
            if alike < ALIKE_NAMES:
                if len(mine) >= ORIGIN and mine[:ORIGIN] == spelled[:ORIGIN]:
                    yield place, other, ORIGIN_LIKENESS
                continue
            enough = ALIKE_SHORT if len(mine) < SHORT else ALIKE_NAMES if capital and form[0].isupper() else ALIKE
            if alike >= enough or (len(mine) >= ORIGIN and mine[:ORIGIN] == spelled[:ORIGIN]):
                yield place, other, alike


@lru_cache(maxsize=1 << 14)
def _letters(code: str, word: str) -> str:
    """A word in Latin letters, without its ending where the language has cases."""
    known = language(code)
    if not known.romanisation:
        return fold(word)
    return romanise(known.stem(word), known.romanisation)
