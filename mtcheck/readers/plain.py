"""Plain text: files, standard input and strings."""

from __future__ import annotations

from mtcheck.document import Document
from mtcheck.text import blocks, encodings


def read(data: bytes, name: str) -> Document:
    """The document of a plain text file. Raises InputError for binary and empty ones."""
    decoded = encodings.decode(data, name)
    return Document(
        name=name,
        text=decoded.text,
        paragraphs=blocks.paragraphs(decoded.text),
        encoding=decoded.encoding,
        warnings=decoded.warnings,
    )


def from_text(text: str, name: str) -> Document:
    """The document of a text that is decoded already, such as a field of a corpus. Raises InputError for empty ones."""
    text = encodings.normalise_newlines(text.removeprefix("\ufeff"))
    encodings.require_text(text, name)
    return Document(name=name, text=text, paragraphs=blocks.paragraphs(text))
