"""Errors planted into good translations, with the places of what is wrong on both sides.

Each kind is a function from a pair, a generator of chance and what may come from other texts to a `Planted` pair, or
None where the pair gives no place for it. Words of languages come from `references/`, as the checks' do.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from mtcheck.cache import read_toml
from mtcheck.dictionaries import dictionary, keys, read
from mtcheck.languages import language
from mtcheck.resources import references_folder
from mtcheck.text.words import Word, fold, words
from training.examples import Comparison, Example, Spans

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_CLAUSE = re.compile(r",[^,.;:!?()]{12,90}(?=[,.;:!?])")
# Fewer words than this leave no sentence behind when a phrase is gone.
FEWEST = 7


@dataclass(frozen=True, slots=True)
class Pool:
    """What other texts of the target language have: names and clauses."""

    names: Sequence[str] = ()
    clauses: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """`text` in place of target[start:end]; `missing` are the places of the source that lost their counterpart."""

    start: int
    end: int
    text: str
    missing: Spans = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A good pair, cut into words once."""

    lp: str
    source: str
    target: str
    pool: Pool = field(default_factory=Pool)

    @property
    def codes(self) -> tuple[str, str]:
        """Both language codes."""
        source, target = self.lp.split("-")
        return source, target

    @property
    def words(self) -> list[Word]:
        """The words of the translation."""
        return list(words(self.target))


def number(pair: Pair, rng: random.Random) -> list[Edit]:
    """A figure that both sides have becomes another of the same length."""
    there = set(_NUMBER.findall(pair.source))
    found = [one for one in _NUMBER.finditer(pair.target) if one.group() in there]
    if not found:
        return []
    one = rng.choice(found)
    figures = list(one.group())
    at = rng.choice([place for place, figure in enumerate(figures) if figure.isdigit()])
    figures[at] = rng.choice([figure for figure in "123456789" if figure != figures[at]])
    return [Edit(one.start(), one.end(), "".join(figures))]


def garbled_name(pair: Pair, rng: random.Random) -> list[Edit]:
    """Two neighbouring letters of a name change places, or one gives way to another of the name."""
    found = _names(pair)
    if not found:
        return []
    one = rng.choice(found)
    letters = list(one.text)
    at = rng.randrange(1, len(letters) - 2)
    if rng.random() < 0.5:
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    else:
        letters[at] = rng.choice(letters[1:])
    return _changed(one, "".join(letters))


def other_name(pair: Pair, rng: random.Random) -> list[Edit]:
    """A name gives way to a name of another text."""
    found = _names(pair)
    if not found or not pair.pool.names:
        return []
    return _changed(rng.choice(found), rng.choice(pair.pool.names))


def roles(pair: Pair, rng: random.Random) -> list[Edit]:
    """Two names of the translation change places."""
    found = _names(pair)
    if len({one.text for one in found}) < 2:
        return []
    first = rng.choice(found)
    second = rng.choice([one for one in found if one.text != first.text])
    return [*_changed(first, second.text), *_changed(second, first.text)]


def negation(pair: Pair, rng: random.Random) -> list[Edit]:
    """A word of negation is lost."""
    negators = _phrases(pair.codes[1], "polarity", "negator")
    found = [one for one in pair.words if fold(one.text) in negators]
    return [_cut(pair, rng.choice(found))] if found else []


def hedge(pair: Pair, rng: random.Random) -> list[Edit]:
    """A word of hearsay or guess is lost."""
    hedges = _phrases(pair.codes[1], "hedges", "hearsay") | _phrases(pair.codes[1], "hedges", "guess")
    found = [one for one in pair.words if fold(one.text) in hedges]
    return [_cut(pair, rng.choice(found))] if found else []


def omission(pair: Pair, rng: random.Random) -> list[Edit]:
    """A phrase of two to four words is lost; the source words that only it rendered are marked."""
    inside = pair.words
    if len(inside) < FEWEST:
        return []
    length = rng.randint(2, 4)
    at = rng.randrange(1, len(inside) - length)
    gone = inside[at : at + length]
    small = language(pair.codes[1]).function_words
    if all(fold(one.text) in small for one in gone):
        return []
    return [Edit(gone[0].start, inside[at + length].start, "", _counterparts(pair, gone))]


def clause_lost(pair: Pair, rng: random.Random) -> list[Edit]:
    """What stands between two commas is lost."""
    found = list(_CLAUSE.finditer(pair.target))
    if not found:
        return []
    one = rng.choice(found)
    gone = [word for word in pair.words if one.start() <= word.start < one.end()]
    return [Edit(one.start(), one.end(), "", _counterparts(pair, gone))]


def addition(pair: Pair, rng: random.Random) -> list[Edit]:
    """A clause of another text comes in."""
    places = [one.start() for one in re.finditer(r"[,.;](?=\s|$)", pair.target)]
    if not places or not pair.pool.clauses:
        return []
    at = rng.choice(places)
    return [Edit(at, at, rng.choice(pair.pool.clauses))]


def wrong_sense(pair: Pair, rng: random.Random) -> list[Edit]:
    """A word gives way to another translation of the source word that it renders; for languages with a dictionary."""
    source, target = pair.codes
    known = dictionary(source, target)
    if not known:
        return []
    inside = pair.words
    index = known.index([one.text for one in inside])
    found: list[tuple[Word, list[str]]] = []
    for word in words(pair.source):
        places = known.places(word.text, index)
        if len(places) != 1 or next(iter(places.values())) < 1:
            continue
        one = inside[next(iter(places))]
        others = sorted(_full(source, target, word.text) - {fold(one.text)})
        others = [other for other in others if other[:4] != fold(one.text)[:4]]
        if others and len(one.text) > 3:
            found.append((one, others))
    if not found:
        return []
    one, others = rng.choice(found)
    text = rng.choice(others)
    return [Edit(one.start, one.end, text.capitalize() if one.text[0].isupper() else text)]


KINDS: Mapping[str, Callable[[Pair, random.Random], list[Edit]]] = {
    "number": number,
    "garbled-name": garbled_name,
    "other-name": other_name,
    "roles": roles,
    "negation": negation,
    "hedge": hedge,
    "omission": omission,
    "clause-lost": clause_lost,
    "addition": addition,
    "wrong-sense": wrong_sense,
}


def plant(pair: Pair, kind: str, rng: random.Random) -> Comparison | None:
    """The pair beside one with an error of this kind; None where it has no place for one."""
    edits = sorted(KINDS[kind](pair, rng), key=lambda edit: edit.start)
    if not edits:
        return None
    text, bad, last = "", [], 0
    for edit in edits:
        text += pair.target[last : edit.start]
        if edit.text:
            bad.append((len(text), len(text) + len(edit.text)))
        text += edit.text
        last = edit.end
    text += pair.target[last:]
    if text == pair.target:
        return None
    missing = tuple(span for edit in edits for span in edit.missing)
    # What was lost without a known counterpart leaves the source unmarked rather than wrongly right.
    lost = any(not edit.text for edit in edits)
    good = Example(pair.lp, pair.source, pair.target, kind, None, (), ())
    faulty = Example(pair.lp, pair.source, text, kind, None, None if lost and not missing else missing, tuple(bad))
    return Comparison(good, faulty)


def pool(targets: Sequence[str]) -> Pool:
    """Names and clauses of texts in one language."""
    names = {one.text for text in targets for one in _capitals(text)}
    clauses = {one.group() for text in targets for one in _CLAUSE.finditer(text)}
    return Pool(sorted(names), sorted(clauses))


def _capitals(text: str) -> list[Word]:
    """Words with a capital inside a sentence."""
    return [
        one
        for one in words(text)
        if len(one.text) > 4 and one.text[0].isupper() and one.text[1:].islower() and _inside(text, one.start)
    ]


def _inside(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t\"'“„«(")
    return bool(before) and before[-1] not in ".!?:…"


def _names(pair: Pair) -> list[Word]:
    """Names of the translation; where all nouns have capitals, only what the source has in the same letters."""
    found = _capitals(pair.target)
    if not language(pair.codes[1]).capital_nouns:
        return found
    return [one for one in found if one.text in pair.source]


def _changed(word: Word, text: str) -> list[Edit]:
    return [] if text == word.text else [Edit(word.start, word.end, text)]


def _cut(pair: Pair, word: Word) -> Edit:
    """A word with one blank beside it."""
    blank = pair.target[word.end : word.end + 1] == " "
    return Edit(word.start, word.end + blank, "")


def _counterparts(pair: Pair, gone: Sequence[Word]) -> Spans:
    """The source words whose one rendering is among the lost words."""
    known = dictionary(*pair.codes)
    if not known:
        return ()
    inside = pair.words
    lost = {one.start for one in gone}
    index = known.index([one.text for one in inside])
    found = []
    for word in words(pair.source):
        places = known.places(word.text, index)
        if places and all(inside[place].start in lost for place in places):
            found.append((word.start, word.end))
    return tuple(found)


@cache
def _written(source: str, target: str) -> Mapping[str, frozenset[str]]:
    """One-word renderings by lemma, as they are written in the tables; a dictionary itself has only keys."""
    found: dict[str, set[str]] = {}
    for path in sorted((references_folder() / "dictionaries").glob(f"{source}-{target}.*.tsv")):
        for lemma, renderings in read(path):
            found.setdefault(lemma, set()).update(one for one in renderings if one.isalpha())
    return {lemma: frozenset(renderings) for lemma, renderings in found.items()}


def _full(source: str, target: str, word: str) -> set[str]:
    table = _written(source, target)
    return {one for key in keys(source, word) for one in table.get(key, ())}


@cache
def _phrases(code: str, table: str, name: str) -> frozenset[str]:
    path = references_folder() / "languages" / f"{code}.{table}.toml"
    return frozenset(fold(one) for one in read_toml(path).get(name, "").split()) if path.is_file() else frozenset()
