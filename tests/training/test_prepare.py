"""Data to learn from: nothing that is measured comes in, and spans lie where people marked them."""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from training import prepare
from training.examples import Comparison, Example, read, write

TEXTS = ["The council met on Monday.", "Ministers left early, as reported.", "The bridge in Porto is shut."]


def row(number: int, split: str = "train", **more: Any) -> dict[str, Any]:
    text = TEXTS[number % 3]
    return {
        "lp": "et-en",
        "split": split,
        "src": f"lause {number}",
        "mt": text,
        "da_mean": 95,
        "da_z_mean": 0.5,
        **more,
    }


def put(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(one) + "\n" for one in rows)


def test_no_measured_source_is_learned_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "mlqe_xx_en", [row(number) for number in range(9)] + [row(4, "dev")])
    put(tmp_path, "wmt22_ruen_news_da", [{"src": "Lause  7"}])
    put(tmp_path, "human_refs_ruen", [{"ru": "lause 2"}])
    monkeypatch.setattr(sys, "argv", ["prepare", str(tmp_path), str(tmp_path / "out"), "--planted", "40"])
    prepare.main()
    learned = {one.better.source for one in read(tmp_path / "out" / "train.jsonl")}
    assert learned == {f"lause {number}" for number in (0, 1, 3, 5, 6, 8)}


@pytest.mark.parametrize(
    ("text", "tokens", "tags", "spans"),
    [
        ("He left, too.", "He left , too .", "OK BAD OK OK OK", ((3, 7),)),
        ("He left.", "He left .", "OK OK OK", ()),
        ("He left.", "He left .", "OK OK", None),
        ("He left.", "She left .", "BAD OK OK", None),
        ("He left.", "", "", None),
    ],
)
def test_tags_become_spans(text: str, tokens: str, tags: str, spans: object) -> None:
    assert prepare.token_spans(text, tokens, tags) == spans


def test_documents_are_kept_out_whole(tmp_path: Path) -> None:
    errors = [{"side": "src", "start": 0, "end": 5, "severity": "Major"}]
    rows = [
        {
            "lp": "ru-en",
            "doc_id": f"d{number % 8}",
            "src": f"слово {number % 8} и {number}",
            "mt": "word",
            "errors": errors,
        }
        for number in range(64)
    ]
    put(tmp_path, "mqm_bio_ruen_enru", rows)
    sides = [{one.source.split()[1] for one in prepare.biomedical(tmp_path, kept_out=out)} for out in (True, False)]
    assert sides[0] & sides[1] == set()
    assert sides[0] | sides[1] == set("01234567")


def test_the_better_translation_comes_first() -> None:
    found = [Example("ru-en", "а", text, "x", score) for text, score in (("bad", -1.0), ("good", 1.0), ("fine", 0.8))]
    pairs = [(one.better.target, one.worse.target) for one in prepare.compared(found, 0.5) if one.worse]
    assert sorted(pairs) == [("fine", "bad"), ("good", "bad")]


def test_planted_errors_keep_to_the_number_asked() -> None:
    texts = [
        ("de-en", f"Satz {number} in Porto", TEXTS[number % 3] + f" It cost {number} euros.") for number in range(30)
    ]
    assert len(list(prepare.planted(texts, 25, random.Random(1)))) == 25


def test_examples_survive_their_file(tmp_path: Path) -> None:
    good = Example("ru-en", "а", "b", "x", None, (), ((0, 1),))
    found = [Comparison(good, Example("ru-en", "а", "c", "x", 0.5)), Comparison(good)]
    assert write(tmp_path / "a.jsonl", found) == 2
    assert list(read(tmp_path / "a.jsonl")) == found
