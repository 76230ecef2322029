"""quote-unbalanced: quotation marks without a partner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mtcheck.article import Article, Text
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.finding import Location
from mtcheck.mqm import Severity
from mtcheck.text.quotes import Mark, Quotations, parse
from mtcheck.text.words import Word, fold

_DASHES = "—–―"
# Words that the place of a missing mark shows, and how far behind the opening mark an attribution is looked for.
SHOWN = 3
ATTRIBUTION = 7


def find(article: Article) -> Iterator[Draft]:
    """Paragraph by paragraph: a quotation may end in a later sentence, but each paragraph of a long one opens anew."""
    paragraphs = article.target_paragraphs
    for index, paragraph in enumerate(paragraphs):
        quotations = parse(paragraph.text, paragraph.language.quotes)
        if quotations.balanced or _source_unbalanced(article, paragraph):
            continue
        following = paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
        yield from _unopened(article, paragraph, quotations)
        for mark in quotations.unclosed:
            if mark is quotations.unclosed[-1] and _goes_on(paragraph, mark, following):
                continue
            yield _unclosed(article, paragraph, mark)


def _source_unbalanced(article: Article, paragraph: Text) -> bool:
    """Whether the source of this paragraph has no partner for a mark either, as in a text cut inside a quotation."""
    if article.source is None or article.source_language is None:
        return False
    sources = [pair.source for pair in article.pairs if pair.source and pair.target and pair.target.span.overlaps(paragraph.span)]
    if not sources:
        return False
    start, end = sources[0].span.start, sources[-1].span.end
    # Russian and others let one mark close two quotations («… «…»), so that only a surplus of closing marks tells.
    quotations = parse(article.source.text[start:end], article.source_language.quotes)
    return bool(quotations.unopened) or (len(quotations.unclosed) == 1 and not quotations.spans)


def _goes_on(paragraph: Text, mark: Mark, following: str) -> bool:
    """A quotation of several paragraphs: this one is not closed, the next one opens."""
    opening = {pair[0] for pair in paragraph.language.quotes}
    return following[:1] in opening and not paragraph.text[mark.position + 1 :].rstrip().endswith(_DASHES)


def _unopened(article: Article, paragraph: Text, quotations: Quotations) -> Iterator[Draft]:
    for mark in quotations.unopened:
        closing = _around(paragraph, mark.position)
        if paragraph.text[0] in _DASHES:
            yield Draft(
                "The quotation begins with a dialogue dash but ends with a quotation mark, so it has no opening mark.",
                (_words(paragraph, 0), closing),
                0.9,
                suggestion=f"{_opening_mark(paragraph, mark)}{_words_text(paragraph, 0).lstrip(_DASHES + ' ')}",
            )
            continue
        start = _missing_start(article, paragraph, mark)
        message = "This quotation is closed but never opened; the opening mark seems to be missing here."
        yield Draft(message, (_words(paragraph, start), closing), 0.85)


def _unclosed(article: Article, paragraph: Text, mark: Mark) -> Draft:
    opening = _words(paragraph, mark.position)
    end = _missing_end(paragraph, mark)
    if end is None:
        return Draft("This quotation is opened but never closed.", (opening,), 0.85)
    text = paragraph.text
    found = [word for word in paragraph.words if word.end <= end][-1:] + [word for word in paragraph.words if word.start >= end][:2]
    place = paragraph.place(found[0].start, found[-1].end)
    return Draft(
        "This quotation is opened but never closed; the closing mark seems to be missing before its attribution.",
        (place, opening),
        0.88,
        suggestion=f"{text[found[0].start : end]}{_closing_mark(paragraph, mark)}{text[end : found[-1].end]}",
    )


def _missing_end(paragraph: Text, mark: Mark) -> int | None:
    """Where a closing mark should stand: before the attribution ("..., said the minister"), or else at the paragraph's end."""
    verbs = paragraph.language.reporting_verbs
    found = [word for word in paragraph.words if word.start > mark.position]
    for index, word in enumerate(found):
        comma = word.end < len(paragraph.text) and paragraph.text[word.end] in ",，"
        if comma and any(fold(later.text) in verbs for later in _clause(paragraph, found, index + 1)):
            return word.end + 1
    return None


def _clause(paragraph: Text, found: Sequence[Word], index: int) -> list[Word]:
    """The words that follow, up to the next end of a sentence."""
    clause: list[Word] = []
    for word in found[index : index + ATTRIBUTION]:
        clause.append(word)
        if paragraph.text[word.end : word.end + 1] in set(".!?…;"):
            break
    return clause


def _missing_start(article: Article, paragraph: Text, mark: Mark) -> int:
    """Where an opening mark should stand: as far into the sentence as the source's quotation begins."""
    position = paragraph.span.start + mark.position
    for pair in article.pairs:
        if pair.target is None or not pair.target.span.start <= position <= pair.target.span.end:
            continue
        base = max(0, pair.target.span.start - paragraph.span.start)
        if pair.source is None or article.source_language is None:
            return base
        spans = parse(pair.source.text, article.source_language.quotes).spans
        if not spans:
            return base
        share = spans[0][0] / max(1, len(pair.source.text))
        length = len(pair.target.text)
        if share < 0.08:
            return base
        return base + _next_word(paragraph.text[base : base + length], round(share * length))
    return 0


def _next_word(text: str, near: int) -> int:
    space = text.find(" ", near)
    return space + 1 if 0 <= space < len(text) - 1 else near


def _words_text(paragraph: Text, start: int) -> str:
    return _words(paragraph, start).span.shift(-paragraph.span.start).of(paragraph.text)


def _words(paragraph: Text, start: int) -> Location:
    """The place from `start` over the next words."""
    following = [word for word in paragraph.words if word.end > start][:SHOWN]
    return paragraph.place(start, following[-1].end if following else min(len(paragraph.text), start + 1))


def _around(paragraph: Text, position: int) -> Location:
    """The place of a mark with the word before it."""
    before = [word for word in paragraph.words if word.end <= position]
    return paragraph.place(before[-1].start if before else position, position + 1)


def _opening_mark(paragraph: Text, mark: Mark) -> str:
    return next((pair[0] for pair in paragraph.language.quotes if pair[1] == mark.char), mark.char)


def _closing_mark(paragraph: Text, mark: Mark) -> str:
    return next((pair[1] for pair in paragraph.language.quotes if pair[0] == mark.char), mark.char)


CHECK = Check(
    code="LIN101",
    name="quote-unbalanced",
    category="linguistic-conventions/punctuation",
    severity=Severity.MAJOR,
    needs="target",
    what="A quotation mark has no partner, or a dialogue dash is mixed with quotation marks.",
    why="The reader cannot tell where the quoted person stops and the newspaper goes on: words are put into someone's mouth.",
    limits="Single marks are apostrophes too often to be judged. A text whose source is cut inside a quotation is left alone.",
    examples=(
        Example("“We will not sign, the minister said on Monday.", fires=True),
        Example("— We will not sign,” the minister said.", fires=True),
        Example("“We will not sign,” the minister said. “The text is ‘a trap’.”", fires=False),
    ),
    find=find,
)
