"""Segmenters: a document's paragraphs into sentences.

The rules in `text.sentence_boundaries` decide most places in every language; the library in SPLITTERS is asked about
the others. Languages without one are split by the rules alone.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from mtcheck.document import Document, Segment
from mtcheck.segmenters import with_pysbd, with_razdel, with_syntok
from mtcheck.spans import Span
from mtcheck.text import sentence_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtcheck.document import Paragraph
    from mtcheck.text.sentence_boundaries import Splitter

__all__ = ["SPLITTERS", "segment"]

SPLITTERS: dict[str, Splitter] = {
    "ru": with_razdel.starts,
    "uk": with_razdel.starts,
    "bg": with_razdel.starts,
    "en": with_syntok.starts,
    "de": with_pysbd.starts,
    "fr": with_pysbd.starts,
    "es": with_pysbd.starts,
    "it": with_pysbd.starts,
    "nl": with_pysbd.starts,
    "pl": with_pysbd.starts,
    "da": with_pysbd.starts,
    "el": with_pysbd.starts,
    "sk": with_pysbd.starts,
}

# Words that each part of a headline needs to count as a sentence: "What now? Nobody knows" stays whole.
_HEADLINE_WORDS = 4


def segment(document: Document) -> Document:
    """The document with its segments: each non-blank character of a paragraph lies in exactly one, in order."""
    segments: list[Segment] = []
    for index, paragraph in enumerate(document.paragraphs):
        for span in _spans(document.text, paragraph, document.lang):
            segments.append(Segment(len(segments), span, index))
    return replace(document, segments=tuple(segments))


def _spans(text: str, paragraph: Paragraph, lang: str | None) -> Iterator[Span]:
    """The sentences of one paragraph, as spans of the whole text."""
    piece = paragraph.span.of(text)
    starts = [0, *_starts(piece, lang)]
    if paragraph.kind == "headline":
        starts = _sentences_of_headline(piece, starts)
    for start, end in zip(starts, [*starts[1:], len(piece)], strict=True):
        sentence = piece[start:end]
        cut = [0, *sentence_boundaries.cuts(sentence), len(sentence)]
        for low, high in pairwise(cut):
            part = sentence[low:high]
            bare = part.strip()
            if bare:
                begin = paragraph.span.start + start + low + len(part) - len(part.lstrip())
                yield Span(begin, begin + len(bare))


@lru_cache(maxsize=2048)
def _starts(piece: str, lang: str | None) -> tuple[int, ...]:
    """Kept for articles that are checked again after an edit, and for sources that have several translations."""
    return tuple(sentence_boundaries.sentence_starts(piece, lang, SPLITTERS.get(lang or "")))


def _sentences_of_headline(piece: str, starts: list[int]) -> list[int]:
    """The starts, or only the first if one of the sentences would be no more than a phrase."""
    parts = [piece[start:end] for start, end in zip(starts, [*starts[1:], len(piece)], strict=True)]
    return starts if all(_count_words(part) >= _HEADLINE_WORDS for part in parts) else starts[:1]


def _count_words(text: str) -> int:
    """Words, where Chinese and Japanese characters, which no spaces separate, count as a half each."""
    return len(text.split()) + sum("\u3040" <= char <= "\u9fff" for char in text) // 2
