"""All faults of an article's quantities, each once: of several that touch the same words the most particular stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mtcheck.article import Article, Pair
from mtcheck.quantities.bounds import bound_faults
from mtcheck.quantities.calendar import calendar_faults
from mtcheck.quantities.counted import counted_faults
from mtcheck.quantities.dateline import dateline_faults
from mtcheck.quantities.directions import direction_faults
from mtcheck.quantities.durations import duration_faults
from mtcheck.quantities.exchanged import exchanged_faults
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.figures import figure_faults
from mtcheck.quantities.frequencies import frequency_faults
from mtcheck.quantities.marks import mark_faults
from mtcheck.quantities.multiples import multiple_faults
from mtcheck.quantities.ordinals import ordinal_faults
from mtcheck.quantities.shares import share_faults
from mtcheck.spans import Span

_ALL_BUT_FIGURES = (
    counted_faults,
    calendar_faults,
    dateline_faults,
    direction_faults,
    multiple_faults,
    share_faults,
    bound_faults,
    mark_faults,
    frequency_faults,
    duration_faults,
    exchanged_faults,
    ordinal_faults,
)
_KEY = ("quantity faults",)


def faults(article: Article, check: str) -> list[Fault]:
    """The faults that the check of this name reports, in the order of the article."""
    found = article.kept.get(_KEY)
    if found is None:
        found = article.kept[_KEY] = [fault for pair in article.pairs for fault in _of_pair(article, pair)]
    assert isinstance(found, list)
    return [fault for fault in found if fault.check == check]


def _of_pair(article: Article, pair: Pair) -> Iterator[Fault]:
    """The figures come last, since what explains a difference better has taken its words by then."""
    if pair.source is None or pair.target is None:
        return
    found = article.once_near(pair, "quantity faults", lambda: _all_but_figures(article, pair))
    kept = [replace(fault, pair=pair) for fault in found]
    yield from kept
    yield from (fault for fault in figure_faults(article, pair) if not _known(fault, kept))


def _all_but_figures(article: Article, pair: Pair) -> list[Fault]:
    kept: list[Fault] = []
    for find in _ALL_BUT_FIGURES:
        kept += [fault for fault in find(article, pair) if not _known(fault, kept)]
    return kept


def _known(fault: Fault, kept: Sequence[Fault]) -> bool:
    return any(_overlap(fault.source, other.source) or _overlap(fault.target, other.target) for other in kept)


def _overlap(left: Span | None, right: Span | None) -> bool:
    return left is not None and right is not None and left.overlaps(right)
