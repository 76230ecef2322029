"""`mtcheck references import`: tables from what others collect."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli import options
from mtcheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mtcheck.importers.job import Outcome, Request

app = typer.Typer(help="Make tables of names from what others collect.", no_args_is_help=True)

# So many unusable lines are shown; a file has them all.
SHOWN = 10
# Lines between two signs of progress.
STEP = 1000


@app.callback()
def _import() -> None:
    """Make tables of names from what others collect."""


@app.command("wikidata")
def wikidata(
    dump: Annotated[
        str,
        typer.Argument(
            metavar="DUMP",
            help="A dump of Wikidata (JSON, also .gz or .bz2), or the result of a query (JSON, TSV, CSV); "
            "'-' is standard input.",
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Write the tables there.")],
    kinds: Annotated[
        str | None, typer.Option("--kinds", metavar="KIND,...", help="Only these kinds; default: all.")
    ] = None,
    languages: Annotated[
        str | None,
        typer.Option("--languages", metavar="LANG,...", help="Languages of the names; default: those of mtcheck."),
    ] = None,
    min_sitelinks: Annotated[
        int | None,
        typer.Option("--min-sitelinks", metavar="N", min=0, help="Leave out what fewer wikis have a page about."),
    ] = None,
    classes: Annotated[
        Path | None,
        typer.Option("--classes", metavar="FILE", help="A table like references/wikidata.toml, or a classes.json."),
    ] = None,
    subclasses: Annotated[
        bool, typer.Option("--subclasses", help="Read the dump twice, first for the subclasses of these classes.")
    ] = False,
    date: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="Date of the dump; default: that of the file.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an import that was interrupted.")] = False,
    quiet: options.Quiet = False,
) -> None:
    """Make tables of parties, people, media, organisations, places and offices from Wikidata."""
    from mtcheck.cli.progress import counter
    from mtcheck.importers import job

    request = job.Request(
        dump=dump,
        output=output,
        kinds=_kinds(kinds),
        languages=_languages(languages),
        sitelinks=min_sitelinks,
        classes=classes,
        subclasses=subclasses,
        date=_date(date),
        resume=resume,
    )
    outcome = None
    try:
        with counter(f"x {STEP} lines", show=not quiet) as advance:
            outcome = job.run(request, _every(STEP, advance))
    finally:
        if not quiet:
            _report(request, outcome)


def _every(step: int, advance: Callable[[], None]) -> Callable[[], None]:
    """Calls `advance` once in so many calls: a line is too small a step to show."""
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        if count % step == 0:
            advance()

    return tick


def _kinds(given: str | None) -> tuple[str, ...]:
    from mtcheck.config import did_you_mean
    from mtcheck.gazetteers import KINDS

    names = _listed(given, KINDS, "--kinds")
    for name in names:
        if name not in KINDS:
            message = f"--kinds are {', '.join(KINDS)}, not {name!r}{did_you_mean(name, KINDS)}"
            raise ConfigError(message)
    return names


def _languages(given: str | None) -> tuple[str, ...]:
    """English always among them: a table without it is not valid."""
    from mtcheck import languages
    from mtcheck.config import is_code

    codes = _listed(given, languages.known(), "--languages")
    for code in codes:
        if not is_code(code):
            message = f"--languages are two-letter codes such as 'ru' or 'en', not {code!r}"
            raise ConfigError(message)
    return ("en", *(code for code in codes if code != "en"))


def _listed(given: str | None, default: Iterable[str], option: str) -> tuple[str, ...]:
    if given is None:
        return tuple(default)
    names = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    if not names:
        message = f"{option} names nothing"
        raise ConfigError(message)
    return names


def _date(given: str | None) -> str | None:
    try:
        return dt.date.fromisoformat(given).isoformat() if given else None
    except ValueError as error:
        message = f"--date takes a day as YYYY-MM-DD, not {given!r}"
        raise ConfigError(message) from error


def _report(request: Request, outcome: Outcome | None) -> None:
    """What came of it, and the first lines that could not be used; on standard error."""
    from mtcheck.importers.job import PROBLEMS, READ, UNUSABLE

    problems = request.state / PROBLEMS
    if problems.is_file() and (outcome is None or not outcome.before):
        with problems.open(encoding="utf-8") as lines:
            shown = [line.rstrip("\n") for line, _ in zip(lines, range(SHOWN), strict=False)]
        for line in shown:
            typer.echo(f"mtcheck: {line}", err=True)
        if len(shown) == SHOWN:
            typer.echo(f"mtcheck: {problems} has all lines that cannot be used", err=True)
    if outcome is None:
        return
    if outcome.before:
        typer.echo(f"mtcheck: {request.output} was finished before; leave out --resume to start again", err=True)
        return
    rows = ", ".join(f"{count:,} {name}" for name, count in outcome.rows.items())
    read, unusable = outcome.counts[READ], outcome.counts.get(UNUSABLE, 0)
    typer.echo(f"mtcheck: {read:,} lines read, {unusable:,} of them not usable; {rows} in {request.output}", err=True)
    left = {name: count for name, count in outcome.counts.items() if name not in {*outcome.rows, READ, UNUSABLE}}
    if left:
        reasons = ", ".join(f"{count:,} {name}" for name, count in sorted(left.items()))
        typer.echo(f"mtcheck: left out: {reasons}", err=True)
