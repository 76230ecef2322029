"""Style lists on the command line and in the configuration."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from mtcheck.config import Config, load_config
from mtcheck.errors import ConfigError

Run = Callable[..., CompletedProcess[str]]


@pytest.fixture
def article(here: Path) -> Path:
    path = here / "article.txt"
    path.write_text("Kiev was calm on Monday. An advisor said so in Odessa.\n", encoding="utf-8")
    return path


@pytest.fixture
def desk(here: Path) -> Path:
    path = here / "desk.tsv"
    path.write_text("term\tavoid\tlang\tseverity\nKyiv\tKiev\ten\tmajor\n", encoding="utf-8")
    return path


@pytest.fixture
def flagged(run: Run, article: Path) -> Callable[..., list[dict[str, Any]]]:
    def call(*arguments: str | Path) -> list[dict[str, Any]]:
        outcome = run(
            "check", "--translation-only", article, "--target-lang", "en", "--format", "json", "--exit-zero",
            "--select", "house-style", "--encoder", "none", *arguments,
        )  # fmt: skip
        assert outcome.returncode == 0, outcome.stderr
        found: list[dict[str, Any]] = json.loads(outcome.stdout)["documents"][0]["findings"]
        return found

    return call


def texts(findings: list[dict[str, Any]]) -> list[str]:
    return [finding["locations"][0]["text"] for finding in findings]


def test_by_default_one_spelling_is_as_good_as_another(flagged: Callable[..., list[dict[str, Any]]]) -> None:
    assert flagged() == []


def test_a_built_in_list(flagged: Callable[..., list[dict[str, Any]]]) -> None:
    found = flagged("--house-style", "ap")
    assert texts(found) == ["Kiev", "advisor", "Odessa"]
    assert {finding["code"] for finding in found} == {"STY101"}
    assert {finding["severity"] for finding in found} == {"neutral"}
    assert [finding["suggestion"] for finding in found] == ["Kyiv", "adviser", "Odesa"]


def test_a_list_of_ones_own(flagged: Callable[..., list[dict[str, Any]]], desk: Path) -> None:
    (finding,) = flagged("--house-style", desk)
    assert (finding["severity"], finding["suggestion"]) == ("major", "Kyiv")
    assert "desk.tsv" in finding["message"]


def test_several_lists(flagged: Callable[..., list[dict[str, Any]]], desk: Path, here: Path) -> None:
    (here / "more.tsv").write_text("term\tavoid\tlang\nOdesa\tOdessa\ten\n", encoding="utf-8")
    assert texts(flagged("--house-style", desk, "--house-style", "more.tsv")) == ["Kiev", "Odessa"]


def test_the_severity_of_the_list_decides_on_the_exit_code(run: Run, article: Path, desk: Path) -> None:
    arguments = ("check", "--translation-only", article, "--target-lang", "en", "--encoder", "none")
    assert run(*arguments, "--house-style", "ap").returncode == 0
    assert run(*arguments, "--house-style", desk).returncode == 1


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("value", ['"desk.tsv"', '["desk.tsv"]', '["ap", "desk.tsv"]'])
def test_the_configuration_names_lists_from_its_own_folder(
    flagged: Callable[..., list[dict[str, Any]]],
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    value: str,
) -> None:
    (here / "mtcheck.toml").write_text(f"house-style = {value}\n", encoding="utf-8")
    below = here / "below"
    below.mkdir()
    monkeypatch.chdir(below)
    assert "major" in {finding["severity"] for finding in flagged()}


def test_the_command_line_wins(flagged: Callable[..., list[dict[str, Any]]], here: Path, desk: Path) -> None:
    (here / "mtcheck.toml").write_text('house-style = "ap"\n', encoding="utf-8")
    assert texts(flagged("--house-style", desk)) == ["Kiev"]


def test_in_pyproject(flagged: Callable[..., list[dict[str, Any]]], here: Path) -> None:
    (here / "pyproject.toml").write_text('[tool.mtcheck]\nhouse-style = "ap"\n', encoding="utf-8")
    assert len(flagged()) == 3


def test_no_list_at_all(flagged: Callable[..., list[dict[str, Any]]], here: Path) -> None:
    (here / "mtcheck.toml").write_text("house-style = []\n", encoding="utf-8")
    assert flagged() == []


def test_what_the_key_may_hold(here: Path) -> None:
    path = here / "mtcheck.toml"
    assert Config().house_style == ("neutral",)
    path.write_text('house-style = ["neutral", "lists/desk.tbx"]\n', encoding="utf-8")
    assert load_config(path).house_style == ("neutral", str(here / "lists" / "desk.tbx"))
    path.write_text("house-style = 3\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="house-style should be a list of texts, not 3"):
        load_config(path)
    path.write_text('house_style = "ap"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="did you mean 'house-style'"):
        load_config(path)


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (None, "there is no such file; house-style takes a style list (.tsv, .tbx, .utx), or one of ap, neutral"),
        ("term\tavoid\tlang\nKyiv\tKiev\tenglish\n", "wrong.tsv:2: lang is a two-letter code such as 'en'"),
        ("<tbx>", "wrong.tsv:1: not the XML"),
    ],
)
@pytest.mark.parametrize("command", ["check", "corpus"])
def test_a_list_that_cannot_be_used_stops_the_run_before_it_writes(
    run: Run, here: Path, article: Path, command: str, content: str | None, advice: str
) -> None:
    if content is not None:
        (here / "wrong.tsv").write_text(content, encoding="utf-8")
    pairs = here / "pairs.jsonl"
    pairs.write_text('{"source": "Киев", "translation": "Kiev"}\n', encoding="utf-8")
    inputs = ("--translation-only", article) if command == "check" else (pairs, "--quiet")
    outcome = run(command, *inputs, "--output", "out", "--house-style", "wrong.tsv")
    assert outcome.returncode == 2
    assert outcome.stdout == ""
    assert outcome.stderr.count("\n") == 1
    assert advice in outcome.stderr
    assert not (here / "out").exists()


def test_corpus(run: Run, here: Path, desk: Path) -> None:
    (here / "pairs.jsonl").write_text(
        '{"source": "Киев спокоен.", "translation": "Kiev is calm."}\n'
        '{"source": "Киев спокоен.", "translation": "Kyiv is calm."}\n',
        encoding="utf-8",
    )
    outcome = run(
        "corpus", "pairs.jsonl", "--output", "-", "--quiet", "--encoder", "none", "--select", "house-style",
        "--source-lang", "ru", "--target-lang", "en", "--house-style", desk,
    )  # fmt: skip
    assert outcome.returncode == 1
    lines = [json.loads(line) for line in outcome.stdout.splitlines()]
    assert [[one["locations"][0]["text"] for one in line["findings"]] for line in lines] == [["Kiev"], []]


def test_a_termbase(run: Run, here: Path) -> None:
    (here / "desk.tbx").write_text(
        "<martif type='TBX'><text><body><termEntry>"
        "<langSet xml:lang='ru'><tig><term>договор</term></tig></langSet>"
        "<langSet xml:lang='en'><tig><term>treaty</term></tig><tig><term>contract</term>"
        "<termNote type='administrativeStatus'>deprecatedTerm-admn-sts</termNote></tig></langSet>"
        "</termEntry></body></text></martif>",
        encoding="utf-8",
    )
    (here / "pairs.jsonl").write_text(
        '{"source": "Они подписали договоры.", "translation": "They signed the contracts."}\n'
        '{"source": "Они подписали контракты.", "translation": "They signed the contracts."}\n',
        encoding="utf-8",
    )
    outcome = run(
        "corpus", "pairs.jsonl", "--output", "-", "--quiet", "--encoder", "none", "--select", "STY101",
        "--source-lang", "ru", "--target-lang", "en", "--house-style", "desk.tbx",
    )  # fmt: skip
    first, second = (json.loads(line)["findings"] for line in outcome.stdout.splitlines())
    assert [(one["suggestion"], [place["text"] for place in one["locations"]]) for one in first] == [
        ("treaties", ["contracts", "договоры"])
    ]
    assert second == []


def test_the_check_is_explained(run: Run) -> None:
    assert "house-style" in run("explain", "STY101").stdout
