"""place-name-mistranslated: a place under a name that the language does not use."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example, Fixes
from mtcheck.checks.naming import SURE, drafts, garbled_strangers
from mtcheck.finding import Applicability, Manner
from mtcheck.mqm import Severity
from mtcheck.naming_kinds import Kind

# From this share of letters on a word is the name as it sounds in the source: "Nitsa".
LETTERS = 0.85
KIND = Kind("place", sound=LETTERS, near=True, guarded=False, faint=0.6)


def find(article: Article) -> Iterator[Draft]:
    """Places of the source under names that are listed as wrong, that only sound like them, or that went through Cyrillic."""
    yield from drafts(article, KIND, "the place")
    yield from garbled_strangers(article, KIND.name)


CHECK = Check(
    code="TRM105",
    name="place-name-mistranslated",
    category="terminology/wrong-term",
    severity=Severity.MAJOR,
    needs="target",
    what="A place stands under a foreign or garbled name.",
    why="Readers cannot find it, or take it for another place.",
    limits="Places that the reference tables know, and others behind a word for a place. Another known place instead is reported as a missing name.",
    examples=(
        Example(
            "The rocket took off from Shriharikota.", fires=True, source="Ракета стартовала с космодрома Шрихарикота."
        ),
        Example(
            "The rocket took off from Sriharikota.", fires=False, source="Ракета стартовала с космодрома Шрихарикота."
        ),
    ),
    find=find,
    fixes=Fixes(Applicability.SAFE, least=SURE, manner=Manner.NAME),
)
