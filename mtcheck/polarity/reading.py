"""What a text says of its polarity: its negators, and words that may stand for one in a translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mtcheck.article import Text
from mtcheck.text.cues import Cue, Token
from mtcheck.text.polarity_words import DENIED, DENIES, LOOKING, WEAK, PolarityWords, akin
from mtcheck.text.words import fold

# Words between a negator and the word of negative meaning that it turns: "cannot be fully ruled out".
REACH_AFTER, REACH_BEFORE = 4, 2
_OPENS = frozenset(",;:—–(")
# Words between a negator and another that only agrees with it: "não apoiou nenhum".
REACH_AGREEING = 6
# Words between a negator and the "until" with which it says when something happened.
REACH_DELAYING = 30
# Words between a comparative and a negator behind it with which it says that nothing is more.
REACH_COMPARING = 4
# Around a word that is quoted, and not said.
_MARKS = frozenset("\"'“”„«»‘’")
_CLOSES, _STOPS = frozenset(".,;:!?)—–"), frozenset(".;!?")


@dataclass(frozen=True, slots=True)
class Reading:
    """The cues of one text.

    `implied` are words of negative meaning, `weak` counts their concepts, and `implying` is where they begin; `doubled`
    are negators that stand beside one, with its concept; `denials` and `asserting` are verbs that deny or assert a
    clause.
    """

    tokens: Sequence[Token]
    negators: tuple[Cue, ...]
    doubled: Mapping[Cue, str]
    concords: int
    weak: Counter[str]
    faint: int
    denials: tuple[Cue, ...] = ()
    asserting: tuple[Cue, ...] = ()
    implied: tuple[Cue, ...] = ()
    implying: frozenset[int] = frozenset()
    fixed: frozenset[int] = frozenset()
    """Where words of phrases begin that hold a negator and negate nothing: "не менее"."""
    lessened: bool = False
    """Whether words of negative meaning were left out."""

    def without(self, cues: Collection[Cue]) -> Reading:
        """The same without some of its words of negative meaning."""
        kept = tuple(cue for cue in self.implied if cue not in cues)
        return replace(
            self,
            weak=Counter(cue.kind for cue in kept),
            doubled=_doubled(self.negators, kept),
            implied=kept,
            implying=frozenset(cue.start for cue in kept),
            lessened=True,
        )


def reading(text: Text, lexicon: PolarityWords) -> Reading:
    """The reading of a text of the article, found once."""
    return text.once("polarity", lambda: read(text, lexicon))


def read(text: Text, lexicon: PolarityWords) -> Reading:
    """The reading of a text."""
    tokens = lexicon.cues.tokens(text.words)
    found = lexicon.cues.find(tokens)
    found = [cue._replace(kind=_within(text.text, cue)) if cue.kind == "clausal" else cue for cue in found]
    sure = [cue for cue in found if cue.kind == "negator" and not _names(text.text, cue)]
    agreeing = [cue for cue in found if cue.kind == "agreeing"]
    alone = [cue for cue in agreeing if not any(abs(cue.first - other.first) <= REACH_AGREEING for other in sure)]
    said = sorted([*sure, *alone], key=lambda cue: cue.first)
    negators = [cue for cue in said if not _delays(text.text, tokens, cue, lexicon)]
    denials = tuple(cue for cue in found if cue.kind == DENIES)
    weak = [cue for cue in found if cue.kind.startswith(WEAK)] + [cue._replace(kind=DENIED) for cue in denials]
    return Reading(
        tokens,
        tuple(negators),
        _doubled(negators, weak),
        sum(cue.kind in {"concord", "neutral"} for cue in found)
        + len(agreeing)
        - len(alone)
        + len(said)
        - len(negators),
        Counter(cue.kind for cue in weak),
        sum(cue.kind in {"faint", "neutral"} for cue in found),
        denials,
        tuple(cue for cue in found if cue.kind == "asserting"),
        tuple(weak),
        frozenset(cue.start for cue in weak),
        frozenset(token.start for cue in found if cue.kind == "neutral" for token in tokens[cue.first : cue.last]),
    )


def _doubled(negators: Iterable[Cue], weak: Iterable[Cue]) -> dict[Cue, str]:
    """The negators that stand beside a word of negative meaning, with its concept."""
    found = {}
    for cue in negators:
        for other in weak:
            # "Неисправностей не выявил": a word that only looks negated is turned by what stands before it.
            before = other.kind != LOOKING and other.last <= cue.first < other.last + REACH_BEFORE
            if before or cue.last <= other.first < cue.last + REACH_AFTER:
                found[cue] = other.kind
                break
    return found


def unmatched(one: Reading, other: Reading) -> int:
    """Words of `other` that imply a negation beyond those of `one`, which they may translate though of another concept.

    "Wstrzyma się", "abstain". What stands beside a negator is that negator's.
    """
    free = one.weak - other.weak - Counter(one.doubled.values())
    left = 0
    for concept in (other.weak - one.weak).elements():
        own = next((near for near in free if free[near] and akin(near, concept)), None)
        if own is None:
            left += 1
        else:
            free[own] -= 1
    return left


def affirmed(text: str, cue: Cue, lexicon: PolarityWords) -> str:
    """The text without a negator."""
    start, end = whole(text, cue)
    instead = lexicon.affirmed.get(fold(text[start:end]))
    if instead is None:
        start, end = cue.start, cue.end
        instead = lexicon.affirmed.get(fold(text[start:end]), "")
    rest = text[:start] + instead + text[end:]
    return " ".join(rest.split())


def whole(text: str, cue: Cue) -> tuple[int, int]:
    """The place of the whole word to which a cue belongs: "didn't"."""
    start, end = cue.start, cue.end
    while start and (text[start - 1].isalnum() or text[start - 1] in "'’") and text[start : start + 1].isascii():
        start -= 1
    return start, end


def _within(text: str, cue: Cue) -> str:
    """What a phrase is that negates nothing at the beginning of a clause, by where it stands."""
    before = text[: cue.start].rstrip()
    return "neutral" if not before or before[-1] in _OPENS else "negator"


def _delays(text: str, tokens: Sequence[Token], cue: Cue, lexicon: PolarityWords) -> bool:
    """Whether a negator only says when something happened, or that it is the most of all.

    "Did not open until May", "had never won before", "выше цены не поднимались".
    """
    for token in tokens[max(0, cue.first - REACH_COMPARING) : cue.first]:
        if token.key in lexicon.comparing and _CLOSES.isdisjoint(text[token.end : cue.start]):
            return True
    for token in tokens[cue.last : cue.last + REACH_DELAYING]:
        behind = text[token.end :].lstrip()[:1]
        if token.key in lexicon.delaying or (token.key in lexicon.delaying_last and (not behind or behind in _CLOSES)):
            return True
        if behind in _STOPS:
            break
    return False


def _names(text: str, cue: Cue) -> bool:
    """Whether it negates nothing: it stands before a number ("Library No. 4"), or is a word that is quoted: “no”."""
    if text[cue.start - 1 : cue.start] in _MARKS and text[cue.end : cue.end + 1] in _MARKS:
        return True
    rest = text[cue.end : cue.end + 3]
    named = text[cue.start : cue.end] == "No" and text[: cue.start].rstrip()[-1:].isalnum()
    return (rest[:1] == "." or named) and rest.removeprefix(".").strip()[:1].isdigit()
