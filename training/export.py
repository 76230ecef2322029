"""Exports a model: `python -m training.export NETWORK BASE OUT`, ONNX with weights in 8 bits, and its SHA-256."""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.examples import Example
from training.network import Network, Reader

NAMES = ("ids", "mask", "side")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    network = Network(args.base)
    network.load_state_dict(torch.load(args.network, weights_only=True))
    network.eval()
    network.encoder.set_attn_implementation("eager")
    sample = [Example("ru-en", "Мир", "Peace", "-"), Example("ru-en", "Ещё одно слово", "One more word", "-")]
    data = Reader(args.base).batch(sample)
    axes = {name: {0: "batch", 1: "tokens"} for name in (*NAMES, "tags")} | {"scores": {0: "batch"}}
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network,
            tuple(data[name] for name in NAMES),
            str(whole),
            input_names=list(NAMES),
            output_names=["scores", "tags"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            whole, args.out, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather"]
        )
    content = args.out.read_bytes()
    print(json.dumps({"megabytes": round(len(content) / 1e6, 1), "sha256": hashlib.sha256(content).hexdigest()}))


if __name__ == "__main__":
    main()
