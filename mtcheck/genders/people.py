"""The people whom a text names, with their gender where the tables, a given name or an ending tells it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from mtcheck.article import Article, Text
from mtcheck.cache import remembered
from mtcheck.gazetteers import Gazetteer
from mtcheck.languages import Language
from mtcheck.names import Form, Mention
from mtcheck.text.gender_words import Gender, gender_words, key
from mtcheck.text.name_tables import NOMINATIVE, name_tables
from mtcheck.text.persons import grammatical_gender, parse_person
from mtcheck.text.words import Word, fold, is_abbreviation

# A surname alone tells who is meant where everybody knows its bearer.
WELL_KNOWN = 3
LONGEST_NAME = 4
# The language whose file has the given names of all languages in Latin letters.
LATIN = "en"
# The category of signs for currencies: the R of "R$" is nobody's name.
CURRENCY = "Sc"
_OPENERS = frozenset(".!?…:«»„“”\"'‘—–-(")


class Named(NamedTuple):
    """A person's name at `[start, end)` of a text.

    `full` is False for a single word, `base` for a form that is no nominative.
    """

    start: int
    end: int
    gender: Gender | None
    full: bool
    base: bool = True


def named_people(article: Article, text: Text) -> list[Named]:
    """People by name, in order: known ones, and those with a known given name before another name."""
    mentions = [mention for mention in article.mentions(text) if mention.form is not Form.WRONG]
    by_start = {mention.start: mention for mention in reversed(mentions)}
    given = given_genders(article.gazetteer, text.language)
    found: list[Named] = []
    end = 0
    for index, word in enumerate(text.words):
        if word.start < end:
            continue
        if not word.text[0].isupper() and word.start not in by_start:
            continue
        mention = by_start.get(word.start)
        one = _known(mention, text) if mention else None
        if one is None or not one.full:
            by_given = _by_given_name(text, index, given) if mention is None or mention.single else None
            if by_given and (by_given.full or (mention is None and not text.language.capital_nouns)):
                one = by_given
        if one is not None:
            found.append(one)
            end = one.end
        elif mention is not None:
            end = mention.end
    return found


def strange_names(article: Article, text: Text, people: Sequence[Named]) -> list[tuple[int, int]]:
    """Capitalised words that no table knows and that no sentence begins with: they may be anybody's name.

    None in a language that writes its nouns so.
    """
    if text.language.capital_nouns:
        return []
    known = [(one.start, one.end) for one in article.mentions(text)]
    known += [(one.start, one.end) for one in people]
    found: list[tuple[int, int]] = []
    for word in text.words:
        if not word.text[0].isupper() or is_abbreviation(word.text) or fold(word.text) in text.language.function_words:
            continue
        if any(start < word.end and word.start < end for start, end in known) or opens_sentence(text.text, word.start):
            continue
        if unicodedata.category(text.text[word.end : word.end + 1] or " ") == CURRENCY:
            continue
        if found and text.text[found[-1][1] : word.start] == " ":
            found[-1] = (found[-1][0], word.end)
        else:
            found.append((word.start, word.end))
    return found


def opens_sentence(text: str, start: int) -> bool:
    """Whether a word may have its capital only because a sentence, a quotation or a line begins with it."""
    before = text[:start].rstrip()
    return not before or before[-1] in _OPENERS


def _known(mention: Mention, text: Text) -> Named | None:
    """A person of the tables; the gender only where all who bear that name share it."""
    people = [entity for entity in mention.entities if entity.kind == "person"]
    if not people or len(people) < len(mention.entities):
        return None
    genders = {entity.gender for entity in people}
    full = not mention.single
    sure = full or any(entity.weight >= WELL_KNOWN for entity in people)
    gender = _gender(genders.pop()) if len(genders) == 1 and sure else None
    form = fold(text.text[mention.start : mention.end])
    lang = text.language.code
    base = not name_tables(lang).given or any(
        form == fold(name)
        for entity in people
        for name in (*entity.names.get(lang, ()), *entity.surnames.get(lang, ()))
    )
    return Named(mention.start, mention.end, gender, full, base)


def _gender(text: str | None) -> Gender | None:
    return "m" if text == "m" else "f" if text == "f" else None


def _by_given_name(text: Text, index: int, given: Mapping[str, Gender | None]) -> Named | None:
    """A name that begins at a word which is a given name."""
    words = _run(text, index)
    if not words:
        return None
    language = text.language
    tables = name_tables(language.code)
    first = words[0].text
    full = len(words) > 1
    if tables.given and tables.is_given(first):
        name = parse_person([word.text for word in words], language.code)
        gender = grammatical_gender(name, language.code, inflected=True)
        base = any(case == NOMINATIVE for _, case in tables.given.get(key(first), ()))
        return Named(words[0].start, words[-1].end, gender, full, base)
    form = fold(first)
    if form not in given:
        return None
    return Named(words[0].start, words[-1].end, given[form], full)


def _run(text: Text, index: int) -> Sequence[Word]:
    """Capitalised words that follow each other from one on."""
    words = text.words
    last = index
    while (
        last < len(words)
        and last - index < LONGEST_NAME
        and words[last].text[0].isupper()
        and (last == index or text.text[words[last - 1].end : words[last].start] == " ")
    ):
        last += 1
    return words[index:last]


@cache
def given_genders(gazetteer: Gazetteer, language: Language) -> Mapping[str, Gender | None]:
    """The gender of given names, folded; None for names of both. From the listed ones, then from the people known."""
    own = gender_words(LATIN if language.script == "Latin" else language.code)
    listed: dict[str, Gender | None] = {fold(name): gender for name, gender in own.given.items()} if own else {}
    derived: Mapping[str, Gender | None] = remembered(
        f"given-{language.code}", gazetteer.digest, lambda: dict(_derived(gazetteer, language))
    )
    # People are known as "The Weeknd", "Mother Teresa" and "Queen Camilla", too.
    lexicons = [lexicon for lexicon in (own, gender_words(language.code)) if lexicon]
    plain = {fold(phrase) for lexicon in lexicons for phrase in lexicon.entries} | language.function_words
    return {**{name: gender for name, gender in derived.items() if name not in plain}, **listed}


def _derived(gazetteer: Gazetteer, language: Language) -> Iterator[tuple[str, Gender | None]]:
    """First words of full names that are nobody's last, where all who bear them are of one gender."""
    genders: dict[str, set[str | None]] = {}
    last: set[str] = set()
    for person in gazetteer.of_kind("person"):
        columns = (language.code, "en", "native") if language.script == "Latin" else (language.code,)
        for name in {name for column in columns for name in person.names.get(column, ())}:
            parts = name.split()
            surnames = {fold(form) for column in columns for form in person.surnames.get(column, ())}
            if len(parts) > 1 and fold(parts[0]) not in surnames and parts[0].isalpha() and len(parts[0]) > 2:
                genders.setdefault(fold(parts[0]), set()).add(person.gender)
                last.add(fold(parts[-1]))
    for name, found in genders.items():
        if name not in last:
            yield name, _gender(next(iter(found))) if len(found) == 1 else None
