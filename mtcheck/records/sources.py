"""What a run is to read: files, folders, patterns and standard input, and the format of each."""

from __future__ import annotations

import glob
import io
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

from mtcheck.errors import ConfigError, InputError
from mtcheck.records import remote
from mtcheck.records.base import KEYS, Origin, Record, damaged
from mtcheck.records.remote import CannotReadError

STDIN, STDIN_NAME = "-", "standard input"
PACKED = (".gz", ".bz2", ".xz", ".zst", ".zstd", ".lzma")
# How many bytes tell what standard input holds.
_HEAD = 1 << 12


def _jsonl(origin: Origin) -> Iterator[Record]:
    from mtcheck.records import jsonl

    return jsonl.read(origin)


def _tsv(origin: Origin) -> Iterator[Record]:
    from mtcheck.records import table

    return table.read_tsv(origin)


def _csv(origin: Origin) -> Iterator[Record]:
    from mtcheck.records import table

    return table.read_csv(origin)


def _tmx(origin: Origin) -> Iterator[Record]:
    from mtcheck.records import tmx

    return tmx.read(origin)


def _xliff(origin: Origin) -> Iterator[Record]:
    from mtcheck.records import xliff

    return xliff.read(origin)


def _po(origin: Origin) -> Iterator[Record]:
    from mtcheck.records import po

    return po.read(origin)


def _parquet(origin: Origin) -> Iterator[Record]:
    from mtcheck.records import parquet

    return parquet.read_parquet(origin)


def _arrow(origin: Origin) -> Iterator[Record]:
    from mtcheck.records import parquet

    return parquet.read_arrow(origin)


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files: the endings of their names, and what reads them."""

    name: str
    endings: tuple[str, ...]
    read: Callable[[Origin], Iterator[Record]]


_ALL = (
    Format("jsonl", (".jsonl", ".ndjson", ".json"), _jsonl),
    Format("tsv", (".tsv", ".tab"), _tsv),
    Format("csv", (".csv",), _csv),
    Format("tmx", (".tmx",), _tmx),
    Format("xliff", (".xlf", ".xliff", ".mxliff", ".sdlxliff", ".mqxliff"), _xliff),
    Format("po", (".po", ".pot"), _po),
    Format("parquet", (".parquet", ".pq"), _parquet),
    Format("arrow", (".arrow", ".feather", ".ipc", ".arrows"), _arrow),
)
FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}
PLAIN = "plain"
"""The name of two plain files of which the lines belong together."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run reads: names of files in order, each with its format; of `plain` files each two belong together.

    `folder` is where names begin that are not whole paths, if that is not the working folder.
    """

    files: tuple[tuple[str, str], ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    source_lang: str | None = None
    target_lang: str | None = None
    folder: str = ""

    def origin(self, name: str) -> Origin:
        """What a reader is given of a file."""
        settings = (self.columns, self.source_lang, self.target_lang)
        if name == STDIN:
            return Origin(STDIN_NAME, _stdin, None, *settings)
        if remote.is_remote(name):
            return Origin(name, partial(remote.opened, name), partial(remote.random_access, name), *settings)
        path = str(Path(self.folder, name))
        return Origin(name, partial(_opened, path), partial(_random_access, path), *settings)


def parse_columns(given: Sequence[str]) -> dict[str, str]:
    """What `--columns source=2,translation=3` says; raises `ConfigError` for what it cannot mean."""
    columns: dict[str, str] = {}
    for part in (part.strip() for item in given for part in item.split(",")):
        key, equals, value = part.partition("=")
        key = {"target": "translation"}.get(key.strip(), key.strip())
        if not equals or key not in KEYS or not value.strip() or value.strip() == "0":
            message = f"--columns takes such as source=2,translation=3, with {', '.join(KEYS)}; not {part!r}"
            raise ConfigError(message)
        columns[key] = value.strip()
    if columns and not {"source", "translation"} <= columns.keys():
        message = "--columns has to name both source and translation"
        raise ConfigError(message)
    if len({value.isdecimal() for value in columns.values()}) > 1:
        message = "--columns takes either numbers or names"
        raise ConfigError(message)
    return columns


def find(
    names: Sequence[str], input_format: str | None = None, leave: Collection[Path] = ()
) -> tuple[tuple[str, str], ...]:
    """The files that names, folders and patterns stand for, each with its format, without those to `leave`.

    Raises `InputError` for what is not there and what has no known format, before anything is read.
    """
    if input_format is not None and input_format not in {*FORMATS, PLAIN}:
        message = f"--input-format is one of {', '.join([*FORMATS, PLAIN])}, not {input_format!r}"
        raise ConfigError(message)
    left = {path.resolve() for path in leave}
    files: list[tuple[str, str | None]] = []
    for name in names:
        if name == STDIN:
            files.append((name, input_format or "jsonl"))
        elif remote.is_remote(name):
            files += [(one, input_format or kind) for one, kind in _elsewhere(name, input_format)]
        elif Path(name).is_dir():
            files += [(one, input_format or kind) for one, kind in _inside(name, input_format, left)]
        elif Path(name).exists():
            files.append((name, input_format or format_of(name)))
        else:
            files += [
                (one, input_format or format_of(one)) for one in _matching(name) if Path(one).resolve() not in left
            ]
    return _settled(files)


def format_of(name: str) -> str | None:
    """The format that a name's ending tells, None where it tells none."""
    plain = (remote.bare(name) if remote.is_remote(name) else name).lower()
    for packed in PACKED:
        plain = plain.removesuffix(packed)
    return next((one.name for one in _ALL if plain.endswith(one.endings)), None)


def _inside(folder: str, input_format: str | None, left: Collection[Path]) -> list[tuple[str, str | None]]:
    found = [str(path) for path in sorted(Path(folder).rglob("*")) if path.is_file() and path.resolve() not in left]
    return _known(found, folder, input_format)


def _elsewhere(name: str, input_format: str | None) -> list[tuple[str, str | None]]:
    found = remote.listed(name)
    return [(name, format_of(name))] if found == [name] else _known(found, name, input_format)


def _known(found: list[str], folder: str, input_format: str | None) -> list[tuple[str, str | None]]:
    """The files of a folder that have a known format."""
    named = [(name, format_of(name)) for name in found if input_format or format_of(name)]
    if not named:
        raise InputError(folder, "the folder holds no file of a known format")
    return named


def _matching(pattern: str) -> list[str]:
    found = sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(pattern) else []  # noqa: PTH207 - Path.glob takes no absolute one
    files = [name for name in found if Path(name).is_file()]
    if not files:
        raise InputError(pattern, "there is no such file")
    return files


def _settled(files: list[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    unknown = [name for name, kind in files if kind is None]
    if len(unknown) == 2 == len(files):
        files = [(name, PLAIN) for name, _ in files]
    elif unknown:
        known = ", ".join([*FORMATS, PLAIN])
        raise InputError(unknown[0], f"its name does not tell its format; say it with --input-format ({known})")
    plain = [name for name, kind in files if kind == PLAIN]
    if len(plain) % 2:
        raise InputError(plain[-1], "plain files come two by two, source and translation")
    return tuple((name, kind or "") for name, kind in files)


def read_all(inputs: Inputs) -> Iterator[Record]:
    """The records of all files. A file that cannot be read further becomes a record that says so."""
    from mtcheck.records import plain

    files = iter(inputs.files)
    for name, kind in files:
        origin = inputs.origin(name)
        try:
            if kind == PLAIN:
                yield from plain.read(origin, inputs.origin(next(files)[0]))
            else:
                yield from FORMATS[kind].read(origin)
        except CannotReadError:
            raise
        except InputError as error:
            yield damaged(origin, error)


def _random_access(name: str) -> Any:
    import pyarrow as pa

    return pa.OSFile(name)


def _opened(name: str) -> BinaryIO:
    try:
        return cast("BinaryIO", io.BufferedReader(_Whole(name)))
    except OSError as error:
        raise CannotReadError(name, f"cannot be read ({error.strerror})") from error


class _Whole(io.FileIO):
    """A file whose errors name it."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "rb")
        self._called = name

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]
        try:
            return super().readinto(buffer)
        except OSError as error:
            raise CannotReadError(self._called, f"cannot be read ({error.strerror})") from error


def _stdin() -> BinaryIO:
    """Standard input, which stays open."""
    return cast("BinaryIO", _Kept(sys.stdin.buffer))


class _Kept(io.RawIOBase):
    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size)
