"""The encoder that remembers across articles says what the encoder behind it says, and forgets in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mtcheck.encoders import lasting as module
from mtcheck.encoders.lasting import lasting
from mtcheck.encoders.memo import remembering
from mtcheck.protocols import Parts, PartsEncoder

if TYPE_CHECKING:
    import pytest


class Counting:
    """Vectors from letters; remembers what it was asked."""

    name = "counting"
    languages = None

    def __init__(self) -> None:
        self.asked: list[str] = []

    def preload(self) -> None:
        return

    def encode(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(text), sum(map(ord, text))] for text in texts], dtype=np.float32).reshape(-1, 2)


class WithPieces(Counting):
    """The same with pieces."""

    def pieces(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        self.asked.append(text)
        return self.encode([text]), np.zeros(1)


def test_a_text_is_encoded_once() -> None:
    behind = Counting()
    encoder = lasting(behind)
    first = encoder.encode(["a", "b", "a"])
    assert np.array_equal(first, Counting().encode(["a", "b", "a"]))
    assert np.array_equal(encoder.encode(["c", "b"]), Counting().encode(["c", "b"]))
    assert behind.asked == ["a", "b", "c"]
    assert encoder.encode([]).shape == (0, 2)


def test_what_was_used_longest_ago_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 2)
    behind = Counting()
    encoder = lasting(behind)
    for text in ("a", "b", "a", "c", "a", "b"):
        encoder.encode([text])
    assert behind.asked == ["a", "b", "c", "b"]
    assert np.array_equal(encoder.encode(["a", "b", "c", "d"]), Counting().encode(["a", "b", "c", "d"]))


def test_pieces_are_remembered_where_there_are_any() -> None:
    assert not hasattr(lasting(Counting()), "pieces")
    behind = WithPieces()
    encoder = lasting(behind)
    assert hasattr(encoder, "pieces")
    assert np.array_equal(encoder.pieces("a")[0], encoder.pieces("a")[0])
    assert behind.asked == ["a", "a"]


class WithParts(WithPieces):
    """The same with parts of texts."""

    def parts(self, texts: list[str]) -> list[Parts]:
        self.asked += texts
        rows = Counting().encode(texts)
        return [
            Parts(row, row, float(len(text)), row, row, row, row[None]) for text, row in zip(texts, rows, strict=True)
        ]

    def whole(self, totals: np.ndarray, sizes: np.ndarray) -> np.ndarray:
        return totals / sizes[:, None]


def test_parts_are_remembered_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT_PIECES", 2)
    behind = WithParts()
    encoder = lasting(behind)
    assert isinstance(encoder, PartsEncoder)
    assert [one.size for one in encoder.parts(["a", "bb", "a"])] == [1, 2, 1]
    assert [one.size for one in encoder.parts(["bb", "ccc"])] == [2, 3]
    assert behind.asked == ["a", "bb", "ccc"]
    assert encoder.parts(["a"])[0].vector.tolist() == [1, 97]
    assert behind.asked == ["a", "bb", "ccc", "a"]
    assert encoder.whole(np.ones((1, 2)), np.array([2.0])).tolist() == [[0.5, 0.5]]


def test_what_has_parts_for_an_article_need_not_be_encoded() -> None:
    behind = WithParts()
    encoder = remembering(behind)
    assert isinstance(encoder, PartsEncoder)
    encoder.parts(["a  b", "c"])
    assert np.array_equal(encoder.encode(["a b", "c"]), Counting().encode(["a b", "c"]))
    assert behind.asked == ["a b", "c"]


def test_an_encoder_without_parts_gets_none() -> None:
    assert not isinstance(remembering(Counting()), PartsEncoder)
    assert not isinstance(lasting(WithPieces()), PartsEncoder)
