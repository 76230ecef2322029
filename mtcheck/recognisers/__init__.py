"""Recognisers of names: which words of a text name a person, an organisation or a place.

A recogniser finds names that no table lists. `SlovnetRecogniser` is a trained model for Russian (extra `ru`),
`CapitalsRecogniser` goes by letter case in any language that has it. What they find is a hint: attested names
(`mtcheck.names`) come first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Kind", "Name"]

Kind = Literal["person", "organisation", "place"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `[start, end)` of its text, without quotation marks; `kind` is None where it cannot be told."""

    start: int
    end: int
    kind: Kind | None = None
