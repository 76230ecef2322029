"""What workers do, with everything loaded and warm: read a file, check an article."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath

from mtcheck import plugins, readers
from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.encoders.lasting import lasting
from mtcheck.errors import InputError
from mtcheck.pipeline import Engine
from mtcheck.protocols import Encoder
from mtcheck.report import DocumentReport
from mtcheck.text_memory import TextMemory

# Engines for different languages and datelines share all that is heavy.
ENGINES = 8
# Texts that are remembered, about 40 KB each.
TEXTS = 2_000
SUFFIXES = (".txt", ".html", ".htm", ".docx", ".md")
_WARM = ("Пример: 12 человек приехали в Париж.", "An example: 12 people came to Paris.")


@dataclass(frozen=True, slots=True)
class Settings:
    """What an article says of itself; None is found out or not known."""

    source_lang: str | None = None
    target_lang: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CheckJob:
    """An article to check."""

    source: Document | None
    target: Document
    settings: Settings = Settings()


@dataclass(frozen=True, slots=True)
class ReadJob:
    """A file to read."""

    data: bytes
    name: str


Job = CheckJob | ReadJob
Outcome = DocumentReport | Document


class WarmEngine(Engine):
    """An engine whose encoder remembers the sentences of earlier checks."""

    @cached_property
    def encoder(self) -> Encoder | None:
        """The encoder of the configuration, with a memory."""
        found = plugins.encoder(self.config.encoder)
        return lasting(found) if found else None

    @cached_property
    def memory(self) -> TextMemory:
        """What earlier checks found out about texts that they have in common."""
        return TextMemory(TEXTS)


class Worker:
    """Does jobs one after the other."""

    def __init__(self, config: Config) -> None:
        self._first = WarmEngine(config)
        self._engines: OrderedDict[Settings, Engine] = OrderedDict()

    def warm_up(self) -> None:
        """Loads what the first check would have to wait for."""
        source, target = (readers.plain.from_text(text, "x") for text in _WARM)
        self.do(CheckJob(source, target, Settings("ru", "en")))

    @property
    def signature(self) -> str:
        """What the figures of its reports depend on."""
        return self._first.signature

    def do(self, job: Job) -> Outcome:
        """The outcome of a job; raises `MtcheckError` where the user has to mend something."""
        if isinstance(job, ReadJob):
            return read(job)
        return self._engine(job.settings).check(job.source, job.target)

    def _engine(self, settings: Settings) -> Engine:
        engine = self._engines.pop(settings, None)
        if engine is None:
            own = self._first.config
            engine = WarmEngine(
                replace(
                    own,
                    source_lang=settings.source_lang or own.source_lang,
                    target_lang=settings.target_lang or own.target_lang,
                    date=settings.date or own.date,
                )
            )
            # What a cached property holds can be handed on: one encoder with one memory for all of them.
            engine.__dict__.update(encoder=self._first.encoder, style=self._first.style, memory=self._first.memory)
        self._engines[settings] = engine
        while len(self._engines) > ENGINES:
            self._engines.popitem(last=False)
        return engine


def read(job: ReadJob) -> Document:
    """The document in a file that was dropped on the page; nothing on the disk is looked at, only the name's ending."""
    name = PurePath(job.name.replace("\\", "/")).name or "file"
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(name, f"cannot be read here; take one of {', '.join(SUFFIXES)}")
    return readers.READERS[suffix](job.data, name)
