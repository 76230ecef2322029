"""The report as JSON, schema `mtcheck/report/1`."""

from __future__ import annotations

import json

from mtcheck.report import Report
from mtcheck.serialise import report_data


def render(report: Report) -> str:
    """Indented JSON with a final line feed; a lone surrogate in a text is written as an escape."""
    text = json.dumps(report_data(report), ensure_ascii=False, indent=1)
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8") + "\n"
