"""Learns the table of `mtcheck.text.romanisation_round_trip`: is the plain romanisation of a name the attested one?

First a network over romanised letters, from name tokens: plain spellings that are attested against plain spellings, by
schemes drawn at random, of names that are never spelled so. Then a logistic regression over its verdict, the given name
and the namesakes, from full names of people. Whatever is learned from or counted is left out when it is judged: the
network is learned in parts, each judged by one that has not seen it, and a person is not his own namesake.
"""

from __future__ import annotations

import hashlib
import math
import random
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from transliteration_network import Judge, table_rows
from transliteration_pairs import LONGEST, Pair, is_transliteration, paired, read_table, read_tokens

from mtcheck.text.romanisation_alignment import Alignment
from mtcheck.text.romanisation_network import network
from mtcheck.text.romanisation_round_trip import (
    COLUMNS,
    ENDING,
    FEATURE,
    GARBLED,
    LAYER,
    NAME,
    NOBODY,
    OFTEN,
    RARE,
    SHARE,
    UNIT,
    Namesakes,
    alignment,
    features,
    is_attested,
    load_origins,
    round_trip,
    step_numbers,
)
from mtcheck.text.romanisation_schemes import Schemes, is_plain, load_schemes
from mtcheck.text.transliteration import cyrillic_letters, latin_letters

Floats = NDArray[np.float64]
PARTS = 4
EPOCHS, DROPPED, SEED = 5, 0.2, 0
# How machine translation puts letters that have several forms; the rest have their usual one.
HABITS = {
    "й": ["y", "i"], "х": ["kh", "kh", "h"], "ц": ["ts"], "е": ["e", "e", "e", "ye"], "ю": ["yu", "yu", "iu"],
    "я": ["ya", "ya", "ia"], "ъ": [""], "ий": ["y", "iy", "i"], "ый": ["y", "yy"],
}  # fmt: skip
VOWELS = "аеиоуыэюяьъ"
RIDGE, FREE = 3.0, 0.01  # of features that name letters or names, and of the few that do not
LEAST = 0.05  # weights below this are left out
COUNTED = 3  # bearers of a name that is listed
DOUBTED = 0.5  # a plain spelling is listed, however rare, where without the list it would look garbled to this degree


class Person(NamedTuple):
    """A given name and a surname in Cyrillic letters, the attested Latin spellings of the surname, the full name."""

    given: str
    surname: str
    spellings: tuple[str, ...]
    full: str


@dataclass(frozen=True, slots=True)
class Case:
    """A plain spelling of a person's surname, whether it is attested, and what the network makes of it."""

    person: Person
    latin: str
    true: bool
    odds: float
    weight: float


def train(tokens: Path, people: Path, references: Path, endings: str) -> Path:
    schemes = load_schemes(references / "transliteration" / "ru.schemes.toml")
    known = namesakes(read_tokens(tokens) + read_people(people, references), schemes)
    verdicts, judge = _verdicts(known, schemes, persons(people, references))
    weights = _regression(verdicts, known)
    _report(verdicts, known)
    listed = {name: known[name] for name in sorted(known) if _is_listed(name, known[name], schemes, judge)}
    path = references / "transliteration" / "ru.origins.tsv"
    path.write_text(
        "\n".join(_lines(tokens, people, weights, listed, judge, endings, schemes)) + "\n", encoding="utf-8"
    )
    print(f"{path.name}: {path.stat().st_size} bytes, {len(listed)} names, {len(weights)} features")
    return path


def namesakes(counts: Mapping[Pair, int], schemes: Schemes) -> dict[str, Namesakes]:
    """For each Cyrillic token how often it is spelled how."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (latin, cyrillic), count in counts.items():
        if is_transliteration((latin, cyrillic)):
            found[cyrillic][latin] = count
    result = {}
    for cyrillic, spellings in found.items():
        plain = sum(count for latin, count in spellings.items() if is_plain(cyrillic, latin, schemes))
        result[cyrillic] = Namesakes(plain, sum(spellings.values()) - plain, spellings)
    return result


def read_people(people: Path, references: Path) -> Counter[Pair]:
    """Tokens of Russian names and Latin ones of the same person that pair off with each other, once a person."""
    rows = [row for row in read_table(people) if row["kind"] == "person"]
    for path in sorted((references / "people").glob("*.tsv")):
        rows += read_table(path)
    found: defaultdict[frozenset[str], set[Pair]] = defaultdict(set)
    for row in rows:
        forms = [_words(form, cyrillic_letters) for form in row["ru"].split(" | ")]
        spellings = [_words(form, latin_letters) for form in f"{row['en']} | {row['native']}".split(" | ")]
        # One person may stand in several tables; his first name and surname say that it is he.
        bearer = found[frozenset(forms[0])]
        bearer.update(pair for words in forms for latin in spellings for pair in paired(words, latin))
    return Counter(pair for pairs in found.values() for pair in pairs)


def _words(name: str, letters: Callable[[str], str]) -> list[str]:
    return [found for word in re.split("[ ,-]+", name) if len(found := letters(word)) >= 2]


def persons(people: Path, references: Path) -> list[Person]:
    """People whose Cyrillic name is a given name and one surname, once each."""
    found: dict[tuple[str, str], Person] = {}
    for path in sorted((references / "people").glob("*.tsv")):
        for row in read_table(path):
            words = row["ru"].split(" | ")[0].split(" ")
            if len(words) == 2 and words[1] in row["ru.surname"].split(" | "):
                _add(found, words[0], words[1], row["en.surname"].split(" | "))
    for row in read_table(people):
        surname, comma, given = row["ru"].partition(", ")
        if row["kind"] == "person" and comma and " " not in surname:
            latin = [row[column].split(" ")[-1] for column in ("en", "native") if row[column]]
            _add(found, given.split(" ")[0], surname, latin)
    return list(found.values())


def _add(found: dict[tuple[str, str], Person], given: str, surname: str, latin: Sequence[str]) -> None:
    word = cyrillic_letters(surname)
    spellings = [letters for letters in dict.fromkeys(map(latin_letters, latin)) if is_transliteration((letters, word))]
    if spellings and 3 <= len(word) <= LONGEST:
        key = cyrillic_letters(given), word
        old = found[key].spellings if key in found else ()
        found[key] = Person(*key, tuple(dict.fromkeys([*old, *spellings])), f"{given} {surname}")


def _verdicts(known: Mapping[str, Namesakes], schemes: Schemes, everyone: list[Person]) -> tuple[list[Case], Judge]:
    """Cases with verdicts of networks that have not seen the surname, and a network that has seen all."""
    numbers = step_numbers(schemes)
    names = sorted(name for name in known if len(name) <= LONGEST)
    cases: list[Case] = []
    for part in range(PARTS):
        judge = _judge([name for name in names if _part(name) != part], known, schemes, numbers)
        _held_back(judge, [name for name in names if _part(name) == part], known, schemes, numbers)
        rng = random.Random(SEED)
        for person in everyone:
            if _part(person.surname) == part:
                plain = [latin for latin in person.spellings if is_plain(person.surname, latin, schemes)]
                spellings = plain or [garble(person.surname, schemes, rng)]
                odds = _odds(judge, [alignment(person.surname, latin, schemes, numbers) for latin in spellings])
                cases += [
                    Case(person, latin, bool(plain), float(value), 1 / len(spellings))
                    for latin, value in zip(spellings, odds, strict=True)
                ]
    return cases, _judge(names, known, schemes, numbers)


def _part(name: str) -> int:
    return zlib.crc32(name.encode() + b"part") % PARTS


def garble(word: str, schemes: Schemes, rng: random.Random) -> str:
    """A plain romanisation as machine translation writes it."""
    found, place = "", 0
    while place < len(word):
        group = word[place:] if word[place:] in ("ий", "ый") else word[place]
        form = rng.choice(HABITS.get(group) or schemes.get(group, ("",))[:1])
        if form == "ye" and place and word[place - 1] not in VOWELS:
            form = "e"
        found, place = found + form, place + len(group)
    return found


def _examples(
    names: list[str], known: Mapping[str, Namesakes], schemes: Schemes
) -> Iterator[tuple[str, str, float, float]]:
    """Name, plain spelling, whether it is attested, weight: by the logarithm of the number of bearers."""
    rng = random.Random(SEED)
    for name in names:
        plain, other, spellings = known[name]
        all_of_them = min(math.log2(1 + plain + other), 4)
        attested = [latin for latin in spellings if is_plain(name, latin, schemes)]
        for latin in attested:
            share = all_of_them * plain / (plain + other) / len(attested)
            yield name, latin, 1.0, (min(math.log2(1 + spellings[latin]), 4) + share) / 2
        if not attested:
            yield name, garble(name, schemes, rng), 0.0, all_of_them


def _judge(
    names: list[str], known: Mapping[str, Namesakes], schemes: Schemes, numbers: Mapping[tuple[str, str], int]
) -> Judge:
    examples = list(_examples(names, known, schemes))
    rows = [alignment(name, latin, schemes, numbers) for name, latin, _, _ in examples]
    judge = Judge(len(numbers), SEED, DROPPED)
    truth, weight = (np.array([example[i] for example in examples], np.float32) for i in (2, 3))
    judge.learn(rows, [len(row.numbers) for row in rows], truth, weight, EPOCHS)
    return judge


def _odds(judge: Judge, rows: Sequence[Alignment]) -> list[float]:
    net = network(judge.weights)
    return [
        value
        for start in range(0, len(rows), 4000)
        for value in net.log_odds(rows[start : start + 4000], [len(row.numbers) for row in rows[start : start + 4000]])
    ]


def _held_back(
    judge: Judge,
    names: list[str],
    known: Mapping[str, Namesakes],
    schemes: Schemes,
    numbers: Mapping[tuple[str, str], int],
) -> None:
    examples = list(_examples(names, known, schemes))
    odds = np.array(_odds(judge, [alignment(name, latin, schemes, numbers) for name, latin, _, _ in examples]))
    truth = np.array([true for _, _, true, _ in examples], bool)
    _print_recall("  tokens, by letters alone", odds, truth, sum(len(known[name].spellings) for name in names))


def _print_recall(title: str, odds: Floats, truth: NDArray[np.bool_], correct: int) -> None:
    good, bad = np.sort(odds[truth]), odds[~truth]
    parts = []
    for share in (0.001, 0.003, 0.01):
        bound = good[min(int(share * correct), len(good) - 1)]
        parts.append(
            f"{(bad < bound).mean():.4f} at {share:.1%} (probability {1 / (1 + math.exp(min(bound, 500))):.3f})"
        )
    print(f"{title}: {len(bad)} garbled spellings, {correct} right ones; recall {', '.join(parts)}", flush=True)


def _without(person: Person, known: Namesakes, schemes_plain: bool) -> Namesakes:
    """Namesakes less the person himself, who is counted once among the tokens and once among the people."""
    gone = 2 * any(latin in person.spellings for latin in known.spellings)
    spellings = {latin: max(count - 2 * (latin in person.spellings), 0) for latin, count in known.spellings.items()}
    plain, other = max(known.plain - gone * schemes_plain, 0), max(known.other - gone * (not schemes_plain), 0)
    return Namesakes(plain, other, spellings) if plain + other >= COUNTED else NOBODY


def _rows(cases: list[Case], known: Mapping[str, Namesakes]) -> list[dict[str, float]]:
    rows = []
    for case in cases:
        others = _without(case.person, known.get(case.person.surname, NOBODY), case.true)
        given = case.person.given
        found: Counter[str] = Counter()
        for name, value in features(
            case.person.surname, case.latin, given, case.odds, others, known.get(given, NOBODY)
        ):
            found[name] += value
        rows.append(dict(found))
    return rows


def _solve(rows: list[dict[str, float]], truth: Floats, weight: Floats) -> dict[str, float]:
    """Ridge logistic regression by Newton's method with conjugate gradients."""
    names = sorted({name for row in rows for name in row})
    place = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row.items():
            matrix[number, place[name]] = value
    ridge = np.array([RIDGE if ":" in name else FREE for name in names])
    found = np.zeros(len(names))
    for _ in range(12):
        chance = 1 / (1 + np.exp(-matrix @ found))
        slope = matrix.T @ (weight * (chance - truth)) + ridge * found
        curve = weight * chance * (1 - chance) + 1e-4
        step, rest = np.zeros_like(found), -slope
        way, size = rest.copy(), rest @ rest
        for _ in range(60):
            bent = matrix.T @ (curve * (matrix @ way)) + ridge * way
            reach = size / (way @ bent)
            step += reach * way
            rest -= reach * bent
            if (new := rest @ rest) < 1e-6 * (slope @ slope):
                break
            way, size = rest + new / size * way, new
        found += step
        if np.abs(step).max() < 1e-3:
            break
    return dict(zip(names, found.tolist(), strict=True))


def _regression(cases: list[Case], known: Mapping[str, Namesakes]) -> dict[str, float]:
    truth, weight = np.array([float(case.true) for case in cases]), np.array([case.weight for case in cases])
    found = _solve(_rows(cases, known), truth, weight)
    return {name: value for name, value in found.items() if abs(value) >= LEAST}


def _report(cases: list[Case], known: Mapping[str, Namesakes]) -> None:
    """Recall on full names, each judged by weights learned from the other parts."""
    rows = _rows(cases, known)
    truth = np.array([float(case.true) for case in cases])
    weight = np.array([case.weight for case in cases])
    part = np.array([_part(case.person.surname) for case in cases])
    odds = np.zeros(len(cases))
    for turn in range(PARTS):
        there = np.nonzero(part != turn)[0]
        weights = _solve([rows[i] for i in there], truth[there], weight[there])
        for i in np.nonzero(part == turn)[0]:
            odds[i] = sum(weights.get(name, 0.0) * value for name, value in rows[i].items())
    correct = sum(len(person.spellings) for person in {case.person for case in cases})
    _print_recall("full names, by letters alone", np.array([case.odds for case in cases]), truth > 0, correct)
    _print_recall("full names, with given name and namesakes", odds, truth > 0, correct)
    for i, case in enumerate(cases):
        if is_attested(case.latin, _without(case.person, known.get(case.person.surname, NOBODY), case.true)):
            odds[i] = 99
    _print_recall("  the same, attested spellings left alone", odds, truth > 0, correct)
    good = np.sort(odds[truth > 0])
    caught = (odds[truth == 0] < good[int(0.003 * len(good))]).mean()
    print(f"  at 0.3% of the right spellings that are plain, recall {caught:.4f}")
    _report_suggestions(cases, known)


def _report_suggestions(cases: list[Case], known: Mapping[str, Namesakes]) -> None:
    """How often the spelling of most namesakes is the person's, the person left out."""
    made = right = 0
    garbled = [case for case in cases if not case.true]
    for case in garbled:
        others = _without(case.person, known.get(case.person.surname, NOBODY), schemes_plain=False)
        spelling, count = max(others.spellings.items(), key=lambda item: item[1], default=("", 0))
        if count >= OFTEN and count >= SHARE * (others.plain + others.other) and others.plain < count:
            made += 1
            right += spelling in case.person.spellings
    print(f"suggestions: {made} for {len(garbled)} names that are not plain, {right / max(made, 1):.4f} of them right")


def _is_listed(name: str, known: Namesakes, schemes: Schemes, judge: Judge) -> bool:
    """Names that many bear, and plain spellings that would be taken for garbled ones."""
    if known.plain + known.other >= COUNTED:
        return True
    plain = [latin for latin in known.spellings if is_plain(name, latin, schemes)]
    if not plain or len(name) > LONGEST:
        return False
    numbers = step_numbers(schemes)
    odds = _odds(judge, [alignment(name, latin, schemes, numbers) for latin in plain])
    return min(odds) < math.log((1 - DOUBTED) / DOUBTED) - 1.5


def _lines(
    tokens: Path,
    people: Path,
    weights: Mapping[str, float],
    listed: Mapping[str, Namesakes],
    judge: Judge,
    endings: str,
    schemes: Schemes,
) -> Iterator[str]:
    digests = [f"{path.name} (sha256 {hashlib.sha256(path.read_bytes()).hexdigest()})" for path in (tokens, people)]
    yield "# Whether a Russian name is spelled as its letters say; see mtcheck/text/romanisation_round_trip.py."
    yield "# provenance: trained by scripts/train_transliteration.py on name tokens from Wikidata (CC0),"
    yield f"# {digests[0]}, people from Party Facts and Wikidata, {digests[1]},"
    yield "# and the tables of people under references/. Names and counts are from all of them."
    yield f"# Values are in units of {UNIT}."
    yield "\t".join(COLUMNS)
    for name in sorted(weights):
        yield f"{FEATURE}\t{name}\t\t\t\t{round(weights[name] / UNIT)}"
    for ending in endings.split():
        form, _, nominatives = ending.partition(":")
        yield f"{ENDING}\t{form}\t\t\t{nominatives.replace(',', ' ')}\t"
    for name, rows in table_rows(judge, UNIT).items():
        for row in rows:
            yield f"{LAYER}\t{name}\t\t\t\t{row}"
    for name, known in listed.items():
        common = sorted(known.spellings.items(), key=lambda item: (-item[1], item[0]))
        all_of_them = known.plain + known.other
        kept = [
            (latin, count) for latin, count in common if count >= RARE * all_of_them and is_plain(name, latin, schemes)
        ]
        cells = " | ".join(f"{latin} {count}" for latin, count in dict.fromkeys([*common[:1], *kept]))
        yield f"{NAME}\t{name}\t{known.plain}\t{known.other}\t{cells}\t"


def measure(people: Path, references: Path) -> None:
    """Prints how the table does on people it was learned from: an upper bound, and a check of the file."""
    folder = references / "transliteration"
    table = load_origins(folder / "ru.origins.tsv", folder / "ru.schemes.toml")
    rng = random.Random(SEED)
    right = flagged = garbled = found = 0
    for person in persons(people, references):
        for latin in person.spellings:
            right += 1
            flagged += round_trip(person.full, latin, table) >= GARBLED
        if not any(is_plain(person.surname, latin, table.schemes) for latin in person.spellings):
            garbled += 1
            found += round_trip(person.full, garble(person.surname, table.schemes, rng), table) >= GARBLED
    print(
        f"table as it is, people it knows: {flagged} of {right} right spellings flagged,"
        f" {found} of {garbled} garbled ones"
    )
