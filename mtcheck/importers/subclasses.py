"""The subclasses of classes at any depth: what "subclass of" (P279) says, closed, with flat memory.

A first pass over the dump writes each statement as a pair of numbers to a file; the closure reads that file as often as
the hierarchy is deep.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mtcheck.importers.scheme import Scheme
from mtcheck.importers.wikibase import values
from mtcheck.importers.wikidata import ID, SUBCLASS

_PAIR = struct.Struct("<II")
# Pairs that are looked at together.
_MANY = 1 << 20


def pairs(entity: Mapping[str, Any]) -> bytes:
    """What an entity is a subclass of: (its number, the class's number), packed."""
    child = int(entity["id"][1:])
    return b"".join(_PAIR.pack(child, int(value[1:])) for value in values(entity, SUBCLASS) if ID.fullmatch(value))


def closed(path: Path, scheme: Scheme) -> dict[str, list[str]]:
    """The classes of each kind with all below them, of people the occupations; none below where the scheme stops."""
    stop = _numbers(scheme.stop)
    found = {}
    for name, kind in scheme.kinds.items():
        roots = kind.occupations if kind.of_people else kind.classes
        members = _closure(path, _numbers(roots), stop | _numbers(kind.exceptions))
        found[name] = [f"Q{number}" for number in sorted(members)]
    return found


def _numbers(items: Iterable[str]) -> set[int]:
    return {int(item[1:]) for item in items}


def _closure(path: Path, roots: set[int], stop: set[int]) -> set[int]:
    members, frontier = set(roots), set(roots)
    while frontier:
        below = {child for child in _children(path, frontier) if child not in stop}
        frontier = below - members
        members |= frontier
    return members


def _children(path: Path, parents: set[int]) -> Iterator[int]:
    """The first of each pair whose second is among the parents."""
    import numpy as np

    wanted = np.fromiter(parents, dtype=np.uint32)
    with path.open("rb") as stream:
        while data := stream.read(_MANY * _PAIR.size):
            found = np.frombuffer(data, dtype="<u4").reshape(-1, 2)
            yield from found[np.isin(found[:, 1], wanted), 0].tolist()
