"""Figures that changed places: "318 for and 224 against" became "224 for and 318 against".

Each figure stands in a part of its sentence with what it belongs to. Where the words of two parts have their
counterparts in two parts of the translation, and the figures stand there the other way round, they were exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from mtcheck.article import Article, Pair, Text
from mtcheck.coverage.view import Links, Side, view
from mtcheck.dictionaries import dictionary
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import hits, lexicon_of, numbers
from mtcheck.text.numerals import Number
from mtcheck.text.words import fold

LIKELY = 0.8
# Figures of a sentence from which too much can be meant by each.
MOST = 8
# Figures of a result, and words between them: "177 votes to 170".
TWO = 2
_COUNTING = frozenset({"cardinal", "percent"})
_PAUSES = frozenset(",;:，；：、()\n")


@dataclass(frozen=True, slots=True)
class _Part:
    """A figure, and the places of the words beside it that belong to no other."""

    number: Number
    words: frozenset[int]
    against: bool


def exchanged_faults(article: Article, pair: Pair) -> Iterator[Fault]:
    """The first two figures of a pair that changed places."""
    if pair.source is None or pair.target is None or not _same_figures(pair.source, pair.target):
        return
    (kind, ours), (other_kind, theirs) = _result(pair.source), _result(pair.target)
    if ours and kind == other_kind and [one.value for one in ours] == [one.value for one in theirs[::-1]]:
        yield _fault(pair, ours[0], theirs[0])
        return
    seen = view(article, pair)
    links = (seen.source.links, seen.target.links) if seen is not None else ({}, {})
    left, right = _parts(pair.source, links[0]), _parts(pair.target, links[1])
    votes = [[part for part in row.values() if part.against] for row in (left, right)]
    if all(len(row) == 1 for row in votes):
        first, second = (row[0].number for row in votes)
        if first.value != second.value and first.value in right and second.value in left:
            yield _fault(pair, first, second)
            return
    if seen is None:
        return
    for one, other in combinations([value for value in left if value in right], 2):
        straight = _joined(seen.source, left[one], right[one]) + _joined(seen.source, left[other], right[other])
        across = [_joined(seen.source, left[one], right[other]), _joined(seen.source, left[other], right[one])]
        if not straight and all(across):
            yield _fault(pair, left[one].number, right[other].number)
            return


def _fault(pair: Pair, left: Number, right: Number) -> Fault:
    return Fault("number-mismatch", pair, left.span, right.span, "the figures have changed places", LIKELY)


def _same_figures(source: Text, target: Text) -> bool:
    """Whether both sides have the same figures, of which two or more differ."""
    row = [sorted(number.value for number in _figures(text)) for text in (source, target)]
    return row[0] == row[1] and 1 < len(set(row[0])) <= MOST


def _figures(text: Text) -> list[Number]:
    return [number for number in numbers(text) if number.kind in _COUNTING and number.value > 1]


def _result(text: Text) -> tuple[str, list[Number]]:
    """The two figures of a change or of a vote with what joins them: "from 50 to 18", "by 177 votes to 170"."""
    figures = _figures(text)
    if len(figures) != TWO or figures[0].span.end > figures[1].span.start:
        return "", []
    if sum(figures[0].span.end <= word.start < figures[1].span.start for word in text.words) > TWO:
        return "", []
    words = hits(text)
    voted = any(hit.value == "votes" for hit in words.get("side", ()))
    joints = [hit for hit in words.get("bound", ()) if hit.value == ("to", "before")]
    # "18 against 50 a year before" has the later figure first.
    joints += [hit for hit in words.get("side", ()) if voted and hit.value == "against"]
    joined = any(figures[0].span.end < hit.start and 0 <= figures[1].span.start - hit.end <= 1 for hit in joints)
    return ("votes" if voted else "change", figures) if joined else ("", [])


def _parts(text: Text, links: Links) -> Mapping[Fraction, _Part]:
    """The figures that stand alone in a part of the text, by value; of a value that stands twice none."""
    lexicon = lexicon_of(text)
    joints = lexicon.joints if lexicon else frozenset()
    row: list[list[int]] = [[]]
    for place, word in enumerate(text.words):
        before = text.text[text.words[place - 1].end : word.start] if place else ""
        if not _PAUSES.isdisjoint(before) or fold(word.text) in joints:
            row.append([])
        row[-1].append(place)
    figures = _figures(text)
    found: dict[Fraction, list[_Part]] = {}
    for number in figures:
        part = next((some for some in row if any(text.words[at].end > number.span.start for at in some)), [])
        alone = [one for one in figures if _within(text, part, one)] == [number]
        if alone:
            own = frozenset(at for at in part if at in links and not _is_verb(text, at))
            found.setdefault(number.value, []).append(_Part(number, own, _opposed(text, part)))
    return {value: parts[0] for value, parts in found.items() if len(parts) == 1}


def _opposed(text: Text, part: Sequence[int]) -> bool:
    """Whether votes against something are counted there."""
    first, last = text.words[part[0]].start, text.words[part[-1]].end
    return any(hit.value == "against" and first <= hit.start < last for hit in hits(text).get("side", ()))


def _within(text: Text, part: Sequence[int], number: Number) -> bool:
    return bool(part) and text.words[part[0]].start < number.span.end and number.span.start < text.words[part[-1]].end


def _is_verb(text: Text, place: int) -> bool:
    """Whether a word says what happens, which both parts may share."""
    return dictionary(text.language.code, "en").kinds_of(text.words[place].text)[:1] == ("verbs",)


def _joined(source: Side, left: _Part, right: _Part) -> int:
    """How many words of a part have their only counterpart in another."""
    return sum(right.words >= source.links[place].keys() for place in left.words)
