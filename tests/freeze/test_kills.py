"""Whatever process of a packaged program is killed: it goes on where it can, and else nothing of it stays."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.support import wait_for

from .conftest import Built
from .launched import Started
from .starting import Start
from .using import begin_long_job, run_long_job

DRAWN = "page listens"


def begin(start: Start, program: Path) -> Started:
    """Start the program, and a job in it."""
    started = start(program, "--log-level", "debug")
    with started.page() as page:
        begin_long_job(page)
    started.processes()
    return started


def see_it_works(started: Started) -> None:
    with started.page() as page:
        expect(page.locator("#start")).to_be_enabled(timeout=30_000)
        run_long_job(page)


def end(started: Started) -> None:
    started.signal(signal.SIGTERM)
    started.expect_end(143)


def wait_drawn(started: Started, count: int) -> None:
    wait_for(lambda: started.log().count(DRAWN) > count, f"a page that is drawn again\n{started.said()}")


@pytest.mark.parametrize("kind", ["runtime", "renderer"])
def test_what_is_started_again(long_job: Path, start: Start, kind: str) -> None:
    started = begin(start, long_job)
    drawn = started.log().count(DRAWN)
    started.wait_kind(kind).kill()
    wait_drawn(started, drawn)
    see_it_works(started)
    end(started)


def test_a_worker(long_job: Path, start: Start) -> None:
    started = begin(start, long_job)
    busy = max(started.of_kind("worker"), key=lambda process: process.cpu_times().user + process.create_time())
    for worker in started.of_kind("worker"):
        worker.kill()
    wait_for(lambda: not busy.is_running(), "the end of the worker")
    see_it_works(started)
    assert "JobLost" in started.log() or "SIGKILL" in started.log(), started.log()
    end(started)


def test_zygotes(long_job: Path, start: Start) -> None:
    started = begin(start, long_job)
    for zygote in started.of_kind("zygote"):
        zygote.kill()
    see_it_works(started)
    end(started)


def test_the_shell(long_job: Path, start: Start) -> None:
    started = begin(start, long_job)
    started.of_kind("shell")[0].kill()
    assert started.wait() in (-signal.SIGKILL, 1), started.said()
    started.expect_no_processes()
    see_next_start_clears(start, long_job)


def test_what_unpacks(built: Built, start: Start) -> None:
    program = built("LongJob", "--onefile")
    started = begin(start, program)
    started.of_kind("unpacking")[0].kill()
    assert started.wait() == -signal.SIGKILL
    started.expect_no_processes()
    assert any(name.startswith("_MEI") for name in started.left())
    see_next_start_clears(start, program)


def test_in_the_middle_of_unpacking(built: Built, start: Start) -> None:
    program = built("LongJob", "--onefile")
    started = start(program)
    wait_for(lambda: any(started.temporary.glob("_MEI*/*")), "a folder that is being unpacked")
    started.process.kill()
    assert started.wait() == -signal.SIGKILL
    started.expect_no_processes()
    (folder,) = started.temporary.glob("_MEI*")
    assert not (folder / "desktopdash-package.json").exists(), "it was not killed in the middle"
    see_next_start_clears(start, program)


def see_next_start_clears(start: Start, program: Path) -> None:
    """Of what was left the next start leaves nothing."""
    again = start(program, "--log-level", "debug")
    see_it_works(again)
    end(again)
