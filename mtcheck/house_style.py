"""The style of a newsroom: its lists, which of them counts where they disagree, and what they say to a text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from mtcheck import glossaries
from mtcheck.config import STYLES, did_you_mean
from mtcheck.errors import InputError
from mtcheck.finding import Side
from mtcheck.glossaries.base import ANY_LANGUAGE, Rule
from mtcheck.languages import Language
from mtcheck.resources import references_folder
from mtcheck.spans import Span, SpanIndex
from mtcheck.style_index import Hit, StyleIndex, Wording, inflected, parts_of, plain
from mtcheck.text.casing import cased_like, is_shouted, starts_sentence
from mtcheck.text.quotes import parse
from mtcheck.text.words import fold, words

FILES = {"ap": "ap-like", "neutral": "neutral"}
"""The built-in lists: how their files begin."""
LONGEST_TITLE = 100


@dataclass(frozen=True)
class HouseStyle:
    """The rules of all lists of a run; indexes of them are made when a language first asks."""

    rules: tuple[Rule, ...] = ()
    _indexes: dict[tuple[Side, str], StyleIndex | None] = field(default_factory=dict, compare=False, repr=False)
    _around: dict[tuple[int, str], tuple[tuple[str, str], ...]] = field(default_factory=dict, compare=False, repr=False)

    def index(self, language: Language) -> StyleIndex | None:
        """What is to be looked for in translations into a language; None if nothing is."""
        return self._index("target", language)

    def source_index(self, language: Language) -> StyleIndex | None:
        """The terms of sources in a language for which rules are made."""
        return self._index("source", language)

    def _index(self, side: Side, language: Language) -> StyleIndex | None:
        key = (side, language.code)
        if key not in self._indexes:
            found = _wordings if side == "target" else _source_wordings
            wordings = list(found(self.rules, language.code))
            self._indexes[key] = StyleIndex(wordings, language) if wordings else None
        return self._indexes[key]

    def excepts(self, wording: Wording, hit: Hit, text: str) -> bool:
        """Whether a form stands in one of its rule's exceptions, or in a longer term that the lists want there."""
        key = (wording.rule, wording.base)
        around = self._around.get(key)
        if around is None:
            rule = self.rules[wording.rule]
            phrases = (*rule.exceptions, *self._longer.get((rule.lang, _first_part(wording.base)), ()))
            around = self._around[key] = tuple(_surroundings(phrases, wording.base))
        if not around:
            return False
        reach = max(len(side) for pair in around for side in pair) + 1
        left = plain(text[max(0, hit.start - reach) : hit.start]).casefold()
        right = plain(text[hit.end : hit.end + reach]).casefold()
        return any(_stands_between(before, after, left, right) for before, after in around)

    @cached_property
    def _longer(self) -> dict[tuple[str, str], list[str]]:
        """Terms of several words, by language and by each of their words."""
        found: dict[tuple[str, str], list[str]] = {}
        for lang, term in dict.fromkeys((rule.lang, rule.term) for rule in self.rules):
            if not term.isalnum():
                for word in set(parts_of(term.casefold())):
                    found.setdefault((lang, word), []).append(term)
        return found


def _first_part(form: str) -> str:
    return parts_of(form.casefold())[0]


def _surroundings(phrases: Iterable[str], form: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind a form in each phrase that contains it and more."""
    wanted = plain(form).casefold()
    for phrase in phrases:
        before, found, after = plain(phrase).casefold().partition(wanted)
        if found and (before or after):
            yield before, after


def _stands_between(before: str, after: str, left: str, right: str) -> bool:
    """Whether a text goes on, to the left and the right of a form, as a phrase around it does, up to whole words."""
    if not (left.endswith(before) and right.startswith(after)):
        return False
    cut = before[:1].isalnum() and left[: len(left) - len(before)][-1:].isalnum()
    return not cut and not (after[-1:].isalnum() and right[len(after) :][:1].isalnum())


def load(names: Sequence[str]) -> HouseStyle:
    """The lists with these names, files or `STYLES`; raises `InputError`. Where two disagree the later one counts.

    A group of variants, which has no preference, gives way to every list that has one.
    """
    rules: list[Rule] = []
    for name in names:
        read = [rule for path in _paths(name) for rule in glossaries.read(path, Path(name).name)]
        rules = [*_without(rules, _settled(read)), *read]
    settled = _settled(rules)
    return HouseStyle(tuple(rule for rule in rules if not any((rule.lang, form) in settled for form in rule.variants)))


def _paths(name: str) -> list[Path]:
    """The file with a name, or the files of a list that comes with mtcheck, one a language."""
    if name in STYLES:
        return sorted((references_folder() / "style").glob(f"{FILES[name]}.*.tsv"))
    path = Path(name)
    if not path.exists():
        advice = f"house-style takes a style list (.tsv, .tbx, .utx), or one of {', '.join(STYLES)}"
        raise InputError(name, f"there is no such file{did_you_mean(name, STYLES)}; {advice}")
    return [path]


def _settled(rules: Iterable[Rule]) -> set[tuple[str, str]]:
    """The forms that lists prefer or avoid, whatever the source has, by language."""
    return {(rule.lang, form) for rule in rules if not rule.sources for form in (rule.term, *rule.avoid) if form}


def _without(rules: Iterable[Rule], settled: Collection[tuple[str, str]]) -> Iterator[Rule]:
    """What is left of rules where later ones speak of the same forms."""
    for rule in rules:
        avoid = tuple(form for form in rule.avoid if (rule.lang, form) not in settled)
        if avoid or rule.variants:
            yield replace(rule, avoid=avoid) if avoid != rule.avoid else rule


def _wordings(rules: Sequence[Rule], lang: str) -> Iterator[Wording]:
    for number, rule in enumerate(rules):
        if rule.lang == lang:
            yield from (Wording(form, form, number, rule.case) for form in rule.avoid or rule.variants)


def _source_wordings(rules: Sequence[Rule], lang: str) -> Iterator[Wording]:
    for number, rule in enumerate(rules):
        for form in (*rule.sources.get(lang, ()), *rule.sources.get(ANY_LANGUAGE, ())):
            yield Wording(form, form, number, "any")


def replacement(term: str, wording: Wording, hit: Hit, text: str, language: Language) -> str | None:
    """`term` in the form and case of what it replaces; None where its form cannot be told."""
    form = _in_form(term, wording, hit.found, language)
    if form is None:
        return None
    cased = cased_like(form, hit.found, wording.text, starts=starts_sentence(text, hit.start))
    if cased.endswith(".") and text[hit.end : hit.end + 1] == ".":
        return cased[:-1]  # the full stop of the sentence is one already
    if hit.found.endswith(".") and not cased.endswith(".") and not any(map(str.isalnum, text[hit.end :])):
        return f"{cased}."  # and this one was the sentence's, too
    return cased


def _in_form(term: str, wording: Wording, found: str, language: Language) -> str | None:
    if wording.text != wording.base:
        return inflected(term, language.code) or None
    have, want = fold(plain(found)), fold(plain(wording.text))
    if have == want:
        return term
    # Another ending of the same stem: the term takes it on if it is declined alike, as far as its last letter shows.
    shorter = min(len(have), len(want))
    stem = next((at for at in range(shorter) if have[at] != want[at]), shorter)
    ending, taken = want[stem:], found[len(found) - (len(have) - stem) :]
    alike = term.endswith(ending) if ending else fold(term)[-1:] == want[-1:]
    if " " in have[stem:] + ending or not alike:
        return None
    return term[: len(term) - len(ending)] + taken


def may_be_name(term: str, wording: Wording, hit: Hit, text: str) -> bool:
    """Whether the capitals that a rule would take away are those of a longer name, of a heading, of a shout."""
    if term.casefold() != wording.base.casefold() or term[:1] == hit.found[:1]:
        return False
    before, after = text[: hit.start].rstrip(" "), text[hit.end :].lstrip(" -")
    last = before.rfind(" ") + 1
    return (
        is_shouted(hit.found, wording.text)
        or after[:1].isupper()
        or (before[last : last + 1].isupper() and not starts_sentence(text, last))
    )


def titles(text: str, language: Language) -> SpanIndex[Span]:
    """Titles of works, whose spelling is not the newsroom's: quotations in which all but small words have capitals."""
    spans = (Span(start, end) for start, end in parse(text, language.quotes).spans)
    return SpanIndex((span, span) for span in spans if _is_title(span.of(text), language))


def _is_title(quotation: str, language: Language) -> bool:
    if len(quotation) > LONGEST_TITLE:
        return False
    telling = [word.text[0] for word in words(quotation) if fold(word.text) not in language.function_words]
    return sum(map(str.isupper, telling)) > 1 and not any(map(str.islower, telling))
