"""low-fidelity: a pair that is far less alike than the rest of its article."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.coverage import content_words
from mtcheck.mqm import Severity

# Below this no pair of sentences that say the same was seen; above it the article's own spread decides.
FLOOR, CEILING = 0.15, 0.3
DEVIATIONS = 3.0
FEWEST_PAIRS, FEWEST_WORDS = 5, 4
SPREAD = 0.06


def find(article: Article) -> Iterator[Draft]:
    """Compares each pair's similarity with the article's median, in robust deviations."""
    values = [pair.similarity for pair in article.pairs if pair.similarity is not None]
    limit = FLOOR
    if len(values) >= FEWEST_PAIRS:
        median = statistics.median(values)
        deviation = max(SPREAD, 1.4826 * statistics.median(abs(value - median) for value in values))
        limit = min(CEILING, max(FLOOR, median - DEVIATIONS * deviation))
    for pair in article.pairs:
        if pair.similarity is None or pair.similarity >= limit or pair.source is None or pair.target is None:
            continue
        if min(content_words(pair.source), content_words(pair.target)) < FEWEST_WORDS:
            continue
        yield Draft(
            f"This passage says something other than its source, as far as a comparison of meaning can tell (similarity {pair.similarity:.2f}).",
            (pair.target.whole, pair.source.whole),
            min(0.8, 0.5 + (limit - pair.similarity)),
        )


CHECK = Check(
    code="ACC105",
    name="low-fidelity",
    category="accuracy/mistranslation",
    severity=Severity.MINOR,
    needs="source",
    what="The meaning of a passage is much farther from its source than is usual in the article.",
    why="A fallback for faults that no other check names: invented or garbled sentences.",
    limits="Similarity of meaning hardly sees single wrong words. Silent where another check points at the same passage.",
    examples=(
        Example(
            "Cooking is a wonderful hobby for the whole family.",
            fires=True,
            source="Совет Безопасности отклонил проект резолюции по Йемену.",
        ),
        Example(
            "The Security Council rejected the draft resolution on Yemen.",
            fires=False,
            source="Совет Безопасности отклонил проект резолюции по Йемену.",
        ),
    ),
    find=find,
)
