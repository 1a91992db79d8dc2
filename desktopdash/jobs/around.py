"""What jobs need of the app that they belong to."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeAlias

from ..records import dataclass, field
from .store import KEEP_EVENTS_S

Deliver: TypeAlias = Callable[[str, str, int, bytes], bool]
"""Tells a page (its id, the job's id, the event's number, its text); False where it does not listen."""

Ask: TypeAlias = Callable[[str, str, dict[str, Any], float | None], Any]
"""Asks for an operation for a page: the page, the operation's name, its arguments, seconds to wait."""


@dataclass(frozen=True, slots=True)
class JobOptions:
    """What a manager says of its jobs.

    Attributes:
        cache_by: the manager's functions; None where nothing is cached.
        expire_s: seconds after which a cached answer that is not used is forgotten; None: never.
        writes_events: False where the workers write into the store themselves.
        keep_s: so long what a job came to is kept for a page that has not fetched it.
    """

    cache_by: Sequence[Callable[[], Any]] | None = None
    expire_s: float | None = None
    writes_events: bool = True
    keep_s: float = KEEP_EVENTS_S


@dataclass(frozen=True, slots=True)
class Surroundings:
    """See the module.

    Attributes:
        deliver: tells a page; see `Deliver`.
        is_listening: tells whether a page listens to a stream.
        debug: tells whether pages are shown tracebacks.
        serving: makes the app the one that `get_app` finds.
        logger: where failures are told.
        holder: the name of this process in the store.
        is_shared: whether other processes serve the same app, and look into the same store.
        ask: asks the desktop, or a page, for a job; None where there is none.
        tell_end: posts a notification for a page that its callback (the label) has ended in a state, with the text that
            is to stand in it, True for one of our own.
        failed: when which store failed last; all managers of an app share it, as they may share a folder.
    """

    deliver: Deliver
    is_listening: Callable[[str], bool]
    debug: Callable[[], bool]
    serving: Callable[[], AbstractContextManager[Any]]
    logger: logging.Logger
    holder: str
    is_shared: bool = False
    ask: Ask | None = None
    tell_end: Callable[[str, str, str, str | bool], None] | None = None
    failed: dict[str, float] = field(default_factory=dict)
