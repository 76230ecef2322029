"""With for without, and without for with: "sans billet de retour" became "with a return ticket".

Nothing else of either side may negate, and the encoder must find the pair more alike with the other word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from mtcheck.article import Article, Pair
from mtcheck.likeness import Variant, gains
from mtcheck.polarity.antonyms import Opposite
from mtcheck.polarity.explained import unexplained
from mtcheck.polarity.negation import UNLIKE
from mtcheck.polarity.reading import Reading, reading
from mtcheck.text.cues import Token
from mtcheck.text.polarity_words import LOOKING, NEGATIVE, PolarityWords, polarity_words

# How much more alike the pair must be with the other word.
GAIN = 0.01
LIKELY, STEEPNESS, SUREST = 0.7, 4.0, 0.9


def exchanged(article: Article) -> Iterator[Opposite]:
    """The words for with or without that say the opposite, at most one a pair."""
    language = article.source_language
    source = polarity_words(language.code) if language else None
    target = polarity_words(article.target_language.code)
    if article.encoder is None or source is None or target is None:
        return
    found = [one for pair in article.pairs for one in _candidates(pair, source, target)]
    for (variant, mine, theirs), gain in zip(found, gains(article, [one[0] for one in found]), strict=True):
        if gain is not None and gain > GAIN:
            sure = min(SUREST, LIKELY + STEEPNESS * gain)
            yield Opposite(variant.pair, theirs.start, theirs.end, mine.start, mine.end, sure)


def _candidates(pair: Pair, source: PolarityWords, target: PolarityWords) -> Iterator[tuple[Variant, Token, Token]]:
    if pair.source is None or pair.target is None or pair.similarity is None or pair.similarity < UNLIKE:
        return
    words = [token for token in reading(pair.target, target).tokens if token.key in target.company]
    if len(words) != 1:
        return
    ours, theirs = unexplained(pair, reading(pair.source, source), reading(pair.target, target))
    apart = words[0].key in target.apart
    mine = _of(ours.tokens, source.together if apart else source.apart)
    opposite = _of(ours.tokens, source.apart if apart else source.together)
    if len(mine) != 1 or opposite or not (_plain(ours, theirs, apart=not apart) and _plain(theirs, ours, apart=apart)):
        return
    text, word = pair.target.text, words[0]
    instead = (target.together if apart else target.apart)[0]
    yield Variant(pair, pair.source.text, text[: word.start] + instead + text[word.end :]), mine[0], word


def _of(tokens: Sequence[Token], chosen: AbstractSet[str] | Sequence[str]) -> list[Token]:
    return [token for token in tokens if token.key in chosen]


def _plain(one: Reading, other: Reading, *, apart: bool) -> bool:
    """Whether nothing negates that the other side has not; `apart`: but one word for "without", of whatever concept."""
    implied = one.weak - other.weak
    negative = sum(implied[concept] for concept in (*NEGATIVE, LOOKING))
    return not (one.negators or one.concords) and negative <= apart
