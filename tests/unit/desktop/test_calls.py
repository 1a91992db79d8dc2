"""Calls of exposed functions: their order, their answers, and what goes wrong."""

import json
import threading
from collections import defaultdict

import pytest

from desktopdash.desktop import calls
from desktopdash.desktop.calls import CallQueue, calling_page
from desktopdash.errors import DesktopError
from desktopdash.protocol.codec import encode

from .support import OTHER, PAGE, WAIT_S, Kept, exposed, quietly


@pytest.fixture
def failed():
    return Kept()


def queue_of(failed, *functions, parallel=(), **named):
    table = exposed(*functions, **named)
    for function in parallel:
        table.add(function, None, True)
    return CallQueue(table, failed)


def call(name, *args):
    return encode({"name": name, "args": list(args)})


def answered(queue, text, page=PAGE):
    """Return the answer to one call: its value, or its error."""
    kept = Kept()
    queue.put(page, text, kept)
    text, error = kept.one()
    return json.loads(text) if error is None else error


def test_a_thousand_calls_of_several_pages_keep_their_order_and_each_has_its_own_answer(failed):
    ran = defaultdict(list)

    def note(number):
        ran[calling_page()].append(number)
        return [calling_page(), number]

    queue = queue_of(failed, note)
    replies = {(page, number): Kept() for page in "abcd" for number in range(250)}

    def send(page):
        for number in range(250):
            queue.put(page, call("note", number), replies[page, number])

    for thread in [quietly(send, page) for page in "abcd"]:
        thread.join(WAIT_S)
    found = {key: kept.one() for key, kept in replies.items()}
    assert all(json.loads(text) == [*key] and error is None for key, (text, error) in found.items())
    assert all(len(kept.all) == 1 for kept in replies.values())
    assert dict(ran) == {page: list(range(250)) for page in "abcd"}
    assert failed.all == []


def test_calls_of_a_page_do_not_overlap_and_those_of_two_do(failed):
    met = threading.Barrier(2)

    def meet():
        met.wait(WAIT_S)

    queue = queue_of(failed, meet)
    kept = Kept()
    for page in (PAGE, OTHER):
        queue.put(page, call("meet"), kept)
    assert [error for _, error in kept.wait_for(2)] == [None, None]


def test_a_page_that_is_done_begins_anew(failed):
    queue = queue_of(failed, one=lambda: 1)
    assert [answered(queue, call("one")) for _ in range(3)] == [1, 1, 1]


def test_a_parallel_call_holds_up_nobody(failed):
    go = threading.Event()

    def slow():
        assert go.wait(WAIT_S)
        return "slow"

    queue = queue_of(failed, parallel=[slow], quick=lambda: "quick")
    kept = Kept()
    for name in ("slow", "slow", "quick"):
        queue.put(PAGE, call(name), kept)
    assert kept.one() == ('"quick"', None)
    go.set()
    assert sorted(kept.wait_for(3)) == [('"quick"', None), ('"slow"', None), ('"slow"', None)]


def test_more_parallel_calls_than_there_are_threads_for_come_in_their_turn(failed, monkeypatch):
    monkeypatch.setattr(calls, "MOST_PARALLEL", 2)
    go, running = threading.Event(), []

    def slow(number):
        running.append(number)
        assert go.wait(WAIT_S)
        return number

    queue = queue_of(failed, parallel=[slow])
    kept = Kept()
    for number in range(5):
        queue.put(PAGE, call("slow", number), kept)
    go.set()
    assert sorted(int(text) for text, _ in kept.wait_for(5)) == list(range(5))
    assert answered(queue, call("slow", 5)) == 5


def test_a_queue_that_is_full_refuses_the_next_and_forgets_none(failed, monkeypatch):
    monkeypatch.setattr(calls, "MOST_WAITING", 3)
    go, begun = threading.Event(), threading.Event()

    def slow(number):
        begun.set()
        assert go.wait(WAIT_S)
        return number

    queue = queue_of(failed, slow)
    kept, late = Kept(), Kept()
    queue.put(PAGE, call("slow", 0), kept)
    assert begun.wait(WAIT_S)
    for number in (1, 2, 3):
        queue.put(PAGE, call("slow", number), kept)
    queue.put(PAGE, call("slow", 4), late)
    text, error = late.one()
    assert (text, error["code"]) == (None, "invalid")
    assert "calls wait already" in error["message"]
    go.set()
    assert [text for text, _ in kept.wait_for(4)] == ["0", "1", "2", "3"]
    assert answered(queue, call("slow", 5)) == 5


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"null", b"[]", b'"save"', b"3", b"{}", b'{"name":"one"}', b'{"args":[]}', b'{"name":"one","args":{}}',
     b'{"name":"one","args":null}', b'{"name":"one","args":"ab"}', b"\xff", "\ud800", b"[" * 5000],
)  # fmt: skip
def test_what_is_no_call_is_said(failed, text):
    queue = queue_of(failed, one=lambda: 1)
    assert answered(queue, text)["code"] == "invalid"
    assert answered(queue, call("one")) == 1


@pytest.mark.parametrize("name", ["two", "__class__", "one.__call__", "", None, 3, ["one"], {"a": 1}])
def test_what_is_not_exposed_is_unknown(failed, name):
    queue = queue_of(failed, one=lambda: 1)
    error = answered(queue, call(name))
    assert error["code"] == "unknown"
    assert "@app.expose" in error["message"]


def leave():
    raise SystemExit(3)


def interrupt():
    raise KeyboardInterrupt


def divide():
    return 1 / 0


async def leave_later():
    raise SystemExit(4)


class Unsayable(Exception):
    def __str__(self):
        raise ValueError("cannot be said")


def unsayable():
    raise Unsayable


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (divide, "ZeroDivisionError: division by zero"),
        (leave, "SystemExit: 3"),
        (leave_later, "SystemExit: 4"),
        (interrupt, "KeyboardInterrupt: "),
        (unsayable, "ValueError: cannot be said"),
    ],
)
def test_what_is_raised_is_told_and_logged_and_the_queue_goes_on(failed, function, message):
    queue = queue_of(failed, function, one=lambda: 1)
    assert answered(queue, call(function.__name__)) == {"code": "failed", "message": message}
    assert [where for where, _ in failed.all] == [function.__name__]
    assert isinstance(failed.all[0][1], BaseException)
    assert answered(queue, call("one")) == 1


def test_the_users_own_error_is_logged_and_not_what_it_was_wrapped_in(failed):
    queue = queue_of(failed, divide)
    answered(queue, call("divide"))
    assert isinstance(failed.all[0][1], ZeroDivisionError)


def test_a_wrong_argument_is_the_callers_affair_and_not_logged(failed):
    def save(name: str):
        return name

    queue = queue_of(failed, save)
    assert answered(queue, call("save", 1)) == {"code": "invalid", "message": "save: name is int; expected str"}
    assert failed.all == []


def test_an_error_of_the_desktop_goes_on_to_the_page(failed):
    def ask():
        raise DesktopError("timeout", "no answer")

    assert answered(queue_of(failed, ask), call("ask")) == {"code": "timeout", "message": "no answer"}
    assert failed.all == []


def test_the_page_is_known_while_its_call_runs_and_not_after(failed):
    async def later():
        return calling_page()

    queue = queue_of(failed, later, parallel=[calling_page])
    assert [answered(queue, call(name), page) for name in ("later", "calling_page") for page in (PAGE, OTHER)] == [
        PAGE, OTHER, PAGE, OTHER,
    ]  # fmt: skip
    assert calling_page() is None


@pytest.mark.parametrize("name", ["one", "unknown", "divide", "beside"])
def test_a_reply_that_raises_costs_one_answer_and_not_the_queue(failed, name):
    def beside():
        return 2

    queue = queue_of(failed, divide, parallel=[beside], one=lambda: 1)

    def reply(text, error):
        raise OSError("the page is gone")

    queue.put(PAGE, call(name), reply)
    assert answered(queue, call("one")) == 1
    where, error = failed.wait_for(2 if name == "divide" else 1)[-1]
    assert (where, str(error)) == ("the answer to a call", "the page is gone")
