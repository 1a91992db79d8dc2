"""What `async def` functions come to. The one place that knows asyncio, and loads it only for the first of them."""

from __future__ import annotations

import importlib
from collections.abc import Awaitable
from typing import Any


def finished(value: Any) -> Any:
    """Return what a function of the user's returned; what it comes to where that is awaitable.

    Each call has an event loop of its own, in the caller's thread and with its context variables; it ends with the
    function, and with it the tasks that the function left behind.

    Raises:
        RuntimeError: the function was cancelled.
    """
    if not isinstance(value, Awaitable):
        return value
    asyncio = importlib.import_module("asyncio")
    try:
        result, error = asyncio.run(_outcome(value))
    except asyncio.CancelledError as cancelled:
        raise RuntimeError("the async function was cancelled, by itself or by a task it awaited") from cancelled
    if error is not None:
        _raise(error)
    return result


async def _outcome(awaitable: Awaitable[Any]) -> tuple[Any, BaseException | None]:
    """Carry an exception past the event loop, whose frames would come into its traceback."""
    try:
        return await awaitable, None
    except (Exception, SystemExit) as error:  # noqa: BLE001  raised again by `_raise`
        return None, error


def _raise(error: BaseException) -> None:
    """Raise an exception without changing what it was raised during."""
    context = error.__context__
    try:
        raise error
    finally:
        error.__context__ = context
