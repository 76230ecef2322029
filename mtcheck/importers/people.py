"""What is special about people: names with the family name first, patronymics, surnames, positions held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mtcheck.importers.scheme import NameRules
from mtcheck.importers.wikibase import Statement, statements
from mtcheck.text.words import is_abbreviation

_FULL = 2
# A position in a table that is not finished: the item, its first and last year.
_HELD = re.compile(r"(Q\d+):(\d*)-(\d*)(\??)")


def full_names(texts: Iterable[str], lang: str, rules: NameRules) -> list[str]:
    """Names in the order in which they are spoken, and before each one with a patronymic the one without."""
    found: list[str] = []
    for text in texts:
        spoken = in_order(text, rules)
        found += (without_patronymic(spoken, rules.patronymics.get(lang, ())), spoken)
    return list(dict.fromkeys(found))


def in_order(text: str, rules: NameRules) -> str:
    """«Иванов, Иван Иванович» as «Иван Иванович Иванов»."""
    family, comma, given = text.partition(", ")
    if not comma or not family or not given or "," in given or given.casefold() in rules.suffixes:
        return text
    return f"{given} {family}"


def without_patronymic(name: str, endings: Sequence[str]) -> str:
    """A name of three words without its middle one, where that is a patronymic."""
    parts = name.split(" ")
    if len(parts) == _FULL + 1 and any(parts[1].endswith(ending) for ending in endings):
        return f"{parts[0]} {parts[2]}"
    return name


def surnames(names: Iterable[str], rules: NameRules) -> list[str]:
    """What may stand alone: the last of two words, with its particles ("von der Leyen").

    Names of more words do not show where the surname begins.
    """
    found = []
    for name in names:
        parts = name.split(" ")
        small = all(part in rules.particles for part in parts[1:-1])
        last = parts[-1]
        fine = last.casefold() not in rules.suffixes and not last.endswith(".") and len(last) > 1
        if len(parts) >= _FULL and small and fine and not last.islower() and not is_abbreviation(last):
            found.append(" ".join(parts[1:]))
    return list(dict.fromkeys(found))


def held(entity: Mapping[str, Any], prop: str, most: int) -> str:
    """The positions of a person, "Q1:2012-2016;Q2:2017-", the latest first; their names come later."""
    spans: dict[str, Statement] = {}
    for statement in statements(entity, prop):
        known = spans.get(statement.value)
        spans[statement.value] = _joined(known, statement) if known else statement
    latest = sorted(spans.values(), key=lambda one: (not one.over, one.end or 0, one.start or 0), reverse=True)
    return ";".join(_span(statement) for statement in latest[:most])


def _joined(first: Statement, second: Statement) -> Statement:
    """Two terms of one position as one, from the first year to the last."""
    starts = [year for year in (first.start, second.start) if year]
    ends = [year for year in (first.end, second.end) if year]
    over = first.over and second.over
    return Statement(
        first.value, start=min(starts, default=None), end=max(ends, default=None) if over else None, over=over
    )


def _span(held: Statement) -> str:
    unknown = "?" if held.over and not held.end else ""
    return f"{held.value}:{held.start or ''}-{held.end or ''}{unknown}"


def offices(cell: str, labels: Mapping[str, str]) -> str:
    """The cell that `held` made as text: "President of Ruritania, 2012-2016; …"; positions without a name fall out."""
    found = []
    for item, start, end, unknown in _HELD.findall(cell):
        if item in labels:
            years = f"{start}-{end or unknown}" if start or end else ""
            found.append(f"{labels[item]}, {years}" if years else labels[item])
    return "; ".join(found)


def position_ids(cell: str) -> list[str]:
    """The items in a cell that `held` made."""
    return [match[0] for match in _HELD.findall(cell)]
