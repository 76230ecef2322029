"""Whether a text negates anything, or has a word that implies a negation: its figures may then say the contrary."""

from __future__ import annotations

from mtcheck.article import Text
from mtcheck.text.polarity_words import WEAK, polarity_words

_KINDS = frozenset({"negator", "agreeing", "concord", "clausal", "denial"})


def negates(text: Text, *, implied: bool = False) -> bool:
    """Whether it has a negator, `implied`: or a word of negative meaning; True where its language has no table."""
    lexicon = polarity_words(text.language.code)
    if lexicon is None:
        return True
    found = text.once("polarity cues", lambda: tuple(lexicon.cues.find(lexicon.cues.tokens(text.words))))
    return any(cue.kind in _KINDS or (implied and cue.kind.startswith(WEAK)) for cue in found)
