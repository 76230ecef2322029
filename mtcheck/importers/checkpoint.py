"""How far an import is: enough to go on after its process was killed, at any time, as if nothing had happened."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError
from mtcheck.importers.stream import Place

# To be raised whenever what is kept changes its form, or the same input gives other rows.
VERSION = 1
NAME = "checkpoint.json"

# The stages of an import, in order.
CLASSES, ROWS, DONE = "classes", "rows", "done"


@dataclass(slots=True)
class Checkpoint:
    """`options` and `source` (a digest of how the input begins) are those of the import; the rest is its progress.

    `sizes` are those of the unfinished tables in bytes: what is written beyond is done again.
    """

    options: dict[str, Any]
    source: str
    stage: str = ROWS
    place: Place = field(default_factory=Place)
    sizes: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def save(self, folder: Path) -> None:
        """Writes it, whole or not at all."""
        write_whole(folder / NAME, json.dumps({"version": VERSION, **asdict(self)}, sort_keys=True, indent=1))


def load(folder: Path) -> Checkpoint | None:
    """What an earlier import left, None where there was none; raises `InputError` where it cannot be read."""
    path = folder / NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data.pop("version") != VERSION:
            raise InputError(str(path), "was written by another version of mtcheck; remove it and start again")
        return Checkpoint(**{**data, "place": Place(**data["place"])})
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(str(path), "is damaged; remove it and start again") from error


def write_whole(path: Path, text: str) -> None:
    """A file that is there whole or not at all, even if the machine stops."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
