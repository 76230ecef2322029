"""What a check is: a value that names a fault, explains it, shows examples, and finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from mtcheck.article import Article
from mtcheck.finding import Finding, Location
from mtcheck.mqm import Severity


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before its check has put its name to it. `severity` None means the check's own."""

    message: str
    locations: tuple[Location, ...]
    confidence: float
    suggestion: str | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A case that fires, or one that must stay silent. `source` None: only the translation is given."""

    target: str
    fires: bool
    source: str | None = None
    source_lang: str = "ru"
    target_lang: str = "en"


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `needs` says what it cannot work without.

    `what`, `why` and `limits` are shown by `mtcheck explain` and travel with machine-readable reports as rule help.
    """

    code: str
    name: str
    category: str
    severity: Severity
    needs: Literal["source", "target"]
    what: str
    why: str
    limits: str
    examples: tuple[Example, ...]
    find: Callable[[Article], Iterable[Draft]]

    def run(self, article: Article) -> list[Finding]:
        """The findings of this check, in the order of their places."""
        if self.needs == "source" and article.source is None:
            return []
        findings = [
            Finding(
                code=self.code,
                check=self.name,
                category=self.category,
                severity=draft.severity or self.severity,
                confidence=round(draft.confidence, 3),
                message=draft.message,
                locations=draft.locations,
                suggestion=draft.suggestion,
            )
            for draft in self.find(article)
        ]
        return sorted(findings, key=lambda finding: (finding.locations[0].span, finding.message))
