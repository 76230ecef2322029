"""The terminal report: what an editor sees at 80 columns."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from mtcheck.alignment import AlignedPair, Link
from mtcheck.document import Document, Segment
from mtcheck.finding import Finding, Location, Side
from mtcheck.mqm import Severity
from mtcheck.report import DocumentReport, Report, Scores
from mtcheck.reporters.terminal import render
from mtcheck.spans import Span

SOURCE, TARGET = "Раз два. Три четыре.\nПять.", "One two. Three four.\nFive."


def document(name: str, text: str, lang: str) -> Document:
    ends = [match.end() for match in re.finditer(r"[.\n]+\s*|$", text)]
    starts = [0, *ends]
    spans = [
        Span(start, start + len(text[start:end].rstrip()))
        for start, end in zip(starts, ends, strict=False)
        if text[start:end].strip()
    ]
    return Document(name, text, segments=tuple(Segment(index, span, 0) for index, span in enumerate(spans)), lang=lang)


def finding(
    words: str,
    side: Side = "target",
    severity: Severity = Severity.MAJOR,
    *,
    text: str | None = None,
    suggestion: str | None = None,
) -> Finding:
    start = (text or (TARGET if side == "target" else SOURCE)).index(words)
    return Finding(
        "ACC104",
        "repeated-text",
        "c",
        severity,
        0.9,
        f"“{words}” is wrong.",
        (Location(side, Span(start, start + len(words))),),
        suggestion,
    )


def show(
    *found: Finding,
    target: str = TARGET,
    dropped: int | None = None,
    colour: bool = False,
    scores: Scores | None = None,
) -> str:
    source, translation = document("s.txt", SOURCE, "ru"), document("t.txt", target, "en")
    pairs = [
        AlignedPair(
            Link((index,), () if index == dropped else (index,), 0.0),
            source.segments[index].span,
            None if index == dropped else translation.segments[index].span,
        )
        for index in range(len(source.segments))
    ]
    report = DocumentReport(source, translation, None, scores or Scores(83.4, 0.812), tuple(pairs), found, (), ())
    return render(Report("x", (report,)), colour=colour)


def test_the_verdict_comes_first_then_the_figures() -> None:
    lines = show(finding("Three")).splitlines()
    assert lines[0] == "REVIEW  look at the findings before publishing"
    assert lines[1] == "s.txt (ru) → t.txt (en)"
    assert lines[2] == "1 finding: 1 major. Quality 83 of 100, similarity 0.81."


def test_no_findings_is_short() -> None:
    assert show().splitlines() == [
        "PUBLISH  nothing was found that stands against publishing",
        "s.txt (ru) → t.txt (en)",
        "No findings. Quality 83 of 100, similarity 0.81.",
    ]
    assert "the quality is low" in show(scores=Scores(20.0, 0.1))
    assert "Quality" not in show(scores=Scores())


def test_a_finding_shows_both_sentences_with_the_words_marked_and_what_to_write() -> None:
    text = show(finding("Three", suggestion="Drei"))
    assert "▲ major  repeated-text  ACC104" in text
    assert text.endswith("  “Three” is wrong.\n  ru  Три четыре.\n  en  [Three] four.\n  →   Drei\n")


def test_what_should_go_has_no_counterpart() -> None:
    assert show(finding("Three four.", suggestion="")).endswith("  en  [Three four.]\n  →   leave it out\n")


def test_an_omission_is_shown_where_it_belongs() -> None:
    target = "One two.\nFiller here.\nFive."
    text = show(finding("Три четыре.", "source"), finding("Five", text=target), dropped=1, target=target)
    assert "  ru  [Три четыре.]\n  en  One two. [missing here]\n" in text
    assert text.index("[missing here]") < text.index("[Five]")


def test_grave_findings_are_listed_first_when_there_are_many() -> None:
    minor = [
        replace(finding(word, severity=Severity.MINOR), code=f"ACC10{index}")
        for index, word in enumerate(("One", "two", "Three", "four", "Five"))
    ]
    assert "Check these first" not in show(*minor, finding("four", severity=Severity.NEUTRAL))
    text = show(*minor, finding("four"), finding("Five", severity=Severity.CRITICAL))
    first = text[text.index("Check these first") : text.index("All findings")].splitlines()[1:]
    assert [line[0] for line in first if line] == ["✖", "▲"]


@pytest.mark.parametrize("colour", [False, True])
def test_no_line_is_too_wide_or_ends_in_spaces(colour: bool) -> None:
    words = "Слово и ещё одно слово, и 中文 дальше " * 12
    text = show(finding("слово", text=f"Начало {words}."), target=f"Начало {words}. Three four. Five.", colour=colour)
    for line in re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines():
        assert cell_len(line) <= 80
        assert line == line.rstrip()


def test_a_long_sentence_is_shortened_around_the_marked_words() -> None:
    long = "word " * 150 + "WRONG " + "word " * 150
    text = show(finding("WRONG", text=long), target=f"{long.strip()}. Three four. Five.")
    assert "[WRONG]" in text.replace("\n      ", " ")
    assert "…" in text
    assert text.count("\n") < 20


def test_control_characters_are_shown_as_signs() -> None:
    target = "One \x1b[2J\x07two\u202e. Three four.\nFive."
    text = show(finding("two", text=target), target=target)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "�" in text


def test_colour_marks_without_brackets() -> None:
    text = show(finding("Three"), colour=True)
    assert ("\x1b[" in text) == ("[Three]" not in text)
    assert "\x1b" not in show(finding("Three"))


def test_known_findings_are_counted_not_shown() -> None:
    text = show(replace(finding("Three"), suppressed=True))
    assert text.startswith("PUBLISH")
    assert "No findings. 1 more finding known from the baseline is not shown." in text
    assert "[Three]" not in text
