"""Parquet, and Arrow files and streams (Feather): columns as in TSV, some rows at a time. Needs extra `parquet`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from typing import Any

from mtcheck.errors import ConfigError, InputError, MissingExtraError
from mtcheck.records.base import LONGEST_LINE, Origin, Record, made, unusable
from mtcheck.records.table import places

# Rows in memory at a time.
_ROWS = 512


def library() -> Any:
    """pyarrow; raises `MissingExtraError` where it is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.ipc
        import pyarrow.parquet
    except ImportError as error:
        what = "Parquet and Arrow"
        raise MissingExtraError(what, "parquet") from error
    return pa


def read_parquet(origin: Origin) -> Iterator[Record]:
    """The records of a Parquet file; its columns lie far apart, so that it must be a file."""
    pa = library()
    if origin.random_access is None:
        raise InputError(origin.name, "Parquet cannot be read from a stream; give the file itself")
    try:
        with (
            origin.random_access() as stream,
            pa.parquet.ParquetFile(stream, buffer_size=1 << 20, pre_buffer=False) as file,
        ):
            names = file.schema_arrow.names
            where = _where(names, origin)
            wanted = [names[column] for column in where.values()]
            batches = file.iter_batches(batch_size=_ROWS, columns=wanted, use_threads=False)
            yield from _records(batches, where, names, origin)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(origin.name, f"cannot be read as Parquet ({_short(error)})") from error


def read_arrow(origin: Origin) -> Iterator[Record]:
    """The records of an Arrow file or stream."""
    pa = library()
    try:
        if origin.random_access is None:
            with origin.open() as stream, closing(pa.ipc.open_stream(stream)) as reader:
                yield from _batches(_following(reader), reader.schema.names, origin)
            return
        with origin.random_access() as file:
            try:
                whole = pa.ipc.open_file(file)
            except pa.ArrowInvalid:
                file.seek(0)
                with closing(pa.ipc.open_stream(file)) as reader:
                    yield from _batches(_following(reader), reader.schema.names, origin)
                return
            batches = (partial(whole.get_batch, number) for number in range(whole.num_record_batches))
            yield from _batches(batches, whole.schema.names, origin)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(origin.name, f"cannot be read as Arrow ({_short(error)})") from error


def _following(reader: Any) -> Iterator[Callable[[], Any]]:
    """The batches of a stream, of which one that is damaged is the last."""
    ended = False

    def following() -> Any:
        nonlocal ended
        ended = True
        batch = next(reader, None)
        ended = batch is None
        return batch

    while not ended:
        yield following


def _batches(batches: Iterable[Callable[[], Any]], names: list[str], origin: Origin) -> Iterator[Record]:
    """The records of batches, each of which is read by a call; one that is damaged costs itself."""
    pa = library()
    where = _where(names, origin)
    number = 0
    for read in batches:
        try:
            batch = read()
            if batch is None:
                return
            _check_sound(batch, where)
        except (pa.ArrowException, OSError, ValueError) as error:
            number += 1
            yield unusable(origin.place(number), f"from here on a batch of rows is damaged ({_short(error)})")
            continue
        parts = (batch.slice(start, _ROWS) for start in range(0, batch.num_rows, _ROWS))
        yield from _records(parts, where, names, origin, number)
        number += batch.num_rows


def _check_sound(batch: Any, where: dict[str, int]) -> None:
    """Raises what pyarrow raises where a column reaches beyond its buffers: pyarrow trusts files, and would crash.

    Letters are looked at later, cell by cell.
    """
    pa = library()
    bare = {pa.string(): pa.binary(), pa.large_string(): pa.large_binary()}
    batch.validate()
    for number in where.values():
        column = batch.column(number)
        plain = bare.get(column.type)
        (column.view(plain) if plain is not None else column).validate(full=True)


def _records(
    batches: Any, where: dict[str, int], names: list[str], origin: Origin, number: int = 0
) -> Iterator[Record]:
    for batch in batches:
        columns = {key: batch.column(names[column]) for key, column in where.items()}
        for row in range(batch.num_rows):
            number += 1
            yield made(origin.place(number), {key: _value(column[row]) for key, column in columns.items()})


def _value(scalar: Any) -> Any:
    """A cell in Python. A text that is far too long, or no text, is not brought to life."""
    try:
        if hasattr(scalar, "as_buffer") and (buffer := scalar.as_buffer()) is not None and buffer.size > LONGEST_LINE:
            return "\0"
        return scalar.as_py()
    except UnicodeDecodeError:
        return "\0"


def _where(names: list[str], origin: Origin) -> dict[str, int]:
    if len(set(names)) < len(names):
        raise InputError(origin.name, "has two columns of one name")
    if origin.columns and all(name.isdecimal() for name in origin.columns.values()):
        where = {key: int(number) - 1 for key, number in origin.columns.items()}
        if max(where.values()) >= len(names):
            message = f"--columns: {origin.name} has {len(names)} columns"
            raise ConfigError(message)
        return where
    where = places(names, origin.columns)
    if not {"source", "translation"} <= where.keys():
        known = ", ".join(map(repr, names[:20]))
        raise InputError(origin.name, f"has no columns 'source' and 'translation' but {known}; see --columns")
    return where


def _short(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")[:200]
