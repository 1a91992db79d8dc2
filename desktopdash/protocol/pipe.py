"""What the shell process and the runtime process say to each other: one JSON object on each line.

    runtime to shell    starting · ready · failed · stopped
    shell to runtime    stop · release · happened
    both                ask · answer

The end of the pipe is a message too: whoever reads it knows that the other process is gone.
"""

from __future__ import annotations

import json
from typing import Any, Final, Literal, TypeAlias, get_args

from ..records import asdict, dataclass, field
from .problem import Problem

Stage: TypeAlias = Literal["python", "import", "server"]
"""What the runtime is about to do: start itself, import the app, bind the server."""

StopReason: TypeAlias = Literal["closed", "signal", "reload", "failed"]

MOST_ANSWER_BYTES: Final = 32 * 2**20
"""What an exposed function returns, as JSON; on the line each byte becomes six at most."""

MAX_LINE_BYTES: Final = 210_000_000
"""No message is longer; a line that is, did not come from desktopdash. A page's call has 16 million characters at most
(`renderer/src/desktop/shell.ts`), each of which becomes six bytes at most.
"""


class PipeError(ValueError):
    """A line that is not a message."""


@dataclass(frozen=True, slots=True)
class Starting:
    """The runtime begins a stage."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Ready:
    """The app answers at `url`.

    Attributes:
        url: its address, which lets nobody in by itself where the app has a window.
        title: the window's title.
        debug: whether tracebacks are shown.
        start: the address that the window or the browser opens, once; "" where `url` does.
        printed: one more of its kind, for a person who reads it.
        window: what the app says of its window; see `desktop.options.WindowOptions.as_dict`.
    """

    url: str
    title: str
    debug: bool = False
    start: str = ""
    printed: str = ""
    window: dict[str, Any] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class Ask:
    """One side asks the other for something; an `Answer` of the same id follows.

    Attributes:
        id: counts up on each side.
        name: an operation of `protocol.operations`; of the runtime also "call" and "close".
        args: its arguments.
    """

    id: int
    name: str
    args: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an `Ask`.

    Attributes:
        id: that of the question.
        text: the value as JSON; None where there is none.
        error: `{"code", "message"}`; None where there is a value.
    """

    id: int
    text: str | None = None
    error: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """Something happened to the window or to a notification.

    Attributes:
        event: "focus", "blur", "theme", "note".
        detail: what goes with it.
    """

    event: str
    detail: dict[str, Any]


FromRuntime: TypeAlias = Starting | Ready | Failed | Stopped | Ask | Answer
FromShell: TypeAlias = Stop | Release | Ask | Answer | Happened
Message: TypeAlias = FromRuntime | FromShell

_TYPES: Final[dict[str, type[Message]]] = {kind.__name__.lower(): kind for kind in get_args(Message)}


def answer_of(id_: int, text: str | None, error: dict[str, str] | None) -> Answer:
    """An answer; an error in its place where it is too long."""
    if text is not None and (size := len(text.encode())) > MOST_ANSWER_BYTES:
        said = f"the answer has {size} bytes; at most {MOST_ANSWER_BYTES} are taken. Return less, or use a callback"
        return Answer(id_, None, {"code": "failed", "message": said})
    return Answer(id_, text, error)


def encode(message: Message) -> bytes:
    """The line of a message, its line feed included."""
    fields = {name: getattr(message, name) for name in message.__slots__}
    return json.dumps({"type": type(message).__name__.lower(), **fields}, default=asdict).encode() + b"\n"


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
