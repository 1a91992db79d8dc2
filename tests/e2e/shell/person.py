"""What a person does with an open app: looks at its windows and dialogs, clicks and types."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.e2e.support import wait_for

from .launches import Launch


@dataclass
class Person:
    """In front of a launched app, whose page is driven by the engine's debugger.

    Attributes:
        app: the launch.
        page: its page.
    """

    app: Launch
    page: Page

    def find(self, title: str) -> str:
        """The id of the window of a title, "" where there is none."""
        return next(
            iter(self.app.tool("xdotool", "search", "--onlyvisible", "--name", f"^{re.escape(title)}$").split()), ""
        )

    def dialog(self, title: str) -> str:
        """The window of a title, once it is there and in front."""
        found = wait_for(lambda: self.find(title), f"a window {title!r}")
        self.app.tool("xdotool", "windowactivate", "--sync", found)
        return found

    def press(self, *keys: str, window: str = "") -> None:
        """Press keys in a window that is made the active one; in the one that is active already without `window`."""
        activate = ["windowactivate", "--sync", window] if window else []
        self.app.tool("xdotool", *activate, "key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        self.app.tool("xdotool", "type", "--delay", "2", text)

    def active(self) -> str:
        return self.app.tool("xdotool", "getactivewindow").strip()

    def questions(self) -> list[str]:
        """The ids of the app's windows besides its main one."""
        main = self.app.find_window()
        shown = self.app.tool("xdotool", "search", "--onlyvisible", "--pid", str(self.app.shell_pid())).split()
        named = [found for found in shown if self.app.tool("xdotool", "getwindowname", found).strip()]
        return [found for found in named if found != main]

    def state(self) -> dict[str, Any]:
        """What the app is told of its window."""
        return self.page.evaluate("desktop.window.state()")

    def wait_state(self, **expected: Any) -> None:
        """Wait until the window is as expected: with these of its state's entries."""
        wait_for(lambda: expected.items() <= self.state().items(), f"a window with {expected}")

    def text(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()

    def wait_text(self, selector: str, text: str) -> None:
        self.page.wait_for_function(
            "([selector, text]) => document.querySelector(selector)?.textContent === text", arg=[selector, text]
        )


@contextlib.contextmanager
def in_front_of(app: Launch) -> Iterator[Person]:
    """Wait until a launch shows its app, and drive it."""
    app.wait_app()
    with app.page() as page:
        page.wait_for_selector("#_dash-app-content", state="attached")
        yield Person(app, page)


def browser_that_notes(folder: Path) -> tuple[str, Path]:
    """A program for BROWSER, and the file in which it notes its arguments."""
    log, program = folder / "browser.log", folder / "browser"
    log.touch()
    program.write_text(f'#!/bin/sh\necho "$@" >> {log}\n')
    program.chmod(0o755)
    return str(program), log
