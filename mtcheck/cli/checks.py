"""`mtcheck checks`: what is checked."""

from __future__ import annotations

import typer


def command() -> None:
    """List all checks: code, name, severity, and the fault each looks for."""
    from mtcheck.checks import CHECKS

    for check in sorted(CHECKS, key=lambda one: one.code):
        typer.echo(f"{check.code}  {check.name:28} {check.severity:9} {check.what}")
