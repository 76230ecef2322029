"""Whether anything in the translation can stand for a name of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from mtcheck import renderings
from mtcheck.article import Article, Pair, Text
from mtcheck.dictionaries import dictionary
from mtcheck.gazetteers import Entity
from mtcheck.languages import Language
from mtcheck.misnomers import known_there
from mtcheck.name_letters import ALIKE, bases, by_letters, comparable, counterpart, sounds
from mtcheck.names import Form, is_given
from mtcheck.source_names import SourceName, source_names
from mtcheck.standins import (
    by_pronoun,
    in_a_longer_name,
    in_part,
    is_place,
    metonym,
    of_money,
    regnal,
    written_out,
)
from mtcheck.text.similarity import skeleton
from mtcheck.text.words import fold, is_abbreviation, is_capitalised, words

# Letters by which a word of an accepted name is known again in another form: Crimea, Crimean; England, English.
STEM, STEM_OF_PLACE, SHORTEST = 5, 4, 4
# Consonants that show a person's name in the spelling of another language.
SHORTEST_SKELETON = 3
# Cosine from which some phrase of the translation can be the name, translated; of a known one more is asked.
MEANT, MEANT_KNOWN = 0.55, 0.68
LONGEST_PHRASE = 3
_JOINTS = re.compile(r"[-‑'’ʼ.]")


def missing(
    article: Article, pair: Pair, name: SourceName, reach: int = 1, taken: tuple[int, int] | None = None
) -> bool:
    """Whether nothing in the translation, up to `reach` pairs away, can be the name, by any kind of evidence.

    What stands at `taken` in the pair's translation is known to be the name of something else.
    """
    if pair.target is None or article.source_language is None:
        return False
    if name.entities:
        told = (
            (name.translatable and not known_there(name.entities, article.target_language))
            or renderings.accepted(article, pair, name.entities, reach)
            or of_money(pair, name)
            or in_a_longer_name(article, pair, name, taken)
            or metonym(article, pair, name, taken)
        )
    else:
        alike = bool(name.keys) and comparable(article.source_language, article.target_language)
        told = not alike or (name.person and _begun(pair, name, article)) or _by_surname(article, pair, name)
        told = told or regnal(pair, name) or in_part(pair, name) or _before_another(article, pair, name)
    if told:
        return False
    texts = [near.target for near in article.nearby(pair, reach) if near.target is not None]
    free = [_free(article, pair, text, name, taken if text is pair.target else None) for text in texts]
    if (name.entities and _partly(article, free, name)) or _spelled(article, free, name):
        return False
    if by_pronoun(article, pair, name) or _written_out(article, pair, name, taken):
        return False
    return not name.translatable or not _by_meaning(article, pair, name, taken)


def spelled_near(article: Article, pair: Pair, name: SourceName, reach: int = 1) -> bool:
    """Whether a word of the translation, up to `reach` pairs away, is spelled like a word of a name in no table."""
    texts = [near.target for near in article.nearby(pair, reach) if near.target is not None]
    return _spelled(article, [_free(article, pair, text, name, None) for text in texts], name)


def _before_another(article: Article, pair: Pair, name: SourceName) -> bool:
    """Whether it is a word right before a person's name, and so the given name of whom that one names."""
    assert pair.source is not None
    one_word = " " not in pair.source.text[name.start : name.end]
    return one_word and any(
        mention.start == name.end + 1
        and any(entity.kind == "person" for entity in mention.entities)
        and renderings.accepted(article, pair, mention.entities, 0)
        for mention in article.mentions(pair.source)
    )


def _written_out(article: Article, pair: Pair, name: SourceName, taken: tuple[int, int] | None) -> bool:
    assert pair.source is not None
    written = pair.source.text[name.start : name.end]
    if not is_abbreviation(written):
        return False
    if pair.target is not None and any(_same_letters(written, word.text) for word in pair.target.words):
        return True
    return written_out(article, pair, name, _of_other_strangers(article, pair, name), taken)


def _same_letters(left: str, right: str) -> bool:
    """Whether one abbreviation has the letters of another: other languages put the same words in another order."""
    return is_abbreviation(right) and sorted(fold(left)) == sorted(fold(right))


@dataclass(frozen=True, slots=True)
class _Free:
    """A text of the translation, and where words begin that belong to names of other things, however alike."""

    text: Text
    others: AbstractSet[int]
    unlike: AbstractSet[int]


def _free(article: Article, pair: Pair, text: Text, name: SourceName, taken: tuple[int, int] | None) -> _Free:
    at = {word.start for word in text.words if taken[0] <= word.start < taken[1]} if taken else set[int]()
    others = _others(article, text, name, pair.source) | at if name.entities else at
    return _Free(text, others, others if is_place(name) else at)


def _spelled(article: Article, texts: Sequence[_Free], name: SourceName) -> bool:
    """Whether a word is spelled like a word of the name, or like that from which it is derived."""
    assert article.source_language is not None
    parts = _parts(texts) if name.keys else {}
    keys = [base for key in name.keys for base in bases(key, article.source_language)]
    if name.person and article.source_language.script == article.target_language.script == "Latin":
        there = {skeleton(part) for part, capital in parts.items() if capital}
        if any(len(skeleton(key)) >= SHORTEST_SKELETON and skeleton(key) in there for key in keys):
            return True
    return any(by_letters(key, parts, article.source_language, article.target_language) for key in keys)


def _partly(article: Article, texts: Sequence[_Free], name: SourceName) -> bool:
    """Whether a word of an accepted form is there: "the ministry", "Crimean"; one of another name counts nothing."""
    stems = {stem for entity in name.entities for stem in _stems(entity, article.target_language)}
    letters = STEM_OF_PLACE if is_place(name) else STEM
    stems = {stem[:letters] for stem in stems}
    for free in texts:
        for word in free.text.words:
            parts = (word.text, *_JOINTS.split(word.text))
            if word.start not in free.others and any(fold(part)[:letters] in stems for part in parts):
                return True
    return False


def _others(article: Article, text: Text, name: SourceName, source: Text | None) -> set[int]:
    """Where words begin that belong to other known names; those of a place may be part of a body's name.

    What is a word of its own accepted names can be short for it, Magadan for the region; not what the source names
    beside a place: China beside Taiwan.
    """
    beside = {
        entity.id
        for one in (article.mentions(source) if source else ())
        if not (one.start < name.end and name.start < one.end)
        for entity in one.entities
    }
    place = is_place(name)
    own: set[str] | None = None
    found: set[int] = set()
    for one in article.mentions(text):
        if one.form is Form.WRONG or any(entity in name.entities for entity in one.entities):
            continue
        if place and all(entity.kind != "place" for entity in one.entities):
            continue
        # "The market regulator" says what many are.
        if text.text[one.start].islower():
            continue
        if own is None:
            code = article.target_language.code
            forms = (form for entity in name.entities for form in entity.accepted(code))
            own = {part for form in forms for part in fold(form).split()}
        named = place and any(entity.id in beside for entity in one.entities)
        if named or fold(text.text[one.start : one.end]) not in own:
            found.update(word.start for word in text.words if one.start < word.end and word.start < one.end)
    return found


def _begun(pair: Pair, name: SourceName, article: Article) -> bool:
    """Whether the given name of a full name stands there before another word with a capital: it may be garbled then."""
    if pair.source is None or pair.target is None or article.source_language is None:
        return False
    given = words(pair.source.text[name.start : name.end])[:-1]
    # Someone else of that given name, whom the tables know, is no garbled spelling.
    known = [(one.start, one.end) for one in article.mentions(pair.target) if not one.single]
    row = [word for word in pair.target.words if not any(start < word.end and word.start < end for start, end in known)]
    return any(
        is_capitalised(following.text)
        and pair.target.text[word.end : following.start] == " "
        and sounds(one.text, word.text, article.source_language, article.target_language) >= ALIKE
        for one in given
        for word, following in pairwise(row)
        if is_capitalised(word.text)
    )


def _stems(entity: Entity, language: Language) -> Iterator[str]:
    forms = entity.accepted(language.code)
    # The region of "Moscow region" is any.
    any_place = entity.kind == "place" and language.script == "Latin" and not language.capital_nouns
    common = {word for form in forms for word in form.split() if word[0].islower()} if any_place else set()
    for form in forms:
        parts = [part for part in _JOINTS.sub(" ", fold(form)).split() if part not in language.function_words]
        parts = [part for part in parts if part not in common]
        for part in parts[-1:] if entity.kind == "person" else parts:
            if len(part) >= SHORTEST:
                yield part[:STEM]


def _parts(texts: Sequence[_Free]) -> dict[str, bool]:
    """The words of a translation, their parts, and neighbours written as one, folded; and whether they have a capital.

    A text without any capital is taken as if it had them all. What names another known place cannot be this one,
    however alike they are: Niger, Nigeria.
    """
    found: dict[str, bool] = {}
    for free in texts:
        rows = [(word.text, is_capitalised(word.text)) for word in free.text.words if word.start not in free.unlike]
        plain = not any(capital for _, capital in rows)
        pairs = [(left + right, one and other) for (left, one), (right, other) in pairwise(rows)]
        for word, capital in (*rows, *pairs):
            for part in (word, *_JOINTS.split(word), _JOINTS.sub("", word)):
                folded = fold(part)
                found[folded] = found.get(folded, False) or capital or plain
    found.pop("", None)
    return found


def _by_meaning(article: Article, pair: Pair, name: SourceName, taken: tuple[int, int] | None) -> bool:
    """Whether a phrase of the translation can be the name, translated."""
    if article.encoder is None or pair.source is None or pair.target is None:
        return False
    others = _others(article, pair.target, name, pair.source) | _free(article, pair, pair.target, name, taken).others
    others |= _of_other_strangers(article, pair, name) | of_words(pair, name)
    found = [word for word in pair.target.words if word.start not in others]
    content = [fold(word.text) not in pair.target.language.function_words for word in found]
    phrases = dict.fromkeys(
        pair.target.text[found[first].start : found[last].end]
        for first in range(len(found))
        for last in range(first, min(first + LONGEST_PHRASE, len(found)))
        if content[first] and content[last]
    )
    if is_place(name):
        phrases = {phrase: None for phrase in phrases if _may_name_a_place(phrase, pair.target.language)}
    if not phrases:
        return False
    vectors = article.encoder.encode([renderings.bare(pair.source, name.start, name.end), *phrases])
    return bool((vectors[1:] @ vectors[0]).max() >= (MEANT_KNOWN if name.entities else MEANT))


def _by_surname(article: Article, pair: Pair, name: SourceName) -> bool:
    """Whether who is called by a given name alone may be called by the surname, one that no name of the source is."""
    if pair.source is None or pair.target is None or article.source_language is None:
        return False
    written = pair.source.text[name.start : name.end]
    if " " in written or not is_given(article.gazetteer, article.source_language, written):
        return False
    known = [(one.start, one.end) for one in article.mentions(pair.target) if one.kind != "person"]
    taken = _of_other_strangers(article, pair, name) | of_words(pair, name)
    return any(
        is_capitalised(word.text)
        and word.start not in taken
        and not any(start < word.end and word.start < end for start, end in known)
        for word in pair.target.words[1:]
    )


def _of_other_strangers(article: Article, pair: Pair, name: SourceName) -> set[int]:
    """Where words begin that sound like other names in no table."""
    assert pair.source is not None
    return {
        start
        for other in source_names(article, pair.source)
        if not other.entities and other != name
        for start, _ in counterpart(article, pair, other)
    }


def of_words(pair: Pair, name: SourceName) -> set[int]:
    """Where words begin that render other words of the source, by the dictionary."""
    assert pair.source is not None
    assert pair.target is not None
    lexicon = dictionary(pair.source.language.code, pair.target.language.code)
    if not lexicon:
        return set()
    index = lexicon.index([word.text for word in pair.target.words])
    return {
        pair.target.words[place].start
        for word in pair.source.words
        if not (name.start < word.end and word.start < name.end)
        for place, weight in lexicon.places(word.text, index).items()
        if weight == 1
    }


def _may_name_a_place(phrase: str, language: Language) -> bool:
    """Whether capitals allow it: "the region" is no rendering of the name of one, "region on Sunday" none of any."""
    capitals = [is_capitalised(word.text) for word in words(phrase) if fold(word.text) not in language.function_words]
    return all(capitals) or (len(capitals) > 1 and not any(capitals))
