"""Words of the translation that say the opposite of the source: "approved" for "отклонил".

A word accuses only where its group has the one pole in the source and the other in the translation, and nothing else of
the source can have been rendered by it. The encoder has the last word: the pair must be more alike with the opposite
in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from mtcheck.article import Article, Pair, Text
from mtcheck.dictionaries import dictionary
from mtcheck.likeness import Variant, gains
from mtcheck.polarity.negation import UNLIKE
from mtcheck.polarity.reading import Reading, reading
from mtcheck.text.antonym_words import AntonymWords, Pole, antonym_words
from mtcheck.text.cues import Cue
from mtcheck.text.polarity_words import PolarityWords, polarity_words

# How much more alike the pair must be with the opposite in the word's place.
GAIN = 0.01
# How far apart the two words may stand, as a share of their sentences.
APART = 0.6
# Words before another that a negator among them may turn.
TURNED_BY = 4
# The same of a word that implies one: "le manque à gagner".
LACKING = 2
# Of a phrase of the lexicon only a negator this close says that it is turned.
BESIDE = 2
# Words of a text that is too short to say where in it a word stands.
SHORT = 6


@dataclass(frozen=True, slots=True)
class Opposite:
    """A word of the translation at `[start, end)` against one of the source."""

    pair: Pair
    start: int
    end: int
    source_start: int
    source_end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    pair: Pair
    cue: Cue
    source: Cue
    instead: tuple[str, ...]


def opposites(article: Article) -> Iterator[Opposite]:
    """The surest opposite of each pair."""
    found = _asked(article)
    likelier = gains(article, variants(article)) if found else []
    best: dict[int, tuple[float, Opposite]] = {}
    at = 0
    for one in found:
        tried = likelier[at : at + len(one.instead)]
        at += len(one.instead)
        gain = max((value for value in tried if value is not None), default=0.0)
        if gain > best.get(one.pair.index, (GAIN,))[0]:
            opposite = Opposite(
                one.pair, one.cue.start, one.cue.end, one.source.start, one.source.end, min(0.9, 0.65 + 8 * gain)
            )
            best[one.pair.index] = gain, opposite
    for _, opposite in best.values():
        yield opposite


def variants(article: Article) -> list[Variant]:
    """What the encoder will be asked: each pair with the opposites in the word's place."""
    return [
        Variant(one.pair, one.pair.source.text, text[: one.cue.start] + word + text[one.cue.end :])
        for one in _asked(article)
        if one.pair.source is not None and one.pair.target is not None
        for text in (one.pair.target.text,)
        for word in one.instead
    ]


def _asked(article: Article) -> list[_Candidate]:
    if article.source_language is None or article.encoder is None:
        return []
    codes = (article.source_language.code, article.target_language.code)
    source, target = map(antonym_words, codes)
    negators = tuple(map(polarity_words, codes))
    if source is None or target is None or negators[0] is None or negators[1] is None:
        return []
    key = ("polarity-opposites",)
    if key not in article.kept:
        article.kept[key] = [
            one for pair in article.pairs for one in _candidates(pair, (source, target), (negators[0], negators[1]))
        ]
    return cast("list[_Candidate]", article.kept[key])


def _candidates(
    pair: Pair,
    lexicons: tuple[AntonymWords, AntonymWords],
    negators: tuple[PolarityWords, PolarityWords],
) -> Iterator[_Candidate]:
    if pair.source is None or pair.target is None or pair.similarity is None or pair.similarity < UNLIKE:
        return
    ours = reading(pair.source, negators[0])
    theirs = reading(pair.target, negators[1])
    shown = pair.source.once("opposites", lambda: tuple(lexicons[0].find(list(ours.tokens))))
    said = pair.target.once("opposites", lambda: tuple(lexicons[1].find(list(theirs.tokens))))
    if not shown or not said:
        return
    source_poles = {pole for pole, _, _ in shown}
    target_poles = {pole for pole, _, _ in said}
    said_surely = {pole for pole, loose, _ in said if not loose}
    sure = {pole: cue for pole, loose, cue in said if not loose}
    # What each word of the translation can be a rendering of.
    carried, rendered = _by_place(said), _by_place(shown)
    for pole, loose, cue in shown:
        wrong = sure.get(pole.opposite)
        if cue.start in ours.fixed or (wrong is not None and wrong.start in theirs.fixed):
            continue
        if loose or wrong is None or pole in target_poles or pole.opposite in source_poles:
            continue
        # "More than ten points down": of another figure than the source's, a word says no more than how exact it is.
        if (bounded := _bounded(pair.target, wrong)) and bounded != _bounded(pair.source, cue):
            continue
        if carried[wrong.start, wrong.end] & source_poles or rendered[cue.start, cue.end] & said_surely:
            continue
        if not _stands_for(pair, cue, pole, lexicons[1]):
            continue
        if _turned(ours, cue) or _turned(theirs, wrong) or _apart(pair.source, cue, pair.target, wrong):
            continue
        yield _Candidate(pair, wrong, cue, lexicons[1].in_place_of(pair.target.text[wrong.start : wrong.end], pole))


def _by_place(found: Sequence[tuple[Pole, bool, Cue]]) -> dict[tuple[int, int], set[Pole]]:
    poles: dict[tuple[int, int], set[Pole]] = {}
    for pole, _, cue in found:
        poles.setdefault((cue.start, cue.end), set()).add(pole)
    return poles


def _bounded(text: Text, cue: Cue) -> Fraction | None:
    """The number that follows a word at once."""
    return next((number.value for number in text.numbers if 0 <= number.span.start - cue.end <= 1), None)


def _stands_for(pair: Pair, cue: Cue, pole: Pole, lexicon: AntonymWords) -> bool:
    """Whether the bilingual dictionary lets a word of the source show a pole, and finds nothing that renders it."""
    assert pair.source is not None
    assert pair.target is not None
    renderings = dictionary(pair.source.language.code, pair.target.language.code)
    row = [word.text for word in pair.source.words if word.start < cue.end and cue.start < word.end]
    if len(row) != 1 or row[0] not in renderings:
        return True
    if not lexicon.shows(renderings.renderings(row[0]), pole):
        return False
    index = renderings.index([word.text for word in pair.target.words])
    return all(weight < 1 for weight in renderings.places(row[0], index).values())


def _turned(read: Reading, cue: Cue) -> bool:
    """Whether a negation stands before a word, or close behind it, or a word that implies one right before it."""
    words = [token.start for token in read.tokens[max(0, cue.first - LACKING) : cue.first]]
    if not read.implying.isdisjoint(words):
        return True
    return any(negator.last - 1 <= cue.last and cue.first - negator.last <= TURNED_BY for negator in read.negators)


def turned_on_one_side(pair: Pair, source: tuple[int, int], target: tuple[int, int]) -> bool:
    """Whether just one of two places has a negation right beside it: "not closed" is "open"."""
    if pair.source is None or pair.target is None:
        return False
    beside = [_negated(text, place) for text, place in ((pair.source, source), (pair.target, target))]
    return beside[0] != beside[1]


def _negated(text: Text, place: tuple[int, int]) -> bool:
    """Whether a negator stands right before a place or behind it, not in it."""
    lexicon = polarity_words(text.language.code)
    if lexicon is None:
        return False
    read = reading(text, lexicon)
    own = [at for at, token in enumerate(read.tokens) if place[0] <= token.start < place[1]]
    return bool(own) and any(
        0 <= own[0] - one.last < BESIDE or 0 <= one.first - own[-1] - 1 < 1
        for one in read.negators
        if one.last <= own[0] or one.first > own[-1]
    )


def _apart(source: Text, one: Cue, target: Text, other: Cue) -> bool:
    if min(len(source.words), len(target.words)) <= SHORT:
        return False
    return abs(one.start / len(source.text) - other.start / len(target.text)) > APART
