"""Which gaps are omissions or additions, by all that speaks for and against them.

Careful human translations leave out and explain so much that no single sign is enough: a word without counterpart, a
torn joint where its counterpart should stand, and two sides that are more alike without it add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from mtcheck.article import Article, Pair, Text
from mtcheck.coverage.evidence import evidence, joints_of, weights
from mtcheck.coverage.excuses import common, counted, explains, idiomatic, is_named, turned, unread
from mtcheck.coverage.gaps import Gap, gains, gaps
from mtcheck.coverage.meaning import remember
from mtcheck.coverage.residue import residue, spelled
from mtcheck.coverage.view import View, view
from mtcheck.dictionaries import keys
from mtcheck.finding import Side
from mtcheck.light_words import is_light
from mtcheck.text import seams

# By how much the likeness of the sides must rise without a gap, in tenths of a cosine: of lone words, and of phrases.
GAIN_OMITTED, GAIN_ADDED, GAIN_ADDED_NOUN, GAIN_PHRASE, GAIN_ADDED_PHRASE = 0.05, 0.0, 0.4, 0.3, 0.45
GAIN_ALONE = 0.4
# Share of words joined by vectors alone up to which a translation is close; how much more signs must say elsewhere.
CLOSE, FREELY = 0.1, 0.75
# Logarithm of the odds from which a joint is torn, and from which it is where a general word may be missing.
TORN, TORN_SURELY = 1.5, 2.5
# Without a dictionary only phrases count, of so many words, in pairs that are otherwise this well covered.
PLAIN_WORDS, PLAIN_COVERED, PLAIN_GAIN = 3, 0.6, 0.3
# From which confidence on it counts there, and words on either side among which an addition may explain a name.
SURE_PLAIN, BESIDE = 0.75, 2
# Confidence of what is just above the threshold, what each unit above it adds, and the most.
LEAST, STEEPNESS, MOST = 0.55, 0.1, 0.9
# Confidence from which a lone word is reported as left out: good translators leave out so many.
LEAST_ALONE = 0.6
# Share of words that must have a counterpart for the others to be worth a look, and words on the less open side.
COVERED, OPEN = 0.55, 5
FEWEST_WORDS = 3
# Passages on either side in which what a lone word of the translation points at may stand: "the bank's governor".
AROUND = 3
# Under which name what a passage lost is kept.
LOST = "lost"


@dataclass(frozen=True, slots=True)
class Lost:
    """A stretch `[start, end)` of a text that the other side does not have; `words` are those that count.

    It is `weighed` where all signs could be had, or none is needed: without a dictionary, glosses look much the same.
    `explains`: it may only say what a name beside it stands for.
    """

    pair: Pair
    text: Text
    start: int
    end: int
    words: int
    confidence: float
    weighed: bool = True
    explains: bool = False


def lost(article: Article, side: Side) -> Iterator[Lost]:
    """What one side of each pair says and the other does not, below the sentence."""
    _prepare(article)
    for pair in article.pairs:
        yield from _of_pair(article, pair).get(side, ())


def _prepare(article: Article) -> None:
    """Has the words of all pairs of a long article encoded together."""
    key = ("words of lost",)
    if article.encoder is None or len(article.pairs) == 1 or key in article.kept:
        return
    views = [
        view(article, pair)
        for pair in article.pairs
        if pair.similarity is not None and not article.knows_near(pair, LOST, AROUND)
    ]
    sides = [side for seen in views if seen and _promising(seen) for side in (seen.source, seen.target)]
    remember(article.encoder, [word for side in sides for word in spelled(side)])
    article.kept[key] = True


def _of_pair(article: Article, pair: Pair) -> Mapping[Side, Sequence[Lost]]:
    key = (LOST, pair.index)
    if key not in article.kept:
        found = article.once_near(pair, LOST, lambda: _find(article, pair), AROUND)
        article.kept[key] = {
            text.side: [replace(one, pair=pair, text=text) for one in found[text.side]]
            for text in (pair.source, pair.target)
            if text is not None
        }
    return cast("Mapping[Side, Sequence[Lost]]", article.kept[key])


def _find(article: Article, pair: Pair) -> dict[Side, list[Lost]]:
    found: dict[Side, list[Lost]] = {"source": [], "target": []}
    encoder = article.encoder
    if encoder is None or pair.similarity is None:
        return found
    seen = view(article, pair)
    if seen is None or not _promising(seen):
        return found
    left = residue(encoder, seen)
    translation = joints_of(seen.target.text)
    candidates = [
        gap
        for side in (seen.source, seen.target)
        for gap in gaps(seen, left, side)
        if _plausible(gap) and _confidence(gap, seen, evidence(left, gap, 1.0, translation))
    ]
    candidates = [gap for gap in candidates if not _said_before(article, gap, pair)]
    if not candidates:
        return found
    for gap, gain in zip(candidates, gains(encoder, seen, candidates), strict=True):
        confidence = _confidence(gap, seen, evidence(left, gap, gain, translation))
        if confidence and not idiomatic(gap):
            start = _beginning(gap)
            weighed = _weighed(seen) or _no_gloss(gap, seen, confidence)
            glosses = explains(gap)
            one = Lost(pair, gap.side.text, start, gap.end, len(gap.places), confidence, weighed, glosses)
            found[gap.side.text.side].append(one)
    return found


def _said_before(article: Article, gap: Gap, pair: Pair) -> bool:
    """Whether a lone word stands in the passage or its neighbours once more: a pronoun may stand for it."""
    if len(gap.places) > 1:
        return False
    text = gap.side.text
    code, word = text.language.code, text.words[gap.places[0]]
    mine = keys(code, word.text)
    for near in article.nearby(pair, AROUND if text.side == "target" else 1):
        there = near.source if text.side == "source" else near.target
        for other in there.words if there else ():
            same = there is text and other.start == word.start
            if not same and not mine.isdisjoint(keys(code, other.text)):
                return True
    return False


def _confidence(gap: Gap, seen: View, values: Mapping[str, float]) -> float:
    """How sure it is that a gap is a fault; 0 where it is not."""
    # The signs are weighed where all of them can be had; elsewhere only whole phrases count.
    if not _weighed(seen):
        told = _told_plainly(gap, values) and values["generic"] < 1
        return min(MOST, LEAST + 2 * STEEPNESS * max(0.0, values["gain"])) if told else 0.0
    omitted = gap.side is seen.source
    if len(gap.places) > 1:
        told = _phrase(values, GAIN_PHRASE if omitted else GAIN_ADDED_PHRASE)
        if not told or (_by_pronoun(gap, values) if omitted else _unsure(gap, values)):
            return 0.0
        return min(MOST, LEAST + 2 * STEEPNESS * values["gain"])
    if counted(gap) or (omitted and turned(gap)):
        return 0.0
    return _lone(weights()[0 if omitted else 1].excess(values), values, omitted=omitted)


def _weighed(seen: View) -> bool:
    """Whether there are a dictionary and a model of torn sentences."""
    return seen.known and seams.seams(seen.target.text.language.code) is not None


def _no_gloss(gap: Gap, seen: View, confidence: float) -> bool:
    """Whether an addition explains no name: none is near, and the sides are much more alike without it."""
    words, places = gap.side.words, gap.places
    near = words[max(0, places[0] - BESIDE) : places[-1] + 1 + BESIDE]
    return gap.side is seen.target and confidence >= SURE_PLAIN and not any(word.text[0].isupper() for word in near)


def _lone(excess: float, values: Mapping[str, float], *, omitted: bool) -> float:
    """How sure it is that a lone word is a fault; 0 where it is not."""
    surely = min(MOST, LEAST + STEEPNESS * max(0.0, excess))
    if not omitted:
        if values["generic"] or values["hyphen"]:
            return 0.0
        # What is added to make something clear is mostly a noun.
        return surely if excess > 0 and values["gain"] > (GAIN_ADDED_NOUN if values["noun"] else GAIN_ADDED) else 0.0
    torn = values["torn"] > TORN
    # A general noun may be named by a pronoun, or go without saying.
    generic = values["generic"] > 0 and values["torn"] <= TORN_SURELY
    if values["noun"] and values["pronoun"] and generic:
        return 0.0
    plain = values["clean"] > 0 and values["many"] <= 1 and not values["capital"] and not generic
    if plain and values["gain"] > GAIN_ALONE:
        return surely
    excess -= FREELY * ((values["joined"] >= CLOSE) + generic)
    if generic:
        surely = min(surely, LEAST_ALONE)
    told = excess > 0 and surely >= LEAST_ALONE and (values["gain"] > GAIN_OMITTED or (torn and values["clean"] > 0))
    return surely if told else 0.0


def _unsure(gap: Gap, values: Mapping[str, float]) -> bool:
    """Whether an added phrase is one word beside names, or may render what is left of the source."""
    plain = common(gap)
    return plain < 2 or (plain == 2 and values["open"] > 0) or unread(gap.other, gap.side)


def _by_pronoun(gap: Gap, values: Mapping[str, float]) -> bool:
    """Whether a pronoun may stand for a name, and the one word beside the name go without saying."""
    return len(gap.places) == 2 and common(gap) < 2 and values["pronoun"] > 0


def _phrase(values: Mapping[str, float], gain: float) -> bool:
    """A phrase, where next to nothing on the other side is left to stand for it."""
    left = 0 if values["two"] else 1
    return values["gain"] > gain and values["open"] <= left and values["generic"] < 1


def _told_plainly(gap: Gap, values: Mapping[str, float]) -> bool:
    """Without a dictionary: a whole phrase, in a pair whose other words all have counterparts."""
    covered = min(values["covered"], values["covered_other"])
    return (
        len(gap.places) >= PLAIN_WORDS
        and covered >= PLAIN_COVERED
        and values["gain"] > PLAIN_GAIN
        and values["capital"] < 0.5
    )


def _promising(seen: View) -> bool:
    """Whether few enough words are open for the rest to be trusted; without a dictionary the vectors decide."""
    sides = (seen.source, seen.target)
    if min(len(side.content) for side in sides) < FEWEST_WORDS:
        return False
    counts = [len(side.open) for side in sides]
    # A gap is made of open words, and never of names alone.
    if not any(not is_named(side, place) for side in sides for place in side.open):
        return False
    if not seen.known:
        return True
    return (
        min(counts) <= OPEN
        and max(1 - count / len(side.content) for count, side in zip(counts, sides, strict=True)) >= COVERED
    )


def _plausible(gap: Gap) -> bool:
    """Whether a gap is no lone name, which other checks look after."""
    return common(gap) > 0


def _beginning(gap: Gap) -> int:
    """Where a phrase begins: with the small words before it that have no counterpart either."""
    if len(gap.places) < 2:
        return gap.start
    side, text = gap.side, gap.side.text
    place = gap.places[0]
    while place and place - 1 not in side.links:
        before = side.words[place - 1]
        between = text.text[before.end : side.words[place].start]
        if not is_light(text.language.code, before.text) or not between.isspace():
            break
        place -= 1
    return side.words[place].start
