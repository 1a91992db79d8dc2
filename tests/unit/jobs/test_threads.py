"""Jobs in threads of the server's process."""

import threading

import pytest

from desktopdash import Output, ctx, set_props
from desktopdash.errors import JobRefused
from desktopdash.jobs import threads
from desktopdash.jobs.threads import ThreadExecutor
from desktopdash.protocol.codec import decode

from .support import PAGE, WAIT_S, Heard, Stage, Workshop, end_of, events, order_of, registry_of, spec_of, wait_until


class Gate:
    """What a function waits at until a test lets it go on."""

    def __init__(self):
        self.reached, self.opened = threading.Event(), threading.Event()

    def __call__(self):
        self.reached.set()
        assert self.opened.wait(WAIT_S)

    def wait(self):
        assert self.reached.wait(WAIT_S)


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def executor(heard):
    executor = ThreadExecutor(heard)
    yield executor
    executor.close()
    wait_until(lambda: not executor._running)


def submit(executor, function, job="job-1", **kwargs):
    spec = spec_of(function, **kwargs)
    executor.submit(order_of(spec, job), spec, None)


def test_a_job_begins_tells_and_ends(executor, heard):
    def function(set_progress, value):
        set_progress(1)
        set_props("q", {"x": threading.current_thread().name})
        return value

    submit(executor, function, progress=Output("p", "value"))
    ending = heard.ending("job-1")
    assert (ending.state, decode(ending.answer)["response"]) == ("done", {"o": {"c": 7}})
    kinds = [said[0] if said[0] != "told" else said[2] for said in heard.all]
    assert kinds == ["started", "progress", "props", "ended"]
    assert heard.all[2][3] == {"props": {"q": {"x": "job"}}}


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(2), KeyboardInterrupt()])
def test_whatever_is_raised_the_job_ends(executor, heard, error):
    def function(value):
        raise error

    submit(executor, function)
    ending = heard.ending("job-1")
    assert (ending.state, ending.error["type"]) == ("failed", type(error).__name__)
    wait_until(lambda: not executor._running)


def test_jobs_run_beside_each_other(executor, heard):
    gate = threading.Barrier(3)
    for name in "abc":
        submit(executor, lambda value: gate.wait(WAIT_S) and None, job=name)
    assert [heard.ending(name).state for name in "abc"] == ["done"] * 3


def test_a_function_that_asks_learns_of_its_cancel_and_ends_by_itself(executor, heard):
    gate = Gate()

    def function(value):
        before = ctx.cancelled
        gate()
        set_props("q", {"x": "cleaning up"})
        return [before, ctx.cancelled]

    submit(executor, function)
    gate.wait()
    executor.cancel("job-1")
    gate.opened.set()
    assert decode(heard.ending("job-1").answer)["response"] == {"o": {"c": [False, True]}}


def test_a_function_that_does_not_ask_is_stopped_where_it_tells_something(executor, heard):
    gate = Gate()
    went_on = []

    def function(value):
        gate()
        set_props("q", {"x": 1})
        went_on.append(value)

    submit(executor, function)
    gate.wait()
    executor.cancel("job-1")
    gate.opened.set()
    assert heard.ending("job-1").state == "failed", "which counts for nothing: its end was told with the cancel"
    assert went_on == []
    assert not [said for said in heard.all if said[0] == "told"]


def test_a_cancel_is_for_one_job(executor, heard):
    gates = {name: Gate() for name in "ab"}

    def waiting(name):
        def function(value):
            gates[name]()
            return ctx.cancelled

        return function

    for name in "ab":
        submit(executor, waiting(name), job=name)
        gates[name].wait()
    executor.cancel("a")
    executor.cancel("unknown")
    for gate in gates.values():
        gate.opened.set()
    assert [decode(heard.ending(name).answer)["response"]["o"]["c"] for name in "ab"] == [True, False]


def test_there_is_an_end_to_threads(executor, heard, monkeypatch):
    monkeypatch.setattr(threads, "MOST_THREADS", 2)
    gate = Gate()
    for name in "ab":
        submit(executor, lambda value: gate(), job=name)
    with pytest.raises(JobRefused, match=r"\(.*\): 2 jobs run in threads already; try again when some have ended"):
        submit(executor, lambda value: value, job="c")
    gate.opened.set()
    for name in "ab":
        heard.ending(name)
    submit(executor, lambda value: value, job="d")
    assert heard.ending("d").state == "done"


def test_the_end_of_the_app_cancels_all(executor, heard):
    gate = Gate()

    def function(value):
        gate()
        return ctx.cancelled

    submit(executor, function)
    gate.wait()
    executor.close()
    gate.opened.set()
    assert decode(heard.ending("job-1").answer)["response"] == {"o": {"c": True}}


def test_there_is_nothing_to_warm(executor):
    executor.warm()
    assert not executor._running


# With the jobs of a process.


@pytest.fixture
def shop_of():
    made = []

    def executors(listener):
        return {"process": Stage(listener), "thread": ThreadExecutor(listener)}

    def make(function, **kwargs):
        made.append(Workshop(registry_of(function, executor="thread", **kwargs), executors=executors))
        return made[-1]

    yield make
    for shop in made:
        shop.close()


def test_a_job_comes_to_its_end(shop_of):
    live = shop_of(lambda value: value + 1).start()
    assert end_of(live)["answer"]["response"] == {"o": {"c": 8}}
    assert live.record.state == "done"


def test_a_cancel_is_told_before_the_function_has_ended(shop_of):
    gate = Gate()

    def function(value):
        gate()
        return "late"

    shop = shop_of(function)
    live = shop.start()
    gate.wait()
    assert shop.jobs.cancel(PAGE, live.id) == "cancelled"
    assert end_of(live)["state"] == "cancelled"
    gate.opened.set()
    wait_until(lambda: not shop.jobs._executors["thread"]._running)
    assert len(events(live)) == 1


def test_a_time_out_is_told_while_the_function_runs_on(shop_of):
    gate = Gate()
    shop = shop_of(lambda value: gate(), timeout=0.02)
    live = shop.start()
    assert end_of(live)["state"] == "timed_out"
    gate.opened.set()


def test_a_queue_of_threads(shop_of):
    order = []
    gate = Gate()

    def function(value):
        order.append(len(order))
        if len(order) == 1:
            gate()

    shop = shop_of(function, concurrency="queue")
    lives = [shop.start() for _ in range(3)]
    gate.wait()
    assert order == [0]
    gate.opened.set()
    assert [end_of(live)["state"] for live in lives] == ["done"] * 3
    assert order == [0, 1, 2]


@pytest.mark.parametrize(("how", "calls"), [("cancel", 1), ("replace", 0)])
def test_on_error_hears_of_an_early_end_as_often_as_in_a_process(shop_of, how, calls):
    gate = Gate()
    seen = []

    def function(value):
        gate()
        set_props("q", {"x": 1})

    shop = shop_of(function, on_error=lambda error: seen.append(error))
    live = shop.start()
    gate.wait()
    if how == "cancel":
        shop.jobs.cancel(PAGE, live.id)
    else:
        second = shop.start()
        shop.jobs.cancel(PAGE, second.id)
        end_of(second)
        seen.clear()
    end_of(live)
    gate.opened.set()
    wait_until(lambda: not shop.jobs._executors["thread"]._running)
    assert len([error for error in seen if "job was cancelled" in str(error).lower()]) == calls
