"""Makes what the model learns from: `python -m training.prepare DATA OUT [--planted N] [--seed N]`.

DATA is a folder of gzipped JSON lines. Learned from: MLQE-PE (CC0), the biomedical MQM set (Apache-2.0; every fourth
document is kept out), DEMETR (MIT), WMT17 DA (Apache-2.0), and errors planted into the human translations of these.
A source that any set in `MEASURED` has is left out wherever it stands.
OUT gets `train.jsonl`, `dev.jsonl` (MLQE dev, biomedical documents kept out) and `counts.json`.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import hashlib
import itertools
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from training.examples import Comparison, Example, Spans, write
from training.plant import KINDS, Pair, Pool, plant, pool

MEASURED = (
    "wmt21_ruen_news_da",
    "wmt22_ruen_news_da",
    "mqm_wmt23_zhen_news",
    "mqm_wmt23_ende",
    "mqm_enru_sev",
    "mqm_zhen_ende_sev",
    "human_refs_ruen",
    "hallu_deen",
)
MLQE = ("mlqe_ruen", "mlqe_xx_en", "mlqe_en_de_zh")
PENALTY = {"critical": 25.0, "major": 5.0, "minor": 1.0}
# From which difference of human scores on a translation counts as better: MQM points, standard deviations.
CLEAR_MQM, CLEAR_DA = 4.0, 0.5
# One biomedical document of so many is kept out.
KEPT_OUT = 4
# An MQM span of more than this share of a text says that all of it is bad, not where.
WHOLE = 0.8
# Kinds of DEMETR that are no errors of translation, or are faithful renderings in another form.
NO_ERRORS = frozenset({"base_id35_reference", "minor_id30_tokenized", "minor_id31_full_lower"})


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """The records of a set, none where it is missing."""
    path = folder / f"{name}.jsonl.gz"
    if not path.is_file():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def key(source: str) -> str:
    """A source without what differs between copies of it."""
    return "".join(source.casefold().split())


def token_spans(text: str, tokens: str, tags: str) -> Spans | None:
    """Spans of the tokens tagged BAD in a text that was cut into tokens; None where they do not lie in it in order."""
    found, at = [], 0
    names = tags.split()
    parts = tokens.split()
    if not names or len(names) != len(parts):
        return None
    for token, tag in zip(parts, names, strict=True):
        start = text.find(token, at)
        if start < 0 or start - at > len(token) + 8:
            return None
        at = start + len(token)
        if tag == "BAD":
            found.append((start, at))
    return tuple(found)


def mlqe(folder: Path, split: str) -> Iterator[Example]:
    """Direct assessments with tags."""
    for row in (row for name in MLQE for row in rows(folder, name) if row["split"] == split):
        tagged = token_spans(row["mt"], row.get("mt_tok") or "", row.get("mt_tags") or "")
        missing = token_spans(row["src"], row.get("src_tok") or "", row.get("src_tags") or "")
        yield Example(row["lp"], row["src"], row["mt"], "mlqe", float(row["da_z_mean"]), missing, tagged)


def biomedical(folder: Path, *, kept_out: bool) -> list[Example]:
    """MQM penalties as scores, with the spans of all raters; documents are kept out whole."""
    groups: dict[tuple[str, str, str], list[list[dict[str, Any]]]] = collections.defaultdict(list)
    for row in rows(folder, "mqm_bio_ruen_enru"):
        document = int(hashlib.blake2b(f"{row['lp']} {row['doc_id']}".encode(), digest_size=4).hexdigest(), 16)
        if (document % KEPT_OUT == 0) == kept_out:
            groups[row["lp"], row["src"], row["mt"]].append(row["errors"])
    found = []
    for (lp, source, target), raters in groups.items():
        errors = [error for one in raters for error in one if error["severity"].lower() in PENALTY]
        points = sum(PENALTY[error["severity"].lower()] for error in errors) / len(raters)
        sides = [
            _marked(text, [e for e in errors if e["side"] == side]) for side, text in (("src", source), ("mt", target))
        ]
        found.append(Example(lp, source, target, "bio-mqm", 0.5 - min(points, 25.0) / 5, *sides))
    return found


def _marked(text: str, errors: Sequence[dict[str, Any]]) -> Spans | None:
    spans = [(int(e["start"]), int(e["end"])) for e in errors if e["start"] is not None and e["end"] is not None]
    return None if any(end - start > WHOLE * len(text) for start, end in spans) else tuple(sorted(spans))


def demetr(folder: Path) -> Iterator[Comparison]:
    """Good and bad translations; places of the errors are what differs."""
    for row in rows(folder, "demetr_ruen") + rows(folder, "demetr_other"):
        if row["pert_name"] not in NO_ERRORS and row["good"] != row["bad"]:
            yield Comparison(
                Example(row["lp"], row["src"], row["good"], "demetr"),
                Example(row["lp"], row["src"], row["bad"], "demetr"),
            )


def assessed(folder: Path) -> list[Example]:
    """WMT17 direct assessments."""
    return [
        Example(
            row["lp"], row["src"], row.get("mt_detok") or row["mt"], "wmt17", float(row.get("score") or row["da_z"])
        )
        for row in rows(folder, "wmt17_da_seg")
    ]


def compared(found: Iterable[Example], clear: float) -> Iterator[Comparison]:
    """Each translation once alone; and all pairs of translations of one source that people clearly tell apart."""
    groups: dict[tuple[str, str], list[Example]] = collections.defaultdict(list)
    for one in found:
        groups[one.lp, one.source].append(one)
    for group in groups.values():
        yield from (Comparison(one) for one in group)
        for one, other in itertools.combinations(group, 2):
            if abs((one.score or 0.0) - (other.score or 0.0)) >= clear:
                better, worse = sorted((one, other), key=lambda each: -(each.score or 0.0))
                yield Comparison(better, worse)


def human(folder: Path) -> list[tuple[str, str, str]]:
    """Human translations to plant errors into: post-edited MLQE, references of DEMETR and WMT17, good MLQE."""
    found = {}
    for row in (row for name in MLQE for row in rows(folder, name) if row["split"] == "train"):
        if row.get("pe"):
            text = row["mt"] if float(row["hter"]) == 0 else None
        else:
            text = row["mt"] if float(row["da_mean"]) >= 90 else None
        if text:
            found[row["lp"], row["src"]] = text
    for row in rows(folder, "demetr_ruen") + rows(folder, "demetr_other"):
        found[row["lp"], row["src"]] = row["ref"]
    return [(lp, source, target) for (lp, source), target in found.items()]


def planted(texts: Sequence[tuple[str, str, str]], most: int, rng: random.Random) -> Iterator[Comparison]:
    """At most so many comparisons of a good translation with itself after an error, rare kinds first."""
    by_language: dict[str, list[str]] = collections.defaultdict(list)
    for lp, _, target in texts:
        by_language[lp.split("-")[1]].append(target)
    pools: dict[str, Pool] = {code: pool(found) for code, found in by_language.items()}
    made: collections.Counter[str] = collections.Counter()
    for lp, source, target in itertools.islice(itertools.cycle(rng.sample(texts, len(texts))), 3 * most):
        pair = Pair(lp, source, target, pools[lp.split("-")[1]])
        for kind in sorted(KINDS, key=lambda name: made[name]):
            one = plant(pair, kind, rng)
            if one is not None:
                made[kind] += 1
                yield one
                break
        if made.total() >= most:
            return


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--planted", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    forbidden = {key(row.get("src") or row["ru"]) for name in MEASURED for row in rows(args.data, name)}
    dev = [*map(Comparison, mlqe(args.data, "dev")), *compared(biomedical(args.data, kept_out=True), CLEAR_MQM / 5)]
    forbidden |= {key(one.better.source) for one in dev}
    bio = list(compared(biomedical(args.data, kept_out=False), CLEAR_MQM / 5))
    learned = [*map(Comparison, mlqe(args.data, "train")), *bio, *compared(assessed(args.data), CLEAR_DA)]
    learned += [*demetr(args.data), *planted(human(args.data), args.planted, rng)]
    kept = [one for one in learned if key(one.better.source) not in forbidden]
    rng.shuffle(kept)
    args.out.mkdir(parents=True, exist_ok=True)
    counts = {"train": write(args.out / "train.jsonl", kept), "dev": write(args.out / "dev.jsonl", dev)}
    counts["left out"] = len(learned) - len(kept)
    kinds = collections.Counter((one.worse or one.better).origin for one in kept)
    text = json.dumps({**counts, "kinds": dict(kinds.most_common())}, indent=1)
    (args.out / "counts.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
