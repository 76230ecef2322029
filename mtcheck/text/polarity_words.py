"""Words that turn the polarity of a sentence: data from `references/languages/<code>.polarity.toml`.

Lists are written as `text.cues` says.

::

    suffixes, prefixes  what is set off in words: "n't", "n'"
    negator     words that negate a clause
    agreeing    words that negate alone, and only agree with another negator: "nenhum", "nadie"
    companion   words that stand beside a negator and mean nothing alone: "ne"
    concord     words that negate beside a negator, or are left of one: "никто", "any"
    neutral     phrases with a negator that negate nothing: "not only"
    clausal     phrases with a negator that negate nothing where they open a clause: "пока не" is "until" there, and
                "not yet" elsewhere
    affirming   words that open what is affirmed behind what is denied: "but" of "not A but B"
    denying     words that open what is denied behind what is affirmed: "not" of "B, not A", "rather than"
    opposing    prefixes that make a word its opposite: "un"; opposing_modifiers those that do so of adjectives and
                adverbs alone, unopposed words that only look so: "infamous"
    together    words for "with", apart words for "without", the usual one first
    delaying    words behind a negator with which it only says when something happened: "until"; delaying_last those
                that do so at the end of a clause: "never before"; comparing those before it with which it says that
                nothing equals something: "выше не поднималась"
    otherwise   words for "if not": the other side may negate the condition itself
    since       words behind a negator with which it says that something happens for the first time in so long
    denial      verbs that deny a clause, with the word that opens it: "denied that"
    asserting   verbs that assert a clause, likewise: "objected that"
    [affirmed]  what stands where there is no negation, if it is not just nothing: cannot = "can"
    [weak]      what implies a negation, by concept; the names of concepts are the same in all languages
    [faint]     words: what may stand for a negation in a free translation
    [plain]     words: what only looks like one of the above
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from mtcheck.cache import read_toml
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text.cues import Cues, cues
from mtcheck.text.words import fold

LISTS = ("negator", "agreeing", "companion", "concord", "neutral", "clausal", "denial", "asserting")
TABLES = ("faint", "plain")
WEAK = "weak."
# The kind of verbs that deny a clause, and the concept that they are of.
DENIES, DENIED = "denial", "weak.deny"
# The concept of words that begin like negated ones.
LOOKING = f"{WEAK}prefixed"
# Concepts whose words are negated only to say the opposite.
OUTRIGHT = frozenset(
    f"{WEAK}{concept}"
    for concept in ("against", "deny", "refuse", "reject", "ban", "prevent", "stop", "fail", "hide", "exclude")
)
# Concepts of which a negated word is still negative when it is rendered by one of another: "do without".
NEGATIVE = OUTRIGHT - {f"{WEAK}hide", f"{WEAK}exclude"} | frozenset(
    f"{WEAK}{concept}" for concept in ("avoid", "lack", "without", "doubt")
)
# Concepts whose words render each other: "wstrzyma się" (refuse), "abstain" (avoid).
FAMILIES = tuple(
    frozenset(f"{WEAK}{concept}" for concept in family.split())
    for family in (
        "refuse reject deny avoid ban against exclude",
        "prevent stop avoid ban fail",
        "lack fail without gone unable prefixed free",
        "hide gone",
        "doubt hardly unable fear",
    )
)
# The concept of what happens for the first time.
FIRST = f"{WEAK}first"
_OPPOSING = ("opposing", "opposing_modifiers", "unopposed")
_COMPANY = ("together", "apart")
_DELAYING = ("delaying", "delaying_last", "comparing", "since", "otherwise")
_KEYS = {
    *(*LISTS, *_COMPANY, *TABLES, *_OPPOSING, *_DELAYING),
    *("suffixes", "prefixes", "affirmed", "weak", "affirming", "denying"),
}


@dataclass(frozen=True, slots=True, eq=False)
class PolarityWords:
    """The lexicon of one language. Kinds of its cues are the names of lists and tables, and `weak.` with a concept."""

    code: str
    cues: Cues
    affirmed: Mapping[str, str] = field(default_factory=dict)
    affirming: frozenset[str] = frozenset()
    denying: tuple[tuple[str, ...], ...] = ()
    opposing: tuple[str, ...] = ()
    opposing_modifiers: tuple[str, ...] = ()
    unopposed: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    delaying: tuple[str, ...] = ()
    delaying_last: tuple[str, ...] = ()
    comparing: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()

    @property
    def company(self) -> tuple[str, ...]:
        """Words for "with" and "without"."""
        return self.together + self.apart


@cache
def polarity_words(code: str) -> PolarityWords | None:
    """The lexicon of a language, None where it has no file; raises `ReferenceDataError`."""
    path = references_folder() / "languages" / f"{code}.polarity.toml"
    if not re.fullmatch(r"[a-z]{2,3}", code) or not path.is_file():
        return None
    return parse(code, read_toml(path), path)


def akin(one: str, other: str) -> bool:
    """Whether words of two concepts may render each other."""
    return any(one in family and other in family for family in FAMILIES)


def parse(code: str, data: Mapping[str, Any], path: Path) -> PolarityWords:
    """The content of a file as a lexicon; raises `ReferenceDataError` naming the file and the key."""
    unknown = set(data) - _KEYS
    if unknown:
        message = f"{path}: unknown key {min(unknown)!r}"
        raise ReferenceDataError(message)
    try:
        affirmed = {str(key): str(value) for key, value in data.get("affirmed", {}).items()}
        found = cues(_lists(data), data.get("suffixes", ()), data.get("prefixes", ()))
        affirming = frozenset(map(fold, data.get("affirming", "").split()))
        prefixes = [tuple(map(fold, data.get(name, "").split())) for name in (*_OPPOSING, *_COMPANY, *_DELAYING)]
        denying = [tuple(map(fold, phrase.split("_"))) for phrase in data.get("denying", "").split()]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        message = f"{path}: {error}"
        raise ReferenceDataError(message) from error
    return PolarityWords(code, found, affirmed, affirming, tuple(sorted(denying, key=len, reverse=True)), *prefixes)


def _lists(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in LISTS:
        yield name, data.get(name, "")
    for name in TABLES:
        for key, text in data.get(name, {"words": ""}).items():
            if key != "words":
                message = f"unknown key {name}.{key}"
                raise ValueError(message)
            yield name, text
    for concept, text in data.get("weak", {}).items():
        yield f"{WEAK}{concept}", text
