"""What the model learns from: single translations and comparisons of two translations of one source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One translation. Spans are half-open code points of what is wrong; None where nobody marked that side.

    `score` is a human score in standard deviations of its set, the higher the better, or None.
    """

    lp: str
    source: str
    target: str
    origin: str
    score: float | None = None
    source_bad: Spans | None = None
    target_bad: Spans | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two translations of one source of which the first is better; without `worse`, one translation alone."""

    better: Example
    worse: Example | None = None


def write(path: Path, found: Iterable[Comparison]) -> int:
    """JSON lines; the number of lines."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for one in found:
            row = [_plain(one.better)] if one.worse is None else [_plain(one.better), _plain(one.worse)]
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def read(path: Path) -> Iterator[Comparison]:
    """What `write` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield Comparison(*(_example(one) for one in json.loads(line)))


def _plain(one: Example) -> list[Any]:
    return [one.lp, one.source, one.target, one.origin, one.score, one.source_bad, one.target_bad]


def _example(row: list[Any]) -> Example:
    lp, source, target, origin, score, *sides = row
    source_bad, target_bad = (None if side is None else tuple((start, end) for start, end in side) for side in sides)
    return Example(lp, source, target, origin, score, source_bad, target_bad)
