"""What one language knows about numbers: words, separators, suffixes; read from `references/languages/*.numerals.toml`.

A word list is a string of forms separated by blanks; `stem~name` stands for the stem with each ending of `[endings]`
called `name`, `_` inside a form stands for a blank, and `stem*` (only in lists that become patterns) for any ending.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from enum import Enum, auto
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mtcheck.cache import read_toml
from mtcheck.errors import ReferenceDataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

BLANKS = " \u00a0\u2007\u2009\u202f"
"""Blanks that may group digits or stand between a number and its scale word."""

_LETTER = r"[^\W\d_]"
_CASED_LETTER = r"[^\W\d_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]"
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_DIGITS = (
    r"(?P<iso>\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<date>\d{1,2}(?P<mark>[./])\d{1,2}(?P=mark)(?:\d{4}|\d{2})(?!\d|[./]\d))"
    r"|(?P<clock>\d{1,2}[:h]\d{2}(?::\d{2})?(?![:\d]))"
    rf"|(?P<ratio>\d/\d{{1,2}}(?![\d/]))"
    rf"|(?P<number>\d{{1,3}}(?:[{BLANKS}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,'’٬٫．]\d+)*)"
    rf"|(?P<vulgar>[{VULGAR}])"
)


class Role(Enum):
    """What a word does in a numeral."""

    # Members are looked up in sets for every word: the hash of Enum is computed in Python, that of an object is not.
    __hash__ = object.__hash__

    DIGITS = auto()
    UNIT = auto()  # five, forty, двести: added
    MULTIPLIER = auto()  # hundred, dozen, 百: multiplies what stands before it
    SCALE = auto()  # thousand, млрд, 亿: closes a group
    ATTACHED_SCALE = auto()  # the "m" of "$5m": only directly after digits or with a currency sign
    ORDINAL = auto()
    ORDINAL_SCALE = auto()  # hundredth, тысячный
    FRACTION = auto()
    VAGUE = auto()  # dozens, сотни
    TIMES = auto()  # twice, вдвое
    DECADE = auto()  # nineties
    JOINER = auto()  # "and" of "two hundred and five"
    INVERTING_JOINER = auto()  # "und" of "dreiundzwanzig"
    FILLER = auto()  # "a" of "half a million"
    APPROXIMATE = auto()
    MONTH = auto()
    CLOCK_BEFORE = auto()  # "at", "um": makes "14.30" a time
    AM_BEFORE = auto()
    PM_BEFORE = auto()
    DECADE_BEFORE = auto()  # "années 90"
    PERCENT_BEFORE = auto()  # 百分之
    ORDINAL_BEFORE = auto()  # 第


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the vocabulary; `capital`: it counts only when it starts with a capital ("May")."""

    role: Role
    value: Fraction = Fraction(0)
    weak: bool = False
    capital: bool = False


@dataclass(frozen=True, slots=True)
class NumeralLexicon:
    """The numerals of one language, compiled for `find_numbers`: from `load_lexicon`, or `plain`."""

    language: str
    decimal: frozenset[str]
    group: frozenset[str]
    vocabulary: Mapping[str, Entry]
    compound_parts: Mapping[str, Entry]
    """Parts of numerals written in one word (German, Italian) or before `compound_bases` ("пятилетний")."""
    compound_heads: frozenset[str]
    compound_endings: frozenset[str]
    compound_base: re.Pattern[str] | None
    vigesimal: frozenset[int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    """Weekday names to 1 (Monday) ... 7."""
    token: re.Pattern[str]
    suffix: re.Pattern[str]
    follow: re.Pattern[str]
    link: re.Pattern[str]
    """What may stand between the two ends of a range."""
    spaced: bool = True
    positional: bool = False
    point_words: frozenset[str] = frozenset()
    """Digit words in a row are read like digits (二〇二四)."""
    day_first: bool = True
    month_first: bool = False
    """A month name may stand before its day ("December 5")."""
    open_scale: bool = False
    """Scale words of the language are not known: a word after digits may be one."""
    small: bool = False
    """Numerals have a capital only where a sentence begins; elsewhere such a word is a name."""
    parts_of: str = ""
    """What stands between the parts of a whole and how many of them are meant: 三分之二, two thirds."""


_TABLES: Mapping[str, Role] = {
    "cardinals": Role.UNIT,
    "multipliers": Role.MULTIPLIER,
    "scales": Role.SCALE,
    "attached_scales": Role.ATTACHED_SCALE,
    "ordinals": Role.ORDINAL,
    "ordinal_scales": Role.ORDINAL_SCALE,
    "fractions": Role.FRACTION,
    "vague": Role.VAGUE,
    "times": Role.TIMES,
    "decades": Role.DECADE,
}
_WORDS: Mapping[str, Role] = {
    "joiners": Role.JOINER,
    "inverting_joiners": Role.INVERTING_JOINER,
    "fillers": Role.FILLER,
    "approximate": Role.APPROXIMATE,
    "clock_before": Role.CLOCK_BEFORE,
    "am_before": Role.AM_BEFORE,
    "pm_before": Role.PM_BEFORE,
    "decade_before": Role.DECADE_BEFORE,
    "percent_before": Role.PERCENT_BEFORE,
    "ordinal_before": Role.ORDINAL_BEFORE,
}
_LISTS = frozenset({
    *_WORDS, "weak", "percent", "tenths", "ordinal_suffixes", "decade_suffixes", "year_words", "hour_words",
    "half_hour_words", "am", "pm", "measures", "durations", "approximate_after", "links", "date_joiners", "month_marks",
    "day_marks", "point_words", "compound_endings", "compound_bases", "not_numerals",
})  # fmt: skip
_PLAIN_KEYS = frozenset({
    "language", "decimal", "group", "spaced", "positional", "day_first", "month_first", "compounds",
    "apostrophe_in_words", "vigesimal", "open_scale", "parts_of", "small",
})  # fmt: skip
_OTHER_TABLES = frozenset({"endings", "months", "weekdays", "compound_only"})
_KEYS = _LISTS | _PLAIN_KEYS | _OTHER_TABLES | _TABLES.keys()
_COMPOUND_ROLES = frozenset({
    Role.UNIT, Role.MULTIPLIER, Role.SCALE, Role.FRACTION, Role.INVERTING_JOINER,
})  # fmt: skip
_NEVER = r"(?!)"


def load_lexicon(path: Path) -> NumeralLexicon:
    """The lexicon in a `<code>.numerals.toml`; raises `ReferenceDataError` when it is malformed."""
    try:
        table = read_toml(path)
        return build_lexicon(table)
    except (
        tomllib.TOMLDecodeError,
        UnicodeDecodeError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        message = f"{path}: {error}"
        raise ReferenceDataError(message) from error


def build_lexicon(table: Mapping[str, Any]) -> NumeralLexicon:
    """The lexicon that a parsed table describes; raises `ValueError` for a key that is not known."""
    unknown = sorted(table.keys() - _KEYS)
    if unknown:
        message = f"unknown keys {unknown}"
        raise ValueError(message)
    source = _Source(table, table.get("endings", {}))
    spaced = bool(table.get("spaced", True))
    vocabulary = _vocabulary(source)
    months = dict(source.numbered("months"))
    parts = _parts(source, vocabulary)
    return NumeralLexicon(
        language=str(table["language"]),
        decimal=frozenset(table.get("decimal", [])),
        group=frozenset(table.get("group", [])),
        vocabulary=MappingProxyType(vocabulary),
        compound_parts=MappingProxyType(parts),
        compound_heads=frozenset(part[:3] for part in parts),
        compound_endings=frozenset(source.words("compound_endings")),
        compound_base=_optional(source.words("compound_bases")),
        vigesimal=frozenset(table.get("vigesimal", [])),
        months=MappingProxyType({form.lower(): number for form, number in months.items()}),
        weekdays=MappingProxyType({form.lower(): number for form, number in source.numbered("weekdays")}),
        token=_token(
            [*vocabulary, *source.words("not_numerals")],
            spaced=spaced,
            apostrophe=bool(table.get("apostrophe_in_words", False)),
        ),
        suffix=_suffix(source, spaced=spaced),
        follow=_follow(source, months, spaced=spaced),
        link=_link(source),
        spaced=spaced,
        positional=bool(table.get("positional", False)),
        point_words=frozenset(str(table.get("point_words", "")).split()),
        day_first=bool(table.get("day_first", True)),
        month_first=bool(table.get("month_first", False)),
        open_scale=bool(table.get("open_scale", False)),
        parts_of=str(table.get("parts_of", "")),
        small=bool(table.get("small", False)),
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """A parsed table with its word lists spelled out."""

    table: Mapping[str, Any]
    endings: Mapping[str, str] = field(default_factory=dict)

    def expand(self, forms: str) -> Iterator[str]:
        for form in forms.split():
            stem, tilde, name = form.partition("~")
            endings = self.endings[name].split() if tilde else [""]
            for ending in endings:
                yield (stem + ("" if ending == "-" else ending)).replace("_", " ")

    def words(self, key: str) -> list[str]:
        return list(self.expand(self.table.get(key, "")))

    def numbered(self, key: str) -> Iterator[tuple[str, int]]:
        for number, forms in self.table.get(key, {}).items():
            for form in self.expand(forms):
                yield form, int(number)


def _vocabulary(source: _Source) -> dict[str, Entry]:
    weak = set(source.words("weak"))
    vocabulary: dict[str, Entry] = {}
    for key, role in reversed(list(_WORDS.items())):
        vocabulary |= {form: Entry(role) for form in source.words(key)}
    for form, number in source.numbered("months"):
        vocabulary[form.lower()] = Entry(Role.MONTH, Fraction(number), capital=form[0].isupper())
    for key, role in reversed(list(_TABLES.items())):  # the first table wins where a form stands in several
        for value, forms in source.table.get(key, {}).items():
            for form in source.expand(forms):
                vocabulary[form] = Entry(role, Fraction(value), weak=form in weak)
    return vocabulary


def _parts(source: _Source, vocabulary: Mapping[str, Entry]) -> dict[str, Entry]:
    parts: dict[str, Entry] = {}
    if source.table.get("compounds", False):
        parts = {form: entry for form, entry in vocabulary.items() if entry.role in _COMPOUND_ROLES}
    for value, forms in source.table.get("compound_only", {}).items():
        parts |= {form: Entry(Role.UNIT, Fraction(value)) for form in source.expand(forms)}
    return parts


def _token(vocabulary: Iterable[str], *, spaced: bool, apostrophe: bool) -> re.Pattern[str]:
    if not spaced:
        return re.compile(rf"{_DIGITS}|(?P<word>{_any(vocabulary)}|{_CASED_LETTER}+)")
    inner = rf"(?:['’ʼ]{_LETTER}+)*" if apostrophe else ""
    return re.compile(rf"{_DIGITS}|(?P<word>{_LETTER}+{inner})")


def _suffix(source: _Source, *, spaced: bool) -> re.Pattern[str]:
    edge = r"(?!\w)" if spaced else ""
    return re.compile(
        rf"(?P<decade>(?:{_any(source.words('decade_suffixes'))}){edge})"
        rf"|(?P<ordinal>(?:{_any(source.words('ordinal_suffixes'))}){edge})",
    )


def _link(source: _Source) -> re.Pattern[str]:
    """What may stand between the ends of a range."""
    words = _any(source.words("links"))
    return re.compile(rf"\s?[-–—−‑~～]\s?|\s?(?:{words})\s?|,?\s(?:{words})\s")


def _follow(source: _Source, months: Iterable[str], *, spaced: bool) -> re.Pattern[str]:
    """What may come after a number and says what it is: percent, year, clock, month, approximation."""
    edge = r"(?!\w)" if spaced else ""
    joiner = rf"(?:(?:{_any(source.words('date_joiners'))})[{BLANKS}]*)?"
    forms = [month for month in months if month[0].islower()]
    capital = [variant for month in months if month[0].isupper() for variant in (month, month.upper())]
    month = rf"(?:{_any(capital)}|(?i:{_any(forms)}))"
    groups = {
        "percent": rf"[{BLANKS}]?[%٪％‰]|[{BLANKS}-]?(?i:{_any(source.words('percent'))}){edge}",
        "tenths": _any(source.words("tenths")),
        "year": rf"[{BLANKS}]?(?i:{_any(source.words('year_words'))}){edge}",
        "am": rf"[{BLANKS}]?(?i:{_any(source.words('am'))}){edge}",
        "pm": rf"[{BLANKS}]?(?i:{_any(source.words('pm'))}){edge}",
        "half_hour": rf"[{BLANKS}]?(?:{_any(source.words('half_hour_words'))}){edge}",
        "hour": rf"[{BLANKS}]?(?:{_any(source.words('hour_words'))}){edge}",
        "month": rf"\.?[{BLANKS}]+{joiner}{month}{edge}",
        "month_mark": _any(source.words("month_marks")),
        "day_mark": _any(source.words("day_marks")),
        "approximate": rf"[{BLANKS}]?(?:{_any(source.words('approximate_after'))}){edge}",
        "measure": rf"[{BLANKS}-]?(?:{_any(source.words('measures'))}){edge}",
        "duration": rf"[{BLANKS}-]?(?:{_any(source.words('durations'))}){edge}",
    }
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in groups.items()))


def _any(forms: Iterable[str]) -> str:
    """A pattern for any of the forms, longest first; `*` stands for any ending, a full stop may carry no edge."""
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\*", r"\w*") for form in ordered) or _NEVER


def _optional(forms: list[str]) -> re.Pattern[str] | None:
    return re.compile(_any(forms)) if forms else None


# For a language that has no lexicon: digits, and the signs that stand beside them in Japanese and Korean.
_PLAIN = {
    "language": "und", "decimal": [".", ","], "group": [".", ","], "spaced": False, "open_scale": True,
    "multipliers": {"1000": "千"}, "scales": {"10000": "万 萬 만", "100000000": "亿 億 억", "1000000000000": "兆 조"},
    "month_marks": "月 월", "day_marks": "日 일", "year_words": "年 년", "hour_words": "時 时 시",
    "am_before": "午前 오전", "pm_before": "午後 오후",
}  # fmt: skip


@cache
def plain() -> NumeralLexicon:
    """The lexicon of languages without a table; made when first needed, as its patterns take their time."""
    return build_lexicon(_PLAIN)
