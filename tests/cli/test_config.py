"""Configuration: where it is found, what it may hold, and that the command line wins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from mtcheck.config import Config, find_config, load_config
from mtcheck.errors import ConfigError
from mtcheck.mqm import Severity

Run = Callable[..., CompletedProcess[str]]


@pytest.mark.parametrize("name", ["mtcheck.toml", "pyproject.toml"])
def test_a_file_is_found_from_a_folder_below(
    run: Run, here: Path, source: Path, wrong: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    table = "[tool.mtcheck]\n" if name == "pyproject.toml" else ""
    (here / name).write_text(f'{table}fail-on = "never"\n', encoding="utf-8")
    below = here / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert run("check", source, wrong).returncode == 0
    assert run("check", source, wrong, "--fail-on", "major").returncode == 1


def test_the_nearest_file_with_settings_counts(here: Path) -> None:
    below = here / "project" / "part"
    below.mkdir(parents=True)
    (here / "mtcheck.toml").write_text("", encoding="utf-8")
    (below / "pyproject.toml").write_text("[project]\nname = 'part'\n[tool]\nother = 1\n", encoding="utf-8")
    assert find_config(below) == here / "mtcheck.toml"
    (here / "project" / "pyproject.toml").write_text("[tool.mtcheck]\n", encoding="utf-8")
    assert find_config(below) == here / "project" / "pyproject.toml"
    (here / "project" / "mtcheck.toml").write_text("", encoding="utf-8")
    assert find_config(below) == here / "project" / "mtcheck.toml"


def test_every_key_reaches_the_configuration(here: Path) -> None:
    path = here / "mtcheck.toml"
    path.write_text(
        'source-lang = "ru"\ntarget-lang = "en"\ndate = 2025-09-05\nencoder = "none"\nformat = "json"\n'
        'select = ["ACC201"]\nignore = ["LIN102", "ACC101"]\nmin-confidence = 0.7\nfail-on = "minor"\nfail-under = 50\n',
        encoding="utf-8",
    )
    config = load_config(path)
    assert str(config.date) == "2025-09-05"
    assert config.select == ("ACC201",)
    assert config.ignore == ("LIN102", "ACC101")
    assert (config.source_lang, config.target_lang, config.encoder, config.format) == ("ru", "en", "none", "json")
    assert (config.min_confidence, config.fail_on, config.fail_under) == (0.7, "minor", 50)


def test_a_moment_counts_as_its_day(here: Path) -> None:
    path = here / "mtcheck.toml"
    path.write_text("date = 2025-09-05T23:30:00\n", encoding="utf-8")
    assert str(load_config(path).date) == "2025-09-05"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('fail_on = "major"', "did you mean 'fail-on'?"),
        ('encodr = "use"', "did you mean 'encoder'?"),
        ("nonsense = 1", "unknown key 'nonsense'"),
        ("fail-on = 3", "fail-on should be a text"),
        ('select = "ACC201"', "select should be a list"),
        ("fail-under = true", "fail-under should be a number"),
        ('date = "2025-09-05"', "without quotation marks"),
        ('fail-on = "sometimes"', "critical, major, minor, never"),
        ("min-confidence = 1.5", "between 0 and 1"),
        ("min-confidence = nan", "between 0 and 1"),
        ('source-lang = "rus"', "two-letter"),
        ('source-lang = "r1"', "two-letter"),
        ('select = ["ACC2O1"]', "did you mean 'ACC201'?"),
        ("select = [", "not valid TOML"),
        ('format = "yaml"', "unknown reporter 'yaml'"),
    ],
)
def test_a_mistake_in_the_file_is_said_in_one_line(
    run: Run, here: Path, source: Path, clean: Path, text: str, hint: str
) -> None:
    (here / "mtcheck.toml").write_text(text + "\n", encoding="utf-8")
    outcome = run("check", source, clean)
    assert outcome.returncode == 2
    assert outcome.stdout == ""
    assert outcome.stderr.count("\n") == 1
    assert hint in outcome.stderr


@pytest.mark.parametrize("text", ["tool = 3", "[tool]\nmtcheck = 3"])
def test_a_project_file_of_another_shape_is_no_traceback(here: Path, text: str) -> None:
    path = here / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    if "mtcheck" in text:
        assert find_config(here) == path
        with pytest.raises(ConfigError, match="should be a table"):
            load_config(path)
    else:
        assert find_config(here) != path
        assert load_config(path) == Config()


def test_a_file_that_is_not_utf8_is_said(here: Path) -> None:
    path = here / "mtcheck.toml"
    path.write_bytes(b'format = "\xff"')
    with pytest.raises(ConfigError, match="not valid TOML"):
        load_config(path)


def test_another_file_can_be_named(run: Run, here: Path, source: Path, wrong: Path) -> None:
    (here / "mtcheck.toml").write_text('fail-on = "never"\n', encoding="utf-8")
    (here / "strict.toml").write_text('fail-on = "minor"\n', encoding="utf-8")
    assert run("check", source, wrong, "--config", "strict.toml").returncode == 1


def test_a_format_of_the_file_is_used_unless_the_command_line_names_one(
    run: Run, here: Path, source: Path, clean: Path
) -> None:
    (here / "mtcheck.toml").write_text('format = "json"\n', encoding="utf-8")
    assert run("check", source, clean).stdout.startswith("{")
    assert run("check", source, clean, "--format", "terminal").stdout.startswith("PUBLISH")


def test_severities_from_the_threshold_on_fail() -> None:
    fails = {
        name: [str(severity) for severity in Severity if Config(fail_on=name).fails(severity)]
        for name in ("critical", "major", "minor", "never")
    }
    assert fails == {
        "critical": ["critical"],
        "major": ["critical", "major"],
        "minor": ["critical", "major", "minor"],
        "never": [],
    }
