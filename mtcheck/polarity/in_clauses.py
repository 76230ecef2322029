"""A negator of the source weighed within its clause: in a long sentence one word hardly counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtcheck.article import Article, Pair, Text
from mtcheck.clause_spans import clause_at, clauses
from mtcheck.likeness import vectors
from mtcheck.polarity.reading import affirmed
from mtcheck.text.cues import Cue
from mtcheck.text.polarity_words import PolarityWords

# Clauses of the translation that may render one of the source.
MOST = 3


class Weighed(NamedTuple):
    """By how much a clause is more like its counterpart without its negator, and their cosine with it."""

    gain: float
    likeness: float


def weighed(article: Article, pair: Pair, cue: Cue, lexicon: PolarityWords) -> Weighed | None:
    """A negator of the source in its clause; the clauses of the translation most like it count. None without any."""
    source, target = pair.source, pair.target
    if source is None or target is None or article.encoder is None:
        return None
    clause = clause_at(source, cue.start)
    said = source.text[clause.start : clause.end]
    bare = affirmed(said, cue._replace(start=cue.start - clause.start, end=cue.end - clause.start), lexicon)
    options = list(dict.fromkeys(_stretches(target)))
    known = vectors(article, [said, bare, *options])
    likeness = {one: (float(known[one] @ known[said]), float(known[one] @ known[bare])) for one in options}
    if not likeness:
        return None
    best = max(likeness.values(), key=sum)
    return Weighed(best[1] - best[0], best[0])


def _stretches(text: Text) -> Iterator[str]:
    """One to three neighbouring clauses each."""
    found: Sequence[tuple[int, int]] = clauses(text)
    for first in range(len(found)):
        for last in range(first, min(first + MOST, len(found))):
            yield text.text[found[first][0] : found[last][1]]
