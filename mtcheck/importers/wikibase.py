"""Entities as Wikibase writes them: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html.

What is empty may be written as `{}` or as `[]`. Values that are unknown ("somevalue") or known not to exist ("novalue")
are passed over, as are statements of deprecated rank. Anything else than the documented structure raises one of
`MALFORMED`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MALFORMED = (AttributeError, IndexError, KeyError, TypeError, ValueError)

START, END = "P580", "P582"
# From this precision on a time names a year.
_YEARS = 9
_TIME = re.compile(r"([+-]?)0*(\d{1,4})(?:-|$)")
# Years that a table can hold.
FIRST, LAST = 1700, 2099


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of a property: the id of an item, a text (in `lang`, where it has one) or a time as it is written.

    `year` is that of a time; `start` and `end` are the years of the qualifiers, and `over` says that there is an end,
    be its year known or not.
    """

    value: str
    lang: str = ""
    year: int | None = None
    preferred: bool = False
    start: int | None = None
    end: int | None = None
    over: bool = False


def mapping(value: Any) -> Mapping[str, Any]:
    """A JSON object; an empty array stands for an empty one."""
    if isinstance(value, dict):
        return value
    if value is None or value == []:
        return {}
    message = f"not an object: {str(value)[:40]!r}"
    raise TypeError(message)


def statements(entity: Mapping[str, Any], prop: str) -> list[Statement]:
    """All values of a property that hold or held, in order."""
    found = []
    for claim in mapping(entity.get("claims")).get(prop, ()):
        if claim.get("rank") != "deprecated" and claim["mainsnak"]["snaktype"] == "value":
            statement = _statement(claim)
            if statement is not None:
                found.append(statement)
    return found


def best(found: list[Statement]) -> list[Statement]:
    """Those of preferred rank where there are any, else all: what Wikidata calls the best rank."""
    return [statement for statement in found if statement.preferred] or found


def values(entity: Mapping[str, Any], prop: str) -> list[str]:
    """The values of best rank of a property."""
    return [statement.value for statement in best(statements(entity, prop))]


def _statement(claim: Mapping[str, Any]) -> Statement | None:
    value, lang, year = _value(claim["mainsnak"]["datavalue"])
    if value is None:
        return None
    qualifiers = mapping(claim.get("qualifiers"))
    return Statement(
        value,
        lang,
        year,
        preferred=claim.get("rank") == "preferred",
        start=_qualifier(qualifiers, START),
        end=_qualifier(qualifiers, END),
        over=any(snak["snaktype"] != "novalue" for snak in qualifiers.get(END, ())),
    )


def _value(data: Mapping[str, Any]) -> tuple[str | None, str, int | None]:
    """The value, its language and its year; None for a value of another type."""
    kind, value = data["type"], data["value"]
    if kind == "wikibase-entityid":
        return value["id"] if "id" in value else f"Q{int(value['numeric-id'])}", "", None
    if kind == "monolingualtext":
        return value["text"], value["language"], None
    if kind == "time":
        return value["time"], "", year_of(value["time"], int(value.get("precision", _YEARS)))
    return (value, "", None) if isinstance(value, str) else (None, "", None)


def _qualifier(qualifiers: Mapping[str, Any], prop: str) -> int | None:
    years = [_value(snak["datavalue"])[2] for snak in qualifiers.get(prop, ()) if snak["snaktype"] == "value"]
    return next((year for year in years if year), None)


def year_of(time: str, precision: int = _YEARS) -> int | None:
    """The year of "+1952-00-00T00:00:00Z" or "1952-03-01"; None for centuries, for years BC, and outside the tables."""
    match = _TIME.match(time)
    if match is None or match[1] == "-" or precision < _YEARS:
        return None
    year = int(match[2])
    return year if FIRST <= year <= LAST else None
