"""Without a source: party-like names that are near a known party in meaning, but are none of its names."""

from __future__ import annotations

from dataclasses import dataclass

import mtcheck.text.candidates as name_like
from mtcheck.article import Article, Text
from mtcheck.gazetteers import Entity
from mtcheck.names import Form
from mtcheck.text.words import fold, words

# A candidate must be this near to a party's name, and the second-nearest party this much farther off to name only one.
NEAR, CLEAR = 0.66, 0.06
WEIGHT_BONUS = 0.02
# Parties of as many countries are compared, those that the article speaks of most.
COUNTRIES = 4


@dataclass(frozen=True, slots=True)
class Guess:
    """A phrase at `[start, end)` that names no party, and the one or two parties it may stand for."""

    text: str
    start: int
    end: int
    parties: tuple[Entity, ...]
    confidence: float


def guesses(article: Article, text: Text) -> list[Guess]:
    """Name-like phrases right beside a word such as "party", compared with the parties of countries in the text."""
    if article.encoder is None:
        return []
    options = [option for option in _options(article, text) if _beside(text, option.start, option.end)]
    if not options:
        return []
    countries = {country for country, _ in article.countries.most_common(COUNTRIES)}
    parties = [party for party in article.gazetteer.of_kind("party", countries) if party.weight > 0]
    lang = article.target_language.code
    forms = [(party, form) for party in parties for form in (*party.names.get(lang, ()), *party.wrong.get(lang, ()))]
    if not forms:
        return []
    vectors = article.encoder.encode([*(option.text for option in options), *(form for _, form in forms)])
    likeness = vectors[: len(options)] @ vectors[len(options) :].T
    found = []
    for option, row in zip(options, likeness, strict=True):
        best: dict[str, tuple[float, Entity]] = {}
        for (party, _), value in zip(forms, row, strict=True):
            score = float(value) + WEIGHT_BONUS * party.weight
            if score > best.get(party.id, (0.0, party))[0]:
                best[party.id] = (score, party)
        ranked = sorted(best.values(), key=lambda item: -item[0])[:2]
        if ranked and ranked[0][0] >= NEAR:
            sure = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= CLEAR
            chosen = tuple(party for _, party in ranked[: 1 if sure else 2])
            found.append(
                Guess(option.text, option.start, option.end, chosen, min(0.85, ranked[0][0] - (0.0 if sure else 0.1)))
            )
    return found


def _options(article: Article, text: Text) -> list[name_like.Candidate]:
    known = [(mention.start, mention.end) for mention in article.mentions(text) if mention.form is not Form.WRONG]
    language = text.language
    found = name_like.candidates(text.text, text.words, language.function_words, language.quotes)
    return [
        option
        for option in found
        if not any(start < option.end and option.start < end for start, end in known)
        and len([word for word in words(option.text) if fold(word.text) not in language.function_words]) > 1
    ]


def _beside(text: Text, start: int, end: int) -> bool:
    before = [word for word in text.words if word.end <= start][-1:]
    after = [word for word in text.words if word.start >= end][:1]
    return any(fold(word.text) in text.language.party_words for word in (*before, *after))
