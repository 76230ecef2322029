"""How often something happens: daily and weekly."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article, Pair, Text
from mtcheck.mqm import Severity
from mtcheck.quantities.durations import counts
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import hits
from mtcheck.spans import Span

LIKELY = 0.85


def frequency_faults(_article: Article, pair: Pair) -> Iterator[Fault]:
    """The one period of each side in which something happens again, where the other side has no word for it."""
    if pair.source is None or pair.target is None:
        return
    left, right = _frequencies(pair.source), _frequencies(pair.target)
    if len(left) != 1 or len(right) != 1 or left.keys() & right.keys():
        return
    ((here, mine),) = left.items()
    ((there, yours),) = right.items()
    if counts(pair.target, here) or counts(pair.source, there):
        return
    yield Fault("date-mismatch", pair, mine, yours, "the periods differ", LIKELY, severity=Severity.MAJOR)


def _frequencies(text: Text) -> dict[str, Span]:
    """Periods with where they stand first; a word with a capital is part of a name: "Daily Mail"."""
    found: dict[str, Span] = {}
    for hit in hits(text).get("frequency", ()):
        if hit.start == 0 or not text.text[hit.start].isupper():
            found.setdefault(hit.value, Span(hit.start, hit.end))
    return found
