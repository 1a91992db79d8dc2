"""Jobs for the tests: records, orders, what runs them and whom they tell."""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
import time

from desktopdash import Input, Output
from desktopdash.callbacks.binding import slot_of
from desktopdash.callbacks.context import Caller
from desktopdash.callbacks.dispatch import bind, find
from desktopdash.callbacks.registry import CallbackRegistry
from desktopdash.errors import JobRefused
from desktopdash.jobs.around import JobOptions, Surroundings
from desktopdash.jobs.jobs import Jobs
from desktopdash.jobs.live import LiveJob
from desktopdash.jobs.memory_store import MemoryStore
from desktopdash.jobs.record import Ending, JobOrder, JobRecord
from desktopdash.protocol.codec import decode, encode
from desktopdash.protocol.messages import parse_request

from ..callbacks.requests import ref, val

PAGE = "page-0000000000000001"
OTHER = "page-0000000000000002"
WAIT_S = 10.0
"""What does not happen within this does not happen."""

OUTPUT = Output("o", "c")
INPUT = Input("i", "v")


def wait_until(is_true, message="it did not come to that"):
    """Wait for something that no event tells of, with a deadline."""
    end = time.monotonic() + WAIT_S
    pause = threading.Event()
    while not is_true():
        assert time.monotonic() < end, message
        pause.wait(0.005)


# Callbacks and requests.


def registry_of(function, *dependencies, app_handler=None, **kwargs):
    """Return a registry with one long callback, o.c from i.v unless other dependencies are given."""
    registry = CallbackRegistry(on_error=app_handler)
    default = () if "inputs" in kwargs else (OUTPUT, INPUT)
    registry.callback(*(dependencies or default), background=True, **kwargs)(function)
    return registry


def spec_of(function, *dependencies, **kwargs):
    return next(iter(registry_of(function, *dependencies, **kwargs)))


def body_of(spec, inputs=None, state=(), outputs=None, changed=("i.v",)):
    sent = {
        "output": spec.name,
        "inputs": list(inputs) if inputs is not None else [val("i", "v", 7)],
        "state": list(state),
        "changedPropIds": list(changed),
    }
    return sent if outputs is None else {**sent, "outputs": outputs}


def call_of(registry, caller=None, spec=None, **request):
    spec = spec or next(iter(registry))
    parsed = parse_request(body_of(spec, **request))
    return bind(find(registry, parsed), registry.on_error, parsed, caller or Caller())


def order_of(spec, job="job-1", caller=None, carried=None, **request):
    return JobOrder(job, spec.name, encode(body_of(spec, **request)), caller or {}, None, carried)


# Records and held jobs.


def record(id_="job-1", page=PAGE, **changes):
    made = JobRecord(
        id=id_,
        callback="o.c",
        label="function (module:1)",
        page=page,
        slot="o.c {}",
        request={"output": "o.c", "outputs": [], "inputs": [ref("i", "v")], "state": []},
        holder="holder-1",
        on_leave="keep",
        concurrency="replace",
        state="running",
        created_at=1.0,
    )
    return made.but(**changes)


def live_job(id_="job-1", page=PAGE, spec=None, default=None, cache_key=None, **changes):
    spec = spec or spec_of(lambda value: value)
    return LiveJob(record(id_, page, **changes), order_of(spec, id_), spec, default, cache_key)


# Whom jobs tell, and what runs them.


class Told:
    """A reporter that keeps what it was told."""

    def __init__(self, cancelled=False):
        self.events = []
        self.cancelled = cancelled

    def tell(self, kind, more):
        self.events.append((kind, decode(b"{%b}" % more)))

    def is_cancelled(self):
        return self.cancelled


class Heard:
    """A listener that keeps what it was told."""

    def __init__(self):
        self.all = []
        self._changed = threading.Condition()

    def _add(self, *said):
        with self._changed:
            self.all.append(said)
            self._changed.notify_all()

    def started(self, job):
        self._add("started", job)

    def told(self, job, kind, more):
        self._add("told", job, kind, decode(b"{%b}" % more))

    def ended(self, job, ending):
        self._add("ended", job, ending)

    def of(self, job):
        return [said for said in self.all if said[1] == job]

    def wait_for(self, kind, job):
        """Return what was said of this kind, when it is."""

        def found():
            return next((said for said in self.all if said[:2] == (kind, job)), None)

        with self._changed:
            assert self._changed.wait_for(found, WAIT_S), f"no {kind} of {job}: {self.all}"
            return found()[-1]

    def ending(self, job):
        return self.wait_for("ended", job)


class Stage:
    """An executor that runs nothing: the tests say what becomes of the jobs."""

    outlives = False

    def __init__(self, listener, most=1000):
        self.listener = listener
        self.most = most
        self.orders = []
        self.cancelled = []
        self.warmed = 0
        self.closed = False

    @property
    def jobs(self):
        return [order.job for order in self.orders]

    def submit(self, order, spec, default):
        if len(self.orders) >= self.most:
            raise JobRefused(f"{spec.label}: there is no room")
        self.orders.append(order)

    def cancel(self, job):
        self.cancelled.append(job)

    def warm(self):
        self.warmed += 1

    def close(self, keep=()):
        self.closed = True
        self.kept = set(keep)

    def end(self, job, answer=b"null"):
        self.listener.ended(job, Ending("done", answer))


class Pages:
    """The pages of an app: which of them listen, and what they were told."""

    def __init__(self, *listening):
        self.listening = set(listening)
        self.delivered = []

    def deliver(self, page, job, number, text):
        if page in self.listening:
            self.delivered.append((page, job, number, decode(text)))
        return page in self.listening

    def is_listening(self, page):
        return page in self.listening


class Log(logging.Logger):
    """A logger that keeps what it is told."""

    def __init__(self):
        super().__init__("jobs")
        self.lines = []
        handler = logging.Handler()
        handler.emit = lambda record: self.lines.append(record.getMessage())
        self.addHandler(handler)


def around(pages, log, **changes):
    """What jobs need of an app."""
    settings = {"debug": lambda: False, "serving": contextlib.nullcontext, "holder": secrets.token_hex(4), **changes}
    return Surroundings(deliver=pages.deliver, is_listening=pages.is_listening, logger=log, **settings)


class Workshop:
    """`Jobs` with a stage for each executor, and all that is around them."""

    def __init__(self, registry, store=None, pages=None, debug=False, is_shared=False, executors=None, **kwargs):
        self.registry = registry
        self.spec = next(iter(registry))
        self.store = store or MemoryStore()
        self.pages = pages or Pages()
        self.log = Log()
        self.serving = 0
        settings = {"debug": lambda: debug, "serving": self._serving, "is_shared": is_shared}
        found = around(self.pages, self.log, **settings)
        self.jobs = Jobs(self.store, executors or self._stages, found, JobOptions(**kwargs))

    def _stages(self, listener):
        self.stage, self.threads = Stage(listener), Stage(listener)
        return {"process": self.stage, "thread": self.threads}

    @contextlib.contextmanager
    def _serving(self):
        self.serving += 1
        yield

    def start(self, page=PAGE, **request):
        call = call_of(self.registry, **request)
        slot = slot_of(call.spec, call.targets, call.reads)
        return self.jobs.start(call, self.registry.on_error, page, slot, encode(body_of(self.spec, **request)))

    def end(self, live, answer=b"null"):
        self.stage.end(live.id, answer)

    def close(self):
        self.jobs.close()


def events(live, after=0):
    return [decode(text) for text in live.events(after)]


def end_of(live):
    """Return the end event of a job when it has ended."""
    assert live.over.wait(WAIT_S), "the job has no end"
    found = events(live)
    assert [event["kind"] for event in found].count("end") == 1
    assert [event["number"] for event in found] == list(range(1, len(found) + 1))
    assert found[-1]["kind"] == "end"
    return found[-1]
