"""What `--include` names: a file, a folder or a glob."""

from __future__ import annotations

import difflib
import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from ..protocol.problem import Problem
from .errors import BuildError
from .packed import ROOT
from .places import absolute, files_below, relative_to_app


def included(wanted: Sequence[str], folder: Path, working: Path) -> Iterator[tuple[Path, str | None]]:
    """Yield the files that are named, each with its place where it is outside of the app's folder.

    Args:
        wanted: paths and globs, relative to the app's folder, then to the working folder.
        folder: the app's folder.
        working: the working folder.

    Raises:
        BuildError: one of them names nothing.
    """
    for text in wanted:
        files = [one for path in _named(text, folder, working) for one in _files(path, folder)]
        if not files:
            raise BuildError(_empty(text))
        yield from files


def _named(text: str, folder: Path, working: Path) -> list[Path]:
    bases = list(dict.fromkeys((folder, working)))
    for base in bases if text else ():
        path = absolute(base / os.path.expanduser(text))
        if path.exists():
            return [path]
        pattern = os.path.join(glob.escape(str(base)), os.path.expanduser(text))
        found = sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(text) else []
        if found:
            return [absolute(one) for one in found]
    raise BuildError(_missing(text, bases))


def _files(path: Path, folder: Path) -> Iterator[tuple[Path, str | None]]:
    inside = relative_to_app(path, folder) is not None
    if path.is_file():
        yield path, None if inside else str(PurePosixPath(ROOT, path.name))
        return
    for file in files_below(path, folder):
        yield file, None if inside else str(PurePosixPath(ROOT, path.name, file.relative_to(path).as_posix()))


def _missing(text: str, bases: Sequence[Path]) -> Problem:
    if glob.has_magic(text):
        found = "no file fits"
    else:
        near = _near(text, bases)
        found = "no such file or folder" + (f"; there is {', '.join(near)}" if near else "")
    places = " and ".join(str(base) for base in bases)
    return Problem(
        "missing_include",
        f"There is nothing that --include {text or repr(text)} names.",
        f"{found} (looked in {places})",
        "a file, a folder or a glob, relative to the app's folder or to the folder that you are in",
        "Check the path; put a glob into quotes, so that the shell leaves it alone.",
    )


def _near(text: str, bases: Sequence[Path]) -> list[str]:
    """Return what is there and looks like a path that is not: of the folder that it would be in, else by its name."""
    wanted = Path(text)
    for base in bases:
        parent = absolute(base / wanted.parent)
        if parent.is_dir():
            names = [path.name for path in sorted(parent.iterdir()) if not path.name.startswith(".")]
            found = difflib.get_close_matches(wanted.name, names, cutoff=0.5)
            if found:
                return [(wanted.parent / name).as_posix() for name in found]
    base = bases[0]
    below = [
        file.relative_to(base).as_posix() for file, _ in zip(files_below(base, base), range(_LOOKED_AT), strict=False)
    ]
    return difflib.get_close_matches(wanted.as_posix(), below, cutoff=0.6)


_LOOKED_AT = 2000


def _empty(text: str) -> Problem:
    return Problem(
        "empty_include",
        f"The folder that --include {text} names has no files to take.",
        "an empty folder, or one with hidden files and files of tools only",
        "a folder with files",
        "Name its files one by one, or leave it out.",
    )
