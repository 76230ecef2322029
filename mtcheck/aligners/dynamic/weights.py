"""The weights of the second search, `references/alignment.toml`, made by `scripts/train_aligner.py`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.errors import ReferenceDataError
from mtcheck.resources import references_folder

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Weights:
    """What each feature counts, in the order of the names asked for.

    `slope` and `offset` turn the log-odds of a link into those of its being right, as Platt (1999) did.
    """

    values: NDArray[np.float64]
    slope: float
    offset: float


@cache
def weights(kind: str, names: tuple[str, ...]) -> Weights:
    """The weights for an encoder that knows both languages, with parts or not, for one that lacks one, or for none."""
    return load(references_folder() / "alignment.toml", kind, names)


def load(path: Path, kind: str, names: tuple[str, ...]) -> Weights:
    """The weights of a file; raises `ReferenceDataError` naming it and what is wrong there."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))[kind]
        features = table["features"]
        if set(features) != set(names):
            odd = ", ".join(sorted(set(features) ^ set(names)))
            message = f"{path}: [{kind}.features] and the aligner differ in {odd}"
            raise ReferenceDataError(message)
        values = np.array([float(features[name]) for name in names])
        return Weights(values, float(table["slope"]), float(table["offset"]))
    except (OSError, KeyError, TypeError, ValueError) as error:
        message = f"{path}: no weights for {kind!r}: {error}"
        raise ReferenceDataError(message) from error
