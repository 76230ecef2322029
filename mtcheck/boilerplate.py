"""Lines of a web page that do not belong to the article: navigation, credits, links to other articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from mtcheck import languages

Kind = Literal["credit", "navigation", "link"]
LONGEST_LINE = 300


def kind_of(line: str) -> Kind | None:
    """What kind of boilerplate a line is, in any language that mtcheck knows; None for a line of the article."""
    if len(line) <= LONGEST_LINE:
        for kind, pattern in _patterns():
            if pattern.search(line):
                return kind
    return None


@cache
def _patterns() -> Sequence[tuple[Kind, re.Pattern[str]]]:
    found: dict[Kind, list[str]] = {"credit": [], "navigation": [], "link": []}
    for code in languages.known():
        boilerplate = languages.language(code).boilerplate
        found["credit"] += boilerplate.credit
        found["navigation"] += boilerplate.line
        found["link"] += boilerplate.start
    return [(kind, re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)) for kind, patterns in found.items() if patterns]
