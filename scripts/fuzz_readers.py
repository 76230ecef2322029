"""Coverage-guided fuzzing of the readers of `mtcheck corpus` with atheris (https://pypi.org/project/atheris).

    pip install atheris
    python scripts/fuzz_readers.py KIND FOLDER [--seconds 600]

KIND is a format (tmx, xliff, po, jsonl, csv, tsv, parquet, arrow) or `packed`, which is JSON lines in whatever packing
is found. It begins from the whole files of the tests and keeps what it learns in FOLDER, so that a later run goes on
from there. A file that ends the process, takes longer than a minute or breaks what readers promise is written to
FOLDER/crash-*; made small, it belongs into `tests/records/found`, with the kind as its ending.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import atheris
import pyarrow as pa

ROOT = Path(__file__).parent.parent
FORMATS = ("tmx", "xliff", "po", "jsonl", "csv", "tsv", "parquet", "arrow")
MOST_BYTES, MOST_MEGABYTES, LONGEST_SECONDS = 12_000, 3000, 60

with atheris.instrument_imports(include=["mtcheck.records", "mtcheck.packed"]):
    import mtcheck.records.notes
    import mtcheck.records.parquet
    import mtcheck.records.po
    import mtcheck.records.table
    import mtcheck.records.tmx
    import mtcheck.records.xliff  # noqa: F401 - to follow the ways through it, as those above
    from mtcheck.packed import BZIP2, GZIP, XZ, ZSTD
    from mtcheck.records import Inputs, Origin, read_all


def target(kind: str, place: Path) -> Callable[[bytes], None]:
    """What reads one damaged file, and looks at what came of it."""
    in_files = kind in {"parquet", "arrow"}
    inputs = Inputs(((str(place), "jsonl" if kind == "packed" else kind),))

    def read(data: bytes) -> None:
        if kind != "packed" and data.startswith((GZIP, BZIP2, XZ, ZSTD)):
            return  # A few bytes may stand for millions of lines.
        if in_files:
            place.write_bytes(data)
        origin = Origin(str(place), lambda: io.BytesIO(data), (lambda: pa.OSFile(str(place))) if in_files else None)
        Inputs.origin = lambda _self, _name: origin  # type: ignore[method-assign]
        for record in read_all(inputs):
            assert record.place
            if record.error is None:
                assert record.source.strip()
                assert record.target.strip()
            else:
                assert record.error.isprintable(), record.error

    return read


def seeds() -> dict[str, Any]:
    """The whole files that the tests damage, by name."""
    sys.path.insert(0, str(ROOT / "tests" / "records"))
    import test_mutations

    return test_mutations.SAMPLES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=(*FORMATS, "packed"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, default=600)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for name, data in seeds().items():
        kind, _, packing = name.partition("/")
        if kind == given.kind or (given.kind == "packed" and kind == "jsonl" and packing):
            (given.folder / f"seed-{name.replace('/', '-')}").write_bytes(data)
    place = Path(tempfile.mkdtemp()) / "x"
    limits = {
        "max_total_time": given.seconds,
        "max_len": MOST_BYTES,
        "timeout": LONGEST_SECONDS,
        "rss_limit_mb": MOST_MEGABYTES,
        "artifact_prefix": f"{given.folder}/crash-",
    }
    options = [f"-{key}={value}" for key, value in limits.items()]
    atheris.Setup([sys.argv[0], str(given.folder), *options], target(given.kind, place))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
