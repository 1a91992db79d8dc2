"""Jobs that this process does not hold, and jobs whose page is another now."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from typing import Any, Literal, TypeAlias

from ..errors import JobLost
from .ledger import Ledger
from .live import LiveJob
from .record import Ending, JobRecord, described, event_text

Cancelled: TypeAlias = Literal["cancelled", "ended", "unknown"]

Taken: TypeAlias = tuple[JobRecord, list[bytes]]
"""A job that has another page now, with all its events."""


def newest_of_each(taken: Iterable[Taken]) -> list[dict[str, Any]]:
    """Return what the page is told: of jobs that replace each other the newest, where some have ended unseen."""
    found: dict[str, Taken] = {}
    for record, events in sorted(taken, key=lambda item: item[0].created_at):
        stands_alone = record.concurrency in ("queue", "parallel")
        found[record.id if stands_alone else record.slot] = (record, events)
    return [{"job": record.id, **record.request, "events": events} for record, events in found.values()]


def move_held(ledger: Ledger, held: Iterable[LiveJob], page: str, unseen: Collection[str]) -> list[Taken]:
    """Give a page the jobs that have not ended, or whose end nobody was told, or has seen; see `Jobs.claim`."""
    return [
        _move(ledger, live, page)
        for live in held
        if not live.over.is_set() or not live.is_delivered or live.id in unseen
    ]


def _move(ledger: Ledger, live: LiveJob, page: str) -> Taken:
    with live.lock:
        moved = live.record.but(page=page)
        live.record = ledger.ask(lambda: ledger.store.move(live.record, page), moved)
        return live.record, live.announce()


def move_stored(ledger: Ledger, old: str, page: str, holder: str) -> list[Taken]:
    """Give a page the jobs of another that some other process holds, or held."""
    found = []
    none: list[JobRecord] = []
    for record in ledger.ask(lambda: ledger.store.of_page(old), none):
        if record.holder == holder:
            continue
        now = check_holder(ledger, record)
        events = ledger.events(now.id)
        if events or not now.is_over:
            found.append((_move_record(ledger, now, page), events))
    return found


def _move_record(ledger: Ledger, record: JobRecord, page: str) -> JobRecord:
    return ledger.ask(lambda: ledger.store.move(record, page), record)


def stored_events(ledger: Ledger, page: str, job: str, after: int, holder: str) -> list[bytes] | None:
    """Return the events of a job that another process holds; None where the page has no such job."""
    record = ledger.ask(lambda: ledger.store.get(job), None)
    if record is None or record.page != page or record.holder == holder:
        return None
    check_holder(ledger, record)
    return ledger.events(job, after)


def cancel_stored(ledger: Ledger, page: str, job: str, holder: str) -> Cancelled:
    """Have another process cancel a job that it holds."""
    record = ledger.ask(lambda: ledger.store.get(job), None)
    if record is None or record.page != page:
        return "unknown"
    if record.is_over:
        return "ended"
    if record.holder == holder:  # under another manager of this process
        return "unknown"
    ledger.ask(lambda: ledger.store.ask_cancel(job), None)
    return "cancelled"


def check_holder(ledger: Ledger, record: JobRecord) -> JobRecord:
    """Give a job an end whose process has died; returns its record as it is then."""
    store = ledger.store
    if record.is_over or ledger.ask(lambda: store.is_held(record), True):
        return record
    error = JobLost("The job was lost: the app's process that ran it has ended.")
    told = Ending("lost", error=described(error, record.label)).told(False)
    number = len(ledger.events(record.id)) + 1
    ledger.ask(lambda: store.append(record.id, [(number, event_text(number, "end", told))]), None)
    lost = record.but(state="lost", ended_at=time.time(), why=str(error))
    ledger.put(lost)
    return lost
