"""How much more alike a pair would be with another text on one side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from mtcheck.article import Article, Pair


class Variant(NamedTuple):
    """A pair with one of its texts changed."""

    pair: Pair
    source: str
    target: str


def vectors(article: Article, texts: Iterable[str]) -> Mapping[str, Any]:
    """The vectors of these and earlier texts; all that are new are encoded in one call."""
    assert article.encoder is not None
    known = cast("dict[str, Any]", article.kept.setdefault(("polarity-vectors",), {}))
    new = list(dict.fromkeys(text for text in texts if text not in known))
    if new:
        known.update(zip(new, article.encoder.encode(new), strict=True))
    return known


def gains(article: Article, variants: Sequence[Variant]) -> list[float | None]:
    """By how much the cosine of each pair grows, None where it is not known."""
    if article.encoder is None:
        return [None] * len(variants)
    asked = [one for one in variants if one.pair.similarity is not None]
    known = vectors(article, (text for one in asked for text in (one.source, one.target))) if asked else {}
    return [
        None if one.pair.similarity is None else float(known[one.source] @ known[one.target]) - one.pair.similarity
        for one in variants
    ]
