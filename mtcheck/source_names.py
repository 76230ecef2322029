"""The names of a source passage that a translation must have somewhere: known ones, and others by their letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mtcheck.article import Article, Text
from mtcheck.dictionaries import dictionary
from mtcheck.gazetteers import Entity
from mtcheck.languages import Language
from mtcheck.misnomers import ANYWHERE, EVERYWHERE
from mtcheck.names import LONG, Form, Mention, is_given
from mtcheck.naming_kinds import (
    LONG_ABBREVIATION,
    PROPER,
    QUOTED_KINDS,
    REPORTED,
    SHORT,
    WELL_KNOWN,
    in_full,
    in_quotes,
)
from mtcheck.recognisers.capitals import CapitalsRecogniser
from mtcheck.text.morphology import readings
from mtcheck.text.name_tables import name_tables
from mtcheck.text.words import fold, is_abbreviation, is_unspaced, words

# Letters from which a part of a name can be told from others.
SHORTEST = 3
# Letters from which a name in no table can be told from all others.
TOLD = 4
# The languages of the widest dictionaries: into the first from any other, from it into the second.
ENGLISH, OTHER = "en", "ru"
_JOINTS = re.compile(r"[-‑'’ʼ.]")


@dataclass(frozen=True, slots=True)
class SourceName:
    """A name at `[start, end)` of the text. `entities` are what it can mean, none for a name in no table.

    `keys` are the words by whose letters it can be known again, of a person's full name only the surname. A name in no
    table has none unless a word sounds alike in any language: not «партия» but «Норвич».
    """

    start: int
    end: int
    entities: tuple[Entity, ...]
    keys: tuple[str, ...]
    translatable: bool
    """Whether its meaning may have been translated: no abbreviation and no person."""
    person: bool
    """Whether it is surely somebody's name."""


def source_names(article: Article, text: Text) -> Sequence[SourceName]:
    """The names of a text of the source, in no order; found once per text."""
    key = ("source names", text.key)
    found = article.kept.get(key)
    if found is None:
        found = article.kept[key] = tuple(_find(article, text))
    assert isinstance(found, tuple)
    return found


def _find(article: Article, text: Text) -> Iterator[SourceName]:
    mentions = article.mentions(text)
    offices = offices_of(mentions)
    yield from _known(article, text, mentions, offices)
    yield from _strange(article, text, mentions, offices)


def offices_of(mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Where titles of office stand."""
    return [(one.start, one.end) for one in mentions if all(entity.kind == "office" for entity in one.entities)]


def is_held(text: Text, offices: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a title holds a name ("head of the Defence Ministry"), which is rendered with the title then."""
    return any(first <= start and end <= last for first, last in offices) or _in_field(text, offices, start)


def _known(
    article: Article, text: Text, mentions: Sequence[Mention], offices: Sequence[tuple[int, int]]
) -> Iterator[SourceName]:
    spans: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions:
        if any(entity.kind != "office" for entity in mention.entities):
            spans.setdefault((mention.start, mention.end), []).append(mention)
    heads = tuple(text.language.heads)
    for (start, end), group in spans.items():
        held = is_held(text, offices, start, end)
        # One Latin letter is a numeral as often as a name: "в X веке".
        held = held or (end - start == 1 and text.text[start].isascii())
        # In a line of capitals any word looks like an abbreviation or a surname.
        held = held or (text.text.isupper() and " " not in text.text[start:end])
        if held or text.text.startswith(heads, end):
            continue
        if all(one.form not in {Form.WRONG, Form.DEMONYM} for one in group) and _is_name(article, text, group[0]):
            entities = tuple(dict.fromkeys(entity for one in group for entity in one.entities if entity.weight))
            if is_abbreviation(text.text[start:end]):
                entities = tuple(entity for entity in entities if _is_at_home(text, entity, start, end))
            if entities:
                person = all(entity.kind == "person" for entity in entities)
                name = text.text[start:end]
                keys = keys_of(name, person=person)
                yield SourceName(start, end, entities, keys, is_translatable(article, name, entities), person)


def _strange(
    article: Article, text: Text, mentions: Sequence[Mention], offices: Sequence[tuple[int, int]]
) -> Iterator[SourceName]:
    """Names in no table."""
    fields = [*_fields(text, offices)]
    for start, end in _unknown(article, text, [(one.start, one.end) for one in mentions]):
        name = text.text[start:end]
        person = _in_full(article, text.language, name)
        if not person and any(first <= start < last for first, last in fields):
            continue
        keys = tuple(key for key in keys_of(name, person=person) if not _patronymic(text.language, key))
        told = person or text.language.script != "Latin" or (len(keys) > 1 and _verbatim(text, start, end))
        # Of few letters much may be another spelling.
        told = told and (person or any(len(key) >= TOLD for key in keys))
        ordinary = all(is_ordinary(text.language, key) or _translated(article, text.language, key) for key in keys)
        ordinary = ordinary or (not person and bool(keys) and all(_has_meaning(text.language, key) for key in keys))
        if told and not ordinary and not any(map(is_abbreviation, keys)):
            yield SourceName(start, end, (), keys, not person, person)


def _fields(text: Text, offices: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What titles are for, which is translated with them: "da Administração Interna" behind "ministra"."""
    small = text.language.function_words
    for _, end in offices if not text.language.names_decline else ():
        last, row = end, [word for word in text.words if word.start >= end]
        if not row or fold(row[0].text) not in small:
            continue
        for word in row:
            capital = word.text[0].isupper() and not text.language.capital_nouns
            if text.text[last : word.start].strip() or not (capital or fold(word.text) in small):
                break
            last = word.end
        yield end, last


def _in_field(text: Text, offices: Sequence[tuple[int, int]], start: int) -> bool:
    """Whether a known name goes on with what a title is for: "ministro delle Imprese e del Made in Italy"."""
    for first, last in _fields(text, offices):
        before = [word for word in text.words if first <= word.start < start]
        if first <= start < last and any(word.text[0].isupper() for word in before):
            return True
    return False


def _is_at_home(text: Text, entity: Entity, start: int, end: int) -> bool:
    """Whether an abbreviation of somewhere else may be meant: PKB is Poland's GDP, and a party of Indonesia."""
    language = text.language
    own = (*entity.names.get(language.code, ()), *entity.short.get(language.code, ()))
    return (
        any(fold(form) == fold(text.text[start:end]) for form in own)
        or entity.weight >= WELL_KNOWN
        or entity.country in {*EVERYWHERE, ANYWHERE, *language.home}
    )


def held_places(article: Article, text: Text) -> Iterator[SourceName]:
    """Places that a title of office holds: a translation may leave them out, but not put another in their place."""
    mentions = article.mentions(text)
    offices = offices_of(mentions)
    for one in mentions:
        held = any(first <= one.start and one.end <= last for first, last in offices)
        if held and one.form is Form.NAME and all(entity.kind == "place" for entity in one.entities):
            keys = keys_of(text.text[one.start : one.end], person=False)
            yield SourceName(one.start, one.end, one.entities, keys, translatable=False, person=False)


def is_translatable(article: Article, name: str, entities: tuple[Entity, ...]) -> bool:
    """Whether the meaning of a known name may be translated: "the ministry"; abbreviations and cities have none."""
    if is_abbreviation(name) or all(entity.kind == "person" for entity in entities):
        return False
    lang = article.target_language.code
    return any(entity.kind != "place" or " " in (entity.preferred(lang) or "") for entity in entities)


def _unknown(article: Article, text: Text, known: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Names in no table, by their capitals: "Великобритании Оливер Дауден" without the country."""
    for first, last in capitals(text):
        start = first
        for taken_start, taken_end in known:
            if taken_start < last and start < taken_end:
                yield from _trimmed(article, text, start, min(taken_start, last))
                start = taken_end
        yield from _trimmed(article, text, start, last)


def capitals(text: Text) -> Sequence[tuple[int, int]]:
    """Where names stand by their capitals, found once a text."""
    return text.once(
        "capitals", lambda: tuple((one.start, one.end) for one in _recogniser(text.language).find([text.text])[0])
    )


def _trimmed(article: Article, text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words between two places, without ordinary ones before a name: a verb that begins a sentence."""
    found = words(text.text[start:end]) if start < end else []
    while (
        len(found) > 1
        and is_ordinary(text.language, found[0].text)
        and not is_ordinary(text.language, found[1].text)
        and not is_given(article.gazetteer, text.language, found[0].text)
    ):
        found = found[1:]
    if found:
        yield start + found[0].start, start + found[-1].end


def _in_full(article: Article, language: Language, name: str) -> bool:
    """Whether a name in no table begins with a given name and goes on."""
    found = words(name)
    return len(found) > 1 and is_given(article.gazetteer, language, found[0].text)


def _is_name(article: Article, text: Text, mention: Mention) -> bool:
    """Whether a known name is meant: one word may be an ordinary word, or anybody's given name."""
    written = text.text[mention.start : mention.end]
    if (written[0].islower() and len(written) < LONG) or fold(written) in name_tables(text.language.code).common:
        return False
    if is_unspaced(written[0]) and len(written) <= SHORT:
        return all(entity.weight >= WELL_KNOWN for entity in mention.entities)
    if mention.form is Form.SHORT or is_abbreviation(written):
        return _is_short_a_name(article, text, mention, written)
    if in_quotes(text, mention):
        return True
    if mention.form is Form.SURNAME and fold(written.split()[0]) in text.language.function_words:
        # "Del Ponte" is also "of the bridge".
        return all(entity.weight >= WELL_KNOWN for entity in mention.entities) or in_full(article, mention)
    return _has_capitals(text, mention) if not mention.single else _is_word_a_name(article, text, mention, written)


def _is_short_a_name(article: Article, text: Text, mention: Mention, written: str) -> bool:
    if text.language.capital_nouns and not is_abbreviation(written):
        return in_full(article, mention)
    least = REPORTED if len(written) < LONG_ABBREVIATION else 1
    known = sum(entity.weight >= least for entity in mention.entities) == 1
    return len(written) > SHORT and known and not is_ordinary(text.language, written)


def _has_capitals(text: Text, mention: Mention) -> bool:
    """Whether a phrase has a capital that is not only that of the sentence which it begins: not "За жизнь"."""
    row = [word.text for word in words(text.text[mention.start : mention.end])]
    small = text.language.function_words
    if text.language.capital_nouns and row[0][0].islower() and fold(row[0]) in small and len(row) == SHORT:
        # Any noun has a capital behind its article: "die Basis".
        return all(entity.weight >= REPORTED for entity in mention.entities)
    return any(word[0].isupper() and fold(word) not in small for word in row) or not row[0][0].isupper()


def _is_word_a_name(article: Article, text: Text, mention: Mention, written: str) -> bool:
    given = is_given(article.gazetteer, text.language, written)
    if (
        given
        or fold(written) in text.language.function_words
        or fold(written) in name_tables(text.language.code).common
    ):
        return False
    read = readings(text.language.code, written)
    if read is not None:
        # "Суд" is no case of Суда, though some case of that noun is spelled like the name.
        if is_ordinary(text.language, written) and not _is_base(mention, text.language.code, read.lemmas):
            return False
        bare = text.language.names_in_quotes and all(entity.kind in QUOTED_KINDS for entity in mention.entities)
        may_be_place = read.place and any(entity.kind == "place" for entity in mention.entities)
        return (may_be_place or not is_ordinary(text.language, written)) and not (
            bare and read.known and read.proper < PROPER
        )
    # Without a dictionary any capital may be that of a noun, of a beginning, or of a longer name.
    if mention.start == text.words[0].start and not _as_listed(mention, text.language.code, written):
        return in_full(article, mention)
    if not text.language.capital_nouns and _stands_behind_a_capital(text, mention):
        return in_full(article, mention)
    known = all(entity.kind == "place" and entity.weight >= REPORTED for entity in mention.entities)
    return (known and not _goes_on(text, mention.end)) or in_full(article, mention)


def _stands_behind_a_capital(text: Text, mention: Mention) -> bool:
    """Whether a word is but the second of a longer name: "Asociación Nacional"."""
    before = next((word for word in reversed(text.words) if word.end < mention.start), None)
    if before is None or before is text.words[0] or text.text[before.end : mention.start] != " ":
        return False
    return before.text[0].isupper() and not is_abbreviation(before.text)


def _as_listed(mention: Mention, code: str, written: str) -> bool:
    """Whether a word is a name as the tables have it: at the beginning of a sentence a form of one may be a verb."""
    return any(fold(form) == fold(written) for entity in mention.entities for form in entity.accepted(code))


def _is_base(mention: Mention, code: str, lemmas: frozenset[str]) -> bool:
    """Whether a name that a word can mean is, in the language of the word, one of some base forms."""
    names = (form for entity in mention.entities for form in (*entity.accepted(code), *entity.demonyms.get(code, ())))
    return any(fold(name) in lemmas for name in names)


def _verbatim(text: Text, start: int, end: int) -> bool:
    """Whether words in a row are surely no nouns and no part of a phrase that is translated."""
    if text.language.capital_nouns or text.language.names_decline:
        return False
    return not (_goes_on(text, end) or _follows(text, start))


def _follows(text: Text, start: int) -> bool:
    """Whether a small word joins it to a capital before it: "Asociación Nacional de Instituciones Financieras"."""
    before = [word for word in text.words if word.end <= start][-2:]
    if len(before) < 2 or text.text[before[0].end : start].strip(" ") != before[1].text:
        return False
    return before[0].text[0].isupper() and fold(before[1].text) in text.language.function_words


def _goes_on(text: Text, end: int) -> bool:
    """Whether a small word follows that may continue a name: "Salon du livre"."""
    after = next((word for word in text.words if word.start >= end), None)
    if after is None or text.text[end : after.start] != " ":
        return False
    return fold(after.text) in text.language.function_words


def keys_of(name: str, *, person: bool) -> tuple[str, ...]:
    """Parts with a capital, long enough to be told from others."""
    found = [
        part
        for word in words(name)
        for part in _JOINTS.split(word.text)
        if len(part) >= SHORTEST and part[0].isupper() and part.isalpha()
    ]
    return tuple(found[-1:] if person else found)


def _patronymic(language: Language, word: str) -> bool:
    """Whether a word is first of all a patronymic, which translations leave out."""
    read = readings(language.code, word)
    return read is not None and read.patronymic >= PROPER


def _translated(article: Article, language: Language, word: str) -> bool:
    """Whether the bilingual dictionary has a word that the other one can only guess at: a nickname («Трёхцветные»)."""
    read = readings(language.code, word)
    return read is not None and not read.known and word in dictionary(language.code, article.target_language.code)


def _has_meaning(language: Language, word: str) -> bool:
    """Whether a dictionary into another language has a word, where none of its forms can be looked up."""
    return readings(language.code, word) is None and word in dictionary(
        language.code, ENGLISH if language.code != ENGLISH else OTHER
    )


def is_ordinary(language: Language, word: str) -> bool:
    """Whether a dictionary knows a word, and not as a name."""
    read = readings(language.code, word)
    return read is not None and read.known and read.proper < PROPER


@cache
def _recogniser(language: Language) -> CapitalsRecogniser:
    return CapitalsRecogniser(language)
