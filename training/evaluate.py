"""Figures of a model: `python -m training.evaluate MODEL BASE DATA PREPARED [--most N]`.

MODEL is an ONNX file or `network.pt`, BASE the folder it was trained from, DATA the folder of sets and PREPARED what
`training.prepare` made. Of sets that are learned from, only what was kept out is measured. Beside the model
stand two controls: `source`, the model with every translation replaced by one blank word, and `length`, minus the
characters of the translation; a model that is no better than these has learned the sources and not the quality.
"""

from __future__ import annotations

import argparse
import collections
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from training.agreement import matthews, same_source, spearman
from training.examples import Example, read
from training.network import UNSAID, Network, Reader
from training.prepare import PENALTY, biomedical, rows

Scores = tuple[list[float], list[float], list[int]]
Model = Callable[[Sequence[Example]], Scores]
# Sets, language pair, and from which difference people tell two translations clearly apart.
SETS = (("mqm_wmt23_zhen_news", 5.0), ("mqm_enru_sev", 5.0), ("mqm_bio_ruen_enru", 5.0), ("wmt22_ruen_news_da", 1.0))
BATCH = 16


def scored(network: Callable[[dict[str, Any]], tuple[Any, Any]], reader: Reader) -> Model:
    """Scores of examples, and logits and labels of their tagged translation tokens."""

    def run(examples: Sequence[Example]) -> Scores:
        order = sorted(range(len(examples)), key=lambda at: len(examples[at].source) + len(examples[at].target))
        scores, logits, labels = [0.0] * len(examples), [], []
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            data = reader.batch([examples[at] for at in places])
            found, tags = network(data)
            for at, value in zip(places, found, strict=True):
                scores[at] = float(value)
            said = ((data["labels"] != UNSAID) & (data["side"] == 1)).numpy()
            logits += np.asarray(tags)[said].tolist()
            labels += data["labels"].numpy()[said].tolist()
        return scores, logits, labels

    return run


def opened(path: Path, base: Path) -> Model:
    """The model of a file, with the vocabulary of its base."""
    reader = Reader(base)
    if path.suffix == ".onnx":
        import onnxruntime

        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])

        def by_onnx(data: dict[str, Any]) -> tuple[Any, Any]:
            scores, tags = session.run(None, {name: data[name].numpy() for name in ("ids", "mask", "side")})
            return scores, tags

        return scored(by_onnx, reader)
    import torch

    network = Network(base)
    network.load_state_dict(torch.load(path, weights_only=True))
    network.eval()

    def by_torch(data: dict[str, Any]) -> tuple[Any, Any]:
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            scores, tags = network(data["ids"], data["mask"], data["side"])
        return scores.float().numpy(), tags.float().numpy()

    return scored(by_torch, reader)


def judged(folder: Path, name: str, most: int) -> list[tuple[Example, float]]:
    """Translations with human scores, whole sources at a time, at most so many."""
    groups: dict[tuple[str, str], dict[str, list[float]]] = collections.defaultdict(
        lambda: collections.defaultdict(list)
    )
    learned = {(one.lp, one.source) for one in biomedical(folder, kept_out=False)}
    for row in rows(folder, name):
        # Talks are no news.
        if row.get("set", "").endswith("TED") or (row["lp"], row["src"]) in learned:
            continue
        score = (
            float(row["da_z"]) if "da_z" in row else -sum(PENALTY.get(e["severity"].lower(), 0) for e in row["errors"])
        )
        groups[row["lp"], row["src"]][row["mt"]].append(score)
    found: list[tuple[Example, float]] = []
    for lp, source in random.Random(1).sample(sorted(groups), len(groups)):
        translations = groups[lp, source]
        if len(found) + len(translations) > most:
            break
        found += [(Example(lp, source, text, name), sum(one) / len(one)) for text, one in translations.items()]
    return found


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("--most", type=int, default=1500, help="translations of each set")
    args = parser.parse_args()
    model = opened(args.model, args.base)
    for name, clear in SETS:
        known = judged(args.data, name, args.most)
        sources = [one.source for one, _ in known]
        examples, gold = [one for one, _ in known], [score for _, score in known]
        began = time.process_time()
        scores = model(examples)[0]
        seconds = time.process_time() - began
        blank = {one.source: replace(one, target="-") for one in examples}
        by_source = dict(zip(blank, model(list(blank.values()))[0], strict=True))
        controls = {
            "source": [by_source[one.source] for one in examples],
            "length": [-len(one.target) for one in examples],
        }
        accuracy, pairs = same_source(sources, scores, gold, clear)
        figures: dict[str, Any] = {
            "set": name,
            "n": len(examples),
            "pairs": pairs,
            "pairs_a_processor_second": round(len(examples) / seconds, 1),
        }
        figures |= {"same": round(accuracy, 3), "spearman": round(spearman(scores, gold), 3)}
        figures |= {
            f"same {key}": round(same_source(sources, values, gold, clear)[0], 3) for key, values in controls.items()
        }
        figures |= {f"spearman {key}": round(spearman(values, gold), 3) for key, values in controls.items()}
        print(json.dumps(figures), flush=True)
    dev = [one.better for one in read(args.prepared / "dev.jsonl") if one.worse is None and one.better.lp == "ru-en"]
    tagged = [one for one in dev if one.origin == "mlqe" and one.target_bad is not None][: args.most]
    _, logits, labels = model(tagged)
    # The threshold is chosen on one half and measured on the other.
    half = len(labels) // 2
    best = max(np.linspace(-3, 3, 25), key=lambda at: matthews(logits[:half], labels[:half], at))
    mcc = matthews(logits[half:], labels[half:], float(best))
    print(json.dumps({"set": "mlqe ru-en dev tags", "tokens": len(labels) - half, "mcc": round(mcc, 3)}))


if __name__ == "__main__":
    main()
