"""The long callbacks of an app: which manager runs which, where it keeps them, whom it tells."""

from __future__ import annotations

import secrets
import sys
import threading
import time
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from ..callbacks.background import Background
from ..callbacks.binding import slot_of
from ..callbacks.context import Call
from ..desktop.calls import called_by
from ..errors import DesktopError
from ..jobs.around import Surroundings
from ..jobs.jobs import Jobs
from ..jobs.live import LiveJob
from ..jobs.managers import BaseManager, DiskcacheManager, Home
from ..jobs.record import JobRecord
from ..jobs.store import JobStore
from ..jobs.worker import Launch
from ..processes.pipes import own_command
from ..profile.folder import profile_folder
from ..records import asdict
from .origin import Origin

if TYPE_CHECKING:
    from .serving import ServedApp

_MOST_STREAMED_BYTES: Final = 64_000
"""A longer event is fetched: the stream is for what is short."""


class JobDesk:
    """See `server.site.Desk`. Managers are opened when the first job or page asks for them.

    Args:
        app: the app.
        manager: its own manager; None: a default one, in the app's profile folder.
        origin: how workers load the app; None: they do not, and are sent what they are to run.
    """

    def __init__(self, app: ServedApp, manager: BaseManager | None, origin: Origin | None) -> None:
        self._app = app
        self._manager = manager or DiskcacheManager()
        self._origin = origin
        self._open: dict[int, Jobs] = {}
        self._lock = threading.Lock()
        self._is_closed = False
        self._holder = secrets.token_hex(8)
        self._stores: dict[Path, JobStore] = {}
        self._failed: dict[str, float] = {}

    def start(self, call: Call, page: str, body: bytes) -> LiveJob | bytes | None:
        """See `Desk`."""
        background = call.spec.background
        assert background is not None
        # Without a page nobody knows whose second call it is.
        slot = slot_of(call.spec, call.targets, call.reads) if page else secrets.token_hex(8)
        return self._jobs(background).start(call, self._app.registry.on_error, page, slot, body)

    def events(self, page: str, job: str, after: int) -> list[bytes] | None:
        """See `Desk`."""
        for jobs in self._all():
            found = jobs.events(page, job, after)
            if found is not None:
                return found
        return None

    def cancel(self, page: str, job: str) -> Literal["cancelled", "ended", "unknown"]:
        """See `Desk`."""
        answers = (jobs.cancel(page, job) for jobs in self._all())
        return next((answer for answer in answers if answer != "unknown"), "unknown")

    def claim(self, page: str, left: Mapping[str, Collection[str]], lost: Iterable[str]) -> list[dict[str, Any]]:
        """See `Desk`."""
        maybe = list(lost)
        for old in left:
            self._app.streams.leave(old)
        return [taken for jobs in self._all() for taken in jobs.claim(page, left, maybe)]

    def leave(self, page: str) -> None:
        """See `Desk`."""
        for jobs in self._all():
            jobs.leave(page)

    def record(self, job: str) -> JobRecord | None:
        """Return what is known of a job, for a look inside; None where there is none, or no more."""
        return next((record for jobs in self._all() if (record := jobs.record(job)) is not None), None)

    def warm(self) -> None:
        """See `Desk`."""
        for jobs in self._all():
            jobs.warm()

    def close(self, patience_s: float = 0.0) -> None:
        """Cancel all jobs, but let those that are to be kept end within `patience_s` seconds, and end the workers."""
        with self._lock:
            self._is_closed = True
            opened = list(self._open.values())
        deadline = time.monotonic() + patience_s
        for jobs in opened:
            jobs.close(max(0.0, deadline - time.monotonic()))

    def _all(self) -> list[Jobs]:
        """The jobs of every manager that the app's callbacks have."""
        return [self._jobs(spec.background) for spec in _one_each(self._app)]

    def _jobs(self, background: Background) -> Jobs:
        manager = background.manager or self._manager
        with self._lock:
            if id(manager) not in self._open:
                opened = self._open[id(manager)] = manager.open(self._home())
                if self._is_closed:  # a last request: its job ends at once
                    opened.close()
            return self._open[id(manager)]

    def _home(self) -> Home:
        app = self._app
        around = Surroundings(
            deliver=self._deliver,
            is_listening=self._is_listening,
            debug=lambda: app.debug,
            serving=app.serving,
            logger=app.logger,
            holder=self._holder,
            is_shared=not app.pushes,
            failed=self._failed,
            ask=self._ask,
            tell_end=self._tell_end,
        )
        return Home(self._folder, self._launch, around, self._stores)

    def _ask(self, page: str, name: str, args: dict[str, Any], timeout_s: float | None) -> Any:
        """Ask the desktop or a page for a job in another process."""
        link = self._app.link
        if name == "notify" and (on_click := args.pop("on_click", None)) is not None:
            link.watch_note(args["note"], on_click)
        with called_by(page):
            return link.ask(name, args, timeout_s)

    def _tell_end(self, page: str, label: str, state: str, text: str | bool) -> None:
        """See `Surroundings`; in a thread: the desktop may take its time."""
        words = {"done": "is done", "timed_out": "took too long", "lost": "was lost"}.get(state, "failed")
        own = text if isinstance(text, str) and state == "done" else f"{label.partition(' (')[0]} {words}"

        def tell() -> None:
            try:
                title = self._app.window_title or str(getattr(self._app, "title", ""))
                with called_by(page):
                    self._app.desktop.notify(title, own, unfocused=True)
            except DesktopError as error:
                self._app.logger.info("no notification about the end of %s: %s", label, error)

        threading.Thread(target=tell, name="job-note", daemon=True).start()

    def _launch(self) -> Launch:
        load = {} if self._origin is None else asdict(self._origin)
        return Launch(
            own_command("_worker"), {**load, "sys_path": [part for part in sys.path if isinstance(part, str)]}
        )

    def _folder(self) -> Path | None:
        opened, origin = self._app.profile, self._origin
        if opened is not None:
            return opened.folder / "jobs"
        place = None if origin is None else origin.path or origin.module
        return profile_folder(place, self._app.config.name) / "jobs"

    def _is_listening(self, page: str) -> bool:
        stream = self._app.streams.find(page)
        return stream is not None and stream.is_listened()

    def _deliver(self, page: str, job: str, number: int, text: bytes) -> bool:
        stream = self._app.streams.find(page) if self._app.pushes else None
        if stream is None:
            return False
        is_short = len(text) <= _MOST_STREAMED_BYTES
        what = b'"event":' + text if is_short else b'"number":%d' % number
        stream.send("job", f'{{"job":"{job}",{what.decode()}}}')
        return is_short and stream.is_listened()  # a long one is delivered when it is fetched


def _one_each(app: ServedApp) -> list[Any]:
    """One callback for each manager that the app's long callbacks have."""
    found = {id(spec.background.manager): spec for spec in app.registry if spec.background is not None}
    return list(found.values())
