"""What happens as time goes by, by a clock that the tests turn."""

import threading

import pytest

from desktopdash.jobs.ledger import Ledger
from desktopdash.jobs.memory_store import MemoryStore
from desktopdash.jobs.store import HOLDER_ALIVE_S, KEEP_EVENTS_S
from desktopdash.jobs.watch import GONE_S, KEEP_DELIVERED_S, MOST_KEPT_BYTES, Watch

from .support import OTHER, PAGE, WAIT_S, Log, Pages, around, live_job

NOW = 1000.0


class Bench:
    """The jobs that are watched, and what is done to them."""

    def __init__(self, *lives, listening=(), is_shared=False):
        self.lives = list(lives)
        self.done = []
        self.store = MemoryStore()
        self.pages = Pages(*listening)
        self.looked = threading.Semaphore(0)
        ledger = Ledger(self.store, around(self.pages, Log()))
        found = around(self.pages, Log(), holder="holder-1", is_shared=is_shared)
        self.watch = Watch(self, ledger, found)

    def held(self):
        self.looked.release()
        return list(self.lives)

    def _note(self, what, live):
        self.done.append((what, live.id))

    def time_out(self, live):
        self._note("time_out", live)
        live.over.set()

    def page_gone(self, live):
        self._note("page_gone", live)

    def cancel_held(self, live):
        self._note("cancel", live)
        return True

    def forget(self, live):
        self._note("forget", live)
        self.lives.remove(live)

    def look(self, now=NOW):
        return self.watch.look(now)


def running(id_="job-1", deadline=None, heard_at=NOW, **changes):
    live = live_job(id_, **changes)
    live.deadline, live.heard_at = deadline, heard_at
    return live


def over(id_="job-1", at=NOW, delivered=False, size=10, **changes):
    live = live_job(id_, state="done", **changes)
    live.add("end", b'"answer":"%b"' % (b"x" * size))
    live.over_at, live.is_delivered = at, delivered
    live.over.set()
    return live


# Time-outs.


@pytest.mark.parametrize(("deadline", "done"), [(NOW - 1, True), (NOW, True), (NOW + 0.1, False), (None, False)])
def test_a_job_ends_when_its_time_is_over(deadline, done):
    bench = Bench(running(deadline=deadline))
    bench.look()
    assert bench.done == ([("time_out", "job-1")] if done else [])


def test_the_pause_goes_to_the_next_deadline():
    bench = Bench(running("a", deadline=NOW + 3), running("b", deadline=NOW + 2), running("c"))
    assert bench.look() == pytest.approx(2)
    assert bench.look(NOW + 1.5) == pytest.approx(0.5)
    bench.look(NOW + 2)
    assert bench.done == [("time_out", "b")]
    assert bench.look(NOW + 2) == pytest.approx(1)


def test_an_ended_job_has_no_deadline_any_more():
    bench = Bench(over())
    bench.lives[0].deadline = NOW - 1
    bench.look()
    assert bench.done == []


def test_with_nothing_to_wait_for_there_is_no_pause_to_end():
    assert Bench().look() is None
    assert Bench(is_shared=True).look() is None


def test_it_looks_again_while_anything_is_kept():
    assert 0 < Bench(over()).look() <= KEEP_DELIVERED_S
    assert 0 < Bench(running()).look() <= GONE_S
    assert 0 < Bench(running(on_leave="cancel")).look() < GONE_S


# Pages that broke off.


def test_a_job_goes_on_without_its_page():
    bench = Bench(running(heard_at=NOW - 100 * GONE_S))
    bench.look()
    assert bench.done == []


@pytest.mark.parametrize(("silent_s", "done"), [(0, False), (GONE_S - 1, False), (GONE_S + 1, True)])
def test_one_that_is_not_to_go_on_is_cancelled_when_its_page_is_gone(silent_s, done):
    bench = Bench(running(on_leave="cancel", heard_at=NOW - silent_s))
    bench.look()
    assert bench.done == ([("page_gone", "job-1")] if done else [])


def test_a_page_that_listens_is_there():
    live = running(on_leave="cancel", heard_at=0.0)
    bench = Bench(live, listening=[PAGE])
    bench.look()
    bench.pages.listening.clear()
    bench.look(NOW + GONE_S - 1)
    assert bench.done == []
    bench.look(NOW + GONE_S + 1)
    assert bench.done == [("page_gone", "job-1")]


def test_only_the_owner_counts():
    bench = Bench(running(on_leave="cancel", heard_at=0.0), listening=[OTHER])
    bench.look()
    assert bench.done == [("page_gone", "job-1")]


# Other processes.


def test_a_cancel_that_another_process_was_asked_for():
    bench = Bench(running("a"), running("b"), is_shared=True)
    bench.store.ask_cancel("b")
    bench.look()
    assert bench.done == [("cancel", "b")]


def test_alone_nobody_is_asked():
    bench = Bench(running(), is_shared=False)
    bench.store.ask_cancel("job-1")
    bench.look()
    assert bench.done == []
    assert not bench.store.is_alive("holder-1")


def test_a_process_says_that_it_lives_while_it_has_jobs():
    beats = []
    bench = Bench(running(), is_shared=True)
    bench.store.beat = beats.append
    seconds = [bench.look(NOW + 0.5 * tick) for tick in range(60)]
    assert 30 / (HOLDER_ALIVE_S / 3) - 1 <= len(beats) <= 30 / (HOLDER_ALIVE_S / 3) + 1
    assert set(beats) == {"holder-1"}
    assert all(0 < pause <= 0.5 for pause in seconds), "a cancel is found soon"
    bench.lives[0].over.set()
    bench.lives[0].over_at = NOW + 30
    bench.look(NOW + 100)
    assert len(beats) <= 7


# Forgetting.


@pytest.mark.parametrize(
    ("age_s", "delivered", "done"),
    [
        (KEEP_DELIVERED_S - 1, True, False),
        (KEEP_DELIVERED_S + 1, True, True),
        (KEEP_DELIVERED_S + 1, False, False),
        (KEEP_EVENTS_S - 1, False, False),
        (KEEP_EVENTS_S + 1, False, True),
    ],
)
def test_an_ended_job_is_forgotten_by_age(age_s, delivered, done):
    bench = Bench(over(at=NOW - age_s, delivered=delivered))
    bench.look()
    assert bench.done == ([("forget", "job-1")] if done else [])


def test_beyond_so_many_bytes_the_oldest_results_go():
    half = MOST_KEPT_BYTES // 2
    bench = Bench(*(over(name) for name in "abcd"))
    sizes = {"a": 10, "b": half, "c": half, "d": 10}
    for live in bench.lives:
        live.size = lambda size=sizes[live.id]: size
    bench.look()
    assert bench.done == [("forget", "b"), ("forget", "a")]


def test_running_jobs_are_never_forgotten():
    live = running()
    live.size = lambda: 2 * MOST_KEPT_BYTES
    bench = Bench(live, over("b"))
    bench.look(NOW + KEEP_EVENTS_S - 1)
    assert bench.done == []


# The thread.


def test_it_looks_when_it_is_woken_and_sleeps_otherwise():
    bench = Bench()
    assert not bench.looked.acquire(blocking=False), "no thread before there is anything"
    bench.watch.wake()
    assert bench.looked.acquire(timeout=WAIT_S)
    bench.watch.wake()
    assert bench.looked.acquire(timeout=WAIT_S)
    bench.watch.close()
    bench.watch._thread.join(WAIT_S)
    assert not bench.watch._thread.is_alive()


def test_after_its_close_it_is_not_woken():
    bench = Bench()
    bench.watch.close()
    bench.watch.wake()
    assert bench.watch._thread is None


def test_a_request_that_waits_for_the_end_has_no_page_that_could_be_gone():
    bench = Bench(running(on_leave="cancel", page="", heard_at=NOW))
    bench.look(NOW + 10 * GONE_S)
    assert bench.done == []
