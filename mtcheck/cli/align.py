"""`mtcheck align`: the alignment alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtcheck.alignment import Link
    from mtcheck.document import Document


def command(
    source_file: Annotated[str, typer.Argument(metavar="SOURCE", help="Source text; '-' is standard input.")],
    target_file: Annotated[str, typer.Argument(metavar="TRANSLATION", help="Its translation.")],
    lines: Annotated[bool, typer.Option("--lines", help="Each line is a segment.")] = False,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="terminal or json.")] = "terminal",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the links there.")
    ] = None,
    encoder: options.EncoderName = None,
    config_file: options.ConfigFile = None,
) -> None:
    """Align the sentences of SOURCE and TRANSLATION."""
    from mtcheck import pipeline, segmenters
    from mtcheck.cli.inputs import read
    from mtcheck.cli.output import write
    from mtcheck.errors import ConfigError
    from mtcheck.language_choice import settle
    from mtcheck.segmenters import lines as by_line

    if format_ not in ("terminal", "json"):
        message = f"align writes terminal or json, not {format_!r}"
        raise ConfigError(message)
    config = options.configure(config_file, source_lang=source_lang, target_lang=target_lang, encoder=encoder)
    source, target = read((source_file, target_file))
    settled_source, target = settle(source, target, config)
    source = settled_source or source
    split = by_line.segment if lines else segmenters.segment
    source, target = split(source), split(target)
    links = pipeline.Engine(config).align(source, target)
    write(_json(links) if format_ == "json" else _table(links, source, target), output)


def _json(links: Sequence[Link]) -> str:
    rows = [{"source": list(link.source), "target": list(link.target), "score": round(link.score, 4)} for link in links]
    return json.dumps({"links": rows}) + "\n"


def _table(links: Sequence[Link], source: Document, target: Document) -> str:
    """Each link with its score and both texts, a blank line between links."""
    blocks = []
    for link in links:
        head = f"{_indexes(link.source)} = {_indexes(link.target)}  {link.score:.2f}"
        left = " ".join(source.segment_text(index) for index in link.source) or "(nothing)"
        right = " ".join(target.segment_text(index) for index in link.target) or "(nothing)"
        blocks.append(f"{head}\n  {left}\n  {right}\n")
    return "\n".join(blocks)


def _indexes(some: Sequence[int]) -> str:
    return ",".join(map(str, some)) or "-"
