"""Texts that cannot be what they should be: one line that says what to do, exit code 2, no traceback."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Run = Callable[..., CompletedProcess[str]]
Process = Callable[..., CompletedProcess[bytes]]


def refused(outcome: CompletedProcess[str], *hints: str) -> None:
    assert outcome.returncode == 2, outcome.stdout
    assert outcome.stdout == ""
    assert outcome.stderr.startswith("mtcheck: ")
    assert outcome.stderr.count("\n") == 1
    for hint in hints:
        assert hint in outcome.stderr


def document(run: Run, *arguments: str | Path) -> dict[str, Any]:
    outcome = run("check", *arguments, "--format", "json", "--exit-zero")
    assert outcome.returncode == 0, outcome.stderr
    one: dict[str, Any] = json.loads(outcome.stdout)["documents"][0]
    return one


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"", "empty"),
        (b" \n\n\t ", "empty"),
        ("\ufeff\u200b".encode(), "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "Office"),
        (bytes(range(256)) * 40, "plain text"),
        (b"The parliament\x00 passed the budget.", "NUL"),
    ],
)
@pytest.mark.parametrize("side", ["source", "target"])
def test_files_that_hold_no_text(
    run: Run, here: Path, source: Path, clean: Path, data: bytes, hint: str, side: str
) -> None:
    bad = here / "bad.txt"
    bad.write_bytes(data)
    refused(run("check", *((bad, clean) if side == "source" else (source, bad))), "bad.txt", hint)


def test_a_missing_file_and_a_folder(run: Run, here: Path, source: Path) -> None:
    refused(run("check", source, "nowhere.txt"), "nowhere.txt", "no such file")
    refused(run("check", source, here), "folder")
    refused(run("check", source, "a\0b"), "cannot be read")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_a_file_that_may_not_be_read(run: Run, source: Path, clean: Path) -> None:
    clean.chmod(0)
    refused(run("check", source, clean), "permission")


def test_empty_standard_input(run: Run, source: Path) -> None:
    refused(run("check", source, "-"), "standard input", "empty")


def test_the_same_text_twice(run: Run, here: Path, source: Path) -> None:
    copy = here / "copy.txt"
    copy.write_text(source.read_text("utf-8").replace("\n\n", "\n \n") + "\n", encoding="utf-8")
    refused(run("check", source, copy), "same text", "the source and its translation")


def test_swapped_texts_are_told_when_the_languages_are_given(run: Run, source: Path, clean: Path) -> None:
    refused(
        run("check", clean, source, "--source-lang", "ru", "--target-lang", "en"), "swapped", "the source comes first"
    )
    refused(run("check", clean, source, "--source-lang", "ru"), "clean.txt is in English, not in Russian")
    refused(run("check", clean, source, "--target-lang", "en"), "source.txt is in Russian, not in English")
    refused(
        run("check", source, "--translation-only", "--target-lang", "en"), "source.txt is in Russian, not in English"
    )


def test_both_texts_in_one_language(run: Run, here: Path, clean: Path) -> None:
    other = here / "other.txt"
    other.write_text("The minister came to the plant on Monday and spoke to the workers there.\n", encoding="utf-8")
    refused(run("check", other, clean), "both in English", "wrong file")
    refused(run("check", other, clean, "--source-lang", "en", "--target-lang", "en"), "both in English")


def test_a_text_too_short_to_tell_its_language(run: Run, here: Path, source: Path) -> None:
    short = here / "short.txt"
    short.write_text("OK 42", encoding="utf-8")
    refused(run("check", source, short), "short.txt", "--target-lang")
    assert run("check", source, short, "--target-lang", "en").returncode in (0, 1)


def test_a_language_that_the_encoder_does_not_know_has_no_quality(run: Run, here: Path, clean: Path) -> None:
    finnish = here / "fi.txt"
    finnish.write_text(
        "Eduskunta hyväksyi budjetin\n\nEduskunta hyväksyi tiistaina vuoden 2026 budjetin. Sen puolesta äänesti 289 "
        "kansanedustajaa.\n\nPääministeri kiitti kansanedustajia tuesta.\n",
        encoding="utf-8",
    )
    data = document(run, finnish, clean)
    assert data["source_lang"] == "fi"
    assert data["scores"] == {"quality": None, "similarity": None}
    assert all(pair["quality"] is None for pair in data["pairs"])
    assert any("'fi'" in warning for warning in data["warnings"])
    assert any("--encoder" in warning for warning in data["warnings"])
    assert run("check", finnish, clean, "--fail-under", "100", "--fail-on", "never").returncode == 0


def test_a_code_of_no_language(run: Run, source: Path, clean: Path) -> None:
    outcome = run("check", source, clean, "--target-lang", "qq")
    assert outcome.returncode in (0, 1, 2)
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-16"])
def test_other_encodings_are_read_alike(run: Run, source: Path, clean: Path, encoding: str) -> None:
    expected = document(run, source, clean)
    source.write_bytes(source.read_text("utf-8").encode(encoding))
    data = document(run, source, clean)
    assert data["source_text"] == expected["source_text"]
    assert bool(data["warnings"]) == (encoding != "utf-16")


def test_mixed_encodings_are_a_warning_with_the_line(run: Run, source: Path, clean: Path) -> None:
    lines = source.read_text("utf-8").split("\n")
    source.write_bytes("\n".join(lines[:-2]).encode() + b"\n" + lines[-2].encode("cp1251") + b"\n")
    (warning,) = document(run, source, clean)["warnings"]
    assert "mixes encodings" in warning
    assert "line 5" in warning


@pytest.mark.parametrize(
    "text",
    [
        "\u200fThe parliament\u200e passed \u202bthe budget\u202c on Tuesday, they said.",
        "The parliament 😀👩‍👩‍👧 passed 🇫🇷 the budget\ufe0f on Tuesday, they said.",
        "“The parliament passed the budget on Tuesday, they said. «We agree.",
        "The parliament passed ''' the budget \"\" on Tuesday, they said ” ” ”.",
        "The p\u0301arliament passed the bu\u0308dget on Tuesday, they said.",
        "The parliament passed the budget on Tuesday, they said." + "!" * 3000,
        "The parliament passed the budget on Tuesday, they said " + "x" * 5000,
        "((((((((((The parliament passed the budget on Tuesday, they said",
        "The parliament passed the budget on Tuesday, they said &&&; &#0; &#x110000; \\ud800 \\u0041",
    ],
)
@pytest.mark.parametrize("mode", ["json", "terminal"])
def test_odd_characters_do_no_harm(run: Run, here: Path, source: Path, text: str, mode: str) -> None:
    odd = here / "odd.txt"
    odd.write_text(text, encoding="utf-8")
    outcome = run("check", source, odd, "--target-lang", "en", "--exit-zero", "--format", mode)
    assert outcome.returncode == 0, outcome.stderr
    if mode == "json":
        data = json.loads(outcome.stdout)["documents"][0]
        assert data["target_text"] == text
        places = [place for finding in data["findings"] for place in finding["locations"]]
        assert all(data[f"{place['side']}_text"][place["start"] : place["end"]] == place["text"] for place in places)


def test_control_characters_do_not_reach_the_terminal(run: Run, here: Path, source: Path) -> None:
    text = "The the \x1b[31mparliament\x07 passed\u202e the\x9b2J budget on Tuesday, and the deputies thanked the minister."
    odd = here / "odd\x1b[2J.txt"
    odd.write_text(text, encoding="utf-8")
    out = run("check", source, odd, "--exit-zero").stdout
    assert "repeated-text" in out
    assert not [char for char in out if (char < " " and char != "\n") or "\x7f" <= char <= "\x9f" or char == "\u202e"]


def test_an_encoder_that_is_not_installed_names_the_extra(
    run: Run, source: Path, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    refused(run("check", source, clean, "--encoder", "sentence-transformers:LaBSE"), "mtcheck[transformers]")


def test_an_encoder_without_its_model_is_asked_for_it(run: Run, source: Path, clean: Path) -> None:
    refused(run("check", source, clean, "--encoder", "sentence-transformers"), "sentence-transformers:MODEL")


def test_a_paragraph_of_five_megabytes_finishes(process: Process, here: Path) -> None:
    draw = random.Random(1)
    stems, endings = ("house", "city", "money", "river"), ("ful", "less", "like", "wise")
    words = [stem + ending for stem in stems for ending in endings]
    sentences = (" ".join(["The", *draw.sample(words, k=12)]) + "." for _ in range(70_000))
    (here / "long.txt").write_text(" ".join(sentences), encoding="utf-8")
    assert (here / "long.txt").stat().st_size > 5_000_000
    outcome = process(
        ["check", "--translation-only", "long.txt", "--format", "json", "--exit-zero", "-o", "report.json"]
    )
    assert outcome.returncode == 0, outcome.stderr
    assert json.loads((here / "report.json").read_text("utf-8"))["documents"][0]["target_lang"] == "en"
