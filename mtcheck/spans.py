"""Half-open spans of Unicode code points, the one way in which mtcheck points into a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` in code points of a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            message = f"not a span: [{self.start}, {self.end})"
            raise ValueError(message)

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The slice of `text` that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same span in a text that starts `by` code points earlier."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


class SpanIndex(Generic[T]):
    """Items by the spans they stand at, to find those that overlap a span without looking at all of them."""

    # Wide enough for most spans to lie in one or two buckets, narrow enough for a bucket to hold few.
    WIDTH = 256

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        self._buckets: dict[int, list[tuple[Span, T]]] = {}
        for span, item in items:
            for bucket in self._range(span):
                self._buckets.setdefault(bucket, []).append((span, item))

    def overlapping(self, span: Span) -> Iterator[T]:
        """The items whose spans share a code point with this one; an item may come several times."""
        for bucket in self._range(span):
            for other, item in self._buckets.get(bucket, ()):
                if other.overlaps(span):
                    yield item

    def _range(self, span: Span) -> range:
        return range(span.start // self.WIDTH, max(span.start, span.end - 1) // self.WIDTH + 1)


class LineIndex:
    """Line and column (both from 1) of offsets in one text; lines end at a line feed."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0]
        self._starts += [i + 1 for i, char in enumerate(text) if char == "\n"]

    def position(self, offset: int) -> tuple[int, int]:
        """`(line, column)` of a code point."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
