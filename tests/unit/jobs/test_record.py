import re

import pytest

from desktopdash.jobs.record import ENDS, Ending, JobRecord, event_text, new_job_id
from desktopdash.jobs.takeover import newest_of_each
from desktopdash.protocol.codec import decode

from .support import live_job, record


def test_ids_cannot_be_guessed_and_stand_in_a_path():
    found = {new_job_id() for _ in range(100)}
    assert len(found) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", id_) for id_ in found)


def test_a_record_survives_being_written():
    full = record(state="lost", started_at=2.5, ended_at=3.5, exit_code=-9, why="killed", slot='o {"k":"ü"}')
    assert JobRecord.decoded(full.encoded()) == full
    assert JobRecord.decoded(record().encoded()) == record()


@pytest.mark.parametrize("state", ["queued", "running", *sorted(ENDS)])
def test_a_record_is_over_in_each_of_the_ends(state):
    assert record(state=state).is_over is (state not in ("queued", "running"))


def test_an_event_is_its_number_its_kind_and_the_rest_as_it_was_given():
    text = event_text(3, "progress", b'"values":[[0,"5"]]')
    assert text == b'{"number":3,"kind":"progress","values":[[0,"5"]]}'


@pytest.mark.parametrize("state", ["done", "failed", "cancelled", "timed_out"])
def test_the_answer_of_a_function_or_of_on_error_is_told_in_each_state(state):
    told = decode(b"{%b}" % Ending(state, b'{"multi":true}').told(False))
    assert told == {"state": state, "answer": {"multi": True}}


def test_an_error_is_told_and_its_traceback_to_developers_only():
    error = {"type": "ValueError", "message": "no", "callback": "f (m:1)", "traceback": "Traceback ..."}
    ending = Ending("failed", error=error)
    assert decode(b"{%b}" % ending.told(True)) == {"state": "failed", "error": error}
    assert decode(b"{%b}" % ending.told(False))["error"] == {k: v for k, v in error.items() if k != "traceback"}


# The job that a process holds.


def test_events_are_numbered_from_one_without_a_gap():
    live = live_job()
    assert [live.add("props", b'"props":{}')[0] for _ in range(3)] == [1, 2, 3]
    assert [decode(text)["number"] for text in live.events(1)] == [2, 3]
    assert live.events(3) == live.events(99) == []
    assert live.size() == sum(map(len, live.events()))


def test_the_end_is_granted_once():
    live = live_job()
    assert not live.is_ending
    assert [live.begin_end() for _ in range(3)] == [True, False, False]
    assert live.is_ending


def test_a_quick_answer_is_the_only_event_and_the_end():
    live = live_job()
    assert live.quick_answer() is None
    live.add("end", b'"state":"done","answer":null')
    assert live.quick_answer() is None, "it is not over yet"
    live.over.set()
    assert decode(live.quick_answer())["state"] == "done"
    assert live.is_delivered


def test_a_job_that_told_something_before_has_no_quick_answer():
    live = live_job()
    live.add("props", b'"props":{}')
    live.add("end", b'"state":"done","answer":null')
    live.over.set()
    assert live.quick_answer() is None
    assert not live.is_delivered


def test_an_announced_job_tells_the_rest_by_itself():
    live = live_job()
    live.add("props", b'"props":{}')
    assert not live.is_announced
    assert len(live.announce()) == 1
    assert live.is_announced
    assert not live.is_delivered
    live.over.set()
    live.announce()
    assert live.is_delivered


def test_a_page_that_takes_a_job_over_is_told_what_it_is_about():
    made = record()
    assert newest_of_each([(made, [b"{}"])]) == [{"job": "job-1", **made.request, "events": [b"{}"]}]


@pytest.mark.parametrize(("concurrency", "told"), [("replace", ["new"]), ("drop", ["new"]), ("queue", ["old", "new"])])
def test_of_jobs_that_replace_each_other_the_newest_is_told(concurrency, told):
    jobs = [record(name, created_at=at, concurrency=concurrency) for name, at in (("new", 2.0), ("old", 1.0))]
    assert [found["job"] for found in newest_of_each((job, []) for job in jobs)] == told
