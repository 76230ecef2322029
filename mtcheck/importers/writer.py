"""Tables in the making: files that only grow, so that a size says what they held, and the tables made from them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from mtcheck.importers import people

# What an import makes in each folder of a kind.
TABLE = "wikidata.tsv"
LABELS = "labels.part"


class Parts:
    """Files of a folder that are written at their ends, each cut to the size that it had."""

    def __init__(self, folder: Path, names: Iterable[str], sizes: Mapping[str, int]) -> None:
        self._streams: dict[str, BinaryIO] = {}
        for name in names:
            path = folder / name
            path.touch()
            stream = path.open("r+b")
            stream.truncate(sizes.get(name, 0))
            stream.seek(0, os.SEEK_END)
            self._streams[name] = stream

    def write(self, name: str, data: bytes) -> None:
        """Adds to a file."""
        self._streams[name].write(data)

    def sync(self) -> dict[str, int]:
        """The sizes of all files, once what they hold is on the disk."""
        sizes = {}
        for name, stream in self._streams.items():
            stream.flush()
            os.fsync(stream.fileno())
            sizes[name] = stream.tell()
        return sizes

    def close(self) -> None:
        """Closes all files."""
        for stream in self._streams.values():
            stream.close()


def line(columns: Sequence[str], cells: Mapping[str, str]) -> bytes:
    """A row of a table as it stands in the file."""
    return ("\t".join(cells.get(column, "") for column in columns) + "\n").encode()


def publish(state: Path, folder: Path, kind: str, columns: Sequence[str]) -> int:
    """Makes the table of a kind from its part: each id once, positions by their names. Returns the number of rows.

    What has to be looked up lies on the disk, not in memory.
    """
    lookup = state / "lookup.sqlite"
    lookup.unlink(missing_ok=True)
    target = folder / kind / TABLE
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{TABLE}.part")
    rows = 0
    with closing(sqlite3.connect(lookup, isolation_level=None)) as database, part.open("wb") as stream:
        database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN; CREATE TABLE seen(id PRIMARY KEY)"
        )
        labels = _Labels(database, state / LABELS) if "offices" in columns else None
        stream.write(("\t".join(columns) + "\n").encode())
        for cells in _rows(state / f"{kind}.part"):
            if not database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (cells[0],)).rowcount:
                continue
            if labels is not None:
                place = columns.index("offices")
                cells[place] = people.offices(cells[place], labels.of(people.position_ids(cells[place])))
            stream.write(("\t".join(cells) + "\n").encode())
            rows += 1
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(target)
    lookup.unlink()
    return rows


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        for text in lines:
            yield text.removesuffix("\n").split("\t")


class _Labels:
    """The names of positions, of each the first."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._database = database
        database.execute("CREATE TABLE labels(id PRIMARY KEY, label)")
        database.executemany("INSERT OR IGNORE INTO labels VALUES (?, ?)", _rows(path))

    def of(self, ids: Sequence[str]) -> dict[str, str]:
        """The names that are known."""
        found = (self._database.execute("SELECT id, label FROM labels WHERE id = ?", (one,)).fetchone() for one in ids)
        return {row[0]: row[1] for row in found if row}
