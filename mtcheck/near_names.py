"""Known names of which the translation has a letter or two wrong: "Novosibersk"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from mtcheck import renderings
from mtcheck.article import Article, Pair, Text
from mtcheck.dictionaries import dictionary
from mtcheck.gazetteers import Entity
from mtcheck.names import Mention
from mtcheck.naming_kinds import REPORTED
from mtcheck.renderings import Rendering
from mtcheck.text.candidates import Candidate
from mtcheck.text.words import fold, is_capitalised

# The language of the dictionary whose other side lists ordinary words.
OTHER = "ru"
# Letters of a name of which one may be wrong, and of one of which two may be.
SHORTEST, LONG = 6, 10
# The ending of names of lands that their adjectives lack.
_ABSTRACT = "y"
# How sure it is that a word is the name, misspelt.
LIKELY = 0.6


def misspelling(article: Article, pair: Pair, mention: Mention, entities: Sequence[Entity]) -> Rendering | None:
    """The phrase of the translation that is but a slip away from an accepted name, and no word of its own."""
    if pair.target is None or any(entity.weight < REPORTED for entity in entities):
        return None
    lang = article.target_language.code
    known = [(one.start, one.end) for one in article.mentions(pair.target)]
    named = renderings.explained(article, pair, mention)
    here = {fold(word.text) for word in pair.source.words} if pair.source is not None else set()
    forms = dict.fromkeys(form for entity in entities for form in entity.accepted(lang) if len(form) >= SHORTEST)
    found: list[tuple[int, Candidate]] = []
    for form in forms:
        for option in _phrases(pair.target, form):
            free = not any(start <= option.start and option.end <= end for start, end in known)
            free &= not any(start < option.end and option.start < end for start, end in named)
            slips = _slips(fold(option.text), fold(form)) if free and fold(option.text) not in here else 0
            if slips and not _has_a_word(option.text, form, lang):
                found.append((slips, option))
    if not found:
        return None
    return Rendering(min(found, key=lambda one: (one[0], one[1].start - one[1].end))[1], LIKELY)


def _has_a_word(written: str, form: str, lang: str) -> bool:
    """Whether what differs from the name is an ordinary word: Defense, Defence."""
    right = form.lower().split()
    return any(word not in right and word in dictionary(lang, OTHER) for word in written.lower().split())


def _phrases(text: Text, form: str) -> Iterator[Candidate]:
    """As many words side by side as a name has, where the first begins with its capital."""
    count = form.count(" ") + 1
    row = text.words
    for place, (first, last) in enumerate(zip(row, row[count - 1 :], strict=False)):
        if first.text[0] != form[0] or not form[0].isupper():
            continue
        written = text.text[first.start : last.end]
        plain = all(char.isalpha() or char in " -'’" for char in written) and written.count(" ") == count - 1
        # "Roy Lichtenstein" is somebody.
        named = place and is_capitalised(row[place - 1].text) and text.text[row[place - 1].end : first.start] == " "
        if plain and not (named and count == 1):
            yield Candidate(written, first.start, last.end, quoted=False)


def _slips(written: str, form: str) -> int:
    """How many letters of a phrase are wrong in a name that it may be, 0 if none or too many; an ending is no slip."""
    most = 2 if len(form) >= LONG else 1
    if written.startswith(form) or _is_derived(written, form):
        return 0
    slips = OSA.distance(written, form, score_cutoff=most)
    return slips if slips <= most else 0


def _is_derived(written: str, form: str) -> bool:
    """Whether a word is the name without its ending: Tuscan, Tuscany."""
    return form.startswith(written) and (len(written) < len(form) - 1 or form.endswith(_ABSTRACT))
