"""One stream of numbered events for each open page: what the server tells it without being asked.

A page names itself by a random id. Events that were written to a connection are kept for a while: one that broke goes
on after the last number that the page has really seen.

    event 7 "answer" -> "id: 7\\nevent: answer\\ndata: <text>\\n\\n"
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

PAGE_ID: Final = re.compile(r"[A-Za-z0-9-]{16,64}\Z")
# Each stream holds a thread of the server; the others are for requests.
MOST_STREAMS: Final = 20
# A page that is loaded again has another id. Pages that listen to nothing for so long are gone.
KEEP_S: Final = 60.0
# Delivered events are forgotten, the oldest first, beyond so many characters.
_KEEP_CHARACTERS: Final = 4_000_000
# How often a silent stream says something: only a failed write shows that the other side has left.
_ALIVE_S: Final = 15.0


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a page is told.

    Attributes:
        number: counts up from 1 within a stream.
        kind: what it is about, as "answer".
        text: one line.
    """

    number: int
    kind: str
    text: str

    def encoded(self) -> bytes:
        """The event as a server-sent event."""
        return f"id: {self.number}\nevent: {self.kind}\ndata: {self.text}\n\n".encode()


class Stream:
    """The events of one page."""

    def __init__(self) -> None:
        self._events: deque[Event] = deque()  # consecutive numbers
        self._characters = 0
        self._delivered = 0
        self._changed = threading.Condition()
        self._next = 1
        self._listener: object | None = None
        self._closed = False
        self._left_at = time.monotonic()

    def send(self, kind: str, text: str) -> None:
        """Add an event; from any thread."""
        with self._changed:
            self._events.append(Event(self._next, kind, text))
            self._characters += len(text)
            self._next += 1
            self._forget()
            self._changed.notify_all()

    def _forget(self) -> None:
        while self._characters > _KEEP_CHARACTERS and self._events[0].number <= self._delivered:
            self._characters -= len(self._events.popleft().text)

    def listen(self, after: int, hello: str) -> Iterator[bytes]:
        """Yield events, the first ones at once, until `close` or until another listener takes over.

        Args:
            after: the number of the last event that the page has seen; 0 for none.
            hello: told first of all; who listens learns from it whether this is the server that it knew.
        """
        me = object()
        with self._changed:
            self._listener = me
            self._changed.notify_all()
        try:
            yield f"retry: 500\nevent: hello\ndata: {hello}\n\n".encode()
            while (events := self._wait(me, after)) is not None:
                yield b"".join(event.encoded() for event in events) or b": still here\n\n"
                after = events[-1].number if events else after
        finally:
            with self._changed:
                if self._listener is me:
                    self._listener, self._left_at = None, time.monotonic()

    def _wait(self, me: object, after: int) -> list[Event] | None:
        """Wait for events behind a number: none when it is time to show that the stream lives, None at its end."""
        with self._changed:
            self._delivered = max(self._delivered, after)
            self._changed.wait_for(lambda: self._next > after + 1 or self._closed or self._listener is not me, _ALIVE_S)
            if self._closed or self._listener is not me:
                return None
            return [event for event in self._events if event.number > after]

    def close(self) -> None:
        """End the listener."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def is_listened(self) -> bool:
        """Whether a connection is open."""
        return self._listener is not None

    def is_stale(self, now: float) -> bool:
        """Whether nobody has listened for `KEEP_S` seconds."""
        return self._listener is None and now - self._left_at > KEEP_S


class Streams:
    """The streams of all pages of an app.

    Attributes:
        boot: names this process; it changes when the app is started again.
    """

    def __init__(self) -> None:
        self.boot = os.urandom(8).hex()
        self._streams: dict[str, Stream] = {}
        self._lock = threading.Lock()
        self._closed = False

    def open(self, page: str) -> Stream | None:
        """The stream of a page, made when it is new; None when there are too many, or the app ends."""
        with self._lock:
            now = time.monotonic()
            for name in [name for name, stream in self._streams.items() if stream.is_stale(now)]:
                del self._streams[name]
            stream = self._streams.get(page)
            if stream is None and not self._closed and len(self._streams) < MOST_STREAMS:
                stream = self._streams[page] = Stream()
            return stream

    def find(self, page: str) -> Stream | None:
        """The stream of a page that has one."""
        return self._streams.get(page)

    def close(self) -> None:
        """End all streams; the server is about to stop."""
        with self._lock:
            self._closed = True
            for stream in self._streams.values():
                stream.close()
