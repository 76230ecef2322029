"""Names in quotation marks of which the translation has only the words: «Наш дом Израиль», "our home Israel"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.article import Article, Pair, Text
from mtcheck.dictionaries import dictionary
from mtcheck.gazetteers import Entity
from mtcheck.names import Form, Mention
from mtcheck.renderings import Rendering, bare
from mtcheck.text.candidates import Candidate
from mtcheck.text.words import fold, words

# Words of the name that must be there, and their share of all its words.
LEAST, SHARE = 2, 0.6
# Words between the first and the last of them that render nothing of the name.
STRANGE = 1
LONGEST = 8
# Letters by which a word is a form of one of the name's, and from which that can be the end of a compound.
STEM = 5
_BREAKS = frozenset(",.;:!?()[]—–…。，、；：？！")


def by_words(article: Article, pair: Pair, mention: Mention, meant: Sequence[Entity]) -> Rendering | None:
    """The few words of the translation, in capitals or not, that say what the words of the name say, side by side."""
    if pair.source is None or pair.target is None or article.source_language is None:
        return None
    name = bare(pair.source, mention.start, mention.end)
    parts = [word.text for word in words(name) if fold(word.text) not in article.source_language.function_words]
    if len(parts) < LEAST:
        return None
    text = pair.target
    said = _said(article, text, parts, meant)
    best: Rendering | None = None
    for first, last in _runs(text, said):
        likeness = min(1.0, sum(said[first : last + 1]) / len(parts))
        if likeness >= SHARE and (best is None or likeness > best.likeness):
            start, end = text.words[first].start, text.words[last].end
            best = Rendering(Candidate(text.text[start:end], start, end, quoted=False), likeness)
    return best


def _said(article: Article, text: Text, parts: Sequence[str], meant: Sequence[Entity]) -> list[bool]:
    """For each word of the translation, whether it says what a word of the name says, or is one of its other names."""
    assert article.source_language is not None
    lexicon = dictionary(article.source_language.code, text.language.code)
    index = lexicon.index([word.text for word in text.words])
    said = {place for part in parts for place in lexicon.places(part, index)}
    own = {
        fold(word.text)
        for entity in meant
        for form in _listed(entity, text.language.code)
        for word in words(form)
        if fold(word.text) not in text.language.function_words
    }
    taken = _others(article, text, meant)
    return [
        word.start not in taken and (place in said or any(_alike(fold(word.text), one) for one in own))
        for place, word in enumerate(text.words)
    ]


def _listed(entity: Entity, lang: str) -> Iterator[str]:
    yield from entity.names.get(lang, ())
    yield from entity.wrong.get(lang, ())


def _alike(word: str, own: str) -> bool:
    if word == own:
        return True
    return len(own) >= STEM and (word[:STEM] == own[:STEM] or word.endswith(own))


def _others(article: Article, text: Text, meant: Sequence[Entity]) -> set[int]:
    """Where words begin that belong to names of several words of other things."""
    ids = {entity.id for entity in meant}
    return {
        word.start
        for one in article.mentions(text)
        if not one.single and one.form is not Form.WRONG and not any(entity.id in ids for entity in one.entities)
        for word in text.words
        if one.start < word.end and word.start < one.end
    }


def _runs(text: Text, said: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last words of runs that begin and end with a word of the name, shorter ones first."""
    places = [place for place, found in enumerate(said) if found]
    small = text.language.function_words
    runs = [
        (first, last)
        for index, first in enumerate(places)
        for last in places[index + 1 :]
        if last - first < LONGEST
        and not set(text.text[text.words[first].end : text.words[last].start]) & _BREAKS
        and sum(not said[place] and fold(text.words[place].text) not in small for place in range(first + 1, last))
        <= STRANGE
    ]
    yield from sorted(runs, key=lambda run: run[1] - run[0])
