"""One package, built by the command, as people get it: without Python, without a network, and leaving nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.support import REPO
from tests.freeze import sales
from tests.freeze.guard import guarded
from tests.freeze.launched import files_of
from tests.freeze.starting import Start

pytestmark = [pytest.mark.e2e, pytest.mark.window]


def test_everything_works_in_it(sales_program: Path, start: Start) -> None:
    before = files_of(sales_program.parent)
    started = start(sales_program)
    with started.page() as page:
        sales.see_first_page(page)
        sales.use_callbacks(page)
        sales.use_job(page)
    started.signal(signal.SIGTERM)
    started.expect_end(143)
    assert files_of(sales_program.parent) == before


def test_a_person_closes_its_window(sales_program: Path, start: Start, display: str) -> None:
    started = start(sales_program, display=display)
    with started.page() as page:
        sales.see_first_page(page)
    assert started.window_name() == "Sales"
    started.close_window()
    started.expect_end(0)


def test_nothing_stays_of_a_killed_one(sales_program: Path, start: Start) -> None:
    started = start(sales_program)
    with started.page() as page:
        sales.see_first_page(page)
        sales.begin_job(page)
    started.processes()
    started.signal(signal.SIGKILL)
    assert started.wait() == -signal.SIGKILL
    started.expect_no_processes()
    again = start(sales_program)
    with again.page() as page:
        sales.see_first_page(page)
    again.signal(signal.SIGTERM)
    again.expect_end(143)


def test_it_is_not_started_by_itself_or_wrongly(sales_program: Path, start: Start) -> None:
    for words, expected in {
        ("-c", "print(1)"): "and not Python",
        ("--no-such-option",): "unrecognized arguments: --no-such-option",
        ("--log-level", "loud"): "invalid choice",
    }.items():
        started = start(sales_program, *words)
        assert started.wait() == 2
        assert expected in started.stderr
    started = start(sales_program, env={"DESKTOPDASH_PACKAGE": str(sales_program)})
    assert started.wait() == 2
    assert "was started by itself" in started.stderr
    started.expect_no_processes()


def run_smoke(program: Path) -> subprocess.CompletedProcess[str]:
    with guarded([sys.executable, REPO / "packaging" / "smoke.py", program]) as command:
        return subprocess.run(command, capture_output=True, text=True, timeout=80, check=False)


def test_the_smoke_test_passes(sales_program: Path) -> None:
    done = run_smoke(sales_program)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the first callback was answered" in done.stdout


def test_the_smoke_test_tells_what_is_wrong(tmp_path: Path) -> None:
    ends = tmp_path / "ends"
    ends.write_text("#!/bin/sh\necho this is the reason\nexit 7\n")
    ends.chmod(0o755)
    for program, expected in {
        tmp_path / "none": "there is no program",
        ends: "it ended with 7 before its app worked\nthis is the reason",
    }.items():
        done = run_smoke(program)
        assert done.returncode == 1
        assert f"FAILED: {expected}" in done.stdout
