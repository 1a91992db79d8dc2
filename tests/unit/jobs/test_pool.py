"""The pool's rules, with workers that are no processes."""

import threading
import time

import pytest

from desktopdash import Input, Output
from desktopdash.errors import JobLost, JobRefused
from desktopdash.jobs import pool as pool_module
from desktopdash.jobs.carry import unpack
from desktopdash.jobs.pool import PoolLimits, WorkerPool

from .support import WAIT_S, Heard, order_of, spec_of, wait_until

CALLBACK = "o.c"


class Hand:
    """Stands for a worker: the tests say what it says."""

    def __init__(self, hall, now):
        self.hall = hall
        self.phase, self.since, self.job, self.has_asked = "starting", now, None, False
        self.jobs_done, self.callbacks, self.ends_at = 0, frozenset(), None
        self.is_cut_off = False
        self.given, self.told, self.dead, self.code = [], [], False, 0
        self.ended = threading.Event()

    def read_all(self, take):
        self._take = take
        self.hall.hands.append(self)

    def say(self, kind, more=b"", **head):
        self._take(self, ({"kind": kind, **head}, more))

    def ready(self, *callbacks):
        self.say("ready", callbacks=list(callbacks or (CALLBACK,)))

    def tell_end(self, job, state="done", more=b"null", error=None):
        self.say("end", more, job=job, state=state, error=error, answered=error is None)

    def free(self, memory=1000):
        self.say("free", memory=memory)

    def finish(self, job):
        self.tell_end(job)
        self.free()

    def die(self, code):
        self.dead, self.code = True, code
        self._take(self, None)

    @property
    def pid(self):
        return id(self)

    def kill_alone(self):
        self.dead = True

    def is_dead(self):
        return self.dead

    def give(self, order):
        self.given.append(order)
        return True

    def tell_cancel(self, job):
        self.told.append(job)

    def end(self):
        code = self.code if self.dead else -9
        self.dead, self.code = True, code
        self.ended.set()
        return code

    @property
    def jobs(self):
        return [order.job for order in self.given]


class Hall:
    """A pool of such workers, and who hears it."""

    def __init__(self, monkeypatch, **limits):
        self.hands = []
        self.refuses = None
        self.heard = Heard()
        monkeypatch.setattr(pool_module, "Worker", self._hire)
        monkeypatch.setattr(pool_module, "end_workers", lambda hands: [hand.end() for hand in hands])
        self.pool = WorkerPool(None, self.heard, PoolLimits(**limits))
        self.spec = spec_of(lambda value: value)

    def _hire(self, launch, mark, now):
        if self.refuses is not None:
            raise self.refuses
        return Hand(self, now)

    def submit(self, *jobs, spec=None, default=None):
        for job in jobs:
            spec = spec or self.spec
            self.pool.submit(order_of(spec, job), spec, default)

    def wait_for(self, count):
        wait_until(lambda: len(self.hands) >= count, f"there are not {count} workers")
        return self.hands

    def settle(self):
        """Wait until the pool's thread has nothing to do any more."""
        wait_until(lambda: self.pool._missing() <= 0 and not self.pool._doomed)


@pytest.fixture
def hall_of(monkeypatch):
    made = []

    def make(**limits):
        made.append(Hall(monkeypatch, **{"workers": 2, **limits}))
        return made[-1]

    yield make
    for hall in made:
        hall.pool.close()
        assert all(hand.dead for hand in hall.hands), "the end leaves nobody"
        assert hall.pool._thread is None or not hall.pool._thread.is_alive()


# Starting.


def test_nothing_is_started_before_there_is_something_to_do(hall_of):
    hall = hall_of()
    assert hall.pool._thread is None
    assert hall.pool.pids() == []


def test_a_page_that_is_drawn_starts_one(hall_of):
    hall = hall_of()
    hall.pool.warm()
    hall.pool.warm()
    hall.wait_for(1)
    hall.settle()
    assert len(hall.hands) == len(hall.pool.pids()) == 1


def test_a_job_starts_one_for_itself_and_one_for_the_next(hall_of):
    hall = hall_of(workers=5)
    hall.submit("a")
    hall.wait_for(2)
    hall.settle()
    assert len(hall.hands) == 2
    hall.submit("b", "c")
    hall.wait_for(4)
    hall.settle()
    assert len(hall.hands) == 4


def test_there_are_never_more_than_the_limit(hall_of):
    hall = hall_of(workers=2)
    hall.submit(*"abcdef")
    hall.wait_for(2)
    hall.settle()
    assert len(hall.hands) == 2


# Working.


def test_a_job_begins_when_a_worker_is_ready(hall_of):
    hall = hall_of(workers=1)
    hall.submit("a")
    (hand,) = hall.wait_for(1)
    assert hall.heard.all == []
    hand.ready()
    assert hand.jobs == ["a"]
    assert hand.given[0].carried is None
    hand.say("event", b'"values":[]', job="a", event="progress")
    hand.finish("a")
    ending = hall.heard.ending("a")
    assert (ending.state, ending.answer, ending.error) == ("done", b"null", None)
    assert [said[0] for said in hall.heard.of("a")] == ["started", "told", "ended"]


def test_a_worker_takes_one_job_after_the_other(hall_of):
    hall = hall_of(workers=1)
    hall.submit("a", "b", "c")
    (hand,) = hall.wait_for(1)
    hand.ready()
    for index, job in enumerate("abc"):
        assert hand.jobs == list("abc"[: index + 1])
        hand.tell_end(job)
        assert hand.jobs == list("abc"[: index + 1]), "it is not free yet"
        hand.free()
    hall.submit("d")
    assert hand.jobs == list("abcd"), "at once: it is idle"


def test_jobs_wait_in_the_order_of_their_coming(hall_of):
    hall = hall_of(workers=2)
    hall.submit(*"abcd")
    first, second = hall.wait_for(2)
    second.ready()
    first.ready()
    assert (second.jobs, first.jobs) == (["a"], ["b"])
    first.finish("b")
    second.finish("a")
    assert (second.jobs, first.jobs) == (["a", "d"], ["b", "c"])


def test_a_failure_is_an_end_like_any_other(hall_of):
    hall = hall_of(workers=1)
    hall.submit("a")
    (hand,) = hall.wait_for(1)
    hand.ready()
    error = {"type": "ValueError", "message": "no", "callback": "f", "traceback": ""}
    hand.tell_end("a", "failed", b"", error)
    ending = hall.heard.ending("a")
    assert (ending.state, ending.answer, ending.error) == ("failed", None, error)


def test_a_callback_that_workers_do_not_have_is_carried(hall_of):
    hall = hall_of(workers=1)
    hall.submit("a", default=lambda error: "app")
    (hand,) = hall.wait_for(1)
    hand.ready("another.callback")
    found, default = unpack(hand.given[0].carried)
    assert (found.name, found.function(3), default(None)) == (CALLBACK, 3, "app")


def test_what_cannot_be_carried_is_refused_and_the_worker_stays(hall_of):
    rows = (row for row in "x")
    hall = hall_of(workers=1)
    hall.pool.warm()
    (hand,) = hall.wait_for(1)
    hand.ready()
    hall.submit("a", spec=spec_of(lambda value: next(rows), Output("other", "c"), Input("i", "v")))
    ending = hall.heard.ending("a")
    assert isinstance(ending.cause, JobRefused)
    assert "cannot run in another process" in str(ending.cause)
    hall.submit("b")
    assert hand.jobs == ["b"]


def test_too_many_that_wait_are_refused(hall_of):
    hall = hall_of(workers=1, waiting=2)
    hall.submit("a", "b")
    with pytest.raises(JobRefused, match=r"\(.*\): 2 jobs wait for one of 1 workers already; try again when some"):
        hall.submit("c")
    hall.wait_for(1)[0].ready()
    hall.submit("c")
    hall.pool.cancel("b")
    hall.submit("d")
    with pytest.raises(JobRefused):
        hall.submit("e")


# Cancelling.


def test_one_that_waits_is_forgotten(hall_of):
    hall = hall_of(workers=1)
    hall.submit("a", "b", "c")
    (hand,) = hall.wait_for(1)
    hand.ready()
    hall.pool.cancel("b")
    hand.finish("a")
    assert hand.jobs == ["a", "c"]
    assert hall.heard.of("b") == []


def test_a_worker_whose_job_never_asks_is_ended_at_once(hall_of):
    hall = hall_of(workers=1)
    hall.submit("a", "b")
    (hand,) = hall.wait_for(1)
    hand.ready()
    hall.pool.cancel("a")
    assert hand.ended.wait(WAIT_S)
    _, newer = hall.wait_for(2)
    newer.ready()
    assert newer.jobs == ["b"]
    assert [said[0] for said in hall.heard.of("a")] == ["started"], "its end was told by who cancelled it"


def test_one_that_asks_gets_a_moment_and_goes_on_working(hall_of):
    hall = hall_of(workers=1)
    hall.submit("a", "b")
    (hand,) = hall.wait_for(1)
    hand.ready()
    hand.say("asks", job="a")
    hall.pool.cancel("a")
    assert hand.told == ["a"]
    hand.say("event", b'"values":[]', job="a", event="progress")
    hand.finish("a")
    assert hand.jobs == ["a", "b"]
    assert not hand.ended.is_set()
    assert hand.ends_at is None
    assert [said[0] for said in hall.heard.of("a")] == ["started"]
    assert not hand.has_asked, "the next job has not"


def test_the_moment_has_an_end(hall_of, monkeypatch):
    monkeypatch.setattr(pool_module, "GRACE_S", 0.02)
    hall = hall_of(workers=1)
    hall.submit("a")
    (hand,) = hall.wait_for(1)
    hand.ready()
    hand.say("asks", job="a")
    hall.pool.cancel("a")
    assert hand.ended.wait(WAIT_S)
    assert len(hall.wait_for(2)) == 2


def test_a_cancel_for_nobody_changes_nothing(hall_of):
    hall = hall_of(workers=1)
    hall.submit("a")
    (hand,) = hall.wait_for(1)
    hand.ready()
    hall.pool.cancel("unknown")
    hand.finish("a")
    hall.pool.cancel("a")
    hall.submit("b")
    assert hand.jobs == ["a", "b"]
    assert hand.told == []


# Dying.


@pytest.mark.parametrize(("code", "words"), [(3, "exit code 3"), (-9, "signal 9 (SIGKILL)"), (0, "exit code 0")])
def test_the_job_of_a_worker_that_dies_is_lost(hall_of, code, words):
    hall = hall_of(workers=1)
    hall.submit("a", "b")
    (hand,) = hall.wait_for(1)
    hand.ready()
    hand.die(code)
    ending = hall.heard.ending("a")
    assert (ending.state, ending.exit_code) == ("lost", code)
    assert isinstance(ending.cause, JobLost)
    assert ending.cause.exit_code == code
    assert str(ending.cause).startswith("The job was lost: its process ")
    assert words in str(ending.cause)
    assert ending.why in str(ending.cause)
    _, newer = hall.wait_for(2)
    newer.ready()
    assert newer.jobs == ["b"]


def test_a_worker_that_dies_idle_is_replaced_and_nobody_is_told(hall_of):
    hall = hall_of(workers=1)
    hall.pool.warm()
    (hand,) = hall.wait_for(1)
    hand.ready()
    hand.die(1)
    hall.wait_for(2)
    assert hall.heard.all == []


def test_a_worker_that_dies_after_its_end_has_lost_nothing(hall_of):
    hall = hall_of(workers=1)
    hall.submit("a")
    (hand,) = hall.wait_for(1)
    hand.ready()
    hand.tell_end("a")
    hand.die(1)
    hall.wait_for(2)
    assert [said[0] for said in hall.heard.of("a")] == ["started", "ended"]


def test_a_dead_process_is_noticed_though_something_holds_its_pipe_open(hall_of, monkeypatch):
    monkeypatch.setattr(pool_module, "_TICK_S", 0.01)
    hall = hall_of(workers=1)
    hall.submit("a")
    (hand,) = hall.wait_for(1)
    hand.ready()
    hall.settle()
    hand.dead, hand.code = True, 5
    hall.pool.warm()  # the tick may have begun before its length was changed
    assert hall.heard.ending("a").exit_code == 5


# Replacing.


def test_a_worker_is_replaced_after_so_many_jobs(hall_of):
    hall = hall_of(workers=1, jobs_each=2)
    hall.submit("a", "b", "c")
    (hand,) = hall.wait_for(1)
    hand.ready()
    hand.finish("a")
    assert not hand.ended.is_set()
    hand.finish("b")
    assert hand.ended.wait(WAIT_S)
    assert hand.jobs == ["a", "b"]
    _, newer = hall.wait_for(2)
    newer.ready()
    assert newer.jobs == ["c"]
    assert hall.heard.ending("b").state == "done"


def test_a_worker_that_grew_too_large_is_replaced(hall_of):
    hall = hall_of(workers=1, memory_bytes=1000)
    hall.submit("a", "b")
    (hand,) = hall.wait_for(1)
    hand.ready()
    hand.tell_end("a")
    hand.free(memory=1000)
    assert hand.jobs == ["a", "b"]
    hand.tell_end("b")
    hand.free(memory=1001)
    assert hand.ended.wait(WAIT_S)
    hall.wait_for(2)


def test_all_but_one_that_has_nothing_to_do_end_after_a_while(hall_of, monkeypatch):
    monkeypatch.setattr(pool_module, "SPARE_S", 0.03)
    hall = hall_of(workers=3)
    hall.submit("a", "b")
    hands = list(hall.wait_for(3))
    for hand in hands:
        hand.ready()
    for hand, job in zip(hands, "ab", strict=False):
        hand.finish(job)
    wait_until(lambda: len(hall.pool.pids()) == 1)
    assert [hand.ended.is_set() for hand in hands].count(False) == 1
    assert len(hall.hands) == 3


# What cannot be started.


def test_an_app_that_cannot_be_loaded_refuses_what_waits_with_the_reason(hall_of):
    hall = hall_of(workers=1)
    hall.submit("a", "b")
    (hand,) = hall.wait_for(1)
    hand.say("unready", message="the app raised ImportError")
    for job in "ab":
        cause = hall.heard.ending(job).cause
        assert isinstance(cause, JobRefused)
        assert str(cause).startswith(hall.spec.label)
        assert str(cause).endswith(": the app raised ImportError")
    hand.die(1)
    assert hand.ended.wait(WAIT_S)
    hall.settle()
    assert len(hall.hands) == 1, "it is not tried again and again"
    hall.submit("c")
    _, newer = hall.wait_for(2)
    newer.ready()
    assert newer.jobs == ["c"], "but for the next job"


def test_a_worker_that_dies_before_it_is_ready_refuses_what_waits(hall_of):
    hall = hall_of(workers=1)
    hall.submit("a")
    hall.wait_for(1)[0].die(-11)
    said = str(hall.heard.ending("a").cause)
    assert "no worker could be started: its process was ended by signal 11 (SIGSEGV)" in said
    hall.settle()
    assert len(hall.hands) == 1


def test_a_worker_that_is_never_ready_is_given_up(hall_of, monkeypatch):
    monkeypatch.setattr(pool_module, "START_S", 0.02)
    hall = hall_of(workers=1)
    hall.submit("a")
    assert "no worker could be started: it had not loaded the app within 0 s" in str(hall.heard.ending("a").cause)
    assert hall.hands[0].ended.is_set()


def test_a_system_without_room_for_a_process_refuses_what_waits(hall_of):
    hall = hall_of()
    hall.refuses = OSError(11, "Resource temporarily unavailable")
    hall.submit("a")
    assert "no worker can be started: [Errno 11]" in str(hall.heard.ending("a").cause)
    hall.refuses = None
    hall.submit("b")
    hall.wait_for(1)[0].ready()
    assert hall.hands[0].jobs == ["b"]


# Closing.


def test_the_end_is_quick_and_tells_nothing(hall_of):
    hall = hall_of(workers=2)
    hall.submit("a", "b", "c")
    for hand in list(hall.wait_for(2)):
        hand.ready()
    begin = time.monotonic()
    hall.pool.close()
    assert time.monotonic() - begin < 1
    assert all(hand.ended.is_set() for hand in hall.hands)
    assert [said[0] for said in hall.heard.all] == ["started", "started"]
    for hand in hall.hands:
        hand.die(-9)
        hand.free()
    assert hall.pool.pids() == []
    hall.pool.close()


def test_a_pool_that_never_began_closes(hall_of):
    hall_of().pool.close()


def test_after_its_end_it_starts_nobody(hall_of):
    hall = hall_of()
    hall.pool.close()
    hall.pool.warm()
    assert hall.pool._thread is None


def test_the_end_of_the_pipe_before_that_of_the_process_is_no_delay(hall_of):
    hall = hall_of(workers=1)
    hall.submit("a")
    (hand,) = hall.wait_for(1)

    def end():
        hand.dead = True
        return 7

    hand.end = end
    hand._take(hand, None)  # the process is not a zombie yet
    assert "its process ended with exit code 7" in str(hall.heard.ending("a").cause)


def test_those_behind_one_that_is_refused_have_their_turn(hall_of):
    rows = (row for row in "x")
    hall = hall_of(workers=1)
    hall.submit("a", spec=spec_of(lambda value: next(rows), Output("other", "c"), Input("i", "v")))
    hall.submit("b")
    (hand,) = hall.wait_for(1)
    hand.ready()
    assert isinstance(hall.heard.ending("a").cause, JobRefused)
    assert hand.jobs == ["b"]


@pytest.mark.parametrize("how", ["unready", "dies"])
def test_while_another_worker_works_a_job_waits_for_it(hall_of, how):
    hall = hall_of(workers=2)
    hall.submit("a")
    first, second = hall.wait_for(2)
    first.ready()
    hall.submit("b")
    if how == "unready":
        second.say("unready", message="no memory")
    second.die(1)
    assert second.ended.wait(WAIT_S)
    wait_until(lambda: second.phase == "gone")
    first.finish("a")
    assert first.jobs == ["a", "b"]


def test_a_dead_process_is_noticed_while_another_one_starts(hall_of):
    hall = hall_of(workers=2)
    hall.submit("a")
    hall.wait_for(2)[0].ready()
    hall.settle()
    assert hall.pool._pause() <= pool_module._TICK_S


def test_where_none_may_wait_one_for_an_idle_worker_is_taken(hall_of):
    hall = hall_of(workers=1, waiting=0)
    hall.pool.warm()
    (hand,) = hall.wait_for(1)
    hand.ready()
    hall.submit("a")
    assert hand.jobs == ["a"]
    with pytest.raises(JobRefused):
        hall.submit("b")
