"""What every store can do."""

import threading
import time
import types

import diskcache
import pytest

from desktopdash.jobs.disk_store import DiskStore
from desktopdash.jobs.memory_store import MemoryStore
from desktopdash.jobs.record import event_text
from desktopdash.jobs.store import HOLDER_ALIVE_S, KEEP_EVENTS_S, KEEP_RECORDS_S

from .support import OTHER, PAGE, record


class Clock:
    """Seconds that go forward when a test says so."""

    def __init__(self):
        self.now = time.time()

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    known = {name: getattr(time, name) for name in ("sleep", "monotonic")}
    monkeypatch.setattr(diskcache.core, "time", types.SimpleNamespace(time=clock, **known))
    return clock


@pytest.fixture(params=["memory", "disk", "fanout"])
def store(request, clock, tmp_path):
    if request.param == "memory":
        yield MemoryStore(clock)
        return
    made = diskcache.Cache if request.param == "disk" else diskcache.FanoutCache
    with made(str(tmp_path / "cache"), **({"shards": 2} if request.param == "fanout" else {})) as cache:
        yield DiskStore(cache)


def event(number, kind="props"):
    return number, event_text(number, kind, b'"props":{}')


def append(store, *numbers, job="job-1"):
    store.append(job, [event(number) for number in numbers])


def texts(*numbers):
    return [event(number)[1] for number in numbers]


def test_a_record_is_there_as_it_was_put(store):
    assert store.get("job-1") is None
    store.put(record())
    assert store.get("job-1") == record()
    store.put(record(state="done", ended_at=3.0))
    assert store.get("job-1") == record(state="done", ended_at=3.0)
    assert store.get("job-2") is None


def test_a_page_has_its_jobs_oldest_first(store):
    for name in "abc":
        store.put(record(name))
    store.put(record("x", page=OTHER))
    store.put(record("a", state="done"))
    assert [found.id for found in store.of_page(PAGE)] == ["a", "b", "c"]
    assert [found.state for found in store.of_page(PAGE)] == ["done", "running", "running"]
    assert [found.id for found in store.of_page(OTHER)] == ["x"]
    assert store.of_page("nobody") == []


def test_a_job_moves_to_another_page_with_its_events(store):
    store.put(record())
    append(store, 1, 2)
    moved = store.move(record(), OTHER)
    assert moved == record(page=OTHER) == store.get("job-1")
    assert store.of_page(PAGE) == []
    assert store.of_page(OTHER) == [moved]
    assert store.events("job-1") == texts(1, 2)


def test_a_moved_job_may_change(store):
    store.put(record())
    moved = store.move(record(), OTHER)
    store.put(moved.but(state="done"))
    assert [found.state for found in store.of_page(OTHER)] == ["done"]
    assert store.of_page(PAGE) == []


def test_events_are_there_in_order_behind_a_number(store):
    assert store.events("job-1") == []
    append(store, 1, 2)
    append(store, 3)
    append(store, 1, job="job-2")
    assert store.events("job-1") == texts(1, 2, 3)
    assert store.events("job-1", 1) == texts(2, 3)
    assert store.events("job-1", 3) == store.events("job-1", 50) == []
    assert store.events("job-2") == texts(1)


def test_long_events_are_events(store):
    text = event_text(1, "end", b'"state":"done","answer":"%b"' % (b"x" * 200_000))
    store.append("job-1", [(1, text)])
    assert store.events("job-1") == [text]


def test_events_of_many_threads_arrive_without_a_gap(store):
    lock, numbers = threading.Lock(), iter(range(1, 41))

    def write():
        for _ in range(10):
            with lock:
                append(store, next(numbers))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.events("job-1") == texts(*range(1, 41))


def test_dropped_events_are_gone_and_the_record_stays(store):
    store.put(record())
    append(store, 1, 2, 3)
    append(store, 1, job="job-2")
    store.drop_events("job-1")
    store.drop_events("unknown")
    assert store.events("job-1") == []
    assert store.get("job-1") == record()
    assert store.events("job-2") == texts(1)


def test_a_cancel_is_left_for_who_holds_the_job(store):
    store.put(record())
    assert not store.asked_cancel("job-1")
    store.ask_cancel("job-1")
    assert store.asked_cancel("job-1")
    assert not store.asked_cancel("job-2")


def test_a_cancel_goes_with_the_job(store):
    store.put(record())
    store.ask_cancel("job-1")
    store.put(record(started_at=2.0))
    assert store.asked_cancel("job-1"), "it has not ended"
    store.put(record(state="cancelled"))
    assert not store.asked_cancel("job-1")


def test_a_process_is_alive_for_a_while_after_it_was_heard(store, clock):
    assert not store.is_alive("h")
    store.beat("h")
    assert store.is_alive("h")
    assert not store.is_alive("other")
    clock.now += HOLDER_ALIVE_S - 1
    assert store.is_alive("h")
    store.beat("h")
    clock.now += HOLDER_ALIVE_S - 1
    assert store.is_alive("h")
    clock.now += 2
    assert not store.is_alive("h")


@pytest.mark.parametrize("state", ["done", "lost"])
def test_ended_jobs_are_forgotten_after_a_day(store, clock, state):
    store.put(record(state=state))
    clock.now += KEEP_RECORDS_S - 1
    store.put(record("another", state=state))
    assert store.get("job-1") is not None
    clock.now += 2
    store.put(record("a-third"))
    assert store.get("job-1") is None
    assert [found.id for found in store.of_page(PAGE)] == ["another", "a-third"]


def test_a_job_that_runs_for_days_is_known(store, clock):
    store.put(record())
    clock.now += 2 * KEEP_RECORDS_S
    store.put(record("another", state="done"))
    assert store.get("job-1") == record()


def test_an_answer_is_kept_for_as_long_as_nobody_says(store, clock):
    assert store.cached("key", None) is None
    store.cache("key", b'{"multi":true}', None)
    clock.now += 400 * 24 * 3600
    assert store.cached("key", None) == b'{"multi":true}'
    assert store.cached("other", None) is None


def test_an_answer_that_is_not_used_expires(store, clock):
    store.cache("key", b"1", 60)
    clock.now += 59
    assert store.cached("key", None) == b"1"
    clock.now += 2
    assert store.cached("key", None) is None


def test_an_answer_that_is_used_is_kept_for_longer(store, clock):
    store.cache("key", b"1", 60)
    for _ in range(3):
        clock.now += 50
        assert store.cached("key", 60) == b"1"
    clock.now += 61
    assert store.cached("key", 60) is None


def test_a_newer_answer_takes_the_place_of_an_older(store):
    store.cache("key", b"1", None)
    store.cache("key", b"2", 60)
    assert store.cached("key", None) == b"2"


def test_a_store_that_is_not_its_own_stays_open(store):
    store.put(record())
    store.close()
    assert store.get("job-1") == record()


def test_a_job_that_comes_back_is_there_once(store):
    store.put(record())
    store.move(store.move(record(), OTHER), PAGE)
    assert [found.id for found in store.of_page(PAGE)] == ["job-1"]


def test_a_job_that_could_not_be_written_before_moves_once(store):
    store.move(record(), OTHER)
    assert [found.id for found in store.of_page(OTHER)] == ["job-1"]


def test_memory_drops_answers_whose_time_is_over_though_nobody_asks():
    clock = Clock()
    store = MemoryStore(clock)
    store.cache("old", b"1", 5)
    store.cache("kept", b"2", None)
    clock.now += 6
    store.cache("new", b"3", 5)
    assert set(store._cached) == {"kept", "new"}


def test_the_events_of_all_ended_jobs_are_forgotten_in_time():
    clock = Clock()
    store = MemoryStore(clock)
    for name in "abc":
        append(store, 1, job=name)
        store.put(record(name, state="done"))
    clock.now += KEEP_EVENTS_S + 1
    store.put(record("d"))
    assert [store.events(name) for name in "abc"] == [[], [], []]
    assert store.get("c") is not None
