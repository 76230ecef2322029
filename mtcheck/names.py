"""Known names in a text: which entities of the gazetteer it mentions, and in which form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from mtcheck.gazetteers import Entity, Gazetteer
from mtcheck.languages import Language
from mtcheck.text.phrases import PhraseIndex
from mtcheck.text.words import Word, is_abbreviation


class Form(Enum):
    """What kind of name a mention uses."""

    NAME = "name"
    SHORT = "short"
    SURNAME = "surname"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Mention:
    """Entities that may be meant at `[start, end)` of a text; several share a name ("Labour Party")."""

    start: int
    end: int
    form: Form
    entities: tuple[Entity, ...]
    single: bool
    """Whether the name is one word, and so may be an ordinary word."""


class NameFinder:
    """Finds the names of a gazetteer in texts of one language.

    With `foreign` also the native and English names, as in a translation, where both may stand.
    """

    def __init__(self, gazetteer: Gazetteer, language: Language, *, foreign: bool) -> None:
        self._index: PhraseIndex[tuple[Entity, Form, str]] = PhraseIndex(
            language.stem, _forms(gazetteer, language.code, foreign=foreign)
        )

    def find(self, text: str, text_words: Sequence[Word]) -> list[Mention]:
        """Mentions in order. Letter case must fit the name's: "центр" is not «Центр», "who" is not the WHO."""
        mentions = []
        for match in self._index.find(text_words):
            found = match_text = text[match.start : match.end]
            fitting = [item for item in match.payloads if _case_fits(item[2], match_text)]
            for form in Form:
                entities = tuple(dict.fromkeys(entity for entity, kind, _ in fitting if kind is form))
                if entities:
                    single = match.last - match.first == 1 and not is_abbreviation(found)
                    mentions.append(Mention(match.start, match.end, form, entities, single))
        return mentions


def _forms(gazetteer: Gazetteer, lang: str, *, foreign: bool) -> Iterator[tuple[str, tuple[Entity, Form, str]]]:
    keys = dict.fromkeys((lang, "native", "en") if foreign else (lang,))
    for entity in gazetteer.entities:
        for table, form in (
            (entity.names, Form.NAME),
            (entity.short, Form.SHORT),
            (entity.surnames, Form.SURNAME),
            (entity.wrong, Form.WRONG),
        ):
            for key in keys:
                for name in table.get(key, ()):
                    yield name, (entity, form, name)


def _case_fits(form: str, found: str) -> bool:
    if is_abbreviation(form):
        return is_abbreviation(found)
    return not form[:1].isupper() or found[:1].isupper()


@cache
def _finder(gazetteer: Gazetteer, language: Language, foreign: bool) -> NameFinder:  # noqa: FBT001
    return NameFinder(gazetteer, language, foreign=foreign)


def finder(gazetteer: Gazetteer, language: Language, *, foreign: bool) -> NameFinder:
    """The finder for these names, made once."""
    return _finder(gazetteer, language, foreign)
