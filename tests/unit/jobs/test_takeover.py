"""Jobs that several processes know: who runs them, who asks, who died."""

import threading

import pytest

from desktopdash.jobs.jobs import Jobs
from desktopdash.jobs.ledger import Ledger
from desktopdash.jobs.memory_store import MemoryStore
from desktopdash.jobs.record import event_text
from desktopdash.jobs.store import HOLDER_ALIVE_S, StoreError
from desktopdash.jobs.takeover import check_holder, move_stored, stored_events
from desktopdash.protocol.codec import decode

from .support import OTHER, PAGE, WAIT_S, Log, Pages, Workshop, around, end_of, record, registry_of, wait_until


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(clock):
    return MemoryStore(clock)


@pytest.fixture
def ledger(store):
    return Ledger(store, around(Pages(), Log()))


def put(store, **changes):
    made = record(**changes)
    store.put(made)
    return made


def kinds(texts):
    return [decode(text)["kind"] for text in texts]


PROPS = event_text(1, "props", b'"props":{}')
END = event_text(2, "end", b'"state":"done","answer":null')


def test_a_job_whose_holder_lives_is_left_alone(store, ledger):
    store.beat("holder-1")
    put(store)
    check_holder(ledger, record())
    assert store.get("job-1") == record()
    assert store.events("job-1") == []


@pytest.mark.parametrize("state", ["queued", "running"])
def test_a_job_whose_holder_died_is_lost_and_told_so(store, ledger, clock, state):
    store.beat("holder-1")
    put(store, state=state)
    store.append("job-1", [(1, PROPS)])
    clock.now += HOLDER_ALIVE_S + 1
    found = stored_events(ledger, PAGE, "job-1", 0, "holder-2")
    assert kinds(found) == ["props", "end"]
    end = decode(found[-1])
    assert (end["number"], end["state"], end["error"]["type"]) == (2, "lost", "JobLost")
    assert end["error"]["message"] == "The job was lost: the app's process that ran it has ended."
    assert "traceback" not in end["error"]
    lost = store.get("job-1")
    assert (lost.state, lost.why) == ("lost", end["error"]["message"])
    assert stored_events(ledger, PAGE, "job-1", 0, "holder-2") == found, "once"


@pytest.mark.parametrize("state", ["done", "failed", "cancelled"])
def test_an_ended_job_is_not_lost(store, ledger, state):
    put(store, state=state)
    store.append("job-1", [(1, PROPS), (2, END)])
    assert stored_events(ledger, PAGE, "job-1", 0, "holder-2") == [PROPS, END]
    assert stored_events(ledger, PAGE, "job-1", 1, "holder-2") == [END]
    assert store.get("job-1").state == state


def test_a_page_reads_its_own_jobs_only(store, ledger):
    put(store)
    assert stored_events(ledger, OTHER, "job-1", 0, "holder-2") is None
    assert stored_events(ledger, PAGE, "unknown", 0, "holder-2") is None
    assert store.get("job-1").state == "running", "who may not ask changes nothing"


def test_jobs_of_an_earlier_launch_are_taken_over(store, ledger):
    put(store, id_="lost")
    put(store, id_="done", state="done")
    put(store, id_="fetched", state="done")
    put(store, id_="foreign", page="page-0000000000000003")
    store.append("done", [(1, PROPS), (2, END)])
    found = move_stored(ledger, PAGE, OTHER, "holder-2")
    assert [(item.id, kinds(events)) for item, events in found] == [("lost", ["end"]), ("done", ["props", "end"])]
    assert {made.id: made.state for made in store.of_page(OTHER)} == {"lost": "lost", "done": "done"}
    assert [made.id for made in store.of_page(PAGE)] == ["fetched"]
    assert move_stored(ledger, PAGE, OTHER, "holder-2") == []


def test_what_this_process_holds_is_not_taken_from_the_store(store, ledger):
    put(store)
    assert move_stored(ledger, PAGE, OTHER, "holder-1") == []
    assert store.get("job-1").page == PAGE


def test_a_running_job_of_another_process_is_taken(store, ledger):
    store.beat("holder-1")
    put(store)
    store.append("job-1", [(1, PROPS)])
    (found,) = move_stored(ledger, PAGE, OTHER, "holder-2")
    assert kinds(found[1]) == ["props"]
    assert stored_events(ledger, OTHER, "job-1", 0, "holder-2") == [PROPS]
    assert stored_events(ledger, PAGE, "job-1", 0, "holder-2") is None


def test_a_store_that_cannot_be_read_has_no_jobs_and_loses_none(clock):
    class Broken(MemoryStore):
        def get(self, job):
            raise StoreError("broken")

        of_page = is_alive = events = get

    log = Log()
    ledger = Ledger(Broken(clock), around(Pages(), log))
    assert stored_events(ledger, PAGE, "job-1", 0, "holder-2") is None
    assert move_stored(ledger, PAGE, OTHER, "holder-2") == []
    check_holder(ledger, record())
    assert len(log.lines) == 1


# Two processes over one store.


@pytest.fixture
def two():
    store = MemoryStore()
    shops = [Workshop(registry_of(lambda value: value), store, is_shared=True) for _ in range(2)]
    yield shops
    for shop in shops:
        shop.close()


def begun(two):
    """Return a job that the first process runs, known to be alive."""
    live = two[0].start()
    two[0].jobs.started(live.id)
    wait_until(lambda: two[0].store.is_alive(live.record.holder))
    return live


def test_every_process_tells_what_a_job_has_told(two):
    live = begun(two)
    two[0].jobs.told(live.id, "props", b'"props":{}')
    assert two[1].jobs.events(PAGE, live.id, 0) == live.events()
    assert two[1].jobs.events(OTHER, live.id, 0) is None
    two[0].end(live)
    assert two[1].jobs.events(PAGE, live.id, 1) == live.events(1)


def test_every_process_may_be_asked_to_cancel(two):
    live = begun(two)
    assert two[1].jobs.cancel(OTHER, live.id) == "unknown"
    assert two[1].jobs.cancel(PAGE, live.id) == "cancelled"
    assert end_of(live)["state"] == "cancelled"
    assert two[0].stage.cancelled == [live.id]
    wait_until(lambda: two[1].store.get(live.id).is_over)
    assert two[1].jobs.cancel(PAGE, live.id) == "ended"
    assert not two[1].store.asked_cancel(live.id)


def test_processes_have_names_of_their_own(two):
    lives = [shop.start() for shop in two]
    assert len({live.record.holder for live in lives}) == 2
    assert isinstance(two[0].jobs, Jobs)


def test_a_job_that_was_taken_over_by_way_of_another_process_stays_with_its_page(two):
    live = begun(two)
    assert [item["job"] for item in two[1].jobs.claim(OTHER, {PAGE: ()}, [])] == [live.id]
    two[0].jobs.told(live.id, "props", b'"props":{}')
    two[0].end(live)
    for shop in two:
        assert kinds(shop.jobs.events(OTHER, live.id, 0) or []) == ["props", "end"]
        assert shop.jobs.events(PAGE, live.id, 0) is None
    assert two[0].store.get(live.id).page == OTHER


def test_the_process_that_holds_a_job_lets_its_new_page_cancel_it(two):
    live = begun(two)
    two[1].jobs.claim(OTHER, {PAGE: ()}, [])
    assert two[0].jobs.cancel(OTHER, live.id) == "cancelled"


def test_a_job_that_ends_while_its_page_changes_leaves_its_slot():
    class Slow(MemoryStore):
        def move(self, moved, page):
            if moved.id == first.id:
                thread = threading.Thread(target=lambda: shop.end(second))
                thread.start()
                thread.join(WAIT_S)
            return super().move(moved, page)

    shop = Workshop(registry_of(lambda value: value, concurrency="parallel"), Slow())
    first, second = shop.start(), shop.start()
    shop.jobs.claim(OTHER, {PAGE: ()}, [])
    assert end_of(second)["state"] == "done"
    assert shop.jobs._slots.others(OTHER, second.record.slot) == [first]
    shop.close()


def test_a_job_that_waits_for_a_worker_is_handed_over_once():
    shop = Workshop(registry_of(lambda value: value, concurrency="queue"))
    own, left = shop.start(OTHER), shop.start(PAGE)
    shop.jobs.started(own.id)
    shop.jobs.claim(OTHER, {PAGE: ()}, [])
    shop.end(own)
    assert shop.stage.jobs == [own.id, left.id]
    shop.close()


def test_a_process_says_that_it_lives_before_it_writes_its_first_job():
    alive = []

    class Seen(MemoryStore):
        def put(self, made):
            alive.append(self.is_alive(made.holder))
            super().put(made)

    shop = Workshop(registry_of(lambda value: value), Seen(), is_shared=True)
    shop.jobs._watch.wake = lambda: None  # its thread comes a little later
    shop.start()
    assert alive == [True]
    shop.close()
