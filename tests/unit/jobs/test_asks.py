"""What jobs in worker processes ask of the desktop: the worker's end, and the server's."""

import os
import threading

import pytest

from desktopdash.desktop.api import Desktop
from desktopdash.desktop.worker_link import WorkerLink
from desktopdash.errors import DesktopError, DesktopTimeout, DesktopUnavailable
from desktopdash.jobs import work
from desktopdash.jobs.asks import answer_soon
from desktopdash.jobs.talk import hear, say
from desktopdash.jobs.work import Work
from desktopdash.processes.pipes import Pipe
from desktopdash.protocol.codec import decode, encode

from ..desktop.support import Kept, quietly
from .support import OTHER, PAGE, Workshop, around, order_of, registry_of, spec_of


class FakeWorker:
    def __init__(self):
        self.answer = Kept()


class FakeListener:
    def __init__(self, outcome):
        self.outcome = outcome
        self.asked_for = []

    def asked(self, job, name, args, timeout_s):
        self.asked_for.append((job, name, args, timeout_s))
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome() if callable(self.outcome) else self.outcome


HEAD = {"job": "job-1", "number": 5, "name": "window.title", "timeout_s": 2.0}


def answered(outcome, args=b'{"title":"T"}'):
    worker, listener = FakeWorker(), FakeListener(outcome)
    answer_soon(worker, listener, HEAD, args)
    return worker.answer.one(), listener


@pytest.mark.parametrize("value", [None, 1, "ü", {"a": [1]}])
def test_a_question_is_answered_as_json(value):
    (number, text, error), listener = answered(value)
    assert (number, decode(text), error) == (5, value, None)
    assert listener.asked_for == [("job-1", "window.title", {"title": "T"}, 2.0)]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (DesktopError("denied", "no"), {"code": "denied", "message": "no"}),
        (DesktopUnavailable("none"), {"code": "unavailable", "message": "none"}),
        (ValueError("wrong"), {"code": "failed", "message": "ValueError: wrong"}),
    ],
)
def test_whatever_goes_wrong_the_job_has_an_answer(error, told):
    assert answered(error)[0] == (5, b"", told)


@pytest.mark.parametrize(("outcome", "args"), [(object(), b"{}"), (1, b"{")])
def test_what_is_not_json_is_an_answer_too(outcome, args):
    (number, text, error), _ = answered(outcome, args)
    assert (number, text, error["code"]) == (5, b"", "failed")


def test_a_dialog_holds_up_nobody():
    go = threading.Event()
    slow, quick = FakeWorker(), FakeWorker()
    answer_soon(slow, FakeListener(lambda: go.wait(10)), HEAD, b"{}")
    answer_soon(quick, FakeListener(1), HEAD, b"{}")
    assert quick.answer.one() == (5, b"1", None)
    assert slow.answer.all == []
    go.set()
    assert slow.answer.one() == (5, b"true", None)


# The worker's end.


class Server:
    """The server's end of a worker's pipe."""

    def __init__(self, own, other, monkeypatch):
        self.pipe = own
        monkeypatch.setattr(work, "kill_descendants", lambda **_: None)
        self.found = {}
        self.exited = threading.Event()
        self.work = Work(other, self.found.__getitem__, lambda code: self.exited.set())
        self.link = WorkerLink(self.work.ask)
        self.desktop = Desktop(lambda: self.link)
        self.work.listen()

    def begin(self, function, job="job-1"):
        spec = spec_of(function)
        self.found[spec.name] = spec, None
        quietly(self.work.do, order_of(spec, job))

    def said(self, kind):
        """Return the next thing of this kind that the worker says."""
        while (said := hear(self.pipe))[0]["kind"] != kind:
            pass
        return said

    def answer(self, head, text=b"", error=None):
        say(self.pipe, "answer", text, number=head["number"], error=error)


@pytest.fixture
def server(monkeypatch):
    (read_a, write_b), (read_b, write_a) = os.pipe(), os.pipe()
    own, other = Pipe(read_a, write_a), Pipe(read_b, write_b)
    made = Server(own, other, monkeypatch)
    yield made
    own.close_writer()
    assert made.exited.wait(10)
    other.close_writer()
    for pipe in (own, other):
        pipe.close_reader()


def test_a_job_asks_and_goes_on_with_the_answer(server):
    server.begin(lambda value: server.desktop.dialogs.open("T"))
    head, args = server.said("ask")
    assert {name: head[name] for name in ("job", "name", "timeout_s")} == {
        "job": "job-1",
        "name": "dialogs.open",
        "timeout_s": None,
    }
    assert decode(args)["title"] == "T"
    server.answer(head, '["/ü.csv"]'.encode())
    assert decode(server.said("end")[1])["response"] == {"o": {"c": ["/ü.csv"]}}


@pytest.mark.parametrize("text", [b"null", b'"x"', b"[" + b"1," * 50_000 + b"1]"])
def test_answers_of_any_size_arrive(server, text):
    server.begin(lambda value: [server.desktop.clipboard.read()])
    server.answer(server.said("ask")[0], text)
    assert decode(server.said("end")[1])["response"]["o"]["c"] == [decode(text)]


def test_an_error_is_raised_in_the_job(server):
    def function(value):
        try:
            server.desktop.window.focus()
        except DesktopError as error:
            return [error.code, str(error)]

    server.begin(function)
    server.answer(server.said("ask")[0], error={"code": "denied", "message": "no"})
    assert decode(server.said("end")[1])["response"]["o"]["c"] == ["denied", "no"]


def test_threads_of_a_job_have_their_own_answers(server):
    found = Kept()

    def function(value):
        threads = [quietly(lambda n=n: found(n, server.desktop.call_clientside("n.f", n))) for n in range(20)]
        for thread in threads:
            thread.join(10)
        return len(found.all)

    server.begin(function)
    asked = [server.said("ask") for _ in range(20)]
    for head, args in reversed(asked):
        server.answer(head, encode(decode(args)["args"][0] * 2))
    assert decode(server.said("end")[1])["response"]["o"]["c"] == 20
    assert sorted(found.all) == [(n, 2 * n) for n in range(20)]


def test_no_answer_in_time(server):
    def function(value):
        try:
            server.desktop.call_clientside("n.f", timeout=0.01)
        except DesktopTimeout as error:
            return error.code

    server.begin(function)
    head, _ = server.said("ask")
    assert decode(server.said("end")[1])["response"]["o"]["c"] == "timeout"
    server.answer(head, b"1")


def test_without_a_job_nobody_is_asked(server):
    with pytest.raises(DesktopUnavailable, match="while no job ran"):
        server.desktop.clipboard.read()


# The server's end.


@pytest.fixture
def asking():
    """Jobs that may ask, and what they asked."""
    asked = []
    shop = Workshop(registry_of(lambda value: value))
    told = around(shop.pages, shop.log, ask=lambda *said: asked.append(said) or "answer")
    shop.jobs._around = told
    yield shop, asked
    shop.close()


def test_the_page_that_owns_the_job_is_asked(asking):
    shop, asked = asking
    live = shop.start()
    assert shop.jobs.asked(live.id, "window.title", {"title": "T"}, 3.0) == "answer"
    shop.jobs.claim(OTHER, {PAGE: ()}, [])
    shop.jobs.asked(live.id, "window.focus", {}, None)
    assert asked == [(PAGE, "window.title", {"title": "T"}, 3.0), (OTHER, "window.focus", {}, None)]


def test_a_job_that_is_not_there_asks_nobody(asking):
    shop, asked = asking
    for job in ("unknown", "__class__", ""):
        with pytest.raises(DesktopUnavailable, match="the job has ended"):
            shop.jobs.asked(job, "window.title", {}, 3.0)
    assert asked == []


def test_an_app_without_a_desktop_says_so():
    shop = Workshop(registry_of(lambda value: value))
    live = shop.start()
    with pytest.raises(DesktopUnavailable, match="has no desktop"):
        shop.jobs.asked(live.id, "window.title", {}, 3.0)
    shop.close()
