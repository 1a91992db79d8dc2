"""What goes wrong around long callbacks: damaged folders, full disks, processes and a Redis that die."""

from __future__ import annotations

import os
import resource
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from .conftest import HERE, REPO, Program, Served, free_port, serve
from .page import Job

GARBAGE = b"this is no database " * 5000
MARK = "DESKTOPDASH_FAULTS"


@pytest.fixture
def mark() -> Iterator[str]:
    """What all processes of a test have in their environment; none is left behind it."""
    mark = secrets.token_hex(8)
    yield mark
    for process in marked(mark):
        process.kill()


@pytest.fixture
def start(tmp_path: Path, mark: str) -> Iterator[Callable[..., Served]]:
    """Start a server; all of one test have the same data folder."""
    gates = tmp_path / "gates"
    gates.mkdir()
    started: list[Served] = []

    def start(kind: str = "disk", **env: str) -> Served:
        known = {"CONTRACT": kind, "CONTRACT_GATES": str(gates), "XDG_DATA_HOME": str(tmp_path / "data"), MARK: mark}
        started.append(serve(kind, tmp_path, {**known, **env}))
        return started[-1]

    yield start
    for served in started:
        served.program.stop()


def marked(mark: str) -> list[psutil.Process]:
    """The processes that live and have this mark."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


def jobs_folder(tmp_path: Path) -> Path:
    (profile,) = (tmp_path / "data" / "desktopdash").iterdir()
    return profile / "jobs"


def lines_about(served: Served, words: object) -> list[str]:
    return [line for line in served.program.lines if str(words) in line]


def only_line_about(served: Served, words: object) -> str:
    lines = lines_about(served, words)
    assert len(lines) == 1, "".join(lines)
    return lines[0]


def assert_jobs_run(served: Served) -> None:
    """Jobs come to their ends, for pages that listen and that ask, over a reload too."""
    for page in (served.page(), served.page(listens=False)):
        assert page.plain("token").value()
        assert page.plain("fail", "no luck").end()["error"]["message"] == "no luck"
    gate = secrets.token_hex(4)
    first = served.page()
    job = first.plain("grow", gate)
    job.wait("progress")
    first.leave()
    second = served.page()
    assert [taken["job"] for taken in second.claim(first.id)] == [job.id]
    served.open(gate)
    assert job.value(second) == "grown"
    assert served.record(job.id)["state"] == "done"


# --- a damaged folder ---


def in_one_file(folder: Path) -> None:
    """Bring what SQLite has written beside its database into it."""
    with closing(sqlite3.connect(folder / "cache.db")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not (folder / "cache.db-wal").exists()


def with_garbage(folder: Path) -> None:
    (folder / "cache.db").write_bytes(GARBAGE)


def cut(folder: Path) -> None:
    size = (folder / "cache.db").stat().st_size
    assert size > 3 * 4096
    os.truncate(folder / "cache.db", size // 2)


def with_a_folder_for_the_database(folder: Path) -> None:
    (folder / "cache.db").unlink()
    (folder / "cache.db").mkdir()


def with_a_file_for_the_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("a file")


@pytest.mark.parametrize("damage", [with_garbage, cut, with_a_folder_for_the_database, with_a_file_for_the_folder])
def test_an_app_starts_on_a_damaged_folder(start, tmp_path: Path, damage) -> None:
    first = start()
    assert_jobs_run(first)
    first.program.stop()
    folder = jobs_folder(tmp_path)
    in_one_file(folder)
    for _ in range(2):  # what was set aside is replaced
        damage(folder)
        second = start()
        assert_jobs_run(second)
        second.program.stop()
        line = only_line_about(second, folder)
        assert "is set aside as" in line
    third = start()
    assert_jobs_run(third)
    third.program.stop()
    assert lines_about(third, folder) == []


def test_a_folder_that_is_damaged_while_the_app_runs_costs_no_result(start, tmp_path: Path) -> None:
    first = start()
    assert_jobs_run(first)
    first.program.stop()
    in_one_file(jobs_folder(tmp_path))
    served = start()
    pages = [served.page(), served.page(listens=False)]
    jobs = [page.plain("wait", "damage") for page in pages]
    served.until_reached("damage")
    with_garbage(jobs_folder(tmp_path))
    served.open("damage")
    assert len({job.value() for job in jobs}) == 2
    assert_jobs_run(served)
    assert len(served.page().plain("large", 5).value()) == 5 * 2**20
    served.program.stop()
    line = only_line_about(served, jobs_folder(tmp_path))
    assert "Jobs go on in memory" in line
    assert "delete the folder while the app does not run" in line
    again = start()
    assert_jobs_run(again)


def test_a_database_that_is_cut_under_the_app_does_not_end_it(start, tmp_path: Path) -> None:
    first = start()
    for _ in range(3):
        assert_jobs_run(first)
    first.program.stop()
    in_one_file(jobs_folder(tmp_path))
    served = start()
    assert_jobs_run(served)
    os.truncate(jobs_folder(tmp_path) / "cache.db", 0)
    assert_jobs_run(served)
    assert_jobs_run(served)


CUT_WHILE_IT_IS_READ = """
import logging, os, sqlite3, sys, threading
from pathlib import Path
from desktopdash.jobs.disk_store import open_own
from desktopdash.jobs.store import StoreError
folder = Path(sys.argv[1])
store = open_own(folder, logging.getLogger())
for number in range(200):
    store.append(str(number), [(1, b"x" * 9000)])
sqlite3.connect(folder / "cache.db").execute("PRAGMA wal_checkpoint(TRUNCATE)")
def read():
    try:
        return sum(len(store.events(str(number))) for number in range(200))
    except StoreError as error:
        return error
assert read() == 200
os.truncate(folder / "cache.db", 4096)
assert isinstance(read(), StoreError)
other = threading.Thread(target=read)
other.start()
other.join()
"""


def test_a_database_that_is_cut_while_it_is_read_does_not_end_the_process(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CUT_WHILE_IT_IS_READ, str(tmp_path / "jobs")]
    ended = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(REPO)}, timeout=30)
    assert ended.returncode == 0


def test_a_damaged_cache_of_the_apps_own_is_a_clear_problem(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    with_garbage(tmp_path / "cache")
    app = tmp_path / "app.py"
    app.write_text(
        "import diskcache\nfrom desktopdash import Dash, DiskcacheManager, html\n"
        'cache = diskcache.Cache("./cache")\n'
        "app = Dash(background_callback_manager=DiskcacheManager(cache))\napp.layout = html.Div()\n"
    )
    command = [sys.executable, "-m", "desktopdash", "serve", str(app), "--port", "0"]
    ended = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(REPO)}, capture_output=True, text=True, timeout=30
    )
    assert ended.returncode == 1
    assert "app.py opens a cache that is damaged" in ended.stderr
    assert f"Delete the folder {tmp_path / 'cache'}:" in ended.stderr
    assert 'cache = diskcache.Cache("./cache")' in ended.stderr


# --- a full disk ---


class Limit:
    """No room for the server: it can write to no file."""

    def fill(self, served: Served) -> None:
        served.until(lambda: served.program.process.poll() is None, "it runs")
        hard = resource.prlimit(served.program.process.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(served.program.process.pid, resource.RLIMIT_FSIZE, (0, hard))

    def make_room(self, served: Served) -> None:
        hard = resource.prlimit(served.program.process.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(served.program.process.pid, resource.RLIMIT_FSIZE, (hard, hard))


class SmallDisk:
    """A disk of some megabytes, full to the last byte."""

    def __init__(self, folder: Path) -> None:
        self._filler = folder / "filler"

    def fill(self, served: Served) -> None:
        with self._filler.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                return

    def make_room(self, served: Served) -> None:
        self._filler.unlink()


@pytest.fixture(params=["limit", "small disk"])
def disk(request, tmp_path: Path) -> Iterator[Limit | SmallDisk]:
    folder = tmp_path / "data"
    folder.mkdir()
    if request.param == "limit":
        yield Limit()
        return
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    (folder / "tmp").mkdir()
    yield SmallDisk(folder)
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_costs_no_result(start, tmp_path: Path, disk) -> None:
    served = start(TMPDIR=str(tmp_path / "data"))
    assert_jobs_run(served)
    page = served.page()
    before = page.plain("wait", "full")
    served.until_reached("full")
    disk.fill(served)
    served.open("full")
    assert before.value()
    assert len(page.plain("large", 20).value()) == 20 * 2**20
    assert len(served.page(listens=False).plain("large", 20).value()) == 20 * 2**20
    assert_jobs_run(served)
    folder = jobs_folder(tmp_path)
    line = only_line_about(served, folder)
    assert "Jobs go on in memory" in line
    assert "Make room on the disk" in line
    assert "Exception while serving" not in served.program.text
    assert list(folder.rglob("*.val")) == [], "no part of a value is left there"
    disk.make_room(served)
    job = page.plain("wait", "roomy")
    served.open("roomy")
    assert job.value()
    served.program.stop()
    again = start()
    assert again.record(job.id)["state"] == "done", "it is written down as before"
    again.program.stop()
    assert lines_about(again, folder) == []


def test_an_app_starts_on_a_full_disk_and_leaves_its_folder_alone(start, tmp_path: Path, disk) -> None:
    first = start()
    assert_jobs_run(first)
    job = first.page().plain("wait", "first")
    first.open("first")
    assert job.value()
    first.program.stop()
    second = start()
    disk.fill(second)
    assert_jobs_run(second)
    assert len(second.page().plain("large", 20).value()) == 20 * 2**20
    second.program.stop()
    folder = jobs_folder(tmp_path)
    line = only_line_about(second, folder)
    assert "jobs are kept in memory until the app ends" in line
    assert not folder.with_name("jobs.damaged").exists()
    disk.make_room(second) if isinstance(disk, SmallDisk) else None
    assert start().record(job.id)["state"] == "done"


# --- processes that end ---


def run_families(served: Served, mark: str) -> None:
    """Have jobs that run: with a child in a session of its own, with one that has left its parent, with the GIL held."""
    jobs = [served.page().plain(*what) for what in (["family", "never"], ["daemon", "never"], ["hold"])]
    pids = [job.wait("progress")[0]["values"][1][1] for job in jobs]
    assert {*pids, served.program.process.pid} < {process.pid for process in marked(mark)}
    assert len(marked(mark)) >= 6


def until_gone(served: Served, mark: str, deadline_s: float) -> None:
    served.until(lambda: not marked(mark), "every process is gone", deadline_s)


def test_nobody_outlives_a_server_that_is_killed(start, mark: str) -> None:
    served = start()
    run_families(served, mark)
    served.program.process.kill()
    until_gone(served, mark, 3)


def test_a_server_that_is_terminated_ends_at_once_with_all_its_jobs(start, mark: str) -> None:
    served = start()
    run_families(served, mark)
    begun = time.monotonic()
    served.program.process.terminate()
    assert served.program.process.wait(5) == 0
    assert time.monotonic() - begun < 2
    assert marked(mark) == []


def test_the_jobs_of_a_server_that_died_are_lost_for_the_next_page_of_another(start) -> None:
    dead, living = start(), start()
    first = dead.page()
    job = first.plain("wait", "never")
    dead.until_reached("never")
    dead.program.process.kill()
    dead.program.process.wait(5)
    second = living.page()
    (taken,) = second.claim(first.id)
    assert taken["job"] == job.id
    end = taken["events"][-1]
    assert (end["kind"], end["state"], end["error"]["type"]) == ("end", "lost", "JobLost")
    assert "the app's process that ran it has ended" in end["error"]["message"]
    assert living.record(job.id)["state"] == "lost"
    assert second.cancel(job.id) == 409
    assert_jobs_run(living)


# --- Redis gone ---


class OwnRedis:
    """A redis-server of one test's own, always on the same port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        command = ["redis-server", "--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._program = Program(command, {}, self._folder)
        self._program.wait_for("Ready to accept connections")

    def kill(self) -> None:
        self._program.process.kill()
        self._program.process.wait(5)

    def stop(self) -> None:
        """Keep its port, and answer no more: as a machine that is cut off."""
        self._program.process.send_signal(signal.SIGSTOP)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[OwnRedis]:
    redis = OwnRedis(tmp_path)
    yield redis
    redis.kill()


@pytest.fixture
def celery(start, redis: OwnRedis, tmp_path: Path, mark: str) -> Iterator[tuple[Served, Program]]:
    """A server and a worker, with two processes, behind a Redis."""
    served = start("celery", CONTRACT_REDIS=redis.url)
    env = {"CONTRACT": "celery", "CONTRACT_REDIS": redis.url, "CONTRACT_GATES": str(served.gates), MARK: mark}
    words = ["--loglevel=INFO", "--concurrency=2", "--without-gossip", "--without-mingle"]
    app = str(HERE / "contract_app.py")
    worker = Program([sys.executable, "-m", "desktopdash", "worker", app, *words], env, tmp_path)
    worker.wait_for("celery@.* ready")
    yield served, worker
    worker.process.kill()
    worker.process.wait(5)


def waiting(served: Served, gate: str) -> list[Job]:
    """Two jobs that wait at a gate: of a page that listens and of one that asks."""
    jobs = [served.page(listens).plain("wait", f"{gate}-{listens}") for listens in (True, False)]
    for listens in (True, False):
        served.until_reached(f"{gate}-{listens}")
    return jobs


def open_both(served: Served, gate: str) -> None:
    served.open(f"{gate}-True")
    served.open(f"{gate}-False")


def test_jobs_are_lost_when_redis_is_gone(celery: tuple[Served, Program], redis: OwnRedis, mark: str) -> None:
    served, worker = celery
    jobs = waiting(served, "gone")
    busy = set(psutil.Process(worker.process.pid).children(recursive=True))
    assert len(busy) >= 2
    redis.kill()
    begun = time.monotonic()
    for job in jobs:
        end = job.end()
        assert (end["state"], end["error"]["type"]) == ("lost", "JobLost")
        assert "Redis cannot be reached" in end["error"]["message"]
        assert time.monotonic() - begun < 30
    assert served.page().ask("/").status == 200
    told = [line for line in served.program.lines if line.startswith("Redis cannot be reached")]
    assert len(told) == 1, told
    assert "Jobs that wait for it are lost where it does not come back within seconds" in told[0]
    # The functions would wait for ever: their processes end with their jobs.
    served.until(lambda: not busy & set(marked(mark)), "the jobs have ended", 5)


def test_jobs_end_when_redis_comes_back(celery: tuple[Served, Program], redis: OwnRedis) -> None:
    served, _ = celery
    jobs = waiting(served, "back")
    redis.kill()
    redis.start()
    open_both(served, "back")
    assert {job.end()["state"] for job in jobs} <= {"done", "lost"}
    page = served.page()
    served.until(lambda: page.plain("token").end()["state"] == "done", "jobs run again", 30)


def test_a_call_fails_at_once_while_redis_is_gone(celery: tuple[Served, Program], redis: OwnRedis) -> None:
    served, _ = celery
    assert served.page().plain("token").value()
    redis.kill()
    for listens in (True, False):
        begun = time.monotonic()
        end = served.page(listens).plain("token").end()
        assert (end["state"][:6], end["error"]["type"]) == ("failed", "JobRefused")
        assert "Celery cannot be given the job" in end["error"]["message"]
        assert time.monotonic() - begun < 5
    redis.start()
    page = served.page()
    served.until(lambda: page.plain("token").end()["state"] == "done", "jobs run again", 30)


def test_jobs_are_lost_when_redis_is_silent(celery: tuple[Served, Program], redis: OwnRedis) -> None:
    served, _ = celery
    jobs = waiting(served, "silent")
    redis.stop()
    begun = time.monotonic()
    for job in jobs:
        assert job.end()["state"] == "lost"
    assert time.monotonic() - begun < 30
    begun = time.monotonic()
    assert served.page().plain("token").end()["state"].startswith("failed")
    assert time.monotonic() - begun < 12
