"""`mtcheck checks`: what is checked."""

from __future__ import annotations


def command() -> None:
    """List all checks: code, name, severity, and the fault each looks for."""
    from mtcheck.checks import CHECKS
    from mtcheck.cli.output import write

    rows = [
        f"{check.code}  {check.name:28} {check.severity:9} {check.what}\n"
        for check in sorted(CHECKS, key=lambda one: one.code)
    ]
    write("".join(rows), None)
