"""Paragraphs of plain text: where blocks begin and end, and which of them are headlines, headings and list items."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from mtcheck.document import Paragraph, ParagraphKind
from mtcheck.spans import Span

# A line of this many characters may have been wrapped by an editor; a longer one is a paragraph of its own.
WRAP_WIDTH = 100
_NARROWEST = 30
HEADLINE_LENGTH = 200
_HEADING_LENGTH = 100
# Of the lines of a block, so many must look broken off for the block to count as wrapped.
_MOST = 0.6

# A hyphen is a bullet; a dash opens direct speech in most of Europe and belongs to the text.
_BULLET = re.compile(r"[-*+•‣◦▪●·]\s+(?=\S)")
_DIALOGUE_DASH = re.compile(r"[–—―]")
# Lines that are drawn rather than written, such as "* * *".
_RULE = re.compile(r"[\s*_=~#·•.-]+\Z")
_FINAL = ".!?…。！？।؟۔:;："
_CLOSERS = "\"'»”’“)]}」』"
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*\s+[^\W\d_a-zа-яё]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph before its kind is known; `item` when it had a bullet, which `span` leaves out."""

    span: Span
    item: bool = False


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of plain text, in order. Newlines must be line feeds.

    Blank lines separate paragraphs. Within a block of lines, lines that an editor wrapped are joined into one paragraph
    (its span covers the line feeds); otherwise each line is a paragraph.
    """
    blocks: list[Block] = []
    for lines in _runs(text):
        blocks += _split_run(text, lines)
    return classify(text, blocks)


def classify(text: str, blocks: list[Block]) -> tuple[Paragraph, ...]:
    """Say what each block is: the first but items may be the headline, short lines between body text are headings."""
    kinds: list[ParagraphKind] = ["item" if block.item else "body" for block in blocks]
    first = next((index for index, block in enumerate(blocks) if not block.item), None)
    if first is not None:
        following = next((blocks[index] for index in range(first + 1, len(blocks)) if not blocks[index].item), None)
        if looks_like_headline(blocks[first].span.of(text), following.span.of(text) if following else ""):
            kinds[first] = "headline"
    for index, block in enumerate(blocks[:-1]):
        if kinds[index] == "body" and index != first and _looks_like_heading(block.span.of(text)):
            after = blocks[index + 1]
            if after.item or not _looks_like_heading(after.span.of(text)):
                kinds[index] = "heading"
    return tuple(Paragraph(block.span, kind) for block, kind in zip(blocks, kinds, strict=True))


def looks_like_headline(line: str, following: str) -> bool:
    """Whether an article's first paragraph is its headline: short, one sentence, no full stop or a much longer next."""
    if len(line) > HEADLINE_LENGTH or _SENTENCE_END.search(line) or _DIALOGUE_DASH.match(line):
        return False
    if not _ends_like_body(line):
        return True
    return len(line) * 2 < len(following) and len(line) < HEADLINE_LENGTH // 2


def _ends_like_body(line: str) -> bool:
    """Whether a line ends in a full stop; question and exclamation marks end headlines too."""
    bare = line.rstrip(_CLOSERS)
    return bare.endswith((".", "。", ";", ":")) and not bare.endswith("...")


def _looks_like_heading(line: str) -> bool:
    if len(line) > _HEADING_LENGTH or "\n" in line or _DIALOGUE_DASH.match(line):
        return False
    return not line.rstrip(_CLOSERS).endswith((*_FINAL, ","))


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at either end; empty at `start` if nothing is left."""
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip(_SPACES))
    return Span(begin, max(begin, start + len(piece.rstrip(_SPACES))))


# What str.isspace() knows, and the marks of no width that editors leave at the ends of lines.
_SPACES = "\ufeff\u200b\u2060" + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())


def _runs(text: str) -> list[list[Span]]:
    """The lines of the text without white space around them, as runs that blank or drawn lines separate."""
    runs: list[list[Span]] = []
    current: list[Span] = []
    start = 0
    for line in text.split("\n"):
        span = trimmed(text, start, start + len(line))
        start += len(line) + 1
        if len(span) and not _RULE.match(line):
            current.append(span)
        elif current:
            runs.append(current)
            current = []
    return [*runs, current] if current else runs


def _split_run(text: str, lines: list[Span]) -> list[Block]:
    """The blocks of one run of lines."""
    width = max(len(line) for line in lines)
    wrapped = len(lines) > 1 and _is_wrapped(text, lines, width)
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        bullet = _BULLET.match(text, line.start, line.end)
        if bullet:
            blocks.append(Block(Span(bullet.end(), line.end), item=True))
        elif index and wrapped and _continues(text, lines[index - 1], line, width):
            blocks[-1] = Block(Span(blocks[-1].span.start, line.end), blocks[-1].item)
        else:
            blocks.append(Block(line))
    return blocks


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the first word of the following line had no room on this one, with some slack for ragged margins."""
    word = text[following.start : following.end].split(None, 1)[0]
    return len(line) + 1 + len(word) > width * 0.85


def _is_final(text: str, line: Span) -> bool:
    return text[line.start : line.end].rstrip(_CLOSERS).endswith(tuple(_FINAL))


def _is_wrapped(text: str, lines: list[Span], width: int) -> bool:
    """Whether an editor broke these lines: none is long, most are full, and not all end a sentence."""
    if not _NARROWEST <= width <= WRAP_WIDTH:
        return False
    broken = sum(
        _is_full(text, line, after, width) and not _BULLET.match(text, after.start, after.end)
        for line, after in itertools.pairwise(lines)
    )
    joints = len(lines) - 1
    open_ended = sum(not _is_final(text, line) for line in lines[:-1])
    bullets = sum(bool(_BULLET.match(text, line.start, line.end)) for line in lines[1:])
    return broken >= _MOST * (joints - bullets) and open_ended >= 0.5 * joints  # half: sentences seldom end with a line


def _continues(text: str, before: Span, line: Span, width: int) -> bool:
    """Whether a line of a wrapped run goes on with the paragraph of the line before it."""
    if _is_full(text, before, line, width):
        # A speaker's dash after a full line may also be a dash within the sentence.
        return not (_DIALOGUE_DASH.match(text, line.start) and _is_final(text, before))
    return not _is_final(text, before) and text[line.start].islower()
