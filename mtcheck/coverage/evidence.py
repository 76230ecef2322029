"""What speaks for and against a gap's being a fault: small signs, none of which is enough, that add up.

Their weights are in `references/coverage.toml`, learned by `scripts/train_coverage.py` from good translations, and
from the same with a word taken out or put in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mtcheck.article import Text
from mtcheck.coverage.gaps import Gap, expected
from mtcheck.coverage.residue import Residue
from mtcheck.dictionaries import dictionary
from mtcheck.errors import ReferenceDataError
from mtcheck.light_words import is_generic, modifier_endings
from mtcheck.resources import references_folder
from mtcheck.text import seams
from mtcheck.text.words import fold

# Words on either side of where a counterpart should stand that are looked through for it, and joints that may be torn.
WINDOW, AROUND = 3, 2
# A joint that no sentence has; what is known of none. Signs count within these bounds.
WHOLE, SUREST = -3.0, 4.0
FEWEST_GAINED, MOST_GAINED, MOST_COUNTED = -0.6, 1.2, 3.0
FEATURES = (
    "gain", "clean", "open", "open_near", "joined", "many", "single", "generic", "capital", "like_any", "covered",
    "covered_other", "torn", "torn_any", "verbless", "noun", "verb", "modifier", "adverb", "attributive", "two",
    "hyphen", "pronoun",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Joints:
    """How likely a sentence has lost a word behind each of its words (-1: before).

    And whether it has no verb, and whether it has a pronoun.
    """

    torn: Mapping[int, float]
    verbless: bool = False
    pronouns: bool = False


def joints_of(text: Text) -> Joints:
    """The joints of a text of the article, looked at once."""
    return text.once("joints", lambda: joints(text))


def joints(text: Text) -> Joints:
    """The joints of a sentence; none where its language has no model of them."""
    code = text.language.code
    model = seams.seams(code)
    if model is None:
        return Joints({})
    tokens = model.tokens(text.text, text.words, dictionary(code, model.dictionary).kinds_of)
    return Joints(
        model.scores(tokens),
        not any(token.kind in model.finite for token in tokens),
        any(token.own in model.pronouns for token in tokens),
    )


def evidence(left: Residue, gap: Gap, gain: float, translation: Joints) -> dict[str, float]:
    """The features of a gap; `gain` is by how much the sides are more alike without it."""
    side, other = gap.side, gap.other
    size = len(gap.places)
    loose, loose_there = left.open[side.text.side], left.open[other.text.side]
    near = expected(gap)
    mine = [side.words[place].text for place in gap.places]
    code = side.text.language.code
    content, content_there = len(side.content), max(1, len(other.content))
    words = dictionary(code, other.text.language.code)
    kinds = [words.kind(word) or _guessed(code, word) for word in mine]
    there = translation.torn if other.text.side == "target" else {}
    joined = len(side.open) + len(other.open) - len(loose) - len(loose_there)
    at_place = [v for p, v in there.items() if near is None or near[0] - AROUND <= p < near[1] + AROUND]
    open_near = [p for p in loose_there if near is None or near[0] - WINDOW <= p <= near[1] + WINDOW]
    return {
        "gain": min(MOST_GAINED, max(FEWEST_GAINED, gain * 10)),
        "clean": float(not loose_there),
        "open": min(MOST_COUNTED, len(loose_there)),
        "open_near": min(MOST_COUNTED, len(open_near)),
        "joined": joined / (content + content_there),
        "many": min(MOST_COUNTED, len(loose) - size),
        "single": float(size == 1),
        "two": float(size == 2),
        "generic": sum(is_generic(code, word) for word in mine) / size,
        "capital": sum(word[0].isupper() for word in mine) / size,
        "like_any": sum(loose[place] for place in gap.places) / size,
        "covered": (content - len(loose)) / max(1, content - size),
        "covered_other": 1 - len(loose_there) / content_there,
        "torn": min(SUREST, max(WHOLE, *at_place, WHOLE)),
        "torn_any": min(SUREST, max(WHOLE, *there.values(), WHOLE)),
        "verbless": float(other.text.side == "target" and translation.verbless),
        "noun": kinds.count("nouns") / size,
        "verb": kinds.count("verbs") / size,
        "modifier": kinds.count("modifiers") / size,
        "adverb": float(size == 1 and fold(mine[0]).endswith(modifier_endings(code)[:1])),
        "pronoun": float(other.text.side == "target" and translation.pronouns),
        "hyphen": float(any("-" in word for word in mine)),
        "attributive": float(size == 1 and _attributive(gap, kinds[0])),
    }


def _guessed(code: str, word: str) -> str:
    """The kind of a word that no table has."""
    return "modifiers" if fold(word).endswith(modifier_endings(code)) else ""


def _attributive(gap: Gap, kind: str) -> bool:
    """Whether a word that is no verb stands right before a noun: it describes something that is there without it."""
    side, place = gap.side, gap.places[0]
    if kind == "verbs" or place + 1 >= len(side.words):
        return False
    word, following = side.words[place], side.words[place + 1]
    if side.text.text[word.end : following.start] != " " or following.text[0].isupper():
        return False
    words = dictionary(side.text.language.code, gap.other.text.language.code)
    return words.kind(following.text) == "nouns"


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What the signs weigh; a gap whose sum is above `least` is a fault."""

    bias: float
    least: float
    signs: Mapping[str, float]

    def excess(self, values: Mapping[str, float]) -> float:
        """By how much the sum of the signs is above the least that counts."""
        return self.bias + sum(weight * values[sign] for sign, weight in self.signs.items()) - self.least


@cache
def weights() -> tuple[Weights, Weights]:
    """For omissions and for additions."""
    return load(references_folder() / "coverage.toml")


def load(path: Path) -> tuple[Weights, Weights]:
    """The weights of a file; raises `ReferenceDataError` naming it."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        omitted, added = (
            Weights(
                float(data[name]["bias"]),
                float(data[name]["least"]),
                {sign: float(value) for sign, value in data[name]["signs"].items()},
            )
            for name in ("omitted", "added")
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"{path}: {error}"
        raise ReferenceDataError(message) from error
    for one in (omitted, added):
        for sign in sorted(one.signs.keys() - set(FEATURES)):
            message = f"{path}: unknown sign {sign!r}"
            raise ReferenceDataError(message)
    return omitted, added
