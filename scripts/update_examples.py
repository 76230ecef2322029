"""Writes the expected reports of `examples/` anew: look at what changed before you commit it."""

from __future__ import annotations

import contextlib
from pathlib import Path

from mtcheck.cli.app import app

DATES = {"berlin-coalition": "2025-09-23", "french-budget": "2025-10-14", "tianjin-summit": "2025-09-01"}


def main() -> None:
    examples = Path(__file__).parents[1] / "examples"
    for slug, date in DATES.items():
        folder = examples / slug
        source = next(folder.glob("source.*.txt")).name
        for format_, name in (("json", "expected.json"), ("terminal", "expected.txt")):
            arguments = ["check", source, "translation.en.txt", "--date", date, "--format", format_, "-o", name]
            with contextlib.chdir(folder):
                app([*arguments, "--exit-zero"], standalone_mode=False)
        print(f"examples/{slug}: written")


if __name__ == "__main__":
    main()
