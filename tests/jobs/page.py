"""A page as the server sees it: a stream, requests, jobs followed to their end."""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

DEADLINE_S = 30.0


@dataclass
class Answer:
    status: int
    text: str
    after_s: float

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class Page:
    """One load of a page.

    Args:
        url: of the app.
        listens: whether it has a stream; else it asks.
    """

    def __init__(self, url: str, listens: bool = True) -> None:
        self._place = urlsplit(url)
        self.id = str(uuid.uuid4())
        self.listens = listens
        self.changed = threading.Condition()
        self.told: dict[str, list[dict[str, Any]]] = {}
        self.told_at: dict[tuple[str, int], float] = {}
        self._connection: http.client.HTTPConnection | None = None
        if listens:
            hello = threading.Event()
            self._thread = threading.Thread(target=self._listen, args=(hello,), daemon=True)
            self._thread.start()
            assert hello.wait(DEADLINE_S)

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self._place.hostname or "", self._place.port, timeout=DEADLINE_S)

    def ask(
        self, path: str, body: Any = None, method: str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        connection, begun = self._connect(), time.monotonic()
        try:
            sent = None if body is None else json.dumps(body)
            kind = {"Content-Type": "application/json", "X-Desktopdash-Page": self.id, "X-Desktopdash-Run": "1"}
            connection.request(method or ("GET" if body is None else "POST"), path, sent, {**kind, **(headers or {})})
            answer = connection.getresponse()
            text = answer.read().decode()
            return Answer(answer.status, text, time.monotonic() - begun)
        finally:
            connection.close()

    def _listen(self, hello: threading.Event) -> None:
        connection = self._connection = self._connect()
        connection.request("GET", f"/_desktopdash-push/{self.id}")
        connection.sock.settimeout(None)
        answer = connection.getresponse()
        kind, data = "", ""
        try:
            for raw in answer:
                text = raw.decode().rstrip("\n")
                if text.startswith("event: "):
                    kind = text[7:]
                elif text.startswith("data: "):
                    data = text[6:]
                elif not text and kind:
                    self._take(kind, data, hello)
                    kind = ""
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            return  # left

    def _take(self, kind: str, data: str, hello: threading.Event) -> None:
        if kind == "hello":
            hello.set()
        elif kind == "job":
            told = json.loads(data)
            number = told["event"]["number"] if "event" in told else told["number"]
            events = [told["event"]] if "event" in told else self.fetch(told["job"], number - 1)[:1]
            self._add(told["job"], events)

    def _add(self, job: str, events: list[dict[str, Any]]) -> None:
        with self.changed:
            known = self.told.setdefault(job, [])
            for event in events:
                if (job, event["number"]) not in self.told_at:
                    known.append(event)
                    self.told_at[job, event["number"]] = time.monotonic()
            self.changed.notify_all()

    def fetch(self, job: str, after: int = 0) -> list[dict[str, Any]]:
        answer = self.ask(f"/_desktopdash-job/{self.id}/{job}?after={after}")
        assert answer.status == 200, answer.text
        return answer.json["events"]  # type: ignore[no-any-return]

    def poll(self, job: str, kind: str, count: int) -> None:
        """Ask until so many events of a kind have come."""
        deadline = time.monotonic() + DEADLINE_S
        while sum(event["kind"] == kind for event in self.told.get(job, ())) < count and time.monotonic() < deadline:
            self._add(job, self.fetch(job, len(self.told.get(job, ()))))
            time.sleep(0.01)

    def call(self, output: Any, value: Any, *, reads: Any = "in.value", state: Any = (), outputs: Any = None) -> Job:
        """Call a long callback with one input."""
        id_, _, prop = reads.rpartition(".") if isinstance(reads, str) else (reads[0], "", reads[1])
        parts = [
            {"id": part[0], "property": part[1], "value": part[2]} if isinstance(part, tuple) else part
            for part in state
        ]
        body = {
            "output": output,
            "outputs": outputs or dict(zip(("id", "property"), output.rsplit(".", 1), strict=True)),
            "inputs": [{"id": id_, "property": prop, "value": value}],
            "state": parts,
            "changedPropIds": [
                f"{id_ if isinstance(id_, str) else json.dumps(id_, sort_keys=True, separators=(',', ':'))}.{prop}"
            ],
        }
        answer = self.ask("/_dash-update-component", body)
        job = Job(self, answer)
        if answer.status == 202:
            self._add(job.id, answer.json["events"])
        return job

    def plain(self, *value: Any) -> Job:
        return self.call("out-plain.children", list(value), state=[("other", "value", None)])

    def fetch_status(self, job: str) -> int:
        return self.ask(f"/_desktopdash-job/{self.id}/{job}").status

    def cancel(self, job: str) -> int:
        return self.ask(f"/_desktopdash-cancel/{self.id}/{job}", {}).status

    def claim(self, *left: str, lost: tuple[str, ...] = ()) -> list[dict[str, Any]]:
        answer = self.ask(f"/_desktopdash-jobs/{self.id}", {"left": list(left), "lost": list(lost)})
        assert answer.status == 200, answer.text
        for taken in answer.json["jobs"]:
            self._add(taken["job"], taken["events"])
        return answer.json["jobs"]  # type: ignore[no-any-return]

    def leave(self) -> None:
        self.ask(f"/_desktopdash-leave/{self.id}", {})
        self.close()

    def close(self) -> None:
        if self._connection is not None and self._connection.sock is not None:
            self._connection.sock.close()


@dataclass
class Job:
    """A call, and what came of it."""

    page: Page
    answer: Answer
    begun: float = field(default_factory=time.monotonic)

    @property
    def id(self) -> str:
        return self.answer.json["job"]  # type: ignore[no-any-return]

    def wait(self, kind: str = "end", count: int = 1, page: Page | None = None) -> list[dict[str, Any]]:
        """Wait for so many events of a kind; return all events in their order."""
        page = page or self.page
        if not page.listens:
            page.poll(self.id, kind, count)
        with page.changed:
            assert page.changed.wait_for(
                lambda: sum(event["kind"] == kind for event in page.told.get(self.id, ())) >= count, DEADLINE_S
            ), f"no {kind}: {self.answer.text[:300]} {page.told.get(self.id, [])[-3:]}"
            # The answer and the stream are two connections: a page puts what they bring into its order.
            return sorted(page.told[self.id], key=lambda event: event["number"])

    def end(self, page: Page | None = None) -> dict[str, Any]:
        """How it ended: an "end" event, also where the first answer had it."""
        if self.answer.status == 202:
            return self.wait(page=page)[-1]
        if self.answer.status == 204:
            return {"kind": "end", "state": "done", "answer": None}
        return {"kind": "end", "state": "failed?", "error": self.answer.json["error"]} if self.answer.status >= 400 else {
            "kind": "end", "state": "done", "answer": self.answer.json
        }  # fmt: skip

    def value(self, page: Page | None = None) -> Any:
        """The one value that it came to."""
        end = self.end(page)
        assert end.get("answer"), end
        (props,) = end["answer"]["response"].values()
        (value,) = props.values()
        return value
