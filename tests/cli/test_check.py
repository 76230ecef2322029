"""`mtcheck check`: the report, the exit codes, and where results go."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from jsonschema import Draft202012Validator

Run = Callable[..., CompletedProcess[str]]
Process = Callable[..., CompletedProcess[bytes]]
SCHEMA = json.loads((Path(__file__).parents[1] / "report.schema.json").read_text(encoding="utf-8"))


def report(run: Run, *arguments: str | Path, stdin: bytes = b"") -> dict[str, Any]:
    outcome = run("check", *arguments, "--format", "json", "--exit-zero", stdin=stdin)
    assert outcome.returncode == 0, outcome.stderr
    data: dict[str, Any] = json.loads(outcome.stdout)
    return data


def document(run: Run, *arguments: str | Path, stdin: bytes = b"") -> dict[str, Any]:
    one: dict[str, Any] = report(run, *arguments, stdin=stdin)["documents"][0]
    return one


def codes(data: dict[str, Any]) -> list[str]:
    return [finding["code"] for finding in data["findings"]]


def test_the_report_has_exactly_the_keys_of_the_contract(run: Run, source: Path, wrong: Path) -> None:
    for arguments in (
        (source, wrong, "--date", "2025-09-05"),
        (wrong, "--translation-only"),
        (source, wrong, "--encoder", "none"),
    ):
        Draft202012Validator(SCHEMA).validate(report(run, *arguments))


def test_the_report_carries_the_texts_as_read_and_places_into_them(run: Run, source: Path, wrong: Path) -> None:
    data = document(run, source, wrong, "--date", "2025-09-05")
    assert (data["source_lang"], data["target_lang"], data["date"]) == ("ru", "en", "2025-09-05")
    assert (data["source_file"], data["target_file"]) == (str(source), str(wrong))
    texts = {"source": source.read_text("utf-8"), "target": wrong.read_text("utf-8")}
    assert (data["source_text"], data["target_text"]) == (texts["source"], texts["target"])
    (finding,) = data["findings"]
    assert finding["check"] == "number-mismatch"
    assert {place["side"]: place["text"] for place in finding["locations"]} == {"target": "298", "source": "289"}
    for place in finding["locations"]:
        text = texts[place["side"]]
        assert text[place["start"] : place["end"]] == place["text"]
        line = text.split("\n")[place["line"] - 1]
        assert line[place["column"] - 1 :].startswith(place["text"])
    for side, segments in data["segments"].items():
        assert [segment["id"] for segment in segments] == list(range(len(segments)))
        assert all(texts[side][one["start"] : one["end"]].strip() for one in segments)


def test_code_points_are_counted_beyond_the_basic_plane(run: Run, source: Path, wrong: Path) -> None:
    text = (
        wrong.read_text("utf-8").replace("Parliament passes", "😀😀 Parliament passes").replace("2026 on", "2026 🇫🇷 on")
    )
    wrong.write_text(text, encoding="utf-8")
    places = [place for finding in document(run, source, wrong)["findings"] for place in finding["locations"]]
    assert any(place["text"] == "298" for place in places)
    assert all(text[place["start"] : place["end"]] == place["text"] for place in places if place["side"] == "target")


def test_every_segment_is_in_exactly_one_pair(run: Run, source: Path, clean: Path) -> None:
    data = document(run, source, clean)
    for side in ("source", "target"):
        used = [index for pair in data["pairs"] for index in pair[side]]
        assert used == list(range(len(data["segments"][side])))


def test_without_a_source_its_fields_are_null(run: Run, doubled: Path) -> None:
    data = document(run, doubled, "--translation-only")
    assert data["source_file"] is data["source_lang"] is data["source_text"] is None
    assert data["scores"] == {"quality": None, "similarity": None}
    assert codes(data) == ["ACC104"]


def test_fingerprints_survive_edits_elsewhere_and_are_unique(run: Run, source: Path, wrong: Path) -> None:
    wrong.write_text(wrong.read_text("utf-8").replace("The prime", "The the prime"), encoding="utf-8")
    before = {finding["fingerprint"]: finding["check"] for finding in document(run, source, wrong)["findings"]}
    assert sorted(before.values()) == ["number-mismatch", "repeated-text"]
    russian = "Министр финансов приехал в Казань в понедельник утром.\n"
    english = "The finance minister came to Kazan on Monday morning. The the visit was short.\n"
    source.write_text(source.read_text("utf-8").replace("\n\n", f"\n\n{russian}\n", 1), encoding="utf-8")
    wrong.write_text(wrong.read_text("utf-8").replace("\n\n", f"\n\n{english}\n", 1), encoding="utf-8")
    after = [finding["fingerprint"] for finding in document(run, source, wrong)["findings"]]
    assert set(before) <= set(after)
    assert len(set(after)) == len(after) > len(before)


@pytest.mark.parametrize(
    ("translation", "options", "code"),
    [
        ("clean.txt", (), 0),
        ("wrong.txt", (), 1),
        ("doubled.txt", (), 0),
        ("doubled.txt", ("--fail-on", "minor"), 1),
        ("doubled.txt", ("--fail-on", "critical"), 0),
        ("wrong.txt", ("--fail-on", "critical"), 1),
        ("wrong.txt", ("--fail-on", "never"), 0),
        ("wrong.txt", ("--exit-zero",), 0),
        ("clean.txt", ("--fail-under", "1"), 0),
        ("clean.txt", ("--fail-under", "100"), 1),
        ("wrong.txt", ("--fail-on", "never", "--fail-under", "100"), 1),
        ("wrong.txt", ("--ignore", "number-mismatch"), 0),
        ("wrong.txt", ("--ignore", "ACC201"), 0),
        ("wrong.txt", ("--select", "repeated-text,LIN102"), 0),
        ("wrong.txt", ("--select", "ACC201"), 1),
        ("wrong.txt", ("--select", "ACC201", "--ignore", "number-mismatch"), 0),
    ],
)
def test_exit_codes(
    run: Run,
    source: Path,
    clean: Path,
    wrong: Path,
    doubled: Path,
    translation: str,
    options: tuple[str, ...],
    code: int,
) -> None:
    assert {clean.name, wrong.name, doubled.name} >= {translation}
    assert run("check", source, translation, *options).returncode == code


def test_select_and_ignore_take_codes_names_commas_and_repetition(run: Run, source: Path, wrong: Path) -> None:
    text = (
        wrong.read_text("utf-8")
        .replace("thanked the", "thanked the the")
        .replace("The parliament", "The so—called parliament")
    )
    wrong.write_text(text, encoding="utf-8")
    assert sorted(codes(document(run, source, wrong))) == ["ACC104", "ACC201", "LIN102"]
    assert sorted(codes(document(run, source, wrong, "--select", "ACC201, garbled-dash"))) == ["ACC201", "LIN102"]
    assert sorted(codes(document(run, source, wrong, "--select", "ACC201", "--select", "LIN102"))) == [
        "ACC201",
        "LIN102",
    ]
    assert codes(document(run, source, wrong, "--ignore", "number-mismatch,LIN102")) == ["ACC104"]


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (("--select", "nmber-mismatch"), "number-mismatch"),
        (("--ignore", "ACC999"), "mtcheck checks"),
        (("--select", ","), "mtcheck checks"),
        (("--fail-on", "catastrophic"), "critical, major, minor, never"),
        (("--fail-under", "101"), "between 0 and 100"),
        (("--fail-under", "nan"), "between 0 and 100"),
        (("--date", "yesterday"), "YYYY-MM-DD"),
        (("--date", "2025-02-30"), "YYYY-MM-DD"),
        (("--format", "jsn"), "json"),
        (("--encoder", "nonsense"), "use"),
        (("--source-lang", "russian"), "two-letter"),
        (("--target-lang", "EN"), "two-letter"),
        (("--baseline", "missing.json"), "missing.json"),
        (("--baseline", "source.txt"), "--format json"),
        (("--config", "missing.toml"), "missing.toml"),
        (("--output", "no/such/folder/report.txt"), "cannot be written"),
        (("--output", "."), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    run: Run, source: Path, clean: Path, options: tuple[str, ...], hint: str
) -> None:
    outcome = run("check", source, clean, *options)
    assert outcome.returncode == 2
    assert outcome.stdout == ""
    assert outcome.stderr.startswith("mtcheck: ")
    assert outcome.stderr.count("\n") == 1
    assert hint in outcome.stderr


@pytest.mark.parametrize("arguments", [(), ("source.txt",), ("a", "b", "c"), ("--translation-only", "a", "b")])
def test_the_number_of_files_is_checked(run: Run, arguments: tuple[str, ...]) -> None:
    outcome = run("check", *arguments)
    assert outcome.returncode == 2
    assert outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_one_file_alone_is_told_of_translation_only(run: Run, clean: Path) -> None:
    assert "--translation-only" in run("check", clean).stderr


def test_an_unknown_option_is_an_error_with_its_name(run: Run, source: Path, clean: Path) -> None:
    outcome = run("check", source, clean, "--colour")
    assert outcome.returncode == 2
    assert "--colour" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_baseline_marks_what_it_knows_and_only_that(run: Run, here: Path, source: Path, wrong: Path) -> None:
    baseline = here / "known.json"
    assert run("check", source, wrong, "--format", "json", "-o", baseline).returncode == 1
    outcome = run("check", source, wrong, "--format", "json", "--baseline", baseline)
    data = json.loads(outcome.stdout)
    assert outcome.returncode == 0
    assert [finding["suppressed"] for finding in data["documents"][0]["findings"]] == [True]
    assert data["documents"][0]["verdict"] == "publish"
    assert (
        "1 more finding known from the baseline is not shown"
        in run("check", source, wrong, "--baseline", baseline).stdout
    )
    wrong.write_text(wrong.read_text("utf-8").replace("298", "299"), encoding="utf-8")
    assert run("check", source, wrong, "--baseline", baseline).returncode == 1


def test_output_is_a_whole_file_or_none(run: Run, here: Path, source: Path, wrong: Path) -> None:
    target = here / "report.json"
    target.write_text("old", encoding="utf-8")
    assert run("check", source, "missing.txt", "--format", "json", "-o", target).returncode == 2
    assert target.read_text("utf-8") == "old"
    assert sorted(path.name for path in here.iterdir()) == ["report.json", "source.txt", "wrong.txt"]
    outcome = run("check", source, wrong, "--format", "json", "-o", target)
    assert (outcome.returncode, outcome.stdout) == (1, "")
    assert json.loads(target.read_text("utf-8"))["schema"] == "mtcheck/report/1"
    assert sorted(path.name for path in here.iterdir()) == ["report.json", "source.txt", "wrong.txt"]


def test_output_follows_a_link_and_leaves_it(run: Run, here: Path, source: Path, wrong: Path) -> None:
    (here / "link.json").symlink_to(here / "real.json")
    run("check", source, wrong, "--format", "json", "-o", "link.json")
    assert (here / "link.json").is_symlink()
    assert json.loads((here / "real.json").read_text("utf-8"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are Unix's")
def test_output_does_not_replace_a_pipe(process: Process, here: Path, source: Path, wrong: Path) -> None:
    pipe = here / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        process(["check", source.name, wrong.name, "--format", "json", "-o", "pipe"])
        out, _ = reader.communicate(timeout=60)
    assert json.loads(out)["schema"] == "mtcheck/report/1"
    assert not pipe.is_file()


def test_standard_input_is_either_text(run: Run, source: Path, wrong: Path) -> None:
    from_file = document(run, source, wrong)
    for arguments, path in ((("-", wrong), source), ((source, "-"), wrong)):
        data = document(run, *arguments, stdin=path.read_bytes())
        assert [one["fingerprint"] for one in data["findings"]] == [one["fingerprint"] for one in from_file["findings"]]
    outcome = run("check", "-", "-", stdin=b"x")
    assert outcome.returncode == 2
    assert "only one" in outcome.stderr


def test_notes_go_to_standard_error_unless_quiet(run: Run, source: Path, wrong: Path) -> None:
    source.write_bytes(source.read_text("utf-8").encode("cp1251"))
    loud = run("check", source, wrong, "--format", "json")
    assert "windows-1251" in loud.stderr
    assert json.loads(loud.stdout)["documents"][0]["warnings"]
    assert run("check", source, wrong, "--format", "json", "--quiet").stderr == ""


def test_a_process_of_its_own_writes_utf8_whatever_the_locale(process: Process, source: Path, wrong: Path) -> None:
    arguments = ["check", "-", wrong.name, "--format", "json", "--source-lang", "ru"]
    outcome = process(arguments, stdin=source.read_bytes(), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert outcome.returncode == 1, outcome.stderr
    assert "Парламент" in outcome.stdout.decode("utf-8")
    assert outcome.stderr == b""


def test_a_closed_pipe_is_no_traceback(source: Path, wrong: Path) -> None:
    command = f"{sys.executable} -m mtcheck check {source} {wrong} | true"
    outcome = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert b"Traceback" not in outcome.stderr
    assert b"Exception" not in outcome.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_a_full_disk_is_said_in_one_line(source: Path, wrong: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "mtcheck", "check", str(source), str(wrong), "--format", "json"]
        outcome = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert outcome.returncode == 2
    assert b"standard output: cannot be written" in outcome.stderr
    assert b"Traceback" not in outcome.stderr
