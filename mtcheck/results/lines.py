"""A line of output as data, and what a run needs to know of it."""

from __future__ import annotations

import json
from typing import Any

from mtcheck.mqm import Severity
from mtcheck.workers import Outcome


def parse(line: str | bytes) -> dict[str, Any]:
    """The data of a line; raises `ValueError` where it is not one of `mtcheck corpus`."""
    data = json.loads(line)
    whole = isinstance(data, dict) and isinstance(data.get("id"), str)
    if not whole or not (isinstance(data.get("error"), str) or isinstance(data.get("findings"), list)):
        message = "not a line that mtcheck corpus wrote"
        raise ValueError(message)
    return data  # type: ignore[no-any-return]


def outcome(line: str, data: dict[str, Any], langs: tuple[str, str] | None, file: str = "", at: int = 0) -> Outcome:
    """The outcome of a line that was written before."""
    if "error" in data:
        return Outcome(line, error=True, file=file, at=at)
    found = [one for one in data["findings"] if not one["suppressed"]]
    return Outcome(
        line,
        error=False,
        severities=tuple(Severity(one["severity"]) for one in found),
        quality=data["scores"]["quality"],
        checks=tuple(str(one["check"]) for one in found),
        langs=langs,
        stale=len(data.get("stale", ())),
        file=file,
        at=at,
    )
