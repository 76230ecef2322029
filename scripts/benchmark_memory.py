"""Memory of `mtcheck corpus` against the length of its input: a TMX of any length, and a plot of what a run needs.

    python scripts/benchmark_memory.py generate 5000000 | gzip -1 > big.tmx.gz
    python scripts/benchmark_memory.py measure 5000000 --plot docs/memory.svg [-- OPTIONS OF MTCHECK CORPUS]
    python scripts/benchmark_memory.py measure 5000000 --read-only

`measure` writes the TMX into the standard input of a run, so that no disk is filled, and reads the resident memory of
the run and of the processes it has started from /proc, once a second. With `--read-only` the pairs are read and
counted but not checked, which is how millions take minutes.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

HEADER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="benchmark"'
    ' creationtoolversion="1" segtype="sentence" o-tmf="none" adminlang="en" srclang="ru"'
    ' datatype="plaintext"/><body>\n'
)
FOOTER = "</body></tmx>\n"
WHO = (
    ("Правительство", "The government"),
    ("Министерство", "The ministry"),
    ("Агентство", "The agency"),
    ("Издательство", "The publisher"),
    ("Представительство", "The mission"),
    ("Большинство", "The majority"),
    ("Сообщество", "The community"),
    ("Товарищество", "The partnership"),
)
DID = (
    ("одобрило", "approved"),
    ("отклонило", "rejected"),
    ("опубликовало", "published"),
    ("обсудило", "discussed"),
    ("отозвало", "withdrew"),
    ("поддержало", "supported"),
    ("получило", "received"),
    ("изучило", "studied"),
)
WHICH = (
    ("новый", "the new"),
    ("старый", "the old"),
    ("спорный", "the disputed"),
    ("долгожданный", "the long-awaited"),
    ("короткий", "the short"),
    ("последний", "the last"),
    ("секретный", "the secret"),
)
WHAT = (
    ("бюджет", "budget"),
    ("доклад", "report"),
    ("законопроект", "bill"),
    ("договор", "treaty"),
    ("список", "list"),
    ("план", "plan"),
    ("проект", "draft"),
    ("ответ", "answer"),
    ("обзор", "survey"),
)
WHEN = (
    ("в понедельник", "on Monday"),
    ("во вторник", "on Tuesday"),
    ("в среду", "on Wednesday"),
    ("в четверг", "on Thursday"),
    ("в пятницу", "on Friday"),
    ("после долгих споров", "after long debates"),
    ("без объяснений", "without explanation"),
)
# One translation of so many has a fault that is found, and one unit of so many cannot be used.
FAULTY, BROKEN = 50, 10_000
READ = (
    "from mtcheck.records import Inputs, read_all\n"
    "bad = sum(one.error is not None for one in read_all(Inputs((('-', 'tmx'),))))\n"
    "raise SystemExit(bad)\n"
)
WIDTH, HEIGHT, LEFT, BOTTOM = 640, 260, 60, 220


def units(count: int) -> Iterator[str]:
    """Translation units, no two alike, the same each time."""
    chance = random.Random(count)
    for number in range(count):
        parts = [chance.choice(words) for words in (WHO, DID, WHICH, WHAT, WHEN)]
        left, right = (" ".join(part[side] for part in parts) for side in (0, 1))
        if number % FAULTY == 1:
            right += ", a well—known source said"
        seg = "seg" if number % BROKEN != BROKEN - 1 else "note"
        yield (
            f'<tu tuid="{number}"><tuv xml:lang="ru"><seg>{left} ({number}).</seg></tuv>'
            f'<tuv xml:lang="en"><{seg}>{right} ({number}).</{seg}></tuv></tu>\n'
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("generate", "measure"))
    parser.add_argument("pairs", type=int)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--read-only", action="store_true")
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    given = parser.parse_args(words[:cut])
    if given.what == "generate":
        sys.stdout.write(HEADER)
        sys.stdout.writelines(units(given.pairs))
        sys.stdout.write(FOOTER)
        return
    if given.read_only:
        command = [sys.executable, "-c", READ]
    else:
        options = words[cut + 1 :] or ["--encoder", "none", "--select", "garbled-dash"]
        langs = ["--source-lang", "ru", "--target-lang", "en"]
        fixed = ["-o", "/dev/null", "--input-format", "tmx", "--exit-zero", "--quiet"]
        command = [sys.executable, "-m", "mtcheck", "corpus", "-", *fixed, *langs, *options]
    samples = measured(command, given.pairs)
    for pairs, size in samples[:: max(1, len(samples) // 20)]:
        print(f"{pairs:>10,} pairs {size:8.1f} MB")
    print(f"most: {max(size for _, size in samples):.1f} MB")
    if given.plot:
        given.plot.write_text(plot(samples), encoding="utf-8")


def measured(command: list[str], count: int) -> list[tuple[int, float]]:
    """How many pairs were handed over, and megabytes, once a second."""
    began = time.monotonic()
    written = 0
    with subprocess.Popen(command, stdin=subprocess.PIPE, text=True, encoding="utf-8") as run:
        assert run.stdin is not None
        stream = run.stdin

        def feed() -> None:
            nonlocal written
            stream.write(HEADER)
            for unit in units(count):
                stream.write(unit)
                written += 1
            stream.write(FOOTER)
            stream.close()

        feeder = Thread(target=feed, daemon=True)
        feeder.start()
        samples: list[tuple[int, float]] = []
        while run.poll() is None:
            size = resident(run.pid)
            if size:
                samples.append((written, size))
            time.sleep(1)
    took = time.monotonic() - began
    print(f"{written:,} pairs in {took:.0f} s, exit code {run.returncode}")
    return samples


def resident(pid: int) -> float:
    """Megabytes of a process and of those it has started."""
    size = 0.0
    try:
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                size = int(line.split()[1]) / 1024
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            size += sum(resident(int(child)) for child in children.read_text(encoding="utf-8").split())
    except OSError:
        return size
    return size


def plot(samples: list[tuple[int, float]]) -> str:
    """Megabytes over pairs."""
    most = max(size for _, size in samples) * 1.15
    last = max(pairs for pairs, _ in samples) or 1
    wide, high = WIDTH - LEFT - 20, BOTTOM - 20

    def at(pairs: float, size: float) -> str:
        return f"{LEFT + wide * pairs / last:.1f},{BOTTOM - high * size / most:.1f}"

    grid = []
    for step in range(5):
        size, pairs = most * step / 4, last * step / 4
        y, x = BOTTOM - high * step / 4, LEFT + wide * step / 4
        grid.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - 20}" stroke="#8886"/>')
        grid.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{size:.0f} MB</text>')
        grid.append(f'<text x="{x:.1f}" y="{BOTTOM + 18}" text-anchor="middle">{pairs / 1e6:.2f} M</text>')
    line = " ".join(at(*sample) for sample in samples)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + 20} {HEIGHT}" font-family="sans-serif"'
        ' font-size="12" fill="#777">\n<title>Resident memory over pairs read</title>\n'
        f"{chr(10).join(grid)}\n"
        f'<polyline points="{line}" fill="none" stroke="#31688e" stroke-width="2"/>\n'
        f'<text x="{LEFT + wide / 2}" y="{HEIGHT - 4}" text-anchor="middle">pairs</text>\n</svg>\n'
    )


if __name__ == "__main__":
    main()
