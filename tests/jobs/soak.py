"""Many jobs with random ends, from several pages at once, and what they leave behind: nothing but their records.

python -m tests.jobs.soak [--jobs 2000] [--seed N] [--manager disk|memory]
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import random
import resource
import secrets
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from .conftest import HERE, Program
from .page import Job, Page

MARK = "DESKTOPDASH_SOAK"
PAGES = 6
RELOAD_AFTER = 40
"""A page is left after so many jobs, and the next one drawn."""
SERVER_THREADS = 32

# How often each end comes, and the state that it is to be written down with.
ENDS = {
    "done": (40, "done"),
    "raise": (10, "failed"),
    "exit": (4, "lost"),
    "sigkill": (4, "lost"),
    "sigsegv": (4, "lost"),
    "family": (3, "lost"),
    "lambda": (5, "failed"),
    "lock": (5, "failed"),
    "object": (5, "failed"),
    "large": (3, "done"),
    "memory": (3, "done"),
    "cancel": (14, None),
}


@dataclass
class Wish:
    """One job that is to be."""

    kind: str
    argument: Any = None
    cancel_after_s: float | None = None
    expected: str | None = None
    id: str = ""
    page: str = ""
    end: dict[str, Any] = field(default_factory=dict)
    pid: int = 0
    begun: float = 0.0


def plan(count: int, seed: int, large_mb: int = 50) -> list[Wish]:
    """Every kind at least once, the rest by chance."""
    chance = random.Random(seed)
    weights = [weight for weight, _ in ENDS.values()]
    kinds = [*ENDS, *chance.choices(list(ENDS), weights, k=count - len(ENDS))]
    chance.shuffle(kinds)
    return [_wish(kind, chance, large_mb) for kind in kinds]


def _wish(kind: str, chance: random.Random, large_mb: int) -> Wish:
    if kind != "cancel":
        return Wish(kind, large_mb if kind == "large" else None, expected=ENDS[kind][1])
    then = chance.choice(["done", "raise", "exit", "object"])
    return Wish(kind, [then, chance.uniform(0, 0.4)], chance.choice([0.0, chance.uniform(0, 1.0)]), ENDS[then][1])


@dataclass
class Look:
    """What the server holds at a moment."""

    jobs: int
    after_s: float
    processes: int
    zombies: int
    files: dict[str, int]
    threads: int
    folder_bytes: int
    folder_files: list[str]
    rss: int

    @property
    def handles(self) -> int:
        return sum(self.files.values())

    @property
    def values(self) -> list[str]:
        """The files of large values, each beside the database."""
        return [file for file in self.folder_files if file.endswith(".val")]


class Soak:
    """A server, its pages, and what became of the jobs.

    Args:
        manager: "disk" or "memory".
        wishes: the jobs.
        folder: an empty one.
        keep_s: how long results are kept.
    """

    def __init__(self, manager: str, wishes: list[Wish], folder: Path, keep_s: float = 10.0) -> None:
        self.wishes = wishes
        self.looks: list[Look] = []
        self.records: list[dict[str, Any]] = []
        self.left: list[str] = []
        self._data = folder / "data"
        self._keep_s = keep_s
        self._mark = secrets.token_hex(8)
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        env = {"SOAK_MANAGER": manager, "SOAK_KEEP": str(keep_s), "XDG_DATA_HOME": str(self._data), MARK: self._mark}
        command = [sys.executable, "-m", "desktopdash", "serve", str(HERE / "soak_app.py"), "--port", "0"]
        self.program = Program(command, env, folder)
        self.url = self.program.wait_for(r"(http://\S+/)")[1]
        self.server = psutil.Process(self.program.process.pid)
        self._begun = time.monotonic()
        self._done = 0
        self._lock = threading.Lock()

    def run(self) -> None:
        """Everything, in its order."""
        try:
            self._warm_up()
            self._look()
            self._do_all()
            self._settle(self.wishes)
            self._look()
            page = Page(self.url, listens=False)
            self.records = [page.ask(f"/test/record/{wish.id}").json for wish in self.wishes]
        finally:
            self.program.stop()
            self.left = [" ".join(_command(process)) for process in self._marked()]
            for process in self._marked():
                process.kill()

    def _warm_up(self) -> None:
        """Have every thread and every worker there once."""
        page = Page(self.url, listens=False)
        with ThreadPoolExecutor(SERVER_THREADS) as threads:
            list(threads.map(lambda _: page.ask("/test/warm"), range(SERVER_THREADS)))
        large = Wish("large", 5)
        for job in [*(_ask(page, Wish("done")) for _ in range(8)), _ask(page, large)]:
            job.wait()
        page.leave()
        self._settle([large])

    def _do_all(self) -> None:
        todo: queue.SimpleQueue[Wish] = queue.SimpleQueue()
        for wish in self.wishes:
            todo.put(wish)
        with ThreadPoolExecutor(PAGES) as threads:
            done = [threads.submit(self._visit, todo, number) for number in range(PAGES)]
        for visit in done:
            visit.result()

    def _visit(self, todo: queue.SimpleQueue[Wish], number: int) -> None:
        """What a person does at one window: some jobs at a time, now and then a reload."""
        page, asked = Page(self.url, listens=number > 0), 0
        while batch := _some(todo, 1 + number % 3):
            jobs = [_ask(page, wish) for wish in batch]
            for wish, job in zip(batch, jobs, strict=True):
                _cancel(page, wish, job)
            for wish, job in zip(batch, jobs, strict=True):
                _take_end(page, wish, job)
            self._count(len(batch))
            asked += len(batch)
            if asked > RELOAD_AFTER:
                page.leave()
                page, asked = Page(self.url, listens=number > 0), 0
        page.leave()

    def _count(self, more: int) -> None:
        with self._lock:
            quarter = len(self.wishes) / 4
            is_mark = self._done // quarter != (self._done + more) // quarter
            self._done += more
            if is_mark and self._done < len(self.wishes):
                self._look()

    def _settle(self, wishes: list[Wish]) -> None:
        """Wait until nothing is under way any more, and what was delivered is forgotten."""
        deadline = time.monotonic() + self._keep_s + 30
        kept = [wish for wish in wishes if wish.kind == "large"]
        page = Page(self.url, listens=False)
        while time.monotonic() < deadline:
            look = self._looked()
            kept = [wish for wish in kept if page.ask(f"/_desktopdash-job/{wish.page}/{wish.id}?after=9").status != 404]
            if not look.zombies and look.processes <= 1 + _most_workers() and not look.values and not kept:
                return
            time.sleep(0.1)

    def _look(self) -> None:
        self.looks.append(self._looked())

    def _looked(self) -> Look:
        children = self.server.children(recursive=True)
        files = [os.path.join(folder, name) for folder, _, names in os.walk(self._data) for name in names]
        return Look(
            jobs=self._done,
            after_s=time.monotonic() - self._begun,
            processes=1 + len(children),
            zombies=sum(map(_is_zombie, children)),
            files=_handles(self.server.pid),
            threads=self.server.num_threads(),
            folder_bytes=sum(map(_size, files)),
            folder_files=files,
            rss=self.server.memory_info().rss,
        )

    def _marked(self) -> list[psutil.Process]:
        return [process for process in psutil.process_iter() if _is_marked(process, self._mark)]

    # --- what is to hold ---

    def wrong_states(self) -> list[str]:
        """The jobs that are not written down as what they came to."""
        pairs = zip(self.wishes, self.records, strict=True)
        return [
            f"{wish.kind} {wish.argument}: expected {wish.expected}, record {record and record['state']}, told {wish.end}"
            for wish, record in pairs
            if record is None or not record["state"] == wish.end["state"] == wish.expected
        ]

    def reused_workers(self) -> list[str]:
        """The workers that went on though they held too much memory."""
        held = {wish.pid: wish.begun for wish in self.wishes if wish.kind == "memory"}
        return [f"worker {wish.pid}" for wish in self.wishes if wish.begun > held.get(wish.pid, wish.begun)]

    def table(self) -> str:
        """What happened, to read."""
        rows = [f"{'end':>10} {'jobs':>5}  expected -> recorded"]
        for kind in ENDS:
            pairs = [pair for pair in zip(self.wishes, self.records, strict=True) if pair[0].kind == kind]
            states = Counter((wish.expected, record and record["state"]) for wish, record in pairs)
            told = ", ".join(f"{a} -> {b}: {n}" for (a, b), n in sorted(states.items(), key=str))
            rows.append(f"{kind:>10} {len(pairs):>5}  {told}")
        ids = {wish.id for wish in self.wishes}
        rows.append(f"{len(ids)} jobs, {len([r for r in self.records if r])} records, {len(self.wrong_states())} wrong")
        rows.append(
            f"{'jobs':>6} {'s':>6} {'proc':>5} {'zomb':>5} {'fds':>5} {'thr':>4} {'MB':>8} {'files':>6} {'RSS MB':>7}"
        )
        for look in self.looks:
            rows.append(
                f"{look.jobs:>6} {look.after_s:>6.1f} {look.processes:>5} {look.zombies:>5} {look.handles:>5} "
                f"{look.threads:>4} {look.folder_bytes / 2**20:>8.1f} {len(look.folder_files):>6} {look.rss / 2**20:>7.0f}"
            )
        rows.append(f"handles before {self.looks[0].files}")
        rows.append(f"handles after  {self.looks[-1].files}")
        rows.append(f"workers reused with too much memory: {self.reused_workers()}; left behind: {self.left}")
        return "\n".join(rows)


def _ask(page: Page, wish: Wish) -> Job:
    job = page.call("out.children", [wish.kind, wish.argument])
    assert job.answer.status == 202, job.answer.text[:500]
    wish.id, wish.page = job.id, page.id
    return job


def _cancel(page: Page, wish: Wish, job: Job) -> None:
    if wish.cancel_after_s is None:
        return
    time.sleep(wish.cancel_after_s)  # a person's
    status = page.cancel(job.id)
    assert status in (204, 409), status
    if status == 204:
        wish.expected = "cancelled"


def _take_end(page: Page, wish: Wish, job: Job) -> None:
    events = job.wait()
    for event in events:
        if event["kind"] == "progress":
            wish.pid, wish.begun = event["values"][0][1]
    wish.end = {"state": events[-1]["state"], "error": events[-1].get("error")}
    if wish.kind == "large":
        (value,) = events[-1]["answer"]["response"]["out"].values()
        assert len(value) == wish.argument * 2**20
    with page.changed:
        del page.told[job.id]


def _some(todo: queue.SimpleQueue[Wish], most: int) -> list[Wish]:
    found = []
    with suppress(queue.Empty):
        while len(found) < most:
            found.append(todo.get_nowait())
    return found


def _most_workers() -> int:
    return max(2, min((os.cpu_count() or 1) + 1, 8))


def _handles(pid: int) -> dict[str, int]:
    """The open file handles of a process, by what they are."""
    found: Counter[str] = Counter()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            to = os.readlink(entry)
            found["database" if "cache.db" in to else to.split(":")[0] if ":" in to else "file"] += 1
    return dict(sorted(found.items()))


def _is_zombie(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _is_marked(process: psutil.Process, mark: str) -> bool:
    try:
        return process.environ().get(MARK) == mark
    except (psutil.Error, OSError):
        return False


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.jobs.soak")
    parser.add_argument("--jobs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--manager", choices=["disk", "memory"], default="disk")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        soak = Soak(asked.manager, plan(asked.jobs, asked.seed), Path(folder))
        try:
            soak.run()
        except BaseException:
            print(soak.program.text[-5000:])
            raise
    print(soak.table())
    print("\n".join(soak.wrong_states()[:20]))
    print(
        json.dumps(
            {
                "seed": asked.seed,
                "ended by": signal.Signals(-c).name if (c := soak.program.process.returncode) < 0 else c,
            }
        )
    )
    return 1 if soak.wrong_states() or soak.left or soak.reused_workers() else 0


if __name__ == "__main__":
    sys.exit(main())
