"""Names as collections write them, made fit for a table: tidied, or left out where they are noise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from mtcheck.importers.scheme import Scheme
from mtcheck.reference_rules import fit
from mtcheck.text import scripts

# Marks without width, among them those of writing direction, and tags of emoji.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
# What tells apart things of one name: "Labour Party (UK)".
_BRACKETS = re.compile(r" ?[(（][^()（）]*[)）]$")


def tidy(text: str) -> str:
    """Composed, with single plain spaces, without invisible marks and without a bracketed addition at the end."""
    plain = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())
    bare = _BRACKETS.sub("", plain)
    return bare or plain


def form(text: str, lang: str, scheme: Scheme) -> str | None:
    """A name of this language as a table can have it; None for noise."""
    rules = scheme.names
    found = _unquoted(tidy(text), rules.enclosing)
    if not rules.shortest <= len(found) <= rules.longest or not any(char.isalpha() for char in found):
        return None
    return found if fit(lang, found) and _of_script(found, scheme.scripts_of(lang)) else None


def forms(texts: Iterable[str], lang: str, scheme: Scheme) -> list[str]:
    """The names among some texts, each once, in order."""
    found = (form(text, lang, scheme) for text in texts)
    return list(dict.fromkeys(name for name in found if name))


def _unquoted(text: str, enclosing: Iterable[str]) -> str:
    """Without the marks that enclose all of it; where there are others inside, it stays as it is."""
    for marks in enclosing:
        inside = text[1:-1]
        if len(text) > 2 and text[0] == marks[0] and text[-1] == marks[1] and not set(marks) & set(inside):
            return inside.strip()
    return text


def _of_script(text: str, wanted: tuple[str, ...]) -> bool:
    """Whether its letters are mostly those of the language; any will do where that is not known."""
    if not wanted:
        return True
    own = sum(scripts.count(text, script) for script in wanted)
    return own * 2 > sum(char.isalpha() for char in text)


def without_disambiguation(title: str, label: str) -> str:
    """The title of an article as a name: "Paris, Texas" is Paris where its label says so.

    The first letter of a title is always a capital; what the label begins small, the title does, too.
    """
    bare = tidy(title)
    if label and bare.startswith(f"{label}, "):
        return label
    if label[:1].islower() and bare[:1].lower() == label[:1]:
        return bare[:1].lower() + bare[1:]
    if label[:1].islower() and bare[1:2].islower():
        return bare[:1].lower() + bare[1:]
    return bare
