"""acronym-mistranslated: an abbreviation spelled letter by letter."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example, Fixes
from mtcheck.checks.naming import SURE, drafts
from mtcheck.finding import Applicability, Manner
from mtcheck.mqm import Severity
from mtcheck.names import Form
from mtcheck.naming_kinds import Kind
from mtcheck.worded_acronyms import worded

# How sure it is that an abbreviation was read as a word.
WORDED = 0.85
KIND = Kind("organisation", meaning=None, guarded=False, forms=frozenset({Form.SHORT}))


def find(article: Article) -> Iterator[Draft]:
    """Abbreviations of bodies that the language of the translation has otherwise, and those that were read as words."""
    yield from drafts(article, KIND, "the body")
    for one in worded(article):
        assert one.pair.source is not None
        assert one.pair.target is not None
        yield Draft(
            f"“{one.found.text}” translates the abbreviation “{one.written.text}” as if it were a word.",
            (
                one.pair.target.place(one.found.start, one.found.end),
                one.pair.source.place(one.written.start, one.written.end),
            ),
            WORDED,
            suggestion=one.right,
        )


CHECK = Check(
    code="TRM106",
    name="acronym-mistranslated",
    category="terminology/wrong-term",
    severity=Severity.MAJOR,
    needs="target",
    what="The abbreviation of a body is written letter by letter from another alphabet, or translated like a word.",
    why="Nobody knows the body under these letters.",
    limits="Letter by letter only abbreviations in the reference tables are judged; an abbreviation that several bodies share needs the full name in the article.",
    examples=(
        Example("MAGATE inspectors left the plant.", fires=True, source="Инспекторы МАГАТЭ покинули станцию."),
        Example("IAEA inspectors left the plant.", fires=False, source="Инспекторы МАГАТЭ покинули станцию."),
    ),
    find=find,
    fixes=Fixes(Applicability.SAFE, least=SURE, manner=Manner.TITLE),
)
