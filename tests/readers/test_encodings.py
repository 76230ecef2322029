"""Files in many encodings come out as the text that went in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import InputError
from mtcheck.readers import plain
from mtcheck.text.encodings import decode

RUSSIAN = "Парламент отклонил поправки к бюджету."
UKRAINIAN = "Її з'їзд відбувся в Європі."
GERMAN = "München: „Wir können nicht“, sagt der Minister – und geht."
FRENCH = "« Où est-il ? » a-t-elle demandé à l’été dernier."
POLISH = "Rząd przyjął nową ustawę, której żądała opozycja."
CHINESE = "政府批准了明年的新预算。"
JAPANESE = "政府は来年度の予算を承認した。"


@pytest.mark.parametrize(
    ("text", "encoding", "public"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        ("МОСКВА ЖДЁТ", "cp1251", "windows-1251"),
        ("Снег", "cp1251", "windows-1251"),
        ("Путин прибыл", "koi8-r", None),
        ("МОСКВА ЖДЁТ", "koi8-r", None),
        (RUSSIAN, "koi8-r", None),
        (RUSSIAN, "cp866", "ibm866"),
        (RUSSIAN, "iso8859-5", "iso-8859-5"),
        (RUSSIAN, "mac-cyrillic", "mac-cyrillic"),
        (UKRAINIAN, "cp1251", "windows-1251"),
        (UKRAINIAN, "koi8-u", "koi8-u"),
        (GERMAN, "cp1252", "windows-1252"),
        ("Größe zählt", "latin-1", "windows-1252"),
        (FRENCH, "cp1252", "windows-1252"),
        (POLISH, "cp1250", None),
        (CHINESE, "gb18030", "gb18030"),
        (JAPANESE, "shift_jis", "shift_jis"),
        (JAPANESE, "euc_jp", "euc_jp"),
        ("정부는 내년 예산을 승인했다.", "euc_kr", None),
        ("Η κυβέρνηση ενέκρινε τον νέο προϋπολογισμό.", "cp1253", "windows-1253"),
        (RUSSIAN, "utf-16-le", "utf-16-le"),
        (RUSSIAN, "utf-16-be", "utf-16-be"),
        (GERMAN, "utf-16-le", "utf-16-le"),
        ("Plain words.", "utf-16-be", "utf-16-be"),
        (JAPANESE + "\n", "utf-16-be", "utf-16-be"),
    ],
)
def test_old_encodings_are_told_apart_and_reported(text: str, encoding: str, public: str | None) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.text == text
    assert public is None or decoded.encoding == public
    assert decoded.warnings == (f"Read as {decoded.encoding}; if letters look wrong, save the file as UTF-8.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [RUSSIAN, GERMAN, CHINESE, "Plain words."])
def test_unicode_with_and_without_mark_needs_no_warning(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert (decoded.text, decoded.warnings) == (text, ())


def test_newlines_become_line_feeds() -> None:
    assert decode("раз\r\nдва\rтри\n".encode(), "a.txt").text == "раз\nдва\nтри\n"


def test_lines_in_another_encoding_are_read_and_named() -> None:
    good, old = f"{RUSSIAN}\n".encode(), "Вторая строка, старая кодировка.\n".encode("cp1251")
    decoded = decode(good + old + good + old, "a.txt")
    assert decoded.text == f"{RUSSIAN}\nВторая строка, старая кодировка.\n" * 2
    assert decoded.encoding == "utf-8"
    assert "lines 2, 4 as windows-1251" in decoded.warnings[0]


def test_single_broken_bytes_are_replaced_and_named() -> None:
    decoded = decode(f"{RUSSIAN}\n".encode() + RUSSIAN.encode()[:-2], "a.txt")
    assert decoded.text.endswith("\ufffd")
    assert "line 2" in decoded.warnings[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.txt: the file is empty"),
        (b" \n\t\r\n", "a.txt: the file is empty"),
        (b"\xef\xbb\xbf", "a.txt: the text is empty"),
        (b"one\ntw\0o\n", "a.txt:2: a NUL character"),
        ("Прив\0ет".encode(), "a.txt:1: a NUL character"),
        ("<p>те\0кст".encode(), "a.txt:1: a NUL character"),
        (bytes(range(256)), "a.txt:1: a NUL character"),
        (b"\x01\x02\x03\x04\x05\x06" * 20, "a.txt:1: control characters"),
        (b"%PDF-1.7", "a.txt: this is a PDF file"),
        (b"PK\x03\x04", "zip archive"),
        (b"\xff\xfe\x00\xd8a", "not UTF-16-LE as its first bytes say"),
    ],
)
def test_what_is_no_text_is_refused_with_the_place(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        plain.read(data, "a.txt")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("declared", "encoding", "expected"),
    [
        ("koi8-r", "koi8-r", "koi8-r"),
        ("iso-8859-1", "cp1252", "windows-1252"),
        ("no-such-encoding", "utf-8", "utf-8"),
        ("windows-1251", "utf-8", "utf-8"),  # saved anew, declaration left as it was
        ("rot13", "utf-8", "utf-8"),
    ],
)
def test_a_declaration_is_believed_if_the_bytes_agree(declared: str, encoding: str, expected: str) -> None:
    text = "Größe" if encoding == "cp1252" else RUSSIAN
    decoded = decode(text.encode(encoding), "a.html", declared=declared)
    assert (decoded.text, decoded.encoding) == (text, expected)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_utf8_is_kept_code_point_by_code_point(text: str) -> None:
    if (
        text.strip("\ufeff \u00a0\u200b\u2028\u2029")
        and not text.startswith("\ufeff")
        and not text.startswith(("%PDF", "{\\rtf"))
    ):
        assert decode(text.encode(), "a.txt").text == text


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_an_input_error(data: bytes) -> None:
    try:
        document = plain.read(data, "a.txt")
    except InputError:
        return
    assert "\0" not in document.text
    assert "\r" not in document.text
