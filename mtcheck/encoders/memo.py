"""An encoder that remembers the texts of one article, since aligner, scorer and checks ask for the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mtcheck.protocols import PartsEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtcheck.protocols import Encoder, Parts


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


class MemoPartsEncoder(MemoEncoder):
    """The same for an encoder that also knows parts of texts; whose parts are known need not be encoded."""

    def __init__(self, encoder: PartsEncoder) -> None:
        super().__init__(encoder)
        self._look, self._join = encoder.parts, encoder.whole

    def parts(self, texts: Sequence[str]) -> list[Parts]:
        """As the encoder behind it."""
        keys = [" ".join(text.split()) for text in texts]
        new = list(dict.fromkeys(keys))
        found = dict(zip(new, self._look(new), strict=True))
        for key, one in found.items():
            self._known.setdefault(key, one.vector)
        return [found[key] for key in keys]

    def whole(self, totals: NDArray[np.float32], sizes: NDArray[np.float32]) -> NDArray[np.float32]:
        """As the encoder behind it."""
        return self._join(totals, sizes)


def remembering(encoder: Encoder) -> MemoEncoder:
    """The encoder with a memory, and with parts where it has them."""
    return MemoPartsEncoder(encoder) if isinstance(encoder, PartsEncoder) else MemoEncoder(encoder)
