"""Options that several commands share, and how they become a configuration."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from mtcheck.config import Config, find_config, load_config, with_values
from mtcheck.errors import ConfigError

SourceLang = Annotated[
    str | None,
    typer.Option("--source-lang", metavar="LANG", help="Language of the source, ISO 639-1; detected when absent."),
]
TargetLang = Annotated[
    str | None, typer.Option("--target-lang", metavar="LANG", help="Language of the translation; detected when absent.")
]
Date = Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Dateline of the article.")]
EncoderName = Annotated[
    str | None, typer.Option("--encoder", metavar="NAME", help="use (embedded), sentence-transformers:MODEL, or none.")
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CHECK", help="Only these checks, by code or name; commas or repeated."),
]
Ignore = Annotated[list[str] | None, typer.Option("--ignore", metavar="CHECK", help="All but these checks.")]
HouseStyle = Annotated[
    list[str] | None,
    typer.Option("--house-style", metavar="FILE", help="Style list (.tsv, .tbx, .utx), ap or neutral; repeatable."),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on", metavar="SEVERITY", help="critical, major, minor or never: exit code 1 from this severity on."
    ),
]
FailUnder = Annotated[
    float | None, typer.Option("--fail-under", metavar="N", help="Exit code 1 when the quality is below N.")
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit code 0 whatever is found.")]
References = Annotated[
    str | None,
    typer.Option("--references", metavar="FOLDER", help="Tables of your own, which count before those of mtcheck."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes on standard error.")]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="Configuration; default: the nearest mtcheck.toml or pyproject.toml."
    ),
]


def configure(config_file: Path | None, **given: str | float | list[str] | None) -> Config:
    """The configuration of a run; what is given on the command line wins."""
    path = config_file or find_config(Path.cwd())
    config = load_config(path)
    values: dict[str, object] = {key: value for key, value in given.items() if value is not None}
    for key in ("select", "ignore"):
        named = given.get(key)
        if isinstance(named, list):
            values[key] = [name.strip() for item in named for name in item.split(",") if name.strip()]
            if not values[key]:
                message = f"--{key} names no check; `mtcheck checks` lists them"
                raise ConfigError(message)
    if isinstance(given.get("date"), str):
        values["date"] = _date(str(given["date"]))
    return with_values(config, values, "command line")


def verify(config: Config) -> None:
    """Finds out before the work what would end it: a misspelt check, a style list that cannot be read."""
    from mtcheck import arbitration
    from mtcheck.house_style import load

    arbitration.chosen(config)
    load(config.house_style)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        message = f"--date takes a day as YYYY-MM-DD, not {text!r}"
        raise ConfigError(message) from error
