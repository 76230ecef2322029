"""Words of the source that stand in the translation as they are, or only in other letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from mtcheck.dictionaries import Dictionary, dictionary
from mtcheck.languages import Language, language
from mtcheck.resources import references_folder
from mtcheck.text.casing import starts_sentence
from mtcheck.text.foreign_words import ENDING, begins, is_loan, is_marked, leaning, sounds
from mtcheck.text.morphology import readings
from mtcheck.text.words import Word, fold

# Letters of a word that is looked at, and of one in other letters.
SHORTEST, SHORTEST_ROMANISED = 3, 5
# Words in a row that are the source's, where no dictionary knows the translation's language.
RUN = 3
# Letters that may follow in the source where the word has a capital, and may be a name.
CASE_ENDING = 2
# First letters that make a word one family with a rendering of the source's: it is a rare form, not left over.
KIN = 5
# Letters before the apostrophe of an elided word: "dell'autore". English has fewer behind it.
ELIDED = 5
# Log odds from which a word that no dictionary has looks like the source's language rather than like a rare word.
ENGAGED, CERTAIN = -0.4, 0.7
# The same for a word that only lacks its accents to be one of the translation's language.
ACCENTED = 0.3
_ELISION = re.compile(r"^\w{1,5}['’](?=\w{3})")
_POSSESSIVE = re.compile(r"['’]s$")
_APOSTROPHE = re.compile(r"['’ʼ]\w{0,2}$")
_OPENING, _CLOSING = frozenset("“„«\"‘'(‚*_"), frozenset("”“»\"’')‘*_,.;:!?")


@dataclass(frozen=True, slots=True)
class Left:
    """What was left, from `start` to `end` of the translation; `source` is the word of the source in other letters."""

    start: int
    end: int
    confidence: float
    source: Word | None = None


@cache
def vocabulary(code: str) -> Dictionary | None:
    """Any dictionary that has the words of a language, None where there is none."""
    for path in sorted((references_folder() / "dictionaries").glob(f"*{code}*.tsv")):
        left, right = path.name.split(".")[0].split("-")
        if code in {left, right}:
            return dictionary(code, left if code == right else right)
    return None


@lru_cache(maxsize=1 << 14)
def _is_word(code: str, word: str) -> bool:
    """Whether a language has a word, or the parts of one with hyphens."""
    known = vocabulary(code)
    plain = _APOSTROPHE.sub("", word)
    if known is None or not plain.replace("-", "").isalpha():
        return True
    small = language(code).function_words
    return all(fold(part) in small or part in known or is_loan(code, part) for part in plain.split("-") if part)


def verbatim(
    source: Sequence[Word], target: Sequence[Word], text: str, here: Language, there: Language
) -> Iterator[Left]:
    """Lower-case words that are the source's, side by side, and none of the translation's own language.

    A name holds such words, too, and so does a short quotation: these are left alone.
    """
    own = {word.text.casefold() for word in source}
    lower = {word.text for word in source if word.text.islower()}
    pairs = {(_ELISION.sub("", one.text), other.text) for one, other in pairwise(source)}
    pairs |= {(one, _ELISION.sub("", other)) for one, other in pairs}
    foreign = [
        _is_foreign(word.text, own, here, there)
        or (word.text[0].isupper() and _is_opening(word, text, lower, here, there))
        or (len(word.text) == 1 and _is_letter(target, at, text, own, here, there))
        for at, word in enumerate(target)
    ]
    place = 0
    while place < len(target):
        if not foreign[place]:
            place += 1
            continue
        end = place
        while end + 1 < len(target) and foreign[end + 1] and (target[end].text, target[end + 1].text) in pairs:
            end += 1
        if not _in_name(target, place, end, pairs, there) and not _set_off(text, target[place].start, target[end].end):
            yield Left(target[place].start, target[end].end, 0.9 if end > place else 0.8)
        place = end + 1


def _is_foreign(written: str, own: Collection[str], here: Language, there: Language) -> bool:
    """Whether a word without a capital is the source's, and none of the translation's language."""
    word = written if written in own else _POSSESSIVE.sub("", written)
    if not word.islower() or word not in own:
        return False
    elided, apostrophe, rest = word.replace("’", "'").partition("'")
    if apostrophe and len(rest) >= SHORTEST and len(elided) <= ELIDED:
        word = rest
    if not word.replace("-", "").isalpha() or fold(word) in here.function_words or is_loan(here.code, word):
        return False
    if here.script != "Latin":
        return len(word) > SHORTEST and word.isascii()
    return _looks_foreign(word, here, there)


def _looks_foreign(word: str, here: Language, there: Language) -> bool:
    known = _is_word(here.code, word)
    if len(word) < SHORTEST:
        return len(word) > 1 and fold(word) in there.function_words and not known
    odds = leaning(word, there.code, here.code)
    if word.isascii():
        return not known and odds >= ENGAGED
    return odds >= (ACCENTED if known else ENGAGED)


def _is_opening(word: Word, text: str, lower: Collection[str], here: Language, there: Language) -> bool:
    """Whether a sentence begins with a word that the source has without a capital, or a small word of it."""
    plain = word.text.lower()
    if not word.text[1:].islower() or len(plain) < SHORTEST or not starts_sentence(text, word.start):
        return False
    small = fold(plain) in there.function_words
    if not small and (plain not in lower or leaning(plain, there.code, here.code) < CERTAIN):
        return False
    return _is_foreign(plain, {plain}, here, there)


def _is_letter(
    target: Sequence[Word], at: int, text: str, own: Collection[str], here: Language, there: Language
) -> bool:
    """Whether a small word of one letter ("y", "w") stands between words of the translation."""
    word = target[at]
    if word.text not in own or word.text not in there.function_words or word.text in here.function_words:
        return False
    around = [target[place] for place in (at - 1, at + 1) if 0 <= place < len(target)]
    blanks = text[word.start - 1 : word.start] == text[word.end : word.end + 1] == " "
    return blanks and len(around) == 2 and all(one.text.islower() and len(one.text) > 1 for one in around)


def _in_name(target: Sequence[Word], place: int, end: int, pairs: Collection[tuple[str, str]], there: Language) -> bool:
    """Whether the words belong to one with a capital as they do in the source ("Rassemblement national")."""
    word = target[place].text
    first = place
    while first and (target[first - 1].text, _POSSESSIVE.sub("", target[first].text)) in pairs:
        first -= 1
        if target[first].text[0].isupper():
            return fold(word) not in there.reporting_verbs
    after = target[end + 1].text if end + 1 < len(target) else ""
    small = fold(target[end].text) in there.function_words
    lowered = {(left.lower(), right) for left, right in pairs} if small and after[:1].isupper() else ()
    before = target[place - 1].text if place else ""
    return (
        small
        and after[:1].isupper()
        and (target[end].text.lower(), after) in lowered
        and (before[:1].isupper() or word[0].isupper())
    )


def _set_off(text: str, start: int, end: int) -> bool:
    """In quotation marks or brackets of their own: an original that is meant."""
    return start > 0 and text[start - 1] in _OPENING and text[end : end + 1] != "" and text[end] in _CLOSING


def run_of(
    source: Sequence[Word], target: Sequence[Word], text: str, here: Language, there: Language
) -> Iterator[Left]:
    """At least three words in a row as in the source, lower-case ones that look like its language."""
    following: dict[str, set[str]] = {}
    for one, other in pairwise(source):
        following.setdefault(one.text, set()).add(other.text)
    place = 0
    while place < len(target):
        end = place
        while end + 1 < len(target) and target[end + 1].text in following.get(target[end].text, ()):
            end += 1
        found = [word.text for word in target[place : end + 1]]
        lower = [word for word in found if word.islower() and word.isalpha() and fold(word) not in here.function_words]
        looks = sum(leaning(word, there.code, here.code) for word in lower)
        set_off = _set_off(text, target[place].start, target[end].end)
        if len(lower) >= RUN and all(word[0].islower() for word in found) and looks > len(lower) and not set_off:
            yield Left(target[place].start, target[end].end, 0.85)
        place = end + 1


def romanised(
    source: Sequence[Word], source_text: str, target: Sequence[Word], text: str, here: Language, there: Language
) -> Iterator[Left]:
    """Words that are none of the translation's language, and begin as a common word of the source does."""
    words_of = None
    for place, word in enumerate(target):
        if len(word.text) < SHORTEST_ROMANISED or _is_word(here.code, word.text.lower()):
            continue
        first = word.text[0].isupper()
        if (
            (first and not _opens(target, place, text, here))
            or _in_address(text, word)
            or _ends_name(target, place, text)
        ):
            continue
        if words_of is None:
            words_of = [
                (at, _romanise(there.code, fold(one.text)))
                for at, one in enumerate(source)
                if _is_common(there, one, source)
            ]
        sound = sounds(fold(word.text))
        ending = CASE_ENDING if first else ENDING
        at = next((at for at, other in words_of if begins(sound, other, ending)), None)
        if at is None or (_set_off(text, word.start, word.end) and not _bracketed(text, word, source_text, source[at])):
            continue
        if first and _begins_name(text, target[place : place + 2], source[at + 1 : at + 2], here):
            continue
        known = dictionary(there.code, here.code).renderings(source[at].text)
        if any(rendering[:KIN] == fold(word.text)[:KIN] for rendering in known):
            continue
        if known or (not first and _known(there, source[at].text) and is_marked(there.code, fold(word.text))):
            yield Left(word.start, word.end, 0.85 if known else 0.7, source[at])


def _opens(target: Sequence[Word], place: int, text: str, here: Language) -> bool:
    """Whether a capital may be a title's, behind a small word or before a name: "the Postpred", "Postpred Ivan"."""
    word = target[place]
    if not word.text[1:].islower():
        return False
    if not starts_sentence(text, word.start):
        return place > 0 and fold(target[place - 1].text) in here.function_words
    return place + 1 < len(target) and target[place + 1].text[0].isupper()


def _bracketed(text: str, word: Word, source_text: str, source: Word) -> bool:
    """In brackets here and in the source, and so no original beside its translation."""
    return text[word.start - 1 : word.start] == "(" == source_text[max(0, source.start - 1) : source.start]


def _in_address(text: str, word: Word) -> bool:
    """Whether a word is part of a link or of an account's name."""
    return (
        text[max(0, word.start - 1) : word.start] in {*"@./_#"}
        or text[word.end : word.end + 2].strip(" \n")[1:].isalnum()
    )


def _ends_name(target: Sequence[Word], place: int, text: str) -> bool:
    """Whether the word before has a capital of its own: "Nizhny Susalny pereulok"."""
    before = target[place - 1] if place and text[target[place - 1].end : target[place].start].isspace() else None
    return before is not None and before.text[0].isupper() and not starts_sentence(text, before.start)


def _begins_name(text: str, row: Sequence[Word], behind: Sequence[Word], here: Language) -> bool:
    """Whether the second of two words got its capital with the translation: "Zavodskoy District Court"."""
    if len(row) == 1 or text[row[0].end : row[1].start] != " ":
        return False
    following = row[1].text
    named = following[:1].isupper() and _is_word(here.code, following.lower())
    return named and any(word.text.islower() for word in behind)


def _is_common(there: Language, word: Word, source: Sequence[Word]) -> bool:
    """Not a name: without a capital, or with one at the beginning where the dictionary knows no such name."""
    if len(word.text) < SHORTEST_ROMANISED - 2 or word.text.isascii():
        return False
    if word.text.islower():
        return True
    read = readings(there.code, word.text)
    return word is source[0] and word.start == 0 and read is not None and read.known and read.proper == 0.0


def _known(there: Language, word: str) -> bool:
    read = readings(there.code, word)
    return read is not None and read.known


@lru_cache(maxsize=1 << 14)
def _romanise(code: str, folded: str) -> str:
    """A word of the source in Latin letters."""
    letters = language(code).romanisation
    return sounds("".join(letters.get(char, char) for char in folded))
