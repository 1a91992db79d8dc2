"""The routes of long callbacks, through Flask, with jobs in threads."""

import json
import threading

import pytest

from desktopdash import Dash, Input, Output, ctx, html, no_update, set_props
from desktopdash.errors import PreventUpdate
from desktopdash.long_callback import MemoryManager
from desktopdash.server import long

from ..apps import client_of, log_of

PAGE = "0123456789abcdef-page"
OTHER = "0123456789abcdef-other"
WAIT_S = 10.0


class Bench:
    """An app whose callback does what the test's request says, and a page that asks."""

    def __init__(self, **kwargs):
        self.gate = threading.Event()
        self.begun = threading.Event()
        self.app = Dash(
            "unit.long",
            background_callback_manager=kwargs.pop("manager", None) or MemoryManager(),
            add_log_handler=False,
            on_error=kwargs.pop("app_handler", None),
        )
        self.app.layout = html.Div(id="o")
        kwargs = {"background": True, "executor": "thread", "progress": Output("p", "value"), **kwargs}
        self.app.callback(Output("o", "children"), Input("i", "value"), **kwargs)(self._work)
        self.app.callback(Output("q", "children"), Input("i", "value"))(lambda value: "ordinary")
        self.client = client_of(self.app)

    def _work(self, set_progress, value):
        if value == "fails":
            raise ValueError("no")
        if value == "prevents":
            raise PreventUpdate
        if value == "leaves":
            return no_update
        if value == "odd":
            return object()
        if "tells" in value:
            set_props("q", {"title": value})
        if "progress" in value:
            set_progress(1)
        if "waits" in value:
            self.begun.set()
            assert self.gate.wait(WAIT_S)
        if "asks" in value:
            return [ctx.triggered_id, ctx.headers["X-Seen"], ctx.path, ctx.args["a"]]
        return value

    def ask(self, value="quick", page=PAGE, query="", **changes):
        body = {
            "output": "o.children",
            "outputs": {"id": "o", "property": "children"},
            "inputs": [{"id": "i", "property": "value", "value": value}],
            "changedPropIds": ["i.value"],
            **changes,
        }
        headers = {"X-Seen": "yes", **({"X-Desktopdash-Page": page} if page else {})}
        return self.client.post(f"/_dash-update-component{query}", json=body, headers=headers)

    def begin(self, value="waits", page=PAGE):
        """Start a job that waits; returns its id."""
        answer = self.ask(value, page)
        assert answer.status_code == 202
        assert self.begun.wait(WAIT_S)
        return answer.json["job"]

    def get(self, job, page=PAGE, after=None):
        query = "" if after is None else f"?after={after}"
        return self.client.get(f"/_desktopdash-job/{page}/{job}{query}")

    def cancel(self, job, page=PAGE, **kwargs):
        return self.client.post(f"/_desktopdash-cancel/{page}/{job}", **(kwargs or {"json": {}}))

    def claim(self, page=PAGE, **body):
        return self.client.post(f"/_desktopdash-jobs/{page}", json=body)

    def end_of(self, job, page=PAGE):
        """Open the gate and return what a job has told when it has ended."""
        self.gate.set()
        (held,) = [live for live in self.held() if live.id == job]
        assert held.over.wait(WAIT_S)
        return self.get(job, page).json["events"]

    def held(self):
        return [live for jobs in self.app.desk._all() for live in jobs.held()]

    def close(self):
        self.gate.set()
        self.app.end_service()


@pytest.fixture
def bench_of(monkeypatch):
    made = []

    def make(quick_s=WAIT_S, **kwargs):
        monkeypatch.setattr(long, "QUICK_S", quick_s)
        made.append(Bench(**kwargs))
        return made[-1]

    yield make
    for bench in made:
        bench.close()


@pytest.fixture
def bench(bench_of):
    """A bench that takes every job that waits for a slow one."""
    return bench_of(quick_s=0.0)


def error_of(answer, status):
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json["error"]


# A job that is done at once answers as an ordinary callback.


def test_a_quick_result_is_the_answer(bench_of):
    answer = bench_of().ask("quick")
    assert (answer.status_code, answer.json) == (200, {"multi": True, "response": {"o": {"children": "quick"}}})
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("value", ["prevents", "leaves"])
def test_nothing_to_change_is_204(bench_of, value):
    answer = bench_of().ask(value)
    assert (answer.status_code, answer.data) == (204, b"")


@pytest.mark.parametrize("debug", [True, False])
def test_a_quick_failure_is_500_with_its_traceback_for_developers(bench_of, debug):
    bench = bench_of()
    bench.app.enable_dev_tools(debug=debug)
    with log_of(bench.app) as lines:
        error = error_of(bench.ask("fails"), 500)
    assert (error["type"], error["message"]) == ("ValueError", "no")
    assert error["callback"].startswith("Bench._work (")
    assert ("traceback" in error) is debug
    assert len(lines) == 1
    assert "ValueError: no" in lines[0]


def test_a_quick_result_that_is_not_json_is_500(bench_of):
    error = error_of(bench_of().ask("odd"), 500)
    assert error["type"] == "InvalidCallbackReturnValue"
    assert "its output `o.children` was given a value that is not JSON" in error["message"]


@pytest.mark.parametrize("kwargs", [{"on_error": lambda error: "sorry"}, {"app_handler": lambda error: "sorry"}])
def test_what_on_error_gives_is_the_answer(bench_of, kwargs):
    answer = bench_of(**kwargs).ask("fails")
    assert (answer.status_code, answer.json["response"]) == (200, {"o": {"children": "sorry"}})


def test_a_quick_job_is_delivered_and_nobody_takes_it_over(bench_of):
    bench = bench_of()
    bench.ask("quick")
    assert bench.claim(OTHER, left=[PAGE]).json == {"jobs": []}


def test_the_function_knows_of_its_request(bench_of):
    answer = bench_of().ask("asks", query="?a=1")
    assert answer.json["response"]["o"]["children"] == ["i", "yes", "/_dash-update-component", "1"]


def test_an_ordinary_callback_beside_it_is_answered_as_ever(bench_of):
    answer = bench_of().ask("x", output="q.children", outputs={"id": "q", "property": "children"})
    assert answer.json["response"] == {"q": {"children": "ordinary"}}


# One that takes its time gives the connection back.


def test_a_slow_job_is_202_with_its_name_and_nothing_so_far(bench):
    answer = bench.ask("waits")
    assert answer.status_code == 202
    assert answer.json == {"job": bench.held()[0].id, "events": []}
    assert answer.headers["Cache-Control"] == "no-store"
    assert bench.end_of(answer.json["job"]) == [
        {
            "number": 1,
            "kind": "end",
            "state": "done",
            "answer": {"multi": True, "response": {"o": {"children": "waits"}}},
        }
    ]


def test_what_it_has_told_so_far_comes_with_the_202(bench_of):
    bench = bench_of()
    answer = bench.ask("tells and makes progress")
    assert answer.status_code == 202, "it told something before its end"
    assert [event["number"] for event in answer.json["events"]] == [1, 2, 3]
    props, progress, end = answer.json["events"]
    assert props["props"] == {"q": {"title": "tells and makes progress"}}
    assert progress["values"] == [[0, 1]]
    assert (end["kind"], end["state"]) == ("end", "done")


def test_events_are_fetched_after_a_number(bench):
    job = bench.begin("tells, makes progress, waits")
    assert [event["number"] for event in bench.get(job).json["events"]] == [1, 2]
    assert [event["number"] for event in bench.get(job, after=1).json["events"]] == [2]
    assert bench.get(job, after=2).json == {"events": []}
    assert len(bench.end_of(job)) == 3
    assert [event["kind"] for event in bench.get(job, after=2).json["events"]] == ["end"]
    assert bench.get(job, after=99).json == {"events": []}


@pytest.mark.parametrize("after", ["", "x", "-1", "1.5", "1e3", "²", "٣", "9" * 50, "0x1", " 1"])
def test_a_number_that_is_none_is_zero(bench, after):
    job = bench.begin("tells, waits")
    answer = bench.get(job, after=after)
    assert (answer.status_code, len(answer.json["events"])) == (200, 1)


def test_its_events_come_by_the_stream_from_then_on(bench):
    bench.app.enable_push()
    listening = bench.app.streams.open(PAGE).listen()
    next(listening)
    job = bench.begin("waits")
    bench.end_of(job)
    _, kind, data = next(listening).decode().strip().splitlines()
    assert kind == "event: job"
    told = json.loads(data.removeprefix("data: "))
    assert told == {"job": job, "event": bench.get(job).json["events"][0]}


def test_an_event_that_is_too_long_for_the_stream_is_named(bench):
    bench.app.enable_push()
    listening = bench.app.streams.open(PAGE).listen()
    next(listening)
    job = bench.begin("waits" + "x" * 70_000)
    bench.end_of(job)
    assert json.loads(next(listening).decode().strip().splitlines()[2].removeprefix("data: ")) == {
        "job": job,
        "number": 1,
    }
    assert len(bench.get(job).json["events"][0]["answer"]["response"]["o"]["children"]) > 70_000


# Without a page the request waits.


@pytest.mark.parametrize("page", [None, "", "short", "../../../../etc/passwd", "x" * 65, "0123456789abcdef page"])
def test_without_a_page_the_request_waits_for_the_end(bench, page):
    answers = []
    thread = threading.Thread(target=lambda: answers.append(bench.ask("waits", page)))
    thread.start()
    assert bench.begun.wait(WAIT_S)
    assert answers == []
    bench.gate.set()
    thread.join(WAIT_S)
    assert (answers[0].status_code, answers[0].json["response"]) == (200, {"o": {"children": "waits"}})


def test_without_a_page_what_is_set_comes_with_the_answer(bench):
    answer = bench.ask("tells, makes progress", None)
    assert answer.status_code == 200
    assert answer.json == {
        "multi": True,
        "response": {"o": {"children": "tells, makes progress"}},
        "sideUpdate": [{"q": {"title": "tells, makes progress"}}],
    }


def test_without_a_page_a_failure_is_500_and_nothing_is_204(bench):
    assert error_of(bench.ask("fails", None), 500)["type"] == "ValueError"
    assert bench.ask("prevents", None).status_code == 204


# Cancelling.


def test_a_cancel_is_204_and_the_end_comes_as_any_event(bench):
    job = bench.begin()
    answer = bench.cancel(job)
    assert (answer.status_code, answer.data) == (204, b"")
    (end,) = bench.get(job).json["events"]
    assert (end["kind"], end["state"], end["error"]["type"]) == ("end", "cancelled", "JobCancelled")
    assert "traceback" not in end["error"]


def test_a_repeated_cancel_is_409(bench):
    job = bench.begin()
    bench.cancel(job)
    for _ in range(2):
        assert error_of(bench.cancel(job), 409) == {"type": "job_ended", "message": "the job has ended already"}
    assert len(bench.get(job).json["events"]) == 1


def test_an_ended_job_cannot_be_cancelled(bench):
    job = bench.begin()
    bench.end_of(job)
    assert error_of(bench.cancel(job), 409)["type"] == "job_ended"


@pytest.mark.parametrize(
    ("kwargs", "status"),
    [
        ({"data": b"{}", "content_type": "text/plain"}, 415),
        ({"data": b""}, 415),
        ({"data": b"{", "content_type": "application/json"}, 400),
        ({"data": b"", "content_type": "application/json"}, 400),
        ({"data": b"NaN", "content_type": "application/json"}, 400),
    ],
)
def test_a_cancel_that_is_no_json_is_refused(bench, kwargs, status):
    job = bench.begin()
    assert error_of(bench.cancel(job, **kwargs), status)["type"] == "not_json"
    assert bench.get(job).json["events"] == []


# Whose job it is.


def test_a_job_is_its_pages_only(bench):
    job = bench.begin()
    said = {"type": "unknown_job", "message": "this page has no job of that id"}
    assert error_of(bench.get(job, OTHER), 404) == said
    assert error_of(bench.cancel(job, OTHER), 404) == said
    assert bench.get(job).json["events"] == [], "nobody has ended it"


@pytest.mark.parametrize("job", ["unknown", "A" * 22, "..", "job:1", "ü", "x" * 5000, "%00", "'"])
def test_a_forged_name_is_404(bench, job):
    bench.begin()
    assert error_of(bench.get(job), 404)["type"] == "unknown_job"
    assert error_of(bench.cancel(job), 404)["type"] == "unknown_job"


@pytest.mark.parametrize("page", ["", "short", "x" * 100, "%2e%2e", "0123456789abcdef_page"])
def test_a_page_that_is_none_has_no_jobs(bench, page):
    job = bench.begin()
    for answer in (bench.client.get(f"/_desktopdash-job/{page}/{job}"), bench.cancel(job, page)):
        assert answer.status_code in (404, 405, 308) or b"<!DOCTYPE html>" in answer.data
    assert bench.get(job).json["events"] == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "_desktopdash-job/{page}/x"),
        ("get", "_desktopdash-cancel/{page}/x"),
        ("get", "_desktopdash-jobs/{page}"),
        ("get", "_desktopdash-leave/{page}"),
    ],
)
def test_each_route_has_one_method(bench, method, path):
    answer = getattr(bench.client, method)("/" + path.format(page=PAGE))
    assert error_of(answer, 405)["type"] == "wrong_method"


# Taking over.


def test_the_next_page_takes_over_what_a_page_left(bench):
    job = bench.begin("tells, waits")
    answer = bench.claim(OTHER, left=[PAGE])
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json == {
        "jobs": [
            {
                "job": job,
                "output": "o.children",
                "outputs": [{"id": "o", "property": "children"}],
                "inputs": [{"id": "i", "property": "value"}],
                "state": [],
                "events": [{"number": 1, "kind": "props", "props": {"q": {"title": "tells, waits"}}}],
            }
        ]
    }
    assert bench.get(job).status_code == 404
    assert [event["kind"] for event in bench.end_of(job, OTHER)] == ["props", "end"]
    assert bench.claim("0123456789abcdef-third", left=[PAGE]).json == {"jobs": []}


def test_a_page_that_is_drawn_claims_nothing_and_warms_the_workers(bench):
    warmed = []
    for jobs in bench.app.desk._all():
        jobs.warm = lambda: warmed.append(1)
    bench.begin()
    assert bench.claim(OTHER).json == {"jobs": []}
    assert bench.claim(OTHER, left=[], lost=[]).json == {"jobs": []}
    assert warmed == [1, 1]


def test_a_page_that_still_listens_is_not_lost(bench):
    bench.app.enable_push()
    listening = bench.app.streams.open(PAGE).listen()
    next(listening)
    job = bench.begin()
    assert bench.claim(OTHER, lost=[PAGE]).json == {"jobs": []}
    listening.close()
    assert [found["job"] for found in bench.claim(OTHER, lost=[PAGE]).json["jobs"]] == [job]


def test_a_page_that_left_listens_no_more(bench):
    bench.app.enable_push()
    listening = bench.app.streams.open(PAGE).listen()
    next(listening)
    bench.begin()
    assert len(bench.claim(OTHER, left=[PAGE]).json["jobs"]) == 1
    assert list(listening) == []


@pytest.mark.parametrize(
    "body",
    [
        [],
        "x",
        None,
        3,
        {"left": None},
        {"left": PAGE},
        {"left": {"a": 1}},
        {"lost": 3},
        {"left": ["x"] * 101},
        {"left": [PAGE], "lost": ["x"] * 101},
    ],
)
def test_a_claim_that_is_none_is_400_and_takes_nothing(bench, body):
    job = bench.begin()
    answer = bench.client.post(f"/_desktopdash-jobs/{OTHER}", data=json.dumps(body), content_type="application/json")
    assert error_of(answer, 400)["type"] == "malformed"
    assert bench.get(job).status_code == 200


@pytest.mark.parametrize("junk", [None, 3, "", "short", "../../..", {"a": 1}, [PAGE], "x" * 65, PAGE + "\n", "é" * 20])
def test_pages_that_are_none_are_passed_over(bench, junk):
    job = bench.begin()
    assert bench.claim(OTHER, left=[junk], lost=[junk]).json == {"jobs": []}
    assert [found["job"] for found in bench.claim(OTHER, left=[junk, PAGE]).json["jobs"]] == [job]


@pytest.mark.parametrize("page", ["short", "x" * 65, "0123456789abcdef_page", "0123456789abcdef%0a"])
def test_only_a_page_may_claim(bench, page):
    job = bench.begin()
    assert error_of(bench.claim(page, left=[PAGE]), 400)["message"] == "the page's id is none"
    assert bench.get(job).status_code == 200


@pytest.mark.parametrize("data", [b"", b"{", b"\xff"])
def test_a_claim_that_is_no_json_is_refused(bench, data):
    answer = bench.client.post(f"/_desktopdash-jobs/{OTHER}", data=data, content_type="application/json")
    assert error_of(answer, 400)["type"] == "not_json"


@pytest.mark.parametrize(("on_leave", "state"), [("keep", None), ("cancel", "cancelled")])
def test_a_page_may_say_that_it_leaves(bench_of, on_leave, state):
    bench = bench_of(quick_s=0.0, on_leave=on_leave)
    bench.app.enable_push()
    listening = bench.app.streams.open(PAGE).listen()
    next(listening)
    job = bench.begin()
    assert bench.client.post(f"/_desktopdash-leave/{PAGE}").status_code == 204
    found = bench.get(job).json["events"]
    assert [event["state"] for event in found] == ([state] if state else [])


def test_leaving_an_app_without_long_callbacks_opens_no_manager(monkeypatch):
    app = Dash("unit.short", add_log_handler=False)
    app.layout = html.Div(id="o")
    app.callback(Output("o", "children"), Input("i", "value"))(lambda value: value)
    assert client_of(app).post(f"/_desktopdash-leave/{PAGE}").status_code == 204
    assert client_of(app).post(f"/_desktopdash-jobs/{PAGE}", json={"left": [OTHER]}).json == {"jobs": []}
    assert client_of(app).get(f"/_desktopdash-job/{PAGE}/x").status_code == 404
    assert app._desk is None or app._desk._open == {}


# Requests that do not fit.


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"inputs": []}, "wrong_inputs"),
        ({"inputs": [{"id": "j", "property": "value"}]}, "malformed"),
        ({"inputs": [[]]}, "malformed"),
        ({"inputs": None}, "wrong_inputs"),
        ({"inputs": "x"}, "malformed"),
        ({"state": [{"id": "s", "property": "v"}]}, "wrong_state"),
        ({"outputs": {"id": "x", "property": "children"}}, "malformed"),
        ({"outputs": [3]}, "malformed"),
        ({"changedPropIds": "i.value"}, "malformed"),
        ({"changedPropIds": [3]}, "malformed"),
    ],
)
def test_a_request_that_does_not_fit_starts_nothing(bench, changes, kind):
    assert error_of(bench.ask("quick", **changes), 400)["type"] == kind
    assert bench.held() == []


@pytest.mark.parametrize("output", ["x.children", "", 3, None, ["o.children"]])
def test_another_callback_is_not_found_here(bench, output):
    assert bench.ask("quick", output=output).status_code in (400, 404)
    assert bench.held() == []


# What a call does while one runs.


@pytest.mark.parametrize(
    ("concurrency", "status"), [("drop", 204), ("replace", 202), ("queue", 202), ("parallel", 202)]
)
def test_a_second_call_of_the_page(bench_of, concurrency, status):
    bench = bench_of(quick_s=0.0, concurrency=concurrency)
    first = bench.begin()
    answer = bench.ask("waits")
    assert answer.status_code == status
    ended = [event["kind"] for event in bench.get(first).json["events"]]
    assert ended == (["end"] if concurrency == "replace" else [])
    if status == 202:
        assert [event["kind"] for event in bench.end_of(answer.json["job"])] == ["end"]


def test_a_cached_answer_is_the_answer(bench_of):
    bench = bench_of(manager=MemoryManager(cache_by=lambda: 1))
    assert bench.ask("quick").status_code == 200
    answer = bench.ask("quick")
    assert (answer.status_code, answer.json["response"]) == (200, {"o": {"children": "quick"}})
    assert len(bench.held()) == 1


def test_a_cached_nothing_is_204(bench_of):
    bench = bench_of(manager=MemoryManager(cache_by=lambda: 1))
    assert [bench.ask("prevents").status_code for _ in range(2)] == [204, 204]
    assert len(bench.held()) == 1


def test_a_failing_cache_by_is_500(bench_of):
    bench = bench_of(manager=MemoryManager(cache_by=lambda: 1 / 0))
    with log_of(bench.app) as lines:
        assert error_of(bench.ask("quick"), 500)["type"] == "ZeroDivisionError"
    assert len(lines) == 1
    assert bench.held() == []


@pytest.mark.parametrize("concurrency", ["replace", "drop", "queue"])
def test_requests_without_a_page_are_nobodys_second_call(bench_of, concurrency):
    bench = bench_of(concurrency=concurrency)
    answers = []
    thread = threading.Thread(target=lambda: answers.append(bench.ask("waits", None)))
    thread.start()
    assert bench.begun.wait(WAIT_S)
    other = threading.Thread(target=lambda: answers.append(bench.ask("quick", None)))
    other.start()
    other.join(WAIT_S)
    seen = [answer.get_data(as_text=True) for answer in answers]
    bench.gate.set()
    thread.join(WAIT_S)
    assert [json.loads(text)["response"]["o"]["children"] for text in seen if text] == ["quick"]
    assert [answer.status_code for answer in answers] == [200, 200]
