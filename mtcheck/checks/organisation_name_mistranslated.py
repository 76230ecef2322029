"""organisation-name-mistranslated: a body under a name that is not its own."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example, Fixes
from mtcheck.checks.naming import SURE, drafts
from mtcheck.finding import Applicability, Manner
from mtcheck.mqm import Severity
from mtcheck.names import Form
from mtcheck.naming_kinds import Kind

KIND = Kind("organisation", near=True, meaning=0.72, faint=0.6, forms=frozenset({Form.NAME}))


def find(article: Article) -> Iterator[Draft]:
    """Bodies that the source names, against their accepted names."""
    return drafts(article, KIND, "the body")


CHECK = Check(
    code="TRM102",
    name="organisation-name-mistranslated",
    category="terminology/wrong-term",
    severity=Severity.MAJOR,
    needs="target",
    what="A parliament, ministry, court, agency, company or club stands under a name by which it is not known.",
    why="Readers cannot look it up, or take it for another country's body of that name.",
    limits="Only bodies in the reference tables; a paraphrase in lower case is not judged.",
    examples=(
        Example(
            "The Accounts Chamber of France published a report.",
            fires=True,
            source="Счётная палата Франции опубликовала доклад.",
        ),
        Example(
            "The Court of Audit published a report.", fires=False, source="Счётная палата Франции опубликовала доклад."
        ),
    ),
    find=find,
    fixes=Fixes(Applicability.SAFE, least=SURE, manner=Manner.TITLE),
)
