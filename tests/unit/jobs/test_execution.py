"""One job from its order to its end, without any process."""

import asyncio
import json

import pytest

from desktopdash import ALL, MATCH, Input, Output, Patch, State, ctx, no_update, set_props
from desktopdash.errors import InvalidCallbackReturnValue, JobLost, PreventUpdate
from desktopdash.jobs.execution import end_without_function, run_order
from desktopdash.protocol.codec import decode

from ..callbacks.requests import ref, val
from .support import INPUT, OUTPUT, Told, order_of, spec_of

PROGRESS = [Output("p", "value"), Output("p", "max")]


def run(function, *dependencies, reporter=None, default=None, request=None, caller=None, **kwargs):
    spec = spec_of(function, *dependencies, **kwargs)
    return run_order(spec, default, order_of(spec, caller=caller, **(request or {})), reporter or Told())


def answer(ending):
    """Return what the page is to change; None for nothing."""
    assert ending.error is None
    told = decode(ending.answer)
    assert told is None or set(told) <= {"multi", "response", "sideUpdate"}
    return told and told["response"]


def done(*args, **kwargs):
    ending = run(*args, **kwargs)
    assert ending.state == "done"
    return answer(ending)


def failed(*args, **kwargs):
    ending = run(*args, **kwargs)
    assert (ending.state, ending.answer) == ("failed", None)
    return ending.error


def raising(error):
    def function(*_, **__):
        raise error

    return function


# Values.


def test_the_value_is_the_output():
    assert done(lambda value: value * 2) == {"o": {"c": 14}}
    assert done(lambda value: None) == {"o": {"c": None}}


def test_values_for_several_outputs_in_their_grouping():
    outputs = {"a": Output("o", "c"), "b": [Output("o", "d"), Output("q", "e")]}
    found = done(lambda value: {"b": [2, no_update], "a": value}, output=outputs, inputs=[INPUT])
    assert found == {"o": {"c": 7, "d": 2}}


def test_arguments_come_in_their_grouping():
    seen = []
    done(
        lambda **given: seen.append(given),
        output=OUTPUT,
        inputs={"both": (Input("i", "v"), State("s", "w")), "one": Input("j", "v")},
        request={"inputs": [val("i", "v", 1), val("j", "v", 3)], "state": [val("s", "w", 2)]},
    )
    assert seen == [{"both": [1, 2], "one": 3}]


def test_patterns_are_filled_in():
    found = done(
        lambda values: (sum(values), [no_update, "second"]),
        Output({"row": MATCH}, "c"),
        Output({"row": MATCH, "part": ALL}, "d"),
        Input({"row": MATCH, "part": ALL}, "v"),
        request={
            "inputs": [[val({"row": 1, "part": part}, "v", part) for part in (3, 4)]],
            "outputs": [ref({"row": 1}, "c"), [ref({"row": 1, "part": part}, "d") for part in (3, 4)]],
        },
    )
    assert found == {'{"row":1}': {"c": 7}, '{"part":4,"row":1}': {"d": "second"}}


def test_a_patch_is_a_value():
    def function(value):
        patch = Patch()
        patch["x"] = value
        return patch

    assert done(function)["o"]["c"]["__dash_patch_update"]


@pytest.mark.parametrize("value", [no_update, {"_dash_no_update": "_dash_no_update"}])
def test_no_update_changes_nothing(value):
    assert done(lambda _: value) is None
    assert done(lambda _: (value, value), [OUTPUT, Output("o", "d")], INPUT) is None


def test_prevent_update_changes_nothing_and_is_no_failure():
    assert done(raising(PreventUpdate())) is None


def test_a_callback_without_outputs_returns_none():
    assert done(lambda value: None, INPUT) is None
    assert "it has no output, and returned int 3" in failed(lambda value: 3, INPUT)["message"]


def test_an_async_function_is_awaited():
    async def function(value):
        await asyncio.sleep(0)
        return value + 1

    assert done(function) == {"o": {"c": 8}}


def test_an_async_function_with_progress():
    async def function(set_progress, value):
        set_progress((1, 2))
        await asyncio.sleep(0)
        set_props("q", {"x": 1})
        return value

    told = Told()
    assert done(function, reporter=told, progress=PROGRESS) == {"o": {"c": 7}}
    assert [kind for kind, _ in told.events] == ["progress", "props"]


# What a job tells while it runs.


def test_progress_and_set_props_are_told_at_once_and_in_order():
    told = Told()
    seen = []

    def function(set_progress, value):
        set_progress(("1", "9"))
        seen.append(len(told.events))
        set_props({"k": 1}, {"a": value})
        set_progress([no_update, Patch()])
        ctx.set_props("q", {"b": None})
        return value

    assert done(function, reporter=told, progress=PROGRESS) == {"o": {"c": 7}}
    assert seen == [1]
    kinds = [kind for kind, _ in told.events]
    assert kinds == ["progress", "props", "progress", "props"]
    assert told.events[0][1] == {"values": [[0, "1"], [1, "9"]]}
    assert told.events[1][1] == {"props": {'{"k":1}': {"a": 7}}}
    assert told.events[2][1]["values"][0][0] == 1
    assert told.events[3][1] == {"props": {"q": {"b": None}}}


def test_values_are_told_as_they_are_now():
    told = Told()

    def function(set_progress, _):
        rows = [1]
        set_progress(rows)
        rows.append(2)
        set_progress(rows)

    done(function, reporter=told, progress=PROGRESS[0])
    assert [parts["values"] for _, parts in told.events] == [[[0, [1]]], [[0, [1, 2]]]]


def test_only_who_declares_progress_is_given_set_progress():
    assert done(lambda *given: len(given)) == {"o": {"c": 1}}
    assert done(lambda *given: len(given), progress=PROGRESS) == {"o": {"c": 2}}
    keywords = {"output": OUTPUT, "inputs": {"value": INPUT}, "progress": PROGRESS}
    assert done(lambda set_progress, value: callable(set_progress), **keywords) == {"o": {"c": True}}


def test_progress_that_is_not_json_fails_where_it_is_given():
    def function(set_progress, _):
        try:
            set_progress((1, {"x": [object()]}))
        except InvalidCallbackReturnValue as error:
            return str(error)

    found = done(function, progress=PROGRESS)["o"]["c"]
    assert found.startswith("function (")
    assert (
        "set_progress was given a value that is not JSON: a value of type object is not JSON at `[1][1].x[0]`" in found
    )


def test_progress_of_another_shape_ends_the_job_with_the_place():
    def function(set_progress, _):
        set_progress(1)

    error = failed(function, progress=PROGRESS)
    assert error["type"] == "InvalidCallbackReturnValue"
    assert "the value given to set_progress is int 1; expected a list or tuple of 2" in error["message"]
    assert "in function" in error["traceback"]


@pytest.mark.parametrize("state", ["done", "failed"])
def test_what_was_told_before_an_end_stays_told(state):
    told = Told()

    def function(value):
        set_props("q", {"a": 1})
        if state == "failed":
            raise ValueError
        raise PreventUpdate

    assert run(function, reporter=told).state == state
    assert len(told.events) == 1


# What `ctx` knows in a job.


def test_ctx_knows_what_it_knows_in_any_callback():
    caller = {
        "cookies": {"c": "1"},
        "headers": {"X-A": "b"},
        "path": "/x",
        "args": {"q": "1"},
        "remote": "127.0.0.1",
        "origin": "http://here",
    }

    def function(value, other):
        ctx.record_timing("step", 0.5)
        return [
            ctx.triggered_id,
            ctx.triggered,
            bool(ctx.triggered),
            ctx.triggered_prop_ids,
            ctx.inputs,
            ctx.states,
            ctx.inputs_list,
            ctx.outputs_list,
            ctx.args_grouping[0]["triggered"],
            [ctx.cookies, ctx.headers, ctx.path, ctx.args, ctx.remote, ctx.origin],
            ctx.timing_information,
            ctx.response,
        ]

    request = {"inputs": [val("i", "v", 7)], "state": [val("s", "w", 8)]}
    found = done(function, OUTPUT, INPUT, State("s", "w"), caller=caller, request=request)["o"]["c"]
    assert found == [
        "i",
        [{"prop_id": "i.v", "value": 7}],
        True,
        {"i.v": "i"},
        {"i.v": 7},
        {"s.w": 8},
        [{"id": "i", "property": "v", "value": 7}],
        {"id": "o", "property": "c"},
        True,
        list(caller.values()),
        {"step": {"dur": 500, "desc": None}},
        None,
    ]


def test_an_initial_call_is_triggered_by_nothing():
    found = done(lambda value: [ctx.triggered_id, bool(ctx.triggered)], request={"changed": ()})
    assert found == {"o": {"c": [None, False]}}


@pytest.mark.parametrize("cancelled", [True, False])
def test_a_job_may_ask_whether_it_was_cancelled(cancelled):
    found = done(lambda value: ctx.cancelled, reporter=Told(cancelled))
    assert found == {"o": {"c": cancelled}}


def test_a_cancel_is_seen_while_the_function_runs():
    told = Told()

    def function(value):
        before = ctx.cancelled
        told.cancelled = True
        return [before, ctx.cancelled]

    assert done(function, reporter=told) == {"o": {"c": [False, True]}}


# Failures.


def test_an_exception_is_told_with_the_users_frames_only():
    error = failed(raising(ValueError("no")))
    assert (error["type"], error["message"]) == ("ValueError", "no")
    assert error["callback"].startswith("function (")
    assert "in function\n" in error["traceback"]
    assert "dispatch.py" not in error["traceback"]


def test_an_exit_is_a_failure_and_no_end_of_the_worker():
    error = failed(raising(SystemExit(3)), on_error=lambda error: "handled")
    assert (error["type"], error["message"]) == ("SystemExit", "3")


class Odd(BaseException):
    """What no `except Exception` sees."""


@pytest.mark.parametrize("error", [KeyboardInterrupt(), GeneratorExit(), Odd("odd"), MemoryError(), RecursionError()])
def test_whatever_is_raised_is_an_end(error):
    assert failed(raising(error))["type"] == type(error).__name__


def test_an_exception_that_cannot_be_told_is_an_end():
    class Mute(Exception):
        def __str__(self):
            raise RuntimeError("mute")

    assert failed(raising(Mute()))["message"] == "mute"


def test_on_error_gets_the_exception_and_gives_the_value():
    seen = []
    ending = run(raising(ValueError("no")), on_error=lambda error: seen.append(error) or "handled")
    assert (ending.state, answer(ending)) == ("failed", {"o": {"c": "handled"}})
    assert [str(error) for error in seen] == ["no"]


def test_on_error_may_be_async():
    async def handler(error):
        return str(error)

    assert answer(run(raising(ValueError("no")), on_error=handler)) == {"o": {"c": "no"}}


def test_the_apps_on_error_is_for_those_without_their_own():
    assert answer(run(raising(ValueError()), default=lambda error: "app")) == {"o": {"c": "app"}}
    own = run(raising(ValueError()), default=lambda error: "app", on_error=lambda error: "own")
    assert answer(own) == {"o": {"c": "own"}}


@pytest.mark.parametrize("handler", [lambda error: None, lambda error: no_update, raising(PreventUpdate())])
def test_an_on_error_may_leave_everything_as_it_is(handler):
    ending = run(raising(ValueError()), on_error=handler)
    assert (ending.state, answer(ending)) == ("failed", None)


def test_an_on_error_that_raises_is_a_failure_that_shows_both():
    error = failed(raising(ValueError("first")), on_error=raising(KeyError("second")))
    assert error["type"] == "KeyError"
    assert "ValueError: first" in error["traceback"]
    assert error["traceback"].endswith("KeyError: 'second'\n")


def test_on_error_sees_ctx_and_may_set_props():
    told = Told()

    def handler(error):
        set_props("q", {"cause": ctx.triggered_id})

    run(raising(ValueError()), on_error=handler, reporter=told)
    assert told.events == [("props", {"props": {"q": {"cause": "i"}}})]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (object(), "its output `o.c` was given a value that is not JSON: a value of type object"),
        ({"rows": [1, {2, 3}]}, "at `rows[1]`"),
        ({("a",): 1}, "a dict key of type tuple is not JSON"),
    ],
)
def test_a_result_that_is_not_json_is_told_with_its_place(value, words):
    error = failed(lambda _: value)
    assert error["type"] == "InvalidCallbackReturnValue"
    assert words in error["message"]


def test_a_result_of_another_shape_is_told():
    error = failed(lambda value: value, [OUTPUT, Output("o", "d")], INPUT)
    assert "is int 7; expected a list or tuple of 2" in error["message"]


@pytest.mark.parametrize("value", [object(), "shape"])
def test_a_result_that_the_outputs_cannot_take_reaches_on_error(value):
    # Unlike an ordinary callback's: a job's author may not be there to read a message.
    seen = []

    def handler(error):
        seen.append(error)
        return ("handled", no_update)

    ending = run(lambda _: value, [OUTPUT, Output("o", "d")], INPUT, on_error=handler)
    assert (ending.state, answer(ending)) == ("failed", {"o": {"c": "handled"}})
    assert [type(error) for error in seen] == [InvalidCallbackReturnValue]


def test_a_value_of_on_error_that_is_not_json_is_told_once():
    calls = []

    def handler(error):
        calls.append(error)
        return object()

    error = failed(raising(ValueError("first")), on_error=handler)
    assert error["type"] == "InvalidCallbackReturnValue"
    assert error["message"].endswith("Its on_error had been called for ValueError: first")
    assert len(calls) == 1


def test_an_app_that_has_changed_since_the_page_was_loaded():
    error = failed(lambda *_: None, request={"inputs": [val("i", "v", 1), val("j", "v", 2)]})
    assert error["type"] == "RequestError"
    assert "`inputs` has 2 items; `o.c` takes 1" in error["message"]


def test_a_body_that_is_none_is_a_failure():
    spec = spec_of(lambda value: value)
    broken = order_of(spec)
    broken = type(broken)(broken.job, broken.callback, b"{", {})
    ending = run_order(spec, None, broken, Told())
    assert (ending.state, ending.error["type"]) == ("failed", "JSONDecodeError")


def test_what_is_told_is_json_throughout():
    ending = run(raising(ValueError("\udc80 lone")))
    assert json.loads(b"{%b}" % ending.told(True))["error"]["message"] == "\udc80 lone"


# Jobs whose function could not come to an end.


def ended(error=None, state="lost", reporter=None, handler=None, default=None, function=lambda value: 1 / 0, **kwargs):
    spec = spec_of(function, on_error=handler, **kwargs)
    error = error or JobLost("gone", -9)
    return end_without_function(spec, default, order_of(spec), reporter or Told(), error, state)


def test_without_on_error_the_end_is_the_error():
    ending = ended()
    assert (ending.state, ending.answer) == ("lost", None)
    assert {**ending.error, "callback": ""} == {"type": "JobLost", "message": "gone", "callback": "", "traceback": ""}


@pytest.mark.parametrize("state", ["lost", "timed_out", "cancelled", "failed"])
def test_on_error_gives_an_answer_and_the_state_stays(state):
    seen = []
    ending = ended(state=state, handler=lambda error: seen.append(error.exit_code) or "sorry")
    assert (ending.state, answer(ending)) == (state, {"o": {"c": "sorry"}})
    assert seen == [-9]


def test_the_apps_on_error_is_asked_as_well():
    assert answer(ended(default=lambda error: type(error).__name__)) == {"o": {"c": "JobLost"}}


@pytest.mark.parametrize("handler", [lambda error: None, raising(PreventUpdate())])
def test_on_error_may_leave_everything_as_it_was(handler):
    ending = ended(handler=handler)
    assert (ending.state, answer(ending)) == ("lost", None)


def test_an_on_error_that_raises_is_told_with_the_state_of_the_job():
    ending = ended(handler=raising(KeyError("second")))
    assert (ending.state, ending.error["type"]) == ("lost", "KeyError")


def test_an_on_error_that_raises_the_error_again_tells_it():
    def handler(error):
        raise error

    ending = ended(handler=handler)
    assert (ending.state, ending.error["type"], ending.error["message"]) == ("lost", "JobLost", "gone")


def test_a_value_of_on_error_that_the_output_cannot_take_is_told():
    ending = ended(handler=lambda error: object())
    assert (ending.state, ending.error["type"]) == ("lost", "InvalidCallbackReturnValue")
    assert "Its on_error had been called for JobLost: gone" in ending.error["message"]


def test_on_error_may_set_props_beside_its_answer():
    told = Told()

    def handler(error):
        set_props("q", {"x": str(error)})
        return "sorry"

    assert answer(ended(handler=handler, reporter=told)) == {"o": {"c": "sorry"}}
    assert told.events == [("props", {"props": {"q": {"x": "gone"}}})]
