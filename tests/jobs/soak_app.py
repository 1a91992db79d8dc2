"""Long callbacks with every end that there is, for the soak. SOAK_MANAGER says which manager."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

from desktopdash import Dash, DiskcacheManager, Input, MemoryManager, Output, callback, html
from desktopdash.records import asdict

MEMORY_LIMIT = 400 * 2**20
HELD = []
managers = {"disk": DiskcacheManager, "memory": MemoryManager}
manager = managers[os.environ.get("SOAK_MANAGER", "disk")](
    memory_limit=MEMORY_LIMIT, keep=float(os.environ.get("SOAK_KEEP", "3600"))
)
app = Dash(background_callback_manager=manager)
app.layout = html.Div([html.Div(id="in"), html.Div(id="out"), html.Div(id="bar")])


def end_by_signal(number):
    os.kill(os.getpid(), number)
    time.sleep(60)


def leave_a_child(pid_of_child):
    """Die, and leave a child in a session of its own."""
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    end_by_signal(signal.SIGKILL)


def hold_memory(_):
    HELD.append(b"x" * (MEMORY_LIMIT + 2**20))
    return "held"


def wait_and(name, seconds):
    """What a cancel may come in the middle of."""
    time.sleep(seconds)
    return DO[name](None)


def fail(_):
    raise ValueError("no luck")


DO = {
    "done": lambda _: "done",
    "raise": fail,
    "exit": lambda _: os._exit(3),
    "sigkill": lambda _: end_by_signal(signal.SIGKILL),
    "sigsegv": lambda _: end_by_signal(signal.SIGSEGV),
    "family": leave_a_child,
    "lambda": lambda _: lambda: None,
    "lock": lambda _: threading.Lock(),
    "object": lambda _: {"a": [object()]},
    "large": lambda megabytes: "x" * (megabytes * 2**20),
    "memory": hold_memory,
    "cancel": lambda what: wait_and(*what),
}


@callback(
    Output("out", "children"),
    Input("in", "value"),
    background=True,
    progress=Output("bar", "value"),
    concurrency="parallel",
)
def job(set_progress, value):
    kind, argument = value
    set_progress([os.getpid(), time.monotonic()])
    return DO[kind](argument)


@app.server.route("/test/record/<job>")
def record(job):
    found = app.desk.record(job)
    return json.dumps(found and asdict(found))


@app.server.route("/test/warm")
def warm():
    """Have this thread of the server open what it opens but once."""
    app.desk.record("none")
    time.sleep(0.5)
    return ""
