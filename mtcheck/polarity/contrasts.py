"""Contrasts that were turned round: "not on the climate but on subsidies" became "on the climate, not on subsidies"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from mtcheck.article import Article, Pair, Text
from mtcheck.coverage.meaning import likeness
from mtcheck.coverage.view import View, counts, view
from mtcheck.polarity.reading import Reading, reading
from mtcheck.text.polarity_words import PolarityWords, polarity_words

# Words between a negator and the "but" behind it, and words that are compared behind a negator or "but", and before it.
BETWEEN, COMPARED, BEFORE = 8, 5, 9
_ENDS = frozenset(".!?;:")
_PAUSES = frozenset(",;:—–(-")
# How much more alike words must be in meaning across than straight.
ACROSS = 0.15


@dataclass(frozen=True, slots=True)
class Contrast:
    """What is denied and what is affirmed, as places of words; it lies at `[start, end)`."""

    denied: frozenset[int]
    affirmed: frozenset[int]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Swapped:
    """A contrast of which the translation denies what the source affirms."""

    pair: Pair
    source: Contrast
    target: Contrast
    confidence: float


def swapped(article: Article) -> Iterator[Swapped]:
    """The contrasts that were turned round, of the pairs that have one on each side."""
    language = article.source_language
    source = polarity_words(language.code) if language else None
    target = polarity_words(article.target_language.code)
    if source is None or target is None:
        return
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        ours, theirs = reading(pair.source, source), reading(pair.target, target)
        if not ours.negators or not (theirs.negators or theirs.faint or theirs.concords):
            continue
        left, right = contrasts(pair.source, ours, source), contrasts(pair.target, theirs, target)
        seen = view(article, pair) if len(left) == len(right) == 1 else None
        if seen is not None:
            confidence = _crossed(article, seen, left[0], right[0])
            if confidence:
                yield Swapped(pair, left[0], right[0], confidence)


def contrasts(text: Text, read: Reading, lexicon: PolarityWords) -> Sequence[Contrast]:
    """The contrasts of a text, in order, found once."""
    return text.once("contrasts", lambda: tuple(_contrasts(text, read, lexicon)))


def _contrasts(text: Text, read: Reading, lexicon: PolarityWords) -> list[Contrast]:
    found: list[Contrast] = []
    tokens = read.tokens
    negators = {cue.first: cue.last for cue in read.negators}
    free = 0
    for at in range(len(tokens)):
        if at < free:
            continue
        behind = _denying(text, read, lexicon, at)
        if behind:
            free = at + behind
            denied, affirmed = _forward(text, read, free), _backward(text, read, at)
        elif at in negators and (but := _but(text, read, lexicon, negators[at])):
            denied, affirmed = range(negators[at], but), _forward(text, read, but + 1)
            free = but + 1
        else:
            continue
        places = [*denied, *affirmed]
        if denied and affirmed:
            start = tokens[min(at, *places)].start
            found.append(
                Contrast(_content(text, read, denied), _content(text, read, affirmed), start, tokens[max(places)].end)
            )
    return [one for one in found if one.denied and one.affirmed]


def _denying(text: Text, read: Reading, lexicon: PolarityWords, at: int) -> int:
    """How many words of "B, not A" deny what follows, 0 for none; a single one stands behind a pause."""
    for phrase in lexicon.denying:
        if tuple(token.key for token in read.tokens[at : at + len(phrase)]) == phrase:
            alone = len(phrase) == 1
            if at and (not alone or _PAUSES & set(text.text[read.tokens[at - 1].end : read.tokens[at].start])):
                return len(phrase)
    return 0


def _but(text: Text, read: Reading, lexicon: PolarityWords, first: int) -> int:
    """The place of the "but" of "not A but B", 0 for none."""
    for at in range(first, min(first + BETWEEN, len(read.tokens) - 1)):
        if at > first and _ENDS & set(text.text[read.tokens[at - 1].end : read.tokens[at].start]):
            return 0
        if read.tokens[at].key in lexicon.affirming and at > first:
            opposed = any(cue.first == at + 1 for cue in read.negators)
            return 0 if opposed else at
    return 0


def _forward(text: Text, read: Reading, first: int) -> range:
    last = min(first + COMPARED, len(read.tokens))
    for at in range(first + 1, last):
        if _PAUSES & set(text.text[read.tokens[at - 1].end : read.tokens[at].start]):
            return range(first, at)
    return range(first, last)


def _backward(text: Text, read: Reading, last: int) -> range:
    first = max(0, last - BEFORE)
    for at in range(last - 1, first, -1):
        if (_PAUSES | _ENDS) & set(text.text[read.tokens[at - 1].end : read.tokens[at].start]):
            return range(at, last)
    return range(first, last)


def _content(text: Text, read: Reading, places: Sequence[int]) -> frozenset[int]:
    """The words of some tokens that say something."""
    starts = [read.tokens[at].start for at in places]
    return frozenset(
        place
        for place, word in enumerate(text.words)
        if any(word.start <= start < word.end for start in starts)
        and (counts(text.language.code, word.text) or word.text[0].isdigit())
    )


def _crossed(article: Article, seen: View, source: Contrast, target: Contrast) -> float:
    """How surely what is denied and what is affirmed changed places; 0 if not."""
    denied = _joined(seen, source.denied, target.denied)
    affirmed = _joined(seen, source.affirmed, target.affirmed)
    back, forth = _joined(seen, source.denied, target.affirmed), _joined(seen, source.affirmed, target.denied)
    if denied or affirmed or back or forth:
        # The affirmed parts may share a verb.
        surely = not denied and (back or forth) and (not affirmed or (back and forth))
        return min(0.9, 0.6 + 0.1 * (back + forth)) if surely else 0.0
    if article.encoder is None or seen.pair.similarity is None:
        return 0.0
    gain = sum(
        sign * _alike(article, seen, left, right)
        for sign, left, right in (
            (1, source.denied, target.affirmed),
            (1, source.affirmed, target.denied),
            (-1, source.denied, target.denied),
            (-1, source.affirmed, target.affirmed),
        )
    )
    return 0.6 if gain > 2 * ACROSS else 0.0


def _joined(seen: View, left: AbstractSet[int], right: AbstractSet[int]) -> int:
    """How many words of one part have their counterpart in another: by dictionary, name, spelling or number."""
    linked = sum(any(other in right for other in seen.source.links.get(place, ())) for place in left)
    numbers = {seen.target.words[place].text for place in right if seen.target.words[place].text[0].isdigit()}
    return linked + sum(seen.source.words[place].text in numbers for place in left)


def _alike(article: Article, seen: View, left: AbstractSet[int], right: AbstractSet[int]) -> float:
    assert article.encoder is not None
    ours = [seen.source.words[place].text.lower() for place in sorted(left)]
    theirs = [seen.target.words[place].text.lower() for place in sorted(right)]
    return float(likeness(article.encoder, ours, theirs).max())
