"""Clauses that one side has and the other does not; phrases of the source, where there is no dictionary.

Without them both sides are more alike, by the encoder, and of the lengths that they usually have to each other. Single
words, and phrases where a dictionary helps, are left to `coverage.verdict`, whole sentences to `coverage.sentences`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mtcheck.article import Article, Pair, Text
from mtcheck.cache import read_toml
from mtcheck.clause_spans import Clause, clauses, phrases
from mtcheck.coverage.view import counts
from mtcheck.dictionaries import dictionary
from mtcheck.finding import Side
from mtcheck.resources import references_folder
from mtcheck.text.words import fold, has_unspaced


@dataclass(frozen=True, slots=True)
class _Bounds:
    """From where on a stretch of a kind is missing (measured on human translations).

    `liker` is by how much the cosine of the sides must rise without it, `shorter` how much shorter than usual the other
    side must be; it has `words`, and up to `together` of its kind may be missing at once.
    """

    liker: float
    shorter: float
    words: int
    together: int


CLAUSES = _Bounds(0.06, 0.85, words=4, together=3)
PHRASES = _Bounds(0.04, 0.95, words=2, together=2)
# How alike a stretch and a passage of the other side may be without that one saying it.
UNLIKE = 0.35
# Words that are left without a stretch.
LEFT = 4
# Words of a stretch that are no light ones: translators add "at the end of the day", and rarely leave out as much.
WEIGHTY: dict[Side, int] = {"source": 2, "target": 3}
# In a source, from as many words on, one of these fewer.
LONG = 6
# Confidence of what is just above the threshold, what each hundredth of a cosine above it adds, and the most.
LEAST, STEEPNESS, MOST = 0.65, 0.02, 0.9
UNSPACED = frozenset({"Han"})
_OPENS = frozenset("(（")
_STOPS = ".!?…。！？"
_EDGES = " \t\n\u00a0,;:—–-，；：、"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch `[start, end)` of a text whose pair has no counterpart for it."""

    pair: Pair
    text: Text
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    written: str
    rest: str
    needed: float


def stretches(article: Article, side: Side) -> Iterator[Stretch]:
    """The one stretch of each pair that is missing on the other side most surely, if any is."""
    if article.encoder is None:
        return
    for pair in article.pairs:
        text, other = (pair.source, pair.target) if side == "source" else (pair.target, pair.source)
        if text is None or other is None or pair.similarity is None:
            continue
        usual = _usual(text.language.code, other.language.code)
        if usual is None:
            continue
        found = [
            one
            for row, bounds in _rows(text, other, len(other.text) / usual)
            for one in _candidates(text, row, len(other.text) / usual, bounds)
            if not _named(article, text, other, one)
        ]
        best = _best(article, pair, side, found) if found else None
        if best is not None:
            yield best


def _rows(text: Text, other: Text, wanted: float) -> Iterator[tuple[list[Clause], _Bounds]]:
    """What may be missing, where the other side is short enough; phrases only where no dictionary looks for them."""
    short = wanted / len(text.text)
    if short < CLAUSES.shorter:
        yield clauses(text), CLAUSES
    helped = dictionary(text.language.code, other.language.code) or _characters(text) > 1
    if short < PHRASES.shorter and text.side == "source" and not helped:
        yield phrases(text), PHRASES


def _usual(code: str, other: str) -> float | None:
    """How long the other side is beside a text of this language, None where that is not known."""
    table = _lengths()
    return table[other] / table[code] if code in table and other in table else None


@cache
def _lengths() -> dict[str, float]:
    return {code: float(value) for code, value in read_toml(references_folder() / "lengths.toml")["characters"].items()}


def _candidates(text: Text, row: Sequence[Clause], wanted: float, bounds: _Bounds) -> Iterator[_Candidate]:
    """Parts of a text, and a few of them together, without which it is nearer to the length that the other side has."""
    now = abs(math.log(len(text.text) / wanted))
    for first in range(len(row)):
        for last in range(first, min(first + bounds.together, len(row))):
            one = _candidate(text, Clause(row[first].start, row[last].end), bounds)
            if one is not None and abs(math.log(len(one.rest) / wanted)) < now:
                yield one


def _candidate(text: Text, clause: Clause, bounds: _Bounds) -> _Candidate | None:
    inside = [word.text for word in text.words if clause.start <= word.start < clause.end]
    each = _characters(text)
    if len(inside) < bounds.words * each or len(text.words) - len(inside) < LEFT * each:
        return None
    code, small = text.language.code, text.language.function_words
    weighty = sum((fold(word) not in small) if each > 1 else counts(code, word) for word in inside)
    fewer = text.side == "source" and len(inside) >= LONG * each
    if weighty < (WEIGHTY[text.side] - fewer) * each:
        return None
    whole = text.text
    written = whole[clause.start : clause.end]
    start = clause.start + len(written) - len(written.lstrip(_EDGES))
    end = clause.start + len(written.rstrip(_EDGES + _STOPS + "(（"))
    # What an abbreviation stands for.
    if whole[end:].lstrip()[:1] in _OPENS:
        return None
    rest = f"{whole[:start].rstrip(_EDGES)} {whole[end:].lstrip()}".strip()
    return _Candidate(start, end, whole[start:end], rest, bounds.liker) if rest else None


def _characters(text: Text) -> int:
    """How many of what are taken for words make a word: two where a script writes without spaces."""
    return 2 if has_unspaced(text.text) and text.language.script in UNSPACED else 1


def _named(article: Article, text: Text, other: Text, one: _Candidate) -> bool:
    """Whether a figure or a known name of a stretch stands on the other side, too."""
    figures = {number.value for number in other.numbers}
    if any(one.start <= number.span.start < one.end and number.value in figures for number in text.numbers):
        return True
    ids = {entity.id for mention in article.mentions(other) for entity in mention.entities}
    return any(
        entity.id in ids
        for mention in article.mentions(text)
        if one.start <= mention.start < one.end
        for entity in mention.entities
    )


def _best(article: Article, pair: Pair, side: Side, found: Sequence[_Candidate]) -> Stretch | None:
    assert article.encoder is not None
    assert pair.source is not None
    assert pair.target is not None
    text, other = (pair.source, pair.target) if side == "source" else (pair.target, pair.source)
    near = [one.target if side == "source" else one.source for one in article.nearby(pair)]
    texts = [one.text for one in near if one is not None]
    rows = [text.text, other.text, *texts, *(one.rest for one in found), *(one.written for one in found)]
    vectors = article.encoder.encode(rows)
    there, rests, written = (
        vectors[2 : 2 + len(texts)],
        vectors[2 + len(texts) :][: len(found)],
        vectors[-len(found) :],
    )
    gains = rests @ vectors[1] - float(vectors[0] @ vectors[1])
    gains[(written @ there.T).max(axis=1) > UNLIKE] = 0.0
    beyond = [float(gain) - one.needed for gain, one in zip(gains, found, strict=True)]
    most = max(beyond)
    if most <= 0:
        return None
    one = found[beyond.index(most)]
    confidence = min(MOST, LEAST + STEEPNESS * 100 * most)
    return Stretch(pair, text, one.start, one.end, confidence)
