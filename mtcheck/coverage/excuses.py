"""Why a good translation may have, or lack, what has no counterpart: signs that do not add up but decide alone."""

from __future__ import annotations

from functools import cache, partial
from itertools import pairwise

from mtcheck.coverage.gaps import Gap
from mtcheck.coverage.view import Side
from mtcheck.dictionaries import dictionary
from mtcheck.lexicons import Lexicon, Units, lexicon, phrase
from mtcheck.light_words import is_generic, is_light
from mtcheck.text.polarity_words import polarity_words
from mtcheck.text.words import is_abbreviation

# Words of a stretch up to which it may explain a name, and small words between it and the name.
MOST_EXPLAINING, SMALL = 6, 2
# Words between a negator and the verb that it turns.
TURNED_BY = 2


def is_named(side: Side, place: int) -> bool:
    """Whether a word has a capital that no sentence gives it."""
    return place > 0 and side.words[place].text[0].isupper()


def common(gap: Gap) -> int:
    """How many words of a gap are no names."""
    return sum(not is_named(gap.side, place) for place in gap.places)


def explains(gap: Gap) -> bool:
    """Whether it may only say what a name beside it stands for: "the western city of Ternopil", "Aydar, a village"."""
    side = gap.side
    code = side.text.language.code
    words = dictionary(code, gap.other.text.language.code)
    some = [side.words[place].text for place in gap.places]
    if _abbreviated(gap):
        return True
    if len(some) > MOST_EXPLAINING:
        return False
    # A class that goes with a name is a plain noun: a city, not an ally. Any lone noun may be left out: "на аукционе".
    head = next(
        (left for left, right in pairwise(gap.places) if right - left > 1 or _parted(side, left)), gap.places[-1]
    )
    plain = is_generic(code, side.words[head].text) and (not words or "nouns" in words.kinds_of(side.words[head].text))
    if not plain and (side.text.side == "target" or len(some) > 1 or words.kind(some[0]) != "nouns"):
        return False
    return _before_name(gap) or (len(some) > 1 and _behind_name(gap))


def _abbreviated(gap: Gap) -> bool:
    """Whether its abbreviation follows in brackets, and is all that the other side has."""
    side, place = gap.side, gap.places[-1] + 1
    if place >= len(side.words):
        return False
    short = side.words[place]
    between = side.text.text[gap.end : short.start]
    return (
        between.strip() == "("
        and is_abbreviation(short.text)
        and any(word.text == short.text for word in gap.other.words)
    )


def _parted(side: Side, place: int) -> bool:
    """Whether more than a blank follows on a word."""
    return not side.text.text[side.words[place].end : side.words[place + 1].start].isspace()


def _before_name(gap: Gap) -> bool:
    side, place = gap.side, gap.places[-1] + 1
    code = side.text.language.code
    reach = SMALL if side.text.side == "target" else 0
    while place < len(side.words) and place <= gap.places[-1] + 1 + reach:
        between = side.text.text[side.words[place - 1].end : side.words[place].start].strip(_OPENING)
        if between:
            return False
        if is_named(side, place):
            return True
        if not is_light(code, side.words[place].text):
            return False
        place += 1
    return False


def _behind_name(gap: Gap) -> bool:
    """Behind a comma that follows on a name, or on a word that the source has in other letters."""
    side, place = gap.side, gap.places[0] - 1
    code = side.text.language.code
    while place >= 0 and gap.places[0] - 1 - place <= SMALL:
        comma = "," in side.text.text[side.words[place].end : side.words[place + 1].start]
        if comma:
            links = side.links.get(place, {})
            return is_named(side, place) or any(strength < 1 for strength in links.values())
        if not is_light(code, side.words[place].text):
            return False
        place -= 1
    return False


_OPENING = " \N{NO-BREAK SPACE}«“„\"'‘"


def counted(gap: Gap) -> bool:
    """Whether a lone word stands right behind a number that the other side has: "пятая картина", "the fifth"."""
    side = gap.side
    word = side.words[gap.places[0]]
    before = next((one for one in side.text.numbers if 0 <= word.start - one.span.end <= len(" ")), None)
    return (
        len(gap.places) == 1 and before is not None and any(one.value == before.value for one in gap.other.text.numbers)
    )


def turned(gap: Gap) -> bool:
    """Whether a negation stands before a lone verb, which its opposite may render: "не превысить", "keep to"."""
    side, place = gap.side, gap.places[0]
    code = side.text.language.code
    lexicon = polarity_words(code)
    if lexicon is None or "verbs" not in dictionary(code, gap.other.text.language.code).kinds_of(
        side.words[place].text
    ):
        return False
    found = lexicon.cues.find(lexicon.cues.tokens(side.words[max(0, place - TURNED_BY - 1) : place]))
    return any(cue.kind == "negator" for cue in found)


def idiomatic(gap: Gap) -> bool:
    """Whether it belongs to an idiom of the source that the translation has in other, right words."""
    if gap.side.text.side != "source":
        return False
    texts = gap.side.text, gap.other.text
    known = lexicon(*(text.language.code for text in texts))
    source, target = (text.once("units", partial(Units, text.language.code, text.text, text.words)) for text in texts)
    for number in _idioms(known):
        row = known.row(number)
        wanted = phrase(known.source, row.source)
        if wanted.may_stand(source.keys) and any(
            _overlap(gap, source.span(path)) for path in wanted.find(source.all())
        ):
            return any(phrase(known.target, one).stands(target.all()) for one in row.right)
    return False


def _overlap(gap: Gap, span: tuple[int, int]) -> bool:
    return gap.start < span[1] and span[0] < gap.end


@cache
def _idioms(known: Lexicon) -> tuple[int, ...]:
    return tuple(number for number in range(len(known)) if known.row(number).kind == "idiom")


def unread(side: Side, other: Side) -> bool:
    """Whether a side has a plain word that no dictionary knows, and that may say any number of things."""
    words = dictionary(side.text.language.code, other.text.language.code)
    return any(
        (word := side.words[place].text).islower() and word.isalpha() and word not in words for place in side.open
    )
