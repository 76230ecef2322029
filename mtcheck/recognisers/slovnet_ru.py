"""Slovnet's named-entity model for Russian news (extra `ru`).

Kukushkin, "Slovnet" (2020), MIT: a convolutional network over 250,000 quantised word vectors (navec), run by numpy
alone. The weights are inside the wheel of natasha, 30 MB. They are read from its folder, since importing natasha itself
needs `pkg_resources`, which Python no longer brings along.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mtcheck.errors import MissingExtraError
from mtcheck.recognisers import Kind, Name

KINDS: Mapping[str, Kind] = MappingProxyType({"PER": "person", "ORG": "organisation", "LOC": "place"})
_THREAD_SETTINGS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
# Longer texts are cut at a space: a batch takes memory in proportion to its longest text.
_LONGEST = 4_000
_CLOSING = {"»": "«", "“": "„", "”": "“"}
_MARKS = ' \t\n\r\u00a0"«»“”„.,:;!?'


class SlovnetRecogniser:
    """Persons, organisations and places in Russian text, some 1,000 sentences/s on one core, 240 MB. Loads when used.

    Raises `MissingExtraError` where natasha, slovnet or navec is not installed.
    """

    name = "slovnet-news-1"
    languages = frozenset({"ru"})

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def find(self, texts: Sequence[str]) -> list[list[Name]]:
        """The names of each text, in order, none overlapping another."""
        pieces = [(index, start, piece) for index, text in enumerate(texts) for start, piece in _pieces(text)]
        # Texts of like length go together, since a batch is padded to its longest.
        pieces.sort(key=lambda item: len(item[2]))
        found: list[list[Name]] = [[] for _ in texts]
        with self._lock:
            if not pieces:
                return found
            model = self._model
            with self._one_thread():
                for (index, start, piece), markup in zip(pieces, model.map([one[2] for one in pieces]), strict=True):
                    found[index] += [name for span in markup.spans for name in _name(piece, span, start)]
        return [sorted(names, key=lambda name: name.start) for names in found]

    @cached_property
    def _model(self) -> Any:
        """The model with its word vectors, 1 s."""
        feature = "Recognising Russian names"
        vectors, weights = _files()
        if vectors is None or weights is None:
            raise MissingExtraError(feature, "ru")
        try:
            with _single_threaded_import():
                navec, slovnet = importlib.import_module("navec"), importlib.import_module("slovnet")
        except ImportError as error:
            raise MissingExtraError(feature, "ru") from error
        model = slovnet.NER.load(weights)
        model.navec(navec.Navec.load(vectors))
        return model

    @cached_property
    def _threads(self) -> Any:
        try:
            return importlib.import_module("threadpoolctl").ThreadpoolController()
        except ImportError:
            return None

    def _one_thread(self) -> AbstractContextManager[Any]:
        """Small matrices take eight times as long on two threads as on one; for where numpy was loaded before."""
        return nullcontext() if self._threads is None else self._threads.limit(limits=1)


def _files() -> tuple[Path | None, Path | None]:
    """Word vectors and weights in the folder of the package natasha, which is not imported."""
    spec = importlib.util.find_spec("natasha")
    folders = [Path(folder) / "data" for folder in (spec and spec.submodule_search_locations) or ()]
    vectors = (path for folder in folders for path in sorted(folder.glob("emb/navec_news_*.tar")))
    weights = (path for folder in folders for path in sorted(folder.glob("model/slovnet_ner_news_*.tar")))
    return next(vectors, None), next(weights, None)


@contextmanager
def _single_threaded_import() -> Iterator[None]:
    """The linear algebra under numpy reads its number of threads once, when it is loaded; the user's setting stands."""
    missing = [] if "numpy" in sys.modules else [key for key in _THREAD_SETTINGS if key not in os.environ]
    os.environ.update(dict.fromkeys(missing, "1"))
    try:
        yield
    finally:
        for key in missing:
            os.environ.pop(key, None)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Parts of a text that hold a letter, with where they start."""
    start = 0
    while start < len(text):
        end = start + _LONGEST
        if end < len(text):
            space = text.rfind(" ", start + 1, end)
            end = space if space > start else end
        piece = text[start:end]
        if any(map(str.isalpha, piece)):
            yield start, piece
        start = end


def _name(piece: str, span: Any, shift: int) -> Iterator[Name]:
    """The span without marks around it, but for the full stop of an initial and the partner of a mark inside."""
    text = piece[span.start : span.stop]
    start = span.start + len(text) - len(text.lstrip(_MARKS))
    end = span.stop - (len(text) - len(text.rstrip(_MARKS)))
    if end < span.stop and piece[end] == "." and (end - 2 < start or not piece[end - 2].isalpha()):
        end += 1
    if end < span.stop and piece[end] in _CLOSING and piece[start:end].count(_CLOSING[piece[end]]) == 1:
        end += 1
    if start < end:
        yield Name(shift + start, shift + end, KINDS.get(span.type))
