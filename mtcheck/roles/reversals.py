"""Where the translation turns round who does what to whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mtcheck.article import Article, Pair, Text
from mtcheck.dictionaries import WEAK, Dictionary, Index, dictionary
from mtcheck.roles.events import Event, events_by_case
from mtcheck.roles.orders import events_by_order
from mtcheck.speech.names import Name, Side, counterpart, sides
from mtcheck.text.gender_words import key
from mtcheck.text.grammar import has_cases
from mtcheck.text.role_words import RoleWords, role_words
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.words import Word, fold

# Below this cosine a pair may be misaligned.
UNLIKE = 0.3
# Words of the translation between the one and the other: a verb, an auxiliary, an article and a modifier.
MOST_BETWEEN = 6
# Share of letters from which two long words are of one root: социалисты, socialists.
COGNATE, LONG = 0.78, 6
# The ending of accusatives in Latin letters that many names have in the nominative.
_DOUBTFUL = "a"


@dataclass(frozen=True, slots=True)
class Reversal:
    """An event of the source, and where the translation has it the other way round. `named`: both are known by name."""

    pair: Pair
    source: tuple[int, int]
    target: tuple[int, int]
    agent: str
    patient: str
    named: bool


@dataclass(frozen=True, eq=False)
class _Matcher:
    """Which words of the translation a word of the source can be."""

    left: Side
    right: Side

    @cached_property
    def words(self) -> Sequence[Word]:
        return self.right.text.words

    @cached_property
    def _dictionary(self) -> Dictionary:
        return dictionary(self.left.text.language.code, self.right.text.language.code)

    @cached_property
    def _index(self) -> Index:
        return self._dictionary.index([word.text for word in self.words])

    def places(self, some: Iterable[Word]) -> tuple[set[int], bool]:
        """Places in the translation, and whether one is that of a name."""
        found: set[int] = set()
        named = False
        for word in some:
            name = self._name(word)
            if name is not None:
                other = counterpart(name, self.left, self.right)
                if other is not None:
                    named = True
                    found |= {at for at, one in enumerate(self.words) if other.start <= one.start < other.end}
                    continue
            found |= self._by_meaning(word)
        return found, named

    def _name(self, word: Word) -> Name | None:
        return next((name for name in self.left.names if name.start < word.end and word.start < name.end), None)

    def _by_meaning(self, word: Word) -> set[int]:
        if self._dictionary and word.text in self._dictionary:
            scored = self._dictionary.places(word.text, self._index)
            return {at for at, score in scored.items() if score >= WEAK}
        latin = romanise(word.text, self.left.text.language.romanisation)
        return {
            at
            for at, one in enumerate(self.words)
            if min(len(latin), len(one.text)) >= LONG and spelling(latin, fold(one.text)) >= COGNATE
        }

    def verb(self, word: Word) -> set[int] | None:
        """Where the translation may have a verb, None where the dictionary does not know it."""
        return self._by_meaning(word) if self._dictionary and word.text in self._dictionary else None


def reversals(article: Article) -> Iterator[Reversal]:
    """One at most for each pair."""
    if article.source_language is None:
        return
    source, target = role_words(article.source_language.code), role_words(article.target_language.code)
    if source is None or target is None:
        return
    for pair in article.pairs:
        if pair.source is None or (pair.similarity is not None and pair.similarity < UNLIKE):
            continue
        found = next(_turned(article, pair, source, target), None)
        if found is not None:
            yield found


def _turned(article: Article, pair: Pair, source: RoleWords, target: RoleWords) -> Iterator[Reversal]:
    assert pair.source is not None
    by_case = has_cases(pair.source.language.code)
    text = pair.source
    events = text.once("events", lambda: tuple(events_by_case(text, source))) if by_case else ()
    if by_case and not events:
        return
    both = sides(article, pair)
    if both is None:
        return
    matcher = _Matcher(*both)
    for event in events if by_case else events_by_order(both[0], source):
        place = _reversed(matcher, event, target)
        if place is not None:
            (start, end), named = place
            words = sorted((event.agent[0], event.patient[0], event.verb), key=lambda word: word.start)
            agent, patient = (_written(pair.source, phrase) for phrase in (event.agent, event.patient))
            yield Reversal(pair, (words[0].start, words[-1].end), (start, end), agent, patient, named)


def _written(text: Text, phrase: Sequence[Word]) -> str:
    return text.text[min(word.start for word in phrase) : max(word.end for word in phrase)]


def _reversed(matcher: _Matcher, event: Event, target: RoleWords) -> tuple[tuple[int, int], bool] | None:
    """Where those to whom it is done do it to whoever does it in the source."""
    agents, agent_named = matcher.places(event.agent[:1])
    patients, patient_named = matcher.places(event.patient)
    heads, _ = matcher.places(event.patient[:1])
    if agents & patients:
        # Two words for one thing: what else they stand with must tell them apart, "росту цен", "повышение налогов".
        everything, _ = matcher.places(event.agent)
        agents, patients = everything - patients, patients - everything
    if not agents or not patients or (event.inverted and _is_nominative(matcher, event.patient[0], heads)):
        return None
    if heads & patients:
        # What stands with the head, as far as it is found before whoever does it in the source.
        patients = {place for place in patients if place in heads or place < min(agents)}
    if has_cases(matcher.right.text.language.code):
        place = _by_case(matcher, agents, patients, target)
    else:
        place = _by_order(matcher, event, agents, patients, target)
    return (place, agent_named and patient_named) if place else None


def _is_nominative(matcher: _Matcher, word: Word, places: Iterable[int]) -> bool:
    """Whether a name that seems to be an accusative has the ending that it has in the translation: Малема, Malema."""
    last = romanise(word.text, matcher.left.text.language.romanisation)[-1:]
    return last == _DOUBTFUL and any(fold(matcher.words[place].text).endswith(last) for place in places)


def _by_case(matcher: _Matcher, agents: set[int], patients: set[int], target: RoleWords) -> tuple[int, int] | None:
    """In a language with cases: an event with both, and the other way round."""
    for event in events_by_case(matcher.right.text, target):
        agent, patient = (matcher.words.index(one[0]) for one in (event.agent, event.patient))
        if agent in patients and patient in agents:
            words = sorted((event.agent[0], event.patient[0], event.verb), key=lambda word: word.start)
            return words[0].start, words[-1].end
    return None


def _by_order(
    matcher: _Matcher, event: Event, agents: set[int], patients: set[int], target: RoleWords
) -> tuple[int, int] | None:
    """In other languages: those to whom it is done stand before an active verb, and whoever does it behind."""
    first, last = max(patients), min(agents)
    between = matcher.words[first + 1 : last]
    text = matcher.right.text
    if not 1 <= len(between) <= MOST_BETWEEN or not _one_clause(
        text, matcher.words[first].end, matcher.words[last].start
    ):
        return None
    keys = {key(word.text) for word in between}
    if keys & (target.agent | target.passive):
        return None
    if event.kind == "result":
        if not keys & target.leading:
            return None
    elif keys & (target.stops - target.receiving if event.kind == "recipient" else target.stops):
        return None
    verb = matcher.verb(event.verb)
    if verb is not None and event.kind != "result" and verb.isdisjoint(range(first + 1, last)):
        return None
    while last + 1 in agents:
        last += 1
    return matcher.words[min(patients)].start, matcher.words[last].end


def _one_clause(text: Text, start: int, end: int) -> bool:
    return not any(char in ",.;:!?—–()" for char in text.text[start:end])
