"""The figures of long callbacks beside Dash's own, the same app under both, in one browser and one run.

Every end point is the changed page, seen by a MutationObserver in it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Error, Page

from tests.e2e.support import REPO, free_port, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.alone]

APP = """
import os, time
import diskcache
from {package} import Dash, DiskcacheManager, Input, Output, callback, html

app = Dash(__name__, background_callback_manager=DiskcacheManager(diskcache.Cache("./{package}-cache")))
app.layout = html.Div(
    [html.Button(name, id=name) for name in ("quick", "steps", "hold", "cancel")]
    + [html.Div(id=f"{{name}}-out") for name in ("quick", "steps", "bar", "hold", "pid")]
)


@callback(Output("quick-out", "children"), Input("quick", "n_clicks"), background=True, prevent_initial_call=True)
def quick(n):
    return str(n)


@callback(
    Output("steps-out", "children"),
    Input("steps", "n_clicks"),
    background=True,
    progress=Output("bar-out", "children"),
    prevent_initial_call=True,
)
def steps(set_progress, n):
    for i in range(20):
        time.sleep(0.1)
        set_progress(f"{{i}} {{time.time()}}")
    return str(n)


@callback(
    Output("hold-out", "children"),
    Input("hold", "n_clicks"),
    background=True,
    running=[(Output("hold", "disabled"), True, False)],
    progress=Output("pid-out", "children"),
    cancel=[Input("cancel", "n_clicks")],
    prevent_initial_call=True,
)
def hold(set_progress, n):
    set_progress(str(os.getpid()))
    time.sleep(60)


if __name__ == "__main__":
    app.run(port={port})
"""

# Click, and count the milliseconds until a condition holds, looked at whenever the page changes.
CLICK_UNTIL = """([id, condition]) => new Promise((resolve) => {
    const holds = new Function(`return ${condition}`), begin = performance.now();
    const observer = new MutationObserver(() => {
        if (!holds()) return;
        observer.disconnect();
        resolve(performance.now() - begin);
    });
    observer.observe(document.body, {attributes: true, childList: true, characterData: true, subtree: true});
    document.getElementById(id).click();
})"""

# Note each text of an element with the milliseconds at which it was seen.
NOTE_TEXTS = """(id) => {
    const element = document.getElementById(id);
    window.texts = [];
    new MutationObserver(() => { window.texts.push([element.textContent, Date.now()]); })
        .observe(element, {childList: true, characterData: true, subtree: true});
}"""


@dataclass
class Both:
    """The same app under both, each in a page."""

    ours: Page
    dash: Page


def served(command: list[str], port: int, folder: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPO), "XDG_DATA_HOME": str(folder / "data")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return process


@pytest.fixture(scope="module")
def both(dash_python: str, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("long-speed")
    started, pages = [], {}
    for package in ("desktopdash", "dash"):
        port = free_port()
        (folder / f"with_{package}.py").write_text(APP.format(package=package, port=port))
        ours = [sys.executable, "-m", "desktopdash", "serve", "with_desktopdash.py", "--port", str(port)]
        command = ours if package == "desktopdash" else [dash_python, "with_dash.py"]
        started.append(served(command, port, folder))
        pages[package] = browser.new_page()
        wait_for(lambda page=pages[package], port=port: _opens(page, f"http://127.0.0.1:{port}/"), f"{package} answers")
        pages[package].wait_for_selector("#quick-out", state="attached")
    yield Both(pages["desktopdash"], pages["dash"])
    for page in pages.values():
        page.close()
    for process in started:
        family = [process.pid, *(child.pid for child in psutil.Process(process.pid).children(recursive=True))]
        process.terminate()
        process.wait(10)
        for pid in family:  # Dash leaves its jobs behind
            if psutil.pid_exists(pid):
                psutil.Process(pid).kill()


def _opens(page: Page, url: str) -> bool:
    try:
        page.goto(url)
    except Error:  # it does not listen yet
        return False
    return True


def until_changed(page: Page, id: str, condition: str) -> float:
    return page.evaluate(CLICK_UNTIL, [id, condition])


def medians(ours: Callable[[], float], dash: Callable[[], float], repeats: int) -> tuple[float, float]:
    """Medians of measurements that take turns, after one of each that does not count."""
    ours(), dash()
    pairs = [(ours(), dash()) for _ in range(repeats)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def test_a_trivial_long_callback_takes_at_most_005_of_dash(both: Both) -> None:
    clicks = {"ours": 0, "dash": 0}

    def click(page: Page, who: str) -> float:
        clicks[who] += 1
        text = f"document.getElementById('quick-out').textContent === '{clicks[who]}'"
        return until_changed(page, "quick", text)

    ours, dash = medians(lambda: click(both.ours, "ours"), lambda: click(both.dash, "dash"), 5)
    print(f"trivial long callback: {ours:.1f} ms, Dash {dash:.0f} ms, ratio {ours / dash:.3f}")
    assert ours / dash <= 0.05


def progress_seen(page: Page) -> list[float]:
    """The delays in milliseconds with which progress was seen, by step."""
    page.evaluate(NOTE_TEXTS, "bar-out")
    until_changed(page, "steps", "document.getElementById('steps-out').textContent !== ''")
    texts = [text.split() for text, at in page.evaluate("window.texts") if text]
    times = [at for text, at in page.evaluate("window.texts") if text]
    return [at - float(told) * 1000 for (_, told), at in zip(texts, times, strict=True)]


def test_all_of_twenty_progress_steps_are_seen_before_the_next(both: Both) -> None:
    ours, dash = progress_seen(both.ours), progress_seen(both.dash)
    print(
        f"progress: {len(ours)} of 20 seen, at most {max(ours):.0f} ms later; "
        f"Dash {len(dash)} of 20, at most {max(dash):.0f} ms later"
    )
    assert len(ours) == 20
    assert max(ours) < 100, "a step comes every 100 ms"


def cancelled_after(page: Page) -> tuple[float, float]:
    """Milliseconds from the click on Cancel until the button is back, and until the process is gone."""
    page.evaluate("document.getElementById('pid-out').textContent = ''")
    page.locator("#hold").click()
    page.wait_for_function("document.getElementById('pid-out').textContent !== ''")
    worker = psutil.Process(int(page.locator("#pid-out").text_content() or 0))
    begin = time.monotonic()
    back = until_changed(page, "cancel", "!document.getElementById('hold').disabled")
    wait_for(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE, "the process is gone")
    return back, (time.monotonic() - begin) * 1000


def test_a_cancel_is_done_in_at_most_a_fifth_of_dash(both: Both) -> None:
    ours = [cancelled_after(both.ours) for _ in range(3)]
    back, gone = (statistics.median(figure) for figure in zip(*ours, strict=True))
    dash_back, dash_gone = cancelled_after(both.dash)
    print(
        f"cancel to buttons back: {back:.0f} ms, Dash {dash_back:.0f} ms; to the end of the process: {gone:.0f} ms, Dash {dash_gone:.0f} ms"
    )
    assert back / dash_back <= 0.2
    assert gone / dash_back <= 0.5
