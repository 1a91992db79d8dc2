"""What the `celery` command loads of us, before it loads an app: so `celery -A app.celery_app worker` finds `dash`.

An app that imports `dash` is one of ours here where the real package is not installed; where it is, `desktopdash worker
app.py` is the way.
"""

from __future__ import annotations

import importlib.util

import click

from . import compat

if importlib.util.find_spec("dash") is None:
    compat.install()


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("app", metavar="APP")
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def desktopdash(app: str, words: tuple[str, ...]) -> None:
    """Run a worker for a desktopdash app: the same as `desktopdash worker APP`."""
    cli = importlib.import_module("desktopdash.cli")
    raise SystemExit(cli.main(["worker", app, *words]))
