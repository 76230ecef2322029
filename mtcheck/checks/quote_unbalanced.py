"""quote-unbalanced: quotation marks that are missing, left over or misplaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mtcheck.article import Article, Pair, Text
from mtcheck.checks.base import Check, Draft, Example, Fixes
from mtcheck.finding import Applicability, Location
from mtcheck.mqm import Severity
from mtcheck.quotation import Fault, clause, collapsed, faults, has_verb, missing_end, missing_ends
from mtcheck.spans import Span
from mtcheck.text.quotes import Mark, misplaced, parse

_DASHES = "—–―-"
# A quotation that goes on behind a dash after its attribution: `..." he said. - And then ...`
_LEFT_DASH = re.compile(r"[.!?] (?P<dash>[—–―-]) (?=[^\W\d_])")
SHOWN = 3
INHERITED = " The source has the same fault."


def find(article: Article) -> Iterator[Draft]:
    """Marks without partner or in a wrong place; attributions inside quotations; dashes left from the source's style.

    Of a single pair nobody knows what stands around it, so what its source lacks as well is not held against it.
    """
    texts = article.target_paragraphs
    inherited = _source_faults(article)
    alone = article.source is not None and len(article.pairs) == 1
    astray = {index: misplaced(text.text, text.language.quotes) for index, text in enumerate(texts)}
    for fault in faults(texts):
        text = texts[fault.paragraph]
        same = any(kind == fault.kind and text.span.overlaps(span) for kind, span in inherited)
        if astray[fault.paragraph] or (alone and (same or _at_the_edge(text, fault.mark))):
            continue
        draft = _draft(article, text, fault)
        if same:
            message = draft.message + INHERITED
            draft = replace(draft, message=message, severity=Severity.NEUTRAL, applicability=Applicability.NONE)
        yield draft
    for index, found in astray.items():
        yield from _misplaced(texts[index], found[:1])
    for pair in article.pairs:
        if pair.source is not None and pair.target is not None:
            yield from _swallowed(pair.source, pair.target)
    if not article.target_language.dialogue_dash:
        for text in texts:
            yield from _left_dashes(text)


def _misplaced(text: Text, found: list[Mark]) -> Iterator[Draft]:
    for mark in found:
        near = [word for word in text.words if word.end >= mark.position - 1][:2]
        start = min((near[0].start, mark.position)) if near else mark.position
        place = text.place(start, max(near[-1].end if near else 0, mark.position + 1))
        message = "This quotation mark stands between a blank and a blank, or between two words, so it is not clear what it marks."
        yield Draft(message, (place,), 0.85, severity=Severity.MINOR)


def _at_the_edge(text: Text, mark: Mark) -> bool:
    """Whether the quotation of a single sentence may go on outside: a mark at its edge, and no attribution."""
    if not text.text[: mark.position].strip():
        return missing_end(text, mark) is None
    return not text.text[mark.position + 1 :].strip(" .,!?")


def _source_faults(article: Article) -> list[tuple[str, Span]]:
    """Faults that the source has itself, as a text cut inside a quotation has: kinds, and the spans of the translation they excuse."""
    found: list[tuple[str, Span]] = []
    texts = article.source_paragraphs
    for fault in faults(texts):
        text = texts[fault.paragraph]
        if fault.kind == "unclosed" and collapsed(text, fault.mark):
            continue
        found += [
            (fault.kind, pair.target.span)
            for pair in article.pairs
            if pair.source is not None and pair.target is not None and pair.source.span.overlaps(text.span)
        ]
    return found


def _draft(article: Article, text: Text, fault: Fault) -> Draft:
    if fault.kind == "displaced":
        place = _between(text, fault.mark.position)
        written = place.span.shift(-text.span.start).of(text.text)
        message = "This mark opens a quotation by the space before it, but it should close one, before its attribution."
        return Draft(message, (place,), 0.9, suggestion=re.sub(r"\s+(\S)", r"\1 ", written, count=1))
    if fault.kind == "unclosed":
        return _unclosed(article, text, fault.mark)
    closing = _around(text, fault.mark.position)
    if text.text[0] in _DASHES:
        return Draft(
            "The quotation begins with a dialogue dash but ends with a quotation mark, so it has no opening mark.",
            (_words(text, 0), closing),
            0.9,
            suggestion=f"{_partner(text, fault.mark)}{_shown(text, _words(text, 0)).lstrip(_DASHES + ' ')}",
        )
    message = "A quotation ends here that was never opened; its opening mark seems to be missing before these words."
    return Draft(message, (closing, _words(text, _missing_start(article, text, fault.mark))), 0.85)


def _unclosed(article: Article, text: Text, mark: Mark) -> Draft:
    opening = _words(text, mark.position)
    end = missing_end(text, mark, _source_end(article, text, mark))
    if end is None:
        last = _words(text, text.words[-2].start) if len(text.words) > SHOWN and _ends_quoted(article, text) else None
        if last is None or last.span.overlaps(opening.span):
            return Draft("This quotation is opened but never closed.", (opening,), 0.85)
        message = "This quotation is opened but never closed; in the source the paragraph ends with it."
        return Draft(message, (last, opening), 0.88)
    place = _between(text, end)
    written = _shown(text, place)
    cut = end - (place.span.start - text.span.start)
    if not text.language.comma_in_quotes:
        cut -= 1
    return Draft(
        "This quotation is opened but never closed; the closing mark seems to be missing before its attribution.",
        (place, opening),
        0.88,
        suggestion=f"{written[:cut]}{_partner(text, mark)}{written[cut:]}",
        applicability=None if len(missing_ends(text, mark)) == 1 else Applicability.NONE,
    )


def _ends_quoted(article: Article, text: Text) -> bool:
    """Whether the last sentence of a paragraph ends within a quotation in the source."""
    own = [pair for pair in article.pairs if pair.target is not None and text.span.overlaps(pair.target.span)]
    source = own[-1].source if own else None
    if source is None:
        return False
    spans = parse(source.text, source.language.quotes).spans
    return bool(spans) and not source.text[spans[-1][1] :].strip(" .!?…")


def _source_end(article: Article, text: Text, mark: Mark) -> int | None:
    """Where the quotation should end by the source: as far into the passage as there."""
    for pair, base, length in _passages(article, text, mark.position):
        if pair.source is not None:
            spans = parse(pair.source.text, pair.source.language.quotes).spans
            if spans:
                return base + round(length * spans[0][1] / len(pair.source.text))
    return None


def _missing_start(article: Article, text: Text, mark: Mark) -> int:
    """Where the quotation should begin by the source: as far into the passage as there, at the beginning of a word."""
    for pair, base, length in _passages(article, text, mark.position):
        if pair.source is None:
            return base
        spans = parse(pair.source.text, pair.source.language.quotes).spans
        share = spans[-1][0] / max(1, len(pair.source.text)) if spans else 0.0
        space = text.text.rfind(" ", base, base + round(share * length) + 1)
        return space + 1 if space >= 0 else base
    return 0


def _passages(article: Article, text: Text, position: int) -> Iterator[tuple[Pair, int, int]]:
    """The pair whose translation holds a place of a paragraph, with its start in the paragraph and its length."""
    absolute = text.span.start + position
    for pair in article.pairs:
        if pair.target is not None and pair.target.span.start <= absolute <= pair.target.span.end:
            yield pair, max(0, pair.target.span.start - text.span.start), len(pair.target.text)


def _swallowed(source: Text, target: Text) -> Iterator[Draft]:
    """The attribution stands inside the quotation, while the source closes the quotation before it."""
    theirs = parse(source.text, source.language.quotes).spans
    ours = parse(target.text, target.language.quotes).spans
    if not theirs or not ours or ours[-1][1] < len(target.text) - 1:
        return
    behind = [word for word in source.words if word.start >= theirs[-1][1]]
    if not behind or not has_verb(source, behind):
        return
    start, end = ours[-1]
    inside = [word for word in target.words if start < word.start and word.end < end]
    for index, word in enumerate(inside):
        tail = inside[index + 1 :]
        if (
            target.text[word.end : word.end + 1] == ","
            and tail
            and clause(target, tail) == tail
            and has_verb(target, tail)
        ):
            yield Draft(
                "The attribution stands inside the quotation; in the source the quotation ends before it.",
                (target.place(word.start, end), source.place(theirs[-1][1] - 1, behind[-1].end)),
                0.85,
            )
            return


def _left_dashes(text: Text) -> Iterator[Draft]:
    spans = parse(text.text, text.language.quotes).spans
    for match in _LEFT_DASH.finditer(text.text):
        quoted = [end for _, end in spans if end <= match.start()]
        before = [word for word in text.words if quoted and quoted[-1] <= word.start and word.end <= match.start() + 1]
        if quoted and before and len(before) <= 8 and has_verb(text, before):
            place = _words(text, match.start("dash"))
            message = "The quotation goes on here behind a dash, as in the source's style, without an opening mark."
            yield Draft(message, (text.place(before[-1].start, place.span.end - text.span.start),), 0.85)


def _shown(text: Text, place: Location) -> str:
    return place.span.shift(-text.span.start).of(text.text)


def _words(text: Text, start: int) -> Location:
    """The place from `start` over the next words."""
    following = [word for word in text.words if word.end > start][:SHOWN]
    return text.place(start, following[-1].end if following else min(len(text.text), start + 1))


def _around(text: Text, position: int) -> Location:
    """The place of a mark with the word before it."""
    before = [word for word in text.words if word.end <= position]
    return text.place(before[-1].start if before else position, position + 1)


def _between(text: Text, position: int) -> Location:
    """The place of the word before `position` and the two behind it."""
    found = [word for word in text.words if word.end <= position][-1:] + [
        word for word in text.words if word.start >= position
    ][:2]
    return text.place(found[0].start, found[-1].end) if found else text.place(0, len(text.text))


def _partner(text: Text, mark: Mark) -> str:
    """The other mark of the pair to which this one belongs."""
    for opening, closing in text.language.quotes:
        if mark.char == opening and mark.role == "open":
            return closing
        if mark.char == closing and mark.role == "close":
            return opening
    return mark.char


CHECK = Check(
    code="LIN101",
    name="quote-unbalanced",
    category="linguistic-conventions/punctuation",
    severity=Severity.MAJOR,
    needs="target",
    what="A quotation mark is missing, left over or misplaced, or a dialogue dash is mixed with quotation marks.",
    why="The reader cannot tell where the quoted person stops and the newspaper goes on: words are put into someone's mouth.",
    limits="Single marks are apostrophes too often to be judged. What the source lacks in the same place is advice only, and nothing in a single pair.",
    examples=(
        Example("“We will not sign, the minister said on Monday.", fires=True),
        Example("— We will not sign,” the minister said.", fires=True),
        Example("“We will not sign,” the minister said. “The text is ‘a trap’.”", fires=False),
    ),
    find=find,
    fixes=Fixes(Applicability.SAFE),
)
