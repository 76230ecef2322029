"""The aligner against a slow, exact search that follows its definition word by word."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.aligners import dynamic
from mtcheck.aligners.dynamic import align
from mtcheck.alignment import Link
from mtcheck.config import Config
from mtcheck.document import Document, Paragraph, Segment
from mtcheck.pipeline import Engine
from mtcheck.readers.plain import from_text
from mtcheck.segmenters import segment
from mtcheck.spans import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEARLY = 1e-4  # vectors are of single precision


@cache
def direction(text: str) -> NDArray[np.float32]:
    """A unit vector of eight dimensions, always the same one for a text."""
    vector = np.random.default_rng(zlib.crc32(text.encode())).normal(size=8)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


class RandomEncoder:
    """Every text has a direction of its own, that of a block has nothing to do with those of its sentences."""

    name = "random"
    languages: frozenset[str] | None = None

    def preload(self) -> None:
        """Nothing to load."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([direction(text) for text in texts], dtype=np.float32).reshape(len(texts), 8)


class BagEncoder(RandomEncoder):
    """A text points where its words point together, however they are divided into sentences."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        sums = np.array([sum(direction(word) for word in text.split()) for text in texts], dtype=np.float32)
        sums = sums.reshape(len(texts), 8)
        norms: NDArray[np.float32] = np.linalg.norm(sums, axis=1, keepdims=True)
        return sums / norms


def document(paragraphs: Sequence[Sequence[str]]) -> Document:
    """A document of paragraphs of sentences."""
    text = ""
    spans: list[Paragraph] = []
    segments: list[Segment] = []
    for number, sentences in enumerate(paragraphs):
        begin = len(text)
        for sentence in sentences:
            segments.append(Segment(len(segments), Span(len(text), len(text) + len(sentence)), number))
            text += sentence + " "
        spans.append(Paragraph(Span(begin, max(begin, len(text) - 1))))
        text += "\n\n"
    return Document("a", text, tuple(spans), tuple(segments))


class SlowAligner:
    """The cost of any sequence of links, and the least there is."""

    def __init__(self, source: Document, target: Document, encoder: RandomEncoder | None) -> None:
        self.encoder = encoder
        self.texts = source.segment_texts(), target.segment_texts()
        self.paragraphs = [[one.paragraph for one in side.segments] for side in (source, target)]
        self.ratio = sum(map(len, self.texts[0])) / max(1, sum(map(len, self.texts[1])))

    def vector(self, text: str) -> NDArray[np.float32]:
        return np.ones(1, dtype=np.float32) if self.encoder is None else self.encoder.encode([text])[0]

    def similarity(self, left: str, right: str) -> float:
        return float(self.vector(left) @ self.vector(right))

    def hubness(self, block: str, others: Sequence[str]) -> float:
        nearest = sorted((self.similarity(block, other) for other in others), reverse=True)
        rest = nearest[1 : dynamic.NEIGHBOURS + 1]
        return sum(rest) / len(rest) if rest else 0.0

    def block_cost(self, source: tuple[int, ...], target: tuple[int, ...]) -> float:
        left, right = (
            " ".join(self.texts[side][index] for index in indexes) for side, indexes in enumerate((source, target))
        )
        hubs = self.hubness(left, self.texts[1]) + self.hubness(right, self.texts[0])
        margin = self.similarity(left, right) - dynamic.MARGIN * hubs / 2
        ratio = abs(math.log((len(left) + 10) / (len(right) * self.ratio + 10)))
        joined = len(source) + len(target)
        cost = (1 - margin + dynamic.LENGTH * ratio) * joined / 2 + dynamic.JOIN * (joined - 2)
        for side, indexes in enumerate((source, target)):
            if self.paragraphs[side][indexes[0]] != self.paragraphs[side][indexes[-1]]:
                cost += dynamic.PARAGRAPH
        return cost + (dynamic.JOIN_BOTH if min(len(source), len(target)) > 1 else 0)

    def cost(self, links: Sequence[Link]) -> float:
        return sum(
            self.block_cost(link.source, link.target) if link.source and link.target else dynamic.SKIP for link in links
        )

    def least(self) -> float:
        n, m = map(len, self.texts)
        best = {(0, 0): 0.0}
        for i in range(n + 1):
            for j in range(m + 1):
                ways = [best[i, j]] if (i, j) in best else []
                ways += [best[i - 1, j] + dynamic.SKIP] if i else []
                ways += [best[i, j - 1] + dynamic.SKIP] if j else []
                for a in range(1, min(i, dynamic.MAX_BLOCK) + 1):
                    for b in range(1, min(j, dynamic.MAX_BLOCK) + 1):
                        block = tuple(range(i - a, i)), tuple(range(j - b, j))
                        ways.append(best[i - a, j - b] + self.block_cost(*block))
                best[i, j] = min(ways)
        return best[n, m]


def check_order(links: Sequence[Link], n: int, m: int) -> None:
    """Each segment in one link, in order, and no link without any."""
    assert [index for link in links for index in link.source] == list(range(n))
    assert [index for link in links for index in link.target] == list(range(m))
    assert all(link.source or link.target for link in links)
    assert all(len(side) <= dynamic.MAX_BLOCK for link in links for side in (link.source, link.target))
    assert all(0 <= link.score <= 1 for link in links)


words = st.text(st.sampled_from("abcdefg"), min_size=1, max_size=6)
sentences = st.lists(words, min_size=1, max_size=5).map(" ".join)
documents = st.lists(st.lists(sentences, min_size=1, max_size=4), max_size=3).map(document)


@settings(deadline=None, max_examples=60)
@given(documents, documents, st.sampled_from([RandomEncoder(), BagEncoder(), None]))
def test_no_alignment_costs_less(source: Document, target: Document, encoder: RandomEncoder | None) -> None:
    links = align(source, target, encoder)
    check_order(links, len(source.segments), len(target.segments))
    slow = SlowAligner(source, target, encoder)
    if source.segments and target.segments:
        assert slow.cost(links) == pytest.approx(slow.least(), abs=NEARLY)


@settings(deadline=None, max_examples=60)
@given(documents, documents)
def test_scores_are_similarities(source: Document, target: Document) -> None:
    encoder = RandomEncoder()
    slow = SlowAligner(source, target, encoder)
    if not source.segments or not target.segments:
        return
    for link in align(source, target, encoder):
        left = " ".join(slow.texts[0][index] for index in link.source)
        right = " ".join(slow.texts[1][index] for index in link.target)
        if left and right:
            expected = slow.similarity(left, right)
        else:
            others = slow.texts[1] if left else slow.texts[0]
            expected = 1 - max(slow.similarity(left or right, other) for other in others)
        assert link.score == pytest.approx(min(1.0, max(0.0, expected)), abs=NEARLY)


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side(n: int, m: int) -> None:
    links = align(document([["x"] * n]), document([["y"] * m]), RandomEncoder())
    check_order(links, n, m)
    assert len(links) == n + m


@pytest.mark.parametrize("encoder", [BagEncoder(), None])
def test_a_text_is_aligned_with_itself_sentence_by_sentence(encoder: RandomEncoder | None) -> None:
    text = document([["aa bb cc dd ee ff", "g"], ["bcd", "eee fff ggg aaa bbb"], ["gf"]])
    assert [(link.source, link.target) for link in align(text, text, encoder)] == [((i,), (i,)) for i in range(5)]


STRAY = 4  # sentences by which one text may be ahead of the other
pieces = st.lists(st.integers(0, 9), min_size=25, max_size=45)


def diagonal(cuts: Sequence[int]) -> tuple[Document, Document]:
    """A text of sentences of words that nothing else has, and one where a few are joined, split or missing."""
    left: list[str] = []
    right: list[str] = []
    for number, cut in enumerate(cuts):
        halves = [" ".join(f"w{number}x{word}" for word in range(half, half + 3)) for half in (0, 3)]
        sentence = " ".join(halves)
        left.append(sentence)
        ahead = len(right) - len(left)
        if cut == 0 and right and ahead > -STRAY:
            right[-1] += f" {sentence}"
        elif cut == 1 and ahead < STRAY:
            right += halves
        elif cut != 2 or ahead < -STRAY:
            right.append(sentence)
    return document([left]), document([right])


@settings(deadline=None, max_examples=40)
@given(pieces)
def test_a_corridor_finds_what_the_full_search_finds(cuts: list[int]) -> None:
    source, target = diagonal(cuts)
    encoder = BagEncoder()
    full = align(source, target, encoder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dynamic, "FULL_CELLS", 0)
        patch.setattr(dynamic, "CORRIDOR", 12)
        patch.setattr(dynamic, "ROWS", 5)
        narrow = align(source, target, encoder)
    check_order(narrow, len(source.segments), len(target.segments))
    slow = SlowAligner(source, target, encoder)
    assert slow.cost(narrow) == pytest.approx(slow.cost(full), abs=NEARLY)


@settings(deadline=None, max_examples=40)
@given(documents, documents, st.integers(1, 6), st.integers(1, 4))
def test_any_corridor_gives_an_alignment(source: Document, target: Document, corridor: int, rows: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dynamic, "FULL_CELLS", 0)
        patch.setattr(dynamic, "CORRIDOR", corridor)
        patch.setattr(dynamic, "ROWS", rows)
        links = align(source, target, RandomEncoder())
    check_order(links, len(source.segments), len(target.segments))


@settings(deadline=None, max_examples=40)
@given(documents, documents, st.integers(1, 4))
def test_the_rows_computed_at_once_do_not_matter(source: Document, target: Document, rows: int) -> None:
    if not source.segments or not target.segments:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dynamic, "ROWS", rows)
        links = align(source, target, RandomEncoder())
    slow = SlowAligner(source, target, RandomEncoder())
    assert slow.cost(links) == pytest.approx(slow.least(), abs=NEARLY)


RUSSIAN = """В горах третий день идёт снег. Дороги закрыты, и до дальних деревень не добраться.

Спасатели вывезли на вертолёте двух больных. Погода, впрочем, портится. Завтра полётов не будет.

Мэр попросил туристов вернуться в долину, а отели согласились вернуть им деньги.

Последний раз столько снега выпало сорок лет назад."""

ENGLISH = """It has been snowing in the mountains for three days. The roads are closed, and the remote villages are cut off.

Rescuers took two sick people out by helicopter. The weather, however, is getting worse, and there will be no flights tomorrow.

The mayor asked tourists to return to the valley. Hotels agreed to give them their money back.

The last time there was so much snow was forty years ago."""

GERMAN = """In den Bergen schneit es seit drei Tagen, und die Straßen sind gesperrt.

Retter flogen zwei Kranke mit dem Hubschrauber aus. Morgen wird nicht geflogen, weil das Wetter schlechter wird.

Eine Bäckerin verteilte Brot an die Nachbarn. Der Bürgermeister bat die Touristen, ins Tal zurückzukehren."""

ENGLISH_OF_GERMAN = """It has been snowing in the mountains for three days. The roads are closed.

Rescuers flew two sick people out by helicopter. There will be no flights tomorrow because the weather is getting worse.

The mayor asked tourists to return to the valley."""

REAL = [
    ("ru", RUSSIAN, ENGLISH, [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3, 4), (3,)), ((5,), (4, 5)), ((6,), (6,))]),
    ("de", GERMAN, ENGLISH_OF_GERMAN, [((0,), (0, 1)), ((1,), (2,)), ((2,), (3,)), ((3,), ()), ((4,), (4,))]),
]


@pytest.mark.parametrize(("lang", "source", "target", "expected"), REAL, ids=["ru", "de"])
def test_joined_and_split_sentences(
    lang: str, source: str, target: str, expected: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    sides = [(lang, source), ("en", target)]
    left, right = (segment(replace(from_text(text, code), lang=code)) for code, text in sides)
    links = Engine(Config()).align(left, right)
    assert [(link.source, link.target) for link in links] == expected
