"""What every group of figures is measured with."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

from .figures import in_turn
from .pages import loaded_ms, opened
from .sides import Server, Side, serving

NAMES = ("ours", "dash")


@dataclass(frozen=True)
class Bench:
    """One run.

    Attributes:
        ours: desktopdash.
        dash: Dash from PyPI.
        playwright: drives windows.
        browser: the one in which both are.
        folder: an empty one.
        scale: a factor on repeats.
    """

    ours: Side
    dash: Side
    playwright: Playwright
    browser: Browser
    folder: Path
    scale: float = 1.0

    def times(self, repeats: int) -> int:
        """How often something is to be repeated."""
        return max(1, round(repeats * self.scale))

    def side(self, name: str) -> Side:
        return self.ours if name == "ours" else self.dash

    @contextlib.contextmanager
    def served(self, app: str, names: tuple[str, ...] = NAMES, **more: str) -> Iterator[dict[str, Server]]:
        """Serve an app by both sides at once."""
        with contextlib.ExitStack() as stack:
            yield {name: stack.enter_context(serving(self.side(name), app, self.folder, **more)) for name in names}

    @contextlib.contextmanager
    def pages(self, app: str, holds: str, names: tuple[str, ...] = NAMES, **more: str) -> Iterator[dict[str, Page]]:
        """An app by both sides, loaded until it holds what a JavaScript function looks for."""
        with self.served(app, names, **more) as servers, contextlib.ExitStack() as stack:
            yield {name: stack.enter_context(opened(self.browser, one.url, holds)) for name, one in servers.items()}

    def in_turn(
        self, pages: dict[str, Page], measure: Callable[[Page], float], repeats: int, warm: int = 1
    ) -> dict[str, list[float]]:
        """What is measured in open pages, in turn."""
        measures = {name: partial(measure, page) for name, page in pages.items()}
        return in_turn(measures, self.times(repeats), warm)

    def loads(self, servers: dict[str, Server], holds: str, repeats: int, warm: int = 1) -> dict[str, list[float]]:
        """Milliseconds of page loads in turn, until they hold what a JavaScript function looks for."""

        def load(server: Server) -> Callable[[], float]:
            def measure() -> float:
                with opened(self.browser, server.url, holds) as page:
                    return loaded_ms(page)

            return measure

        return in_turn({name: load(server) for name, server in servers.items()}, self.times(repeats), warm)
