"""UTX, the simple glossary format of the Asia-Pacific Association for Machine Translation (versions 1.11 and 1.20).

A text with tabs. Its first line begins with "#UTX" and names version and languages ("#UTX 1.11; en-US/ja-JP; ..."), a
later one the columns: `src`, `tgt`, `src:pos`, and others such as `term status` and `concept ID`. "-" is an empty cell;
lines that begin with "#" are comments. Terms with one concept, or else with one source term, belong together; the
forbidden and non-standard ones are to be avoided for the approved one.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mtcheck.errors import InputError
from mtcheck.glossaries.base import Rule, decoded, primary, unique

AVOIDED = ("forbidden", "non-standard")
# What may take the place of an avoided term, best first; "" is a term without a status.
PREFERRED = ("approved", "", "provisional")
_LANGUAGES = re.compile(
    r"(?:lang(?:uage)?s?\s*:\s*)?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)/([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)"
)


class _Entry(NamedTuple):
    source: str
    target: str
    status: str
    note: str
    line: int


def parse(data: bytes, name: str, style: str) -> list[Rule]:
    """The rules of a glossary; raises `InputError` naming the line and what to do."""
    lines = decoded(data, name).removeprefix("\ufeff").split("\n")
    first = next(index for index, line in enumerate(lines) if line.strip())
    source_lang, lang = _languages(lines[first], name, first + 1)
    columns: list[str] = []
    concepts: dict[str, list[_Entry]] = {}
    for number, line in enumerate(lines[first + 1 :], first + 2):
        if line.startswith("#"):
            names = [cell.strip().lstrip("#").lower() for cell in line.split("\t")]
            columns = names if not concepts and {"src", "tgt"} <= set(names) else columns
        elif line.strip():
            if not columns:
                problem = "no line names the columns; put one before it that begins '#src', a tab, 'tgt'"
                raise InputError(name, problem, line=number)
            key, entry = _entry(columns, line, name, number)
            concepts.setdefault(key, []).append(entry)
    if not concepts:
        raise InputError(name, "the glossary has no terms; each line below the header is to hold one")
    return [
        rule for entries in concepts.values() if (rule := _rule(entries, name, style, source_lang, lang)) is not None
    ]


def _languages(line: str, name: str, number: int) -> tuple[str, str]:
    for part in line.split(";")[1:]:
        match = _LANGUAGES.fullmatch(part.strip())
        if match:
            return primary(match[1]), primary(match[2])
    problem = "the first line does not name the languages; it is to read like '#UTX 1.11; ru/en; ...'"
    raise InputError(name, problem, line=number)


def _entry(columns: Sequence[str], line: str, name: str, number: int) -> tuple[str, _Entry]:
    cells = [cell.strip() for cell in line.split("\t")]
    row: Mapping[str, str] = {
        column: "" if cell == "-" else cell for column, cell in zip(columns, cells, strict=False) if column
    }
    source, target, status = row.get("src", ""), row.get("tgt", ""), row.get("term status", "").lower()
    if not target and status in AVOIDED:
        raise InputError(name, f"the line has no target term, so nothing can be {status}; fill 'tgt'", line=number)
    known = (*AVOIDED, *PREFERRED)
    if status not in known:
        close = difflib.get_close_matches(status, known, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"it is one of {', '.join(filter(None, known))}"
        raise InputError(name, f"unknown term status {status!r}; {hint}", line=number)
    key = f"#{row['concept id']}" if row.get("concept id") else source.casefold() or f"\n{number}"
    return key, _Entry(source, target, status, row.get("tgt:comment") or row.get("comment", ""), number)


def _rule(entries: Sequence[_Entry], name: str, style: str, source_lang: str, lang: str) -> Rule | None:
    avoided = [entry for entry in entries if entry.status in AVOIDED and any(map(str.isalnum, entry.target))]
    if not avoided:
        return None
    kept = [entry for status in PREFERRED for entry in entries if entry.status == status and entry.target]
    right = {entry.target for entry in kept}
    avoid = unique(entry.target for entry in avoided if entry.target not in right)
    sources = unique(entry.source for entry in entries if any(map(str.isalnum, entry.source)))
    if not avoid:
        return None
    return Rule(
        style=style,
        place=f"{name}:{avoided[0].line}",
        lang=lang,
        term=kept[0].target if kept else "",
        avoid=avoid,
        sources={source_lang: sources} if sources else {},
        strict=False,
        note=avoided[0].note,
    )
