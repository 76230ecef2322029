"""How a suggestion reads in the place where it is to stand: article, case of letters, possessive, blanks.

Where its form cannot be told, it is left out: a fix that makes a new fault is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile
from typing import NamedTuple

from mtcheck.finding import Manner
from mtcheck.languages import Language
from mtcheck.spans import Span
from mtcheck.text.articles import Articles, articles
from mtcheck.text.casing import capitalised, is_shouted, starts_sentence
from mtcheck.text.words import Word, fold, is_abbreviation, words

# How far to look for the words beside a place, and for the noun that a title describes.
NEAR, AHEAD = 60, 4
# Words of a line in capitals from which it is no abbreviation with its neighbour.
SHOUTED = 3
_BEFORE = re.compile(r"(?P<word>[^\W\d_]+)(?P<between>[ \u00a0]+[\"“„«‘]?)\Z")
_CLOSING = re.compile(r"[\"”»’']?")
_POSSESSIVE = re.compile(r"['’]s\Z")
_STOPS = re.compile(r"[.,;:!?()\[\]\n—–]")
_APOSTROPHES = "'’"
_OPENING_SINGLE = "'‘"


class Replacement(NamedTuple):
    """What is to stand at a span."""

    span: Span
    text: str


def worded(text: str, span: Span, suggestion: str, manner: Manner, language: Language) -> Replacement | None:
    """The suggestion as it has to stand, with the article before it where that changes; None where that is unsure."""
    if not suggestion:
        return _left_out(text, span)
    table = articles(language.code)
    if manner is Manner.WORDS:
        return _with_indefinite(text, Replacement(span, suggestion), table)
    if table is None:
        return None  # names decline, or agree with their article, as mtcheck cannot tell
    replacement: Replacement | None = _possessive(text, span, _cased(text, span, suggestion))
    if manner is Manner.TITLE and replacement is not None:
        replacement = _with_definite(text, replacement, table, language)
    elif replacement is not None and _is_plural(text, span, suggestion, table):
        return None
    if replacement is None or _stands_beside(text, replacement):
        return None
    return _with_indefinite(text, replacement, table)


def _left_out(text: str, span: Span) -> Replacement:
    """Nothing in the place: two words do not run together, and no two blanks stay."""
    before, after = text[: span.start][-1:], text[span.end : span.end + 1]
    if before.isalnum() and after.isalnum():
        return Replacement(span, " ")
    if before in {" ", "\n", ""} and after == " ":
        return Replacement(Span(span.start, span.end + 1), "")
    return Replacement(span, "")


def _cased(text: str, span: Span, suggestion: str) -> str:
    """In capitals where a line, or several words there, are; names keep their own capitals else."""
    found = span.of(text)
    end = text.find("\n", span.end)
    line = text[text.rfind("\n", 0, span.start) + 1 : len(text) if end < 0 else end]
    shouts = line.isupper() and len(line.split()) >= SHOUTED
    loud = is_shouted(found, suggestion) and len(found.split()) > 1 and not all(map(is_abbreviation, found.split()))
    return suggestion.upper() if shouts or loud else suggestion


def _possessive(text: str, span: Span, new: str) -> Replacement:
    """With the possessive that what is found has: "'s" inside the place, or the apostrophe alone behind an s."""
    found = span.of(text)
    inside = _POSSESSIVE.search(found)
    if inside:
        return Replacement(span, new if _POSSESSIVE.search(new) else f"{new}{inside[0]}")
    mark = text[span.end : span.end + 1]
    alone = mark in _APOSTROPHES and mark and not text[span.end + 1 : span.end + 2].isalnum()
    quoted = text[: span.start][-1:] in {*_OPENING_SINGLE} and span.start > 0
    if alone and not quoted and found.endswith("s") and not new.endswith("s"):
        return Replacement(Span(span.start, span.end + 1), f"{new}{mark}s")
    return Replacement(span, new)


def _with_definite(text: str, given: Replacement, table: Articles, language: Language) -> Replacement | None:
    """With the definite article that the title asks for, if one stood there; None where that cannot be told."""
    span, new = given
    # An article inside the place counts like one before it.
    inside = table.begins_definite(span.of(text))
    before = None if inside else _BEFORE.search(text, max(0, span.start - NEAR), span.start)
    definite = inside or (before is not None and fold(before["word"]) in table.definite)
    own_definite = table.begins_definite(new)
    if not definite:
        indefinite = before is not None and fold(before["word"]) in table.indefinite
        return None if own_definite and indefinite else given
    start = span.start if before is None else before.start("word")
    article = text[start : span.start + inside]
    describes = _describes(text, span.end, table, language)
    if describes:
        kept = article + new[own_definite:]
    elif describes is None and (own_definite or table.has_own(new)):
        return None
    elif own_definite:
        kept = _quote_of(article) + new
    elif table.has_own(new) or not table.takes_definite(new, language.function_words):
        kept = _quote_of(article) + (capitalised(new) if starts_sentence(text, start) else new)
    else:
        kept = article + new
    return Replacement(Span(start, span.end), kept)


def _quote_of(article: str) -> str:
    """The opening mark behind an article that goes."""
    return article[-1:] if article[-1:] in {*'"“„«‘'} else ""


def _describes(text: str, end: int, table: Articles, language: Language) -> bool | None:
    """Whether the words behind a title are a noun that it describes; None where that cannot be told."""
    closing = _CLOSING.match(text, end)
    rest = text[closing.end() if closing else end :][:NEAR]
    stop = _STOPS.search(rest)
    following = words(rest[: stop.start()] if stop else rest)
    if not following or not rest[:1].isspace():
        return False
    first = fold(following[0].text)
    if first in table.described or first in language.party_words or first in language.media_words:
        return True
    if first not in language.function_words:
        return False if first in language.reporting_verbs else None
    return _joined(following, table, language)


def _joined(following: Sequence[Word], table: Articles, language: Language) -> bool:
    """Whether a second name and then the noun follow: "the Batkivshchyna and European Solidarity factions"."""
    nouns = table.described | language.party_words | language.media_words
    behind = list(dropwhile(lambda word: word.text[0].isupper(), following[1:]))
    names = len(following) - 1 - len(behind)
    # An adjective may stand before the noun: "and SPD parliamentary groups".
    return 0 < names <= AHEAD and any(fold(word.text) in nouns for word in behind[:2])


def _is_plural(text: str, span: Span, new: str, table: Articles) -> bool:
    """Whether a family or the like is named: "the Makrons"."""
    before = _BEFORE.search(text, max(0, span.start - NEAR), span.start)
    definite = before is not None and fold(before["word"]) in table.definite
    return definite and span.of(text).endswith("s") and not new.endswith("s")


def _stands_beside(text: str, given: Replacement) -> bool:
    """Whether the name, or a part of it, stands right there already: in the brackets, as a given name before it."""
    mine = _folded(given.text)
    if not mine:
        return False
    reach = NEAR + len(given.text)
    before = _folded(text[max(0, given.span.start - reach) : given.span.start])
    after = _folded(text[given.span.end : given.span.end + reach])
    return before[-1:] == mine[:1] or after[:1] == mine[-1:] or mine in (before[-len(mine) :], after[: len(mine)])


def _folded(text: str) -> list[str]:
    return [fold(word.text) for word in words(text)]


def _with_indefinite(text: str, given: Replacement, table: Articles | None) -> Replacement:
    """With "a" or "an" as the new words ask for it."""
    if table is None or not given.text[:1].isalnum():
        return given
    before = _BEFORE.search(text, max(0, given.span.start - NEAR), given.span.start)
    article = before["word"] if before is not None else ""
    if before is None or fold(article) not in table.indefinite or article[1:].isupper():
        return given
    if article[0].isupper() and not starts_sentence(text, before.start("word")):
        return given  # a letter, as in "type A"
    right = table.indefinite_before(given.text)
    old = given.span.of(text)
    # An article that was not right for the old words was perhaps none; an abbreviation may be read as a word.
    meant = fold(article) == table.indefinite_before(old) or is_abbreviation(old.split(" ")[0])
    if fold(article) == right or not meant:
        return given
    written = capitalised(right) if article[0].isupper() else right
    return Replacement(Span(before.start("word"), given.span.end), f"{written}{before['between']}{given.text}")
