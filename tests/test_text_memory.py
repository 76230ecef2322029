"""What is remembered of texts: the same report as without, and no more than is wanted."""

from __future__ import annotations

from itertools import product

import pytest

from mtcheck.config import Config
from mtcheck.pipeline import Engine
from mtcheck.readers.plain import from_text
from mtcheck.text_memory import TextMemory
from mtcheck.web.jobs import WarmEngine

SOURCE = "Глава МИД Франции Жан-Ноэль Барро прибыл в Киев.\n\nПо его словам, помощь составит 300 млн евро.\n\n{}"
TARGET = "French Foreign Minister Jean-Noel Barnye arrived in Kyiv.\n\nHe said the aid would total 300 million.\n\n{}"
EDITS = (
    ("Он не исключил новых санкций.", "He ruled out new sanctions."),
    ("Он не исключил новых санкций.", "He did not rule out new sanctions."),
    ("Встреча пройдёт 5 мая.", "The meeting will be held on May 6."),
)


def test_a_memory_gives_the_same_as_none() -> None:
    config = Config(source_lang="ru", target_lang="en")
    warm = WarmEngine(config)
    for source, target in (*EDITS, *EDITS):
        texts = from_text(SOURCE.format(source), "s"), from_text(TARGET.format(target), "t")
        assert warm.check(*texts) == Engine(config).check(*texts)


# In the last sentence stand a month and a person whom the one before may have named, or the one before has them too.
PASSAGES = (
    ("Спор о тарифах шёл весь год.",),
    ("Договор подпишут осенью в Варшаве.", "Договор подпишет в мае в Варшаве Марек Дольный."),
    ("Переговоры о тарифах начались в марте и были трудными.",),
)
RENDERINGS = (
    ("The dispute over tariffs went on all year.",),
    ("The treaty will be signed in Warsaw in autumn.", "Marek Dolny will sign the treaty in Warsaw in March."),
    (
        "The talks on tariffs began in May and were difficult.",
        "The talks on tariffs with Marek Dolny began in March and were difficult.",
    ),
)


def test_what_changes_in_a_neighbour_is_seen() -> None:
    config = Config(source_lang="ru", target_lang="en")
    warm = WarmEngine(config)
    found = set()
    for source, target in product(product(*PASSAGES), product(*RENDERINGS)):
        texts = from_text("\n\n".join(source), "s"), from_text("\n\n".join(target), "t")
        report = warm.check(*texts)
        assert report == Engine(config).check(*texts)
        found.add(tuple(sorted(one.check for one in report.findings)))
    assert len(found) == 3


def test_what_was_used_longest_ago_is_forgotten() -> None:
    memory = TextMemory(2)
    memory.of("target", "en", "one")["words"] = 1
    memory.of("target", "en", "two")["words"] = 2
    memory.of("target", "en", "one")
    memory.of("target", "en", "three")
    assert memory.of("target", "en", "one") == {"words": 1}
    assert memory.of("target", "en", "two") == {}


@pytest.mark.parametrize("other", [("source", "en", "one"), ("target", "de", "one"), ("target", "en", "One")])
def test_side_language_and_wording_are_told_apart(other: tuple[str, str, str]) -> None:
    memory = TextMemory(4)
    memory.of("target", "en", "one")["words"] = 1
    assert memory.of(*other) == {}
