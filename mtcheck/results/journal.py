"""The lines of a run as they are made, in a file beside the output that outlives a kill.

`OUT.part` holds the lines, `OUT.part.json` what the run was asked for. A run that is resumed takes the lines that are
whole and goes on behind them, at the beginning of a batch, so that every batch holds the pairs it would have held: the
output is the same to the byte. `OUT` appears only when all is done.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from mtcheck.errors import InputError, MtcheckError
from mtcheck.records import remote
from mtcheck.results.lines import parse

# To be raised whenever the lines change their form.
VERSION = 1
_HEAD = 1 << 16


class Journal:
    """Lines that are written at the end of a file; `done` of them were there before."""

    def __init__(self, path: Path, stream: BinaryIO, done: int) -> None:
        self.path = path
        self.done = done
        self.lines = done
        self._stream = stream

    def earlier(self) -> Iterator[bytes]:
        """The lines of the run that is resumed."""
        with self.path.open("rb") as stream:
            for _ in range(self.done):
                yield stream.readline()

    def write(self, line: str) -> None:
        """Adds a line."""
        self._stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
        self.lines += 1

    def flush(self) -> None:
        """Hands what was written to the system: it outlives the process."""
        self._stream.flush()

    def finish(self) -> None:
        """Puts all on the disk."""
        self._stream.flush()
        os.fsync(self._stream.fileno())


def parts(output: Path) -> tuple[Path, Path]:
    """Where the lines of an unfinished output lie, and what it was asked for."""
    part = output.with_name(f"{output.name}.part")
    return part, part.with_name(f"{part.name}.json")


@contextmanager
def opened(output: Path, asked: Mapping[str, Any], batch: int, *, resume: bool) -> Iterator[Journal]:
    """The journal of an output. Errors leave it for a run that resumes, and say so; nothing else is left.

    `asked` is what the lines depend on: a run that is asked for something else does not resume.
    """
    path, beside = parts(output)
    written = json.dumps({"version": VERSION, **asked}, sort_keys=True, indent=1) + "\n"
    try:
        stream = path.open("r+b" if resume and path.exists() else "xb" if not path.exists() else "r+b")
        _lock(stream, path)
        done = _whole(stream, batch) if resume and _same(beside, written, path, stream) else 0
        if not done:
            stream.truncate(0)
            stream.seek(0)
            beside.write_text(written, encoding="utf-8")
    except OSError as error:
        raise InputError(str(output), f"cannot be written ({error.strerror})") from error
    journal = Journal(path, stream, done)
    try:
        yield journal
    except BaseException as error:
        with suppress(OSError):
            journal.flush()
        kept = _kept(stream)
        if not kept:
            path.unlink(missing_ok=True)
            beside.unlink(missing_ok=True)
        message = _told(error, output, path, kept)
        if message is None:
            raise
        raise MtcheckError(message) from error
    finally:
        with suppress(OSError):
            stream.close()


def remove(output: Path) -> None:
    """Removes what a finished run no longer needs."""
    for path in parts(output):
        path.unlink(missing_ok=True)


def digest(name: str) -> list[Any]:
    """What a file is known again by: its size and a digest of its beginning."""
    elsewhere = remote.is_remote(name)
    with remote.opened(name) if elsewhere else Path(name).open("rb") as stream:
        size = remote.size(name) if elsewhere else Path(name).stat().st_size
        return [size, hashlib.blake2b(stream.read(_HEAD), digest_size=8).hexdigest()]


def _told(error: BaseException, output: Path, path: Path, kept: bool) -> str | None:
    """What is said of an error; None for one that says enough itself."""
    hint = f"; what is done lies in {path}, and --resume goes on from there" if kept else ""
    if isinstance(error, KeyboardInterrupt):
        return f"interrupted{hint}"
    if isinstance(error, MtcheckError):
        return f"{error}{hint}" if hint else None
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        return f"{output}: cannot be written ({error.strerror or error}){hint}"
    return None


def _kept(stream: BinaryIO) -> bool:
    try:
        return os.fstat(stream.fileno()).st_size > 0
    except (OSError, ValueError):
        return False


def _same(beside: Path, written: str, path: Path, stream: BinaryIO) -> bool:
    """Whether there is something to resume; raises `InputError` where it was asked for something else."""
    if os.fstat(stream.fileno()).st_size == 0:
        return False
    try:
        old, new = json.loads(beside.read_text(encoding="utf-8")), json.loads(written)
        differing = [key for key in {*old, *new} if old.get(key) != new.get(key)]
    except FileNotFoundError:
        differing = ["whatever it was asked for"]
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(str(beside), "is damaged; remove it and begin again without --resume") from error
    if differing:
        what = ", ".join(sorted(differing))
        raise InputError(str(path), f"was begun with other inputs or settings ({what}); begin again without --resume")
    return True


def _whole(stream: BinaryIO, batch: int) -> int:
    """Cuts the file behind the last whole batch of lines; how many lines stay."""
    stream.seek(0)
    kept = size = end = 0
    for lines, line in enumerate(stream, 1):
        if not line.endswith(b"\n"):
            break
        try:
            parse(line)
        except (ValueError, RecursionError):
            break
        size += len(line)
        if lines % batch == 0:
            kept, end = lines, size
    stream.seek(end)
    stream.truncate()
    return kept


def _lock(stream: BinaryIO, path: Path) -> None:
    """Two runs must not write to one file."""
    try:
        import fcntl
    except ImportError:  # there is none outside POSIX
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise InputError(str(path), "another run is writing to it") from error
