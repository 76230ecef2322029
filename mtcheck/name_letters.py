"""How a name of the source is known again by its letters, in the same script or through a transliteration model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from mtcheck.article import Article, Pair
from mtcheck.languages import Language
from mtcheck.resources import references_folder
from mtcheck.source_names import SourceName
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.transliteration import TransliterationModel, load
from mtcheck.text.words import fold, is_capitalised

# Score of the transliteration model from which a word can be the name.
POSSIBLE = 0.05
# Share of letters from which a word is the name, if spelled wrongly: whatever is wrong then, it is not missing.
ALIKE, SAME = 0.72, 0.85
# Letters of what is left of a name without the ending of an adjective.
SHORTEST = 4


def comparable(source: Language, target: Language) -> bool:
    """Whether the letters of a name can be compared: the same script, or a model between them."""
    return source.script == target.script or any(_models(source, target))


def bases(key: str, language: Language) -> Iterator[str]:
    """A word, and the name from which it may be derived: Стокгольмском, Стокгольм."""
    yield key
    stem = language.stem(key)
    for suffix in language.relational:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= SHORTEST:
            yield stem.removesuffix(suffix)


def by_letters(key: str, parts: Mapping[str, bool], source: Language, target: Language) -> bool:
    """Whether a word is spelled like the key: one with a capital roughly, "again" is not Гагарина."""
    romanised = romanise(key, source.romanisation)
    if any(spelling(romanised, part) >= (ALIKE if capital else SAME) for part, capital in parts.items()):
        return True
    forwards, backwards = _models(source, target)
    named = [part for part, capital in parts.items() if capital]
    if forwards is not None and max(forwards.scores(key, named), default=0.0) >= POSSIBLE:
        return True
    return backwards is not None and any(backwards.score(part, key) >= POSSIBLE for part in named)


def counterpart(article: Article, pair: Pair, name: SourceName) -> list[tuple[int, int]]:
    """Where in the pair's translation a word sounds like a name in no table: the likeliest, or none."""
    if pair.target is None or article.source_language is None:
        return []
    source, target = article.source_language, article.target_language
    found: dict[tuple[int, int], float] = {}
    for word in pair.target.words:
        if not is_capitalised(word.text):
            continue
        score = max((sounds(key, word.text, source, target) for key in name.keys), default=0.0)
        if score >= ALIKE:
            found[word.start, word.end] = score
    best = max(found.values(), default=0.0)
    return [place for place, score in found.items() if score == best][:1]


def sounds(key: str, word: str, source: Language, target: Language) -> float:
    """How much a word sounds like one of a name, in [0, 1]: the share of letters or the model's score."""
    forwards, backwards = _models(source, target)
    likeness = spelling(romanise(key, source.romanisation), fold(word))
    return max(
        likeness, forwards.score(key, word) if forwards else 0.0, backwards.score(word, key) if backwards else 0.0
    )


def _models(source: Language, target: Language) -> tuple[TransliterationModel | None, TransliterationModel | None]:
    """Models for names of the source in the target's script, and the other way round."""
    return transliteration(source.code, target.script), transliteration(target.code, source.script)


@cache
def transliteration(source: str, script: str) -> TransliterationModel | None:
    """The transliteration model for names of a language in a script, None where there is none."""
    path = references_folder() / "transliteration" / f"{source}-Latn.tsv"
    return load(path) if script == "Latin" and path.is_file() else None
