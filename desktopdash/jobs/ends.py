"""How jobs end: told to `on_error` where the function could not, logged, cached, written down, told to the page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from ..records import replace
from .around import Surroundings
from .execution import end_without_function
from .ledger import Ledger
from .live import LiveJob
from .record import Ending, described


class Ends:
    """Tells ends. Whoever calls has been granted the end of the job; see `LiveJob.begin_end`.

    Args:
        ledger: where they are written.
        around: see `Surroundings`.
        expire_s: seconds after which a cached answer that is not used is forgotten; None: never.
        after: called with each job that has ended.
    """

    def __init__(
        self, ledger: Ledger, around: Surroundings, expire_s: float | None, after: Callable[[LiveJob], None]
    ) -> None:
        self._ledger = ledger
        self._around = around
        self._expire_s = expire_s
        self._after = after

    def finish(self, live: LiveJob, ending: Ending) -> None:
        """Tell an end; an error that `on_error` has not seen is shown to it first, in a thread of its own."""
        if ending.cause is None or (live.spec.on_error is None and live.default is None):
            self.note(live, ending)
        else:
            threading.Thread(target=self._ask_handler, args=(live, ending), name="job-end", daemon=True).start()

    def _ask_handler(self, live: LiveJob, ending: Ending) -> None:
        assert ending.cause is not None
        reporter = _EndReporter(self._ledger, live)
        try:
            with self._around.serving():
                found = end_without_function(live.spec, live.default, live.order, reporter, ending.cause, ending.state)
        except BaseException as error:  # noqa: BLE001  whatever it raised, the job has an end
            found = Ending(ending.state, error=described(error, live.spec.label))
        self.note(live, replace(ending, answer=found.answer, error=found.error, cause=None))

    def note(self, live: LiveJob, ending: Ending) -> None:
        """Tell an end without asking anybody."""
        if ending.cause is not None:
            ending = replace(ending, error=described(ending.cause, live.spec.label))
        self._log(ending)
        if live.cache_key is not None and ending.state == "done" and ending.answer is not None:
            key, answer = live.cache_key, ending.answer
            self._ledger.ask(lambda: self._ledger.store.cache(key, answer, self._expire_s), None)
        with live.lock:
            ended = {"state": ending.state, "ended_at": time.time(), "exit_code": ending.exit_code, "why": ending.why}
            live.record = live.record.but(**ended)
            live.over_at = time.monotonic()
            live.over.set()
            self._ledger.append(live, "end", ending.told(self._around.debug()))
            self._ledger.put_held(live)
        self._after(live)
        self._notify(live, ending)

    def _notify(self, live: LiveJob, ending: Ending) -> None:
        """Tell the person who may be elsewhere; who has cancelled it knows."""
        background, tell = live.spec.background, self._around.tell_end
        if tell is not None and background is not None and background.notify and ending.state != "cancelled":
            tell(live.record.page, live.spec.label, ending.state, background.notify)

    def _log(self, ending: Ending) -> None:
        error = ending.error
        if error is not None and ending.state != "cancelled":
            trace = error.get("traceback") or f"{error['type']}: {error['message']}"
            self._around.logger.error("Callback %s failed\n%s", error["callback"], trace.rstrip("\n"))


class _EndReporter:
    """Takes what `on_error` sets beside its answer, behind the job's own events."""

    def __init__(self, ledger: Ledger, live: LiveJob) -> None:
        self._ledger = ledger
        self._live = live

    def tell(self, kind: str, more: bytes) -> None:
        """See `Reporter`."""
        self._ledger.append(self._live, kind, more)

    def is_cancelled(self) -> bool:
        """See `Reporter`: the job has ended."""
        return True
