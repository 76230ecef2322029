"""Typed quantities: the tables, what is found where, and that one fact in two formats is no mismatch."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.alignment import AlignedPair, Link
from mtcheck.article import Article, Pair, Text
from mtcheck.document import Document
from mtcheck.errors import ReferenceDataError
from mtcheck.gazetteers import Gazetteer
from mtcheck.languages import known, language
from mtcheck.quantities.calendar import calendar_faults
from mtcheck.quantities.faults import Fault
from mtcheck.quantities.found import lexicon_of, quantities
from mtcheck.quantities.moments import Moments, moments
from mtcheck.quantities.verdicts import faults
from mtcheck.spans import Span
from mtcheck.text.quantity_lexicon import Amount, load_quantities, quantities_path, things
from mtcheck.text.quantity_terms import TermIndex

LANGUAGES = tuple(code for code in known() if quantities_path(code).is_file())
CHECKS = ("number-mismatch", "magnitude-mismatch", "currency-mismatch", "unit-mismatch", "date-mismatch")
MINIMAL = "weekday_names = []\nmonth_names = []\n"
each_language = pytest.mark.parametrize("code", LANGUAGES)


def document(content: str) -> Document:
    return Document("text", content, ())


def said(content: str, code: str) -> Moments:
    one = text(content, code)
    return moments(one)


def article(source: str, target: str, langs: tuple[str, str] = ("ru", "en"), date: str | None = None) -> Article:
    left, right = document(source), document(target)
    spans = Span(0, len(left.text)), Span(0, len(right.text))
    texts = (
        Text("source", left, spans[0], language(langs[0])),
        Text("target", right, spans[1], language(langs[1])),
    )
    pair = Pair(0, AlignedPair(Link((0,), (0,), 0.9), *spans, 0.9), *texts)
    day = dt.date.fromisoformat(date) if date else None
    return Article(left, right, language(langs[0]), language(langs[1]), [pair], Gazetteer([], "none"), date=day)


def found(source: str, target: str, langs: tuple[str, str] = ("ru", "en"), date: str | None = None) -> list[Fault]:
    one = article(source, target, langs, date)
    return [fault for check in CHECKS for fault in faults(one, check)]


def text(content: str, code: str) -> Text:
    return Text("target", document(content), Span(0, len(content)), language(code))


@cache
def names(code: str) -> dict[str, str]:
    lexicon = lexicon_of(text("", code))
    assert lexicon is not None
    return dict(lexicon.names)


def test_the_main_languages_have_tables() -> None:
    assert set(LANGUAGES) >= {"ru", "uk", "en", "de", "fr", "es", "it", "pl", "pt", "zh"}


@each_language
def test_what_a_language_calls_a_thing_is_read_as_that_thing(code: str) -> None:
    for key, name in names(code).items():
        if " " in key or key[:2] == "1e" or key in ("morning", "afternoon", "evening", "night"):
            continue
        glue = "" if code == "zh" else " "
        one = text(f"70{glue}{name}", code)
        meant = quantities(one)
        assert any(key in item.things for item in meant if not item.implied), (key, name, meant)


@each_language
def test_what_a_language_calls_a_relative_date_is_read_as_that_date(code: str) -> None:
    for key, name in names(code).items():
        period, _, offset = key.partition(" ")
        if not offset or period == "later":
            continue
        expressions = said(name, code)
        values = {moment.value for moment in expressions.relative}
        assert values == {(period, int(offset))} or period in expressions.loose, (key, name, values)


@each_language
def test_weekdays_and_months_are_read(code: str) -> None:
    one = lexicon_of(text("", code))
    assert one is not None
    assert len(one.weekday_names) == 7
    assert len(one.month_names) == 12
    for number, name in enumerate(one.weekday_names, start=1):
        before = "в " if code == "ru" else ""
        assert {day.value for day in said(before + name, code).weekdays} == {number}, name
    for number, name in enumerate(one.month_names, start=1):
        assert {month.value for month in said(f"x, {name}", code).months} == {number}, name


@each_language
@given(content=st.text(max_size=80), number=st.integers(0, 10**6))
def test_places_lie_in_the_text(code: str, content: str, number: int) -> None:
    for target in (text(content, code), text(f"{content} {number} km, 5 € {content}", code)):
        for one in quantities(target):
            assert one.span.end <= len(target.text)
        when = moments(target)
        for moment in (*when.months, *when.weekdays, *when.relative, *when.parts, *when.divisions):
            assert moment.span.end <= len(target.text)


@given(source=st.text(max_size=60), target=st.text(max_size=60), langs=st.tuples(*[st.sampled_from(LANGUAGES)] * 2))
def test_nothing_breaks_it(source: str, target: str, langs: tuple[str, str]) -> None:
    one = article(source, target, langs, "2026-03-05")
    for check in CHECKS:
        for fault in faults(one, check):
            assert fault.message
            assert fault.locations


def group(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


@given(
    number=st.integers(20, 10**7),
    key=st.sampled_from(["USD", "EUR", "GBP", "RUB", "JPY", "CNY", "km", "kg", "day", "hour"]),
    langs=st.tuples(*[st.sampled_from([code for code in LANGUAGES if code != "zh"])] * 2),
)
def test_one_fact_in_two_languages_is_no_mismatch(number: int, key: str, langs: tuple[str, str]) -> None:
    if any(key not in names(code) for code in langs):
        return
    marks = {code: "," if code == "en" else "." if code in ("de", "es", "it", "pt") else "\u00a0" for code in langs}
    sides = [f"{group(number, marks[code])} {names(code)[key]}" for code in langs]
    assert found(sides[0], sides[1], langs) == []


@given(
    number=st.integers(20, 999),
    keys=st.permutations(["USD", "EUR", "RUB", "JPY", "CNY"]),
    langs=st.tuples(*[st.sampled_from(LANGUAGES)] * 2),
)
def test_another_currency_with_the_same_figure_is_found(number: int, keys: list[str], langs: tuple[str, str]) -> None:
    if any(key not in names(code) for code, key in zip(langs, keys, strict=False)):
        return
    (left, right) = (f"{number} {names(code)[key]}" for code, key in zip(langs, keys, strict=False))
    checks = [fault.check for fault in found(left, right, langs)]
    yen_and_yuan = {keys[0], keys[1]} == {"USD", "CNY"} and "zh" in langs  # 元 stands for many
    assert checks == ["currency-mismatch"] or (yen_and_yuan and checks == [])


@given(kilometres=st.integers(20, 5000))
def test_a_right_conversion_is_no_mismatch(kilometres: int) -> None:
    assert found(f"Дорога длиной {kilometres} км.", f"A road of {round(kilometres / 1.609)} miles.") == []


@given(degrees=st.integers(13, 45))
def test_temperatures_convert(degrees: int) -> None:
    assert found(f"До {degrees} градусов.", f"Up to {round(degrees * 9 / 5 + 32)}°F.") == []


@given(minutes=st.integers(0, 24 * 60 - 1))
def test_both_clocks_say_the_same(minutes: int) -> None:
    hour, minute = divmod(minutes, 60)
    half = "a.m." if hour < 12 else "p.m."
    twelve = f"{(hour + 11) % 12 + 1}:{minute:02d} {half}"
    assert found(f"Начало в {hour}:{minute:02d}.", f"It starts at {twelve}") == []


@given(day=st.integers(1, 7), other=st.integers(1, 7), code=st.sampled_from(LANGUAGES))
def test_weekdays_compare(day: int, other: int, code: str) -> None:
    one, english = lexicon_of(text("", code)), lexicon_of(text("", "en"))
    assert one is not None
    assert english is not None
    before = "в " if code == "ru" else ""
    checks = [
        fault.check
        for fault in found(before + one.weekday_names[day - 1], english.weekday_names[other - 1], (code, "en"))
    ]
    assert checks == ([] if day == other else ["date-mismatch"])


@given(offset=st.integers(-2, 2), date=st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), day=st.integers(0, 6))
def test_the_dateline_decides(offset: int, date: dt.date, day: int) -> None:
    word = {-2: "позавчера", -1: "вчера", 0: "сегодня", 1: "завтра", 2: "послезавтра"}[offset]
    english = lexicon_of(text("", "en"))
    assert english is not None
    name = english.weekday_names[day]
    right = (date + dt.timedelta(days=offset)).weekday() == day
    faulty = [fault.suggestion for fault in found(f"Он приехал {word}.", f"He came on {name}.", date=str(date))]
    expected = english.weekday_names[(date + dt.timedelta(days=offset)).weekday()]
    assert faulty == ([] if right else [expected])
    assert found(f"Он приехал {word}.", f"He came on {name}.") == []


def test_a_date_is_resolved_by_its_year() -> None:
    assert found("Он приехал 4 сентября.", "He came on Thursday.", date="2025-09-06") == []
    (fault,) = found("Он приехал 4 сентября.", "He came on Friday.", date="2025-09-06")
    assert (fault.check, fault.suggestion) == ("date-mismatch", "Thursday")
    assert found("Он приехал 4 сентября 2024 года.", "He came on Friday.", date="2025-09-06") != []


def test_a_yesterday_of_the_translation_is_resolved() -> None:
    assert found("Он приехал в среду.", "He came yesterday.", date="2026-01-15") == []
    assert [one.suggestion for one in found("Он приехал в пятницу.", "He came yesterday.", date="2026-01-15")] == [
        "Friday"
    ]


def test_next_week_must_not_become_today() -> None:
    sides = ("Встреча в следующий четверг.", "The meeting is on Thursday.")
    assert [one.check for one in found(*sides, date="2026-01-15")] == ["date-mismatch"]
    assert found(*sides, date="2026-01-13") == []


def test_a_figure_that_moved_to_the_next_pair_is_no_fault() -> None:
    left, right = document("В мае.\nВ июне."), document("In June.\nIn May.")
    spans = [(Span(0, 6), Span(0, 8)), (Span(7, 14), Span(9, 16))]
    pairs = [
        Pair(
            at,
            AlignedPair(Link((at,), (at,), 0.9), *span, 0.9),
            Text("source", left, span[0], language("ru")),
            Text("target", right, span[1], language("en")),
        )
        for at, span in enumerate(spans)
    ]
    whole = Article(left, right, language("ru"), language("en"), pairs, Gazetteer([], "none"))
    assert [fault for pair in pairs for fault in calendar_faults(whole, pair)] == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("nonsense = 1", "unknown keys"),
        ('[units]\nfurlongish = "x"', "units.*furlongish"),
        ('[weekdays]\n8 = "x"', "weekdays.*8"),
        ('[relative]\n"hour 1" = "x"', "relative.*hour"),
        ('[amounts]\n"6 fathoms" = "x"', "amounts.*fathoms"),
        ('[currencies]\nEUR = "eu*"', "eu"),
        ('[parts]\nteatime = "x"', "parts.*teatime"),
        ("[units", "Expected"),
    ],
)
def test_bad_data_is_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "xx.quantities.toml"
    plain = content.startswith("nonsense")
    path.write_text(f"{content}\n{MINIMAL}" if plain else f"{MINIMAL}{content}\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=rf"xx\.quantities\.toml.*{message}"):
        load_quantities(path)


def test_longest_phrase_of_a_topic_wins() -> None:
    index = TermIndex([("a", 1, "week"), ("a", 2, "week_after_next"), ("b", 3, "next"), ("a", 4, "wee*")])
    hits = index.find("The week after next, a weekend")
    assert [(hit.value, hit.start) for hit in hits["a"]] == [(2, 4), (4, 23)]
    assert [hit.value for hit in hits["b"]] == [3]


def test_capitals_of_the_table_count() -> None:
    index = TermIndex([("a", 1, "March"), ("a", 2, "kW")])
    assert index.find("march on, 5 KW") == {}
    assert [hit.value for hit in index.find("March, 5 kW")["a"]] == [1, 2]


def test_amounts_are_values() -> None:
    one = lexicon_of(text("", "ru"))
    assert one is not None
    assert [hit.value for hit in one.index.find("полгода")["amount"]] == [Amount(Fraction(6), "month")]
    assert things().units["mile"].dimension == "length"


def test_a_share_of_nothing_is_no_fault_of_arithmetic() -> None:
    assert found("Сумма выросла в 0 раз.", "The sum rose 0 times.") == []
    assert found("Прибыль выросла на 0 %.", "The profit rose by 0%.") == []
