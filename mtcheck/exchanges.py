"""Known names of the source in whose place the translation has the name of another known thing: Lithuania, Latvia.

Two signs must meet in one passage: a name of the source that nothing there renders, and a name of the same kind for
which the source has no ground. Each alone may be a translator's freedom, and is judged more strictly elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtcheck.article import Article, Pair, Text
from mtcheck.counterparts import missing, of_words
from mtcheck.gazetteers import Entity
from mtcheck.languages import Language
from mtcheck.misnomers import EVERYWHERE
from mtcheck.names import Form, Mention, finder, is_given
from mtcheck.naming_kinds import LONG_WORD, QUOTED_KINDS, REPORTED, SHORT, WELL_KNOWN, in_quotes
from mtcheck.renderings import accepted
from mtcheck.source_names import SourceName, is_ordinary, is_translatable, keys_of
from mtcheck.text.casing import starts_sentence
from mtcheck.text.morphology import readings
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.words import Word, fold, is_abbreviation, is_capitalised, is_unspaced, words
from mtcheck.unfounded import founded

# Letters of an ending that a language without a dictionary of forms may put behind a name, and letters before it.
ENDING, STEM = 3, 4
# Weight from which a thing of the source can be what is missing.
WEIGHTY = 1
# What stands for the country of bodies that several countries share.
INTERNATIONAL = "UN"
_JOINTS = re.compile(r"[-‑'’ʼ.]")
# Share of letters from which one abbreviation is another one garbled, or one name taken for another.
ALIKE = 0.6
# What takes the place of a thing of one kind is of the same.
_GROUPS = {"place": "place", "person": "person", **dict.fromkeys(QUOTED_KINDS, "body")}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A name of the pair's source, and the name of something else at `[start, end)` of its translation."""

    name: SourceName
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What a name at `[start, end)` of a text can mean: well-known things of one group."""

    start: int
    end: int
    form: Form
    entities: tuple[Entity, ...]
    group: str

    @property
    def mention(self) -> Mention:
        """The same as a mention."""
        return Mention(self.start, self.end, self.form, self.entities, single=True)

    @property
    def countries(self) -> frozenset[str]:
        """Where these things are."""
        return frozenset(entity.country for entity in self.entities)

    @property
    def is_country(self) -> bool:
        """Whether it is a country, and no town or region of one."""
        return any(
            entity.demonyms and not entity.id.startswith(f"{entity.country.lower()}-") for entity in self.entities
        )


def exchanges(article: Article, pair: Pair) -> list[Exchange]:
    """Of each group at most one: where several names of it are left over on either side, none is accused."""
    if pair.source is None or pair.target is None:
        return []
    strange = _strange(article, pair, pair.target)
    if not strange:
        return []
    found = []
    lost = [one for one in _known(article, pair.source, WEIGHTY) if _is_sure(article, pair.source, one)]
    for group in dict.fromkeys(one.group for one in strange):
        there = [one for one in strange if one.group == group]
        if len(there) > 1:
            continue
        place = there[0].start, there[0].end
        names = ((one, _name(article, pair.source, one)) for one in lost if one.group == group)
        here = [
            name
            for one, name in names
            if (_garbled(pair, one, there[0]) and not accepted(article, pair, one.entities, 0))
            or (missing(article, pair, name, 0, place) and _take_turns(article, pair, one, there[0]))
        ]
        if len(here) == 1 and _is_groundless(article, pair, here[0], there[0]):
            found.append(Exchange(here[0], *place))
    return found


def _strange(article: Article, pair: Pair, text: Text) -> list[_Known]:
    """What only the translation names: nothing of that name, and no thing of such a country, is in the source near."""
    known = [one for one in _known(article, text) if _is_sure(article, text, one)]
    if not known:
        return []
    grounds = [_grounds(article, near.source) for near in article.nearby(pair) if near.source is not None]
    return [
        one
        for one in known
        if not any(
            not ids.isdisjoint(entity.id for entity in one.entities)
            or (one.is_country and not countries.isdisjoint(one.countries))
            for ids, countries in grounds
        )
    ]


def _grounds(article: Article, text: Text) -> tuple[set[str], set[str]]:
    """All that a text of the source names, by id, and their countries."""
    key = ("grounds", text.key)
    found = article.kept.get(key)
    if found is None:
        entities = {entity for one in _known(article, text, 0) for entity in one.entities}
        found = article.kept[key] = {entity.id for entity in entities}, {entity.country for entity in entities}
    assert isinstance(found, tuple)
    return found


def _known(article: Article, text: Text, least: int = REPORTED) -> Sequence[_Known]:
    """Things of at least some weight that a text names; also places in the names of bodies: "Armenia's prosecutors".

    From weight 0 on all of any kind.
    """
    return text.once(f"things of weight {least}", lambda: tuple(_named(article, text, least)))


def _named(article: Article, text: Text, least: int) -> Iterator[_Known]:
    spans: dict[tuple[int, int], list[Mention]] = {}
    for mention in article.mentions(text):
        if mention.form is not Form.WRONG:
            spans.setdefault((mention.start, mention.end), []).append(mention)
    for (start, end), mentions in spans.items():
        named = ((one, entity) for one in mentions for entity in one.entities if entity.weight >= least)
        entities = tuple(dict.fromkeys(entity for one, entity in named if not least or _is(text, one, entity)))
        groups = {_GROUPS.get(entity.kind, "office") for entity in entities}
        if least and groups == {"place", "body"} and not in_quotes(text, mentions[0]):
            # A club has its name from the place.
            entities, groups = tuple(entity for entity in entities if entity.kind == "place"), {"place"}
        if not least or (len(groups) == 1 and "office" not in groups):
            yield _Known(start, end, mentions[0].form, entities, min(groups, default=""))
        if " " in text.text[start:end] and groups <= {"body"}:
            yield from _places(article, text, start, end)


def _is(text: Text, mention: Mention, entity: Entity) -> bool:
    """Whether a thing is called so; without a dictionary of forms the ending must be one that names can have."""
    found = fold(text.text[mention.start : mention.end])
    if readings(text.language.code, found) is not None or is_unspaced(found[0]):
        return True
    code = text.language.code
    return any(_is_form(fold(form), found) for form in (*entity.accepted(code), *entity.demonyms.get(code, ())))


def _is_form(form: str, found: str) -> bool:
    if form == found:
        return True
    alike = 0
    while alike < min(len(form), len(found)) and form[alike] == found[alike]:
        alike += 1
    shorter, longer = sorted((len(form), len(found)))
    # Where both go on, two words begin alike: "libérien", "libéraux".
    return alike >= STEM and longer - alike <= ENDING and shorter - alike <= 1


def _places(article: Article, text: Text, start: int, end: int) -> Iterator[_Known]:
    """Places that are single words of a longer name."""
    names = finder(article.gazetteer, text.language, foreign=text.side == "target")
    for word in text.words:
        if start < word.end and word.start < end and is_capitalised(word.text) and not is_abbreviation(word.text):
            for one in names.find(word.text, [Word(word.text, 0, len(word.text))]):
                mention = Mention(word.start, word.end, one.form, one.entities, one.single)
                told = tuple(thing for thing in one.entities if thing.weight >= REPORTED and _is(text, mention, thing))
                if told and one.form is not Form.WRONG and all(thing.kind == "place" for thing in told):
                    yield _Known(word.start, word.end, one.form, told, "place")


def _is_sure(article: Article, text: Text, one: _Known) -> bool:
    """Whether a name can be nothing else: no ordinary word, nobody's given name, no surname that many have."""
    written, language = text.text[one.start : one.end], text.language
    if " " in written or is_unspaced(written[0]):
        return True
    if is_abbreviation(written):
        return one.group == "place" or len(written) > SHORT
    if one.form is Form.DEMONYM or not is_capitalised(written):
        return one.is_country and len(written) > STEM
    given = is_given(article.gazetteer, language, written) and (one.group != "place" or not _stands_alone(text, one))
    return not given and fold(written) not in language.function_words and _is_sure_word(text, one, written)


def _is_sure_word(text: Text, one: _Known, written: str) -> bool:
    """The same of one word with a capital."""
    known = any(entity.weight >= WELL_KNOWN for entity in one.entities)
    quoted = one.group != "body" or not text.language.names_in_quotes or in_quotes(text, one.mention)
    if not quoted or (one.group == "person" and not known):
        return False
    read = readings(text.language.code, written)
    if read is not None:
        return read.place or not is_ordinary(text.language, written)
    if starts_sentence(text.text, one.start):
        return (one.group == "place" and (one.is_country or known)) or (known and len(written) >= LONG_WORD)
    return True


def _stands_alone(text: Text, one: _Known) -> bool:
    """Whether no word with a capital is beside a word, and it does not begin a sentence."""
    before = next((word for word in reversed(text.words) if word.end <= one.start), None)
    after = next((word for word in text.words if word.start >= one.end), None)
    beside = any(word is not None and is_capitalised(word.text) for word in (before, after))
    return not beside and not starts_sentence(text.text, one.start)


def _name(article: Article, text: Text, one: _Known) -> SourceName:
    written, person = text.text[one.start : one.end], one.group == "person"
    translatable = one.group == "body" and is_translatable(article, written, one.entities)
    return SourceName(one.start, one.end, one.entities, keys_of(written, person=person), translatable, person)


def _take_turns(article: Article, pair: Pair, left: _Known, right: _Known) -> bool:
    """Whether one can have been put for the other: countries for countries, bodies of one country for each other."""
    assert pair.target is not None
    if left.group == "person" and " " in pair.target.text[right.start : right.end]:
        return not _names(pair.target.text[right.start : right.end]) <= _accepted(article, left)
    if left.group == "place" and left.is_country != right.is_country:
        return _is_mistaken(article, pair, left, right)
    if left.group == "place":
        if left.is_country and not left.countries.isdisjoint(right.countries):
            return False
    elif left.group == "body" and not _are_of_one_kind(article, left, right):
        return False
    # What shares words may be another name for it: Washington, Washington State; Papua New Guinea, Papua.
    mine, written = _stems(article, left), _written(article, pair, right)
    if written <= mine:
        return False
    return left.group == "body" or left.countries.isdisjoint(right.countries) or mine.isdisjoint(_stems(article, right))


def _are_of_one_kind(article: Article, left: _Known, right: _Known) -> bool:
    """Whether two bodies are of one country and kind, and not the same office of several countries."""
    kinds = [{entity.kind for entity in one.entities} for one in (left, right)]
    if _at_home(left).isdisjoint(_at_home(right)) or kinds[0].isdisjoint(kinds[1]):
        return False
    return not _same_office(article, left, right)


def _at_home(one: _Known) -> frozenset[str]:
    """Where bodies are; those of several countries are all of one kind."""
    return frozenset(INTERNATIONAL if country in EVERYWHERE else country for country in one.countries)


def _names(text: str) -> set[str]:
    """The folded words of a name, and their parts."""
    return {part for word in words(text) for part in _JOINTS.split(fold(word.text))}


def _accepted(article: Article, one: _Known) -> set[str]:
    """All words of the accepted names of what a name can mean."""
    code = article.target_language.code
    return {part for entity in one.entities for form in entity.accepted(code) for part in _names(form)}


def _is_mistaken(article: Article, pair: Pair, left: _Known, right: _Known) -> bool:
    """Whether a town may have been taken for a country by its letters, or a country for a town: Colombia, Colombo."""
    assert pair.source is not None
    assert pair.target is not None
    written, found = pair.source.text[left.start : left.end], pair.target.text[right.start : right.end]
    shared = {part for part in _names(found) if len(part) >= STEM} & _accepted(article, left)
    if shared or not left.countries.isdisjoint(right.countries):
        return False
    return spelling(romanise(written, pair.source.language.romanisation), fold(found)) >= ALIKE


def _same_office(article: Article, left: _Known, right: _Known) -> bool:
    """Whether the source's language has one name for both: what prosecutors are called differs by country."""
    if article.source_language is None:
        return False
    code, stem = article.source_language.code, article.source_language.stem
    names = [
        {" ".join(map(stem, form.split())) for entity in one.entities for form in entity.names.get(code, ())}
        for one in (left, right)
    ]
    return not names[0].isdisjoint(names[1])


def _garbled(pair: Pair, left: _Known, right: _Known) -> bool:
    """Whether one abbreviation is the other with letters changed: НРК, NRC."""
    assert pair.source is not None
    assert pair.target is not None
    names = pair.source.text[left.start : left.end], pair.target.text[right.start : right.end]
    if not all(map(is_abbreviation, names)) or min(map(len, names)) <= SHORT:
        return False
    if sorted(fold(names[0])) == sorted(fold(names[1])):
        # Other languages have the same words in another order: ADN, DNA.
        return False
    return spelling(romanise(names[0], pair.source.language.romanisation), names[1]) >= ALIKE


def _written(article: Article, pair: Pair, one: _Known) -> set[str]:
    assert pair.target is not None
    found = words(pair.target.text[one.start : one.end])
    return {article.target_language.stem(word.text) for word in found if len(word.text) >= STEM}


def _stems(article: Article, one: _Known) -> set[str]:
    language: Language = article.target_language
    forms = (form for entity in one.entities for form in entity.accepted(language.code))
    return {language.stem(word.text) for form in forms for word in words(form) if len(word.text) >= STEM}


def _is_groundless(article: Article, pair: Pair, name: SourceName, one: _Known) -> bool:
    """Whether no word of the source but those of the lost name can be that which only the translation names."""
    assert pair.target is not None
    if any(one.start <= start < one.end for start in of_words(pair, name)):
        return False
    return not founded(article, pair.target.text[one.start : one.end], _unnamed(article, pair))


def _unnamed(article: Article, pair: Pair) -> Iterator[str]:
    """Words of the source nearby that belong to no known name."""
    for near in article.nearby(pair):
        if near.source is not None:
            named = [(one.start, one.end) for one in article.mentions(near.source)]
            for word in near.source.words:
                if not any(start < word.end and word.start < end for start, end in named):
                    yield word.text
