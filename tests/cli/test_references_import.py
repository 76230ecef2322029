"""`mtcheck references import`, and tables of the user's own in the other commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def entity(number: int, class_: str, en: str, ru: str, links: int = 60) -> dict[str, Any]:
    def item(prop: str, value: str) -> list[dict[str, Any]]:
        data = {"type": "wikibase-entityid", "value": {"entity-type": "item", "id": value}}
        return [{"mainsnak": {"snaktype": "value", "property": prop, "datavalue": data}, "rank": "normal"}]

    return {
        "type": "item",
        "id": f"Q{number}",
        "labels": {lang: {"language": lang, "value": value} for lang, value in (("en", en), ("ru", ru))},
        "aliases": {},
        "claims": {"P31": item("P31", class_), "P17": item("P17", "Q142")},
        "sitelinks": {f"x{index}wiki": {"site": "x", "title": "x"} for index in range(links)},
    }


ENTITIES = [
    entity(900000001, "Q7278", "Zubovian Forward", "Зубовский рассвет"),
    entity(27978402, "Q7278", "Zubovian Dawn", "Непокорённая Франция"),
    entity(900000002, "Q11032", "Zubovian Herald", "Зубовский вестник", links=1),
]


@pytest.fixture
def dump(here: Path) -> Path:
    path = here / "wikidata-20250901-all.json"
    path.write_text("[\n" + ",\n".join(map(json.dumps, ENTITIES)) + "\n]\n", encoding="utf-8")
    return path


@pytest.fixture
def own(run: Callable[..., Any], dump: Path, here: Path) -> Path:
    assert run("references", "import", "wikidata", dump, "--output", "own", "--quiet").returncode == 0
    return here / "own"


def test_an_import(run: Callable[..., Any], dump: Path, here: Path) -> None:
    result = run("references", "import", "wikidata", dump, "--output", "own", "--kinds", "parties,media")
    assert (result.returncode, result.stdout) == (0, "")
    assert "3 lines read, 0 of them not usable; 2 parties, 0 media" in result.stderr
    assert "1 too few sitelinks" in result.stderr
    assert "Wikidata CC0 Q900000001 2025-09-01" in (here / "own" / "parties" / "wikidata.tsv").read_text("utf-8")
    result = run("references", "validate", "own")
    assert (result.returncode, result.stdout) == (0, "2 entries, no faults\n")


def test_options(run: Callable[..., Any], dump: Path, here: Path) -> None:
    options = ("--min-sitelinks", "0", "--languages", "ru", "--date", "2024-02-29", "-q")
    result = run("references", "import", "wikidata", dump, "-o", "own", *options)
    assert (result.returncode, result.stderr) == (0, "")
    header, row = (here / "own" / "media" / "wikidata.tsv").read_text("utf-8").splitlines()
    assert header.split("\t")[6:] == ["native.short", "en", "en.short", "ru", "ru.short", "source"]
    assert row.endswith("2024-02-29")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["none.json"], "there is no such file"),
        (["DUMP", "--kinds", "party"], "did you mean 'parties'?"),
        (["DUMP", "--kinds", ","], "--kinds names nothing"),
        (["DUMP", "--languages", "russian"], "two-letter codes"),
        (["DUMP", "--date", "yesterday"], "YYYY-MM-DD"),
        (["DUMP", "--classes", "none.toml"], "cannot be read"),
        (["DUMP", "--classes", "none.json"], "cannot be read"),
    ],
)
def test_what_cannot_be_done(run: Callable[..., Any], dump: Path, arguments: list[str], problem: str) -> None:
    named = [str(dump) if word == "DUMP" else word for word in arguments]
    result = run("references", "import", "wikidata", *named, "--output", "own")
    assert result.returncode == 2
    assert problem in result.stderr
    assert "Traceback" not in result.stderr


def test_a_truncated_dump_is_used_and_can_be_finished(run: Callable[..., Any], dump: Path) -> None:
    whole = dump.read_bytes()
    dump.write_bytes(b'[\nnonsense with "id":"Q7278"\n' + whole[2:-40])
    result = run("references", "import", "wikidata", dump, "--output", "own")
    assert result.returncode == 2
    assert "breaks off in the middle, after line 4" in result.stderr
    assert f"{dump}:2: not JSON" in result.stderr
    assert run("references", "validate", "own").returncode == 0
    assert "add --resume" in run("references", "import", "wikidata", dump, "--output", "own").stderr
    dump.write_bytes(b'[\nnonsense with "id":"Q7278"\n' + whole[2:])
    result = run("references", "import", "wikidata", dump, "--output", "own", "--resume")
    assert result.returncode == 0
    assert "4 lines read, 1 of them not usable" in result.stderr
    result = run("references", "import", "wikidata", dump, "--output", "own", "--resume")
    assert (result.returncode, "was finished before" in result.stderr) == (0, True)


def test_standard_input(process: Callable[..., Any], dump: Path, here: Path) -> None:
    arguments = ["references", "import", "wikidata", "-", "--output", "own"]
    result = process(arguments, stdin=dump.read_bytes())
    assert (result.returncode, result.stdout) == (0, b"")
    assert b"2 parties" in result.stderr
    assert (here / "own" / "parties" / "wikidata.tsv").is_file()


def test_names_of_own_tables_are_looked_up(run: Callable[..., Any], own: Path) -> None:
    result = run("references", "lookup", "Зубовского рассвета", "--references", own)
    assert result.returncode == 0
    assert "Q900000001  party, FR" in result.stdout
    # The row with an id of mtcheck's own tables takes its place.
    assert "Zubovian Dawn" in run("references", "lookup", "Непокорённая Франция", "--references", own).stdout


def test_own_tables_in_checks(run: Callable[..., Any], own: Path, here: Path) -> None:
    source, target = here / "source.txt", here / "target.txt"
    source.write_text("Партия «Зубовский рассвет» победила на выборах во Франции.\n", "utf-8")
    target.write_text("The party “Zubovian Forward” won the elections in France.\n", "utf-8")
    plain = run("names", source, target, "--format", "json")
    assert "Q900000001" not in plain.stdout
    found = run("names", source, target, "--format", "json", "--references", own)
    [row] = [row for row in json.loads(found.stdout)["ledger"] if row["id"] == "Q900000001"]
    assert row["ok"]
    assert row["expected"] == ["Zubovian Forward"]
    (here / "mtcheck.toml").write_text('references = "own"\nencoder = "none"\n', "utf-8")
    assert "Q900000001" in run("names", source, target, "--format", "json").stdout
    report = json.loads(run("check", source, target, "--format", "json", "--exit-zero").stdout)
    assert "+" in report["signature"].partition("references:")[2]


def test_a_folder_that_is_not_there(run: Callable[..., Any], source: Path, clean: Path) -> None:
    result = run("check", source, clean, "--references", "nowhere")
    assert (result.returncode, "no folder 'nowhere'" in result.stderr) == (2, True)
