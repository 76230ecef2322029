"""Negations that only one side has.

Negators of both sides are counted, with all that may stand for one in a free translation. Where one side has more, the
encoder decides: the pair must be more alike without the negator. It is taken out of the side that has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from mtcheck.article import Article, Pair
from mtcheck.dictionaries import dictionary
from mtcheck.finding import Side
from mtcheck.polarity.likeness import Variant, gains
from mtcheck.polarity.reading import Reading, affirmed, reading
from mtcheck.text.cues import Cue
from mtcheck.text.polarity_words import DENIED, LOOKING, NEGATIVE, OUTRIGHT, PolarityWords, polarity_words
from mtcheck.text.words import fold

# Below this cosine a pair may be misaligned.
UNLIKE = 0.3
# How surely the counts speak: there is nothing like a negation on the other side; something implies one; as many.
Sureness = Literal["clear", "implied", "even"]
# How much more alike the pair must be without the negator, by the side that has it (measured on human translations).
GAINS: dict[tuple[Side, Sureness], float] = {
    ("target", "clear"): 0.001,
    ("target", "implied"): 0.014,
    ("target", "even"): 0.024,
    ("source", "clear"): 0.014,
    ("source", "implied"): 0.02,
    ("source", "even"): 0.028,
}
# A verb that denies against one that asserts needs none.
SURE = -1.0
# Without its negation a word of negative meaning is hardly more alike: the encoder sees the word.
DOUBLED = -0.02
# A gain for each faint sign of a negation on the other side.
FAINT = 0.0015
MOST_FAINT = 2
# Words behind a negator among which stands what it negates.
BEHIND = 3
# Negators of one pair; with more of them nothing is sure.
MOST = 4


@dataclass(frozen=True, slots=True)
class Turned:
    """A negator that the other side lacks. `gain` None: there is no encoder for these languages."""

    pair: Pair
    side: Side
    cue: Cue
    gain: float | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    variant: Variant
    side: Side
    cue: Cue
    sureness: Sureness
    needed: float


def turned(article: Article) -> Iterator[Turned]:
    """The negators that are surely one side's alone, at most one a pair."""
    found = _asked(article)
    best: dict[int, Turned] = {}
    for one, gain in zip(found, gains(article, [one.variant for one in found]), strict=True):
        if gain is None and (one.sureness != "clear" or one.needed > GAINS[one.side, one.sureness]):
            continue
        if gain is not None and gain <= one.needed:
            continue
        known = best.get(one.variant.pair.index)
        if known is None or (gain or 0.0) > (known.gain or 0.0):
            best[one.variant.pair.index] = Turned(one.variant.pair, one.side, one.cue, gain)
    yield from best.values()


def variants(article: Article) -> list[Variant]:
    """What the encoder will be asked."""
    return [one.variant for one in _asked(article)]


def _asked(article: Article) -> list[_Candidate]:
    language = article.source_language
    source = polarity_words(language.code) if language else None
    target = polarity_words(article.target_language.code)
    if source is None or target is None:
        return []
    key = ("polarity-negations",)
    if key not in article.kept:
        article.kept[key] = [one for pair in article.pairs for one in _candidates(article, pair, source, target)]
    return cast("list[_Candidate]", article.kept[key])


def _candidates(article: Article, pair: Pair, source: PolarityWords, target: PolarityWords) -> Iterator[_Candidate]:
    if pair.source is None or pair.target is None or (pair.similarity is not None and pair.similarity < UNLIKE):
        return
    ours, theirs = reading(article, pair.source, source), reading(article, pair.target, target)
    if not (ours.negators or theirs.negators or ours.denials or theirs.denials):
        return
    if len(ours.negators) > MOST or len(theirs.negators) > MOST:
        return
    sides: tuple[tuple[Side, Reading, Reading], ...] = (("target", theirs, ours), ("source", ours, theirs))
    for side, one, other in sides:
        found = _surplus(one, other)
        if found is None:
            continue
        sureness, cues = found
        for cue in cues:
            needed = _needed(pair, side, cue, sureness, one, other)
            if needed is None:
                continue
            if side == "source":
                variant = Variant(pair, affirmed(pair.source.text, cue, source), pair.target.text)
            else:
                variant = Variant(pair, pair.source.text, affirmed(pair.target.text, cue, target))
            yield _Candidate(variant, side, cue, sureness, needed)


def _needed(pair: Pair, side: Side, cue: Cue, sureness: Sureness, one: Reading, other: Reading) -> float | None:
    """How much more alike the pair must be without a negator; None where nothing can be said."""
    said = _counterparts(pair, side, cue)
    # "Did not lose" against "потеряла": the very word that implies a negation is what is negated.
    itself = bool(said and said & other.implying) and not (other.negators or other.concords)
    if sureness != "clear" and (said == frozenset() or (itself and len(other.implying) > 1)):
        return None
    if sureness == "clear" and cue in one.denials:
        return SURE
    if itself or (sureness == "clear" and one.doubled.get(cue) in OUTRIGHT and other.weak[one.doubled[cue]]):
        return DOUBLED
    # Where no encoder can weigh them, faint signs that both sides have are each other's translation.
    faint = other.faint if pair.similarity is not None else max(0, other.faint - one.faint)
    return GAINS[side, sureness] + FAINT * min(MOST_FAINT, faint)


def _counterparts(pair: Pair, side: Side, cue: Cue) -> frozenset[int] | None:
    """Where words of the other side begin that render what is negated; None where the dictionary cannot tell.

    Where nothing does, the other side says it in other words, which may well mean the contrary.
    """
    assert pair.source is not None
    assert pair.target is not None
    one, other = (pair.source, pair.target) if side == "source" else (pair.target, pair.source)
    renderings = dictionary(one.language.code, other.language.code)
    behind = [word for word in one.words if word.start >= cue.end][:BEHIND]
    said = next((word for word in behind if fold(word.text) not in one.language.function_words), None)
    if said is None or said.text not in renderings:
        return None
    found = renderings.places(said.text, renderings.index([word.text for word in other.words]))
    return frozenset(other.words[place].start for place in found)


def _surplus(one: Reading, other: Reading) -> tuple[Sureness, Sequence[Cue]] | None:
    """Whether `one` may have a negator that `other` lacks, and which."""
    weak = other.weak - one.weak
    implied = sum(weak.values())
    # A negated word of negative meaning may be rendered without either: "не отказался", "agreed".
    loose = [cue for cue, concept in one.doubled.items() if not (other.weak[concept] or _alone(concept, one, other))]
    if any(not other.weak[concept] and cue not in loose for cue, concept in one.doubled.items()):
        implied -= 1
    least = len(one.negators) - len(loose)
    most = len(other.negators) + min(1, other.concords)
    cues = [cue for cue in one.negators if cue not in loose]
    if (
        one.denials
        and other.asserting
        and not (one.negators or other.negators or other.concords or (NEGATIVE | {LOOKING}) & set(weak))
    ):
        return ("clear", one.denials) if not other.weak[DENIED] else None
    if least > most + implied:
        return ("clear" if not most + implied else "implied"), cues
    if cues and (least > len(other.negators) or other.negators):
        return "even", cues
    return None


def _alone(concept: str, one: Reading, other: Reading) -> bool:
    """Whether a word of negative meaning can only be rendered by one of another concept: "verzichten", "do without"."""
    return concept in NEGATIVE and all(
        sum(read.weak[kind] for kind in NEGATIVE & set(read.weak)) == 1 for read in (one, other)
    )
