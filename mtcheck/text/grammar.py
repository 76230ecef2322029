"""Case, number and gender of inflected words, for languages with a dictionary of forms (`mtcheck.text.morphology`)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from mtcheck.text.morphology import LANGUAGES, parsed

# Cases by pymorphy3's names; variants count as the case that they are variants of.
NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL, LOCATIVE = "nomn", "gent", "datv", "accs", "ablt", "loct"
_VARIANTS = {"gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct"}
# Share of its readings below which one is too rare to count against the others.
RARE = 0.03
_NOMINAL = frozenset({"NOUN", "ADJF", "PRTF", "NPRO", "NUMR"})


class Form(NamedTuple):
    """One reading of a word; what it lacks is empty. `part` is a part of speech of OpenCorpora."""

    part: str
    case: str
    number: str
    gender: str
    lemma: str
    grammemes: frozenset[str]

    @property
    def fixed(self) -> bool:
        """Whether the word has one form for all cases."""
        return "Fixd" in self.grammemes


@lru_cache(maxsize=1 << 14)
def forms(code: str, word: str) -> tuple[Form, ...]:
    """The readings of a word, rare ones left out; none for languages without a dictionary."""
    if code not in LANGUAGES:
        return ()
    parses = parsed(code, word)
    best = max((one.score for one in parses), default=0.0)
    # Of a word with one form for all cases some are rare, but none is out of the question.
    fixed = bool(parses) and "Fixd" in parses[0].tag
    found = []
    for one in parses:
        if one.score >= RARE * best or fixed:
            tag = one.tag
            case = str(tag.case or "")
            grammemes = frozenset(map(str, tag.grammemes))
            number = str(tag.number or "") or _number(grammemes)
            found.append(
                Form(
                    str(tag.POS or ""),
                    _VARIANTS.get(case, case),
                    number,
                    str(tag.gender or ""),
                    one.normal_form,
                    grammemes,
                )
            )
    return tuple(found)


def _number(grammemes: frozenset[str]) -> str:
    """The Ukrainian dictionary marks the plural alone."""
    return "plur" if "plur" in grammemes else "sing"


def has_cases(code: str) -> bool:
    """Whether the cases of a language can be told."""
    return code in LANGUAGES


def cases(code: str, word: str) -> frozenset[str]:
    """The cases that a noun, name, adjective or pronoun may stand in."""
    return frozenset(one.case for one in forms(code, word) if one.part in _NOMINAL and one.case)


def agrees(verb: Form, noun: Form) -> bool:
    """Whether a noun may be the subject of a finite verb by number and, in the past tense, gender."""
    if noun.part not in _NOMINAL or noun.case != NOMINATIVE:
        return False
    if verb.number and noun.number and verb.number != noun.number:
        return False
    if verb.grammemes & {"1per", "2per"}:
        return False
    return not (verb.gender and noun.gender and verb.number == "sing" and verb.gender != noun.gender)


def may_be_subject(code: str, verb: str, noun: str) -> bool:
    """Whether a word in some reading can be the subject of a verb in some reading."""
    return any(
        agrees(one, other) for one in forms(code, verb) if one.part in {"VERB", "PRED"} for other in forms(code, noun)
    )
