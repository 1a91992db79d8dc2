"""The jobs of a process, with executors that run nothing."""

import threading
import time

import pytest

from desktopdash import Input, Output, State, set_props
from desktopdash.callbacks.context import Caller
from desktopdash.errors import JobCancelled, JobLost
from desktopdash.jobs.memory_store import MemoryStore
from desktopdash.jobs.record import Ending
from desktopdash.jobs.watch import GONE_S
from desktopdash.protocol.codec import decode

from ..callbacks.requests import ref, val
from .support import (
    OTHER,
    PAGE,
    WAIT_S,
    Pages,
    Stage,
    Workshop,
    call_of,
    end_of,
    events,
    registry_of,
    wait_until,
)


def same(value):
    return value


@pytest.fixture
def shop_of():
    """Make workshops that are closed after the test."""
    made = []

    def make(function=same, *dependencies, **kwargs):
        of_shop = {name: kwargs.pop(name) for name in SHOP_ARGUMENTS if name in kwargs}
        made.append(Workshop(registry_of(function, *dependencies, **kwargs), **of_shop))
        return made[-1]

    yield make
    for shop in made:
        shop.close()


SHOP_ARGUMENTS = ("store", "pages", "debug", "is_shared", "executors", "cache_by", "writes_events")


# A beginning.


def test_a_job_is_written_down_and_handed_to_its_executor(shop_of):
    shop = shop_of(timeout=5, on_leave="cancel", pages=Pages(PAGE))
    caller = Caller(cookies={"c": "1"}, headers={"X": "y"}, path="/p", args={"q": "2"}, remote="::1", origin="o")
    live = shop.jobs.start(call_of(shop.registry, caller), None, PAGE, "slot", b"{}")
    (order,) = shop.stage.orders
    assert (order.job, order.callback, order.body, order.timeout_s) == (live.id, "o.c", b"{}", 5.0)
    assert order.caller == {
        "cookies": {"c": "1"},
        "headers": {"X": "y"},
        "path": "/p",
        "args": {"q": "2"},
        "remote": "::1",
        "origin": "o",
    }
    record = shop.store.get(live.id)
    assert (record.page, record.slot, record.state, record.on_leave) == (PAGE, "slot", "queued", "cancel")
    assert record.request == {"output": "o.c", "outputs": [], "inputs": [ref("i", "v")], "state": []}
    assert record.callback == "o.c"
    assert record.label.startswith("same (")


def test_executor_says_where_it_runs(shop_of):
    shop = shop_of(executor="thread")
    live = shop.start()
    assert (shop.stage.jobs, shop.threads.jobs) == ([], [live.id])


def test_a_manager_without_threads_says_so(shop_of):
    shop = shop_of(executor="thread", executors=lambda listener: {"process": Stage(listener)})
    error = end_of(shop.start())["error"]
    assert error["type"] == "JobRefused"
    assert 'this manager has no executor="thread"; leave it out' in error["message"]


def test_a_refused_job_fails(shop_of):
    shop = shop_of(concurrency="parallel", executors=lambda listener: {"process": Stage(listener, most=1)})
    assert not shop.start().over.is_set()
    end = end_of(shop.start())
    assert (end["state"], end["error"]["type"]) == ("failed", "JobRefused")
    assert "there is no room" in end["error"]["message"]


def test_on_error_hears_of_a_refusal(shop_of):
    shop = shop_of(
        on_error=lambda error: type(error).__name__, executors=lambda listener: {"process": Stage(listener, most=0)}
    )
    assert end_of(shop.start())["answer"]["response"] == {"o": {"c": "JobRefused"}}


# An end.


def test_states_are_written_as_they_come(shop_of):
    shop = shop_of()
    live = shop.start()
    shop.jobs.started(live.id)
    running = shop.store.get(live.id)
    assert (running.state, running.ended_at) == ("running", None)
    assert running.started_at >= running.created_at
    shop.end(live)
    record = shop.store.get(live.id)
    assert (record.state, record.exit_code, record.why) == ("done", None, None)
    assert record.ended_at >= record.started_at
    assert record == live.record


def test_what_a_job_tells_is_numbered_with_its_end_last(shop_of):
    pages = Pages(PAGE)
    shop = shop_of(pages=pages)
    live = shop.start()
    shop.jobs.told(live.id, "progress", b'"values":[[0,1]]')
    assert len(live.announce()) == 1
    shop.jobs.told(live.id, "props", b'"props":{}')
    shop.end(live, b'{"multi":true}')
    assert end_of(live) == {"number": 3, "kind": "end", "state": "done", "answer": {"multi": True}}
    assert [(number, event["kind"]) for *_, number, event in pages.delivered] == [(2, "props"), (3, "end")]
    assert shop.store.events(live.id) == live.events() == shop.jobs.events(PAGE, live.id, 0)
    assert shop.jobs.events(PAGE, live.id, 2) == live.events(2)


def test_what_comes_after_the_end_counts_for_nothing(shop_of):
    shop = shop_of(timeout=1000)
    live = shop.start()
    shop.end(live, b'"first"')
    shop.jobs.told(live.id, "props", b'"props":{}')
    shop.end(live, b'"second"')
    shop.jobs.ended(live.id, Ending("lost", cause=JobLost("late")))
    assert shop.jobs.cancel(PAGE, live.id) == "ended"
    shop.jobs.time_out(live)
    assert end_of(live)["answer"] == "first"
    assert len(events(live)) == 1
    assert shop.stage.cancelled == []


def at_once(*deeds):
    """Do several things in threads that begin together."""
    gate = threading.Barrier(len(deeds))

    def do(deed):
        gate.wait(WAIT_S)
        deed()

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)


@pytest.mark.parametrize("_", range(20))
def test_however_many_end_a_job_at_once_it_ends_once(shop_of, _):
    shop = shop_of()
    live = shop.start()
    answers = []
    at_once(
        lambda: shop.end(live),
        lambda: shop.jobs.ended(live.id, Ending("lost", cause=JobLost("x"))),
        lambda: answers.append(shop.jobs.cancel(PAGE, live.id)),
        lambda: answers.append(shop.jobs.cancel(PAGE, live.id)),
        lambda: shop.jobs.told(live.id, "props", b'"props":{}'),
    )
    assert len(answers) == 2
    assert answers.count("cancelled") == (end_of(live)["state"] == "cancelled")
    assert shop.jobs._slots.others(PAGE, live.record.slot) == []


def test_nobody_is_told_of_unknown_jobs(shop_of):
    shop = shop_of()
    shop.jobs.started("unknown")
    shop.jobs.told("unknown", "props", b'"props":{}')
    shop.jobs.ended("unknown", Ending("done", b"null"))
    assert shop.jobs.held() == []


ENDINGS = {
    "failed": Ending(
        "failed", error={"type": "ValueError", "message": "no", "callback": "f (m:1)", "traceback": "T\n"}
    ),
    "lost": Ending("lost", cause=JobLost("The job was lost.", -9), exit_code=-9, why="killed"),
}


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("state", ENDINGS)
def test_a_failure_is_logged_and_told(shop_of, state, debug):
    shop = shop_of(debug=debug)
    live = shop.start()
    shop.jobs.ended(live.id, ENDINGS[state])
    end = end_of(live)
    assert end["state"] == state
    assert ("traceback" in end["error"]) is debug
    assert len(shop.log.lines) == 1
    assert shop.log.lines[0].startswith("Callback ")
    assert ("ValueError" if state == "failed" else "JobLost: The job was lost.") in shop.log.lines[
        0
    ] or state == "failed"
    if state == "lost":
        record = shop.store.get(live.id)
        assert (record.exit_code, record.why) == (-9, "killed")
        assert end["error"]["callback"].startswith("same (")


def test_what_on_error_dealt_with_is_not_logged(shop_of):
    shop = shop_of(on_error=lambda error: "sorry")
    live = shop.start()
    shop.jobs.ended(live.id, ENDINGS["lost"])
    assert end_of(live)["answer"]["response"] == {"o": {"c": "sorry"}}
    assert shop.log.lines == []
    assert shop.store.get(live.id).exit_code == -9
    assert shop.serving == 1, "its app is the one that get_app finds"


def test_what_on_error_sets_comes_before_the_end(shop_of):
    def handler(error):
        set_props("q", {"x": type(error).__name__})

    shop = shop_of(on_error=handler)
    live = shop.start()
    shop.jobs.told(live.id, "props", b'"props":{"q":{"x":1}}')
    shop.jobs.ended(live.id, ENDINGS["lost"])
    end_of(live)
    kinds = [(event["kind"], event.get("props")) for event in events(live)]
    assert kinds[:2] == [("props", {"q": {"x": 1}}), ("props", {"q": {"x": "JobLost"}})]


def test_what_the_function_still_tells_while_on_error_runs_counts_for_nothing(shop_of):
    asked, go_on = threading.Event(), threading.Event()

    def handler(error):
        asked.set()
        assert go_on.wait(WAIT_S)
        return "sorry"

    shop = shop_of(on_error=handler, timeout=1000)
    live = shop.start()
    shop.jobs.time_out(live)
    assert asked.wait(WAIT_S)
    assert not live.over.is_set()
    shop.jobs.told(live.id, "props", b'"props":{}')
    shop.end(live, b'"late"')
    go_on.set()
    end = end_of(live)
    assert (end["state"], end["answer"]["response"]) == ("timed_out", {"o": {"c": "sorry"}})
    assert len(events(live)) == 1


def test_an_error_that_on_error_saw_in_the_worker_is_not_shown_to_it_again(shop_of):
    calls = []
    shop = shop_of(on_error=calls.append)
    live = shop.start()
    shop.jobs.ended(live.id, ENDINGS["failed"])
    assert end_of(live)["error"]["message"] == "no"
    assert calls == []


# A cancel.


def test_a_cancelled_job_is_told_at_once_and_stopped(shop_of):
    shop = shop_of()
    live = shop.start()
    shop.jobs.started(live.id)
    assert shop.jobs.cancel(PAGE, live.id) == "cancelled"
    end = end_of(live)
    assert (end["state"], end["error"]["type"]) == ("cancelled", "JobCancelled")
    assert end["error"]["message"] == "The job was cancelled."
    assert shop.stage.cancelled == [live.id]
    assert shop.store.get(live.id).why == "The job was cancelled."
    assert shop.log.lines == [], "nobody has to be told what a person did"
    assert shop.jobs.cancel(PAGE, live.id) == "ended"


def test_a_page_cancels_its_own_jobs_only(shop_of):
    shop = shop_of()
    live = shop.start()
    assert shop.jobs.cancel(OTHER, live.id) == "unknown"
    assert shop.jobs.cancel(PAGE, "unknown") == "unknown"
    assert shop.jobs.events(OTHER, live.id, 0) is None
    assert shop.jobs.events(PAGE, "unknown", 0) is None
    assert not live.over.is_set()


def test_on_error_hears_of_a_cancel(shop_of):
    seen = []
    shop = shop_of(on_error=lambda error: seen.append(error) or "stopped")
    live = shop.start()
    shop.jobs.cancel(PAGE, live.id)
    end = end_of(live)
    assert (end["state"], end["answer"]["response"]) == ("cancelled", {"o": {"c": "stopped"}})
    assert [type(error) for error in seen] == [JobCancelled]


# A time-out.


def test_the_clock_begins_with_the_function(shop_of):
    shop = shop_of(timeout=0.02)
    live = shop.start()
    assert live.deadline is None
    shop.jobs.started(live.id)
    end = end_of(live)
    assert (end["state"], end["error"]["type"]) == ("timed_out", "JobTimedOut")
    assert end["error"]["message"] == "The job took longer than its timeout of 0.02 s and was ended."
    assert shop.stage.cancelled == [live.id]
    assert shop.log.lines[0].endswith("JobTimedOut: " + end["error"]["message"])
    assert shop.jobs.cancel(PAGE, live.id) == "ended"


def test_on_error_hears_of_a_time_out(shop_of):
    shop = shop_of(timeout=0.001, on_error=lambda error: type(error).__name__)
    live = shop.start()
    shop.jobs.started(live.id)
    end = end_of(live)
    assert (end["state"], end["answer"]["response"]) == ("timed_out", {"o": {"c": "JobTimedOut"}})


# While another runs.


def test_replace_ends_the_one_before_without_asking_anybody(shop_of):
    seen = []
    shop = shop_of(on_error=seen.append)
    first, second = shop.start(), shop.start()
    end = end_of(first)
    assert (end["state"], end["error"]["message"]) == (
        "cancelled",
        "The job was cancelled: a newer call has replaced it.",
    )
    assert seen == []
    assert shop.stage.cancelled == [first.id]
    assert shop.stage.jobs == [first.id, second.id]
    assert not second.over.is_set()


def test_queue_runs_one_after_the_other(shop_of):
    shop = shop_of(concurrency="queue")
    lives = [shop.start() for _ in range(4)]
    for index, live in enumerate(lives):
        assert shop.stage.jobs == [job.id for job in lives[: index + 1]]
        assert shop.store.get(live.id).state == "queued"
        shop.jobs.started(live.id)
        shop.end(live)
    assert all(end_of(live)["state"] == "done" for live in lives)


def end_by(how, shop, live):
    if how == "cancel":
        assert shop.jobs.cancel(PAGE, live.id) == "cancelled"
    elif how == "time_out":
        shop.jobs.time_out(live)
    elif how == "page_gone":
        shop.jobs.page_gone(live)
    elif how == "done":
        shop.end(live)
    else:
        shop.jobs.ended(live.id, ENDINGS[how])


@pytest.mark.parametrize("how", ["done", "failed", "lost", "cancel", "time_out", "page_gone"])
@pytest.mark.parametrize("handler", [None, lambda error: "sorry"])
def test_a_queue_goes_on_after_each_kind_of_end(shop_of, how, handler):
    shop = shop_of(concurrency="queue", timeout=1000, on_error=handler)
    first, second, third = (shop.start() for _ in range(3))
    shop.jobs.started(first.id)
    end_by(how, shop, first)
    end_of(first)
    wait_until(lambda: shop.stage.jobs == [first.id, second.id])
    assert not third.over.is_set()


def test_a_queue_goes_on_after_a_refusal(shop_of):
    shop = shop_of(concurrency="queue")
    first, second, third = (shop.start() for _ in range(3))
    shop.stage.most = 1
    shop.end(first)
    assert [end_of(live)["error"]["type"] for live in (second, third)] == ["JobRefused"] * 2
    shop.stage.most = 10
    assert shop.start().id in shop.stage.jobs


def test_one_that_waits_may_be_cancelled(shop_of):
    shop = shop_of(concurrency="queue")
    first, second, third = (shop.start() for _ in range(3))
    assert shop.jobs.cancel(PAGE, second.id) == "cancelled"
    assert end_of(second)["state"] == "cancelled"
    assert shop.stage.jobs == [first.id]
    shop.end(first)
    assert shop.stage.jobs == [first.id, third.id]


def test_parallel_runs_all_beside_each_other(shop_of):
    shop = shop_of(concurrency="parallel")
    lives = [shop.start() for _ in range(3)]
    assert shop.stage.jobs == [live.id for live in lives]
    shop.end(lives[1])
    shop.end(lives[0])
    assert shop.stage.jobs == [live.id for live in lives], "nothing is started twice"
    assert not lives[2].over.is_set()


def test_drop_takes_none_while_one_runs(shop_of):
    shop = shop_of(concurrency="drop")
    first = shop.start()
    assert shop.start() is None
    assert shop.stage.jobs == [first.id]
    shop.end(first)
    assert shop.start().id in shop.stage.jobs
    assert shop.stage.cancelled == []


@pytest.mark.parametrize("concurrency", ["replace", "queue", "drop"])
def test_pages_do_not_meet(shop_of, concurrency):
    shop = shop_of(concurrency=concurrency)
    lives = [shop.start(page) for page in (PAGE, OTHER)]
    assert shop.stage.jobs == [live.id for live in lives]
    assert shop.stage.cancelled == []


# Pages that leave.


@pytest.mark.parametrize(("on_leave", "state"), [("keep", None), ("cancel", "cancelled")])
def test_what_becomes_of_the_jobs_of_a_page_that_leaves(shop_of, on_leave, state):
    shop = shop_of(on_leave=on_leave, pages=Pages(PAGE, OTHER))
    live, foreign = shop.start(), shop.start(OTHER)
    shop.jobs.leave(PAGE)
    assert live.over.is_set() is (state is not None)
    assert not foreign.over.is_set()
    if state:
        assert end_of(live)["error"]["message"] == "The job was cancelled: its page was left."
        assert shop.stage.cancelled == [live.id]


def taken(found):
    return [{**item, "events": [decode(text) for text in item["events"]]} for item in found]


def test_the_next_page_takes_the_jobs_of_one_that_left(shop_of):
    pages = Pages(OTHER)
    shop = shop_of(pages=pages)
    live = shop.start(outputs=ref("o", "c"), state=())
    live.announce()
    shop.jobs.told(live.id, "props", b'"props":{"q":{"x":1}}')
    found = taken(shop.jobs.claim(OTHER, {PAGE: ()}, []))
    assert found == [
        {
            "job": live.id,
            "output": "o.c",
            "outputs": [ref("o", "c")],
            "inputs": [ref("i", "v")],
            "state": [],
            "events": [{"number": 1, "kind": "props", "props": {"q": {"x": 1}}}],
        }
    ]
    shop.end(live)
    assert [(page, number) for page, _, number, _ in pages.delivered] == [(OTHER, 2)]
    assert shop.jobs.events(PAGE, live.id, 0) is None
    assert shop.jobs.cancel(PAGE, live.id) == "unknown"
    assert len(shop.jobs.events(OTHER, live.id, 0)) == 2
    assert shop.store.get(live.id).page == OTHER
    assert shop.jobs.claim("page-0000000000000003", {PAGE: ()}, []) == []


def test_values_do_not_come_back_with_a_job(shop_of):
    shop = shop_of(same, Output("o", "c"), Input({"k": 1}, "v"), State("s", "w"))
    shop.start(inputs=[val({"k": 1}, "v", "secret")], state=[val("s", "w", "secret")], outputs=ref("o", "c"))
    (found,) = taken(shop.jobs.claim(OTHER, {PAGE: ()}, []))
    assert (found["inputs"], found["state"]) == ([ref({"k": 1}, "v")], [ref("s", "w")])


@pytest.mark.parametrize("delivered", [True, False])
def test_an_ended_job_is_taken_where_nobody_was_told_its_end(shop_of, delivered):
    shop = shop_of(pages=Pages(PAGE) if delivered else Pages())
    live = shop.start()
    live.announce()
    shop.end(live)
    found = shop.jobs.claim(OTHER, {PAGE: ()}, [])
    assert [item["job"] for item in found] == ([] if delivered else [live.id])


def test_an_end_that_was_fetched_is_delivered(shop_of):
    shop = shop_of()
    live = shop.start()
    live.announce()
    shop.jobs.events(PAGE, live.id, 0)
    shop.end(live)
    assert not live.is_delivered
    shop.jobs.events(PAGE, live.id, 0)
    assert live.is_delivered
    assert shop.jobs.claim(OTHER, {PAGE: ()}, []) == []


@pytest.mark.parametrize("listens", [True, False])
def test_a_page_that_is_said_to_be_lost_is_asked_first(shop_of, listens):
    shop = shop_of(pages=Pages(PAGE) if listens else Pages())
    live = shop.start()
    found = shop.jobs.claim(OTHER, {}, [PAGE])
    assert [item["job"] for item in found] == ([] if listens else [live.id])
    assert live.record.page == (PAGE if listens else OTHER)


def test_a_page_that_left_by_its_own_word_is_not_asked(shop_of):
    shop = shop_of(pages=Pages(PAGE))
    shop.start()
    assert len(shop.jobs.claim(OTHER, {PAGE: ()}, [])) == 1


def test_a_page_does_not_take_from_itself(shop_of):
    shop = shop_of()
    live = shop.start()
    assert shop.jobs.claim(PAGE, {PAGE: ()}, [PAGE]) == []
    assert live.record.page == PAGE


def test_a_page_with_nothing_leaves_nothing(shop_of):
    shop = shop_of()
    shop.start()
    assert shop.jobs.claim(OTHER, {"page-0000000000000003": ()}, []) == []


@pytest.mark.parametrize("concurrency", ["queue", "drop", "replace"])
def test_a_taken_job_is_one_of_its_new_page(shop_of, concurrency):
    shop = shop_of(concurrency=concurrency)
    live = shop.start()
    shop.jobs.started(live.id)
    shop.jobs.claim(OTHER, {PAGE: ()}, [])
    newer = shop.start(OTHER)
    assert (newer is None) is (concurrency == "drop")
    assert live.over.is_set() is (concurrency == "replace")
    assert len(shop.stage.orders) == (2 if concurrency == "replace" else 1)
    if concurrency == "queue":
        shop.end(live)
        assert shop.stage.jobs == [live.id, newer.id]


def test_a_queue_that_was_taken_goes_on(shop_of):
    shop = shop_of(concurrency="queue")
    lives = [shop.start() for _ in range(3)]
    shop.jobs.started(lives[0].id)
    assert len(shop.jobs.claim(OTHER, {PAGE: ()}, [])) == 3
    for index, live in enumerate(lives):
        assert shop.stage.jobs == [job.id for job in lives[: index + 1]]
        shop.end(live)


# The whole.


def test_warming_and_closing_reach_every_executor(shop_of):
    shop = shop_of()
    shop.jobs.warm()
    shop.jobs.close()
    assert [(stage.warmed, stage.closed) for stage in (shop.stage, shop.threads)] == [(1, True)] * 2


def test_the_end_of_the_app_ends_every_job_and_starts_none(shop_of):
    seen = []
    shop = shop_of(concurrency="queue", on_error=seen.append)
    lives = [shop.start() for _ in range(3)]
    shop.jobs.close()
    for live in lives:
        end = end_of(live)
        assert (end["state"], end["error"]["message"]) == ("cancelled", "The app was ended.")
        assert shop.store.get(live.id).why == "the app ended"
    assert shop.stage.jobs == [lives[0].id]
    assert seen == []


def test_a_forgotten_job_is_unknown_but_for_its_record(shop_of):
    shop = shop_of()
    live = shop.start()
    shop.end(live)
    shop.jobs.forget(live)
    assert shop.jobs.held() == []
    assert shop.store.events(live.id) == []
    assert shop.store.get(live.id).state == "done"
    assert shop.jobs.events(PAGE, live.id, 0) is None
    assert shop.jobs.cancel(PAGE, live.id) == "ended"


def test_workers_that_write_events_themselves_leave_the_store_to_them(shop_of):
    store = MemoryStore()
    shop = shop_of(store=store, writes_events=False)
    live = shop.start()
    shop.jobs.told(live.id, "props", b'"props":{}')
    assert store.events(live.id) == []
    assert len(live.events()) == 1


def test_a_page_without_a_stream_is_not_gone_when_its_job_begins(shop_of):
    shop = shop_of(on_leave="cancel")
    live = shop.start()
    shop.jobs._watch.look(time.monotonic())
    assert not live.over.is_set()
    shop.jobs._watch.look(time.monotonic() + GONE_S + 1)
    assert end_of(live)["state"] == "cancelled"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("error", [KeyboardInterrupt, GeneratorExit])
def test_a_job_ends_whatever_on_error_raises(shop_of, error):
    asked = threading.Event()

    def handler(_):
        asked.set()
        raise error

    shop = shop_of(on_error=handler)
    live = shop.start()
    shop.jobs.cancel(PAGE, live.id)
    assert asked.wait(WAIT_S)
    for thread in threading.enumerate():
        if thread.name == "job-end":
            thread.join(WAIT_S)
    assert live.over.is_set()


@pytest.mark.parametrize("concurrency", ["replace", "drop"])
def test_a_call_that_comes_while_another_asks_for_its_key(shop_of, concurrency):
    asked = []

    def stamp():
        asked.append(1)
        if len(asked) == 1:
            second.append(shop.start())  # as by another thread, while this one reads a file

    second = []
    shop = shop_of(concurrency=concurrency, cache_by=[stamp])
    shop.start()
    assert len([live for live in shop.jobs.held() if not live.over.is_set()]) == 1


def test_a_job_that_is_asked_for_after_the_end_of_the_app_ends_at_once(shop_of):
    shop = shop_of()
    shop.jobs.close()
    live = shop.start()
    assert end_of_now(live) == "cancelled"


def end_of_now(live):
    return events(live)[-1]["state"] if live.over.is_set() else None
