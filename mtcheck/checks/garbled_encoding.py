"""garbled-encoding: letters broken by a wrong decoding, entities, and invisible characters."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.entities import html5
from string import punctuation

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.finding import Location
from mtcheck.mqm import Severity
from mtcheck.spans import Span
from mtcheck.text import scripts

_ENTITY = re.compile(r"&(?:(?P<name>[A-Za-z]{2,8}\d{0,2})|#\d{2,7}|#[xX][0-9A-Fa-f]{2,6});")
_REPLACEMENT = re.compile("\\S{0,30}�+\\S{0,30}")
_NON_ASCII = re.compile(r"[^\s\x00-\x7f][^\x00-\x7f]\S{0,60}|\S{1,30}[^\s\x00-\x7f][^\x00-\x7f]\S{0,60}")
_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}")
# Characters that no article needs: zero-width ones, the soft hyphen, and marks that turn the direction of writing.
_INVISIBLE = re.compile(
    "\\w?[\u200b\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+\\w?"
)


def find(article: Article) -> Iterator[Draft]:
    """Looks at the translation; what the source has too is meant."""
    text, source = article.target.text, article.source.text if article.source else ""
    for match in _ENTITY.finditer(text):
        if match[0] not in source and (match["name"] is None or f"{match['name']};" in html5):
            char = html.unescape(match[0])
            shown = "a no-break space" if char == "\xa0" else f"“{char}”"
            yield _draft(
                f"The HTML code “{match[0]}” was left in the text; it stands for {shown}.", match.span(), 0.97, char
            )
    for match in _REPLACEMENT.finditer(text):
        yield _draft("Characters were lost here: “�” stands where one could not be decoded.", match.span(), 0.97)
    for match in _ESCAPE.finditer(text):
        if match[0] not in source:
            char = match[0].encode("ascii").decode("unicode_escape")
            yield _draft(
                f"The escape “{match[0]}” was left in the text; it stands for “{char}”.", match.span(), 0.9, char
            )
    for match in _INVISIBLE.finditer(text):
        hidden = next(char for char in match[0] if _INVISIBLE.fullmatch(char) and not char.isalnum())
        clean = "".join(char for char in match[0] if char.isalnum())
        message = f"An invisible character stands here ({scripts.describe(hidden)})."
        yield _draft(message, match.span(), 0.8, clean, Severity.NEUTRAL)
    yield from _mojibake(text)


def _draft(
    message: str,
    span: tuple[int, int],
    confidence: float,
    suggestion: str | None = None,
    severity: Severity | None = None,
) -> Draft:
    return Draft(message, (Location("target", Span(*span)),), confidence, suggestion, severity)


def _mojibake(text: str) -> Iterator[Draft]:
    if text.isascii():
        return
    for match in _NON_ASCII.finditer(text):
        written = match[0].strip(punctuation)
        repaired = _repair(written)
        if repaired != written:
            start = match.start() + match[0].index(written)
            message = f"“{written}” is text read in a wrong encoding; it should read “{repaired}”."
            yield _draft(message, (start, start + len(written)), 0.95, repaired, Severity.MAJOR)


def _repair(chunk: str) -> str:
    """What ftfy makes of it; it changes only what is a consistent wrong decoding."""
    from ftfy import fix_encoding

    return fix_encoding(chunk)


CHECK = Check(
    code="DES101",
    name="garbled-encoding",
    category="design/character-encoding",
    severity=Severity.MINOR,
    needs="target",
    what="Mojibake, replacement characters, HTML entities, escapes or invisible characters are left in the translation.",
    why="They look broken on the page, and hide words from search and from other checks.",
    limits="What stands in the source in the same form is taken as meant. A single wrong letter cannot be told from a rare one.",
    examples=(
        Example("The budget rose by&nbsp;3 percent.", fires=True),
        Example("The minister said itâ€™s over.", fires=True),
        Example("AT&T and Procter & Gamble met in São Paulo; it’s over.", fires=False),
    ),
    find=find,
)
