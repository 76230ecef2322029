"""Claims that became facts, and facts that became claims.

What others claim, what is likely, what may be and what is planned are rendered by different words. A hedge is missed
where the translation has no word of the kinds that can stand for it: in the clause that says the same, where that can
be told, in the sentence elsewhere. Words that another word of the source accounts for do not count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mtcheck.article import Article, Pair, Text
from mtcheck.clause_spans import clause_at
from mtcheck.clauses import counterpart
from mtcheck.coverage.view import view
from mtcheck.finding import Side
from mtcheck.text.cues import Cue
from mtcheck.text.hedge_words import REPORTED, HedgeWords, hedge_words
from mtcheck.text.words import fold

# Below this cosine a pair may be misaligned.
UNLIKE = 0.3
# What may render a hedge of each kind; verbs of saying are weighed apart.
_OPEN = frozenset({"hearsay", "guess", "possibility", "claim", "suspect", "modal", "plan", "weak"})
EXCUSES: Mapping[str, frozenset[str]] = {
    "hearsay": _OPEN | {"source", "impossible"},
    REPORTED: _OPEN | {"source", "impossible"},
    "source": _OPEN | {"source", "saying", "vague", "outlook", "impossible"},
    "guess": _OPEN | {"vague", "outlook"},
    "possibility": _OPEN | {"outlook", "impossible", "limit"},
    "plan": _OPEN | {"outlook", "assertive", "impossible"},
}
STRONG = frozenset({"hearsay", "guess", REPORTED})
CLAIMS = frozenset({"hearsay", REPORTED})
CLAIMED = frozenset({"hearsay", "guess", "source", "saying", "vague", REPORTED})
# Kinds whose words count where the translation has more of them.
PAIRED = ("vague", "suspect", "limit")
SAID = frozenset({"saying", "source"})
HEDGES = _OPEN | {REPORTED, "saying", "source", "vague", "limit", "outlook", "faint"}
# How surely it is lost: nothing can stand for it; what can stands for something else; it stands in another clause.
CLEAR, SPOKEN, ELSEWHERE = 0.75, 0.65, 0.6
ADDED = 0.7
# Words between a possibility and its verb, and words before a verb that say how sure it is.
VERB_WITHIN, AROUND = 3, 8


@dataclass(frozen=True, slots=True)
class Hedged:
    """A hedge that only one side has; `asserted` is what the other side has in its place, where that can be told."""

    pair: Pair
    side: Side
    cue: Cue
    confidence: float
    asserted: Cue | None = None


def hedged(article: Article) -> Iterator[Hedged]:
    """Hedges of one side alone, at most one a pair and side."""
    language = article.source_language
    source = hedge_words(language.code) if language else None
    target = hedge_words(article.target_language.code)
    if source is None or target is None:
        return
    for pair in article.pairs:
        if pair.source is None or pair.target is None or (pair.similarity is not None and pair.similarity < UNLIKE):
            continue
        ours, theirs = _cues(pair.source, source), _cues(pair.target, target)
        lost = [
            one
            for cue in ours
            if cue.kind in EXCUSES
            for one in _lost(article, pair, cue, ours, theirs, may=_is_one_of(pair.source, cue, source.may))
        ]
        if lost and not _moved(article, pair, source, target):
            yield max(lost, key=lambda one: one.confidence)
        added = next((cue for cue in theirs if cue.kind == "hearsay"), None)
        if added is not None and not any(cue.kind in HEDGES for cue in ours):
            yield Hedged(pair, "target", added, ADDED)


def _lost(  # noqa: PLR0911 - each is a reason of its own
    article: Article, pair: Pair, cue: Cue, ours: Sequence[Cue], theirs: Sequence[Cue], *, may: bool
) -> Iterator[Hedged]:
    """A hedge of the source, if the translation has none for it; `may`: a possibility that nobody leaves out."""
    assert pair.source is not None
    asserted = [other for other in theirs if other.kind == "assertive"]
    excuses = _excuses(cue, ours, theirs)
    if cue.kind == "possibility" and not asserted and (excuses or not may):
        return
    if cue.kind == "source" and not asserted and _told_by(article, pair, cue):
        return
    if not excuses:
        spoken = sum(other.kind in SAID for other in theirs) if cue.kind in CLAIMS else 0
        if spoken <= sum(other.kind in SAID for other in ours):
            yield Hedged(pair, "source", cue, SPOKEN if spoken else CLEAR, next(iter(asserted), None))
        return
    guessed = cue.kind == "guess" and _explained(article, pair, cue, ours, excuses)
    flat = _flatly(article, pair, cue, ours, asserted, excuses) if may else None
    if guessed or flat:
        yield Hedged(pair, "source", cue, ELSEWHERE, flat or next(iter(asserted), None))
        return
    wrong = _before_verb(article, pair, cue, theirs) or _in_turn(cue, ours, theirs, excuses)
    if cue.kind == "possibility" and wrong is not None:
        yield Hedged(pair, "source", cue, ELSEWHERE, wrong)
    own = clause_at(pair.source, cue.start)
    there = counterpart(article, pair, own)
    if there is None:
        return
    asserted = [other for other in asserted if there.holds(other)]
    if cue.kind == "possibility" and not asserted:
        return
    # Each of the others has its own counterpart in another clause.
    left = [other for other in ours if other.kind in HEDGES and not own.holds(other)]
    right = [other for other in theirs if other.kind in EXCUSES[cue.kind] | SAID]
    if any(there.holds(other) for other in right) or len(right) > len(left):
        return
    yield Hedged(pair, "source", cue, ELSEWHERE, next(iter(asserted), None))


def _told_by(article: Article, pair: Pair, cue: Cue) -> bool:
    """Whether the translation begins with who a source is, as who found it: "по данным ВОЗ", "WHO logged"."""
    assert pair.source is not None
    assert pair.target is not None
    behind = pair.source.words
    last = next((index for index, word in enumerate(behind) if word.start >= cue.end), len(behind))
    reach = behind[min(last + AROUND, len(behind)) - 1].end
    named = {
        entity.id for one in article.mentions(pair.source) if cue.end <= one.start < reach for entity in one.entities
    }
    opening = pair.target.words[:VERB_WITHIN][-1].end if pair.target.words else 0
    return any(
        one.start < opening and named & {entity.id for entity in one.entities} for one in article.mentions(pair.target)
    )


def _is_one_of(text: Text, cue: Cue, listed: Collection[str]) -> bool:
    """Whether a cue is listed, as it is written or folded."""
    written = text.text[cue.start : cue.end]
    return written.casefold() in listed or fold(written) in listed


def _excuses(cue: Cue, ours: Sequence[Cue], theirs: Sequence[Cue]) -> list[Cue]:
    """What may render a hedge, without what another word of the source accounts for."""
    kinds = set(EXCUSES[cue.kind])
    for kind in PAIRED:
        if sum(other.kind == kind for other in theirs) <= sum(other.kind == kind for other in ours):
            kinds.discard(kind)
    if cue.kind == "possibility" and any(other.kind in CLAIMED | {"claim", "weak"} for other in ours):
        kinds -= {"claim", "hearsay"}
    return [other for other in theirs if other.kind in kinds]


def _explained(article: Article, pair: Pair, cue: Cue, ours: Sequence[Cue], excuses: Sequence[Cue]) -> bool:
    """Whether the dictionary has each excuse for another word of the source, which has nothing to do with the hedge."""
    seen = view(article, pair)
    if seen is None or not seen.known or any(other.kind == "guess" for other in excuses):
        return False
    kinds = {other.kind for other in ours if other is not cue}
    for one in excuses:
        places = [place for place, word in enumerate(seen.target.words) if one.start <= word.start < one.end]
        meant = [
            cue.start <= seen.source.words[other].start < cue.end
            for place in places
            for other, sure in seen.target.links.get(place, {}).items()
            if sure == 1
        ]
        if any(meant) or (not meant and not (one.kind == "source" and one.kind in kinds)):
            return False
    return True


def _flatly(
    article: Article, pair: Pair, cue: Cue, ours: Sequence[Cue], asserted: Sequence[Cue], excuses: Sequence[Cue]
) -> Cue | None:
    """What asserts the only possibility, in a clause that leaves nothing open; other words account for the rest."""
    assert pair.target is not None
    others = [other for other in ours if other is not cue and other.kind in HEDGES]
    if any(other.kind in {"possibility", "guess", "hearsay"} for other in (*others, *excuses)):
        return None
    if len(excuses) > len(others) or len(asserted) != 1:
        return None
    if not _same_verb(article, pair, cue, asserted[0]):
        return None
    own = clause_at(pair.target, asserted[0].start)
    apart = not any(own.holds(other) for other in excuses)
    return asserted[0] if apart or _explained(article, pair, cue, ours, excuses) else None


def _same_verb(article: Article, pair: Pair, cue: Cue, asserted: Cue) -> bool:
    """Whether the dictionary has what stands behind a possibility among the words behind what asserts something."""
    seen = view(article, pair)
    if seen is None or not seen.known:
        return False
    behind = [place for place, word in enumerate(seen.source.words) if word.start >= cue.end][:VERB_WITHIN]
    there = [place for place, word in enumerate(seen.target.words) if word.start >= asserted.end][:VERB_WITHIN]
    return any(seen.source.links.get(place, {}).get(other) == 1 for place in behind for other in there)


def _before_verb(article: Article, pair: Pair, cue: Cue, theirs: Sequence[Cue]) -> Cue | None:
    """What asserts the verb that the translation has for the one behind a possibility."""
    seen = view(article, pair) if cue.kind == "possibility" else None
    if seen is None or not seen.known:
        return None
    behind = [place for place, word in enumerate(seen.source.words) if word.start >= cue.end][:VERB_WITHIN]
    place = next((one for one in behind if one in seen.source.links), None)
    verbs = [] if place is None else [other for other, sure in seen.source.links[place].items() if sure == 1]
    if len(verbs) != 1:
        return None
    words = seen.target.words[max(0, verbs[0] - AROUND) : verbs[0]]
    before = [other for other in theirs if words and words[0].start <= other.start < seen.target.words[verbs[0]].start]
    if any(other.kind in EXCUSES["possibility"] for other in before):
        return None
    near = seen.target.words[max(0, verbs[0] - VERB_WITHIN)].start
    return next((other for other in before if other.kind == "assertive" and other.start >= near), None)


def _in_turn(cue: Cue, ours: Sequence[Cue], theirs: Sequence[Cue], excuses: Sequence[Cue]) -> Cue | None:
    """What asserts it, where possibilities of both sides follow each other one by one, and one is asserted."""
    left = [other for other in ours if other.kind == "possibility"]
    right = [other for other in theirs if other.kind in {"possibility", "assertive"}]
    if len(left) != len(right) or len(left) < 2 or any(other.kind != "possibility" for other in excuses):
        return None
    wrong = right[left.index(cue)]
    return wrong if wrong.kind == "assertive" else None


def _moved(article: Article, pair: Pair, source: HedgeWords, target: HedgeWords) -> bool:
    """Whether the hedge may stand in a sentence beside: one has more of them than the source there."""
    for near in article.nearby(pair):
        if near is pair or near.target is None:
            continue
        there = sum(cue.kind in STRONG for cue in _cues(near.target, target))
        own = _cues(near.source, source) if near.source is not None else []
        if there > sum(cue.kind in STRONG for cue in own):
            return True
    return False


def _cues(text: Text, lexicon: HedgeWords) -> list[Cue]:
    return text.once("hedges", lambda: lexicon.find(lexicon.cues.tokens(text.words)))
