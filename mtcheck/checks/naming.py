"""What the checks of names have in common: from a misnomer to a finding."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Draft
from mtcheck.misnomers import Kind, listed, misnomers, names_of

LISTED = 0.75


def drafts(article: Article, kind: Kind, noun: str) -> Iterator[Draft]:
    """Misnomers of a kind as findings; without a source, the renderings of several words that the tables list as wrong."""
    lang = article.target_language.code
    if article.source is None:
        for text, mention, entities in listed(article, kind.name):
            if not mention.single:
                yield Draft(
                    f"“{text.text[mention.start : mention.end]}” is a literal rendering; "
                    f"{noun} is known as {names_of(entities, lang)}.",
                    (text.place(mention.start, mention.end),),
                    LISTED,
                    suggestion=entities[0].preferred(lang),
                )
        return
    for one in misnomers(article, kind):
        assert one.pair.source is not None
        assert one.pair.target is not None
        yield Draft(
            f"“{one.found}” is not what “{one.written}” of the source is called; "
            f"{noun} is known as {names_of(one.entities, lang)}.",
            (one.pair.target.place(one.start, one.end), one.pair.source.place(one.mention.start, one.mention.end)),
            one.confidence,
            suggestion=one.entities[0].preferred(lang),
        )
