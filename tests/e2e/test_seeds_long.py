"""The six seed apps with long callbacks, unmodified, as their document says: each in a browser and in its window."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.support import SEEDS, OpenApp, Program, wait_for

pytestmark = pytest.mark.e2e

OpenSeed = Callable[..., OpenApp]


@pytest.fixture(params=["browser", pytest.param("window", marks=pytest.mark.window)])
def where(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def open_seed(where: str, request: pytest.FixtureRequest) -> OpenSeed:
    """Open a seed app by its name, and wait until the job of its initial call has ended."""
    opener = request.getfixturevalue("open_served" if where == "browser" else "open_window")

    def open_app(name: str, **more: object) -> OpenApp:
        app = opener(SEEDS / f"{name}.py", **more)
        # In the window the page was loaded twice; the second load has taken over the first one's job.
        expect(app.page.locator("#paragraph_id")).to_have_text("Clicked None times")
        return app

    return open_app


def run_job(page: Page) -> None:
    page.get_by_role("button", name="Run Job!").click()


def seen(page: Page, script: str) -> list[object]:
    """Begin to note every value that a script gives whenever the page changes; returns nothing so far."""
    page.evaluate(
        """(script) => {
            const look = new Function(`return ${script}`);
            window.seen = [look()];
            new MutationObserver(() => {
                const value = look();
                if (JSON.stringify(value) !== JSON.stringify(window.seen.at(-1))) window.seen.push(value);
            }).observe(document.body, {attributes: true, childList: true, characterData: true, subtree: true});
        }""",
        script,
    )
    return []


def noted(page: Page) -> list[object]:
    return page.evaluate("window.seen")


def test_long_simple_answers_two_seconds_after_the_click_and_the_window_stays_usable(open_seed: OpenSeed) -> None:
    page = open_seed("long_simple").page
    run_job(page)
    for _ in range(3):
        page.locator("#button_id").hover()
        expect(page.locator("#paragraph_id")).to_have_text("Clicked None times")
    expect(page.locator("#paragraph_id")).to_have_text("Clicked 1 times")
    assert (Path.cwd() / "cache").exists() is False, "the app's own folder is where it was started"


def test_long_running_disables_the_button_while_the_job_runs(open_seed: OpenSeed) -> None:
    page = open_seed("long_running").page
    expect(page.locator("#button_id")).to_be_enabled()
    run_job(page)
    expect(page.locator("#button_id")).to_be_disabled()
    expect(page.locator("#paragraph_id")).to_have_text("Clicked 1 times")
    expect(page.locator("#button_id")).to_be_enabled()


def test_long_cancel_ends_the_job_and_the_buttons_change_back(open_seed: OpenSeed) -> None:
    page = open_seed("long_cancel").page
    cancel = page.get_by_role("button", name="Cancel Running Job!")
    expect(cancel).to_be_disabled()
    run_job(page)
    expect(cancel).to_be_enabled()
    expect(page.locator("#button_id")).to_be_disabled()
    cancel.click()
    expect(page.locator("#button_id")).to_be_enabled(timeout=1500)
    expect(cancel).to_be_disabled()
    expect(page.locator("#paragraph_id")).to_have_text("Clicked None times")
    run_job(page)
    expect(page.locator("#paragraph_id")).to_have_text("Clicked 2 times")


def test_long_progress_moves_the_bar_through_all_ten_steps(open_seed: OpenSeed) -> None:
    page = open_seed("long_progress").page
    bar = page.locator("#progress_bar")
    expect(bar).to_be_hidden()
    seen(page, "document.querySelector('#progress_bar').getAttribute('value')")
    run_job(page)
    expect(bar).to_be_visible()
    expect(page.locator("#paragraph_id")).to_be_hidden()
    expect(page.locator("#paragraph_id")).to_have_text("Clicked 1 times")
    expect(page.locator("#paragraph_id")).to_be_visible()
    expect(bar).to_be_hidden()
    assert noted(page) == [None, *map(str, range(1, 11)), None]


def test_long_progress_graph_draws_each_step_and_its_default_before_and_after(open_seed: OpenSeed) -> None:
    page = open_seed("long_progress_graph").page
    drawn = "document.querySelector('#progress_bar_graph .js-plotly-plot')?._fullData?.[0]?.x?.[0]"
    page.wait_for_function(f"{drawn} === 0")
    expect(page.locator("#progress_bar_graph")).to_be_hidden()
    seen(page, drawn)
    run_job(page)
    expect(page.locator("#progress_bar_graph")).to_be_visible()
    expect(page.locator("#paragraph_id")).to_have_text("Clicked 1 times")
    expect(page.locator("#progress_bar_graph")).to_be_hidden()
    page.wait_for_function(f"{drawn} === 0")
    assert noted(page) == [*range(10), 0]


@pytest.fixture(scope="module")
def redis_at_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A Redis where the seed app looks for it: on port 6379, this test's own unless one is there already."""
    if shutil.which("redis-server") is None:
        pytest.fail("no redis-server; the README's test command installs it")
    if _answers():
        yield
        return
    command = ["redis-server", "--port", "6379", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, cwd=tmp_path_factory.mktemp("redis"), stdout=subprocess.DEVNULL)
    wait_for(_answers, "Redis answers")
    yield
    server.terminate()
    server.wait(10)


def _answers() -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", 6379), 1) as link:
        link.sendall(b"PING\r\n")
        return link.recv(16).startswith(b"+PONG")
    return False


@pytest.fixture
def worker(where: str, redis_at_home: None, start_program: Callable[..., Program]) -> Program:
    """A Celery worker for the app: started by Celery's own command for the browser, by ours for the window."""
    options = ["--loglevel=INFO", "--concurrency=2", "--without-gossip", "--without-mingle"]
    if where == "browser":
        command = ["-m", "celery", "-A", "long_celery.celery_app", "worker"]
    else:
        command = ["-m", "desktopdash", "worker", str(SEEDS / "long_celery.py")]
    program = start_program(*command, *options, cwd=SEEDS, env={"PYTHONDONTWRITEBYTECODE": "1"})
    program.wait_for("celery@.* ready")
    return program


def test_long_celery_runs_and_cancels_in_a_celery_worker(worker: Program, open_seed: OpenSeed) -> None:
    page = open_seed("long_celery").page
    cancel = page.get_by_role("button", name="Cancel Running Job!")
    run_job(page)
    expect(cancel).to_be_enabled()
    expect(page.locator("#paragraph_id")).to_have_text("Clicked 1 times")
    expect(page.locator("#button_id")).to_be_enabled()
    run_job(page)
    expect(page.locator("#button_id")).to_be_disabled()
    cancel.click()
    expect(page.locator("#button_id")).to_be_enabled()
    expect(page.locator("#paragraph_id")).to_have_text("Clicked 1 times")
    run_job(page)
    expect(page.locator("#paragraph_id")).to_have_text("Clicked 3 times")
    worker.wait_for(r"Task desktopdash\.job\[.*\] succeeded")


def test_every_seed_app_with_jobs_has_a_test_here() -> None:
    text = Path(__file__).read_text()
    names = {path.stem for path in SEEDS.glob("long_*.py")}
    assert names == set(re.findall(r'open_seed\("(long_\w+)"', text))
