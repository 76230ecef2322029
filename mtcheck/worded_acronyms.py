"""Abbreviations that were read as the words that they look like: PAN, "BREAD"; ДА, "YES"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.article import Article, Pair, Text
from mtcheck.coverage.meaning import likeness
from mtcheck.dictionaries import dictionary
from mtcheck.light_words import is_light
from mtcheck.names import Form
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.words import Word, fold, is_unspaced

# Cosine of the two words in small letters from which one translates the other, without a dictionary: of a listed word
# of the translation, and of any in another alphabet.
LISTED, ALIKE = 0.57, 0.9
# Share of letters from which the translation has the abbreviation itself: КИТ, KIT.
KEPT = 0.7
# Letters of an abbreviation; a longer word in capitals is said loudly.
SHORTEST, LONGEST = 2, 4
# Letters of its translation: TV and UK are no words.
SHORTEST_WORD, LONGEST_WORD = 3, 8
# Words in capitals of a text above which it is a headline in capitals.
MOST = 4
# The language of the dictionary whose other side lists ordinary words.
OTHER = "ru"


@dataclass(frozen=True, slots=True)
class Worded:
    """A word in capitals at `found` in the pair's translation that translates the abbreviation at `written`."""

    pair: Pair
    written: Word
    found: Word
    right: str | None


def worded(article: Article) -> Iterator[Worded]:
    """The abbreviations of the source that the translation has as ordinary words in capitals."""
    if article.source_language is None:
        return
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        left, right = (
            _in_capitals(pair.source, SHORTEST, LONGEST),
            _in_capitals(pair.target, SHORTEST_WORD, LONGEST_WORD),
        )
        left = [word for word in left if not _is_stressed(pair.source, word)]
        if not left or not right or len(left) > MOST or len(right) > MOST:
            continue
        here = {fold(word.text) for word in pair.source.words}
        for found in right:
            if fold(found.text) in here or _is_known(article, pair.target, found):
                continue
            written = next((word for word in left if _translates(article, pair, word, found)), None)
            if written is not None:
                yield Worded(pair, written, found, _right(article, pair, written))


def _in_capitals(text: Text, shortest: int, longest: int) -> Sequence[Word]:
    """The words in capitals of some length."""
    return [
        word
        for word in text.words
        if word.text.isupper()
        and word.text.isalpha()
        and shortest <= len(word.text) <= longest
        and not is_unspaced(word.text[0])
    ]


def _is_stressed(text: Text, word: Word) -> bool:
    """Whether it is a small word that is stressed: "НЕ", "ВСЕ"."""
    small = word.text.lower()
    return fold(small) in text.language.function_words or (
        len(small) > SHORTEST and is_light(text.language.code, small)
    )


def _is_known(article: Article, text: Text, found: Word) -> bool:
    """Whether the tables know something by these letters."""
    return any(
        one.start <= found.start and found.end <= one.end
        for one in article.mentions(text)
        if one.form is not Form.WRONG
    )


def _translates(article: Article, pair: Pair, written: Word, found: Word) -> bool:
    assert pair.source is not None
    assert pair.target is not None
    small, other = written.text.lower(), found.text.lower()
    kept = spelling(romanise(small, pair.source.language.romanisation), other) >= KEPT
    if kept or sorted(small) == sorted(other) or other in small:
        return False
    renderings = dictionary(pair.source.language.code, pair.target.language.code)
    if renderings and renderings.places(small, renderings.index([other])).get(0) == 1:
        return True
    if article.encoder is None or pair.similarity is None:
        return False
    likely = float(likeness(article.encoder, [small], [other])[0, 0])
    if other in dictionary(article.target_language.code, OTHER) or other in article.target_language.function_words:
        return likely >= LISTED
    return likely >= ALIKE and pair.source.language.script != article.target_language.script


def _right(article: Article, pair: Pair, written: Word) -> str | None:
    """What should stand there: the known abbreviation, or the one of the source in the same letters."""
    assert pair.source is not None
    lang = article.target_language.code
    for one in article.mentions(pair.source):
        if (one.start, one.end) == (written.start, written.end) and len(one.entities) == 1:
            return next(iter(one.entities[0].short.get(lang, ())), None) or one.entities[0].preferred(lang)
    return written.text if pair.source.language.script == article.target_language.script else None
