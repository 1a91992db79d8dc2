"""A short soak: every end that a job can come to, from several pages at once."""

from __future__ import annotations

from pathlib import Path

from .soak import ENDS, PAGES, SERVER_THREADS, Soak, plan

JOBS = 120
MOST_CONNECTIONS = SERVER_THREADS + 2 * PAGES * 3


def test_jobs_of_every_end_leave_nothing_but_their_records(tmp_path: Path) -> None:
    soak = Soak("disk", plan(JOBS, seed=7), tmp_path, keep_s=3)
    soak.run()
    told = soak.table()
    before, after = soak.looks[0], soak.looks[-1]
    assert {wish.kind for wish in soak.wishes} == set(ENDS)
    assert len({wish.id for wish in soak.wishes}) == JOBS
    assert soak.wrong_states() == [], told
    assert soak.reused_workers() == [], told
    assert (after.zombies, soak.left) == (0, []), told
    assert after.processes <= before.processes, told
    assert after.values == [], told
    assert len(after.folder_files) == len(before.folder_files), told
    # SQLite keeps as many handles as it had connections at one time: one for each thread that asked at that moment.
    assert after.files.pop("database") <= 2 * MOST_CONNECTIONS, told
    before.files.pop("database")
    assert sum(after.files.values()) <= sum(before.files.values()), told
