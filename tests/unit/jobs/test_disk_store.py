"""What only a store on a disk can meet: others in the same folder, damage, no room."""

import contextlib
import os
import pickle
import sqlite3
import stat
import sys
import threading

import diskcache
import pytest

from desktopdash.errors import IncorrectTypeException
from desktopdash.jobs.disk_store import DiskStore, is_cache, open_own
from desktopdash.jobs.ledger import Ledger
from desktopdash.jobs.managers import DiskcacheManager
from desktopdash.jobs.memory_store import MemoryStore
from desktopdash.jobs.record import event_text
from desktopdash.jobs.store import StoreError

from .support import OTHER, PAGE, Log, Pages, Workshop, around, end_of, events, live_job, record, registry_of


@pytest.fixture
def log():
    return Log()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "profile" / "jobs"


def fill(store):
    store.put(record())
    store.append(
        "job-1", [(1, event_text(1, "props", b'"props":{}')), (2, event_text(2, "end", b'"x":"%b"' % (b"x" * 90_000)))]
    )
    store.ask_cancel("job-1")
    store.beat("holder-1")
    store.cache("key", b'{"multi":true}', 60)
    store.cache("large", b'"%b"' % (b"x" * 90_000), None)
    store.move(record(), OTHER)


def read(store):
    return store.get("job-1"), store.events("job-1"), store.cached("key", None), store.cached("large", None)


# Beside others in one cache.


def test_keys_of_others_are_left_alone(tmp_path):
    with diskcache.Cache(str(tmp_path)) as cache:
        foreign = {"job:job-1": "theirs", ("event", 1): {"a": 1}, "result:key": b"theirs", 7: None}
        for key, value in foreign.items():
            cache[key] = value
        store = DiskStore(cache)
        fill(store)
        store.drop_events("job-1")
        store.close()
        assert {key: cache[key] for key in foreign} == foreign
        assert all(str(key).startswith("desktopdash:") for key in set(cache) - set(foreign))


@pytest.mark.parametrize("value", ["text", 7, {"a": 1}, None])
def test_a_value_of_another_kind_counts_as_none(tmp_path, value):
    with diskcache.Cache(str(tmp_path)) as cache:
        for key in ("job:job-1", f"page:{PAGE}", "event:job-1:1", "result:key", "cancel:job-1", "holder:h"):
            cache[f"desktopdash:{key}"] = value
        store = DiskStore(cache)
        assert (store.get("job-1"), store.of_page(PAGE), store.events("job-1")) == (None, [], [])
        assert (store.cached("key", None), store.asked_cancel("job-1"), store.is_alive("h")) == (None, False, False)


@pytest.mark.parametrize("text", [b"{", b"[]", b'{"id":"job-1"}', b"\xff", b'{"unknown":1}'])
def test_a_record_that_is_none_is_damage(tmp_path, text):
    with diskcache.Cache(str(tmp_path)) as cache:
        cache["desktopdash:job:job-1"] = text
        with pytest.raises(StoreError, match=f"the jobs' folder {tmp_path} is damaged"):
            DiskStore(cache).get("job-1")


def test_two_processes_see_the_same_jobs(tmp_path):
    with diskcache.Cache(str(tmp_path)) as one, diskcache.Cache(str(tmp_path)) as two:
        fill(DiskStore(one))
        assert read(DiskStore(two)) == read(DiskStore(one))


def test_which_values_are_caches(tmp_path):
    with diskcache.Cache(str(tmp_path / "a")) as cache, diskcache.FanoutCache(str(tmp_path / "b"), shards=1) as fanout:
        assert is_cache(cache)
        assert is_cache(fanout)
        assert DiskcacheManager(cache).handle is cache
    assert not is_cache({})
    with pytest.raises(
        IncorrectTypeException, match=r"cache is \{\}; expected a diskcache.Cache or diskcache.FanoutCache"
    ):
        DiskcacheManager({})


# Its own folder.


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no mode there")
def test_the_folder_is_this_users_only(folder, log):
    folder.mkdir(parents=True, mode=0o755)
    before = os.umask(0)
    try:
        open_own(folder, log).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert log.lines == []


def test_no_job_waits_for_the_disk_to_have_what_it_tells(folder, log, monkeypatch):
    said = []
    connect = sqlite3.connect

    def traced(*args, **kwargs):
        made = connect(*args, **kwargs)
        made.set_trace_callback(lambda text, mine=[]: (mine.append(text), said.append(mine)))
        return made

    monkeypatch.setattr(sqlite3, "connect", traced)
    store = open_own(folder, log)
    found = []

    def look():
        store.beat("holder-1")
        found.append(store._cache._sql("PRAGMA synchronous").fetchone())

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    look()
    store.close()
    assert found == [(0,), (0,)]
    first = next(mine for mine in said if any("journal_mode" in text for text in mine))
    assert "synchronous" in first[0], "the journal's mode is changed by writing, which is waited for by itself"


def test_what_was_written_is_there_after_the_next_start(folder, log):
    store = open_own(folder, log)
    fill(store)
    before = read(store)
    store.close()
    again = open_own(folder, log)
    assert read(again) == before
    again.close()


def test_nothing_in_it_is_pickled(folder, log):
    store = open_own(folder, log)
    fill(store)
    store.close()
    database = sqlite3.connect(folder / "cache.db")
    rows = database.execute("SELECT key, raw, mode, value, filename FROM Cache").fetchall()
    database.close()
    assert len(rows) > 6
    assert all(raw == 1 and isinstance(key, str) for key, raw, *_ in rows)
    raw_mode, binary_mode = 1, 2  # diskcache's; 4 is a pickle
    assert {mode for _, _, mode, *_ in rows} == {raw_mode, binary_mode}
    assert all(isinstance(value, bytes) for _, _, mode, value, _ in rows if mode == raw_mode)
    for _, _, _, _, name in rows:
        if name is not None:
            assert (folder / name).read_bytes()[:1] in b'"{['


def test_what_is_read_is_never_unpickled(folder, log, tmp_path):
    class Trap:
        def __reduce__(self):
            return open, (str(tmp_path / "sprung"), "w")

    store = open_own(folder, log)
    packed = pickle.dumps(Trap())
    for key in ("job:job-1", "event:job-1:1", "result:key", f"page:{PAGE}"):
        store._cache.set(f"desktopdash:{key}", packed)
    assert store.events("job-1") == [packed], "as it is: nobody reads it"
    for ask in (lambda: store.get("job-1"), lambda: store.of_page(PAGE)):
        with pytest.raises(StoreError, match="damaged"):
            ask()
    assert not (tmp_path / "sprung").exists()
    store.close()


def damage_with_garbage(database):
    database.write_bytes(b"this is no database " * 500)


def damage_by_cutting(database):
    size = database.stat().st_size
    assert size > 8192
    with database.open("r+b") as file:
        file.truncate(size // 2)


def damage_in_the_middle(database):
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (database.stat().st_size - 4096))


@pytest.mark.parametrize("damage", [damage_with_garbage, damage_by_cutting, damage_in_the_middle])
def test_a_damaged_folder_is_set_aside_and_made_anew(folder, log, damage):
    store = open_own(folder, log)
    for number in range(30):
        store.put(record(f"job-{number}", why="x" * 400))
    store.close()
    damage(folder / "cache.db")
    store = open_own(folder, log)
    aside = folder.with_name("jobs.damaged")
    assert len(log.lines) == 1
    assert f"the jobs' folder {folder} cannot be used: DatabaseError" in log.lines[0]
    assert f"It is set aside as {aside} and made anew: only jobs of earlier launches were in it" in log.lines[0]
    assert (aside / "cache.db").exists()
    assert store.get("job-1") is None
    fill(store)
    assert store.get("job-1") is not None
    store.close()
    open_own(folder, log).close()
    assert len(log.lines) == 1, "the new one is in order"


def test_an_empty_database_is_as_good_as_none(folder, log):
    folder.mkdir(parents=True)
    (folder / "cache.db").touch()
    store = open_own(folder, log)
    fill(store)
    store.close()
    assert log.lines == []


def test_only_the_last_damage_is_kept(folder, log):
    for text in (b"first", b"second"):
        folder.mkdir(parents=True, exist_ok=True)
        for file in folder.iterdir():
            file.unlink()
        (folder / "cache.db").write_bytes(text * 1000)
        open_own(folder, log).close()
    assert (folder.with_name("jobs.damaged") / "cache.db").read_bytes().startswith(b"second")
    assert len(log.lines) == 2


def test_without_any_folder_jobs_are_kept_in_memory(tmp_path, log):
    (tmp_path / "profile").write_text("a file where the folder should be")
    store = open_own(tmp_path / "profile" / "jobs", log)
    assert isinstance(store, MemoryStore)
    assert "cannot be used: NotADirectoryError" in log.lines[0]
    assert "jobs are kept in memory until the app ends" in log.lines[-1]
    assert (tmp_path / "profile").read_text() == "a file where the folder should be"


# A disk that is full, or gone.


class FullCache:
    """A cache whose disk has no room: all that writes raises as diskcache does."""

    directory = "/full"

    def __init__(self, cache, error):
        self._cache = cache
        self.error = error

    def get(self, *args, **kwargs):
        return self._cache.get(*args, **kwargs)

    def _refuse(self, *args, **kwargs):
        if self.error is not None:
            raise self.error
        return None

    set = delete = touch = expire = close = transact = _refuse


ERRORS = [
    sqlite3.OperationalError("database or disk is full"),
    OSError(28, "No space left on device"),
    diskcache.Timeout(),
    sqlite3.DatabaseError("database disk image is malformed"),
]


@pytest.fixture(params=ERRORS, ids=lambda error: type(error).__name__)
def full(request, tmp_path):
    with diskcache.Cache(str(tmp_path)) as cache:
        yield FullCache(cache, request.param)


def test_every_failing_call_raises_the_one_error(full):
    store = DiskStore(full, is_own=True)
    calls = [
        lambda: store.put(record()),
        lambda: store.move(record(), OTHER),
        lambda: store.append("j", [(1, b"{}")]),
        lambda: store.drop_events("j"),
        lambda: store.ask_cancel("j"),
        lambda: store.beat("h"),
        lambda: store.cache("k", b"1", None),
        store.close,
    ]
    for call in calls:
        with pytest.raises(StoreError, match=f"the jobs' folder /full cannot be used: {type(full.error).__name__}"):
            call()


def test_reading_that_fails_raises_it_as_well(tmp_path):
    class Gone:
        directory = "/gone"

        def get(self, *args, **kwargs):
            raise sqlite3.OperationalError("unable to open database file")

    store = DiskStore(Gone())
    calls = [
        lambda: store.get("j"),
        lambda: store.of_page(PAGE),
        lambda: store.events("j"),
        lambda: store.asked_cancel("j"),
        lambda: store.is_alive("h"),
        lambda: store.cached("k", None),
    ]
    for call in calls:
        with pytest.raises(StoreError, match="the jobs' folder /gone cannot be used: OperationalError: unable to open"):
            call()


def test_a_full_disk_is_told_once_and_jobs_go_on(full):
    pages = Pages(PAGE)
    shop = Workshop(registry_of(lambda value: value), DiskStore(full), pages)
    lives = [shop.start() for _ in range(3)]
    live = lives[-1]
    live.announce()
    shop.jobs.told(live.id, "props", b'"props":{"o":{"c":1}}')
    shop.end(live, b'{"multi":true,"response":{}}')
    assert end_of(live)["state"] == "done"
    assert [number for _, _, number, _ in pages.delivered] == [1, 2]
    assert [event["kind"] for event in events(live)] == ["props", "end"]
    assert shop.jobs.events(PAGE, live.id, 1) == live.events(1)
    assert shop.jobs.cancel(PAGE, live.id) == "ended"
    told = [line for line in shop.log.lines if "cannot be used" in line]
    assert len(told) == 1
    assert "the jobs' folder /full cannot be used" in told[0]
    assert "Jobs go on in memory: what they come to is shown" in told[0]
    assert "Make room on the disk, or delete the folder while the app does not run" in told[0]
    shop.close()


def test_a_disk_that_has_room_again_is_written_to(full):
    shop = Workshop(registry_of(lambda value: value, concurrency="parallel"), DiskStore(full))
    shop.start()
    full.set, full.delete, full.transact = full._cache.set, full._cache.delete, full._cache.transact
    live = shop.start()
    assert DiskStore(full._cache).get(live.id) == live.record
    full.error = None
    shop.close()


def test_other_trouble_is_told_again():
    log = Log()
    ledger = Ledger(MemoryStore(), around(Pages(), log))

    def fail(said):
        raise StoreError(said)

    for said in ("full", "full", "gone"):
        assert ledger.ask(lambda said=said: fail(said), "otherwise") == "otherwise"
    assert [line.partition(".")[0] for line in log.lines] == ["full", "gone"]


def test_an_event_reaches_the_page_before_any_disk(full):
    log, pages = Log(), Pages(PAGE)
    ledger = Ledger(DiskStore(full), around(pages, log))
    live = live_job()
    ledger.append(live, "props", b'"props":{}')
    assert pages.delivered == [], "its page does not know it yet"
    live.announce()
    ledger.append(live, "props", b'"props":{}')
    assert [number for *_, number, _ in pages.delivered] == [2]
    assert live.is_delivered


def test_other_processes_see_tracebacks_only_where_pages_may():
    store = MemoryStore()
    store.append("j", [(1, b'{"number":1,"kind":"end","state":"failed","error":{"type":"E","traceback":"secret"}}')])
    shown = [
        Ledger(store, around(Pages(), Log(), debug=lambda debug=debug: debug)).events("j") for debug in (True, False)
    ]
    assert [b"secret" in events[0] for events in shown] == [True, False]


def test_a_ledger_may_leave_events_to_the_workers():
    store, pages = MemoryStore(), Pages(PAGE)
    live = live_job()
    Ledger(store, around(pages, Log())).append(live, "props", b'"props":{}', is_written=True)
    assert store.events("job-1") == []
    assert len(live.events()) == 1


def test_a_cache_of_another_kind_of_disk_is_refused_or_used(tmp_path):
    with diskcache.Cache(str(tmp_path), disk=diskcache.JSONDisk) as cache, contextlib.suppress(StoreError):
        store = DiskStore(cache)
        store.put(record())
        assert store.get("job-1") == record()
