"""Sentences of a translation that have lost a word, by their grammar alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.article import Article, Pair, Text
from mtcheck.coverage.evidence import joints_of
from mtcheck.text.seams import seams

# Logarithm of the odds from which a joint is torn, whatever the source says.
LEAST = 3.0
# Words of a sentence that may be torn.
FEWEST = 5
CONFIDENCE, STEEPNESS, MOST = 0.55, 0.05, 0.75
# Where sentences are cut short on purpose.
_LISTS = frozenset("|•…_/\\*[]{}")
# A particle or a headline may end before these; a quotation may be a part of a sentence, or a letter.
_WHOLE = frozenset(",\n")
_QUOTES = frozenset("\"'“”‘’«»„…")


@dataclass(frozen=True, slots=True)
class Torn:
    """A joint at `[start, end)` of the text, with the words on both sides."""

    pair: Pair
    text: Text
    start: int
    end: int
    confidence: float


def torn(article: Article) -> Iterator[Torn]:
    """The most torn joint of each passage that has one."""
    if seams(article.target_language.code) is None:
        return
    for pair in article.pairs:
        text = pair.target
        if pair.source is None or text is None or len(text.words) < FEWEST or _LISTS & set(text.text):
            continue
        found = joints_of(text).torn
        place = max(found, key=lambda place: found[place], default=None)
        if place is not None and found[place] > LEAST and not _excused(text, place):
            first, last = text.words[max(0, place)], text.words[min(len(text.words) - 1, place + 1)]
            confidence = min(MOST, CONFIDENCE + STEEPNESS * (found[place] - LEAST))
            yield Torn(pair, text, first.start, last.end, confidence)


def _excused(text: Text, place: int) -> bool:
    """Whether a quotation mark or a name stands at a joint, or a comma or line break in it: "he gave in, but"."""
    first, last = text.words[max(0, place)], text.words[min(len(text.words) - 1, place + 1)]
    # A name may have any grammar: "the I Have Honour faction".
    if all(word.text[0].isupper() for word in text.words[max(1, place + 1) : place + 3]) and place + 2 < len(
        text.words
    ):
        return True
    if not _WHOLE.isdisjoint(text.text[first.end : last.start]):
        return True
    return bool(_QUOTES & set(text.text[max(0, first.start - 1) : last.end + 1]))
