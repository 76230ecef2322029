"""What `train_transliteration.py` learns the Ukrainian table from: own pairs, and Russian ones in Ukrainian letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from transliteration_pairs import Pair, is_held, paired, read_table, read_tokens

from mtcheck.text.romanisation_schemes import is_plain, load_schemes, plain
from mtcheck.text.transliteration import latin_letters
from mtcheck.text.words import fold

ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
KIN = {"ё": "йо", "ы": "и", "э": "е", "ъ": ""}
ENDINGS = (
    "а:- у:-,а ом:- ем:-,ь,й ові:- еві:-,ь,й єві:й им:-,ий ю:ь,й,я е:-,а і:-,а и:а я:ь,й ї:я ою:а ею:а,я єю:я "
    "ого:ий ому:ий ої:а ій:а ку:ко ка:ко ком:ко кові:ко"
)
WEIGHT = 8.0  # of an own pair against a borrowed one
_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def own_pairs(people: Path, references: Path) -> Counter[Pair]:
    """Tokens of Ukrainian names and of Latin ones of the same person or place that pair off with each other.

    To what is trained on, the official romanisation of names that are plain is added.
    """
    schemes = load_schemes(references / "transliteration" / "uk.schemes.toml")
    counts: Counter[Pair] = Counter()
    for cyrillic, latin in _names(people, references):
        left, right = _TOKEN.findall(cyrillic), _TOKEN.findall(latin)
        # Names of other lengths are put in other words: "Altai" is «Алтайський край».
        if len(left) == len(right):
            counts.update(paired(_letters(left, ukrainian_letters), _letters(right, latin_letters)))
    for latin, cyrillic in list(counts):
        official = plain(cyrillic, schemes)
        if is_plain(cyrillic, latin, schemes) and not is_held(latin) and not is_held(official):
            counts[official, cyrillic] += 1
    return counts


def borrowed_pairs(tokens: Path, own: Collection[Pair]) -> Counter[Pair]:
    """Russian pairs in Ukrainian letters, by rule of thumb; less those that are there already."""
    found: Counter[Pair] = Counter()
    for (latin, russian), count in read_tokens(tokens).items():
        for cyrillic in _in_ukrainian(russian, latin):
            if (latin, cyrillic) not in own:
                found[latin, cyrillic] += count
    return found


def _names(people: Path, references: Path) -> Iterator[tuple[str, str]]:
    """Ukrainian and Latin names of one person or place, each pair once."""
    found: dict[tuple[str, str], None] = {}
    rows = [row for row in read_table(people) if row["kind"] == "person"]
    for path in (*sorted((references / "people").glob("*.tsv")), references / "places" / "places.tsv"):
        rows += read_table(path)
    for row in rows:
        for cyrillic in row["uk"].split(" | "):
            for column in ("en", "native"):
                for latin in row[column].split(" | "):
                    if cyrillic and latin_letters(latin):
                        found[cyrillic, latin] = None
    yield from found


def _letters(tokens: list[str], letters: Callable[[str], str]) -> list[str]:
    return [found for token in tokens if len(found := letters(token)) >= 2]


def ukrainian_letters(text: str) -> str:
    """The Ukrainian letters of a token, folded."""
    return "".join(letter for char in fold(text) for letter in KIN.get(char, char) if letter in ALPHABET)


def _in_ukrainian(russian: str, latin: str) -> Iterator[str]:
    """What a foreign name is in Ukrainian, roughly: и is і, or и where Latin has y; х for h is г."""
    name = russian.replace("ий", "ій").replace("э", "е").replace("ъ", "").replace("и", "і").replace("ы", "и")
    if "h" in latin and not any(cluster in latin for cluster in ("kh", "ch", "sh", "gh", "zh", "ph", "th")):
        name = name.replace("х", "г")
    for vowel in "аеиіоу":
        name = name.replace(f"{vowel}е", f"{vowel}є").replace(f"{vowel}і", f"{vowel}ї")
    if latin.startswith("ye"):
        name = re.sub("^е", "є", name)
    yield name
    slavic = re.sub("(ськ|цьк)ій$", r"\1ий", re.sub("ск(?=ій$)", "ськ", re.sub("цк(?=ій$)", "цьк", name)))
    if slavic != name:
        yield slavic
    soft = re.sub("(?<=[джзрстцчш])і(?=[бвгґджзйклмнпрстфхцчшщ])", "и", name)
    if soft != name:
        yield soft
