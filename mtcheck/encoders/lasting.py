"""An encoder that remembers across articles: when one sentence is edited, only that sentence is encoded anew."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mtcheck.protocols import PartsEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtcheck.protocols import Encoder, Parts
    from mtcheck.signals import Pieces

# Vectors that are kept, about 2 KB each, and texts whose pieces or parts are, about 50 KB or 15 KB each.
KEPT, KEPT_PIECES = 20_000, 1_000


class LastingEncoder:
    """Wraps an encoder whose vectors do not depend on their neighbours; forgets what was used longest ago."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()
        self.name = encoder.name
        self.languages = encoder.languages

    def preload(self) -> None:
        """Begins to load the encoder behind it."""
        self._encoder.preload()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the encoder behind it; each text is encoded once, as long as it is remembered."""
        import numpy as np

        with self._lock:
            known = {text: self._known[text] for text in texts if text in self._known}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new or not texts:
            vectors = self._encoder.encode(new)
            if not texts:
                return vectors
            known.update(zip(new, vectors, strict=True))
        with self._lock:
            for text, vector in known.items():
                self._known[text] = vector
                self._known.move_to_end(text)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return np.stack([known[text] for text in texts])


class LastingPieceEncoder(LastingEncoder):
    """The same for an encoder that also knows the pieces of texts."""

    def __init__(self, encoder: Encoder, look: Pieces) -> None:
        super().__init__(encoder)
        self._look = look
        self._pieces: OrderedDict[str, tuple[NDArray[np.float32], NDArray[np.float64]]] = OrderedDict()

    def pieces(self, text: str) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """As the encoder behind it."""
        with self._lock:
            found = self._pieces.get(text)
        if found is None:
            found = self._look(text)
        with self._lock:
            self._pieces[text] = found
            self._pieces.move_to_end(text)
            if len(self._pieces) > KEPT_PIECES:
                self._pieces.popitem(last=False)
        return found


class LastingPartsEncoder(LastingPieceEncoder):
    """The same for an encoder that knows parts of texts besides."""

    def __init__(self, encoder: PartsEncoder, look: Pieces) -> None:
        super().__init__(encoder, look)
        self._look_at_parts, self._join = encoder.parts, encoder.whole
        self._parts: OrderedDict[str, Parts] = OrderedDict()

    def parts(self, texts: Sequence[str]) -> list[Parts]:
        """As the encoder behind it."""
        with self._lock:
            known = {text: self._parts[text] for text in texts if text in self._parts}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        # Copies, since each of these rows would keep the whole table it is from.
        known.update((text, _copied(one)) for text, one in zip(new, self._look_at_parts(new), strict=True))
        with self._lock:
            for text, one in known.items():
                self._parts[text] = one
                self._parts.move_to_end(text)
            while len(self._parts) > KEPT_PIECES:
                self._parts.popitem(last=False)
        return [known[text] for text in texts]

    def whole(self, totals: NDArray[np.float32], sizes: NDArray[np.float32]) -> NDArray[np.float32]:
        """As the encoder behind it."""
        return self._join(totals, sizes)


def _copied(one: Parts) -> Parts:
    return replace(
        one,
        vector=one.vector.copy(),
        total=one.total.copy(),
        ends=one.ends.copy(),
        head=one.head.copy(),
        tail=one.tail.copy(),
        windows=one.windows.copy(),
    )


def lasting(encoder: Encoder) -> LastingEncoder:
    """The encoder with a memory, and with pieces and parts where it has them."""
    look: Pieces | None = getattr(encoder, "pieces", None)
    if look is None:
        return LastingEncoder(encoder)
    return (
        LastingPartsEncoder(encoder, look) if isinstance(encoder, PartsEncoder) else LastingPieceEncoder(encoder, look)
    )
