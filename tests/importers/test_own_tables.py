"""Tables of the user's own before those of mtcheck."""

from __future__ import annotations

from pathlib import Path

from mtcheck.gazetteers import digest, load


def write(folder: Path, *rows: str, header: str = "id\tcountry\tweight\ten\ten.wrong") -> Path:
    path = folder / "parties" / "a.tsv"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return folder


def test_of_rows_with_one_id_the_first_folder_counts(tmp_path: Path) -> None:
    base = write(tmp_path / "base", "Q1\tFR\t3\tThe Left\tThe Lefts", "Q2\tDE\t2\tThe Right\tThe Rights")
    own = write(tmp_path / "own", "Q1\tBE\t1\tLeft Party\t", "Q3\tIT\t1\tThe Centre\t")
    found = {party.id: party for party in load(own, base).of_kind("party")}
    assert list(found) == ["Q1", "Q3", "Q2"]
    assert (found["Q1"].country, found["Q1"].names, found["Q1"].wrong) == ("BE", {"en": ("Left Party",)}, {})


def test_columns_that_the_own_table_lacks_come_from_the_other(tmp_path: Path) -> None:
    base = write(tmp_path / "base", "Q1\tFR\t3\tThe Left\tThe Lefts")
    own = write(tmp_path / "own", "Q1\tBE", header="id\tcountry\tru\tuk")
    [party] = load(own, base).of_kind("party", {"BE"})
    assert (party.weight, party.names, party.wrong) == (3, {"en": ("The Left",)}, {"en": ("The Lefts",)})
    assert list(load(own, base).of_kind("party", {"FR"})) == []


def test_the_signature_names_both(tmp_path: Path) -> None:
    own = write(tmp_path / "own", "Q1\tFR\t3\tThe Left\tThe Lefts")
    assert digest(str(own)).startswith(f"{digest()}+")
