"""One aligned pair, how it is made from what a file holds, and what a reader of files is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from mtcheck.config import is_code
from mtcheck.errors import InputError
from mtcheck.packed import Unpacked, split
from mtcheck.records.notes import Ignored, ignored

# A pair is checked as one unit; a side longer than this is an article, or a broken file.
LONGEST = 100_000
# No line, entry or unit that holds two such sides is near so long, however it is written.
LONGEST_LINE = 1 << 23
BOM = b"\xef\xbb\xbf"
KEYS = ("id", "source", "translation", "source_lang", "target_lang", "notes")


@dataclass(frozen=True, slots=True)
class Record:
    """One aligned pair, read at `place`. `error` says why it cannot be used, `ignored` what may stand in it."""

    id: str
    source: str = ""
    target: str = ""
    source_lang: str | None = None
    target_lang: str | None = None
    error: str | None = None
    place: str = ""
    ignored: tuple[Ignored, ...] = ()

    @property
    def file(self) -> str:
        """The name of what it was read from."""
        name, _, line = self.place.rpartition(":")
        return name if line.isdecimal() else self.place

    @property
    def line(self) -> int:
        """Its line or row there, from 1; 0 where it has none."""
        line = self.place.rpartition(":")[2]
        return int(line) if line.isdecimal() else 0


@dataclass(frozen=True, slots=True)
class Origin:
    """A file to read: what it is called in messages, how its bytes come, and for pyarrow how they do at any place.

    `columns` says which column or key holds what, by name or by number from 1; `source_lang` and `target_lang` are
    those of the run.
    """

    name: str
    open: Callable[[], BinaryIO]
    random_access: Callable[[], Any] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    source_lang: str | None = None
    target_lang: str | None = None

    def pieces(self) -> Iterator[bytes]:
        """Its contents, unpacked; raises `InputError` where it cannot be read further."""
        with self.open() as stream:
            yield from Unpacked(stream, self.name).pieces()

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Its lines without their ends, by number from 1; None for one that is too long."""
        for number, (line, size) in enumerate(split(self.pieces(), 0, LONGEST_LINE), 1):
            plain = line.removesuffix(b"\n").removesuffix(b"\r")
            if number == 1:
                plain = plain.removeprefix(BOM)
            yield number, plain if line or not size else None

    def place(self, line: int) -> str:
        """How a line is named in messages."""
        return f"{self.name}:{line}"


def made(place: str, values: Mapping[str, Any], also: tuple[Ignored, ...] = ()) -> Record:
    """The record of what was found at a place under `KEYS`, or one that says why it cannot be used.

    `also` is what notes elsewhere say of it.
    """
    identity = str(values["id"]) if values.get("id") is not None else place
    texts: dict[str, str] = {}
    for key in ("source", "translation"):
        value = values.get(key)
        problem = _unusable(value)
        if problem:
            return Record(identity, error=f"{place}: {key!r} {problem}", place=place)
        texts[key] = str(value)
    for key in ("source_lang", "target_lang"):
        lang = values.get(key)
        if lang is not None and not is_code(lang):
            problem = f"{key!r} is not a two-letter code such as 'ru' but {lang!r}"
            return Record(identity, error=f"{place}: {problem}", place=place)
    return Record(
        identity,
        texts["source"],
        texts["translation"],
        values.get("source_lang"),
        values.get("target_lang"),
        place=place,
        ignored=(*ignored(values.get("notes")), *also),
    )


def unusable(place: str, problem: str) -> Record:
    """The record of a place where nothing can be used."""
    return Record(place, error=f"{place}: {_printable(problem)}", place=place)


def too_long(place: str) -> Record:
    """The record of a line, entry or unit that is too long to be one."""
    return unusable(place, f"longer than {LONGEST_LINE >> 20} MiB")


def damaged(origin: Origin, error: InputError) -> Record:
    """The record of a file that cannot be read further: an error like others, so that the files behind it are read."""
    place = origin.name if error.line is None else origin.place(error.line)
    return Record(place, error=f"{place}: {_printable(error.problem)}", place=place)


def primary(tag: str | None) -> str | None:
    """The language of a tag without script and region: "en" of "EN-us"; None of none."""
    return tag.strip().replace("_", "-").partition("-")[0].lower() or None if tag else None


def encodable(text: str) -> bool:
    """Whether a text holds characters alone, and no half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _printable(problem: str) -> str:
    """What is said of a file may quote what it holds, which is not to reach a terminal as it is."""
    return "".join(char if char.isprintable() else "\ufffd" for char in problem)


def _unusable(value: Any) -> str | None:
    if not isinstance(value, str):
        return "is missing" if value is None else f"is not a text but {type(value).__name__}"
    if not value.strip():
        return "is empty"
    if "\x00" in value:
        return "holds NUL bytes"
    if not encodable(value):
        return "holds half of a surrogate pair, which is no character"
    if len(value) > LONGEST:
        return f"is longer than {LONGEST:,} characters; check it as an article"
    return None
