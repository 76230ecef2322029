"""omitted-text: a sentence, clause, phrase or word of the source that the translation does not have."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.coverage import Lost, alone, lost, stretches, torn
from mtcheck.mqm import Severity

# Missing words from which a stretch is a phrase, and weighs as much as a sentence.
PHRASE = 2
# Confidence from which a lone word is a fault; below it is shown, but weighs nothing: good translators leave out so many.
SURE_ALONE = 0.64
# The same of a sentence that only its grammar makes suspicious.
SURE_TORN = 0.6


def find(article: Article) -> Iterator[Draft]:
    """Sentences without a counterpart, by the alignment and by what a link would be without them; then smaller things."""
    sentences, told = [], set()
    for one in alone(article, "source"):
        sentences.append(one.text.span)
        yield Draft(
            "This sentence of the source has no counterpart in the translation.",
            (one.text.whole,),
            min(0.95, max(0.5, 1.15 - one.likeness)),
        )
    for clause in stretches(article, "source"):
        place = clause.text.place(clause.start, clause.end)
        if not any(place.span.overlaps(span) for span in sentences):
            sentences.append(place.span)
            told.add(clause.pair.index)
            yield Draft(
                f"Nothing in the translation of this passage says “{clause.text.text[clause.start : clause.end]}”.",
                (place,),
                clause.confidence,
            )
    for missing in lost(article, "source"):
        place = missing.text.place(missing.start, missing.end)
        if not any(place.span.overlaps(span) for span in sentences):
            words = missing.text.text[missing.start : missing.end]
            severity = _severity(missing)
            if severity is not Severity.NEUTRAL:
                told.add(missing.pair.index)
            yield Draft(
                f"Nothing in the translation of this passage stands for “{words}”.",
                (place,),
                missing.confidence,
                severity=severity,
            )
    for joint in torn(article):
        if joint.pair.index not in told:
            words = joint.text.text[joint.start : joint.end]
            yield Draft(
                f"A word seems to be missing here: “{words}”.",
                (joint.text.place(joint.start, joint.end),),
                joint.confidence,
                severity=Severity.MINOR if joint.confidence >= SURE_TORN else Severity.NEUTRAL,
            )


def _severity(missing: Lost) -> Severity:
    if missing.explains or not missing.weighed:
        return Severity.NEUTRAL
    if missing.words >= PHRASE:
        return Severity.MAJOR
    return Severity.MINOR if missing.confidence >= SURE_ALONE else Severity.NEUTRAL


CHECK = Check(
    code="ACC101",
    name="omitted-text",
    category="accuracy/omission",
    severity=Severity.MAJOR,
    needs="source",
    what="A sentence, clause, phrase or word of the source is missing from the translation.",
    why="What is left out cannot be missed by someone who reads only the translation.",
    limits="Sentences count from four content words on. Below the sentence only what the dictionary and the comparison of meaning both miss; small words, and words that good translations often leave out, are not looked for. A lone word that a translator may have left out on purpose is reported as neutral, and so are what a name beside it stands for and, in a language for which there is no dictionary, a phrase. An English sentence that is torn without a word counts whatever the source says. A translation that condenses on purpose will be flagged too.",
    examples=(
        Example(
            "The parliament passed the budget on Tuesday. The prime minister thanked the deputies for their support.",
            fires=True,
            source="Парламент во вторник принял бюджет. Дефицит составит почти сто миллиардов, и его покроют новыми займами. "
            "Премьер-министр поблагодарил депутатов за поддержку.",
        ),
        Example(
            "The parliament passed the budget on Tuesday, and the prime minister thanked the deputies for their support.",
            fires=False,
            source="Парламент во вторник принял бюджет. Премьер-министр поблагодарил депутатов за поддержку.",
        ),
    ),
    find=find,
)
