"""Windows of blocks and blocks added up, against slow searches that follow their definitions word by word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtcheck.aligners.dynamic import align, windows
from mtcheck.aligners.dynamic.texts import FINE, Woven
from mtcheck.encoders.use import UseEncoder
from mtcheck.protocols import Parts
from mtcheck.readers.plain import from_text
from mtcheck.segmenters import segment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Step = tuple[int, int, int, int]


class SumEncoder:
    """Texts are unit vectors of their totals."""

    name = "sum"
    languages: frozenset[str] | None = None

    def preload(self) -> None:
        """Nothing to load."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), 1), dtype=np.float32)

    def parts(self, texts: Sequence[str]) -> list[Parts]:
        raise NotImplementedError

    def whole(self, totals: NDArray[np.float32], sizes: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.hstack([totals, sizes[:, None]])


def woven(counts: Sequence[int], chance: np.random.Generator) -> Woven:
    """A side of sentences with so many windows."""
    rows = chance.normal(size=(sum(counts), 6))
    vectors = np.rint(FINE * 0.3 * rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.int8)
    totals, ends = chance.normal(size=(2, len(counts), 3)).astype(np.float32)
    sizes = np.array([count + 2 for count in counts], dtype=np.float32)
    first = np.append(0, np.cumsum(counts)).astype(np.int64)
    return Woven(totals, sizes, ends.astype(np.float16), vectors, first, SumEncoder())


def own(side: Woven, sentence: int) -> NDArray[np.float64]:
    return side.windows[side.first[sentence] : side.first[sentence + 1]].astype(float) / FINE


def slow_reach(n: int, m: int, steps: Sequence[Step]) -> list[tuple[int, int]]:
    """Per sentence the range of those that steps link it to, or the next one that has any, widened."""
    linked = {
        k: [column for i, j, a, b in steps if i <= k < i + a for column in (j, j + b)]
        for k in range(n)
        if any(i <= k < i + a for i, _, a, _ in steps)
    }
    found = []
    for k in range(n):
        columns = linked[min((other for other in linked if other >= k), default=max(linked))]
        low = max(0, min(columns) - windows.BESIDE)
        found.append((low, min(m, max(columns) + windows.BESIDE, low + windows.MOST)))
    return found


def slow_hub(window: NDArray[np.float64], other: Woven, reach: tuple[int, int]) -> float:
    low, high = max(0, reach[0] - windows.AROUND), min(len(other.sizes), reach[1] + windows.AROUND)
    alike = sorted((float(window @ one) for k in range(low, high) for one in own(other, k)), reverse=True)
    some = alike[: windows.NEIGHBOURS]
    return sum(some) / len(some)


def slow_more(left: Woven, right: Woven, steps: Sequence[Step]) -> list[list[list[float]]]:
    """For each step and each source sentence in it, how much more each window finds inside than outside."""
    reaches = slow_reach(len(left.sizes), len(right.sizes), steps)
    back = slow_reach(len(right.sizes), len(left.sizes), [(j, i, b, a) for i, j, a, b in steps])
    hubs = [[slow_hub(window, left, back[k]) for window in own(right, k)] for k in range(len(right.sizes))]
    made = []
    for i, j, a, b in steps:
        sentences = []
        for row in range(i, i + a):
            values = []
            for window in own(left, row):
                best = {
                    k: max(
                        float(window @ one) - windows.HUBNESS * hub
                        for one, hub in zip(own(right, k), hubs[k], strict=True)
                    )
                    for k in range(*reaches[row])
                }
                outside = [value for k, value in best.items() if not j <= k < j + b]
                values.append(max(best[k] for k in range(j, j + b)) - max(outside, default=windows.NOTHING))
            sentences.append(values)
        made.append(sentences)
    return made


counts = st.lists(st.integers(1, 4), min_size=1, max_size=9)


@settings(deadline=None, max_examples=40)
@given(counts, counts, st.integers(0, 1000), st.sampled_from([3, 256]), st.data())
def test_windows_by_their_definition(
    left_counts: list[int], right_counts: list[int], seed: int, chunk: int, data: st.DataObject
) -> None:
    chance = np.random.default_rng(seed)
    left, right = woven(left_counts, chance), woven(right_counts, chance)
    n, m = len(left_counts), len(right_counts)
    possible = [
        (i, j, a, b)
        for a in range(1, 6)
        for b in range(1, 6)
        if a + b <= 8
        for i in range(n - a + 1)
        for j in range(m - b + 1)
    ]
    steps = data.draw(st.lists(st.sampled_from(possible), min_size=1, max_size=8, unique=True))
    table = np.array(steps)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "CHUNK", chunk)
        found = windows.columns((left, right), (table[:, 0], table[:, 1]), (table[:, 2], table[:, 3]), 0.5)
    there = slow_more(left, right, steps)
    back = slow_more(right, left, [(j, i, b, a) for i, j, a, b in steps])
    for at in range(len(steps)):
        values = [np.concatenate([np.array(one) for one in side[at]]) for side in (there, back)]
        low = [np.minimum(one, 0) for one in values]
        worst = [min(np.minimum(one, 0).mean() for one in side[at]) for side in (there, back)]
        expected = {
            "window": sum(one.mean() for one in values),
            "window-low": sum(one.mean() for one in low),
            "window-lost": sum(one.sum() for one in low) / 3,
            "window-worst": sum(worst),
            "window-side": min(one.mean() for one in low),
        }
        assert {name: found[name][at] * 0.5 for name in windows.NAMES} == pytest.approx(expected, abs=1e-5)


@settings(deadline=None, max_examples=30)
@given(counts, st.integers(0, 1000))
def test_blocks_are_added_up(sizes: list[int], seed: int) -> None:
    side = woven(sizes, np.random.default_rng(seed))
    blocks = [(i, k) for k in range(1, 6) for i in range(len(sizes) - k + 1)]
    starts, lengths = np.array(blocks).T
    found = side.joined(starts, lengths)
    part = side.part(1, len(sizes)) if len(sizes) > 1 else None
    for row, (i, k) in zip(found, blocks, strict=True):
        total = sum(side.totals[i + at] for at in range(k)) - sum(
            (side.ends[i + at] + side.ends[i + at - 1].astype(np.float32)) / 2 for at in range(1, k)
        )
        assert row == pytest.approx([*total, sum(sizes[i : i + k]) + 2], abs=1e-5)
        if part and i:
            assert part.joined(np.array([i - 1]), np.array([k]))[0] == pytest.approx(row, abs=1e-5)


def test_a_boundary_that_vectors_of_blocks_hardly_show() -> None:
    source = segment(
        from_text(
            "Le maire a ouvert la séance à neuf heures. Il a rappelé que le budget avait été voté en mars, que le "
            "stade serait fermé tout l'été, et que les travaux commenceraient lundi. Personne n'a protesté.",
            "a",
        )
    )
    target = segment(
        from_text(
            "The mayor opened the meeting at nine. He recalled that the budget had been passed in March. The stadium "
            "would be closed all summer. Work would begin on Monday. Nobody protested.",
            "b",
        )
    )
    links = align(source, target, UseEncoder())
    assert [(link.source, link.target) for link in links] == [((0,), (0,)), ((1,), (1, 2, 3)), ((2,), (4,))]
