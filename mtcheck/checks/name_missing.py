"""name-missing: a person, place or body of the source that is nowhere in the translation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.absent import absent
from mtcheck.article import Article, Pair
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.counterparts import missing
from mtcheck.exchanges import Exchange, exchanges
from mtcheck.finding import Location
from mtcheck.mqm import Severity
from mtcheck.renderings import accepted
from mtcheck.source_names import SourceName, held_places, source_names
from mtcheck.standins import is_place
from mtcheck.unfounded import Unfounded, unfounded

KNOWN, UNKNOWN, ELSEWHERE = 0.8, 0.7, 0.55
# What may stand behind the last word of a headline.
_CLOSING = " \t\n\"'”’“»)"


def find(article: Article) -> Iterator[Draft]:
    """Names of the source for which nothing in the translation of the passage can stand, or that of another thing."""
    unproved: dict[int, list[SourceName]] = {}
    for pair, name in absent(article):
        unproved.setdefault(pair.index, []).append(name)
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        turned = exchanges(article, pair)
        for one in turned:
            yield _draft(article, pair, one.name, [one])
        names = [name for name in source_names(article, pair.source) if not _among(name, [one.name for one in turned])]
        lost = [name for name in names if missing(article, pair, name)]
        lost += [
            name for name in unproved.get(pair.index, ()) if not _among(name, [*names, *(one.name for one in turned)])
        ]
        instead = unfounded(article, pair, lost) if lost else []
        for name in lost:
            if not instead and _may_be_understood(article, pair, name):
                continue
            fitting = [one for one in instead if one.instead_of(name)]
            yield _draft(article, pair, name, fitting if len(lost) == 1 else [])
        for name in () if lost or turned else held_places(article, pair.source):
            # Most titles keep their country: the costlier search begins only where one is missing.
            gone = missing(article, pair, name)
            others = [one for one in unfounded(article, pair, [name]) if one.kinds == {"place"}] if gone else []
            if len(others) == 1:
                yield _draft(article, pair, name, others)


def _among(name: SourceName, found: Sequence[SourceName]) -> bool:
    return any(one.start < name.end and name.start < one.end for one in found)


def _draft(article: Article, pair: Pair, name: SourceName, instead: Sequence[Unfounded | Exchange]) -> Draft:
    assert pair.source is not None
    assert pair.target is not None
    written = pair.source.text[name.start : name.end]
    places: list[Location] = [pair.source.place(name.start, name.end)]
    message = (
        f"“{written}” of the source is nowhere in the translation of this passage: no word there can stand for it."
    )
    if len(instead) == 1:
        other = instead[0]
        places.insert(0, pair.target.place(other.start, other.end))
        found = pair.target.text[other.start : other.end]
        message = f"“{found}” stands where the source has “{written}”, and cannot be a form of that name."
    known = len({entity.preferred(article.target_language.code) for entity in name.entities}) == 1
    elsewhere = not instead and _elsewhere(article, name)
    return Draft(
        message,
        tuple(places),
        ELSEWHERE if elsewhere else KNOWN if name.entities else UNKNOWN,
        suggestion=name.entities[0].preferred(article.target_language.code) if known else None,
        severity=Severity.MINOR if elsewhere else None,
    )


def _may_be_understood(article: Article, pair: Pair, name: SourceName) -> bool:
    """Whether the translation names it elsewhere, and readers know it here: in a headline, or the country at home."""
    assert pair.target is not None
    main = article.countries.most_common(1)
    home = is_place(name) and any(entity.country == main[0][0] for entity in name.entities) if main else False
    headline = pair.index == 0 and pair.target.text.rstrip(_CLOSING)[-1:].isalnum()
    return (headline or home) and _elsewhere(article, name)


def _elsewhere(article: Article, name: SourceName) -> bool:
    """Whether the translation has the name in other passages, so that a pronoun may stand here."""
    return bool(name.entities) and any(accepted(article, pair, name.entities, 0) for pair in article.pairs)


CHECK = Check(
    code="ACC302",
    name="name-missing",
    category="accuracy/omission/name",
    severity=Severity.MAJOR,
    needs="source",
    what="A person, place or body that the source names is not named in the translation, or another one is named instead.",
    why="Who did something and where is the first thing a reader of news wants to know.",
    limits="Names in tables in all languages; others where their spelling tells, so far in Russian and in languages with Latin letters. "
    "A translator who writes “the minister” for a name, and names him nowhere else, is flagged, too.",
    examples=(
        Example("The report was presented by the deputy.", fires=True, source="Доклад представил Алексей Круглов."),
        Example(
            "The report was presented by Alexei Kruglov.", fires=False, source="Доклад представил Алексей Круглов."
        ),
        Example("The march began in Lublin.", fires=True, source="Марш начался в Гамбурге."),
        Example("The march began in the Hanseatic port of Hamburg.", fires=False, source="Марш начался в Гамбурге."),
    ),
    find=find,
)
