"""The same figure set against something else: by 5 % and to 5 %, above and below it, a month and a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.article import Article, Pair, Text
from mtcheck.mqm import Severity
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import Quantity, compatible, hits, quantities
from mtcheck.spans import Span

LIKELY = 0.8
OPPOSITE = {"by": "to", "to": "by", "under": "over", "over": "under"}
# What makes the words before a figure mean something else: "filled to 85 %", "not below".
EXCEPTIONS = {"change": "level", "bound": "not"}
REASONS = {
    "change": "one is the change, the other where it ends",
    "bound": "one is below the figure, the other above it",
}
# Characters between a figure and what it is counted by: "25 narrow-body aircraft a month".
NEAR = 40
_BLANKS = frozenset({"", " ", "\u00a0"})
Marked = tuple[Quantity, str, Span]


def comparison_faults(article: Article, pair: Pair) -> Iterator[Fault]:
    """Figures that stay the same and are said of another thing."""
    if pair.source is None or pair.target is None:
        return
    for topic in ("change", "bound"):
        source, target = _before(article, pair.source, topic), _before(article, pair.target, topic)
        for left, kind, span in source:
            wrong = [place for one, other, place in target if _same(left, one) and other == OPPOSITE[kind]]
            right = [place for one, other, place in target if _same(left, one) and other == kind]
            others = [other for one, other, _ in source if one is not left and _same(left, one)]
            if len(wrong) == 1 and not right and OPPOSITE[kind] not in others:
                yield Fault("number-mismatch", pair, span, wrong[0], REASONS[topic], LIKELY, severity=Severity.MAJOR)
    yield from _rates(article, pair)


def _before(article: Article, text: Text, topic: str) -> list[Marked]:
    """The figures with a word of a topic right before them; none where an exception stands in the text."""
    words = hits(article, text).get(topic, ())
    if not words or any(hit.value == EXCEPTIONS[topic] for hit in words):
        return []
    return [
        (one, hit.value, Span(hit.start, one.span.end))
        for one in _figures(article, text)
        for hit in words
        if hit.end <= one.span.start and text.text[hit.end : one.span.start] in _BLANKS
    ]


def _figures(article: Article, text: Text) -> Sequence[Quantity]:
    return [one for one in quantities(article, text) if not one.implied and one.number is not None]


def _same(left: Quantity, right: Quantity) -> bool:
    return bool({*left.readings} & {*right.readings}) and compatible(left.things, right.things)


def _rates(article: Article, pair: Pair) -> Iterator[Fault]:
    """So much in another time, where each side has one such rate and the figure is the same."""
    assert pair.source is not None
    assert pair.target is not None
    left, right = _per(article, pair.source), _per(article, pair.target)
    if len({kind for _, kind, _ in left}) != 1 or len({kind for _, kind, _ in right}) != 1:
        return
    one, kind, span = left[0]
    same = [place for other, period, place in right if period != kind and _same(one, other)]
    if len(same) == 1:
        reason = "the time in which it happens differs"
        yield Fault("unit-mismatch", pair, span, same[0], reason, LIKELY, severity=Severity.MAJOR)


def _per(article: Article, text: Text) -> list[Marked]:
    found: list[Marked] = []
    for hit in hits(article, text).get("rate", ()):
        before = [one for one in _figures(article, text) if one.span.end <= hit.start]
        if before and hit.start - before[-1].span.end <= NEAR and "," not in text.text[before[-1].span.end : hit.start]:
            found.append((before[-1], hit.value, Span(hit.start, hit.end)))
    return found
