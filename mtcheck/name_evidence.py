"""What in a translation renders a known name by which the thing is not known: by letters, sound, meaning, words."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from mtcheck import renderings
from mtcheck.article import Article, Pair
from mtcheck.gazetteers import Entity
from mtcheck.names import Form, Mention
from mtcheck.naming_kinds import QUOTED_KINDS, REPORTED, Kind, marked
from mtcheck.near_names import misspelling
from mtcheck.renderings import Rendering
from mtcheck.text.candidates import Candidate
from mtcheck.text.words import fold, is_abbreviation, is_unspaced, words
from mtcheck.word_for_word import by_words

# How far words that say what a name says are a rendering of it.
WORDS = 0.55
# How much less sure a rendering is that is just alike enough.
FAINT = 0.1
# Kinds whose names have the very words that they have: bodies are often called by others, "Technology" for "Technical".
STRICT = frozenset({"party", "place"})


def by_evidence(
    article: Article, pair: Pair, mention: Mention, meant: tuple[Entity, ...], kind: Kind
) -> Rendering | None:
    """The phrase that renders a name in other words or letters, if any does."""
    if is_abbreviation(pair.source.text[mention.start : mention.end] if pair.source else ""):
        return None
    lang = article.target_language.code
    if kind.letters is not None:
        rendering = renderings.by_spelling(article, pair, mention, meant)
        if rendering is not None and rendering.likeness >= kind.letters:
            variant = renderings.variant(rendering.candidate.text, meant, lang, reordered=True)
            return None if variant else rendering
    if kind.sound is not None and all(entity.weight >= REPORTED for entity in meant):
        rendering = renderings.by_sound(article, pair, mention, meant)
        if rendering is not None and rendering.likeness >= kind.sound:
            return rendering
    rendering = misspelling(article, pair, mention, meant) if kind.near else None
    return rendering or _in_other_words(article, pair, mention, meant, kind)


def _in_other_words(
    article: Article, pair: Pair, mention: Mention, meant: tuple[Entity, ...], kind: Kind
) -> Rendering | None:
    """The phrase that says what the name says."""
    lang = article.target_language.code
    rendering = _by_meaning(article, pair, mention, meant, kind)
    if rendering is not None:
        fine = renderings.variant(rendering.candidate.text, meant, lang, strict=kind.name in STRICT)
        return None if fine else rendering
    if kind.name in QUOTED_KINDS and pair.source is not None and marked(pair.source, mention):
        rendering = by_words(article, pair, mention, meant)
        if rendering is not None and not renderings.variant(rendering.candidate.text, meant, lang):
            return Rendering(rendering.candidate, WORDS * rendering.likeness)
    return None


def _by_meaning(
    article: Article, pair: Pair, mention: Mention, meant: tuple[Entity, ...], kind: Kind
) -> Rendering | None:
    """The phrase that is alike enough in meaning."""
    if (kind.meaning is None and kind.faint is None) or mention.form is Form.SHORT or pair.source is None:
        return None
    written = renderings.bare(pair.source, mention.start, mention.end)
    # A number is no word: "Россия 1" may have become "Russia".
    several = sum(not part.isdecimal() for part in written.split()) > 1
    if kind.meaning is None and not several and not is_unspaced(written[:1]):
        return None
    rendering = renderings.by_meaning(article, pair, mention, several=several and not kind.one_word)
    if rendering is None or (kind.meaning is not None and rendering.likeness >= kind.meaning):
        return rendering
    if kind.faint is None or rendering.likeness < kind.faint:
        return None
    if not _names_nothing_else(article, pair, rendering.candidate, meant):
        return None
    return Rendering(rendering.candidate, rendering.likeness - FAINT)


def _names_nothing_else(article: Article, pair: Pair, found: Candidate, meant: tuple[Entity, ...]) -> bool:
    """Whether a phrase of several words, no more than the right name has, names nothing else that the tables know."""
    assert pair.target is not None
    small = article.target_language.function_words
    count = _content(found.text, small)
    lang = article.target_language.code
    longest = max((_content(form, small) for entity in meant for form in entity.accepted(lang)), default=0)
    if not 1 < count <= longest or any(entity.weight < REPORTED for entity in meant if entity.kind == "place"):
        return False
    return not any(
        one.start < found.end
        and found.start < one.end
        and (
            (one.start <= found.start and found.end <= one.end)
            or one.form is Form.DEMONYM
            or one.kind in {"office", "person"}
        )
        for one in article.mentions(pair.target)
        if one.form is not Form.WRONG
    )


def _content(phrase: str, small: AbstractSet[str]) -> int:
    return sum(fold(word.text) not in small for word in words(phrase))
