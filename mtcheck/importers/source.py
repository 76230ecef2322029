"""The file that is imported, or standard input."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from mtcheck.errors import InputError

# Enough of a file to tell it from another one.
_BEGINNING = 1 << 12
_DATE = re.compile(r"(?<!\d)(20\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")


class Source:
    """What `mtcheck references import` was given: the name of a file, or "-"."""

    def __init__(self, dump: str) -> None:
        self.path = None if dump == "-" else Path(dump)
        self.name = "standard input" if self.path is None else dump
        if self.path is not None and not self.path.is_file():
            raise InputError(dump, "there is no such file")
        self._replayed = _Replayed(sys.stdin.buffer) if self.path is None else None

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """A stream of its bytes from the beginning; of standard input only once."""
        if self.path is None:
            yield cast("BinaryIO", self._replayed)
            return
        try:
            stream = self.path.open("rb")
        except OSError as error:
            raise InputError(self.name, f"cannot be read ({error.strerror})") from error
        with stream:
            yield stream

    def beginning(self, size: int = _BEGINNING) -> bytes:
        """So many bytes of its beginning, by which it is known again even if it has grown."""
        if self._replayed is not None:
            return self._replayed.beginning[:size]
        with self.opened() as stream:
            return stream.read(size)

    def digest(self) -> str:
        """The size and a digest of its beginning."""
        return _digest(self.beginning())

    def begins_like(self, digest: str) -> bool:
        """Whether it can be the file with this digest."""
        return _digest(self.beginning(int(digest.partition(":")[0]))) == digest

    def date(self) -> str:
        """The date in its name ("wikidata-20250901-all.json.bz2"), else that of the file, else today."""
        for match in _DATE.finditer(self.path.name if self.path else ""):
            try:
                return dt.date(int(match[1]), int(match[2]), int(match[3])).isoformat()
            except ValueError:
                continue
        if self.path is None:
            return dt.datetime.now(tz=dt.UTC).date().isoformat()
        return dt.datetime.fromtimestamp(self.path.stat().st_mtime, tz=dt.UTC).date().isoformat()


def _digest(beginning: bytes) -> str:
    return f"{len(beginning)}:{hashlib.blake2b(beginning, digest_size=8).hexdigest()}"


class _Replayed:
    """A stream that cannot go back, with its beginning to be looked at before it is read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.beginning = stream.read(_BEGINNING)
        self._ahead = self.beginning

    def read(self, size: int) -> bytes:
        if not self._ahead:
            return self._stream.read(size)
        data, self._ahead = self._ahead[:size], self._ahead[size:]
        return data

    def seekable(self) -> bool:
        return False
