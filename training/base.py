"""Trims a multilingual-e5-small folder: `python -m training.base FOLDER OUT TEXT... [--most N] [--layers N]`.

Pieces of the vocabulary that no TEXT needs are left out, and layers are dropped evenly; TEXT are files of any lines,
gzipped or not. Single characters stay, so that every text of those scripts can still be read, and the special tokens.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

# What rows and keys of a file of records are made of is no text; letters and marks of it remain as pieces anyhow.
_CHUNK = 2000
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")


def lines(paths: Iterable[Path]) -> Iterator[str]:
    """The lines of files, cut to what a sentence may have; escapes of JSON are undone."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            for line in file:
                text = re.sub(r"[\t|{}\[\]\"]+", " ", line)
                yield from (text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK))


def wanted(counts: collections.Counter[int], vocabulary: Sequence[Sequence[object]], most: int) -> list[int]:
    """The pieces to keep, in their old order: special ones, single characters that occur, then the most frequent."""
    keep = {place for place, (piece, _) in enumerate(vocabulary) if piece in SPECIAL}
    keep |= {place for place in counts if len(str(vocabulary[place][0]).removeprefix("▁")) == 1}
    for place, _ in counts.most_common():
        if len(keep) >= most:
            break
        keep.add(place)
    return sorted(keep)


def main() -> None:
    """The command."""
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoModel

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=50_000)
    parser.add_argument("--layers", type=int, default=12)
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(args.folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    counts: collections.Counter[int] = collections.Counter()
    batch: list[str] = []
    for line in lines(args.texts):
        batch.append(line)
        if len(batch) == 500:
            for one in tokenizer.encode_batch(batch, add_special_tokens=False):
                counts.update(one.ids)
            batch.clear()
    for one in tokenizer.encode_batch(batch, add_special_tokens=False):
        counts.update(one.ids)
    data = json.loads((args.folder / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary = data["model"]["vocab"]
    keep = wanted(counts, vocabulary, args.most)
    data["model"]["vocab"] = [vocabulary[place] for place in keep]
    places = {str(vocabulary[old][0]): new for new, old in enumerate(keep)}
    data["model"]["unk_id"] = places["<unk>"]
    data["padding"] = data["truncation"] = None
    for added in data["added_tokens"]:
        added["id"] = places[added["content"]]
    for name, special in data["post_processor"].get("special_tokens", {}).items():
        special["ids"] = [places[name]]
    model = AutoModel.from_pretrained(args.folder)
    table = model.embeddings.word_embeddings
    model.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(table.weight.data[keep].clone(), freeze=False)
    step = len(model.encoder.layer) / args.layers
    chosen = sorted({min(len(model.encoder.layer) - 1, round((at + 1) * step) - 1) for at in range(args.layers)})
    model.encoder.layer = torch.nn.ModuleList([model.encoder.layer[at] for at in chosen])
    model.config.vocab_size, model.config.num_hidden_layers = len(keep), len(chosen)
    args.out.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(args.out)
    (args.out / "tokenizer.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    covered = sum(counts[place] for place in keep) / max(1, counts.total())
    print(json.dumps({"pieces": len(keep), "seen": len(counts), "covered": round(covered, 5), "layers": chosen}))


if __name__ == "__main__":
    main()
