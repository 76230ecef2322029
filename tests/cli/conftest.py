"""Runs of the command line, in this process and in one of their own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from mtcheck.cli.app import main

SOURCE = """Парламент принял бюджет

Парламент во вторник принял бюджет на 2026 год. За него проголосовали 289 депутатов.

Премьер-министр поблагодарил депутатов за поддержку.
"""
CLEAN = """Parliament passes the budget

The parliament passed the budget for 2026 on Tuesday. 289 deputies voted for it.

The prime minister thanked the deputies for their support.
"""


class _Stream(io.TextIOWrapper):
    """A standard stream in memory: in UTF-8, with bytes beneath, and no terminal."""

    def __init__(self, data: bytes = b"") -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", errors="backslashreplace", newline="")

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder that no configuration above it reaches."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(here: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., CompletedProcess[str]]:
    """`mtcheck ARGUMENTS` in this process, through `main`, so that errors become messages and exit codes."""

    def call(*arguments: str | Path, stdin: bytes = b"") -> CompletedProcess[str]:
        assert Path.cwd() == here.resolve() or here in Path.cwd().parents
        names = list(map(str, arguments))
        out, err = _Stream(), _Stream()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["mtcheck", *names])
            patch.setattr(sys, "stdin", _Stream(stdin))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code: object = 0
            try:
                main()
            except SystemExit as stop:
                code = stop.code or 0
        assert isinstance(code, int), code
        return CompletedProcess(names, code, out.text(), err.text())

    return call


@pytest.fixture
def process(here: Path) -> Callable[..., CompletedProcess[bytes]]:
    """`mtcheck ARGUMENTS` in a process of its own; bytes in and out."""

    def call(arguments: Sequence[str], stdin: bytes = b"", **environment: str) -> CompletedProcess[bytes]:
        command = [sys.executable, "-m", "mtcheck", *arguments]
        environ = {**os.environ, "OPENBLAS_NUM_THREADS": "1", **environment}
        return subprocess.run(command, cwd=here, input=stdin, capture_output=True, check=False, env=environ)

    return call


@pytest.fixture
def source(here: Path) -> Path:
    """A short article in Russian."""
    path = here / "source.txt"
    path.write_text(SOURCE, encoding="utf-8")
    return path


@pytest.fixture
def clean(here: Path) -> Path:
    """Its faultless translation."""
    path = here / "clean.txt"
    path.write_text(CLEAN, encoding="utf-8")
    return path


@pytest.fixture
def wrong(here: Path) -> Path:
    """Its translation with a changed figure, which is critical."""
    path = here / "wrong.txt"
    path.write_text(CLEAN.replace("289", "298"), encoding="utf-8")
    return path


@pytest.fixture
def doubled(here: Path) -> Path:
    """Its translation with a doubled word, which is minor."""
    path = here / "doubled.txt"
    path.write_text(CLEAN.replace("thanked the", "thanked the the"), encoding="utf-8")
    return path
