"""What a reader, encoder, aligner and reporter is; plug-ins need nothing of mtcheck but the types named here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtcheck.alignment import Link
    from mtcheck.document import Document
    from mtcheck.report import Report


class Reader(Protocol):
    """Turns the bytes of a file into a document without segments; raises `InputError`."""

    def __call__(self, data: bytes, name: str) -> Document:
        """Reads one file; `name` is what messages call it."""
        ...


class Encoder(Protocol):
    """Sentence embeddings comparable across languages."""

    @property
    def name(self) -> str:
        """Model name and version, for the report's signature."""

    @property
    def languages(self) -> frozenset[str] | None:
        """ISO 639-1 codes that the model was trained for; None where that is not known."""

    def preload(self) -> None:
        """Begin to load, if that can be done in the background."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit-length row vectors, shape `(len(texts), dimensions)`; each text on its own, whatever its length."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What some encoders can tell of a text at the cost of encoding it once.

    `vector` is the text's own unit vector. The `total` of several texts is the sum of theirs, less the `ends` of all
    but one, and so is its `size`, less 2 for each: `whole` makes a vector of it. `head`, `tail` and `windows` are unit
    vectors of the first words, of the last ones and of overlapping runs of words, in half precision.
    """

    vector: NDArray[np.float32]
    total: NDArray[np.float32]
    size: float
    ends: NDArray[np.float32]
    head: NDArray[np.float16]
    tail: NDArray[np.float16]
    windows: NDArray[np.float16]


@runtime_checkable
class PartsEncoder(Encoder, Protocol):
    """An encoder that adds up what words say, so that parts of a text, and texts joined to others, cost little."""

    def parts(self, texts: Sequence[str]) -> list[Parts]:
        """The parts of each text."""

    def whole(self, totals: NDArray[np.float32], sizes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Unit-length row vectors of texts by totals and sizes, nearly those of `encode`."""


class Aligner(Protocol):
    """Links the segments of two documents; every segment is in exactly one link."""

    def __call__(self, source: Document, target: Document, encoder: Encoder | None) -> list[Link]:
        """Links in the order of the source; blocks that have moved cross others."""
        ...


class Reporter(Protocol):
    """Renders a report as text."""

    def __call__(self, report: Report) -> str:
        """The report as text that ends with a line feed."""
        ...


class DocumentReporter(Protocol):
    """Renders a report as a file that is no text."""

    def __call__(self, report: Report, original: bytes | None = None) -> bytes:
        """The bytes of the file; `original` is the translation, where it was a file of the same kind."""
        ...


class Scorer(Protocol):
    """A metric of translations: gives numbers and decides nothing."""

    @property
    def name(self) -> str:
        """What tables call it."""

    @property
    def higher_is_better(self) -> bool:
        """The direction of its numbers."""

    @property
    def signature(self) -> str:
        """What the numbers depend on: version, model, options."""

    @property
    def notice(self) -> str | None:
        """What users must know of the licence of what it runs; None where nothing."""

    def segments(
        self, sources: Sequence[str], targets: Sequence[str], references: Sequence[Sequence[str]]
    ) -> list[float]:
        """One number a segment; `references` are whole translations, each as long as `sources`."""
        ...

    def corpus(self, sources: Sequence[str], targets: Sequence[str], references: Sequence[Sequence[str]]) -> float:
        """One number for all segments together."""
        ...
