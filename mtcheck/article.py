"""What a check sees: the pairs of an article with everything known about them, read-only."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from mtcheck.alignment import AlignedPair
from mtcheck.document import Document
from mtcheck.finding import Location, Side
from mtcheck.gazetteers import Gazetteer
from mtcheck.house_style import HouseStyle
from mtcheck.languages import Language
from mtcheck.names import Form, Mention, finder
from mtcheck.spans import Span
from mtcheck.text.numerals import Number, find_numbers, plain
from mtcheck.text.words import Word, fold, words
from mtcheck.text_memory import TextMemory

if TYPE_CHECKING:
    from mtcheck.protocols import Encoder

# Letters from which a single word counts as the name of a place.
SHORTEST = 4

Found = TypeVar("Found")


class Text:
    """One side of a pair: its words and numbers are found once and shared by all checks.

    Offsets inside are relative to `text`; `span` says where it lies in the document. A `memory` hands on
    what was found out about the same words in an earlier article.
    """

    def __init__(
        self, side: Side, document: Document, span: Span, language: Language, memory: TextMemory | None = None
    ) -> None:
        self.side = side
        self.key = (side, span.start, span.end)
        self.span = span
        self.text = span.of(document.text)
        self.language = language
        self._kept = memory.of(side, language.code, self.text) if memory else {}

    def once(self, name: Hashable, find: Callable[[], Found]) -> Found:
        """What `find` gives, asked once under this name; it may depend on side, language and words alone."""
        found = self._kept.get(name)
        if found is None:
            found = self._kept[name] = find()
        return cast("Found", found)

    def knows(self, name: Hashable) -> bool:
        """Whether `once` need not ask."""
        return name in self._kept

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words."""
        return words(self.text)

    @cached_property
    def folded(self) -> str:
        """The folded words with a blank between them and at both ends, to look for a phrase in."""
        return f" {' '.join(fold(word.text) for word in self.words)} "

    @cached_property
    def numbers(self) -> list[Number]:
        """The numbers; only those in digits where mtcheck does not know the language's numerals."""
        return self.once("numbers", lambda: find_numbers(self.text, self.language.numerals or plain()))

    def place(self, start: int, end: int) -> Location:
        """A span of this text as a place in the document."""
        return Location(self.side, Span(self.span.start + start, self.span.start + end))

    @property
    def whole(self) -> Location:
        """All of it as a place in the document."""
        return Location(self.side, self.span)


@dataclass(frozen=True)
class Pair:
    """An aligned pair with its texts; a side is None where it has no counterpart."""

    index: int
    aligned: AlignedPair
    source: Text | None
    target: Text | None

    @property
    def similarity(self) -> float | None:
        """Cosine of the two sides, None when unknown."""
        return self.aligned.similarity


@dataclass(frozen=True)
class Article:
    """Source and translation, aligned. `source` is None when only the translation is checked.

    `encoder` is None where it does not know the language of the translation; where it does not know the source's, the
    pairs have no similarity. `kept` is for what several checks find out again and again.
    """

    source: Document | None
    target: Document
    source_language: Language | None
    target_language: Language
    pairs: Sequence[Pair]
    gazetteer: Gazetteer
    encoder: Encoder | None = None
    date: dt.date | None = None
    style: HouseStyle = field(default_factory=HouseStyle)
    kept: dict[tuple[object, ...], object] = field(default_factory=dict, compare=False, repr=False)
    memory: TextMemory | None = field(default=None, compare=False, repr=False)

    @cached_property
    def target_paragraphs(self) -> list[Text]:
        """The paragraphs of the translation."""
        return [
            Text("target", self.target, paragraph.span, self.target_language, self.memory)
            for paragraph in self.target.paragraphs
        ]

    @cached_property
    def source_paragraphs(self) -> list[Text]:
        """The paragraphs of the source, none without a source."""
        if self.source is None or self.source_language is None:
            return []
        return [
            Text("source", self.source, paragraph.span, self.source_language, self.memory)
            for paragraph in self.source.paragraphs
        ]

    def mentions(self, text: Text) -> list[Mention]:
        """Known names in a text of either side, found once per text."""
        foreign = text.side == "target"
        return text.once(
            "mentions",
            lambda: finder(self.gazetteer, text.language, foreign=foreign).find(text.text, text.words),
        )

    @cached_property
    def countries(self) -> Counter[str]:
        """How often the source names each country, by its own name or through people and things of it.

        Without a source the translation says, whose wrong names may mislead.
        """
        counts: Counter[str] = Counter()
        for pair in self.pairs:
            for text in (pair.target if self.source is None else pair.source,):
                for mention in self.mentions(text) if text else ():
                    named = {entity.country for entity in mention.entities}
                    if len(named) == 1 and _says_where(mention):
                        counts.update(named)
        return counts

    @property
    def langs(self) -> tuple[str, ...]:
        """The codes of its languages."""
        source = (self.source_language.code,) if self.source_language else ()
        return (self.target_language.code, *source)

    def once_near(self, pair: Pair, name: str, find: Callable[[], Found], reach: int = 1) -> Found:
        """What `find` gives of a passage, remembered as long as its words and those of its neighbours stay.

        It may depend on these, the languages and the dateline alone.
        """
        if self.memory is None or pair.target is None:
            return find()
        return pair.target.once((name, self._passage(pair, reach)), find)

    def knows_near(self, pair: Pair, name: str, reach: int = 1) -> bool:
        """Whether `once_near` need not ask."""
        target = pair.target
        return self.memory is not None and target is not None and target.knows((name, self._passage(pair, reach)))

    def _passage(self, pair: Pair, reach: int) -> object:
        key = ("passage", pair.index, reach)
        if key not in self.kept:
            near = (
                text.text if text else None for one in self.nearby(pair, reach) for text in (one.source, one.target)
            )
            self.kept[key] = (self.source_language and self.source_language.code, self.date, *near)
        return self.kept[key]

    def nearby(self, pair: Pair, reach: int = 1) -> list[Pair]:
        """The pair and its neighbours: a translator may move a name or number into the next sentence."""
        return list(self.pairs[max(0, pair.index - reach) : pair.index + reach + 1])


def _says_where(mention: Mention) -> bool:
    """Whether a mention is surely that name: a short or ordinary word alone ("по" is not the river Po) says nothing."""
    if mention.form is Form.WRONG:
        return False
    long = mention.end - mention.start >= SHORTEST
    return not mention.single or (long and (mention.form is not Form.NAME or mention.kind == "place"))
