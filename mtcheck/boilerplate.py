"""Lines of a web page that do not belong to the article: navigation, credits, links to other articles."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from typing import Literal

from mtcheck import languages
from mtcheck.text import scripts
from mtcheck.text.words import words

Kind = Literal["credit", "navigation", "link"]
LONGEST_LINE = 300
# A text has to end its paragraphs with marks before one without any says something.
FEWEST_ENDED, ENDED_SHARE = 4, 0.6
MOST_LINKS, PAIR = 5, 2
# Words of a headline behind the end, in the midst of a text, and at most.
LINK_WORDS, PAIR_WORDS, LONGEST_HEADLINE = 7, 6, 25
# First letters by which words compare, and the share of them that a headline may have in common with the text.
STEM, SHARED = 5, 0.5
_TERMINAL = (".", "!", "?", "…", ":", ";", "。", "！", "？", "：")
_CLOSING = " \t\n\u00a0\"'”’»)]」』）"


def kind_of(line: str, langs: Collection[str]) -> Kind | None:
    """What kind of boilerplate a line is, None for a line of the article.

    Looked for in some languages, and in those of the line's own script if that is none of theirs, as where a credit
    line was left untranslated.
    """
    return _kind_of(line, tuple(langs)) if len(line) <= LONGEST_LINE else None


@lru_cache(maxsize=4096)
def _kind_of(line: str, langs: tuple[str, ...]) -> Kind | None:
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


def related_headlines(paragraphs: Sequence[str]) -> list[int]:
    """Which paragraphs are headlines of other articles, by where they stand; none of them has a cue of its own.

    Behind the end of a text no heading has anything to head. In the midst of it one headline may be a heading of its
    own; two together, a headline and what it announces, are a link, unless the text goes on with their words.
    """
    ended = [_ends(paragraph) for paragraph in paragraphs]
    if sum(ended) < FEWEST_ENDED or sum(ended) < ENDED_SHARE * len(paragraphs):
        return []
    found: list[int] = []
    start = 1
    while start < len(paragraphs):
        end = start
        while end < len(paragraphs) and not ended[end]:
            end += 1
        run = range(start, end)
        after_body = start > 1 and ended[start - 1] and not paragraphs[start - 1].rstrip().endswith((":", "："))
        last = end == len(paragraphs)
        if after_body and (1 <= len(run) <= MOST_LINKS if last else len(run) == PAIR):
            rest = [one for at, one in enumerate(paragraphs) if at not in run]
            shortest = LINK_WORDS if last else PAIR_WORDS
            if all(_is_headline(paragraphs[at], shortest) and _is_apart(paragraphs[at], rest) for at in run):
                found += run
        start = max(end, start + 1)
    return found


def _ends(paragraph: str) -> bool:
    return paragraph.rstrip(_CLOSING).endswith(_TERMINAL)


def _is_headline(paragraph: str, shortest: int) -> bool:
    """A line of several words, most without a capital, with no mark at its end; a signature has capitals and commas."""
    found = [word.text for word in words(paragraph)]
    lower = sum(word[0].islower() for word in found)
    first = next((char for char in paragraph if char.isalnum()), "")
    return (
        shortest <= len(found) <= LONGEST_HEADLINE
        and 2 * lower >= len(found)
        and not first.islower()
        and not paragraph.rstrip().endswith((",", ";", ":", "-", "–", "—"))
    )


def _is_apart(paragraph: str, rest: Sequence[str]) -> bool:
    """Whether few of its words come back in the rest of the text: it is about something else."""
    own = {word.text.casefold()[:STEM] for word in words(paragraph) if len(word.text) >= STEM and word.text.islower()}
    other = {word.text.casefold()[:STEM] for one in rest for word in words(one) if len(word.text) >= STEM}
    return bool(own) and len(own & other) <= SHARED * len(own)
