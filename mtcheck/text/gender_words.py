"""What words of a language say of a person's gender: data from `references/languages/<code>.gender.toml`.

A file is tables named after a kind of word; `m` and `f` in them are lists for the genders, `words` is a list that
shows none. A list is a text of words between blanks, or several such texts; `_` joins the words of a phrase. A text
may open with the endings that all its words take, "-" for none, up to a colon: "- а у ом е: муж"; under `pair`, the
endings of both genders: "л | ла: сказа".

::

    subjects, possessives, objects   which forms of pronouns can be what; one can be several: "she", "her", "her"
    verb_first      true where such a pronoun may stand behind its verb: "сказал он"
    drops_subjects  true where subjects or objects often have no pronoun of their own
    [person]        pronouns that stand for people alone: "he", "她"
    [pronoun]       pronouns that agree with any noun: "он", "elle"
    [either]        pronouns that stand for both genders: they explain both and prove neither ("им", "lui")
    [thing]         pronouns for things and for several: "it", "they"
    [owner]         possessives that do not show the owner's gender: "свой", "su"
    [self]          emphasis: "сама", "本人"
    [relative]      relative pronouns; `words` are those for people alone ("who")
    [said]          reporting verbs; m and f where they agree with the speaker
    [acted]         past forms of other verbs that only people are the subjects of: "окончила", "вышла замуж"
    [opinion]       what stands behind a possessive for the speaker: "по её словам", "in his view"
    [according]     what stands before a pronoun for the speaker: "according to", "selon"
    [past]          endings of the past tense, as far as they show gender
    [title]         "Mr", "Frau"
    [article]       articles that show the gender of a noun for both: "la ministre"
    [kin.<role>]    words for one role in both genders, such as husband and wife;
    [role]          what people are called; `words` may be said of both genders
    [epicene]       nouns of one gender for people of both: "жертва", "das Kind"; beside them a pronoun says nothing
    [creature]      animals, ships, countries: they are called "he" or "she", too
    [common]        words with a capital that are nobody's name
    [generic]       phrases that mean both: "his or her"
    [counterpart]   from a word to that of the other gender, where one can be named
    [given]         given names: m, f, both

What stands under `loose`, `m_loose`, `f_loose` may have that meaning and proves nothing ("die Frau" may be a wife);
what stands under `m_plural`, `f_plural` speaks of several people, or of them in general ("женщины"); what stands under
`m_initial`, `f_initial` counts only with a capital: "Супруга" at the beginning is no genitive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from mtcheck.cache import read_toml
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text.words import Word, words

Gender = Literal["m", "f"]
Kind = Literal[
    "person", "pronoun", "either", "thing", "owner", "self", "relative", "said", "acted", "opinion", "according",
    "title", "article", "kin", "role", "epicene", "creature", "generic", "common",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "person", "pronoun", "either", "thing", "owner", "self", "relative", "said", "acted", "opinion", "according",
    "title", "article", "kin", "role", "epicene", "creature", "generic", "common",
)  # fmt: skip
# Kinds with which the translation can go wrong; without one of them there is nothing to compare.
TELLING = frozenset({"person", "pronoun", "self", "relative", "title", "kin"})
_GENDERS: tuple[Gender, Gender] = ("m", "f")
_JOINTS = re.compile(r"[-‑'’ʼ]")
_FORMS = ("subjects", "possessives", "objects")
_SETTINGS = {*_FORMS, "verb_first", "drops_subjects", "past", "given", "counterpart"}
_KEYS = {"m", "f", "words", "pair", "loose", "m_loose", "f_loose", "m_plural", "f_plural", "m_initial", "f_initial"}


class Part(NamedTuple):
    """A word, or what a hyphen or apostrophe sets off in one, at `[start, end)`, as words of a lexicon compare."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word can be. `base`: the form is the first of its list, where it declines the nominative."""

    kind: Kind
    gender: Gender | None = None
    slot: str = ""
    base: bool = True
    loose: bool = False
    plural: bool = False
    initial: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class GenderWords:
    """The lexicon of one language. `entries` are by phrase, `firsts` are the lengths of phrases by their first part."""

    code: str
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    firsts: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    subjects: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    verb_first: bool = False
    drops_subjects: bool = False
    past: Mapping[Gender, tuple[str, ...]] = field(default_factory=dict)
    given: Mapping[str, Gender | None] = field(default_factory=dict)
    counterparts: Mapping[str, str] = field(default_factory=dict)
    triggers: frozenset[str] = frozenset()
    """First parts of the words that a translation can get wrong."""

    def functions(self, pronoun: str) -> tuple[bool, bool, bool]:
        """Whether a form, as compared, can be a subject, a possessive, an object."""
        return pronoun in self.subjects, pronoun in self.possessives, pronoun in self.objects


@lru_cache(maxsize=1 << 14)
def key(text: str) -> str:
    """How words compare: without letter case, е for ё, straight apostrophes. Diacritics count: "él" is not "el"."""
    folded = text.casefold()
    return (
        folded if folded.isascii() else folded.replace("ё", "е").replace("’", "'").replace("ʼ", "'").replace("‑", "-")
    )


def parts(text_words: Iterable[Word]) -> Iterator[Part]:
    """The words, taken apart at hyphens and apostrophes: "raconte-t-elle", "l'actrice"."""
    for word in text_words:
        if word.text.isalpha():
            yield Part(key(word.text), word.start, word.end)
            continue
        start = 0
        for piece in _JOINTS.split(word.text):
            if piece:
                yield Part(key(piece), word.start + start, word.start + start + len(piece))
            start += len(piece) + 1


@cache
def gender_words(code: str) -> GenderWords | None:
    """The lexicon of a language, None where it has no file; raises `ReferenceDataError`."""
    path = references_folder() / "languages" / f"{code}.gender.toml"
    if not re.fullmatch(r"[a-z]{2,3}", code) or not path.is_file():
        return None
    return parse(code, read_toml(path), path)


def parse(code: str, data: Mapping[str, Any], path: Path) -> GenderWords:
    """The content of a file as a lexicon; raises `ReferenceDataError` naming the file and the key."""
    entries: dict[str, dict[Entry, None]] = {}
    try:
        for kind, slot, table in _tables(data):
            for phrase, entry in _entries(kind, slot, table):
                entries.setdefault(phrase, {})[entry] = None
        given = _given(data.get("given", {}))
        past: dict[Gender, tuple[str, ...]] = {
            gender: tuple(data.get("past", {}).get(gender, "").split()) for gender in _GENDERS
        }
        subjects, possessives, objects = (frozenset(map(key, data.get(name, "").split())) for name in _FORMS)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"{path}: {error}"
        raise ReferenceDataError(message) from error
    firsts: dict[str, set[int]] = {}
    triggers = set()
    for phrase, found in entries.items():
        keys = [part.key for part in parts(words(phrase))]
        firsts.setdefault(keys[0], set()).add(len(keys))
        if any(entry.kind in TELLING and entry.gender for entry in found):
            triggers.add(keys[0])
    return GenderWords(
        code,
        {phrase: tuple(found) for phrase, found in entries.items()},
        {first: tuple(sorted(lengths, reverse=True)) for first, lengths in firsts.items()},
        subjects,
        possessives,
        objects,
        bool(data.get("verb_first", False)),
        bool(data.get("drops_subjects", False)),
        past,
        given,
        {key(word): str(other) for word, other in data.get("counterpart", {}).items()},
        frozenset(triggers),
    )


def _tables(data: Mapping[str, Any]) -> Iterator[tuple[Kind, str, Mapping[str, Any]]]:
    for name, table in data.items():
        if name in _SETTINGS:
            continue
        if name not in KINDS:
            message = f"unknown key {name!r}"
            raise ValueError(message)
        kind = next(kind for kind in KINDS if kind == name)
        slots = table.items() if kind == "kin" else [("", table)]
        for slot, lists in slots:
            unknown = set(lists) - _KEYS
            if unknown:
                message = f"unknown key {name}.{min(unknown)}"
                raise ValueError(message)
            yield kind, slot, lists


def _entries(kind: Kind, slot: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    for name, value in table.items():
        loose, plural, initial = (name.endswith(flag) for flag in ("loose", "_plural", "_initial"))
        for line in [value] if isinstance(value, str) else value:
            head, colon, stems = line.rpartition(":")
            sides = head.split("|") if name == "pair" else [head]
            genders = _GENDERS if name == "pair" else [next((one for one in _GENDERS if name[:1] == one), None)]
            if name == "pair" and len(sides) != len(_GENDERS):
                message = f"{kind}.pair: no endings of both genders in {line!r}"
                raise ValueError(message)
            for gender, side in zip(genders, sides, strict=True):
                endings = side.split() if colon else ["-"]
                for stem in stems.split():
                    for index, ending in enumerate(endings):
                        phrase = key((stem + ending.strip("-")).replace("_", " "))
                        yield phrase, Entry(kind, gender, slot, index == 0, loose, plural, initial)


def _given(table: Mapping[str, str]) -> dict[str, Gender | None]:
    found: dict[str, Gender | None] = {}
    for gender in _GENDERS:
        for name in table.get(gender, "").split():
            found[key(name)] = gender if found.get(key(name), gender) == gender else None
    return found | dict.fromkeys(map(key, table.get("both", "").split()))
