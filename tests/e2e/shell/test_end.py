"""However an app ends, two seconds later no process and no listening port of it is left."""

from __future__ import annotations

import signal
import time

import pytest

from tests.e2e.support import wait_for

from .launches import Launch

pytestmark = [pytest.mark.e2e, pytest.mark.window]

GONE_S = 2.0

# An app with a process of its own, as an app that calls a tool has it.
APP = """\
import subprocess, sys
from desktopdash import Dash, html
app = Dash(__name__)
app.layout = html.Div("Hello")
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
forked = __import__("multiprocessing").get_context("fork").Process(target=__import__("time").sleep, args=(600,))
forked.daemon = True
forked.start()
if __name__ == "__main__":
    app.run()
    print("after run", flush=True)
"""

# A request that holds the GIL: nothing else in the runtime's Python can run meanwhile.
HOLDER = """\
import ctypes
@app.server.route("/hold/<int:seconds>")
def hold(seconds):
    ctypes.PyDLL(None).sleep(seconds)
    return "held"
"""


def assert_gone(started: Launch, within_s: float = GONE_S) -> None:
    begin = time.monotonic()
    wait_for(started.is_gone, "end of every process", within_s)
    assert started.ports() == []
    print(f"gone after {time.monotonic() - begin:.2f} s")


def ready(launch, *words: str) -> Launch:
    started = launch(*words)
    started.window()
    started.wait_url()
    return started


def close(started: Launch) -> None:
    started.close_window()


def close_twice(started: Launch) -> None:
    window = started.window()
    started.close_window(window)
    started.close_window(window)


def interrupt(started: Launch) -> None:
    started.signal(signal.SIGINT)


def interrupt_often(started: Launch) -> None:
    for _ in range(3):
        started.signal(signal.SIGINT)
    started.signal(signal.SIGTERM)


def terminate(started: Launch) -> None:
    started.signal(signal.SIGTERM)


def kill(started: Launch) -> None:
    started.signal(signal.SIGKILL)


def kill_shell(started: Launch) -> None:
    started.entry("_shell").kill()


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (close, 0),
        (close_twice, 0),
        (interrupt, 130),
        (interrupt_often, (130, 143)),
        (terminate, 143),
        (kill, -9),
    ],
)
def test_run(launch, write_app, end, code) -> None:
    started = ready(launch, "run", write_app(APP))
    end(started)
    assert_gone(started)
    assert started.wait() in (code if isinstance(code, tuple) else (code,))
    assert "Traceback" not in started.stderr


@pytest.mark.parametrize(("end", "code"), [(interrupt, 130), (terminate, 143)])
def test_run_as_soon_as_the_app_s_process_is_there(launch, write_app, end, code) -> None:
    started = launch("run", write_app(APP))
    started.entry("_runtime")
    end(started)
    assert_gone(started, within_s=5.0)
    assert started.wait() == code
    assert "Traceback" not in started.stderr


@pytest.mark.parametrize(
    ("end", "code", "goes_on"),
    [
        (close, 0, True),
        (interrupt, 0, True),
        (terminate, 143, False),
        (kill, -9, False),
        (kill_shell, 1, False),
    ],
)
def test_python_app(launch, write_app, end, code, goes_on) -> None:
    started = ready(launch, write_app(APP))
    end(started)
    assert_gone(started)
    assert started.wait() == code
    assert ("after run" in started.stdout) == goes_on
    assert "Traceback" not in started.stderr


@pytest.mark.alone  # the end takes nearly all of the time that it may take
@pytest.mark.parametrize("end", [close, kill])
def test_while_the_app_holds_the_gil(launch, write_app, end) -> None:
    text = APP.replace("if __name__", HOLDER + "if __name__").replace("helper =", "# ").replace("forked", "# ")
    started = ready(launch, "run", write_app(text))
    hold(started, 30)
    end(started)
    assert_gone(started, 5.0)  # an orderly end has so long


@pytest.mark.alone
def test_window_stays_responsive_while_the_app_holds_the_gil(launch, write_app) -> None:
    started = ready(launch, "run", write_app(APP.replace("if __name__", HOLDER + "if __name__")))
    with started.page() as page:
        page.evaluate("fetch('/hold/3').then(r => r.text()).then(t => { window.answer = t; }); 0")
        begin = time.monotonic()
        slowest = 0.0
        while time.monotonic() - begin < 2.0:
            before = time.monotonic()
            page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            slowest = max(slowest, time.monotonic() - before)
        assert page.evaluate("window.answer") is None
        print(f"slowest repaint {slowest * 1000:.0f} ms")
        assert slowest < 0.5
        window = started.window()
        started.tool("xdotool", "windowmove", "--sync", window, "40", "60")
        assert "Position: 4" in started.tool("xdotool", "getwindowgeometry", window)
    started.close_window()
    assert_gone(started)


def test_ends_during_the_import(launch, write_app) -> None:
    started = launch("run", write_app("import time\ntime.sleep(60)\n" + APP))
    started.window()
    started.entry("_runtime")
    started.close_window()
    assert_gone(started)
    assert started.wait() == 0


def test_exit_hooks_that_hang_do_not_keep_it(launch, write_app) -> None:
    hang = "import atexit, threading, time\natexit.register(time.sleep, 60)\n"
    hang += "threading.Thread(target=time.sleep, args=(60,)).start()\n"
    started = ready(launch, "run", write_app(hang + APP))
    started.close_window()
    assert_gone(started)


def hold(started: Launch, seconds: int) -> None:
    """Begin a request that holds the GIL, and return once it does."""
    url = started.wait_url()
    host, _, port = url[len("http://") :].rstrip("/").partition(":")
    with started.page() as page:  # nobody else is let in
        page.evaluate(f"fetch('/hold/{seconds}').catch(() => 0); 0")
        runtime = started.entry("_runtime")
        wait_for(lambda: any(t for t in runtime.threads()) and not answers(host, int(port)), "held GIL")


def answers(host: str, port: int) -> bool:
    import http.client

    connection = http.client.HTTPConnection(host, port, timeout=0.3)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 403  # let in or not: it answers
    except OSError:
        return False
    finally:
        connection.close()
