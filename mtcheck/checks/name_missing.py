"""name-missing: a person of the source who is nowhere in the translation."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.mqm import Severity
from mtcheck.strangers import strangers

CONFIDENCE = 0.75


def find(article: Article) -> Iterator[Draft]:
    """Full names whose surname no word of the passage can be, in this sentence or its neighbours."""
    for one in strangers(article):
        assert one.pair.source is not None
        assert one.pair.target is not None
        if one.word is None:
            written = one.pair.source.text[one.start : one.end]
            yield Draft(
                f"“{written}” of the source is nowhere in the translation of this passage: "
                "no word there can be a spelling of the name.",
                (one.pair.source.place(one.start, one.end),),
                CONFIDENCE,
            )


CHECK = Check(
    code="ACC302",
    name="name-missing",
    category="accuracy/omission/name",
    severity=Severity.MAJOR,
    needs="source",
    what="A person named in full in the source is not named in the translation, or someone else is named instead.",
    why="Who said or did something is the first thing a reader of news wants to know.",
    limits="Full names in Russian with a known given name. A translator who writes only “the minister” is flagged, too.",
    examples=(
        Example("The report was presented by the deputy.", fires=True, source="Доклад представил Алексей Круглов."),
        Example(
            "The report was presented by Alexei Kruglov.", fires=False, source="Доклад представил Алексей Круглов."
        ),
    ),
    find=find,
)
