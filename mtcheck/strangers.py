"""People of the source whom no table knows: what in the translation can be their name.

A learned transliteration model says whether a Latin word can be a Cyrillic surname. It cannot see a spelling that went
through Cyrillic and back, but it sees letters that got lost, and names that are not there at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from mtcheck.article import Article, Pair, Text
from mtcheck.names import Form, given_names
from mtcheck.resources import references_folder
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.transliteration import TransliterationModel, load
from mtcheck.text.words import Word, is_abbreviation, is_capitalised

SHORTEST = 3
# Below this score a word cannot be the name; a spelling that is like it all the same has lost or gained letters.
POSSIBLE, LIKE = 0.05, 0.75
ABSENT = 0.6


@dataclass(frozen=True, slots=True)
class Stranger:
    """A person's name at `[start, end)` of the pair's source that the translation lacks or garbles.

    `word` is the word of the pair's translation that stands for the surname, None where nothing does.
    """

    pair: Pair
    start: int
    end: int
    word: Word | None


def strangers(article: Article) -> Iterator[Stranger]:
    """Full names in the source, by their given name, whose surname is not in the translation of the passage."""
    language = article.source_language
    model = _model(language.code, article.target_language.script) if language else None
    if language is None or model is None:
        return
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        for given, surname in _full_names(article, pair.source):
            words = [word for near in article.nearby(pair) if near.target for word in _capitalised(near.target)]
            score, likeness = _best(surname.text, [word.text for word in words], model, language.romanisation)
            if score >= POSSIBLE:
                continue
            if likeness >= ABSENT:
                own = [word for word in _capitalised(pair.target) if _alike(surname.text, word, language.romanisation)]
                if likeness >= LIKE and own:
                    yield Stranger(pair, given.start, surname.end, own[0])
            else:
                yield Stranger(pair, given.start, surname.end, None)


def _full_names(article: Article, text: Text) -> Iterator[tuple[Word, Word]]:
    """A known given name and the capitalised word behind it, unless a table knows who or what that is."""
    known = [
        mention
        for mention in article.mentions(text)
        if mention.form is not Form.WRONG and not (mention.single and mention.kind == "person")
    ]
    given = given_names(article.gazetteer, text.language)
    for first, second in pairwise(text.words):
        names = first.text[0].isupper() and second.text[0].isupper() and not is_abbreviation(second.text)
        long = len(first.text) >= SHORTEST and len(second.text) > SHORTEST
        if not (names and long and text.text[first.end : second.start] == " "):
            continue
        free = not any(mention.start < second.end and first.start < mention.end for mention in known)
        if free and text.language.stem(first.text) in given:
            yield first, second


def _capitalised(text: Text) -> list[Word]:
    return [word for word in text.words if is_capitalised(word.text)]


def _best(surname: str, found: list[str], model: TransliterationModel, table: Mapping[str, str]) -> tuple[float, float]:
    """The best score of any word, and the best likeness; of a double surname the weaker part counts."""
    parts = [part for part in surname.split("-") if part[:1].isupper()] or [surname]
    split = [word.replace("’", "-").replace("'", "-") for word in found]
    pieces = [piece for word in split for piece in (word.replace("-", ""), *word.split("-")) if piece]
    scores = [model.best(part, pieces)[1] for part in parts]
    likenesses = [max((spelling(romanise(part, table), piece) for piece in pieces), default=0.0) for part in parts]
    return min(scores), min(likenesses)


def _alike(surname: str, word: Word, table: Mapping[str, str]) -> bool:
    return spelling(romanise(surname, table), word.text) >= LIKE


@cache
def _model(source: str, script: str) -> TransliterationModel | None:
    path = references_folder() / "transliteration" / f"{source}-Latn.tsv"
    return load(path) if script == "Latin" and path.is_file() else None
