"""`mtcheck align`: the alignment alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli import options
from mtcheck.errors import ConfigError, InputError, MtcheckError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtcheck.alignment import Link
    from mtcheck.config import Config
    from mtcheck.document import Document
    from mtcheck.pipeline import Engine

FAILED = 1


def command(
    source_file: Annotated[
        str | None, typer.Argument(metavar="SOURCE", help="Source text; '-' is standard input.")
    ] = None,
    target_file: Annotated[str | None, typer.Argument(metavar="TRANSLATION", help="Its translation.")] = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            "--manifest", metavar="FILE", help="Instead of two texts: a source, a tab and its translation on each line."
        ),
    ] = None,
    match: Annotated[
        bool,
        typer.Option("--match", help="SOURCE and TRANSLATION are folders: write which texts belong together."),
    ] = False,
    lines: Annotated[bool, typer.Option("--lines", help="Each line is a segment.")] = False,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="terminal, json, tsv, tmx or ladder.")
    ] = "terminal",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the links there.")
    ] = None,
    encoder: options.EncoderName = None,
    quiet: options.Quiet = False,
    config_file: options.ConfigFile = None,
) -> None:
    """Align the sentences of SOURCE and TRANSLATION, or of the pairs of files in a manifest.

    With --match SOURCE and TRANSLATION are folders, and the result is a manifest of the texts that belong together.
    """
    from mtcheck.cli.align_formats import FORMATS
    from mtcheck.cli.output import write
    from mtcheck.cli.progress import counter
    from mtcheck.encoders.counted import BATCH
    from mtcheck.pipeline import Engine

    if format_ not in FORMATS:
        message = f"align writes terminal or json, also tsv, tmx and ladder, not {format_!r}"
        raise ConfigError(message)
    if (manifest is None) != (source_file is not None and target_file is not None) or (manifest and source_file):
        message = "align takes SOURCE and TRANSLATION, or --manifest FILE alone"
        raise ConfigError(message)
    config = options.configure(config_file, source_lang=source_lang, target_lang=target_lang, encoder=encoder)
    engine = Engine(config)
    if match:
        _match((str(source_file), str(target_file)), format_, output, engine, manifest, quiet=quiet)
        return
    if manifest is not None:
        if format_ != "json":
            message = "--manifest writes one JSON line a pair: choose --format json"
            raise ConfigError(message)
        _many(manifest, output, engine, by_line=lines, quiet=quiet)
        return
    source, target = _documents((str(source_file), str(target_file)), config, by_line=lines)
    with counter(f"x {BATCH} texts encoded", show=not quiet) as advance:
        links = _links(engine, source, target, advance)
    write(FORMATS[format_](links, source, target), output)


def _match(
    folders: tuple[str, str], format_: str, output: Path | None, engine: Engine, manifest: Path | None, *, quiet: bool
) -> None:
    """Writes which texts of two folders belong together."""
    from mtcheck.cli.align_match import matched
    from mtcheck.cli.output import write
    from mtcheck.cli.progress import counter

    if manifest is not None:
        message = "--match writes a manifest and does not read one; give two folders"
        raise ConfigError(message)
    with counter("texts read", show=not quiet) as advance:
        text, failed = matched(folders, format_, output, engine, advance)
    write(text, output)
    if failed:
        sys.stderr.write(f"mtcheck: {failed} files could not be used; the output says why\n")
        raise typer.Exit(FAILED)


def _many(manifest: Path, output: Path | None, engine: Engine, *, by_line: bool, quiet: bool) -> None:
    """One JSON line a pair of the manifest, in its order; a pair that cannot be read has an error and no links."""
    from mtcheck.cli.align_formats import rows
    from mtcheck.cli.output import opened
    from mtcheck.cli.progress import counter

    failed = False
    with counter("pairs aligned", show=not quiet) as advance, opened(output) as stream:
        for names in _pairs(manifest):
            record: dict[str, object] = dict(zip(("source_file", "target_file"), names, strict=True))
            try:
                source, target = _documents(names, engine.config, by_line=by_line)
                record["links"] = rows(engine.align(source, target))
            except MtcheckError as error:
                record["error"] = str(error)
                failed = True
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
            advance()
    if failed:
        sys.stderr.write("mtcheck: some pairs could not be aligned; their lines say why\n")
        raise typer.Exit(FAILED)


def _pairs(manifest: Path) -> Iterator[tuple[str, str]]:
    """The names in a manifest; those of files beside it need no folder, and lines with # before them are comments."""
    try:
        text = manifest.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(manifest), "no such file, or not in UTF-8") from error
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        names = line.split("\t")
        if len(names) != 2 or not all(name.strip() for name in names):
            raise InputError(str(manifest), f"line {number} is not a source, one tab and a translation")
        yield (str(manifest.parent / names[0].strip()), str(manifest.parent / names[1].strip()))


def _documents(names: Sequence[str], config: Config, *, by_line: bool) -> tuple[Document, Document]:
    """Both texts, in their languages and in segments."""
    from mtcheck import segmenters
    from mtcheck.cli.inputs import read
    from mtcheck.language_choice import settle
    from mtcheck.segmenters import lines

    source, target = read(names)
    settled_source, target = settle(source, target, config)
    split = lines.segment if by_line else segmenters.segment
    return split(settled_source or source), split(target)


def _links(engine: Engine, source: Document, target: Document, advance: Callable[[], None]) -> list[Link]:
    from mtcheck import plugins
    from mtcheck.encoders.counted import counted

    return plugins.aligner()(source, target, counted(engine.encoder, advance) if engine.encoder else None)
