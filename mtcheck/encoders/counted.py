"""An encoder that tells how far it is, for commands that show progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtcheck.protocols import PartsEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from mtcheck.protocols import Encoder, Parts

BATCH = 256


class CountedEncoder:
    """Wraps an encoder; `advance` is called after each batch."""

    def __init__(self, encoder: Encoder, advance: Callable[[], None]) -> None:
        self._encoder, self._advance = encoder, advance
        self.name, self.languages = encoder.name, encoder.languages

    def preload(self) -> None:
        """Begins to load the encoder behind it."""
        self._encoder.preload()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the encoder behind it, batch by batch."""
        import numpy as np

        made = []
        for start in range(0, max(1, len(texts)), BATCH):
            made.append(self._encoder.encode(texts[start : start + BATCH]))
            self._advance()
        return np.concatenate(made)


class CountedPartsEncoder(CountedEncoder):
    """The same for an encoder that knows parts of texts besides: without them the aligner would take another way."""

    def __init__(self, encoder: PartsEncoder, advance: Callable[[], None]) -> None:
        super().__init__(encoder, advance)
        self._look, self._join = encoder.parts, encoder.whole

    def parts(self, texts: Sequence[str]) -> list[Parts]:
        """As the encoder behind it, batch by batch."""
        made: list[Parts] = []
        for start in range(0, len(texts), BATCH):
            made += self._look(texts[start : start + BATCH])
            self._advance()
        return made

    def whole(self, totals: NDArray[np.float32], sizes: NDArray[np.float32]) -> NDArray[np.float32]:
        """As the encoder behind it."""
        return self._join(totals, sizes)


def counted(encoder: Encoder, advance: Callable[[], None]) -> CountedEncoder:
    """The encoder with its progress, and with parts where it has them."""
    if isinstance(encoder, PartsEncoder):
        return CountedPartsEncoder(encoder, advance)
    return CountedEncoder(encoder, advance)
