"""Which lines of a dump can be of interest, told without parsing them: most entities of Wikidata are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from mtcheck.importers.scheme import KindScheme, Scheme

# Ids of items as values: both ways in which Wikibase gives them, since dumps of before 2017 have only the second.
_VALUES = re.compile(rb'"(?:id"\s*:\s*"Q|numeric-id"\s*:\s*)(\d+)')
_ALONE = re.compile(rb'"sitelinks"\s*:\s*(?:\{\s*\}|\[\s*\])')


def sieve(scheme: Scheme, kinds: Iterable[KindScheme], least: int | None) -> Callable[[bytes], bool]:
    """A test that every line passes from which a row can come, or the name of a position that a person held.

    `least` is the least number of sitelinks, None where that is the kinds' own.
    """
    wanted: set[bytes] = set()
    lonely: set[bytes] = set()
    humans: set[bytes] = set()
    roles: set[bytes] = set()
    held = b""
    for kind in kinds:
        classes = _numbers(kind.classes)
        wanted |= classes
        if (kind.sitelinks if least is None else least) < 1:
            lonely |= classes
        if kind.of_people:
            labelled = _numbers(scheme.offices)
            wanted, lonely = wanted | labelled, lonely | labelled
            if kind.occupations:
                humans, roles, held = classes, _numbers(kind.occupations), f'"{kind.position}"'.encode()

    def passes(line: bytes) -> bool:
        values = set(_VALUES.findall(line))
        found = wanted & values
        if not found or (found <= humans and held not in line and roles.isdisjoint(values)):
            return False
        return not found.isdisjoint(lonely) or not _ALONE.search(line)

    return passes


def _numbers(items: Iterable[str]) -> set[bytes]:
    return {item[1:].encode() for item in items}


def hierarchy(line: bytes) -> bool:
    """Whether a line may say what something is a subclass of, or what code a country has."""
    return b'"P279"' in line or b'"P297"' in line
