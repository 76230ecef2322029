"""Results of queries, in all the forms in which the query service gives them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import InputError
from mtcheck.importers.elements import elements
from mtcheck.importers.job import STATE, Outcome
from mtcheck.reference_rules import problems

Import = Callable[..., Outcome]
Table = Callable[..., list[dict[str, str]]]
ENTITY = "http://www.wikidata.org/entity/"
DATE = "http://www.w3.org/2001/XMLSchema#dateTime"
# (item, label, language, class, country, alias, inception, sitelinks): several rows an item, not all side by side.
ROWS = [
    ("Q7", "Forward", "en", "Q7278", "Q142", "Onward", "1999-01-01T00:00:00Z", "50"),
    ("Q8", "Morning Post", "en", "Q11032", "Q30", "", "", "3"),
    ("Q7", "Вперёд", "ru", "Q7278", "Q142", "Onward", "1999-01-01T00:00:00Z", "50"),
    ("Q9", 'The "Quoted"', "en", "Q7278", "Q142", "", "", "9"),
]
COLUMNS = ("item", "itemLabel", "class", "country", "alias", "inception", "sitelinks")


def bindings() -> list[dict[str, Any]]:
    found = []
    for item, label, lang, class_, country, alias, inception, links in ROWS:
        row = {
            "item": {"type": "uri", "value": ENTITY + item},
            "itemLabel": {"type": "literal", "xml:lang": lang, "value": label},
            "class": {"type": "uri", "value": ENTITY + class_},
            "country": {"type": "uri", "value": ENTITY + country},
            "sitelinks": {"type": "literal", "value": links},
        }
        if alias:
            row["alias"] = {"type": "literal", "xml:lang": "en", "value": alias}
        if inception:
            row["inception"] = {"type": "literal", "datatype": DATE, "value": inception}
        found.append(row)
    return found


def result_json(**style: Any) -> bytes:
    return json.dumps({"head": {"vars": list(COLUMNS)}, "results": {"bindings": bindings()}}, **style).encode()


def result_tsv() -> bytes:
    def term(cell: dict[str, str]) -> str:
        if cell["type"] == "uri":
            return f"<{cell['value']}>"
        value = cell["value"].replace('"', '\\"')
        lang = f"@{cell['xml:lang']}" if "xml:lang" in cell else ""
        kind = f"^^<{cell['datatype']}>" if "datatype" in cell else ""
        return value if value.isdigit() else f'"{value}"{lang}{kind}'

    lines = ["\t".join(f"?{column}" for column in COLUMNS)]
    lines += ["\t".join(term(row[column]) if column in row else "" for column in COLUMNS) for row in bindings()]
    return ("\n".join(lines) + "\n").encode()


def result_csv(delimiter: str = ",") -> bytes:
    """Without languages: a label column for each."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(["item", "label_en", "label_ru", "class", "country", "alias_en", "inception", "sitelinks"])
    for item, label, lang, class_, country, alias, inception, links in ROWS:
        names = [label, ""] if lang == "en" else ["", label]
        writer.writerow([ENTITY + item, *names, ENTITY + class_, ENTITY + country, alias, inception, links])
    return out.getvalue().encode()


def result_page(*, verbose: bool) -> bytes:
    """As the page of the query service downloads it."""
    plain = [{column: cell["value"] for column, cell in row.items()} for row in bindings()]
    return json.dumps(bindings() if verbose else plain).encode()


@pytest.mark.parametrize(
    "content",
    [
        result_json(),
        result_json(indent=2),
        result_json(separators=(",", ":")),
        result_tsv(),
        result_csv(),
        result_page(verbose=True),
    ],
    ids=["json", "indented", "dense", "tsv", "csv", "page"],
)
def test_rows_become_entities(imported: Import, table: Table, tmp_path: Path, content: bytes) -> None:
    imported(content, "result")
    [party, *others] = table("parties")
    assert others == []
    assert party == {
        "id": "Q7",
        "country": "FR",
        "from": "1999",
        "weight": "3",
        "en": "Forward | Onward",
        "ru": "Вперёд",
        "source": "Wikidata CC0 Q7 2025-09-01",
    }
    assert [(row["en"], row["country"]) for row in table("media")] == [("Morning Post", "US")]
    assert list(problems(tmp_path / "out")) == []


def test_labels_without_language_are_english(imported: Import, table: Table) -> None:
    imported(result_page(verbose=False), "result.json")
    assert [row["en"] for row in table("parties")] == ["Forward | Onward"]


def test_one_kind_needs_no_classes(imported: Import, table: Table) -> None:
    content = b"person\tpersonLabel\tposition\tpositionLabel\tpositionStart\tcitizenship\tgender\tarticle\n"
    row = "wd:Q7\tAnna Bo\twd:Q11\twarden\t2004-05-01T00:00:00Z\twd:Q142\twd:Q6581072\t"
    content += f"{row}https://en.wikipedia.org/wiki/Anna_B%C3%B3_(warden)\n".encode()
    content += row.replace("Q11\twarden\t2004", "Q12\tbursar\t2010").encode() + b"\n"
    imported(content, "people.tsv", kinds=("people",))
    [person] = table("people")
    assert person["en"] == "Anna Bó | Anna Bo"
    assert (person["gender"], person["weight"]) == ("f", "1")
    assert person["offices"] == "bursar, 2010-; warden, 2004-"


def test_a_result_that_does_not_say_what_its_items_are(imported: Import) -> None:
    with pytest.raises(InputError, match="--kinds"):
        imported(b"item,itemLabel\nwd:Q7,Forward\n", "result.csv")


def test_other_names_that_were_joined_are_left_out(imported: Import, table: Table) -> None:
    content = "item\titemLabel\titemAltLabel\tcountryCode\tshort_ru\n"
    content += "wd:Q7\tForward\tOnward, Inc., FW\tFR\tВП\nwd:Q8\tBackward\tReturn\tDE\t\n"
    imported(content.encode(), "result.tsv", kinds=("parties",))
    assert [(row["en"], row["country"], row.get("ru.short")) for row in table("parties")] == [
        ("Forward", "FR", "ВП"),
        ("Backward | Return", "DE", None),
    ]


def test_unusable_rows_are_named(imported: Import, tmp_path: Path) -> None:
    content = b"item,itemLabel,code\nwd:Q7,Forward,FR\nwd:Q8,Short\nnobody,Backward,FR\n\nwd:Q9,Aside,FR\n"
    outcome = imported(content, "result.csv", kinds=("parties",))
    assert (outcome.rows, outcome.counts["unusable"]) == ({"parties": 2}, 2)
    report = (tmp_path / "out" / STATE / "malformed.txt").read_text(encoding="utf-8")
    assert "row 2: 2 cells, but the header names 3" in report
    assert "row 3: no item" in report


@pytest.mark.parametrize("content", [result_json(), result_json(indent=1), result_page(verbose=True)])
def test_a_result_that_breaks_off_gives_what_it_has(imported: Import, table: Table, content: bytes) -> None:
    with pytest.raises(InputError, match="breaks off"):
        imported(content[: len(content) * 3 // 5], "result.json")
    assert [row["id"] for row in table("parties")] == ["Q7"]
    imported(content, "result.json", resume=True)
    assert [row["id"] for row in table("media")] == ["Q8"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(st.dictionaries(st.text(max_size=3), JSON, max_size=3), max_size=8), st.integers(1, 20), st.booleans())
def test_elements_are_those_of_the_array(found: list[Any], size: int, dense: bool) -> None:
    text = json.dumps(found, ensure_ascii=False, indent=None if dense else 2).encode()
    pieces = (text[start : start + size] for start in range(0, len(text), size))
    assert list(elements(pieces, "x", r"^\[", 1 << 20)) == found
