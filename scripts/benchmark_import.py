"""Imports a made-up dump of Wikidata and prints entities a second and the peak of memory.

    python scripts/benchmark_import.py --megabytes 300 --packed gz

The dump has about Wikidata's mixture: most entities are papers, stars and the like, which nobody links to.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "importers"))

import synthetic

OPENERS = {"": open, "gz": gzip.open, "bz2": bz2.open}


def write(path: Path, packed: str, size: int) -> int:
    """Writes a dump of about so many bytes of text; returns the number of entities."""
    chance = random.Random(0)
    # Made once and given new ids: making them takes longer than reading them.
    stock = list(synthetic.entities(400, seed=1))
    dull = [synthetic.ordinary(chance, 1, chance.choice(["paper", "star"])) for _ in range(200)]
    for one in dull:
        one["sitelinks"] = {}
        extra = [synthetic.claim(f"P{2000 + index}", synthetic.text(synthetic.name(chance))) for index in range(15)]
        one["claims"].update({claim["mainsnak"]["property"]: [claim] for claim in extra})
    count = written = 0
    stream: IO[bytes]
    with OPENERS[packed](path, "wb") as stream:
        stream.write(b"[\n")
        while written < size:
            one = chance.choice(dull if chance.random() < 0.7 else stock)
            count += 1
            line = json.dumps({**one, "id": f"Q{synthetic.FIRST_ID + count}"}, separators=(",", ":")).encode()
            stream.write(line + b",\n")
            written += len(line) + 2
        stream.write(json.dumps(synthetic.entity(1, {})).encode() + b"\n]\n")
    return count + 1


def main() -> None:
    """One import in a process of its own."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--megabytes", type=int, default=300)
    arguments.add_argument("--packed", choices=sorted(OPENERS), default="")
    arguments.add_argument("--subclasses", action="store_true")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / f"dump.json{'.' if given.packed else ''}{given.packed}"
        count = write(dump, given.packed, given.megabytes * 1_000_000)
        command = [sys.executable, "-m", "mtcheck", "references", "import", "wikidata", str(dump)]
        command += ["--output", str(Path(folder) / "out"), *(["--subclasses"] if given.subclasses else [])]
        start = time.perf_counter()
        subprocess.run(command, check=True)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{count:,} entities, {given.megabytes} MB of text, {dump.stat().st_size / 1e6:.0f} MB on disk")
        speed = f"{count / seconds:,.0f} entities/s, {given.megabytes / seconds:.0f} MB/s"
        print(f"{seconds:.1f} s, {speed}, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
