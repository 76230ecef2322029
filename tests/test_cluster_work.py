"""What is handed to a cluster, and what is said where there is none; `test_cluster.py` runs on a real one."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

import pytest

from mtcheck import cluster
from mtcheck.cli.app import main
from mtcheck.config import Config
from mtcheck.errors import ConfigError, InputError, MtcheckError
from mtcheck.records import Inputs, Record
from mtcheck.results.suppressions import Suppressions

FILES = (("a.tsv", "tsv"), ("p", "plain"), ("q", "plain"), ("b.tsv", "tsv"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of three, two and four pairs."""
    monkeypatch.chdir(tmp_path)
    for name, count in (("a.tsv", 3), ("b.tsv", 4)):
        Path(name).write_text("".join(f"Да {one}\tYes {one}\n" for one in range(count)), encoding="utf-8")
    Path("p").write_text("Да\nНет\n", encoding="utf-8")
    Path("q").write_text("Yes\nNo\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("done", range(10))
@pytest.mark.usefixtures("here")
def test_what_is_done_is_not_done_again(monkeypatch: pytest.MonkeyPatch, done: int) -> None:
    items = cluster._items(cluster.Work(Inputs(FILES), Config(), done=done))
    assert all(len(inputs.files) == (2 if inputs.files[0][1] == "plain" else 1) for inputs, _ in items)
    monkeypatch.chdir("/")  # as on another machine
    read: list[Record] = []
    for item in items:
        for row in cluster._read({"work": [pickle.dumps(item)]}):
            read += pickle.loads(row["records"][0])
    assert not any(one.error for one in read)
    places = [*(f"a.tsv:{n}" for n in (1, 2, 3)), "q:1", "q:2", *(f"b.tsv:{n}" for n in (1, 2, 3, 4))]
    assert [one.place for one in read] == places[done:]


def test_paths_of_settings_hold_on_other_machines(here: Path) -> None:
    Path("style.tsv").write_text("x", encoding="utf-8")
    Path("model").mkdir()
    given = Config(references="tables", house_style=("ap", "style.tsv"), encoder="sentence-transformers:model")
    found = cluster._anywhere(given)
    assert found.references == str(here / "tables")
    assert found.house_style == ("ap", str(here / "style.tsv"))
    assert found.encoder == f"sentence-transformers:{here / 'model'}"
    assert cluster._anywhere(Config(encoder="sentence-transformers:LaBSE")).encoder == "sentence-transformers:LaBSE"
    assert cluster._anywhere(Config()) == Config()


def test_gpus_are_shared_by_all_actors_where_the_encoder_can_use_them() -> None:
    there = {"CPU": 16.0, "GPU": 2.0}
    neural = Config(encoder="sentence-transformers:LaBSE")
    assert cluster.gpu_share(neural, there) == 1 / 8
    assert cluster.gpu_share(neural, {"CPU": 1.0, "GPU": 2.0}) == 1
    assert cluster.gpu_share(neural, {"CPU": 16.0}) == 0
    assert cluster.gpu_share(Config(), there) == 0


def test_what_a_machine_far_away_has_said_is_said_here() -> None:
    far = RuntimeError("task failed")
    far.__cause__ = InputError("a.tsv", "cannot be read (Input/output error)")
    assert str(cluster._told(far)) == "a.tsv: cannot be read (Input/output error)"
    said = cluster._told(RuntimeError("a long story\n\n  No node has a processor.  \n"))
    assert isinstance(said, MtcheckError)
    assert str(said) == "Ray has given up: No node has a processor."


@pytest.mark.usefixtures("here")
def test_notes_travel_and_pairs_they_name_are_counted_here() -> None:
    Path("notes.tsv").write_text(
        "id\tcheck\tfingerprint\treason\na.tsv:1\tnumber-mismatch\t0123456789abcdef\tsaid so\n", encoding="utf-8"
    )
    notes = Suppressions(Path("notes.tsv"), ["number-mismatch"])
    there: Suppressions = pickle.loads(pickle.dumps(notes))
    (record,) = there.given([Record("a.tsv:1", "Да", "Yes")])
    assert record.ignored[0].reason == "said so"
    assert notes.unseen == 1
    notes.seen("a.tsv:1")
    assert notes.unseen == 0


def test_standard_input_is_not_for_clusters() -> None:
    class Ray:
        @staticmethod
        def shutdown() -> None:
            return

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "library", lambda: Ray)
        with pytest.raises(ConfigError, match="not standard input"):
            next(cluster.outcomes(cluster.Work(Inputs((("-", "jsonl"),)), Config())))


@pytest.mark.parametrize(
    ("engine", "said"), [("ray", "pip install 'mtcheck[ray]'"), ("spark", "--engine is one of local, ray, not 'spark'")]
)
def test_an_engine_that_is_not_there(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], engine: str, said: str
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    given = ["mtcheck", "corpus", "a.tsv", "-o", "out.jsonl", "--source-lang", "ru", "--target-lang", "en"]
    monkeypatch.setattr(sys, "argv", [*given, "--encoder", "none", "--engine", engine])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in here.iterdir()) == ["a.tsv", "b.tsv", "p", "q"]
