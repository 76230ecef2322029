"""Runs of `mtcheck corpus` on a real Ray cluster of two nodes: the bytes of a run on one machine, also when a node dies."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

pytest.importorskip("ray")
import pyarrow as pa
import pyarrow.parquet

PAIRS, FILES = 2400, 8
WHO = [("Правительство", "The government"), ("Министерство", "The ministry"), ("Агентство", "The agency")]
DID = [("одобрило", "approved"), ("отклонило", "rejected"), ("опубликовало", "published")]
WHAT = [("бюджет", "the budget"), ("доклад", "the report"), ("законопроект", "the bill"), ("список", "the list")]
# How long a machine may take to begin, or to do all that is left.
SECONDS = 300


def row(number: int) -> dict[str, str]:
    """A pair; every seventh has another number in its translation."""
    parts = [WHO[number % 3], DID[number // 3 % 3], WHAT[number // 9 % 4]]
    left, right = (" ".join(part[side] for part in parts) for side in (0, 1))
    return {
        "source": f"{left}: за это проголосовали {100 + number} депутатов.",
        "translation": f"{right}: {100 + number + 9 * (number % 7 == 0)} deputies voted for it.",
    }


def write_inputs(folder: Path) -> None:
    """Files of JSON lines and Parquet, some lines of which cannot be used."""
    folder.mkdir()
    each = PAIRS // FILES
    for number in range(FILES):
        rows = [row(one) for one in range(number * each, (number + 1) * each)]
        if number % 2:
            pa.parquet.write_table(pa.Table.from_pylist(rows), folder / f"{number}.parquet", row_group_size=100)
        else:
            lines = [json.dumps(one, ensure_ascii=False) for one in rows]
            lines[each // 2] = "{"
            (folder / f"{number}.jsonl").write_text("\n".join(lines), encoding="utf-8")


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    below = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        below += [one for child in children.read_text().split() for one in tree(int(child))]
    return [pid, *below]


def title(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def kill(process: subprocess.Popen[bytes]) -> None:
    """What a machine does whose power is cut."""
    for pid in tree(process.pid):
        os.kill(pid, signal.SIGKILL)
    process.wait()


def wait_for(what: object, seconds: float = SECONDS) -> None:
    end = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < end, "took too long"
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Cluster:
    """Two nodes, started as an operator would start them, each with one processor."""

    def __init__(self, folder: Path) -> None:
        self.address = f"127.0.0.1:{free_port()}"
        # Whoever reaches a node could run programs on it: none is let in without the token of this cluster.
        token = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
        self._environment = {**os.environ, "RAY_USAGE_STATS_ENABLED": "0", **token}
        self._folder = folder
        self.nodes: list[subprocess.Popen[bytes]] = []

    def begin(self) -> None:
        port = self.address.rpartition(":")[2]
        self._start("--head", f"--port={port}", f"--temp-dir={self._folder}", "--include-dashboard=false")
        wait_for(lambda: self._alive() == 1)
        self._start(f"--address={self.address}")
        wait_for(lambda: self._alive() == 2)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self.nodes):
            if process.poll() is None:
                kill(process)

    def _start(self, *options: str) -> None:
        memory = "--object-store-memory=100000000"
        command = [shutil.which("ray", path=str(Path(sys.executable).parent)) or "ray", "start", *options]
        fixed = ["--node-ip-address=127.0.0.1", "--num-cpus=1", memory, "--block"]
        quiet = subprocess.DEVNULL
        self.nodes.append(subprocess.Popen([*command, *fixed], env=self._environment, stdout=quiet, stderr=quiet))

    def _alive(self) -> int:
        code = "import ray; ray.init(log_to_driver=False); print(sum(one['Alive'] for one in ray.nodes()))"
        environment = {**self._environment, "RAY_ADDRESS": self.address}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
        )
        return int(done.stdout.strip() or 0)

    def works_on_the_other(self) -> bool:
        return any("_Checker" in title(pid) for pid in tree(self.nodes[1].pid))

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        environment = {**self._environment, "RAY_ADDRESS": self.address}
        with Path("said").open("wb") as said, Path("err").open("wb") as errors:
            return subprocess.Popen(
                [sys.executable, *command(*options), "--engine", "ray"], env=environment, stdout=said, stderr=errors
            )


def command(*options: str) -> list[str]:
    langs = ["--source-lang", "ru", "--target-lang", "en"]
    return ["-m", "mtcheck", "corpus", *options, *langs, "--exit-zero", "--quiet"]


@pytest.fixture(scope="module")
def here() -> Iterator[Path]:
    """A folder with inputs and what a run on one machine makes of them; its path is short, as sockets are in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(folder / "in")
        subprocess.run([sys.executable, *command("in", "-o", "local.jsonl")], cwd=folder, check=True)
        yield folder


@pytest.fixture
def nodes(here: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.chdir(here)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    with Cluster(here / "ray") as found:
        found.begin()
        yield found


def test_a_node_dies_in_the_middle(nodes: Cluster) -> None:
    part = Path("out.jsonl.part")
    run = nodes.start("in", "-o", "out.jsonl")
    wait_for(lambda: nodes.works_on_the_other() and part.exists() and part.read_bytes().count(b"\n") > PAIRS // 10)
    kill(nodes.nodes[1])
    assert part.read_bytes().count(b"\n") < PAIRS
    assert run.wait(SECONDS) == 0, Path("err").read_text("utf-8")
    assert Path("said").read_bytes() == b""
    assert Path("out.jsonl").read_bytes() == Path("local.jsonl").read_bytes()
    lines = [json.loads(line) for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) == PAIRS
    assert sum("error" in line for line in lines) == FILES // 2
    assert any(line.get("findings") for line in lines)

    # The run itself is killed, and another one goes on.
    run = nodes.start("in", "-o", "again.jsonl")
    part = Path("again.jsonl.part")
    wait_for(lambda: part.exists() and part.read_bytes().count(b"\n") > PAIRS // 4)
    run.kill()
    run.wait()
    had = part.read_bytes().count(b"\n")
    run = nodes.start(
        f"file://{Path('in').absolute()}", "-o", "other.jsonl", "--select", "garbled-dash", "--encoder", "none"
    )
    assert run.wait(SECONDS) == 0
    run = nodes.start("in", "-o", "again.jsonl", "--resume")
    assert run.wait(SECONDS) == 0
    assert 0 < had < PAIRS
    assert Path("again.jsonl").read_bytes() == Path("local.jsonl").read_bytes()
    first = json.loads(Path("other.jsonl").read_text("utf-8").splitlines()[0])
    assert first["id"] == f"file://{Path('in').absolute()}/0.jsonl:1"
