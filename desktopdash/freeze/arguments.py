"""The command lines of `desktopdash build` and `desktopdash vendor`. Light: every command loads it."""

from __future__ import annotations

import argparse
from typing import Any

_BUILD_EPILOG = """\
The same settings can stand in the table [tool.desktopdash] of the app's own pyproject.toml, by the names of the
options; include and hidden-import are lists there. What the command line says wins.

  desktopdash build app.py                          a folder dist/app, with the program in it
  desktopdash build app.py --name Sales --onefile   one file, dist/Sales, which unpacks itself at each start
  desktopdash build app.py --dry-run                what would go in, and nothing is made
"""


def add_commands(commands: Any) -> None:
    """Add both commands to the parser's subcommands."""
    _add_build(commands)
    _add_vendor(commands)


def _add_build(commands: Any) -> None:
    build = commands.add_parser(
        "build",
        help="make something to double-click that needs no Python",
        description="Make a program of a Dash app that needs neither Python nor a network.",
        epilog=_BUILD_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    build.add_argument("app", metavar="APP", help="app.py, or app.py:name")
    build.add_argument("--name", help="the program's name (default: the file's)")
    build.add_argument("--title", help="what people call it (default: the app's title)")
    build.add_argument("--identifier", help="by which its settings are found again after an update")
    build.add_argument("--icon", metavar="FILE", help="a picture: PNG, ICO, JPEG and others (default: the app's own)")
    build.add_argument("--version", metavar="TEXT", help="the app's version, as 1.2.0")
    build.add_argument("--onefile", action="store_true", default=None, help="one file in place of a folder")
    build.add_argument(
        "--include", action="append", metavar="PATH", help="a file, a folder or a pattern to take in; again for more"
    )
    build.add_argument(
        "--hidden-import", action="append", metavar="MODULE", help="a module to take in that no import names; again"
    )
    build.add_argument("--output", metavar="DIR", help="where the result goes (default: dist)")
    build.add_argument("--dry-run", action="store_true", help="say what would go in, and make nothing")
    build.add_argument(
        "--online", action="store_true", default=None, help="no copies of what the page fetches; it may reach the web"
    )
    build.add_argument(
        "--go-on", action="store_true", help="go on, without a question, where something could not be fetched"
    )
    spec = build.add_mutually_exclusive_group()
    spec.add_argument(
        "--write-spec", metavar="FILE", help="write the PyInstaller spec, to be changed, and make nothing"
    )
    spec.add_argument("--spec", metavar="FILE", help="build by a spec that --write-spec has written")


def _add_vendor(commands: Any) -> None:
    vendor = commands.add_parser(
        "vendor",
        help="keep copies of what the app's page fetches from other hosts",
        description="Keep copies of the style sheets, scripts and fonts that an app's page fetches from other hosts, "
        "in the folder `vendored` beside the app, with a lock file of their addresses and hashes. A build uses them, "
        "and needs no network then.",
    )
    vendor.add_argument("app", metavar="APP", help="app.py, or app.py:name")
    vendor.add_argument("--refresh", action="store_true", help="fetch all of them anew")
