"""What every manager holds: diskcache, memory, and Celery with Redis."""

from __future__ import annotations

import json
import os
import signal
import uuid

import psutil
import pytest

from .conftest import Served
from .page import Page


def progress(events):
    return [event["values"] for event in events if event["kind"] == "progress"]


def alive(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


# --- results ---


def test_a_job_runs_in_another_process_and_comes_to_its_value(served: Served):
    page = served.page()
    pid = int(page.plain("token").value().split("-")[0])
    assert pid != int(page.ask("/test/pid").text)


def test_a_quick_one_answers_in_the_first_response(served: Served):
    page = served.page()
    assert any(page.plain("token").answer.status == 200 for _ in range(20))


def test_an_async_function_is_awaited(served: Served):
    assert served.page().call("out-plain.title", "x", reads="in.title").value() == "awaited"


def test_groupings_go_in_and_out_and_into_the_progress(served: Served):
    names = [("out-plain", "className"), ("bar", "title"), ("bar", "lang")]
    outputs = [{"id": id, "property": prop} for id, prop in names]
    output = "..out-plain.className...bar.title...bar.lang.."
    job = served.page().call(output, 1, reads="in.className", state=[("other", "className", 2)], outputs=outputs)
    end = job.end()
    assert end["answer"]["response"] == {"out-plain": {"className": [1, 2]}, "bar": {"title": "t"}}
    assert progress(job.wait()) == [[[0, "half"]]]


def test_each_match_is_a_job_of_its_own(served: Served):
    page = served.page()
    everything = [[{"id": {"kind": "in", "n": n}, "property": "value", "value": n} for n in (1, 2)]]
    jobs = {}
    for n in (1, 2):
        out = {"id": {"kind": "out", "n": n}, "property": "children"}
        name = '{"kind":"out","n":["MATCH"]}.children'
        jobs[n] = page.call(name, "hold", reads=({"kind": "in", "n": n}, "value"), state=everything, outputs=out)
    for n in (1, 2):
        served.until_reached(f"match-{n}")
        served.open(f"match-{n}")
    for n, job in jobs.items():
        assert job.value() == "hold of [1, 2]"
        assert progress(job.wait()) == [[[0, n]]]
        assert list(job.end()["answer"]["response"]) == [f'{{"kind":"out","n":{n}}}']


def test_a_job_knows_its_context(served: Served):
    page = served.page()
    body_cookie = {"Cookie": "who=me"}
    answer = page.ask(
        "/_dash-update-component",
        {
            "output": "out-plain.children",
            "outputs": {"id": "out-plain", "property": "children"},
            "inputs": [{"id": "in", "property": "value", "value": ["context"]}],
            "state": [{"id": "other", "property": "value", "value": 5}],
            "changedPropIds": ["in.value"],
        },
        headers=body_cookie,
    )
    job = type(page.plain("token"))(page, answer)
    if answer.status == 202:
        page._add(job.id, answer.json["events"])
    found = json.loads(job.value())
    assert found == {
        "triggered": [{"prop_id": "in.value", "value": ["context"]}],
        "triggered_id": "in",
        "inputs": {"in.value": ["context"]},
        "states": {"other.value": 5},
        "cookies": {"who": "me"},
        "path": "/_dash-update-component",
        "cancelled": False,
        "outputs_list": {"id": "out-plain", "property": "children"},
    }


@pytest.mark.parametrize("how", ["prevent", "same"])
def test_no_update_changes_nothing(served: Served, how):
    end = served.page().plain(how).end()
    assert (end["state"], end["answer"]) == ("done", None)


def test_a_large_result_arrives(served: Served):
    assert len(served.page().plain("large", 50).value()) == 50 * 2**20


# --- what jobs tell ---


def test_a_thousand_progress_calls_arrive_in_order(served: Served):
    job = served.page().plain("progress", 1000)
    events = job.wait()
    assert [event["number"] for event in events] == list(range(1, 1002))
    assert progress(events) == [[[0, i], [1, 1000]] for i in range(1000)]
    assert job.value() == 1000


def test_a_thousand_progress_calls_arrive_by_asking(served: Served):
    page = served.page(listens=False)
    events = page.plain("progress", 1000).wait()
    assert progress(events) == [[[0, i], [1, 1000]] for i in range(1000)]


def test_every_set_props_arrives(served: Served):
    events = served.page().plain("props", 5).wait()
    told = [
        (id, props["children"]) for event in events if event["kind"] == "props" for id, props in event["props"].items()
    ]
    assert told == [(f"prop{i}", str(turn)) for turn in range(5) for i in range(20)]


def test_a_thread_of_a_job_sets_props_in_the_jobs_page(served: Served):
    job = served.page().plain("thread")
    assert [event["props"] for event in job.wait() if event["kind"] == "props"] == [
        {"other": {"children": "from a thread"}}
    ]


def test_progress_of_another_shape_is_an_error_of_the_job(served: Served):
    end = served.page().plain("bad progress").end()
    assert end["error"]["type"] == "InvalidCallbackReturnValue"
    assert "set_progress" in end["error"]["message"]
    assert "`bar.max`" in end["error"]["message"]


# --- ends ---


def test_an_exception_is_told_as_what_it_is(served: Served):
    end = served.page().plain("fail", "no luck").end()
    assert (end["error"]["type"], end["error"]["message"]) == ("ValueError", "no luck")
    assert "plain (contract_app:" in end["error"]["callback"]
    assert "traceback" not in end["error"]


def test_what_is_not_json_is_told(served: Served):
    end = served.page().plain("object").end()
    assert end["error"]["type"] == "InvalidCallbackReturnValue"
    assert "out-plain.children" in end["error"]["message"]


def test_sys_exit_is_an_error_and_the_worker_goes_on(served: Served):
    page = served.page()
    assert page.plain("sysexit").end()["error"]["type"] == "SystemExit"
    assert page.plain("token").value()


@pytest.mark.parametrize(
    "how", [("exit", 3), ("exit", 0), ("signal", int(signal.SIGKILL)), ("signal", int(signal.SIGSEGV))]
)
def test_a_worker_that_dies_is_told(served: Served, how):
    page = served.page()
    job = page.plain(*how)
    end = job.end()
    assert end["error"]["type"] == "JobLost"
    if how[0] == "exit":
        assert f"exit code {how[1]}" in end["error"]["message"] or f"exitcode {how[1]}" in end["error"]["message"]
    else:
        assert f"signal {how[1]}" in end["error"]["message"]
    if job.answer.status == 202:
        served.until(lambda: served.record(job.id)["state"] == "lost", "the record says lost")
    assert page.plain("token").value()


def test_a_job_that_takes_too_long_is_ended(served: Served):
    job = served.page().call("out-plain.dir", 1, reads="in.dir")
    end = job.end()
    assert (end["state"], end["error"]["type"]) == ("timed_out", "JobTimedOut")
    assert "0.3 s" in end["error"]["message"]


def test_on_error_is_asked_about_every_end(served: Served):
    page = served.page()

    def ended(what):
        return page.call("out-plain.lang", what, reads="in.lang")

    assert ended("raise").value() == "KeyError: 'key'"
    assert ended("object").value().startswith("InvalidCallbackReturnValue: ")
    assert ended("exit").value().startswith("JobLost: ")
    late = page.call("out-plain.tabIndex", 1, reads="in.tabIndex")
    assert late.value().startswith("JobTimedOut: ")
    job = ended("cancel")
    served.until_reached("never-cancel")
    assert page.cancel(job.id) == 204
    assert job.value() == "JobCancelled: The job was cancelled."
    assert job.end()["state"] == "cancelled"


def test_a_cancel_ends_the_whole_family(served: Served):
    page = served.page()
    job = page.plain("family", "never")
    child, worker = (value for _, value in progress(job.wait("progress"))[0])
    assert alive(child)
    assert page.cancel(job.id) == 204
    end = job.end()
    assert (end["state"], end["error"]["type"]) == ("cancelled", "JobCancelled")
    served.until(lambda: not alive(child) and not alive(worker), "the child and its parent are gone", 3)
    assert served.record(job.id)["state"] == "cancelled"
    assert page.plain("token").value()


def test_a_function_that_asks_may_clean_up(served: Served):
    page = served.page()
    job = page.plain("tidy", "tidied")
    job.wait("progress")
    assert page.cancel(job.id) == 204
    assert job.end()["state"] == "cancelled"
    served.until(
        lambda: (served.gates / "tidied").exists() and (served.gates / "tidied").read_text(), "it has cleaned up"
    )


# --- pages ---


def test_a_job_goes_on_over_a_reload(served: Served):
    first = served.page()
    job = first.plain("grow", "reload")
    job.wait("progress")
    first.leave()
    second = served.page()
    (taken,) = second.claim(first.id)
    assert (taken["job"], taken["output"]) == (job.id, "out-plain.children")
    assert progress(taken["events"]) == [[[0, "before"], [1, 2]]]
    served.open("reload")
    assert job.value(second) == "grown"
    assert progress(second.told[job.id]) == [[[0, "before"], [1, 2]], [[0, "after"], [1, 2]]]
    assert second.claim(first.id) == []


def test_a_result_waits_for_the_next_page(served: Served):
    first = served.page()
    job = first.plain("grow", "closed")
    job.wait("progress")
    first.leave()
    served.open("closed")
    served.until(lambda: served.record(job.id)["state"] == "done", "it is done")
    second = served.page()
    (taken,) = second.claim(first.id)
    assert [event["kind"] for event in taken["events"]] == ["progress", "progress", "end"]
    assert served.page().claim(second.id, first.id) == [], "it was told already"


def test_a_page_that_listens_keeps_its_jobs(served: Served):
    first = served.page()
    job = first.plain("grow", "kept")
    job.wait("progress")
    assert served.page().claim(lost=(first.id,)) == []
    served.open("kept")
    assert job.value() == "grown"


def test_two_pages_with_the_same_arguments_share_nothing(served: Served):
    pages = [served.page(), served.page()]
    jobs = [page.plain("wait", "both") for page in pages]
    served.open("both")
    values = [job.value() for job in jobs]
    assert len(set(values)) == 2
    for page, other in (pages, pages[::-1]):
        assert set(page.told) == {job.id for job in jobs if job.page is page}
        assert other.id != page.id


def test_a_result_that_nobody_fetched_is_never_served_to_another_call(served: Served):
    first = served.page()
    left = first.plain("wait", "stale")
    served.until_reached("stale")
    first.leave()
    served.open("stale")
    served.until(lambda: served.record(left.id)["state"] == "done", "it is done")
    values = {served.page().plain("wait", "stale").value() for _ in range(3)}
    assert len(values) == 3


def test_a_job_ends_with_its_page_where_it_is_to(served: Served):
    page = served.page()
    job = page.call("out-leave.children", 1, reads="in.data-leave")
    served.until_reached("leave")
    page.leave()
    served.until(lambda: served.record(job.id)["state"] == "cancelled", "it is cancelled")


def test_forged_foreign_and_repeated_ids_are_refused(served: Served):
    page, other = served.page(), served.page()
    job = page.plain("wait", "mine")
    served.until_reached("mine")
    for stranger, id in (
        (other, job.id),
        (page, "x" * 22),
        (page, str(os.getpid())),
        (page, "job:1"),
    ):
        assert stranger.cancel(id) == 404
        assert stranger.fetch_status(id) == 404
    assert other.claim(str(uuid.uuid4()), "../../x", lost=(page.id,)) == []
    served.open("mine")
    assert job.value()
    assert page.cancel(job.id) == 409
    assert page.cancel(job.id) == 409


# --- concurrency ---


def concurrent(page: Page, name: str, *values):
    return [page.call(f"out-{name}.children", value, reads=f"in.data-{name}") for value in values]


def test_a_newer_call_replaces_the_older(served: Served):
    page = served.page()
    older = page.plain("wait", "never")
    served.until_reached("never")
    newer = page.plain("token")
    assert newer.value()
    end = older.end()
    assert (end["state"], end["error"]["message"]) == (
        "cancelled",
        "The job was cancelled: a newer call has replaced it.",
    )


def test_calls_that_queue_run_one_after_the_other(served: Served):
    page = served.page()
    jobs = concurrent(page, "queue", 1, 2, 3)
    for number, job in enumerate(jobs, 1):
        served.until_reached(f"queue-{number}")
        assert not (served.gates / f"queue-{number + 1}.reached").exists()
        served.open(f"queue-{number}")
        assert job.value() == number
    assert (served.gates / "queue.log").read_text().split() == ["1", "2", "3"]


def test_a_queue_goes_on_after_a_cancel(served: Served):
    page = served.page()
    first, second, third = concurrent(page, "queue", 1, 2, 3)
    served.until_reached("queue-1")
    assert page.cancel(second.id) == 204
    assert page.cancel(first.id) == 204
    served.until_reached("queue-3")
    served.open("queue-3")
    assert third.value() == 3
    assert second.end()["state"] == "cancelled"


def test_parallel_calls_run_side_by_side(served: Served):
    first, second = concurrent(served.page(), "parallel", 1, 2)
    served.until_reached("parallel-1")
    served.until_reached("parallel-2")
    served.open("parallel-2")
    assert second.value() == 2
    served.open("parallel-1")
    assert first.value() == 1


def test_a_call_is_dropped_while_one_runs(served: Served):
    page = served.page()
    (first,) = concurrent(page, "drop", 1)
    served.until_reached("drop-1")
    (second,) = concurrent(page, "drop", 2)
    assert second.answer.status == 204
    served.open("drop-1")
    assert first.value() == 1


# --- cached answers ---


def cached(page: Page, value, ignored=None):
    return page.call("out-cached.children", value, reads="in.accessKey", state=[("other", "accessKey", ignored)])


def test_a_cached_answer_starts_nothing(served: Served):
    page, key = served.page(), str(uuid.uuid4())
    first = cached(page, key).value()
    again = cached(page, key)
    assert (again.answer.status, again.value()) == (200, first)
    assert cached(served.page(), key, "something else").value() == first, "for other pages too, but for what is ignored"
    assert cached(page, f"{key}.").value() != first
    (served.gates / "version").write_text("2")
    second = cached(page, key)
    assert second.value() != first, "cache_by says something else"
    assert cached(page, key).value() == second.value()


def test_a_failure_is_not_cached(served: Served):
    page = served.page()
    errors = [cached(page, "fail").end()["error"]["message"] for _ in range(2)]
    assert errors[0] != errors[1]


# --- threads ---


def test_a_job_in_a_thread_shares_the_servers_memory(served: Served):
    if served.kind == "celery":
        pytest.skip("Celery's jobs run elsewhere")
    page = served.page()
    pid = int(page.ask("/test/pid").text)
    job = page.call("out-thread.children", 1, reads="in.data-thread")
    before = job.value()
    assert before[0] == pid
    assert page.call("out-thread.children", 2, reads="in.data-thread").value() == [pid, before[1] + 1]
    waiting = page.call("out-thread.children", "wait", reads="in.data-thread")
    waiting.wait("progress")
    assert page.cancel(waiting.id) == 204
    assert waiting.end()["state"] == "cancelled"
    served.until(lambda: (served.gates / "thread-cleaned").exists(), "it has cleaned up")
