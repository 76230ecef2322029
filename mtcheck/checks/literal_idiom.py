"""literal-idiom: an idiom rendered word for word, also a pun in a headline."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.idioms import Literal, literal_renderings
from mtcheck.mistranslations import mistranslations
from mtcheck.mqm import Severity

SAID = "“{found}” renders “{source}” word for word{note}."


def find(article: Article) -> Iterator[Draft]:
    """Idioms whose literal renderings the lexicon lists, then those rendered by what says what their words say."""
    for one in mistranslations(article):
        if one.row.kind == "idiom":
            yield Draft(one.said(SAID), one.places, one.row.confidence, one.suggestion, one.severity)
    for literal in literal_renderings(article):
        yield _unlisted(literal)


def _unlisted(one: Literal) -> Draft:
    source, target = one.pair.source, one.pair.target
    assert source is not None
    assert target is not None
    note = f": {one.row.note}" if one.row.note else ""
    found, idiom = target.text[slice(*one.target)], source.text[slice(*one.source)]
    return Draft(
        SAID.format(found=found, source=idiom, note=note),
        (target.place(*one.target), source.place(*one.source)),
        min(one.row.confidence, one.likeness),
        suggestion=one.row.right[0],
        severity=Severity(one.row.severity) if one.row.severity else None,
    )


CHECK = Check(
    code="TRM109",
    name="literal-idiom",
    category="accuracy/mistranslation/overly-literal",
    severity=Severity.MAJOR,
    needs="source",
    what="A set phrase, metaphor or pun of the source is rendered word for word.",
    why="Readers do not understand it, or take literally what nobody meant: «второе дыхание» is no second breath.",
    limits="Only idioms that the lexicon of the two languages lists (references/terms), or by what its words say one by one.",
    examples=(
        Example(
            "After the break the team opened a second breath.",
            fires=True,
            source="После перерыва у команды открылось второе дыхание.",
        ),
        Example(
            "After the break the team got a second wind.",
            fires=False,
            source="После перерыва у команды открылось второе дыхание.",
        ),
    ),
    find=find,
)
