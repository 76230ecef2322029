"""What speaks for and against each step of the second search: a row of features for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.aligners.dynamic import windows
from mtcheck.aligners.dynamic.blocks import Blocks, Near, blocks, nearest, reaches
from mtcheck.aligners.dynamic.coarse import LARGEST, SUM
from mtcheck.aligners.dynamic.own import OWN, Scale, columns_of, scale_of
from mtcheck.aligners.dynamic.texts import Side, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Encode = Callable[[Sequence[str]], NDArray[np.float32]]
    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

KINDS = tuple((a, b) for a in range(1, LARGEST + 1) for b in range(a, LARGEST + 1) if a + b <= SUM)
MARKS = ("question", "exclamation", "quote", "colon", "bracket")
JOINTS = ("paragraph", "open", "small")
NAMES = (
    *(f"kind-{a}-{b}" for a, b in KINDS),
    *("similarity", "similarity-once", "similarity-low", "similarity-high"),
    *("margin", "margin-once", "margin-low"),
    *("length", "length-once", "length-square"),
    *("words", "words-once"),
    *(f"mark-{mark}" for mark in MARKS),
    *(f"inside-{joint}" for joint in JOINTS),
    *(f"edge-{joint}-{sides}" for joint in JOINTS for sides in ("both", "one")),
    *("gain", "gain-low", "weakest", "rival", "rival-best", "length-spread"),
    *("skip", "skip-likeness", "skip-margin", "skip-length", "skip-short"),
    *("head", "tail"),
    *OWN,
    *windows.NAMES,
)
# What similarities are taken to be like before a text has shown its own: of strangers and of counterparts.
STRANGER, COUNTERPART, PRIOR = 0.2, 0.72, 12
NARROWEST = 0.05
# What the beginnings of counterparts are like on that scale.
ENDS = 0.8
ROWS = 4096


@dataclass(frozen=True)
class _Links:
    """Blocks of both sides by step: first sentences, sizes, numbers of the blocks; `half` is their mean size."""

    texts: tuple[Side, Side]
    sides: tuple[Blocks, Blocks]
    starts: tuple[Integers, Integers]
    sizes: tuple[Integers, Integers]
    numbers: tuple[Integers, Integers]
    half: Floats


def features(
    left: Side, right: Side, steps: Integers, encode: Encode | None, scale: Scale | None = None
) -> tuple[Floats, Scale]:
    """A row for each step, in the order of `NAMES`; and the scale of similarities, taken from these steps or given."""
    i, j, a, b = steps.T
    full = (a > 0) & (b > 0)
    sides = blocks((left, right), (i[full], j[full]), (a[full], b[full]), encode)
    spans = reaches((len(left), len(right)), (i[full], j[full]), (a[full], b[full]))
    near = (
        nearest(sides[0], sides[1].vectors[: len(right)], spans[0]),
        nearest(sides[1], sides[0].vectors[: len(left)], spans[1]),
    )
    low, width = (scale.low, scale.width) if scale else _likely(near, (len(left), len(right)))
    links = _Links(
        (left, right),
        sides,
        (i[full], j[full]),
        (a[full], b[full]),
        (sides[0].number[a[full], i[full]], sides[1].number[b[full], j[full]]),
        (a[full] + b[full]) / 2,
    )
    columns = {
        **_kinds(links),
        **_similarities(links, near, low, width),
        **_lengths(links),
        **_surfaces(links),
        **_ends(links, width),
    }
    if left.parts and right.parts:
        columns |= windows.columns((left.parts, right.parts), links.starts, links.sizes, width)
    scale = scale or scale_of(columns, links.sizes, min(len(left), len(right)), low, width)
    columns |= columns_of(columns, links.sizes, scale)
    made = np.zeros((len(steps), len(NAMES)))
    _fill(made, np.flatnonzero(full), columns)
    for side, one, at, alone in ((left, near[0], i, (a > 0) & (b == 0)), (right, near[1], j, (b > 0) & (a == 0))):
        _fill(made, np.flatnonzero(alone), _skips(side, one, at[alone], scale))
    return made, scale


def _fill(made: Floats, rows: Integers, columns: dict[str, Floats]) -> None:
    """Puts columns into some rows of a table and takes them out of the mapping, so that they are not held twice."""
    for index, name in enumerate(NAMES):
        column = columns.pop(name, None)
        if column is not None:
            made[rows, index] = column


def _likely(near: tuple[Near, Near], sizes: tuple[int, int]) -> tuple[float, float]:
    """The similarity of strangers, and how much higher that of counterparts is."""
    total = sum(sizes) + PRIOR
    means, bests = (
        [getattr(one, name)[:size].sum() for one, size in zip(near, sizes, strict=True)] for name in ("mean", "best")
    )
    low = (sum(means) + PRIOR * STRANGER) / total
    high = (sum(bests) + PRIOR * COUNTERPART) / total
    return float(low), float(max(NARROWEST, high - low))


def _skips(side: Side, near: Near, at: Integers, scale: Scale) -> dict[str, Floats]:
    """Sentences without counterpart: how likely they have one, and how long they are."""
    low, width = scale.low, scale.width
    length = np.log((side.lengths[at] + 5) / (side.lengths.mean() + 5))
    return {
        "skip": np.ones(len(at)),
        "skip-likeness": (near.best[at] - low) / width,
        "skip-margin": (near.best[at] - near.rest[at]) / width,
        "skip-length": length,
        "skip-short": np.maximum(0, -length - 0.5),
        "skip-tight": np.full(len(at), scale.tight),
    }


def _kinds(links: _Links) -> dict[str, Floats]:
    smaller, larger = np.minimum(*links.sizes), np.maximum(*links.sizes)
    return {f"kind-{a}-{b}": ((smaller == a) & (larger == b)).astype(np.float64) for a, b in KINDS}


def _similarities(links: _Links, near: tuple[Near, Near], low: float, width: float) -> dict[str, Floats]:
    """Similarity as such, beside that of the neighbours, of smaller blocks and of the best other block."""
    cosine = _cosines(links, links.numbers)
    alike = (cosine - low) / width
    margin = (cosine - (near[0].rest[links.numbers[0]] + near[1].rest[links.numbers[1]]) / 2) / width
    without, weakest = _members(links)
    joined = links.half > 1
    gain = np.where(joined, (cosine - np.where(joined, without, 0)) / width, 0)
    rival = (_behind(links.numbers[0], cosine) + _behind(links.numbers[1], cosine)) / width
    return {
        "similarity": alike * links.half,
        "similarity-once": alike,
        "similarity-low": np.minimum(alike - 0.5, 0) * links.half,
        "similarity-high": np.maximum(alike - 0.9, 0) * links.half,
        "margin": margin * links.half,
        "margin-once": margin,
        "margin-low": np.minimum(margin - 0.2, 0) * links.half,
        "gain": gain,
        "gain-low": np.minimum(gain, 0),
        "weakest": np.where(joined, (np.where(joined, weakest, 0) - low) / width, 0),
        "rival": np.clip(rival, -1, 0),
        "rival-best": np.where(rival >= 0, 1.0, 0.0),
    }


def _members(links: _Links) -> tuple[Floats, Floats]:
    """The highest similarity without a sentence at an edge, and the lowest one of such a sentence alone."""
    without = np.full(len(links.half), -np.inf)
    weakest = np.full(len(links.half), np.inf)
    for side, (start, size) in enumerate(zip(links.starts, links.sizes, strict=True)):
        some = np.flatnonzero(size > 1)
        start_, size_ = start[some], size[some]
        for shift in (0, 1):
            others = [number[some] for number in links.numbers]
            others[side] = links.sides[side].number[size_ - 1, start_ + shift]
            without[some] = np.maximum(without[some], _cosines(links, (others[0], others[1])))
            others[side] = links.sides[side].number[1, start_ + (size_ - 1) * shift]
            weakest[some] = np.minimum(weakest[some], _cosines(links, (others[0], others[1])))
    return without, weakest


def _cosines(links: _Links, numbers: tuple[Integers, Integers]) -> Floats:
    return _dots(links.sides[0].vectors, links.sides[1].vectors, numbers)


def _dots(left: NDArray[np.floating], right: NDArray[np.floating], rows: tuple[Integers, Integers]) -> Floats:
    made = np.empty(len(rows[0]))
    for start in range(0, len(made), ROWS):
        some, others = (
            side[row[start : start + ROWS]].astype(np.float32, copy=False)
            for side, row in zip((left, right), rows, strict=True)
        )
        made[start : start + ROWS] = np.einsum("ij,ij->i", some, others)
    return made


def _ends(links: _Links, width: float) -> dict[str, Floats]:
    """How alike the first words of both blocks are, and the last ones: what shows where a block begins and ends."""
    left, right = links.texts
    if left.heads is None or right.heads is None or left.tails is None or right.tails is None:
        return {}
    last = [start + size - 1 for start, size in zip(links.starts, links.sizes, strict=True)]
    return {
        "head": _dots(left.heads, right.heads, links.starts) / width - ENDS,
        "tail": _dots(left.tails, right.tails, (last[0], last[1])) / width - ENDS,
    }


def _behind(number: Integers, cosine: Floats) -> Floats:
    """How far each step is below the best one of the same block."""
    best = np.full(int(number.max(initial=0)) + 1, -1.0)
    np.maximum.at(best, number, cosine)
    behind: Floats = cosine - best[number]
    return behind


def _lengths(links: _Links) -> dict[str, Floats]:
    """How the lengths of both blocks differ, by the ratio of both texts."""
    sums = [
        _sums(side.lengths, at, size) for side, at, size in zip(links.texts, links.starts, links.sizes, strict=True)
    ]
    ratio = (links.texts[0].lengths.sum() + 1) / (links.texts[1].lengths.sum() + 1)
    left, right = sums[0], sums[1] * ratio
    unlike = np.abs(np.log((left + 8) / (right + 8)))
    return {
        "length": unlike * links.half,
        "length-once": unlike,
        "length-square": np.minimum(unlike, 2) ** 2,
        "length-spread": np.minimum((left - right) ** 2 / (left + right + 1), 40) / 10,
    }


def _surfaces(links: _Links) -> dict[str, Floats]:
    """Words and marks in common, and how the boundaries inside and before the blocks look."""
    words = _words(links)
    found = {"words": words * links.half, "words-once": words}
    pairs = list(zip(links.texts, links.starts, links.sizes, strict=True))
    marks = [_sums(side.marks, at, size) for side, at, size in pairs]
    inside = sum(_sums(side.joints, at + 1, size - 1) for side, at, size in pairs)
    edges = [side.joints[at] for side, at, _ in pairs]
    for index, name in enumerate(MARKS):
        found[f"mark-{name}"] = np.minimum(np.abs(marks[0] - marks[1])[:, index], 3)
    for index, name in enumerate(JOINTS):
        found[f"inside-{name}"] = np.asarray(inside)[:, index]
        found[f"edge-{name}-both"] = (edges[0] * edges[1])[:, index]
        found[f"edge-{name}-one"] = np.abs(edges[0] - edges[1])[:, index]
    return found


def _sums(values: Floats, starts: Integers, sizes: Integers) -> Floats:
    """Sums of so many rows from these on."""
    total = np.concatenate([np.zeros_like(values[:1]), np.cumsum(values, axis=0)])
    sums: Floats = total[starts + sizes] - total[starts]
    return sums


def _words(links: _Links) -> Floats:
    """Cosine of the hashed words of both blocks."""
    made = np.zeros(len(links.half))
    code = links.sizes[0] * (LARGEST + 1) + links.sizes[1]
    for kind in np.unique(code):
        some = np.flatnonzero(code == kind)
        sizes = divmod(int(kind), LARGEST + 1)
        for start in range(0, len(some), ROWS):
            part = some[start : start + ROWS]
            left, right = (
                unit(np.sum([side.shared[at[part] + k] for k in range(size)], axis=0, dtype=np.float32))
                for side, at, size in zip(links.texts, links.starts, sizes, strict=True)
            )
            made[part] = np.einsum("ij,ij->i", left, right)
    return made
