"""The end of an app: what `app.on_exit` was given, once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, Final

from ..callbacks.awaiting import finished

EXIT_HOOKS_S: Final = 2.0
"""Seconds that the functions of `on_exit` have, all together. Both together stay below the shell's patience."""
KEPT_JOBS_S: Final = 1.5
"""Seconds that jobs with `on_exit="keep"` get to end by themselves."""


class ExitHooks:
    """See the module.

    Args:
        logger: where failures are told.
    """

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger
        self._functions: list[Callable[[], Any]] = []
        self._lock = threading.Lock()

    def add(self, function: Callable[[], Any]) -> None:
        """Call a function at the end."""
        with self._lock:
            self._functions.append(function)

    def run(self) -> None:
        """Call them, the last one first, each once; gives up after `EXIT_HOOKS_S`."""
        with self._lock:
            functions, self._functions = self._functions[::-1], []
        if not functions:
            return
        thread = threading.Thread(target=self._run, args=(functions,), name="on-exit", daemon=True)
        thread.start()
        thread.join(EXIT_HOOKS_S)
        if thread.is_alive():
            self._logger.error("the functions of on_exit took more than %g s; the app ends without them", EXIT_HOOKS_S)

    def _run(self, functions: list[Callable[[], Any]]) -> None:
        for function in functions:
            try:
                finished(function())
            except BaseException:
                name = getattr(function, "__qualname__", repr(function))
                self._logger.exception("%s, which on_exit was given, failed", name)
