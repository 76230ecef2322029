"""Tests of the comparison of a source's numbers with its translation's."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.text.number_matching import compare
from mtcheck.text.number_mismatches import Mismatch
from mtcheck.text.number_relations import _one_edit, significant
from mtcheck.text.numerals import NumeralLexicon, find_numbers, load_lexicon, plain

LANGUAGES = Path(__file__).parents[2] / "references" / "languages"
SURE = 0.7


@cache
def lexicon(code: str) -> NumeralLexicon:
    return plain() if code == "und" else load_lexicon(LANGUAGES / f"{code}.numerals.toml")


def mismatches(source: str, target: str, source_lang: str = "ru", target_lang: str = "en") -> list[Mismatch]:
    return compare(
        find_numbers(source, lexicon(source_lang)),
        find_numbers(target, lexicon(target_lang)),
        source,
        target,
    )


FAULTS = [
    ("ru", "нужно 289 голосов", "298 votes were needed", "changed"),
    ("ru", "рост на 1,3%", "growth of 13%", "changed"),
    ("ru", "39 трлн рублей", "39 billion rubles", "magnitude"),
    ("ru", "резолюция 120 стран", "a resolution by 20 countries", "changed"),
    ("ru", "120 стран и 20 послов", "20 countries and 20 ambassadors", "changed"),
    ("ru", "400 тысяч человек", "40 thousand people", "changed"),
    ("ru", "150 млрд рублей", "150 million rubles", "magnitude"),
    ("ru", "25 тыс. рублей", "25 rubles", "magnitude"),
    ("ru", "26 июля в Москве", "On July 20 in Moscow", "changed"),
    ("ru", "5 декабря", "on November 5", "changed"),
    ("ru", "истребитель F-16 взлетел", "an F-61 fighter took off", "changed"),
    ("ru", "в начале XXI века", "at the start of the 20th century", "changed"),
    ("ru", "назвала пять продуктов", "named three products", "changed"),
    ("ru", "в 14:30", "at 2:40 p.m.", "changed"),
    ("ru", "в 1996 году", "in 1990", "changed"),
    ("ru", "более 3000 человек", "more than 3,008 people", "changed"),
    ("ru", "погибли 37 человек", "94 people were killed", "changed"),
    ("de", "20 Billionen Kronen", "20 billion kronor", "magnitude"),
    ("de", "am 5.12. beginnt", "it begins on May 12", "changed"),
    ("fr", "quatre-vingt-quatre députés", "24 members", "changed"),
    ("es", "6.000 millones de dólares", "$6 million", "magnitude"),
    ("pt", "9,2 mil milhões de euros", "9.2 million euros", "magnitude"),
    ("zh", "3200亿元", "32 billion yuan", "magnitude"),
    ("zh", "6000万元", "6 million yuan", "magnitude"),
    ("uk", "47 народних депутатів", "74 members of parliament", "changed"),
]


@pytest.mark.parametrize(("code", "source", "target", "kind"), FAULTS)
def test_faults_are_found(code: str, source: str, target: str, kind: str) -> None:
    sure = [mismatch for mismatch in mismatches(source, target, code) if mismatch.confidence >= SURE]
    assert [mismatch.kind for mismatch in sure] == [kind]


FAITHFUL = [
    ("ru", "1,5 млрд рублей", "1,500 million rubles, or 1,500,000,000"),
    ("ru", "двадцать пять человек", "25 people"),
    ("ru", "полтора тысячи", "1,500"),
    ("ru", "в 90-х", "in the 1990s"),
    ("ru", "в 2022–2023 годах", "in 2022-23"),
    ("ru", "в XXI веке", "in the 21st century"),
    ("ru", "в 14:30", "at 2:30 p.m."),
    ("ru", "в 15 часов", "at 3 p.m."),
    ("ru", "выросло в 2 раза", "doubled"),
    ("ru", "выросло в 2 раза", "rose by 100%"),
    ("ru", "упали в 100 раз", "fell to 1%"),
    ("ru", "треть граждан", "33% of the citizens"),
    ("ru", "половина граждан", "50 percent of the citizens"),
    ("ru", "дюжина яиц", "12 eggs"),
    ("ru", "около двух десятков улиц", "some two dozen streets"),
    ("ru", "почти 2,98 млн", "almost 3 million"),
    ("ru", "один из них сказал", "he said"),
    ("ru", "счёт 2:1", "the score was 2-1"),
    ("ru", "от 5 до 7 млн", "from 5 million to 7 million"),
    ("ru", "10–15%", "10% to 15%"),
    ("ru", "28 лет, 28 лет", "28"),
    ("ru", "5 декабря 2024 года", "on 2024-12-05"),
    ("ru", "05.12.2024", "December 5, 2024"),
    ("ru", "на 21-й минуте", "in minute 21"),
    ("ru", "−5 градусов", "5 degrees below zero"),
    ("ru", "пятилетний план", "a five-year plan"),
    ("de", "5,12 Millionen", "5.12 million"),
    ("de", "am 5.12. beginnt", "it begins on December 5"),
    ("fr", "vers 14 h 30", "around 2:30 p.m."),
    ("es", "mil millones", "1 billion"),
    ("es", "2.228 billones", "2.228 trillion"),
    ("zh", "一千年以上", "more than 1,000 years"),
    ("zh", "上午9点半", "at 9:30 a.m."),
    ("zh", "百分之三十", "30 percent"),
    ("und", "3,5 milionu", "3.5 million"),
]


@pytest.mark.parametrize(("code", "source", "target"), FAITHFUL)
def test_faithful_translations_are_left_alone(code: str, source: str, target: str) -> None:
    assert mismatches(source, target, code) == []


@pytest.mark.parametrize(
    ("source", "target", "kind"),
    [
        ("120 стран", "the countries", "lost"),
        ("страны", "120 countries", "gained"),
        ("рост на 5%", "growth", "lost"),
    ],
)
def test_a_number_without_counterpart_is_no_more_than_likely(source: str, target: str, kind: str) -> None:
    (mismatch,) = mismatches(source, target)
    assert mismatch.kind == kind
    assert 0.3 <= mismatch.confidence <= 0.6


def test_a_dropped_year_is_hardly_a_fault() -> None:
    (mismatch,) = mismatches("11 сентября 2001 года", "on September 11")
    assert mismatch.confidence <= 0.3


def test_conversion_of_units_is_not_a_sure_fault() -> None:
    assert all(m.confidence < SURE for m in mismatches("в 100 км от города", "62 miles from the city"))
    assert all(m.confidence < SURE for m in mismatches("полтора года", "18 months"))


TEXTS = st.lists(
    st.sampled_from(
        [
            "289",
            "1,3%",
            "5 млн",
            "в 14:30",
            "5 декабря",
            "XXI",
            "F-16",
            "пять",
            "2024",
            "сто",
            "90-х",
            "½",
            "слово",
        ]
    ),
    max_size=12,
).map(" , ".join)


@given(TEXTS)
def test_a_text_matches_itself(text: str) -> None:
    assert mismatches(text, text, "ru", "ru") == []


@given(TEXTS, TEXTS)
def test_a_mismatch_names_what_it_is_about(source: str, target: str) -> None:
    found = mismatches(source, target, "ru", "ru")
    for mismatch in found:
        assert (mismatch.source is None) == (mismatch.kind == "gained")
        assert (mismatch.target is None) == (mismatch.kind == "lost")
        assert 0 < mismatch.confidence <= 1
    assert len({id(m.source) for m in found if m.source}) == sum(m.source is not None for m in found)


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(source: str, target: str) -> None:
    mismatches(source, target)


def test_many_numbers_are_compared_in_no_time() -> None:
    source = " , ".join(str(number) for number in range(1000, 6000))
    assert mismatches(source, " , ".join(str(number) for number in range(7000, 12000)), "en") == []


def edits(word: str) -> set[str]:
    """Everything one slip away from `word`, the slow way."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    dropped = {left + right[1:] for left, right in splits if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    replaced = {left + digit + right[1:] for left, right in splits if right for digit in "012"}
    added = {left + digit + right for left, right in splits for digit in "012"}
    return (dropped | swapped | replaced | added) - {word}


@given(st.text("012", max_size=6), st.text("012", max_size=6))
def test_one_edit_agrees_with_listing_all_edits(left: str, right: str) -> None:
    assert _one_edit(left, right) == (right in edits(left))


@given(st.integers(1, 10**9))
def test_significant_digits_ignore_the_scale(value: int) -> None:
    digits = [significant(Fraction(value) * factor) for factor in (1, 10, 1000, Fraction(1, 100))]
    assert all(left == right for left, right in pairwise(digits))
