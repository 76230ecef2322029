"""Whether a passage is one that a row of a lexicon is about: its context, and renderings that are right."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.article import Article, Text
from mtcheck.lexicon_tables import Row
from mtcheck.lexicons import WHOLE_ARTICLE, Units, phrase
from mtcheck.text.lexicon_phrases import Unit

# Rows for words of several senses: one word of their context decides only up to so many words away, two anywhere.
AMBIGUOUS = frozenset({"sense", "false-friend"})
NEAR, CERTAIN = 10, 2


def made_ready(text: Text) -> Units:
    """A text as phrases of lexicons compare with it, made once."""
    return text.once("units", lambda: Units(text.language.code, text.text, text.words))


def says(code: str, some: Sequence[str], units: Units) -> bool:
    """Whether a sentence has one of some phrases, but those that may stand anywhere in the article."""
    own = (phrase(code, one) for one in some if not one.startswith(WHOLE_ARTICLE))
    return any(one.stands(units.all()) for one in own)


def says_anywhere(article: Article, some: Sequence[str]) -> bool:
    """Whether the article has one of the phrases that may stand anywhere in it."""
    assert article.source_language is not None
    phrases = [phrase(article.source_language.code, one[1:]) for one in some if one.startswith(WHOLE_ARTICLE)]
    texts = (pair.source for pair in article.pairs if pair.source) if phrases else ()
    return any(one.stands(made_ready(text).all()) for text in texts for one in phrases)


def is_near(code: str, row: Row, units: Units, path: Sequence[int]) -> bool:
    """Whether the sentence has the context of a row, for words of several senses near the word or two of it.

    The word itself is none of its context.
    """
    contexts = [phrase(code, one) for one in row.context if not one.startswith(WHOLE_ARTICLE)]
    if row.kind not in AMBIGUOUS:
        return any(one.stands(units.all()) for one in contexts)
    found = {place for one in contexts for place in one.find(units.all()) if set(place).isdisjoint(path)}
    places = {at for place in found for at in place}
    return len(found) >= CERTAIN or any(abs(at - own) <= NEAR for at in places for own in path)


def has_right(row: Row, code: str, units: Sequence[Unit], wrong: frozenset[int]) -> bool:
    """Whether a right rendering stands in the translation, not within the wrong one: "jury" in "jury assessor"."""
    found = (path for one in row.right for path in phrase(code, one).find(units))
    return any(not wrong.issuperset(path) for path in found)
