"""The findings of many pairs in SARIF 2.1.0, written as they come: rules first, then a result a finding."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from mtcheck import __version__
from mtcheck.checks import CHECKS
from mtcheck.mqm import Severity
from mtcheck.presentation import KNOWN, plain
from mtcheck.reporters.sarif import LEVELS, SCHEMA, message_of, rule_of, uri_of
from mtcheck.results.reports import Add, Issue, Pair, identity, issues
from mtcheck.workers import Outcome

# Of a fingerprint: the algorithm may change, so its name carries a version.
_FINGERPRINT = "mtcheckPairFinding/v1"
# A record that cannot be used, as a rule of its own.
_UNUSABLE = {
    "id": "unusable-record",
    "name": "unusable-record",
    "shortDescription": {"text": "A record of the corpus cannot be used."},
    "defaultConfiguration": {"level": "error"},
}


@contextmanager
def writer(stream: TextIO) -> Iterator[Add]:
    """One run; findings that may stand are suppressed results, with the reason."""
    rules = [*map(rule_of, CHECKS), _UNUSABLE]
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    driver = {"name": "mtcheck", "version": __version__, "rules": rules}
    stream.write(f'{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{{"tool":{_line({"driver": driver})},"results":[\n')
    before = ""

    def add(one: Outcome, data: dict[str, Any]) -> None:
        nonlocal before
        results = [_unusable(Pair.of(one, data))] if one.error else [_result(issue) for issue in issues(one, data)]
        for result in results:
            number = numbers.get(result["ruleId"])
            stream.write(before + _line({**result, **({"ruleIndex": number} if number is not None else {})}))
            before = ",\n"

    yield add
    stream.write("\n]}]}\n")


def _line(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8")


def _result(issue: Issue) -> dict[str, Any]:
    finding = issue.finding
    better = f" → {issue.better}" if issue.better else ""
    return {
        "ruleId": finding["code"],
        "level": LEVELS[Severity(finding["severity"])],
        "message": {"text": message_of(plain(finding["message"]) + better)},
        "locations": _locations(issue.pair),
        "partialFingerprints": {_FINGERPRINT: issue.fingerprint},
        "suppressions": [{"kind": "external", "justification": plain(finding.get("reason") or KNOWN)}]
        if finding["suppressed"]
        else [],
        "properties": {
            "check": finding["check"],
            "category": finding["category"],
            "severity": finding["severity"],
            "confidence": finding["confidence"],
            "source": [plain(text) for text in issue.texts("source")],
            "target": [plain(text) for text in issue.texts("target")],
        },
    }


def _unusable(pair: Pair) -> dict[str, Any]:
    return {
        "ruleId": _UNUSABLE["id"],
        "level": "error",
        "message": {"text": message_of(plain(pair.error))},
        "locations": _locations(pair),
        "partialFingerprints": {_FINGERPRINT: identity(pair.file, pair.id, pair.error)},
    }


def _locations(pair: Pair) -> list[dict[str, Any]]:
    place: dict[str, Any] = {"artifactLocation": {"uri": uri_of(pair.file)}}
    if pair.line:
        place["region"] = {"startLine": pair.line}
    return [{"physicalLocation": place, "logicalLocations": [{"name": plain(pair.id)}]}]
