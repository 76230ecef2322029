"""omitted-text: a sentence of the source that the translation does not have."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.coverage import alone
from mtcheck.mqm import Severity


def find(article: Article) -> Iterator[Draft]:
    """Sentences without a counterpart, by the alignment and by what a link would be without them."""
    for one in alone(article, "source"):
        yield Draft(
            "This sentence of the source has no counterpart in the translation.",
            (one.text.whole,),
            min(0.95, max(0.5, 1.15 - one.likeness)),
        )


CHECK = Check(
    code="ACC101",
    name="omitted-text",
    category="accuracy/omission",
    severity=Severity.MAJOR,
    needs="source",
    what="A sentence of the source is missing from the translation.",
    why="What is left out cannot be missed by someone who reads only the translation.",
    limits="Whole sentences of at least four content words; a translation that condenses on purpose will be flagged too.",
    examples=(
        Example(
            "The parliament passed the budget on Tuesday. The prime minister thanked the deputies for their support.",
            fires=True,
            source="Парламент во вторник принял бюджет. Дефицит составит почти сто миллиардов, и его покроют новыми займами. "
            "Премьер-министр поблагодарил депутатов за поддержку.",
        ),
        Example(
            "The parliament passed the budget on Tuesday, and the prime minister thanked the deputies for their support.",
            fires=False,
            source="Парламент во вторник принял бюджет. Премьер-министр поблагодарил депутатов за поддержку.",
        ),
    ),
    find=find,
)
