"""Each line is a segment: for texts that were segmented elsewhere."""

from __future__ import annotations

from dataclasses import replace

from mtcheck.document import Document, Paragraph, Segment
from mtcheck.spans import Span


def segment(document: Document) -> Document:
    """The document with a segment for every line, empty ones too, so that indexes are line numbers from 0."""
    lines = document.text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    segments = []
    start = 0
    for index, line in enumerate(lines):
        segments.append(Segment(index, Span(start, start + len(line)), 0))
        start += len(line) + 1
    return replace(document, segments=tuple(segments), paragraphs=(Paragraph(Span(0, len(document.text))),))
