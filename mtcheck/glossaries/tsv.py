"""Style lists as tables: UTF-8, tabs between the columns, one header line, ` | ` between forms in a cell.

====================  ==================================================================================================
`term`, `avoid`       the preferred form, and forms to flag; with an empty `term` they are flagged without a suggestion
`variants`            instead of these two: forms of which a text should use only one
`lang`                language of the translation, ISO 639-1
`source`              only where the source has one of these terms; `source_lang` says in which language they are
`severity`            critical, major, minor or neutral; empty: the check's own
`note`                a few words for the message
`case`                empty: small letters may be capitals at the beginning of a sentence; `any`: everywhere; `exact`
`except`              phrases in which a form may stand ("chicken Kiev")
====================  ==================================================================================================

Lines that begin with "# ", and empty ones, are comments.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import cast

from mtcheck.errors import InputError
from mtcheck.glossaries.base import ANY_LANGUAGE, CASES, Case, Rule, decoded
from mtcheck.mqm import Severity

COLUMNS = ("term", "avoid", "variants", "lang", "source", "source_lang", "severity", "note", "case", "except")
_LANG = re.compile("[a-z]{2}")
_FEWEST_VARIANTS = 2


def parse(data: bytes, name: str, style: str) -> list[Rule]:
    """The rules of a table; raises `InputError` naming the line and what to do."""
    lines = _lines(decoded(data, name))
    number, head = next(lines, (1, ""))
    header = _header(head, name, number)
    rules = []
    for number, line in lines:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > len(header) and any(cells[len(header) :]):
            problem = f"this row has {len(cells)} cells, but the header names {len(header)} columns; remove stray tabs"
            raise InputError(name, problem, line=number)
        rules.append(_rule(dict(zip(header, cells, strict=False)), name, number, style))
    _check(rules, name)
    return rules


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are no comments, with their numbers."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("# ") and line != "#":
            yield number, line


def _header(line: str, name: str, number: int) -> list[str]:
    header = [cell.strip().lower() for cell in line.split("\t")]
    while header and not header[-1]:
        header.pop()
    if len(header) == 1 and re.search("[,;]", line):
        raise InputError(
            name, "the columns are to be separated by tabs; save the table as tab-separated text", line=number
        )
    for column in header:
        if column not in COLUMNS:
            close = difflib.get_close_matches(column, COLUMNS, 1)
            hint = f"did you mean {close[0]!r}?" if close else f"a style list has the columns {', '.join(COLUMNS)}"
            raise InputError(name, f"unknown column {column!r}; {hint}", line=number)
        if header.count(column) > 1:
            raise InputError(name, f"the column {column!r} stands twice; remove one of them", line=number)
    if "lang" not in header or not {"avoid", "variants"} & set(header):
        problem = "the header needs the column 'lang', and 'avoid' (beside 'term') or 'variants'"
        raise InputError(name, problem, line=number)
    return header


def _rule(row: Mapping[str, str], name: str, number: int, style: str) -> Rule:
    def forms(column: str) -> tuple[str, ...]:
        return _forms(column, row.get(column, ""), name, number)

    term, avoid, variants, source = row.get("term", ""), forms("avoid"), forms("variants"), forms("source")
    for problem in _faults(row, avoid, variants):
        raise InputError(name, problem, line=number)
    forms("term")  # for its complaints
    return Rule(
        style=style,
        place=f"{name}:{number}",
        lang=row["lang"],
        term=term,
        avoid=avoid,
        variants=variants,
        exceptions=forms("except"),
        sources={row.get("source_lang") or ANY_LANGUAGE: source} if source else {},
        severity=Severity(row["severity"]) if row.get("severity") else None,
        note=row.get("note", ""),
        case=cast("Case", row.get("case", "")),
    )


def _faults(row: Mapping[str, str], avoid: tuple[str, ...], variants: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with a row as a whole, and how to mend it."""
    lang, source_lang, severity = row.get("lang", ""), row.get("source_lang", ""), row.get("severity", "")
    if not _LANG.fullmatch(lang):
        yield f"lang is a two-letter code such as 'en', not {lang!r}"
    if source_lang and not _LANG.fullmatch(source_lang):
        yield f"source_lang is a two-letter code such as 'ru', not {source_lang!r}"
    if severity and severity not in list(Severity):
        yield f"severity is one of {', '.join(Severity)}, or empty, not {severity!r}"
    if row.get("case", "") not in CASES:
        yield f"case is 'exact', 'any' or empty, not {row['case']!r}"
    if variants and (avoid or row.get("term")):
        yield "a row has either 'variants' or 'term' and 'avoid'; make two rows of it"
    if not variants and not avoid:
        yield "the row names nothing to avoid; fill 'avoid' (or 'variants'), or remove it"
    if variants and len({form.casefold() for form in variants}) < max(len(variants), _FEWEST_VARIANTS):
        yield "'variants' needs two forms at least, with ' | ' between them, that differ in more than capitals"
    if row.get("term") in avoid:
        yield f"{row['term']!r} is both the term and to be avoided; remove it from one of the two columns"


def _forms(column: str, cell: str, name: str, number: int) -> tuple[str, ...]:
    """The forms in a cell; raises `InputError` for one that cannot be meant."""
    if not cell:
        return ()
    if cell.startswith('"') and cell.endswith('"'):
        problem = f"{column} stands in quotation marks; remove them (a spreadsheet adds them where it exports as CSV)"
        raise InputError(name, problem, line=number)
    found = tuple(cell.split(" | ")) if column != "term" else (cell,)
    for form in found:
        if not form.strip() or "|" in form:
            advice = "has one form only" if column == "term" else "separates its forms by ' | ', with spaces"
            raise InputError(name, f"{column} {advice}, unlike {cell!r}", line=number)
        if not any(char.isalnum() for char in form):
            raise InputError(name, f"{column}: {form!r} has no letter; only words can be looked for", line=number)
        if found.count(form) > 1:
            raise InputError(name, f"{column}: {form!r} stands twice; remove one of them", line=number)
    return found


def _check(rules: list[Rule], name: str) -> None:
    """Rows that contradict each other; those that wait for a term of the source may."""
    always = [rule for rule in rules if not rule.sources]
    terms = {(rule.lang, rule.term): rule for rule in always if rule.term}
    seen: dict[tuple[str, str], Rule] = {}
    for rule in always:
        number = int(rule.place.rpartition(":")[2])
        for form in rule.avoid:
            other = terms.get((rule.lang, form))
            if other is not None:
                line = other.place.rpartition(":")[2]
                raise InputError(name, f"{form!r} is to be avoided here but preferred in line {line}", line=number)
        for form in (*rule.avoid, *rule.variants):
            first = seen.setdefault((rule.lang, form), rule)
            if first is not rule:
                line = first.place.rpartition(":")[2]
                raise InputError(name, f"{form!r} stands in line {line}, too; make one row of the two", line=number)
