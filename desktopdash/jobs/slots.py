"""What a call does while another of the same callback runs, in one page: `concurrency=`."""

from __future__ import annotations

from .live import LiveJob


class Slots:
    """The unfinished jobs by page and slot, oldest first. Not safe for threads: its owner has a lock."""

    def __init__(self) -> None:
        self._jobs: dict[tuple[str, str], list[LiveJob]] = {}
        self._keys: dict[str, tuple[str, str]] = {}

    def others(self, page: str, slot: str) -> list[LiveJob]:
        """The jobs of a slot."""
        return list(self._jobs.get((page, slot), ()))

    def add(self, job: LiveJob) -> None:
        """Put a job behind the others of its slot."""
        self._put(job, (job.record.page, job.record.slot))

    def remove(self, job: LiveJob) -> LiveJob | None:
        """Take a job out that has ended; returns the one that is first now, if it was not before."""
        key = self._keys.pop(job.id, None)
        if key is None:
            return None
        jobs = self._jobs[key]
        was_first = jobs[0] is job
        jobs.remove(job)
        if not jobs:
            del self._jobs[key]
        return jobs[0] if jobs and was_first else None

    def move(self, job: LiveJob, page: str) -> None:
        """Give a job to another page, where it has not ended."""
        key = self._keys.get(job.id)
        if key is not None:
            self.remove(job)
            self._put(job, (page, key[1]))

    def _put(self, job: LiveJob, key: tuple[str, str]) -> None:
        self._keys[job.id] = key
        self._jobs.setdefault(key, []).append(job)
