"""Letter case of words in a text: what the beginning of a sentence does to it, and how a replacement takes it over."""

from __future__ import annotations

import re

_OPENING = " \t\u00a0\"'“”„«»‘’([{—–-•*#"
_ENDS = (".", "!", "?", "…", ":", "\n")
_WORD = re.compile(r"[^\W\d_]+")


def starts_sentence(text: str, position: int) -> bool:
    """Whether a sentence begins at a place: nothing before it, or the end of another one."""
    before = text[max(0, position - 80) : position].rstrip(_OPENING)
    return not before or before.endswith(_ENDS)


def fits(found: str, form: str) -> bool:
    """Whether the capitals of `form` are capitals in `found`, which differs from it in case and endings only."""
    return all(have.isupper() for have, want in zip(found, form, strict=False) if want.isupper())


def is_shouted(found: str, form: str) -> bool:
    """Whether a text has in capitals throughout what is not written so."""
    return found.isupper() and not form.isupper() and sum(map(str.isalpha, found)) > 1


def capitalised(text: str) -> str:
    """The text with its first letter as a capital; "eBay" stays, since its capital stands elsewhere."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]


def cased_like(term: str, found: str, form: str, *, starts: bool) -> str:
    """`term` with the case of `found`, where a text has that for `form`; `starts`: at the beginning of a sentence."""
    if is_shouted(found, form):
        return term.upper()
    words = _WORD.findall(found)
    if len(words) > 1 and form.islower() and all(word[0].isupper() for word in words):
        return " ".join(map(capitalised, term.split(" ")))
    if found[:1].isupper() and (starts or form[:1].islower()):
        return capitalised(term)
    return term
