"""Clauses and phrases: every word is in one of them, in order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.article import Text
from mtcheck.clause_spans import Clause, clauses, phrases
from mtcheck.document import Document, Paragraph
from mtcheck.languages import language
from mtcheck.spans import Span

TEXTS = st.text(st.sampled_from("la casa,de. 1 y! «É») "), max_size=60)


def a_text(written: str, lang: str = "es") -> Text:
    span = Span(0, len(written))
    return Text("source", Document("a", written, (Paragraph(span),), lang=lang), span, language(lang))


@given(TEXTS)
def test_each_word_is_in_one_clause(written: str) -> None:
    text = a_text(written)
    found = clauses(text)
    assert all(first.end == second.start for first, second in pairwise(found))
    assert all(sum(one.start <= word.start < word.end <= one.end for one in found) == 1 for word in text.words)


@given(TEXTS)
def test_each_word_is_in_one_phrase(written: str) -> None:
    text = a_text(written)
    found = phrases(text)
    assert found == sorted(found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(sum(one.start <= word.start < word.end <= one.end for one in found) == 1 for word in text.words)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("El alcalde presentó el plan ante los vecinos", ["El alcalde presentó", "el plan", "ante los vecinos"]),
        ("Madrid, capital de España", ["Madrid", "capital", "de España"]),
        ("", []),
    ],
)
def test_phrases(written: str, expected: list[str]) -> None:
    assert [written[one.start : one.end] for one in phrases(a_text(written))] == expected


def test_a_clause_holds_what_begins_in_it() -> None:
    assert clauses(a_text("El alcalde habló ayer, pero nadie le creyó nada."))[0] == Clause(0, 23)
