"""What the checks of names have in common: from a misnomer to a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.article import Article, Pair
from mtcheck.checks.base import Draft
from mtcheck.continued import continued
from mtcheck.finding import Applicability
from mtcheck.gazetteers import Entity
from mtcheck.misnomers import listed, misnomers, names_of
from mtcheck.names import Mention
from mtcheck.naming_kinds import Kind
from mtcheck.source_names import SourceName
from mtcheck.strangers import listed_for_strangers, strangers
from mtcheck.text.words import is_abbreviation

LISTED = 0.75
# How sure it is that a word too many makes another name of one.
CONTINUED = 0.75
# From this confidence on a name may be written into the translation without a person.
SURE = 0.8
# Letters beyond which a word in capitals is one of a headline.
LONGEST_ABBREVIATION = 8


def right_name(entities: Sequence[Entity], found: str, lang: str) -> tuple[str | None, Applicability | None]:
    """The name that should stand for what is found, an abbreviation for one; advice only where it is one of several."""
    names = [entity.preferred(lang) for entity in entities]
    if is_abbreviation(found) and " " not in found and len(found) <= LONGEST_ABBREVIATION:
        names = [(*entity.short.get(lang, ()), name)[0] for entity, name in zip(entities, names, strict=True)]
    return names[0], Applicability.NONE if len(set(names)) > 1 else None


def drafts(article: Article, kind: Kind, noun: str) -> Iterator[Draft]:
    """Misnomers of a kind as findings; without a source, the renderings of several words that the tables list as wrong."""
    lang = article.target_language.code
    if article.source is None:
        for text, mention, entities in listed(article, kind.name):
            if not mention.single:
                name, applicability = right_name(entities, text.text[mention.start : mention.end], lang)
                yield Draft(
                    f"“{text.text[mention.start : mention.end]}” is a literal rendering; "
                    f"{noun} is known as {names_of(entities, lang)}.",
                    (text.place(mention.start, mention.end),),
                    LISTED,
                    suggestion=name,
                    applicability=applicability,
                )
        return
    for pair, stranger, mention in listed_for_strangers(article, kind.name):
        yield stranger_draft(pair, stranger, mention, lang)
    yield from continued_drafts(article, kind.name, noun)
    for one in misnomers(article, kind):
        assert one.pair.source is not None
        assert one.pair.target is not None
        name, applicability = right_name(one.entities, one.found, lang)
        yield Draft(
            f"“{one.found}” is not what “{one.written}” of the source is called; "
            f"{noun} is known as {names_of(one.entities, lang)}.",
            (one.pair.target.place(one.start, one.end), one.pair.source.place(one.mention.start, one.mention.end)),
            one.confidence,
            suggestion=name,
            applicability=applicability,
        )


def continued_drafts(article: Article, kind: str, noun: str) -> Iterator[Draft]:
    """Right names with a word too many, which the source does not have."""
    for one in continued(article, kind):
        assert one.pair.source is not None
        assert one.pair.target is not None
        found = one.pair.target.text[one.target_start : one.target_end]
        yield Draft(
            f"“{found}” is more than “{one.pair.source.text[one.start : one.end]}” of the source says; "
            f"{noun} is known as {names_of(one.meant, article.target_language.code)}.",
            (one.pair.target.place(one.target_start, one.target_end), one.pair.source.place(one.start, one.end)),
            CONTINUED,
            suggestion=one.right,
            applicability=Applicability.NONE,
        )


def garbled_strangers(article: Article, kind: str) -> Iterator[Draft]:
    """Names in no table under a spelling that cannot be theirs."""
    for one in strangers(article):
        if one.kind != kind:
            continue
        assert one.pair.source is not None
        assert one.pair.target is not None
        written = one.pair.source.text[one.start : one.end]
        message = f"“{one.word.text}” cannot be a spelling of “{written}”: letters were lost, added or changed."
        if one.through:
            message = (
                f"“{one.word.text}” is “{written}” letter by letter; "
                "a name like that is really spelled otherwise in Latin letters."
            )
        yield Draft(
            message,
            (one.pair.target.place(one.word.start, one.word.end), one.pair.source.place(one.start, one.end)),
            one.confidence,
            suggestion=one.right,
        )


def stranger_draft(pair: Pair, name: SourceName, wrong: Mention, lang: str) -> Draft:
    """A finding of what the tables list as wrong for somebody or something of that name."""
    assert pair.source is not None
    assert pair.target is not None
    found = pair.target.text[wrong.start : wrong.end]
    surnames = wrong.entities[0].surnames if " " not in found else {}
    return Draft(
        f"“{found}” is listed as a wrong rendering of {names_of(wrong.entities, lang)}; "
        f"the source has “{pair.source.text[name.start : name.end]}”.",
        (pair.target.place(wrong.start, wrong.end), pair.source.place(name.start, name.end)),
        LISTED,
        suggestion=(*surnames.get(lang, ()), *surnames.get("en", ()), wrong.entities[0].preferred(lang))[0],
        applicability=Applicability.NONE,
    )
