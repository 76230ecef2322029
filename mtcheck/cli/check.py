"""`mtcheck check`: one article."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli import options
from mtcheck.errors import ConfigError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtcheck.config import Config
    from mtcheck.document import Document
    from mtcheck.fixes.originals import Original
    from mtcheck.report import DocumentReport, Report

FINDINGS = 1


def command(
    files: Annotated[
        list[str],
        typer.Argument(metavar="[SOURCE] TRANSLATION", help="Files (.txt .md .html .docx); '-' is standard input."),
    ],
    translation_only: Annotated[
        bool, typer.Option("--translation-only", help="Check a translation without its source.")
    ] = False,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    date: options.Date = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="terminal, json, html, markdown, csv, sarif, junit, github, gitlab or docx.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the report there.")
    ] = None,
    encoder: options.EncoderName = None,
    references: options.References = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    house_style: options.HouseStyle = None,
    fail_on: options.FailOn = None,
    fail_under: options.FailUnder = None,
    exit_zero: options.ExitZero = False,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", metavar="FILE", help="A JSON report; what it has is marked as known.")
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and write nothing.")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Write safe corrections into TRANSLATION ('-': to standard output).")
    ] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="With --fix or --diff: also what a person should look at.")
    ] = False,
    ledger: Annotated[bool, typer.Option("--ledger", help="Show all names, too (terminal format).")] = False,
    quiet: options.Quiet = False,
    config_file: options.ConfigFile = None,
) -> None:
    """Check one article: SOURCE and its TRANSLATION, or with --translation-only the translation alone."""
    config = options.configure(
        config_file,
        source_lang=source_lang,
        target_lang=target_lang,
        date=date,
        format=format_,
        encoder=encoder,
        references=references,
        select=select,
        ignore=ignore,
        house_style=house_style,
        fail_on=fail_on,
        fail_under=fail_under,
    )
    _check_choices(diff=diff, fix=fix, unsafe_fixes=unsafe_fixes)
    from mtcheck.cli.output import is_stdout

    if not translation_only:
        _preload(config)
    from mtcheck import pipeline
    from mtcheck.cli import fixing

    report_to = _reporter(config.format, files, output, ledger=ledger)
    options.verify(config)
    engine = pipeline.Engine(config)
    known = _known(baseline) if baseline is not None else frozenset()
    if fix or diff:
        source, original = _read_to_fix(files, translation_only=translation_only)
        done = fixing.fix(
            original, lambda target: _marked(engine.check(source, target), known), unsafe=unsafe_fixes, in_place=fix
        )
        report = engine.report([done.last if fix else done.first])
        if fix:
            fixing.write_fixed(done, files[-1])
        else:
            fixing.write_diff(done, output)
        fixing.say(done, quiet=quiet, written=fix)
    else:
        source, target = _read(files, translation_only=translation_only)
        report = engine.report([_marked(engine.check(source, target), known)])
    # A text that was fixed on standard output leaves no room there for a report.
    if not (diff or (fix and files[-1] == "-" and is_stdout(output))):
        report_to(report)
    if not quiet and config.format != "terminal":
        for document in report.documents:
            for warning in document.warnings:
                typer.echo(f"mtcheck: {warning}", err=True)
    if not exit_zero and _fails(report, config):
        raise typer.Exit(FINDINGS)


def _preload(config: Config) -> None:
    """Begins to load the encoder, which takes longest, before anything else is imported."""
    from mtcheck import plugins

    encoder = plugins.encoder(config.encoder)
    if encoder is not None:
        encoder.preload()


def _reporter(name: str, files: list[str], output: Path | None, *, ledger: bool) -> Callable[[Report], None]:
    """What writes a report in a format to its place; a file gets no colours, even when a terminal shows the rest."""
    from mtcheck import plugins
    from mtcheck.cli.output import is_stdout, write

    if name in plugins.names("documents"):
        return _document_reporter(name, files, output)
    if name == "terminal":
        from mtcheck.reporters import terminal

        coloured = partial(terminal.render, colour=None if is_stdout(output) else False, ledger=ledger)
        return lambda report: write(coloured(report), output)
    render = plugins.reporter(name)
    return lambda report: write(render(report), output)


def _document_reporter(name: str, files: list[str], output: Path | None) -> Callable[[Report], None]:
    """The same for a format that is no text, which a terminal cannot show."""
    import sys

    from mtcheck import plugins
    from mtcheck.cli.output import is_stdout, write_bytes
    from mtcheck.readers import read_bytes

    if is_stdout(output) and sys.stdout.isatty():
        message = f"--format {name} makes a file that a terminal cannot show; add --output FILE.{name}"
        raise ConfigError(message)
    render = plugins.document_reporter(name)
    path = Path(files[-1])

    def write(report: Report) -> None:
        same = path.suffix.lower() == f".{name}"
        write_bytes(render(report, read_bytes(path)[0] if same else None), output)

    return write


def _check_choices(*, diff: bool, fix: bool, unsafe_fixes: bool) -> None:
    if diff and fix:
        message = "--diff only shows what --fix would write; give one of the two"
        raise ConfigError(message)
    if unsafe_fixes and not (diff or fix):
        message = "--unsafe-fixes goes with --fix or --diff"
        raise ConfigError(message)


def _read(files: list[str], *, translation_only: bool) -> tuple[Document | None, Document]:
    from mtcheck.cli.inputs import read

    _check_files(files, translation_only=translation_only)
    documents = read(files)
    return (None, documents[0]) if translation_only else (documents[0], documents[1])


def _read_to_fix(files: list[str], *, translation_only: bool) -> tuple[Document | None, Original]:
    from mtcheck.cli.inputs import read
    from mtcheck.fixes.originals import original
    from mtcheck.readers import read_bytes

    _check_files(files, translation_only=translation_only)
    source = None if translation_only else read(files[:1])[0]
    return source, original(*read_bytes(Path(files[-1])))


def _check_files(files: list[str], *, translation_only: bool) -> None:
    wanted = 1 if translation_only else 2
    if len(files) != wanted:
        message = (
            "--translation-only takes one file, the translation"
            if translation_only
            else f"check takes two files, SOURCE and TRANSLATION, not {len(files)}; "
            "for a translation without its source add --translation-only"
        )
        raise ConfigError(message)
    if files.count("-") > 1:
        name = "-"
        raise InputError(name, "only one of the two texts can come from standard input")


def _known(path: Path) -> frozenset[str]:
    """The fingerprints of an earlier JSON report."""
    import json

    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return frozenset(finding["fingerprint"] for document in data["documents"] for finding in document["findings"])
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(str(path), "is not a report of mtcheck in JSON (made with --format json)") from error


def _marked(document: DocumentReport, known: frozenset[str]) -> DocumentReport:
    """The report with what is known already marked as such."""
    from dataclasses import replace

    from mtcheck.arbitration import suppress
    from mtcheck.serialise import fingerprints

    if not known:
        return document
    return replace(document, findings=suppress(document.findings, fingerprints(document, document.findings), known))


def _fails(report: Report, config: Config) -> bool:
    for document in report.documents:
        if any(config.fails(finding.severity) for finding in document.open_findings):
            return True
        quality = document.scores.quality
        if config.fail_under is not None and quality is not None and quality < config.fail_under:
            return True
    return False
