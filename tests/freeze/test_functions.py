"""The functions of an app in its package: started with an empty environment, without a network, and ended in order."""

from __future__ import annotations

import signal
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.e2e.shell.dbus import Bus, NotificationService

from . import sales
from .conftest import Built
from .launched import Started, expect_text, files_of
from .starting import Start
from .using import see_graph, use_graph, use_long_job

USES = {
    "Graph": use_graph,
    sales.NAME: lambda page: (sales.see_first_page(page), sales.use_callbacks(page), sales.use_job(page)),
}


@pytest.mark.parametrize("name", list(USES))
def test_an_app_that_is_ended(name: str, built: Built, start: Start) -> None:
    program = built(name)
    before = files_of(program.parent)
    started = start(program)
    with started.page() as page:
        USES[name](page)
    started.signal(signal.SIGTERM)
    started.expect_end(143)
    assert files_of(program.parent) == before, "nothing is written into a package"


@pytest.mark.parametrize("name", list(USES))
def test_an_app_that_a_person_closes(name: str, built: Built, start: Start, display: str) -> None:
    started = start(built(name), display=display)
    with started.page() as page:
        USES[name](page)
    started.close_window()
    started.expect_end(0)


def end_by_signal(started: Started) -> int:
    started.signal(signal.SIGTERM)
    return 143


def close(started: Started) -> int:
    started.close_window()
    return 0


@pytest.mark.parametrize("end", [end_by_signal, close])
def test_a_long_job(long_job: Path, start: Start, display: str, end) -> None:
    started = start(long_job, display=display if end is close else "")
    with started.page() as page:
        use_long_job(page)
    started.expect_end(end(started))


def test_an_end_while_a_job_runs(long_job: Path, start: Start) -> None:
    started = start(long_job)
    with started.page() as page:
        page.locator("#start").click()
        expect_text(page, "#step", "1 of 40")
    started.signal(signal.SIGINT)
    started.expect_end(130)


def test_a_notification_reaches_the_system(built: Built, start: Start, tmp_path: Path) -> None:
    bus = Bus(tmp_path)
    service = NotificationService(bus)
    try:
        started = start(built("Notes"), env={"DBUS_SESSION_BUS_ADDRESS": bus.address})
        with started.page() as page:
            page.locator("#notify").click()
            expect_text(page, "#outcome", "Sent.")
            posted = service.wait_posted("desktopdash")
            assert (posted.body, posted.app_name) == ("Your report is ready.", "Notification")
            assert Path(urlsplit(posted.icon).path).is_file(), posted.icon
        started.signal(signal.SIGTERM)
        started.expect_end(143)
    finally:
        bus.close()


def test_two_at_a_time(built: Built, start: Start) -> None:
    first, second = start(built("Graph")), start(built("Graph"))
    for started in (first, second):
        with started.page() as page:
            see_graph(page)
    first.signal(signal.SIGTERM)
    assert first.wait() == 143
    with second.page() as page:
        use_graph(page)
    second.signal(signal.SIGTERM)
    second.expect_end(143)
