"""The words of a text that tell a person's gender, and those that could."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mtcheck.text.gender_words import Entry, Gender, GenderWords, Kind, Part, key, parts
from mtcheck.text.words import Word

# Letters from which a word with an ending of the past tense can be a verb.
SHORTEST_VERB = 3
PRONOUNS: frozenset[Kind] = frozenset({"person", "pronoun"})
# Between a pronoun and its verb none of these may stand.
_STOPS = frozenset('.!?;:,()«»“”„"—–。！？；：，')


class Mark(NamedTuple):
    """A word that the lexicon knows, at `[start, end)` of the text and from part `first` on."""

    entry: Entry
    start: int
    end: int
    first: int
    last: int

    @property
    def gender(self) -> Gender | None:
        """The gender that it shows."""
        return self.entry.gender


class Formula(NamedTuple):
    """A speaker who is named by a pronoun: "she said", "по её словам"."""

    gender: Gender
    pronoun: Mark
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """What a text has of each kind. `past` are the genders that other words show, if they are verbs."""

    text: str
    parts: Sequence[Part]
    marks: Sequence[Mark]
    past: frozenset[Gender]

    def of(self, *kinds: Kind) -> Iterator[Mark]:
        """The marks of these kinds, in order."""
        return (mark for mark in self.marks if mark.entry.kind in kinds)

    def genders(self, *kinds: Kind) -> frozenset[Gender]:
        """The genders that marks of these kinds show."""
        return frozenset(mark.gender for mark in self.of(*kinds) if mark.gender)

    def has(self, *kinds: Kind) -> bool:
        """Whether there is a mark of these kinds."""
        return any(True for _ in self.of(*kinds))


def scan(text: str, text_words: Iterable[Word], lexicon: GenderWords) -> Marks:
    """All marks of a text; of phrases that begin at one word the longest counts."""
    pieces = list(parts(text_words))
    marks: list[Mark] = []
    past: set[Gender] = set()
    at = 0
    while at < len(pieces):
        length = 1
        for length in lexicon.firsts.get(pieces[at].key, ()):
            found = _entries(text, pieces, at, length, lexicon)
            if found:
                start, end = pieces[at].start, pieces[at + length - 1].end
                marks.extend(Mark(entry, start, end, at, at + length) for entry in found)
                break
        else:
            length = 1
            word = pieces[at].key
            if len(word) >= SHORTEST_VERB:
                past.update(gender for gender, endings in lexicon.past.items() if word.endswith(endings))
        at += length
    return Marks(text, pieces, marks, frozenset(past))


def _entries(text: str, pieces: Sequence[Part], at: int, length: int, lexicon: GenderWords) -> Sequence[Entry]:
    if at + length > len(pieces):
        return ()
    start = pieces[at].start
    phrase = pieces[at].key if length == 1 else key(" ".join(text[start : pieces[at + length - 1].end].split()))
    capital = text[start].isupper()
    found = lexicon.entries.get(phrase, ())
    if capital and any(entry.initial for entry in found):
        return [entry for entry in found if entry.initial]
    return [entry for entry in found if not entry.initial]


def formulas(marks: Marks, lexicon: GenderWords) -> list[Formula]:
    """The speakers named by a pronoun, in order."""
    found = [*_said(marks, lexicon), *_opinions(marks), *_according(marks)]
    return sorted(dict.fromkeys(found), key=lambda one: one.start)


def _said(marks: Marks, lexicon: GenderWords) -> Iterator[Formula]:
    """A pronoun as the subject of a reporting verb: before it, behind it where that is usual, or a word apart."""
    subjects = {mark.first: mark for mark in marks.of(*PRONOUNS) if marks.parts[mark.first].key in lexicon.subjects}
    for verb in marks.of("said"):
        places = [verb.first - 1, *([verb.last] if lexicon.verb_first else []), verb.first - 2]
        for place in places:
            subject = subjects.get(place)
            if subject is None or not subject.gender or verb.gender not in {None, subject.gender}:
                continue
            if _together(marks, subject, verb):
                yield Formula(subject.gender, subject, min(subject.start, verb.start), max(subject.end, verb.end))
                break


def _opinions(marks: Marks) -> Iterator[Formula]:
    """A possessive before the noun, or before its adjective."""
    owners = {mark.last: mark for mark in marks.of(*PRONOUNS) if mark.gender}
    for noun in marks.of("opinion"):
        owner = owners.get(noun.first) or owners.get(noun.first - 1)
        if owner is not None and owner.gender and _together(marks, owner, noun):
            yield Formula(owner.gender, owner, owner.start, noun.end)


def _according(marks: Marks) -> Iterator[Formula]:
    """A pronoun behind the preposition, with punctuation behind it: else it may own what follows ("her mother")."""
    people = {mark.first: mark for mark in marks.of(*PRONOUNS) if mark.gender}
    for word in marks.of("according"):
        person = people.get(word.last)
        if person is not None and person.gender:
            behind = marks.text[person.end :].lstrip()[:1]
            if not behind.isalnum():
                yield Formula(person.gender, person, word.start, person.end)


def _together(marks: Marks, one: Mark, other: Mark) -> bool:
    between = marks.text[min(one.end, other.end) : max(one.start, other.start)]
    return not _STOPS.intersection(between)
