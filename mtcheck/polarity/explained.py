"""Words that imply a negation, but only render an ordinary word of the other side: "споры", "disputes"."""

from __future__ import annotations

from mtcheck.article import Pair, Text
from mtcheck.dictionaries import dictionary
from mtcheck.polarity.reading import Reading


def unexplained(pair: Pair, ours: Reading, theirs: Reading) -> tuple[Reading, Reading]:
    """The readings of source and target without such words, since they stand for no negation of the other side."""
    assert pair.source is not None
    assert pair.target is not None
    return _without(pair.source, ours, pair.target, theirs), _without(pair.target, theirs, pair.source, ours)


def _without(text: Text, read: Reading, other: Text, beside: Reading) -> Reading:
    surplus = read.weak - beside.weak
    if not surplus:
        return read
    words_of = dictionary(other.language.code, text.language.code)
    index = words_of.index([word.text for word in text.words])
    telling = [*beside.negators, *beside.implied]
    rendered: set[int] = set()
    for word in other.words:
        if not any(cue.start < word.end and word.start < cue.end for cue in telling):
            places = words_of.places(word.text, index)
            rendered.update(text.words[place].start for place, surely in places.items() if surely == 1)
    gone = []
    for cue in read.implied:
        if cue.start in rendered and surplus[cue.kind] > 0:
            surplus[cue.kind] -= 1
            gone.append(cue)
    return read.without(gone) if gone else read
