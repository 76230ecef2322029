"""Names by their capitals, for any language that has letter case; no model, no list of names needed.

A capital in the middle of a sentence marks a name. At its beginning it marks nothing, so that a first word counts only
when the texts have it with a capital elsewhere, or when the next word has one too. German, which gives every noun a
capital, needs two words in a row or a given name that is known. What a language adds (particles, words before quoted
names, words that are no names) is data: `references/languages/<code>.names.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mtcheck.languages import Language
from mtcheck.recognisers import Name
from mtcheck.text.name_tables import NameTables, name_tables
from mtcheck.text.quotes import parse
from mtcheck.text.sentence_rules import rules_for
from mtcheck.text.words import Word, fold, is_abbreviation, words

MOST_QUOTED_WORDS = 8
# Without a word before it that says so, only a short quotation is a name and no speech.
MOST_UNANNOUNCED_WORDS = 3
_LONGEST_ABBREVIATION = 6
# A text is a headline when hardly a word lacks a capital. Only Latin scripts know "Title Case".
_SMALL_SHARE, _HEADLINE_WORDS, _LONG_WORD = 0.1, 4, 4
_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_SENTENCE_END = re.compile(r"[.!?…‼⁇⁈⁉\n•|]")
_INITIAL_GAP = re.compile(r"\.[ \u00a0\u202f]?|[ \u00a0\u202f]|\.?-")
_SPACES = frozenset(" \u00a0\u202f")
_SPEECH_AFTER = re.compile(r"\s*,\s*[—–-]")
_SENTENCE_AFTER = re.compile(r" (?=[^\W\d_])(\w)")
_JOINTS = re.compile(r"['’ʼ‑-]")
# Letters of an elided word: "d'Orsay", "dell'Utri" has more.
_ELISION = 2


@dataclass(frozen=True, slots=True)
class _Token:
    """A word with what its place and shape say. `first`: its sentence, line or quotation begins with it."""

    word: Word
    first: bool
    capital: bool
    initial: bool
    folded: str
    stem: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """Stems of the texts: with a capital inside a sentence, without one, and names of one word."""

    capital: frozenset[str]
    lower: frozenset[str]
    solo: frozenset[str]


class CapitalsRecogniser:
    """Names by capitals, of unknown kind. `find` takes the sentences of one article, which inform about each other.

    `tables` replace those of the language; with none at all, only capitals, initials and short quotations are seen.
    """

    name = "capitals"

    def __init__(self, language: Language, tables: NameTables | None = None) -> None:
        self.languages = frozenset({language.code})
        self._language = language
        self._tables = name_tables(language.code) if tables is None else tables
        # German and Luxembourgish, whatever the tables say.
        self._nouns = self._tables.nouns_capitalised or language.capital_nouns

    def find(self, texts: Sequence[str]) -> list[list[Name]]:
        """The names of each text, in order, none overlapping another; empty in scripts without letter case."""
        rows = [self._tokens(text) for text in texts]
        known: set[str] = set()
        lower: set[str] = set()
        for row in rows:
            headline = self._is_headline(row)
            for token in row:
                if not token.capital:
                    lower.add(token.stem)
                elif not (token.first or headline or token.initial):
                    known.add(token.stem)
        solo = {
            run[0].stem for text, row in zip(texts, rows, strict=True) for run in self._runs(text, row) if _alone(run)
        }
        seen = _Seen(frozenset(known), frozenset(lower), frozenset(solo))
        return [self._names(text, row, seen) for text, row in zip(texts, rows, strict=True)]

    @cached_property
    def _function_words(self) -> frozenset[str]:
        starters = frozenset(map(fold, rules_for(self._language.code).starters))
        return self._language.function_words | self._language.reporting_verbs | starters

    @cached_property
    def _openers(self) -> frozenset[str]:
        """Stems of words that begin a sentence and, though followed by a capital, belong to no name."""
        return frozenset(map(self._language.stem, self._tables.openers))

    @cached_property
    def _cues(self) -> frozenset[str]:
        return frozenset(map(self._language.stem, self._tables.cue_words | self._language.party_words))

    def _tokens(self, text: str) -> list[_Token]:
        row: list[_Token] = []
        end = 0
        for word in words(text):
            gap = text[end : word.start]
            first = not row or self._begins_sentence(row[-1], gap)
            capital = self._is_capital(word.text)
            initial = capital and self._tables.is_initial(word.text) and text[word.end : word.end + 1] in {".", "-"}
            folded = fold(word.text)
            row.append(_Token(word, first, capital, initial, folded, self._language.stem(word.text)))
            end = word.end
        return row

    @cached_property
    def _openings(self) -> frozenset[str]:
        """Marks that open a quotation where they stand right before a word."""
        return frozenset({"«", "“", "„", '"', "'", "‘", *(pair[0] for pair in self._language.quotes)})

    def _begins_sentence(self, before: _Token, gap: str) -> bool:
        """Whether a sentence or a quotation may begin after this gap."""
        if gap == " ":
            return False
        if gap[-1:] in self._openings:
            return True
        end = _SENTENCE_END.search(gap)
        if end is None:
            return False
        if end[0] != "." or "\n" in gap:
            return True
        rules = rules_for(self._language.code)
        return not (before.initial or before.folded in rules.prefix or before.folded in rules.unit)

    def _is_capital(self, word: str) -> bool:
        """Whether a word is written like a name: "Paris", "аль-Асад", "d'Estaing"."""
        if word[0].isupper() or word.isalpha():
            return word[0].isupper()
        head, *rest = _JOINTS.split(word, maxsplit=1)
        if not rest or not rest[0][:1].isupper():
            return False
        return fold(head) in self._tables.joined_particles or (word[len(head)] not in "-‑" and len(head) <= _ELISION)

    def _is_headline(self, row: Sequence[_Token]) -> bool:
        """Whether a text has capitals everywhere, so that they mark nothing."""
        usual = [token for token in row if token.word.text.isalpha() and token.folded not in self._function_words]
        long = [token for token in usual if len(token.folded) >= _LONG_WORD]
        if len(long) < _HEADLINE_WORDS:
            return False
        if all(token.word.text.isupper() for token in long):
            return True
        title_case = self._language.script in {"Latin", ""} and not self._nouns
        small = sum(not token.capital and token.folded not in self._tables.particles for token in usual)
        return title_case and small <= _SMALL_SHARE * len(usual)

    def _names(self, text: str, row: list[_Token], seen: _Seen) -> list[Name]:
        if not any(token.capital for token in row):
            return []
        quoted = list(self._quoted(text, row))
        inside = {place for name in quoted for place in range(name.start, name.end)}
        free = [token for token in row if token.word.start not in inside]
        headline = self._is_headline(row)
        found = list(quoted)
        for run in self._runs(text, free):
            for part in self._parts(run, seen):
                kept = self._kept(part, seen, headline=headline)
                if kept:
                    found.append(Name(kept[0].word.start, self._end(text, kept)))
        return sorted(found, key=lambda name: name.start)

    def _quoted(self, text: str, row: Sequence[_Token]) -> Iterator[Name]:
        """Quotations that are names: after a word that says so, or short ones inside a sentence."""
        taken = 0
        starts = [token.word.start for token in row]
        for opening, closing in parse(text, self._language.quotes).spans:
            start, end = opening + 1, closing - 1
            place = bisect_left(starts, start)
            inside = row[place : min(bisect_left(starts, end), place + MOST_QUOTED_WORDS + 1)]
            if opening < taken or not inside or not inside[0].capital or inside[0].word.start != start:
                continue
            before = row[place - 1] if place else None
            near = before is not None and not text[before.word.end : opening].strip(" \u00a0")
            announced = near and before is not None and before.stem in self._cues
            most = MOST_QUOTED_WORDS if announced else MOST_UNANNOUNCED_WORDS
            last = inside[-1].word.end
            if len(inside) > most or text[last:end].strip(" ."):
                continue
            follows = _SENTENCE_AFTER.match(text, closing)
            subject = before is None and follows is not None and follows[1].islower()
            if announced or subject or (near and not _SPEECH_AFTER.match(text, closing) and not self._nouns):
                taken = closing
                yield Name(start, last)

    def _runs(self, text: str, row: Sequence[_Token]) -> Iterator[list[_Token]]:
        """Capitalised words with blanks between them, particles inside, initials with their full stops."""
        run: list[_Token] = []
        pending: list[_Token] = []
        for token in row:
            before = (pending or run)[-1] if run else None
            joined = before is not None and self._joins(text, before, token)
            if not joined:
                if run:
                    yield run
                run, pending = [], []
            if token.capital:
                run += [*pending, token]
                pending = []
            elif run and token.folded in self._tables.particles:
                pending.append(token)
            elif run:
                yield run
                run, pending = [], []
        if run:
            yield run

    def _joins(self, text: str, before: _Token, token: _Token) -> bool:
        gap = text[before.word.end : token.word.start]
        if before.initial:
            # "витамин А. Но" is the end of a sentence.
            return _INITIAL_GAP.fullmatch(gap) is not None and not (
                token.folded in self._function_words - self._tables.particles and token.capital and not token.initial
            )
        return len(gap) == 1 and gap in _SPACES and not token.first

    def _parts(self, run: list[_Token], seen: _Seen) -> Iterator[list[_Token]]:
        """A run cut where another name begins: "Франции | Эмманюэль Макрон", "МИД | РФ | Сергей Лавров"."""
        part: list[_Token] = []
        person = False
        for place, token in enumerate(run):
            if part and self._parts_here(run, place, seen, first=len(part) == 1, person=person):
                yield part
                part, person = [], False
            part.append(token)
            person = person or token.initial or self._tables.is_given(token.word.text)
        if part:
            yield part

    def _parts_here(self, run: Sequence[_Token], place: int, seen: _Seen, *, first: bool, person: bool) -> bool:
        """Whether a name begins at a place; `first` after one word, `person` after a given name or an initial."""
        before, token = run[place - 1], run[place]
        if not before.capital or before.initial or not token.capital or _is_roman(token.word.text):
            return False
        if self._is_abbreviation(before) or self._is_abbreviation(token):
            return True
        # A second given name is none: "Хосе Мария Аснар".
        if place + 1 == len(run) or person:
            return False
        if token.initial:
            # "Снялся | Ж.-П. Бельмондо", but "Пушкин А. С."
            return before.first and not all(one.initial for one in run[place:])
        # "Анкары | Мансур Яваш", where the article speaks of Ankara by itself.
        apart = not self._nouns and first and before.stem in seen.solo
        return apart or self._tables.is_given(token.word.text)

    def _is_abbreviation(self, token: _Token) -> bool:
        text = token.word.text
        return len(text) <= _LONGEST_ABBREVIATION and "." not in text and text.isupper() and is_abbreviation(text)

    def _kept(self, part: list[_Token], seen: _Seen, *, headline: bool) -> list[_Token]:
        """What of a part is a name: words at its ends that only look so are left out."""
        row = list(part)
        if headline:
            row = self._known_stretch(row, seen)
        first = 0
        while first < len(row) and self._is_no_name(row[first], seen, alone=first + 1 == len(row)):
            first += 1
        row = row[first:]
        while row and (not row[-1].capital or row[-1].folded in self._tables.common):
            row = row[:-1]
        if not row or (len(row) == 1 and (len(row[0].word.text) == 1 or _is_roman(row[0].word.text))):
            return []
        if self._nouns:
            return row if self._is_german_name(row) else []
        return row

    def _known_stretch(self, row: list[_Token], seen: _Seen) -> list[_Token]:
        """The longest stretch of words that the other texts have with a capital."""
        best: list[_Token] = []
        current: list[_Token] = []
        for token in row:
            if not (token.stem in seen.capital or token.initial):
                current = []
                continue
            current.append(token)
            if len(current) > len(best):
                best = current
        return best

    def _is_no_name(self, token: _Token, seen: _Seen, *, alone: bool) -> bool:
        if not token.capital or token.folded in self._tables.common:
            return True
        if not token.first:
            return token.folded in self._function_words and alone
        if token.initial and not alone:
            return False
        if token.folded in self._function_words or token.stem in self._openers:
            return True
        if self._is_abbreviation(token) or token.stem in seen.capital:
            return False
        return alone or (token.stem in seen.lower and not self._tables.is_given(token.word.text))

    def _end(self, text: str, row: Sequence[_Token]) -> int:
        """Where a name ends: with the full stop of a last initial, without an English possessive."""
        word = row[-1].word
        if len(row) > 1 and row[-1].initial and text[word.end : word.end + 1] == ".":
            return word.end + 1
        possessive = "'s" in self._language.endings and row[-1].folded.endswith("'s")
        return word.end - 2 if possessive and word.end - 2 > word.start else word.end

    def _is_german_name(self, row: Sequence[_Token]) -> bool:
        """Where every noun has a capital: several words of which none is an ordinary one, or a known given name."""
        if any(self._tables.is_given(token.word.text) for token in row):
            return True
        ordinary = self._tables.common | self._tables.openers | self._function_words
        return len(row) > 1 and not any(token.folded in ordinary for token in row)


def _alone(run: Sequence[_Token]) -> bool:
    return len(run) == 1 and run[0].capital and not run[0].first


def _is_roman(text: str) -> bool:
    return text.isupper() and _ROMAN.fullmatch(text) is not None
