"""Trains the model: `python -m training.train BASE DATA OUT [--minutes N] [--batch N] [--rate N] [--frozen N]`.

BASE is what `training.base` made, DATA what `training.prepare` made; OUT gets checkpoints and, when the time is over,
the model. Runs on a GPU where there is one, else in bfloat16 on the CPU; a run that was broken off goes on from its
checkpoint.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from training.examples import Comparison, Example, read
from training.network import UNSAID, Network, Reader

# Weights of the three losses, and what a wrong token weighs beside a right one.
RANKED, RATED, TAGGED, WRONG_WEIGHT = 1.0, 0.5, 1.0, 3.0
# Batches are made of texts of like length, drawn from so many comparisons.
CHUNK = 2048


def batches(found: Sequence[Comparison], size: int, rng: random.Random) -> Iterator[list[Comparison]]:
    """Without end: all comparisons in a new order each time, those of like length together."""
    while True:
        order = rng.sample(found, len(found))
        for at in range(0, len(order), CHUNK):
            chunk = sorted(order[at : at + CHUNK], key=lambda one: len(one.better.source) + len(one.better.target))
            parts = [chunk[start : start + size] for start in range(0, len(chunk), size)]
            yield from rng.sample(parts, len(parts))


def flat(batch: Sequence[Comparison]) -> tuple[list[Example], list[tuple[int, int]]]:
    """The translations of a batch, and the places of those that are compared."""
    examples: list[Example] = []
    pairs = []
    for one in batch:
        examples.append(one.better)
        if one.worse is not None:
            examples.append(one.worse)
            pairs.append((len(examples) - 2, len(examples) - 1))
    return examples, pairs


def loss(
    scores: Tensor, tags: Tensor, labels: Tensor, examples: Sequence[Example], pairs: Sequence[tuple[int, int]]
) -> Tensor:
    """Ranking of the compared, Huber loss on rated ones that stand alone, weighted cross-entropy on tagged tokens."""
    total = scores.sum() * 0
    if pairs:
        better, worse = torch.tensor(pairs, device=scores.device).T
        total = total + RANKED * functional.softplus(scores[worse] - scores[better]).mean()
    rated = [(place, one.score) for place, one in enumerate(examples) if one.score is not None]
    if rated:
        places = torch.tensor([place for place, _ in rated], device=scores.device)
        gold = torch.tensor([score for _, score in rated], device=scores.device)
        total = total + RATED * functional.smooth_l1_loss(scores[places], gold)
    said = labels != UNSAID
    if said.any():
        weight = torch.tensor(WRONG_WEIGHT, device=scores.device)
        total = total + TAGGED * functional.binary_cross_entropy_with_logits(
            tags[said], labels[said].to(tags.dtype), pos_weight=weight
        )
    return total


def main() -> None:
    """The command."""
    train(arguments())


def arguments() -> argparse.Namespace:
    """What the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=40.0)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--frozen", type=int, default=0, help="lower layers that stay, the embeddings with them")
    parser.add_argument("--seed", type=int, default=11)
    return parser.parse_args()


def train(args: argparse.Namespace) -> None:
    """One run, from its checkpoint where there is one, until its time is over."""
    torch.manual_seed(args.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network, reader = Network(args.base).to(device), Reader(args.base)
    network.encoder.embeddings.requires_grad_(requires_grad=False)
    for layer in network.encoder.encoder.layer[: args.frozen]:
        layer.requires_grad_(requires_grad=False)
    optimiser = torch.optim.AdamW([one for one in network.parameters() if one.requires_grad], lr=args.rate)
    args.out.mkdir(parents=True, exist_ok=True)
    checkpoint = args.out / "checkpoint.pt"
    spent, step = 0.0, 0
    if checkpoint.is_file():
        kept = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(kept["network"])
        optimiser.load_state_dict(kept["optimiser"])
        spent, step = kept["spent"], kept["step"]
    found = list(read(args.data / "train.jsonl"))
    drawn = batches(found, args.batch, random.Random(args.seed))
    began = saved = time.monotonic() - spent
    seen, recent = 0, []
    for batch in itertools.islice(drawn, step, None):
        share = (time.monotonic() - began) / (60 * args.minutes)
        if share >= 1:
            break
        step += 1
        for group in optimiser.param_groups:
            group["lr"] = args.rate * min(1.0, step / 50) * max(0.02, 1 - share)
        examples, pairs = flat(batch)
        data = {name: value.to(device) for name, value in reader.batch(examples).items()}
        with torch.autocast(device, dtype=torch.bfloat16):
            scores, tags = network(data["ids"], data["mask"], data["side"])
        total = loss(scores.float(), tags.float(), data["labels"], examples, pairs)
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        seen += len(examples)
        recent = [*recent[-99:], total.item()]
        if step % 25 == 0:
            mean, passed = sum(recent) / len(recent), time.monotonic() - began
            print(
                json.dumps({"step": step, "seen": seen, "loss": round(mean, 4), "seconds": round(passed)}), flush=True
            )
        if time.monotonic() - saved > 240:
            saved = time.monotonic()
            state = {"network": network.state_dict(), "optimiser": optimiser.state_dict()}
            torch.save({**state, "spent": saved - began, "step": step}, checkpoint)
    torch.save(network.state_dict(), args.out / "network.pt")


if __name__ == "__main__":
    main()
