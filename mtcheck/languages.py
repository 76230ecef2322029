"""What mtcheck knows of a language: data from `references/languages/<code>.toml`, never code.

Numerals live in a file of their own, `<code>.numerals.toml`, and are read only when a check asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from mtcheck.cache import read_toml
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text.numerals import NumeralLexicon, load_lexicon
from mtcheck.text.words import fold


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """Texts that belong to a web page and not to an article; regular expressions, matched without regard to case.

    `credit` names who translated, `line` a whole line of navigation, `start` how a line that leads to another
    article begins.
    """

    credit: tuple[str, ...] = ()
    line: tuple[str, ...] = ()
    start: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language.

    `script` is a Unicode script name. `quotes` are pairs of opening and closing marks, usual ones first;
    `title_marks` open what is the title of a book, a law or an agreement: other languages put quotation marks there.
    `comma_in_quotes`: a comma behind a quotation stands before the closing mark.
    `capital_nouns`: all nouns begin with a capital. `names_in_quotes`: parties, papers and clubs whose names are words
    have quotation marks. `names_decline`: names of one word have cases. `home` are countries (ISO 3166) whose bodies a
    text means when it does not say whose. `endings` are inflectional endings, for comparing words by stem;
    `heads` are letters that make of a body's name, right behind it, the title of who heads it.
    `plurals` may stand behind a surname. `elisions` are words that an apostrophe joins to the next: the d of "d'Alger".
    `articles` are articles, also in one word with a preposition, behind which a capital may be that of any noun.
    `relational` are suffixes of adjectives made from names, before the ending.
    `doubles` are words that may stand twice in a row. `reporting_verbs`, and `party_words`, `media_words` and
    `place_words`, which stand beside such names, are folded words in all their forms. `romanisation` maps letters of a
    non-Latin script to Latin ones. `compound_starts` and `compound_ends` are words that join others with a hyphen
    ("so-", "-year").
    """

    code: str
    name: str
    script: str
    quotes: tuple[tuple[str, str], ...] = ()
    title_marks: frozenset[str] = frozenset()
    dialogue_dash: bool = False
    comma_in_quotes: bool = False
    capital_nouns: bool = False
    names_in_quotes: bool = False
    names_decline: bool = False
    home: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()
    relational: tuple[str, ...] = ()
    elisions: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()
    doubles: frozenset[str] = frozenset()
    compound_starts: frozenset[str] = frozenset()
    compound_ends: frozenset[str] = frozenset()
    reporting_verbs: frozenset[str] = frozenset()
    party_words: frozenset[str] = frozenset()
    media_words: frozenset[str] = frozenset()
    place_words: frozenset[str] = frozenset()
    romanisation: Mapping[str, str] = field(default_factory=dict)
    boilerplate: Boilerplate = field(default_factory=Boilerplate)

    @property
    def numerals(self) -> NumeralLexicon | None:
        """Number words and formats, None where the language has no table yet."""
        return _numerals(self.code)

    def stem(self, word: str) -> str:
        """`word`, folded, without its inflectional ending; at least three letters remain, two before an apostrophe."""
        return _stem(self.code, word)


@cache
def language(code: str) -> Language:
    """The language with this ISO 639-1 code; of one without a file only the code is known."""
    path = references_folder() / "languages" / f"{code}.toml"
    if not path.is_file():
        return Language(code=code, name=code, script="")
    return parse(code, read_toml(path), path)


@cache
def known() -> tuple[str, ...]:
    """Codes of the languages that have a file."""
    return tuple(sorted(path.stem for path in (references_folder() / "languages").glob("??.toml")))


def parse(code: str, data: Mapping[str, Any], path: Path) -> Language:
    """A language from the content of its file; raises `ReferenceDataError` naming the file and the key."""
    values: dict[str, Any] = {"code": code}
    by_name = {item.name: item for item in fields(Language)}
    for key, value in data.items():
        if key not in by_name or key == "code":
            message = f"{path}: unknown key {key!r}"
            raise ReferenceDataError(message)
        try:
            values[key] = _typed(key, value, str(by_name[key].type))
        except (TypeError, ValueError, AttributeError) as error:
            message = f"{path}: {key} cannot be read: {error}"
            raise ReferenceDataError(message) from error
    try:
        return Language(**values)
    except TypeError as error:
        message = f"{path}: {error}"
        raise ReferenceDataError(message) from error


def _typed(key: str, value: Any, kind: str) -> Any:
    if key == "boilerplate":
        return Boilerplate(**{name: tuple(patterns) for name, patterns in value.items()})
    if key == "quotes":
        return tuple((opening, closing) for opening, closing in value)
    return frozenset(value) if kind.startswith("frozenset") else tuple(value) if kind.startswith("tuple") else value


@cache
def _numerals(code: str) -> NumeralLexicon | None:
    path = references_folder() / "languages" / f"{code}.numerals.toml"
    return load_lexicon(path) if path.is_file() else None


@cache
def _ending_pattern(code: str) -> re.Pattern[str] | None:
    endings = sorted(language(code).endings, key=len, reverse=True)
    # An ending behind an apostrophe is surely one, however short the word: "EU's".
    ways = [(".." if one.startswith("'") else "...", re.escape(one)) for one in endings]
    return re.compile("|".join(f"(?<={before}){one}$" for before, one in ways)) if ways else None


@lru_cache(maxsize=1 << 17)
def _stem(code: str, word: str) -> str:
    folded = fold(word)
    pattern = _ending_pattern(code)
    return pattern.sub("", folded) if pattern else folded
