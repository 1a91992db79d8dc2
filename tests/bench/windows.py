"""From the command to a native window, its app's output and its graph, against the same app made by hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.e2e.shell.launches import time_limited
from tests.e2e.support import wait_for
from tests.freeze.sources import write_ours, write_plain
from tests.freeze.starts import launch_alone, time_start

from .bench import Bench
from .figures import Figure, Group, Samples, in_turn
from .sides import APPS

HOOK = Path(__file__).parent / "hook"
BARE = "a bare pywebview script"
FIGURES = {
    "window_shown": Figure("command to the window shown", limit=BARE, limit_bar=1.15),
    "window_output": Figure("command to first callback's output in a native window", bar=0.6),
    "window_graph": Figure("... to the graph in the page", bar=0.75),
    "window_frame": Figure("... to the graph drawn", bar=0.75),
}
START_S = 60
LIMIT_S = 90


def measure(bench: Bench) -> Iterator[tuple[str, Samples]]:
    ours = [bench.ours.python, "-m", "desktopdash", "run", str(write_ours(bench.folder / "window_ours"))]
    plain = [bench.dash.python, str(write_plain(bench.folder / "window_dash"))]
    commands = {"ours": ours, "dash": plain, "limit": [bench.ours.python, str(APPS / "bare_window.py")]}
    shown = in_turn({name: _timed_shown(bench, name, command) for name, command in commands.items()}, bench.times(9))
    yield "window_shown", Samples(**shown)
    starts: dict[str, list[dict[str, float]]] = {"ours": [], "dash": []}
    for _ in range(1 + bench.times(9)):
        for name, found in starts.items():
            found.append(time_start(commands[name], _home(bench, name), bench.playwright))
    for mark in ("output", "graph", "frame"):
        yield f"window_{mark}", Samples(**{name: [one[mark] for one in found[1:]] for name, found in starts.items()})


def _home(bench: Bench, name: str) -> Path:
    """One home for all the starts of a program, as with a person who uses it daily."""
    home = bench.folder / f"home_{name}"
    home.mkdir(exist_ok=True)
    return home


def _timed_shown(bench: Bench, name: str, command: list[str]) -> Callable[[], float]:
    note = bench.folder / f"shown_{name}"

    def start() -> float:
        note.unlink(missing_ok=True)
        with time_limited(LIMIT_S):
            more = {"PYTHONPATH": str(HOOK), "BENCH_SHOWN": str(note)}
            started = launch_alone(command, _home(bench, name), bench.playwright, **more)
            begin = time.time() - (time.monotonic() - started.begin)
            try:
                wait_for(note.exists, f"a window\n{started.stderr}", START_S)
            finally:
                started.end()
        return float(note.read_text()) - begin * 1000

    return start


GROUP = Group(FIGURES, measure)
