"""The app's end of the way to the shell: questions, and their answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..processes.pending import Pending
from ..protocol.codec import decode
from ..protocol.pipe import Answer, Ask, answer_of


class ShellLink:
    """See the module.

    Args:
        send: takes a message to the shell; False when it is gone.
    """

    def __init__(self, send: Callable[[Ask | Answer], bool]) -> None:
        self._send = send
        self._pending = Pending()

    def ask(self, name: str, args: Mapping[str, Any], timeout_s: float | None) -> Any:
        """Ask for an operation; see `Link`."""
        asked = dict(args)
        text = self._pending.ask(name, "shell", lambda number: self._send(Ask(number, name, asked)), timeout_s)
        return None if text is None else decode(text.encode())

    def answer(self, number: int, text: str | None, error: dict[str, str] | None) -> None:
        """Answer what the shell has asked."""
        self._send(answer_of(number, text, error))

    def answered(self, message: Answer) -> None:
        """The shell has answered."""
        self._pending.answer(message.id, message.text, message.error)

    def close(self) -> None:
        """The shell is gone, or the app ends: nobody waits any longer."""
        self._pending.drop(None, "the app's window is gone")
