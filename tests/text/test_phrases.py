"""The index of phrases against a slow one that looks at every stretch of words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.text.phrases import Match, PhraseIndex, file_phrases
from mtcheck.text.words import Word, fold, words

Item = tuple[str, int]


def everything(_item: Item, _start: int, _end: int) -> bool:
    return True


def stem(word: str) -> str:
    """A key like a language's: no ending, and at least three letters."""
    return re.sub("(?<=...)(?:a|ia)$", "", fold(word))


def slow_find(
    items: Sequence[Item],
    key: Callable[[str], str],
    text_words: Sequence[Word],
    fits: Callable[[Item, int, int], bool],
) -> list[Match[Item]]:
    """All stretches that are a phrase, without those inside a longer one."""
    hits = []
    for first in range(len(text_words)):
        for last in range(first + 1, len(text_words) + 1):
            keys = [key(word.text) for word in text_words[first:last]]
            start, end = text_words[first].start, text_words[last - 1].end
            found = [
                item
                for item in dict.fromkeys(items)
                if [key(word.text) for word in words(item[0])] == keys and fits(item, start, end)
            ]
            if found:
                hits.append(Match(start, end, first, last, tuple(found)))
    return [
        hit
        for hit in hits
        if not any(other is not hit and other.first <= hit.first and hit.last <= other.last for other in hits)
    ]


ITEMS = [
    ("United Russia", 1),
    ("Russia", 2),
    ("United Russia Party", 3),
    ("Party of Regions", 4),
    ("united russia", 5),
    ("A股", 6),
    ("…", 7),
]

FOUND = [
    ("Deputies of United Russia left", [("United Russia", [1, 5])]),
    ("The United Russia Party won", [("United Russia Party", [3])]),
    ("Russia won", [("Russia", [2])]),
    ("UNITED, Russia!", [("UNITED, Russia", [1, 5])]),
    ("United Russia Party of Regions", [("United Russia Party", [3]), ("Party of Regions", [4])]),
    ("Russia Russia", [("Russia", [2]), ("Russia", [2])]),
    ("今天A股下跌", [("A股", [6])]),
    ("", []),
    ("of Party Regions", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_longest_phrases_win(text: str, expected: list[tuple[str, list[int]]]) -> None:
    found = PhraseIndex(fold, file_phrases(ITEMS)).find(words(text), everything)
    assert [(text[match.start : match.end], [item[1] for item in match.items]) for match in found] == expected


def test_keys_decide_what_is_equal() -> None:
    found = PhraseIndex(stem, file_phrases(ITEMS)).find(words("the russ party"), everything)
    assert [match.items for match in found] == [(("Russia", 2),)]


def test_phrases_without_words_are_left_out() -> None:
    assert PhraseIndex(fold, file_phrases([("— …", 1), ("", 2)])).find(words("a — … b"), everything) == []


def test_an_item_that_does_not_fit_makes_way_for_a_shorter_phrase() -> None:
    text = "United Russia Party"
    found = PhraseIndex(fold, file_phrases(ITEMS)).find(words(text), lambda item, _start, _end: item[1] in {2, 5})
    assert [(text[match.start : match.end], match.items) for match in found] == [
        ("United Russia", (("united russia", 5),)),
    ]


def test_equal_items_are_kept_once() -> None:
    [match] = PhraseIndex(fold, file_phrases([("a b", 1), ("a b", 1), ("a B", 1)])).find(words("a b"), everything)
    assert match.items == (("a b", 1), ("a B", 1))


def test_an_index_may_be_asked_again_and_again() -> None:
    index = PhraseIndex(stem, file_phrases(ITEMS))
    first = index.find(words("Party of Regions, Russia"), everything)
    index.find(words("United A股"), everything)
    assert index.find(words("Party of Regions, Russia"), everything) == first != []


pieces = st.sampled_from(
    ["a", "b", "A", "abca", "abc", "abcia", "Ábc", "a股", "股", "股a", "ab-c", "a.b", "Straße", "7"]
)
items = st.lists(st.tuples(st.lists(pieces, max_size=4).map(" ".join), st.integers(0, 5)), max_size=8)
texts = st.lists(pieces, max_size=14).map(" ".join)
keys = st.sampled_from([fold, stem])


@given(items, texts, keys)
def test_finds_what_the_slow_one_finds(phrases: list[Item], text: str, key: Callable[[str], str]) -> None:
    text_words = words(text)
    expected = slow_find(phrases, key, text_words, everything)
    assert PhraseIndex(key, file_phrases(phrases)).find(text_words, everything) == expected


@given(items, texts, keys, st.sets(st.integers(0, 5)))
def test_fits_decides_as_in_the_slow_one(
    phrases: list[Item], text: str, key: Callable[[str], str], chosen: set[int]
) -> None:
    def fits(item: Item, start: int, _end: int) -> bool:
        return item[1] in chosen or start % 3 == 0

    text_words = words(text)
    assert PhraseIndex(key, file_phrases(phrases)).find(text_words, fits) == slow_find(phrases, key, text_words, fits)


@given(items, st.lists(texts, max_size=4))
def test_earlier_texts_change_nothing(phrases: list[Item], several: list[str]) -> None:
    index = PhraseIndex(stem, file_phrases(phrases))
    for text in several:
        assert index.find(words(text), everything) == PhraseIndex(stem, file_phrases(phrases)).find(
            words(text), everything
        )


@given(st.lists(st.tuples(st.text(max_size=12), st.integers()), max_size=5))
def test_every_phrase_finds_itself(phrases: list[Item]) -> None:
    index = PhraseIndex(fold, file_phrases(phrases))
    for phrase in phrases:
        text_words = words(phrase[0])
        if text_words:
            found = index.find(text_words, everything)
            assert (found[0].first, found[-1].last) == (0, len(text_words))
            assert any(phrase in match.items for match in found)
