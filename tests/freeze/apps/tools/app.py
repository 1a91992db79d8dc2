"""Does what starts a program without end where `sys.executable` is taken for Python: as it is imported, and in callbacks."""

import multiprocessing
import os
import subprocess
import sys

import multiprocess

from desktopdash import Dash, Input, Output, callback, html

STARTS = {
    "bare": [sys.executable],
    "code": [sys.executable, "-c", "print(6 * 7)"],
    "module": [sys.executable, "-m", "pip", "--version"],
    "script": [sys.executable, "other.py"],
}


def double(number):
    return 2 * number


def put_double(queue, number):
    queue.put(double(number))


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    return f"{done.returncode} {done.stderr.strip()}"


def use_processes(package):
    """A process, and a pool, both by spawn; with the standard library and with the one of dill."""
    context = package.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=put_double, args=(queue, 21))
    process.start()
    first = queue.get(timeout=30)
    process.join(30)
    with context.Pool(2) as pool:
        return f"{first} {pool.map(double, [1, 2, 3])} {process.exitcode}"


def use_closure():
    """What only dill can hand over."""
    number = 20
    with multiprocess.get_context("spawn").Pool(1) as pool:
        return str(pool.map(lambda more: number + more, [1, 2]))


def use_shared_memory():
    """Has a resource tracker started."""
    from multiprocessing import shared_memory

    block = shared_memory.SharedMemory(create=True, size=16)
    block.close()
    block.unlink()
    return "shared"


def replace_itself():
    """A child of the app's process becomes the program once more."""
    pid = os.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable])
    return str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


ACTIONS = {
    **{name: lambda command=command: run(command) for name, command in STARTS.items()},
    "processes": lambda: use_processes(multiprocessing),
    "dill": lambda: use_processes(multiprocess),
    "closure": use_closure,
    "shared": use_shared_memory,
    "execv": replace_itself,
    "env": lambda: subprocess.run(["/usr/bin/env"], capture_output=True, text=True).stdout,
}

app = Dash(title="Tools")
# What is started while the module is imported is refused, also where nobody waits for it.
at_import = subprocess.Popen([sys.executable], stderr=subprocess.PIPE, text=True)
said_at_import = at_import.communicate(timeout=20)[1]
if __name__ != "__mp_main__" and os.environ.get("TOOLS_FAIL") == "1":
    raise RuntimeError("the database is not there")

app.layout = html.Main(
    [
        html.P(f"{at_import.returncode} {said_at_import.strip()}", id="at-import"),
        *[html.Button(name, id=name) for name in [*ACTIONS, "job"]],
        html.Pre(id="said"),
        html.P(id="ready"),
    ]
)


@callback(Output("ready", "children"), Input("at-import", "id"))
def is_ready(_):
    return "ready"


for name, action in ACTIONS.items():

    @callback(Output("said", "children", allow_duplicate=True), Input(name, "n_clicks"), prevent_initial_call=True)
    def act(clicks, name=name, action=action):
        return f"{name} {clicks}: {action()}"


@callback(
    Output("said", "children", allow_duplicate=True),
    Input("job", "n_clicks"),
    background=True,
    prevent_initial_call=True,
)
def in_a_job(clicks):
    return f"job {clicks}: {run(STARTS['bare'])} {use_processes(multiprocessing)}"
