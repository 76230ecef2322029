"""What the tables of mtcheck know of what is imported: forms that were gathered by hand must not get lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mtcheck.gazetteers import KINDS, read_table
from mtcheck.importers.wikidata import ID
from mtcheck.resources import references_folder

# Facts, of which the imported one counts; all other columns hold names.
_FACTS = frozenset({"id", "country", "from", "to", "gender", "offices", "source"})


def known(kind: str) -> dict[str, dict[str, str]]:
    """The rows of a kind that have an id of Wikidata, by that id."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((references_folder() / kind).glob("*.tsv")):
        # Most tables have ids of their own only, and need not be taken apart.
        if "\nQ" in path.read_text(encoding="utf-8"):
            rows = (cells for _, cells, _ in read_table(path, KINDS[kind]))
            found |= {cells["id"]: cells for cells in rows if ID.fullmatch(cells["id"])}
    return found


def merged(row: Mapping[str, str], own: Mapping[str, str], columns: Collection[str]) -> dict[str, str]:
    """An imported row with the further forms, the missing years and the weight of the row that mtcheck has.

    Wrong forms and what else has no column here come with that row when the tables are read.
    """
    found = dict(row)
    for column in own.keys() & columns:
        if column in row and column not in _FACTS | {"weight"}:
            found[column] = " | ".join(dict.fromkeys(f"{row[column]} | {own[column]}".split(" | ")))
        elif column == "weight" or column not in row:
            found[column] = own[column]
    return found
