"""`desktopdash vendor`: copies of what the page fetches from other hosts, beside the app."""

from __future__ import annotations

import sys

from ..server.lock import FOLDER_NAME
from ..shell.loader import AppSpec
from . import report
from .contents import find_contents
from .errors import BuildError
from .inspect_app import inspect
from .offline import keep_copies
from .tools import check_tools


def vendor(spec: AppSpec, refresh: bool) -> int:
    """Run the command; returns its exit code: 1 where something is missing."""
    folder = spec.path.parent
    try:
        check_tools(builds=False)
        facts = inspect(spec)
        collected = keep_copies(
            facts, find_contents(spec, facts), folder, refresh, lambda line: print(line, file=sys.stderr)
        )
    except BuildError as error:
        print(error.problem.as_text(), file=sys.stderr)
        return 1
    if collected.files or collected.missing:
        print(
            f"{collected.files} copies in {folder / FOLDER_NAME}, {report.size_text(collected.size)}: "
            f"{len(collected.fetched)} fetched, {len(collected.kept)} there already."
        )
    else:
        print("The page fetches nothing from other hosts.")
    lines = [f"{one.url}: {one.reason}; named by {', '.join(one.named_by[:3])}" for one in collected.missing]
    if lines:
        print(report.list_text("Not copied:", lines), file=sys.stderr)
    return 1 if lines else 0
