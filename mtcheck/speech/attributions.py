"""Where the translation has a claim from somebody else than the source, or told to somebody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mtcheck.article import Article, Pair, Text
from mtcheck.speech.names import Name, Side, counterpart, sides
from mtcheck.speech.speakers import Part, part_of
from mtcheck.text.speech_words import speech_words

# Below this cosine a pair may be misaligned.
UNLIKE = 0.3
# Parts of a text between a name and a reporting word that is shown with it.
NEAR = 6
_TELLING = frozenset({"says", "according", "directs", "reported", "interviews"})
_OPINIONS, _REPORTS = frozenset({"according"}), frozenset({"says", "according"})
# Media are told things all the time, and their names often stand undeclined right behind the verb.
_TOLD = frozenset({"medium", "place"})
Kind = Literal["hearer-speaks", "speaker-hears", "other-speaks", "hearer-asked", "body-speaks"]


@dataclass(frozen=True, slots=True)
class Changed:
    """Whoever is named has another part in the translation. The places hold the verb or preposition that shows it."""

    pair: Pair
    kind: Kind
    source: Name
    target: Name
    source_place: tuple[int, int]
    target_place: tuple[int, int]


def changes(article: Article) -> Iterator[Changed]:
    """At most one for each pair, in order."""
    for pair in article.pairs:
        if pair.similarity is not None and pair.similarity < UNLIKE:
            continue
        if not (_reports(pair.source) and _reports(pair.target)):
            continue
        both = sides(article, pair)
        if both is None:
            continue
        left, right = both
        if left.marked.has("says", "according", "directs") and right.marked.has("says", "according", "directs"):
            found = next(_changed(pair, left, right), None)
            if found is not None:
                yield found


def _reports(text: Text | None) -> bool:
    """Whether a text may say who says something."""
    lexicon = speech_words(text.language.code) if text is not None else None
    return text is not None and lexicon is not None and lexicon.reports(text.words)


def _changed(pair: Pair, left: Side, right: Side) -> Iterator[Changed]:
    spoken = {name: part for name in right.names if (part := part_of(right, name))}
    for name, part in spoken.items():
        own = counterpart(name, right, left)
        if own is None or counterpart(own, left, right) is None:
            continue
        kind = _kind(left, right, own, name, part)
        if kind is not None:
            yield Changed(pair, kind, own, name, _place(left, own), _place(right, name))
    yield from _exchanged(pair, left, right, spoken)


def _kind(left: Side, right: Side, own: Name, name: Name, part: Part) -> Kind | None:
    """How the parts of a name contradict each other, None where they do not."""
    theirs = part_of(left, own)
    if theirs == "hearer" and not _may_be_nominative(own, name):
        if part == "speaker" and not right.marked.has("citing"):
            return "hearer-speaks"
        if part == "asked" and left.marked.has("interviews") and not right.marked.has("interviews"):
            return "hearer-asked"
    elif theirs == "speaker" and part == "hearer" and own.kinds.isdisjoint(_TOLD):
        return "speaker-hears"
    elif theirs is None and part == "speaker" and _of_source(left, own) and not right.marked.has("sources", "citing"):
        return "body-speaks"
    return None


def _place(side: Side, name: Name) -> tuple[int, int]:
    """A name with the reporting word nearest to it."""
    first, last = side.parts(name)
    telling = [mark for mark in side.marked.marks if not mark.kinds.isdisjoint(_TELLING)]
    near = min(telling, key=lambda mark: max(first - mark.last, mark.first - last), default=None)
    if near is None or max(first - near.last, near.first - last) > NEAR:
        return name.start, name.end
    return min(name.start, near.start), max(name.end, near.end)


def _exchanged(pair: Pair, left: Side, right: Side, spoken: Mapping[Name, Part]) -> Iterator[Changed]:
    """Each side has one report, by different people of whom both are named on both sides."""
    theirs = [name for name in left.names if part_of(left, name) == "speaker"]
    ours = [name for name, part in spoken.items() if part == "speaker"]
    if all(_only(side, _OPINIONS) for side in (left, right)):
        theirs, ours = (
            [name for name in some if _opinion_of(side, name)] for side, some in ((left, theirs), (right, ours))
        )
    elif not all(_only(side, _REPORTS) for side in (left, right)):
        return
    if len(theirs) != 1 or len(ours) != 1:
        return
    meant, own = counterpart(theirs[0], left, right), counterpart(ours[0], right, left)
    if meant is None or own is None or own == theirs[0] or counterpart(meant, right, left) != theirs[0]:
        return
    if _apart(right, meant, ours[0]) and _apart(left, theirs[0], own):
        yield Changed(pair, "other-speaks", own, ours[0], _place(left, own), _place(right, ours[0]))


def _only(side: Side, kinds: frozenset[str]) -> bool:
    """Whether a text has one word of these kinds."""
    return sum(1 for mark in side.marked.marks if not mark.kinds.isdisjoint(kinds)) == 1


def _opinion_of(side: Side, name: Name) -> bool:
    """Whether a claim is made according to whoever is named."""
    first, _ = side.parts(name)
    return any(
        0 <= first - mark.last <= NEAR and "," not in side.text.text[mark.end : name.start]
        for mark in side.marked.of("according")
    )


def _apart(side: Side, one: Name, other: Name) -> bool:
    """Whether two names are in different phrases: a word or a comma stands between them."""
    left, right = sorted((one, other), key=lambda name: name.start)
    between = side.marked.parts[side.marked.index(left.end - 1) + 1 : side.marked.index(right.start)]
    return bool(between) or "," in side.text.text[left.end : right.start]


def _may_be_nominative(own: Name, name: Name) -> bool:
    """Whether a name that looks inflected ends as in the translation, and is no medium: Зинке, Zinke.

    An unstressed o is heard as u: Болсонару, Bolsonaro.
    """
    ends = own.key[-1:], name.key[-1:]
    return "medium" not in own.kinds and (ends[0] == ends[1] or ends == ("u", "o"))


def _of_source(side: Side, name: Name) -> bool:
    """Whether a source without a name, in the body that is named, is said to speak."""
    first, _ = side.parts(name)
    before = side.marked.at.get(first - 1)
    if before is None or "prepositions" not in before.kinds or "sources" not in side.marked.kinds(before.first - 1):
        return False
    return any(abs(mark.first - before.first) <= 4 for mark in side.marked.of("says"))
