"""The long callbacks that the contract of all managers is tried with. CONTRACT says which manager."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path

from desktopdash import (
    ALL,
    MATCH,
    CeleryManager,
    Dash,
    DiskcacheManager,
    Input,
    MemoryManager,
    Output,
    State,
    callback,
    ctx,
    dcc,
    html,
    no_update,
    set_props,
)
from desktopdash.exceptions import PreventUpdate
from desktopdash.records import asdict

KIND = os.environ.get("CONTRACT", "disk")
GATES = Path(os.environ.get("CONTRACT_GATES", "."))
if KIND == "celery":
    from celery import Celery

    redis = os.environ["CONTRACT_REDIS"]
    celery_app = Celery("contract_app", broker=f"{redis}/0", backend=f"{redis}/1")
    celery_app.conf.worker_hijack_root_logger = False


def make(**options):
    if KIND == "celery":
        return CeleryManager(celery_app, **options)
    return (DiskcacheManager if KIND == "disk" else MemoryManager)(**options)


app = Dash(background_callback_manager=make())
caching = make(cache_by=[lambda: (GATES / "version").read_text() if (GATES / "version").exists() else ""], expire=60)
app.layout = html.Div(
    [html.Div(id=name) for name in ("in", "cancel", "bar", "other", *(f"prop{i}" for i in range(20)))]
    + [html.Div(id=f"out-{name}") for name in ("plain", "cached", "queue", "parallel", "drop", "thread", "leave")]
    + [html.Div(id={"kind": kind, "n": n}) for kind in ("in", "out", "bar") for n in (1, 2)]
)


def wait_at(gate):
    """Wait until the test opens a gate."""
    (GATES / f"{gate}.reached").touch()
    while not (GATES / gate).exists():
        time.sleep(0.005)


def token():
    return f"{os.getpid()}-{uuid.uuid4()}"


@callback(
    Output("out-plain", "children"),
    Input("in", "value"),
    State("other", "value"),
    background=True,
    progress=[Output("bar", "value"), Output("bar", "max")],
    progress_default=("0", "1"),
    cancel=[Input("cancel", "n_clicks")],
    timeout=30,
)
def plain(set_progress, value, other):
    return DO[value[0]](set_progress, *value[1:]) if isinstance(value, list) else value


def progress_loop(set_progress, count):
    for i in range(count):
        set_progress((i, count))
    return count


def props_loop(set_progress, rounds):
    for turn in range(rounds):
        for i in range(20):
            set_props(f"prop{i}", {"children": f"{turn}"})
    return "set"


def grow(set_progress, gate):
    set_progress(("before", 2))
    wait_at(gate)
    set_progress(("after", 2))
    return "grown"


def family(set_progress, gate):
    """Start a child in a session of its own, and say who it is."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    set_progress((child.pid, os.getpid()))
    wait_at(gate)


def daemon(set_progress, gate):
    """Start what leaves its parent and its session."""
    subprocess.run(["sh", "-c", "sleep 60 &"], start_new_session=True)
    set_progress((0, os.getpid()))
    wait_at(gate)


def hold(set_progress):
    """Hold the GIL, so that no thread can hear anything."""
    set_progress((0, os.getpid()))
    re.match("(a+)+$", "a" * 60 + "b")


def tidy(set_progress, gate):
    """Ask now and then, and clean up."""
    set_progress(("asks" if not ctx.cancelled else "?", 0))
    while not ctx.cancelled:
        time.sleep(0.005)
    (GATES / gate).write_text("cleaned up")


def context(set_progress):
    return json.dumps(
        {
            "triggered": ctx.triggered,
            "triggered_id": ctx.triggered_id,
            "inputs": ctx.inputs,
            "states": ctx.states,
            "cookies": dict(ctx.cookies),
            "path": ctx.path,
            "cancelled": ctx.cancelled,
            "outputs_list": ctx.outputs_list,
        }
    )


async def later():
    await asyncio.sleep(0.001)
    return "awaited"


def fail(set_progress, message):
    raise ValueError(message)


def prevent(set_progress):
    raise PreventUpdate


def in_thread(set_progress):
    """set_props in a thread that the job starts and waits for."""
    thread = threading.Thread(target=set_props, args=("other", {"children": "from a thread"}))
    thread.start()
    thread.join()
    return "joined"


DO = {
    "token": lambda set_progress: token(),
    "wait": lambda set_progress, gate: (wait_at(gate), token())[1],
    "progress": progress_loop,
    "props": props_loop,
    "grow": grow,
    "family": family,
    "tidy": tidy,
    "daemon": daemon,
    "hold": hold,
    "context": context,
    "fail": fail,
    "prevent": prevent,
    "same": lambda set_progress: no_update,
    "object": lambda set_progress: object(),
    "nan": lambda set_progress: float("nan"),
    "exit": lambda set_progress, code: os._exit(code),
    "signal": lambda set_progress, number: os.kill(os.getpid(), number),
    "large": lambda set_progress, megabytes: "x" * (megabytes * 2**20),
    "sysexit": lambda set_progress: sys.exit(5),
    "thread": in_thread,
    "bad progress": lambda set_progress: set_progress("one"),
}


@callback(Output("out-plain", "title"), Input("in", "title"), background=True)
async def asynchronous(title):
    return await later()


@callback(
    Output("out-plain", "lang"),
    Input("in", "lang"),
    background=True,
    on_error=lambda error: f"{type(error).__name__}: {error}",
    cancel=Input("cancel", "title"),
)
def handled(lang):
    if lang == "raise":
        raise KeyError("key")
    if lang == "object":
        return object()
    if lang == "exit":
        os._exit(7)
    if lang == "none":
        raise RuntimeError("ends in no update")
    wait_at(f"never-{lang}")


@callback(
    Output("out-plain", "tabIndex"),
    Input("in", "tabIndex"),
    background=True,
    timeout=0.3,
    on_error=lambda error: f"{type(error).__name__}: {error}",
)
def late(value):
    wait_at("never")


@callback(Output("out-plain", "dir"), Input("in", "dir"), background=True, timeout=0.3)
def slow(dir):
    wait_at("never")


@callback(
    Output({"kind": "out", "n": MATCH}, "children"),
    Input({"kind": "in", "n": MATCH}, "value"),
    State({"kind": "in", "n": ALL}, "value"),
    background=True,
    progress=Output({"kind": "bar", "n": MATCH}, "value"),
)
def matched(set_progress, value, everything):
    set_progress(ctx.triggered_id["n"])
    if value == "hold":
        wait_at(f"match-{ctx.triggered_id['n']}")
    return f"{value} of {everything}"


@callback(
    output={"a": Output("out-plain", "className"), "b": (Output("bar", "title"), Output("bar", "lang"))},
    inputs={"x": Input("in", "className"), "y": State("other", "className")},
    background=True,
    progress={"p": Output("bar", "className")},
)
def grouped(set_progress, x, y):
    set_progress({"p": "half"})
    return {"a": [x, y], "b": ("t", no_update)}


@callback(
    Output("out-cached", "children"),
    inputs={"value": Input("in", "accessKey"), "ignored": State("other", "accessKey")},
    background=True,
    manager=caching,
    cache_args_to_ignore=["ignored"],
)
def cached(value, ignored):
    if value == "fail":
        raise ValueError(token())
    return token()


def make_concurrent(name):
    @callback(Output(f"out-{name}", "children"), Input("in", f"data-{name}"), background=True, concurrency=name)
    def job(value):
        with open(GATES / f"{name}.log", "a") as log:
            log.write(f"{value} ")
        wait_at(f"{name}-{value}")
        return value


for name in ("queue", "parallel", "drop"):
    make_concurrent(name)


@callback(Output("out-leave", "children"), Input("in", "data-leave"), background=True, on_leave="cancel")
def leaving(value):
    wait_at("leave")
    return value


SHARED = []

if KIND != "celery":

    @callback(
        Output("out-thread", "children"),
        Input("in", "data-thread"),
        background=True,
        executor="thread",
        progress=Output("bar", "data-thread"),
        cancel=Input("cancel", "data-thread"),
    )
    def threaded(set_progress, value):
        SHARED.append(value)
        set_progress(os.getpid())
        if value == "wait":
            while not ctx.cancelled:
                time.sleep(0.005)
            (GATES / "thread-cleaned").touch()
        return [os.getpid(), len(SHARED)]


@app.server.route("/test/record/<job>")
def record(job):
    found = app.desk.record(job)
    return json.dumps(found and asdict(found))


@app.server.route("/test/pid")
def pid():
    return str(os.getpid())


SIGNALS = signal.Signals
STORE = dcc.Store
