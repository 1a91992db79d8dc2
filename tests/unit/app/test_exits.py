"""What an app does at its end."""

import logging
import threading

import pytest

from desktopdash import Dash
from desktopdash.app import exits
from desktopdash.app.exits import EXIT_HOOKS_S, KEPT_JOBS_S, ExitHooks
from desktopdash.shell.runtime import STOP_DEADLINE_S
from desktopdash.shell.supervisor import Deadlines

WAIT_S = 10.0


@pytest.fixture
def lines():
    return []


@pytest.fixture
def hooks(lines):
    logger = logging.Logger("exits")
    handler = logging.Handler()
    handler.emit = lambda record: lines.append((record.getMessage(), record.exc_info))
    logger.addHandler(handler)
    return ExitHooks(logger)


def test_each_is_called_once_the_last_one_first(hooks):
    called = []
    for name in "abc":
        hooks.add(lambda name=name: called.append(name))
    hooks.run()
    hooks.run()
    assert called == ["c", "b", "a"]


def test_none_starts_no_thread(hooks, monkeypatch):
    monkeypatch.setattr(exits.threading, "Thread", None)
    hooks.run()


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(3), KeyboardInterrupt()])
def test_one_that_raises_is_told_and_the_others_are_called(hooks, lines, error):
    called = []

    def fail():
        raise error

    for function in (lambda: called.append("a"), fail, lambda: called.append("c")):
        hooks.add(function)
    hooks.run()
    assert called == ["c", "a"]
    ((message, info),) = lines
    assert "fail, which on_exit was given, failed" in message
    assert info[1] is error


def test_one_that_hangs_is_given_up(hooks, lines, monkeypatch):
    monkeypatch.setattr(exits, "EXIT_HOOKS_S", 0.05)
    go, called = threading.Event(), []
    hooks.add(lambda: called.append("behind it"))
    hooks.add(lambda: go.wait(WAIT_S))
    hooks.run()
    assert called == []
    assert [message for message, _ in lines] == [
        "the functions of on_exit took more than 0.05 s; the app ends without them"
    ]
    go.set()


def test_one_that_is_added_by_another_is_not_called(hooks):
    called = []
    hooks.add(lambda: hooks.add(lambda: called.append("late")))
    hooks.run()
    assert called == []


def test_two_ends_at_once_call_each_once(hooks):
    called, start = [], threading.Barrier(2)
    for number in range(100):
        hooks.add(lambda number=number: called.append(number))

    def end():
        start.wait(WAIT_S)
        hooks.run()

    threads = [threading.Thread(target=end, daemon=True) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)
    assert called == list(range(100))[::-1]


def test_the_app_gives_the_function_back_and_calls_it():
    app = Dash("unit.exits", add_log_handler=False)
    called = []

    @app.on_exit
    def save():
        called.append("saved")

    save()
    app.run_exit_hooks()
    app.run_exit_hooks()
    assert called == ["saved", "saved"]


def test_hooks_and_kept_jobs_together_fit_into_the_shells_patience():
    assert EXIT_HOOKS_S + KEPT_JOBS_S < STOP_DEADLINE_S < Deadlines().stop_s


def test_async_functions_are_awaited(hooks, lines):
    called = []

    async def save():
        called.append("saved")

    async def fail():
        raise ValueError("no")

    hooks.add(save)
    hooks.add(fail)
    hooks.run()
    assert called == ["saved"]
    assert "fail, which on_exit was given, failed" in lines[0][0]
