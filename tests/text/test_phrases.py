"""The index of phrases against a slow one that looks at every stretch of words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.text.phrases import Match, PhraseIndex
from mtcheck.text.words import Word, fold, words

Fits = Callable[[int, int, int], bool]


def everything(_payload: int, _start: int, _end: int) -> bool:
    return True


def slow_find(
    phrases: Sequence[tuple[str, int]], key: Callable[[str], str], text_words: Sequence[Word], fits: Fits
) -> list[Match[int]]:
    """All stretches that are a phrase, then without those inside an earlier or longer one."""
    hits = []
    for first in range(len(text_words)):
        for last in range(first + 1, len(text_words) + 1):
            keys = [key(word.text) for word in text_words[first:last]]
            start, end = text_words[first].start, text_words[last - 1].end
            payloads = []
            for phrase, payload in phrases:
                same = [key(word.text) for word in words(phrase)] == keys
                if same and payload not in payloads and fits(payload, start, end):
                    payloads.append(payload)
            if payloads:
                hits.append(Match(start, end, first, last, tuple(payloads)))
    return [
        hit
        for hit in hits
        if not any(other is not hit and other.first <= hit.first and hit.last <= other.last for other in hits)
    ]


PHRASES = [
    ("United Russia", 1),
    ("Russia", 2),
    ("United Russia Party", 3),
    ("Party of Regions", 4),
    ("united russia", 5),
    ("…", 6),
]

FOUND = [
    ("Deputies of United Russia left", [("United Russia", (1, 5))]),
    ("The United Russia Party won", [("United Russia Party", (3,))]),
    ("Russia won", [("Russia", (2,))]),
    ("UNITED, Russia!", [("UNITED, Russia", (1, 5))]),
    ("United Russia Party of Regions", [("United Russia Party", (3,)), ("Party of Regions", (4,))]),
    ("Russia Russia", [("Russia", (2,)), ("Russia", (2,))]),
    ("", []),
    ("of Party Regions", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_longest_phrases_win(text: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    found = PhraseIndex(fold, PHRASES).find(words(text), everything)
    assert [(text[match.start : match.end], match.payloads) for match in found] == expected


def test_phrases_without_words_are_left_out() -> None:
    assert len(PhraseIndex(fold, PHRASES)) == 4
    assert PhraseIndex(fold, [("— …", 1)]).find(words("a — … b"), everything) == []


def test_a_payload_that_does_not_fit_makes_way_for_a_shorter_phrase() -> None:
    text = "United Russia Party"
    found = PhraseIndex(fold, PHRASES).find(words(text), lambda payload, _start, _end: payload in {2, 5})
    assert [(text[match.start : match.end], match.payloads) for match in found] == [("United Russia", (5,))]


def test_equal_payloads_are_kept_once() -> None:
    [match] = PhraseIndex(fold, [("a b", 1), ("A b", 1), ("a B", 2)]).find(words("a b"), everything)
    assert match.payloads == (1, 2)


letters = st.sampled_from(["a", "b", "c", "A"])
phrase_lists = st.lists(st.tuples(st.lists(letters, max_size=4).map(" ".join), st.integers(0, 5)), max_size=8)
texts = st.lists(letters, max_size=14).map(" ".join)


@given(phrase_lists, texts, st.sampled_from([str, fold]))
def test_finds_what_the_slow_one_finds(phrases: list[tuple[str, int]], text: str, key: Callable[[str], str]) -> None:
    text_words = words(text)
    expected = slow_find(phrases, key, text_words, everything)
    assert PhraseIndex(key, phrases).find(text_words, everything) == expected


@given(phrase_lists, texts, st.sets(st.integers(0, 5)))
def test_fits_decides_as_in_the_slow_one(phrases: list[tuple[str, int]], text: str, chosen: set[int]) -> None:
    def fits(payload: int, start: int, _end: int) -> bool:
        return payload in chosen or start % 3 == 0

    text_words = words(text)
    assert PhraseIndex(fold, phrases).find(text_words, fits) == slow_find(phrases, fold, text_words, fits)


@given(st.lists(st.text(max_size=12), max_size=5), st.text())
def test_any_text_will_do(phrases: list[str], text: str) -> None:
    index = PhraseIndex(fold, [(phrase, number) for number, phrase in enumerate(phrases)])
    for match in index.find(words(text), everything):
        assert [fold(word.text) for word in words(text)[match.first : match.last]] in [
            [fold(word.text) for word in words(phrases[payload])] for payload in match.payloads
        ]
