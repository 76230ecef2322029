"""The two texts that `check` and `align` read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.errors import InputError

if TYPE_CHECKING:
    from mtcheck.document import Document


def read(names: Sequence[str]) -> list[Document]:
    """The documents in files, or on standard input for one '-'."""
    from mtcheck import readers

    if names.count("-") > 1:
        name = "-"
        raise InputError(name, "only one of the two texts can come from standard input")
    return [readers.read_path(Path(name)) for name in names]
