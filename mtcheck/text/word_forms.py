"""Regular and irregular forms of a language's words: data from `references/languages/<code>.forms.toml`.

`keys` gives the base forms that a word of a text may belong to, `inflected` the form of a base that a sentence needs.
The rules are those of English; a language without a file has none of this, and its words compare by stem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from mtcheck.cache import read_toml
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text.words import fold

Form = Literal["s", "past", "participle", "ing"]
FORMS: tuple[Form, ...] = ("s", "past", "participle", "ing")
_VOWELS = frozenset("aeiou")
# Letters that a base keeps at least when an ending is taken off.
_SHORTEST = 3


@dataclass(frozen=True, slots=True, eq=False)
class WordForms:
    """What the file of a language says. `forms` are irregular ones by base, `bases` the other way round."""

    articles: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    doubling: frozenset[str] = frozenset()
    forms: Mapping[tuple[str, Form], str] = field(default_factory=dict)
    bases: Mapping[str, frozenset[str]] = field(default_factory=dict)
    shortest: int = 0
    endings: tuple[tuple[str, str], ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)


@cache
def forms(code: str) -> WordForms | None:
    """The data of a language, None where it has no file; raises `ReferenceDataError`."""
    path = references_folder() / "languages" / f"{code}.forms.toml"
    return parse(read_toml(path), path) if path.is_file() else None


def parse(data: Mapping[str, Any], path: Path) -> WordForms:
    """The content of a file; raises `ReferenceDataError` naming it."""
    irregular: dict[tuple[str, Form], str] = {}
    bases: dict[str, set[str]] = {}
    try:
        for line in data.get("verbs", ()):
            base, past, *rest = line.split()
            irregular.setdefault((base, "past"), past)
            irregular.setdefault((base, "participle"), rest[0] if rest else past)
            for form in (past, *rest):
                bases.setdefault(form, set()).add(base)
        for line in data.get("nouns", ()):
            base, *rest = line.split()
            irregular[base, "s"] = rest[0] if rest else base
            bases.setdefault(irregular[base, "s"], set()).add(base)
        spelling = data.get("spelling", {})
        return WordForms(
            frozenset(data.get("articles", ())),
            frozenset(data.get("auxiliaries", ())),
            frozenset(data.get("fixed", ())),
            frozenset(data.get("doubling", ())),
            irregular,
            {form: frozenset(found) for form, found in bases.items()},
            int(spelling.get("shortest", 0)),
            tuple((one, other) for one, other in spelling.get("endings", ())),
            data.get("same", {}),
        )
    except (TypeError, ValueError, AttributeError) as error:
        message = f"{path}: {error}"
        raise ReferenceDataError(message) from error


@lru_cache(maxsize=1 << 14)
def keys(code: str, word: str) -> frozenset[str]:
    """The word, folded, and what it may be a form of, in one spelling of several."""
    folded = fold(word)
    data = forms(code)
    if data is None:
        return frozenset({folded})
    return frozenset(spelled(code, base) for base in (folded, *_bases(folded, data)))


@lru_cache(maxsize=1 << 14)
def spelled(code: str, word: str) -> str:
    """A folded word in the spelling under which all spellings compare."""
    data = forms(code)
    if data is None:
        return word
    if word in data.same:
        return data.same[word]
    if len(word) >= data.shortest:
        for one, other in data.endings:
            if word.endswith(one):
                return word[: -len(one)] + other
    return word


def inflected(code: str, base: str, form: Form) -> str:
    """The form of a base word; the base where the language has no data."""
    data = forms(code)
    if data is None or not base:
        return base
    irregular = data.forms.get((base, form))
    # "Be" and "have" have no regular forms.
    return irregular or (base if base in data.auxiliaries else _regular(base, form, data))


def _regular(base: str, form: Form, data: WordForms) -> str:
    if form == "s":
        plural = base.endswith("s") and not base.endswith(("ss", "us", "is"))
        ending = "" if plural else "es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s"
        return base[:-1] + "ies" if _consonant_y(base) else base + ending
    silent = base.endswith("e")
    if form == "ing":
        return (base[:-1] if silent and base[-2:-1] not in {"e", "y", "o"} else _doubled(base, data)) + "ing"
    if _consonant_y(base):
        return base[:-1] + "ied"
    return base + "d" if silent else _doubled(base, data) + "ed"


def form_of(code: str, base: str, found: str) -> tuple[Form, ...]:
    """Which forms of a base a word of a text can be; empty for the base itself."""
    folded = fold(found)
    if spelled(code, folded) == spelled(code, base):
        return ()
    return tuple(form for form in FORMS if spelled(code, inflected(code, base, form)) == spelled(code, folded))


def _bases(word: str, data: WordForms) -> Iterator[str]:
    if word in data.bases:
        yield from data.bases[word]
    if word in data.fixed or len(word) <= _SHORTEST:
        return
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        yield word[:-1]
        if word.endswith("ies"):
            yield word[:-3] + "y"
        elif word.endswith("es"):
            yield word[:-2]
    for ending in ("ed", "ing"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= 2:
            yield stem
            yield stem + "e"
            if ending == "ed" and stem.endswith("i"):
                yield stem[:-1] + "y"
            if len(stem) > _SHORTEST and stem[-1] == stem[-2]:
                yield stem[:-1]


def _consonant_y(base: str) -> bool:
    return base.endswith("y") and base[-2:-1] not in _VOWELS


def _doubled(base: str, data: WordForms) -> str:
    short = len(base) >= 3 and base[-1] not in "aeiouwxyh" and base[-2] in _VOWELS and base[-3] not in _VOWELS
    monosyllable = sum(char in _VOWELS for char in base) == 1
    return base + base[-1] if base in data.doubling or (short and monosyllable) else base
