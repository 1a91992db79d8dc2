"""The app's process begins before its window."""

from __future__ import annotations

import os
import signal

import psutil
import pytest

from desktopdash.protocol.problem import Problem
from desktopdash.shell import child, run, window
from desktopdash.shell.arguments import RuntimeArguments
from desktopdash.shell.events import Gone, Said
from desktopdash.shell.loader import AppSpec
from tests.e2e.support import wait_for


@pytest.fixture
def arguments(tmp_path, monkeypatch):
    monkeypatch.setenv("DESKTOPDASH_PROFILES", str(tmp_path / "profiles"))
    app = tmp_path / "app.py"
    app.write_text("from desktopdash import Dash, html\napp = Dash()\napp.layout = html.Div()\n")
    return RuntimeArguments(AppSpec(app), has_window=True)


def test_the_process_is_there_before_the_window_is_loaded(arguments, monkeypatch):
    seen = []

    def show(runtime, given, signals):
        assert not signals
        seen.append((psutil.pid_exists(runtime.pid), given))
        runtime.kill(5)
        return 7

    monkeypatch.setattr(window, "run_shell", show)
    assert run.run(arguments) == 7
    assert seen == [(True, arguments)]


def test_what_a_process_said_before_it_was_heard_is_not_lost(arguments):
    posted = []
    runtime = child.RuntimeProcess(arguments)
    runtime.begin()
    begun = runtime.pid
    try:
        runtime.start(posted.append)
        assert runtime.pid == begun
        wait_for(lambda: [one for one in posted if isinstance(one, Said) and hasattr(one.message, "url")], "a server")
        assert posted[0].message.stage == "python"
    finally:
        runtime.kill(5)
    wait_for(lambda: isinstance(posted[-1], Gone), "the end")


@pytest.fixture
def begun(monkeypatch):
    """The processes that have begun."""
    found = []
    begin = child.RuntimeProcess.begin

    def note(self):
        begin(self)
        found.append(psutil.Process(self.pid))

    monkeypatch.setattr(child.RuntimeProcess, "begin", note)
    return found


def living(processes):
    return [one for one in processes if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def test_a_machine_without_a_window_leaves_no_process(arguments, begun, monkeypatch, capsys):
    monkeypatch.setattr(window, "prepare_ground", lambda: Problem("none", "No window here.", "none", "one", "Get one."))
    assert run.run(arguments) == 1
    assert "No window here." in capsys.readouterr().err
    assert begun
    assert living(begun) == []


def test_a_process_that_cannot_be_started_is_told_of_at_start(arguments, monkeypatch):
    monkeypatch.setattr(child, "own_command", lambda word: [os.path.join(os.sep, "no", "such", "program"), word])
    runtime = child.RuntimeProcess(arguments)
    runtime.begin()
    assert runtime.pid is None
    with pytest.raises(FileNotFoundError):
        runtime.start(lambda event: None)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_before_the_window_is_loaded_ends_it_all(arguments, begun, monkeypatch, number):
    def interrupted():
        assert begun
        signal.raise_signal(number)
        return window.Ground("qt", is_off_screen=True)

    monkeypatch.setattr(window, "prepare_ground", interrupted)
    monkeypatch.setattr(window, "open_window", lambda *_: None)
    before = signal.getsignal(number)
    assert run.run(arguments) == 128 + number
    assert signal.getsignal(number) is before
    wait_for(lambda: not living(begun), "the end")
