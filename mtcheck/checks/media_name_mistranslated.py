"""media-name-mistranslated: a newspaper under a translated or garbled title."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example, Fixes
from mtcheck.checks.naming import SURE, drafts
from mtcheck.finding import Applicability, Manner
from mtcheck.mqm import Severity
from mtcheck.naming_kinds import Kind

KIND = Kind("medium", near=True, cues="media_words", meaning=0.55, letters=0.8, one_word=True)


def find(article: Article) -> Iterator[Draft]:
    """Titles of newspapers, agencies and broadcasters in the source, against what they are called."""
    return drafts(article, KIND, "it")


CHECK = Check(
    code="TRM104",
    name="media-name-mistranslated",
    category="terminology/wrong-term",
    severity=Severity.MAJOR,
    needs="target",
    what="The title of a newspaper, agency or broadcaster is translated or put back from another alphabet.",
    why="Titles are names: a reader who looks for the translated title finds nothing, or another paper.",
    limits="Only media in the reference tables. A title that is an ordinary word needs quotation marks or a word such as “newspaper” beside it.",
    examples=(
        Example(
            "According to the newspaper Parisian, ministers met in secret.",
            fires=True,
            source="По данным газеты «Паризьен», министры встретились тайно.",
        ),
        Example(
            "According to Le Parisien, ministers met in secret.",
            fires=False,
            source="По данным газеты «Паризьен», министры встретились тайно.",
        ),
    ),
    find=find,
    fixes=Fixes(Applicability.SAFE, least=SURE, manner=Manner.TITLE),
)
