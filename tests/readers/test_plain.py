"""Paragraphs of plain text and their kinds."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import InputError
from mtcheck.readers import plain

LONG = (
    "Депутаты проголосовали против поправок, а министр заявил, что правительство от своего плана отступать не намерено."
)


def blocks(text: str) -> list[tuple[str, str]]:
    document = plain.from_text(text, "a")
    return [(paragraph.kind, paragraph.span.of(document.text)) for paragraph in document.paragraphs]


def test_blank_lines_separate_and_wrapped_lines_are_joined() -> None:
    wrapped = (
        "Die Abgeordneten lehnten den Entwurf ab, und der\n"
        "Minister sagte, dass die Regierung an ihrem Plan\n"
        "festhalten werde."
    )
    assert blocks(f"Haushalt abgelehnt\n\n{wrapped}\n \n{LONG}\n") == [
        ("headline", "Haushalt abgelehnt"),
        ("body", wrapped),
        ("body", LONG),
    ]


def test_without_blank_lines_each_line_is_a_paragraph() -> None:
    assert [text for _, text in blocks(f"Заголовок\n{LONG}\n{LONG}")] == ["Заголовок", LONG, LONG]


def test_one_sentence_a_line_is_not_taken_for_wrapping() -> None:
    lines = [
        "Das Parlament hat am Montag über den Haushalt beraten.",
        "Der Minister sprach zwei Stunden lang zu den Abgeordneten.",
    ]
    assert [text for _, text in blocks("\n".join(lines))] == lines


def test_bullets_are_left_out_but_the_dash_of_direct_speech_stays() -> None:
    assert blocks(
        f"- Главная\n* Политика\n• Спорт\nСовет собрался\n\n{LONG}\n\n— Мы готовы, — сказал он.\n– А вы?"
    ) == [
        ("item", "Главная"),
        ("item", "Политика"),
        ("item", "Спорт"),
        ("headline", "Совет собрался"),
        ("body", LONG),
        ("body", "— Мы готовы, — сказал он."),
        ("body", "– А вы?"),
    ]


def test_short_lines_between_paragraphs_are_headings_and_drawn_lines_nothing() -> None:
    assert blocks(f"Заголовок\n\n{LONG}\n\nЧто дальше\n\n{LONG}\n\n* * *\n\n{LONG}") == [
        ("headline", "Заголовок"),
        ("body", LONG),
        ("heading", "Что дальше"),
        ("body", LONG),
        ("body", LONG),
    ]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("Суд отпустил редактора", LONG, "headline"),
        ("Кто виноват?", LONG, "headline"),
        ("Суд отпустил редактора.", LONG, "headline"),
        ("Суд отпустил редактора.", "Он ушёл домой.", "body"),
        ("Суд отпустил редактора. Прокурор против.", LONG, "body"),
        (LONG, LONG, "body"),
        ("слово " * 40, LONG, "body"),
        ("— Нет!", LONG, "body"),
    ],
)
def test_the_first_paragraph_is_the_headline_if_it_looks_like_one(first: str, second: str, kind: str) -> None:
    assert blocks(f"{first}\n\n{second}")[0][0] == kind


@pytest.mark.parametrize("text", ["", " \n ", "\ufeff"])
def test_empty_texts_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        plain.from_text(text, "a")


@given(st.text(st.sampled_from("ab А—-*•.!? \n\t\u00a0\u200b"), max_size=200))
def test_paragraphs_hold_all_letters_in_order_without_outer_space(text: str) -> None:
    if not text.strip("\ufeff \t\n\u00a0\u200b"):
        return
    document = plain.from_text(text, "a")
    spans = [paragraph.span for paragraph in document.paragraphs]
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    assert all(span.of(document.text) == span.of(document.text).strip() != "" for span in spans)
    covered = "".join(span.of(document.text) for span in spans)
    assert [char for char in covered if char.isalpha()] == [char for char in document.text if char.isalpha()]
