"""Sentence boundaries: the rules that hold in every language, around a library that is asked where they are not sure.

A candidate is a full stop or the like with the closing marks and white space after it. Most candidates decide
themselves: a small letter follows, a question mark stands before a capital, the word is a known abbreviation. Only a
full stop after a short word that nobody knows is left to the library, which sees some hundred characters around it. So
the cost is linear in the length of the text, whatever the library does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mtcheck.text.sentence_rules import Rules, rules_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Splitter = Callable[[str, str], set[int]]
    """Offsets at which a library lets sentences of a text in a language begin."""
    _Ask = Callable[[str, int, int], bool]

MAX_SEGMENT = 2_000
"""Characters; what is longer is no sentence and is cut at spaces."""
_WINDOW_BEFORE, _WINDOW_AFTER = 300, 100
# Per paragraph. A library takes up to half a millisecond, and a paragraph with so many doubtful places is no prose.
_MOST_QUESTIONS = 500
# A word of so many letters before a full stop is no abbreviation that the tables lack.
_LONG_WORD = 6
# A sentence whose first words end in "млрд." has hardly ended.
_FEW_WORDS = 4
_TITLE_LENGTH = 60

_TERMINATORS = ".!?…‼⁇⁈⁉。！？｡।॥؟۔"
_FULL_WIDTH = frozenset("。！？｡")
_CLOSERS = "»”’›」』）)]}〉》】"
# Marks that close in one language and open in another; what follows them tells.
_EITHER = "\"'“‘«‹"
_OPENERS = "\"'“‘„‚«‹»›”’「『（([{〈《【¿¡*#_"
_DASHES = "-–—―"
_QUOTES = frozenset("\"'“”„‘’«»‹›「」『』")
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]{1,5}\.[ \u00a0]?){0,3}[^\W_]+(?:[-/][^\W\d_]+)*\Z")
_SHORT_PART = re.compile(r"([^\W\d_]{1,4})\.")
_FIRST_WORD = re.compile(r"[\w’'-]{1,40}")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place where a sentence may end: `[mark, end)` with its closing marks, the next one would begin at `start`."""

    mark: int
    closers: int
    end: int
    start: int


@cache
def _candidate_pattern(terminators: str) -> re.Pattern[str]:
    # Every part may be empty but the first, so that a match never has to be tried again from its middle.
    marks = re.escape(terminators)
    return re.compile(rf"(?P<mark>[{marks}]+)(?P<closers>[{re.escape(_CLOSERS + _EITHER)}]*)(?P<gap>\s*)")


def sentence_starts(text: str, lang: str | None, splitter: Splitter | None = None) -> Iterator[int]:
    """Offsets at which the second and later sentences of one paragraph begin, in order."""
    rules = rules_for(lang)
    flat = "".join(" " if char.isspace() else char for char in text)
    ask = _asking(splitter, lang)
    begin = 0
    for candidate in _candidates(flat, rules):
        if _is_boundary(flat, begin, candidate, rules, ask):
            yield candidate.start
            begin = candidate.start


def _asking(splitter: Splitter | None, lang: str | None) -> _Ask:
    """A function that asks the library whether a sentence begins at an offset; yes without one or when overasked."""
    asked = 0

    def ask(text: str, begin: int, start: int) -> bool:
        nonlocal asked
        asked += 1
        if splitter is None or lang is None or asked > _MOST_QUESTIONS:
            return True
        low = max(begin, start - _WINDOW_BEFORE)
        return start - low in splitter(text[low : start + _WINDOW_AFTER], lang)

    return ask


def _candidates(text: str, rules: Rules) -> Iterator[_Candidate]:
    """Places after which a sentence can begin, with all closing marks on the side of the sentence that they close."""
    straight = counted = 0
    for match in _candidate_pattern(_TERMINATORS + rules.terminators).finditer(text):
        closers_start, gap_start, after = match.end("mark"), match.end("closers"), match.end()
        end = closers_start
        straight += text.count('"', counted, closers_start)
        counted = closers_start
        inside = straight
        while end < gap_start and _closes(text, end, inside):
            inside += text[end] == '"'
            end += 1
        # Chinese and Japanese put no space after a full stop, whichever one they use.
        full_width = text[closers_start - 1] in _FULL_WIDTH or (
            _is_han(text, match.start() - 1) and _is_han(text, gap_start)
        )
        if end == gap_start:
            # "! »" as French writes it: a mark between spaces closes.
            while after < len(text) and text[after] in "»”’›" and not text[after + 1 : after + 2].isalnum():
                end = after + 1
                after = end + len(text[end : end + 80]) - len(text[end : end + 80].lstrip())
        else:
            after = end
        if after < len(text) and (after > end or full_width):
            yield _Candidate(match.start(), closers_start, end, after)


def _is_han(text: str, index: int) -> bool:
    return 0 <= index < len(text) and "\u3040" <= text[index] <= "\u9fff"


def _closes(text: str, index: int, straight: int) -> bool:
    """Whether the mark at `index`, which stands directly after a terminator, closes something."""
    if text[index] in _CLOSERS:
        return True
    if text[index] == '"' and text[index + 1 : index + 2].isalnum():
        return straight % 2 == 1
    return not text[index + 1 : index + 2].isalnum()


def _is_boundary(text: str, begin: int, candidate: _Candidate, rules: Rules, ask: _Ask) -> bool:
    closers = text[candidate.closers : candidate.end]
    quoted = any(char in _QUOTES for char in closers)
    if _goes_on(text, candidate.start, rules, quoted=quoted):
        return False
    if any(char in ")]）" for char in closers):
        return _opened_a_sentence(text, begin, candidate)
    marks = text[candidate.mark : candidate.closers]
    if marks != ".":
        return not (quoted and marks[-1] in "?!" and _is_title(text, begin, candidate))
    return quoted or _full_stop_ends(text, begin, candidate, rules, ask)


def _goes_on(text: str, start: int, rules: Rules, *, quoted: bool) -> bool:
    """Whether the text from `start` on goes on with the sentence; `quoted` when a quotation has just closed."""
    word, dash = _next_word(text, start)
    if word and _is_small(word):
        return True  # «...?» — сказал он; an ellipsis or an abbreviation within a sentence
    following = text[start]
    if not word and following in ",;:)":
        return True
    if not quoted:
        return False
    # «...!» — Иванов о выборах: the dash joins the quotation to whose words it is.
    names_speaker = dash and not any(char in _QUOTES for char in text[start : start + 4])
    return names_speaker or following in rules.particles or _is_attribution(text, start, rules)


def _next_word(text: str, start: int) -> tuple[str, bool]:
    """The first word from `start` on, behind opening marks, and whether a dash stands before it."""
    dash = False
    for index in range(start, min(start + 12, len(text))):
        char = text[index]
        if char in _DASHES:
            dash = True
        elif char not in _OPENERS and not char.isspace():
            match = _FIRST_WORD.match(text, index)
            return (match.group() if match else ""), dash
    return "", dash


def _is_small(word: str) -> bool:
    """Whether a word begins with a small letter and is no brand such as iPhone."""
    return word[0].islower() and not word[1:2].isupper()


def _is_attribution(text: str, start: int, rules: Rules) -> bool:
    """Whether names and then a reporting verb follow the quotation: "Why?" Prime Minister Smith asked."""
    if not rules.reporting:
        return False
    if start and text[start - 1] in _QUOTES:  # no space: a script without them
        clause = re.split(r"[，。：；！？、\s]", text[start : start + 12], maxsplit=1)[0]
        return clause.endswith(tuple(rules.reporting))
    words = text[start : start + 60].split()[:5]
    for position, word in enumerate(words):
        bare = word.rstrip(".,:;")
        if bare in rules.reporting:
            return position > 0
        if (
            not word[0].isupper()
            or word.lower() in rules.starters - {"he", "she", "they", "we", "i"}
            or word[-1] in ",;:"
        ):
            return False
    return False


def _opened_a_sentence(text: str, begin: int, candidate: _Candidate) -> bool:
    """Whether the bracket that closes here was opened where a sentence begins: "(Ja.) Er ging", not "(sic!) Er"."""
    brackets = [text.rfind(char, max(begin, candidate.mark - MAX_SEGMENT), candidate.mark) for char in "([（"]
    opener = max(brackets)
    before = text[max(begin, opener - 5) : opener].rstrip() if opener >= 0 else ""
    return not before or before[-1] in _TERMINATORS + _CLOSERS + '"'


def _is_title(text: str, begin: int, candidate: _Candidate) -> bool:
    """Whether a quotation that ends in a question is part of its sentence: роман «Что делать?» Чернышевского."""
    low = max(begin, candidate.mark - _TITLE_LENGTH)
    opener = max(text.rfind(char, low, candidate.mark) for char in '«“„"‘')
    before = text[max(begin, opener - 2) : opener].rstrip() if opener > begin else ""
    return bool(before) and before[-1].isalnum()


@dataclass(frozen=True, slots=True)
class _FullStop:
    """A full stop in its sentence: the word before it with its parts ("т.е"), the last part, the word after it.

    `sentence` is what stands before the last part, `starter` says that the word after it begins sentences.
    """

    whole: str
    last: str
    word: str
    starter: bool
    number_follows: bool
    sentence: str
    dotted: bool

    @property
    def lowered(self) -> str:
        return self.last.lower()


def _full_stop_ends(text: str, begin: int, candidate: _Candidate, rules: Rules, ask: _Ask) -> bool:
    """Whether a single full stop with nothing to close ends its sentence, by the word before it."""
    match = _WORD_BEFORE.search(text, max(begin, candidate.mark - 30), candidate.mark)
    if match is None:
        return True
    word, _ = _next_word(text, candidate.start)
    last = re.split(r"[.\s\u00a0]", match.group())[-1]
    word_start = candidate.mark - len(last)
    stop = _FullStop(
        whole=match.group().replace(" ", "").replace("\u00a0", "").lower(),
        last=last,
        word=word,
        # "В. Петров": a letter with a full stop is an initial, whatever word it also is.
        starter=word.lower().rstrip("'’") in rules.starters and not text.startswith(word + ".", candidate.start),
        number_follows=word[:1].isdigit() or (not word and text[candidate.start] in "№§"),
        # The beginning of what may be a whole book without sentence ends does not matter.
        sentence=text[max(begin, word_start - _WINDOW_BEFORE) : word_start],
        dotted=text[max(begin, word_start - 1) : word_start] == ".",
    )
    if last.isdigit():
        return _number_ends(stop, rules)
    decided = _abbreviation_ends(stop, rules)
    if decided is None and _next_is_abbreviation(text, candidate, stop.lowered, rules):
        decided = False
    if decided is None:
        decided = _initial_ends(stop)
    if decided is None:
        return stop.starter or len(last) >= _LONG_WORD or ask(text, begin, candidate.start)
    return decided


def _number_ends(stop: _FullStop, rules: Rules) -> bool:
    """Whether a sentence ends in this number; it does not in "1. Erster Punkt" and "am 5. Dezember"."""
    if not any(char.isalnum() for char in stop.sentence):
        return False
    # Days, rounds and centuries have two digits, years have four.
    ordinal = rules.ordinals and len(stop.last) <= 2 and stop.word[:1].isalpha()
    return stop.starter or not ordinal


def _abbreviation_ends(stop: _FullStop, rules: Rules) -> bool | None:
    """What the tables say of the word; None when it is not in them, or when it is also an ordinary word."""
    key = next((key for key in (stop.whole, stop.lowered) if key in rules.known), None)
    ambiguous = None if len(stop.last) > 1 else False
    if key in rules.unit and not _after_number(stop.sentence):
        return False if key in rules.prefix else ambiguous
    if key in rules.unit or key in rules.suffix:
        begun = len(stop.sentence.split()) >= _FEW_WORDS and not stop.number_follows
        return stop.starter or (begun and not _is_acronym(stop, rules))
    if stop.lowered in rules.reference or stop.whole in rules.reference:
        roman = len(stop.word) < _FEW_WORDS and stop.word.isupper() and set(stop.word) <= set("IVXLC")
        return False if stop.number_follows or roman else ambiguous
    return None if key is None else False


def _initial_ends(stop: _FullStop) -> bool | None:
    """Whether an initial or an abbreviation in parts ends the sentence, as "plan B. The" does; None for other words."""
    if len(stop.last) == 1 and stop.last.isalpha():
        alone = stop.whole == stop.lowered
        return stop.starter and len(stop.sentence.split()) > 1 and (alone or stop.dotted)
    # "e. V.": an abbreviation in several parts that no table has.
    return stop.starter if "." in stop.whole and len(stop.last) <= 2 else None


def _is_acronym(stop: _FullStop, rules: Rules) -> bool:
    """Whether the abbreviation is a name in capitals such as U.S., which adjectives and nouns follow."""
    return stop.last.isupper() and "." in stop.whole and bool(rules.starters)


def _after_number(before: str) -> bool:
    """Whether the text ends in a number, in digits or in Roman numerals (XX в.)."""
    token = before.rstrip()[-12:].split(" ")[-1].rstrip("-–—")
    return token[-1:].isdigit() or (bool(token) and set(token) <= set("IVXLCХІ"))


def _next_is_abbreviation(text: str, candidate: _Candidate, lowered: str, rules: Rules) -> bool:
    """Whether this word and the next are the parts of one abbreviation: "z. B.", "Т. Е."."""
    match = _SHORT_PART.match(text, candidate.start)
    return match is not None and f"{lowered}.{match.group(1).lower()}" in rules.known


def cuts(text: str) -> Iterator[int]:
    """Offsets at which a sentence longer than MAX_SEGMENT is cut: at spaces, else after clauses, else anywhere."""
    start = 0
    while len(text) - start > MAX_SEGMENT:
        low, high = start + MAX_SEGMENT // 2, start + MAX_SEGMENT
        space = max(text.rfind(char, low, high) for char in " \n\t\u00a0\u3000")
        clause = max(text.rfind(char, low, high) for char in "，、；：,;")
        start = (space if space >= 0 else clause) + 1 if max(space, clause) >= 0 else high
        yield start
