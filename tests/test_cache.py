"""What is kept between runs, and that nothing depends on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.cache import remembered, remembered_file


class Maker:
    """Counts how often something is prepared."""

    def __init__(self, value: object) -> None:
        self.value = value
        self.calls = 0

    def __call__(self) -> object:
        self.calls += 1
        return self.value


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.mark.usefixtures("folder")
def test_prepared_once_for_a_key() -> None:
    make = Maker({"a": [("б", 1)]})
    assert remembered("x", "1", make) == remembered("x", "1", make) == {"a": [("б", 1)]}
    assert make.calls == 1
    assert remembered("x", "2", make) == {"a": [("б", 1)]}
    assert make.calls == 2


def test_only_the_newest_entry_of_a_name_is_kept(folder: Path) -> None:
    for key in ("1", "2", "3"):
        remembered("x", key, Maker(key))
    remembered("other", "1", Maker(1))
    assert sorted(path.name.split("-")[0] for path in folder.iterdir()) == ["other", "x"]


def test_a_broken_entry_is_prepared_anew(folder: Path) -> None:
    remembered("x", "1", Maker([1]))
    (entry,) = folder.iterdir()
    entry.write_bytes(b"\xff not marshal")
    make = Maker([1])
    assert remembered("x", "1", make) == [1]
    assert make.calls == 1


def test_off_means_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MTCHECK_CACHE", "off")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    make = Maker(1)
    assert remembered("x", "1", make) == remembered("x", "1", make) == 1
    assert make.calls == 2
    assert remembered_file("x", "1", lambda: b"") is None
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_all_still_works(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MTCHECK_CACHE", str(tmp_path / "file" / "cache"))
    assert remembered("x", "1", Maker(1)) == 1
    assert remembered_file("x", "1", lambda: b"abc") is None


@pytest.mark.usefixtures("folder")
def test_a_file_is_made_once() -> None:
    first = remembered_file("x", "1", lambda: b"abc")
    assert first is not None
    assert first.read_bytes() == b"abc"
    assert remembered_file("x", "1", lambda: b"changed") == first
    assert first.read_bytes() == b"abc"
