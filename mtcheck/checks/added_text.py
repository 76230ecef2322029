"""added-text: a sentence, phrase or word of the translation that the source does not have."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.coverage import Lost, alone, lost, stretches
from mtcheck.intruders import intruders
from mtcheck.mqm import Severity

# Added words from which a stretch is a phrase, and weighs as much as a sentence.
PHRASE = 2
# How sure it is that a name does not belong there.
NAMED = 0.75


def find(article: Article) -> Iterator[Draft]:
    """Sentences without a counterpart, by the alignment and by what a link would be without them; then smaller things."""
    sentences = []
    for one in alone(article, "target"):
        sentences.append(one.text.span)
        yield Draft(
            "Nothing in the source says what this sentence says.",
            (one.text.whole,),
            min(0.95, max(0.5, 1.15 - one.likeness)),
            suggestion="",
        )
    for pair in article.pairs:
        for intruder in intruders(article, pair):
            assert pair.target is not None
            place = pair.target.place(intruder.start, intruder.end)
            if not any(place.span.overlaps(span) for span in sentences):
                name = pair.target.text[intruder.start : intruder.end]
                yield Draft(
                    f"Only the translation names “{name}”: no word of the source can be a form of that name.",
                    (place,),
                    NAMED,
                )
    for clause in stretches(article, "target"):
        place = clause.text.place(clause.start, clause.end)
        if not any(place.span.overlaps(span) for span in sentences):
            sentences.append(place.span)
            yield Draft(
                f"Nothing in the source of this passage says “{clause.text.text[clause.start : clause.end]}”.",
                (place,),
                clause.confidence,
                suggestion="",
            )
    for added in lost(article, "target"):
        place = added.text.place(added.start, added.end)
        if not any(place.span.overlaps(span) for span in sentences):
            words = added.text.text[added.start : added.end]
            yield Draft(
                f"Nothing in the source of this passage says “{words}”.",
                (place,),
                added.confidence,
                suggestion="",
                severity=_severity(added),
            )


def _severity(added: Lost) -> Severity:
    if added.explains or not added.weighed:
        return Severity.NEUTRAL
    return Severity.MAJOR if added.words >= PHRASE else Severity.MINOR


CHECK = Check(
    code="ACC102",
    name="added-text",
    category="accuracy/addition",
    severity=Severity.MAJOR,
    needs="source",
    what="A sentence, phrase or word of the translation has no counterpart in the source.",
    why="The reader takes for reported what nobody wrote.",
    limits="Sentences count from three content words on. Below the sentence only what the dictionary and the comparison of meaning both miss; words that good translations often add to be clear are not looked for. In a language for which there is no dictionary a phrase beside a name is reported as neutral, since it may explain the name. A gloss that explains something to foreign readers will be flagged too, but that of a name (“the western city of”) is neutral.",
    examples=(
        Example(
            "The parliament passed the budget on Tuesday. Scientists found a new species of frog in the rain forest. The prime minister thanked the deputies.",
            fires=True,
            source="Парламент во вторник принял бюджет. Премьер-министр поблагодарил депутатов.",
        ),
        Example(
            "The parliament passed the budget. It did so on Tuesday. The prime minister thanked the deputies.",
            fires=False,
            source="Парламент во вторник принял бюджет. Премьер-министр поблагодарил депутатов.",
        ),
    ),
    find=find,
)
