"""Pronouns of the translation that nobody of that gender in the passage explains.

Who a pronoun stands for is not resolved. The genders that the source shows are compared with those of the translation,
as sets or one by one; each rule speaks only where that leaves no other reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtcheck.genders.evidence import GENDERS, OTHER, Evidence, Mismatch, Side, View
from mtcheck.text.gender_marks import Mark
from mtcheck.text.gender_words import Gender

SPEAKER, CONTRARY, COUNTED, SOLE, CONTEXT = 0.9, 0.8, 0.75, 0.7, 0.6


def _speakers(view: View) -> Iterator[Mismatch]:
    """All speakers whom pronouns name are of one gender in the source and of the other in the translation."""
    left, right = view.source.formulas, view.target.formulas
    genders = {one.gender for one in left}, {one.gender for one in right}
    if len(genders[0]) == len(genders[1]) == 1 and genders[0] != genders[1]:
        gender, all_wrong = right[0].gender, not view.target.having(left[0].gender)
        if not view.doubtful(OTHER[gender], speaks=True):
            wrong = view.target.having(gender) if all_wrong else [one.pronoun for one in right]
            yield view.mismatch(wrong, left[0], SPEAKER)


def _named_speakers(view: View) -> Iterator[Mismatch]:
    """A pronoun speaks in the translation where a name speaks in the source, by a verb of the other gender."""
    right = view.target.formulas
    genders = {one.gender for one in right}
    if len(genders) != 1 or view.source.formulas or view.source.marks.has("according", "opinion"):
        return
    gender = right[0].gender
    # The name that stands in the translation, too, has a verb of its own there.
    if any(one.gender == OTHER[gender] for one in view.target.named):
        return
    verbs = [mark for mark in view.source.marks.of("said") if mark.gender]
    if len(verbs) < len(right) or any(verb.gender == gender for verb in verbs) or gender in view.source.people():
        return
    proof = next((verb for verb in verbs if _name_speaks(view, verb)), None)
    if proof is not None and not view.doubtful(OTHER[gender], speaks=True):
        yield view.mismatch([one.pronoun for one in right], proof, SPEAKER)


def _name_speaks(view: View, verb: Mark) -> bool:
    """Whether somebody's name is right behind a verb."""
    after = len(view.source.text.text[verb.end :]) - len(view.source.text.text[verb.end :].lstrip(" "))
    return after == 1 and any(one.start == verb.end + 1 for one in view.source.named)


def _contrary(view: View) -> Iterator[Mismatch]:
    """All pronouns of the source are of one gender, all of the translation of the other."""
    for gender in GENDERS:
        other = OTHER[gender]
        wrong = view.target.having(gender)
        if not wrong or view.source.having(gender) or view.target.having(other):
            continue
        proofs = [mark for mark in _proofs(view, other) if any(_stands_for(view, mark, one) for one in wrong)]
        if not proofs:
            continue
        agrees = wrong[0].entry.kind == "pronoun"
        if view.source.marks.has("either") or view.doubtful(other) or (agrees and not _surely_person(view, gender)):
            continue
        # Where somebody of that gender is spoken of, too, a pronoun too many may be theirs.
        if len(wrong) <= len(view.source.having(other)) or not view.source.shows(gender):
            yield view.mismatch(wrong, proofs[0], CONTRARY)


def _proofs(view: View, gender: Gender) -> list[Mark]:
    """Pronouns of the source that stand for a person: those for people, and any where none was rendered by "it"."""
    more = _things(view.target) > _things(view.source)
    spoken = {one.pronoun for one in view.source.formulas}
    return [
        mark
        for mark in view.source.having(gender)
        if mark.entry.kind == "person" or (not more and (not mark.entry.loose or mark in spoken))
    ]


def _things(side: Side) -> int:
    return len({mark.start for mark in side.marks.of("thing")})


def _surely_person(view: View, gender: Gender) -> bool:
    """Whether pronouns that agree with nouns must stand for the person whom the source's pronouns mean."""
    side, other = view.target, OTHER[gender]
    subject = any(side.marks.parts[mark.first].key in side.lexicon.subjects for mark in side.having(gender))
    told = other in side.marks.past or other in side.marks.genders("said", "acted", "self", "role")
    people = all(mark.entry.kind == "person" for mark in view.source.pronouns)
    sure = not any(mark.entry.loose for mark in side.having(gender))
    return subject and sure and people and not told and not view.source.marks.has("thing")


def _stands_for(view: View, proof: Mark, wrong: Mark) -> bool:
    """Whether one pronoun can be the rendering of the other.

    One that agrees with nouns may stand for a thing and be left out, and another be added: "её глава", the company's
    head, becomes "the head"; "his" then is the head's. So the two must have the same part in their sentences.
    """
    if proof.entry.kind == "person" or any(one.pronoun == proof for one in view.source.formulas):
        return True
    if _called(view.source, proof) != _called(view.target, wrong):
        return False
    gender, (left, right) = proof.gender, (_functions(view.source, proof), _functions(view.target, wrong))
    certain = gender in view.people() | {one for side in view.sources for one in side.people()}
    if certain and left[0]:
        return True
    alike = any(one and other for one, other in zip(left, right, strict=True))
    others = wrong.gender is not None and (view.source.shows(wrong.gender) or None in view.source.people())
    return alike and (certain or (left[0] and right[0]) or not others)


def _functions(side: Side, mark: Mark) -> tuple[bool, bool, bool]:
    return side.lexicon.functions(side.marks.parts[mark.first].key)


def _called(side: Side, owner: Mark) -> bool:
    """Whether what a person is called follows a possessive: "her lawyer"."""
    return any(mark.first == owner.last for mark in side.marks.of("role"))


def _counted(view: View) -> Iterator[Mismatch]:
    """As many pronouns on both sides, in the same order, and one of them has the other gender."""
    left, right = view.source.pronouns, view.target.pronouns
    if len(left) != len(right) or view.source.marks.has("either", "owner") or view.target.lexicon.drops_subjects:
        return
    if any(mark.entry.kind == "pronoun" for mark in right):
        return
    turned = [(proof, wrong) for proof, wrong in zip(left, right, strict=True) if proof.gender != wrong.gender]
    if len(turned) != 1:
        return
    proof, wrong = turned[0]
    gender = next(one for one in GENDERS if one == wrong.gender)
    if view.doubtful(OTHER[gender]) or _things(view.target) > _things(view.source):
        return
    named = [one for side in (view.source, view.target) for one in side.named]
    explained = any(one.gender == gender or (one.gender is None and one.full) for one in named)
    if (not explained or view.source.having(gender)) and _stands_for(view, proof, wrong):
        yield view.mismatch([wrong], proof, COUNTED)


def _emphasis(view: View) -> Iterator[Mismatch]:
    """Emphasis has the other gender: "she herself" became "he himself"."""
    left = [mark for mark in view.source.marks.of("self") if mark.gender]
    right = [mark for mark in view.target.marks.of("self") if mark.gender]
    genders = {mark.gender for mark in left}, {mark.gender for mark in right}
    if len(genders[0]) != 1 or len(genders[1]) != 1 or genders[0] == genders[1]:
        return
    subject = next((mark for mark in view.target.pronouns if mark.last == right[0].first), None)
    if (
        subject is not None
        and subject.gender
        and subject.gender in genders[1]
        and not view.doubtful(OTHER[subject.gender])
    ):
        yield view.mismatch([subject], left[0], SOLE)


def _sole(view: View) -> Iterator[Mismatch]:
    """Nothing in the source can speak of anybody of that gender, and something speaks of someone of the other one."""
    for gender in GENDERS:
        wrong = [mark for mark in _people(view, gender) if not _spouse_follows(view, mark)]
        if not wrong or view.source.shows(gender) or view.source.marks.has("either") or view.doubtful(OTHER[gender]):
            continue
        proof = _sole_proof(view, gender, wrong)
        if proof is not None:
            yield view.mismatch(wrong, *proof)


def _people(view: View, gender: Gender) -> list[Mark]:
    """The translation's pronouns of a gender, where they stand for people alone."""
    return [mark for mark in view.target.having(gender) if mark.entry.kind == "person"]


def _spouse_follows(view: View, mark: Mark) -> bool:
    """Whether a possessive stands before the other half of a couple ("her husband"): both could have been added."""
    return any(
        kin.first == mark.last and kin.entry.slot == "spouse" and kin.gender != mark.gender
        for kin in view.target.marks.of("kin")
    )


def _sole_proof(view: View, gender: Gender, wrong: list[Mark]) -> tuple[Evidence, float] | None:
    """The surest sign of the other gender; what is less sure counts only where nobody else can be meant."""
    other, marks = OTHER[gender], view.source.marks
    if gender in view.target.people() or gender in view.target.marks.genders("kin"):
        return None
    earlier = any(gender in one.people() for one in view.before)
    owner = marks.has("owner")
    pronouns = [
        mark
        for mark in _proofs(view, other)
        if not mark.entry.loose and any(_stands_for(view, mark, one) for one in wrong)
    ]
    if pronouns and (len(view.source.having(other)) > len(view.target.having(other)) or (owner and not earlier)):
        return pronouns[0], SOLE
    verbs = [mark for mark in marks.of("said", "acted") if mark.gender == other]
    if verbs and not earlier and (owner or not view.target.having(other)) and _subject_alone(view, verbs[0]):
        return verbs[0], SOLE
    # A possessive that no pronoun of the source stands behind may be anybody's: "his daughter, the vice president".
    if not owner and not view.source.pronouns and not any(_functions(view.target, one)[0] for one in wrong):
        return None
    # What someone says may be about whomever the article spoke of before.
    people = None if _open(view) or (earlier and marks.has("said")) else next(view.source.evidence(other), None)
    return (people, CONTEXT if earlier else SOLE) if people else None


def _subject_alone(view: View, verb: Mark) -> bool:
    """Whether a verb of the source has a person as its subject, and nobody of unknown gender is spoken of but them."""
    if _things(view.target) > _things(view.source):
        return False
    strangers = [role for role in view.source.roles if role.gender is None]
    text = view.source.text.text
    beside = ("," not in text[min(verb.end, one.end) : max(verb.start, one.start)] for one in strangers)
    return not strangers or (all(one.base for one in strangers) and any(beside))


def _open(view: View) -> bool:
    """Whether the passage has people of unknown gender: in the source, or more in the translation than that has."""
    if None in view.source.people():
        return True
    strangers = [one for one in view.target.named if one.gender is None]
    known = [one for one in view.target.named if one.gender is not None and one.full]
    return len(strangers) > max(0, len(view.source.people()) - len(known))


def _context(view: View) -> Iterator[Mismatch]:
    """The sentence does not say whose gender it is, and those whom the ones before it name all have the other one."""
    for gender in GENDERS:
        other, marks = OTHER[gender], view.source.marks
        wrong = _people(view, gender)
        if (
            not wrong
            or view.target.having(other)
            or view.source.pronouns
            or marks.has("either")
            or view.doubtful(other)
        ):
            continue
        if gender in marks.past or gender in marks.genders("said", "acted", "self"):
            continue
        # A pronoun with which the text opens cannot stand for someone who is named behind it.
        if wrong[0].first > 0 and view.people():
            continue
        earlier = [one for one in view.before if one.people()]
        if not earlier or any(one.people() != {other} for one in earlier):
            continue
        if any(gender in one.source.marks.genders("kin", "person", "pronoun") for one in view.before):
            continue
        sides = (earlier[0].source, earlier[0].target)
        proof = next(((side, one) for side in sides for one in side.evidence(other)), None)
        if proof is not None:
            yield view.mismatch(wrong, proof[1], CONTEXT, proof[0])


PRONOUN_RULES: tuple[Callable[[View], Iterator[Mismatch]], ...] = (
    _speakers, _named_speakers, _contrary, _counted, _emphasis, _sole, _context,
)  # fmt: skip
"""In the order of their certainty: what one has found, the others need not look for."""
