"""What the server's process and a worker say to each other: heads of JSON, each with bytes behind it.

    server to worker    load · job · cancel · answer
    worker to server    ready · unready · event · ask · asks · end · free

The bytes (a request, an event, an answer) are JSON that is handed on as it is: nobody on the way reads it.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from ..processes.pipes import Pipe
from ..protocol.codec import decode, encode

Said: TypeAlias = tuple[dict[str, Any], bytes]
"""A head, with its kind under "kind", and the bytes behind it."""


def say(pipe: Pipe, kind: str, more: bytes = b"", **head: Any) -> bool:
    """Send one message; False when the other process is gone."""
    line = encode({"kind": kind, "size": len(more), **head}) + b"\n"
    return pipe.send(line + more) if len(more) < 4096 else pipe.send(line, more)


def hear(pipe: Pipe) -> Said | None:
    """Wait for a message; None when the other process is gone."""
    line = pipe.read_line()
    if line is None:
        return None
    head: dict[str, Any] = decode(line)
    size = head.pop("size")
    more = pipe.read_bytes(size) if size else b""
    return None if more is None else (head, more)
