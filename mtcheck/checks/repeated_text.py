"""repeated-text: doubled words, phrases and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mtcheck.article import Article, Pair, Text
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.finding import Location
from mtcheck.mqm import Severity
from mtcheck.text.words import fold, words

LONGEST_PHRASE = 12
SENTENCE_WORDS = 4


def find(article: Article) -> Iterator[Draft]:
    """Doubled words and phrases inside a pair, then sentences and paragraphs that stand twice in a row."""
    for pair in article.pairs:
        if pair.target is not None:
            yield from _phrases(pair, pair.target)
    yield from _paragraphs(article)
    yield from _sentences(article)


def _phrases(pair: Pair, text: Text) -> Iterator[Draft]:
    found = text.words
    keys = [word.text.casefold() for word in found]
    excused = pair.source is not None and _repeats(pair.source)
    start = 0
    while start < len(keys):
        length, times = _repetition(text, keys, start)
        if not times:
            start += 1
            continue
        first, last = found[start], found[start + length * times - 1]
        unit = text.text[first.start : found[start + length - 1].end]
        start += length * times
        if excused or (length == 1 and _may_double(text, unit, first.start)):
            continue
        yield Draft(
            f"“{unit}” stands {'twice' if times == 2 else f'{times} times'} in a row.",
            (text.place(first.start, last.end),),
            0.95 if length > 1 or times > 2 else 0.9,
            suggestion=unit,
            severity=Severity.MAJOR if times > 2 and length * times > 6 else None,
        )


def _repetition(text: Text, keys: list[str], start: int) -> tuple[int, int]:
    """Length in words and number of times of what repeats from `start` on; (0, 0) for nothing."""
    for length in range(1, min(LONGEST_PHRASE, (len(keys) - start) // 2) + 1):
        if keys[start] != keys[start + length]:
            continue
        unit = keys[start : start + length]
        times = 1
        while keys[start + length * times : start + length * (times + 1)] == unit and _adjacent(
            text, start, length, times
        ):
            times += 1
        chained = _chains(text, keys, start, length, times)
        if times > 1 and not chained and any(key.isalpha() for key in unit):
            return length, times
    return 0, 0


def _chains(text: Text, keys: list[str], start: int, length: int, times: int) -> bool:
    """Whether a word goes on over small words: "again and again and again" repeats "again and" and "and again", but is meant."""
    before, after = keys[start - 1 : start], keys[start + length * times :][:1]
    first, last = keys[start], keys[start + length - 1]
    return length > 1 and (
        before == [last] or (length == 2 and after == [first] and fold(last) in text.language.function_words)
    )


def _adjacent(text: Text, start: int, length: int, times: int) -> bool:
    """Only white space between the copies; longer phrases may have a comma."""
    before, after = text.words[start + length * times - 1], text.words[start + length * times]
    between = text.text[before.end : after.start]
    return between.isspace() or (length > 2 and between.strip() in {",", ";"})


def _may_double(text: Text, unit: str, start: int) -> bool:
    """A name ("Duran Duran"), a letter that is no word, a number, or a word of which the language allows two."""
    letter = len(unit) == 1 and not (unit.islower() and fold(unit) in text.language.function_words)
    if not unit.isalpha() or letter or fold(unit) in text.language.doubles:
        return True
    second = text.text[start + len(unit) :].lstrip()[: len(unit)]
    return unit[0].isupper() and second[:1].isupper()


def _repeats(text: Text) -> bool:
    """Whether the source doubles a word or phrase itself: a translation may keep that."""
    keys = [fold(word.text) for word in text.words]
    return any(_repetition(text, keys, start)[1] for start in range(len(keys)))


def _paragraphs(article: Article) -> Iterator[Draft]:
    paragraphs = article.target_paragraphs
    for before, after in pairwise(paragraphs):
        if _same(before.text, after.text) and not _source_repeats(article):
            yield Draft("The same paragraph stands twice in a row.", (before.whole, after.whole), 0.95)


def _sentences(article: Article) -> Iterator[Draft]:
    segments = article.target.segments
    for before, after in pairwise(segments):
        if before.paragraph != after.paragraph:
            continue
        left, right = before.span.of(article.target.text), after.span.of(article.target.text)
        if _same(left, right) and not _source_repeats(article):
            places = (Location("target", before.span), Location("target", after.span))
            yield Draft("The same sentence stands twice in a row.", places, 0.95)


def _same(left: str, right: str) -> bool:
    keys = [fold(word.text) for word in words(left)]
    return len(keys) >= SENTENCE_WORDS and keys == [fold(word.text) for word in words(right)]


def _source_repeats(article: Article) -> bool:
    """Whether the source, too, has two equal neighbours: then the translation only follows it."""
    if article.source is None:
        return False
    texts = article.source.segment_texts()
    return any(_same(left, right) for left, right in pairwise(texts))


CHECK = Check(
    code="ACC104",
    name="repeated-text",
    category="accuracy/addition",
    severity=Severity.MINOR,
    needs="target",
    what="A word, phrase, sentence or paragraph stands twice or more in a row.",
    why="Neural translation loops, and pages that are copied whole bring the headline twice.",
    limits="Repetition for effect is spared where the source repeats too, or where the language's data allow the word to double.",
    examples=(
        Example("The ministry said in a statement in a statement that talks would go on.", fires=True),
        Example("The the talks will go on.", fires=True),
        Example("He said that that was a very, very bad idea, again and again and again.", fires=False),
    ),
    find=find,
)
