"""Calls of exposed functions: in the order in which their page made them, each with its own answer.

Calls of one page run one after the other; one whose function was exposed with `parallel=True` begins in its turn and
does not hold up those behind it. A call that was taken is run, whether or not its page is still there to hear the
answer.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeAlias

from ..errors import DesktopError
from ..protocol.codec import decode
from .exposed import ExposedFunction, ExposedFunctions

Reply: TypeAlias = Callable[[str | None, dict[str, str] | None], None]
"""Takes the answer: JSON, or `{"code", "message"}`."""

MOST_WAITING: Final = 10_000
"""Calls of one page; the next is refused."""
MOST_PARALLEL: Final = 64

_page: ContextVar[str | None] = ContextVar("desktopdash_calling_page", default=None)


def calling_page() -> str | None:
    """The page whose call of an exposed function runs here; None where none does."""
    return _page.get()


class CallQueue:
    """See the module.

    Args:
        functions: the table.
        failed: told what a function raised, for the log.
    """

    def __init__(self, functions: ExposedFunctions, failed: Callable[[str, BaseException], None]) -> None:
        self._functions = functions
        self._failed = failed
        self._waiting: dict[str, deque[tuple[Any, Reply]]] = {}
        self._parallel = threading.BoundedSemaphore(MOST_PARALLEL)
        self._lock = threading.Lock()

    def put(self, page: str, text: str | bytes, reply: Reply) -> None:
        """Take a call.

        Args:
            page: who calls.
            text: JSON, `{"name": "save", "args": [1, "a"]}`.
            reply: takes the answer, in a thread of the queue's.
        """
        reply = self._careful(reply)
        with self._lock:
            mine = self._waiting.get(page)
            is_new = mine is None
            if mine is None:
                mine = self._waiting[page] = deque()
            is_full = len(mine) >= MOST_WAITING
            if not is_full:
                mine.append((text, reply))
        if is_full:
            reply(None, {"code": "invalid", "message": f"{MOST_WAITING} calls wait already; await some of them first"})
        elif is_new:
            threading.Thread(target=self._work, args=(page, mine), name="exposed-calls", daemon=True).start()

    def _careful(self, reply: Reply) -> Reply:
        """A reply that raises costs its own answer, and none of those behind it."""

        def answer(text: str | None, error: dict[str, str] | None) -> None:
            try:
                reply(text, error)
            except Exception as failure:  # noqa: BLE001  told; the queue goes on
                self._failed("the answer to a call", failure)

        return answer

    def _work(self, page: str, mine: deque[tuple[Any, Reply]]) -> None:
        while True:
            with self._lock:
                if not mine:
                    del self._waiting[page]
                    return
                text, reply = mine.popleft()
            self._begin(page, text, reply)

    def _begin(self, page: str, text: str | bytes, reply: Reply) -> None:
        try:
            function, args = self._read(text)
        except DesktopError as error:
            reply(None, error.told())
            return
        if function.parallel and self._parallel.acquire(blocking=False):
            thread = threading.Thread(target=self._run_beside, args=(page, function, args, reply), daemon=True)
            thread.name = f"exposed-{function.name}"
            thread.start()
        else:
            self._run(page, function, args, reply)

    def _read(self, text: str | bytes) -> tuple[ExposedFunction, list[Any]]:
        try:
            call = decode(text.encode() if isinstance(text, str) else text)
            name, args = call["name"], call["args"]
        except (ValueError, KeyError, TypeError) as error:
            raise DesktopError("invalid", f'a call is {{"name", "args"}}; found something else ({error})') from error
        if not isinstance(args, list):
            raise DesktopError("invalid", f"the arguments of a call are a list; found {type(args).__name__}")
        return self._functions.find(name), args

    def _run_beside(self, page: str, function: ExposedFunction, args: list[Any], reply: Reply) -> None:
        try:
            self._run(page, function, args, reply)
        finally:
            self._parallel.release()

    def _run(self, page: str, function: ExposedFunction, args: list[Any], reply: Reply) -> None:
        try:
            with called_by(page):
                answer = function.run(args)
        except DesktopError as error:
            if error.code == "failed":
                self._failed(function.name, error.__cause__ or error)
            reply(None, error.told())
        except BaseException as error:  # noqa: BLE001  a SystemExit of the user's: the caller is told, the queue goes on
            self._failed(function.name, error)
            reply(None, {"code": "failed", "message": f"{type(error).__name__}: {error}"})
        else:
            reply(answer, None)


@contextmanager
def called_by(page: str) -> Iterator[None]:
    """Make a page the one that calls."""
    token = _page.set(page)
    try:
        yield
    finally:
        _page.reset(token)
