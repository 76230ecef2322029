"""A process that is killed at any time leaves what another one can finish, to the same bytes."""

from __future__ import annotations

import bz2
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import synthetic

from mtcheck.importers.job import STATE

# Counts calls of functions within the importers, and kills its own process at one of them.
CHILD = """
import os, signal, sys
from pathlib import Path
from mtcheck.importers.job import Request, run
from mtcheck.gazetteers import KINDS

dump, output, subclasses, left = sys.argv[1], Path(sys.argv[2]), sys.argv[3] == "yes", int(sys.argv[4])
calls = 0

def count(frame, event, argument):
    global calls
    if "importers" in frame.f_code.co_filename:
        calls += 1
        if calls == left:
            os.kill(os.getpid(), signal.SIGKILL)

request = Request(dump, output, tuple(KINDS), ("en", "ru"), subclasses=subclasses, date="2025-09-01", resume=True, every=7)
sys.setprofile(count)
run(request)
sys.setprofile(None)
print(calls)
"""

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")


def child(dump: Path, output: Path, left: int = 0, *, subclasses: bool = False) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CHILD, str(dump), str(output), "yes" if subclasses else "no", str(left)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def files(folder: Path) -> dict[str, bytes]:
    paths = [*sorted(folder.glob("*/*.tsv")), folder / STATE / "malformed.txt"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def sample(folder: Path, *, packed: bool) -> Path:
    lines = synthetic.array(synthetic.entities(60)).splitlines(keepends=True)
    content = b"".join([*lines[:9], b'{"id":"Q7278",\n', *lines[9:40], b'{"numeric-id":7278],\n', *lines[40:]])
    path = folder / "dump.json"
    if packed:
        content = b"".join(bz2.compress(content[start : start + 9000]) for start in range(0, len(content), 9000))
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("packed", "subclasses"), [(False, False), (True, False), (False, True), (True, True)])
def test_killed_five_times_and_finished(tmp_path: Path, *, packed: bool, subclasses: bool) -> None:
    dump = sample(tmp_path, packed=packed)
    whole = child(dump, tmp_path / "whole", subclasses=subclasses)
    assert whole.returncode == 0, whole.stderr
    calls = int(whole.stdout)
    chance = random.Random(f"{packed} {subclasses}")
    for turn in range(5):
        # The last kill hits the making of the tables.
        near_the_end = int(calls_left(dump, tmp_path, subclasses=subclasses) * 0.97) if turn == 4 else 0
        killed = child(dump, tmp_path / "out", near_the_end or chance.randint(1, calls // 5), subclasses=subclasses)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
    finished = child(dump, tmp_path / "out", subclasses=subclasses)
    assert finished.returncode == 0, finished.stderr
    assert files(tmp_path / "out") == files(tmp_path / "whole")
    assert not list((tmp_path / "out").rglob("*.part"))


def calls_left(dump: Path, folder: Path, *, subclasses: bool) -> int:
    """How many calls it takes to finish an import that was killed."""
    shutil.copytree(folder / "out", folder / "copy")
    return int(child(dump, folder / "copy", subclasses=subclasses).stdout)
