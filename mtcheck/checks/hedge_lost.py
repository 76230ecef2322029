"""hedge-lost: a claim became a fact, or a fact a claim."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.hedging import hedged
from mtcheck.mistranslations import mistranslations
from mtcheck.mqm import Severity

# Words behind “will” that are shown with it.
SHOWN = 2
STATED = "“{found}” states as a fact what the source leaves open (“{source}”){note}."


def find(article: Article) -> Iterator[Draft]:
    """Hedges that only one side has."""
    told = set()
    for one in hedged(article):
        told.add(one.pair.index)
        source, target = one.pair.source, one.pair.target
        assert source is not None
        assert target is not None
        if one.side == "target":
            said = target.text[one.cue.start : one.cue.end]
            yield Draft(
                f"“{said}” makes a claim of what the source states as a fact.",
                (target.place(one.cue.start, one.cue.end), source.whole),
                one.confidence,
                severity=Severity.MINOR,
            )
            continue
        said = source.text[one.cue.start : one.cue.end]
        hedge = source.place(one.cue.start, one.cue.end)
        if one.asserted is None:
            places = (hedge, target.whole)
        else:
            behind = [word.end for word in target.words if word.start >= one.asserted.start]
            places = (target.place(one.asserted.start, behind[: SHOWN + 1][-1]), hedge)
        yield Draft(
            f"The source leaves this open (“{said}”), the translation states it as a fact.", places, one.confidence
        )
    for row in mistranslations(article):
        if row.row.kind == "hedge" and row.pair.index not in told:
            yield Draft(row.said(STATED), row.places, row.row.confidence, row.suggestion, row.severity)


CHECK = Check(
    code="ACC402",
    name="hedge-lost",
    category="accuracy/mistranslation",
    severity=Severity.MAJOR,
    needs="source",
    what="The source marks something as a claim or a guess, and the translation states it as a fact, or the other way round.",
    why="What somebody alleges becomes what the newspaper vouches for, which is wrong and can be libel.",
    limits="A word that leaves something open explains the translation unless another word of the source accounts for it or it stands in another clause, so that a hedge lost beside another one is not always found. A possibility counts as lost where “will” stands in its place.",
    examples=(
        Example("The minister sold the house to his son.", fires=True, source="Министр якобы продал дом сыну."),
        Example(
            "The minister allegedly sold the house to his son.", fires=False, source="Министр якобы продал дом сыну."
        ),
    ),
    find=find,
)
