"""Web pages: the article's text without navigation, scripts and comments."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from mtcheck.document import Document, Paragraph, ParagraphKind
from mtcheck.errors import InputError
from mtcheck.spans import Span
from mtcheck.text import blocks, encodings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_DEPTH = 240
"""Open elements at once; pages of news sites stay below 60, and libxml2 drops what is deeper than 256."""
_MAX_ARTICLE_BYTES = 5_000_000

_DECLARATION = re.compile(
    rb"<meta[^<>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^<>]{0,200}\?>")
_TAG = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9]{0,20})|!--)")
_SPACE = re.compile(r"[ \t\n\r\f]+")
# Elements that have no end tag, or whose end tag may be left out.
_UNNESTED_WORDS = (
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option "
    "optgroup colgroup rp rt html head body"
)
_UNNESTED = frozenset(_UNNESTED_WORDS.split())
_RAW = frozenset({"script", "style"})
_SILENT_WORDS = "script style noscript template head title svg math iframe object select button textarea form nav"
_SILENT = frozenset(_SILENT_WORDS.split())
_BLOCKS_WORDS = (
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header "
    "hr html li main ol p pre section table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
_ATTRIBUTE_LIMIT = 100_000


def read(data: bytes, name: str) -> Document:
    """The document of a web page: its headline and main text, paragraphs joined by blank lines.

    trafilatura finds the main text; where it finds none, all visible text is taken. Nothing is loaded from the network.
    Raises InputError for pages without text and for pages nested so deep that parsers fail.
    """
    match = _DECLARATION.search(data[:8192])
    decoded = encodings.decode(data, name, declared=match.group(1).decode("ascii") if match else None)
    # Text that is decoded already must not name another encoding.
    markup = _XML_DECLARATION.sub("", decoded.text, count=1)
    _check_depth(markup, name)
    tree = _parse(markup, name)
    lines = list(_main_text(markup)) if len(data) <= _MAX_ARTICLE_BYTES else []
    warnings = decoded.warnings
    if not lines:
        lines = list(_visible_text(tree))
        warnings = (*warnings, "No article was found in the page; all of its visible text was read.")
    document = _assemble(lines, tree, name)
    return Document(name, document.text, document.paragraphs, encoding=decoded.encoding, warnings=warnings)


def _check_depth(markup: str, name: str) -> None:
    depth = position = 0
    lowered = markup.lower()
    while match := _TAG.search(lowered, position):
        position = match.end()
        tag = match.group(2)
        # What stands in scripts and comments is no markup.
        end_mark = "-->" if tag is None else f"</{tag}" if tag in _RAW and not match.group(1) else None
        if end_mark is not None:
            position = lowered.find(end_mark, position)
            if position < 0:
                return
        elif tag not in _UNNESTED and tag not in _RAW:
            depth = max(0, depth - 1) if match.group(1) else depth + 1
        if depth > MAX_DEPTH:
            problem = (
                f"more than {MAX_DEPTH} elements are open here, which no article needs; save the page's text instead"
            )
            raise InputError(name, problem, line=lowered.count("\n", 0, match.start()) + 1)


def _parse(markup: str, name: str) -> Any:
    from lxml import etree, html

    try:
        tree = html.document_fromstring(
            markup, parser=html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
        )
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(name, f"the page cannot be parsed ({error})") from None
    for element in tree.iter():
        for key, value in element.items():
            if len(value) > _ATTRIBUTE_LIMIT:  # pictures in data: addresses
                del element.attrib[key]
    return tree


def _main_text(markup: str) -> Iterator[str]:
    """The paragraphs of the article, as trafilatura finds them."""
    import trafilatura

    # Its complaints about pages without text are answered by the caller, not printed.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    found = trafilatura.extract(
        markup,
        output_format="txt",
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        favor_recall=True,
    )
    for line in (found or "").split("\n"):
        # Rows of tables come as "| cell | cell |".
        for cell in line.strip(" |").split(" | ") if line.startswith("| ") else (line,):
            clean = _SPACE.sub(" ", cell).strip()
            if any(char.isalnum() for char in clean):
                yield clean


def _visible_text(tree: Any) -> Iterator[str]:
    """All text that a browser would show, one line a block."""
    parts: list[str] = []
    stack: list[tuple[Any, Any]] = [(tree, None)]
    # (element, None) opens an element, (None, element) closes it: recursion would overflow on deep pages.
    while stack:
        opened, closed = stack.pop()
        element = opened if opened is not None else closed
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS:
            parts.append("\n")
        if closed is not None:
            parts.append(_SPACE.sub(" ", element.tail or ""))
        else:
            stack.append((None, element))
            if tag and tag not in _SILENT:
                parts.append(_SPACE.sub(" ", element.text or ""))
                stack += [(child, None) for child in reversed(element)]
    for line in "".join(parts).split("\n"):
        clean = _SPACE.sub(" ", line).strip()
        if any(char.isalnum() for char in clean):
            yield clean


def _texts(tree: Any, tags: Iterable[str]) -> list[str]:
    return [clean for element in tree.iter(*tags) if (clean := _SPACE.sub(" ", "".join(element.itertext())).strip())]


def _headline(tree: Any, lines: list[str]) -> str | None:
    """The headline: the first `h1` that is not the site's name, else the title without the site's name."""
    titles = _texts(tree, ["title"])
    title = titles[0] if titles else ""
    headings = _texts(tree, ["h1"])
    if headings:
        # Some sites put their logo into an h1; the headline is the one that the title repeats.
        return next((heading for heading in headings if heading in title or heading in lines[:3]), headings[0])
    if not title:
        return None
    known = next((line for line in lines[:3] if title.startswith(line)), None)
    return known or re.split(r" [|–—-] (?=[^|–—-]{1,40}\Z)", title, maxsplit=1)[0].strip()


def _assemble(lines: list[str], tree: Any, name: str) -> Document:
    """One text with the paragraphs joined by blank lines; the headline once, at the top."""
    headline = _headline(tree, lines)
    if headline:
        before = next((index for index, line in enumerate(lines[:3]) if _same(line, headline)), None)
        if before is not None:
            del lines[before]
        lines.insert(0, headline)
    if not lines:
        raise InputError(name, "the page holds no visible text")
    headings = {_key(text) for text in _texts(tree, ["h2", "h3", "h4", "h5", "h6"])}
    items = {_key(text) for text in _texts(tree, ["li"])}
    paragraphs: list[Paragraph] = []
    start = 0
    for index, line in enumerate(lines):
        mark = len(line) - len(line.removeprefix("- ").lstrip()) if _key(line.removeprefix("- ")) in items else 0
        lines[index] = line[mark:]
        kind: ParagraphKind = "item" if mark or _key(line) in items else "body"
        if index == 0 and headline:
            kind = "headline"
        elif _key(line) in headings:
            kind = "heading"
        paragraphs.append(Paragraph(Span(start, start + len(lines[index])), kind))
        start += len(lines[index]) + 2
    text = "\n\n".join(lines)
    if not headline:
        first = next((index for index, paragraph in enumerate(paragraphs) if paragraph.kind != "item"), None)
        following = next((lines[index] for index in range((first or 0) + 1, len(lines))), "")
        if first is not None and blocks.looks_like_headline(lines[first], following):
            paragraphs[first] = Paragraph(paragraphs[first].span, "headline")
    return Document(name=name, text=text, paragraphs=tuple(paragraphs))


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _same(line: str, headline: str) -> bool:
    return _key(line) == _key(headline)
