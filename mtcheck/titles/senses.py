"""What a title of office means where it stands, and which titles are right and wrong for it in a translation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from mtcheck.article import Article, Text
from mtcheck.cache import remembered
from mtcheck.gazetteers import Entity, digest_of
from mtcheck.languages import language
from mtcheck.misnomers import ANYWHERE, plausible
from mtcheck.names import Form, Mention
from mtcheck.resources import references_folder
from mtcheck.text.phrases import file_phrases
from mtcheck.text.titles import Sense, title_tables
from mtcheck.text.titles_found import Found, Title, TitleFinder, phrase_of
from mtcheck.text.words import words
from mtcheck.titles.places import Beside, Mentions, beside, contexts_of

# A known office whose accepted names have none of these is never called so, whatever else its title may mean.
PLAIN = frozenset({"chairman", "manager", "council-president"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """The titles that are right for an office, best first, and those that are wrong.

    Of an office in the gazetteer, `entity`, `phrases` are the titles in its accepted names, by stems, and `known` is
    what the title in the first of them can mean.
    """

    right: tuple[str, ...]
    wrong: frozenset[str]
    entity: Entity | None = None
    phrases: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()


class TitleReader:
    """The titles of an article's texts; each text is read once."""

    def __init__(self, article: Article) -> None:
        self._article = article

    def found(self, text: Text | None) -> Found | None:
        """The titles of a text, None without any."""
        if text is None:
            return None
        finder = _finder(text.language.code, self._article.gazetteer.digest)
        return text.once("titles", lambda: (finder.find(text.text, text.words),))[0]

    def mentions(self, text: Text) -> Mentions:
        """Known people, places and bodies of a text by where they begin, the longest where several do."""
        starts: dict[int, Mention] = {}
        for mention in self._article.mentions(text):
            if mention.kind != "office" and mention.form is not Form.WRONG:
                starts.setdefault(mention.start, mention)
        return starts

    def meaning(self, text: Text, found: Found, title: Title) -> Meaning:
        """What a title of the source means there, for the language of the translation."""
        sense = self._sense(title, beside(self._article, text, found, title, self.mentions(text)))
        tables = title_tables()
        never = [tables.offices[name].never for name in title.offices]
        right = sense.means if sense else tuple(sorted(title.offices))
        wrong = sense.never if sense else frozenset.intersection(*never) if never else frozenset()
        office = self._office(text, title)
        names = _titles_of(office, self._article.target_language.code) if office else ()
        if not names:
            return Meaning(right, wrong)
        likely = tuple(name for name in right if name not in PLAIN)
        return Meaning(likely, PLAIN | wrong, office, frozenset(phrase for phrase, _ in names), names[0][1])

    def _office(self, text: Text, title: Title) -> Entity | None:
        """The office of a country that the gazetteer knows by this title."""
        for mention in self._article.mentions(text):
            covers = mention.kind == "office" and mention.start <= title.start and title.end <= mention.end
            if covers and mention.form is not Form.WRONG and not mention.single:
                meant = [one for one in plausible(self._article, text, mention, "office") if one.country != ANYWHERE]
                if len(meant) == 1:
                    return meant[0]
        return None

    def _sense(self, title: Title, where: Beside) -> Sense | None:
        """The first sense that fits."""
        for sense in title_tables().senses:
            if not sense.titles <= title.offices or (sense.countries and where.country not in sense.countries):
                continue
            near = not sense.contexts or bool(sense.contexts & where.contexts)
            if near and (not sense.needs or sense.needs & self._contexts):
                return sense
            if not near and where.alone and sense.wide & self._contexts:
                return sense
        return None

    @cached_property
    def _contexts(self) -> frozenset[str]:
        """The contexts that the source names anywhere."""
        names: set[str] = set()
        for pair in self._article.pairs:
            if pair.source is not None:
                found = self.found(pair.source)
                names.update(name for _, some in (found.contexts if found else {}).values() for name in some)
                for mention in self.mentions(pair.source).values():
                    names |= contexts_of(mention.entities)
        return frozenset(names)


@cache
def _titles_of(entity: Entity, code: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The titles in the accepted names of a known office, by stems, each with what it can mean."""
    finder, stem = _finder(code, ""), language(code).stem
    found = (finder.find(name, words(name)) for name in entity.accepted(code))
    return tuple((phrase_of(one, title, stem), title.offices) for one in found if one for title in one.titles)


@cache
def _finder(code: str, digest: str) -> TitleFinder:
    """The finder for a language; what it is made of is kept between runs under digests of the reference data."""

    def make() -> dict[str, bytes]:
        return file_phrases(title_tables().items(code))

    return TitleFinder(
        language(code).stem, remembered(f"titles-{code}", f"{digest}-{_digest()}", make) if digest else make()
    )


@cache
def _digest() -> str:
    """Of the tables of titles, which the gazetteer's digest does not cover."""
    return digest_of(references_folder(), ("titles",))
