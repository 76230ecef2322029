"""`mtcheck names`: the ledger on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SOURCE = (
    "Депутаты «Непокорённой Франции» выступили против бюджета.\n\n"
    "Эммануэль Макрон обсудил бюджет с министрами. Макрон надеется на поддержку социалистов в парламенте страны.\n"
)
TARGET = (
    "Deputies of Unconquered France opposed the budget.\n\n"
    "Emmanuel Macron discussed the budget with ministers. Macron hopes for support of the socialists in parliament.\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    source, target = tmp_path / "source.txt", tmp_path / "target.txt"
    source.write_text(SOURCE, encoding="utf-8")
    target.write_text(TARGET, encoding="utf-8")
    return str(source), str(target)


def test_both_sides_of_a_name_stand_in_one_row(run: Callable[..., Any], files: tuple[str, str]) -> None:
    result = run("names", *files, "--format", "json")
    assert result.returncode == 0
    rows = {row["id"]: row for row in json.loads(result.stdout)["ledger"]}
    party = rows["Q27978402"]
    assert party["source_forms"] == {"Непокорённой Франции": 1}
    assert party["target_forms"] == {"Unconquered France": 1}
    assert party["expected"][0] == "La France Insoumise"
    assert party["ok"] is False
    (macron,) = [row for row in rows.values() if "Эммануэль Макрон" in row["source_forms"]]
    assert macron["ok"] is True


def test_the_table_shows_what_is_expected(run: Callable[..., Any], files: tuple[str, str]) -> None:
    result = run("names", *files)
    assert result.returncode == 0
    assert "??  party        La France Insoumise" in result.stdout
    assert "target: Unconquered France (1)" in result.stdout


def test_an_unknown_format_is_refused(run: Callable[..., Any], files: tuple[str, str]) -> None:
    result = run("names", *files, "--format", "xml")
    assert result.returncode == 2
    assert "not 'xml'" in result.stderr


def test_a_report_shows_the_ledger_on_request(run: Callable[..., Any], files: tuple[str, str]) -> None:
    plain = run("check", *files, "--exit-zero").stdout
    with_names = run("check", *files, "--exit-zero", "--ledger").stdout
    assert with_names.startswith(plain)
    assert "target: Unconquered France (1)" in with_names.removeprefix(plain)
    assert "Names ──" not in plain
