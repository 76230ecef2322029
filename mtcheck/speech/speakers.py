"""What part a name has in a report: whether whoever it names speaks, is told something, or is asked to do something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from mtcheck.speech.names import Name, Side
from mtcheck.text.grammar import (
    ACCUSATIVE,
    DATIVE,
    GENITIVE,
    LOCATIVE,
    NOMINATIVE,
    cases,
    forms,
    has_cases,
    may_be_subject,
)
from mtcheck.text.speech_words import Mark
from mtcheck.text.words import is_abbreviation

Part = Literal["speaker", "hearer", "asked"]

# Parts of a text that may stand between a verb or preposition and the name that depends on it.
REACH = 6
# Parts between an interview and whom it is given to.
LINKED = 4
# Letters up to which a word in capitals is taken for an abbreviation, which has no cases.
LONGEST_ABBREVIATION = 5
_PLAIN = frozenset(" \u00a0\u202f\n«»“”„\"'‘’-‑")
_CLOSES = frozenset(',»”"“—–-')
_OPENS = frozenset('«“„"')
_POSSESSIVE = ("'s", "’s")
_PHRASE_ENDS = frozenset({"prepositions", "clauses", "says", "according", "agent", "reported", "passive", "citing"})


def part_of(side: Side, name: Name) -> Part | None:
    """The part of a name in its text, None where it has none or it is not clear."""
    first, last = side.parts(name)
    if first >= last:
        return None
    interviewed = _interviewed(side, name, first)
    if interviewed:
        return "hearer"
    if has_cases(side.text.language.code):
        return _by_case(side, name, first, last)
    return _by_order(side, first, last)


def _joined(side: Side, left: int, right: int) -> bool:
    """Whether nothing but blanks and quotation marks stands between two parts."""
    parts = side.marked.parts
    if left < 0 or right >= len(parts):
        return False
    return all(char in _PLAIN for char in side.text.text[parts[left].end : parts[right].start])


def _phrase_start(side: Side, first: int) -> int:
    """Where the noun phrase begins that ends with the part `first`: behind a preposition, verb or punctuation."""
    start = first
    while start > 0 and first - start < REACH and _joined(side, start - 1, start):
        kinds = side.marked.kinds(start - 1)
        if kinds & _PHRASE_ENDS:
            break
        start -= 1
        if "articles" in kinds:
            break
    return start


def _verb_behind(side: Side, last: int) -> int | None:
    """The part at which a reporting verb begins behind a noun phrase, None where something else follows."""
    place = last
    while place - last < LINKED and _joined(side, place - 1, place):
        kinds = side.marked.kinds(place)
        if "says" in kinds and not ("between" in kinds and "says" in side.marked.kinds(place + 1)):
            return place
        if not kinds & {"outlets", "between"}:
            return None
        place += 1
    return None


def _interviewed(side: Side, name: Name, first: int) -> bool:
    """Whether somebody gives an interview to the medium or, by a case or title, to the person named."""
    place = first - 1
    linked = False
    while place >= 0 and first - place <= LINKED and _joined(side, place, place + 1):
        kinds = side.marked.kinds(place)
        if "interviews" in kinds:
            dative = has_cases(side.text.language.code) and DATIVE in _cases(side, first)
            return dative or "medium" in name.kinds or (linked and not name.person)
        if "links" not in kinds:
            return False
        linked = True
        place -= 1
    return False


def _by_order(side: Side, first: int, last: int) -> Part | None:
    """By the places of subject, verb and object."""
    if _possesses(side, last):
        return None
    start = _phrase_start(side, first)
    before = side.marked.at.get(start - 1) if _joined(side, start - 1, start) else None
    opening = side.marked.at.get(start) if start < first else None
    if _told(side, before, last) or _told(side, opening, last):
        return "hearer"
    part = _depending(side, before) if before else None
    if part is not None:
        return part
    kinds = before.kinds if before else frozenset()
    if _verb_behind(side, last) is not None and not kinds & {"prepositions", "says", "agent", "directs", "tells"}:
        return "speaker"
    inverted = before is not None and "says" in kinds and "tells" not in kinds
    if not before or not inverted or _goes_on(side, last) or not _behind_quotation(side, before.first):
        return None
    return "speaker"


def _possesses(side: Side, last: int) -> bool:
    """Whether a name is but what the one who speaks belongs to: "according to Pemex's chief executive"."""
    end = side.marked.parts[last - 1].end
    written = side.text.text[: end + 2] if side.text.text[end : end + 2] in _POSSESSIVE else side.text.text[:end]
    return written.endswith(_POSSESSIVE) and _joined(side, last - 1, last)


def _goes_on(side: Side, last: int) -> bool:
    """Whether a verb may follow on a name, whose clause it then is: "said Paris would"."""
    if not _joined(side, last - 1, last):
        return False
    word = side.text.text[side.marked.parts[last].start]
    return word.islower() and not side.marked.kinds(last) & {"prepositions", "between", "clauses", "to"}


def _depending(side: Side, before: Mark) -> Part | None:
    """The part that the word before a noun phrase gives it."""
    if "according" in before.kinds:
        return "speaker"
    if "agent" in before.kinds and _near(side, before.first, "reported"):
        return "speaker"
    if "directs" in before.kinds:
        return "asked"
    return "hearer" if "tells" in before.kinds and not _behind_quotation(side, before.first) else None


def _told(side: Side, word: Mark | None, last: int) -> bool:
    """Whether a word before a name makes it the person told, by a verb before it or behind the name."""
    if word is None or "to" not in word.kinds:
        return False
    return _near(side, word.first, "says") or _verb_behind(side, last) is not None


def _near(side: Side, first: int, kind: str) -> bool:
    """Whether a word of a kind stands up to three parts before, in the same clause."""
    for place in range(first - 1, max(-1, first - 1 - LINKED), -1):
        if not _joined(side, place, place + 1) or "clauses" in side.marked.kinds(place):
            return False
        if kind in side.marked.kinds(place):
            return True
    return False


def _behind_quotation(side: Side, verb: int) -> bool:
    """Whether a verb follows on a quotation or on the clause that it reports."""
    return side.text.text[: side.marked.parts[verb].start].rstrip()[-1:] in _CLOSES


def _cases(side: Side, first: int) -> frozenset[str]:
    """The cases of a word; that of an abbreviation or of a title in quotation marks is not known, so it may be any."""
    part = side.marked.parts[first]
    word = side.text.text[part.start : part.end]
    fixed = is_abbreviation(word) and len(word) <= LONGEST_ABBREVIATION
    return frozenset() if fixed else cases(side.text.language.code, word)


def _by_case(side: Side, name: Name, first: int, last: int) -> Part | None:
    """By the case of the name, or of what a medium is called before it, and by a reporting verb beside it."""
    start = _phrase_start(side, first)
    before = side.marked.at.get(start - 1) if _joined(side, start - 1, start) else None
    kinds = before.kinds if before else frozenset()
    head = _head(side, first, last)
    # One word in capitals keeps a name from being declined: РИА Новости.
    found = frozenset() if head == last - 1 and not _cases(side, first) else _cases(side, head)
    if "according" in kinds:
        return "speaker" if start in {first, head} else None
    if before and "prepositions" in kinds and _governs(side, start, first, found):
        said = LOCATIVE in found and start == first and _said_in(side, before.first, last)
        return "speaker" if said else None
    behind = _verb_behind(side, last)
    verb = behind if behind is not None else before.first if before and "says" in kinds else None
    if verb is None:
        return None
    if not found:
        alone = (start in {first, head} or "prepositions" in kinds) and "medium" in name.kinds
        return _undeclined(side, verb, last, behind=behind is not None) if alone else None
    # Whoever stands behind a verb of asking may be who is asked: "призвал Вашингтон".
    asked = behind is None and ACCUSATIVE in found and "directs" in kinds
    if NOMINATIVE in found and not asked and _agree(side, verb, head):
        return "speaker"
    return "hearer" if DATIVE in found and not found & {GENITIVE, NOMINATIVE} else None


def _head(side: Side, first: int, last: int) -> int:
    """The part that bears the case: a title in quotation marks has that of what it is called before: газете «Таймс»."""
    parts, text = side.marked.parts, side.text.text
    for place in range(max(first, 1), last):
        titled = text[parts[place].start - 1 : parts[place].start] in _OPENS and _joined(side, place - 1, place)
        if titled and cases(side.text.language.code, text[parts[place - 1].start : parts[place - 1].end]):
            return place if "says" in side.marked.kinds(place - 1) else place - 1
    if _is_outlet(side, first - 1):
        return first - 1
    # Of a name with small words in it the first bears the case: "Служба Украины по чрезвычайным ситуациям".
    return first if any(text[parts[place].start].islower() for place in range(first + 1, last)) else last - 1


def _governs(side: Side, start: int, first: int, found: frozenset[str]) -> bool:
    """Whether a preposition before a phrase belongs to the name in it, and not to a word before: "об этом ТАСС"."""
    if start == first:
        return True
    code = side.text.language.code
    part = side.marked.parts[start]
    word = side.text.text[part.start : part.end]
    if any(one.part == "NPRO" for one in forms(code, word)):
        return False
    return not found or not cases(code, word).isdisjoint(found)


def _is_outlet(side: Side, place: int) -> bool:
    """Whether a part is what a medium is called, in any case: газете."""
    if place < 0 or not _joined(side, place, place + 1):
        return False
    return "links" in side.marked.kinds(place) or "outlets" in side.marked.kinds(place)


def _said_in(side: Side, preposition: int, last: int) -> bool:
    """Whether nobody but a body is named as the speaker: "в Кремле заявили", "сообщили в МИД"."""
    return _plural(side, preposition - 1) or _plural(side, last)


def _plural(side: Side, place: int) -> bool:
    if not 0 <= place < len(side.marked.parts) or "says" not in side.marked.kinds(place):
        return False
    part = side.marked.parts[place]
    word = side.text.text[part.start : part.end]
    return any(one.part == "VERB" and one.number == "plur" for one in forms(side.text.language.code, word))


def _undeclined(side: Side, verb: int, last: int, *, behind: bool) -> Part | None:
    """A medium that has no case speaks, unless somebody who can stands beside it: "сообщил ТАСС эксперт".

    Of several who speak, it is told; but where none are named, "как сообщили ТАСС", they may be its own people.
    """
    several = _plural(side, verb)
    follows = side.marked.at[verb].last if behind else last
    others = [follows] if _joined(side, follows - 1, follows) else []
    if not behind:
        place = verb - 1
        while place >= 0 and verb - place <= REACH and _joined(side, place, place + 1):
            others.append(place)
            place -= 1
    if several:
        named = any(
            _is_person(side, place) or _is_place(side, place) for place in (*others, *_within(side, verb, last))
        )
        return "hearer" if named else None
    people = [place for place in others if _is_person(side, place)]
    return "hearer" if any(_agree(side, verb, place) for place in people) else None if people else "speaker"


def _within(side: Side, verb: int, last: int) -> Iterator[int]:
    """The parts on both sides of a verb and a name beside each other that belong to their clause."""
    first, last = min(verb, last - 1), max(side.marked.at[verb].last, last)
    while first > 0 and _joined(side, first - 1, first):
        first -= 1
        yield first
    while last < len(side.marked.parts) and _joined(side, last - 1, last):
        yield last
        last += 1


def _is_place(side: Side, place: int) -> bool:
    """Whether a part says in which body somebody speaks: "в министерстве"."""
    before = side.marked.at.get(place - 1)
    return before is not None and "prepositions" in before.kinds and LOCATIVE in _cases(side, place)


def _is_person(side: Side, place: int) -> bool:
    part = side.marked.parts[place]
    word = side.text.text[part.start : part.end]
    return "sources" in side.marked.kinds(place) or any(
        "anim" in one.grammemes for one in forms(side.text.language.code, word)
    )


def _agree(side: Side, verb: int, noun: int) -> bool:
    one, other = side.marked.parts[verb], side.marked.parts[noun]
    text = side.text.text
    return may_be_subject(side.text.language.code, text[one.start : one.end], text[other.start : other.end])
