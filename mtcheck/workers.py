"""Many pairs in several processes: the same lines in the same order as in one, only sooner."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING

from mtcheck.config import Config
from mtcheck.corpus import BATCH, check_records, output_line, stale
from mtcheck.errors import MtcheckError
from mtcheck.mqm import Severity
from mtcheck.pipeline import Engine
from mtcheck.records.base import Record

if TYPE_CHECKING:
    from concurrent.futures import Future

# Batches that wait for each process: enough to keep it busy, few enough to keep memory flat.
AHEAD = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of output, and what the run needs to know of it. `error`: the record cannot be used.

    `checks` are those of the findings that are not suppressed, each with its severity at the same place. `stale` notes
    say of findings that they may stand, and hold no longer. `file` is what the pair was read from, `at` its line there.
    """

    line: str
    error: bool
    severities: tuple[Severity, ...] = ()
    quality: float | None = None
    checks: tuple[str, ...] = ()
    langs: tuple[str, str] | None = None
    stale: int = 0
    file: str = ""
    at: int = 0


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def outcomes(
    records: Iterable[Record], engine: Engine, jobs: int, *, texts: bool = False
) -> Generator[Outcome, None, None]:
    """The outcome of each record, in input order; few records are not worth the start of processes.

    With `texts` the lines hold what was checked, too.
    """
    records = iter(records)
    first = list(islice(records, BATCH + 1))
    if jobs == 1 or len(first) <= BATCH:
        yield from checked(chain(first, records), engine, texts)
        return
    yield from _in_processes(chain(first, records), engine.config, jobs, texts)


def checked(records: Iterable[Record], engine: Engine, texts: bool) -> Iterator[Outcome]:
    """The outcome of each record, in input order, in this process; `texts` as above."""
    for record, report in check_records(records, engine):
        line = output_line(record, report, texts=texts)
        if report is None:
            yield Outcome(line, error=True, file=record.file, at=record.line)
            continue
        found = report.open_findings
        yield Outcome(
            line,
            error=False,
            severities=tuple(finding.severity for finding in found),
            quality=report.scores.quality,
            checks=tuple(finding.check for finding in found),
            langs=(record.source_lang or "", record.target_lang or ""),
            stale=len(stale(record, report)),
            file=record.file,
            at=record.line,
        )


def _in_processes(records: Iterator[Record], config: Config, jobs: int, texts: bool) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    others = set(active_children())
    # Started anew and not forked: a fork copies the locks that other threads hold.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_start, initargs=(config, gc.get_threshold()))
    waiting: deque[Future[list[Outcome]]] = deque()
    done = False
    try:
        while batch := list(islice(records, BATCH)):
            with _uninterrupted():
                waiting.append(pool.submit(_check_batch, batch, texts))
            if len(waiting) > jobs * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
        done = True
    except BrokenProcessPool as error:
        message = "a process that checks pairs was stopped, perhaps for lack of memory; fewer --jobs need less"
        raise MtcheckError(message) from error
    finally:
        if not done:
            # Nobody wants what they are at.
            for process in set(active_children()) - others:
                process.kill()
        pool.shutdown(cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """An interrupt waits. A process that is started meanwhile gets none ever: it is for the first one to handle."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_engine: Engine | None = None


def _start(config: Config, garbage: tuple[int, int, int]) -> None:
    """Prepares a process, which looks for garbage as seldom as the first one does.

    It ends with the first one and not by an interrupt.
    """
    global _engine  # noqa: PLW0603 - how a process of a pool keeps what it needs for all its work
    gc.set_threshold(*garbage)
    signal.signal(signal.SIGINT, _ignored)
    Thread(target=_leave_with_parent, daemon=True).start()
    _engine = Engine(config)


def _leave_with_parent() -> None:
    """Ends the process when the first one is no more, be it killed: nobody would wait for its results."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _ignored(_signal: int, _frame: FrameType | None) -> None:
    return


def _check_batch(batch: Sequence[Record], texts: bool) -> list[Outcome]:
    assert _engine is not None
    return list(checked(batch, _engine, texts))
