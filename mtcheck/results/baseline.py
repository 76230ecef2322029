"""Findings that an earlier run had: marked as suppressed, never dropped, so that alerts do not flap.

A finding is known by the id of its pair and its fingerprint, which stays when the pair is edited elsewhere. Of each
known one eight bytes are kept.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from bisect import bisect_left
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.packed import Unpacked, split
from mtcheck.results.lines import outcome, parse
from mtcheck.workers import Outcome

_LONGEST = 1 << 28


class Baseline:
    """The findings of an earlier output of `mtcheck corpus`, in JSON lines; raises `InputError` where it is none."""

    def __init__(self, path: Path) -> None:
        known = array("Q")
        digest = hashlib.blake2b(digest_size=16)
        try:
            with path.open("rb") as stream:
                for number, (line, _) in enumerate(split(Unpacked(stream, str(path)).pieces(), 0, _LONGEST), 1):
                    digest.update(line)
                    known.extend(_keys(line, path, number))
        except OSError as error:
            raise InputError(str(path), f"cannot be read ({error.strerror})") from error
        self._known = array("Q", sorted(known))
        self.digest = digest.hexdigest()

    def marked(self, one: Outcome) -> Outcome:
        """An outcome whose known findings are marked, in its line and in what counts."""
        if not one.checks:
            return one
        data = parse(one.line)
        changed = False
        for finding in data["findings"]:
            if not finding["suppressed"] and self._has(_key(data["id"], finding["fingerprint"])):
                finding["suppressed"] = changed = True
        return outcome(json.dumps(data, ensure_ascii=False), data, one.langs, one.file, one.at) if changed else one

    def _has(self, key: int) -> bool:
        place = bisect_left(self._known, key)
        return place < len(self._known) and self._known[place] == key


def _keys(line: bytes, path: Path, number: int) -> list[int]:
    if not line.strip():
        return []
    try:
        data = parse(line)
        return [_key(data["id"], finding["fingerprint"]) for finding in data.get("findings", [])]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(str(path), "is not an output of mtcheck corpus in JSON lines", line=number) from error


def _key(identity: str, fingerprint: str) -> int:
    text = f"{identity}\x1f{fingerprint}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")
