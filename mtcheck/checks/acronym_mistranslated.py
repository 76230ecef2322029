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

KIND = Kind("organisation", meaning=None, guarded=False, forms=frozenset({Form.SHORT}))


def find(article: Article) -> Iterator[Draft]:
    """Abbreviations of bodies in the source, against those that the language of the translation uses."""
    return drafts(article, KIND, "the body")


CHECK = Check(
    code="TRM106",
    name="acronym-mistranslated",
    category="terminology/wrong-term",
    severity=Severity.MAJOR,
    needs="target",
    what="The abbreviation of a body is written letter by letter from another alphabet.",
    why="Nobody knows the body under these letters.",
    limits="Only abbreviations in the reference tables; an abbreviation that several bodies share needs the full name in the article.",
    examples=(
        Example("MAGATE inspectors left the plant.", fires=True, source="Инспекторы МАГАТЭ покинули станцию."),
        Example("IAEA inspectors left the plant.", fires=False, source="Инспекторы МАГАТЭ покинули станцию."),
    ),
    find=find,
    fixes=Fixes(Applicability.SAFE, least=SURE, manner=Manner.TITLE),
)
