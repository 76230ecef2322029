"""A small network that judges alignments of names: whether this run of chunks belongs together.

Which chunks stand side by side tells where a name comes from, and that what follows follows: after "sch" for ш, "w" is
likelier for в. Every pair of chunks has a vector; a convolution over three neighbours (LeCun et al., 1989) with
rectified units is summed up and maximised over the alignment, and a layer of rectified units reads the result together
with the weight of the alignment and the length of the names. Trained by `scripts/train_transliteration.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtcheck.text.romanisation_alignment import Alignment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.floating]
    Ints = NDArray[np.integer]

PADDING, START, END, FIRST = 0, 1, 2, 3  # numbers of vectors; those of the chunks follow
SCALES = (5.0, 20.0)  # of the weight of an alignment and of the letters of both names
MEAN = 4.0  # sums over an alignment are divided by this
NAMES = ("vectors", "before", "here", "after", "near", "hidden", "middle", "output", "direct", "last")


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Weights: `before`, `here`, `after` [chunks + 3, h], `hidden` [2 h + 2, k], `output` [k], `direct` [2].

    Biases are `near` [h], `middle` [k] and `last` [1]. The first three are the convolution of each chunk's vector.
    """

    before: Floats
    here: Floats
    after: Floats
    near: Floats
    hidden: Floats
    middle: Floats
    output: Floats
    direct: Floats
    last: Floats

    def log_odds(self, alignments: Sequence[Alignment], lengths: Sequence[int]) -> list[float]:
        """The log-odds that aligned names are one, from alignments and the letters of both names together."""
        import numpy as np

        if not alignments:
            return []
        numbers = pad([alignment.numbers for alignment in alignments])
        scalars = np.array([(alignment.weight, length) for alignment, length in zip(alignments, lengths, strict=True)])
        scalars /= SCALES
        places = numbers[:, 1:-1]
        units = self.before[numbers[:, :-2]] + self.here[places] + self.after[numbers[:, 2:]] + self.near
        units = np.maximum(units, 0) * (places > PADDING)[:, :, None]
        pooled = np.concatenate([units.sum(1) / MEAN, units.max(1), scalars], axis=1)
        middle = np.maximum(pooled @ self.hidden + self.middle, 0)
        found: list[float] = (middle @ self.output + scalars @ self.direct + self.last).tolist()
        return found


def pad(rows: Sequence[Sequence[int]]) -> Ints:
    """Numbers of vectors, a row for each alignment: padding, start, chunks, end, padding."""
    import numpy as np

    longest = max(map(len, rows), default=0)
    numbers = np.zeros((len(rows), longest + 4), np.int64)
    for place, row in enumerate(rows):
        numbers[place, 1 : len(row) + 3] = [START, *(number + FIRST for number in row), END]
    return numbers


def network(arrays: Mapping[str, Any]) -> Network:
    """A network from its weights by name, in rows; raises `KeyError` or `ValueError` where they do not fit together."""
    import numpy as np

    weights = {name: np.array(arrays[name], np.float32) for name in NAMES}
    flat = {name: weights[name].reshape(-1) for name in ("near", "middle", "output", "direct", "last")}
    vectors, hidden = weights["vectors"], weights["hidden"]
    before, here, after = (vectors @ weights[name] for name in ("before", "here", "after"))
    return Network(before, here, after, hidden=hidden, **flat)
