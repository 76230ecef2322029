"""Where a translation makes somebody deny, admit or confirm what the source only has them say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.article import Article, Pair, Text
from mtcheck.dictionaries import dictionary
from mtcheck.text.cues import Cue
from mtcheck.text.speech_words import scan, speech_words
from mtcheck.text.stance_words import StanceWords, stance_words

# Below this cosine a pair may be misaligned.
UNLIKE = 0.3


@dataclass(frozen=True, slots=True)
class Stance:
    """A verb of the translation at `target`, for a verb of mere saying at `source`."""

    pair: Pair
    source: tuple[int, int]
    target: tuple[int, int]


def stances(article: Article) -> Iterator[Stance]:
    """At most one for each pair, in order."""
    if article.source_language is None:
        return
    ours, theirs = stance_words(article.source_language.code), stance_words(article.target_language.code)
    if ours is None or theirs is None or not theirs.exact:
        return
    for pair in article.pairs:
        if pair.source is None or pair.target is None or (pair.similarity is not None and pair.similarity < UNLIKE):
            continue
        taken = next(_taken(pair.target, theirs), None)
        if taken is None or _may_render(pair.source, ours, taken.kind):
            continue
        said = _said(pair.source)
        if said is not None and not _meant(pair, taken):
            yield Stance(pair, said, (taken.start, taken.end))


def _taken(text: Text, lexicon: StanceWords) -> Iterator[Cue]:
    tokens = lexicon.cues.tokens(text.words)
    for cue in lexicon.cues.find(tokens):
        if not cue.first or tokens[cue.first - 1].key not in lexicon.passive:
            yield cue


def _may_render(text: Text, lexicon: StanceWords, kind: str) -> bool:
    return any(cue.kind == kind for cue in lexicon.cues.find_all(lexicon.cues.tokens(text.words)))


def _said(text: Text) -> tuple[int, int] | None:
    """The one verb of saying of a text; where it has several, which of them changed is not sure."""
    lexicon = speech_words(text.language.code)
    if lexicon is None or not lexicon.reports(text.words):
        return None
    found = [mark for mark in scan(text.text, text.words, lexicon).marks if "says" in mark.kinds]
    return (found[0].start, found[0].end) if len(found) == 1 else None


def _meant(pair: Pair, taken: Cue) -> bool:
    """Whether the dictionary has the verb for a word of the source."""
    assert pair.source is not None
    assert pair.target is not None
    words = dictionary(pair.source.language.code, pair.target.language.code)
    index = words.index([word.text for word in pair.target.words if taken.start <= word.start < taken.end])
    return any(words.places(word.text, index) for word in pair.source.words)
