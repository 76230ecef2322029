"""Who does what to whom where the order of words tells it: between names, and in German with an object first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mtcheck.article import Text
from mtcheck.roles.events import Event, clauses
from mtcheck.speech.names import Name, Side
from mtcheck.text.gender_words import key
from mtcheck.text.role_words import RoleWords
from mtcheck.text.words import Word

# Words between two names that are a verb, its auxiliary and an article.
MOST_BETWEEN = 4
_BREAKS = frozenset(",.;:!?—–()。，；：！？、")


def events_by_order(side: Side, lexicon: RoleWords) -> Iterator[Event]:
    """Events between two names, and those with an object that its article shows."""
    for left, right in pairwise(side.names):
        event = _between(side.text, left, right, lexicon)
        if event is not None:
            yield event
    if lexicon.objects:
        for row in clauses(side.text):
            event = _object_first(row, lexicon)
            if event is not None:
                yield event


def _between(text: Text, left: Name, right: Name, lexicon: RoleWords) -> Event | None:
    if any(char in _BREAKS for char in text.text[left.end : right.start]):
        return None
    words = [word for word in text.words if left.end <= word.start and word.end <= right.start]
    keys = [key(word.text) for word in words]
    if not 1 <= len(words) <= MOST_BETWEEN or not words[0].text[0].islower():
        return None
    passive, agent = not lexicon.passive.isdisjoint(keys), not lexicon.agent.isdisjoint(keys)
    if passive != agent or not lexicon.stops.isdisjoint(keys):
        return None
    one, other = _words(text, left), _words(text, right)
    if passive:
        return Event(other, one, words[0], "object", inverted=True)
    # What agrees with the verb comes first, unless an article shows an object there.
    before = [word for word in text.words if word.end <= left.start][-1:]
    if before and key(before[0].text) in lexicon.objects | lexicon.stops | lexicon.agent:
        return None
    return Event(one, other, words[0], "object", inverted=False)


def _words(text: Text, name: Name) -> tuple[Word, ...]:
    """The words of a name, its last one first: that is a person's surname."""
    return tuple(word for word in text.words if name.start < word.end and word.start < name.end)[::-1]


def _object_first(row: Sequence[Word], lexicon: RoleWords) -> Event | None:
    """An event that begins with an article of an object alone, as "Den Kanzler kritisiert die Opposition" does."""
    if len(row) < 4 or key(row[0].text) not in lexicon.objects:
        return None
    head = next((place for place in range(1, min(4, len(row))) if row[place].text[0].isupper()), None)
    if head is None:
        return None
    last = head
    while last + 2 < len(row) and row[last + 2].text[0].isupper() and key(row[last + 1].text) in lexicon.subjects:
        last += 2
    while last + 1 < len(row) and row[last + 1].text[0].isupper():
        last += 1
    verb = last + 1
    if verb + 1 >= len(row) or key(row[verb].text) in lexicon.stops | lexicon.passive | lexicon.agent:
        return None
    subject = verb + 1
    if not row[subject].text[0].isupper():
        if key(row[subject].text) not in lexicon.subjects:
            return None
        subject = next((place for place in range(subject, len(row)) if row[place].text[0].isupper()), subject)
    if not row[subject].text[0].isupper():
        return None
    end = subject
    while end + 1 < len(row) and row[end + 1].text[0].isupper():
        end += 1
    return Event(tuple(row[subject : end + 1])[::-1], tuple(row[head : last + 1]), row[verb], "object", inverted=True)
