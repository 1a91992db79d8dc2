"""One stream of numbered events for each open page: what the server tells it without being asked.

A page names itself by a random id. Events that were written to a connection are kept for a while: one that broke goes
on after the last number that the page has really seen. Each stream has a name: where the page finds one of another name
under its id (the app was started again, or the page was gone too long), what it still waits for will not come.

    event 7 "answer" of stream "3f9a…" -> "id: 3f9a….7\\nevent: answer\\ndata: <text>\\n\\n"
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections import deque
from collections.abc import Iterator
from typing import Final

from ..records import dataclass

PAGE_ID: Final = re.compile(r"[A-Za-z0-9-]{16,64}\Z")
# Each stream holds a thread of the server; the others are for requests.
MOST_STREAMS: Final = 20
# A page that is loaded again has another id. Pages that listen to nothing for so long are gone.
KEEP_S: Final = 60.0
# Delivered events are forgotten, the oldest first, beyond so many characters.
_KEEP_CHARACTERS: Final = 4_000_000
# How often a silent stream says something: only a failed write shows that the other side has left.
_ALIVE_S: Final = 15.0


def props_text(run: int | None, update: bytes) -> str:
    """Return the text of a "props" event: `{"run": 7, "props": {id: {prop: value}}}`.

    Args:
        run: what the page calls the run of the callback that sets them; None where there is none.
        update: JSON.
    """
    return f'{{"run":{"null" if run is None else run},"props":{update.decode()}}}'


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

    def encoded(self, stream: str) -> bytes:
        """The event as a server-sent event of the stream of this name."""
        return f"id: {stream}.{self.number}\nevent: {self.kind}\ndata: {self.text}\n\n".encode()


class Stream:
    """The events of one page.

    Attributes:
        name: another for each stream that there ever is.
        is_drawn: set when the page has drawn what came first of its layout, or is gone.
    """

    def __init__(self) -> None:
        self.name = os.urandom(8).hex()
        self.is_drawn = threading.Event()
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

    def listen(self, last_seen: str = "") -> Iterator[bytes]:
        """Yield events, the first ones at once, until `close` or until another listener takes over.

        The stream's name is told first of all.

        Args:
            last_seen: the id of the last event that the page has seen; "" for none. One of another stream counts as
                none.
        """
        me = object()
        after = self._number_of(last_seen)
        with self._changed:
            self._listener = me
            self._changed.notify_all()
        try:
            yield f"retry: 500\nevent: hello\ndata: {self.name}\n\n".encode()
            while (events := self._wait(me, after)) is not None:
                yield b"".join(event.encoded(self.name) for event in events) or b": still here\n\n"
                after = events[-1].number if events else after
        finally:
            with self._changed:
                if self._listener is me:
                    self._listener, self._left_at = None, time.monotonic()

    def _number_of(self, event_id: str) -> int:
        name, _, number = event_id.rpartition(".")
        return int(number) if name == self.name and number.isdecimal() else 0

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
        self.is_drawn.set()
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def is_listened(self) -> bool:
        """Whether a connection is open."""
        return self._listener is not None

    def silent_s(self, now: float) -> float:
        """For how long nobody has listened, in seconds; 0 where somebody does."""
        return 0.0 if self._listener is not None else now - self._left_at


class Streams:
    """The streams of all pages of an app."""

    def __init__(self) -> None:
        self._streams: dict[str, Stream] = {}
        self._lock = threading.Lock()
        self._closed = False

    def open(self, page: str) -> Stream | None:
        """The stream of a page, made when it is new; None when too many pages listen, or the app ends."""
        with self._lock:
            self._forget_left()
            stream = self._streams.get(page)
            if stream is None and not self._closed and self._has_room():
                stream = self._streams[page] = Stream()
            return stream

    def _forget_left(self) -> None:
        """Drop the streams of pages that are gone."""
        now = time.monotonic()
        for page in [page for page, stream in self._streams.items() if stream.silent_s(now) > KEEP_S]:
            del self._streams[page]

    def _has_room(self) -> bool:
        """Make room for one more, where it is needed, by the page that has been silent for the longest."""
        if len(self._streams) < MOST_STREAMS:
            return True
        now = time.monotonic()
        silent_s, page = max((stream.silent_s(now), page) for page, stream in self._streams.items())
        if silent_s:
            del self._streams[page]
        return bool(silent_s)

    def broadcast(self, kind: str, text: str, but: str = "") -> None:
        """Tell all pages, but for the one of that name."""
        with self._lock:
            self._forget_left()
            for page, stream in self._streams.items():
                if page != but:
                    stream.send(kind, text)

    def leave(self, page: str) -> None:
        """End the stream of a page that is gone."""
        with self._lock:
            stream = self._streams.pop(page, None)
        if stream is not None:
            stream.close()

    def find(self, page: str) -> Stream | None:
        """The stream of a page that has one."""
        return self._streams.get(page)

    def newest(self) -> str | None:
        """The page that was opened last of those that listen."""
        with self._lock:
            return next((page for page, stream in reversed(self._streams.items()) if stream.is_listened()), None)

    def close(self) -> None:
        """End all streams; the server is about to stop."""
        with self._lock:
            self._closed = True
            for stream in self._streams.values():
                stream.close()
