"""Who does what to whom in a text, as far as case, agreement and the order of words leave no doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from mtcheck.article import Text
from mtcheck.text.gender_words import key
from mtcheck.text.grammar import ACCUSATIVE, DATIVE, GENITIVE, INSTRUMENTAL, NOMINATIVE, Form, agrees, forms
from mtcheck.text.role_words import RoleWords
from mtcheck.text.words import Word

# Words of a noun phrase that are looked at.
LONGEST_PHRASE = 5
# Words between a verb and its subject or object behind it.
NEAR = 3
_PLAIN = frozenset(" \u00a0\u202f«»“”„\"'’-‑")
_QUOTES = frozenset('«"“„')
_LIST = frozenset(" ,\u00a0")
_ADVERBS = frozenset({"ADVB", "PRCL", "GRND"})
_NOUNS = frozenset({"NOUN", "NPRO"})
_MODIFIED = frozenset({"NOUN", "ADJF", "PRTF", "NUMR"})
Kind = Literal["object", "recipient", "result"]


class Event(NamedTuple):
    """Words of whoever does it, heads first, of those to whom it is done, and the verb.

    `kind` says how these depend on the verb: as an object, as the person to whom it is done, or by a preposition, as
    what something leads to. `inverted`: they stand first.
    """

    agent: tuple[Word, ...]
    patient: tuple[Word, ...]
    verb: Word
    kind: Kind
    inverted: bool


class _Noun(NamedTuple):
    """A noun or pronoun of a clause, its place, and whether a preposition or the noun before it governs it."""

    place: int
    word: Word
    cases: frozenset[str]
    forms: tuple[Form, ...]
    preposition: str
    complement: bool


def clauses(text: Text) -> Iterator[list[Word]]:
    """Runs of words without punctuation between them."""
    row: list[Word] = []
    for word in text.words:
        if row and not all(char in _PLAIN for char in text.text[row[-1].end : word.start]):
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def events_by_case(text: Text, lexicon: RoleWords) -> Iterator[Event]:
    """Events of a language with cases; a clause with two verbs is left alone."""
    code = text.language.code
    for row in clauses(text):
        if len(row) < 3:
            continue
        # Words that cannot be verbs are read only where there is a verb that can have an object.
        likely = {place: forms(code, word.text) for place, word in enumerate(row) if _may_be_verb(word.text, lexicon)}
        verbs = [place for place, found in likely.items() if found and _is_verb(found)]
        if len(verbs) > 1 and any(one.part == "PRTS" for one in likely[verbs[-1]]):
            verbs = [place for place in verbs if not any(one.lemma in lexicon.passive for one in likely[place])]
        if len(verbs) == 1 and _may_have_object(likely[verbs[0]], lexicon):
            event = _event(text, row, [forms(code, word.text) for word in row], verbs[0], lexicon)
            if event is not None:
                yield event


def _may_be_verb(word: str, lexicon: RoleWords) -> bool:
    folded = key(word)
    return any(folded[-length:] in lexicon.endings for length in (1, 2, 3))


def _may_have_object(found: Sequence[Form], lexicon: RoleWords) -> bool:
    return any(
        one.part == "PRTS" or "intr" not in one.grammemes or _lemma(one) in lexicon.recipient | lexicon.leading
        for one in found
    )


def _is_verb(found: Sequence[Form]) -> bool:
    return found[0].part in {"VERB", "INFN", "PRTS", "PRED", "ADJS"}


def _event(
    text: Text, row: Sequence[Word], read: Sequence[tuple[Form, ...]], place: int, lexicon: RoleWords
) -> Event | None:
    verb = next((one for one in read[place] if one.part in {"VERB", "PRTS"}), None)
    if verb is None or verb.grammemes & {"1per", "2per", "impr"} or _lemma(verb) in lexicon.turning:
        return None
    nouns = list(_nouns(row, read, place))
    if verb.part == "PRTS":
        return None if _lemma(verb) in lexicon.naming else _passive(row, verb, place, nouns)
    heads = [one for one in nouns if not one.complement and not _is_time(one, lexicon)]
    behind = next((one for one in heads if one.place > place and not one.preposition), None)
    if behind is None or behind.place - place > NEAR:
        return None
    before = [one for one in heads if one.place < place]
    free = [one for one in before if not one.preposition]
    subjects = [one for one in free if _can_be_subject(verb, one)]
    if not _can_be_subject(verb, behind) and not _one_of_several(text, verb, behind):
        kind = _depends(verb, behind, lexicon)
        direct = kind and len(free) == len(subjects) == 1 and _named(subjects[0])
        return _made(nouns, subjects[0], behind, row[place], kind, inverted=False) if kind and direct else None
    if not _certain(text, behind, subjects):
        return None
    found = _inverted(verb, before, free, subjects, lexicon)
    return _made(nouns, behind, found[0], row[place], found[1], inverted=True) if found else None


def _inverted(
    verb: Form, before: Sequence[_Noun], free: Sequence[_Noun], subjects: Sequence[_Noun], lexicon: RoleWords
) -> tuple[_Noun, Kind] | None:
    """What depends on a verb and stands before it, where the subject stands behind."""
    results = [one for one in before if one.preposition in lexicon.leading_to]
    if _lemma(verb) in lexicon.leading and results and not subjects:
        return results[-1], "result"
    # Of two nouns before the verb nobody can tell which is the object.
    kind = _depends(verb, free[0], lexicon) if len(free) == 1 else None
    return (free[0], kind) if kind else None


def _lemma(verb: Form) -> str:
    return verb.lemma.replace("ё", "е")


def _nouns(row: Sequence[Word], read: Sequence[tuple[Form, ...]], place: int) -> Iterator[_Noun]:
    """The nouns of a clause, with the preposition that governs each."""
    preposition = held = ""
    previous: int | None = None
    for index, (word, found) in enumerate(zip(row, read, strict=True)):
        parts = {one.part for one in found}
        if "PREP" in parts:
            preposition, previous = key(word.text), None
        elif index == place or not parts or (parts & _ADVERBS and not parts & _NOUNS):
            preposition, previous = "", None
        elif found[0].part in _NOUNS or "NUMR" in parts or _stands_alone(row, read, index):
            cases = frozenset(one.case for one in found if one.case)
            # A name behind a noun is in apposition, unless that noun depends on a preposition: "в интервью Орбан".
            apposed = word.text[0].isupper() and not held
            complement = previous == index - 1 and (GENITIVE in cases or apposed)
            previous = index
            if not complement:
                held, preposition = preposition, ""
            yield _Noun(index, word, cases, found, held, complement)
        elif previous is not None:
            previous = index


def _stands_alone(row: Sequence[Word], read: Sequence[tuple[Form, ...]], index: int) -> bool:
    """Whether what looks like an adjective belongs to no noun behind it: "Зеленського", "к этому"."""
    own = {one.case for one in read[index] if one.part == "ADJF"}
    if not own:
        return False
    follows = read[index + 1] if index + 1 < len(row) else ()
    if follows and follows[0].part in _MODIFIED:
        return own.isdisjoint(one.case for one in follows)
    return True


def _can_be_subject(verb: Form, noun: _Noun) -> bool:
    return any(agrees(verb, one) for one in noun.forms)


def _named(noun: _Noun) -> bool:
    """Whether a noun is surely no object: by its case, or as a name that the dictionary takes for a thing."""
    return ACCUSATIVE not in noun.cases or noun.word.text[0].isupper()


def _one_of_several(text: Text, verb: Form, noun: _Noun) -> bool:
    """Whether the first of several subjects stands behind a verb in the plural: "подписали Иванов и Петров"."""
    if verb.number != "plur" or not any(one.case == NOMINATIVE and one.number == "sing" for one in noun.forms):
        return False
    rest = [word for word in text.words if word.start >= noun.word.end][:LONGEST_PHRASE]
    code = text.language.code
    for place, word in enumerate(rest[:-1]):
        joined = any(one.part == "CONJ" for one in forms(code, word.text)) and len(word.text) == 1
        if joined or text.text[word.end : word.end + 1] == ",":
            return any(one.case == NOMINATIVE for one in forms(code, rest[place + 1].text))
    return False


def _in_quotes(text: Text, noun: _Noun) -> bool:
    """Whether a noun is a name in quotation marks."""
    return text.text[noun.word.start - 1 : noun.word.start] in _QUOTES and noun.word.start > 0


def _is_time(noun: _Noun, lexicon: RoleWords) -> bool:
    """Whether a noun or number is of a time: "три года назад", "весь день"."""
    return any(one.lemma in lexicon.times or one.part == "NUMR" for one in noun.forms)


def _certain(text: Text, noun: _Noun, others: Sequence[_Noun]) -> bool:
    """Whether a noun behind the verb must be its subject: none before can be, or it is surely a nominative."""
    if not others or (noun.cases and ACCUSATIVE not in noun.cases):
        return True
    # Matches are won by clubs, not clubs by matches: «Спартак».
    if _in_quotes(text, noun) and not any(_in_quotes(text, one) for one in others):
        return True
    follows = [word for word in text.words if word.start >= noun.word.end][:1]
    listed = bool(follows) and "," in text.text[noun.word.end : follows[0].start]
    if not listed or not all(char in _LIST for char in text.text[noun.word.end : follows[0].start]):
        return False
    found = forms(text.language.code, follows[0].text)
    cases = {one.case for one in found if one.part in {"NOUN", "ADJF"}}
    return NOMINATIVE in cases and ACCUSATIVE not in cases and follows[0].text[0].isupper()


def _depends(verb: Form, noun: _Noun, lexicon: RoleWords) -> Kind | None:
    """How a noun can depend on a verb; on one that is not transitive only as the person to whom it is done."""
    if DATIVE in noun.cases and _lemma(verb) in lexicon.recipient and NOMINATIVE not in noun.cases:
        return "recipient"
    # The dictionary takes some surnames for things, whose accusative is another: Макрона.
    accusative = ACCUSATIVE in noun.cases or (GENITIVE in noun.cases and noun.word.text[0].isupper())
    return "object" if accusative and "intr" not in verb.grammemes else None


def _passive(row: Sequence[Word], verb: Form, place: int, nouns: Sequence[_Noun]) -> Event | None:
    """In "был избит полицией", whoever it is done to agrees with the participle, and the agent is an instrumental."""
    patients = [
        one for one in nouns if one.place < place and not one.preposition and not one.complement and _fits(verb, one)
    ]
    agents = [one for one in nouns if one.place > place and not one.complement][:1]
    agents = [one for one in agents if not one.preposition and one.cases == {INSTRUMENTAL}]
    if len(patients) != 1 or not agents or agents[0].place - place > NEAR:
        return None
    return _made(nouns, agents[0], patients[0], row[place], "object", inverted=True)


def _fits(verb: Form, noun: _Noun) -> bool:
    return any(
        one.case == NOMINATIVE
        and one.number == verb.number
        and (verb.number == "plur" or not one.gender or one.gender == verb.gender)
        for one in noun.forms
    )


def _made(nouns: Sequence[_Noun], agent: _Noun, patient: _Noun, verb: Word, kind: Kind, *, inverted: bool) -> Event:
    return Event(_phrase(nouns, agent), _phrase(nouns, patient), verb, kind, inverted)


def _phrase(nouns: Sequence[_Noun], head: _Noun) -> tuple[Word, ...]:
    """A noun and those that it governs."""
    found = [head.word]
    for one in nouns[nouns.index(head) + 1 :]:
        if not one.complement and not (one.preposition and one.word.text[0].isupper()):
            break
        found.append(one.word)
    return tuple(found[:LONGEST_PHRASE])
