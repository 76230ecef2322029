"""Reading the lexicons: the tables `references/terms/<source>-<target>.<topic>.tsv` (see references/README.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from mtcheck.errors import ReferenceDataError
from mtcheck.mqm import Severity
from mtcheck.text import lexicon_phrases as phrases

FOLDER = "terms"
COLUMNS = ("kind", "source", "context", "without", "wrong", "right", "confidence", "note")
KINDS = frozenset({"term", "sense", "false-friend", "idiom", "opposite", "attribution", "hedge"})
CONFIDENCE = 0.85


class Row(NamedTuple):
    """A row as written; `place` is its file and line. `severity` is empty for the check's own."""

    kind: str
    severity: str
    source: str
    context: tuple[str, ...]
    without: tuple[str, ...]
    wrong: tuple[str, ...]
    right: tuple[str, ...]
    confidence: float
    note: str
    place: str


def tables(folder: Path, source: str = "*", target: str = "*") -> list[Path]:
    """The files of a pair of languages."""
    return sorted((folder / FOLDER).glob(f"{source}-{target}.*.tsv"))


def read(path: Path) -> Iterator[Row]:
    """The rows of a file; raises `ReferenceDataError` naming the file and the line."""
    for row in rows_and_problems(path):
        if isinstance(row, ReferenceDataError):
            raise row
        yield row


def rows_and_problems(path: Path) -> Iterator[Row | ReferenceDataError]:
    """The rows of a file, and for those that cannot be read why."""
    header = False
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("# "):
            continue
        place = f"{path}:{number}"
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if not header:
            header = True
            if cells != COLUMNS:
                yield ReferenceDataError(f"{place}: the header is not {' '.join(COLUMNS)}")
                return
            continue
        if len(cells) > len(COLUMNS):
            yield ReferenceDataError(f"{place}: {len(cells)} cells, but the header names {len(COLUMNS)}")
            continue
        row = dict(zip(COLUMNS, (*cells, *[""] * len(COLUMNS)), strict=False))
        problem = next(_problems(row), None)
        if problem:
            yield ReferenceDataError(f"{place}: {problem}")
        else:
            yield from _rows(row, place)


def listed(cell: str) -> tuple[str, ...]:
    """What stands between the vertical bars of a cell."""
    return tuple(one.strip() for one in cell.split("|") if one.strip())


def _problems(cells: Mapping[str, str]) -> Iterator[str]:
    """Why a row cannot be read."""
    kind, _, severity = cells["kind"].partition("/")
    if kind not in KINDS:
        yield f"the kind is {kind!r}, not one of {', '.join(sorted(KINDS))}"
    if severity and severity not in set(Severity):
        yield f"there is no severity {severity!r}"
    try:
        fine = 0 < float(cells["confidence"] or CONFIDENCE) <= 1
    except ValueError:
        fine = False
    if not fine:
        yield f"confidence is a number between 0 and 1, not {cells['confidence']!r}"
    for name in ("source", "wrong", "right"):
        if not listed(cells[name]):
            yield f"{name} is empty"
    sources = listed(cells["source"])
    for text in (*sources, *listed(cells["wrong"])):
        parts, gaps, _ = phrases.split(text)
        open_ended = [any(one.endswith(phrases.ANY_ENDING) for one in alternatives) for alternatives in parts]
        if text not in sources and all(open_ended):
            yield f"{text!r} has no word without {phrases.ANY_ENDING}"
        if sum(map(bool, gaps)) > phrases.MOST_GAPS:
            yield f"{text!r} has more than {phrases.MOST_GAPS} gaps"


def _rows(cells: Mapping[str, str], place: str) -> Iterator[Row]:
    """A row for each phrase of the source; where a script writes without blanks, its characters are set apart."""
    kind, _, severity = cells["kind"].partition("/")
    sources, context, without, wrong, right = (
        tuple(phrases.spaced(one) for one in listed(cells[name])) for name in COLUMNS[1:6]
    )
    wrong, right = (tuple(one for text in some for one in phrases.variants(text)) for some in (wrong, right))
    confidence = float(cells["confidence"] or CONFIDENCE)
    for source in sources:
        yield Row(kind, severity, source, context, without, wrong, right, confidence, cells["note"], place)
