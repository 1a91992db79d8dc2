"""What is known of a job, and what it has told: its record and its events."""

from __future__ import annotations

import secrets
from typing import Any, Final, Literal, TypeAlias

from ..errors import JobTimedOut
from ..protocol.codec import decode, encode
from ..records import dataclass, replace

JobState: TypeAlias = Literal["queued", "running", "done", "failed", "cancelled", "timed_out", "lost"]

ENDS: Final[frozenset[JobState]] = frozenset(["done", "failed", "cancelled", "timed_out", "lost"])


def new_job_id() -> str:
    """Return an id that nobody can guess: 128 bits."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A job as it stands; a change makes another record.

    Attributes:
        id: what its page knows of it.
        callback: the callback's name on the wire.
        label: the callback in messages.
        page: the page that owns it.
        slot: the callback and what its MATCHes stand for: jobs of one page and slot are calls of one thing.
        request: what it was called with, without values: `{"output", "outputs", "inputs", "state"}`.
        holder: the process that runs it, or has handed it on.
        on_leave: whether it goes on when its page is left.
        concurrency: what a newer call in its slot does.
        state: see `JobState`.
        created_at, started_at, ended_at: seconds since the epoch.
        exit_code: of a worker that died; minus the number of a signal.
        why: how it ended, in words, where that is not its own doing.
    """

    id: str
    callback: str
    label: str
    page: str
    slot: str
    request: dict[str, Any]
    holder: str
    on_leave: str
    concurrency: str
    state: JobState
    created_at: float
    started_at: float | None = None
    ended_at: float | None = None
    exit_code: int | None = None
    why: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether it has come to one of its ends."""
        return self.state in ENDS

    def but(self, **changes: Any) -> JobRecord:
        """Return the record with other values."""
        return replace(self, **changes)

    def encoded(self) -> bytes:
        """The record as JSON."""
        return encode({name: getattr(self, name) for name in self.__slots__})

    @classmethod
    def decoded(cls, text: bytes) -> JobRecord:
        """The record that `encoded` made a text of."""
        return cls(**decode(text))


def described(error: BaseException, label: str, trace: str = "") -> dict[str, Any]:
    """Return an error as a page is told it: `{"type", "message", "callback", "traceback"}`."""
    return {"type": type(error).__name__, "message": str(error), "callback": label, "traceback": trace}


def took_too_long(order: JobOrder) -> JobTimedOut:
    """Return the error of a job whose time is over."""
    return JobTimedOut(f"The job took longer than its timeout of {order.timeout_s:g} s and was ended.")


def event_text(number: int, kind: str, more: bytes) -> bytes:
    """Return an event as JSON.

    Shape:
        3, "progress", b'"values":[[0,"5"]]' -> b'{"number":3,"kind":"progress","values":[[0,"5"]]}'
    """
    return b'{"number":%d,"kind":"%b",%b}' % (number, kind.encode(), more)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a job ended.

    Attributes:
        state: one of `ENDS`.
        answer: the JSON that an ordinary callback's answer would be, b"null" where nothing changes; None where there
            is an error instead.
        error: `{"type", "message", "callback", "traceback"}`.
        cause: an error that nobody has been told so far, `on_error` least of all; without answer and error.
        exit_code: see `JobRecord`.
        why: see `JobRecord`.
    """

    state: JobState
    answer: bytes | None = None
    error: dict[str, Any] | None = None
    cause: Exception | None = None
    exit_code: int | None = None
    why: str | None = None

    def told(self, with_traceback: bool) -> bytes:
        """Return what the page is told, as the parts of an "end" event."""
        if self.answer is not None:
            return b'"state":"%b","answer":%b' % (self.state.encode(), self.answer)
        error = {name: part for name, part in (self.error or {}).items() if with_traceback or name != "traceback"}
        return b'"state":"%b","error":%b' % (self.state.encode(), encode(error))


@dataclass(frozen=True, slots=True)
class JobOrder:
    """What a worker is to do.

    Attributes:
        job: the job's id.
        callback: the callback's name on the wire.
        body: the request, as JSON.
        caller: cookies, headers, path, args, remote and origin of the request.
        timeout_s: seconds that it may take; None: any.
        carried: the callback itself, pickled, where a freshly loaded app does not have it by name.
    """

    job: str
    callback: str
    body: bytes
    caller: dict[str, Any]
    timeout_s: float | None = None
    carried: bytes | None = None
