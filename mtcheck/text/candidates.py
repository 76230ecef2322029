"""Phrases of a text that look like names: what stands in quotation marks, and runs of capitalised words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mtcheck.text.quotes import parse
from mtcheck.text.words import Word, fold, is_capitalised

MOST_WORDS = 8
_BREAKS = frozenset(".,:;!?()[]—–«»“”\"…。，、；：？！")


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
    """The run, and its part behind a leading function word such as "The"."""
    while run and fold(run[-1].text) in function_words:
        run = run[:-1]
    while run and fold(run[0].text) in function_words:
        run = run[1:]
    if run and len(run) <= MOST_WORDS:
        yield Candidate(text[run[0].start : run[-1].end], run[0].start, run[-1].end, quoted=False)
        # "Unconquered France and the Socialists": the parts between the joining words are candidates, too
        parts: list[list[Word]] = [[]]
        for word in run:
            if is_capitalised(word.text):
                parts[-1].append(word)
            elif parts[-1]:
                parts.append([])
        for part in parts if len(parts) > 1 else []:
            if part:
                yield Candidate(text[part[0].start : part[-1].end], part[0].start, part[-1].end, quoted=False)
