"""Findings as a code quality report of GitLab.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from mtcheck.mqm import Severity
from mtcheck.places import Placed, placed
from mtcheck.presentation import KNOWN, advice, plain
from mtcheck.report import Report

SEVERITIES = {
    Severity.CRITICAL: "critical",
    Severity.MAJOR: "major",
    Severity.MINOR: "minor",
    Severity.NEUTRAL: "info",
}


def render(report: Report) -> str:
    """A JSON array with an object for each finding; one known from a baseline is informative only."""
    entries = [_entry(one) for document in report.documents for one in placed(document)]
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _entry(one: Placed) -> dict[str, Any]:
    finding, main = one.finding, one.main
    better = advice(finding)
    known = f" ({KNOWN})" if finding.suppressed else ""
    path = path_of(main.file)
    return {
        "description": plain(finding.message) + (f" → {better}" if better is not None else "") + known,
        "check_name": finding.check,
        "fingerprint": _fingerprint(path, one.fingerprint),
        "severity": "info" if finding.suppressed else SEVERITIES[finding.severity],
        "categories": [finding.category],
        "location": {"path": path, "lines": {"begin": main.line, "end": main.end_line}},
    }


def path_of(file: str) -> str:
    """GitLab wants paths of the repository without "./" before them."""
    return plain(file).removeprefix("./")


def _fingerprint(path: str, name: str) -> str:
    """Of a finding in its file: the report of a whole repository has each only once."""
    return hashlib.blake2b(f"{path}\x1f{name}".encode(), digest_size=16).hexdigest()
