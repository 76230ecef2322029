"""Style lists and termbases that a newsroom keeps: files to rules, one module a format.

The format is told by the content: TBX is XML, UTX says so in its first line, all else is a table with tabs.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from mtcheck.errors import InputError
from mtcheck.glossaries.base import Rule

__all__ = ["MAX_BYTES", "Rule", "parse", "read"]

MAX_BYTES = 50_000_000
"""Larger files are refused; a termbase of a hundred thousand concepts is smaller."""


def read(path: Path, style: str) -> tuple[Rule, ...]:
    """The rules of a file, for the list that messages call `style`; raises `InputError` with file, line and advice."""
    try:
        state = path.stat()
        if path.is_dir():
            raise InputError(str(path), "this is a folder; name a style list in it")
        return _read(path, style, state.st_mtime_ns, state.st_size)
    except FileNotFoundError:
        raise InputError(str(path), "there is no such file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(str(path), f"the style list cannot be read: {reason}") from None


@lru_cache(maxsize=8)
def _read(path: Path, style: str, _changed: int, size: int) -> tuple[Rule, ...]:
    """Remembered while the file stays as it is: a run looks into its lists before the work and again for it."""
    if size > MAX_BYTES:
        raise InputError(
            str(path), f"larger than {MAX_BYTES // 1_000_000} MB; leave out what a style list does not need"
        )
    return tuple(parse(path.read_bytes(), str(path), style))


def parse(data: bytes, name: str, style: str) -> list[Rule]:
    """The rules in the content of a file called `name`; raises `InputError`."""
    start = data[:200].removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip(b" \t\r\n\xff\xfe")
    if not start:
        raise InputError(name, "the list is empty; the first line of a table names its columns, such as term and avoid")
    # Most runs read tables only; the other formats are imported when they turn up.
    if start.startswith(b"<"):
        from mtcheck.glossaries import tbx

        return tbx.parse(data, name, style)
    if start.upper().startswith(b"#UTX"):
        from mtcheck.glossaries import utx

        return utx.parse(data, name, style)
    from mtcheck.glossaries import tsv

    return tsv.parse(data, name, style)
