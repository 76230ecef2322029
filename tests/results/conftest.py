"""Runs of `mtcheck corpus` without an engine: what is tested is what becomes of its lines."""

from __future__ import annotations

import json
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from mtcheck import corpus, workers
from mtcheck.cli.app import main
from mtcheck.mqm import Severity
from mtcheck.pipeline import Engine
from mtcheck.records import Record
from mtcheck.workers import Outcome


def stub(records: Iterable[Record], _engine: Engine, _jobs: int, *, texts: bool = False) -> Iterator[Outcome]:
    """Every third pair has a finding; it takes its time."""
    for record in records:
        time.sleep(float(os.environ.get("STUB_SLEEP", "0")))
        data: dict[str, object] = {"id": record.id}
        if texts:
            data |= {"source": record.source, "translation": record.target}
        if record.error:
            line = json.dumps({**data, "error": record.error}, ensure_ascii=False)
            yield Outcome(line, error=True, file=record.file, at=record.line)
            continue
        size = len(record.source) % 3
        finding = {
            "code": "ACC201",
            "check": "number-mismatch",
            "category": "accuracy/mistranslation/number",
            "severity": "critical",
            "message": 'changed & "new" <one>',
            "suggestion": "289",
            "confidence": 0.9,
            "locations": [
                {"side": "source", "start": 0, "end": 2, "text": record.source[:2], "line": 1, "column": 1},
                {"side": "target", "start": 0, "end": 3, "text": record.target[:3], "line": 1, "column": 1},
            ],
            "suppressed": False,
            "fingerprint": record.target.encode().hex()[-16:].rjust(16, "0"),
        }
        data |= {
            "scores": {"quality": 50.0 + len(record.source), "similarity": 0.5},
            "findings": [finding] * (size == 0),
        }
        found = (Severity.CRITICAL,) * (size == 0)
        checks = ("number-mismatch",) * (size == 0)
        yield Outcome(
            json.dumps(data, ensure_ascii=False),
            error=False,
            severities=found,
            quality=50.0 + len(record.source),
            checks=checks,
            langs=("ru", "en"),
            file=record.file,
            at=record.line,
        )


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, in which runs go without an engine, in batches of eight."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(workers, "outcomes", stub)
    monkeypatch.setattr(corpus, "BATCH", 8)
    monkeypatch.setattr(Engine, "signature", "stub")
    return tmp_path


Start = Callable[..., int]


@pytest.fixture
def start(here: Path) -> Start:
    """Starts `mtcheck corpus ARGUMENTS` in a child; its standard error goes to the file `err`."""

    def call(*arguments: str, before: Callable[[], None] | None = None, out: int | None = None) -> int:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child:
            return child
        code: object = 1
        try:
            sys.argv = ["mtcheck", "corpus", *arguments, "--source-lang", "ru", "--target-lang", "en"]
            error = os.open(here / "err", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(error, 2)
            sys.stderr = os.fdopen(2, "w", encoding="utf-8")
            if out is not None:
                os.dup2(out, 1)
                sys.stdout = os.fdopen(1, "w", encoding="utf-8")
            if before:
                before()
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code or 0
        finally:
            sys.stderr.flush()
            os._exit(code if isinstance(code, int) else 99)

    return call
