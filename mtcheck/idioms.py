"""Idioms rendered word for word in words that no row of a lexicon lists.

Such a rendering says what the words of the idiom say, so that its vector is close to theirs; what an idiom means is
said in other words, and a good translator's words are mostly among those that its row lists as right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mtcheck.article import Article, Pair
from mtcheck.dictionaries import dictionary
from mtcheck.lexicon_contexts import has_right, is_near, made_ready, says, says_anywhere
from mtcheck.lexicon_tables import Row
from mtcheck.lexicons import Lexicon, lexicon, phrase
from mtcheck.likeness import vectors
from mtcheck.mistranslations import mistranslations
from mtcheck.text.lexicon_phrases import ANY_ENDING, EXACT, split
from mtcheck.text.words import fold, is_unspaced

# Cosine from which a phrase says what the words of an idiom say (5 of 7,273 human translations have one).
ALIKE = 0.6
# Cosine from which a phrase is a right rendering in somewhat other words.
FINE = 0.75
# A row with fewer right renderings does not tell what else would be right.
FEWEST = 3
# Words that a rendering may have more than the idiom, and characters that make a word of a script without blanks.
MORE, CHARACTERS = 2, 2
_BREAKS = frozenset('.,;:!?()[]«»“”"„—–…')


class Literal(NamedTuple):
    """An idiom at `source` of a pair and what renders its words at `target`, both `[start, end)`."""

    row: Row
    pair: Pair
    source: tuple[int, int]
    target: tuple[int, int]
    likeness: float


def literal_renderings(article: Article) -> Iterator[Literal]:
    """Idioms for which nothing right stands in the translation, and the phrase there that says what their words say."""
    if article.encoder is None or article.source_language is None:
        return
    rows = lexicon(article.source_language.code, article.target_language.code)
    told = [(one.pair.index, one.source) for one in mistranslations(article)] if rows else []
    for pair in article.pairs:
        if pair.similarity is None or pair.source is None or pair.target is None:
            continue
        for row, place in _unrendered(article, pair, rows):
            if any(index == pair.index and start < place[1] and place[0] < end for index, (start, end) in told):
                continue
            found = _likest(article, pair, row, place)
            if found is not None:
                told.append((pair.index, place))
                yield Literal(row, pair, place, *found)


def _unrendered(article: Article, pair: Pair, rows: Lexicon) -> Iterator[tuple[Row, tuple[int, int]]]:
    """Idioms of the source, longest first, without anything in the translation that their rows list as right."""
    assert pair.source is not None
    assert pair.target is not None
    source, target = made_ready(pair.source), made_ready(pair.target)
    possible = [(rows.row(number), phrase(rows.source, rows.row(number).source)) for number in rows.idioms(source.keys)]
    for row, idiom in sorted(possible, key=lambda one: -len(one[1].elements)):
        path = next(idiom.find(source.all()), None) if idiom.may_stand(source.keys) else None
        if path is None or len(row.right) < FEWEST or has_right(row, rows.target, target.all(), frozenset()):
            continue
        if says(rows.source, row.without, source) or says_anywhere(article, row.without):
            continue
        if not row.context or is_near(rows.source, row, source, path) or says_anywhere(article, row.context):
            yield row, source.span(path)


def _likest(article: Article, pair: Pair, row: Row, place: tuple[int, int]) -> tuple[tuple[int, int], float] | None:
    """The place of the phrase that is most like the idiom, if alike enough, and less like anything right."""
    assert pair.source is not None
    assert pair.target is not None
    idiom = pair.source.text[slice(*place)]
    phrases = {pair.target.text[start:end]: (start, end) for start, end in _phrases(pair, place)}
    if not phrases:
        return None
    right = [_plain(one) for one in row.right]
    known = vectors(article, [idiom, *right, *phrases])
    likeness, best = max((float(known[one] @ known[idiom]), one) for one in phrases)
    if likeness < ALIKE:
        return None
    # "Back against the wall" is right, though the row has "back to the wall" only.
    within = [one for one in phrases if one in best]
    fine = any(float(known[one] @ known[other]) >= FINE for one in within for other in right)
    return None if fine else (phrases[best], likeness)


def _plain(phrase: str) -> str:
    """A phrase of a lexicon as words, the first of each alternative."""
    return " ".join(alternatives[0].strip(f"{EXACT}{ANY_ENDING}") for alternatives in split(phrase)[0])


def _phrases(pair: Pair, place: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Runs of words of the translation, from one content word to another; with one of the idiom's by the dictionary."""
    assert pair.source is not None
    assert pair.target is not None
    text, small = pair.target, pair.target.language.function_words
    own = [word for word in pair.source.words if place[0] <= word.start < place[1]]
    count = (place[1] - place[0]) // CHARACTERS if is_unspaced(pair.source.text[place[0]]) else len(own)
    lexicon = dictionary(pair.source.language.code, text.language.code)
    index = lexicon.index([word.text for word in text.words]) if lexicon else None
    rendered = {at for word in own for at in lexicon.places(word.text, index)} if index else None
    content = [fold(word.text) not in small for word in text.words]
    for first, word in enumerate(text.words):
        for last in range(first + 1, min(first + count + MORE, len(text.words))):
            if not _BREAKS.isdisjoint(text.text[text.words[last - 1].end : text.words[last].start]):
                break
            if content[first] and content[last] and (rendered is None or any(first <= at <= last for at in rendered)):
                yield word.start, text.words[last].end
