"""Where a translation has what a lexicon knows to be wrong for the words of its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mtcheck.article import Article, Pair, Text
from mtcheck.dictionaries import dictionary
from mtcheck.finding import Location
from mtcheck.lexicon_contexts import has_right, is_near, made_ready, says, says_anywhere
from mtcheck.lexicon_tables import Row
from mtcheck.lexicons import IDIOM, Lexicon, Units, lexicon, phrase
from mtcheck.mqm import Severity
from mtcheck.spans import Span
from mtcheck.text import word_forms
from mtcheck.text.casing import cased_like, starts_sentence
from mtcheck.text.lexicon_phrases import EXACT, GAP, Phrase, split
from mtcheck.text.polarity_words import polarity_words
from mtcheck.text.words import fold

# From this share of capitalised words a text is a headline in capitals, whose words are no names.
TITLE_CASE = 0.6
# Of rows that fit the same words the one that says most about them.
KINDS = ("idiom", "false-friend", "term", "sense", "attribution", "hedge", "opposite")

# Rows whose wrong rendering is an opposite or another deed: a negation of the source's word may be just that.
TURNED = frozenset({"opposite", "attribution"})


@dataclass(frozen=True, slots=True)
class Mistranslation:
    """A row of a lexicon that fits a pair: `[start, end)` in either text."""

    row: Row
    pair: Pair
    source: tuple[int, int]
    target: tuple[int, int]
    suggestion: str

    @property
    def places(self) -> tuple[Location, ...]:
        """What is wrong, and what it stands for."""
        assert self.pair.source is not None
        assert self.pair.target is not None
        return self.pair.target.place(*self.target), self.pair.source.place(*self.source)

    @property
    def severity(self) -> Severity | None:
        """That of the row, None for the check's own."""
        return Severity(self.row.severity) if self.row.severity else None

    def said(self, sentence: str) -> str:
        """A message in which both wordings and the note of the row take their places."""
        assert self.pair.source is not None
        assert self.pair.target is not None
        return sentence.format(
            found=self.pair.target.text[slice(*self.target)],
            source=self.pair.source.text[slice(*self.source)],
            note=f": {self.row.note}" if self.row.note else "",
        )


@dataclass(frozen=True, slots=True)
class _Fit:
    """A row with the places of its words in the source, those of them `near` its context, and of wrong renderings."""

    row: Row
    sources: tuple[tuple[int, ...], ...]
    near: tuple[tuple[int, ...], ...]
    targets: tuple[tuple[tuple[int, ...], Phrase], ...]


def mistranslations(article: Article) -> Sequence[Mistranslation]:
    """All that the lexicon of the article's languages finds, in the order of the pairs, kept for several checks."""
    key = ("mistranslations",)
    found = article.kept.get(key)
    if found is None:
        found = article.kept[key] = tuple(_of_article(article))
    assert isinstance(found, tuple)
    return found


def _of_article(article: Article) -> Iterator[Mistranslation]:
    if article.source_language is None:
        return
    words_of = lexicon(article.source_language.code, article.target_language.code)
    if not words_of:
        return
    for pair in article.pairs:
        possible = _possible(pair.source, pair.target, words_of) if pair.source and pair.target else ()
        if possible:
            yield from _longest(article, [one for fit in possible for one in _of_fit(article, pair, fit)])


def _possible(source: Text, target: Text, words_of: Lexicon) -> Sequence[_Fit]:
    """The rows that fit the words of both texts, whatever else the article says."""

    def both() -> Sequence[_Fit]:
        candidates = words_of.candidates(target.words)
        return tuple(filter(None, (_fit(source, target, words_of, *one) for one in candidates.items())))

    return target.once(f"rows for {source.language.code}: {source.text}", both)


def _fit(source: Text, target: Text, words_of: Lexicon, number: int, wrong: Sequence[int]) -> _Fit | None:
    """The places of a row on both sides; most rows have a word that is nowhere in the source."""
    theirs = made_ready(source)
    if any(map(theirs.beginnings.isdisjoint, words_of.gate(number))):
        return None
    row = words_of.row(number)
    wanted = phrase(words_of.source, row.source)
    if not wanted.may_stand(theirs.keys):
        return None
    sources = tuple(wanted.find(theirs.beginning(frozenset().union(*words_of.gate(number)))))
    if not sources:
        return None
    units = made_ready(target).all()
    # In the order of the row, which decides between renderings that fit the same words.
    phrases = [phrase(words_of.target, row.wrong[one]) for one in sorted({*wrong})]
    targets = _apart((path, one) for one in phrases for path in one.find(units))
    if not targets or has_right(row, words_of.target, units, frozenset(index for path, _ in targets for index in path)):
        return None
    if says(words_of.source, row.without, theirs):
        return None
    near = tuple(path for path in sources if is_near(words_of.source, row, theirs, path))
    return _Fit(row, sources, near, tuple(targets))


def _of_fit(article: Article, pair: Pair, fit: _Fit) -> Iterator[Mistranslation]:
    """The places where a row fits and the rest of the article allows it: as many as both sides have."""
    assert pair.source is not None
    assert pair.target is not None
    row = fit.row
    source, target = made_ready(pair.source), made_ready(pair.target)
    if says_anywhere(article, row.without):
        return
    sources = fit.sources if not row.context or says_anywhere(article, row.context) else fit.near
    for here, (there, one) in zip(sources, fit.targets, strict=False):
        start, end = target.span(there)
        if row.kind in TURNED and _excused(pair.source, pair.target, source.span(here), (start, end)):
            continue
        if not _is_name(pair.target, start, end, pair.source.text[source.span(here)[0]]):
            suggestion = _suggestion(pair.target, row, one, target, there)
            yield Mistranslation(row, pair, source.span(here), (start, end), suggestion)


def _apart(found: Iterable[tuple[tuple[int, ...], Phrase]]) -> list[tuple[tuple[int, ...], Phrase]]:
    """Of wrong renderings that share words the first and longest, in the order of the text."""
    taken: set[int] = set()
    kept = []
    for path, one in sorted(found, key=lambda match: (min(match[0]), -len(match[0]), max(match[0]))):
        if taken.isdisjoint(path):
            taken.update(path)
            kept.append((path, one))
    return kept


def _is_name(target: Text, start: int, end: int, source: str) -> bool:
    """Whether words are a name by their capitals, where the source has none: "the Times", "Apple"."""
    found = target.text[start:end]
    if source.isupper() or not found[:1].isupper() or starts_sentence(target.text, start):
        return False
    capitals = sum(word.text[:1].isupper() for word in target.words)
    return capitals < TITLE_CASE * len(target.words)


def _excused(source: Text, target: Text, here: tuple[int, int], there: tuple[int, int]) -> bool:
    """Whether the word of the source is negated ("не признал", "denied"), or another renders to what is accused.

    Another word does so that has no counterpart elsewhere: a rise beside a fall that is called something else.
    """
    lexicon = polarity_words(source.language.code)
    negators = lexicon.cues.find(lexicon.cues.tokens(source.words)) if lexicon else ()
    if any(
        cue.kind == "negator" and cue.end < here[0] and source.text[cue.end : here[0]].isspace() for cue in negators
    ):
        return True
    words = dictionary(source.language.code, target.language.code)
    accused = {place for place, word in enumerate(target.words) if there[0] <= word.start < there[1]}
    index = words.index([word.text for word in target.words])
    rendered = [
        {place for place, weight in words.places(word.text, index).items() if weight == 1}
        for word in source.words
        if not here[0] <= word.start < here[1]
    ]
    for at, places in enumerate(rendered):
        elsewhere = places - accused
        if accused <= places and not elsewhere - set().union(*rendered[:at], *rendered[at + 1 :]):
            return True
    return False


def _suggestion(target: Text, row: Row, wrong: Phrase, side: Units, path: Sequence[int]) -> str:
    """The right rendering in the form in which the wrong one stands, where that is simple; else its base form."""
    right = row.right[0].replace(EXACT, "")
    code = target.language.code
    shown = [target.text[slice(*side.span([index]))] for index in path]
    inflected = [
        (number, forms)
        for number, (element, found) in enumerate(zip(wrong.elements, shown, strict=True))
        if (forms := _forms(code, element.keys, found))
    ]
    if len(inflected) == 1 and GAP not in right:
        (number, forms), parts = inflected[0], right.split(" ")
        form = forms[0]
        place: int | None = 0
        if form == "s":
            # A whole idiom is seldom a noun that has a plural: "falls apart", "coming apart at the seams".
            phrase_of_verb = row.kind == IDIOM and len(parts) > 1
            place = None if phrase_of_verb else _plural_at(target, parts, number, shown)
        elif "participle" in forms and _behind_auxiliary(target, side.span([path[number]])[0]):
            form = "participle"
        if place is not None:
            parts[place] = word_forms.inflected(code, parts[place], form)
            right = " ".join(parts)
    start, end = side.span(path)
    found = target.text[start:end]
    return cased_like(right, found, found.lower(), starts=starts_sentence(target.text, start))


def _forms(code: str, bases: Iterable[str], found: str) -> tuple[word_forms.Form, ...]:
    """Which forms of one of some base words a word of the translation can be; none where it is a base itself."""
    by_base = [word_forms.form_of(code, base, found) for base in sorted(bases)]
    possible = [forms for base, forms in zip(sorted(bases), by_base, strict=True) if forms or fold(found) == base]
    return min(possible, key=len, default=())


def _plural_at(target: Text, right: Sequence[str], number: int, wrong: Sequence[str]) -> int | None:
    """Which word of the right rendering takes an ending that the wrong one has; None where it is not sure.

    What the noun of a wrong rendering has goes to the noun of the right one, if it stands last; what the first of
    several words has, to the first, unless that may be the noun, too. The noun stands before a preposition, or last.
    """
    small = target.language.function_words
    noun, other = (
        next((index - 1 for index, word in enumerate(words) if index and fold(word) in small), len(words) - 1)
        for words in (right, wrong)
    )
    if number == len(wrong) - 1:
        return (noun if len(wrong) > 1 or len(right) == 1 else None) if number == other else None
    return 0 if number == 0 and other > 0 else None


def _behind_auxiliary(target: Text, start: int) -> bool:
    data = word_forms.forms(target.language.code)
    before = next((word for word in reversed(target.words) if word.end <= start), None)
    return data is not None and before is not None and fold(before.text) in data.auxiliaries


def _longest(article: Article, found: Sequence[Mistranslation]) -> Iterator[Mistranslation]:
    """Of rows that fit the same words the most specific; none for words that are part of a known name."""
    taken: list[Span] = []
    names: list[Span] | None = None
    for one in sorted(found, key=_specific):
        span = Span(*one.target)
        if any(span.start < other.end and other.start < span.end for other in taken):
            continue
        if names is None:
            assert one.pair.source is not None
            names = [Span(name.start, name.end) for name in article.mentions(one.pair.source) if not name.single]
        if not any(name.start <= one.source[0] and one.source[1] <= name.end for name in names):
            taken.append(span)
            yield one


def _specific(one: Mistranslation) -> tuple[int, int, int, float, tuple[int, int]]:
    words = len(split(one.row.source)[0])
    length = one.target[1] - one.target[0]
    return -words, KINDS.index(one.row.kind), -length, -one.row.confidence, one.target
