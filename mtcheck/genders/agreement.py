"""Nouns of kinship, titles, and words that agree with a name, where the source shows the other gender."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtcheck.genders.evidence import OTHER, WHAT_ONE_IS, Mismatch, Side, View
from mtcheck.genders.people import Named
from mtcheck.text.gender_marks import Mark
from mtcheck.text.gender_words import Gender

KIN, AGREEMENT = 0.85, 0.8


def _kin(view: View) -> Iterator[Mismatch]:
    """A husband for a wife, a daughter for a son."""
    for wrong in view.target.marks.of("kin"):
        gender, slot = wrong.gender, wrong.entry.slot
        if gender is None:
            continue
        left = [mark for mark in view.source.marks.of("kin") if mark.entry.slot == slot]
        right = [mark for mark in view.target.marks.of("kin") if mark.entry.slot == slot]
        if (
            not left
            or any(mark.gender != OTHER[gender] for mark in left)
            or any(mark.gender != gender for mark in right)
        ):
            continue
        if _seen_from_the_other(view, wrong):
            continue
        if slot not in WHAT_ONE_IS or not _otherwise(view, gender):
            yield view.mismatch([wrong], left[0], KIN)


def _seen_from_the_other(view: View, kin: Mark) -> bool:
    """Whether the one of whom the source speaks is whose relative that is: вдова, "whose husband died"."""
    return any(mark.end + 1 == kin.start for mark in view.target.marks.of("relative"))


def _otherwise(view: View, gender: Gender) -> bool:
    """Whether somebody else of the source can be that man or woman, or the right gender is shown elsewhere."""
    other = OTHER[gender]
    return any(one.gender != other for one in view.source.roles) or other in view.target.marks.genders("role", "title")


def _titled(view: View) -> Iterator[Mismatch]:
    """A title that does not fit the name behind it: "Mr" before a woman's name."""
    text = view.target.text.text
    names = {one.start: one for one in view.target.named if one.gender}
    for wrong in view.target.marks.of("title"):
        name = names.get(len(text) - len(text[wrong.end :].lstrip(". ")))
        if name is None or not wrong.gender or name.gender != OTHER[wrong.gender] or view.source.shows(wrong.gender):
            continue
        proof = next((one for one in view.source.named if one.gender == name.gender), None)
        if proof is not None:
            yield view.mismatch([wrong], proof, AGREEMENT)


def _relative(view: View) -> Iterator[Mismatch]:
    """A relative pronoun that does not agree with the person just named, where the source has "who"."""
    who = {name.gender: name for name, mark in _followed(view.source) if mark.gender is None}
    for name, wrong in _followed(view.target):
        proof = who.get(name.gender)
        if proof is not None and wrong.gender and name.gender == OTHER[wrong.gender]:
            yield view.mismatch([wrong], proof, AGREEMENT)


def _followed(side: Side) -> Iterator[tuple[Named, Mark]]:
    """People named in full with the relative pronoun behind them."""
    relatives = {mark.start: mark for mark in side.marks.of("relative")}
    text = side.text.text
    for name in side.named:
        rest = text[name.end :]
        mark = relatives.get(len(text) - len(rest.lstrip(", ")))
        if name.full and mark is not None and rest.startswith(","):
            yield name, mark


def _verb(view: View) -> Iterator[Mismatch]:
    """A reporting verb that does not agree with the name with which the sentence opens."""
    verbs = {mark.start: mark for mark in view.target.marks.of("said") if mark.gender}
    for name in view.target.named:
        wrong = verbs.get(name.end + 1)
        if wrong is None or not name.full or not wrong.gender or name.gender != OTHER[wrong.gender]:
            continue
        before = [mark for mark in view.target.marks.of("role", "title") if mark.start == 0 and mark.entry.base]
        opens = name.start == 0 or any(mark.end + 1 == name.start for mark in before)
        proof = next((one for one in view.source.named if one.gender == name.gender), None)
        if opens and proof is not None:
            yield view.mismatch([wrong], proof, AGREEMENT)


AGREEMENT_RULES: tuple[Callable[[View], Iterator[Mismatch]], ...] = (_kin, _titled, _relative, _verb)
"""Each finds faults of its own."""
