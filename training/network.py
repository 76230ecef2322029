"""The network: an encoder over `<s> source </s> translation </s>`, a score and a tag for each token."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from training.examples import Example, Spans

# Tokens of one side that are read; what stands behind is not seen.
SIDE = 120
# Labels of tokens: nobody said, right, wrong.
UNSAID, RIGHT, WRONG = -1, 0, 1


class Network(nn.Module):
    """Scores, shape `(batch,)`, the higher the better; logits of an error for each token, shape `(batch, tokens)`."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.score = nn.Sequential(nn.Linear(3 * width, width), nn.Tanh(), nn.Linear(width, 1))
        self.tag = nn.Linear(width, 1)

    def forward(self, ids: Tensor, mask: Tensor, side: Tensor) -> tuple[Tensor, Tensor]:
        """`side` is 0 for tokens of the source and 1 for those of the translation."""
        hidden = self.encoder(
            input_ids=ids, attention_mask=mask, token_type_ids=torch.zeros_like(ids)
        ).last_hidden_state
        seen = mask.to(hidden.dtype)
        theirs = seen * side.to(hidden.dtype)
        ours = seen - theirs
        means = [(hidden * one.unsqueeze(-1)).sum(1) / one.sum(1, keepdim=True).clamp(min=1) for one in (ours, theirs)]
        return self.score(torch.cat([hidden[:, 0], *means], 1)).squeeze(-1), self.tag(hidden).squeeze(-1)


class Reader:
    """Texts as tensors. The special tokens are written by hand, so that both sides can be cut by themselves."""

    def __init__(self, folder: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.start, self.end, self.pad = (self.tokenizer.token_to_id(one) for one in ("<s>", "</s>", "<pad>"))

    def batch(self, examples: Sequence[Example]) -> dict[str, Tensor]:
        """Ids, mask, side and labels of tokens, padded to the longest."""
        cut = [[self._encoded(text) for text in (one.source, one.target)] for one in examples]
        rows: list[tuple[list[int], list[int], list[int]]] = []
        for one, (source, target) in zip(examples, cut, strict=True):
            left, right = source.ids[:SIDE], target.ids[:SIDE]
            ids = [self.start, *left, self.end, *right, self.end]
            side = [0] * (len(left) + 2) + [1] * (len(right) + 1)
            labels = [UNSAID, *_labels(source, one.source_bad), UNSAID, *_labels(target, one.target_bad), UNSAID]
            rows.append((ids, side, labels))
        longest = max(len(ids) for ids, _, _ in rows)
        filled: dict[str, Any] = {"ids": [], "mask": [], "side": [], "labels": []}
        for ids, side, labels in rows:
            rest = longest - len(ids)
            filled["ids"].append(ids + [self.pad] * rest)
            filled["mask"].append([1] * len(ids) + [0] * rest)
            filled["side"].append(side + [0] * rest)
            filled["labels"].append(labels + [UNSAID] * rest)
        return {name: torch.tensor(values) for name, values in filled.items()}

    def _encoded(self, text: str) -> Encoding:
        return self.tokenizer.encode(text, add_special_tokens=False)


def _labels(encoded: Encoding, bad: Spans | None) -> list[int]:
    if bad is None:
        return [UNSAID] * min(SIDE, len(encoded.ids))
    return [WRONG if any(start < b and a < end for a, b in bad) else RIGHT for start, end in encoded.offsets[:SIDE]]
