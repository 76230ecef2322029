"""Known names in a text: which entities of the gazetteer it mentions, and in which form."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from mtcheck.cache import remembered
from mtcheck.gazetteers import KINDS, Entity, Gazetteer
from mtcheck.languages import Language
from mtcheck.text.morphology import agree, base_forms
from mtcheck.text.phrases import PhraseIndex, file_phrases
from mtcheck.text.words import Word, fold, is_abbreviation, words

# A word in capitals up to this length is an abbreviation; a longer one may be a headline.
LONGEST_ABBREVIATION = 5


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
        self._indexes = [
            PhraseIndex(language.stem, _filed(gazetteer, language, part, kinds, foreign=foreign), self._other_keys)
            for part, kinds in _PARTS.items()
        ]

    def find(self, text: str, text_words: Sequence[Word]) -> list[Mention]:
        """Mentions in order. Letter case must fit the name's: "центр" is not «Центр», "who" is not the WHO."""
        mentions = []
        matches = [
            match
            for index in self._indexes
            for match in index.find(text_words, lambda item, start, end: self._case_fits(item[0], text[start:end]))
        ]
        for match in sorted(matches, key=lambda match: (match.start, -match.end)):
            found = text[match.start : match.end]
            for form in Form:
                rows = dict.fromkeys(row for _, row, kind in match.items if kind == form.value)
                if rows:
                    entities = tuple(map(self._gazetteer.entity, rows))
                    single = match.last - match.first == 1 and not is_abbreviation(found)
                    mentions.append(Mention(match.start, match.end, form, entities, single))
        return [one for one in mentions if not (one.single and self._part_of_a_person(text, text_words, one))]

    def _part_of_a_person(self, text: str, text_words: Sequence[Word], mention: Mention) -> bool:
        """Whether one word is but a part of someone's full name: a surname behind another given name, or a given name."""
        place = bisect_left(text_words, mention.start, key=lambda word: word.start)
        kinds = {entity.kind for entity in mention.entities}
        given = given_names(self._gazetteer, self._language)
        if kinds == {"person"} and place:
            before = text_words[place - 1]
            stem = self._language.stem(before.text)
            own = (
                word.text
                for entity in mention.entities
                for forms in entity.names.values()
                for form in forms
                for word in words(form)
            )
            beside = text[before.end : mention.start] == " " and before.text[0].isupper()
            if beside and stem in given:
                return stem not in {self._language.stem(word) for word in own}
        if kinds <= {"place", "person"} and place + 1 < len(text_words):
            word, after = text_words[place], text_words[place + 1]
            return (
                text[word.end : after.start] == " "
                and after.text[0].isupper()
                and not is_abbreviation(after.text)
                and self._language.stem(word.text) in given
            )
        return False

    def _other_keys(self, word: str) -> tuple[str, ...]:
        """Stems of the word's base forms, where its own stem is another: Нидерландов is filed as Нидерланды."""
        own = self._language.stem(word)
        stems = dict.fromkeys(self._language.stem(base) for base in base_forms(self._code, word))
        return tuple(stem for stem in stems if stem != own)

    def _case_fits(self, form: str, found: str) -> bool:
        """Abbreviations match abbreviations; else the first word that is no article decides: "the Left" is The Left."""
        if is_abbreviation(form):
            return is_abbreviation(found)
        if not self._foreign and len(found) <= LONGEST_ABBREVIATION and is_abbreviation(found):
            return False
        if " " not in found and fold(found) in self._function_words:
            return False
        capital = not self._head(form).isupper() or self._head(found).isupper()
        return capital and agree(self._code, form, found)

    def _head(self, phrase: str) -> str:
        """The initial of the first word that is not a mere article or preposition."""
        parts = phrase.split()
        return next((part for part in parts if fold(part) not in self._function_words), phrase)[:1]


# A title of office holds the name of the body ("head of the Federal Tax Service"), which is a name of its own.
_PARTS = {"names": frozenset(KINDS.values()) - {"office"}, "offices": frozenset({"office"})}


def _filed(
    gazetteer: Gazetteer, language: Language, part: str, kinds: frozenset[str], *, foreign: bool
) -> dict[str, list[tuple[str, int, str]]]:
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
    columns = ("native", "en") if language.script == "Latin" else ()
    forms = gazetteer.forms(dict.fromkeys((language.code, *columns), Form.NAME.value), {"person"})
    found = (name.split() for name, _, _ in forms if " " in name)
    return frozenset(language.stem(parts[0]) for parts in found)


@cache
def _finder(gazetteer: Gazetteer, language: Language, foreign: bool) -> NameFinder:
    return NameFinder(gazetteer, language, foreign=foreign)


def finder(gazetteer: Gazetteer, language: Language, *, foreign: bool) -> NameFinder:
    """The finder for these names, made once."""
    return _finder(gazetteer, language, foreign)
