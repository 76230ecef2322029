"""attribution-changed: somebody else says it, or it is said to somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.checks.base import Check, Draft, Example
from mtcheck.mistranslations import mistranslations
from mtcheck.mqm import Severity
from mtcheck.speech.attributions import Changed, changes
from mtcheck.speech.stances import stances

MESSAGES = {
    "hearer-speaks": "“{target}” is who says it here, but in the source it is said to them: “{source}”.",
    "speaker-hears": "It is said to “{target}” here, but in the source they say it: “{source}”.",
    "other-speaks": "“{target}” is who says it here, but in the source somebody else says it, and “{source}” is only spoken of.",
    "hearer-asked": "“{target}” is asked to do something here, but in the source they only put the questions: “{source}”.",
    "body-speaks": "“{target}” itself speaks here, but in the source it is somebody there who does: “{source}”.",
}
SAID = "“{found}” is not how the source reports it: “{source}”{note}."
CONFIDENCE = {
    "hearer-speaks": 0.88,
    "speaker-hears": 0.85,
    "other-speaks": 0.8,
    "hearer-asked": 0.8,
    "body-speaks": 0.78,
}

STANCE = (
    "“{target}” says more than the source, which has only “{source}” here: no word of it denies, admits or confirms."
)
CONFIDENCE_STANCE = 0.8


def find(article: Article) -> Iterator[Draft]:
    """Names whose part in a report is another one in the translation, and sayings that became denials and the like."""
    told = set()
    for one in changes(article):
        told.add(one.pair.index)
        yield _draft(one)
    for row in mistranslations(article):
        if row.row.kind == "attribution":
            told.add(row.pair.index)
            yield Draft(row.said(SAID), row.places, row.row.confidence, row.suggestion, row.severity)
    for stance in stances(article):
        source, target = stance.pair.source, stance.pair.target
        assert source is not None
        assert target is not None
        if stance.pair.index not in told:
            written, meant = target.text[slice(*stance.target)], source.text[slice(*stance.source)]
            yield Draft(
                STANCE.format(target=written, source=meant),
                (target.place(*stance.target), source.place(*stance.source)),
                CONFIDENCE_STANCE,
            )


def _draft(one: Changed) -> Draft:
    source, target = one.pair.source, one.pair.target
    assert source is not None
    assert target is not None
    written, meant = target.text[one.target.start : one.target.end], source.text[one.source.start : one.source.end]
    return Draft(
        MESSAGES[one.kind].format(target=written, source=meant),
        (target.place(*one.target_place), source.place(*one.source_place)),
        CONFIDENCE[one.kind],
    )


CHECK = Check(
    code="ACC403",
    name="attribution-changed",
    category="accuracy/mistranslation/attribution",
    severity=Severity.MAJOR,
    needs="source",
    what="A claim comes from somebody else than in the source, or is made to somebody else: speaker and person told are exchanged. Or somebody denies, admits or confirms it who only says it in the source.",
    why="Who said it is half of the news: words are put into the mouth of somebody who never said them.",
    limits="Speakers and those told are compared where both sides name them; a speaker who has no name, or only a pronoun, is not followed.",
    examples=(
        Example(
            "The ministry denied that the bridge would be opened in May.",
            fires=True,
            source="Министерство заявило, что мост откроют в мае.",
        ),
        Example(
            "The ministry denied that the bridge would be opened in May.",
            fires=False,
            source="Министерство опровергло сообщения, что мост откроют в мае.",
        ),
        Example(
            "Lavrov told Blinken about this on Friday.", fires=True, source="Об этом в пятницу сообщил Лаврову Блинкен."
        ),
        Example(
            "Blinken told Lavrov about this on Friday.",
            fires=False,
            source="Об этом в пятницу сообщил Лаврову Блинкен.",
        ),
        Example(
            "Kommersant said this in an interview with the minister.",
            fires=True,
            source="Об этом министр сказал в интервью газете «Коммерсантъ».",
        ),
    ),
    find=find,
)
