"""Finding the wordings of style lists in a text: one pass over its words, however long the lists are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from mtcheck.cache import read_toml
from mtcheck.glossaries.base import Case
from mtcheck.languages import Language
from mtcheck.resources import references_folder
from mtcheck.text.casing import fits, starts_sentence
from mtcheck.text.words import Word, fold, is_unspaced, words

APOSTROPHES = "'’ʼ"
LONGEST_ADDRESS = 200
# Letters of its first word by which a form waits to be taken apart; stems keep that many.
FILED_BY = 3
# Addresses have no spaces, and no characters of scripts that write without them.
_UNBROKEN = re.compile(r"[^\s\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]*")
_DOMAIN = re.compile(r"[^\W\d_]\.[^\W\d_]{2,}")
_JOINED = re.compile(rf"[{APOSTROPHES}‑-]")
_PART = re.compile(rf"[^{APOSTROPHES}‑-]+")
_SPACE = re.compile(r"[^\S\n]*\n?[^\S\n]+|\n")
_MARKS = str.maketrans({"’": "'", "ʼ": "'", "‑": "-"})


class Wording(NamedTuple):
    """A form of a rule. `base` is the form as listed; `text` is that, or its plural or genitive."""

    text: str
    base: str
    rule: int
    case: Case


@dataclass(frozen=True, slots=True)
class Hit:
    """Wordings that stand at `[start, end)` of a text."""

    start: int
    end: int
    found: str
    wordings: tuple[Wording, ...]


class StyleIndex:
    """The forms of a language's rules. They are taken apart only when a text has a word that begins like them."""

    def __init__(self, wordings: Iterable[Wording], language: Language) -> None:
        """Regular plurals are added where the language has a table of them, `references/style/inflections.toml`."""
        self._language = language
        self._by_stem = language.code not in _inflections()
        self._waiting: dict[str, list[Wording]] = {}
        self._filed: dict[tuple[str, ...], list[Wording]] = {}
        self._lengths: dict[str, set[int]] = {}
        self._may_begin = lru_cache(maxsize=1 << 14)(self._begins)
        for one in wordings:
            first = one.text.partition(" ")[0]
            simple = first.isalnum() and (first.isascii() or not any(map(is_unspaced, first)))
            start = first if simple else next((word.text for word in _words_of(one.text)), "")
            self._waiting.setdefault(fold(start[:FILED_BY])[:FILED_BY], []).append(one)

    def find(self, text: str, text_words: Sequence[Word]) -> list[Hit]:
        """The listed forms in a text, of those at the same words the longest; none inside an address."""
        if not any(self._may_begin(word.text) for word in text_words):
            return []
        parts = [part for word in text_words for part in _parts(word)]
        hits = []
        index = 0
        while index < len(parts):
            match = self._longest(text, parts, index) if self._may_begin(parts[index].text) else None
            if match is not None and not _in_address(text, match[0].start, match[0].end):
                hits.append(match[0])
            index += match[1] if match else 1
        return hits

    def _begins(self, word: str) -> bool:
        """Whether a word, or a part of it, is the first of some form; forms that begin alike are taken apart."""
        return any(self._prepared(part) for part in _PART.findall(word))

    def _prepared(self, part: str) -> bool:
        language = self._language
        for one in self._waiting.pop(fold(part)[:FILED_BY], ()):
            for form in _with_inflected(one, language.code):
                keys = tuple(language.stem(word.text) for word in _words_of(form.text))
                self._filed.setdefault(keys, []).append(form)
                self._lengths.setdefault(keys[0], set()).add(len(keys))
        return language.stem(part) in self._lengths

    def _longest(self, text: str, parts: Sequence[Word], first: int) -> tuple[Hit, int] | None:
        stem = self._language.stem
        for length in sorted(self._lengths.get(stem(parts[first].text), ()), reverse=True):
            filed = self._filed.get(tuple(stem(part.text) for part in parts[first : first + length]), ())
            fitting = [(end, one) for one in filed if (end := self._end(text, parts, first, one)) is not None]
            if fitting:
                # The full stop of "U.S." belongs to it; a listed form counts before an inflected one.
                end = max(reach for reach, _ in fitting)
                same = [one for reach, one in fitting if reach == end]
                same = [one for one in same if one.text == one.base] or same
                start = parts[first].start - len(_affixes(same[0].text)[0])
                return Hit(start, end, text[start:end], tuple(same)), length
        return None

    def _end(self, text: str, parts: Sequence[Word], first: int, one: Wording) -> int | None:
        """Where a form ends that begins at a part of the text; None where it does not stand there."""
        wanted = _words_of(one.text)
        here = parts[first : first + len(wanted)]
        before, after = _affixes(one.text)
        start, end = here[0].start - len(before), here[-1].end + len(after)
        if start < 0 or text[start : here[0].start] != before or text[here[-1].end : end] != after:
            return None
        if not all(self._is_form(part.text, want.text) for part, want in zip(here, wanted, strict=True)):
            return None
        gaps = [
            (text[a.end : b.start], one.text[c.end : d.start])
            for (a, b), (c, d) in zip(pairwise(here), pairwise(wanted), strict=True)
        ]
        if not all(plain(here) == plain(listed) for here, listed in gaps):
            return None
        preceding = parts[first - 1] if first else None
        following = parts[first + len(wanted)] if first + len(wanted) < len(parts) else None
        if not self._stands_alone(text, start, end, preceding, following):
            return None
        return end if _case_fits(text, start, end, one, following) else None

    def _is_form(self, found: str, wanted: str) -> bool:
        """Whether a word is the wanted one, or, with the same stem, an inflected form of it. Diacritics count."""
        have, want = found.casefold(), wanted.casefold()
        if have == want:
            return True
        stem = len(self._language.stem(wanted))
        return self._by_stem and have[:stem] == want[:stem] and len(fold(found)) == len(found)

    def _stands_alone(self, text: str, start: int, end: int, before: Word | None, after: Word | None) -> bool:
        """Whether what an apostrophe joins to the words is an article ("l'") or an ending ("'s") of the language."""
        if before is not None and before.end == start - 1 and text[start - 1] in APOSTROPHES:
            return fold(before.text) in self._language.function_words
        if after is not None and after.start == end + 1 and text[end] in APOSTROPHES:
            return f"'{fold(after.text)}" in self._language.endings
        return True


def inflected(form: str, lang: str) -> str:
    """The other regular form of a listed one, mostly its plural; empty where the language has no table, or no other."""
    endings = _inflections().get(lang, {})
    for length in range(max(map(len, endings), default=0), -1, -1):
        ending = form[len(form) - length :]
        if ending in endings and len(form) > length:
            other = form[: len(form) - length] + endings[ending]
            return "" if other == form else other
    return ""


@cache
def _inflections() -> dict[str, Mapping[str, str]]:
    path = references_folder() / "style" / "inflections.toml"
    return read_toml(path)


def _with_inflected(wording: Wording, lang: str) -> list[Wording]:
    other = inflected(wording.text, lang) if wording.text[-1:].islower() else ""
    return [wording, wording._replace(text=other)] if other else [wording]


def _case_fits(text: str, start: int, end: int, one: Wording, following: Word | None) -> bool:
    found = text[start:end]
    if one.case == "any":
        return True
    if one.case == "exact":
        return found == one.text
    if any(char.isupper() for char in one.text):
        return fits(found, one.text)
    if found == found.lower():
        return True
    # A capital inside a sentence makes a name of an ordinary word: "Department of Labour".
    name_follows = following is not None and following.text[:1].isupper() and following.start <= end + 1
    return found[1:] == found[1:].lower() and starts_sentence(text, start) and not name_follows


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the words are part of a web or mail address, a file name or a tag."""
    before = _UNBROKEN.match(text[max(0, start - LONGEST_ADDRESS) : start][::-1])
    after = _UNBROKEN.match(text[end : end + LONGEST_ADDRESS])
    around = f"{before[0][::-1] if before else ''}{text[start:end]}{after[0] if after else ''}"
    return any(sign in around for sign in ("://", "www.", "@", "#", "_")) or bool(_DOMAIN.search(around))


def _parts(word: Word) -> list[Word]:
    """A word taken apart at hyphens and apostrophes: lists name "Kiev", texts have "Kiev-based" and "Kiev's"."""
    if word.text.isalnum() or not _JOINED.search(word.text):
        return [word]
    found = _PART.finditer(word.text)
    return [Word(match[0], word.start + match.start(), word.start + match.end()) for match in found]


@lru_cache(maxsize=1 << 14)
def _words_of(form: str) -> tuple[Word, ...]:
    return tuple(part for word in words(form) for part in _parts(word))


def parts_of(form: str) -> list[str]:
    """The words of a form, compounds taken apart."""
    return [word.text for word in _words_of(form)]


@lru_cache(maxsize=1 << 14)
def _affixes(form: str) -> tuple[str, str]:
    """What stands before the first and behind the last word of a form, such as the last full stop of "U.S."."""
    parts = _words_of(form)
    return form[: parts[0].start], form[parts[-1].end :]


def plain(text: str) -> str:
    """The text with straight apostrophes, plain hyphens, and one space for white space within a paragraph."""
    return _SPACE.sub(" ", text).translate(_MARKS)
