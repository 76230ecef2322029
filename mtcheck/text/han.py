"""Chinese characters that are written in two ways: 黨 and 党.

`references/languages/zh.variants.tsv` has a simplified character a line, and the traditional ones for which it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mtcheck.resources import references_folder


@cache
def simplified() -> Mapping[int, str]:
    """Each traditional character's code point with its simplified character, as `str.translate` takes it."""
    path = references_folder() / "languages" / "zh.variants.tsv"
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {ord(char): simple for simple, traditional in rows for char in traditional}
