"""What `mtcheck corpus` writes for other programs besides its output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from mtcheck.cli.output import is_stdout, opened
from mtcheck.errors import ConfigError

if TYPE_CHECKING:
    from mtcheck.results.reports import Add

FORMATS = ("sarif", "junit", "github", "gitlab", "csv")


def parse_reports(given: Sequence[str], output: Path) -> list[tuple[str, Path]]:
    """What `--report sarif=FILE` says; raises `ConfigError` for a format there is not, and for a place given twice."""
    reports = []
    for one in given:
        kind, equals, path = one.partition("=")
        if not equals or not path or kind not in FORMATS:
            message = f"--report takes FORMAT=FILE, the format one of {', '.join(FORMATS)}; not {one!r}"
            raise ConfigError(message)
        reports.append((kind, Path(path)))
    places = ["-" if is_stdout(path) else str(path.resolve()) for path in (output, *(path for _, path in reports))]
    files = [place for place in places if not Path(place).exists() or Path(place).is_file()]
    if len(set(files)) < len(files):
        message = "--report and --output have to go to different places"
        raise ConfigError(message)
    return reports


@contextmanager
def opened_report(kind: str, path: Path) -> Iterator[Add]:
    """What takes pairs and writes the report, which appears when it is whole."""
    from mtcheck.results import reports, sarif

    writers = {
        "sarif": sarif.writer,
        "junit": reports.junit,
        "github": reports.github,
        "gitlab": reports.gitlab,
        "csv": reports.csv,
    }
    with opened(path) as stream, writers[kind](cast("TextIO", stream)) as add:
        yield add
