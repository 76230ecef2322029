"""Learns the weights of the sentence aligner, `references/alignment.toml`.

  train_aligner.py FOLDER

FOLDER holds WMT17 direct assessment (Apache-2.0), MLQE-PE (CC0) and DEMETR (MIT) as gzipped JSON lines. Texts are made
of them by `aligner_texts.py`; the log-linear model is fitted to their links by Adam (Kingma & Ba, 2015), on half of the
texts first, so that the other half calibrates the probabilities (Platt, 1999).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import aligner_texts
import numpy as np
from numpy.typing import NDArray

from mtcheck.aligners.dynamic import coarse, features, lattice
from mtcheck.aligners.dynamic.texts import Side, sides
from mtcheck.document import Document
from mtcheck.encoders.memo import MemoEncoder
from mtcheck.encoders.use import UseEncoder
from mtcheck.protocols import Encoder

TARGET = Path(__file__).parents[1] / "references" / "alignment.toml"
TEXTS, LONGEST, SHORTEST = 3, 80, 15
ROUNDS, RATE = 10, 0.05
# How much smaller weights are preferred; what windows find needs more of it than the rest.
DECAY, DECAY_PARTS = 0.001, 0.006
SEED = 5
NEVER = -60.0
# The texts made here lack more sentences than real ones: by so much less likely is one without counterpart.
SELDOM = -0.4
HEADER = """\
# Weights of the sentence aligner, as mtcheck/aligners/dynamic explains: what each feature adds to the log-odds of
# a link, for an encoder that knows both languages, for one that also adds up parts of texts (parts), for one that lacks
# a language (stranger), and without an encoder (none).
# Made by scripts/train_aligner.py, not by hand.
# provenance: learned from texts made by cutting, joining and dropping sentences of WMT17 direct assessment
# (Apache-2.0), MLQE-PE (CC0) and DEMETR (MIT).
"""
Made = tuple[Document, Document, set[aligner_texts.Link]]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Lesson:
    """A text ready to be learned from: features of its steps, their lattice, which steps are right."""

    steps: NDArray[np.int64]
    rows: Floats
    graph: lattice.Lattice
    right: NDArray[np.bool_]
    links: set[aligner_texts.Link]
    size: int


def texts(folder: Path, encoder: MemoEncoder, *, known: bool) -> list[Made]:
    """Made-up texts in languages that the encoder knows, or of which it lacks one."""
    chance = random.Random(SEED)
    made = []
    for (source, target, _), pool in aligner_texts.pools(folder, chance).items():
        assert encoder.languages is not None
        if ({source, target} <= encoder.languages) != known:
            continue
        for manner in aligner_texts.MANNERS:
            order = aligner_texts.in_likely_order(pool, encoder, TEXTS * LONGEST, chance)
            for number in range(TEXTS):
                start = number * LONGEST % max(1, len(order) - LONGEST // 2)
                pairs = order[start : start + chance.randint(SHORTEST, LONGEST)]
                langs = source, target
                if chance.random() < 0.5:
                    pairs, langs = [(right, left) for left, right in pairs], (target, source)
                strangers = chance.sample(pool, min(50, len(pool)))
                how = aligner_texts.style(chance, manner)
                made.append(aligner_texts.text(pairs, strangers, langs, how, chance))
    return made


def lesson(made: Made, encoder: Encoder | None, *, blurred: bool = True) -> Lesson:
    """Features and right steps of an aligned text."""
    source, target, links = made
    left, right = sides(source, target, encoder)
    chance = np.random.default_rng(len(left) * 1000 + len(right))
    for side in (left, right) if blurred else ():
        _blur(side, chance)
    reach = coarse.REACH if encoder else coarse.WIDE
    steps = coarse.candidates(left.vectors, right.vectors, (left.lengths, right.lengths), reach)
    rows, _ = features.features(left, right, steps, encoder.encode if encoder else None)
    graph = lattice.lattice(steps, len(left), len(right))
    return Lesson(steps, rows, graph, _right(steps, links), links, len(left) + len(right))


def _blur(side: Side, chance: np.random.Generator) -> None:
    """Marks and the looks of boundaries are kept by machines more than by people: changes some."""
    rate = chance.random() ** 2 * 0.8
    mean = np.maximum(0.1, side.marks.mean(axis=0))
    side.marks[:] = side.marks * (chance.random(side.marks.shape) > rate) + chance.poisson(
        0.25 * rate * mean, side.marks.shape
    )
    odd = chance.random(side.joints[:, 1:].shape) < 0.4 * chance.random()
    side.joints[:, 1:] = np.where(odd, chance.random(odd.shape) < 0.5, side.joints[:, 1:])


def _right(steps: NDArray[np.int64], links: set[aligner_texts.Link]) -> NDArray[np.bool_]:
    """Which steps a right way may take; anything inside a block that the search cannot make as a whole."""
    have = set(map(tuple, steps.tolist()))
    blocks, loose = set(), []
    skips: tuple[set[int], set[int]] = (set(), set())
    for rows, columns in links:
        if not rows or not columns:
            skips[0].update(rows)
            skips[1].update(columns)
        elif (rows[0], columns[0], len(rows), len(columns)) in have:
            blocks.add((rows[0], columns[0], len(rows), len(columns)))
        else:
            loose.append((rows[0], rows[-1] + 1, columns[0], columns[-1] + 1))
            skips[0].update(rows)
            skips[1].update(columns)
    found = np.zeros(len(steps), dtype=bool)
    for number, (i, j, a, b) in enumerate(steps.tolist()):
        if not a or not b:
            found[number] = i in skips[0] if a else j in skips[1]
        else:
            inside = any(
                top <= i and i + a <= bottom and low <= j and j + b <= high for top, bottom, low, high in loose
            )
            found[number] = inside or (i, j, a, b) in blocks
    return found


def fit(lessons: Sequence[Lesson], decay: float) -> Floats:
    """Weights that make the right ways likely; the mean of the last rounds."""
    scale = np.sqrt(np.concatenate([one.rows**2 for one in lessons]).mean(axis=0)) + 1e-3
    weights, first, second, total = (np.zeros(len(scale)) for _ in range(4))
    chance = np.random.default_rng(0)
    count = kept = 0
    for number in range(ROUNDS):
        rate = RATE * (1 - number / ROUNDS) + 0.003
        for index in chance.permutation(len(lessons)):
            one = lessons[index]
            scores = one.rows @ (weights / scale)
            free, _ = lattice.odds(one.graph, scores)
            bound, _ = lattice.odds(one.graph, np.where(one.right, scores, NEVER))
            slope = one.rows.T @ (free - bound) / scale / one.size + decay * weights * scale**2
            count += 1
            first = 0.9 * first + 0.1 * slope
            second = 0.99 * second + 0.01 * slope**2
            weights = weights - rate * first / (1 - 0.9**count) / (np.sqrt(second / (1 - 0.99**count)) + 1e-6)
            if number >= 0.7 * ROUNDS:
                total += weights
                kept += 1
    found = total / kept / scale
    found[features.NAMES.index("skip")] += SELDOM
    return found


def calibrated(lessons: Sequence[Lesson], weights: Floats) -> tuple[float, float]:
    """Slope and offset from the log-odds of a chosen step to those of its being right, by Newton's method."""
    odds: list[float] = []
    right: list[bool] = []
    for one in lessons:
        scores = one.rows @ weights
        likely, _ = lattice.odds(one.graph, scores)
        for step in lattice.best(one.graph, scores):
            i, j, a, b = one.steps[step].tolist()
            odds.append(float(likely[step]))
            right.append((tuple(range(i, i + a)), tuple(range(j, j + b))) in one.links)
    clipped = np.clip(odds, 1e-6, 1 - 1e-6)
    rows = np.stack([np.log(clipped / (1 - clipped)), np.ones(len(clipped))], axis=1)
    signs = np.where(right, 1.0, -1.0)

    def loss(line: Floats) -> float:
        return float(np.logaddexp(0, -signs * (rows @ line)).sum() + np.sum((line - [1.0, 0.0]) ** 2) / 2)

    line = np.array([1.0, 0.0])
    for _ in range(25):
        sure = 1 / (1 + np.exp(-rows @ line))
        bend = rows.T @ (rows * (sure * (1 - sure))[:, None]) + np.eye(2)
        step = np.linalg.solve(bend, rows.T @ (sure - np.array(right)) + line - [1.0, 0.0])
        while loss(line - step) > loss(line) and np.abs(step).max() > 1e-6:
            step = step / 2
        line = line - step
    return float(line[0]), float(line[1])


def strict(lessons: Sequence[Lesson], weights: Floats) -> float:
    """F1 of links with both sides."""
    hits = found = expected = 0
    for one in lessons:
        way = one.steps[lattice.best(one.graph, one.rows @ weights)].tolist()
        links = {(tuple(range(i, i + a)), tuple(range(j, j + b))) for i, j, a, b in way if a and b}
        gold = {link for link in one.links if all(link)}
        hits, found, expected = hits + len(links & gold), found + len(links), expected + len(gold)
    return 2 * hits / max(1, found + expected)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    embedded = UseEncoder()
    encoder = MemoEncoder(embedded)
    ordinary = texts(folder, encoder, known=True)
    written = HEADER
    for name, made, by, decay in (
        ("encoder", ordinary, encoder, DECAY),
        ("parts", ordinary, embedded, DECAY_PARTS),
        ("stranger", texts(folder, encoder, known=False), embedded, DECAY_PARTS),
        ("none", ordinary, None, DECAY),
    ):
        lessons = [lesson(one, by) for one in made]
        weights = fit(lessons[::2], decay)
        slope, offset = calibrated(lessons[1::2], weights)
        print(
            f"{name}: {len(lessons)} texts, strict F1 on the other half {strict(lessons[1::2], weights):.3f}",
            flush=True,
        )
        weights = fit(lessons, decay)
        written += f"\n[{name}]\nslope = {slope:.3f}\noffset = {offset:.3f}\n\n[{name}.features]\n"
        written += "".join(f"{key} = {value:.4f}\n" for key, value in zip(features.NAMES, weights, strict=True))
    TARGET.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
