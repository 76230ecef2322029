"""How near in meaning single words of the two sides are, by the sentence encoder, with a memory of words."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtcheck.protocols import Encoder

# Words that are remembered; 2 KB each.
MEMORY = 1 << 15


class Words:
    """Vectors of single words; the least recently used are forgotten."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def vectors(self, encoder: Encoder, words: Sequence[str]) -> NDArray[np.float32]:
        """Unit-length row vectors of words, in one call of the encoder for those that are new."""
        import numpy as np

        new = [word for word in dict.fromkeys(words) if word not in self._known]
        if new:
            self._known.update(zip(new, encoder.encode(new), strict=True))
        rows = []
        for word in words:
            self._known.move_to_end(word)
            rows.append(self._known[word])
        while len(self._known) > max(MEMORY, len(words)):
            self._known.popitem(last=False)
        return np.array(rows)


@cache
def memory(encoder: str) -> Words:
    """The memory of an encoder, by its name."""
    del encoder
    return Words()


def remember(encoder: Encoder, words: Sequence[str]) -> None:
    """Encodes words at once that will be asked for in several calls, each of which costs far more than a word."""
    if words:
        memory(encoder.name).vectors(encoder, words)


def likeness(encoder: Encoder, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float32]:
    """Cosines of words with words, shape `(len(left), len(right))`."""
    found = memory(encoder.name).vectors(encoder, [*left, *right])
    ours: NDArray[np.float32] = found[: len(left)] @ found[len(left) :].T
    return ours
