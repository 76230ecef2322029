"""Blocks of Markdown, with their marks outside of the spans."""

from __future__ import annotations

import pytest

from mtcheck.errors import InputError
from mtcheck.readers import markdown


def blocks(text: str) -> list[tuple[str, str]]:
    document = markdown.read(text.encode(), "a.md")
    assert document.text == text
    return [(paragraph.kind, paragraph.span.of(document.text)) for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Budget *abgelehnt* #\n\nText.\n\n## Weiter\n",
            [("headline", "Budget *abgelehnt*"), ("body", "Text."), ("heading", "Weiter")],
        ),
        ("Titel\n=====\n\nText\nweiter.\n", [("headline", "Titel"), ("body", "Text\nweiter.")]),
        ("---\ntitle: x\n---\n# Ja\n", [("headline", "Ja")]),
        ("Erster Satz.\n\n---\n\nZweiter.\n\n---\n", [("body", "Erster Satz."), ("body", "Zweiter.")]),
        ("- eins\n- zwei\n\n1. drei\n", [("item", "eins"), ("item", "zwei"), ("item", "drei")]),
        ("# T\n\n> Eins.\n> Zwei.\n", [("headline", "T"), ("body", "Eins."), ("body", "Zwei.")]),
        ("# T\n\n```\ncode\n```\n\n    code\n\n![Bild](b.png)\n\nEnde.\n", [("headline", "T"), ("body", "Ende.")]),
        (
            "# T\n\n| a | b |\n|---|---|\n| a | c |\n",
            [("headline", "T"), ("body", "a"), ("body", "b"), ("body", "a"), ("body", "c")],
        ),
        (
            "# T\n\n<div>Wort</div>\n\n<!-- nein -->\n\n<script>\nnein\n</script>\n",
            [("headline", "T"), ("body", "Wort")],
        ),
        ("# T\n\n— Да, — сказал он.\n", [("headline", "T"), ("body", "— Да, — сказал он.")]),
    ],
)
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text) == expected


def test_a_file_of_code_alone_is_refused() -> None:
    with pytest.raises(InputError, match="no text besides code"):
        markdown.read(b"```\ncode\n```\n", "a.md")


@pytest.mark.parametrize(
    "text", [">" * 5000 + " a", "- " * 2000 + "a", "<" * 50_000 + "a", "[" * 20_000 + "a", "|" * 5000 + "\n|-|"]
)
def test_hostile_files_give_a_document_or_an_input_error(text: str) -> None:
    try:
        document = markdown.read(text.encode(), "a.md")
    except InputError:
        return
    assert document.paragraphs
