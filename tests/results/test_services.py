"""The hook of pre-commit, the GitHub action and the GitLab template call what there is, and split what they are given."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def load(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


@pytest.fixture
def shell(tmp_path: Path) -> Callable[..., list[list[str]]]:
    """Runs a script of a service with an `mtcheck` that says what it was called with."""
    for name in ("mtcheck", "pip", "python3"):
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f'#!/bin/sh\nprintf "%s\\n" {name} "$@" "" >> "$CALLS"\n')
        path.chmod(0o755)

    def call(script: str, **variables: str) -> list[list[str]]:
        environ = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "CALLS": str(tmp_path / "calls"), **variables}
        subprocess.run(["bash", "-e", "-c", script], check=True, env=environ, cwd=tmp_path)
        return [one.split("\n") for one in (tmp_path / "calls").read_text().removesuffix("\n\n").split("\n\n")]

    return call


def test_the_action(shell: Callable[..., list[list[str]]]) -> None:
    action = load("action.yml")
    steps = action["runs"]["steps"]
    assert not any("${{" in step["run"] for step in steps)
    named = {name for step in steps for name in re.findall(r"inputs\.(\w+)", str(step["env"]))}
    assert named == set(action["inputs"])
    given = {
        "FILES": "a.tmx *.po",
        "ARGS": "--max-findings critical=0",
        "OUTPUT": "o u t; rm x",
        "GITHUB_STEP_SUMMARY": "job page",
    }
    calls = shell(";".join(step["run"] for step in steps), VERSION="", GITHUB_ACTION_PATH="/here", **given)
    assert calls == [
        ["python3", "-m", "pip", "install", "--quiet", "/here"],
        [
            *("mtcheck", "corpus", "a.tmx", "*.po", "--output", "o u t; rm x", "--summary"),
            *("--summary-file", "job page", "--report", "github=-", "--max-findings", "critical=0"),
        ],
    ]


def test_the_template(shell: Callable[..., list[list[str]]]) -> None:
    template = load("ci/gitlab.yml")
    variables = template[template["mtcheck"]["extends"]]["variables"]
    calls = shell("\n".join(template["mtcheck"]["script"]), **variables)
    wanted = template["mtcheck"]["artifacts"]["reports"].values()
    assert all(f"={name} " in template["mtcheck"]["script"][-1] for name in wanted)
    assert calls == [
        ["pip", "install", "--quiet", "mtcheck"],
        [
            *("mtcheck", "corpus", ".", "--output", "mtcheck.jsonl", "--summary"),
            *("--report", "gitlab=gl-code-quality-report.json", "--report", "junit=mtcheck.junit.xml"),
        ],
    ]


def test_the_hook(start: Callable[..., int]) -> None:
    (hook,) = load(".pre-commit-hooks.yaml")
    name, command, *arguments = shlex.split(hook["entry"])
    assert (name, command) == ("mtcheck", "corpus")
    Path("a.po").write_text('msgid "абв"\nmsgstr "Yes"\n', encoding="utf-8")
    assert re.search(hook["files"], "a.po")
    child = start(*arguments, "a.po")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
    assert "number-mismatch" in Path("err").read_text("utf-8")
