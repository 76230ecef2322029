"""The quantities of a text: figures with what they count, and what it says of days, weeks and months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import pairwise

from mtcheck.article import Text
from mtcheck.languages import language
from mtcheck.spans import Span
from mtcheck.text.number_lexicon import Role
from mtcheck.text.numerals import Number, find_numbers, plain
from mtcheck.text.quantity_lexicon import QuantityLexicon, load_quantities, quantities_path, things
from mtcheck.text.quantity_terms import Hit
from mtcheck.text.words import fold

Hits = Mapping[str, Sequence[Hit]]
_BETWEEN = frozenset({"", " ", "\u00a0", "\u202f", "\u2009", "-", "\u2010", "\u2011", ".", ". ", ".-"})
_BLANKS = frozenset({" ", "\u00a0", "\u202f"})
_JOINED = frozenset({"length", "mass", "time"})
_LONGEST_JOINT = 5
_HALF = Fraction(1, 2)
_COUNTING = frozenset({"cardinal", "percent", "range-part"})
_NOTHING: frozenset[str] = frozenset()
_LONGEST_QUALIFIER = 16
"""Letters of a word between figure and currency: "500 турецких лир"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure and what it may count; `implied`: the figure one is not written ("a week").

    `number` is None where the word itself holds the figure ("полгода"). `word` is where its unit stands, if anywhere.
    """

    span: Span
    value: Fraction
    things: frozenset[str] = _NOTHING
    number: Number | None = None
    word: Span | None = None
    implied: bool = False

    @property
    def readings(self) -> tuple[Fraction, ...]:
        """The value and, of a figure, its other readings."""
        return self.number.readings if self.number is not None else (self.value,)

    @property
    def money(self) -> frozenset[str]:
        """The currencies it may be in."""
        return frozenset(name for name in self.things if name[0].isupper())

    @property
    def units(self) -> frozenset[str]:
        """The units it may be in."""
        return self.things - self.money


def lexicon_of(text: Text) -> QuantityLexicon | None:
    """The words of a text's language, None where it has no table."""
    return _lexicon(text.language.code)


@cache
def _lexicon(code: str) -> QuantityLexicon | None:
    path = quantities_path(code)
    if not path.is_file():
        return None
    numerals = language(code).numerals
    vocabulary = numerals.vocabulary.items() if numerals else ()
    months = ((form, int(one.value), one.capital) for form, one in vocabulary if one.role is Role.MONTH)
    return load_quantities(path, months)


def hits(text: Text) -> Hits:
    """All words of quantities in a text, by topic; found once."""
    lexicon = lexicon_of(text)
    return text.once("quantity words", lambda: lexicon.index.find(text.text)) if lexicon else {}


def numbers(text: Text) -> list[Number]:
    """The numbers of a text; of a language without numerals of its own those in digits."""
    if text.language.numerals is not None:
        return text.numbers
    return text.once("plain numbers", lambda: find_numbers(text.text, plain()))


def quantities(text: Text) -> list[Quantity]:
    """The figures of a text with what they count, in order, then the units without a figure; found once."""
    return text.once("quantities", lambda: list(_quantities(text, numbers(text), hits(text))))


def _quantities(text: Text, figures: list[Number], words: Hits) -> Iterator[Quantity]:
    # "Half" of "two and a half" is no amount of its own.
    amounts = [hit for hit in words.get("amount", ()) if not any(_exceeds(number.span, hit) for number in figures)]
    taken: set[int] = set()
    row: list[Quantity] = []
    for number in figures:
        year = number.kind == "year"
        if (number.kind not in _COUNTING and not year) or any(_covers(hit, number.span) for hit in amounts):
            continue
        one = _counted(text, number, words, taken)
        if number.words and not one.things and 0 < number.value < 1 and number.value != _HALF:
            one = replace(one, things=frozenset({"part"}))
        if not year or (one.things and "year" not in one.things):  # "1900 км" is no year
            row.append(one)
    _ranged(row, text)
    yield from _joined(row, text)
    yield from row
    for hit in amounts:
        yield Quantity(
            Span(hit.start, hit.end), hit.value.value, frozenset({hit.value.unit}), word=Span(hit.start, hit.end)
        )
    for hit in words.get("thing", ()):
        if hit.start not in taken:
            span = Span(hit.start, hit.end)
            yield Quantity(span, Fraction(1), hit.value, word=span, implied=True)


def _covers(hit: Hit, span: Span) -> bool:
    return hit.start < span.end and span.start < hit.end


def _exceeds(span: Span, hit: Hit) -> bool:
    """Whether a figure begins before a word that it holds a part of: "pół" of "dwa i pół roku"."""
    return span.start < hit.start < span.end


def _counted(text: Text, number: Number, words: Hits, taken: set[int]) -> Quantity:
    """The figure with the symbol before it or the word behind it."""
    content, lexicon = text.text, lexicon_of(text)
    for topic in ("symbol", "prefix"):
        for hit in words.get(topic, ()):
            gap = content[hit.end : number.span.start] if hit.end <= number.span.start else None
            if gap == "" or (gap in _BLANKS and hit.end - hit.start + (topic == "symbol") > 1):
                return Quantity(
                    Span(hit.start, number.span.end), number.value, hit.value, number, Span(hit.start, hit.end)
                )
    for hit in (*words.get("thing", ()), *words.get("symbol", ())):
        of = lexicon.of if lexicon and number.scale > 1 else _NOTHING
        if hit.start < number.digits.end or not _follows(text, number.span.end, hit, of):
            continue
        if hit.topic == "symbol" and content[hit.end : hit.end + 1].isdigit():
            continue  # the sign of the next figure
        taken.add(hit.start)
        end = max(hit.end, number.span.end)
        return Quantity(Span(number.span.start, end), number.value, hit.value, number, Span(hit.start, hit.end))
    meant = frozenset({"percent"}) if number.kind == "percent" else _NOTHING
    return Quantity(number.span, number.value, meant, number)


def _follows(text: Text, end: int, hit: Hit, of: frozenset[str]) -> bool:
    """Whether a word stands close enough behind a figure to be what it counts; "508 за доллар" is no sum of dollars."""
    between = text.text[end : hit.start] if hit.start > end else ""
    if between in _BETWEEN or (between.strip().replace("’", "'") in of and between[0].isspace()):
        return True
    if len(between) > _LONGEST_QUALIFIER + 2 or not all(name[0].isupper() for name in hit.value):
        return False
    qualifier = between.strip()
    spaced = between[0].isspace() and between[-1].isspace() and qualifier.isalpha()
    return spaced and fold(qualifier) not in text.language.function_words


def _ranged(row: list[Quantity], text: Text) -> None:
    """Let the lower end of a range count what the upper one counts: "5–7 km"."""
    numerals = text.language.numerals
    for at in range(len(row) - 2, -1, -1):
        left, right = row[at], row[at + 1]
        if not right.things or left.span.end > right.span.start or numerals is None:
            continue
        own = left.things and not (left.number is not None and left.word is None)
        if not own and numerals.link.fullmatch(text.text, left.span.end, right.span.start):
            row[at] = replace(left, things=right.things)


def _joined(row: list[Quantity], text: Text) -> Iterator[Quantity]:
    """What two figures make together: "5 feet 10 inches", "2 часа 40 минут"."""
    known = things().units
    for left, right in pairwise(row):
        between = text.text[left.span.end : right.span.start] if left.span.end <= right.span.start else None
        if between is None or len(between) > _LONGEST_JOINT or "," in between:
            continue
        if left.units and _is_half(right) and left.number is not None:
            yield Quantity(Span(left.span.start, right.span.end), left.value + right.value, left.units)
            continue
        for name in left.units:
            smaller = [other for other in right.units if known[other].dimension == known[name].dimension]
            if smaller and known[smaller[0]].factor < known[name].factor and known[name].dimension in _JOINED:
                value = left.value * known[name].factor / known[smaller[0]].factor + right.value
                yield Quantity(Span(left.span.start, right.span.end), value, frozenset(smaller[:1]))


def _is_half(one: Quantity) -> bool:
    """Whether it is the half of "due anni e mezzo"."""
    return not one.things and one.number is not None and one.number.words and one.value == _HALF


def compatible(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two words may mean the same unit or currency; what is not known is."""
    if not left or not right or left & right:
        return True
    alike = things().alike
    return any(frozenset((one, other)) in alike for one in left for other in right)
