"""Which clauses of a pair say the same."""

from __future__ import annotations

from collections import Counter

from mtcheck.article import Article, Pair
from mtcheck.clause_spans import Clause, clauses
from mtcheck.coverage.view import view

# Words of a clause that must have their counterparts in one clause of the other side, and that may in another.
SHARED = 2


def counterpart(article: Article, pair: Pair, own: Clause) -> Clause | None:
    """The clause of the translation that says what a clause of the source says, None where that is not sure.

    Words of the dictionary, names and numbers tell it.
    """
    assert pair.source is not None
    assert pair.target is not None
    seen = view(article, pair)
    if seen is None:
        return None
    theirs = clauses(pair.target)
    votes: Counter[int] = Counter()
    for place, links in seen.source.links.items():
        if own.start <= seen.source.words[place].start < own.end:
            starts = [seen.target.words[other].start for other in links]
            in_clauses = {index for index, one in enumerate(theirs) for start in starts if one.start <= start < one.end}
            if len(in_clauses) == 1:
                votes.update(in_clauses)
    for number in pair.source.numbers:
        if own.start <= number.span.start < own.end:
            same = [other for other in pair.target.numbers if other.value == number.value]
            votes.update(
                index
                for other in same[:1]
                for index, one in enumerate(theirs)
                if len(same) == 1 and one.start <= other.span.start < one.end
            )
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < SHARED or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return theirs[ranked[0][0]]
