"""added-text: a sentence of the translation that the source does not have."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.coverage import alone
from mtcheck.mqm import Severity


def find(article: Article) -> Iterator[Draft]:
    """Sentences without a counterpart, by the alignment and by what a link would be without them."""
    for one in alone(article, "target"):
        yield Draft(
            "Nothing in the source says what this sentence says.",
            (one.text.whole,),
            min(0.95, max(0.5, 1.15 - one.likeness)),
            suggestion="",
        )


CHECK = Check(
    code="ACC102",
    name="added-text",
    category="accuracy/addition",
    severity=Severity.MAJOR,
    needs="source",
    what="A sentence of the translation has no counterpart in the source.",
    why="The reader takes for reported what nobody wrote.",
    limits="Whole sentences of at least four content words. A gloss that explains something to foreign readers will be flagged too.",
    examples=(
        Example(
            "The parliament passed the budget on Tuesday. Scientists found a new species of frog in the rain forest. The prime minister thanked the deputies.",
            fires=True,
            source="Парламент во вторник принял бюджет. Премьер-министр поблагодарил депутатов.",
        ),
        Example(
            "The parliament passed the budget. It did so on Tuesday. The prime minister thanked the deputies.",
            fires=False,
            source="Парламент во вторник принял бюджет. Премьер-министр поблагодарил депутатов.",
        ),
    ),
    find=find,
)
