"""party-title-mistranslated: a party under a name that nobody calls it by."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck import renderings
from mtcheck.article import Article, Pair, Text
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.finding import Location
from mtcheck.gazetteers import Entity
from mtcheck.mqm import Severity
from mtcheck.names import Form, Mention
from mtcheck.party_guesses import guesses
from mtcheck.text.quotes import parse
from mtcheck.text.words import fold

KIND = "party"
MEANING = 0.6
WELL_KNOWN, SHORT = 3, 2


def find(article: Article) -> Iterator[Draft]:
    """With a source: each party named there. Without: known wrong names, and party-like names near a known one."""
    if article.source is None:
        yield from _without_source(article)
        return
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        places: set[Location] = set()
        for mention in article.mentions(pair.source):
            parties = _plausible(article, mention)
            if parties and _is_party(article, pair.source, mention, parties):
                for draft in _judge(article, pair, mention, parties):
                    if draft.locations[0] not in places:
                        places.add(draft.locations[0])
                        yield draft


def _plausible(article: Article, mention: Mention) -> tuple[Entity, ...]:
    """The parties that a name can mean here: of a country that the article speaks of, or else the one that all know.

    None where the name can as well be that of something else.
    """
    living = tuple(entity for entity in mention.entities if entity.weight)
    meant = tuple(entity for entity in living if article.countries[entity.country])
    meant = meant or tuple(entity for entity in living if entity.weight >= WELL_KNOWN)
    return meant if all(entity.kind == KIND for entity in meant) else ()


def _judge(article: Article, pair: Pair, mention: Mention, parties: tuple[Entity, ...]) -> Iterator[Draft]:
    assert pair.source is not None and pair.target is not None  # noqa: PT018 - the caller has seen to it
    written = pair.source.text[mention.start : mention.end]
    letters = renderings.by_letters(article, pair.target, written, parties)
    if letters is None and renderings.accepted(article, pair, parties):
        return
    wrong = renderings.known_wrong(article, pair.target, parties)
    if wrong is not None:
        start, end, confidence = wrong.start, wrong.end, 0.95
    else:
        rendering = letters or renderings.by_meaning(article, pair, mention)
        if rendering is None or rendering.likeness < MEANING:
            return
        if letters is None and not mention.single and " " not in rendering.candidate.text:
            return
        start, end, confidence = (
            rendering.candidate.start,
            rendering.candidate.end,
            min(0.95, 0.25 + rendering.likeness),
        )
    found = pair.target.text[start:end]
    names = _names(parties, article.target_language.code)
    yield Draft(
        f"“{found}” is not a name of the party called “{written}” in the source; it is known as {names}.",
        (pair.target.place(start, end), pair.source.place(mention.start, mention.end)),
        confidence if all(party.sure for party in parties) else confidence * 0.85,
        suggestion=parties[0].preferred(article.target_language.code),
    )


def _names(parties: tuple[Entity, ...], lang: str) -> str:
    names = list(dict.fromkeys(name for party in parties for name in (party.preferred(lang),) if name))[:2]
    return " or ".join(f"“{name}”" for name in names)


def _is_party(article: Article, text: Text, mention: Mention, parties: tuple[Entity, ...]) -> bool:
    """One word ("Centre") is a party only in quotation marks, beside a word like "party", or if named in full elsewhere.

    An abbreviation must be that of a well-known party, or be explained by the article.
    """
    if mention.form is Form.WRONG:
        return False
    if mention.form is Form.SHORT:
        known = len(parties) == 1 and parties[0].weight >= WELL_KNOWN and mention.end - mention.start > SHORT
        return known or _in_full(article, mention) or beside_party_word(text, mention.start, mention.end)
    if not mention.single:
        return True
    says_so = any(
        text.text[mention.start : mention.end].casefold().endswith(word) for word in text.language.party_words
    )
    return (
        says_so
        or in_quotes(text, mention)
        or beside_party_word(text, mention.start, mention.end)
        or _in_full(article, mention)
    )


def in_quotes(text: Text, mention: Mention) -> bool:
    """Whether the mention is all that stands between two quotation marks."""
    return any(
        (start + 1, end - 1) == (mention.start, mention.end)
        for start, end in parse(text.text, text.language.quotes).spans
    )


def beside_party_word(text: Text, start: int, end: int) -> bool:
    """Whether a word such as "party" stands next to the place, on either side."""
    before = [word for word in text.words if word.end <= start][-2:]
    after = [word for word in text.words if word.start >= end][:1]
    return any(fold(word.text) in text.language.party_words for word in (*before, *after))


def _in_full(article: Article, mention: Mention) -> bool:
    ids = {entity.id for entity in mention.entities}
    return any(
        not other.single and other.form is Form.NAME and any(entity.id in ids for entity in other.entities)
        for pair in article.pairs
        if pair.source is not None
        for other in article.mentions(pair.source)
    )


def _without_source(article: Article) -> Iterator[Draft]:
    lang = article.target_language.code
    reported: set[tuple[int, int]] = set()
    for pair in article.pairs:
        if pair.target is None:
            continue
        for mention in article.mentions(pair.target):
            parties = tuple(entity for entity in mention.entities if entity.kind == KIND)
            if mention.form is not Form.WRONG or not parties:
                continue
            cue = in_quotes(pair.target, mention) or beside_party_word(pair.target, mention.start, mention.end)
            if mention.single and not cue:
                continue
            reported.add((pair.index, mention.start))
            yield Draft(
                f"“{pair.target.text[mention.start : mention.end]}” is a literal rendering of a party's name; it is known as {_names(parties, lang)}.",
                (pair.target.place(mention.start, mention.end),),
                0.9 if cue else 0.8,
                suggestion=parties[0].preferred(lang),
            )
        for guess in guesses(article, pair.target):
            if (pair.index, guess.start) not in reported:
                yield Draft(
                    f"No party is called “{guess.text}”; perhaps {_names(guess.parties, lang)} is meant.",
                    (pair.target.place(guess.start, guess.end),),
                    guess.confidence,
                    suggestion=guess.parties[0].preferred(lang),
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
)
