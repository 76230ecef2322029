"""Workers with a bounded queue: what does not fit is refused at once, what takes too long is ended."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any, Protocol

from mtcheck.config import Config
from mtcheck.errors import MtcheckError
from mtcheck.web.jobs import Job, Outcome, Worker

QUEUE = 64
"""Jobs that may wait."""
LIMIT = 60.0
"""Seconds that one job may take."""
START = 300.0
"""Seconds that a worker may take to load all it needs, on whatever machine."""
_USUAL = 0.3


class BusyError(Exception):
    """The queue is full; `after` is the number of seconds after which another attempt makes sense."""

    def __init__(self, after: int) -> None:
        self.after = after
        super().__init__(f"too many checks are waiting; try again in {after} s")


class TooLongError(Exception):
    """A job took longer than it may."""


class LostError(Exception):
    """A worker ended in the middle of a job, perhaps for lack of memory."""


class GoneError(Exception):
    """Whoever asked has left before the job began."""


class Place(Protocol):
    """Where jobs are done, one at a time."""

    async def do(self, job: Job, limit: float) -> Outcome:
        """The outcome of a job; raises what the job raises, `TooLongError` and `LostError`."""
        ...

    def close(self) -> None:
        """Ends it."""


class ThreadPlace:
    """A thread of this process, for tests and single use; a job that takes too long is not ended, only left alone."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._lock = threading.Lock()

    async def do(self, job: Job, limit: float) -> Outcome:
        """The outcome of a job."""
        try:
            return await asyncio.wait_for(asyncio.to_thread(self._one, job), limit)
        except TimeoutError:
            raise TooLongError from None

    def _one(self, job: Job) -> Outcome:
        with self._lock:
            return self._worker.do(job)

    def close(self) -> None:
        """Nothing is to be ended."""


class ProcessPlace:
    """A process of its own, started again when it had to be ended."""

    def __init__(self, config: Config, *, warm: bool = True) -> None:
        self._config = config
        self._warm = warm
        self._start()

    def _start(self) -> None:
        # Started anew and not forked: a fork copies the locks that other threads hold.
        context = get_context("spawn")
        self._here, there = context.Pipe()
        given = self._config, there, self._warm, gc.get_threshold()
        self._process = context.Process(target=_work, args=given, daemon=True)
        self._process.start()
        there.close()
        self._loading = True

    async def do(self, job: Job, limit: float) -> Outcome:
        """The outcome of a job."""
        if not self._process.is_alive():
            self._start()
        try:
            if self._loading:
                await asyncio.wait_for(asyncio.to_thread(self._here.recv), START)
                self._loading = False
            return await asyncio.wait_for(asyncio.to_thread(self._one, job), limit)
        except (TimeoutError, EOFError, OSError) as error:
            self.close()
            raise TooLongError if isinstance(error, TimeoutError) else LostError from None

    def _one(self, job: Job) -> Outcome:
        self._here.send(job)
        outcome: Outcome | Exception = self._here.recv()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def close(self) -> None:
        """Ends the process; a thread that waits for it wakes up."""
        self._process.kill()
        self._process.join()


def _work(config: Config, there: Connection, warm: bool, garbage: tuple[int, int, int]) -> None:
    """The life of a worker process, which looks for garbage as seldom as the first one does."""
    gc.set_threshold(*garbage)
    signal.signal(signal.SIGINT, _ignored)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    worker = Worker(config)
    if warm:
        with contextlib.suppress(MtcheckError):
            worker.warm_up()
    # The tables stay for good: there is nothing to look for in them.
    gc.collect()
    gc.freeze()
    there.send(None)
    while True:
        try:
            job = there.recv()
        except (EOFError, OSError):
            return
        try:
            outcome: Any = worker.do(job)
        except Exception as error:  # noqa: BLE001 - the process that asked has to hear of it
            outcome = error if isinstance(error, MtcheckError) else RuntimeError(f"{type(error).__name__}: {error}")
        there.send(outcome)


def _leave_with_parent() -> None:
    """Ends the process when the first one is no more, be it killed."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _ignored(_signal: int, _frame: FrameType | None) -> None:
    return


class Pool:
    """Places and the queue before them. `limit` in seconds, `most` jobs wait at most."""

    def __init__(self, places: list[Place], *, most: int = QUEUE, limit: float = LIMIT) -> None:
        self._places = places
        self._idle: asyncio.Queue[Place] = asyncio.Queue()
        for place in places:
            self._idle.put_nowait(place)
        self._most, self._limit = most, limit
        self._waiting = 0
        self._usual = _USUAL

    async def do(self, job: Job, gone: Callable[[], Awaitable[bool]] | None = None) -> Outcome:
        """The outcome of a job, when its turn has come; raises `BusyError` at once where too many wait."""
        if self._waiting >= self._most:
            raise BusyError(max(1, round(self._waiting * self._usual / len(self._places))))
        self._waiting += 1
        try:
            place = await self._idle.get()
        finally:
            self._waiting -= 1
        # Shielded: a place is free again only when its worker is.
        return await asyncio.shield(self._done(place, job, gone))

    async def _done(self, place: Place, job: Job, gone: Callable[[], Awaitable[bool]] | None) -> Outcome:
        try:
            if gone is not None and await gone():
                raise GoneError
            began = time.monotonic()
            outcome = await place.do(job, self._limit)
            self._usual += (time.monotonic() - began - self._usual) / 8
            return outcome
        finally:
            self._idle.put_nowait(place)

    def close(self) -> None:
        """Ends all places."""
        for place in self._places:
            place.close()
