"""Many pairs on many machines, by Ray Data (https://docs.ray.io): the same lines in the same order as in one process.

Each file is read by a task, wherever there is room, and its records go in batches to a pool of actors, each of which
has an engine. What a machine had when it was lost is done again elsewhere. The lines come back to the process that
asked for them, in the order of the input, so that all that becomes of lines is what becomes of them in a run on one
machine. Needs extra `ray`, and mtcheck with its files and models on every machine.
"""

from __future__ import annotations

import gc
import logging
import math
import os
import pickle
import signal
import sys
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from mtcheck.config import Config
from mtcheck.corpus import BATCH
from mtcheck.errors import ConfigError, MissingExtraError, MtcheckError
from mtcheck.pipeline import Engine
from mtcheck.records import Inputs, read_all
from mtcheck.records.sources import PLAIN, STDIN
from mtcheck.results.lines import parse
from mtcheck.results.suppressions import Suppressions
from mtcheck.workers import Outcome, checked

# Bytes of records that go from machine to machine at once: a few batches, so that one file keeps many actors busy.
_BLOCK = 1 << 18
# Where checking takes one processor, reading for it takes so much less.
_ACTORS_A_READER = 8
# Encoders that can use a GPU, by the beginning of their names.
_ON_GPU = "sentence-transformers"


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done: `done` pairs at the beginning are done already. `actors` is the most there may be, 0 any."""

    inputs: Inputs
    config: Config
    texts: bool = False
    suppressions: Suppressions | None = None
    done: int = 0
    actors: int = 0


def library() -> Any:
    """Ray with Ray Data; raises `MissingExtraError` where it is not installed."""
    # Nothing is reported to anybody.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.data
    except ImportError as error:
        what = "--engine ray"
        raise MissingExtraError(what, "ray") from error
    return ray


def outcomes(work: Work) -> Generator[Outcome, None, None]:
    """The outcome of each record that is not done, in input order."""
    ray = library()
    if any(name == STDIN for name, _ in work.inputs.files):
        message = "--engine ray reads files that every machine can reach, not standard input"
        raise ConfigError(message)
    try:
        # Ray tells on standard output of machines that were lost, where results go.
        with redirect_stdout(sys.stderr):
            with _own_signals():
                ray.init(log_to_driver=False, logging_level=logging.ERROR)
            for packed in _packed(ray, work):
                for one in pickle.loads(packed):  # noqa: S301 - from our own actors
                    if work.suppressions is not None:
                        work.suppressions.seen(parse(one.line)["id"])
                    yield one
    except Exception as error:
        told = _told(error)
        if told is error:
            raise
        raise told from error
    finally:
        ray.shutdown()


@contextmanager
def _own_signals() -> Iterator[None]:
    """What a signal does stays as it is: Ray would end the process without a word."""
    main = threading.current_thread() is threading.main_thread()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT) if main}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def _packed(ray: Any, work: Work) -> Iterator[bytes]:
    """The outcomes of batches, pickled."""
    context = ray.data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.target_max_block_size = _BLOCK
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    resources = ray.cluster_resources()
    rows = [{"work": pickle.dumps(item)} for item in _items(work)]
    if not rows:
        return
    actors = work.actors or max(1, int(resources.get("CPU", 1)))
    read = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
        _read, batch_size=1, num_cpus=0, concurrency=min(len(rows), math.ceil(actors / _ACTORS_A_READER))
    )
    found = read.map_batches(
        _Checker,
        batch_size=1,
        num_cpus=1,
        num_gpus=gpu_share(work.config, resources),
        concurrency=(1, actors),
        fn_constructor_kwargs={
            "config": _anywhere(work.config),
            "texts": work.texts,
            "suppressions": work.suppressions,
            "garbage": gc.get_threshold(),
        },
    )
    for batch in found.iter_batches(batch_size=None):
        yield from batch["outcomes"]


def gpu_share(config: Config, resources: Mapping[str, float]) -> float:
    """What each actor gets of a GPU: all actors share those there are, if the encoder can use one."""
    gpus = int(resources.get("GPU", 0))
    if not gpus or not config.encoder.startswith(_ON_GPU):
        return 0.0
    return 1 / max(1, math.ceil(resources.get("CPU", 1) / gpus))


def _items(work: Work) -> list[tuple[Inputs, int]]:
    """Files that are read by themselves, each with how many of its records are done; without those that are."""
    inputs = replace(work.inputs, folder=str(Path.cwd()))
    left = work.done
    items = []
    for files in _alone(inputs.files):
        one = replace(inputs, files=files)
        skip = sum(1 for _ in islice(read_all(one), left)) if left else 0
        left -= skip
        if not left:
            items.append((one, skip))
    return items


def _alone(files: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], ...]]:
    """Files that are read without others: one by one, plain ones two by two."""
    rest = iter(files)
    for name, kind in rest:
        yield ((name, kind), next(rest)) if kind == PLAIN else ((name, kind),)


def _anywhere(config: Config) -> Config:
    """The configuration with whole paths, for processes with other working folders."""
    style = tuple(str(Path(name).resolve()) if Path(name).is_file() else name for name in config.house_style)
    references = None if config.references is None else str(Path(config.references).resolve())
    kind, _, model = config.encoder.partition(":")
    encoder = f"{kind}:{Path(model).resolve()}" if model and Path(model).is_dir() else config.encoder
    return replace(config, house_style=style, references=references, encoder=encoder)


def _read(batch: Mapping[str, Any]) -> Iterator[dict[str, list[bytes]]]:
    """The records of files, in batches."""
    for item in batch["work"]:
        inputs, skip = pickle.loads(item)  # noqa: S301 - from the process that asked
        records = islice(read_all(inputs), skip, None)
        while some := list(islice(records, BATCH)):
            yield {"records": [pickle.dumps(some)]}


class _Checker:
    """An actor: an engine that is made once."""

    def __init__(
        self, config: Config, texts: bool, suppressions: Suppressions | None, garbage: tuple[int, int, int]
    ) -> None:
        gc.set_threshold(*garbage)
        self._engine = Engine(config)
        self._texts = texts
        self._suppressions = suppressions

    def __call__(self, batch: Mapping[str, Any]) -> dict[str, list[bytes]]:
        """What is found in batches of records."""
        done = []
        for item in batch["records"]:
            records = pickle.loads(item)  # noqa: S301 - from our own tasks
            given = self._suppressions.given(records) if self._suppressions is not None else records
            done.append(pickle.dumps(list(checked(given, self._engine, self._texts))))
        return {"outcomes": done}


def _told(error: BaseException) -> BaseException:
    """What went wrong, as mtcheck says it: what a machine far away has said, else what Ray says."""
    causes: list[BaseException | None] = [error]
    for one in causes:
        if isinstance(one, MtcheckError):
            return one
        if one is not None and len(causes) < 20:
            causes += [getattr(one, "cause", None), one.__cause__]
    if isinstance(error, (OSError, MemoryError)):
        return error
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return MtcheckError(f"Ray has given up: {lines[-1] if lines else type(error).__name__}")
