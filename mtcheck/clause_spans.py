"""Clauses of a text, as far as its punctuation shows them."""

from __future__ import annotations

from typing import NamedTuple

from mtcheck.article import Text
from mtcheck.text.cues import Cue
from mtcheck.text.words import fold

# What ends no clause when it stands between two words.
_PLAIN = frozenset(" \u00a0\u202f\"'“”„«»‘’%$€£.№-/")
# Words that a clause has at least; a shorter one belongs to what follows.
SHORTEST = 3


class Clause(NamedTuple):
    """A clause at `[start, end)` of its text."""

    start: int
    end: int

    def holds(self, cue: Cue) -> bool:
        """Whether a cue stands in it."""
        return self.start <= cue.start < self.end


def clauses(text: Text) -> list[Clause]:
    """The clauses of a text, in order."""
    found: list[Clause] = []
    row = 0
    for index, word in enumerate(text.words):
        following = text.words[index + 1].start if index + 1 < len(text.words) else len(text.text)
        between = text.text[word.end : following]
        sentence = between[:1] in {".", "!", "?"} and between.strip() != between
        # "1,200" is one figure.
        figure = between in {",", ".", ":"} and text.text[following : following + 1].isdigit()
        row += 1
        if index + 1 < len(text.words) and not sentence and (row < SHORTEST or figure or set(between) <= _PLAIN):
            continue
        found.append(Clause(found[-1].end if found else 0, following))
        row = 0
    if len(found) > 1 and sum(word.start >= found[-1].start for word in text.words) < SHORTEST:
        found[-2:] = [Clause(found[-2].start, found[-1].end)]
    return found


def phrases(text: Text) -> list[Clause]:
    """The phrases of a text, in order: what goes on behind small words until the next of these, or a mark."""
    small = text.language.function_words
    found: list[Clause] = []
    full = True
    for index, word in enumerate(text.words):
        light = fold(word.text) in small
        joined = index > 0 and not text.text[text.words[index - 1].end : word.start].strip()
        if found and joined and not (light and full):
            found[-1] = Clause(found[-1].start, word.end)
        else:
            found.append(Clause(word.start, word.end))
        full = not light
    return found


def clause_at(text: Text, place: int) -> Clause:
    """The clause in which a place lies."""
    return next((one for one in clauses(text) if one.start <= place < one.end), Clause(0, len(text.text)))
