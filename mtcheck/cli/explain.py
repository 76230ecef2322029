"""`mtcheck explain`: what a check does and why."""

from __future__ import annotations

from typing import Annotated

import typer

from mtcheck.errors import ConfigError


def command(
    name: Annotated[str, typer.Argument(metavar="CODE", help="Code or name of a check, such as TRM101.")],
) -> None:
    """Explain a check: what it finds, why it matters, its limits, and examples."""
    from mtcheck.checks import CHECKS
    from mtcheck.checks.text import explanation
    from mtcheck.cli.output import write
    from mtcheck.config import did_you_mean

    for check in CHECKS:
        if name.casefold() in (check.code.casefold(), check.name):
            write(f"{explanation(check)}\n", None)
            return
    known = [word for check in CHECKS for word in (check.code, check.name)]
    message = f"no check is called {name!r}{did_you_mean(name, known)}; `mtcheck checks` lists them"
    raise ConfigError(message)
