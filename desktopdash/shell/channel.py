"""The shell's and the runtime's ends of the pipe between them, in messages."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

from ..processes.pipes import Pipe, open_pipe, start_process
from ..protocol.pipe import MAX_LINE_BYTES, Message, decode, encode


class Channel:
    """One end: messages out, messages in."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe

    def send(self, message: Message) -> bool:
        """Send a message; False when the other process is gone."""
        return self._pipe.send(encode(message))

    def read(self) -> Message | None:
        """Wait for a message; None when the other process is gone.

        Raises:
            PipeError: what came is not a message.
        """
        line = self._pipe.read_line(MAX_LINE_BYTES + 1)
        return None if line is None else decode(line)

    def read_all(self, take: Callable[[Message | None], None]) -> None:
        """Give every message to `take`, and None at the end; blocks the calling thread until then."""
        try:
            while (message := self.read()) is not None:
                take(message)
        finally:
            self._pipe.close_reader()
        take(None)

    def close_writer(self) -> None:
        """Close the way out: the other process reads the end-of-file."""
        self._pipe.close_writer()


def open_channel(argument: str) -> Channel:
    """The child's end of a channel, from the argument that `start_child` gave it."""
    return Channel(open_pipe(argument))


def start_child(command: list[str], env: dict[str, str]) -> tuple[subprocess.Popen[bytes], Channel]:
    """Start a process with a channel to it; see `start_process`."""
    process, pipe = start_process(command, env)
    return process, Channel(pipe)
