"""The figures of starting that are ratios to Dash itself, measured in turn in one run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.support import REPO, free_port

pytestmark = [pytest.mark.e2e, pytest.mark.alone]

REPEATS = 11
APP = """
from {package} import Dash, Input, Output, callback, dcc, html

app = Dash(__name__)
app.layout = html.Div([dcc.Input(id="in"), html.Div(id="out")])


@callback(Output("out", "children"), Input("in", "value"))
def echo(value):
    return value


if __name__ == "__main__":
    app.run(port={port})
"""


@pytest.fixture(autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Modules are compiled once and kept, as on a user's machine, whatever the environment of the tests says."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.getbasetemp() / "compiled"))


def in_turn(ours: Callable[[], float], theirs: Callable[[], float]) -> tuple[float, float]:
    """Medians of two measurements that take turns, after one of each that does not count."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(REPEATS)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def seconds_of(python: str, statement: str) -> float:
    code = f"import time; begin = time.perf_counter(); {statement}; print(time.perf_counter() - begin)"
    done = subprocess.run(
        [python, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(REPO)}
    )
    return float(done.stdout)


@pytest.mark.parametrize(
    "names", ["import {package}", "from {package} import Dash, Input, Output, callback, dcc, html"]
)
def test_import_takes_at_most_035_of_dash(dash_python: str, names: str) -> None:
    ours, theirs = in_turn(
        lambda: seconds_of(sys.executable, names.format(package="desktopdash")),
        lambda: seconds_of(dash_python, names.format(package="dash")),
    )
    print(f"{names}: {ours * 1000:.0f} ms, Dash {theirs * 1000:.0f} ms, ratio {ours / theirs:.2f}")
    assert ours / theirs <= 0.35


def seconds_to_first_answer(command: list[str], port: int, folder: Path) -> float:
    begin = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(REPO)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_dash-layout", timeout=10) as answer:
                    assert b"Div" in answer.read()
                return time.perf_counter() - begin
            except OSError:
                assert process.poll() is None
                assert time.perf_counter() - begin < 30
                time.sleep(0.002)
    finally:
        process.terminate()
        process.wait(10)


def test_first_answer_takes_at_most_half_of_dash(dash_python: str, tmp_path: Path) -> None:
    def ours() -> float:
        port = free_port()
        (tmp_path / "ours.py").write_text(APP.format(package="desktopdash", port=port))
        command = [sys.executable, "-m", "desktopdash", "serve", "ours.py", "--port", str(port)]
        return seconds_to_first_answer(command, port, tmp_path)

    def theirs() -> float:
        port = free_port()
        (tmp_path / "theirs.py").write_text(APP.format(package="dash", port=port))
        return seconds_to_first_answer([dash_python, "theirs.py"], port, tmp_path)

    mine, dash = in_turn(ours, theirs)
    print(f"first answer: {mine * 1000:.0f} ms, Dash {dash * 1000:.0f} ms, ratio {mine / dash:.2f}")
    assert mine / dash <= 0.5
