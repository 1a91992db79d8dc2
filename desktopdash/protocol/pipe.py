"""What the shell process and the runtime process say to each other: one JSON object on each line.

    runtime to shell    starting · ready · failed · stopped
    shell to runtime    stop · release

The end of the pipe is a message too: whoever reads it knows that the other process is gone.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, TypeAlias, get_args

from .problem import Problem

Stage: TypeAlias = Literal["python", "import", "server"]
"""What the runtime is about to do: start itself, import the app, bind the server."""

StopReason: TypeAlias = Literal["closed", "signal", "reload", "failed"]

MAX_LINE_BYTES: Final = 1_000_000
"""No message is longer; a line that is, did not come from desktopdash."""


class PipeError(ValueError):
    """A line that is not a message."""


@dataclass(frozen=True, slots=True)
class Starting:
    """The runtime begins a stage."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Ready:
    """The app answers at `url`."""

    url: str
    title: str
    debug: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """The app cannot be served; the runtime ends after this."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Stopped:
    """The runtime ends in an orderly way."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The shell asks the runtime to end."""

    reason: StopReason


@dataclass(frozen=True, slots=True)
class Release:
    """The shell has a runtime of its own from now on: close the server, and wait for the window's end."""


FromRuntime: TypeAlias = Starting | Ready | Failed | Stopped
FromShell: TypeAlias = Stop | Release
Message: TypeAlias = FromRuntime | FromShell

_TYPES: Final[dict[str, type[Message]]] = {kind.__name__.lower(): kind for kind in get_args(Message)}


def encode(message: Message) -> bytes:
    """The line of a message, its line feed included."""
    fields = asdict(message)
    return json.dumps({"type": type(message).__name__.lower(), **fields}).encode() + b"\n"


def decode(line: bytes) -> Message:
    """Read a line.

    Raises:
        PipeError: not JSON, an unknown type, missing or additional fields, or longer than `MAX_LINE_BYTES`.
    """
    if len(line) > MAX_LINE_BYTES:
        raise PipeError(f"a message of {len(line)} bytes; at most {MAX_LINE_BYTES} are allowed")
    try:
        fields = json.loads(line)
        kind = _TYPES[fields.pop("type")]
        if kind is Failed:
            return Failed(Problem(**_strings(fields["problem"])))
        return kind(**fields)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PipeError(f"not a message: {line[:200]!r} ({error})") from error


def _strings(fields: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in fields.items()}
