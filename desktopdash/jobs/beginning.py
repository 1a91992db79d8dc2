"""How a job begins: its record and its order, made of a call."""

from __future__ import annotations

import time

from ..callbacks.context import Call
from ..typing import ErrorHandler
from .live import LiveJob
from .record import JobOrder, JobRecord, new_job_id


def new_job(
    call: Call, default: ErrorHandler | None, page: str, slot: str, body: bytes, cache_key: str | None, holder: str
) -> LiveJob:
    """Return a job for a call, which nobody runs so far.

    Args:
        call: the bound call.
        default: the app's `on_error`.
        page: see `JobRecord`.
        slot: see `JobRecord`.
        body: the request's JSON.
        cache_key: see `LiveJob`.
        holder: see `JobRecord`.
    """
    spec, background = call.spec, call.spec.background
    assert background is not None
    record = JobRecord(
        id=new_job_id(),
        callback=spec.name,
        label=spec.label,
        page=page,
        slot=slot,
        request=call.request.refs(),
        holder=holder,
        on_leave=background.on_leave,
        concurrency=background.concurrency,
        state="queued",
        created_at=time.time(),
    )
    return LiveJob(record, _order(record.id, call, body, background.timeout_s), spec, default, cache_key)


def _order(job: str, call: Call, body: bytes, timeout_s: float | None) -> JobOrder:
    caller = call.caller
    named = {"cookies": caller.cookies, "headers": caller.headers, "args": caller.args}
    asked = {**{name: dict(values) for name, values in named.items()}, "path": caller.path}
    return JobOrder(
        job=job,
        callback=call.spec.name,
        body=body,
        caller={**asked, "remote": caller.remote, "origin": caller.origin},
        timeout_s=timeout_s,
    )
