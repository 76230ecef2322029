"""How likely a sentence has lost a word, place by place: where one was taken out, the joint often shows.

A log-linear model over classes of words around a joint, and over how many verbs its clause has on either side. Data are
`references/languages/<code>.seams.toml`, written by hand, and `<code>.seams.tsv`, weights of features learned by
`scripts/train_seams.py` from sentences out of which words were taken. Punctuation marks count as words, numbers as `#`,
the ends of a sentence as `^` and `$`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from mtcheck.cache import remembered
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text import inflection
from mtcheck.text.words import Word, fold

NUMBER, NAME, POSSESSIVE, START, END, NOTHING = "#", "P", "POSS", "^", "$", "%"
DETERMINER, MODIFIER = "det", "M."
_MARK = re.compile(r"[,;:.?!()—–]")
_MARKS = {"—": "-", "–": "-"}
_KINDS = {"nouns": "N", "verbs": "V", "modifiers": "M"}
_KEYS = {"dictionary", "endings", "unlike", "finite", "breaks", "alone", "adjectival", "pronouns", "classes"}
# The row of the table that is not a feature.
BIAS = "bias"
# Verbs that are counted.
MOST = 2

Kinds = Callable[[str], Sequence[str]]


class Token(NamedTuple):
    """A word or mark: itself where its class is closed, its class, and the number of the word, or of the one before."""

    own: str
    kind: str
    place: int


@dataclass(frozen=True, slots=True, eq=False)
class Seams:
    """The model of one language; the fields are explained in its file."""

    code: str
    dictionary: str
    endings: tuple[str, ...]
    unlike: tuple[str, ...]
    finite: frozenset[str]
    breaks: frozenset[str]
    alone: frozenset[str]
    adjectival: frozenset[str]
    pronouns: frozenset[str]
    classes: Mapping[str, str]
    weights: Mapping[str, float]

    def tokens(self, text: str, words: Sequence[Word], kinds: Kinds) -> list[Token]:
        """What a sentence is made of; `kinds` says of a folded word in which tables of the dictionary it is."""
        found = [Token(START, START, -1)]
        shouted = text.isupper()
        at = 0
        for place, word in enumerate(words):
            if place:
                found += [_mark(mark[0], place - 1) for mark in _MARK.finditer(text, at, word.start)]
            acronym = bool(place) and not shouted and len(word.text) > 1 and word.text.isupper()
            if acronym:
                found.append(Token(NAME, NAME, place))
            elif found[-1].kind == DETERMINER and fold(word.text) in self.adjectival:
                found.append(Token(MODIFIER, MODIFIER, place))
            else:
                found.append(self._token(word.text, place, kinds))
            at = word.end
        last = _MARK.search(text, at)
        found.append(_mark(last[0] if last else END, len(words) - 1))
        return found

    def _token(self, word: str, place: int, kinds: Kinds) -> Token:
        folded = fold(word)
        if folded[0].isdigit():
            return Token(NUMBER, NUMBER, place)
        closed = self.classes.get(folded)
        if closed:
            return Token(folded, closed, place)
        possessive = folded.endswith(("'s", "s'"))
        kind = NAME if place and word[0].isupper() else _open(self, folded, kinds)
        if possessive:
            kind = f"{NAME}.s" if kind == NAME else POSSESSIVE
        return Token(kind, kind, place)

    def scores(self, tokens: Sequence[Token]) -> dict[int, float]:
        """How likely a word is missing behind each word, as logarithms of odds; -1 is the place before the first."""
        found: dict[int, float] = {}
        bias, weight = self.weights[BIAS], self.weights.get
        for token, features in zip(tokens, self.features(tokens), strict=False):
            if token.kind in self.alone:
                continue
            # Most features have no weight; they are left out without a step of Python for each.
            value = bias + sum(filter(None, map(weight, features)))
            place = token.place
            if value > found.get(place, value - 1):
                found[place] = value
        return found

    def features(self, tokens: Sequence[Token]) -> Iterator[tuple[str, ...]]:
        """The features of each joint, in order."""
        before, after = self._verbs(tokens), [*reversed(self._verbs([*reversed(tokens)]))]
        padded = [Token(NOTHING, NOTHING, 0)] * 2 + [*tokens] + [Token(NOTHING, NOTHING, 0)] * 3
        for index in range(len(tokens) - 1):
            far, near, left, right, beyond, last = padded[index : index + 6]
            a, b, c, d = near.own, left.own, right.own, beyond.own
            e, f, g, h, i, j = far.kind, near.kind, left.kind, right.kind, beyond.kind, last.kind
            (nb, opens), (na, closes) = before[index], after[index + 1]
            yield (
                f"a {b} {c}", f"b {a} {b} {c}", f"c {b} {c} {d}", f"d {a} {b} {c} {d}", f"e {g} {h}",
                f"f {f} {g} {h} {i}", f"g {e} {f} {g} {h}", f"h {g} {h} {i} {j}", f"k {f} {g} {h}", f"l {g} {h} {i}",
                f"i {nb} {na} {g} {h}", f"j {nb} {na} {opens} {closes}", f"m {nb} {f} {g} {h}", f"n {na} {g} {h} {i}",
            )  # fmt: skip

    def _verbs(self, tokens: Sequence[Token]) -> list[tuple[int, str]]:
        """Of each token, how many verbs its clause has up to it, itself included, and what opened the clause."""
        found = []
        count, opened = 0, tokens[0].kind
        for token in tokens:
            if token.kind in self.breaks:
                count, opened = 0, token.kind
            elif token.kind in self.finite:
                count = min(MOST, count + 1)
            found.append((count, opened))
        return found


@lru_cache(maxsize=1 << 14)
def _open(model: Seams, folded: str, kinds: Kinds) -> str:
    """The class of a word of no closed class."""
    base = "".join(_KINDS.get(kind, "") for kind in kinds(folded)[:2]) or "?"
    irregular = inflection.inflection(model.code)
    if irregular is not None and folded in irregular.irregular and not folded.endswith(("ing", "s")):
        return f"{base}.d"
    ending = next((one for one in model.endings if folded.endswith(one)), "")
    if ending == model.endings[-1] and folded.endswith(model.unlike):
        ending = ""
    return f"{base}.{ending}"


def _mark(mark: str, place: int) -> Token:
    mark = _MARKS.get(mark, mark)
    return Token(mark, mark, place)


@cache
def seams(code: str) -> Seams | None:
    """The model of a language, None where there is none; raises `ReferenceDataError`."""
    folder = references_folder() / "languages"
    path, table = folder / f"{code}.seams.toml", folder / f"{code}.seams.tsv"
    if not path.is_file() or not table.is_file():
        return None
    digest = hashlib.blake2b(table.read_bytes(), digest_size=6).hexdigest()
    return load(code, path, remembered(f"seams-{code}", digest, lambda: weights(table)))


def load(code: str, path: Path, learned: Mapping[str, float]) -> Seams:
    """The model of a file and its weights; raises `ReferenceDataError` naming file and key."""
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    for key in sorted(data.keys() ^ _KEYS):
        message = f"{path}: {'unknown' if key in data else 'missing'} key {key!r}"
        raise ReferenceDataError(message)
    return Seams(
        code,
        data["dictionary"],
        tuple(data["endings"]),
        tuple(data["unlike"]),
        frozenset(data["finite"].split()),
        frozenset(data["breaks"].split()),
        frozenset(data["alone"].split()),
        frozenset(data["adjectival"].split()),
        frozenset(data["pronouns"].split()),
        {fold(word): kind for kind, listed in data["classes"].items() for word in listed.split()},
        learned,
    )


def weights(path: Path) -> dict[str, float]:
    """The weights of a table; raises `ReferenceDataError` naming file and line."""
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line and not line.startswith("# "):
            feature, _, value = line.partition("\t")
            try:
                found[feature] = float(value)
            except ValueError as error:
                message = f"{path}:{number}: not a feature and its weight"
                raise ReferenceDataError(message) from error
    if BIAS not in found:
        message = f"{path}: no row {BIAS!r}"
        raise ReferenceDataError(message)
    return found
