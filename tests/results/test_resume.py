"""Nothing is lost when a run is killed, interrupted, or finds the disk full."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Start = Callable[..., int]
PAIRS = 400
KILLS = 17  # of each kind of output: more than fifty in all


def ended(child: int) -> int:
    """The exit code of a child, negative for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def wait_for_lines(path: str = "out.jsonl.part") -> None:
    """Until a run has written some."""
    for _ in range(6000):
        if Path(path).exists() and Path(path).stat().st_size:
            return
        time.sleep(0.005)


def write_input(path: str = "in.tsv") -> None:
    lines = [f"Номер {'я' * (number % 7)} {number}\tNumber {number}" for number in range(PAIRS)]
    lines[77] = "no translation"
    Path(path).write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize(
    "options",
    [
        ("-o", "out.jsonl"),
        ("-o", "out.tsv", "--with-texts"),
        ("-o", "out.parquet", "--keep-if", "quality > 60 and not critical", "--rejected", "rest.jsonl"),
    ],
    ids=lambda options: options[1],
)
def test_a_run_that_is_killed_goes_on(start: Start, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]) -> None:
    write_input()
    chance = random.Random(options[1])
    assert ended(start("in.tsv", *options)) == 1
    names = [name for name in options if name.startswith(("out.", "rest."))]
    whole = [Path(name).read_bytes() for name in names]
    message = Path("err").read_text("utf-8")
    for name in names:
        Path(name).unlink()
    monkeypatch.setenv("STUB_SLEEP", "0.0003")
    kills = 0
    while kills < KILLS:
        child = start("in.tsv", *options, "--resume")
        time.sleep(chance.uniform(0.02, 0.15))
        os.kill(child, signal.SIGKILL)
        killed = ended(child) < 0
        kills += killed
        if not killed:
            assert [Path(name).read_bytes() for name in names] == whole
            for name in names:
                Path(name).unlink()
            continue
        assert not Path(names[0]).exists() or Path(names[0]).read_bytes() == whole[0]
        if part := sorted(Path().glob("*.part")):
            with part[0].open("ab") as stream:
                stream.write(b'{"id": "torn')
    monkeypatch.setenv("STUB_SLEEP", "0")
    assert ended(start("in.tsv", *options, "--resume")) == 1
    assert [Path(name).read_bytes() for name in names] == whole
    assert Path("err").read_text("utf-8") == message
    assert sorted(path.name for path in Path().iterdir()) == sorted(["in.tsv", "err", *names])


def test_a_run_resumes_only_what_it_was_asked_for(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    write_input()
    monkeypatch.setenv("STUB_SLEEP", "0.003")
    child = start("in.tsv", "-o", "out.jsonl")
    wait_for_lines()
    os.kill(child, signal.SIGKILL)
    assert ended(child) < 0
    monkeypatch.setenv("STUB_SLEEP", "0")
    assert ended(start("in.tsv", "-o", "out.jsonl", "--resume", "--with-texts")) == 2
    assert "begun with other inputs or settings (texts)" in Path("err").read_text("utf-8")
    Path("mtcheck.toml").write_text("thresholds.any.number-mismatch = 0.9\n", encoding="utf-8")
    assert ended(start("in.tsv", "-o", "out.jsonl", "--resume")) == 2
    assert "(settings)" in Path("err").read_text("utf-8")
    Path("mtcheck.toml").unlink()
    with Path("in.tsv").open("a", encoding="utf-8") as stream:
        stream.write("\nДа\tYes\n")
    assert ended(start("in.tsv", "-o", "out.jsonl", "--resume")) == 2
    assert "(inputs)" in Path("err").read_text("utf-8")
    assert ended(start("in.tsv", "-o", "out.jsonl")) == 1
    assert len(Path("out.jsonl").read_text("utf-8").splitlines()) == PAIRS + 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_ends_cleanly(start: Start, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    write_input()
    monkeypatch.setenv("STUB_SLEEP", "0.003")
    child = start("in.tsv", "-o", "out.jsonl")
    wait_for_lines()
    os.kill(child, number)
    assert ended(child) == 2
    assert "interrupted; what is done lies in" in Path("err").read_text("utf-8")
    monkeypatch.setenv("STUB_SLEEP", "0")
    assert ended(start("in.tsv", "-o", "out.jsonl", "--resume")) == 1
    assert [json.loads(line)["id"] for line in Path("out.jsonl").read_text("utf-8").splitlines()] == [
        f"in.tsv:{number}" for number in range(1, PAIRS + 1)
    ]


@pytest.mark.parametrize("output", ["out.jsonl", "out.tsv"])
def test_a_full_disk_ends_cleanly(start: Start, output: str) -> None:
    write_input()

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    assert ended(start("in.tsv", "-o", output, before=small)) == 2
    message = Path("err").read_text("utf-8")
    assert "cannot be written" in message
    assert "--resume goes on from there" in message
    assert not Path(output).exists()
    assert ended(start("in.tsv", "-o", output, "--resume")) == 1
    assert Path(output).stat().st_size > 20_000 or output.endswith("tsv")


def test_a_closed_pipe_ends_cleanly(start: Start) -> None:
    write_input()
    read, write = os.pipe()
    os.close(read)
    child = start("in.tsv", "-o", "-", out=write)
    os.close(write)
    assert ended(child) == 2
    assert "the reader of standard output has gone" in Path("err").read_text("utf-8")


def test_two_runs_do_not_write_to_one_file(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    write_input()
    monkeypatch.setenv("STUB_SLEEP", "0.003")
    child = start("in.tsv", "-o", "out.jsonl")
    wait_for_lines()
    assert ended(start("in.tsv", "-o", "out.jsonl")) == 2
    assert "another run is writing to it" in Path("err").read_text("utf-8")
    os.kill(child, signal.SIGKILL)
    ended(child)


def test_what_a_killed_run_left_beside_its_output_goes(start: Start) -> None:
    write_input()
    Path(".out.parquet.ab12_xyz").write_bytes(b"half")
    Path(".out.parquet.backup-of-mine").write_bytes(b"whole")
    assert ended(start("in.tsv", "-o", "out.parquet")) == 1
    assert sorted(path.name for path in Path().iterdir()) == [
        ".out.parquet.backup-of-mine",
        "err",
        "in.tsv",
        "out.parquet",
    ]
