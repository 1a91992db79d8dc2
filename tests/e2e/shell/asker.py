"""Asks the desktop for something, as a page does it or as Python does."""

from __future__ import annotations

import json
from typing import Any

from tests.e2e.support import wait_for

from .person import Person


class Asker:
    """Asks of the page, or of Python by a callback."""

    def __init__(self, person: Person, by: str) -> None:
        self.person = person
        self.by = by
        self._clicks = 0

    def begin(self, script: str, code: str) -> None:
        page = self.person.page
        if self.by == "page":
            then = "(value) => { answer = { value }; }, (error) => { answer = { error: [error.code, error.message] }; }"
            page.evaluate(f"window.answer = null; desktop.{script}.then({then}); 0")
        else:
            self._clicks += 1
            # Not by the mouse, which a window that is put away does not see.
            page.evaluate("(value) => dash_clientside.set_props('code', { value })", f"desktop.{code}")
            page.evaluate("document.getElementById('do').click()")

    def answer(self) -> Any:
        """What it came to: its value, or `[code, message]`."""
        page = self.person.page
        if self.by == "page":
            found = wait_for(lambda: page.evaluate("answer"), "answer")
        else:
            found = wait_for(self._said, "answer")
        return found["error"] if "error" in found else found["value"]

    def ask(self, script: str, code: str) -> Any:
        self.begin(script, code)
        return self.answer()

    def _said(self) -> Any:
        found = json.loads(self.person.text("#said") or "{}")
        return found if found.get("clicks") == self._clicks else None
