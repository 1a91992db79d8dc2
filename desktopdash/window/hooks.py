"""What a native window is told at its making, and whom it tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ..records import dataclass, field


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How the first window looks.

    Attributes:
        title: text of its title bar until the app gives another.
        html: the page that it opens with.
        debug: whether it has a context menu and developer tools.
        state: what was remembered of its place; empty at the first start.
        icon: path of a picture; None: desktopdash's own.
    """

    title: str
    html: str
    debug: bool = False
    state: Mapping[str, Any] = field(default_factory=dict)
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class WindowHooks:
    """What a window tells; each is called in a thread of the window's choice and returns at once.

    Attributes:
        shown: it is on screen.
        closed: it is closed.
        retry: the problem page's button was pressed.
        remember: takes what is to be remembered of its place.
        happened: "focus", "blur", or "theme" with "light" or "dark".
        page_died: the process that draws the page has ended; told how.
        page: what the page says; see `PageHooks`.
        notes: notifications; see `NoteHooks`.
    """

    shown: Callable[[], None]
    closed: Callable[[], None]
    retry: Callable[[], None]
    remember: Callable[[dict[str, Any]], None]
    happened: Callable[[str, dict[str, Any]], None]
    page_died: Callable[[str], None]
    page: PageHooks
    notes: NoteHooks


@dataclass(frozen=True, slots=True)
class PageHooks:
    """Who hears the page.

    Attributes:
        hello: a page has been loaded: its name.
        ask: a question about the desktop: its id, JSON.
        call: a call of an exposed function: its id, JSON.
        happened: something about a notice of the page: JSON.
        open_outside: a link that leaves the app, to be opened in the system's browser.
        open_own: a link of the app that wants a window of its own, likewise.
    """

    hello: Callable[[str], None]
    ask: Callable[[str, str], None]
    call: Callable[[str, str], None]
    happened: Callable[[str], None]
    open_outside: Callable[[str], None]
    open_own: Callable[[str], None]


class NoteHooks(Protocol):
    """Notifications that the page makes with the web's own `Notification`; see `shell.notes.Notes`."""

    def post_web(self, key: str, title: str, body: str, heard: Callable[[str], None]) -> None:
        """Post one; `heard` is told "clicked" or "closed", in any thread."""

    def close_web(self, key: str) -> None:
        """Take one off the screen."""

    def request(self, answered: Callable[[bool], None]) -> None:
        """Ask the person whether the app may, where that is not decided; answered in any thread."""

    def state(self) -> str:
        """What is decided: "granted", "prompt" or "denied"."""


class NativeWindow(Protocol):
    """A window that is on screen; every method may be called from any thread and returns soon."""

    def show_html(self, html: str) -> None:
        """Show a page of the window's own."""

    def show_url(self, url: str) -> None:
        """Show the app."""

    def reload(self) -> None:
        """Load the page again."""

    def set_title(self, title: str) -> None:
        """Set the window's title."""

    def apply(self, options: Mapping[str, Any]) -> None:
        """Take what the app says of its window; see `desktop.options.WindowOptions.as_dict`."""

    def operate(self, name: str, args: Mapping[str, Any], reply: Callable[[Any], None]) -> bool:
        """Do an operation of `protocol.operations`; False where this window has no such one."""

    def tell(self, text: str) -> None:
        """Take JSON to the page."""

    def focus(self) -> None:
        """Bring the window to the front."""

    def is_focused(self) -> bool:
        """Whether it is in front."""

    def ask(self, text: str, buttons: list[str], reply: Callable[[str | None], None]) -> None:
        """Ask the person, by a message with buttons."""

    def close(self) -> None:
        """Close the window, without a question."""
