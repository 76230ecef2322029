"""Measures a transliteration table in running text: inflected names of the held-back tenth among words of passages.

    python scripts/train_transliteration.py PAIRS PEOPLE --measure --only ru-Latn --sentences human_refs_ruen.jsonl.gz

For each name a passage of three translated sentences is drawn; the candidates are its capitalised words and the planted
Latin name. Reported are how often the planted name comes first, by the case of the Cyrillic name, and how often some
other word of the passage passes for the name when none is planted.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from transliteration_pairs import Data, is_transliteration

from mtcheck.text.transliteration import TransliterationModel

_CAPITALISED = re.compile(r"(?<![\w'’])[A-Z][\w'’]+")
CONSONANTS = "бвгджзклмнпрстфхцчшщ"
CASES = {
    "genitive": {"consonant": "а", "а": "ы", "я": "и", "й": "я", "ий": "ого"},
    "dative": {"consonant": "у", "а": "е", "я": "е", "й": "ю", "ий": "ому"},
    "instrumental": {"consonant": "ом", "а": "ой", "я": "ей", "й": "ем", "ий": "им"},
}


def inflect(name: str, case: str) -> str:
    """A name in a case by its last letters; names in other vowels do not change."""
    endings = CASES[case]
    if name.endswith(("ский", "цкий")):
        return name[:-2] + endings["ий"]
    if name[-1] in CONSONANTS:
        return name + endings["consonant"]
    if name[-1] in endings:
        ending = "и" if case == "genitive" and name[-2:-1] in "гкхжшчщ" and name[-1] == "а" else endings[name[-1]]
        return name[:-1] + ending
    return name


def passages(path: Path) -> list[list[str]]:
    """The capitalised words of three sentences that stand together."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        words = [_CAPITALISED.findall(json.loads(line)["en_refA"]) for line in file]
    return [[*words[i - 1], *words[i], *words[i + 1]] for i in range(1, len(words) - 1)]


def measure_sentences(model: TransliterationModel, data: Data, path: Path, names: int = 3000) -> None:
    around = passages(path)
    rng = random.Random(7)
    pairs = [pair for pair in data.held if is_transliteration(pair) and len(pair[1]) > 3 and len(pair[0]) > 3]
    pairs = rng.sample(pairs, min(names, len(pairs)))
    drawn = [rng.choice(around) for _ in pairs]
    compared, started = 0, time.process_time()
    for case in ("nominative", *CASES):
        hits: Counter[str] = Counter()
        for (latin, name), words in zip(pairs, drawn, strict=True):
            cyrillic = name if case == "nominative" else inflect(name, case)
            candidates = [*words, latin.title()]
            place, score = model.best(cyrillic, candidates)
            compared += len(candidates)
            hits["first"] += candidates[place].lower() == latin
            hits.update(_above("first", score) if candidates[place].lower() == latin else ())
            own = [word for word in words if word.lower() != latin and word.lower() not in data.known[name]]
            hits.update(_above("another", model.best(cyrillic, own)[1]))
        text = ", ".join(f"{title} {hits[title] / len(pairs):.4f}" for title in ("first", *_above("first", 1.0)))
        wrong = ", ".join(
            f"{title.split(' ', 1)[1]} {hits[title] / len(pairs):.4f}" for title in _above("another", 1.0)
        )
        print(f"in a passage, {case}: {text}; with none planted, another word {wrong}")
    pace = compared * 2 / (time.process_time() - started)
    print(f"  {sum(map(len, drawn)) / len(drawn):.1f} words a passage, about {pace:.0f} comparisons a second")


def _above(title: str, score: float) -> Iterator[str]:
    return (f"{title} above {bound}" for bound in (0.05, 0.5) if score >= bound)
