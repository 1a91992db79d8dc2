"""The end of the app for its jobs: cancelled, kept, or left to go on."""

import threading
from types import SimpleNamespace

import pytest

from desktopdash.jobs.closing import end_all, executor_of
from desktopdash.jobs.record import Ending

from ..desktop.support import quietly
from .support import WAIT_S, Stage, Workshop, end_of, live_job, registry_of, spec_of

ENDED = "The app was ended."


def same(value):
    return value


def job(id_, **kwargs):
    return live_job(id_, spec=spec_of(same, **kwargs))


def executors(**outlives):
    return {name: SimpleNamespace(outlives=value) for name, value in outlives.items()}


def closed(held, patience_s=0.0, **outlives):
    """End jobs; returns the ids of those that were ended, and of those that go on."""
    ended = []
    kept = end_all(
        held,
        executors(**(outlives or {"process": False, "thread": False})),
        lambda live: ended.append(live.id),
        patience_s,
    )
    return ended, kept


def test_nothing_is_nothing():
    assert closed([]) == ([], set())


def test_jobs_are_cancelled_and_those_to_be_kept_last():
    held = [job("a", on_exit="keep"), job("b"), job("c", on_exit="cancel"), job("d", on_exit="keep")]
    assert closed(held) == (["b", "c", "a", "d"], set())


def test_kept_jobs_go_on_where_others_run_them():
    held = [job("a", on_exit="keep"), job("b"), job("c", on_exit="keep", executor="thread")]
    assert closed(held, process=True, thread=False) == (["b", "c"], {"a"})


def test_a_job_that_goes_on_is_not_waited_for():
    assert closed([job("a", on_exit="keep")], patience_s=3600, process=True) == ([], {"a"})


def test_a_job_of_an_executor_that_is_not_there_is_ended():
    assert closed([job("a", on_exit="keep", executor="thread")], process=True) == (["a"], set())


def test_a_kept_job_that_has_ended_does_not_go_on():
    over = job("a", on_exit="keep")
    over.over.set()
    assert closed([over], process=True) == (["a"], set()), "ending it again changes nothing"


def test_what_ends_within_the_patience_is_waited_for():
    held = [job(name, on_exit="keep") for name in "abc"]
    begun, found = threading.Event(), []

    def wait():
        begun.set()
        found.append(closed(held, patience_s=WAIT_S))

    thread = quietly(wait)
    assert begun.wait(WAIT_S)
    for live in reversed(held):
        live.over.set()
    thread.join(WAIT_S)
    assert not thread.is_alive(), "all are over: nothing is waited for"
    assert found[0][1] == set()


def test_the_patience_is_for_all_together(monkeypatch):
    now, waited = [100.0], []
    monkeypatch.setattr("desktopdash.jobs.closing.time.monotonic", lambda: now[0])
    held = [job(name, on_exit="keep") for name in "abc"]

    def wait(seconds):
        waited.append(seconds)
        now[0] += min(seconds, 2.0)

    for live in held:
        live.over = SimpleNamespace(wait=wait, is_set=lambda: False)
    assert closed(held, patience_s=3.0)[0] == ["a", "b", "c"]
    assert waited == [3.0, 1.0, 0.0]


@pytest.mark.parametrize(("kwargs", "name"), [({}, "process"), ({"executor": "thread"}, "thread")])
def test_a_job_has_an_executor(kwargs, name):
    assert executor_of(job("a", **kwargs)) == name


# Of all the jobs of a manager.


def test_a_kept_job_that_ends_in_time_has_its_result():
    shop = Workshop(registry_of(same, on_exit="keep"))
    live = shop.start()
    thread = quietly(shop.jobs.close, WAIT_S)
    shop.end(live, b"7")
    thread.join(WAIT_S)
    assert not thread.is_alive()
    assert end_of(live)["answer"] == 7
    assert (shop.stage.closed, shop.stage.kept) == (True, set())


def test_a_kept_job_that_does_not_is_cancelled():
    shop = Workshop(registry_of(same, on_exit="keep"))
    live = shop.start()
    shop.jobs.close(0.01)
    assert end_of(live)["error"]["message"] == ENDED
    shop.stage.listener.ended(live.id, Ending("done", b"7"))
    assert end_of(live)["error"]["message"] == ENDED


def test_without_patience_a_kept_job_is_cancelled_at_once():
    shop = Workshop(registry_of(same, on_exit="keep"))
    live = shop.start()
    shop.jobs.close()
    assert end_of(live)["error"]["message"] == ENDED


class Beyond(Stage):
    outlives = True


@pytest.mark.parametrize(("on_exit", "goes_on"), [("keep", True), ("cancel", False)])
def test_what_others_run_goes_on_only_if_it_is_to(on_exit, goes_on):
    stages = []

    def executors(listener):
        stages.append(Beyond(listener))
        return {"process": stages[0]}

    shop = Workshop(registry_of(same, on_exit=on_exit), executors=executors)
    live = shop.start()
    shop.jobs.close(WAIT_S)
    assert stages[0].kept == ({live.id} if goes_on else set())
    assert live.over.is_set() is not goes_on


def test_a_job_that_begins_during_the_end_is_cancelled():
    shop = Workshop(registry_of(same, on_exit="keep", concurrency="parallel"))
    shop.start()
    shop.jobs._closing = True
    late = shop.start()
    assert end_of(late)["error"]["message"] == ENDED
    assert len(shop.stage.orders) == 1
    shop.close()


def test_one_that_waits_behind_a_kept_job_is_not_begun_during_the_end():
    shop = Workshop(registry_of(same, on_exit="keep", concurrency="queue"))
    first, second = shop.start(), shop.start()
    shop.jobs._closing = True
    shop.end(first)
    assert shop.stage.jobs == [first.id]
    shop.jobs.close()
    assert end_of(second)["error"]["message"] == ENDED
