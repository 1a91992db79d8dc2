"""Questions that wait for their answers, by number."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable

from ..errors import DesktopError, DesktopTimeout


class _Question:
    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.done = threading.Event()
        self.text: str | None = None
        self.error: dict[str, str] | None = None


class Pending:
    """See the module."""

    def __init__(self) -> None:
        self._questions: dict[int, _Question] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def ask(self, what: str, owner: str, send: Callable[[int], bool], timeout_s: float | None) -> str | None:
        """Send a question and wait for its answer; returns it as JSON, None where it is none.

        Args:
            what: the question in messages.
            owner: who is asked; see `drop`.
            send: given the question's number; False where nobody is there.
            timeout_s: seconds to wait; None: for ever.

        Raises:
            DesktopError: whatever the other side says, "gone" or "timeout".
        """
        question = _Question(owner)
        with self._lock:
            number = next(self._numbers)
            self._questions[number] = question
        try:
            if not send(number):
                raise DesktopError("gone", f"{what}: there is nobody to ask any more")
            if not question.done.wait(None if timeout_s is None else min(timeout_s, threading.TIMEOUT_MAX)):
                raise DesktopTimeout(f"{what}: no answer within {timeout_s:g} s")
        finally:
            with self._lock:
                self._questions.pop(number, None)
        if question.error is not None:
            raise DesktopError(question.error["code"], question.error["message"])
        return question.text

    def answer(self, number: int, text: str | None, error: dict[str, str] | None, owner: str | None = None) -> bool:
        """Hand on an answer; False where nobody waits for it, or somebody else was asked.

        Args:
            number: the question's.
            text: JSON.
            error: `{"code", "message"}`.
            owner: who answers; None where only one can.
        """
        with self._lock:
            question = self._questions.get(number)
            if question is None or (owner is not None and question.owner != owner):
                return False
            del self._questions[number]
        question.text, question.error = text, error
        question.done.set()
        return True

    def drop(self, owner: str | None, why: str) -> None:
        """Answer the questions to one who is gone, or to everybody (None), with an error."""
        with self._lock:
            gone = [n for n, question in self._questions.items() if owner is None or question.owner == owner]
            dropped = [self._questions.pop(number) for number in gone]
        for question in dropped:
            question.error = {"code": "gone", "message": why}
            question.done.set()
