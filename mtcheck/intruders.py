"""People whom only the translation names."""

from __future__ import annotations

from mtcheck.article import Article, Pair, Text
from mtcheck.counterparts import missing
from mtcheck.dictionaries import dictionary
from mtcheck.name_letters import comparable
from mtcheck.source_names import source_names
from mtcheck.text.words import words
from mtcheck.unfounded import Unfounded, founded, unfounded

# Cosine with every phrase of the source up to which a name can be the translation of none.
FAR = 0.45
LONGEST_PHRASE = 4


def intruders(article: Article, pair: Pair) -> list[Unfounded]:
    """Full names of people that nothing in the source article can be, by letters, dictionary or meaning.

    Places are no intruders: translators add "in France" for their readers. Where a name of the source is missing, what
    stands there instead is left to those who look for that.
    """
    source, target = pair.source, pair.target
    if source is None or target is None or article.encoder is None or not comparable(source.language, target.language):
        return []
    found = [one for one in unfounded(article, pair) if one.kinds == {"person"} and not _translated(pair, one)]
    if not found or any(missing(article, pair, name) for name in source_names(article, source)):
        return []
    names = [target.text[one.start : one.end] for one in found]
    vectors = article.encoder.encode([*names, *_phrases(source)])
    near = (vectors[: len(names)] @ vectors[len(names) :].T).max(axis=1)
    everywhere = [word.text for one in article.pairs if one.source is not None for word in one.source.words]
    return [
        one
        for one, name, likeness in zip(found, names, near, strict=True)
        if likeness <= FAR and not founded(article, name, everywhere)
    ]


def _translated(pair: Pair, name: Unfounded) -> bool:
    """Whether a word of the name renders a word of the source, as far as can be told: "Grace Period"."""
    assert pair.source is not None
    assert pair.target is not None
    lexicon = dictionary(pair.target.language.code, pair.source.language.code)
    index = lexicon.index([word.text for word in pair.source.words])
    row = [word.text for word in words(pair.target.text[name.start : name.end]) if word.text[0].isupper()]
    return not lexicon or any(lexicon.places(word, index) for word in row)


def _phrases(text: Text) -> list[str]:
    """Everything of up to so many words that a name may render, once each."""
    row = text.words
    ends = ((first, last) for first in range(len(row)) for last in range(first, min(first + LONGEST_PHRASE, len(row))))
    return list(dict.fromkeys(text.text[row[first].start : row[last].end] for first, last in ends))
