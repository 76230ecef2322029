"""Which checks run, which of several findings stays, and in what order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from mtcheck import gazetteers, languages
from mtcheck.arbitration import YIELDS_TO, chosen, findings, gravest_first, suppress
from mtcheck.article import Article
from mtcheck.checks import CHECKS
from mtcheck.checks.base import Check, Draft
from mtcheck.config import Config
from mtcheck.document import Document
from mtcheck.errors import ConfigError
from mtcheck.finding import Finding, Location
from mtcheck.mqm import Severity
from mtcheck.spans import Span

ARTICLE = Article(None, Document("t", "a" * 50, lang="en"), None, languages.language("en"), (), gazetteers.gazetteer())


def says(name: str, *places: tuple[int, int], confidence: float = 0.9, side: str = "target") -> Check:
    """The check of that name, made to find the same places in any article."""

    def find(_: Article) -> Iterable[Draft]:
        return [
            Draft(name, (Location("source" if side == "source" else "target", Span(*place)),), confidence)
            for place in places
        ]

    return replace(next(check for check in CHECKS if check.name == name), find=find, needs="target")


def names(*checks: Check, config: Config | None = None) -> list[tuple[str, int]]:
    return [(one.check, one.locations[0].span.start) for one in findings(ARTICLE, checks, config or Config())]


def test_checks_are_chosen_by_code_and_name() -> None:
    assert chosen(Config()) == list(CHECKS)
    assert [check.code for check in chosen(Config(select=("ACC201", "garbled-dash")))] == ["ACC201", "LIN102"]
    assert {check.code for check in CHECKS} - {check.code for check in chosen(Config(ignore=("ACC201",)))} == {"ACC201"}
    assert chosen(Config(select=("ACC201",), ignore=("number-mismatch",))) == []


@pytest.mark.parametrize("config", [Config(select=("number-mismatsch",)), Config(ignore=("number-mismatsch",))])
def test_a_misspelt_check_is_an_error_with_a_hint(config: Config) -> None:
    with pytest.raises(ConfigError, match=r"did you mean 'number-mismatch'\?"):
        chosen(config)


def test_the_fallback_gives_way_where_a_typed_finding_points() -> None:
    fallback = says("low-fidelity", (0, 10), (20, 30))
    assert names(fallback, says("number-mismatch", (5, 6))) == [("number-mismatch", 5), ("low-fidelity", 20)]
    assert names(fallback, says("number-mismatch", (10, 12))) == [
        ("low-fidelity", 0),
        ("number-mismatch", 10),
        ("low-fidelity", 20),
    ]
    assert ("low-fidelity", 0) in names(fallback, says("number-mismatch", (5, 6), side="source"))


def test_boilerplate_is_not_also_untranslated() -> None:
    assert names(says("untranslated-text", (0, 9)), says("boilerplate-left-in", (0, 20))) == [
        ("boilerplate-left-in", 0)
    ]
    assert set(YIELDS_TO) <= {check.name for check in CHECKS}


def test_doubtful_findings_are_left_out_and_do_not_silence_others() -> None:
    doubtful = says("number-mismatch", (0, 5), confidence=0.4)
    assert names(doubtful) == []
    assert names(doubtful, says("low-fidelity", (0, 9))) == [("low-fidelity", 0)]
    assert names(doubtful, config=Config(min_confidence=0.4)) == [("number-mismatch", 0)]


def test_the_order_is_that_of_the_translation_with_the_source_alone_behind() -> None:
    checks = says("omitted-text", (0, 5), side="source"), says("garbled-dash", (30, 31)), says("repeated-text", (7, 9))
    assert names(*checks) == [("repeated-text", 7), ("garbled-dash", 30), ("omitted-text", 0)]


def test_the_same_finding_is_said_once() -> None:
    assert names(says("garbled-dash", (3, 4), (3, 4))) == [("garbled-dash", 3)]


def test_gravest_first_then_surest() -> None:
    place = (Location("target", Span(0, 1)),)
    kinds = [(Severity.MINOR, 0.9), (Severity.CRITICAL, 0.6), (Severity.MAJOR, 0.8), (Severity.CRITICAL, 0.7)]
    found = [Finding("ACC104", "x", "c", severity, confidence, "m", place) for severity, confidence in kinds]
    assert [one.confidence for one in gravest_first(found)] == [0.7, 0.6, 0.8, 0.9]


def test_suppression_marks_and_never_drops() -> None:
    found = findings(ARTICLE, [says("garbled-dash", (3, 4), (8, 9))], Config())
    assert [one.suppressed for one in suppress(found, ["a", "b"], frozenset({"b"}))] == [False, True]
