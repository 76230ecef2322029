"""`mtcheck corpus`: many aligned pairs."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from mtcheck.cli import options
from mtcheck.errors import ConfigError, MtcheckError

FINDINGS = 1
ENGINES = ("local", "ray")


def command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...", help="Files, folders, patterns; two plain files, line by line; '-' is standard input."
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="OUT", help="One JSON line a pair, in input order; '-': standard output."
        ),
    ],
    input_format: Annotated[
        str | None,
        typer.Option(
            "--input-format", metavar="FORMAT", help="jsonl, tsv, csv, tmx, xliff, po, parquet, arrow or plain."
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--columns", metavar="KEY=COLUMN", help="Such as source=2,translation=3, or names of columns."),
    ] = None,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--output-format",
            metavar="FORMAT",
            help="jsonl, tsv, parquet; tmx or xliff: the input with its findings. Default: by the name of OUT.",
        ),
    ] = None,
    with_texts: Annotated[
        bool, typer.Option("--with-texts", help="Write source and translation, too; the output can be an input.")
    ] = False,
    keep_if: Annotated[
        str | None,
        typer.Option(
            "--keep-if", metavar="CONDITION", help="Such as 'quality >= 60 and not critical'; see --rejected."
        ),
    ] = None,
    rejected: Annotated[
        Path | None, typer.Option("--rejected", metavar="FILE", help="Where the pairs go that --keep-if does not keep.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where an earlier run of the same command was ended.")
    ] = False,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    encoder: options.EncoderName = None,
    references: options.References = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    house_style: options.HouseStyle = None,
    fail_on: options.FailOn = None,
    fail_under: options.FailUnder = None,
    max_findings: Annotated[
        list[str] | None,
        typer.Option(
            "--max-findings",
            metavar="CHECK=N",
            help="Exit code 1 above N (or N/1000 pairs) for a check, a severity, all or errors; instead of --fail-on.",
        ),
    ] = None,
    exit_zero: options.ExitZero = False,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="An earlier output; what it has is marked as known."),
    ] = None,
    suppressions: Annotated[
        Path | None,
        typer.Option(
            "--suppressions", metavar="FILE", help="Findings to let stand: TSV with id, check, fingerprint, reason."
        ),
    ] = None,
    summary: Annotated[
        bool, typer.Option("--summary", help="A table of findings on standard error, even if that is no terminal.")
    ] = False,
    summary_file: Annotated[
        Path | None,
        typer.Option("--summary-file", metavar="FILE", help="The summary as a page (.html), else in Markdown."),
    ] = None,
    report: Annotated[
        list[str] | None,
        typer.Option(
            "--report", metavar="FORMAT=FILE", help="Also write sarif, junit, github, gitlab or csv; repeatable."
        ),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=0, help="Processes side by side; 0: one a processor.")
    ] = 0,
    engine: Annotated[
        str,
        typer.Option("--engine", metavar="ENGINE", help="local, or ray: on the machines of a Ray cluster (extra ray)."),
    ] = "local",
    quiet: options.Quiet = False,
    config_file: options.ConfigFile = None,
) -> None:
    """Check many aligned pairs; writes one JSON line a pair, in input order. No record is lost."""
    config = options.configure(
        config_file,
        source_lang=source_lang,
        target_lang=target_lang,
        encoder=encoder,
        references=references,
        select=select,
        ignore=ignore,
        house_style=house_style,
        fail_on=fail_on,
        fail_under=fail_under,
    )
    from mtcheck.checks import CHECKS
    from mtcheck.cli.corpus_output import check_place, plan
    from mtcheck.cli.corpus_reports import parse_reports
    from mtcheck.cli.corpus_run import Run
    from mtcheck.cli.corpus_summary import tell, write_summary
    from mtcheck.records import Inputs, find
    from mtcheck.records.sources import parse_columns
    from mtcheck.results import journal
    from mtcheck.results.baseline import Baseline
    from mtcheck.results.keep import Condition
    from mtcheck.results.suppressions import Suppressions
    from mtcheck.results.tally import parse_limits

    # What is misspelt or missing is found out before the work.
    if engine not in ENGINES:
        message = f"--engine is one of {', '.join(ENGINES)}, not {engine!r}"
        raise ConfigError(message)
    options.verify(config)
    limits = parse_limits(max_findings or [], [(check.code, check.name) for check in CHECKS])
    keep = None if keep_if is None else Condition(keep_if, [check.name for check in CHECKS])
    if limits and fail_on is None:
        config = replace(config, fail_on="never")
    reports = parse_reports(report or [], output)
    places = [path for path in (output, rejected, summary_file, *(path for _, path in reports)) if path is not None]
    for path in places:
        check_place(path)
    own = [*places, *journal.parts(output)]
    files = find(inputs, input_format, own)
    read = Inputs(files, parse_columns(columns or []), config.source_lang, config.target_lang)
    planned = plan(output, output_format, read, keep, rejected, texts=with_texts, resume=resume)
    known = Baseline(baseline) if baseline is not None else None
    names = {name for check in CHECKS for name in (check.code, check.name)}
    stand = Suppressions(suppressions, names) if suppressions is not None else None
    run = Run(
        planned, config, known, stand, jobs, reports=reports, on_cluster=engine == "ray", resume=resume, quiet=quiet
    )
    try:
        with _ended_in_order():
            run.go()
    except KeyboardInterrupt:
        message = "interrupted"
        raise MtcheckError(message) from None
    if stand is not None and stand.unseen and not quiet:
        typer.echo(f"mtcheck: {suppressions}: names {stand.unseen} pairs that are not in the input", err=True)
    tell(run.tally, limits, summary=summary, quiet=quiet)
    if summary_file is not None:
        write_summary(run.tally, summary_file)
    if not exit_zero and (run.tally.failed or any(limit.passed(run.tally) for limit in limits)):
        raise typer.Exit(FINDINGS)


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """What asks the process to end, as services do, ends it as an interrupt does."""
    main = threading.current_thread() is threading.main_thread()
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if main and hasattr(signal, name)]
    changed = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in changed:
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number in changed:
            signal.signal(number, signal.SIG_DFL)
