"""The window is there at once, says what it waits for, and shows the app."""

from __future__ import annotations

import re
import statistics
import time

import pytest

from tests.e2e.support import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.window]

APP = "from desktopdash import Dash, html\napp = Dash(__name__)\napp.layout = html.Div('Hello', id='hello')\n"
SHOWN_S = 1.5


@pytest.mark.alone
def test_window_is_shown_while_the_app_is_imported(launch, write_app) -> None:
    app = write_app("import time\ntime.sleep(5)\n" + APP, "sales_report.py")
    times = []
    for _ in range(3):
        started = launch("run", app)
        started.window()
        times.append(time.monotonic() - started.begin)
        if len(times) < 3:
            started.end()
    shown_s = statistics.median(times)
    with started.any_page() as page:
        assert page.locator("h1").inner_text() == "sales report"
        assert page.locator("#stage").inner_text() == "Importing sales_report.py…"
        wait_for(lambda: re.match(r"\d seconds so far", page.locator("#long").inner_text()), "elapsed time")
        page.wait_for_url(re.compile(r"http://127\.0\.0\.1:\d+/"))
        loaded_s = time.monotonic() - started.begin
    print(f"shown {shown_s:.2f} s, app {loaded_s:.2f} s")
    assert shown_s <= SHOWN_S
    assert loaded_s < 9


def test_title_is_that_of_the_option_the_app_or_the_file(launch, write_app) -> None:
    named = APP.replace("Dash(__name__)", "Dash(__name__, title='From the app')")
    for text, options, expected in (
        (APP, [], "my tool"),
        (named, [], "From the app"),
        (named, ["--title", "From the option"], "From the option"),
    ):
        started = launch("run", write_app(text, "my_tool.py"), *options)
        wait_for(lambda started=started, expected=expected: started.window_name() == expected, expected)
        started.end()


def test_no_display_goes_off_screen_and_prints_the_address(launch, write_app) -> None:
    started = launch("run", write_app(APP), DISPLAY=None)
    url = wait_for(lambda: re.search(r"open the app at (http://\S+)", started.stdout), "address")[1]
    own = started.wait_url()
    assert url.startswith(f"{own}_desktopdash-start/")
    assert "there is no display" in started.stderr
    with started.page() as page:
        page.wait_for_url(own)


def test_a_dead_display_counts_as_none(launch, write_app) -> None:
    started = launch("run", write_app(APP), DISPLAY=":60123")
    wait_for(lambda: "open the app at" in started.stdout, "address")


@pytest.mark.alone
def test_an_idle_shell_does_not_wake_up(launch, write_app) -> None:
    started = launch("run", write_app(APP))
    with started.page() as page:
        page.wait_for_url(re.compile(r"http://127\.0\.0\.1:\d+/"))
    shell = started.entry("run")
    runtime = started.entry("_runtime")
    time.sleep(3)  # what is left of loading
    before = [sum(p.cpu_times()[:2]) for p in (shell, runtime)]
    time.sleep(6)  # the measured idle time
    after = [sum(p.cpu_times()[:2]) for p in (shell, runtime)]
    used = [b - a for a, b in zip(before, after, strict=True)]
    print(f"CPU in 6 s: shell {used[0]:.2f} s, runtime {used[1]:.2f} s")
    assert max(used) <= 0.03
