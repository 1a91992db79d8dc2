"""Long callbacks as a person meets them: reloads, several pages, cancels, ends of every kind, servers of every kind."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import psutil
import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.e2e.support import HEAD, OpenApp, Program, connect_window, free_port, wait_for

pytestmark = pytest.mark.e2e

OpenCode = Callable[..., OpenApp]

# Jobs run in other processes: they wait at files.
GATES = """
import os, subprocess, sys
from pathlib import Path
HERE = Path(__file__).parent

def wait_at(gate):
    (HERE / f"{gate}.reached").touch()
    while not (HERE / gate).exists():
        time.sleep(0.005)
"""

GROWING = """
app.layout = html.Main([html.Button("Run", id="run"), html.Button("Cancel", id="cancel"), html.Div(id="bar"), html.Div("idle", id="out")])

@callback(
    Output("out", "children"), Input("run", "n_clicks"), background=True, prevent_initial_call=True,
    running=[(Output("run", "disabled"), True, False)], progress=Output("bar", "children"), progress_default="-",
    cancel=Input("cancel", "n_clicks"),
)
def grow(set_progress, n):
    set_progress("before")
    wait_at("gate")
    set_progress("after")
    return f"grown {n}"
"""


@pytest.fixture
def gate(tmp_path: Path) -> Callable[[str], None]:
    """Open a gate."""
    return lambda name: (tmp_path / name).touch()


@pytest.fixture
def reached(tmp_path: Path) -> Callable[[str], None]:
    """Wait until a job stands before a gate."""
    return lambda name: wait_for(lambda: (tmp_path / f"{name}.reached").exists(), f"a job waits at {name}") and None


def text(page: Page, id: str, expected: str) -> None:
    expect(page.locator(f"#{id}")).to_have_text(expected)


def shows_a_running_job(page: Page) -> None:
    text(page, "bar", "before")
    expect(page.locator("#run")).to_be_disabled()
    text(page, "out", "idle")


def test_running_progress_and_result_come_back_after_a_reload(open_code: OpenCode, gate: Callable[[str], None]) -> None:
    page = open_code(GATES, GROWING).page
    page.locator("#run").click()
    shows_a_running_job(page)
    for _ in range(2):
        page.reload()
        shows_a_running_job(page)
    gate("gate")
    text(page, "out", "grown 1")
    text(page, "bar", "-")
    expect(page.locator("#run")).to_be_enabled()
    page.reload()
    text(page, "out", "idle")


def test_a_page_that_is_closed_and_opened_again_gets_the_result(
    open_code: OpenCode, gate: Callable[[str], None]
) -> None:
    app = open_code(GATES, GROWING)
    context = app.page.context
    app.page.locator("#run").click()
    shows_a_running_job(app.page)
    app.page.close()
    page = context.new_page()
    page.goto(app.url)
    shows_a_running_job(page)
    page.close()
    gate("gate")
    page = context.new_page()
    page.goto(app.url)
    text(page, "out", "grown 1")
    expect(page.locator("#run")).to_be_enabled()


def test_a_second_page_beside_it_takes_nothing(open_code: OpenCode, gate: Callable[[str], None]) -> None:
    app = open_code(GATES, GROWING)
    app.page.locator("#run").click()
    shows_a_running_job(app.page)
    other = app.page.context.new_page()
    other.goto(app.url)
    text(other, "out", "idle")
    expect(other.locator("#run")).to_be_enabled()
    other.locator("#run").click()
    other.locator("#run").is_disabled()
    gate("gate")
    text(app.page, "out", "grown 1")
    text(other, "out", "grown 1")


def test_a_job_cancelled_after_a_reload_gives_the_button_back(
    open_code: OpenCode, reached: Callable[[str], None]
) -> None:
    page = open_code(GATES, GROWING).page
    page.locator("#run").click()
    reached("gate")
    page.reload()
    shows_a_running_job(page)
    page.locator("#cancel").click()
    expect(page.locator("#run")).to_be_enabled()
    text(page, "bar", "-")
    text(page, "out", "idle")


def test_every_progress_and_every_set_props_is_seen_by_other_callbacks(open_code: OpenCode) -> None:
    page = open_code(
        """
        app.layout = html.Div([html.Button(id="run"), html.Div(id="bar"), html.Div(id="out"), html.Div(id="seen")]
            + [html.Div(id=f"p{i}") for i in range(20)])

        @callback(Output("out", "children"), Input("run", "n_clicks"), background=True, prevent_initial_call=True,
                  progress=Output("bar", "children"), progress_default="end")
        def work(set_progress, n):
            for i in range(1000):
                set_progress(str(i))
            for turn in range(3):
                for i in range(20):
                    set_props(f"p{i}", {"children": f"{turn}"})
            return "done"

        clientside_callback(
            "(value) => { window.all = [...(window.all ?? []), value]; return String(window.all.length); }",
            Output("seen", "children"), Input("bar", "children"), prevent_initial_call=True)
        """
    ).page
    page.locator("#run").click()
    text(page, "out", "done")
    for i in range(20):
        text(page, f"p{i}", "2")
    text(page, "seen", "1001")
    assert page.evaluate("window.all") == [*map(str, range(1000)), "end"]


ENDS = """
app.layout = html.Div([html.Button(how, id=how) for how in ("raise", "kill", "exit", "late", "object")]
                      + [html.Div("idle", id="out"), html.Div(id="lamp")])

@callback(Output("out", "children"), [Input(how, "n_clicks") for how in ("raise", "kill", "exit", "late", "object")],
          background=True, prevent_initial_call=True, timeout=0.5, running=[(Output("lamp", "children"), "on", "off")])
def work(*clicks):
    how = ctx.triggered_id
    if how == "raise":
        raise ValueError("no luck")
    if how == "kill":
        os.kill(os.getpid(), 9)
    if how == "exit":
        os._exit(3)
    if how == "object":
        return object()
    wait_at("never")
"""


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("raise", "no luck"),
        ("kill", "signal 9 (SIGKILL)"),
        ("exit", "exit code 3"),
        ("late", "timeout of 0.5 s"),
        ("object", "not JSON"),
    ],
)
def test_each_end_is_shown_as_what_it_is_and_running_goes_back(open_code: OpenCode, how: str, said: str) -> None:
    page = open_code(GATES, ENDS, quiet=False, args=("--debug",)).page
    page.locator(f"#{how}").click()
    text(page, "lamp", "off")
    text(page, "out", "idle")
    problem = page.locator(".desktopdash-problem, .dash-fe-error__title, [class*=problem]").first
    expect(problem).to_be_visible()
    expect(page.locator("body")).to_contain_text(said)
    if how == "raise":
        expect(page.locator("body")).to_contain_text('raise ValueError("no luck")')


def test_matching_jobs_are_cancelled_one_by_one(open_code: OpenCode, gate: Callable[[str], None]) -> None:
    page = open_code(
        GATES,
        """
        app.layout = html.Div([html.Div([html.Button(id={"do": what, "n": n}) for what in ("run", "cancel")]
            + [html.Div(id={"do": what, "n": n}) for what in ("bar", "out", "lamp")]) for n in (1, 2)])

        @callback(Output({"do": "out", "n": MATCH}, "children"), Input({"do": "run", "n": MATCH}, "n_clicks"),
                  background=True, prevent_initial_call=True, cancel=Input({"do": "cancel", "n": MATCH}, "n_clicks"),
                  progress=Output({"do": "bar", "n": MATCH}, "children"), progress_default="-",
                  running=[(Output({"do": "lamp", "n": MATCH}, "children"), "on", "off")])
        def work(set_progress, n):
            set_progress(f"{ctx.triggered_id['n']}")
            wait_at(f"gate{ctx.triggered_id['n']}")
            return "done"
        """,
    ).page

    def part(what: str, n: int) -> object:
        return page.locator(f'[id=\'{{"do":"{what}","n":{n}}}\']')

    for n in (1, 2):
        part("run", n).click()
    for n in (1, 2):
        expect(part("bar", n)).to_have_text(str(n))
    part("cancel", 1).click()
    expect(part("lamp", 1)).to_have_text("off")
    expect(part("bar", 1)).to_have_text("-")
    expect(part("lamp", 2)).to_have_text("on")
    gate("gate2")
    expect(part("out", 2)).to_have_text("done")
    expect(part("out", 1)).to_have_text("")


@pytest.mark.parametrize(
    ("concurrency", "running", "results"),
    [
        ("replace", ["3"], ["3"]),
        ("queue", ["1"], ["1", "2", "3"]),
        ("parallel", ["1", "2", "3"], ["3", "2", "1"]),
        ("drop", ["1"], ["1"]),
    ],
)
def test_what_three_clicks_come_to(
    open_code: OpenCode, tmp_path: Path, gate: Callable[[str], None], reached: Callable[[str], None],
    concurrency: str, running: list[str], results: list[str],
) -> None:  # fmt: skip
    page = open_code(
        GATES,
        f"""
        app.layout = html.Div([html.Button(id="run"), html.Div(id="out"), html.Div(id="lamp")])

        @callback(Output("out", "children"), Input("run", "n_clicks"), background=True, prevent_initial_call=True,
                  concurrency={concurrency!r}, running=[(Output("lamp", "children"), "on", "off")])
        def work(n):
            wait_at(str(n))
            return str(n)
        """,
    ).page
    page.evaluate("""() => { window.results = []; new MutationObserver(() => {
        window.results.push(document.getElementById("out").textContent);
    }).observe(document.getElementById("out"), {childList: true, characterData: true, subtree: true}); }""")
    for _ in range(3):
        with (
            page.expect_response("**/_dash-update-component")
            if concurrency != "drop" or not page.evaluate("window.clicked")
            else _nothing()
        ):
            page.evaluate("() => { window.clicked = true; document.getElementById('run').click(); }")
    for number in running:
        reached(number)
    text(page, "lamp", "on")
    for number in results:
        reached(number)
        gate(number)
        text(page, "out", number)
    text(page, "lamp", "off")
    assert page.evaluate("window.results") == results


class _nothing:
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


def test_a_server_that_was_started_again_is_told_and_running_goes_back(
    open_code: OpenCode, tmp_path: Path, start_program: Callable[..., Program]
) -> None:
    app = open_code(GATES, GROWING, quiet=False)
    app.page.locator("#run").click()
    shows_a_running_job(app.page)
    app.program.process.send_signal(signal.SIGKILL)
    app.program.process.wait(10)
    port = app.url.rsplit(":", 1)[1].strip("/")
    again = start_program("-m", "desktopdash", "serve", str(tmp_path / "app.py"), "--port", port)
    again.wait_for("runs on")
    expect(app.page.locator("#run")).to_be_enabled()
    text(app.page, "bar", "-")


WSGI = """
import os
server = app.server

@server.route("/test/pid")
def pid():
    return str(os.getpid())
"""


@pytest.fixture
def gunicorn(tmp_path: Path, start_program: Callable[..., Program]) -> Callable[..., str]:
    """Serve an app given as text by two processes of gunicorn; returns its address."""

    def serve(*parts: str) -> str:
        (tmp_path / "app.py").write_text("\n".join([HEAD, *map(dedent, parts), WSGI]))
        port = free_port()
        words = ["--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{port}", "app:server"]
        program = start_program("-m", "gunicorn", *words, cwd=tmp_path)
        for _ in range(2):
            program.wait_for("Booting worker")
        return f"http://127.0.0.1:{port}/"

    return serve


def test_two_processes_of_a_wsgi_server_know_the_same_jobs(
    gunicorn: Callable[..., str], browser: Browser, gate: Callable[[str], None], reached: Callable[[str], None]
) -> None:
    url = gunicorn(GATES, GROWING)
    page = browser.new_page()
    page.goto(url)
    for number in (1, 2, 3):
        page.locator("#run").click()
        shows_a_running_job(page)
        page.locator("#cancel").click()
        expect(page.locator("#run")).to_be_enabled()
        assert number
    page.locator("#run").click()
    shows_a_running_job(page)
    page.reload()
    shows_a_running_job(page)
    gate("gate")
    text(page, "out", "grown 4")
    expect(page.locator("#run")).to_be_enabled()
    page.close()


def test_nobody_is_left_when_the_window_is_closed_during_a_job(
    open_window: Callable[..., OpenApp], tmp_path: Path, reached: Callable[[str], None]
) -> None:
    code = """
    app.layout = html.Div([html.Button("Run", id="run"), html.Div(id="out")])

    @callback(Output("out", "children"), Input("run", "n_clicks"), background=True, prevent_initial_call=True)
    def family(n):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
        (HERE / "pids").write_text(f"{os.getpid()} {child.pid}")
        wait_at("never")
    """
    path = tmp_path / "app.py"
    path.write_text("\n".join([HEAD, GATES, dedent(code)]))
    app = open_window(path)
    app.page.locator("#run").click()
    reached("never")
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    assert all(psutil.pid_exists(pid) for pid in pids)
    app.program.process.terminate()
    app.program.process.wait(10)
    wait_for(lambda: not any(psutil.pid_exists(pid) for pid in pids), "the job and its child are gone", 3)


def test_python_app_py_runs_jobs_too(
    tmp_path: Path, start_program: Callable[..., Program], display: str, playwright: Playwright
) -> None:
    code = """
    app.layout = html.Div(id="out")

    @callback(Output("out", "children"), Input("out", "id"), background=True)
    def work(id):
        return f"{__name__} {os.getpid()}"

    if __name__ == "__main__":
        @callback(Output("out", "title"), Input("out", "id"), background=True)
        def only_in_main(id):
            return f"carried to {os.getpid()}"

        from desktopdash.shell.load import load_app
        app.run()
    """
    (tmp_path / "tool.py").write_text("\n".join([HEAD, GATES, dedent(code)]))
    port = free_port()
    program = start_program("tool.py", env={"DISPLAY": display, "QTWEBENGINE_REMOTE_DEBUGGING": str(port)})
    window = connect_window(playwright, port, program)
    out = window.contexts[0].pages[0].locator("#out")
    expect(out).to_have_text(re.compile(r"tool \d+"))
    expect(out).to_have_attribute("title", re.compile(r"carried to \d+"))
    assert str(program.process.pid) not in f"{out.text_content()} {out.get_attribute('title')}"
    window.close()
