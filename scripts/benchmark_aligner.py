"""Time and memory of sentence alignment by the length of the texts, and a plot of them.

  benchmark_aligner.py [LINES ...] [--output docs/alignment-speed.svg]

Texts are made up: sentences of common and rare words, and a translation where some are joined, cut or left out. The
encoder adds up a vector for each word, so that it costs little; what it costs is taken off. Each length is measured in
a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.aligners.dynamic import align
from mtcheck.document import Document, Segment
from mtcheck.protocols import Parts
from mtcheck.spans import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

LINES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
TARGET = Path(__file__).parents[1] / "docs" / "alignment-speed.svg"
VOCABULARY, WORDS, SIZE = 3_000, 10, 512
WIDTH, HEIGHT, LEFT, TOP, GAP = 640, 260, 56, 30, 44


class WordVectors:
    """An encoder that adds up vectors of words, and the processor time it took."""

    name, languages = "words", None

    def __init__(self) -> None:
        self.known: dict[str, NDArray[np.float32]] = {}
        self.seconds = 0.0

    def preload(self) -> None:
        pass

    def _word(self, word: str) -> NDArray[np.float32]:
        if word not in self.known:
            self.known[word] = np.random.default_rng(zlib.crc32(word.encode())).normal(size=SIZE).astype(np.float32)
        return self.known[word]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        start = time.process_time()
        made = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.split():
                made[row] += self._word(word)
        made = _unit(made)
        self.seconds += time.process_time() - start
        return made

    def parts(self, texts: Sequence[str]) -> list[Parts]:
        """Sums of the vectors of all words, of half of them and of windows of four."""
        start = time.process_time()
        made = []
        for text in texts:
            rows = np.array([self._word(word) for word in text.split()])
            size, total = len(rows), rows.sum(axis=0)
            runs = [
                rows[: size // 2 + 1],
                rows[size // 2 :],
                *(rows[at : at + 4] for at in range(0, max(1, size - 3), 2)),
            ]
            spans = _unit(np.array([run.sum(axis=0) for run in runs])).astype(np.float16)
            none = np.zeros(SIZE, dtype=np.float32)
            made.append(Parts(_unit(total[None])[0], total, size + 2.0, none, spans[0], spans[1], spans[2:]))
        self.seconds += time.process_time() - start
        return made

    def whole(self, totals: NDArray[np.float32], sizes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Unit vectors of sums."""
        assert len(totals) == len(sizes)
        return _unit(totals)


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.maximum(1e-9, np.linalg.norm(rows, axis=1, keepdims=True)), dtype=np.float32)


def document(lines: Sequence[str]) -> Document:
    segments, at = [], 0
    for number, line in enumerate(lines):
        segments.append(Segment(number, Span(at, at + len(line)), 0))
        at += len(line) + 1
    return Document("made", "\n".join(lines), segments=tuple(segments), lang="en")


def texts(count: int) -> tuple[list[str], list[str], list[int]]:
    """A text, its translation, and for each sentence a line of the translation that has some of it, or -1."""
    chance = np.random.default_rng(1)
    words = [f"w{number}a" for number in range(VOCABULARY)]
    source = [" ".join(words[int(k)] for k in chance.random(WORDS) ** 2 * VOCABULARY) for _ in range(count)]
    target: list[str] = []
    right: list[int] = []
    while len(right) < count:
        draw, line = chance.random(), source[len(right)]
        if draw < 0.08 and len(right) + 1 < count:
            target.append(f"{line} {source[len(right) + 1]}")
            right += [len(target) - 1] * 2
            continue
        if draw < 0.16:
            parts = line.split()
            target += [" ".join(parts[: WORDS // 2]), " ".join(parts[WORDS // 2 :])]
        elif draw >= 0.2:
            target.append(line)
        right.append(-1 if 0.16 <= draw < 0.2 else len(target) - 1)
    return source, target, right


def measured(count: int) -> dict[str, float]:
    source, target, right = texts(count)
    encoder = WordVectors()
    start = time.process_time()
    links = align(document(source), document(target), encoder)
    seconds = time.process_time() - start - encoder.seconds
    hits = sum(right[index] in link.target for link in links for index in link.source if right[index] >= 0)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    shares = hits / sum(line >= 0 for line in right)
    return {"lines": count, "seconds": round(seconds, 2), "megabytes": round(memory), "right": round(shares, 4)}


def plot(rows: Sequence[dict[str, float]]) -> str:
    """Two panels beside each other: seconds and megabytes by lines, both axes from zero."""
    panel = (WIDTH - 2 * LEFT - GAP) / 2
    body = []
    most = max(row["lines"] for row in rows)
    for number, (key, title) in enumerate((("seconds", "processor seconds"), ("megabytes", "peak memory, MB"))):
        x0, y0 = LEFT + number * (panel + GAP + 10), HEIGHT - 40
        top = max(row[key] for row in rows) * 1.1
        points = [(x0 + panel * row["lines"] / most, y0 - (y0 - TOP) * row[key] / top) for row in rows]
        body.append(f'<text x="{x0}" y="{TOP - 12}" font-weight="bold">{title}</text>')
        body.append(f'<path d="M{x0} {TOP}V{y0}H{x0 + panel:.0f}" fill="none" stroke="#888"/>')
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        body.append(f'<polyline fill="none" stroke="#2563a8" stroke-width="2" points="{line}"/>')
        for (x, y), row in zip(points, rows, strict=True):
            body.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#2563a8"/>')
            if row["lines"] >= most / 10:
                body.append(f'<text x="{x - 6:.1f}" y="{y - 8:.1f}" text-anchor="end">{row[key]:g}</text>')
                body.append(f'<text x="{x:.1f}" y="{y0 + 16}" text-anchor="middle">{int(row["lines"]) // 1000}k</text>')
        body.append(f'<text x="{x0 + panel / 2:.0f}" y="{y0 + 33}" text-anchor="middle">lines on each side</text>')
    style = "font-family:sans-serif;font-size:11px;fill:#222"
    label = "Time and memory of alignment grow in step with the length of the texts"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n<g style="{style}">\n'
        + "\n".join(body)
        + "\n</g>\n</svg>\n"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lines", type=int, nargs="*", default=LINES)
    parser.add_argument("--output", type=Path, default=TARGET)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(measured(given.lines[0])))
        return
    rows = []
    for count in given.lines:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(count)], capture_output=True, text=True, check=True
        )
        rows.append(json.loads(done.stdout))
        print(rows[-1], flush=True)
    given.output.write_text(plot(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
