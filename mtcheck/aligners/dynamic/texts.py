"""What the sentences of one text offer as evidence: vectors, lengths, words that languages share, marks, paragraphs."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from mtcheck.dictionaries import Dictionary, dictionary, keys
from mtcheck.protocols import PartsEncoder
from mtcheck.text.romanisation_sounds import roman
from mtcheck.text.words import fold, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mtcheck.document import Document
    from mtcheck.protocols import Encoder, Parts

# Words are hashed into a vector of so many places, two for each, so that collisions cancel out.
PLACES = 512
# Words that look alike in two languages do so at their beginning.
PREFIX, SHORTEST = 5, 4
# How much a shared number, name, other cognate and word of the dictionary says.
NUMBER, NAME, COGNATE, MEANING = 2.0, 1.5, 1.0, 0.8
# How much shared words say beside the vectors of an encoder.
BESIDE = 0.45
# The ends of a sentence are so many words long, or so many characters where words stand without spaces between them.
WORDS, DENSE, LETTERS = 5, 9, 30
LONGEST_WORDS = 16
HAN = "\u3000"
# How much of what windows have in common is taken away, where there are more than a few.
COMMON, FEW = 0.8, 30
# Values of a unit vector are kept as so many times themselves, in whole numbers of one byte.
FINE = 400
BATCH = 512
_NUMBER = re.compile(r"\d+")
# Marks that translators keep, and what may stand for them.
MARKS = ("?？؟", "!！", '"“”„«»「」『』', ":：;；", "()（）")
_TERMINAL = frozenset(".!?…。！？؟")
_CLOSING = "\"'”“’»)]」』）"
_OPENING = "\"'“„‘«([「『（-–— "


@dataclass(frozen=True)
class Woven:
    """What an encoder adds up of each sentence (`protocols.Parts`); the windows of sentence i begin at `first[i]`.

    Windows are less what all have in common, of unit length again, times `FINE` and rounded, since there are many.
    """

    totals: NDArray[np.float32]
    sizes: NDArray[np.float32]
    ends: NDArray[np.float16]
    windows: NDArray[np.int8]
    first: NDArray[np.int64]
    encoder: PartsEncoder

    def joined(self, starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.float32]:
        """Unit vectors of so many sentences from each of these on."""
        cut = [slice(at, at + BATCH) for at in range(0, max(1, len(starts)), BATCH)]
        return np.concatenate([self.encoder.whole(*self.sums(starts[some], sizes[some])) for some in cut])

    def sums(
        self, starts: NDArray[np.int64], sizes: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Totals and sizes of so many sentences from each of these on."""
        totals, lengths = self.totals[starts], self.sizes[starts]
        for k in range(1, int(sizes.max(initial=1))):
            some = np.flatnonzero(sizes > k)
            at = starts[some] + k
            totals[some] += self.totals[at] - (self.ends[at] + self.ends[at - 1].astype(np.float32)) / 2
            lengths[some] += self.sizes[at] - 2
        return totals, lengths

    def part(self, start: int, stop: int) -> Woven:
        """The same of some sentences."""
        some = slice(start, stop)
        return Woven(
            self.totals[some],
            self.sizes[some],
            self.ends[some],
            self.windows[self.first[start] : self.first[stop]],
            self.first[start : stop + 1] - self.first[start],
            self.encoder,
        )


def joined(
    sides: tuple[Woven, Woven], starts: Sequence[NDArray[np.int64]], sizes: Sequence[NDArray[np.int64]]
) -> list[NDArray[np.float32]]:
    """Unit vectors of runs of sentences of both texts, of few in one call, which costs as much as some of them do."""
    rows = list(zip(sides, starts, sizes, strict=True))
    if sum(map(len, starts)) > BATCH:
        return [side.joined(*row) for side, *row in rows]
    totals, lengths = (np.concatenate(both) for both in zip(*(side.sums(*row) for side, *row in rows), strict=True))
    return np.split(sides[0].encoder.whole(totals, lengths), [len(starts[0])])


@dataclass(frozen=True)
class Side:
    """The sentences of one text: `encoded` holds unit vectors of the encoder, `shared` unit vectors of hashed words.

    `heads` and `tails` are unit vectors of the first and the last words of each sentence; these and
    `shared` are in half precision. `vectors` are both together, or the words alone, as they are added up for blocks;
    `joints[i]` says how the boundary before sentence i looks: a paragraph's end, a sentence before it without its final
    mark, a small letter behind it.
    """

    texts: Sequence[str]
    lengths: NDArray[np.float64]
    encoded: NDArray[np.float32] | None
    shared: NDArray[np.float16]
    vectors: NDArray[np.float32]
    marks: NDArray[np.float64]
    joints: NDArray[np.float64]
    heads: NDArray[np.float16] | None = None
    tails: NDArray[np.float16] | None = None
    parts: Woven | None = None

    def __len__(self) -> int:
        return len(self.texts)


def sides(source: Document, target: Document, encoder: Encoder | None) -> tuple[Side, Side]:
    """Both texts, their words weighted by how few sentences have them."""
    alike = _alike(source, target, encoder)
    ready: tuple[list[Parts], list[Parts]] = [], []
    size, other = len(source.segments), len(target.segments)
    if isinstance(encoder, PartsEncoder) and size + other <= BATCH:
        # A call costs as much as some sentences do.
        both = encoder.parts([*source.segment_texts(), *target.segment_texts()])
        ready = both[:size], both[size:]
    made = [_side(*one, encoder) for one in zip((source, target), alike, ready, strict=True)]
    return made[0], made[1]


def _alike(source: Document, target: Document, encoder: Encoder | None) -> list[NDArray[np.float32]]:
    """The hashed words of both texts; the words themselves, which take more room, are forgotten."""
    translations = None if encoder else dictionary(source.lang or "", target.lang or "")

    def of_source(text: str) -> Mapping[str, int]:
        return Counter(_source_words(text, translations)) if translations else _cognates(text)

    def of_target(text: str) -> Mapping[str, int]:
        return Counter(_target_words(text, target.lang)) if translations else _cognates(text)

    sides_words = (source.segment_texts(), of_source), (target.segment_texts(), of_target)
    # Read twice, since the words of all sentences together take more room than anything else.
    known = [Counter(word for text in texts for word in bag(text)) for texts, bag in sides_words]
    both = known[0].keys() & known[1].keys()
    total = sum(len(texts) for texts, _ in sides_words)
    weights = {
        word: _kind(word) * float(np.log(1 + total / (known[0][word] + known[1][word])))
        for word in known[0].keys() | known[1].keys()
    }
    # A number that the other text lacks tells against a counterpart; a word that it lacks is only a word.
    kept = {word: weight for word, weight in weights.items() if word[0] == "#" or word in both}
    return [hashed(map(bag, texts), kept, len(texts)) for texts, bag in sides_words]


def _side(document: Document, shared: NDArray[np.float32], ready: Sequence[Parts], encoder: Encoder | None) -> Side:
    texts = document.segment_texts()
    lengths = np.array([len(text) for text in texts], dtype=np.float64)
    encoded, heads, tails, woven = _added_up(texts, ready, encoder) if texts else (None, None, None, None)
    vectors = _together(encoded, shared, lengths)
    marks = np.array([[sum(map(text.count, kind)) for kind in MARKS] for text in texts], dtype=np.float64)
    joints = np.zeros((len(texts), 3))
    for index in range(1, len(texts)):
        joints[index] = (
            document.segments[index].paragraph != document.segments[index - 1].paragraph,
            texts[index - 1].rstrip(_CLOSING)[-1:] not in _TERMINAL,
            texts[index].lstrip(_OPENING)[:1].islower(),
        )
    marks = marks.reshape(len(texts), len(MARKS))
    return Side(texts, lengths, encoded, shared.astype(np.float16), vectors, marks, joints, heads, tails, woven)


def _together(
    encoded: NDArray[np.float32] | None, shared: NDArray[np.float32], lengths: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Vectors of both kinds as they are added up for blocks: made in place, since no table of a text is larger."""
    size = 0 if encoded is None else encoded.shape[1]
    made = np.empty((len(shared), size + PLACES), dtype=np.float32)
    made[:, size:] = shared
    if encoded is not None:
        made[:, :size] = encoded
        made[:, size:] *= BESIDE
    norms = np.sqrt(np.einsum("ij,ij->i", made, made))
    weights = np.sqrt(lengths + 1)
    made *= np.divide(weights, norms, out=np.zeros_like(weights), where=norms > 1e-9).astype(np.float32)[:, None]
    return made


def _added_up(
    texts: Sequence[str], ready: Sequence[Parts], encoder: Encoder | None
) -> tuple[NDArray[np.float32] | None, NDArray[np.float16] | None, NDArray[np.float16] | None, Woven | None]:
    """Vectors of sentences, of their first and last words, and what the encoder adds up of them, if it does.

    The parts of few texts are `ready`, those of many are looked at a batch at a time.
    """
    if not isinstance(encoder, PartsEncoder):
        encoded = encoder.encode(texts) if encoder else None
        return encoded, *_ends(texts, encoded, encoder), None
    made: list[NDArray[Any]] = []
    windows: list[NDArray[np.float16]] = []
    counts: list[int] = []
    for start in range(0, len(texts), BATCH):
        parts = ready or encoder.parts(texts[start : start + BATCH])
        counts += [len(one.windows) for one in parts]
        windows.append(np.concatenate([one.windows for one in parts]))
        for number, table in enumerate(_tables(parts)):
            if not start:
                made.append(np.empty((len(texts), *table.shape[1:]), dtype=table.dtype))
            made[number][start : start + BATCH] = table
    vectors, heads, tails, totals, sizes, ends = made
    woven = Woven(totals, sizes, ends, _fine(windows), np.append(0, np.cumsum(counts)), encoder)
    return vectors, heads, tails, woven


def _tables(parts: Sequence[Parts]) -> tuple[NDArray[Any], ...]:
    return (
        np.stack([one.vector for one in parts]),
        np.stack([one.head for one in parts]),
        np.stack([one.tail for one in parts]),
        np.stack([one.total for one in parts]),
        np.array([one.size for one in parts], dtype=np.float32),
        np.stack([one.ends for one in parts]).astype(np.float16),
    )


def _fine(windows: list[NDArray[np.float16]]) -> NDArray[np.int8]:
    """Windows as `Woven` has them; the list is emptied, so that no more than one copy of them is held."""
    count = sum(map(len, windows))
    # What all windows of a text have in common, its language above all, says nothing.
    mean = COMMON * np.sum([some.sum(axis=0, dtype=np.float32) for some in windows], axis=0) / (count + FEW)
    made = np.empty((count, windows[0].shape[1]), dtype=np.int8)
    end = count
    while windows:
        some = windows.pop()
        made[end - len(some) : end] = np.clip(np.rint(unit(some.astype(np.float32) - mean) * FINE), -127, 127)
        end -= len(some)
    return made


def _ends(
    texts: Sequence[str], encoded: NDArray[np.float32] | None, encoder: Encoder | None
) -> tuple[NDArray[np.float16] | None, NDArray[np.float16] | None]:
    """Vectors of the first and of the last words of each sentence."""
    if encoder is None or encoded is None:
        return None, None
    pieces = [ends(text) for text in texts]
    found = []
    for which in (0, 1):
        made = encoded.astype(np.float16)
        some = [index for index, piece in enumerate(pieces) if piece[which] != texts[index]]
        for start in range(0, len(some), BATCH):
            part = some[start : start + BATCH]
            made[part] = encoder.encode([pieces[index][which] for index in part])
        found.append(made)
    return found[0], found[1]


def ends(text: str) -> tuple[str, str]:
    """The first and the last words of a sentence: half of a short one, a quarter of a long one."""
    parts = text.split()
    joint, least = " ", WORDS
    if len(parts) < len(text) / LONGEST_WORDS:
        dense = sum(char > HAN for char in text) > len(text) / 3
        parts, joint, least = list(text), "", DENSE if dense else LETTERS
    if len(parts) < 2:
        return text, text
    size = min(max(1, len(parts) // 2), max(least, len(parts) // 4))
    return joint.join(parts[:size]), joint.join(parts[-size:])


def _source_words(text: str, translations: Dictionary) -> Iterator[str]:
    yield from cognates(text)
    for word in words(text):
        yield from (f"={phrase}" for phrase in translations.renderings(word.text) if " " not in phrase)


def _target_words(text: str, lang: str | None) -> Iterator[str]:
    yield from cognates(text)
    for word in words(text):
        yield from (f"={key}" for key in keys(lang or "", word.text))


@lru_cache(maxsize=1 << 10)
def _cognates(text: str) -> Mapping[str, int]:
    """Counted, and kept for articles that are aligned again after an edit."""
    return Counter(cognates(text))


def cognates(text: str) -> Iterator[str]:
    """Numbers (#), names (^) and other words (~) of a text as another language may have them."""
    for number in _NUMBER.findall(text):
        yield f"#{int(number)}" if len(number) < 20 else f"#{number}"
    for place, word in enumerate(words(text)):
        spelled = _spelled(word.text)
        if spelled:
            yield ("^" if place and word.text[0].isupper() else "~") + spelled


@lru_cache(maxsize=1 << 14)
def _spelled(word: str) -> str:
    """The beginning of a word in Latin letters; empty for one too short to tell anything."""
    letters = roman(fold(word))
    return letters[:PREFIX] if len(letters) >= SHORTEST and letters[0].isalpha() and letters.isascii() else ""


def _kind(word: str) -> float:
    return {"#": NUMBER, "^": NAME, "~": COGNATE, "=": MEANING}[word[0]]


def hashed(bags: Iterable[Mapping[str, int]], weights: dict[str, float], size: int) -> NDArray[np.float32]:
    """Unit vectors of the hashed words that have a weight, of so many sentences."""
    vectors = np.zeros((size, PLACES), dtype=np.float32)
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            if word not in weights:
                continue
            code = zlib.crc32(word.encode())
            value = weights[word] * count**0.5
            vectors[row, code % PLACES] += value if code & 1 << 20 else -value
            code //= PLACES
            vectors[row, code % PLACES] += value if code & 1 << 20 else -value
    return unit(vectors)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows of length 1; rows of zeros stay."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    made: NDArray[np.float32] = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 1e-9)
    return made
