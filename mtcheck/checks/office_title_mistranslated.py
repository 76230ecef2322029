"""office-title-mistranslated: an office under a title that its holder does not have."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.checks.naming import drafts
from mtcheck.misnomers import Kind
from mtcheck.mqm import Severity

KIND = Kind("office", meaning=None, guarded=False)


def find(article: Article) -> Iterator[Draft]:
    """Offices of the source under titles that the tables list as wrong."""
    return drafts(article, KIND, "the office")


CHECK = Check(
    code="TRM103",
    name="office-title-mistranslated",
    category="terminology/wrong-term",
    severity=Severity.MAJOR,
    needs="target",
    what="The title of an office is rendered literally.",
    why="A wrong title makes a speaker a chairman and a governor a manager: the reader misjudges who speaks.",
    limits="Only renderings that the reference tables list as wrong.",
    examples=(
        Example(
            "The chairman of the European Commission arrived.", fires=True, source="Прибыла председатель Еврокомиссии."
        ),
        Example(
            "The President of the European Commission arrived.",
            fires=False,
            source="Прибыла председатель Еврокомиссии.",
        ),
    ),
    find=find,
)
