"""Quotation marks: roles, spans, marks without partner."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.text.quotes import marks, parse

EN = (("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»"))
RU = (("«", "»"), ("„", "“"), ("“", "”"), ('"', '"'))
DE = (("„", "“"), ("»", "«"), ("«", "»"), ("“", "”"), ('"', '"'))
ZH = (("“", "”"), ("「", "」"), ("『", "』"))
LANGUAGES = {"en": EN, "ru": RU, "de": DE, "zh": ZH, "none": ()}
DOUBLE = re.compile('["«»“”„‟❝❞〝〞＂「」『』]')

QUOTED = [
    ("en", "“Yes,” she said.", ["“Yes,”"]),
    ("en", '"Yes," she said. "No," he said.', ['"Yes,"', '"No,"']),
    ("en", '("Yes") - "no"', ['"Yes"', '"no"']),
    ("en", "“She said ‘no’ twice.”", ["“She said ‘no’ twice.”"]),
    ("en", "the «Trud» daily", ["«Trud»"]),
    ("en", 'so-"called" words', ['"called"']),
    ("ru", "Он сказал: «Да».", ["«Да»"]),
    ("ru", "Газета «Дом „Весна“» вышла", ["„Весна“", "«Дом „Весна“»"]),
    ("ru", 'ОАО "Река" и "Море"', ['"Река"', '"Море"']),
    ("ru", "“Да”, — сказал он", ["“Да”"]),
    ("de", "Er sagte: „Ja“ und »nein«.", ["„Ja“", "»nein«"]),
    ("de", "Das «Blatt» schwieg.", ["«Blatt»"]),
    ("zh", "他说：“好。”", ["“好。”"]),
    ("zh", "他說：「好『的』。」", ["『的』", "「好『的』。」"]),
    ("en", "no marks at all", []),
    ("en", "it’s the ’90s", []),
    ("none", "“odd” language", ["“odd”"]),
]

LONELY = [
    ("en", "“We go, he said.", [], ["“"]),
    ("en", "We go,” he said.", ["”"], []),
    ("en", 'We go," he said.', ['"'], []),
    ("en", '"We go, he said.', [], ['"']),
    ("en", 'a 27" screen', [], []),
    ("en", 'a “27" screen”', ["”"], []),
    ("ru", "«Да, сказал он", [], ["«"]),
    ("ru", "Да», сказал он", ["»"], []),
    ("ru", "«Он сказал: «Да».", [], ["«"]),
    ("de", "„Ja, sagte er", [], ["„"]),
    ("en", '"Yes" "No', [], ['"']),
]


@pytest.mark.parametrize(("lang", "text", "quoted"), QUOTED)
def test_spans_hold_the_quotations(lang: str, text: str, quoted: list[str]) -> None:
    found = parse(text, LANGUAGES[lang])
    assert sorted(text[start:end] for start, end in found.spans) == sorted(quoted)
    assert found.balanced


@pytest.mark.parametrize(("lang", "text", "unopened", "unclosed"), LONELY)
def test_marks_without_partner(lang: str, text: str, unopened: list[str], unclosed: list[str]) -> None:
    found = parse(text, LANGUAGES[lang])
    assert [mark.char for mark in found.unopened] == unopened
    assert [mark.char for mark in found.unclosed] == unclosed
    assert found.balanced is not bool(unopened or unclosed)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ('"a"', "open close"),
        ('a "b" c', "open close"),
        ('a ("b")', "open close"),
        ('"', "close"),
        ('a"b', "close"),
        ('" a', "close"),
        ("»a«", "close open"),
    ],
)
def test_roles_follow_the_characters_around(text: str, roles: str) -> None:
    assert [mark.role for mark in marks(text, EN)] == roles.split()


texts = st.one_of(st.text(), st.text(st.sampled_from("ab1 ,.\n—(\"«»“”„「」'’")))
languages = st.sampled_from(sorted(LANGUAGES))


@given(texts, languages)
def test_every_double_mark_is_seen_once(text: str, lang: str) -> None:
    found = marks(text, LANGUAGES[lang])
    assert [mark.position for mark in found] == [match.start() for match in DOUBLE.finditer(text)]
    assert all(text[mark.position] == mark.char for mark in found)


@given(texts, languages)
def test_every_mark_has_one_place(text: str, lang: str) -> None:
    """In a span, unopened or unclosed, or an inch sign behind a digit."""
    found = parse(text, LANGUAGES[lang])
    used = [place for start, end in found.spans for place in (start, end - 1)]
    used += [mark.position for mark in (*found.unopened, *found.unclosed)]
    assert len(used) == len(set(used))
    rest = {mark.position for mark in marks(text, LANGUAGES[lang])} - set(used)
    assert set(used) <= {match.start() for match in DOUBLE.finditer(text)}
    assert all(text[place] == '"' and text[place - 1].isdigit() for place in rest)


@given(texts, languages)
def test_spans_open_and_close_and_never_cross(text: str, lang: str) -> None:
    found = parse(text, LANGUAGES[lang])
    roles = {mark.position: mark.role for mark in marks(text, LANGUAGES[lang])}
    assert list(found.spans) == sorted(found.spans)
    for start, end in found.spans:
        assert end - start >= 2
        assert (roles[start], roles[end - 1]) == ("open", "close")
        assert not any(start < other < end < last for other, last in found.spans)


@given(texts, languages)
def test_no_open_mark_waits_in_front_of_an_unopened_one(text: str, lang: str) -> None:
    found = parse(text, LANGUAGES[lang])
    if found.unopened and found.unclosed:
        assert max(mark.position for mark in found.unopened) < min(mark.position for mark in found.unclosed)


@given(texts)
def test_text_in_marks_of_its_own_is_balanced(text: str) -> None:
    bare = DOUBLE.sub("", text)
    found = parse(f"«{bare}»", RU)
    assert found.spans == ((0, len(bare) + 2),)
    assert found.balanced
