"""Files that lie elsewhere, through the filesystems of pyarrow: `s3://bucket/folder`, `hdfs://host/folder`, and others.

Who may read them is for the environment to say (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL`, `HADOOP_HOME`...). Needs extra
`parquet`.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any, BinaryIO, cast
from urllib.parse import quote, urlsplit

from mtcheck.errors import InputError, MissingExtraError

SCHEMES = ("s3", "gs", "gcs", "abfs", "abfss", "hdfs", "viewfs", "file")


class CannotReadError(InputError):
    """The disk or the system does not give a file: nothing that is wrong with what it holds."""


def is_remote(name: str) -> bool:
    """Whether a name is an address of one of `SCHEMES`."""
    scheme, mark, _ = name.partition("://")
    return bool(mark) and scheme in SCHEMES


def bare(name: str) -> str:
    """An address without its parameters, which say how to get there and not what is there."""
    return name.partition("?")[0]


def listed(name: str) -> list[str]:
    """The address itself if it is one of a file, else those of all files below it, in order."""
    from pyarrow.fs import FileSelector, FileType

    system, path = _place(name)
    try:
        info = system.get_file_info(path)
        if info.type == FileType.File:
            return [name]
        if info.type == FileType.NotFound:
            raise InputError(name, "there is no such file")
        found = system.get_file_info(FileSelector(path, recursive=True))
    except OSError as error:
        raise CannotReadError(name, f"cannot be read ({_short(error)})") from error
    head, mark, parameters = name.partition("?")
    head = head.rstrip("/")
    start = head.removesuffix(quote(path)) if head.endswith(quote(path)) else head.removesuffix(path)
    return sorted(f"{start}{quote(one.path)}{mark}{parameters}" for one in found if one.type == FileType.File)


def opened(name: str) -> BinaryIO:
    """The bytes of a file from its beginning on, as they lie there."""
    system, path = _place(name)
    try:
        stream = system.open_input_stream(path, compression=None)
    except OSError as error:
        raise CannotReadError(name, f"cannot be read ({_short(error)})") from error
    return cast("BinaryIO", io.BufferedReader(_Stream(stream, name)))


def random_access(name: str) -> Any:
    """A file as one of pyarrow's, to be read at any place."""
    system, path = _place(name)
    return system.open_input_file(path)


def size(name: str) -> int:
    """How many bytes a file has."""
    system, path = _place(name)
    return int(system.get_file_info(path).size)


@lru_cache(64)
def _place(name: str) -> tuple[Any, str]:
    """The filesystem of an address, and the path in it."""
    try:
        from pyarrow import ArrowException
        from pyarrow.fs import FileSystem
    except ImportError as error:
        what = f"reading {name.partition(':')[0]}://"
        raise MissingExtraError(what, "parquet") from error
    if urlsplit(name).password is not None:
        shown = f"{name.partition('://')[0]}://..."
        raise InputError(shown, "holds a password, which would stand in the output; put it into the environment")
    try:
        system, path = FileSystem.from_uri(name)
    except (ArrowException, OSError, ValueError) as error:
        raise CannotReadError(name, f"cannot be read ({_short(error)})") from error
    return system, path.rstrip("/") or path


class _Stream(io.RawIOBase):
    """A stream of pyarrow whose errors name the file."""

    def __init__(self, stream: Any, name: str) -> None:
        self._stream = stream
        self._called = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            return int(self._stream.readinto(buffer))
        except OSError as error:
            raise CannotReadError(self._called, f"cannot be read ({_short(error)})") from error

    def close(self) -> None:
        self._stream.close()
        super().close()


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200].rstrip(".")
