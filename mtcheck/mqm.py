"""Severities and error categories of MQM (https://themqm.org), as far as mtcheck uses them."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """MQM's four severities, gravest first."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    NEUTRAL = "neutral"

    @property
    def penalty(self) -> int:
        """MQM's penalty points (critical 25, major 5, minor 1, neutral 0)."""
        return PENALTY[self]

    def at_least(self, other: Severity) -> bool:
        """Whether this severity is as grave as `other` or graver."""
        return PENALTY[self] >= PENALTY[other]


PENALTY = {Severity.CRITICAL: 25, Severity.MAJOR: 5, Severity.MINOR: 1, Severity.NEUTRAL: 0}
