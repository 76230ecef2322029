"""Files by suffix, standard input, and files that cannot be read."""

from __future__ import annotations

import io
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from mtcheck import readers
from mtcheck.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "content", "first"),
    [
        ("a.txt", "Слово", "Слово"),
        ("a.TEXT", "Слово", "Слово"),
        ("a.md", "# Слово", "Слово"),
        ("a.Markdown", "# Слово", "Слово"),
        ("a.htm", "<p>Слово</p>", "Слово"),
        ("a.unknown", "# Слово", "# Слово"),
        ("a", "Слово", "Слово"),
    ],
)
def test_the_suffix_chooses_the_reader(tmp_path: Path, name: str, content: str, first: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    document = readers.read_path(path)
    assert document.paragraphs[0].span.of(document.text) == first
    assert document.name == str(path)
    assert (document.segments, document.lang) == ((), None)


def test_missing_files_folders_and_large_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="no such file"):
        readers.read_path(tmp_path / "none.txt")
    with pytest.raises(InputError, match="a folder"):
        readers.read_path(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        readers.read_path(tmp_path / ("x" * 5000))
    monkeypatch.setattr(readers, "MAX_BYTES", 3)
    (tmp_path / "a.txt").write_bytes(b"1234")
    with pytest.raises(InputError, match="larger than"):
        readers.read_path(tmp_path / "a.txt")


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = "Парламент отклонил поправки.".encode("cp1251")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    document = readers.read_path(type(tmp_path)("-"))
    assert (document.text, document.name, document.encoding) == (
        "Парламент отклонил поправки.",
        "standard input",
        "windows-1251",
    )


def test_importing_and_reading_plain_text_loads_nothing_heavy() -> None:
    code = (
        "import sys, mtcheck.readers, mtcheck.segmenters, mtcheck.language_detection\n"
        "mtcheck.readers.plain.from_text('A word.', 'a')\n"
        "heavy = {'lxml', 'docx', 'trafilatura', 'markdown_it', 'charset_normalizer', 'numpy'}\n"
        "heavy |= {'razdel', 'syntok', 'pysbd', 'langdetect'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert result.stdout.strip() == "[]"
