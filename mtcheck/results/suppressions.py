"""A file of findings to let stand: a table with a reason in each row, for formats and files that take no notes.

TSV with the columns `id` (of the pair), `check`, `fingerprint` and `reason`. As with notes beside a pair, a row holds
as long as the words on both sides that the finding points at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from mtcheck.config import did_you_mean
from mtcheck.errors import InputError
from mtcheck.records import Record
from mtcheck.records.notes import Ignored

COLUMNS = ("id", "check", "fingerprint", "reason")
_FINGERPRINT = re.compile("[0-9a-f]{16}")


class Suppressions:
    """The rows of a file by the ids of their pairs; raises `InputError` with the line where one is not whole."""

    def __init__(self, path: Path, checks: Collection[str]) -> None:
        try:
            data = path.read_bytes()
            lines = [line.removesuffix("\r") for line in data.decode("utf-8-sig").split("\n")]
        except OSError as error:
            raise InputError(str(path), f"cannot be read ({error.strerror})") from error
        except UnicodeDecodeError as error:
            raise InputError(str(path), f"not UTF-8 (byte {error.start})") from error
        self.digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        self._rows: dict[str, tuple[Ignored, ...]] = {}
        heading = lines[0].split("\t") if lines else []
        missing = [name for name in COLUMNS if name not in heading]
        if missing:
            raise InputError(str(path), f"has no column {missing[0]!r}; its columns are {', '.join(COLUMNS)}", line=1)
        for number, line in enumerate(lines[1:], 2):
            if line.strip():
                row = dict(zip(heading, (cell.strip() for cell in line.split("\t")), strict=False))
                problem = _problem(row, checks)
                if problem:
                    raise InputError(str(path), problem, line=number)
                one = Ignored(row["check"], row["fingerprint"], row["reason"])
                self._rows[row["id"]] = (*self._rows.get(row["id"], ()), one)
        self._unseen = set(self._rows)

    @property
    def unseen(self) -> int:
        """How many pairs it names that have not come so far."""
        return len(self._unseen)

    def seen(self, identity: str) -> None:
        """Notes that the pair of an id has come, where another process has read it."""
        self._unseen.discard(identity)

    def given(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records, each with the rows of its id."""
        for record in records:
            rows = self._rows.get(record.id)
            if rows is None:
                yield record
                continue
            self._unseen.discard(record.id)
            yield replace(record, ignored=(*record.ignored, *rows))


def _problem(row: dict[str, str], checks: Collection[str]) -> str | None:
    for name in COLUMNS:
        if not row.get(name):
            return "has no reason; say why the finding may stand" if name == "reason" else f"has no {name}"
    if row["check"] not in checks:
        return f"no check is called {row['check']!r}{did_you_mean(row['check'], checks)}"
    if not _FINGERPRINT.fullmatch(row["fingerprint"]):
        return f"{row['fingerprint']!r} is no fingerprint of a finding"
    return None
