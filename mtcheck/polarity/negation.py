"""Negations that only one side has.

Negators of both sides are counted, with all that may stand for one in a free translation. Where one side has more, the
encoder decides: the pair must be more alike without the negator. It is taken out of the side that has it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from mtcheck.article import Article, Pair, Text
from mtcheck.dictionaries import dictionary
from mtcheck.finding import Side
from mtcheck.light_words import is_light
from mtcheck.likeness import Variant, gains
from mtcheck.polarity.explained import unexplained
from mtcheck.polarity.in_clauses import weighed
from mtcheck.polarity.reading import Reading, affirmed, reading, unmatched, whole
from mtcheck.text.antonym_words import antonym_words
from mtcheck.text.cues import Cue
from mtcheck.text.polarity_words import DENIED, FIRST, LOOKING, NEGATIVE, OUTRIGHT, PolarityWords, polarity_words
from mtcheck.text.words import fold

# Below this cosine a pair may be misaligned.
UNLIKE = 0.3
# Below this cosine a translation is free: it may well affirm what the source negates, and mean the same.
FREE = 0.62
# How surely the counts speak: there is nothing like a negation on the other side; something implies one; as many.
Sureness = Literal["clear", "implied", "even"]
# How much more alike the pair must be without the negator, by the side that has it (measured on human translations).
GAINS: dict[tuple[Side, Sureness], float] = {
    ("target", "clear"): 0.001,
    ("target", "implied"): 0.014,
    ("target", "even"): 0.018,
    ("source", "clear"): 0.014,
    ("source", "implied"): 0.02,
    ("source", "even"): 0.018,
}
# The same for a translation that is as close as most by machines, where nothing on the other side is like a negation.
CLOSE = 0.7
GAINS_OF_CLOSE: dict[Side, float] = {"target": -0.005, "source": 0.004}
# The same for a negator of the source, where no word of either side implies a negation: in a close translation, and
# where a word of the translation renders what is negated, so that only its absence is left to doubt.
PLAIN_OF_CLOSE, SAID = -0.01, -0.02
# The same within its clause, where clauses are so much alike, unless the whole sentence speaks against it. Of 62
# negators that whole sentences do not show, planted into human translations, these find 20, and accuse none of 14.
IN_CLAUSE, ALIKE, UNLIKELY = 0.005, 0.5, -0.005
# A verb that denies against one that asserts needs none.
SURE = -1.0
# Without its negation a word of negative meaning is hardly more alike: the encoder sees the word.
DOUBLED = -0.02
# More where something is there that stands beside negators.
BESIDE = 0.01
# A gain for each faint sign of a negation on the other side.
FAINT = 0.0015
MOST_FAINT = 2
# Concepts whose words are the same statement where only one side negates them.
NEGATIVE_MEANING = NEGATIVE | {"weak.exclude"}
# Words behind a negator among which stands what it negates.
BEHIND = 3
# Negators of one pair; with more of them nothing is sure.
MOST = 4
# Words behind a negator among which stands the word whose opposite says the same.
NEXT = 2


@dataclass(frozen=True, slots=True)
class Turned:
    """A negator that the other side lacks. `gain` None: there is no encoder for these languages."""

    pair: Pair
    side: Side
    cue: Cue
    gain: float | None
    shared: bool = False
    """Whether both sides have a word of the same negative meaning, which only one negates: "nicht aus", "rules out"."""

    @property
    def free(self) -> bool:
        """Whether the translation is free, and no dictionary can tell whether it says what is negated."""
        source, target, likeness = self.pair.source, self.pair.target, self.pair.similarity
        if source is None or target is None or likeness is None:
            return False
        return likeness < FREE and not self.shared and not dictionary(source.language.code, target.language.code)


@dataclass(frozen=True, slots=True)
class _Candidate:
    variant: Variant
    side: Side
    cue: Cue
    sureness: Sureness
    needed: float
    shared: bool


def turned(article: Article) -> Iterator[Turned]:
    """The negators that are surely one side's alone, at most one a pair."""
    found = _asked(article)
    best: dict[int, Turned] = {}
    for one, gain in zip(found, gains(article, [one.variant for one in found]), strict=True):
        if gain is None and (one.sureness != "clear" or one.needed > GAINS[one.side, one.sureness]):
            continue
        if gain is not None and gain <= one.needed and not _clear_in_clause(article, one, gain):
            continue
        known = best.get(one.variant.pair.index)
        if known is None or (gain or 0.0) > (known.gain or 0.0):
            best[one.variant.pair.index] = Turned(one.variant.pair, one.side, one.cue, gain, one.shared)
    yield from best.values()


def _clear_in_clause(article: Article, one: _Candidate, gain: float) -> bool:
    """Whether a negator of the source that nothing answers makes its clause less like the translation."""
    if one.side != "source" or one.sureness != "clear" or gain <= UNLIKELY or article.source_language is None:
        return False
    lexicon = polarity_words(article.source_language.code)
    found = weighed(article, one.variant.pair, one.cue, lexicon) if lexicon else None
    return found is not None and found.gain > IN_CLAUSE and found.likeness > ALIKE


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
        article.kept[key] = [one for pair in article.pairs for one in _candidates(pair, source, target)]
    return cast("list[_Candidate]", article.kept[key])


def _candidates(pair: Pair, source: PolarityWords, target: PolarityWords) -> Iterator[_Candidate]:
    if pair.source is None or pair.target is None or (pair.similarity is not None and pair.similarity < UNLIKE):
        return
    ours, theirs = reading(pair.source, source), reading(pair.target, target)
    if not (ours.negators or theirs.negators or ours.denials or theirs.denials):
        return
    if len(ours.negators) > MOST or len(theirs.negators) > MOST:
        return
    ours, theirs = unexplained(pair, ours, theirs)
    sides: tuple[tuple[Side, Reading, Reading], ...] = (("target", theirs, ours), ("source", ours, theirs))
    lexicons = {"source": source, "target": target}
    for side, one, other in sides:
        found = _surplus(one, other)
        if found is None or _otherwise(one, source, target) != _otherwise(other, source, target):
            continue
        counted, cues = found
        for cue in cues:
            if (FIRST in other.weak or (side == "source" and _has_a_first(pair.target))) and any(
                token.key in lexicons[side].since for token in one.tokens[cue.last :]
            ):
                continue
            sureness: Sureness = "clear" if _undone(cue, one, other) else counted
            needed = _needed(pair, side, cue, sureness, one, other)
            if needed is None or _opposite(pair, side, cue, one, other):
                continue
            if side == "source":
                variant = Variant(pair, affirmed(pair.source.text, cue, source), pair.target.text)
            else:
                variant = Variant(pair, pair.source.text, affirmed(pair.target.text, cue, target))
            yield _Candidate(variant, side, cue, sureness, needed, bool(NEGATIVE_MEANING & set(one.weak & other.weak)))


def _has_a_first(text: Text) -> bool:
    """Whether a text has the ordinal: "the first Frenchwoman since 1989" is "aucune Française depuis 1989"."""
    return any(number.kind == "ordinal" and number.value == 1 for number in text.numbers)


def _otherwise(read: Reading, *lexicons: PolarityWords) -> bool:
    """Whether a text has a word for "if not", beside which the other one may negate the condition itself."""
    return any(token.key in lexicon.otherwise for token in read.tokens for lexicon in lexicons)


def _needed(  # noqa: PLR0911 - each is a reason of its own
    pair: Pair, side: Side, cue: Cue, sureness: Sureness, one: Reading, other: Reading
) -> float | None:
    """How much more alike the pair must be without a negator; None where nothing can be said."""
    said = _counterparts(pair, side, cue)
    # "Did not lose" against "потеряла": the very word that implies a negation is what is negated.
    itself = bool(said and said & other.implying) and not (other.negators or other.concords)
    if sureness != "clear" and _untold(pair, side, sureness, said, one, other, itself=itself):
        return None
    if sureness == "clear" and cue in one.denials:
        return SURE
    if side == "source" and sureness == "clear" and not _undone(cue, one, other):
        # What is negated is said in other words, which may mean the same: "не законченное", "ongoing".
        if said == frozenset() and not _rendered(pair, cue):
            return None
        if said and _plain(cue, one, other):
            return SAID
    if itself or (sureness == "clear" and one.doubled.get(cue) in OUTRIGHT and other.weak[one.doubled[cue]]):
        return DOUBLED
    # Where no encoder can weigh them, faint signs that both sides have are each other's translation.
    faint = other.faint if pair.similarity is not None else max(0, other.faint - one.faint)
    if sureness == "even" and (other.concords or NEGATIVE & set(other.weak - one.weak)):
        # What negates beside a negator, or is one in a phrase that negates nothing, may stand for this one, and so may
        # a verb that says no.
        return GAINS[side, sureness] + BESIDE
    if sureness == "clear" and pair.similarity is not None and pair.similarity >= CLOSE:
        plain = side == "source" and _plain(cue, one, other)
        return PLAIN_OF_CLOSE if plain else GAINS_OF_CLOSE[side] + FAINT * min(MOST_FAINT, faint)
    return GAINS[side, sureness] + FAINT * min(MOST_FAINT, faint)


def _untold(
    pair: Pair,
    side: Side,
    sureness: Sureness,
    said: frozenset[int] | None,
    one: Reading,
    other: Reading,
    *,
    itself: bool,
) -> bool:
    """Whether nothing can be said of a negator, since something on the other side may stand for it."""
    if said == frozenset() or (itself and len(other.implying) > 1):
        return True
    if sureness != "even":
        return False
    # One on each side negates the same, as far as can be told without a dictionary; and where only the other side
    # denies or refuses, that is what is negated here: "lehnte ab", "would not".
    alike = said is None and len(one.negators) == len(other.negators) == 1
    if alike or OUTRIGHT & set(other.weak - one.weak):
        return True
    # What is negated here is negated there, too: whatever the encoder says, it is another negation that differs.
    there = pair.target if side == "source" else pair.source
    return there is not None and any(_negates(there.text, near, said or ()) for near in other.negators)


def _plain(cue: Cue, one: Reading, other: Reading) -> bool:
    """Whether no word of the other side implies a negation that this one lacks, and none such is negated here."""
    return cue not in one.doubled and not (other.weak - one.weak or other.lessened)


def _negates(text: str, cue: Cue, places: Collection[int]) -> bool:
    """Whether a negator stands right before one of the places, or is part of the word there: "can't"."""
    return whole(text, cue)[0] in places or any(0 <= start - cue.end <= len("  ") for start in places)


def _undone(cue: Cue, one: Reading, other: Reading) -> bool:
    """Whether the one word of its negative meaning that is negated here is not there: "не исключил", "ruled out"."""
    concept = one.doubled.get(cue, "")
    return (
        concept in OUTRIGHT
        and one.weak[concept] == other.weak[concept] == 1
        and concept not in other.doubled.values()
        and any(0 <= start - cue.end <= len(" ") for start in one.implying)
        and len(other.negators) < len(one.negators)
        and not (other.concords or unmatched(one, other))
    )


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


def _rendered(pair: Pair, cue: Cue) -> bool:
    """Whether what a negator of the source negates may be rendered: "не стал повышать", "raised"; True if unknown."""
    assert pair.source is not None
    assert pair.target is not None
    code = pair.source.language.code
    renderings = dictionary(code, pair.target.language.code)
    behind = [word.text for word in pair.source.words if word.start >= cue.end][:BEHIND]
    said = next((word for word in behind if not is_light(code, word)), "")
    return said not in renderings or bool(
        renderings.places(said, renderings.index([word.text for word in pair.target.words]))
    )


def _opposite(pair: Pair, side: Side, cue: Cue, one: Reading, other: Reading) -> bool:
    """Whether the other side has the opposite of what is negated instead: "не подчиняется", "flouts"."""
    assert pair.source is not None
    assert pair.target is not None
    texts = (pair.source, pair.target) if side == "source" else (pair.target, pair.source)
    mine, theirs = (antonym_words(text.language.code) for text in texts)
    if mine is None or theirs is None:
        return False
    here = texts[0].once("opposites", lambda: tuple(mine.find(list(one.tokens))))
    there = texts[1].once("opposites", lambda: tuple(theirs.find(list(other.tokens))))
    poles = {pole for pole, _, _ in here}
    said = {pole for pole, _, _ in there}
    turned = {pole for pole, loose, found in here if not loose and cue.last <= found.first < cue.last + NEXT}
    surely = {pole for pole, loose, _ in there if not loose}
    return any(pole.opposite in surely - poles and pole not in said for pole in turned)


def _surplus(one: Reading, other: Reading) -> tuple[Sureness, Sequence[Cue]] | None:
    """Whether `one` may have a negator that `other` lacks, and which."""
    weak = other.weak - one.weak
    implied = unmatched(one, other)
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
