"""Words by which a text leaves open whether something is so: data from `references/languages/<code>.hedges.toml`.

Lists are written as `text.cues` says.

::

    prefixes, suffixes  what is set off in words: "l'", "'ll"
    hearsay             others claim it: "якобы", "allegedly"
    guess               it is likely: "вероятно", "presumably"
    possibility         it may be: "может", "may"
    may                 those of them that a translation never leaves out, unless it says the same in other words
    source              what names the source of a claim: "по словам", "according to"
    plan                what somebody means to do: "планирует"
    claim               other words that leave it to others: "claims", "believed", "suspected"
    suspect             words for somebody under suspicion
    saying              verbs of saying, which tell who says it
    outlook             what is expected, planned, threatening or feasible
    modal               what else leaves open whether it happens: "would", "if", "must"
    impossible          what cannot be: it renders no likelihood
    vague               what makes it less exact: "about", "preliminary"
    limit               what names the most there can be: "до", "up to"
    weak                whatever else says that it is not the text that vouches, of any of these kinds
    faint               what may stand for a hedge in a free translation
    assertive           what asserts something that a possibility leaves open: "will"
    certain             what vouches for it
    reported_auxiliary  verbs that report a claim beside a participle: "aurait été tué", "soll ... getötet haben"
    participles         endings of participles
    perfect_auxiliary   what must stand behind the participle, in languages that put it at the end
    unless              words that give such a verb another sense: "si"
    conditional         endings of verbs that may report a claim without a participle: "seraient", "disposeraient"
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from mtcheck.cache import read_toml
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text.cues import Cue, Cues, Token, cues
from mtcheck.text.words import fold

KINDS = (
    *("hearsay", "guess", "possibility", "source", "plan", "assertive", "certain"),
    *("claim", "suspect", "saying", "outlook", "modal", "impossible", "vague", "limit", "weak", "faint"),
)
REPORTED = "reported"
_WORDS = ("may", "reported_auxiliary", "participles", "perfect_auxiliary", "unless", "conditional")
_KEYS = {*KINDS, *_WORDS, "prefixes", "suffixes"}
# Words that may stand between such a verb and its participle.
REACH = 3
SHORTEST = 4
# Letters of a verb that its ending may show to be a conditional.
LONG = 6


@dataclass(frozen=True, slots=True, eq=False)
class HedgeWords:
    """The lexicon of one language."""

    cues: Cues
    auxiliaries: frozenset[str] = frozenset()
    participles: tuple[str, ...] = ()
    perfect: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    conditional: tuple[str, ...] = ()

    def find(self, tokens: Sequence[Token]) -> list[Cue]:
        """The hedges among the tokens, verbs that report a claim first, as kind `reported`."""
        found = [*self._reported(tokens), *self.cues.find(tokens)]
        if self.conditional:
            found += [
                Cue("weak", at, at + 1, token.start, token.end)
                for at, token in enumerate(tokens)
                if len(token.key) >= LONG and token.key.endswith(self.conditional)
            ]
        return found

    def _reported(self, tokens: Sequence[Token]) -> list[Cue]:
        at = next((index for index, token in enumerate(tokens) if token.key in self.auxiliaries), None)
        if at is None or any(token.key in self.unless for token in tokens):
            return []
        if self.perfect:
            ends = [
                index
                for index in range(at + 2, len(tokens))
                if tokens[index].key in self.perfect and self._participle(tokens[index - 1].key)
            ]
        else:
            ends = [
                index for index in range(at + 1, min(at + REACH, len(tokens))) if self._participle(tokens[index].key)
            ]
        return [Cue(REPORTED, at, at + 1, tokens[at].start, tokens[at].end)] if ends else []

    def _participle(self, word: str) -> bool:
        return (len(word) >= SHORTEST or word in self.participles) and word.endswith(self.participles)


@cache
def hedge_words(code: str) -> HedgeWords | None:
    """The lexicon of a language, None where it has no file; raises `ReferenceDataError`."""
    path = references_folder() / "languages" / f"{code}.hedges.toml"
    if not re.fullmatch(r"[a-z]{2,3}", code) or not path.is_file():
        return None
    return parse(read_toml(path), path)


def parse(data: Mapping[str, Any], path: Path) -> HedgeWords:
    """The content of a file as a lexicon; raises `ReferenceDataError` naming the file and the key."""
    unknown = set(data) - _KEYS
    if unknown:
        message = f"{path}: unknown key {min(unknown)!r}"
        raise ReferenceDataError(message)
    try:
        found = cues([(kind, data.get(kind, "")) for kind in KINDS], data.get("suffixes", ()), data.get("prefixes", ()))
        lists = {name: tuple(map(fold, data.get(name, "").split())) for name in _WORDS}
        may = frozenset(data.get("may", "").casefold().split())
    except (TypeError, ValueError, AttributeError) as error:
        message = f"{path}: {error}"
        raise ReferenceDataError(message) from error
    return HedgeWords(
        found,
        frozenset(lists["reported_auxiliary"]),
        lists["participles"],
        frozenset(lists["perfect_auxiliary"]),
        frozenset(lists["unless"]),
        may,
        lists["conditional"],
    )
