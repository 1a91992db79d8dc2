"""`desktopdash.desktop`: what apps, their callbacks and their jobs ask of the desktop.

The names are those of the page's `window.desktop`. Every function waits for its answer and raises a `DesktopError`
whose `code` says why there is none. Dialogs wait for the person, everything else for `TIMEOUT_S` at most.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

from ..protocol.operations import check_operation
from ..records import dataclass
from .link import Handler, Link

TIMEOUT_S: Final = 10.0

Find: TypeAlias = Callable[[], Link]
Filters: TypeAlias = Sequence[tuple[str, Sequence[str]]]
"""Kinds of files: `[("Tables", ["csv", "xlsx"]), ("All files", ["*"])]`."""
Event: TypeAlias = Literal["focus", "blur", "theme"]


@dataclass(frozen=True, slots=True)
class Note:
    """A notification.

    Attributes:
        id: its name.
        shown: "system": the system has posted it; "window": the app's window shows it, because the system cannot or
            nobody allowed it to; "no": it is not shown at all.
        reason: why it is not a notification of the system; "" where it is.
    """

    id: str
    shown: Literal["system", "window", "no"]
    reason: str
    _close: Callable[[], None]

    def close(self) -> None:
        """Take it off the screen, if it is still there."""
        self._close()


class _Part:
    """A group of operations."""

    def __init__(self, find: Find) -> None:
        self._find = find

    def _ask(self, name: str, timeout_s: float | None = TIMEOUT_S, /, **args: Any) -> Any:
        return self._find().ask(name, check_operation(name, args), timeout_s)


class Dialogs(_Part):
    """Native dialogs. They return when the person has answered."""

    def open(
        self, title: str = "", *, folder: str | None = None, filters: Filters = (), multiple: bool = False
    ) -> list[str] | None:
        """Ask for files that exist.

        Args:
            title: of the dialog; "": the system's own.
            folder: where it begins.
            filters: see `Filters`.
            multiple: whether more than one can be chosen.

        Returns:
            Their paths; None when the dialog was cancelled.
        """
        args = {"title": title, "folder": folder, "filters": _filters(filters), "multiple": multiple}
        found: list[str] | None = self._ask("dialogs.open", None, **args)
        return found

    def save(self, name: str = "", title: str = "", *, folder: str | None = None, filters: Filters = ()) -> str | None:
        """Ask where to save a file.

        Args:
            name: what the file's name is to be.
            title: of the dialog.
            folder: where it begins.
            filters: see `Filters`.

        Returns:
            The path; the person was asked before one that exists. None when the dialog was cancelled.
        """
        args = {"name": name, "title": title, "folder": folder, "filters": _filters(filters)}
        found: str | None = self._ask("dialogs.save", None, **args)
        return found

    def folder(self, title: str = "", *, folder: str | None = None) -> str | None:
        """Ask for a folder; None when the dialog was cancelled."""
        found: str | None = self._ask("dialogs.folder", None, title=title, folder=folder)
        return found

    def message(
        self,
        text: str,
        title: str = "",
        *,
        kind: Literal["info", "question", "warning", "error"] = "info",
        buttons: Sequence[str] = (),
    ) -> str | None:
        """Show a message and wait until it is answered.

        Args:
            text: what it says.
            title: its title; the app's by default.
            kind: which icon it has.
            buttons: their labels; "Yes" and "No" by default for a question, "OK" for the rest.

        Returns:
            The label of the button that was pressed; None when the message was closed without one.
        """
        answer: str | None = self._ask(
            "dialogs.message", None, text=text, title=title, kind=kind, buttons=list(buttons)
        )
        return answer


class Clipboard(_Part):
    """The system's clipboard, as text."""

    def read(self) -> str:
        """Return the text in it; "" where there is none."""
        text: str = self._ask("clipboard.read")
        return text

    def write(self, text: str) -> None:
        """Put a text into it."""
        self._ask("clipboard.write", text=text)


class Window(_Part):
    """The app's window."""

    def state(self) -> dict[str, Any]:
        """Return what it is like now: title, width, height, x, y (pixels), zoom, full_screen, maximised, minimised,
        focused, theme ("light" or "dark").
        """
        found: dict[str, Any] = self._ask("window.state")
        return {_snake(name): value for name, value in found.items()}

    def set_title(self, title: str) -> None:
        """Set its title."""
        self._ask("window.title", title=title)

    def set_size(self, width: int, height: int) -> None:
        """Set its size, in pixels; not below its minimum nor beyond its screen."""
        self._ask("window.size", width=width, height=height)

    def set_zoom(self, factor: float) -> None:
        """Set how large the page is drawn, 1 being as it is made."""
        self._ask("window.zoom", factor=factor)

    def set_full_screen(self, on: bool = True) -> None:
        """Let it fill the screen, or not any more."""
        self._ask("window.fullScreen", on=on)

    def minimise(self) -> None:
        """Put it away."""
        self._ask("window.minimise")

    def maximise(self) -> None:
        """Make it as large as its screen allows."""
        self._ask("window.maximise")

    def restore(self) -> None:
        """Undo `minimise`, `maximise` and full screen."""
        self._ask("window.restore")

    def focus(self) -> None:
        """Bring it to the front, as far as the system lets a program do that."""
        self._ask("window.focus")

    def attention(self) -> None:
        """Ask for attention: a flashing or marked entry in the system's bar."""
        self._ask("window.attention")

    def confirm_close(self, text: str | None) -> None:
        """Have the person asked before the window closes, as with "There are unsaved changes. Close anyway?".

        Args:
            text: the question; None: close without one.
        """
        self._ask("window.confirmClose", text=text)

    def close(self) -> None:
        """Close it, without a question; the app ends in its order."""
        self._ask("window.close")


class Desktop(_Part):
    """See the module.

    Attributes:
        dialogs: see `Dialogs`.
        clipboard: see `Clipboard`.
        window: see `Window`.
    """

    def __init__(self, find: Find) -> None:
        super().__init__(find)
        self.dialogs = Dialogs(find)
        self.clipboard = Clipboard(find)
        self.window = Window(find)

    def notify(
        self,
        title: str,
        body: str = "",
        *,
        actions: Mapping[str, str] | Sequence[str] = (),
        on_click: Handler | str | None = None,
        unfocused: bool = False,
    ) -> Note:
        """Post a notification of the system. Where it cannot be one, the window shows it; the answer says which.

        Args:
            title: its first line.
            body: more text.
            actions: buttons, as labels by id, or labels that are ids as well. Not every system shows them.
            on_click: called with the id of the button, None for the notification itself, in a thread of its own. A job
                gives the name of a function exposed with `@app.expose`: its process may be gone by then. The window
                comes to the front by itself.
            unfocused: only where the window is not in front already.
        """
        labels = dict(actions) if isinstance(actions, Mapping) else {label: label for label in actions}
        note, link = secrets.token_hex(8), self._find()
        listed = [{"id": key, "label": label} for key, label in labels.items()]
        args = {"note": note, "title": title, "body": body, "actions": listed, "unfocused": unfocused}
        asked = check_operation("notify", args)
        if on_click is not None:
            link.watch_note(note, on_click)
        answer = link.ask("notify", asked, TIMEOUT_S)
        return Note(note, answer["shown"], answer.get("reason", ""), lambda: self._close_note(note))

    def _close_note(self, note: str) -> None:
        self._ask("notify.close", note=note)

    def open_external(self, url: str) -> None:
        """Open a link (http, https, mailto) outside of the app, in the system's browser or mail program."""
        self._ask("openExternal", url=url)

    def on(self, event: Event, handler: Handler) -> Callable[[], None]:
        """Call a function at each event of the window, in a thread of its own.

        Args:
            event: "focus", "blur", or "theme", which the function is called with: "light" or "dark".
            handler: it.

        Returns:
            What stops it.
        """
        return self._find().listen(event, handler)

    def call_clientside(self, name: str, *args: Any, timeout: float = TIMEOUT_S, page: str | None = None) -> Any:
        """Run a function of the page and return its value.

        Args:
            name: "namespace.function", as of `window.dash_clientside`; its promise is awaited.
            *args: JSON.
            timeout: seconds to wait.
            page: which page; None: the one whose callback, call or job this is, else the one opened last.

        Raises:
            DesktopError: there is no page ("unavailable"), no such function ("unknown"), it raised ("failed"), or did
                not answer in time ("timeout").
        """
        asked = {"name": name, "args": list(args), "page": page}
        return self._find().ask("clientside", asked, timeout)


def _filters(filters: Filters) -> list[dict[str, Any]]:
    return [{"name": name, "extensions": [end.lstrip(".") for end in endings]} for name, endings in filters]


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
