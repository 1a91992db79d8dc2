"""An app that nobody touches costs next to nothing: nothing of it polls."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import psutil
import pytest

from tests.e2e.support import wait_for

from .launches import Launch

pytestmark = [pytest.mark.e2e, pytest.mark.window, pytest.mark.alone]

MOST_OF_A_CORE = 0.005
MOST_WAKEUPS_A_S = 10.0
MEASURED_S = 10.0
LOOK_S = 1.0

STATIC = """
from desktopdash import Dash, html
app = Dash(title="Idle")
app.layout = html.Div("Hello", id="hello")
"""

LIVE = """
from desktopdash import Dash, Input, Output, callback, dcc, html
app = Dash(title="Idle")
app.layout = html.Div([
    dcc.Input(id="name", type="text", persistence=True),
    dcc.Graph(figure={"data": [{"y": [1, 3, 2]}]}),
    dcc.Dropdown(["a", "b"], id="pick"),
    dcc.Loading(html.Div(id="hello")),
    html.Div(id="end"),
])

@callback(Output("hello", "children"), Input("name", "value"))
def greet(name):
    return "Hello"

@callback(Output("end", "children"), Input("pick", "value"), background=True, prevent_initial_call=True)
def work(value):
    return value
"""


@pytest.mark.parametrize("app", [STATIC, LIVE], ids=["static", "live"])
def test_an_idle_app_uses_next_to_nothing(launch, write_app, app: str) -> None:
    started = launch("run", write_app(app))
    started.wait_app()
    with started.page() as page:
        page.get_by_text("Hello").wait_for()
    wait_for(lambda: is_quiet(started), "the end of what the start leaves to do")
    used = measure(started, MEASURED_S)
    total = sum(seconds for seconds, _ in used.values())
    woken = sum(times for _, times in used.values()) / MEASURED_S
    each = [f"{name} {seconds * 1000:.1f} ms, woken {times} times" for name, (seconds, times) in used.items()]
    told = f"{total / MEASURED_S:.2%} of a core, woken {woken:.1f} times a second: {'; '.join(each)}"
    print(told)
    assert total <= MOST_OF_A_CORE * MEASURED_S, told
    assert woken <= MOST_WAKEUPS_A_S, told


def is_quiet(started: Launch) -> bool:
    return sum(used for used, _ in measure(started, LOOK_S).values()) <= MOST_OF_A_CORE * LOOK_S


def measure(started: Launch, seconds: float) -> dict[str, tuple[float, int]]:
    """Processor seconds of each of its processes in so many seconds, and how often it was woken; what ends meanwhile
    does not count.
    """
    before = {process: read(process) for process in family(started)}
    time.sleep(seconds)
    used = {}
    for process, (cpu, woken) in before.items():
        cpu_now, woken_now = read(process)
        used[f"{process.name()} {process.pid}"] = (cpu_now - cpu, woken_now - woken)
    return used


def family(started: Launch) -> list[psutil.Process]:
    """All of its processes; the engine's have no environment to be known by."""
    root = psutil.Process(started.process.pid)
    return [root, *(p for p in root.children(recursive=True) if p.status() != psutil.STATUS_ZOMBIE)]


def read(process: psutil.Process) -> tuple[float, int]:
    """What its threads have run, to the nanosecond (the usual counters know 10 ms), and how often they had waited."""
    ran, waited = 0, 0
    for task in Path(f"/proc/{process.pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            ran += int((task / "schedstat").read_text().split()[0])
            (line,) = [one for one in (task / "status").read_text().splitlines() if one.startswith("voluntary")]
            waited += int(line.split()[1])
    return ran / 1e9, waited
