"""Trains the tables under `references/transliteration/` from pairs of names and measures them on a held-back tenth.

    python scripts/train_transliteration.py PAIRS PEOPLE             train, write, measure
    python scripts/train_transliteration.py PAIRS PEOPLE --measure   measure what is there

`--only ru-Latn` (or uk-Latn, ru.origins) trains one table. PAIRS is a gzipped TSV of Latin token, Cyrillic letters with
spaces between, count (names_ru_en_train.tsv.gz); PEOPLE one of people with their names in several languages
(people_2015.tsv.gz); the tables of people and places under `references/` are read too. Needs numpy and rapidfuzz.
Deterministic.

Steps: hold back a tenth by a hash of the Latin token; drop pairs that are two names; find pairs of chunks by
expectation maximisation; pair every name with its most similar wrong names; learn the weights of a conditional random
field over alignments; align right and wrong pairs with them; learn a network that judges alignments.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))
import transliteration_origins
import transliteration_ukrainian
from transliteration_field import Field, expectation_maximisation
from transliteration_network import Judge, table_rows
from transliteration_pairs import (
    LONGEST,
    Data,
    Pair,
    is_transliteration,
    neighbours,
    random_negatives,
    read_tokens,
    split,
    training_negatives,
)
from transliteration_sentences import measure_sentences

from mtcheck.text.romanisation_alignment import Aligner, Alignment
from mtcheck.text.romanisation_schemes import Schemes, is_plain, load_schemes
from mtcheck.text.romanisation_sounds import likeness
from mtcheck.text.transliteration import (
    ALPHABET,
    COLUMNS,
    EDGES,
    ENDING,
    INFLECTED,
    KIN,
    LAYER,
    RUSSIAN,
    RUSSIAN_KIN,
    UNIT,
    UNLIKE,
    TransliterationModel,
    load,
)

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "references" / "transliteration"
SEED = 0
FIELD_EPOCHS, NETWORK_EPOCHS = 2, 6
FIELD_NEGATIVES, RANDOM_NEGATIVES = 200_000, 600_000
INFLECTED_WEIGHT = -2.0


@dataclass(frozen=True, slots=True)
class Language:
    """What a table is trained from: alphabet, kin letters, endings, pairs with a weight each, provenance."""

    name: str
    alphabet: str
    kin: dict[str, str]
    endings: str
    data: Data
    weight: Callable[[Pair], float]
    sources: Sequence[str]
    schemes: Schemes


RUSSIAN_ENDINGS = (
    "а:- у:-,а ом:-,ий ем:-,ь,й ым:- им:-,ий е:-,а ы:а и:а,я,ь,ья ой:а,ая ей:я,а я:ь,й ю:ь,й,я "
    "ого:ий,ый ому:ий,ый его:ий ему:ий ую:ая ых:ый"
)


def russian(tokens: Path) -> Language:
    schemes = load_schemes(FOLDER / "ru.schemes.toml")
    sources = [f"{tokens.name} (name tokens from Wikidata, CC0, sha256 {_digest(tokens)})"]
    data = split(read_tokens(tokens))
    return Language("ru", RUSSIAN, RUSSIAN_KIN, RUSSIAN_ENDINGS, data, lambda _: 1.0, sources, schemes)


def ukrainian(tokens: Path, people: Path) -> Language:
    schemes = load_schemes(FOLDER / "uk.schemes.toml")
    own = transliteration_ukrainian.own_pairs(people, ROOT / "references")
    borrowed = transliteration_ukrainian.borrowed_pairs(tokens, set(own))
    data = split(own + borrowed)
    data = Data(data.train, [pair for pair in data.held if pair in own], data.counts, data.known)
    sources = [
        f"{people.name} (Party Facts and Wikidata, sha256 {_digest(people)}), the tables of people and places under",
        f"references/, and, in Ukrainian letters by rule and at a lower weight, {tokens.name} (CC0,",
        f"sha256 {_digest(tokens)})",
    ]
    return Language(
        "uk",
        transliteration_ukrainian.ALPHABET,
        transliteration_ukrainian.KIN,
        transliteration_ukrainian.ENDINGS,
        data,
        lambda pair: transliteration_ukrainian.WEIGHT if pair in own else 1.0,
        sources,
        schemes,
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def train(language: Language) -> Iterator[str]:
    """Lines of the table, below the comments. The network learns from what the model would align at all."""
    data = language.data
    right = [pair for pair in data.train if max(map(len, pair)) <= LONGEST and is_transliteration(pair)]
    print(f"{language.name}: {len(right)} of {len(data.train)} pairs are transliterations", flush=True)
    field = Field(expectation_maximisation(right, language.alphabet), language.alphabet)
    wrong = training_negatives(data, language.schemes)
    rng = np.random.default_rng(SEED)
    some = rng.permutation(len(wrong))[:FIELD_NEGATIVES]
    field.learn(right, [wrong[i] for i in some], FIELD_EPOCHS)
    table = {pair: round(weight / UNIT) * UNIT for pair, weight in field.table().items()}
    pairs = [*((pair, 1.0) for pair in right), *((pair, 0.0) for pair in wrong)]
    pairs += [(pair, 0.0) for pair in random_negatives(data, RANDOM_NEGATIVES)]
    rows, lengths, truth, weights = [], [], [], []
    for pair, true, found in _aligned(pairs, table):
        rows.append(found)
        lengths.append(len(pair[0]) + len(pair[1]))
        truth.append(true)
        weights.append(language.weight(pair) if true else 1.0)
    print(f"{len(table)} pairs of chunks, {len(rows)} alignments, {sum(truth):.0f} of right pairs", flush=True)
    judge = Judge(len(table), SEED)
    judge.learn(rows, lengths, np.array(truth, np.float32), np.array(weights, np.float32), NETWORK_EPOCHS)
    return _lines(language, table, table_rows(judge, UNIT))


def _aligned(pairs: list[tuple[Pair, float]], table: dict[Pair, float]) -> Iterator[tuple[Pair, float, Alignment]]:
    chunks: dict[str, dict[str, tuple[float, int]]] = {}
    for number, ((latin, cyrillic), weight) in enumerate(table.items()):
        chunks.setdefault(cyrillic, {})[latin] = weight, number
    aligner, word = None, ""
    for pair, true in sorted(pairs, key=lambda item: (item[0][1], item[0][0], item[1])):
        if aligner is None or pair[1] != word:
            word = pair[1]
            aligner = Aligner(word, [], chunks)
        alike = likeness(word, pair[0]) >= UNLIKE
        if alike and (found := aligner.align(pair[0])) is not None:
            yield pair, true, found


def _lines(language: Language, table: dict[Pair, float], rows: dict[str, list[str]]) -> Iterator[str]:
    edges, vectors = rows["vectors"][: len(EDGES)], rows["vectors"][len(EDGES) :]
    for (pair, weight), vector in zip(table.items(), vectors, strict=True):
        yield "\t".join([*pair, str(round(weight / UNIT)), vector])
    yield f"{ALPHABET}\t{language.alphabet}\t\t"
    for letter, other in language.kin.items():
        yield f"{KIN}\t{letter}\t{other}\t"
    for ending in language.endings.split():
        form, _, nominatives = ending.partition(":")
        yield f"{ENDING}\t{form}\t{nominatives.replace(',', ' ')}\t"
    yield f"{INFLECTED}\t\t{round(INFLECTED_WEIGHT / UNIT)}\t"
    for edge, vector in zip(EDGES, edges, strict=True):
        yield f"{edge}\t\t\t{vector}"
    for name, layer in rows.items():
        if name != "vectors":
            for row in layer:
                yield f"{LAYER}\t{name}\t\t{row}"


def write(language: Language, lines: Iterator[str]) -> None:
    path = FOLDER / f"{language.name}-Latn.tsv"
    data = language.data
    comments = [
        f"Weights of a transliteration model, {language.name} to Latin letters; see mtcheck/text/transliteration.py.",
        f"provenance: trained by scripts/train_transliteration.py on {len(data.train)} pairs of name tokens from",
        *language.sources,
        f"{len(data.held)} pairs, a tenth by the CRC of the Latin token, are held back. Endings are written by hand.",
        f"Numbers are weights in units of {UNIT}.",
    ]
    text = "\n".join([*(f"# {comment}" for comment in comments), "\t".join(COLUMNS), *lines]) + "\n"
    path.write_text(text, encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size} bytes")


def measure(language: Language) -> None:
    """Prints recall at 1 % false positives, area under the curve and top-1 accuracy on what was held back."""
    model, data = load(FOLDER / f"{language.name}-Latn.tsv"), language.data
    near = dict(neighbours(data.held, data.known, 5))
    bare = dataclasses.replace(model, endings={})
    started = time.monotonic()
    good = np.array([model.score(cyrillic, latin) for latin, cyrillic in data.held])
    names = [(cyrillic, latin) for cyrillic in sorted(near) for latin in near[cyrillic]]
    bad = np.array([score for cyrillic in sorted(near) for score in model.scores(cyrillic, near[cyrillic])])
    pace = (len(good) + len(bad)) / (time.monotonic() - started)
    often = np.array([data.counts[pair] >= 2 for pair in data.held])
    same = np.array([is_transliteration(pair) for pair in data.held])
    other = np.array([not is_plain(cyrillic, latin, language.schemes) for cyrillic, latin in names])
    print(f"{language.name}: {len(good)} pairs held back, {len(bad)} nearest wrong names; {pace:.0f} of these a second")
    _recall("all pairs against all wrong names", good, bad)
    _recall("  of pairs counted twice or more", good[often], bad)
    _recall(
        f"transliterations ({same.sum()}) against wrong names that no scheme makes ({other.sum()})",
        good[same],
        bad[other],
    )
    good_bare = np.array([bare.score(cyrillic, latin) for latin, cyrillic in data.held])
    bad_bare = np.array([score for cyrillic in sorted(near) for score in bare.scores(cyrillic, near[cyrillic])])
    _recall("names read as nominatives alone: all", good_bare, bad_bare)
    _recall("names read as nominatives alone: transliterations", good_bare[same], bad_bare[other])
    for score in (0.05, 0.5, 0.9):
        print(
            f"  at score {score}: recall {(good > score).mean():.4f}, false positives {(bad > score).mean():.4f};"
            f" of those {(good[same] > score).mean():.4f}, {(bad[other] > score).mean():.4f}"
        )
    _among_others(model, data, near)


def _recall(title: str, good: np.ndarray, bad: np.ndarray) -> None:
    ranks = np.concatenate([good, bad]).argsort(kind="stable").argsort()
    area = (ranks[: len(good)].mean() - (len(good) - 1) / 2) / len(bad)
    found = [(float(np.quantile(bad, 1 - share)), share) for share in (0.01, 0.003)]
    text = ", ".join(f"{(good > score).mean():.4f} at {share:.1%} (score {score:.3f})" for score, share in found)
    print(f"{title}: recall {text}; AUC {area:.4f}")


def _among_others(model: TransliterationModel, data: Data, near: dict[str, list[str]]) -> None:
    rng = np.random.default_rng(5)
    names = sorted({pair[0] for pair in data.held})
    sample = rng.permutation(len(data.held))[:2000]
    hits: Counter[bool] = Counter()
    started, compared = time.monotonic(), 0
    for place in sample:
        latin, cyrillic = data.held[place]
        drawn = (names[i] for i in rng.integers(len(names), size=40))
        others = [name for name in drawn if name not in data.known[cyrillic]][:25]
        candidates = [*near[cyrillic], *others, latin]
        compared += len(candidates)
        hits[is_transliteration((latin, cyrillic))] += model.best(cyrillic, candidates)[0] == len(candidates) - 1
    same = sum(is_transliteration(data.held[place]) for place in sample)
    print(
        f"right name first among 25 random and 5 near ones: {sum(hits.values()) / len(sample):.4f} of {len(sample)},"
        f" {hits[True] / same:.4f} of {same} transliterations;"
        f" {compared / (time.monotonic() - started):.0f} comparisons/s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, help="names_ru_en_train.tsv.gz")
    parser.add_argument("people", type=Path, help="people_2015.tsv.gz")
    parser.add_argument("--only", choices=["ru-Latn", "uk-Latn", "ru.origins"], help="one table")
    parser.add_argument("--measure", action="store_true", help="only measure the tables that are there")
    parser.add_argument(
        "--sentences", type=Path, help="human_refs_ruen.jsonl.gz: measure Russian names in passages too"
    )
    options = parser.parse_args()
    makers = {"ru-Latn": lambda: russian(options.pairs), "uk-Latn": lambda: ukrainian(options.pairs, options.people)}
    for name, make in makers.items():
        if options.only in (None, name):
            language = make()
            if not options.measure:
                write(language, train(language))
            measure(language)
            if options.sentences and name == "ru-Latn":
                measure_sentences(load(FOLDER / "ru-Latn.tsv"), language.data, options.sentences)
    if options.only in (None, "ru.origins"):
        if not options.measure:
            transliteration_origins.train(options.pairs, options.people, ROOT / "references", RUSSIAN_ENDINGS)
        transliteration_origins.measure(options.people, ROOT / "references")


if __name__ == "__main__":
    main()
