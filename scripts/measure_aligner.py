"""What the sentence aligner would gain by learning from aligned texts of people, measured on what it has not seen.

  measure_aligner.py FOLDER ALIGNED.jsonl[.gz] ... [--folds 5]

FOLDER is that of `train_aligner.py`. A line of ALIGNED is a document: {"set", "lp", "src_lines", "tgt_lines", "gold"},
where gold holds pairs of lists of line numbers from 0. For each set, strict and lax F1 (Vecalign's rules) of the
embedded encoder with weights from the made-up texts, from these and the other sets, and from these, the other sets and
the other folds of the set itself; folds are of documents, or of consecutive parts of a set's only document.

Nothing is written: weights learned from texts under a licence that does not allow it must not be shipped.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from train_aligner import DECAY_PARTS, Floats, Lesson, Made, fit, lesson, texts

from mtcheck.aligners.dynamic import lattice
from mtcheck.document import Document, Segment
from mtcheck.encoders.memo import MemoEncoder
from mtcheck.encoders.use import UseEncoder
from mtcheck.spans import Span

if TYPE_CHECKING:
    from aligner_texts import Link

# Parts of a document that is the only one of its set, for each fold.
PARTS = 2
# How often aligned texts are learned from, beside once for the made-up ones.
OFTEN = 2


def documents(paths: Iterable[Path]) -> Iterator[tuple[str, Made]]:
    """Aligned documents with the name of their set."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                langs = row["lp"].split("-")
                sides = [_document(row[key], lang) for key, lang in zip(("src_lines", "tgt_lines"), langs, strict=True)]
                yield (
                    row["set"].split(":")[0],
                    (sides[0], sides[1], {(tuple(left), tuple(right)) for left, right in row["gold"]}),
                )


def _document(lines: Sequence[str], lang: str) -> Document:
    segments, at, cleaned = [], 0, [" ".join(line.split()) for line in lines]
    for index, line in enumerate(cleaned):
        segments.append(Segment(index, Span(at, at + len(line)), 0))
        at += len(line) + 1
    return Document("aligned", "\n".join(cleaned), segments=tuple(segments), lang=lang)


def consecutive(one: Lesson, parts: int) -> list[Lesson]:
    """A lesson in so many parts, cut where no link crosses; steps across a cut are lost."""
    n, m = ((one.steps[:, k] + one.steps[:, k + 2]).max() for k in (0, 1))
    before, behind = np.zeros(n + 1, dtype=int), np.full(n + 1, m)
    for left, right in one.links:
        for row in left if right else ():
            before[row + 1], behind[row] = max(before[row + 1], right[-1] + 1), min(behind[row], right[0])
    before, behind = np.maximum.accumulate(before), np.minimum.accumulate(behind[::-1])[::-1]
    free = np.flatnonzero(before <= behind)
    rows = [0, *(int(free[np.abs(free - n * k // parts).argmin()]) for k in range(1, parts)), int(n)]
    cells = [(0, 0), *((row, int(before[row])) for row in rows[1:-1]), (int(n), int(m))]
    return [_part(one, start, end) for start, end in pairwise(cells)]


def _part(one: Lesson, start: tuple[int, int], end: tuple[int, int]) -> Lesson:
    (i, j), (last_i, last_j) = start, end
    firsts, lasts = one.steps[:, :2], one.steps[:, :2] + one.steps[:, 2:]
    kept = (firsts >= start).all(axis=1) & (lasts <= end).all(axis=1)
    steps = one.steps[kept] - [i, j, 0, 0]
    links: set[Link] = {
        (tuple(row - i for row in left), tuple(column - j for column in right))
        for left, right in one.links
        if (left and i <= left[0] < last_i) or (not left and j <= right[0] < last_j)
    }
    graph = lattice.lattice(steps, last_i - i, last_j - j)
    return Lesson(steps, one.rows[kept], graph, one.right[kept], links, last_i - i + last_j - j)


def counts(one: Lesson, weights: Floats) -> list[int]:
    """Of precision and recall: links right strictly and laxly, and all; those without counterpart are not missed."""
    way = one.steps[lattice.best(one.graph, one.rows @ weights)].tolist()
    found = {(tuple(range(i, i + a)), tuple(range(j, j + b))) for i, j, a, b in way}
    return _right(found, one.links) + _right(
        {link for link in one.links if all(link)}, {link for link in found if all(link)}
    )


def _right(found: set[Link], gold: set[Link]) -> list[int]:
    targets = defaultdict(set)
    for left, right in gold:
        for row in left:
            targets[row].update(right)
    lax = sum((left, right) in gold or any(targets[row] & set(right) for row in left) for left, right in found)
    return [len(found & gold), lax, len(found)]


def figures(of: Sequence[tuple[Lesson, Floats]]) -> str:
    """Strict and lax F1 of lessons, each with the weights it is aligned by."""
    total = np.sum([counts(one, weights) for one, weights in of], axis=0)
    scores = []
    for kind in (0, 1):
        precision, recall = total[kind] / total[2], total[3 + kind] / total[5]
        scores.append(f"{2 * precision * recall / (precision + recall):.3f}")
    return " / ".join(scores)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("aligned", type=Path, nargs="+")
    parser.add_argument("--folds", type=int, default=5)
    given = parser.parse_args()
    encoder = UseEncoder()
    made = [lesson(one, encoder) for one in texts(given.folder, MemoEncoder(encoder), known=True)]
    known: list[tuple[str, Lesson]] = [
        (name, lesson(one, encoder, blurred=False)) for name, one in documents(given.aligned)
    ]
    alone = {name for name, count in Counter(name for name, _ in known).items() if count == 1}
    folds: dict[str, list[Lesson]] = defaultdict(list)
    for name, one in known:
        folds[name] += consecutive(one, PARTS * given.folds) if name in alone else [one]
    plain = fit(made, DECAY_PARTS)
    for name, own in folds.items():
        others = made + OFTEN * [one for other in folds if other != name for one in folds[other]]
        without = fit(others, DECAY_PARTS)
        crossed = []
        for fold in range(given.folds):
            weights = fit(others + OFTEN * [one for at, one in enumerate(own) if at % given.folds != fold], DECAY_PARTS)
            crossed += [(one, weights) for at, one in enumerate(own) if at % given.folds == fold]
        print(
            f"{name}: made-up texts {figures([(one, plain) for one in own])}, other sets besides "
            f"{figures([(one, without) for one in own])}, cross-validated {figures(crossed)}",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
