"""The encoder that tells how far it is: otherwise the one behind it, in all that the aligner asks."""

import numpy as np

from mtcheck.encoders.counted import BATCH, counted
from mtcheck.encoders.use import UseEncoder
from mtcheck.protocols import PartsEncoder

TEXTS = [f"Sentence number {number} of the article." for number in range(BATCH + 3)]


class _Plain:
    """An encoder without parts."""

    name, languages = "plain", frozenset({"en"})

    def preload(self) -> None:
        """Nothing to load."""

    def encode(self, texts: list[str]) -> np.ndarray:
        """Vectors of one place."""
        return np.array([[float(len(text))] for text in texts], dtype=np.float32).reshape(len(texts), 1)


def test_every_batch_is_told_and_nothing_changes() -> None:
    told: list[int] = []
    encoder = counted(_Plain(), lambda: told.append(1))
    assert np.array_equal(encoder.encode(TEXTS), _Plain().encode(TEXTS))
    assert len(told) == 2
    assert encoder.encode([]).shape == (0, 1)


def test_what_the_encoder_knows_of_parts_is_not_hidden() -> None:
    behind, told = UseEncoder(), []
    encoder = counted(behind, lambda: told.append(1))
    assert isinstance(encoder, PartsEncoder)
    assert not isinstance(counted(_Plain(), lambda: None), PartsEncoder)
    made, wanted = encoder.parts(TEXTS), behind.parts(TEXTS)
    assert len(told) == 2
    assert all(np.allclose(one.total, other.total, atol=1e-4) for one, other in zip(made, wanted, strict=True))
    totals, sizes = np.stack([one.total for one in made]), np.array([one.size for one in made], dtype=np.float32)
    assert np.array_equal(encoder.whole(totals, sizes), behind.whole(totals, sizes))
