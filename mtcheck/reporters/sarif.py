"""Findings in SARIF 2.1.0, the OASIS standard for results of static analysis.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from mtcheck import __version__
from mtcheck.checks import CHECKS
from mtcheck.checks.base import Check
from mtcheck.checks.text import explanation
from mtcheck.finding import Finding
from mtcheck.mqm import Severity
from mtcheck.places import Place, Placed, file_name, placed
from mtcheck.presentation import KNOWN, notes, plain
from mtcheck.report import Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "error", Severity.MINOR: "warning", Severity.NEUTRAL: "note"}
# Of a fingerprint: the algorithm may change, so its name carries a version.
_FINGERPRINT = "mtcheckFinding/v1"


def render(report: Report) -> str:
    """One run with all articles; every check is a rule, with its documentation as help."""
    rules = _rules(report)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "mtcheck", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(report)}],
        "artifacts": _artifacts(report),
        "results": [_result(one, numbers) for document in report.documents for one in placed(document)],
        "properties": {
            "signature": report.signature,
            "documents": [
                {
                    "target": uri_of(file_name(document.target.name)),
                    "verdict": document.verdict,
                    "quality": document.scores.quality,
                    "similarity": document.scores.similarity,
                }
                for document in report.documents
            ],
        },
    }
    text = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8") + "\n"


def _rules(report: Report) -> list[dict[str, Any]]:
    """All checks, then what findings name besides them, as those of a plug-in do."""
    rules = {check.code: rule_of(check) for check in CHECKS}
    for document in report.documents:
        for finding in document.findings:
            rules.setdefault(finding.code, {"id": finding.code, "name": finding.check})
    return list(rules.values())


def rule_of(check: Check) -> dict[str, Any]:
    """A check as a rule, with its documentation as help."""
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": message_of(check.what)},
        "fullDescription": {"text": message_of(f"{check.what} {check.why}")},
        "help": {
            "text": message_of(explanation(check)),
            "markdown": message_of(f"{check.what}\n\n**Why it matters.** {check.why}\n\n**Limits.** {check.limits}"),
        },
        "defaultConfiguration": {"level": LEVELS[check.severity]},
        "properties": {
            "tags": ["translation", *check.category.split("/")],
            "severity": str(check.severity),
            "problem.severity": {"error": "error", "warning": "warning", "note": "recommendation"}[
                LEVELS[check.severity]
            ],
        },
    }


def _result(one: Placed, numbers: Mapping[str, int]) -> dict[str, Any]:
    finding, main = one.finding, one.main
    others = [place for place in one.places if place is not main]
    result = {
        "ruleId": finding.code,
        "ruleIndex": numbers[finding.code],
        "level": LEVELS[finding.severity],
        "message": {"text": message_of(plain(finding.message))},
        "locations": [{"physicalLocation": _physical(main)}],
        "partialFingerprints": {_FINGERPRINT: one.fingerprint},
        "suppressions": [{"kind": "external", "justification": KNOWN}] if finding.suppressed else [],
        "properties": {
            "check": finding.check,
            "category": finding.category,
            "severity": str(finding.severity),
            "confidence": finding.confidence,
        },
    }
    if others:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _physical(place),
                "message": {"text": f"in the {'source' if place.side == 'source' else 'translation'}"},
            }
            for number, place in enumerate(others, 1)
        ]
    if finding.suggestion is not None and main.side == "target":
        result["fixes"] = [_fix(finding, main)]
    return result


def _physical(place: Place) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": uri_of(place.file)},
        "region": {**_region(place), "snippet": {"text": place.text}},
    }


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _fix(finding: Finding, main: Place) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(main), "insertedContent": {"text": finding.suggestion}}
    return {"artifactChanges": [{"artifactLocation": {"uri": uri_of(main.file)}, "replacements": [replacement]}]}


def _artifacts(report: Report) -> list[dict[str, Any]]:
    """All texts as they were read: what lines and columns count in, also where a file is HTML or Word."""
    texts = {
        (uri_of(file_name(text.name)), side): text
        for document in report.documents
        for side, text in (("source", document.source), ("target", document.target))
        if text is not None
    }
    return [
        {
            "location": {"uri": uri},
            "contents": {"text": text.text},
            "properties": {"language": text.lang, "side": side},
        }
        for (uri, side), text in texts.items()
    ]


def _notifications(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "level": "note",
            "message": {"text": message_of(note)},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri_of(file_name(document.target.name))}}}],
        }
        for document in report.documents
        for note in notes(document)
    ]


def message_of(text: str) -> str:
    """A text as a message: braces are placeholders and brackets links in SARIF's messages (3.11.5, 3.11.6)."""
    text = text.replace("{", "{{").replace("}", "}}")
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def uri_of(file: str) -> str:
    """The address of a file, relative where its path is."""
    path = PurePath(file)
    name = file.encode("utf-8", "surrogateescape" if _escaped(file) else "replace")
    return f"file://{quote(name)}" if path.is_absolute() else quote(name)


def _escaped(file: str) -> bool:
    """Whether a path stands for bytes that are not UTF-8, as the system hands them over."""
    return all(not 0xD800 <= ord(char) <= 0xDFFF or 0xDC80 <= ord(char) <= 0xDCFF for char in file)
