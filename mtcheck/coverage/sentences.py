"""Which sentences of one side have no counterpart on the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.article import Article, Pair, Text
from mtcheck.boilerplate import kind_of
from mtcheck.coverage.view import counts
from mtcheck.finding import Side
from mtcheck.text.words import fold

# A sentence without a link is alone when nothing on the other side is as similar as this.
FAR = 0.62
FEWEST_WORDS = 4
# A shorter one that the alignment left over must be this unlike everything, and so many of its words must be no light
# ones: "it did so on Tuesday" says again what was said before.
FEWEST_UNLINKED, FAR_SHORT, WEIGHTY = 3, 0.5, 2
# A sentence inside a link is left out when the link is this much more similar without it, and short by its length.
BETTER_WITHOUT = 0.02
SHORT = 0.75
# Pairs on either side into one of which a sentence may have been drawn, and what a number must be above to show it.
DRAWN, SMALL = 3, 12


@dataclass(frozen=True, slots=True)
class Alone:
    """A sentence without counterpart; `likeness` is its highest cosine with the other side, `pair` its link."""

    pair: Pair
    text: Text
    likeness: float


def alone(article: Article, side: Side) -> Iterator[Alone]:
    """Sentences of one side that nothing on the other side says; navigation and the like may come and go."""
    if article.encoder is None or all(pair.similarity is None for pair in article.pairs):
        return
    for one in (*_unlinked(article, side), *_uncovered(article, side)):
        if kind_of(one.text.text, article.langs) is None:
            yield one


def _unlinked(article: Article, side: Side) -> Iterator[Alone]:
    """Sentences that the alignment left without counterpart."""
    assert article.encoder is not None
    other: Side = "target" if side == "source" else "source"
    found = [
        (pair, text) for pair in article.pairs for text in [_side(pair, side)] if text and _side(pair, other) is None
    ]
    found = [(pair, text) for pair, text in found if _weighty(text) and not _drawn(article, pair, text)]
    document = article.target if side == "source" else article.source
    others = document.segment_texts() if document else []
    if not found or not others:
        return
    vectors = article.encoder.encode([*(text.text for _, text in found), *others])
    likeness = (vectors[: len(found)] @ vectors[len(found) :].T).max(axis=1)
    for (pair, text), value in zip(found, likeness, strict=True):
        if value < (FAR if content_words(text) >= FEWEST_WORDS else FAR_SHORT):
            yield Alone(pair, text, float(value))


def _drawn(article: Article, pair: Pair, text: Text) -> bool:
    """Whether a counterpart nearby has all its figures, which its own sentence lacks: two sentences became one."""
    figures = [number for number in text.numbers if number.value > SMALL or number.value.denominator > 1]
    if not figures:
        return False
    for near in article.nearby(pair, DRAWN):
        own, other = (near.source, near.target) if text.side == "source" else (near.target, near.source)
        if own is None or other is None:
            continue
        there = {value for number in other.numbers for value in number.readings}
        there -= {value for number in own.numbers for value in number.readings}
        if not any(there.isdisjoint(figure.readings) for figure in figures):
            return True
    return False


def _uncovered(article: Article, side: Side) -> Iterator[Alone]:
    """Sentences inside a link whose counterpart is too short for them, and more similar to the rest alone."""
    assert article.encoder is not None and article.source is not None  # noqa: PT018 - the caller has seen to it
    document = article.source if side == "source" else article.target
    language = article.source_language if side == "source" else article.target_language
    ratio = len(article.target.text) / max(1, len(article.source.text))
    for pair in article.pairs:
        indexes = pair.aligned.link.source if side == "source" else pair.aligned.link.target
        other = _side(pair, "target" if side == "source" else "source")
        whole = _side(pair, side)
        if len(indexes) < 2 or other is None or whole is None or language is None:
            continue
        expected = len(whole.text) * (ratio if side == "source" else 1 / max(ratio, 1e-6))
        if len(other.text) > SHORT * expected:
            continue
        texts = [Text(side, document, document.segments[index].span, language) for index in indexes]
        rests = [" ".join(text.text for text in texts if text is not left_out) for left_out in texts]
        vectors = article.encoder.encode([other.text, whole.text, *rests, *(text.text for text in texts)])
        similarity = vectors[1:] @ vectors[0]
        without = similarity[1 : 1 + len(texts)]
        best = int(without.argmax())
        if without[best] >= similarity[0] + BETTER_WITHOUT and content_words(texts[best]) >= FEWEST_WORDS:
            yield Alone(pair, texts[best], float(similarity[1 + len(texts) + best]))


def _side(pair: Pair, side: Side) -> Text | None:
    return pair.source if side == "source" else pair.target


def _weighty(text: Text) -> bool:
    """Whether a sentence says enough to be missed; a short one may only say again what was said before."""
    if content_words(text) >= FEWEST_WORDS:
        return True
    if content_words(text) < FEWEST_UNLINKED:
        return False
    return sum(counts(text.language.code, word.text) for word in text.words) >= WEIGHTY


def content_words(text: Text) -> int:
    """Words that are not mere grammar."""
    return sum(fold(word.text) not in text.language.function_words for word in text.words)
