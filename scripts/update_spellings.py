"""Writes `references/people/spellings.tsv` and `references/places/spellings.tsv`: names from Cyrillic letters as
newspapers in German, French, Spanish, Italian, Polish and Portuguese spell them.

    python scripts/update_spellings.py

The rules stand in `references/transliteration/press.toml`. Names of people and places of the countries below are taken
from the other tables; a place that a table gives a name in some language keeps that name alone.
"""

from __future__ import annotations

import itertools
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mtcheck.dictionaries import dictionary
from mtcheck.gazetteers import KINDS, read_table
from mtcheck.resources import references_folder
from mtcheck.text.words import fold

FOLDER = references_folder()
NAME = "spellings.tsv"
# Whose names come by way of which language's letters.
COUNTRIES = {"UA": "uk", **dict.fromkeys(("RU", "BY", "KZ", "KG", "UZ", "TJ", "TM", "AM", "AZ", "GE", "SU"), "ru")}
LANGUAGES = ("de", "fr", "es", "it", "pl", "pt")
VOWELS = frozenset("аеёиоуыэюяіїєьъ")
# More spellings of one name than this are not in use, whatever the rules make.
MOST_OF_WORD, MOST = 4, 8
SHORTEST = 4


class Rule(NamedTuple):
    """Forms of a group of letters, and where it must stand."""

    letters: str
    begins: bool
    behind_vowel: bool
    before_vowel: bool
    ends: bool
    forms: tuple[str, ...]

    def fits(self, word: str, at: int) -> bool:
        """Whether it applies to the letters at this place of a word."""
        end = at + len(self.letters)
        return (
            word.startswith(self.letters, at)
            and not (self.begins and at)
            and not (self.ends and end < len(word))
            and not (self.behind_vowel and (not at or word[at - 1] not in VOWELS))
            and not (self.before_vowel and (end == len(word) or word[end] not in VOWELS))
        )


class Spelling:
    """The rules of one language for the letters of another."""

    def __init__(self, tables: Mapping[str, Mapping[str, Sequence[str]]], words: Mapping[str, Sequence[str]]) -> None:
        rules = [_rule(key, forms) for table in tables.values() for key, forms in table.items()]
        own = {rule[:5] for rule in map(_rule, *zip(*tables["own"].items(), strict=True))}
        base = {_rule(key, forms) for key, forms in tables["base"].items()}
        kept = [rule for rule in rules if rule not in base or rule[:5] not in own]
        self._rules = sorted(kept, key=lambda rule: (-len(rule.letters), -sum(rule[1:5])))
        self._words = words

    @cache  # noqa: B019 - one run
    def word(self, word: str) -> tuple[str, ...]:
        """Spellings of a word, the usual one first; none where it has other letters."""
        low = word.lower()
        if low in self._words:
            return tuple(self._words[low])
        parts: list[tuple[str, ...]] = []
        at = 0
        while at < len(low):
            rule = next((one for one in self._rules if one.fits(low, at)), None)
            if rule is None:
                return ()
            parts.append(rule.forms)
            at += len(rule.letters)
        made = ("".join(one) for one in itertools.product(*parts))
        return tuple(dict.fromkeys(one[:1].upper() + one[1:] for one in itertools.islice(made, MOST_OF_WORD)))

    def name(self, name: str) -> list[str]:
        """Spellings of a name of several words or with hyphens."""
        words = name.replace("-", " - ").split()
        made = itertools.product(*(("-",) if word == "-" else self.word(word) for word in words))
        return [" ".join(one).replace(" - ", "-") for one in itertools.islice(made, MOST)]


def _rule(key: str, forms: Sequence[str]) -> Rule:
    inner = key.removeprefix("^").removesuffix("$")
    letters = inner.removeprefix("V").removesuffix("V")
    return Rule(letters, key[0] == "^", inner[0] == "V", inner[-1] == "V", key[-1] == "$", tuple(forms))


def spellings() -> dict[tuple[str, str], Spelling]:
    """The rules by language and by that whose letters they are for."""
    data = tomllib.loads((FOLDER / "transliteration" / "press.toml").read_text(encoding="utf-8"))
    return {
        (lang, letters): Spelling(
            {"own": data[lang][letters], "base": data["base"]}, data[lang].get("words", {}).get(letters, {})
        )
        for lang in LANGUAGES
        for letters in ("ru", "uk")
    }


def people(rules: Mapping[tuple[str, str], Spelling]) -> Iterator[dict[str, str]]:
    """Full names and surnames of people."""
    for row in _rows("people"):
        letters = COUNTRIES.get(row.get("country", ""), "")
        full = [form for form in row.get(letters, "").split(" | ") if " " in form]
        alone = [form for form in row.get(f"{letters}.surname", "").split(" | ") if form]
        made = {"id": row["id"]}
        for lang in LANGUAGES if full else ():
            for column, forms in ((lang, full), (f"{lang}.surname", alone)):
                known = row.get(column.replace(lang, "en"), "").split(" | ")
                made[column] = _cell(rules[lang, letters], forms, known, lang)
        if len(made) > 1 and any(list(made.values())[1:]):
            yield made


def places(rules: Mapping[tuple[str, str], Spelling]) -> Iterator[dict[str, str]]:
    """Names of one word of places that have none of their own in a language."""
    for row in _rows("places"):
        letters = COUNTRIES.get(row.get("country", ""), "")
        form = row.get(letters, "").split(" | ")[0]
        made = {"id": row["id"]}
        for lang in LANGUAGES if form and " " not in form else ():
            if not row.get(lang):
                made[lang] = _cell(rules[lang, letters], [form], row.get("en", "").split(" | "), lang)
        if any(list(made.values())[1:]):
            yield made


def _rows(kind: str) -> Iterator[Mapping[str, str]]:
    for path in sorted((FOLDER / kind).glob("*.tsv")):
        if path.name != NAME:
            yield from (row for _, row, _ in read_table(path, KINDS[kind]))


def _cell(rules: Spelling, forms: Iterable[str], english: Iterable[str], lang: str) -> str:
    """All spellings but ordinary words; of English ones only the usual one, and none where it is the only one."""
    made = [one for one in dict.fromkeys(one for form in forms for one in rules.name(form)) if not _is_word(one, lang)]
    known = set(map(fold, english))
    strange = [one for one in made if fold(one) not in known]
    return " | ".join(dict.fromkeys((*made[:1], *strange))) if strange else ""


def _is_word(name: str, lang: str) -> bool:
    return " " not in name and (len(name) < SHORTEST or bool(list(dictionary(lang, "en").renderings(name.lower()))))


def written(kind: str, rows: Iterable[Mapping[str, str]]) -> str:
    """The table of a kind as text."""
    columns = [column for lang in LANGUAGES for column in ((lang, f"{lang}.surname") if kind == "people" else (lang,))]
    lines = {row["id"]: "\t".join((row["id"], *(row.get(column, "") for column in columns))) for row in rows}
    return "\n".join(("\t".join(("id", *columns)), *(lines[name] for name in sorted(lines)))) + "\n"


def main() -> None:
    """The command."""
    rules = spellings()
    for kind, rows in (("people", people(rules)), ("places", places(rules))):
        (FOLDER / kind / NAME).write_text(written(kind, rows), encoding="utf-8")


if __name__ == "__main__":
    main()
