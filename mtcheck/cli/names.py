"""`mtcheck names`: the name ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from mtcheck.cli import options
from mtcheck.errors import ConfigError


def command(
    source_file: Annotated[str, typer.Argument(metavar="SOURCE", help="Source text; '-' is standard input.")],
    target_file: Annotated[str, typer.Argument(metavar="TRANSLATION", help="Its translation.")],
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    references: options.References = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="terminal or json.")] = "terminal",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the ledger there.")
    ] = None,
    config_file: options.ConfigFile = None,
) -> None:
    """Show the names that mtcheck knows in SOURCE and TRANSLATION: what stands where, and what is expected."""
    from mtcheck.cli.inputs import read
    from mtcheck.cli.output import write
    from mtcheck.ledger_text import ledger_text
    from mtcheck.pipeline import Engine
    from mtcheck.serialise import ledger_data

    if format_ not in {"terminal", "json"}:
        message = f"names writes terminal or json, not {format_!r}"
        raise ConfigError(message)
    config = options.configure(config_file, source_lang=source_lang, target_lang=target_lang, references=references)
    source, target = read([source_file, target_file])
    report = Engine(config).check(source, target)
    if format_ == "json":
        write(json.dumps({"ledger": ledger_data(report)}, ensure_ascii=False, indent=1) + "\n", output)
    else:
        write(ledger_text(report.ledger), output)
