"""`mtcheck serve`: the workbench."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer

from mtcheck.cli import options
from mtcheck.errors import ConfigError, MissingExtraError


def command(
    port: Annotated[int, typer.Option("--port", metavar="N", help="Port on loopback; 0 is any free one.")] = 0,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="N", help="Processes that check; default: 1 or 2.")
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="FOLDER", help="Where work is kept; default: the user's data folder."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    source_lang: options.SourceLang = None,
    target_lang: options.TargetLang = None,
    encoder: options.EncoderName = None,
    references: options.References = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    house_style: options.HouseStyle = None,
    quiet: options.Quiet = False,
    config_file: options.ConfigFile = None,
) -> None:
    """Open the workbench: a page on this machine to check, correct and export an article, and a JSON API."""
    config = options.configure(
        config_file,
        source_lang=source_lang,
        target_lang=target_lang,
        encoder=encoder,
        references=references,
        select=select,
        ignore=ignore,
        house_style=house_style,
    )
    if jobs is not None and jobs < 1:
        message = f"--jobs is 1 or more, not {jobs}"
        raise ConfigError(message)
    try:
        from mtcheck.web import app as web
    except ImportError:
        raise MissingExtraError("The workbench", "web") from None  # noqa: EM101, TRY003 - arguments, no message
    from mtcheck.web.guard import Gate
    from mtcheck.web.jobs import Worker
    from mtcheck.web.pool import Pool, ProcessPlace
    from mtcheck.web.storage import Storage, data_folder
    from mtcheck.workers import processors

    options.verify(config)
    storage = Storage(data or data_folder())
    signature = Worker(config).signature
    socket = web.bound(port)
    gate = Gate(socket.getsockname()[1], secrets.token_urlsafe(32))
    pool = Pool([ProcessPlace(config) for _ in range(jobs or min(2, processors()))])
    address = f"http://{web.HOST}:{gate.port}/?token={gate.token}"
    typer.echo(address)
    if not quiet:
        typer.echo("mtcheck: open this address in a browser; the key in it is only yours. Ctrl+C ends it.", err=True)
    if open_:
        import webbrowser

        webbrowser.open(address)
    web.server(web.application(gate, storage, pool, signature)).run(sockets=[socket])
