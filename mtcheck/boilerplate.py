"""Lines of a web page that do not belong to the article: navigation, credits, links to other articles."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Literal

from mtcheck import languages
from mtcheck.text import scripts

Kind = Literal["credit", "navigation", "link"]
LONGEST_LINE = 300


def kind_of(line: str, langs: Collection[str]) -> Kind | None:
    """What kind of boilerplate a line is, None for a line of the article.

    Looked for in some languages, and in those of the line's own script if that is none of theirs, as where a credit
    line was left untranslated.
    """
    if len(line) > LONGEST_LINE:
        return None
    script = scripts.dominant(line)
    codes = [code for code in langs if code in languages.known()]
    if script and all(languages.language(code).script != script for code in codes):
        codes += [code for code in languages.known() if languages.language(code).script == script]
    return next((kind for code in codes for kind, pattern in _patterns(code) if pattern.search(line)), None)


@cache
def _patterns(code: str) -> Sequence[tuple[Kind, re.Pattern[str]]]:
    boilerplate = languages.language(code).boilerplate
    found: dict[Kind, tuple[str, ...]] = {
        "credit": boilerplate.credit,
        "navigation": boilerplate.line,
        "link": boilerplate.start,
    }
    return [
        (kind, re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE))
        for kind, patterns in found.items()
        if patterns
    ]
