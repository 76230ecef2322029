"""Ukrainian forms of names that the tables have in Russian only: writes `references/<kind>/ukrainian-forms.tsv`.

Rows with both languages teach which word stands for which; a form is made only where each of its words is surely known,
is Ukrainian, and agrees with the next. A form that nobody uses does no harm: it stands in no article.

    python scripts/update_ukrainian_forms.py
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pymorphy3

FOLDER = Path(__file__).parents[1] / "references"
KINDS = ("parties", "organisations", "media", "offices")
OWN = "ukrainian-forms.tsv"
# Pairs of words that teach a word, and the share of its renderings that the commonest must have.
LEAST, SHARE = 2, 0.6
# A word up to so many letters is not looked up.
SHORT = 3
_WORD = re.compile(r"([^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*)")
_RUSSIAN = re.compile(r"[ыэъё]", re.IGNORECASE)
Row = Mapping[str, str]
Words = Mapping[str, Counter[str]]


def main() -> None:
    """Reads all tables and writes one file a kind."""
    csv.field_size_limit(sys.maxsize)
    rows = {kind: list(_rows(FOLDER / kind)) for kind in (*KINDS, "places")}
    known = {row["id"] for some in rows.values() for row in some if row.get("uk")}
    words = _learn([row for some in rows.values() for row in some if row.get("ru") and row.get("uk")])
    analyser = pymorphy3.MorphAnalyzer(lang="uk")
    for kind in KINDS:
        lines = ["id\tuk"]
        for row in rows[kind]:
            if row.get("ru") and row["id"] not in known:
                made = (_rendered(form, words) for form in row["ru"].split(" | "))
                forms = dict.fromkeys(form for form in made if form and _is_fine(form, analyser))
                lines += [f"{row['id']}\t{' | '.join(forms)}"] if forms else []
        (FOLDER / kind / OWN).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{kind}: {len(lines) - 1} rows")


def _rows(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*.tsv")):
        if path.name != OWN:
            with path.open(encoding="utf-8") as lines:
                yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _learn(rows: list[Row]) -> Words:
    """Which Ukrainian words stand where a Russian one does, in forms of as many words."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for russian, ukrainian in zip(row["ru"].split(" | "), row["uk"].split(" | "), strict=False):
            left, right = _WORD.findall(russian), _WORD.findall(ukrainian)
            if len(left) == len(right):
                for one, other in zip(left, right, strict=True):
                    found[one.lower()][other if _is_short(other) else other.lower()] += 1
    return found


def _rendered(form: str, words: Words) -> str | None:
    """A form in Ukrainian, None where a word of it is not sure."""
    parts = _WORD.split(form)
    for place in range(1, len(parts), 2):
        known = words.get(parts[place].lower())
        if not known:
            return None
        best, count = known.most_common(1)[0]
        if count < LEAST or count < SHARE * known.total():
            return None
        parts[place] = _cased(best, parts[place])
    return "".join(parts)


def _is_short(word: str) -> bool:
    return word.isupper() and len(word) > 1


def _cased(word: str, like: str) -> str:
    if _is_short(word):
        return word
    if _is_short(like):
        return word.upper()
    parts = like.split("-")
    if "-" in word and parts[-1][:1].isupper():
        return "-".join(part.capitalize() for part in word.split("-"))
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _is_fine(form: str, analyser: pymorphy3.MorphAnalyzer) -> bool:
    """Whether it is Ukrainian, of several words, and adjectives agree with what follows them."""
    found = _WORD.findall(form)
    if _RUSSIAN.search(form) or len(found) < 2 or not analyser.word_is_known(found[0].lower()):
        return False
    if any(word.islower() and len(word) > SHORT and not analyser.word_is_known(word) for word in found):
        return False
    return all(_agree(analyser.parse(one), analyser.parse(other)) for one, other in pairwise(found))


def _agree(left: list[pymorphy3.analyzer.Parse], right: list[pymorphy3.analyzer.Parse]) -> bool:
    adjectives = [one.tag for one in left if "ADJF" in one.tag]
    others = [one.tag for one in right if "NOUN" in one.tag or "ADJF" in one.tag]
    if not adjectives or not others or any("NOUN" in one.tag for one in left):
        return True
    return any(
        one.case == other.case and one.number == other.number and (one.number == "plur" or one.gender == other.gender)
        for one in adjectives
        for other in others
    )


if __name__ == "__main__":
    main()
