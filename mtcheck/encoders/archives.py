"""Compressed numpy archives without their compression, which takes longer to undo than all else that a start needs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from mtcheck.cache import remembered_file


def uncompressed(path: Path, name: str) -> Path:
    """The archive with its members stored, kept in the user's cache; the archive itself where nothing can be kept."""
    size = path.stat()
    return remembered_file(name, f"{size.st_size}-{size.st_mtime_ns}", lambda: _stored(path)) or path


def _stored(path: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as copy:
        for member in archive.infolist():
            copy.writestr(member.filename, archive.read(member))
    return buffer.getvalue()
