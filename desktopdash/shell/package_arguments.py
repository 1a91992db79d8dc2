"""The command line of a package's program."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from ..processes.package import Package
from ..profile.level import LEVELS
from ..records import dataclass
from ..version import __version__

MenuChange: TypeAlias = Literal["add", "remove"]

_PYTHON_WORDS: Final = ("-c", "-m", "-I", "-E", "-s", "-S", "-B", "-u", "-X", "-W")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person wants of the program.

    Attributes:
        log_level: how much is written to the logs; None: as usual.
        menu: whether its entry is to be put into the menu of the desktop, or taken out of it, in place of a start.
    """

    log_level: str | None = None
    menu: MenuChange | None = None


def parse(package: Package, words: Sequence[str]) -> Chosen | int:
    """Return what is wanted, or the exit code where that is said already."""
    if words and (words[0] in _PYTHON_WORDS or words[0].endswith((".py", ".pyc"))):
        print(
            f"desktopdash: found {' '.join(words)[:200]!r}; expected the options of {package.name}: in a package "
            "`sys.executable` is the package's program and not Python. Use multiprocessing or a long callback for work "
            "in another process, or name a Python that is installed.",
            file=sys.stderr,
            flush=True,
        )
        return 2
    try:
        found = _parser(package).parse_args(words)
    except SystemExit as end:
        return int(end.code or 0)
    menu: MenuChange | None = "add" if found.add_to_menu else "remove" if found.remove_from_menu else None
    return Chosen(found.log_level, menu)


def version_text(package: Package) -> str:
    """Return what `--version` says."""
    version = f" {package.version}" if package.version else ""
    return f"{package.name}{version} (desktopdash {__version__})"


def _parser(package: Package) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=package.name, description=package.title, allow_abbrev=False)
    parser.add_argument("--version", action="version", version=version_text(package))
    parser.add_argument(
        "--log-level", choices=LEVELS, type=str.lower, help="how much is written to the logs (default: info)"
    )
    if sys.platform == "linux":
        menu = parser.add_mutually_exclusive_group()
        menu.add_argument("--add-to-menu", action="store_true", help="add it to the desktop's menu, for this user")
        menu.add_argument("--remove-from-menu", action="store_true", help="take it out of the desktop's menu")
    else:
        parser.set_defaults(add_to_menu=False, remove_from_menu=False)
    return parser
