"""The routes of long callbacks: a job started, asked after, cancelled, taken over by the next page.

A page names a job by its random id, and only the page that owns it may: any other name, foreign ones included, is
answered with 404.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from ..callbacks.context import Caller
from ..callbacks.dispatch import bind
from ..callbacks.spec import CallbackSpec
from ..errors import RequestError
from ..protocol.codec import decode, encode
from ..protocol.messages import parse_request
from .answers import json_answer
from .push import PAGE_ID
from .site import Site, StartedJob

QUICK_S: Final = 0.03
"""A job that is done within this answers the request that started it."""
_MOST_PAGES: Final = 100


class LongCallbacks:
    """The answers of one app."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def start(self, spec: CallbackSpec, body: Any, caller: Caller, page: str | None) -> Response:
        """Start a job, and answer with its end if that comes at once, else 202 with its id and what it has told.

        Args:
            spec: the callback.
            body: the decoded request.
            caller: who asks.
            page: who asks; None, and the request waits for the end, for nobody could ask after the job.

        Raises:
            RequestError: the request does not fit the callback.
        """
        call = bind(spec, self._site.registry.on_error, parse_request(body), caller)
        started = self._site.desk.start(call, page or "", encode(body))
        if started is None:
            return _answered(None)
        if isinstance(started, bytes):
            return _answered(decode(started))
        started.over.wait(QUICK_S if page else None)
        quick = started.quick_answer()
        if quick is not None:
            return _ended(decode(quick))
        return _ticket(started) if page else _collected(started)

    def events(self, page: str, job: str, after: str) -> Response:
        """`_desktopdash-job/<page>/<job>?after=<number>`."""
        number = int(after) if after.isascii() and after.isdecimal() and len(after) < 10 else 0
        events = self._site.desk.events(page, job, number)
        if events is None:
            raise _unknown()
        return json_answer(b'{"events":[%b]}' % b",".join(events))

    def cancel(self, page: str, job: str) -> Response:
        """`_desktopdash-cancel/<page>/<job>`."""
        found = self._site.desk.cancel(page, job)
        if found == "unknown":
            raise _unknown()
        if found == "ended":
            raise RequestError("job_ended", "the job has ended already", 409)
        return Response(status=204)

    def claim(self, page: str, body: Any) -> Response:
        """`_desktopdash-jobs/<page>`: the page is drawn, and takes over the jobs of pages before it."""
        if not PAGE_ID.match(page):
            raise RequestError("malformed", "the page's id is none")
        left, lost = _left(body), [page for page, _ in _pages(body, "lost")]
        desk = self._site.desk
        taken = desk.claim(page, left, lost) if left or lost else []
        desk.warm()
        return json_answer(b'{"jobs":[%b]}' % b",".join(map(_with_events, taken)))


def _ticket(job: StartedJob) -> Response:
    return json_answer(b'{"job":%b,"events":[%b]}' % (encode(job.id), b",".join(job.announce())), 202)


def _with_events(taken: Mapping[str, Any]) -> bytes:
    described = encode({name: part for name, part in taken.items() if name != "events"})
    return b'%b,"events":[%b]}' % (described[:-1], b",".join(taken["events"]))


def _answered(answer: dict[str, Any] | None) -> Response:
    return Response(status=204) if answer is None else json_answer(encode(answer))


def _ended(event: dict[str, Any]) -> Response:
    if "error" in event:
        return json_answer(encode({"error": event["error"]}), 500)
    return _answered(event["answer"])


def _collected(job: StartedJob) -> Response:
    """Return the end of a job with all that it has set beside, for a caller that cannot be told piece by piece."""
    events = [decode(text) for text in job.announce()]
    side = [event["props"] for event in events if event["kind"] == "props"]
    end = events[-1]
    if "error" in end or not side:
        return _ended(end)
    answer = end["answer"] or {"multi": True, "response": {}}
    return _answered({**answer, "sideUpdate": side})


def _left(body: Any) -> dict[str, list[str]]:
    """The pages that are gone by their own word, with the jobs whose ends they had not seen."""
    return {page: jobs if isinstance(jobs, list) else [] for page, jobs in _pages(body, "left")}


def _pages(body: Any, name: str) -> list[tuple[str, Any]]:
    """The pages of a list, in which each is its id, or `{"page", "jobs"}`; what is neither is left out."""
    pages = body.get(name, []) if isinstance(body, dict) else None
    if not isinstance(pages, list) or len(pages) > _MOST_PAGES:
        raise RequestError("malformed", f"`{name}` is no list of at most {_MOST_PAGES} pages")
    found = [(item.get("page"), item.get("jobs")) if isinstance(item, dict) else (item, None) for item in pages]
    return [(page, jobs) for page, jobs in found if isinstance(page, str) and PAGE_ID.match(page)]


def _unknown() -> RequestError:
    return RequestError("unknown_job", "this page has no job of that id", 404)
