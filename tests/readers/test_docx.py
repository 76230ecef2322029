"""Word files, sound and broken."""

from __future__ import annotations

import builtins
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.errors import InputError, MissingExtraError
from mtcheck.readers import docx as reader

docx = pytest.importorskip("docx")


def file(*, title: bool = True) -> bytes:
    document = docx.Document()
    if title:
        document.add_heading("Бюджет отклонён", 0)
    document.add_paragraph("Первый абзац: депутаты проголосовали против.")
    document.add_heading("Раздел", 1)
    document.add_paragraph("пункт", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "раз", "два"
    document.add_paragraph("")
    document.add_paragraph("Конец\nстроки")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


SOUND = file()


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


def test_paragraphs_in_order_with_their_kinds() -> None:
    document = reader.read(SOUND, "a.docx")
    assert [(paragraph.kind, paragraph.span.of(document.text)) for paragraph in document.paragraphs] == [
        ("headline", "Бюджет отклонён"),
        ("body", "Первый абзац: депутаты проголосовали против."),
        ("heading", "Раздел"),
        ("item", "пункт"),
        ("body", "раз"),
        ("body", "два"),
        ("body", "Конец\nстроки"),
    ]


def test_insertions_are_read_and_deletions_are_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Цена ")
    for tag, inner, word in (("ins", "t", "выросла"), ("del", "delText", "упала")):
        change: Any = docx.oxml.parse_xml(
            f'<w:{tag} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:{inner}>{word}</w:{inner}></w:r></w:{tag}>'
        )
        paragraph._p.append(change)
    buffer = io.BytesIO()
    document.save(buffer)
    assert reader.read(buffer.getvalue(), "a.docx").text == "Цена выросла"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"no archive", "not a .docx file"),
        (SOUND[:500], "not a .docx file"),
        (b"\xd0\xcf\x11\xe0rest", "old or a protected Word file"),
        (archive(**{"other.xml": b"<a/>"}), "no word/document.xml"),
        (archive(**{"word/document.xml": b"<a/>"}), "not a readable Word file"),
        (archive(**{"word/document.xml": b" " * 20_000_000}), "unpacks to 20 MB"),
    ],
)
def test_what_is_no_word_file_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        reader.read(data, "a.docx")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_damaged_files_give_a_document_or_an_input_error(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SOUND)
    for position, value in changes:
        data[position] = value
    try:
        reader.read(bytes(data), "a.docx")
    except InputError as error:
        assert "a.docx" in str(error)  # noqa: PT017 - either outcome is right


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_docx(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "docx":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_docx)
    with pytest.raises(MissingExtraError, match=r"mtcheck\[docx\]"):
        reader.read(SOUND, "a.docx")
