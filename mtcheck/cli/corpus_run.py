"""One run of `mtcheck corpus`, from the first record to the output."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck.errors import InputError

if TYPE_CHECKING:
    from mtcheck.cli.corpus_output import Plan
    from mtcheck.config import Config
    from mtcheck.pipeline import Engine
    from mtcheck.records import Record
    from mtcheck.results.baseline import Baseline
    from mtcheck.results.journal import Journal
    from mtcheck.results.reports import Add
    from mtcheck.results.suppressions import Suppressions
    from mtcheck.workers import Outcome


class Run:
    """One run from the first record to the output."""

    def __init__(
        self,
        plan: Plan,
        config: Config,
        baseline: Baseline | None,
        suppressions: Suppressions | None,
        jobs: int,
        *,
        reports: Sequence[tuple[str, Path]] = (),
        on_cluster: bool,
        resume: bool,
        quiet: bool,
    ) -> None:
        from mtcheck.results.tally import Tally

        self.plan = plan
        self.config = config
        self.baseline = baseline
        self.suppressions = suppressions
        self.jobs = jobs
        self.on_cluster = on_cluster
        self.reports = reports
        self._add: list[Add] = []
        self.resume = resume
        self.quiet = quiet
        self.tally = Tally()

    def go(self) -> None:
        """Checks all pairs."""
        from mtcheck.cli.corpus_reports import opened_report
        from mtcheck.cli.progress import counter
        from mtcheck.corpus import BATCH, with_languages
        from mtcheck.pipeline import Engine
        from mtcheck.records import read_all
        from mtcheck.results import journal

        read = read_all(self.plan.inputs)
        given = self.suppressions.given(read) if self.suppressions is not None else read
        records, engine = with_languages(given, Engine(self.config))
        with counter("pairs", show=not self.quiet) as advance, ExitStack() as stack:
            self._add = [stack.enter_context(opened_report(*one)) for one in self.reports]
            if self.plan.direct:
                with self.plan.writer() as write:
                    self._check(records, engine, write, advance)
                return
            output = self.plan.output.resolve()
            with journal.opened(output, self._asked(engine), BATCH, resume=self.resume) as log:
                self._skip(records, engine, log, advance)

                def write(line: str) -> None:
                    log.write(line)
                    if log.lines % BATCH == 0:
                        log.flush()

                self._check(records, engine, write, advance)
                log.finish()
                self.plan.finish(log.path)
            journal.remove(output)

    def _check(
        self, records: Iterator[Record], engine: Engine, write: Callable[[str], None], advance: Callable[[], None]
    ) -> None:
        # Closed at once where something goes wrong, and with it the processes that work ahead.
        with closing(self._outcomes(records, engine)) as all_found:
            for found in all_found:
                one = self.baseline.marked(found) if self.baseline is not None else found
                write(one.line)
                self._count(one)
                advance()

    def _count(self, one: Outcome, data: dict[str, Any] | None = None) -> None:
        """Adds a pair to what is told of the run; `data` is its line, if that is known."""
        from mtcheck.results.lines import parse

        self.tally.add(one, self.config)
        if self._add:
            data = data or parse(one.line)
            for add in self._add:
                add(one, data)

    def _outcomes(self, records: Iterator[Record], engine: Engine) -> Generator[Outcome, None, None]:
        from mtcheck import workers

        if not self.on_cluster:
            return workers.outcomes(records, engine, self.jobs or workers.processors(), texts=self.plan.texts)
        from mtcheck import cluster

        return cluster.outcomes(
            cluster.Work(
                self.plan.inputs, engine.config, self.plan.texts, self.suppressions, self.tally.pairs, self.jobs
            )
        )

    def _skip(self, records: Iterator[Record], engine: Engine, log: Journal, advance: Callable[[], None]) -> None:
        """Passes over the records that an earlier run has done, and counts what it found."""
        from mtcheck.corpus import settled
        from mtcheck.results.lines import outcome, parse

        for line in log.earlier():
            record = next(records, None)
            data = parse(line)
            if record is None or data["id"] != record.id:
                raise InputError(str(log.path), "holds other pairs than the input; begin again without --resume")
            record = settled(record, engine.config)
            langs = (record.source_lang or "", record.target_lang or "")
            self._count(outcome("", data, langs, record.file, record.line), data)
            advance()

    def _asked(self, engine: Engine) -> dict[str, Any]:
        """What the lines depend on."""
        from mtcheck.results.journal import digest

        config = engine.config
        inputs = self.plan.inputs
        return {
            "inputs": [[name, kind, *(digest(name) if name != "-" else [])] for name, kind in inputs.files],
            "columns": dict(inputs.columns),
            "texts": self.plan.texts,
            "signature": engine.signature,
            "baseline": self.baseline.digest if self.baseline is not None else None,
            "suppressions": self.suppressions.digest if self.suppressions is not None else None,
            "settings": {
                key: str(getattr(config, key))
                for key in (
                    *("source_lang", "target_lang", "encoder", "references", "select"),
                    *("ignore", "min_confidence", "thresholds", "house_style", "date"),
                )
            },
        }
