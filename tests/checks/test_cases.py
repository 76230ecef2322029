"""Every check against its table of cases, `tests/checks/<name>.yaml`.

A table is a list of cases. `finds` are the texts at which the findings point, in order: of the first place in the
translation, or in the source where there is none. `silent: true` says that there is no finding. `suggestion` and
`severity` belong to the first finding. Without languages a case is Russian to English; without `source` only the
translation is checked. `style` names a style list, a built-in one or a file in the folder `lists`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from mtcheck.config import STYLES, Config
from mtcheck.document import Document
from mtcheck.finding import Finding
from mtcheck.pipeline import Engine
from mtcheck.readers.plain import from_text

LISTS = Path(__file__).parent / "lists"
TABLES = sorted(Path(__file__).parent.glob("*.yaml"))
FIELDS = {
    "case",
    "source",
    "target",
    "source_lang",
    "target_lang",
    "finds",
    "silent",
    "suggestion",
    "severity",
    "style",
}
FEWEST, MOST = 15, 100


def table(path: Path) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return cases


CASES = [pytest.param(path.stem, case, id=f"{path.stem}: {case['case']}") for path in TABLES for case in table(path)]


@cache
def engine(check: str, source_lang: str, target_lang: str, style: str) -> Engine:
    lists = (style if style in STYLES else str(LISTS / style),)
    return Engine(Config(source_lang=source_lang, target_lang=target_lang, select=(check,), house_style=lists))


def findings(check: str, case: Mapping[str, Any]) -> tuple[Document | None, Document, tuple[Finding, ...]]:
    source = from_text(case["source"], "source") if "source" in case else None
    target = from_text(case["target"], "target")
    chosen = engine(check, case.get("source_lang", "ru"), case.get("target_lang", "en"), case.get("style", "neutral"))
    report = chosen.check(source, target)
    return report.source, report.target, report.findings


def place(finding: Finding, source: Document | None, target: Document) -> str:
    spans = finding.on("target")
    if spans:
        return spans[0].of(target.text)
    assert source is not None
    return finding.on("source")[0].of(source.text)


@pytest.mark.parametrize(("check", "case"), CASES)
def test_case(check: str, case: dict[str, Any]) -> None:
    source, target, found = findings(check, case)
    places = [place(finding, source, target) for finding in found]
    assert places == case.get("finds", []), [finding.message for finding in found]
    if "suggestion" in case:
        assert found[0].suggestion == case["suggestion"]
    if "severity" in case:
        assert str(found[0].severity) == case["severity"]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_tables_are_well_formed(path: Path) -> None:
    cases = table(path)
    assert FEWEST <= len(cases) <= MOST
    names = [case["case"] for case in cases]
    assert len(set(names)) == len(names)
    for case in cases:
        assert set(case) <= FIELDS, case["case"]
        assert ("finds" in case) != (case.get("silent") is True), case["case"]
        assert case.get("finds") != [], case["case"]
        assert "finds" in case or not {"suggestion", "severity"} & set(case), case["case"]
    firing = sum("finds" in case for case in cases)
    assert firing >= 5
    assert len(cases) - firing >= 5
