"""An encoder that remembers the texts of one article, since aligner, scorer and checks ask for the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtcheck.protocols import Encoder


class MemoEncoder:
    """Wraps an encoder; texts that differ only in white space count as the same. Keep it for one article only."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}
        self.name = encoder.name
        self.languages = encoder.languages

    def preload(self) -> None:
        """Begins to load the encoder behind it."""
        self._encoder.preload()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the encoder behind it; each text is encoded once."""
        import numpy as np

        keys = [" ".join(text.split()) for text in texts]
        new = list(dict.fromkeys(key for key in keys if key not in self._known))
        if new or not keys:
            vectors = self._encoder.encode(new)
            self._known.update(zip(new, vectors, strict=True))
            if not keys:
                return vectors
        return np.stack([self._known[key] for key in keys])
