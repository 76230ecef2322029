"""`mtcheck references`: look-ups and validation on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_a_name_is_found_in_any_case_form(run: Callable[..., Any]) -> None:
    result = run("references", "lookup", "Непокорённой Францией")
    assert result.returncode == 0
    assert "Q27978402  party, FR" in result.stdout
    assert "La France Insoumise" in result.stdout
    assert "Unconquered France" in result.stdout


def test_a_wrong_rendering_leads_to_whom_it_means(run: Callable[..., Any]) -> None:
    assert "Q27978402" in run("references", "lookup", "Unconquered France").stdout


def test_a_name_that_no_table_has(run: Callable[..., Any]) -> None:
    result = run("references", "lookup", "Xyzzy Plugh")
    assert result.returncode == 1
    assert "no table has 'Xyzzy Plugh'" in result.stderr


def test_the_tables_are_valid(run: Callable[..., Any]) -> None:
    result = run("references", "validate")
    assert (result.returncode, result.stderr) == (0, "")
    assert "no faults" in result.stdout


def test_faults_are_listed(run: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "parties").mkdir()
    (tmp_path / "parties" / "a.tsv").write_text("id\tcountry\ten\nx y\tFR\tA\n", encoding="utf-8")
    result = run("references", "validate", str(tmp_path))
    assert result.returncode == 1
    assert "a.tsv:2: id cannot be 'x y'" in result.stdout


def test_a_folder_without_tables(run: Callable[..., Any], tmp_path: Path) -> None:
    result = run("references", "validate", str(tmp_path))
    assert result.returncode == 2
    assert "holds none of the folders" in result.stderr
