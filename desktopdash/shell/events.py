"""What can happen to a shell, and what its parts look like to its supervisor."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from ..protocol.pipe import Answer, Ask, FromShell, Message, Ready, StopReason
from ..protocol.problem import Problem
from ..records import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """The view is on screen."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The view was closed by the person in front of it."""


@dataclass(frozen=True, slots=True)
class Retry:
    """The person asks for another try."""


@dataclass(frozen=True, slots=True)
class Signalled:
    """A signal asks for the end."""

    number: int


@dataclass(frozen=True, slots=True)
class Changed:
    """Files of the app were written, added or removed."""

    paths: frozenset[Path]


@dataclass(frozen=True, slots=True)
class PageDied:
    """The process that draws the page has ended; `how` in the engine's words."""

    how: str


@dataclass(frozen=True, slots=True)
class Restart:
    """It is time to start the crashed runtime once more."""

    runtime: Runtime


@dataclass(frozen=True, slots=True)
class Equipped:
    """What goes between the view and a runtime is there.

    Attributes:
        talk: see `Talk`.
        on_ready: told what the app says of its window.
        reports: the profile, for reports of crashes.
    """

    talk: Talk
    on_ready: Callable[[dict[str, Any]], None]
    reports: Path


@dataclass(frozen=True, slots=True)
class Broken:
    """There will be no window; `problem` says why."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a runtime."""

    runtime: Runtime
    message: Message


@dataclass(frozen=True, slots=True)
class Gone:
    """A runtime's process ended; `returncode` as `subprocess` has it, None for one that is not our child."""

    runtime: Runtime
    returncode: int | None


Post: TypeAlias = Callable[[Said | Gone], None]


class Runtime(Protocol):
    """What serves the app, seen from the shell."""

    @property
    def pid(self) -> int | None:
        """The number of its process; None before its start."""

    def start(self, post: Post) -> None:
        """Begin; what happens is posted from threads of its own."""

    def ask_stop(self, reason: StopReason) -> None:
        """Ask for an orderly end; returns at once."""

    def wait(self, timeout_s: float) -> bool:
        """Wait for its end; False when it still runs after `timeout_s` seconds."""

    def tell(self, message: FromShell) -> bool:
        """Send it a message; False when it is gone."""

    def kill(self, timeout_s: float) -> None:
        """End it with everything that it started, within `timeout_s` seconds."""


Event: TypeAlias = Shown | Closed | Retry | Signalled | Said | Gone | Changed | Broken | PageDied | Restart | Equipped


class View(Protocol):
    """What shows the app: a native window, or the terminal and a browser."""

    stays_after_problem: bool

    def show_start(self) -> None:
        """Say that the app is being started."""

    def show_app(self, app: Ready) -> None:
        """Show the app."""

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong, with a way to try again."""

    def show_restart(self, problem: Problem, seconds: float) -> None:
        """Say what went wrong, and that it is tried again in so many seconds."""

    def reload(self) -> None:
        """Load the app's page again."""

    def close(self) -> None:
        """Close; returns at once, and closing twice is closing once."""

    def wait_closed(self, timeout_s: float) -> bool:
        """Wait until it is closed; False when it is not after `timeout_s` seconds."""


class Talk(Protocol):
    """What goes between the view and a runtime; see `bridge.Bridge`."""

    def join(self, runtime: Any) -> None:
        """A runtime answers from now on."""

    def part(self, runtime: Any) -> None:
        """A runtime is gone."""

    def hear(self, runtime: Any, message: Ask | Answer) -> None:
        """Take what a runtime asks or answers; from any thread, returns soon."""

    def page_gone(self) -> None:
        """The app's page is not shown any more."""


class Watcher(Protocol):
    """What notices changes in the app's folder."""

    def start(self, post: Callable[[Changed], None]) -> None:
        """Begin to watch, in a thread."""

    def stop(self) -> None:
        """Stop watching; returns at once."""
