"""Copies of what an app's page fetches from other hosts, for its package and beside its sources."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from ..errors import ResourceException
from ..processes.package import APP_FOLDER
from ..protocol.problem import Problem
from ..server.lock import FOLDER_NAME, read_lock
from ..server.vendored import Vendored
from .contents import Contents
from .errors import BuildError
from .facts import AppFacts
from .vendoring.assets import localised_file
from .vendoring.collecting import Collected, Missing, collect

_QUESTION: Final = "Go on without them? The app will look or work otherwise than here. [y/N] "


def keep_copies(
    facts: AppFacts, contents: Contents, home: Path, refresh: bool, tell: Callable[[str], None]
) -> Collected:
    """Keep the copies of an app in the folder `vendored` of its own folder, or of another.

    Raises:
        BuildError: they cannot be kept.
    """
    assets = [packed.file for packed in contents.assets]
    try:
        return collect(facts.page, assets, home / FOLDER_NAME, refresh=refresh, tell=tell)
    except (ResourceException, OSError) as error:
        raise _no_copies(error, home / FOLDER_NAME) from error


def copies_for(facts: AppFacts, contents: Contents, source: Path, home: Path, tell: Callable[[str], None]) -> Collected:
    """Keep copies for a package in another folder than the app's, those that stand beside the app first.

    Raises:
        BuildError: they cannot be kept, or those beside the app are damaged.
        OSError: there is no room for them.
    """
    earlier = source / FOLDER_NAME
    if earlier.is_dir():
        try:
            read_lock(earlier)
        except ResourceException as error:
            raise _no_copies(error, earlier) from error
        shutil.copytree(earlier, home / FOLDER_NAME)
    return keep_copies(facts, contents, home, refresh=False, tell=tell)


def put_copies(contents: Contents, facts: AppFacts, home: Path) -> dict[str, Path]:
    """Return what goes into a package for the copies: place -> file.

    Args:
        contents: the package's; those of its assets that name copies are written anew into `home`.
        facts: where they are, and where they are served.
        home: the folder in which the copies were kept.
    """
    vendored = Vendored.load(home / FOLDER_NAME)
    if vendored is None:
        return {}
    found = {
        f"{APP_FOLDER}/{FOLDER_NAME}/{file.name}": file
        for file in sorted((home / FOLDER_NAME).iterdir())
        if file.is_file()
    }
    for number, packed in enumerate(contents.assets):
        inside = packed.file.relative_to(facts.assets_folder).as_posix()
        made = localised_file(packed.file, f"{facts.assets_url_path}/{inside}", vendored)
        if made is not None:
            file = home / "assets" / str(number)
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(made)
            found[packed.place] = file
    return found


def confirm_missing(
    missing: Sequence[Missing], outside: Sequence[str], goes_on: bool, ask: Callable[[str], str]
) -> None:
    """Name what could not be copied, and go on only where that is wanted.

    Args:
        missing: what could not be fetched.
        outside: what is named and is never copied.
        goes_on: whether that is decided already.
        ask: asks a person who sits there.

    Raises:
        BuildError: it is not wanted.
    """
    if not missing:
        return
    lines = [f"  {one.url}\n      {one.reason}; named by {', '.join(one.named_by[:3])}" for one in missing]
    print("\n".join(["These could not be fetched, and will not be in the package:", *lines, *outside]), file=sys.stderr)
    if goes_on or _agrees(ask):
        return
    raise BuildError(
        Problem(
            "not_fetched",
            f"{len(missing)} of what the page fetches could not be copied. Nothing was changed.",
            ", ".join(one.url for one in missing[:3]),
            "a network that reaches these addresses, or copies in the app's folder `vendored`",
            "Run `desktopdash vendor` where there is a network, put the files into assets/, or add --go-on to build "
            "without them.",
        )
    )


def _agrees(ask: Callable[[str], str]) -> bool:
    """Ask a person, where one sits there."""
    if sys.stdin is None or sys.stdin.closed or not sys.stdin.isatty():
        return False
    try:
        return ask(_QUESTION).strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _no_copies(error: Exception, folder: Path) -> BuildError:
    return BuildError(
        Problem(
            "no_copies",
            "What the page fetches from other hosts cannot be copied.",
            str(error),
            f"a folder {FOLDER_NAME} that can be written",
            f"Remove {folder}, or make it writable.",
        )
    )
