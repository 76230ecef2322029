"""Words that a prefix negates against the word without it: "неутешительные" became "comforting".

The dictionary decides: one side has the word without the prefix, nothing there renders the one with it, and both sides
negate as often.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.article import Article, Pair, Text
from mtcheck.dictionaries import Dictionary, dictionary
from mtcheck.light_words import is_light
from mtcheck.polarity.antonyms import Opposite
from mtcheck.polarity.negation import UNLIKE
from mtcheck.polarity.reading import reading
from mtcheck.text.polarity_words import PolarityWords, polarity_words
from mtcheck.text.words import fold

CONFIDENCE = 0.8
# Letters that are left of a word without its prefix.
SHORTEST = 5


def unprefixed(article: Article) -> Iterator[Opposite]:
    """The words of either side whose negative prefix the other side lost, at most one a pair."""
    language = article.source_language
    source = polarity_words(language.code) if language else None
    target = polarity_words(article.target_language.code)
    if source is None or target is None:
        return
    for pair in article.pairs:
        if pair.source is None or pair.target is None or (pair.similarity is not None and pair.similarity < UNLIKE):
            continue
        found = next(_lost(pair, source, target), None)
        if found is not None:
            yield found


def _lost(pair: Pair, source: PolarityWords, target: PolarityWords) -> Iterator[Opposite]:
    assert pair.source is not None
    assert pair.target is not None
    for one, other, words, others in (
        (pair.source, pair.target, source, target),
        (pair.target, pair.source, target, source),
    ):
        for place, there in _opposed(one, other, words, others):
            mine, theirs = one.words[place], other.words[there]
            here = (theirs, mine) if one is pair.source else (mine, theirs)
            yield Opposite(pair, here[0].start, here[0].end, here[1].start, here[1].end, CONFIDENCE)


def _opposed(one: Text, other: Text, words: PolarityWords, others: PolarityWords) -> Sequence[tuple[int, int]]:
    """Places of words with a prefix, and of the word without it on the other side."""
    name = f"lost prefixes with {other.language.code}: {other.text}"
    return one.once(name, lambda: tuple(_opposites(one, other, words, others)))


def _opposites(one: Text, other: Text, words: PolarityWords, others: PolarityWords) -> Iterator[tuple[int, int]]:
    if not words.opposing and not words.opposing_modifiers:
        return
    renderings = dictionary(one.language.code, other.language.code)
    if not renderings:
        return
    candidates = [
        (place, rest)
        for place, word in enumerate(one.words)
        if not is_light(one.language.code, word.text) and fold(word.text) not in words.unopposed
        for rest in _rests(fold(word.text), words, renderings)
    ]
    if not candidates:
        return
    back = dictionary(other.language.code, one.language.code)
    index = renderings.index([word.text for word in other.words])
    mine, theirs = reading(one, words), reading(other, others)
    if len(mine.negators) != len(theirs.negators) or theirs.concords or theirs.weak:
        return
    for place, rest in candidates:
        if renderings.places(one.words[place].text, index):
            continue
        found = [there for there, sure in renderings.places(rest, index).items() if sure == 1]
        if len(found) != 1 or _rests(fold(other.words[found[0]].text), others, back):
            continue
        rendered = (
            renderings.places(word.text, index).get(found[0]) == 1 for at, word in enumerate(one.words) if at != place
        )
        if not any(rendered):
            yield place, found[0]


def _rests(word: str, words: PolarityWords, renderings: Dictionary) -> list[str]:
    """What is left of a word without its prefix, where that is a word of the dictionary."""
    found = []
    for prefixes, only in ((words.opposing, ""), (words.opposing_modifiers, "modifiers")):
        for prefix in prefixes:
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) >= SHORTEST and (kinds := renderings.kinds_of(rest)):
                found += [rest] if only in {"", kinds[0]} else []
    return found
