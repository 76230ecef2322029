"""From what all checks say to what is reported: choice of checks, confidence, and one finding for one fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mtcheck.article import Article
from mtcheck.checks import CHECKS
from mtcheck.checks.base import Check
from mtcheck.config import Config, did_you_mean
from mtcheck.encoders.pooled import PendingError, PooledEncoder
from mtcheck.errors import ConfigError
from mtcheck.finding import Finding
from mtcheck.mqm import Severity
from mtcheck.spans import Span, SpanIndex

# A finding of the check on the left is dropped where one of a check on the right points at the same words.
YIELDS_TO: dict[str, frozenset[str]] = {
    "low-fidelity": frozenset(check.name for check in CHECKS) - {"low-fidelity"},
    "untranslated-text": frozenset({"boilerplate-left-in", "garbled-encoding"}),
    "negation-mismatch": frozenset({"number-mismatch"}),
    "house-style": frozenset({"inconsistent-translation"}),
    "name-missing": frozenset(check.name for check in CHECKS if check.code[:3] == "TRM" or check.code == "ACC301"),
    "added-text": frozenset({"boilerplate-left-in", "untranslated-text", "repeated-text"}),
}
_GRAVEST_FIRST = [Severity.CRITICAL, Severity.MAJOR, Severity.MINOR, Severity.NEUTRAL]


def chosen(config: Config) -> list[Check]:
    """The checks that a configuration selects, by code or name; raises `ConfigError` for one that does not exist."""
    known = {name for check in CHECKS for name in (check.code, check.name)}
    for name in (*(config.select or ()), *config.ignore, *(check for _, check, _ in config.thresholds)):
        if name not in known:
            message = f"no check is called {name!r}{did_you_mean(name, known)}; `mtcheck checks` lists them"
            raise ConfigError(message)
    return [
        check
        for check in CHECKS
        if (config.select is None or check.code in config.select or check.name in config.select)
        and check.code not in config.ignore
        and check.name not in config.ignore
    ]


def findings(article: Article, checks: Sequence[Check], config: Config) -> tuple[Finding, ...]:
    """All findings that count, in the order of the text."""
    return _settled(article, [check.run(article) for check in checks], config)


def findings_of_many(
    articles: Sequence[Article], checks: Sequence[Check], config: Config, encoder: PooledEncoder | None
) -> list[tuple[Finding, ...]]:
    """As `findings`, for articles that share an encoder: what their checks ask of it is encoded together."""
    found: list[list[list[Finding]]] = [[[] for _ in checks] for _ in articles]
    waiting = [(article, check) for article in range(len(articles)) for check in range(len(checks))]
    while waiting:
        interrupted = []
        for article, check in waiting:
            try:
                found[article][check] = checks[check].run(articles[article])
            except PendingError:
                interrupted.append((article, check))
        if encoder is not None:
            encoder.fill()
        waiting = interrupted
    return [_settled(article, by_check, config) for article, by_check in zip(articles, found, strict=True)]


def _settled(article: Article, by_check: Sequence[Sequence[Finding]], config: Config) -> tuple[Finding, ...]:
    """What the checks say, without what is too unsure or said by a better check."""
    bars = _bars(article, config)
    found = [
        finding
        for check in by_check
        for finding in check
        if finding.confidence >= max(config.min_confidence, bars.get(finding.code, 0.0), bars.get(finding.check, 0.0))
    ]
    index = {
        side: SpanIndex((place.span, one.check) for one in found for place in one.locations if place.side == side)
        for side in ("source", "target")
    }
    kept = [one for one in found if not _gives_way(one, index)]
    return tuple(sorted(dict.fromkeys(kept), key=_place))


def _bars(article: Article, config: Config) -> dict[str, float]:
    """What a check must be sure of in this language pair; bars of the pair itself count before those of any."""
    if not config.thresholds:
        return {}
    pair = f"{article.source_language.code}-{article.target_language.code}" if article.source_language else "any"
    bars = {check: least for langs, check, least in config.thresholds if langs == "any"}
    return bars | {check: least for langs, check, least in config.thresholds if langs == pair}


def suppress(found: Sequence[Finding], fingerprints: Sequence[str], known: frozenset[str]) -> tuple[Finding, ...]:
    """Marks, never drops, what an earlier report already had."""
    return tuple(
        replace(one, suppressed=True) if name in known else one for one, name in zip(found, fingerprints, strict=True)
    )


def gravest_first(found: Sequence[Finding]) -> list[Finding]:
    """In the order in which an editor should look: severity, then confidence."""
    return sorted(found, key=lambda one: (_GRAVEST_FIRST.index(one.severity), -one.confidence))


def _gives_way(finding: Finding, index: Mapping[str, SpanIndex[str]]) -> bool:
    stronger = YIELDS_TO.get(finding.check)
    return stronger is not None and any(
        check in stronger for place in finding.locations for check in index[place.side].overlapping(place.span)
    )


def _place(finding: Finding) -> tuple[bool, Span]:
    """Findings with a place in the translation first, by that place."""
    spans = finding.on("target")
    return not spans, spans[0] if spans else finding.locations[0].span
