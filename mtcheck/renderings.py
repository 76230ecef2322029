"""What stands in the translation where the name of a known thing should stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import mtcheck.text.candidates as name_like
from mtcheck.article import Article, Pair, Text
from mtcheck.gazetteers import Entity
from mtcheck.names import Form, Mention
from mtcheck.text.candidates import Candidate
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.words import fold, is_abbreviation, words

# Longest phrase of the source, in words, that may be what a candidate renders.
SOURCE_WINDOW = 5
# Share of letters from which a word in capitals is an abbreviation of the source in other letters ("KhDS", "HDS").
LETTERS = 0.75
# Share of letters from which a phrase counts as a variant of a name and not as a wrong one.
VARIANT = 0.9


@dataclass(frozen=True, slots=True)
class Rendering:
    """A phrase of the translation and how sure it is that it renders the name, in [0, 1]."""

    candidate: Candidate
    likeness: float


def accepted(article: Article, pair: Pair, entities: Sequence[Entity], reach: int = 1) -> bool:
    """Whether an accepted form of one of the entities stands in the translation, up to `reach` pairs away."""
    ids = {entity.id for entity in entities}
    targets = [near.target for near in article.nearby(pair, reach) if near.target is not None]
    return any(
        mention.form is not Form.WRONG and any(entity.id in ids for entity in mention.entities)
        for target in targets
        for mention in article.mentions(target)
    ) or any(_in_compound(target, entities) for target in targets)


def _in_compound(text: Text, entities: Sequence[Entity]) -> bool:
    """Whether a compound ends an accepted name: "Facebook-enabled", "World Bank-backed"."""
    if "-" not in text.text:
        return False
    bare = f" {fold(text.text.replace('-', ' '))} "
    return any(f" {fold(name)} " in bare for entity in entities for name in entity.accepted(text.language.code))


def known_wrong(article: Article, text: Text, entities: Sequence[Entity]) -> Mention | None:
    """A rendering in the text that the tables list as wrong for one of the entities."""
    ids = {entity.id for entity in entities}
    for mention in article.mentions(text):
        if mention.form is Form.WRONG and any(entity.id in ids for entity in mention.entities):
            return mention
    return None


def by_meaning(article: Article, pair: Pair, mention: Mention) -> Rendering | None:
    """The name-like phrase of the translation that is nearest in meaning to the name, and to nothing else there."""
    if article.encoder is None or pair.source is None or pair.target is None:
        return None
    options = list(_options(article, pair, mention))
    if not options:
        return None
    source = pair.source
    names = list(dict.fromkeys([source.text[mention.start : mention.end], *_forms(mention.entities, article)]))
    others = list(_other_phrases(article, pair, mention))
    vectors = article.encoder.encode([*(option.text for option in options), *names, *others])
    candidates, rest = vectors[: len(options)], vectors[len(options) :]
    likeness = (candidates @ rest[: len(names)].T).max(axis=1)
    rivals = (candidates @ rest[len(names) :].T).max(axis=1) if others else likeness * 0
    best = max(
        range(len(options)),
        key=lambda index: (likeness[index] - max(0.0, rivals[index] - likeness[index]), options[index].quoted),
    )
    if rivals[best] >= likeness[best]:
        return None
    return Rendering(options[best], float(likeness[best]))


def by_letters(article: Article, text: Text, form: str, entities: Sequence[Entity]) -> Rendering | None:
    """An abbreviation written letter by letter in another alphabet, and not an accepted one: ХДС -> HDS."""
    language = article.source_language
    if language is None or not language.romanisation or not is_abbreviation(form):
        return None
    romanised = romanise(form, language.romanisation)
    stem = text.language.stem
    fine = {stem(name) for entity in entities for name in entity.accepted(text.language.code)}
    for word in text.words:
        alike = is_abbreviation(word.text) and stem(word.text) not in fine
        if alike and len(word.text) >= len(form) and spelling(romanised, word.text) >= LETTERS:
            return Rendering(Candidate(word.text, word.start, word.end, quoted=False), 0.95)
    return None


def by_spelling(article: Article, pair: Pair, mention: Mention, entities: Sequence[Entity]) -> Rendering | None:
    """The name-like phrase that is spelled most like the name, as it is or letter by letter from another alphabet."""
    if pair.source is None or pair.target is None or article.source_language is None:
        return None
    lang = article.target_language.code
    written = pair.source.text[mention.start : mention.end]
    forms = [form for entity in entities for form in entity.accepted(lang) if not is_abbreviation(form)]
    if article.source_language.romanisation:
        forms.append(romanise(written, article.source_language.romanisation))
    best: Rendering | None = None
    for option in _options(article, pair, mention):
        likeness = max((spelling(option.text, form) for form in forms), default=0.0)
        if best is None or likeness > best.likeness:
            best = Rendering(option, likeness)
    return best


def variant(found: str, entities: Sequence[Entity], lang: str) -> bool:
    """Whether a phrase of several words differs from an accepted name by little, as usage does."""
    forms = (name for entity in entities for name in entity.accepted(lang))
    return " " in found and any(spelling(found, form) >= VARIANT for form in forms)


def explained(article: Article, pair: Pair, by: Mention | None = None) -> list[tuple[int, int]]:
    """Places in the translation that name something which the source of this passage names, too, other than at `by`."""
    ids = {
        entity.id
        for near in article.nearby(pair)
        if near.source is not None
        for mention in article.mentions(near.source)
        if mention is not by
        for entity in mention.entities
    } - {entity.id for entity in (by.entities if by else ())}
    found = article.mentions(pair.target) if pair.target else []
    return [
        (mention.start, mention.end)
        for mention in found
        if mention.form is not Form.WRONG and any(entity.id in ids for entity in mention.entities)
    ]


def _options(article: Article, pair: Pair, mention: Mention) -> Iterator[Candidate]:
    """Name-like phrases that are not known names of things that the source mentions."""
    known = explained(article, pair, mention)
    text = pair.target
    if text is None:
        return
    language = text.language
    for option in name_like.candidates(text.text, text.words, language.function_words, language.quotes):
        inside = any(start < option.end and option.start < end for start, end in known)
        content = [word for word in words(option.text) if fold(word.text) not in language.function_words]
        if not inside and content:
            yield option


def _forms(entities: Sequence[Entity], article: Article) -> Iterator[str]:
    codes = [article.target_language.code, "native", "en"] + (
        [article.source_language.code] if article.source_language else []
    )
    for entity in entities:
        for code in codes:
            yield from entity.names.get(code, ())[:2]
            yield from entity.wrong.get(code, ())


def _other_phrases(article: Article, pair: Pair, mention: Mention) -> Iterator[str]:
    """Phrases of the source that a candidate may render instead: neither the name nor any that is rendered well."""
    source = pair.source
    if source is None:
        return
    taken = [(mention.start, mention.end)]
    taken += [(other.start, other.end) for other in article.mentions(source) if accepted(article, pair, other.entities)]
    free = [word for word in source.words if not any(start < word.end and word.start < end for start, end in taken)]
    for first in range(len(free)):
        for last in range(first, min(first + SOURCE_WINDOW, len(free))):
            start, end = free[first].start, free[last].end
            if not any(start < other_end and other_start < end for other_start, other_end in taken):
                yield source.text[start:end]
