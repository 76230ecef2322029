"""Draws the terminal report of an example as `docs/report.svg`, for the README."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

from rich.console import Console
from rich.text import Text

from mtcheck.config import Config
from mtcheck.pipeline import Engine
from mtcheck.readers import read_path
from mtcheck.reporters import terminal

WIDTH, LINES = 80, 52


def main() -> None:
    root = Path(__file__).parents[1]
    os.chdir(root / "examples" / "french-budget")
    engine = Engine(Config(date=dt.date(2025, 10, 14)))
    report = engine.report([engine.check(read_path(Path("source.ru.txt")), read_path(Path("translation.en.txt")))])
    lines = terminal.render(report, colour=True).split("\n")[:LINES]
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi("\n".join(lines)))
    picture = console.export_svg(title="mtcheck check source.ru.txt translation.en.txt")
    # The fonts of the viewer's machine will do; a picture fetches nothing.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    (root / "docs" / "report.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
