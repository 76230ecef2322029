"""Markdown: the text stays as written, spans leave out the marks of headings, lists and quotations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mtcheck.document import Document, Paragraph, ParagraphKind
from mtcheck.errors import InputError
from mtcheck.spans import Span
from mtcheck.text import blocks, encodings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\n(?=[\w\"'-]+[ \t]*[:=])(?:.*\n)*?\1[ \t]*(?:\n|\Z)")
# A paragraph that is nothing but pictures has no text of the article's.
_PICTURES = re.compile(r"(?:\[?!\[[^\]\n]*\]\([^)\n]*\)(?:\]\([^)\n]*\))?\s*)+\Z")
_QUOTE_MARKS = re.compile(r"[ \t]*(?:>[ \t]?)+")
_TAGS = re.compile(r"(?:<[^<>\n]*>[ \t]*)+")
_SENTENCE_FINAL = (".", "!", "?", "…", "»", "”", '"')


def read(data: bytes, name: str) -> Document:
    """The document of a Markdown file (CommonMark with tables). Front matter, code and pictures are no paragraphs."""
    decoded = encodings.decode(data, name)
    paragraphs = tuple(_with_headline(decoded.text, list(_paragraphs(decoded.text))))
    if not paragraphs:
        raise InputError(name, "the file holds no text besides code, pictures or front matter")
    return Document(
        name=name, text=decoded.text, paragraphs=paragraphs, encoding=decoded.encoding, warnings=decoded.warnings
    )


def _paragraphs(text: str) -> Iterator[Paragraph]:
    from markdown_it import MarkdownIt

    skipped = _front_matter_end(text)
    parser = MarkdownIt("commonmark").enable("table")
    # Blocks are all that is wanted; offsets would be lost in the inline marks.
    parser.core.ruler.enableOnly(["block"])
    body = text[skipped:]
    # The parser counts lines by line feeds alone, as the text does.
    starts = [skipped]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    tokens = parser.parse(body)
    cell_ends: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.map is None:
            continue
        first, last = token.map
        if token.type == "html_block":
            yield from _html_lines(text, starts[first:last])
        elif token.type == "inline" and token.content.strip():
            span = _locate(
                text, token.content, max(starts[first], cell_ends.get(first, 0)), min(starts[last], len(text))
            )
            cell_ends[first] = span.end
            if len(span) and not _PICTURES.match(text, span.start, span.end):
                kind = _kind(tokens, index)
                yield from (Paragraph(part, kind) for part in _unquoted(text, span))


def _front_matter_end(text: str) -> int:
    match = _FRONT_MATTER.match(text)
    return match.end() if match else 0


def _kind(tokens: Sequence[Token], index: int) -> ParagraphKind:
    """The kind of the paragraph whose inline token stands at `index`, by the token that opened it."""
    opener = tokens[index - 1]
    if opener.type == "heading_open":
        return "heading"
    # The parser hides the paragraphs of tight lists; those of loose ones follow their list item directly.
    if index > 1 and opener.type == "paragraph_open" and (opener.hidden or tokens[index - 2].type == "list_item_open"):
        return "item"
    return "body"


def _locate(text: str, content: str, start: int, end: int) -> Span:
    """Where the content of a block stands in its lines, without the marks before its first line and after its last."""
    lines = content.split("\n")
    begin = text.find(lines[0], start, end)
    if begin < 0:  # escaped bars of table cells are the one thing that the parser unescapes
        return blocks.trimmed(text, start, end) if len(lines) > 1 else Span(start, start)
    if len(lines) == 1:
        return blocks.trimmed(text, begin, begin + len(lines[0]))
    final = text.rfind(lines[-1].strip(), begin, end)
    return blocks.trimmed(text, begin, final + len(lines[-1].strip()))


def _unquoted(text: str, span: Span) -> Iterator[Span]:
    """The span; or, where `>` marks stand within it and each line ends a sentence, its lines without the marks.

    A sentence that runs over quoted lines keeps the marks between them, because a span has no holes.
    """
    lines = span.of(text).split("\n")
    marked = any(_QUOTE_MARKS.match(line) for line in lines[1:])
    if not marked or not all(line.rstrip().endswith(_SENTENCE_FINAL) for line in lines[:-1]):
        yield span
        return
    start = span.start
    for line in lines:
        mark = _QUOTE_MARKS.match(line)
        part = blocks.trimmed(text, start + (mark.end() if mark else 0), start + len(line))
        if len(part):
            yield part
        start += len(line) + 1


def _html_lines(text: str, starts: Sequence[int]) -> Iterator[Paragraph]:
    """The lines of an HTML block that hold words, without the tags at either end; comments and scripts hold none."""
    first = text[starts[0] : starts[0] + 10].lstrip().lower() if starts else ""
    if first.startswith(("<!", "<?", "<script", "<style", "<pre")):
        return
    for start in starts:
        newline = text.find("\n", start)
        end = len(text) if newline < 0 else newline
        opening = _TAGS.match(text, blocks.trimmed(text, start, end).start, end)
        begin = opening.end() if opening else start
        while text[begin:end].rstrip().endswith(">") and (tag := text.rfind("<", begin, end)) >= 0:
            end = tag
        span = blocks.trimmed(text, begin, end)
        if any(char.isalnum() for char in span.of(text)):
            yield Paragraph(span)


def _with_headline(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same paragraphs with the first heading, or a first paragraph that looks like one, as the headline."""
    outside = [index for index, paragraph in enumerate(paragraphs) if paragraph.kind != "item"]
    # A dateline or a section may stand above the headline; a heading further down is that of a section.
    headline = next((index for index in outside[:3] if paragraphs[index].kind == "heading"), None)
    if headline is None and outside:
        following = paragraphs[outside[1]].span.of(text) if len(outside) > 1 else ""
        headline = outside[0] if blocks.looks_like_headline(paragraphs[outside[0]].span.of(text), following) else None
    if headline is not None:
        paragraphs[headline] = Paragraph(paragraphs[headline].span, "headline")
    return paragraphs
