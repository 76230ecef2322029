"""Slovnet's model for Russian names; its weights come with the extra `ru`."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

from mtcheck.errors import MissingExtraError
from mtcheck.recognisers import Name
from mtcheck.recognisers.slovnet_ru import SlovnetRecogniser

CASES = [
    (
        "Президент США Дональд Трамп прибыл в Москву.",
        [("США", "place"), ("Дональд Трамп", "person"), ("Москву", "place")],
    ),
    ("Глава МИД Сергей Лавров уехал.", [("МИД", "organisation"), ("Сергей Лавров", "person")]),
    ("Депутаты «Непокорённой Франции» против.", [("Непокорённой Франции", "organisation")]),
    ("Об этом пишет газета «Паризьен».", [("Паризьен", "organisation")]),
    ("Пушкин А. С. родился в Москве", [("Пушкин А. С.", "person"), ("Москве", "place")]),
    ("Дождь прошёл в горах.", []),
    ("", []),
    (" \n ", []),
    ("…", []),
]


@pytest.fixture(scope="module")
def recogniser() -> SlovnetRecogniser:
    pytest.importorskip("navec")
    pytest.importorskip("slovnet")
    if importlib.util.find_spec("natasha") is None:
        pytest.skip("the weights are in the wheel of natasha")
    return SlovnetRecogniser()


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_names(recogniser: SlovnetRecogniser, text: str, expected: list[tuple[str, str]]) -> None:
    (names,) = recogniser.find([text])
    assert [(text[name.start : name.end], name.kind) for name in names] == expected


def test_names_belong_to_their_texts(recogniser: SlovnetRecogniser) -> None:
    rows = recogniser.find([text for text, _ in CASES])
    assert [len(row) for row in rows] == [len(expected) for _, expected in CASES]
    assert recogniser.find([]) == []


def test_long_text(recogniser: SlovnetRecogniser) -> None:
    text = "Он был там. " * 800 + "Эмманюэль Макрон приехал в Берлин."
    (names,) = recogniser.find([text])
    assert [text[name.start : name.end] for name in names][-2:] == ["Эмманюэль Макрон", "Берлин"]


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800 Москва", "а" * 9_000, "🙂 Макрон 🙂", "Macron à Paris", "«»" * 50, "习近平"]
)
def test_odd_texts(recogniser: SlovnetRecogniser, text: str) -> None:
    for name in recogniser.find([text])[0]:
        assert isinstance(name, Name)
        assert 0 <= name.start < name.end <= len(text)


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(MissingExtraError, match=r"Recognising Russian names needs .*mtcheck\[ru\]"):
        SlovnetRecogniser().find(["Он в Москве."])


def test_nothing_is_loaded_before_use() -> None:
    code = (
        "import sys; from mtcheck.recognisers.slovnet_ru import SlovnetRecogniser; SlovnetRecogniser().find(['']);"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'navec', 'slovnet', 'natasha')))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_natasha_itself_is_not_imported(recogniser: SlovnetRecogniser) -> None:
    recogniser.find(["Он в Москве."])
    assert "natasha" not in sys.modules
