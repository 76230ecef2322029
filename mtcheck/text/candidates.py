"""Phrases of a text that look like names: what stands in quotation marks, and runs of capitalised words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mtcheck.text.quotes import parse
from mtcheck.text.words import Word, fold, is_capitalised

MOST_WORDS, MOST_BLOCKS = 8, 4
_BREAKS = frozenset('.,:;!?()[]—–«»“”"…。，、；：？！')


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name-like phrase at `[start, end)`; `quoted` ones are given without their marks."""

    text: str
    start: int
    end: int
    quoted: bool


def candidates(
    text: str, text_words: Sequence[Word], function_words: Collection[str], quotes: Sequence[tuple[str, str]]
) -> list[Candidate]:
    """All candidates, quoted ones first; a run may hold function words inside, not at its ends."""
    found = list(_quoted(text, quotes))
    taken = {(one.start, one.end) for one in found}
    found += [one for one in _runs(text, text_words, function_words) if (one.start, one.end) not in taken]
    return found


def _quoted(text: str, quotes: Sequence[tuple[str, str]]) -> Iterator[Candidate]:
    for start, end in parse(text, quotes).spans:
        inside = text[start + 1 : end - 1].rstrip(",.，。 ")
        if inside and inside[0].isupper() and len(inside.split()) <= MOST_WORDS:
            yield Candidate(inside, start + 1, start + 1 + len(inside), quoted=True)


def _runs(text: str, text_words: Sequence[Word], function_words: Collection[str]) -> Iterator[Candidate]:
    run: list[Word] = []
    for word in text_words:
        if run and set(text[run[-1].end : word.start]) & _BREAKS:
            yield from _run(text, run, function_words)
            run = []
        if is_capitalised(word.text) or (run and fold(word.text) in function_words):
            run.append(word)
        elif run:
            yield from _run(text, run, function_words)
            run = []
    yield from _run(text, run, function_words)


def _run(text: str, run: list[Word], function_words: Collection[str]) -> Iterator[Candidate]:
    """The blocks of capitalised words in a run, and neighbouring blocks together ("Party of Equality")."""
    blocks: list[list[Word]] = [[]]
    for word in run:
        if fold(word.text) in function_words:
            blocks.append([])
        else:
            blocks[-1].append(word)
    blocks = [block for block in blocks if block]
    for first in range(len(blocks)):
        for last in range(first, min(first + MOST_BLOCKS, len(blocks))):
            inside = [word for block in blocks[first : last + 1] for word in block]
            if len(inside) <= MOST_WORDS:
                yield Candidate(text[inside[0].start : inside[-1].end], inside[0].start, inside[-1].end, quoted=False)
