"""What every format of a style list comes down to: rules about words of the translation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from mtcheck.errors import InputError
from mtcheck.mqm import Severity

Case = Literal["", "exact", "any"]
CASES: tuple[str, ...] = get_args(Case)
ANY_LANGUAGE = ""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a list: either forms to `avoid` for the sake of `term`, or `variants` of which a text should use one.

    `term` is empty where nothing is to take the place of what is avoided. `exceptions` are phrases in which a form may
    stand. `sources` holds, by language ("" for any), the terms of the source for which the rule is made, none if it
    always holds; of a rule that is not `strict`, names and phrases count even where the source cannot be asked.
    `severity` None is the check's own. `case`: "" lets small letters of the list stand for capitals at the beginning of
    a sentence, "any" everywhere, "exact" nowhere. `place` is file and line.
    """

    style: str
    place: str
    lang: str
    term: str = ""
    avoid: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    strict: bool = True
    severity: Severity | None = None
    note: str = ""
    case: Case = ""


def decoded(data: bytes, name: str) -> str:
    """The text of a table in UTF-8, or in UTF-16 with its mark, as spreadsheets save it; raises `InputError`."""
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(name, "this is not UTF-8; save the list as text in UTF-8", line=line) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def primary(tag: str) -> str:
    """The language of a tag without its region: "en" of "en-US"."""
    return tag.strip().replace("_", "-").partition("-")[0].lower()


def unique(forms: Iterable[str]) -> tuple[str, ...]:
    """The forms without repetition, in order."""
    return tuple(dict.fromkeys(forms))
