"""What becomes of each entity of a dump: a row of a kind's table in the making, the name of a position, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from mtcheck.importers import wikidata, writer
from mtcheck.importers.known import known, merged
from mtcheck.importers.scheme import KindScheme, Scheme
from mtcheck.importers.wikidata import Reading

OTHER = "of no wanted kind"


class Rows:
    """Writes entities to the parts of an import, and counts what became of them."""

    def __init__(
        self,
        scheme: Scheme,
        kinds: Mapping[str, KindScheme],
        reading: Reading,
        parts: writer.Parts,
        counts: Counter[str],
    ) -> None:
        self._scheme = scheme
        self._kinds = kinds
        self._reading = reading
        self._parts = parts
        self._counts = counts
        self._labels = any(kind.of_people for kind in kinds.values())
        self._known = {name: known(name) for name in kinds}
        self.columns = {name: wikidata.columns(kind, reading.languages) for name, kind in kinds.items()}

    def use(self, entity: dict[str, Any]) -> None:
        """Takes one entity; raises one of `wikibase.MALFORMED` for what is none."""
        if "redirect" in entity or not wikidata.ID.fullmatch(entity["id"]):
            self._counts[OTHER] += 1
            return
        kind = wikidata.kind_of(entity, self._kinds)
        made = wikidata.row(entity, kind, self._scheme, self._reading) if kind is not None else OTHER
        if self._labels and wikidata.is_position(entity, self._scheme.offices):
            label = wikidata.label(entity)
            if label:
                self._parts.write(writer.LABELS, f"{entity['id']}\t{label}\n".encode())
        if kind is None or isinstance(made, str):
            self._counts[str(made)] += 1
        else:
            columns = self.columns[kind.name]
            own = self._known[kind.name].get(entity["id"], {})
            self._parts.write(f"{kind.name}.part", writer.line(columns, merged(made, own, columns)))
            self._counts[kind.name] += 1
