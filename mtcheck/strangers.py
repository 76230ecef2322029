"""People and places of the source that no table knows, under a spelling that cannot be theirs.

A learned transliteration model sees letters that got lost. A spelling that went through Cyrillic and back fits the
Cyrillic letters perfectly; that the name is really spelled otherwise is for a second model to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mtcheck.article import Article, Pair, Text
from mtcheck.languages import Language
from mtcheck.name_letters import POSSIBLE, counterpart, transliteration
from mtcheck.names import Form, Mention
from mtcheck.resources import references_folder
from mtcheck.source_names import SourceName, source_names
from mtcheck.text.romanisation_round_trip import GARBLED, Origins, load_origins, respelled, round_trip
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.transliteration import TransliterationModel
from mtcheck.text.words import Word, fold, is_capitalised, words

# Share of letters from which a word that cannot be the name is a spelling of it all the same, with letters lost.
LIKE = 0.75
LETTERS_LOST = 0.7
# Without a given name nothing tells that a surname is that of somebody who writes it so: more is asked of its letters.
ALONE = 0.97


@dataclass(frozen=True, slots=True)
class Stranger:
    """A full name at `[start, end)` of the pair's source, and the word of its translation that garbles it.

    `through` says that the word is a romanisation of a name that is really spelled otherwise; `right` is how its
    namesakes are spelled, None where they differ. `kind` is "place" behind a word for one, else "person".
    """

    pair: Pair
    start: int
    end: int
    word: Word
    through: bool
    confidence: float
    right: str | None = None
    kind: str = "person"


def strangers(article: Article) -> Iterator[Stranger]:
    """Names in no table that are garbled; of others than full names of people, those that went through Cyrillic."""
    language = article.source_language
    model = transliteration(language.code, article.target_language.script) if language else None
    if language is None or model is None:
        return
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        for name in source_names(article, pair.source):
            if not name.entities and name.keys:
                yield from _judge(article, pair, name, model, language)


def listed_for_strangers(article: Article, kind: str) -> Iterator[tuple[Pair, SourceName, Mention]]:
    """Names that the tables list as wrong, where the source has the right one in letters that no table has."""
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        wrong = [
            one
            for one in article.mentions(pair.target)
            if one.form is Form.WRONG
            and all(entity.kind == kind for entity in one.entities)
            and f" {fold(pair.target.text[one.start : one.end])} " not in pair.source.folded
        ]
        for name in source_names(article, pair.source) if wrong else ():
            places = counterpart(article, pair, name) if not name.entities else ()
            for start, end in places:
                yield from ((pair, name, one) for one in wrong if one.start < end and start < one.end)


def _judge(
    article: Article, pair: Pair, name: SourceName, model: TransliterationModel, language: Language
) -> Iterator[Stranger]:
    assert pair.source is not None
    assert pair.target is not None
    surname = name.keys[-1]
    around = [word for near in article.nearby(pair) if near.target for word in _capitalised(near.target)]
    if max(_scores(surname, around, model), default=0.0) < POSSIBLE:
        alike = [word for word in _capitalised(pair.target) if _likeness(surname, word, language.romanisation) >= LIKE]
        if alike and name.person:
            yield Stranger(pair, name.start, name.end, alike[0], through=False, confidence=LETTERS_LOST)
        return
    origins = _origins(language.code)
    if origins is None:
        return
    # The surname first: where it is garbled, the given name is, too.
    parts = words(pair.source.text[name.start : name.end])
    for part in reversed(parts) if name.person else (None,):
        found = _through_cyrillic(pair, name, part, model, origins)
        if found is not None:
            yield found
            return


def _through_cyrillic(
    pair: Pair, name: SourceName, part: Word | None, model: TransliterationModel, origins: Origins
) -> Stranger | None:
    """A part of a full name, or another name, that is romanised letter by letter and really spelled otherwise."""
    assert pair.source is not None
    assert pair.target is not None
    start, end = (name.start + part.start, name.start + part.end) if part else (name.start, name.end)
    own = _capitalised(pair.target)
    scores = _scores(fold(part.text) if part else name.keys[-1], own, model)
    best = max(scores, default=0.0)
    if best < POSSIBLE:
        return None
    word = own[scores.index(best)]
    probability = round_trip(pair.source.text[name.start : name.end], word.text, origins)
    if probability < (GARBLED if name.person else ALONE):
        return None
    right = respelled(pair.source.text[start:end], origins)
    kind = "person" if name.person or not _behind_place_word(pair.source, name) else "place"
    return Stranger(pair, start, end, word, through=True, confidence=probability * 0.85, right=right, kind=kind)


def _behind_place_word(text: Text, name: SourceName) -> bool:
    before = next((word for word in reversed(text.words) if word.end <= name.start), None)
    return before is not None and fold(before.text) in text.language.place_words


def _capitalised(text: Text) -> list[Word]:
    return [word for word in text.words if is_capitalised(word.text)]


def _pieces(word: Word) -> list[str]:
    plain = word.text.replace("’", "-").replace("'", "-")
    return [piece for piece in dict.fromkeys((plain.replace("-", ""), *plain.split("-"))) if piece]


def _scores(surname: str, found: Sequence[Word], model: TransliterationModel) -> list[float]:
    """For each word how well a part of it, or all, fits the surname."""
    pieces = [_pieces(word) for word in found]
    scores = iter(model.scores(surname, [piece for row in pieces for piece in row]))
    return [max((next(scores) for _ in row), default=0.0) for row in pieces]


def _likeness(surname: str, word: Word, table: Mapping[str, str]) -> float:
    return max(spelling(romanise(surname, table), piece) for piece in _pieces(word))


@cache
def _origins(code: str) -> Origins | None:
    folder = references_folder() / "transliteration"
    table, schemes = folder / f"{code}.origins.tsv", folder / f"{code}.schemes.toml"
    if not table.is_file():
        return None
    return load_origins(table, schemes)
