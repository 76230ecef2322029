"""An article for tests of what checks see: sentences aligned one to one, without an encoder."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.alignment import Link
from mtcheck.article import Article
from mtcheck.config import Config
from mtcheck.document import Document, Segment
from mtcheck.pipeline import Engine
from mtcheck.spans import Span


def document(sentences: Sequence[str], lang: str) -> Document:
    """A document of one paragraph in which each sentence is a segment."""
    segments, start = [], 0
    for number, sentence in enumerate(sentences):
        segments.append(Segment(number, Span(start, start + len(sentence)), 0))
        start += len(sentence) + 1
    return Document(name="", text=" ".join(sentences), segments=tuple(segments), lang=lang)


def article(source: Sequence[str], target: Sequence[str], langs: tuple[str, str] = ("ru", "en")) -> Article:
    """Sentences of both sides, as many on the one as on the other."""
    links = [Link((number,), (number,), 1.0) for number in range(len(source))]
    engine = Engine(Config(source_lang=langs[0], target_lang=langs[1]))
    return engine._article(document(source, langs[0]), document(target, langs[1]), links, [None] * len(links), None)
