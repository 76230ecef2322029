"""An import from beginning to end: first the hierarchy of classes where that is asked for, then the rows, the tables.

All that is not finished lies in the folder `.import` beside the tables. What a kill leaves there is a checkpoint and
files that are at least as long as it says; going on cuts them to that, and reads on from there.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtcheck.errors import ConfigError, InputError
from mtcheck.importers import checkpoint, subclasses, wikidata, writer
from mtcheck.importers.checkpoint import CLASSES, DONE, ROWS, Checkpoint
from mtcheck.importers.rows import Rows
from mtcheck.importers.scheme import digest, load, read_closure
from mtcheck.importers.sieve import hierarchy, sieve
from mtcheck.importers.source import Source
from mtcheck.importers.stream import Entries, open_entries
from mtcheck.importers.wikibase import MALFORMED

STATE = ".import"
PROBLEMS, EDGES, COUNTRIES, CLOSURE = "malformed.txt", "edges.part", "countries.part", "classes.json"
# Lines between two checkpoints: seconds of work.
EVERY = 20_000
READ, UNUSABLE = "read", "unusable"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: `dump` is a file or "-", `classes` a scheme or the closure of an earlier import.

    `date` is that of the dump, by default what the file says. A checkpoint is made `every` so many lines.
    """

    dump: str
    output: Path
    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    sitelinks: int | None = None
    classes: Path | None = None
    subclasses: bool = False
    date: str | None = None
    resume: bool = False
    every: int = EVERY

    @property
    def state(self) -> Path:
        """Where what is not finished lies."""
        return self.output / STATE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: rows by kind, lines by what was done with them, and whether it was finished before."""

    rows: dict[str, int]
    counts: dict[str, int]
    before: bool = False


def run(request: Request, tick: Callable[[], None] = lambda: None) -> Outcome:
    """Does all that is left to do; `tick` is called once a line.

    Raises `InputError` for what is no dump, and for one that breaks off after all that it holds was used.
    """
    try:
        job = _Job(request, tick)
        if job.point.stage == DONE:
            _tidy(request.state)
            return Outcome({}, job.point.counts, before=True)
        if job.point.stage == CLASSES:
            job.read_classes()
        return job.read_rows()
    except (OSError, sqlite3.Error) as error:
        # A full disk, no right to write there, a disk that fails.
        raise InputError(str(request.output), f"the import stopped: {error}") from error


def _tidy(state: Path) -> None:
    """Removes what nobody needs once the tables are there."""
    for path in state.glob("*.part"):
        path.unlink()
    problems = state / PROBLEMS
    if problems.exists() and not problems.stat().st_size:
        problems.unlink()


class _Job:
    """One import under way."""

    def __init__(self, request: Request, tick: Callable[[], None]) -> None:
        self._request = request
        self._tick = tick
        self._source = Source(request.dump)
        if request.subclasses and self._source.path is None:
            message = "--subclasses reads the dump twice, which standard input does not allow; save it as a file"
            raise ConfigError(message)
        self._scheme = load(request.classes)
        self.point = self._begin()
        self._counts = Counter(self.point.counts)

    def _begin(self) -> Checkpoint:
        """The checkpoint of the import that goes on, or of a new one."""
        request, state = self._request, self._request.state
        options = {
            "kinds": sorted(request.kinds),
            "languages": list(request.languages),
            "min-sitelinks": request.sitelinks,
            "classes": digest(request.classes),
            "subclasses": request.subclasses,
        }
        found = checkpoint.load(state)
        if found is not None and request.resume:
            self._same(found, options | ({"date": request.date} if request.date else {}))
            return found
        if found is not None and found.stage != DONE:
            message = f"{state} holds an import that was not finished; add --resume to go on, or remove that folder"
            raise ConfigError(message)
        shutil.rmtree(state, ignore_errors=True)
        state.mkdir(parents=True, exist_ok=True)
        options["date"] = request.date or self._source.date()
        point = Checkpoint(options, self._source.digest(), stage=CLASSES if request.subclasses else ROWS)
        point.save(state)
        return point

    def _same(self, found: Checkpoint, options: dict[str, Any]) -> None:
        output = self._request.output
        if not self._source.begins_like(found.source):
            raise InputError(self._source.name, f"does not begin like the file that {output} was begun with")
        other = [key for key, value in options.items() if found.options.get(key) != value]
        if other:
            message = f"{output} was begun with other values of {', '.join(other)}, which --resume cannot change"
            raise ConfigError(message)

    def read_classes(self) -> None:
        """The first pass: what is a subclass of what, and which items are countries."""
        state = self._request.state
        parts = writer.Parts(state, (EDGES, COUNTRIES, PROBLEMS), self.point.sizes)

        def use(entity: dict[str, Any]) -> None:
            if wikidata.ID.fullmatch(entity["id"]):
                parts.write(EDGES, subclasses.pairs(entity))
                for item, code in wikidata.countries(entity):
                    parts.write(COUNTRIES, f"{item}\t{code}\n".encode())

        try:
            self._read(parts, hierarchy, use)
        finally:
            parts.close()
        rows = (text.split("\t") for text in (state / COUNTRIES).read_text(encoding="utf-8").splitlines())
        countries = {row[0]: row[1] for row in rows}
        found = {"classes": subclasses.closed(state / EDGES, self._scheme), "countries": countries}
        checkpoint.write_whole(state / CLOSURE, json.dumps(found, sort_keys=True, indent=1))
        self.point = Checkpoint(self.point.options, self.point.source)
        self.point.save(state)
        self._counts.clear()

    def read_rows(self) -> Outcome:
        """The second pass, or the only one: rows of all kinds, and the names of positions."""
        request, state = self._request, self._request.state
        if request.subclasses:
            for name in (EDGES, COUNTRIES):
                (state / name).unlink(missing_ok=True)
            self._scheme = self._scheme.widened(*read_closure(state / CLOSURE))
        kinds = self._scheme.chosen(request.kinds)
        parts = writer.Parts(state, (*(f"{name}.part" for name in kinds), writer.LABELS, PROBLEMS), self.point.sizes)
        reading = wikidata.Reading(request.languages, self.point.options["date"], request.sitelinks)
        rows = Rows(self._scheme, kinds, reading, parts, self._counts)
        broken: InputError | None = None
        try:
            self._read(parts, sieve(self._scheme, kinds.values(), request.sitelinks), rows.use)
        except InputError as error:
            broken = error
        finally:
            parts.close()
        if broken is not None and not self._counts[READ]:
            raise broken
        if self._counts[READ] == self._counts[UNUSABLE]:
            raise InputError(self._source.name, f"holds no entity of Wikidata; {state / PROBLEMS} says what was read")
        made = {name: writer.publish(state, request.output, name, rows.columns[name]) for name in kinds}
        if broken is not None:
            done = f"what came before is in {request.output}; --resume goes on once the file is whole"
            raise InputError(broken.name, f"{broken.problem}; {done}", line=broken.line)
        self.point.stage = DONE
        self.point.save(state)
        _tidy(state)
        return Outcome(made, dict(self._counts))

    def _read(
        self, parts: writer.Parts, wanted: Callable[[bytes], bool], use: Callable[[dict[str, Any]], None]
    ) -> None:
        """Gives all entities from the checkpoint on to `use`, with a checkpoint now and then and at the end."""
        name = self._source.name
        broken: InputError | None = None
        with self._source.opened() as stream:
            kinds = self._scheme.chosen(self._request.kinds)
            entries = open_entries(stream, name, self._scheme, kinds, wanted, self.point.place)
            try:
                for number, entry in enumerate(entries, 1):
                    self._tick()
                    self._counts[READ] += 1
                    problem = entry.problem
                    if entry.entity is not None:
                        problem = _problem(use, entry.entity)
                    if problem is not None:
                        self._counts[UNUSABLE] += 1
                        text = f"{name}:{entry.number}: {' '.join(problem.split())}\n"
                        parts.write(PROBLEMS, text.encode(errors="backslashreplace"))
                    if number % self._request.every == 0:
                        self._save(parts, entries)
            except InputError as error:
                # What the file holds up to here is used.
                broken = error
            self._save(parts, entries)
        if broken is not None:
            raise broken

    def _save(self, parts: writer.Parts, entries: Entries) -> None:
        self.point.sizes, self.point.place, self.point.counts = parts.sync(), entries.place(), dict(self._counts)
        self.point.save(self._request.state)


def _problem(use: Callable[[dict[str, Any]], None], entity: dict[str, Any]) -> str | None:
    try:
        use(entity)
    except MALFORMED as error:
        return f"not an entity as Wikibase writes it: {type(error).__name__}: {error}"
    return None
