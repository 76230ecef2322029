"""person-name-garbled: a spelling that is nobody's, or another person's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from mtcheck import renderings
from mtcheck.article import Article, Pair, Text
from mtcheck.checks.base import Check, Draft, Example, Fixes
from mtcheck.checks.naming import continued_drafts, garbled_strangers, stranger_draft
from mtcheck.chinese_names import wrong_syllables
from mtcheck.finding import Applicability, Manner
from mtcheck.full_names import WrongName, wrong_given_names, wrong_surnames
from mtcheck.gazetteers import Entity
from mtcheck.languages import Language
from mtcheck.misnomers import ENGLISH, listed, names_of
from mtcheck.misspelt import misspelt
from mtcheck.mqm import Severity
from mtcheck.names import Form, Mention, given_names
from mtcheck.naming_kinds import in_quotes
from mtcheck.strangers import listed_for_strangers
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.words import Word, fold, is_capitalised

KIND = "person"
# A word is a spelling of a name from LIKE on; where the right name stands in the next sentence, only from BESIDE on.
LIKE, BESIDE = 0.6, 0.75
# A surname that the article never gives in full must be met this closely.
ALONE = 0.8
WELL_KNOWN = 3
# How sure it is that what stands behind someone's given name stands for the surname.
BEHIND_GIVEN = 0.75
# How sure it is that another given name or surname is wrong.
GIVEN = 0.8
# From this confidence on a right spelling may be written into the translation without a person.
WRITTEN = 0.9


@dataclass(frozen=True, slots=True)
class _Near:
    word: Word
    likeness: float


def find(article: Article) -> Iterator[Draft]:
    """Known people of the source against what the translation has; without a source, listed wrong spellings."""
    if article.source is None:
        yield from _listed(article)
        return
    in_full = _named_in_full(article)
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        seen: set[str] = set()
        for mention in article.mentions(pair.source):
            people = _meant(article, pair.source, mention, in_full) or _listed_wrong(article, pair, mention)
            if people and people[0].id not in seen:
                seen.update(person.id for person in people)
                yield from _judge(article, pair, mention, people, in_full)
    yield from garbled_strangers(article, KIND)
    yield from _halves(article)
    yield from _syllables(article)
    yield from continued_drafts(article, KIND, "the person")
    for pair, stranger, mention in listed_for_strangers(article, KIND):
        yield stranger_draft(pair, stranger, mention, article.target_language.code)


def _halves(article: Article) -> Iterator[Draft]:
    """Right surnames beside another given name, given names beside another surname, and surnames that are misspelt."""
    for one in wrong_given_names(article):
        yield _half(one, "given name")
    for one in wrong_surnames(article):
        yield _half(one, "surname")
    for one in misspelt(article):
        yield _half(one, "name")


def _syllables(article: Article) -> Iterator[Draft]:
    """Chinese names with a syllable that the characters do not have."""
    for one in wrong_syllables(article):
        assert one.pair.source is not None
        assert one.pair.target is not None
        written = one.pair.source.text[one.start : one.end]
        yield Draft(
            f"“{one.word.text}” is not how “{written}” of the source is read"
            + (f"; that is “{one.right}”." if one.right else "."),
            (one.pair.target.place(one.word.start, one.word.end), one.pair.source.place(one.start, one.end)),
            GIVEN,
            suggestion=one.right,
        )


def _half(one: WrongName, half: str) -> Draft:
    assert one.pair.source is not None
    assert one.pair.target is not None
    written = one.pair.source.text[one.start : one.end]
    reason = f"the {half} is “{one.right}”" if one.right else f"the {half} is another"
    return Draft(
        f"“{one.word.text}” is not what “{written}” of the source is called: {reason}.",
        (one.pair.target.place(one.word.start, one.word.end), one.pair.source.place(one.start, one.end)),
        GIVEN,
        suggestion=one.right,
    )


def _named_in_full(article: Article) -> set[str]:
    assert article.source is not None
    return {
        entity.id
        for pair in article.pairs
        if pair.source is not None
        for mention in article.mentions(pair.source)
        if mention.form is Form.NAME and not mention.single
        for entity in mention.entities
        if entity.kind == KIND
    }


def _meant(article: Article, text: Text, mention: Mention, in_full: set[str]) -> tuple[Entity, ...]:
    """The people that a mention can mean. A surname alone means whom the article names in full, or someone everybody knows."""
    people = tuple(entity for entity in mention.entities if entity.kind == KIND)
    if mention.form is Form.WRONG or not people or len(people) < len(mention.entities):
        return ()
    if not mention.single:
        return people
    # A call sign or a nickname: "відомий як «Мадяр»".
    if in_quotes(text, mention):
        return ()
    named = tuple(person for person in people if person.id in in_full)
    if named:
        return named
    alone = text.language.stem(text.text[mention.start : mention.end]) not in given_names(
        article.gazetteer, text.language
    )
    known = any(person.weight >= WELL_KNOWN for person in people) and _spelled_alike(
        people, article.target_language.code
    )
    return people if known and alone else ()


def _listed_wrong(article: Article, pair: Pair, mention: Mention) -> tuple[Entity, ...]:
    """The people of a surname whose listed wrong spelling stands there: that of nobody else of the name is right."""
    people = tuple(entity for entity in mention.entities if entity.kind == KIND)
    if mention.form is not Form.SURNAME or pair.target is None or len(people) < len(mention.entities):
        return ()
    return people if renderings.known_wrong(article, pair.target, people) else ()


def _named(people: tuple[Entity, ...], in_full: set[str]) -> bool:
    return any(person.id in in_full for person in people)


def _spelled_alike(people: tuple[Entity, ...], lang: str) -> bool:
    """Whether it does not matter who of them is meant: a surname that all write in the same ways."""
    spellings = {
        frozenset(map(fold, (*person.surnames.get(lang, ()), *person.surnames.get("en", ())))) for person in people
    }
    return len(spellings) == 1


def _judge(
    article: Article, pair: Pair, mention: Mention, people: tuple[Entity, ...], in_full: set[str]
) -> Iterator[Draft]:
    assert pair.source is not None and pair.target is not None  # noqa: PT018 - the caller has seen to it
    lang = article.target_language.code
    wrong = renderings.known_wrong(article, pair.target, people)
    listed = wrong is not None and not wrong.single
    # A whole name that is listed as wrong is so, whatever else is right; a word alone may be somebody else's name.
    if not listed and (renderings.accepted(article, pair, people, 0) or _attested(article, pair, people, 0)):
        return
    written = pair.source.text[mention.start : mention.end]
    same = pair.source.language.script == pair.target.language.script
    if same and mention.single and f" {fold(written)} " in pair.target.folded:
        # Someone in no table, whose surname only looks like a form of it.
        return
    if wrong is None and not _can_be_told(people, lang):
        return
    near = _nearest(article, pair, people, written) or _behind_given_name(article, pair, people, written)
    elsewhere = renderings.accepted(article, pair, people) or _attested(article, pair, people)
    if elsewhere and wrong is None and (near is None or near.likeness < BESIDE):
        return
    if wrong is not None:
        start, end, confidence = wrong.start, wrong.end, 0.95
    elif near is not None and (near.likeness >= ALONE or not mention.single or _named(people, in_full)):
        start, end, confidence = near.word.start, near.word.end, min(0.95, 0.3 + 0.65 * near.likeness)
    else:
        return
    found = pair.target.text[start:end]
    if _is_put_over(people, found, pair.source.language):
        return
    right = _right(people[0], found, lang)
    sure = all(person.sure for person in people)
    yield Draft(
        f"“{found}” is not an attested spelling of {people[0].preferred(lang)}, who is called “{written}” in the source.",
        (pair.target.place(start, end), pair.source.place(mention.start, mention.end)),
        confidence if sure else confidence * 0.85,
        suggestion=right,
        severity=Severity.MAJOR,
    )


def _is_put_over(people: tuple[Entity, ...], found: str, source: Language) -> bool:
    """Whether somebody at home in the source's language, who is not known everywhere, has the usual romanisation."""
    return bool(source.romanisation) and any(
        fold(romanise(form, source.romanisation)) == fold(found)
        for person in people
        if person.country in source.home and person.weight < WELL_KNOWN
        for name in person.names.get(source.code, person.names.get("native", ()))
        for form in (name, name.split()[-1])
    )


def _can_be_told(people: tuple[Entity, ...], lang: str) -> bool:
    """Whether a spelling can be wrong: it is known in this language, or names of that country keep their letters in it."""
    own = any(person.names.get(lang) or person.surnames.get(lang) for person in people)
    return lang == ENGLISH or own or all(fold(name).isascii() for one in people for name in one.names.get("native", ()))


def _attested(article: Article, pair: Pair, people: Iterable[Entity], reach: int = 1) -> bool:
    """Whether a word of the translation is a surname of theirs in any style: with a possessive, hyphenated, in capitals."""
    lang = article.target_language.code
    surnames = {
        fold(name.split()[-1])
        for person in people
        for key in (lang, "en", "native")
        for name in (person.surnames.get(key) or person.names.get(key, ()))
    }
    language = article.target_language
    stems = {language.stem(name) for name in surnames}
    # "The Clintons", but "Bass" is not Bärbel Bas.
    families = {language.stem(name + plural) for name in surnames for plural in language.plurals} - stems
    return any(
        language.stem(part) in stems or (language.stem(part) in families and fold(before) in language.function_words)
        for near in article.nearby(pair, reach)
        if near.target is not None
        for before, word in pairwise(("", *(word.text for word in near.target.words)))
        for part in (word, *word.replace("’", "-").replace("'", "-").split("-"))
    )


def _nearest(article: Article, pair: Pair, people: tuple[Entity, ...], written: str) -> _Near | None:
    """The capitalised word that is most like a surname of theirs, unless it names something else in the source.

    Only where names keep their spelling: in other alphabets several transliterations of a foreign name stand side by side.
    """
    text = pair.target
    if text is None or text.language.script != "Latin":
        return None
    lang = article.target_language.code
    forms = dict.fromkeys(
        form for person in people for form in (*person.surnames.get(lang, ()), *person.surnames.get("en", ()))
    )
    if article.source_language is not None and article.source_language.romanisation:
        forms[romanise(written.rsplit(maxsplit=1)[-1], article.source_language.romanisation)] = None
    known = renderings.explained(article, pair)
    best: _Near | None = None
    for word in text.words:
        if not is_capitalised(word.text) or any(start < word.end and word.start < end for start, end in known):
            continue
        for form in forms:
            likeness = spelling(word.text.removesuffix("'s").removesuffix("’s"), form)
            if likeness >= LIKE and (best is None or likeness > best.likeness) and fold(word.text)[0] == fold(form)[0]:
                best = _Near(word, likeness)
    return best


def _behind_given_name(article: Article, pair: Pair, people: tuple[Entity, ...], written: str) -> _Near | None:
    """For a full name: the capitalised word behind the right given name, where the surname should stand ("Jan Ham")."""
    text = pair.target
    if text is None or " " not in written or text.language.script != "Latin":
        return None
    lang = text.language.code
    full = (name for person in people for key in (lang, "en") for name in person.names.get(key, ()) if " " in name)
    given = {fold(name.split()[0]) for name in full}
    known = renderings.explained(article, pair)
    for word, following in pairwise(text.words):
        beside = text.text[word.end : following.start] == " "
        free = not any(start <= following.start < end for start, end in known)
        if beside and free and fold(word.text) in given and following.text[0].isupper():
            return _Near(following, BEHIND_GIVEN)
    return None


def _right(person: Entity, found: str, lang: str) -> str | None:
    """The attested form that is nearest in length to what it replaces: the surname for a surname."""
    options = (*person.surnames.get(lang, ()), *person.surnames.get("en", ())) if " " not in found else ()
    return options[0] if options else person.preferred(lang)


def _listed(article: Article) -> Iterator[Draft]:
    lang = article.target_language.code
    for text, mention, people in listed(article, KIND):
        found = text.text[mention.start : mention.end]
        yield Draft(
            f"“{found}” is nobody's attested spelling; it looks like {names_of(people, lang)} "
            "put back from another alphabet.",
            (text.place(mention.start, mention.end),),
            0.75,
            suggestion=_right(people[0], found, lang),
        )


CHECK = Check(
    code="ACC301",
    name="person-name-garbled",
    category="accuracy/mistranslation/name",
    severity=Severity.MAJOR,
    needs="target",
    what="A person's name is spelled as nobody spells it, often because it went through another alphabet and back.",
    why="Readers do not recognise the person, or take them for someone else; the paper looks as if it did not know whom it writes about.",
    limits="A surname alone only where the article names the person in full or everybody knows them. Of people in no table only lost or changed letters are seen.",
    examples=(
        Example("Steve Uitkoff arrived in Paris.", fires=True, source="Стив Уиткофф прибыл в Париж."),
        Example("Steve Witkoff arrived in Paris.", fires=False, source="Стив Уиткофф прибыл в Париж."),
        Example("The envoy arrived in Paris.", fires=False, source="Стив Уиткофф прибыл в Париж."),
    ),
    find=find,
    fixes=Fixes(Applicability.SAFE, least=WRITTEN, manner=Manner.NAME),
)
