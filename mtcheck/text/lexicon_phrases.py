"""Phrases of lexicons, and where a text has them.

A phrase is words with blanks between them; `/` separates alternatives of a word, `…` is a gap of up to three words, `*`
at the end of a word any ending, `=` before a word exactly this form, and `~` as the first word any order. A text is a
sequence of units, one a word: the keys under which that word compares, and its form with `=` before it. In scripts that
write without blanks a word is a character, so that `spaced` sets those apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtcheck.text.words import has_unspaced, is_unspaced

ANY_ORDER, GAP, EXACT, ANY_ENDING, OR = "~", "…", "=", "*", "/"
# Words that a gap may hold, and gaps that a phrase may have.
WIDEST, MOST_GAPS = 3, 3
SHORTEST_BEGINNING = 3
Unit = frozenset[str]
# Between sentences and clauses: no phrase reaches over so many of them.
BREAK: tuple[Unit, ...] = (frozenset(),) * (WIDEST + 1)


class Element(NamedTuple):
    """A word of a phrase: keys of which a unit must have one, or how one begins. `gap` words may stand before it."""

    keys: frozenset[str]
    beginnings: tuple[str, ...]
    gap: int

    def fits(self, unit: Unit) -> bool:
        """Whether a word of a text is this one."""
        return not self.keys.isdisjoint(unit) or (
            bool(self.beginnings) and any(key.startswith(self.beginnings) for key in unit)
        )


class Phrase(NamedTuple):
    """A phrase taken apart. `ordered` is False where its words may stand in any order, near each other."""

    elements: tuple[Element, ...]
    ordered: bool

    def may_stand(self, keys: Unit) -> bool:
        """Whether a text with these keys, of all its units, may have it."""
        return not any(not one.beginnings and one.keys.isdisjoint(keys) for one in self.elements)

    def find(self, units: Sequence[Unit]) -> Iterator[tuple[int, ...]]:
        """The places of its words at each place where it stands, in the order of the phrase."""
        if not self.ordered:
            yield from _scattered(self.elements, units)
            return
        for index, unit in enumerate(units):
            if self.elements[0].fits(unit):
                path = _onwards(self.elements, 1, units, (index,))
                if path:
                    yield path

    def stands(self, units: Sequence[Unit]) -> bool:
        """Whether a text has it."""
        return next(self.find(units), None) is not None


def spaced(text: str) -> str:
    """A phrase with blanks between the characters of a script that writes without them."""
    if not has_unspaced(text):
        return text
    parts = (f" {char} " if is_unspaced(char) else char for char in text)
    return " ".join("".join(parts).split())


def split(text: str) -> tuple[list[list[str]], list[int], bool]:
    """The alternatives of each word as written, the gaps before them, and whether their order counts."""
    parts = text.split()
    ordered = parts[:1] != [ANY_ORDER]
    words: list[list[str]] = []
    gaps: list[int] = []
    gap = 0
    for part in parts if ordered else parts[1:]:
        if part == GAP:
            gap = WIDEST
            continue
        words.append(part.split(OR))
        gaps.append(gap)
        gap = 0
    return words, gaps, ordered


def variants(text: str) -> Iterator[str]:
    """A phrase without alternatives that have a hyphen, and are two words to languages that part them."""
    for word in text.split():
        alternatives = word.split(OR)
        joined = [one for one in alternatives if "-" in one]
        if joined and len(alternatives) > 1:
            others = OR.join(one for one in alternatives if "-" not in one)
            for one in (*([others] if others else []), *joined):
                yield from variants(text.replace(word, one, 1))
            return
    yield text


def _onwards(elements: Sequence[Element], number: int, units: Sequence[Unit], path: tuple[int, ...]) -> tuple[int, ...]:
    """The path, continued to the end of the phrase; empty where it does not go on. At most 4 to the number of gaps."""
    if number == len(elements):
        return path
    element = elements[number]
    for index in range(path[-1] + 1, min(path[-1] + 2 + element.gap, len(units))):
        if element.fits(units[index]):
            found = _onwards(elements, number + 1, units, (*path, index))
            if found:
                return found
    return ()


def _scattered(elements: Sequence[Element], units: Sequence[Unit]) -> Iterator[tuple[int, ...]]:
    for start in range(len(units)):
        missing = dict(enumerate(elements))
        path: dict[int, int] = {}
        last = start
        for index in range(start, len(units)):
            if index - last > WIDEST + 1 or not missing:
                break
            number = next((number for number, one in missing.items() if one.fits(units[index])), None)
            if number is None:
                if index == start:
                    break
                continue
            del missing[number]
            path[number] = last = index
        if not missing:
            yield tuple(path[number] for number in sorted(path))
