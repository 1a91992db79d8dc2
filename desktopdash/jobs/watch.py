"""What happens to jobs as time goes by: time-outs, pages that broke off, results that nobody needs any more."""

from __future__ import annotations

import logging
import threading
import time
from typing import Final, Protocol

from .around import Surroundings
from .ledger import Ledger
from .live import LiveJob
from .store import HOLDER_ALIVE_S, KEEP_EVENTS_S

KEEP_DELIVERED_S: Final = 30.0
"""So long the events of a job are kept after its page was told its end."""
MOST_KEPT_BYTES: Final = 256 * 2**20
"""Results that nobody has fetched are kept up to so many bytes, the newest first."""
GONE_S: Final = 60.0
"""A page that has neither listened nor asked for so long is gone."""
_log: Final = logging.getLogger("desktopdash.jobs")
_SHARED_TICK_S: Final = 0.25
_TICK_S: Final = 5.0


class Watched(Protocol):
    """The jobs, as their watch sees them."""

    def held(self) -> list[LiveJob]:
        """Return all jobs of this process, oldest first."""

    def time_out(self, live: LiveJob) -> None:
        """End a job whose time is over."""

    def page_gone(self, live: LiveJob) -> None:
        """End a job whose page is gone, and that is not to go on."""

    def cancel_held(self, live: LiveJob) -> bool:
        """End a job that another process was asked to cancel."""

    def forget(self, live: LiveJob) -> None:
        """Drop a job that has ended, and its events."""


class Watch:
    """One thread, which sleeps while there is nothing to wait for.

    Args:
        jobs: what it watches.
        ledger: their store.
        around: see `Surroundings`.
        keep_s: so long what a job came to is kept for a page that has not fetched it.
    """

    def __init__(self, jobs: Watched, ledger: Ledger, around: Surroundings, keep_s: float = KEEP_EVENTS_S) -> None:
        self._jobs = jobs
        self._ledger = ledger
        self._holder = around.holder
        self._is_listening = around.is_listening
        self._is_shared = around.is_shared
        self._keep_s = keep_s
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._beat_at = float("-inf")
        self._generation = 0

    def wake(self) -> None:
        """Look again: a job began or ended."""
        with self._changed:
            self._generation += 1
            if self._thread is None and not self._is_closed:
                self._thread = threading.Thread(target=self._run, name="desktopdash-jobs", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _run(self) -> None:
        while not self._is_closed:
            seen = self._generation
            pause_s = self._looked()
            with self._changed:
                if seen == self._generation and not self._is_closed:
                    self._changed.wait(pause_s)

    def _looked(self) -> float | None:
        try:
            return self.look(time.monotonic())
        except Exception:  # noqa: BLE001  without this thread no job would time out any more
            _log.exception("The long callbacks' clock made a mistake and goes on")
            return _TICK_S

    def look(self, now: float) -> float | None:
        """Do what is due; returns the seconds until the next look, None: until something changes."""
        held = self._jobs.held()
        running = [live for live in held if not live.over.is_set()]
        for live in running:
            self._look_at(live, now)
        self._forget([live for live in held if live.over.is_set()], now)
        if running:
            self.beat(now)
        return self._pause(now, running, bool(held))

    def beat(self, now: float) -> None:
        """Say that this process lives, where others may ask and it has not said so lately."""
        if self._is_shared and now - self._beat_at > HOLDER_ALIVE_S / 3:
            self._ledger.ask(lambda: self._ledger.store.beat(self._holder), None)
            self._beat_at = now

    def _look_at(self, live: LiveJob, now: float) -> None:
        if live.deadline is not None and live.deadline <= now:
            self._jobs.time_out(live)
        elif self._is_shared and self._ledger.ask(lambda: self._ledger.store.asked_cancel(live.id), False):
            self._jobs.cancel_held(live)
        elif live.record.on_leave == "cancel" and live.record.page:
            if self._is_listening(live.record.page):
                live.heard_at = now
            elif now - live.heard_at > GONE_S:
                self._jobs.page_gone(live)

    def _forget(self, over: list[LiveJob], now: float) -> None:
        kept = 0
        for live in reversed(over):
            kept += live.size()
            age_s = now - (live.over_at or now)
            keep_s = min(KEEP_DELIVERED_S, self._keep_s) if live.is_delivered else self._keep_s
            if age_s > keep_s or kept > MOST_KEPT_BYTES:
                self._jobs.forget(live)

    def _pause(self, now: float, running: list[LiveJob], has_any: bool) -> float | None:
        if self._is_shared and running:
            return _SHARED_TICK_S
        due = [live.deadline - now for live in running if live.deadline is not None]
        if any(live.record.on_leave == "cancel" for live in running) or has_any:
            due.append(_TICK_S)
        return max(0.0, min(due)) if due else None
