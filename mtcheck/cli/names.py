"""`mtcheck names`: the name ledger."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli import options
from mtcheck.errors import ConfigError

if TYPE_CHECKING:
    from mtcheck.ledger import LedgerRow


def command(
    source_file: Annotated[str, typer.Argument(metavar="SOURCE", help="Source text; '-' is standard input.")],
    target_file: Annotated[str, typer.Argument(metavar="TRANSLATION", help="Its translation.")],
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="terminal or json.")] = "terminal",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the ledger there.")
    ] = None,
    config_file: options.ConfigFile = None,
) -> None:
    """Show the names that mtcheck knows in SOURCE and TRANSLATION: what stands where, and what is expected."""
    from mtcheck.cli.inputs import read
    from mtcheck.cli.output import write
    from mtcheck.pipeline import Engine
    from mtcheck.serialise import ledger_data

    if format_ not in {"terminal", "json"}:
        message = f"names writes terminal or json, not {format_!r}"
        raise ConfigError(message)
    config = options.configure(config_file, source_lang=source_lang, target_lang=target_lang)
    source, target = read([source_file, target_file])
    report = Engine(config).check(source, target)
    if format_ == "json":
        write(json.dumps({"ledger": ledger_data(report)}, ensure_ascii=False, indent=1) + "\n", output)
    else:
        write(_table(report.ledger), output)


def _table(rows: Sequence[LedgerRow]) -> str:
    """One block a name: whether its expected forms stand in the translation, then both sides."""
    blocks = []
    for row in rows:
        sign = "ok" if row.ok else "??"
        blocks.append(
            f"{sign}  {row.kind:12} {', '.join(row.expected[:3])}\n"
            f"      source: {_forms(row.source_forms)}\n"
            f"      target: {_forms(row.target_forms)}\n"
        )
    return "\n".join(blocks) or "No name that mtcheck knows.\n"


def _forms(forms: Mapping[str, int]) -> str:
    return ", ".join(f"{form} ({count})" for form, count in forms.items()) or "-"
