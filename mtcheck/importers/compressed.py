"""The text of a file that may be compressed, in pieces, from any place in it on.

A gzip or bzip2 file is a sequence of members, each of which can be unpacked without those before it. Programs that pack
on several processors write many; reading can begin again at the last one, not only at the beginning of the file.
"""

from __future__ import annotations

import bz2
import zlib
from collections import deque
from collections.abc import Generator, Iterator
from typing import BinaryIO, Protocol

from mtcheck.errors import InputError

# Bytes that are read, and at most unpacked, at a time.
CHUNK = 1 << 18
GZIP, BZIP2 = b"\x1f\x8b", b"BZh"
_FOREIGN = {b"\x28\xb5\x2f\xfd": "zstd", b"\xfd7zXZ": "xz", b"PK\x03\x04": "zip", b"7z\xbc\xaf": "7z"}
_LONGEST_MAGIC = 6


class _Decoder(Protocol):
    """What `bz2.BZ2Decompressor` offers."""

    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Gzip:
    """One member of a gzip file, as `bz2.BZ2Decompressor` is one of a bzip2 file."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


class Unpacked:
    """The unpacked bytes of a stream, from the member at byte `member` on, which holds the text from `offset` on.

    `place(offset)` says where to begin in order to read a later part again. What is damaged or breaks off raises
    `InputError` after all that can be had of it.
    """

    def __init__(self, stream: BinaryIO, name: str, member: int = 0, offset: int = 0) -> None:
        self._name = name
        self._stream = stream
        self._read = 0
        self._skip(member)
        self._head = self._raw(_LONGEST_MAGIC)
        self._offset = offset
        self._members = deque([(member, offset)])
        for magic, kind in _FOREIGN.items():
            if self._head.startswith(magic) and not member:
                raise InputError(name, f"is packed with {kind}; unpack it first, to a file or to standard input ('-')")
        self.packed = self._head.startswith((GZIP, BZIP2))

    def _raw(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._read += len(data)
        return data

    def _skip(self, size: int) -> None:
        if size and self._stream.seekable():
            self._stream.seek(size)
            self._read = size
        while self._read < size and self._raw(min(CHUNK, size - self._read)):
            pass

    def place(self, offset: int) -> tuple[int, int]:
        """Where the last member before an offset of the text begins: in the file, and in the text."""
        if not self.packed:
            return offset, offset
        while len(self._members) > 1 and self._members[1][1] <= offset:
            self._members.popleft()
        return self._members[0]

    def pieces(self) -> Iterator[bytes]:
        """The text."""
        data = self._head
        if not self.packed:
            while data:
                yield data
                data = self._raw(CHUNK)
            return
        while data := data.lstrip(b"\0") or self._raw(CHUNK).lstrip(b"\0"):
            if len(data) < len(BZIP2):
                data += self._raw(CHUNK)
            data = yield from self._member(data)

    def _member(self, data: bytes) -> Generator[bytes, None, bytes]:
        """One member; returns what was read beyond it."""
        start = self._read - len(data)
        if self._members[-1] != (start, self._offset):
            self._members.append((start, self._offset))
        if not data.startswith((GZIP, BZIP2)):
            raise InputError(self._name, f"is damaged at byte {start:,}: nothing packed begins there")
        decoder: _Decoder = _Gzip() if data.startswith(GZIP) else bz2.BZ2Decompressor()
        while True:
            try:
                text = decoder.decompress(data, CHUNK)
            except (OSError, zlib.error, EOFError) as error:
                raise InputError(self._name, f"is damaged before byte {self._read:,}: {error}") from error
            self._offset += len(text)
            if text:
                yield text
            if decoder.eof:
                return decoder.unused_data
            data = self._raw(CHUNK) if decoder.needs_input else b""
            if not data and decoder.needs_input and not text:
                raise InputError(self._name, f"breaks off in the middle, after {self._read:,} bytes of the file")
