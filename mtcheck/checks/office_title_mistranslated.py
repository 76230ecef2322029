"""office-title-mistranslated: an office under a title that its holder does not have."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example, Fixes
from mtcheck.checks.naming import drafts, right_name
from mtcheck.finding import Applicability, Location
from mtcheck.misnomers import names_of
from mtcheck.mqm import Severity
from mtcheck.naming_kinds import Kind
from mtcheck.text.titles import title_tables
from mtcheck.titles.faults import TitleFault, title_faults
from mtcheck.titles.swapped import Swap, swapped

KIND = Kind("office", meaning=None, guarded=False)
# How sure a fault is where a name ties both titles together, and where only their places do.
SURE, LIKELY = 0.85, 0.7
DEPUTY = "deputy"


def find(article: Article) -> Iterator[Draft]:
    """Offices under titles that the gazetteer lists as wrong, then those under the title of another office."""
    listed: list[Location] = []
    for draft in drafts(article, KIND, "the office"):
        listed += draft.locations
        yield draft
    if article.source is None:
        return
    for draft in (
        *(_draft(article, fault) for fault in title_faults(article)),
        *(_swapped(article, swap) for swap in swapped(article)),
    ):
        place = draft.locations[0]
        if not any(one.side == place.side and one.span.overlaps(place.span) for one in listed):
            listed += draft.locations
            yield draft


def _swapped(article: Article, swap: Swap) -> Draft:
    source, target = swap.pair.source, swap.pair.target
    assert source is not None
    assert target is not None
    right, applicability = right_name(swap.entities, target.text[swap.start : swap.end], article.target_language.code)
    return Draft(
        f"“{target.text[swap.start : swap.end]}” is another office than “{source.text[swap.mention.start : swap.mention.end]}” "
        f"of the source; that is {names_of(swap.entities, article.target_language.code)}.",
        (target.place(swap.start, swap.end), source.place(swap.mention.start, swap.mention.end)),
        SURE if swap.by_name else LIKELY,
        suggestion=right,
        applicability=applicability,
    )


def _draft(article: Article, fault: TitleFault) -> Draft:
    source, target = fault.pair.source, fault.pair.target
    assert source is not None
    assert target is not None
    found = target.text[fault.target.start : fault.target.end]
    written = source.text[fault.start : fault.end]
    right = _right(fault, found, article.target_language.code)
    if fault.kind in {"lost", "added"}:
        message = f"“{found}” stands for “{written}”: “{fault.modifier}” was {fault.kind}."
    else:
        message = f"“{found}” is not what “{written}” of the source is called" + (
            f"; that is “{right}”." if right else "."
        )
    return Draft(
        message,
        (target.place(fault.target.start, fault.target.end), source.place(fault.start, fault.end)),
        SURE if fault.by_name or fault.kind == "calque" else LIKELY,
        suggestion=right,
        severity=Severity.CRITICAL if _is_grave(fault) else None,
    )


def _right(fault: TitleFault, found: str, lang: str) -> str | None:
    """What should stand there, with a capital where what is found has one."""
    tables = title_tables()
    if fault.kind == "added":
        return None
    if fault.kind != "lost" and fault.meaning.entity is not None:
        return fault.meaning.entity.preferred(lang)
    modifiers = {fault.modifier} if fault.kind == "lost" else fault.modifiers
    names = (tables.offices[office].names.get(lang) for office in fault.meaning.right)
    right = found if fault.kind == "lost" else next(filter(None, names), None)
    for modifier in tables.modifiers:
        if right and modifier in modifiers:
            pattern = tables.suggestions.get((modifier, lang))
            right = pattern.format(right) if pattern else None
    return right[:1].upper() + right[1:] if right and found[:1].isupper() else right


def _is_grave(fault: TitleFault) -> bool:
    """Whether the words of a deputy are put into the mouth of somebody whom the news are about."""
    high = any(title_tables().offices[name].high for name in fault.meaning.right)
    return fault.kind == "lost" and fault.modifier == DEPUTY and high


CHECK = Check(
    code="TRM103",
    name="office-title-mistranslated",
    category="terminology/wrong-term",
    severity=Severity.MAJOR,
    needs="target",
    what="The title of an office is rendered literally, as that of another office, or without its “deputy”, “acting” or “former”.",
    why="A wrong title makes a speaker a chairman and a governor a manager: the reader misjudges who speaks.",
    limits="Only titles of the reference tables, where a name or the sentence shows that both stand for each other.",
    examples=(
        Example(
            "The chairman of the European Commission arrived.", fires=True, source="Прибыла председатель Еврокомиссии."
        ),
        Example(
            "The President of the European Commission arrived.",
            fires=False,
            source="Прибыла председатель Еврокомиссии.",
        ),
        Example(
            "Defence minister Oleg Panov has been detained.",
            fires=True,
            source="Задержан заместитель министра обороны Олег Панов.",
        ),
    ),
    find=find,
    fixes=Fixes(Applicability.UNSAFE),
)
