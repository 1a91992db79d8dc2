"""The end of the app for its jobs: cancelled, or kept by their policy."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping

from .executor import Executor
from .live import LiveJob


def end_all(
    held: Collection[LiveJob],
    executors: Mapping[str, Executor],
    end: Callable[[LiveJob], None],
    patience_s: float,
) -> set[str]:
    """End jobs; returns the ids of those that go on without the app.

    Args:
        held: them.
        executors: what runs them, by `executor=`.
        end: cancels one that has not ended.
        patience_s: seconds that jobs with `on_exit="keep"` get to end by themselves, all together.
    """
    kept = [live for live in held if _is_kept(live)]
    for live in held:
        if live not in kept:
            end(live)
    beyond = {name for name, executor in executors.items() if executor.outlives}
    outliving = {live.id for live in kept if executor_of(live) in beyond}
    deadline = time.monotonic() + patience_s
    for live in kept:
        if live.id not in outliving:
            live.over.wait(max(0.0, deadline - time.monotonic()))
            end(live)
    return outliving


def executor_of(live: LiveJob) -> str:
    """The name of what runs a job."""
    background = live.spec.background
    return background.executor if background else "process"


def _is_kept(live: LiveJob) -> bool:
    background = live.spec.background
    return background is not None and background.on_exit == "keep" and not live.over.is_set()
