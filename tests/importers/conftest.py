"""Imports in this process, and a made-up dump for them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mtcheck.gazetteers import KINDS
from mtcheck.importers.job import Outcome, Request, run

sys.path.insert(0, str(Path(__file__).parent))

import synthetic

LANGUAGES = ("en", "ru", "uk", "de", "fr", "zh")


@pytest.fixture(scope="session")
def dump() -> bytes:
    """A dump with entities of all kinds."""
    return synthetic.array(synthetic.entities(200))


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Outcome]:
    """Imports some bytes into the folder `out`; options as in a request."""

    def call(content: bytes | list[dict[str, Any]], name: str = "dump.json", **options: Any) -> Outcome:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else synthetic.array(content))
        options = {"kinds": tuple(KINDS), "languages": LANGUAGES, "date": "2025-09-01", **options}
        return run(Request(str(path), options.pop("output", tmp_path / "out"), **options))

    return call


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., list[dict[str, str]]]:
    """The filled cells of an imported table, by column."""

    def call(kind: str, folder: str = "out") -> list[dict[str, str]]:
        header, *rows = (tmp_path / folder / kind / "wikidata.tsv").read_text(encoding="utf-8").splitlines()
        columns = header.split("\t")
        cells = [dict(zip(columns, row.split("\t"), strict=True)) for row in rows]
        return [{column: cell for column, cell in row.items() if cell} for row in cells]

    return call
