"""Known things of the source that stand in the translation under a name that is not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from mtcheck import renderings
from mtcheck.article import Article, Pair, Text
from mtcheck.gazetteers import Entity
from mtcheck.languages import Language
from mtcheck.name_evidence import by_evidence
from mtcheck.names import Form, Mention
from mtcheck.naming_kinds import QUOTED_KINDS, WELL_KNOWN, Kind, in_quotes, is_name, marked
from mtcheck.near_names import misspelling
from mtcheck.text.candidates import Candidate
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.words import fold, is_abbreviation

# Likeness from which a phrase is a rendering even where the right name stands in the next sentence.
BESIDE = 0.85
# Bodies of these "countries" act everywhere; ANYWHERE stands for all countries without an entry of their own.
EVERYWHERE = frozenset({"UN", "EU"})
ANYWHERE = "ZZ"
# A country that an article names so many times less often than another is not the one that a name belongs to.
MUCH_RARER = 4
# Names of a country from which an article is about it, and not about one that it does not name.
SPOKEN_OF = 3
# How sure it is that a listed wrong rendering is one, where a name may be of several kinds.
LISTED = 0.85
# How sure it is that a namesake's name is wrong.
NAMESAKE = 0.8
# How sure it is that a name of several words with a slip is one.
MISSPELT = 0.8
# Share of letters from which a name of the source's own country is written as it sounds, which is usage.
SOUNDS = 0.8
# The language of which every table has names.
ENGLISH = "en"
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Misnomer:
    """A name of the source, what stands for it at `[start, end)` of the pair's translation, and how sure that is."""

    pair: Pair
    mention: Mention
    entities: tuple[Entity, ...]
    start: int
    end: int
    confidence: float

    @property
    def written(self) -> str:
        """The name as the source has it."""
        return self.pair.source.text[self.mention.start : self.mention.end] if self.pair.source else ""

    @property
    def found(self) -> str:
        """What the translation has."""
        return self.pair.target.text[self.start : self.end] if self.pair.target else ""


def misnomers(article: Article, kind: Kind) -> Iterator[Misnomer]:
    """All of one kind; one for a place in the translation."""
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        places: set[tuple[int, int]] = set()
        for mention in article.mentions(pair.source):
            meant = plausible(article, pair.source, mention, kind.name)
            if not meant:
                found = _listed_wrong(article, pair, mention, kind.name)
            elif is_name(article, pair.source, mention, meant, kind):
                found = _judge(article, pair, mention, meant, kind)
            else:
                continue
            if found is not None and (found.start, found.end) not in places:
                places.add((found.start, found.end))
                yield found


def _listed_wrong(article: Article, pair: Pair, mention: Mention, kind: str) -> Misnomer | None:
    """A name of things of several kinds, the palace and the presidency: what is listed as wrong is wrong for all."""
    assert pair.target is not None
    meant = tuple(entity for entity in mention.entities if entity.kind == kind)
    if not meant or len(meant) == len(mention.entities) or mention.form is Form.WRONG:
        return None
    wrong = renderings.known_wrong(article, pair.target, meant)
    if wrong is None or wrong.single or renderings.accepted(article, pair, mention.entities, 0):
        return None
    return Misnomer(pair, mention, meant, wrong.start, wrong.end, LISTED)


def plausible(article: Article, text: Text, mention: Mention, kind: str) -> tuple[Entity, ...]:
    """What a name can mean here: things of a country that the article speaks of, or else the one that all know.

    Nothing where the name can as well be that of something of another kind.
    """
    key = ("meant", *text.key, mention.start, mention.end, mention.form)
    if key not in article.kept:
        article.kept[key] = _meant(article, text, mention)
    meant = cast("tuple[Entity, ...]", article.kept[key])
    return meant if all(entity.kind == kind for entity in meant) else ()


def _meant(article: Article, text: Text, mention: Mention) -> tuple[Entity, ...]:
    """The same of things of any kind."""
    if _written_out_otherwise(article, text, mention) and not _spoken_of(article, mention):
        return ()
    living = tuple(entity for entity in mention.entities if entity.weight)
    if mention.single or in_quotes(text, mention):
        living = _by_quotes(text, mention, living)
    here = tuple(entity for entity in living if article.countries[entity.country] or entity.country in EVERYWHERE)
    most = max((article.countries[entity.country] for entity in here), default=0)
    here = tuple(
        entity
        for entity in here
        if entity.country in EVERYWHERE or article.countries[entity.country] * MUCH_RARER >= most
    )
    anywhere = tuple(entity for entity in living if entity.country == ANYWHERE)
    if not _of_main_country(article, here):
        here += anywhere
    home = tuple(entity for entity in living if entity.country in text.language.home)
    if not here and home and len(living) > 1 and _abroad(article, text.language):
        return ()
    here = here or home
    return here or tuple(entity for entity in living if entity.weight >= WELL_KNOWN)


def _spoken_of(article: Article, mention: Mention) -> bool:
    """Whether the source names the country of what is mentioned by anything else."""
    countries = {entity.country for entity in mention.entities}
    ids = {entity.id for entity in mention.entities}
    return any(
        entity.country in countries and entity.id not in ids
        for pair in article.pairs
        if pair.source is not None
        for one in article.mentions(pair.source)
        if not one.single or one.kind == "place"
        for entity in one.entities
    )


def _written_out_otherwise(article: Article, text: Text, mention: Mention) -> bool:
    """Whether an abbreviation stands in brackets behind what it is short for, which is nothing that it can mean."""
    bracketed = text.text[mention.start - 1 : mention.start] == "(" and text.text[mention.end : mention.end + 1] == ")"
    if not bracketed or not is_abbreviation(text.text[mention.start : mention.end]):
        return False
    before = len(text.text[: mention.start - 1].rstrip())
    ids = {entity.id for entity in mention.entities}
    return not any(one.end == before and ids & {entity.id for entity in one.entities} for one in article.mentions(text))


def _of_main_country(article: Article, entities: tuple[Entity, ...]) -> bool:
    """Whether some of them are of the country that an article names most; others may not be what it means."""
    most = max(article.countries.values(), default=0)
    return any(article.countries[entity.country] == most for entity in entities if entity.country not in EVERYWHERE)


def _abroad(article: Article, spoken: Language) -> bool:
    """Whether an article is about other countries than those where its language is at home."""
    most = max(article.countries.values(), default=0)
    return most >= SPOKEN_OF and not any(article.countries[country] for country in spoken.home)


def _by_quotes(text: Text, mention: Mention, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Of a club and its city the one at which quotation marks point, or the lack of them where they are usual."""
    quoted = tuple(entity for entity in entities if entity.kind in QUOTED_KINDS)
    others = tuple(entity for entity in entities if entity.kind not in QUOTED_KINDS)
    if not quoted or not others:
        return entities
    if in_quotes(text, mention):
        return quoted
    return others if text.language.names_in_quotes else entities


def _judge(article: Article, pair: Pair, mention: Mention, meant: tuple[Entity, ...], kind: Kind) -> Misnomer | None:
    assert pair.source is not None
    assert pair.target is not None
    written = pair.source.text[mention.start : mention.end]
    letters = renderings.by_letters(article, pair.target, written, meant)
    if letters is None and renderings.accepted(article, pair, meant, 0):
        return _with_a_slip(article, pair, mention, meant, kind)
    wrong = renderings.known_wrong(article, pair.target, meant)
    if wrong is None and not known_there(meant, article.target_language):
        return None
    other = None if wrong else _of_a_namesake(article, pair, mention, meant)
    if wrong is not None:
        start, end, confidence = wrong.start, wrong.end, 0.95
    elif other is not None and not renderings.accepted(article, pair, meant):
        start, end, confidence = other.start, other.end, NAMESAKE
    else:
        rendering = letters or by_evidence(article, pair, mention, meant, kind)
        if rendering is None or (rendering.likeness < BESIDE and renderings.accepted(article, pair, meant)):
            return None
        found = rendering.candidate
        if _is_another(article, found.text, pair, mention) or _attributive(pair.target, found, meant):
            return None
        # What is in quotation marks is a medium, and no country speaks for it; "la Nación" may be the nation.
        stood_for = kind.name in QUOTED_KINDS and not (kind.name == "medium" and marked(pair.source, mention))
        if stood_for and _is_country(rendering.candidate, meant, article, pair.target):
            return None
        start, end = rendering.candidate.start, rendering.candidate.end
        confidence = min(0.95, 0.25 + rendering.likeness)
    if not all(entity.sure for entity in meant):
        confidence *= 0.85
    return Misnomer(pair, mention, meant, start, end, confidence)


def _with_a_slip(
    article: Article, pair: Pair, mention: Mention, meant: tuple[Entity, ...], kind: Kind
) -> Misnomer | None:
    """A name of several words of which one is misspelt: "Rio de Janiero", of which "Rio" is right."""
    slip = misspelling(article, pair, mention, meant) if kind.near else None
    if slip is None or " " not in slip.candidate.text:
        return None
    return Misnomer(pair, mention, meant, slip.candidate.start, slip.candidate.end, MISSPELT)


def known_there(meant: tuple[Entity, ...], target: Language) -> bool:
    """Whether the tables have names of a thing in the translation's language, as they always have in English."""
    return target.code == ENGLISH or any(
        table.get(target.code) for entity in meant for table in (entity.names, entity.short, entity.surnames)
    )


def _is_another(article: Article, found: str, pair: Pair, mention: Mention) -> bool:
    """Whether what stands there is right for something else of that name, or is how a name at home sounds."""
    assert pair.source is not None
    lang = article.target_language.code
    most = max(article.countries.values(), default=0)
    namesakes = [
        entity
        for entity in _namesakes(article, pair.source, mention)
        # What has that name in a country that is hardly spoken of is no excuse: the Sejm is not Lithuania's.
        if most < SPOKEN_OF or entity.country in {*EVERYWHERE, ANYWHERE} or not _far(article, entity)
    ]
    if any(fold(found) == fold(form) for entity in namesakes for form in entity.accepted(lang)):
        return True
    language = pair.source.language
    written = renderings.bare(pair.source, mention.start, mention.end)
    at_home = all(entity.country in language.home for entity in mention.entities) and not is_abbreviation(written)
    return at_home and spelling(romanise(written, language.romanisation), found) >= SOUNDS


def _attributive(text: Text, found: Candidate, meant: tuple[Entity, ...]) -> bool:
    """Whether it is the beginning of a right name, before another noun: "Territorial Defence troops"."""
    written = fold(found.text)
    after = next((word for word in text.words if word.start >= found.end), None)
    if " " not in written or after is None or text.text[found.end : after.start] != " " or not after.text.islower():
        return False
    if fold(after.text) in text.language.function_words:
        return False
    return any(fold(form).startswith(f"{written} ") for entity in meant for form in entity.accepted(text.language.code))


def _is_country(found: Candidate, meant: tuple[Entity, ...], article: Article, text: Text) -> bool:
    """Whether the name of a country or region stands there, for its government: "Argentina's"; not "Parisian"."""
    name = fold(_POSSESSIVE.sub("", found.text))
    return not is_abbreviation(found.text) and any(
        entity.kind == "place" and entity not in meant and name in map(fold, entity.names.get(text.language.code, ()))
        for one in article.mentions(text)
        if found.start <= one.start and one.end <= found.end
        for entity in one.entities
    )


def _namesakes(article: Article, text: Text, mention: Mention) -> list[Entity]:
    """All that a name can mean, in any form."""
    return [
        entity
        for one in article.mentions(text)
        if (one.start, one.end) == (mention.start, mention.end)
        for entity in one.entities
    ]


def _far(article: Article, entity: Entity) -> bool:
    """Whether the article is about another country than that of the entity."""
    return article.countries[entity.country] * MUCH_RARER < max(article.countries.values(), default=0)


def _of_a_namesake(article: Article, pair: Pair, mention: Mention, meant: tuple[Entity, ...]) -> Mention | None:
    """What the translation calls by the name of its namesake in a country that the article hardly speaks of."""
    assert pair.source is not None
    assert pair.target is not None
    if max(article.countries.values(), default=0) < SPOKEN_OF or any(_far(article, entity) for entity in meant):
        return None
    ids = {entity.id for entity in _namesakes(article, pair.source, mention) if _far(article, entity)}
    ids -= {
        entity.id
        for other in article.mentions(pair.source)
        if other.start != mention.start
        for entity in other.entities
    }
    lang = article.target_language.code
    accepted = [set(fold(form).split()) for entity in meant for form in entity.accepted(lang)]
    for one in article.mentions(pair.target):
        kinds = {entity.kind for entity in one.entities}
        # "Governor" alone is short for the right title as well.
        found = fold(pair.target.text[one.start : one.end]).removesuffix("'s")
        if any(set(found.split()) <= form for form in accepted) or renderings.variant(found, meant, lang):
            continue
        if one.form is not Form.WRONG and kinds == {meant[0].kind} and any(entity.id in ids for entity in one.entities):
            return one
    return None


def listed(article: Article, kind: str) -> Iterator[tuple[Text, Mention, tuple[Entity, ...]]]:
    """Without a source: names in the translation that the tables list as wrong."""
    for pair in article.pairs:
        if pair.target is not None:
            for mention in article.mentions(pair.target):
                meant = tuple(entity for entity in mention.entities if entity.kind == kind)
                if mention.form is Form.WRONG and meant:
                    yield pair.target, mention, meant


def names_of(entities: tuple[Entity, ...], lang: str) -> str:
    """Up to two names for a message: “A” or “B”."""
    names = list(dict.fromkeys(name for entity in entities for name in (entity.preferred(lang),) if name))[:2]
    return " or ".join(f"“{name}”" for name in names)
