"""Known names in a text: which entities of the gazetteer it mentions, and in which form."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from mtcheck.cache import remembered
from mtcheck.gazetteers import KINDS, Entity, Gazetteer
from mtcheck.languages import Language
from mtcheck.text.morphology import agree, base_forms, readings
from mtcheck.text.phrases import Match, PhraseIndex, file_phrases
from mtcheck.text.quotes import parse
from mtcheck.text.words import Word, fold, is_abbreviation, words

# A word in capitals up to this length is an abbreviation; a longer one may be a headline.
LONGEST_ABBREVIATION = 5
# Joins the parts of a foreign name in Chinese and Japanese.
NAME_DOT = "·"
# Letters from which a word that is no ordinary one names a body without a capital, too: "нацгвардия".
LONG = 8
# Letters of an elided word and its apostrophe ("dell'").
LONGEST_ELISION = 8
_APOSTROPHES = frozenset("'’ʼ")
# Share of readings from which a word is a given name.
GIVEN = 0.5
# Letters behind the first word of a name in quotation marks, above which it is no name but something said.
LONGEST_TITLE = 24
# Kinds of names that may open a quotation for themselves.
_NAMED_ALONE = frozenset({"person", "place"})


class Form(Enum):
    """What kind of name a mention uses."""

    NAME = "name"
    SHORT = "short"
    SURNAME = "surname"
    WRONG = "wrong"
    DEMONYM = "demonym"


@dataclass(frozen=True, slots=True)
class Mention:
    """Entities that may be meant at `[start, end)` of a text; several share a name ("Labour Party")."""

    start: int
    end: int
    form: Form
    entities: tuple[Entity, ...]
    single: bool
    """Whether the name is one word, and so may be an ordinary word."""

    @property
    def kind(self) -> str:
        """The kind of the first entity."""
        return self.entities[0].kind


class NameFinder:
    """Finds the names of a gazetteer in texts of one language.

    With `foreign` also the native and English names, as in a translation, where both may stand.
    """

    def __init__(self, gazetteer: Gazetteer, language: Language, *, foreign: bool) -> None:
        self._function_words = language.function_words
        self._gazetteer = gazetteer
        self._foreign = foreign
        self._code = language.code
        self._language = language
        self._indexes: list[PhraseIndex[tuple[str, int, str]]] = [
            PhraseIndex(language.stem, _filed(gazetteer, language, part, kinds, foreign=foreign), self._other_keys)
            for part, kinds in _PARTS.items()
        ]

    def find(self, text: str, text_words: Sequence[Word]) -> list[Mention]:
        """Mentions in order. Letter case must fit the name's: "центр" is not «Центр», "who" is not the WHO."""
        mentions = []
        apart = unelided(self._language, text_words)
        matches = [match for index in self._indexes for match in self._matches(index, text, text_words, apart)]
        for match in sorted(matches, key=lambda match: (match.start, -match.end)):
            found = text[match.start : match.end]
            for form in Form:
                rows = dict.fromkeys(row for _, row, kind in match.items if kind == form.value)
                if rows:
                    entities = tuple(map(self._gazetteer.entity, rows))
                    single = match.last - match.first == 1 and not is_abbreviation(found)
                    mentions.append(Mention(match.start, match.end, form, entities, single))
        quoted = parse(text, self._language.quotes).spans
        return [
            one
            for one in mentions
            if not (self._part_of_a_longer_name(text, apart, one) or _cuts(one, quoted) or _opens(text, one, quoted))
        ]

    def _matches(
        self, index: PhraseIndex[tuple[str, int, str]], text: str, text_words: Sequence[Word], apart: Sequence[Word]
    ) -> Iterator[Match[tuple[str, int, str]]]:
        """Names as they are written, then those behind an elided word: "Côte d'Ivoire", then "l'Algérie"."""
        found = list(index.find(text_words, lambda item, start, end: self._fits(item, text[start:end])))
        yield from found
        if apart is not text_words:
            for match in index.find(apart, lambda item, start, end: self._fits(item, text[start:end])):
                if not any(one.start < match.end and match.start < one.end for one in found):
                    yield match

    def _part_of_a_longer_name(self, text: str, text_words: Sequence[Word], mention: Mention) -> bool:
        if text[mention.start - 1 : mention.start] == NAME_DOT or text[mention.end : mention.end + 1] == NAME_DOT:
            return True
        return mention.single and self._part_of_a_person(text, text_words, mention)

    def _part_of_a_person(self, text: str, text_words: Sequence[Word], mention: Mention) -> bool:
        """Whether one word is but a part of someone's full name: a surname with another given name, or a given name."""
        place = bisect_left(text_words, mention.start, key=lambda word: word.start)
        kinds = {entity.kind for entity in mention.entities}
        if not kinds <= {"place", "person"} or place == len(text_words):
            return False
        word = text_words[place]
        before = text_words[place - 1] if place else None
        after = text_words[place + 1] if place + 1 < len(text_words) else None
        if after is not None and _one_name(text, word, after) and self._is_given(word):
            return True
        if kinds != {"person"}:
            return False
        own = {
            self._language.stem(part.text)
            for entity in mention.entities
            for forms in entity.names.values()
            for form in forms
            for part in words(form)
        }
        beside = [
            one for one in (before, after) if one is not None and _one_name(text, *sorted((word, one), key=_start))
        ]
        return any(self._is_given(one) and self._language.stem(one.text) not in own for one in beside)

    def _is_given(self, word: Word) -> bool:
        return is_given(self._gazetteer, self._language, word.text)

    def _other_keys(self, word: str) -> tuple[str, ...]:
        """Stems of the word's base forms, where its own stem is another: Нидерландов is filed as Нидерланды."""
        own = self._language.stem(word)
        stems = dict.fromkeys(self._language.stem(base) for base in base_forms(self._code, word))
        return tuple(stem for stem in stems if stem != own)

    def _fits(self, item: tuple[str, int, str], found: str) -> bool:
        """Whether words of a text that have the stems of a form are it."""
        form, row, kind = item
        declines = self._foreign or self._language.names_decline or kind == Form.DEMONYM.value or " " in found
        return (declines or fold(form) == fold(found)) and self._case_fits(form, found, row)

    def _case_fits(self, form: str, found: str, row: int) -> bool:
        """Abbreviations match abbreviations; else the first word that is no article decides: "the Left" is The Left."""
        if is_abbreviation(form):
            # Abbreviations in capitals have no endings: ТАПИ is no case of ТАП.
            same = fold(found).replace(".", "") == fold(form).replace(".", "")
            if form.isupper() and not found.isupper():
                # «МиР» is no МИР, and no case of МИРА.
                return found.startswith(form) and found[len(form) :].islower()
            return is_abbreviation(found) and (same or not found.isupper())
        if not self._foreign and len(found) <= LONGEST_ABBREVIATION and is_abbreviation(found):
            return False
        if " " not in found and fold(found) in self._function_words:
            return False
        capital = self._has_its_capital(form, found) or self._is_a_body(found, row)
        return capital and agree(self._code, form, found)

    def _has_its_capital(self, form: str, found: str) -> bool:
        """Whether the first word is capitalised where the form's is; a mere article or preposition if no other is."""
        if self._head(form).isupper():
            return self._head(found).isupper()
        return self._foreign or not form[:1].isupper() or found[:1].isupper()

    def _is_a_body(self, found: str, row: int) -> bool:
        """Whether a word without a capital can only be a body's name: one that dictionaries know as a name, or not."""
        if self._foreign or " " in found or len(found) < LONG or self._gazetteer.entity(row).kind != "organisation":
            return False
        read = readings(self._code, found)
        return read is not None and (not read.known or read.proper >= GIVEN)

    def _head(self, phrase: str) -> str:
        """The initial of the first word that is not a mere article or preposition."""
        parts = phrase.split()
        return next((part for part in parts if fold(part) not in self._function_words), phrase)[:1]


def unelided(language: Language, row: Sequence[Word]) -> Sequence[Word]:
    """Words without what an apostrophe joins to them: "Algérie" of "l'Algérie"; the same row where there is none."""
    if not language.elisions:
        return row
    found = [_unelided(language, word) for word in row]
    return row if found == [*row] else found


def _unelided(language: Language, word: Word) -> Word:
    for place, char in enumerate(word.text[:LONGEST_ELISION]):
        if char in _APOSTROPHES:
            start = place + 1 if fold(word.text[:place]) in language.elisions else 0
            return Word(word.text[start:], word.start + start, word.end)
    return word


def _cuts(mention: Mention, quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether a mention holds but the beginning or the end of a quotation: «Вместе» of «Вместе за Каталонию»."""
    return any(
        (mention.start < start < mention.end < end - 1) or (start < mention.start < end < mention.end)
        for start, end in quoted
    )


def _opens(text: str, mention: Mention, quoted: Sequence[tuple[int, int]]) -> bool:
    """Whether it is but the first word of a longer name in quotation marks: «Новое» of «Новое благоденствие»."""
    if not mention.single or mention.kind in _NAMED_ALONE:
        return False
    for start, end in quoted:
        inside = text[mention.end : end - 1]
        if start + 1 == mention.start and inside[:1] == " " and len(inside) <= LONGEST_TITLE:
            return all(part.isalpha() for part in inside.split()) and inside[1:2].islower()
    return False


def _start(word: Word) -> int:
    return word.start


def _one_name(text: str, left: Word, right: Word) -> bool:
    """Whether two capitalised words follow each other."""
    joined = text[left.end : right.start] == " " and left.text[0].isupper() and right.text[0].isupper()
    return joined and not is_abbreviation(left.text) and not is_abbreviation(right.text)


# A title of office holds the name of the body ("head of the Federal Tax Service"), which is a name of its own.
_PARTS = {"names": frozenset(KINDS.values()) - {"office"}, "offices": frozenset({"office"})}


def _filed(
    gazetteer: Gazetteer, language: Language, part: str, kinds: frozenset[str], *, foreign: bool
) -> dict[str, bytes]:
    return remembered(
        f"{part}-{language.code}-{'target' if foreign else 'source'}",
        gazetteer.digest,
        lambda: file_phrases(gazetteer.forms(_columns(language, foreign=foreign), kinds)),
    )


def _columns(language: Language, *, foreign: bool) -> dict[str, str]:
    """Where to look for forms; languages in Latin letters write foreign names as they are."""
    latin = language.script == "Latin"
    langs = (language.code, "native", "en") if foreign or latin else (language.code, "native")
    tables = {
        "": Form.NAME,
        ".short": Form.SHORT,
        ".surname": Form.SURNAME,
        ".wrong": Form.WRONG,
        ".demonym": Form.DEMONYM,
    }
    return {f"{lang}{table}": form.value for lang in langs for table, form in tables.items()}


@cache
def given_names(gazetteer: Gazetteer, language: Language) -> frozenset[str]:
    """Stems of the first words of people's full names: alone, such a word names anybody."""
    key = f"first-names-{language.code}"
    return frozenset(remembered(key, gazetteer.digest, lambda: _given_names(gazetteer, language)))


def _given_names(gazetteer: Gazetteer, language: Language) -> list[str]:
    return sorted(set(map(language.stem, _first_names(gazetteer, language))))


def _first_names(gazetteer: Gazetteer, language: Language) -> Iterator[str]:
    columns = ("native", "en") if language.script == "Latin" else ()
    forms = gazetteer.forms(dict.fromkeys((language.code, *columns), Form.NAME.value), {"person"})
    found = (name.split()[0] for name, _, _ in forms if " " in name)
    return (first for first in found if fold(first) not in language.function_words)


def is_given(gazetteer: Gazetteer, language: Language, word: str) -> bool:
    """Whether a word is, first of all, somebody's given name: by the dictionary, or by the names of known people."""
    read = readings(language.code, word)
    if read is not None and read.known and (read.given >= GIVEN or not read.given):
        return read.given >= GIVEN
    if language.stem(word) not in given_names(gazetteer, language):
        return False
    # Where nouns have capitals, too, letters must tell: "Frau" is no form of "Frauke", nor "Meine" one of "Mei".
    written = fold(word).removesuffix("'s").removesuffix("’s")
    return not language.capital_nouns or not _whole_given_names(gazetteer, language).isdisjoint(
        {written, written.removesuffix("s")}
    )


@cache
def _whole_given_names(gazetteer: Gazetteer, language: Language) -> frozenset[str]:
    """The same as they are written, folded."""
    key = f"whole-first-names-{language.code}"
    return frozenset(
        remembered(key, gazetteer.digest, lambda: sorted(set(map(fold, _first_names(gazetteer, language)))))
    )


@cache
def _finder(gazetteer: Gazetteer, language: Language, foreign: bool) -> NameFinder:
    return NameFinder(gazetteer, language, foreign=foreign)


def finder(gazetteer: Gazetteer, language: Language, *, foreign: bool) -> NameFinder:
    """The finder for these names, made once."""
    return _finder(gazetteer, language, foreign)
