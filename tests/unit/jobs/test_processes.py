"""Real worker processes: what only they can show."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from desktopdash import Input, Output
from desktopdash.jobs.pool import PoolLimits, WorkerPool
from desktopdash.jobs.worker import WORKER_VARIABLE, Launch, Worker
from desktopdash.processes.pipes import own_command
from desktopdash.protocol.codec import decode

from ..callbacks.requests import val
from .support import Heard, order_of, spec_of, wait_until

ROOT = str(Path(__file__).parents[3])
APP = """
import os, signal, subprocess, sys, threading, time
from desktopdash import Dash, Input, Output, ctx, html, set_props

app = Dash(__name__)
app.layout = html.Div(id="o")

def long(name, **kwargs):
    return app.callback(Output("o", name), Input("i", "v"), background=True, **kwargs)

@long("pid")
def pid(value):
    print("a job prints", flush=True)
    return [os.getpid(), __name__, threading.current_thread() is threading.main_thread()]

@long("exits")
def exits(value):
    os._exit(value)

@long("crashes")
def crashes(value):
    os.kill(os.getpid(), value)

@long("sleeps")
def sleeps(value):
    start = dict(args=[sys.executable, "-S", "-c", "import time; time.sleep(60)"])
    near = subprocess.Popen(**start)
    far = subprocess.Popen(**start, start_new_session=True)
    set_props("q", {"pids": [os.getpid(), near.pid, far.pid]})
    time.sleep(60)

@long("asks")
def asks(value):
    while not ctx.cancelled:
        set_props("q", {"x": 1})
        time.sleep(0.005)
    with open(value, "w") as file:
        file.write("cleaned up")

if __name__ == "__main__":
    sys.exit("this block is for the program only")
"""


def is_gone(pid):
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def launch_of(path, text=APP):
    path.write_text(text)
    load = {"path": str(path), "module": None, "name": None, "sys_path": [ROOT, *sys.path]}
    return Launch(own_command("_worker"), load, {**os.environ, "PYTHONPATH": ROOT})


class Crew:
    """A pool of real workers."""

    def __init__(self, launch, **limits):
        self.heard = Heard()
        self.pool = WorkerPool(launch, self.heard, PoolLimits(**limits))
        self._count = 0

    def submit(self, name, value=7):
        """Hand a job over; returns its id."""
        self._count += 1
        spec = spec_of(lambda value: value, Output("o", name), Input("i", "v"))
        order = order_of(spec, f"job-{self._count}", inputs=[val("i", "v", value)])
        self.pool.submit(order, spec, None)
        return order.job

    def answer(self, name):
        ending = self.heard.ending(self.submit(name))
        assert ending.state == "done", ending
        return decode(ending.answer)["response"]["o"][name]


@pytest.fixture(scope="module")
def crew(tmp_path_factory):
    crew = Crew(launch_of(tmp_path_factory.mktemp("crew") / "some_app.py"), workers=2)
    crew.pool.warm()
    yield crew
    pids = crew.pool.pids()
    begin = time.monotonic()
    crew.pool.close()
    assert time.monotonic() - begin < 1
    assert all(is_gone(pid) for pid in pids), "the end leaves nobody"


def test_a_worker_runs_the_apps_function_in_its_main_thread_without_the_main_block(crew):
    pid, module, is_main = crew.answer("pid")
    assert pid in crew.pool.pids()
    assert pid != os.getpid()
    assert (module, is_main) == ("some_app", True)


@pytest.mark.parametrize("name", ["exits", "crashes"])
def test_the_job_of_a_process_that_dies_is_lost_and_another_takes_its_place(crew, name):
    ending = crew.heard.ending(crew.submit(name, int(signal.SIGTERM)))
    assert (ending.state, ending.cause.exit_code) == ("lost", ending.exit_code)
    assert ending.why in str(ending.cause)
    assert crew.answer("pid")[1] == "some_app"


def test_a_cancel_ends_the_whole_tree_with_one_in_a_session_of_its_own(crew):
    job = crew.submit("sleeps")
    pids = crew.heard.wait_for("told", job)["props"]["q"]["pids"]
    assert len(pids) == 3
    crew.pool.cancel(job)
    wait_until(lambda: all(is_gone(pid) for pid in pids))
    assert [said[0] for said in crew.heard.of(job)] == ["started", "told"]


def test_one_that_asks_cleans_up_and_its_worker_goes_on(crew, tmp_path):
    job = crew.submit("asks", str(tmp_path / "done"))
    crew.heard.wait_for("told", job)
    before = crew.pool.pids()
    crew.pool.cancel(job)
    wait_until((tmp_path / "done").exists)
    assert set(before) <= set(crew.pool.pids())
    assert crew.answer("pid")[0] in crew.pool.pids()


@pytest.mark.parametrize("limits", [{"jobs_each": 1}, {"memory_bytes": 1}])
def test_a_used_up_worker_makes_place_for_a_new_one(tmp_path, limits):
    crew = Crew(launch_of(tmp_path / "some_app.py"), workers=1, **limits)
    first, second = (crew.answer("pid")[0] for _ in range(2))
    assert first != second
    assert is_gone(first)
    crew.pool.close()
    assert is_gone(second)


@pytest.mark.parametrize(("text", "words"), [("1 / 0\n", "ZeroDivisionError"), ("x = 1\n", "Dash")])
def test_an_app_that_cannot_be_loaded_refuses_its_jobs(tmp_path, text, words):
    crew = Crew(launch_of(tmp_path / "some_app.py", text), workers=1)
    cause = crew.heard.ending(crew.submit("pid")).cause
    assert type(cause).__name__ == "JobRefused"
    assert words in str(cause)
    crew.pool.close()


def test_a_program_that_is_not_there_refuses_its_jobs(tmp_path):
    crew = Crew(Launch([str(tmp_path / "nothing")], {}))
    assert "no worker can be started" in str(crew.heard.ending(crew.submit("pid")).cause)
    crew.pool.close()


PARENT = """
import sys, threading
from pathlib import Path
from tests.unit.jobs.test_processes import Crew, launch_of
crew = Crew(launch_of(Path(sys.argv[1])), workers=1)
job = crew.submit("sleeps")
print(*crew.heard.wait_for("told", job)["props"]["q"]["pids"], flush=True)
threading.Event().wait()
"""


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere the pipe alone tells it, without those in other sessions"
)
def test_the_death_of_the_servers_process_ends_its_workers(tmp_path):
    command = [sys.executable, "-c", PARENT, str(tmp_path / "some_app.py")]
    env = {**os.environ, "PYTHONPATH": ROOT}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=env) as parent:
        pids = [int(part) for part in parent.stdout.readline().split()]
        assert len(pids) == 3
        parent.kill()
        wait_until(lambda: all(is_gone(pid) for pid in pids))


def test_workers_are_marked_so_that_what_they_started_can_be_found(crew):
    pid = crew.answer("pid")[0]
    assert psutil.Process(pid).environ()[WORKER_VARIABLE]


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_the_exit_code_of_a_worker_that_was_ended_is_its_signal(tmp_path):
    worker = Worker(launch_of(tmp_path / "some_app.py"), "mark", 0.0)
    code = worker.end()
    worker._pipe.close_reader()
    assert code == -signal.SIGKILL


# The end of the pipe is often heard before the process is a zombie: it is ended then, and its own exit code stays.


def test_an_exit_code_is_told(crew):
    for code in (3, 0, 3, 0, 3):
        ending = crew.heard.ending(crew.submit("exits", code))
        assert (ending.state, ending.exit_code) == ("lost", code)
        assert f"exit code {code}" in ending.why


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_signal_is_told(crew):
    for _ in range(3):
        ending = crew.heard.ending(crew.submit("crashes", int(signal.SIGKILL)))
        assert (ending.state, ending.exit_code) == ("lost", -signal.SIGKILL)
        assert "SIGKILL" in ending.why
        assert "the system had no memory left" in str(ending.cause)
