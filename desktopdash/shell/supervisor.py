"""The life of a shell: a view, a runtime behind it, and what happens to both.

Everything that happens is an event in one queue, read by one thread. Nothing is polled.
"""

from __future__ import annotations

import logging
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ..protocol.pipe import Answer, Ask, Failed, Ready, Starting, Stopped
from ..protocol.problem import Problem
from ..records import dataclass, replace
from . import problems
from .arguments import RuntimeArguments
from .events import (
    Broken,
    Changed,
    Closed,
    Equipped,
    Event,
    Gone,
    PageDied,
    Restart,
    Retry,
    Runtime,
    Said,
    Shown,
    Signalled,
    View,
    Watcher,
)
from .late import load_trees, write_report
from .patience import Patience

EXIT_OK: Final = 0
EXIT_PROBLEM: Final = 1

_log: Final = logging.getLogger("desktopdash.shell")


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds that each step of the start and of the stop may take, and to wait before what has crashed is started
    again: after the first time, the second and so on.
    """

    window_s: float = 20.0
    hello_s: float = 20.0
    stop_s: float = 4.4
    kill_s: float = 0.4
    close_s: float = 0.5
    restart_s: tuple[float, ...] = (0.2, 1.0, 2.0, 4.0)
    page_s: tuple[float, ...] = (0.0, 0.5, 2.0)


class Supervisor:
    """Starts, watches, restarts and ends a runtime under a view.

    Args:
        view: what shows the app.
        runtime: what serves it first.
        restart: makes the runtime for each later start from its arguments.
        arguments: those of the first runtime.
        watcher: the app's folder, when it is to be reloaded on changes.
        deadlines: how long each step may take.
    """

    def __init__(
        self,
        view: View,
        runtime: Runtime,
        restart: Callable[[RuntimeArguments], Runtime],
        arguments: RuntimeArguments,
        watcher: Watcher | None = None,
        deadlines: Deadlines | None = None,
    ) -> None:
        self.exit_code: int | None = None
        self._view = view
        self._runtime = runtime
        self._restart = restart
        self._arguments = arguments
        self._watcher = watcher
        self._deadlines = deadlines or Deadlines()
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._is_shown = False
        self._has_spoken = False
        self._url: str | None = None
        self._problem: Problem | None = None
        self._equipped: Equipped | None = None
        self._ready: Ready | None = None
        self._early: list[Event] = []
        self._has_served: Runtime | None = None
        self._is_down = False
        self._crashes = Patience(self._deadlines.restart_s)
        self._page_deaths = Patience(self._deadlines.page_s)

    def post(self, event: Event) -> None:
        """Tell what happened; from any thread, at any time."""
        match event:
            # There are many of these, and none is a matter of life.
            case Said(runtime, Ask() | Answer() as message) if self._equipped is not None:
                self._equipped.talk.hear(runtime, message)
            case _:
                self._events.put(event)

    def run(self) -> int:
        """Live from the start to the end; returns the exit code."""
        try:
            self.start()
            self._pump(lambda: False, None)
        finally:
            self.stop()
        return EXIT_OK if self.exit_code is None else self.exit_code

    def start(self) -> None:
        """The start, in order: runtime begun, view on screen, runtime alive.

        The import has no deadline: the view shows how long it has taken so far.
        """
        deadlines = self._deadlines
        self._launch()
        if self._watcher is not None:
            self._watcher.start(self.post)
        if not self._pump(lambda: self._is_shown, deadlines.window_s):
            self._end(EXIT_PROBLEM, f"no window after {deadlines.window_s:.0f} seconds")
        load_trees()  # for the end, which has no time to lose
        if not self._pump(lambda: self._has_spoken or self._problem is not None, deadlines.hello_s):
            self._fail(problems.runtime_silent(deadlines.hello_s))

    def stop(self) -> None:
        """The end, however it was asked for: watcher, view, runtime, orphans, each within its deadline."""
        deadlines = self._deadlines
        try:
            if self._watcher is not None:
                self._watcher.stop()
            self._view.close()
        finally:
            try:
                self._runtime.ask_stop("failed" if self._problem else "closed")
                self._runtime.wait(deadlines.stop_s)
            finally:
                self._runtime.kill(deadlines.kill_s)
        self._view.wait_closed(deadlines.close_s)

    def _pump(self, until: Callable[[], bool], timeout_s: float | None) -> bool:
        """Take events until `until` or the end; False when `timeout_s` seconds went by before."""
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        while self.exit_code is None and not until():
            left = None if deadline is None else max(0.0, deadline - time.monotonic())
            try:
                event = self._events.get(timeout=left)
            except queue.Empty:
                return False
            self._take(event)
        return True

    def _take(self, event: Event) -> None:
        match event:
            case Said(runtime, Ask() | Answer()):  # asked before there was anybody to ask
                self._early.append(event) if self._equipped is None else self.post(event)
            case Said(runtime, message) if runtime is self._runtime:
                self._hear(message)
            case Gone(runtime, int(returncode)) if runtime is self._runtime:
                self._lose(returncode)
            case Gone(_, None):
                self._end(EXIT_PROBLEM, "the process that called app.run() is gone")
            case Broken(problem):
                print(problem.as_text(), file=sys.stderr, flush=True)
                self._end(EXIT_PROBLEM)
            case Closed():
                self._end(EXIT_PROBLEM if self._problem or self._is_down else EXIT_OK)
            case Signalled(number):
                self._end(128 + number)
            case Retry() if self._problem is not None:
                self._crashes.forget()
                self._view.show_start()
                self._relaunch()
            case Restart(runtime) if runtime is self._runtime:
                self._relaunch()
            case _:
                self._take_of_view(event)

    def _take_of_view(self, event: Event) -> None:
        match event:
            case Shown():
                self._is_shown = True
            case Equipped() as equipped:
                self._equipped = equipped
                self._join()
                for said in self._early:
                    self.post(said)
            case PageDied(how):
                self._revive(how)
            case Changed(paths):
                self._follow(paths)

    def _hear(self, message: object) -> None:
        self._has_spoken = True
        match message:
            case Ready() as app:
                self._url, self._problem, self._has_served = app.url, None, self._runtime
                self._is_down = False
                _log.info("the app answers")
                self._ready = app
                self._join()
                self._view.show_app(app)
            case Failed(problem):
                self._fail(problem)
            case Stopped():
                self._end(EXIT_OK)
            case Starting():
                pass  # the start page says it all along: that was a sign of life

    def _lose(self, returncode: int) -> None:
        """The runtime has ended by itself: one that has served is started again, soon at first."""
        self._part()
        if self._problem is not None:
            return
        name = self._arguments.spec.path.name
        if returncode == -signal.SIGTERM:
            self._end(EXIT_PROBLEM, f"the process of {name} was ended by {problems.exit_words(returncode)}")
            return
        problem = problems.runtime_died(name, returncode, loaded=self._is_serving)
        problem = self._reported(problem)
        delay_s = self._crashes.crashed() if self._is_serving else None
        if delay_s is None:
            self._fail(problem)
            return
        print(problem.as_text(), file=sys.stderr, flush=True)
        self._is_down = True
        self._view.show_restart(problem, delay_s)
        self._later(delay_s, Restart(self._runtime))

    def _reported(self, problem: Problem) -> Problem:
        """Write a report of a crash, and say where it is."""
        _log.error("%s (%s)", problem.message, problem.found)
        if self._equipped is None:
            return problem
        try:
            what = f"{problem.message} {problem.found}"
            report = write_report(self._equipped.reports, what, self._runtime.pid)
        except OSError as error:
            _log.error("no report could be written: %s", error)
            return problem
        return replace(problem, todo=f"{problem.todo} A report is in {report}.")

    def _revive(self, how: str) -> None:
        """The page's process has ended: load the page again, but not for ever.

        An engine that cannot even show the page which says so has lost what starts its processes.
        """
        _log.error("the page's process ended: %s", how)
        if self._equipped is not None:
            self._equipped.talk.page_gone()
        if self._problem is not None and self._problem.kind == problems.PAGE_CRASHED:
            self._end(EXIT_PROBLEM, "the window can show no page any more; start the app again")
            return
        delay_s = self._page_deaths.crashed()
        if delay_s is None:
            self._fail(problems.page_died(how))
        elif self._problem is None:
            self._later(delay_s, None)

    def _later(self, delay_s: float, event: Restart | None) -> None:
        """Post an event after a while; without one, load the page again."""
        timer = threading.Timer(delay_s, self._view.reload if event is None else lambda: self.post(event))
        timer.daemon = True
        timer.start()

    def _join(self) -> None:
        """Let view and runtime speak, as soon as both are there."""
        if self._equipped is not None and self._ready is not None:
            self._equipped.talk.join(self._runtime)
            self._equipped.on_ready(self._ready.window)

    def _part(self) -> None:
        self._ready = None
        if self._equipped is not None:
            self._equipped.talk.part(self._runtime)
            self._equipped.talk.page_gone()

    @property
    def _is_serving(self) -> bool:
        return self._url is not None and self._has_served is self._runtime

    def _fail(self, problem: Problem) -> None:
        self._problem = problem
        print(problem.as_text(), file=sys.stderr, flush=True)
        if self._view.stays_after_problem:
            self._view.show_problem(problem)
        else:
            self._end(EXIT_PROBLEM)

    def _follow(self, paths: frozenset[Path]) -> None:
        """A style sheet needs the page again, everything else the app."""
        if self._problem is None and all(path.suffix == ".css" and path.exists() for path in paths):
            self._view.reload()
        else:
            self._relaunch()

    def _relaunch(self) -> None:
        self._part()
        self._runtime.ask_stop("reload")
        self._runtime.wait(self._deadlines.stop_s)
        self._runtime.kill(self._deadlines.kill_s)
        port = int(self._url.rstrip("/").rpartition(":")[2]) if self._url else self._arguments.port
        self._arguments = replace(self._arguments, port=port, is_port_wish=True)
        self._runtime = self._restart(self._arguments)
        self._problem = None
        self._launch()

    def _launch(self) -> None:
        try:
            self._runtime.start(self.post)
        except OSError as error:
            self._fail(problems.server_failed(error))

    def _end(self, code: int, why: str = "") -> None:
        if why:
            print(f"desktopdash: {why}", file=sys.stderr, flush=True)
        if self.exit_code is None:
            self.exit_code = code
