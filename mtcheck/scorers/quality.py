"""A first estimate of quality from source and translation alone: likeness of meaning, less what was found.

The curve maps a cosine of the default encoder to [0, 100]; it was laid through the medians of good and unrelated pairs
(see docs/measurements.md). Findings take off points by MQM severity, weighted by confidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from mtcheck.finding import Finding
from mtcheck.mqm import Severity

VERSION = "1"
MIDDLE, STEEPNESS = 0.38, 9.0
POINTS = {Severity.CRITICAL: 35.0, Severity.MAJOR: 18.0, Severity.MINOR: 4.0, Severity.NEUTRAL: 0.0}


def likeness(similarity: float) -> float:
    """A cosine in [-1, 1] as a share of full marks in (0, 1); grows with it."""
    return 1.0 / (1.0 + math.exp(-STEEPNESS * (similarity - MIDDLE)))


def pair_quality(similarity: float | None, findings: Sequence[Finding]) -> float | None:
    """Quality of one pair in [0, 100]; a further finding never raises it. None without a similarity."""
    if similarity is None:
        return None
    lost = sum(POINTS[finding.severity] * finding.confidence for finding in findings)
    return round(100.0 * likeness(similarity) * math.exp(-lost / 60.0), 2)


def document_quality(parts: Sequence[tuple[float | None, int]]) -> float | None:
    """Mean of the pairs' qualities weighted by length; `parts` are (quality, characters)."""
    known = [(quality, weight) for quality, weight in parts if quality is not None and weight]
    total = sum(weight for _, weight in known)
    return round(sum(quality * weight for quality, weight in known) / total, 2) if total else None
