"""How names of one kind are judged, and what in a source is surely such a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mtcheck import renderings
from mtcheck.article import Article, Text
from mtcheck.gazetteers import Entity
from mtcheck.languages import Language
from mtcheck.names import Form, Mention
from mtcheck.text.morphology import readings
from mtcheck.text.quotes import parse
from mtcheck.text.words import fold

WELL_KNOWN, REPORTED, SHORT = 3, 2, 2
# Letters from which an abbreviation is hardly anything else's, and a single word hardly an ordinary one.
LONG_ABBREVIATION, LONG_WORD = 5, 9
# A word with less than this share of readings as a name is an ordinary word.
PROPER = 0.5
# What stands alone in quotation marks is no person, place or office.
QUOTED_KINDS = frozenset({"party", "organisation", "medium"})


@dataclass(frozen=True, slots=True)
class Kind:
    """How to judge names of one kind.

    `cues` names the language's words beside which a single ordinary word is such a name, none if empty. A phrase of the
    translation is taken for the name from the likeness `meaning` (cosine) or `letters` (share of letters) on; None: not
    by this evidence; from the cosine `faint` on if both have several words, and it names nothing else that is known;
    `sound` is a share of letters, too, of a name taken from another alphabet letter by letter; `near`: a slip away from
    an accepted name. With `guarded` a single
    word needs a sign that it is a name. With `one_word` a single word may stand for several. `forms` are the forms of
    the source that it judges.
    """

    name: str
    cues: Literal["", "party_words", "media_words"] = ""
    meaning: float | None = None
    faint: float | None = None
    letters: float | None = None
    guarded: bool = True
    one_word: bool = False
    sound: float | None = None
    near: bool = False
    forms: frozenset[Form] = frozenset({Form.NAME, Form.SHORT, Form.SURNAME})

    def cues_of(self, language: Language) -> frozenset[str]:
        """The cues in a language."""
        found: frozenset[str] = getattr(language, self.cues) if self.cues else frozenset()
        return found


def is_name(article: Article, text: Text, mention: Mention, meant: tuple[Entity, ...], kind: Kind) -> bool:
    """Whether the mention is surely a name: an ordinary word needs a sign, an abbreviation must be known."""
    # The leader of a party is called by its name, that of a ministry often is not.
    headed = kind.name != "party" and text.text.startswith(tuple(text.language.heads), mention.end)
    if (
        headed
        or mention.form not in kind.forms
        or (mention.single and kind.name not in QUOTED_KINDS and in_quotes(text, mention))
    ):
        return False
    cue = beside(text, mention.start, mention.end, kind.cues_of(text.language))
    if mention.form is Form.SHORT:
        needed = WELL_KNOWN if len(mention.entities) > 1 else REPORTED
        letters = mention.end - mention.start
        known = len(meant) == 1 and letters > SHORT and (meant[0].weight >= needed or letters >= LONG_ABBREVIATION)
        return known or cue or in_full(article, mention)
    if not mention.single or not kind.guarded:
        return True
    # "Conservatives" in a party, "conservatives" anywhere.
    common = text.language.script == "Latin" and text.text[mention.start].islower()
    read = readings(text.language.code, text.text[mention.start : mention.end])
    if read is not None and (not read.known or read.proper >= PROPER):
        return True
    if read is None and not common and mention.end - mention.start >= LONG_WORD:
        return True
    word = text.text[mention.start : mention.end].casefold()
    says_so = any(word.endswith(ending) for ending in kind.cues_of(text.language))
    # An ordinary word in quotation marks may be a show or a ship; parties and papers are what it mostly is.
    marked = in_quotes(text, mention) and (bool(kind.cues) or any(entity.weight >= WELL_KNOWN for entity in meant))
    return says_so or cue or marked or in_full(article, mention)


def marked(text: Text, mention: Mention) -> bool:
    """Whether the name stands in quotation marks, by itself or behind a word for what it is."""
    return (
        in_quotes(text, mention)
        or renderings.bare(text, mention.start, mention.end) != (text.text[mention.start : mention.end])
    )


def in_quotes(text: Text, mention: Mention) -> bool:
    """Whether the mention is all that stands between two quotation marks."""
    return any(
        (start + 1, end - 1) == (mention.start, mention.end)
        for start, end in parse(text.text, text.language.quotes).spans
    )


def beside(text: Text, start: int, end: int, cues: frozenset[str]) -> bool:
    """Whether a cue such as "party" stands next to the place, on either side."""
    before = [word for word in text.words if word.end <= start][-2:]
    after = [word for word in text.words if word.start >= end][:1]
    return any(fold(word.text) in cues for word in (*before, *after))


def in_full(article: Article, mention: Mention) -> bool:
    """Whether the source names the same thing elsewhere by a name of several words."""
    ids = {entity.id for entity in mention.entities}
    return any(
        not other.single and other.form is Form.NAME and any(entity.id in ids for entity in other.entities)
        for pair in article.pairs
        if pair.source is not None
        for other in article.mentions(pair.source)
    )
