"""The elements of a JSON array, however it is broken into lines, one at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from mtcheck.errors import InputError

_GAP = re.compile(r"[\s,]*")
# The array begins near the beginning of the text.
_FAR = 1 << 20


def elements(pieces: Iterator[bytes], name: str, start: str, longest: int) -> Iterator[Any]:
    """What stands in the array behind the first match of `start`, a regular expression that ends with its bracket.

    Raises `InputError` where the array breaks off, or holds what is no JSON, after all elements before that.
    """
    text = _Text(pieces, name)
    text.find(re.compile(start))
    decoder = json.JSONDecoder()
    while True:
        text.pass_over(_GAP)
        if text.held.startswith("]", text.at):
            return
        try:
            element, text.at = decoder.raw_decode(text.held, text.at)
        except (ValueError, RecursionError) as error:
            # Twice as much each time, so that a long element is not tried once for every piece of it.
            rest = len(text.held) - text.at
            if rest > longest or not text.more(2 * rest + 1):
                raise InputError(name, f"breaks off, or is damaged, at character {text.place:,}") from error
        else:
            yield element


class _Text:
    """Text of which the part before `at` is done with."""

    def __init__(self, pieces: Iterator[bytes], name: str) -> None:
        self._pieces = pieces
        self._name = name
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._dropped = 0
        self.held = ""
        self.at = 0

    @property
    def place(self) -> int:
        """The number of characters before `at`."""
        return self._dropped + self.at

    def pass_over(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.held, self.at)
        self.at = match.end() if match else self.at

    def more(self, size: int) -> bool:
        """Reads at least so many more characters; False at the end of the text."""
        parts = [self.held[self.at :]]
        self._dropped, self.at = self._dropped + self.at, 0
        count = 0
        for piece in self._pieces:
            try:
                parts.append(self._decoder.decode(piece))
            except UnicodeDecodeError as error:
                raise InputError(self._name, f"is not UTF-8 after character {self.place:,}") from error
            count += len(parts[-1])
            if count >= size:
                break
        self.held = "".join(parts)
        return count > 0

    def find(self, pattern: re.Pattern[str]) -> None:
        """Goes on to the end of the first match."""
        while (match := pattern.search(self.held)) is None:
            if len(self.held) > _FAR or not self.more(1):
                raise InputError(self._name, "holds no array of results")
        self.at = match.end()
