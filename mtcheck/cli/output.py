"""Where results go: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from mtcheck.errors import InputError


@contextmanager
def opened(path: Path | None) -> Iterator[IO[str]]:
    """A text stream in UTF-8. A file is written beside its place and moved there at the end; after an error nothing changes."""
    if path is None or str(path) == "-":
        stream = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", newline="\n", errors="backslashreplace")
        with stream:
            yield stream
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise InputError(str(path), f"cannot be written ({error.strerror})") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n", errors="backslashreplace") as stream:
            yield stream
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise InputError(str(path), f"cannot be written ({error.strerror})") from error
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write(text: str, path: Path | None) -> None:
    """Writes a whole result."""
    with opened(path) as stream:
        stream.write(text)
