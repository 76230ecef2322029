"""party-title-mistranslated: a party under a name that nobody calls it by."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example, Fixes
from mtcheck.checks.naming import SURE, continued_drafts, right_name
from mtcheck.finding import Applicability, Manner
from mtcheck.misnomers import listed, misnomers, names_of
from mtcheck.mqm import Severity
from mtcheck.naming_kinds import Kind, beside, in_quotes
from mtcheck.party_guesses import guesses

KIND = Kind("party", near=True, cues="party_words", meaning=0.6)


def find(article: Article) -> Iterator[Draft]:
    """With a source: each party named there. Without: known wrong names, and party-like names near a known one."""
    if article.source is None:
        yield from _without_source(article)
        return
    yield from continued_drafts(article, KIND.name, "the party")
    lang = article.target_language.code
    for one in misnomers(article, KIND):
        assert one.pair.source is not None
        assert one.pair.target is not None
        names = names_of(one.entities, lang)
        right, applicability = right_name(one.entities, one.found, lang)
        yield Draft(
            f"“{one.found}” is not a name of the party called “{one.written}” in the source; it is known as {names}.",
            (one.pair.target.place(one.start, one.end), one.pair.source.place(one.mention.start, one.mention.end)),
            one.confidence,
            suggestion=right,
            applicability=applicability,
        )


def _without_source(article: Article) -> Iterator[Draft]:
    lang = article.target_language.code
    reported: set[tuple[int, int]] = set()
    for text, mention, parties in listed(article, KIND.name):
        cue = in_quotes(text, mention) or beside(text, mention.start, mention.end, text.language.party_words)
        if mention.single and not cue:
            continue
        reported.add((text.span.start, mention.start))
        found = text.text[mention.start : mention.end]
        right, applicability = right_name(parties, found, lang)
        yield Draft(
            f"“{found}” is a literal rendering of a party's name; it is known as {names_of(parties, lang)}.",
            (text.place(mention.start, mention.end),),
            0.9 if cue else 0.8,
            suggestion=right,
            applicability=applicability,
        )
    for pair in article.pairs:
        for guess in guesses(article, pair.target) if pair.target else ():
            assert pair.target is not None
            if (pair.target.span.start, guess.start) not in reported:
                yield Draft(
                    f"No party is called “{guess.text}”; perhaps {names_of(guess.parties, lang)} is meant.",
                    (pair.target.place(guess.start, guess.end),),
                    guess.confidence,
                    suggestion=guess.parties[0].preferred(lang),
                    applicability=Applicability.NONE,
                )


CHECK = Check(
    code="TRM101",
    name="party-title-mistranslated",
    category="terminology/wrong-term",
    severity=Severity.CRITICAL,
    needs="target",
    what="A political party stands under a name by which it is not known in the language of the translation.",
    why="Readers cannot tell which party is meant; a literally translated title can even name another party.",
    limits="Only parties in the reference tables. Without the source, a guess names two candidates where one is not sure.",
    examples=(
        Example(
            "Deputies of Unconquered France voted against.",
            fires=True,
            source="Депутаты «Непокорённой Франции» голосовали против.",
        ),
        Example(
            "Deputies of La France Insoumise voted against.",
            fires=False,
            source="Депутаты «Непокорённой Франции» голосовали против.",
        ),
        Example("The party saw its support fall.", fires=False, source="«Альтернатива для Германии» теряет поддержку."),
    ),
    find=find,
    fixes=Fixes(Applicability.SAFE, least=SURE, manner=Manner.TITLE),
)
