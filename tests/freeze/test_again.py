"""Code that takes `sys.executable` for Python opens no second window, and is told what to do."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from tests.e2e.shell.launches import time_limited
from tests.e2e.support import wait_for

from .conftest import LIMIT_S, Built
from .launched import Started, expect_text
from .starting import make_start

MOST_PROCESSES = 25


@pytest.fixture(scope="module")
def tools(
    built: Built, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Started, Page]]:
    """The program with the page of all these tests; at the end nothing of it stays."""
    program = built("Tools")
    with make_start(tmp_path_factory.mktemp("tools"), playwright) as start:
        started = start(program, env={"LD_LIBRARY_PATH": "/opt/of-the-person"})
        with time_limited(LIMIT_S), started.page() as page:
            expect_text(page, "#ready", "ready")
            yield started, page
        with time_limited(LIMIT_S):
            started.signal(signal.SIGTERM)
            started.expect_end(143)


def said_after(tools: tuple[Started, Page], name: str) -> str:
    """Click a button, and wait until something other than before is said."""
    started, page = tools
    before = page.locator("#said").inner_text()
    page.locator(f"#{name}").click()

    def answer() -> str:
        assert len(started.processes()) <= MOST_PROCESSES, [p.cmdline() for p in started.processes()]
        page.wait_for_timeout(20)
        text = page.locator("#said").inner_text()
        return text if text != before and text.startswith(name) else ""

    return wait_for(answer, f"what {name} says\n{started.said()}", 60)


def see_one_window(started: Started) -> None:
    assert len(started.of_kind("renderer")) == 1
    assert len(started.of_kind("runtime")) == 1


def test_what_is_started_at_import_is_refused(tools) -> None:
    said = tools[1].locator("#at-import").inner_text()
    assert said.startswith("2 desktopdash: Tools was started by itself (without arguments)"), said
    see_one_window(tools[0])


@pytest.mark.parametrize("name", ["bare", "code", "module", "script"])
def test_a_callback_that_starts_python(tools, name: str) -> None:
    said = said_after(tools, name)
    assert re.search(r": 2 desktopdash: ", said), said
    assert "`sys.executable` is the package's program and not Python" in said
    assert "multiprocessing or a long callback" in said
    see_one_window(tools[0])


def test_a_child_that_becomes_the_program(tools) -> None:
    assert said_after(tools, "execv").endswith(": 2")
    see_one_window(tools[0])


@pytest.mark.parametrize("name", ["processes", "dill"])
def test_processes_and_pools(tools, name: str) -> None:
    assert said_after(tools, name).endswith(": 42 [2, 4, 6] 0")
    see_one_window(tools[0])


def test_a_closure_in_a_pool_of_dill(tools) -> None:
    assert said_after(tools, "closure").endswith(": [21, 22]")


def test_a_resource_tracker(tools) -> None:
    assert said_after(tools, "shared").endswith(": shared")


def test_a_job_that_does_the_same(tools) -> None:
    said = said_after(tools, "job")
    assert said.startswith("job 1: 2 desktopdash: "), said
    assert said.endswith("42 [2, 4, 6] 0")
    see_one_window(tools[0])


def test_programs_of_the_system_see_the_person_s_library_path(tools) -> None:
    lines = said_after(tools, "env").partition(": ")[2].splitlines()
    paths = [line for line in lines if "LD_LIBRARY_PATH" in line]
    assert paths == ["LD_LIBRARY_PATH=/opt/of-the-person"]
    inside = str(tools[0].program.parent / "_internal")
    named = {line.partition("=")[0] for line in lines if inside in line}
    # Tk finds its own scripts by two of these, in an app that has it in its package.
    assert named <= {"PWD", "TCL_LIBRARY", "TK_LIBRARY"}


def test_without_a_library_path_of_the_person(built: Built, playwright: Playwright, tmp_path: Path) -> None:
    with time_limited(LIMIT_S), make_start(tmp_path, playwright) as start:
        started = start(built("Tools"))
        with started.page() as page:
            expect_text(page, "#ready", "ready")
            said = said_after((started, page), "env")
        assert "LD_LIBRARY_PATH" not in said
        started.signal(signal.SIGTERM)
        started.expect_end(143)
