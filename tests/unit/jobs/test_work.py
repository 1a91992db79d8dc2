"""What a worker does with its pipe, without its process; what is carried to it; what is said on the way."""

import os
import threading

import pytest

from desktopdash import Input, Output, ctx, set_props
from desktopdash.callbacks.context import current_call
from desktopdash.errors import JobRefused, MissingCallbackContextException, PreventUpdate
from desktopdash.jobs import work
from desktopdash.jobs.carry import pack, unpack
from desktopdash.jobs.managers import MemoryManager
from desktopdash.jobs.record import JobOrder
from desktopdash.jobs.talk import hear, say
from desktopdash.jobs.work import Work, send_order
from desktopdash.jobs.worker import told_exit
from desktopdash.processes.pipes import Pipe
from desktopdash.protocol.codec import decode

from .support import WAIT_S, order_of, registry_of, spec_of


@pytest.fixture
def ends():
    """The two ends of a pipe."""
    (read_a, write_b), (read_b, write_a) = os.pipe(), os.pipe()
    made = Pipe(read_a, write_a), Pipe(read_b, write_b)
    yield made
    for pipe in made:
        pipe.close_writer()
        pipe.close_reader()


# What is said.


@pytest.mark.parametrize("size", [0, 1, 4095, 4096, 60_000])
def test_a_message_arrives_as_it_was_said(ends, size):
    own, other = ends
    more = b"\n\x00{" * size
    more = more[:size]
    assert say(own, "event", more, job="ü", number=3)
    assert hear(other) == ({"kind": "event", "job": "ü", "number": 3}, more)


def test_messages_follow_each_other(ends):
    own, other = ends
    for number in range(3):
        say(own, "event", b"x" * number, number=number)
    assert [hear(other) for _ in range(3)] == [({"kind": "event", "number": n}, b"x" * n) for n in range(3)]


def test_the_end_of_the_other_process_is_none_and_false(ends):
    own, other = ends
    own.close_writer()
    assert hear(other) is None
    own.close_reader()
    assert say(other, "event") is False


def test_half_a_message_is_none(ends):
    own, other = ends
    own.send(b'{"kind":"event","size":10}\n', b"12345")
    own.close_writer()
    assert hear(other) is None


@pytest.mark.parametrize("carried", [None, b"\x80pickled\n"])
def test_an_order_arrives_as_it_was_sent(ends, carried):
    own, other = ends
    order = JobOrder("job-1", "o.c", b'{"a":1}', {"path": "/", "cookies": {}}, 2.5, carried)
    assert send_order(own, order)
    assert work._order(*hear(other)) == order


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0, "its process ended with exit code 0"),
        (3, "its process ended with exit code 3"),
        (-11, "its process was ended by signal 11 (SIGSEGV)"),
        (-9, "its process was ended by signal 9 (SIGKILL); where nobody did that, the system had no memory left"),
        (-60, "its process was ended by signal 60 (unknown)"),
    ],
)
def test_how_a_process_ended_in_words(code, words):
    assert told_exit(code) == words


# A worker's life.


class Server:
    """The other end of a worker's pipe."""

    def __init__(self, own, other, monkeypatch):
        self._pipe = own
        self.found = {}
        self.exits = []
        self.exited = threading.Event()
        monkeypatch.setattr(work, "kill_descendants", lambda **_: self.exits.append("killed"))
        self.work = Work(other, self._find, self._exit)

    def _find(self, name):
        return self.found[name]

    def _exit(self, code):
        self.exits.append(code)
        self.exited.set()

    def do(self, function, job="job-1", default=None, **kwargs):
        spec = spec_of(function, **kwargs)
        self.found[spec.name] = spec, default
        self.work.do(order_of(spec, job))
        return self.said()

    def said(self):
        """Return what the worker says of one job."""
        found = []
        while not found or found[-1][0]["kind"] != "free":
            found.append(hear(self._pipe))
        return found

    def say(self, kind, more=b"", **head):
        say(self._pipe, kind, more, **head)

    def give(self, order):
        send_order(self._pipe, order)

    def leave(self):
        self._pipe.close_writer()


@pytest.fixture
def server(ends, monkeypatch):
    return Server(*ends, monkeypatch)


def test_a_job_is_told_piece_by_piece_and_then_the_worker_is_free(server):
    def function(set_progress, value):
        set_progress(1)
        set_props("q", {"x": 2})
        return value

    progress, props, end, free = server.do(function, progress=Output("p", "value"))
    assert progress == ({"kind": "event", "job": "job-1", "event": "progress"}, b'"values":[[0,1]]')
    assert props == ({"kind": "event", "job": "job-1", "event": "props"}, b'"props":{"q":{"x":2}}')
    assert end[0] == {"kind": "end", "job": "job-1", "state": "done", "error": None, "answered": True}
    assert decode(end[1])["response"] == {"o": {"c": 7}}
    assert free[0].keys() == {"kind", "memory"}
    assert free[0]["memory"] > 1_000_000


def test_nothing_to_change_is_an_answer_too(server):
    def function(value):
        raise PreventUpdate

    end, _ = server.do(function)
    assert (end[0]["answered"], end[1]) == (True, b"null")


def test_a_failure_is_told_with_its_traceback(server):
    end, _ = server.do(lambda value: 1 / 0)
    assert (end[0]["state"], end[0]["answered"], end[1]) == ("failed", False, b"")
    assert end[0]["error"]["type"] == "ZeroDivisionError"
    assert "1 / 0" in end[0]["error"]["traceback"]


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt()])
def test_an_exit_ends_the_job_and_not_the_worker(server, error):
    def function(value):
        raise error

    assert server.do(function)[0][0]["error"]["type"] == type(error).__name__
    assert server.do(lambda value: value)[0][0]["state"] == "done"


def test_the_apps_on_error_is_called_in_the_worker(server):
    end, _ = server.do(lambda value: 1 / 0, default=lambda error: "sorry")
    assert end[0]["state"] == "failed"
    assert decode(end[1])["response"] == {"o": {"c": "sorry"}}


def test_a_callback_that_is_gone_is_a_failure(server):
    spec = spec_of(lambda value: value)

    def find(name):
        raise LookupError(f"the app has no long callback `{name}`")

    server.work._find = find
    server.work.do(order_of(spec))
    end, _ = server.said()
    assert (end[0]["state"], end[0]["error"]["type"]) == ("failed", "LookupError")
    assert "the app has no long callback `o.c`" in end[0]["error"]["message"]
    assert end[0]["error"]["callback"] == "o.c"


def test_what_a_job_has_started_may_not_tell_after_its_end(server):
    calls = []
    server.do(lambda value: calls.append(current_call()))
    with pytest.raises(MissingCallbackContextException, match="while no job ran"):
        calls[0].side.add(b"{}")


def test_who_asks_is_told_of_a_cancel_and_the_server_of_the_asking(server):
    server.work.listen()

    def function(value):
        before = [ctx.cancelled, ctx.cancelled]
        server.say("cancel", job="another")
        server.say("cancel", job="job-1")
        while not ctx.cancelled:
            pause.wait(0.001)
        return before

    pause = threading.Event()
    asks, end, _ = server.do(function)
    assert asks[0] == {"kind": "asks", "job": "job-1"}
    assert decode(end[1])["response"] == {"o": {"c": [False, False]}}
    server.leave()
    assert server.exited.wait(WAIT_S)


def test_the_next_job_knows_nothing_of_the_cancel(server):
    server.work._cancelled.add("job-1")
    assert decode(server.do(lambda value: ctx.cancelled)[1][1])["response"] == {"o": {"c": True}}
    assert decode(server.do(lambda value: ctx.cancelled, job="job-2")[1][1])["response"] == {"o": {"c": False}}
    assert server.work._cancelled == set()


def test_jobs_are_done_one_after_the_other(server):
    spec = spec_of(lambda value: value)
    server.found[spec.name] = spec, None
    server.work.listen()
    threading.Thread(target=server.work.run, daemon=True).start()
    for name in "ab":
        server.give(order_of(spec, name))
    assert [[said[0].get("job") for said in server.said()] for _ in "ab"] == [["a", None], ["b", None]]


def test_the_end_of_the_pipe_ends_the_process_with_all_that_it_started(server):
    server.work.listen()
    server.leave()
    assert server.exited.wait(WAIT_S)
    assert server.exits == ["killed", 0]


# What is carried.


def made_in_a_closure(factor, **kwargs):
    def function(value):
        return value * factor

    return spec_of(function, **kwargs)


def test_a_callback_made_in_a_closure_is_carried(server):
    spec = made_in_a_closure(3, on_error=lambda error: "own")
    packed = pack(spec, lambda error: "app")
    found, default = unpack(packed)
    assert (found.function(2), found.on_error(None), default(None)) == (6, "own", "app")
    assert found.name == spec.name
    server.work.do(order_of(spec, carried=packed))
    assert decode(server.said()[0][1])["response"] == {"o": {"c": 21}}


def test_its_manager_stays_at_home():
    spec = made_in_a_closure(3, manager=MemoryManager(), timeout=5)
    found, _ = unpack(pack(spec, None))
    assert found.background.manager is None
    assert found.background.timeout_s == 5.0
    assert spec.background.manager is not None


def test_what_cannot_be_carried_is_refused_with_what_to_do():
    rows = (row for row in range(3))

    def function(value):
        return next(rows)

    with pytest.raises(JobRefused) as caught:
        pack(spec_of(function), None)
    said = str(caught.value)
    assert said.startswith("function (")
    assert "cannot run in another process: a freshly loaded app does not have it" in said
    assert "generator" in said
    assert said.endswith('Declare it when the app\'s module is imported, or say executor="thread"')


@pytest.mark.parametrize("packed", [b"", b"no pickle"])
def test_what_cannot_be_unpacked_fails_the_job(server, packed):
    spec = next(iter(registry_of(lambda value: value, Output("o", "c"), Input("i", "v"))))
    server.work.do(JobOrder("job-1", spec.name, order_of(spec).body, {}, None, packed))
    end, _ = server.said()
    assert end[0]["state"] == "failed"
    assert end[0]["error"]["callback"] == "o.c"
