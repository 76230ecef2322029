"""What stands in the translation where the name of a known thing should stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import mtcheck.text.candidates as name_like
from mtcheck.article import Article, Pair, Text
from mtcheck.gazetteers import Entity
from mtcheck.languages import language
from mtcheck.names import Form, Mention
from mtcheck.text.candidates import Candidate
from mtcheck.text.quotes import parse
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.words import fold, is_abbreviation, words

# Longest phrase of the source, in words, that may be what a candidate renders.
SOURCE_WINDOW = 5
# Share of letters from which a word in capitals is an abbreviation of the source in other letters ("KhDS", "HDS").
LETTERS = 0.75
# Letters from which a name can be found inside another.
SHORTEST = 2
# Letters by which two long words are forms of one: technical, technology.
STEM = 5
# Words of a name with "of", from which on the last may stand first.
LEAST_WORDS = 3
# Letters by which a word is a form of a place's name: Crimean.
BEGINNING = 4
_VOWELS = frozenset("aeiouy")
_ALIKE = str.maketrans("cz", "ss")


@dataclass(frozen=True, slots=True)
class Rendering:
    """A phrase of the translation and how sure it is that it renders the name, in [0, 1]."""

    candidate: Candidate
    likeness: float


def accepted(article: Article, pair: Pair, entities: Sequence[Entity], reach: int = 1) -> bool:
    """Whether an accepted form of one of the entities stands in the translation, up to `reach` pairs away.

    In a neighbour only one more than its own source asks for counts: what stands there for a name that is there, too,
    does not stand for this one.
    """
    ids = frozenset(entity.id for entity in entities)
    if pair.target is not None and _stands(article, pair.target, entities, ids):
        return True
    for near in article.nearby(pair, reach):
        if near is pair or near.target is None:
            continue
        asked = _named(article, near.source, ids) if near.source is not None else 0
        if _named(article, near.target, ids) > asked or (not asked and _stands(article, near.target, entities, ids)):
            return True
    return False


def _named(article: Article, text: Text, ids: frozenset[str]) -> int:
    """At how many places of a text one of the entities is named, by a form that is not wrong."""
    return len(
        {
            mention.start
            for mention in article.mentions(text)
            if mention.form is not Form.WRONG and any(entity.id in ids for entity in mention.entities)
        }
    )


def _stands(article: Article, text: Text, entities: Sequence[Entity], ids: frozenset[str]) -> bool:
    if _named(article, text, ids) > 0:
        return True
    # "National Movement" inside a wrong name proves nothing.
    wrong = any(
        one.form is Form.WRONG and any(entity.id in ids for entity in one.entities) for one in article.mentions(text)
    )
    return not wrong and _verbatim(text, entities, _relatives(article, text, entities, ids))


def _relatives(article: Article, text: Text, entities: Sequence[Entity], ids: frozenset[str]) -> list[Mention]:
    """Other people who are named in full where somebody is looked for: the surname there is theirs."""
    if not all(entity.kind == "person" for entity in entities):
        return []
    return [
        one
        for one in article.mentions(text)
        if not one.single and all(other.kind == "person" and other.id not in ids for other in one.entities)
    ]


def _verbatim(text: Text, entities: Sequence[Entity], others: Sequence[Mention]) -> bool:
    """Whether an accepted name is part of another one or of a compound: the UN of its Assembly, "Facebook-enabled".

    What belongs to the names of `others` does not count.
    """
    row = text.folded
    if others:
        free = [word for word in text.words if not any(one.start <= word.start < one.end for one in others)]
        row = f" {' '.join(fold(word.text) for word in free)} "
    bare = row.replace("-", " ") if "-" in row else row
    return any(
        f" {name} " in row or f" {name} " in bare
        for entity in entities
        for name in map(fold, entity.accepted(text.language.code))
        if len(name) >= SHORTEST
    )


def known_wrong(article: Article, text: Text, entities: Sequence[Entity]) -> Mention | None:
    """A rendering in the text that the tables list as wrong for one of the entities."""
    ids = {entity.id for entity in entities}
    for mention in article.mentions(text):
        if mention.form is Form.WRONG and any(entity.id in ids for entity in mention.entities):
            return mention
    return None


def by_meaning(article: Article, pair: Pair, mention: Mention, *, several: bool = False) -> Rendering | None:
    """The name-like phrase of the translation that is nearest in meaning to the name, and to nothing else there.

    One of `several` words, if so asked.
    """
    if article.encoder is None or pair.source is None or pair.target is None:
        return None
    options = [one for one in _options(article, pair, mention) if not several or " " in one.text]
    if not options:
        return None
    source = pair.source
    names = list(dict.fromkeys([bare(source, mention.start, mention.end), *_forms(mention.entities, article)]))
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


def bare(text: Text, start: int, end: int) -> str:
    """A name without what only says what it is: Данас of «газета „Данас“»."""
    name = text.text[start:end]
    inside = [(first, last) for first, last in parse(text.text, text.language.quotes).spans if start < first < end]
    return text.text[inside[0][0] + 1 : min(inside[0][1] - 1, end)] if inside else name


def by_letters(article: Article, text: Text, form: str, entities: Sequence[Entity]) -> Rendering | None:
    """An abbreviation kept letter by letter, and not an accepted one: ХДС -> HDS, OTAN -> OTAN."""
    language = article.source_language
    if language is None or not is_abbreviation(form):
        return None
    same = language.script == text.language.script
    if not same and not language.romanisation:
        return None
    romanised = form if same else romanise(form, language.romanisation)
    stem = text.language.stem
    fine = {stem(name) for entity in entities for name in entity.accepted(text.language.code)}
    fine |= {stem(_initials(name)) for entity in entities for name in entity.names.get(text.language.code, ())}
    least = 1.0 if same else LETTERS
    for word in text.words:
        alike = is_abbreviation(word.text) and stem(word.text) not in fine
        if alike and len(word.text) >= len(form) and spelling(romanised, word.text) >= least:
            return Rendering(Candidate(word.text, word.start, word.end, quoted=False), 0.95)
    return None


def _initials(name: str) -> str:
    """The abbreviation that a name would have: DA of the Democratic Alliance."""
    return "".join(word.text[0] for word in words(name) if word.text[0].isupper())


def by_spelling(article: Article, pair: Pair, mention: Mention, entities: Sequence[Entity]) -> Rendering | None:
    """The name-like phrase that is spelled most like the name, as it is or letter by letter from another alphabet."""
    if pair.source is None or pair.target is None or article.source_language is None:
        return None
    lang = article.target_language.code
    written = pair.source.text[mention.start : mention.end]
    forms = [form for entity in entities for form in entity.accepted(lang) if not is_abbreviation(form)]
    if article.source_language.romanisation:
        forms.append(romanise(written, article.source_language.romanisation))
    return _most_like(_options(article, pair, mention), forms)


def by_sound(article: Article, pair: Pair, mention: Mention, entities: Sequence[Entity]) -> Rendering | None:
    """The phrase that has the name as it sounds in the source ("Nitsa" for Nice), and is like no accepted form."""
    if pair.source is None or pair.target is None or article.source_language is None:
        return None
    known = {(one.start, one.end) for one in article.mentions(pair.target) if one.form is not Form.WRONG}
    starts = {
        fold(word.text)[:BEGINNING]
        for entity in entities
        for form in entity.accepted(article.target_language.code)
        for word in words(form)
    }
    options = [
        option
        for option in _options(article, pair, mention)
        if not any(start < option.end and option.start < end for start, end in known)
        and fold(option.text)[:BEGINNING] not in starts
    ]
    source = article.source_language
    forms = [pair.source.text[mention.start : mention.end]]
    forms += [form for entity in entities for form in entity.names.get(source.code, ())]
    return _most_like(options, [romanise(form, source.romanisation) for form in forms])


def _most_like(options: Iterable[Candidate], forms: Sequence[str]) -> Rendering | None:
    best: Rendering | None = None
    for option in options:
        likeness = max((spelling(option.text, form) for form in forms), default=0.0)
        if best is None or likeness > best.likeness:
            best = Rendering(option, likeness)
    return best


def variant(
    found: str, entities: Sequence[Entity], lang: str, *, reordered: bool = False, strict: bool = False
) -> bool:
    """Whether a phrase of several words is an accepted name but for spelling: Defence, Defense; not Civic, Civil.

    What stands behind "of" may stand before the rest, "the Armenian Union" for "the Union of Armenia"; `reordered` asks
    for this alone. With `strict` other endings count: "Northern Carolina" is not North Carolina.
    """
    small = language(lang).function_words
    row = [_skeleton(word.text) for word in words(found) if fold(word.text) not in small]
    return len(row) > 1 and any(
        _same(row, [_skeleton(word) for word in order if fold(word) not in small], strict=strict)
        for entity in entities
        for form in entity.accepted(lang)
        for order in [*_orders([word.text for word in words(form)], small)][reordered:]
    )


def _orders(form: Sequence[str], small: AbstractSet[str]) -> Iterator[Sequence[str]]:
    yield form
    # Not behind "of the": the "Democratic Party of the People" is not the People's Democratic Party.
    if len(form) > LEAST_WORDS and fold(form[-2]) in small and fold(form[-3]) not in small and form[-1][:1].isupper():
        yield [form[-1], *form[:-2]]


def _same(left: Sequence[tuple[str, str]], right: Sequence[tuple[str, str]], *, strict: bool) -> bool:
    return len(left) == len(right) and all(
        one == other or (one.removesuffix("s") == other.removesuffix("s") if strict else start == beginning)
        for (one, start), (other, beginning) in zip(left, right, strict=True)
    )


def _skeleton(word: str) -> tuple[str, str]:
    """What British and American spellings share: consonants, with s for c and z; and how a long word begins."""
    folded = fold(word)
    consonants = "".join(char for char in folded.translate(_ALIKE) if char.isalnum() and char not in _VOWELS)
    return consonants, folded[:STEM] if len(folded) > STEM else folded


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


def _titles(article: Article, text: Text) -> set[tuple[int, int]]:
    """Where a text has titles of office, which may run into a name: "leader of the Party" of the Peoples."""
    return {(one.start, one.end) for one in article.mentions(text) if one.kind == "office"}


def _options(article: Article, pair: Pair, mention: Mention) -> Iterator[Candidate]:
    """Name-like phrases that are not known names of things that the source mentions."""
    known = explained(article, pair, mention)
    text = pair.target
    if text is None:
        return
    language, titles = text.language, _titles(article, text)
    for option in name_like.candidates(text.text, text.words, language.function_words, language.quotes):
        inside = any(
            start < option.end and option.start < end
            if (start, end) not in titles
            else start <= option.start and option.end <= end
            for start, end in known
        )
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
