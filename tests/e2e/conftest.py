"""Real servers, a real browser, the real window. Each fixture ends only what it started."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tests.e2e import post_mortem
from tests.e2e.displays import virtual_display
from tests.e2e.scheduled import GATED_HEAD, Scheduled
from tests.e2e.support import (
    CHROMIUM_ARGS,
    DATASETS,
    DEADLINE_S,
    HEAD,
    HERE,
    REPO,
    OpenApp,
    Program,
    Watch,
    connect_window,
    find_chromium,
    free_port,
    settle,
    stub_outside,
)

expect.set_options(timeout=DEADLINE_S * 1000)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, object, object]:
    """Add to a failure what its programs and pages were doing."""
    report: pytest.TestReport = yield
    if report.when == "call" and report.failed:
        report.sections.extend(post_mortem.sections())
    elif report.when == "teardown":
        post_mortem.forget()
    return report


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    found = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGS)
    yield found
    found.close()


@pytest.fixture(scope="session")
def dash_python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python that has Dash 4.4.1, in an environment of its own: the two never meet."""
    folder = tmp_path_factory.mktemp("dash") / "venv"
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "dash[diskcache]==4.4.1"], check=True
    )
    return python


@pytest.fixture(scope="session")
def offline_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Copies of the files that the seed apps name, made from `plotly.data`."""
    import plotly.data

    folder = tmp_path_factory.mktemp("offline")
    gapminder = plotly.data.gapminder()[["country", "year", "pop", "continent", "lifeExp", "gdpPercap"]]
    gapminder.to_csv(folder / "gapminder.csv", index=False)
    plotly.data.iris().drop(columns="species_id").to_json(folder / "iris.json", orient="records")
    plotly.data.carshare().to_json(folder / "carshare.json", orient="records")
    return {
        f"{DATASETS}/gapminderDataFiveYear.csv": folder / "gapminder.csv",
        f"{DATASETS}/iris_data.json": folder / "iris.json",
        f"{DATASETS}/carshare_data.json": folder / "carshare.json",
    }


@pytest.fixture
def start_program(tmp_path: Path, offline_files: dict[str, Path]) -> Iterator[Callable[..., Program]]:
    """Start `python <args>` in a folder of its own, offline; ended after the test."""
    started: list[Program] = []

    def start(*args: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> Program:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(HERE / "offline"), str(REPO)]),
            "PYTHONUNBUFFERED": "1",
            "OFFLINE_FILES": json.dumps({address: str(path) for address, path in offline_files.items()}),
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
            **(env or {}),
        }
        process = subprocess.Popen(
            [sys.executable, *args],
            cwd=cwd or tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(Program(process))
        return started[-1]

    yield start
    for program in started:
        if program.process.poll() is None:
            program.stop()
        program.reader.join(10)


@pytest.fixture
def open_served(
    browser: Browser, start_program: Callable[..., Program], offline_files: dict[str, Path]
) -> Iterator[Callable[..., OpenApp]]:
    """Serve an app with `desktopdash serve` and open it in headless Chromium."""
    contexts: list[BrowserContext] = []
    opened: list[tuple[OpenApp, bool]] = []

    def open_app(
        app: Path,
        *,
        env: dict[str, str] | None = None,
        quiet: bool = True,
        path: str = "",
        args: tuple[str, ...] = (),
    ) -> OpenApp:
        program = start_program("-m", "desktopdash", "serve", str(app), "--port", str(free_port()), *args, env=env)
        url = program.wait_for(r"(http://127\.0\.0\.1:\d+/)")[1]
        context = browser.new_context()
        contexts.append(context)
        stub_outside(context, offline_files)
        page = context.new_page()
        watch = Watch(page)
        page.goto(url + path)
        page.wait_for_selector("#_dash-app-content", state="attached")
        found = OpenApp(page, watch, program, url, browser)
        opened.append((found, quiet))
        return found

    yield open_app
    for context in contexts:
        context.close()
    for app, quiet in opened:
        if quiet:
            assert app.watch.messages == [], "an app that works leaves the console empty"


@pytest.fixture
def open_code(tmp_path: Path, open_served: Callable[..., OpenApp]) -> Callable[..., OpenApp]:
    """Open an app given as text, in one or several parts."""

    def open_app(*parts: str, **more: object) -> OpenApp:
        path = tmp_path / "app.py"
        path.write_text("\n".join([HEAD, *map(dedent, parts)]))
        return open_served(path, **more)

    return open_app


@pytest.fixture
def schedule(tmp_path: Path, open_served: Callable[..., OpenApp]) -> Callable[..., Scheduled]:
    """Open an app given as text, whose callbacks tell of their calls and wait at gates."""

    def open_app(code: str, **more: object) -> Scheduled:
        path = tmp_path / "app.py"
        path.write_text(GATED_HEAD + dedent(code))
        return Scheduled(open_served(path, **more))

    return open_app


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The DISPLAY of an Xvfb of this session's own, with openbox in it."""
    with virtual_display(1400, 900) as name:
        yield name


@pytest.fixture
def open_window(
    playwright: Playwright,
    display: str,
    start_program: Callable[..., Program],
    offline_files: dict[str, Path],
) -> Iterator[Callable[..., OpenApp]]:
    """Open an app with `desktopdash run` in its native window, on a virtual display, and drive that window."""
    connected: list[tuple[OpenApp, bool]] = []

    def open_app(
        app: Path, *, env: dict[str, str] | None = None, quiet: bool = True, args: tuple[str, ...] = ()
    ) -> OpenApp:
        port = free_port()
        engine = {"DISPLAY": display, "QTWEBENGINE_REMOTE_DEBUGGING": str(port)}
        program = start_program("-m", "desktopdash", "run", str(app), *args, env={**engine, **(env or {})})
        found = connect_window(playwright, port, program)
        page = found.contexts[0].pages[0]
        page.wait_for_url(re.compile(r"http://127\.0\.0\.1:\d+/"), wait_until="commit")
        # What the first load asks of other hosts leads nowhere; the second is answered by the test.
        settle(page)
        stub_outside(page.context, offline_files)
        watch = Watch(page)
        page.reload()
        page.wait_for_selector("#_dash-app-content", state="attached")
        opened = OpenApp(page, watch, program, page.url, found)
        connected.append((opened, quiet))
        return opened

    yield open_app
    for app, quiet in connected:
        app.browser.close()
        if quiet:
            assert app.watch.messages == [], "an app that works leaves the console empty"
