"""The half of an app that the desktop sees: functions that the page may call, the window, the end."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from ..desktop.api import Desktop
from ..server.push import Streams
from .exits import ExitHooks
from .link import AppLink


class DesktopSide(ABC):
    """See the module.

    Args:
        streams: gives the app's streams.
        logger: where failures are told.

    Attributes:
        link: see `AppLink`.
        desktop: what the desktop can be asked for; see `desktopdash.desktop`.
    """

    def __init__(self, streams: Callable[[], Streams], logger: logging.Logger) -> None:
        self.link = AppLink(streams, logger)
        self.desktop = Desktop(lambda: self.link)
        self._exit_hooks = ExitHooks(logger)

    @property
    @abstractmethod
    def window_title(self) -> str | None:
        """The title of its window; None: the app's."""

    def expose(
        self, function: Callable[..., Any] | None = None, *, name: str | None = None, parallel: bool = False
    ) -> Any:
        """Let the page call a function: `await desktop.call("save", 1, "a")`. A decorator, with or without arguments.

        The arguments are checked against its parameters and their plain annotations (bool, int, float, str, list,
        dict, None and unions of them); what it returns goes to the page as JSON.

        Args:
            function: it; may be `async`.
            name: what the page calls it; the function's own name by default.
            parallel: whether its calls run side by side, each in a thread. Else the calls of a page run one after the
                other, in their order.

        Raises:
            IncorrectTypeException: it is no function, its name is private, or another has that name.
        """
        if function is None:
            return lambda given: self.expose(given, name=name, parallel=parallel)
        self.link.exposed.add(function, name, parallel)
        return function

    def on_exit(self, function: Callable[[], Any]) -> Callable[[], Any]:
        """Call a function once when the app ends, however it is asked to: a decorator.

        All of them together have `EXIT_HOOKS_S` seconds.
        """
        self._exit_hooks.add(function)
        return function

    def run_exit_hooks(self) -> None:
        """Call what `on_exit` was given; at the second time nothing."""
        self._exit_hooks.run()
