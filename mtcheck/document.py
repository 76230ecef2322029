"""A text with its structure: what readers make and segmenters refine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mtcheck.spans import Span

ParagraphKind = Literal["headline", "heading", "body", "item"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of text; `span` leaves out surrounding white space and list or heading marks."""

    span: Span
    kind: ParagraphKind = "body"


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence. `id` is its index in the document, `paragraph` the index of its paragraph."""

    id: int
    span: Span
    paragraph: int


@dataclass(frozen=True, slots=True)
class Document:
    """One side of an article.

    `text` is the text as read; every offset that mtcheck reports counts its code points.
    `lang` is an ISO 639-1 code once known; `encoding` is None for text that was not decoded from bytes.
    `warnings` are sentences for people.
    """

    name: str
    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    segments: tuple[Segment, ...] = ()
    lang: str | None = None
    encoding: str | None = None
    warnings: tuple[str, ...] = ()

    def segment_text(self, index: int) -> str:
        """The text of one segment."""
        return self.segments[index].span.of(self.text)

    def segment_texts(self) -> list[str]:
        """The texts of all segments, in order."""
        return [segment.span.of(self.text) for segment in self.segments]
