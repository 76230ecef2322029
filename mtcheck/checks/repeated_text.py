"""repeated-text: doubled words, phrases and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from mtcheck.article import Article, Pair, Text
from mtcheck.checks.base import Check, Draft, Example, Fixes
from mtcheck.finding import Applicability, Location
from mtcheck.mqm import Severity
from mtcheck.spans import Span
from mtcheck.text.repetition import Repetition, clauses, joined, looping, repetitions
from mtcheck.text.words import fold, is_unspaced, words

SENTENCE_WORDS = 4
# Words of a sentence that stands again further on, not just behind itself.
FAR_WORDS = 7
# From this confidence on a copy may be taken out without a person.
SURE = 0.8
# Words of a phrase whose second copy in the source explains a clause that comes back.
SOURCE_WORDS = 3


def find(article: Article) -> Iterator[Draft]:
    """Doubled words, phrases and clauses inside a pair, then sentences and paragraphs that stand twice."""
    for pair in article.pairs:
        if pair.target is not None:
            yield from _phrases(pair, pair.target)
            yield from _loops(pair, pair.target)
    if len(article.target.segments) > 1:
        yield from _sentences(article)


def _phrases(pair: Pair, text: Text) -> Iterator[Draft]:
    found, small = text.words, text.language.function_words
    taken: list[tuple[int, int]] = []
    for one in repetitions(text.text, found, small):
        taken.append((one.start, one.start + one.length * one.times))
        first, last = found[one.start], found[taken[-1][1] - 1]
        unit = text.text[first.start : found[one.start + one.length - 1].end]
        if _is_meant(pair, text, one, unit):
            continue
        yield Draft(
            f"“{unit}” stands {'twice' if one.times == 2 else f'{one.times} times'} in a row.",
            (text.place(first.start, last.end),),
            0.95 if one.length > 1 or one.times > 2 else 0.75 if one.joint else 0.9,
            suggestion=unit,
            severity=Severity.MAJOR if one.times > 2 and one.length * one.times > 6 else None,
        )
    if not is_unspaced(text.text[:1]):
        again = [(start, start + length + 1, length) for start, length in joined(found, small)]
        far = [one for one in clauses(found) if _says_much(text, one[1], one[2])]
        for start, place, length in (*again, *far):
            if not any(left < place + length and start < right for left, right in taken) and not _recurs(pair.source):
                taken.append((start, place + length))
                unit = text.text[found[place].start : found[place + length - 1].end]
                places = [text.place(found[at].start, found[at + length - 1].end) for at in (place, start)]
                yield Draft(f"“{unit}” stands twice in this sentence.", (*places,), 0.85)


def _says_much(text: Text, start: int, length: int) -> bool:
    """Whether a clause is more than the long name of a body or law."""
    own = (word.text for word in text.words[start : start + length])
    return sum(word.islower() and fold(word) not in text.language.function_words for word in own) >= SOURCE_WORDS


def _is_meant(pair: Pair, text: Text, one: Repetition, unit: str) -> bool:
    """Whether what stands twice may well be so: as in the source, a name, a figure, or a word of which two are allowed."""
    source = pair.source
    if is_unspaced(unit[0]):
        # Scripts of characters double many a word; only a long phrase, or a loop, is beyond doubt.
        excused = fold(unit) in text.language.doubles or (one.length < SOURCE_WORDS and one.times < SOURCE_WORDS)
        return excused or (source is not None and _repeats(source))
    if not any(char.isalpha() for char in unit):
        return source is None or _figures(source.text, unit) >= one.times or _repeats(source)
    small = {fold(word.text) for word in words(unit)} <= text.language.function_words
    if source is not None and _repeats(source) and not (small and one.length == 1 and unit.islower()):
        return True
    if one.length > 1:
        return bool(one.joint) and one.length < SOURCE_WORDS and source is None and not small
    return _may_double(text, one, unit, small=small and unit.islower(), known=source is not None)


def _may_double(text: Text, one: Repetition, unit: str, *, small: bool, known: bool) -> bool:
    """A word of which two are allowed, a letter that is no word, a list ("coal, coal gas"), or a name without a source.

    At a comma one clause may end and another begin with the same small word: "after it passed it, it lapsed".
    """
    if fold(unit) in text.language.doubles or one.joint == "," or (not small and len(unit) == 1):
        return True
    return one.times == 2 and not known and _is_name(text, one, unit)


def _is_name(text: Text, one: Repetition, unit: str) -> bool:
    """Like "Duran Duran": only the source says whether a name is double."""
    return unit[0].isupper() and text.words[one.start + 1].text[0].isupper()


def _figures(text: str, unit: str) -> int:
    """How often a figure stands in a text, not as a part of a longer one."""
    return len(re.findall(rf"(?<!\d){re.escape(unit)}(?!\d)", text))


def _repeats(text: Text) -> bool:
    """Whether the source doubles a word or phrase itself, also with a hyphen: a translation may keep that."""
    if is_unspaced(text.text.strip()[:1]):
        # Characters that double inside a word say nothing of the translation.
        found = repetitions(text.text, text.words, text.language.function_words)
        return any(one.length >= SOURCE_WORDS for one in found)
    if not text.language.script:
        # Letters of other scripts may not make words here; blanks do.
        tokens = text.text.split()
        return any(left == right for left, right in pairwise(tokens))
    for word in text.words:
        left, hyphen, right = fold(word.text).partition("-")
        if hyphen and left[:3] == right[:3] and abs(len(left) - len(right)) <= 2:
            return True
    for before, after in pairwise(text.words):
        if before.text[:3].casefold() == after.text[:3].casefold() and _alike(before.text, after.text):
            return True
    return any(True for _ in repetitions(text.text, text.words, text.language.function_words))


def _alike(left: str, right: str) -> bool:
    """The same word, perhaps in another case: "Баден Бадена"."""
    shared = min(len(left), len(right))
    return (
        abs(len(left) - len(right)) <= 2
        and left[: max(3, shared - 2)].casefold() == right[: max(3, shared - 2)].casefold()
    )


def _recurs(source: Text | None) -> bool:
    """Whether a phrase of the source comes back in it; without a source nothing excuses a clause that does."""
    return source is not None and (_repeats(source) or any(True for _ in clauses(source.words, SOURCE_WORDS)))


def _loops(pair: Pair, text: Text) -> Iterator[Draft]:
    for word in text.words:
        unit = looping(word.text)
        if unit and fold(unit) not in text.language.doubles and not _source_loops(pair.source):
            message = f"“{unit}” goes round and round in “{word.text[:60]}”."
            yield Draft(message, (text.place(word.start, word.end),), 0.85)


def _source_loops(source: Text | None) -> bool:
    return source is not None and any(looping(word.text) for word in source.words)


def _sentences(article: Article) -> Iterator[Draft]:
    """Equal paragraphs, and equal sentences outside of them, where the source has no equal sentences."""
    seen: dict[tuple[str, ...], tuple[int, Span]] = {}
    doubled: set[int] = set()
    found: list[Draft] = []
    text = article.target.text
    for index, paragraph in enumerate(article.target.paragraphs):
        before = _seen(seen, index, paragraph.span, paragraph.span.of(text))
        if before is not None:
            doubled.add(index)
            found.append(_twice("paragraph", before, paragraph.span, close=_close(seen, text, paragraph.span, index)))
    seen = {}
    for index, segment in enumerate(article.target.segments):
        before = _seen(seen, index, segment.span, segment.span.of(text))
        if before is not None and segment.paragraph not in doubled:
            found.append(_twice("sentence", before, segment.span, close=_close(seen, text, segment.span, index)))
    if found and not _source_repeats(article):
        yield from found


def _seen(seen: dict[tuple[str, ...], tuple[int, Span]], index: int, span: Span, text: str) -> Span | None:
    """Where the same words stood before, near enough for their number."""
    keys = _keys(text)
    if len(keys) < SENTENCE_WORDS:
        return None
    before = seen.get(keys)
    if before is None or (len(keys) < FAR_WORDS and index - before[0] > 1):
        seen[keys] = (index, span)
        return None
    return before[1]


def _close(seen: dict[tuple[str, ...], tuple[int, Span]], text: str, span: Span, index: int) -> bool:
    return index - seen[_keys(span.of(text))][0] == 1


@lru_cache(maxsize=4096)
def _keys(text: str) -> tuple[str, ...]:
    return tuple(fold(word.text) for word in words(text))


def _twice(kind: str, before: Span, after: Span, *, close: bool) -> Draft:
    places = (Location("target", before), Location("target", after))
    return Draft(f"The same {kind} stands twice{' in a row' if close else ''}.", places, 0.95 if close else 0.85)


def _source_repeats(article: Article) -> bool:
    """Whether the source, too, has two equal sentences: then the translation only follows it."""
    if article.source is None:
        return False
    keys = [key for key in map(_keys, article.source.segment_texts()) if len(key) >= SOURCE_WORDS]
    return len(set(keys)) < len(keys)


CHECK = Check(
    code="ACC104",
    name="repeated-text",
    category="accuracy/addition",
    severity=Severity.MINOR,
    needs="target",
    what="A word, phrase, clause, sentence or paragraph stands twice or more, or syllables go round in a word.",
    why="Neural translation loops, and pages that are copied whole bring the headline twice.",
    limits="Repetition for effect is spared where the source repeats too, or where the language's data allow the word to double. A name that stands twice needs the source.",
    examples=(
        Example("The ministry said in a statement in a statement that talks would go on.", fires=True),
        Example("The the talks will go on.", fires=True),
        Example("He said that that was a very, very bad idea, again and again and again.", fires=False),
    ),
    find=find,
    fixes=Fixes(Applicability.SAFE, least=SURE),
)
