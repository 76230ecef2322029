"""`mtcheck checks`, `mtcheck explain`, and the help."""

from __future__ import annotations

from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from mtcheck import __version__
from mtcheck.checks import CHECKS
from mtcheck.checks.base import Check

Run = Callable[..., CompletedProcess[str]]


def test_every_check_is_listed_once_by_code(run: Run) -> None:
    rows = run("checks").stdout.splitlines()
    assert [row.split()[:2] for row in rows] == sorted([check.code, check.name] for check in CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_explains_itself_by_code_and_name(run: Run, check: Check) -> None:
    text = run("explain", check.code).stdout
    assert text == run("explain", check.name).stdout == run("explain", check.code.lower()).stdout
    assert text.startswith(f"{check.name} ({check.code})\n")
    assert max(map(len, text.splitlines())) <= 78
    for heading in (
        "What it finds",
        "Why it matters",
        "Limits",
        "Examples that it flags",
        "Examples that it leaves alone",
    ):
        assert heading in text


def test_a_misspelt_check_gets_a_hint(run: Run) -> None:
    outcome = run("explain", "party-titel-mistranslated")
    assert outcome.returncode == 2
    assert outcome.stderr.startswith(
        "mtcheck: no check is called 'party-titel-mistranslated' (did you mean 'party-title-"
    )
    assert outcome.stderr.count("\n") == 1


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout == f"mtcheck {__version__}\n"
    for arguments in (("--help",), ("check", "--help"), ("check", "-h"), ("corpus", "--help"), ("align", "--help")):
        outcome = run(*arguments)
        assert outcome.returncode == 0
        assert "Usage" in outcome.stdout


def test_an_unknown_command_is_an_error(run: Run) -> None:
    outcome = run("chekc")
    assert outcome.returncode == 2
    assert "chekc" in outcome.stderr
