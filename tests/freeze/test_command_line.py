"""What a packaged program can be told, what it prints, and the codes it ends with."""

from __future__ import annotations

import signal

import pytest

from tests.e2e.support import wait_for

from .conftest import Built
from .launched import expect_text
from .starting import Start
from .starts import addresses
from .using import see_graph


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("--version",), 0, "Graph (desktopdash "),
        (("--help",), 0, "--log-level {debug,info,warning,error,critical}"),
        (("--unknown",), 2, "unrecognized arguments: --unknown"),
        (("file.csv",), 2, "unrecognized arguments: file.csv"),
        (("--log",), 2, "unrecognized arguments: --log"),
        (("--log-level", "loud"), 2, "invalid choice: 'loud'"),
        (("-c", "print(1)"), 2, "name a Python that is installed"),
        (("-m", "pip"), 2, "name a Python that is installed"),
        (("script.py",), 2, "name a Python that is installed"),
        (("_inspect", "app.py"), 2, "unrecognized arguments: _inspect app.py"),
    ],
)
def test_words(built: Built, start: Start, words, code, expected) -> None:
    started = start(built("Graph"), *words)
    started.expect_end(code)
    assert expected in started.stdout + started.stderr
    assert not list(started.home.rglob("*.log")), "nothing was started"


def test_the_log_has_what_its_level_says(built: Built, start: Start) -> None:
    usual = start(built("Graph"))
    with usual.page() as page:
        see_graph(page)
    usual.signal(signal.SIGTERM)
    usual.expect_end(143)
    assert " DEBUG " not in usual.log() + usual.log("shell")
    more = start(built("Graph"), "--log-level", "DEBUG")
    with more.page() as page:
        see_graph(page)
    told = "desktopdash.callbacks: callback series.data answered in"
    wait_for(lambda: told in more.log(), f"what is told of the callback\n{more.said()}")
    more.signal(signal.SIGTERM)
    more.expect_end(143)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals(long_job, start: Start, number: int, code: int) -> None:
    started = start(long_job)
    started.wait_app()
    started.signal(number)
    started.expect_end(code)


def test_a_signal_while_it_starts(long_job, start: Start) -> None:
    started = start(long_job)
    started.wait_kind("runtime")
    started.signal()
    started.expect_end(143)


def test_an_app_that_fails_says_so_in_its_window(built: Built, start: Start, display: str) -> None:
    started = start(built("Tools"), env={"TOOLS_FAIL": "1"}, display=display)
    wait_for(lambda: "the database is not there" in started.stderr, "what is wrong")
    with started.any_page() as page:
        expect_text(page, "h1", "app.py raised an error while it was imported.")
        assert "RuntimeError: the database is not there" in page.locator("body").inner_text()
    assert "RuntimeError: the database is not there" in started.log()
    started.close_window()
    assert started.wait() == 1
    started.expect_no_processes()
    assert started.left() == []


def test_the_driver_s_port_is_open_to_nobody_else(built: Built, start: Start) -> None:
    started = start(built("Graph"), "--log-level", "debug", env={"DESKTOPDASH_ALLOW_DEBUGGER": "0"})
    wait_for(lambda: "answered in" in started.log(), f"a page\n{started.said()}")
    assert addresses(started.debug_port) == []
    started.signal()
    started.expect_end(143)
