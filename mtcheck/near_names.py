"""Known names of which the translation has a letter or two wrong: "Novosibersk"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from mtcheck import renderings
from mtcheck.article import Article, Pair
from mtcheck.dictionaries import dictionary
from mtcheck.gazetteers import Entity
from mtcheck.naming_kinds import REPORTED
from mtcheck.renderings import Rendering
from mtcheck.text.candidates import candidates
from mtcheck.text.words import fold

# The language of the dictionary whose other side lists ordinary words.
OTHER = "ru"
# Letters of a name of which one may be wrong, and of one of which two may be.
SHORTEST, LONG = 6, 10
# The ending of names of lands that their adjectives lack.
_ABSTRACT = "y"
# How sure it is that a word is the name, misspelt.
LIKELY = 0.6


def misspelling(article: Article, pair: Pair, entities: Sequence[Entity]) -> Rendering | None:
    """The phrase of the translation that is but a slip away from an accepted name, and no word of its own."""
    assert pair.target is not None
    lang = article.target_language.code
    if any(entity.weight < REPORTED for entity in entities):
        return None
    known = [(one.start, one.end) for one in article.mentions(pair.target)]
    named = renderings.explained(article, pair)
    ordinary = dictionary(lang, OTHER)
    here = {fold(word.text) for word in pair.source.words} if pair.source is not None else set()
    forms = {fold(form) for entity in entities for form in entity.accepted(lang) if len(form) >= SHORTEST}
    found = []
    text, language = pair.target, pair.target.language
    for option in candidates(text.text, text.words, language.function_words, language.quotes):
        free = not any(start <= option.start and option.end <= end for start, end in known)
        free &= not any(start < option.end and option.start < end for start, end in named)
        written = fold(option.text)
        if free and written not in here and option.text.lower() not in ordinary:
            found += [(slips, option) for slips in _slips(written, forms)]
    if not found:
        return None
    best = min(found, key=lambda one: one[0])[1]
    return None if renderings.variant(best.text, entities, lang) else Rendering(best, LIKELY)


def _is_derived(written: str, form: str) -> bool:
    """Whether a word is the name without its ending: Tuscan, Tuscany."""
    return form.startswith(written) and (len(written) < len(form) - 1 or form.endswith(_ABSTRACT))


def _slips(written: str, forms: set[str]) -> Iterator[int]:
    """How many letters of a phrase are wrong in each name that it may be; an ending more or less is no slip."""
    for form in forms:
        most = 2 if len(form) >= LONG else 1
        if written[0] != form[0] or written.startswith(form) or _is_derived(written, form):
            continue
        slips = OSA.distance(written, form, score_cutoff=most)
        if 0 < slips <= most and written.count(" ") == form.count(" "):
            yield slips
