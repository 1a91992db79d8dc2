"""A store in Redis, for jobs that Celery's workers run on whatever machine.

The events of a job are one list, to which the worker and the server's processes append: a place in it is an event's
number. Whoever appends the end first has told the end; nothing is appended behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from .record import JobRecord
from .store import HOLDER_ALIVE_S, KEEP_EVENTS_S, KEEP_RECORDS_S, StoreError

_PREFIX: Final = "desktopdash"
_RUNNING_S: Final = 7 * 24 * 3600
JOB_ALIVE_S: Final = 30
"""A job whose worker has not been heard for so long is lost. Code that holds the GIL may keep a living one silent; a
process of a pool that died is told by Celery itself, within ten seconds."""
_ADVICE: Final = "Jobs that wait for it are lost where it does not come back within seconds"
_END: Final = b'"kind":"end"'

# KEYS: the events, the mark of the end. ARGV: seconds to keep them, the event, whether it is the end.
_APPEND: Final = """
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
if ARGV[3] == '1' then redis.call('SET', KEYS[2], '1', 'EX', ARGV[1]) end
local length = redis.call('RPUSH', KEYS[1], ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[1])
return length
"""


class RedisStore:
    """See `JobStore`.

    Args:
        client: a `redis.Redis`.
        errors: the exceptions that it raises.
    """

    def __init__(self, client: Any, errors: tuple[type[Exception], ...]) -> None:
        self._client = client
        self._errors = errors

    def put(self, record: JobRecord) -> None:
        """See `JobStore`."""
        with self._told():
            keep_s = KEEP_RECORDS_S if record.is_over else _RUNNING_S
            self._client.set(_key("job", record.id), record.encoded(), ex=keep_s)
            self._client.zadd(_key("page", record.page), {record.id: record.created_at})
            self._client.expire(_key("page", record.page), _RUNNING_S)

    def get(self, job: str) -> JobRecord | None:
        """See `JobStore`."""
        with self._told():
            text = self._client.get(_key("job", job))
        try:
            return None if text is None else JobRecord.decoded(text)
        except (ValueError, TypeError) as error:
            raise StoreError(f"a job's record in Redis is damaged: {error}") from error

    def of_page(self, page: str) -> list[JobRecord]:
        """See `JobStore`."""
        with self._told():
            jobs = [job.decode() for job in self._client.zrange(_key("page", page), 0, -1)]
        found = [self.get(job) for job in jobs]
        return [record for record in found if record is not None and record.page == page]

    def move(self, record: JobRecord, page: str) -> JobRecord:
        """See `JobStore`."""
        moved = record.but(page=page)
        self.put(moved)
        return moved

    def append(self, job: str, events: Iterable[tuple[int, bytes]]) -> None:
        """See `JobStore`; an event's number is its place, whatever number it comes with."""
        for _, text in events:
            self.append_event(job, text[text.index(b",") + 1 : -1])

    def append_event(self, job: str, event: bytes) -> bool:
        """Append an event without number and braces; False where the job's end stands there already."""
        with self._told():
            keys = [_key("events", job), _key("end", job)]
            keep_s = KEEP_EVENTS_S if event.startswith(_END) else _RUNNING_S
            return bool(self._client.eval(_APPEND, 2, *keys, keep_s, event, int(event.startswith(_END))))

    def has_end(self, job: str) -> bool:
        """Tell whether a job's end has been appended."""
        with self._told():
            return bool(self._client.exists(_key("end", job)))

    def events(self, job: str, after: int = 0) -> list[bytes]:
        """See `JobStore`."""
        with self._told():
            found = self._client.lrange(_key("events", job), after, -1)
        return [b'{"number":%d,%b}' % (after + 1 + place, event) for place, event in enumerate(found)]

    def drop_events(self, job: str) -> None:
        """See `JobStore`."""
        record = self.get(job)
        with self._told():
            self._client.delete(_key("events", job))
            if record is not None and record.is_over:  # nobody takes it over without its events
                self._client.lrem(_key("page", record.page), 0, job)

    def ask_cancel(self, job: str) -> None:
        """See `JobStore`."""
        with self._told():
            self._client.set(_key("cancel", job), b"1", ex=KEEP_EVENTS_S)

    def asked_cancel(self, job: str) -> bool:
        """See `JobStore`."""
        with self._told():
            return bool(self._client.exists(_key("cancel", job)))

    def beat(self, holder: str) -> None:
        """See `JobStore`."""
        with self._told():
            self._client.set(_key("holder", holder), b"1", ex=HOLDER_ALIVE_S)

    def is_alive(self, holder: str) -> bool:
        """See `JobStore`."""
        with self._told():
            return bool(self._client.exists(_key("holder", holder)))

    def beat_job(self, job: str) -> None:
        """Write that a worker is at a job; see `JOB_ALIVE_S`."""
        with self._told():
            self._client.set(_key("holder", job), b"1", ex=JOB_ALIVE_S)

    def is_held(self, record: JobRecord) -> bool:
        """See `JobStore`: a job that Celery runs lives as long as its worker says so."""
        return record.state == "queued" or self.is_alive(record.id)

    def cached(self, key: str, expire_s: float | None) -> bytes | None:
        """See `JobStore`."""
        with self._told():
            found = self._client.get(_key("result", key))
            if found is not None and expire_s is not None:
                self._client.pexpire(_key("result", key), int(expire_s * 1000))
            return bytes(found) if found is not None else None

    def cache(self, key: str, answer: bytes, expire_s: float | None) -> None:
        """See `JobStore`."""
        with self._told():
            self._client.set(_key("result", key), answer, px=None if expire_s is None else int(expire_s * 1000))

    def close(self) -> None:
        """Do nothing: connections end with the process."""

    def check(self) -> None:
        """Raise StoreError where Redis does not answer."""
        with self._told():
            self._client.ping()

    # What Celery's workers and the server's processes tell each other beside the jobs.

    def publish(self, channel: str, text: str) -> None:
        """Tell everyone who listens to a channel."""
        with self._told():
            self._client.publish(f"{_PREFIX}:{channel}", text)

    def listen(self, channel: str, wait_s: float) -> Iterator[str | None]:
        """Yield what is told on a channel; None each time when nothing was for `wait_s` seconds."""
        with self._told(), self._client.pubsub(ignore_subscribe_messages=True) as heard:
            heard.subscribe(f"{_PREFIX}:{channel}")
            while True:
                message = heard.get_message(timeout=wait_s)
                yield None if message is None else message["data"].decode()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            said = f"Redis cannot be reached: {type(error).__name__}: {error}"
            raise StoreError(said, "Redis", _ADVICE) from error


def _key(kind: str, name: str) -> str:
    return f"{_PREFIX}:{kind}:{name}"
