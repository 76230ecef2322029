"""What a language calls currencies, units, days and weeks: data from `references/languages/<code>.quantities.toml`.

What units and currencies are stands in `references/quantities.toml`, in no language's words. A list of forms is a text
of phrases between blanks; `_` joins the words of a phrase, `stem*` stands for every word that begins so, and a form
with a capital counts only in that spelling. A key of several names is a word with several meanings ("фунт").

::

    modifier        where "last" stands: "before" its noun or "both" sides of it
    of              words between a figure with a scale word and what it counts: "millions de tonnes"
    joints          words between parts of a sentence that say different things: "and", "while"
    month_mark      what follows the number of a month: "月"
    weekday_names, month_names   how the language writes them, Monday and January first
    month_words     names of months that are other words, too, and prove nothing at the beginning of a sentence: "may"
    [names]         how it writes a unit, currency, relative date or scale (1e6), for suggestions
    [currencies]    by code (ISO 4217) or family: USD, "dollar"
    [prefixes]      letters that name a currency only directly before a figure: "R"
    [units]         by their names in quantities.toml
    [amounts]       words that hold figure and unit: "6 month" = "полгода"
    [weekdays]      1 (Monday) to 7; [weekdays_loose] words that may mean them ("среда") and prove nothing
    [nights]        "before 3" = "ночь_на_среду", "after 3" = "wednesday_night"
    [months]        where the numerals of the language lack them
    [relative]      "day -1" = "вчера", "week 2" = "week after next"
    [loose]         what may stand for any relative day, week, month or year: "the day before"
    [modifiers]     -1 last, 0 this, 1 next; [periods] what they stand with
    [parts]         of the day; `other` are words that may mean several
    [later]         "a day later"; [earlier] "the day before"; [same] "the same day"
    [sides]         against = "against", of votes = "votes"
    [direction]     words right before or after a duration: "ago after" = "назад", "hence before" = "через"
    [bounds]        words right before or after a figure: "more before" = "more_than", "less after", "by before"; and
                    "earliest" and "latest" of a time, wherever they stand
    [compared]      right behind a multiple: more = "times_more", less = "times_less", as = "as_many"
    [marks]         words right before or after a date: "from before" = "since", "until before", "early before", "middle
                    before", "late before", "from after" = "起"
    [rates]         what so much is counted by, behind it: month = "a_month"
    [frequencies]   how often, where no figure is meant: month = "monthly every_month"
    negative        words for a temperature below zero: "below_zero"
    single          what stands before one of something: "a"
    [seasons]       spring = "весн*"; `loose` are words that may mean one ("fall")
    [divisions]     what a year is divided into: quarter, half; [numbered] those with their number: "half 1" = "上半年"
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from mtcheck.cache import read_toml
from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder
from mtcheck.text.quantity_terms import TermIndex
from mtcheck.text.words import fold

_SHARED = "quantities.toml"
_TABLES = frozenset({
    "names", "currencies", "prefixes", "units", "amounts", "weekdays", "weekdays_loose", "months", "nights", "relative",
    "loose", "modifiers", "periods", "parts", "earlier", "later", "same", "sides", "seasons", "divisions", "numbered",
    "direction", "bounds", "rates", "compared", "marks", "frequencies",
})  # fmt: skip
_COUNTED = ("currencies", "units")
_PLAIN = frozenset({
    "modifier", "of", "joints", "single", "negative", "month_mark", "month_words", "weekday_names", "month_names",
})  # fmt: skip
_PERIODS = frozenset({"day", "week", "weekend", "month", "year", "weekday"})
_SEASONS = frozenset({"spring", "summer", "autumn", "winter", "loose"})
_DIVISIONS = frozenset({"quarter", "half"})
_BOUNDS, _TIMES = frozenset({"more", "less", "by", "to"}), frozenset({"earliest", "latest"})
_MARKS = MappingProxyType({
    "from": "limit", "until": "limit", "early": "stage", "middle": "stage", "late": "stage",
})  # fmt: skip
_RATES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})
_PARTS = frozenset({"morning", "afternoon", "evening", "night", "other"})


class Unit(NamedTuple):
    """A unit: value in the base unit of its dimension = (value + offset) * factor."""

    dimension: str
    factor: Fraction
    offset: Fraction = Fraction(0)


class Amount(NamedTuple):
    """A figure with its unit in one word."""

    value: Fraction
    unit: str


@dataclass(frozen=True, slots=True)
class Things:
    """The units and currencies of the world."""

    units: Mapping[str, Unit]
    alike: frozenset[frozenset[str]]
    families: Mapping[str, frozenset[str]]
    symbols: Mapping[str, str]
    latin: Mapping[str, str]

    def meanings(self, key: str, *, money: bool) -> frozenset[str]:
        """Units and currency codes that a key stands for; `money`: a name of both ("pound") is a currency.

        Raises `ValueError` for a name that is neither.
        """
        found: set[str] = set()
        for name in key.split():
            if name in self.units and not (money and name in self.families):
                found.add(name)
            elif name in self.families:
                found |= self.families[name]
            elif name[:3].isupper():
                found.add(name)
            else:
                message = f"{name!r} is neither a unit nor a currency"
                raise ValueError(message)
        return frozenset(found)


@dataclass(frozen=True, slots=True, eq=False)
class QuantityLexicon:
    """What one language calls quantities; `index` finds the words of all topics."""

    index: TermIndex
    names: Mapping[str, str]
    weekday_names: tuple[str, ...]
    month_names: tuple[str, ...]
    of: frozenset[str]
    joints: frozenset[str]
    single: frozenset[str]
    month_mark: str
    month_words: frozenset[str]
    modifier_after: bool


@cache
def things() -> Things:
    """What `references/quantities.toml` says."""
    path = references_folder() / _SHARED
    try:
        data = read_toml(path)
        return Things(
            units=MappingProxyType({name: _unit(*row) for name, row in data["units"].items()}),
            alike=frozenset(frozenset((one, other)) for one, others in data["alike"].items() for other in others),
            families=MappingProxyType({name: frozenset(codes.split()) for name, codes in data["families"].items()}),
            symbols=MappingProxyType(data["symbols"]),
            latin=MappingProxyType(data["latin"]),
        )
    except (tomllib.TOMLDecodeError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{path}: {error}"
        raise ReferenceDataError(message) from error


def quantities_path(code: str) -> Path:
    """Where the quantities of a language stand, whether it has some or not."""
    return references_folder() / "languages" / f"{code}.quantities.toml"


def load_quantities(path: Path, months: Iterable[tuple[str, int, bool]] = ()) -> QuantityLexicon:
    """The lexicon in a file; raises `ReferenceDataError` that names file and key when it is malformed.

    `months` are the names that the numerals of the language have, with their numbers and whether they need a capital.
    """
    key = ""
    try:
        data = read_toml(path)
        unknown = sorted(data.keys() - _TABLES - _PLAIN)
        if unknown:
            message = f"{path}: unknown keys {unknown}"
            raise ReferenceDataError(message)
        key = "units or currencies"
        terms = [*_counted(data), *(("month", (number, capital), form.rstrip(".")) for form, number, capital in months)]
        for key in sorted(_TABLES & data.keys() - {"names", *_COUNTED}):
            terms += _terms(key, data[key])
        return QuantityLexicon(
            index=TermIndex(terms),
            names=MappingProxyType(dict(data.get("names", {}))),
            weekday_names=tuple(data["weekday_names"]),
            month_names=tuple(data["month_names"]),
            of=frozenset(data.get("of", "").split()),
            joints=frozenset(map(fold, data.get("joints", "").split())),
            single=frozenset(map(fold, data.get("single", "").split())),
            month_mark=str(data.get("month_mark", "")),
            month_words=frozenset(data.get("month_words", "").split()),
            modifier_after=data.get("modifier", "before") == "both",
        )
    except (tomllib.TOMLDecodeError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"{path}: {key}: {error}"
        raise ReferenceDataError(message) from error


def _unit(dimension: str, factor: str, offset: str = "0") -> Unit:
    return Unit(dimension, Fraction(factor), Fraction(offset))


def _counted(data: Mapping[str, Any]) -> Iterator[tuple[str, Any, str]]:
    """Units and currencies of the language, and symbols that all share unless its own tables say something else."""
    shared = things()
    own = {form for table in _COUNTED for forms in data.get(table, {}).values() for form in forms.split()}
    for table, topic in ((shared.symbols, "symbol"), (shared.latin, "thing")):
        for key, forms in table.items():
            for form in forms.split():
                if form not in own:
                    yield topic, shared.meanings(key, money=topic == "symbol"), form
    meanings: dict[str, frozenset[str]] = {}
    for name in _COUNTED:
        for key, forms in data.get(name, {}).items():
            for form in forms.split():  # "фунт" is a weight and money
                found = shared.meanings(key, money=name == "currencies")
                meanings[form] = meanings.get(form, frozenset()) | found
    yield from (("thing", found, form) for form, found in meanings.items())


def _terms(table: str, rows: Mapping[str, str]) -> Iterator[tuple[str, Any, str]]:
    for key, forms in rows.items():
        topic, value = _ROWS[table](key)
        for form in forms.split():
            yield topic, value, form


def _amount(key: str) -> Amount:
    value, unit = key.split()
    if unit not in things().units:
        message = f"{unit!r} is no unit"
        raise ValueError(message)
    return Amount(Fraction(value), unit)


def _numbered(key: str) -> tuple[str, int]:
    division, number = key.split()
    return _one_of(division, _DIVISIONS), _within(int(number), 4)


def _direction(key: str) -> tuple[str, str]:
    direction, place = key.split()
    return _one_of(direction, frozenset({"ago", "hence"})), _one_of(place, frozenset({"before", "after"}))


def _bound(key: str) -> tuple[str, str]:
    if key in _TIMES:
        return key, ""
    way, place = key.split()
    return _one_of(way, _BOUNDS), _one_of(place, frozenset({"before", "after"}))


def _mark(key: str) -> tuple[str, str, str]:
    """The group of a word beside a date, the word's meaning, and its side."""
    way, place = key.split()
    return _MARKS[_one_of(way, frozenset(_MARKS))], way, _one_of(place, frozenset({"before", "after"}))


def _relative(key: str) -> tuple[str, int]:
    period, offset = key.split()
    return _one_of(period, _PERIODS), int(offset)


def _night(key: str) -> tuple[str, int]:
    place, day = key.split()
    return _one_of(place, frozenset({"before", "after"})), _within(int(day), 7)


def _within(number: int, most: int) -> int:
    if not 1 <= number <= most:
        message = f"{number} is out of range"
        raise ValueError(message)
    return number


def _one_of(key: str, allowed: frozenset[str]) -> str:
    if key not in allowed:
        message = f"{key!r} is none of {sorted(allowed)}"
        raise ValueError(message)
    return key


_ROWS: Mapping[str, Callable[[str], tuple[str, Any]]] = {
    "prefixes": lambda key: ("prefix", things().meanings(key, money=True)),
    "amounts": lambda key: ("amount", _amount(key)),
    "weekdays": lambda key: ("weekday", (_within(int(key), 7), True)),
    "weekdays_loose": lambda key: ("weekday", (_within(int(key), 7), False)),
    "nights": lambda key: ("night", _night(key)),
    "months": lambda key: ("month", (_within(int(key), 12), False)),
    "relative": lambda key: ("relative", _relative(key)),
    "loose": lambda key: ("loose", _one_of(key, _PERIODS)),
    "modifiers": lambda key: ("modifier", _within(int(key) + 2, 3) - 2),
    "periods": lambda key: ("period", _one_of(key, _PERIODS)),
    "parts": lambda key: ("part", _one_of(key, _PARTS)),
    "sides": lambda key: ("side", _one_of(key, frozenset({"against", "votes"}))),
    "same": lambda key: ("same", _one_of(key, _PERIODS)),
    "earlier": lambda key: ("earlier", _one_of(key, _PERIODS)),
    "later": lambda key: ("later", _one_of(key, _PERIODS)),
    "seasons": lambda key: ("season", _one_of(key, _SEASONS)),
    "divisions": lambda key: ("division", _one_of(key, _DIVISIONS)),
    "direction": lambda key: ("direction", _direction(key)),
    "bounds": lambda key: ("bound", _bound(key)),
    "compared": lambda key: ("compared", _one_of(key, frozenset({"more", "less", "as"}))),
    "rates": lambda key: ("rate", _one_of(key, _RATES)),
    "frequencies": lambda key: ("frequency", _one_of(key, _RATES)),
    "marks": lambda key: ("mark", _mark(key)),
    "numbered": lambda key: ("numbered", _numbered(key)),
}
