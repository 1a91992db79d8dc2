"""Starts of packaged programs that a test need not clear away."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Playwright

from .launched import Started
from .network import Network


class Start(Protocol):
    """Starts a program; see `Started` for what can be said."""

    def __call__(self, program: Path, *words: str, **more: Any) -> Started: ...


@contextlib.contextmanager
def make_start(folder: Path, playwright: Playwright, *, is_alone: bool = True) -> Iterator[Start]:
    """Give a function that starts programs in a network that leads nowhere. All starts are one person's.

    Args:
        folder: where this person's files are.
        playwright: drives the windows.
        is_alone: whether it fails where this user cannot make such a network, as in a container; else they share ours.
    """
    started: list[Started] = []
    with contextlib.ExitStack() as ends:
        network = None
        with contextlib.nullcontext() if is_alone else contextlib.suppress(PermissionError):
            network = ends.enter_context(contextlib.closing(Network()))

        def start(program: Path, *words: str, **more: Any) -> Started:
            found = Started(program, folder, playwright, words=words, **{"network": network, **more})
            started.append(found)
            return found

        ends.callback(lambda: [found.end() for found in started])
        yield start
