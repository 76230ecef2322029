"""number-mismatch: a figure that changed, got lost or came from nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article, Pair, Text
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.finding import Location
from mtcheck.mqm import Severity
from mtcheck.text.number_format import formatted
from mtcheck.text.number_matching import Mismatch, compare
from mtcheck.text.numerals import Number

CERTAIN, ALONE = 0.7, 0.5


def find(article: Article) -> Iterator[Draft]:
    """Compares the numbers of each pair; one that stands in a neighbouring pair instead has only moved."""
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        for mismatch in compare(pair.source.numbers, pair.target.numbers, pair.source.text, pair.target.text):
            if not _moved(article, pair, mismatch):
                draft = _draft(pair.source, pair.target, mismatch)
                if draft is not None:
                    yield draft


def _moved(article: Article, pair: Pair, mismatch: Mismatch) -> bool:
    source_values = {
        value
        for near in article.nearby(pair)
        if near.source
        for number in near.source.numbers
        for value in number.readings
    }
    target_values = {
        value
        for near in article.nearby(pair)
        if near.target
        for number in near.target.numbers
        for value in number.readings
    }
    lost = mismatch.source is not None and target_values.isdisjoint(mismatch.source.readings)
    gained = mismatch.target is not None and source_values.isdisjoint(mismatch.target.readings)
    return not (lost or gained)


def _draft(source: Text, target: Text, mismatch: Mismatch) -> Draft | None:
    if mismatch.source is not None and mismatch.target is not None:
        if mismatch.confidence < CERTAIN:
            return None
        was, now = _text(source, mismatch.source), _text(target, mismatch.target)
        reason = "the order of magnitude differs" if mismatch.kind == "magnitude" else "the figures differ"
        return Draft(
            f"The source has “{was}”, the translation “{now}”: {reason}.",
            (_place(target, mismatch.target), _place(source, mismatch.source)),
            mismatch.confidence,
            suggestion=_rendering(target, mismatch.source, mismatch.target),
        )
    if mismatch.confidence < ALONE:
        return None
    if mismatch.source is not None:
        message = f"“{_text(source, mismatch.source)}” of the source is nowhere in the translation of this passage."
        return Draft(message, (_place(source, mismatch.source),), mismatch.confidence, severity=Severity.MAJOR)
    if mismatch.target is not None:
        message = f"“{_text(target, mismatch.target)}” has no counterpart in the source of this passage."
        return Draft(message, (_place(target, mismatch.target),), mismatch.confidence, severity=Severity.MAJOR)
    return None


def _text(text: Text, number: Number) -> str:
    return number.span.of(text.text)


def _rendering(target: Text, right: Number, wrong: Number) -> str | None:
    """The wrong expression with the right figure, as the translation's language writes it; None across scales and words."""
    lexicon = target.language.numerals
    if lexicon is None or right.scale != wrong.scale or right.kind != wrong.kind or wrong.words or right.month:
        return None
    figure = formatted(right.value / right.scale, lexicon)
    expression = wrong.span.of(target.text)
    start, end = wrong.digits.start - wrong.span.start, wrong.digits.end - wrong.span.start
    return f"{expression[:start]}{figure}{expression[end:]}" if figure else None


def _place(text: Text, number: Number) -> Location:
    return text.place(number.span.start, number.span.end)


CHECK = Check(
    code="ACC201",
    name="number-mismatch",
    category="accuracy/mistranslation/number",
    severity=Severity.CRITICAL,
    needs="source",
    what="A number of the source stands differently in the translation, is missing, or one was added.",
    why="Figures are what readers quote; a wrong one is a wrong fact.",
    limits="Conversions of units and currencies are not computed. Small numbers in words on one side only are left alone.",
    examples=(
        Example("The motion needed 298 votes.", fires=True, source="Для этого нужны были 289 голосов."),
        Example("The budget is 39 billion.", fires=True, source="Бюджет составляет 39 трлн."),
        Example("The budget is 1,500 million dollars.", fires=False, source="Бюджет составляет 1,5 млрд долларов."),
    ),
    find=find,
)
