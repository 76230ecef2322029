"""negation-mismatch: one side says yes where the other says no."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from mtcheck.article import Article, Text
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.likeness import gains
from mtcheck.mistranslations import Mistranslation, mistranslations
from mtcheck.mqm import Severity
from mtcheck.polarity import antonyms, negation
from mtcheck.polarity.company import exchanged
from mtcheck.polarity.contrasts import swapped
from mtcheck.polarity.negation import Turned
from mtcheck.polarity.prefixes import unprefixed
from mtcheck.text.cues import Cue
from mtcheck.text.words import is_unspaced

# Words that are shown with a negator, and characters of a script without spaces.
SHOWN, SHOWN_UNSPACED = 2, 4
OPPOSITE = "“{found}” is the opposite of “{source}” in the source."
# Confidence without an encoder, and with one: it grows with what the pair gains without the negator.
UNPROVED, PROVED, STEEPNESS, SUREST = 0.6, 0.7, 6.0, 0.95


def find(article: Article) -> Iterator[Draft]:
    """Contrasts that were turned round, and negators and opposite words that only one side has."""
    told = set()
    for contrast in swapped(article):
        assert contrast.pair.source is not None
        assert contrast.pair.target is not None
        told.add(contrast.pair.index)
        here = contrast.pair.target.place(contrast.target.start, contrast.target.end)
        there = contrast.pair.source.place(contrast.source.start, contrast.source.end)
        yield Draft(
            "The translation denies what the source affirms, and the other way round.",
            (here, there),
            contrast.confidence,
        )
    # One call of the encoder for both.
    gains(article, [*negation.variants(article), *antonyms.variants(article)])
    rows = [one for one in _listed(article) if one.pair.index not in told]
    for one in negation.turned(article):
        # A row says which words are the opposite.
        if one.pair.index not in told and not any(_covers(row, one) for row in rows):
            yield _turned(one)
    yield from _opposites(article, rows, told)


def _turned(one: Turned) -> Draft:
    """A negator that only one side has, and the whole of the other side."""
    assert one.pair.source is not None
    assert one.pair.target is not None
    source, target = one.pair.source, one.pair.target
    confidence = UNPROVED if one.gain is None else min(SUREST, PROVED + STEEPNESS * max(0.0, one.gain))
    own = target if one.side == "target" else source
    start, end = _with_next(own, one.cue)
    said = own.text[start:end]
    if own is target:
        message = f"“{said}” negates what the source affirms: no negation stands there."
        places = target.place(start, end), source.whole
    else:
        message = f"The source says “{said}”, but nothing is negated in the translation."
        places = source.place(start, end), target.whole
    return Draft(message, places, confidence, severity=Severity.NEUTRAL if one.free else None)


def _opposites(article: Article, rows: Iterable[Mistranslation], told: Container[int]) -> Iterator[Draft]:
    """Words of the opposite meaning, then what lexicons list as such; one for a place in the translation."""
    shown_at: set[tuple[int, int, int]] = set()
    for found in (*antonyms.opposites(article), *unprefixed(article), *exchanged(article)):
        place = (found.pair.index, found.start, found.end)
        if place in shown_at or found.pair.index in told:
            continue
        shown_at.add(place)
        assert found.pair.source is not None
        assert found.pair.target is not None
        shown = found.pair.target.text[found.start : found.end]
        source = found.pair.source.text[found.source_start : found.source_end]
        yield Draft(
            OPPOSITE.format(found=shown, source=source),
            (
                found.pair.target.place(found.start, found.end),
                found.pair.source.place(found.source_start, found.source_end),
            ),
            found.confidence,
        )
    for row in rows:
        start, end = row.target
        if not any(index == row.pair.index and start < last and first < end for index, first, last in shown_at):
            yield Draft(row.said(OPPOSITE), row.places, row.row.confidence, row.suggestion, row.severity)


def _listed(article: Article) -> Iterator[Mistranslation]:
    """Opposites that the lexicon lists, where just one side has them, or both are negated."""
    for row in mistranslations(article):
        if row.row.kind == "opposite" and not antonyms.turned_on_one_side(row.pair, row.source, row.target):
            yield row


def _covers(row: Mistranslation, one: Turned) -> bool:
    start, end = row.source if one.side == "source" else row.target
    return row.pair.index == one.pair.index and start < one.cue.end and one.cue.start < end


def _with_next(text: Text, cue: Cue) -> tuple[int, int]:
    """The place of the whole word that negates, and of the words behind it."""
    own = [index for index, word in enumerate(text.words) if word.end > cue.start and word.start < cue.end]
    shown = SHOWN_UNSPACED if is_unspaced(text.text[cue.start]) else SHOWN
    last = text.words[min(len(text.words), own[0] + max(shown, len(own))) - 1]
    return text.words[own[0]].start, max(cue.end, last.end)


CHECK = Check(
    code="ACC401",
    name="negation-mismatch",
    category="accuracy/mistranslation",
    severity=Severity.CRITICAL,
    needs="source",
    what="The translation negates what the source affirms or the other way round, has a word of the opposite meaning, or turns a contrast round.",
    why="The reader learns the contrary of what was said, in a sentence in which nothing looks wrong.",
    limits="A free translation may turn a sentence and keep its sense, so in doubt the check is silent: where several negations of one sentence change places, and where either side has a word that implies one. Of a free translation it says so as neutral where there is no dictionary.",
    examples=(
        Example("The minister ruled out new talks.", fires=True, source="Министр не исключил новых переговоров."),
        Example(
            "The minister did not rule out new talks.", fires=False, source="Министр не исключил новых переговоров."
        ),
        Example("New talks are possible.", fires=False, source="Новые переговоры не исключены."),
    ),
    find=find,
)
