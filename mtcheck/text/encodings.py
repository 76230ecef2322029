"""Bytes to text: which encoding a file is in, and how sure that is.

UTF-16 without a mark is looked for first, then strict UTF-8, then files that mix UTF-8 with lines in an older encoding,
then the older encodings themselves. charset-normalizer proposes one of those; short texts need a second opinion, so
every candidate is decoded and the most plausible text wins (`plausibility`).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from mtcheck.errors import InputError
from mtcheck.text.plausibility import TYPOGRAPHY, plausibility

# Tried in this order; on equal plausibility (texts that decode alike) the first one gives its name.
LEGACY_ENCODINGS = (
    "cp1252", "cp1251", "koi8-u", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "cp1250", "iso8859-2",
    "cp1254", "cp1257",
    "cp1253", "cp1255", "cp1256", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
)  # fmt: skip

_PUBLIC_NAMES = {"shift_jis": "shift_jis", "cp866": "ibm866", "utf-8-sig": "utf-8"}

# Longer marks first: the mark of UTF-32 LE begins with that of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "an RTF file"),
)

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Enough to judge by; keeps the trial of every candidate cheap for large files.
_SAMPLE = 20_000
_FEW_LINES = 5


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text: newlines are line feeds, the byte order mark is gone; `warnings` are sentences for people."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, name: str, *, declared: str | None = None) -> Decoded:
    """The text of a file.

    `declared` is the encoding that the file itself names (HTML); it is believed if the bytes agree.
    Raises InputError for binary and for empty files; the message gives the line of the first byte that does not belong.
    """
    if not data.strip(b" \t\r\n\f\v"):
        raise InputError(name, "the file is empty")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(name, f"this is {what}, not plain text; save it as .txt, .html or .docx first")
    decoded = _decode_marked(data, name) or _decode_declared(data, declared) or _decode_unmarked(data)
    text = normalise_newlines(decoded.text.removeprefix("\ufeff"))
    require_text(text, name)
    return Decoded(text, decoded.encoding, decoded.warnings)


def normalise_newlines(text: str) -> str:
    """The text with all ends of lines turned into line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def require_text(text: str, name: str) -> None:
    """Raise InputError unless `text` holds something to read and nothing that no text holds."""
    if not text.strip("\ufeff \t\n\r\f\v\u00a0\u200b\u2028\u2029"):
        raise InputError(name, "the text is empty")
    nul = text.find("\0")
    if nul >= 0:
        problem = "a NUL character: this is a binary file or a damaged one; save it as plain text in UTF-8"
        raise InputError(name, problem, line=_line_of(text, nul))
    # One form feed or escape is a slip; a text that is full of control characters is none.
    controls = _CONTROL.findall(text)
    if len(controls) > max(4, len(text) // 100):
        first = _CONTROL.search(text)
        line = _line_of(text, first.start()) if first else None
        raise InputError(name, "control characters: this is a binary file; save it as plain text in UTF-8", line=line)
    for index, char in enumerate(text) if not text.isascii() else ():
        if "\ud800" <= char <= "\udfff":
            raise InputError(name, "half of a surrogate pair, which is no character", line=_line_of(text, index))


def _line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _decode_marked(data: bytes, name: str) -> Decoded | None:
    """The text of a file that begins with a byte order mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError as error:
                if encoding == "utf-8":
                    return None  # the rest may be mixed: treated like a file without a mark
                place = error.start + len(mark)
                problem = f"not {encoding.upper()} as its first bytes say, from byte {place} on; save it as UTF-8"
                raise InputError(name, problem) from None
    return None


def _decode_declared(data: bytes, declared: str | None) -> Decoded | None:
    """The text by the encoding that the file names, if Python knows it and the bytes agree."""
    if declared is None:
        return None
    try:
        codec = codecs.lookup(declared)
        # iso-8859-1 means windows-1252 wherever web pages are read (WHATWG Encoding Standard).
        encoding = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(
            codec.name, codec.name
        )
        text = data.decode(encoding)
    except (LookupError, UnicodeError, ValueError):
        return None
    if encoding != "utf-8" and _is_utf8(data) and not data.isascii():
        return None  # pages that were re-saved as UTF-8 keep the old declaration
    # A declaration is the page's own word, so there is nothing to warn of.
    return Decoded(text, public_name(encoding)) if isinstance(text, str) else None


def _decode_unmarked(data: bytes) -> Decoded:
    """The text of a file that does not say what it is encoded in."""
    wide = _guess_utf16(data)
    if wide is not None:
        return Decoded(data.decode(wide), wide, (_read_as(wide),))
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decode_mixed(data) or _decode_legacy(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: half of its bytes are high bytes of one or two scripts, NUL for spaces and line ends."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or len(data) < 4:
        return None
    controls = len(_CONTROL.findall(sample.decode("latin-1")))
    # High bytes of Latin and Cyrillic are control characters. Other scripts have few, but then the bytes are no UTF-8.
    if not controls or (_is_utf8(data) and (not data.isascii() or controls < len(sample) // 5)):
        return None
    best = max(("utf-16-le", "utf-16-be"), key=lambda encoding: plausibility(sample.decode(encoding, errors="replace")))
    try:
        text = data.decode(best)
    except UnicodeDecodeError:
        return None
    # Texts have a share above .99, binaries below .6; a stray NUL in plain text makes a few rare Han characters.
    return best if _utf16_share(sample, best) > 0.95 and plausibility(text[:_SAMPLE]) >= 0 else None


def _utf16_share(sample: bytes, encoding: str) -> float:
    """How much of the text is letters, spaces and common punctuation of the lower planes."""
    text = sample.decode(encoding, errors="replace")
    blocks = {ord(char) >> 8 for char in text}
    # Bytes of a binary file scatter over all blocks. Han alone scatters, over its own.
    scattered = len({block for block in blocks if not 0x4E <= block <= 0x9F}) > 12
    good = sum(char.isalnum() or char in " \n\r\t" or char in TYPOGRAPHY or "!" <= char <= "~" for char in text)
    return 0.0 if scattered else good / len(text)


def _decode_mixed(data: bytes) -> Decoded | None:
    """A file whose lines are UTF-8 except for some, or that holds single broken bytes."""
    lines = data.splitlines(keepends=True)
    bad = [number for number, line in enumerate(lines) if not _is_utf8(line)]
    good_sequences = (
        sum(_sequences(line) for number, line in enumerate(lines) if number not in set(bad))
        if len(bad) < len(lines)
        else 0
    )
    damaged = [number for number in bad if _sequences(lines[number]) > 2 * _broken_bytes(lines[number])]
    legacy = [number for number in bad if number not in set(damaged)]
    # Three or more well-formed sequences do not come about by chance in another encoding.
    if good_sequences + sum(_sequences(lines[number]) for number in damaged) < 3:
        return None
    warnings = []
    encoding = best_legacy_encoding(b"".join(lines[number] for number in legacy)) if legacy else "utf-8"
    if legacy:
        where = _line_list(legacy)
        warnings.append(
            f"The file mixes encodings: read as UTF-8, but {where} as {public_name(encoding)}; check the letters there."
        )
    if damaged:
        warnings.append(f"Broken UTF-8 in {_line_list(damaged)}: the bytes in question were replaced by U+FFFD.")
    by_line = set(legacy)
    text = "".join(
        line.decode(encoding, errors="replace") if number in by_line else line.decode("utf-8", errors="replace")
        for number, line in enumerate(lines)
    )
    return Decoded(text, "utf-8", tuple(warnings))


def _sequences(line: bytes) -> int:
    """How many well-formed UTF-8 sequences of two bytes or more a line holds."""
    return sum(char > "\x7f" for char in line.decode("utf-8", errors="ignore"))


def _broken_bytes(line: bytes) -> int:
    return line.decode("utf-8", errors="replace").count("\ufffd") - line.decode("utf-8", errors="ignore").count(
        "\ufffd"
    )


def _line_list(numbers: list[int]) -> str:
    """The lines in words, counted from 1: "line 3", "lines 3, 5, 8, 9, 12 and 4 more"."""
    shown = ", ".join(str(number + 1) for number in numbers[:_FEW_LINES])
    more = f" and {len(numbers) - _FEW_LINES} more" if len(numbers) > _FEW_LINES else ""
    return f"{'line' if len(numbers) == 1 else 'lines'} {shown}{more}"


def _decode_legacy(data: bytes) -> Decoded:
    encoding = best_legacy_encoding(data)
    return Decoded(data.decode(encoding, errors="replace"), public_name(encoding), (_read_as(encoding),))


def _read_as(encoding: str) -> str:
    return f"Read as {public_name(encoding)}; if letters look wrong, save the file as UTF-8."


def public_name(encoding: str) -> str:
    """The name by which people know an encoding: windows-1251 for Python's cp1251."""
    codec = codecs.lookup(encoding).name
    if codec.startswith("cp125"):
        return "windows-" + codec.removeprefix("cp")
    if codec.startswith("iso8859-"):
        return "iso-8859-" + codec.removeprefix("iso8859-")
    return _PUBLIC_NAMES.get(codec, codec)


def best_legacy_encoding(data: bytes) -> str:
    """The encoding under which `data` reads most like a language; iso-8859-1, which never fails, when none decodes."""
    sample = _sample(data)
    scores: dict[str, float] = {}
    for rank, encoding in enumerate((*LEGACY_ENCODINGS, *_second_opinion(sample))):
        # The list begins with the encodings met most; that decides between readings of three or four letters.
        score = plausibility(sample.decode(encoding, errors="ignore")) - 0.006 * rank
        scores[encoding] = max(score, scores.get(encoding, score))
    for encoding in sorted(scores, key=lambda candidate: -scores[candidate]):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "iso8859-1"


def _sample(data: bytes) -> bytes:
    """The part of the file to judge by: lines with bytes beyond ASCII, from the beginning."""
    if len(data) <= _SAMPLE:
        return data
    chosen = b"\n".join(line for line in data[: 50 * _SAMPLE].splitlines() if not line.isascii())[:_SAMPLE]
    return chosen or data[-_SAMPLE:]


def _second_opinion(sample: bytes) -> list[str]:
    """What charset-normalizer makes of the bytes, for encodings that are not in the list above."""
    import charset_normalizer

    match = charset_normalizer.from_bytes(sample).best()
    if match is None or match.encoding.startswith(("utf", "cp037", "cp500", "cp273", "cp1140", "cp1026")):
        return []
    return [match.encoding]
