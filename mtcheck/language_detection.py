"""The language of a text: by script, letters or common words, else by langdetect (Nakatani Shuyo's n-gram profiles)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck.cache import read_toml
from mtcheck.resources import references_folder
from mtcheck.text import scripts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_CODES = (
    "ru uk en de fr es it pl pt zh ja ko ar tr nl cs sv da no fi ro hu bg hr el he fa sk sl et lv lt vi id th hi ca"
)
SUPPORTED = frozenset(_CODES.split())
"""ISO 639-1 codes of the languages that can be told apart."""

_FEWEST_LETTERS = 20
# What a letter of these scripts is worth: a syllable or a word says more than a letter.
_WORTH = {"Han": 3, "Kana": 2, "Hangul": 2}
# Characters that are read: the beginning, and a piece of the middle in case the page begins in another language.
_FROM_BEGINNING, _FROM_MIDDLE = 1_200, 800
# Japanese prose is about half kana; Chinese that cites a Japanese name has a few.
_LEAST_KANA = 0.1
# langdetect has two profiles of Chinese; the script decides for zh, so that neither is needed.

_PAGE = 200
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS, _PLENTY = 5, 40


@dataclass(frozen=True, slots=True)
class Detection:
    """A language (ISO 639-1), None when the text does not tell, and its probability (0 to 1) among the candidates."""

    lang: str | None
    probability: float


UNKNOWN = Detection(None, 0.0)


def detect(text: str, candidates: Collection[str] = SUPPORTED) -> Detection:
    """The most probable of the candidate languages; the same text always gets the same answer.

    None for texts of fewer than about 20 letters and for scripts that no candidate is written in. The probability
    compares the candidates only: a text in a language that is not among them gets the closest one.
    """
    sample = _sample(text)
    script = _script(sample)
    if script is None:
        return UNKNOWN
    possible = _languages_in(script) & SUPPORTED.intersection(candidates)
    if script == "Han" and not possible:  # a headline in Japanese may have no kana
        possible = SUPPORTED.intersection(candidates) & {"ja"}
    if len(possible) <= 1:
        return Detection(next(iter(possible)), 1.0) if possible else UNKNOWN
    found = _by_letters(sample, possible)
    if found is None:
        hits = _hits(sample, possible)
        found = _by_words(hits) or _by_profiles(sample, tuple(sorted(_narrowed(hits))))
    return found


def _by_letters(text: str, languages: frozenset[str]) -> Detection | None:
    """The one language whose own letters fill a text of some length; None when that does not decide."""
    counts = {lang: sum(map(text.lower().count, _table("own_letters").get(lang, ""))) for lang in languages}
    ranking = sorted(counts, key=lambda lang: -counts[lang])
    best, second = counts[ranking[0]], counts[ranking[1]]
    enough = len(text) >= _PAGE and best >= len(text) / 100
    return Detection(ranking[0], 1.0) if enough and second * 50 < best else None


def _hits(text: str, languages: frozenset[str]) -> dict[str, int]:
    """How many words of a text are among the common ones of each language."""
    words = Counter(_WORD.findall(text.lower()))
    return {lang: sum(words[word] for word in _table("common_words").get(lang, "").split()) for lang in languages}


def _by_words(hits: Mapping[str, int]) -> Detection | None:
    """The one language whose common words a text is full of, as one of a page is; None when that does not decide."""
    ranking = sorted(hits, key=lambda lang: (-hits[lang], lang))
    best, second = hits[ranking[0]], hits[ranking[1]]
    return Detection(ranking[0], 1.0) if best >= _PLENTY and second * 3 < best else None


def _narrowed(hits: Mapping[str, int]) -> frozenset[str]:
    """The languages whose common words a text is full of; all of them when there are too few words to tell."""
    best = max(hits.values())
    if best < _FEWEST_WORDS:
        return frozenset(hits)
    likely = frozenset(lang for lang in hits if hits[lang] * 2 >= best)
    # One profile alone would be certain of anything, so it gets two to compare with.
    return likely if len(likely) > 1 else frozenset(sorted(hits, key=lambda lang: (-hits[lang], lang))[:3])


@cache
def _table(name: str) -> Mapping[str, Any]:
    """A table of `references/languages/detection.toml`."""
    path = references_folder() / "languages" / "detection.toml"
    table: Mapping[str, Any] = read_toml(path)[name]
    return table


def _sample(text: str) -> str:
    if len(text) <= _FROM_BEGINNING + _FROM_MIDDLE:
        return text
    middle = max(_FROM_BEGINNING, len(text) // 2)
    return text[:_FROM_BEGINNING] + "\n" + text[middle : middle + _FROM_MIDDLE]


def _languages_in(script: str) -> frozenset[str]:
    by_script = _table("scripts")
    if script == "Latin":
        return SUPPORTED.difference(*by_script.values())
    return frozenset(by_script.get(script, ()))


def _script(text: str) -> str | None:
    """The script with most letters, Kana standing for Japanese in either; None when there are too few letters."""
    counts = {script: scripts.count(text, script) * _WORTH.get(script, 1) for script in scripts.scripts()}
    if sum(counts.values()) < _FEWEST_LETTERS:
        return None
    han, kana = counts.pop("Han"), counts.pop("Kana")
    counts["Kana" if kana > _LEAST_KANA * (han + kana) else "Han"] = han + kana
    return max(counts, key=lambda script: counts[script])


def _by_profiles(text: str, languages: tuple[str, ...]) -> Detection:
    """The choice of langdetect among languages of one script."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory(languages).create()
    detector.append(text)
    try:
        ranking = detector.get_probabilities()
    except LangDetectException:  # not one n-gram that a profile knows
        return UNKNOWN
    return Detection(str(ranking[0].lang), float(ranking[0].prob)) if ranking else UNKNOWN


@lru_cache(maxsize=32)
def _factory(languages: tuple[str, ...]) -> Any:
    """A detector factory with the profiles of these languages alone: loading all 55 takes most of a second."""
    from langdetect.detector_factory import DetectorFactory

    spec = find_spec("langdetect")
    folder = Path(spec.origin if spec and spec.origin else "").parent / "profiles"
    factory = DetectorFactory()
    # It draws n-grams at random; a seed of its own leaves other users of the library alone.
    factory.set_seed(0)
    factory.load_json_profile([(folder / lang).read_text("utf-8") for lang in languages])
    return factory
