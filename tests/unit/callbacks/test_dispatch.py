import json
from contextvars import copy_context

import pytest

from desktopdash import ALL, MATCH, Input, Output, Patch, State, ctx, html, no_update, set_props
from desktopdash.callbacks.context import Caller
from desktopdash.callbacks.dispatch import handle
from desktopdash.callbacks.registry import CallbackRegistry
from desktopdash.errors import (
    CallbackFailed,
    InvalidCallbackReturnValue,
    MissingCallbackContextException,
    PreventUpdate,
    RequestError,
)

from .requests import ask, ref, response, val

I = val("i", "v", 7)  # noqa: E741
J = val("j", "v", 8)
S = val("s", "v", 9)
ROWS = [val({"t": 1}, "v", 1), val({"t": 2}, "v", 2)]


@pytest.fixture
def registry():
    return CallbackRegistry()


def register(registry, function, *args, **kwargs):
    registry.callback(*args, **kwargs)(function)


def test_one_output(registry):
    register(registry, lambda i, s: i + s, Output("o", "c"), Input("i", "v"), State("s", "v"))
    assert ask(registry, "o.c", [I], [S]) == {"multi": True, "response": {"o": {"c": 16}}}


@pytest.mark.parametrize("value", [{"a": 1}, [1, 2], (), None])
def test_a_single_argument_may_be_anything(registry, value):
    register(registry, lambda i: [i], Output("o", "c"), Input("i", "v"))
    assert response(registry, "o.c", [val("i", "v", value)]) == {"o": {"c": [list(value) if value == () else value]}}


def test_several_outputs_from_a_list_or_a_tuple(registry):
    for name, kind in (("a", list), ("b", tuple)):
        outs = (Output(name, "c"), Output(name, "d"))
        register(registry, lambda i, kind=kind: kind([i, i + 1]), *outs, Input("i", "v"))
        assert response(registry, f"..{name}.c...{name}.d..", [I]) == {name: {"c": 7, "d": 8}}


def test_groupings_of_arguments_and_outputs(registry):
    register(
        registry,
        lambda x, z, y: {"a": [x, z], "b": (y,)},
        output={"a": Output("o", "a"), "b": (Output("g", "f"),)},
        inputs={"x": Input("i", "v"), "z": (Input("j", "v"),)},
        state={"y": State("s", "v")},
    )
    assert response(registry, "..o.a...g.f..", [I, J], [S]) == {"o": {"a": [7, [8]]}, "g": {"f": 9}}


def test_nested_arguments_by_position(registry):
    register(registry, lambda x, rest: [x, rest], Output("o", "c"), [Input("i", "v"), [Input("j", "v")]])
    assert response(registry, "o.c", [I, J]) == {"o": {"c": [7, [8]]}}


def test_all_gives_and_takes_lists(registry):
    out = Output({"t": ALL}, "c")
    register(registry, lambda rows, i: [row + i for row in rows], out, Input({"t": ALL}, "v"), Input("i", "v"))
    targets = [ref({"t": 1}, "c"), ref({"t": 2}, "c")]
    answer = response(registry, '{"t":["ALL"]}.c', [ROWS, I], outputs=targets)
    assert answer == {'{"t":1}': {"c": 8}, '{"t":2}': {"c": 9}}


def test_all_that_selects_nothing(registry):
    register(registry, lambda rows: list(rows), Output({"t": ALL}, "c"), Input({"t": ALL}, "v"))
    assert response(registry, '{"t":["ALL"]}.c', [[]], outputs=[]) is None


def test_match(registry):
    register(registry, lambda v: v * 2, Output({"t": MATCH}, "c"), Input({"t": MATCH}, "v"))
    answer = response(registry, '{"t":["MATCH"]}.c', [ROWS[1]], outputs=ref({"t": 2}, "c"))
    assert answer == {'{"t":2}': {"c": 4}}


def test_no_output(registry):
    seen = []
    register(registry, seen.append, Input("i", "v"))
    assert response(registry, next(iter(registry)).name, [I]) is None
    assert seen == [7]


def test_no_input(registry):
    register(registry, lambda: 1, Output("o", "c"))
    assert response(registry, "o.c", []) == {"o": {"c": 1}}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ((no_update, 1), {"o": {"d": 1}}),
        ((no_update, no_update), None),
        (no_update, None),
        (({"_dash_no_update": "_dash_no_update"}, 2), {"o": {"d": 2}}),
    ],
)
def test_no_update(registry, value, expected):
    register(registry, lambda i: value, Output("o", "c"), Output("o", "d"), Input("i", "v"))
    assert response(registry, "..o.c...o.d..", [I]) == expected


def test_prevent_update(registry):
    def function(i):
        raise PreventUpdate

    register(registry, function, Output("o", "c"), Input("i", "v"))
    assert response(registry, "o.c", [I]) is None


def test_a_duplicate_output_is_written_to_its_prop(registry):
    out = Output("o", "c", allow_duplicate=True)
    register(registry, lambda i: i, out, Input("i", "v"), prevent_initial_call=True)
    name = next(iter(registry)).name
    assert response(registry, name, [I], outputs=ref("o", "c")) == {"o": {"c": 7}}
    assert response(registry, name, [I], outputs=ref(*name.split(".", 1))) == {"o": {"c": 7}}


def test_set_props_arrive_beside_the_outputs(registry):
    def function(i):
        set_props("q", {"a": 1})
        ctx.set_props("q", {"b": [i]})
        set_props({"k": 1}, {"c": 2})
        return no_update

    register(registry, function, Output("o", "c"), Input("i", "v"))
    assert ask(registry, "o.c", [I]) == {
        "multi": True,
        "response": {},
        "sideUpdate": {"q": {"a": 1, "b": [7]}, '{"k":1}': {"c": 2}},
    }


def failure(registry, *args, **kwargs):
    with pytest.raises(CallbackFailed) as caught:
        ask(registry, *args, **kwargs)
    return caught.value


def test_an_exception_keeps_its_traceback_without_our_frames(registry):
    def inner():
        return 1 / 0

    def function(i):
        return inner()

    register(registry, function, Output("o", "c"), Input("i", "v"))
    failed = failure(registry, "o.c", [I])
    assert isinstance(failed.error, ZeroDivisionError)
    assert failed.callback.startswith("function (")
    assert "test_dispatch" in failed.callback
    assert failed.trace.startswith("Traceback (most recent call last):")
    assert "in inner" in failed.trace
    assert "dispatch.py" not in failed.trace.replace("test_dispatch.py", "")
    assert failed.trace.endswith("ZeroDivisionError: division by zero\n")


def test_the_causes_of_an_exception_are_kept(registry):
    def function(i):
        try:
            html.Div(nonsense=1)
        except TypeError as error:
            raise RuntimeError("second") from error

    register(registry, function, Output("o", "c"), Input("i", "v"))
    trace = failure(registry, "o.c", [I]).trace
    assert "nonsense" in trace
    assert "second" in trace
    assert "component.py" not in trace


def test_an_exit_in_a_callback_does_not_end_the_server(registry):
    def function(i):
        raise SystemExit(3)

    register(registry, function, Output("o", "c"), Input("i", "v"))
    assert isinstance(failure(registry, "o.c", [I]).error, SystemExit)


WRONG = {
    "too many": ((1, 2, 3), "has 3 values; expected 2"),
    "too few": ((1,), "has 1 values; expected 2"),
    "a text": ("xy", "is str 'xy'; expected a list or tuple of 2"),
    "nothing": (None, "is NoneType None"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_numbers_of_values_are_told(registry, name):
    value, message = WRONG[name]

    def my_function(i):
        return value

    register(registry, my_function, Output("o", "c"), Output("o", "d"), Input("i", "v"))
    error = failure(registry, "..o.c...o.d..", [I]).error
    assert isinstance(error, InvalidCallbackReturnValue)
    assert message in str(error)
    assert "my_function (" in str(error)
    assert "`o.c`, `o.d`" in str(error)


def test_a_value_without_an_output_is_told(registry):
    register(registry, lambda i: 3, Input("i", "v"))
    assert "it has no output, and returned int 3" in str(failure(registry, next(iter(registry)).name, [I]).error)


def test_a_value_that_is_not_json_is_told_with_its_output_and_place(registry):
    def my_function(i):
        return 1, html.Div([{"a": [object()]}])

    register(registry, my_function, Output("o", "c"), Output("p", "d"), Input("i", "v"))
    message = str(failure(registry, "..o.c...p.d..", [I]).error)
    assert "my_function (" in message
    assert "`p.d`" in message
    assert "`Div.children[0].a[0]`" in message
    assert "<object object" in message


def test_a_prop_that_is_set_again_is_set_twice_in_order(registry):
    def function(i):
        set_props("q", {"a": 1, "b": 1})
        set_props("q", {"a": 2})
        set_props("r", {"a": 3})
        set_props("q", {"a": 4})

    register(registry, function, Input("i", "v"))
    side = ask(registry, next(iter(registry)).name, [I])["sideUpdate"]
    assert side == [{"q": {"a": 1, "b": 1}}, {"q": {"a": 2}, "r": {"a": 3}}, {"q": {"a": 4}}]


def test_patches_of_set_props_are_all_sent(registry):
    def function(i):
        for number in (1, 2):
            patch = Patch()
            patch.append(number)
            set_props("q", {"a": patch})

    register(registry, function, Input("i", "v"))
    side = ask(registry, next(iter(registry)).name, [I])["sideUpdate"]
    assert [update["q"]["a"]["operations"][0]["params"]["value"] for update in side] == [1, 2]


def test_set_props_takes_the_value_of_that_moment(registry):
    def function(i):
        rows = [1]
        set_props("q", {"a": rows})
        rows.append(2)

    register(registry, function, Input("i", "v"))
    assert ask(registry, next(iter(registry)).name, [I])["sideUpdate"] == {"q": {"a": [1]}}


def test_set_props_goes_out_at_once_where_there_is_a_way(registry):
    sent = []

    def function(i):
        set_props("q", {"a": 1})
        assert json.loads(sent[-1]) == {"q": {"a": 1}}
        ctx.set_props({"k": 1}, {"b": 2})
        assert json.loads(sent[-1]) == {'{"k":1}': {"b": 2}}
        return "done"

    register(registry, function, Output("o", "c"), Input("i", "v"))
    reply = handle(registry, {"output": "o.c", "inputs": [I]}, Caller(send=sent.append))
    assert len(sent) == 2
    assert json.loads(reply.body) == {"multi": True, "response": {"o": {"c": "done"}}}


def test_set_props_after_the_answer_says_so(registry):
    context = []
    register(registry, lambda i: context.append(copy_context()), Input("i", "v"))
    ask(registry, next(iter(registry)).name, [I])
    with pytest.raises(MissingCallbackContextException, match="after its answer"):
        context[0].run(set_props, "q", {"a": 1})


@pytest.mark.parametrize("props", [None, [("a", 1)], "a"])
def test_set_props_refuses_what_are_no_props(registry, props):
    register(registry, lambda i: set_props("q", props), Input("i", "v"))
    assert "expected a dict of props" in str(failure(registry, next(iter(registry)).name, [I]).error)


def test_a_side_update_that_is_not_json_is_told(registry):
    def function(i):
        set_props("q", {"a": object()})

    register(registry, function, Input("i", "v"))
    message = str(failure(registry, next(iter(registry)).name, [I]).error)
    assert "set_props('q', ...) was given a value for `a` that is not JSON" in message
    assert "<object object" in message


def test_a_wrong_number_for_a_pattern_is_told(registry):
    register(registry, lambda rows: [1], Output({"t": ALL}, "c"), Input({"t": ALL}, "v"))
    targets = [ref({"t": 1}, "c"), ref({"t": 2}, "c")]
    message = str(failure(registry, '{"t":["ALL"]}.c', [ROWS], outputs=targets).error)
    assert "expected a list of 2, received list [1]" in message


BAD = {
    "unknown": ({"output": "x.y", "inputs": []}, "no callback writes `x.y`"),
    "too few inputs": ({"output": "o.c", "inputs": []}, "`inputs` has 0 items; `o.c` takes 1"),
    "too many inputs": ({"output": "o.c", "inputs": [I, I], "state": [S]}, "`inputs` has 2"),
    "no state": ({"output": "o.c", "inputs": [I]}, "`state` has 0 items"),
    "another id": (
        {"output": "o.c", "inputs": [J], "state": [S]},
        "expects `i.v` where the request has `j.v`",
    ),
    "another prop": ({"output": "o.c", "inputs": [val("i", "w")], "state": [S]}, "expects `i.v`"),
    "a list": ({"output": "o.c", "inputs": [[I]], "state": [S]}, "takes one prop for `i.v`"),
    "another output": (
        {"output": "o.c", "inputs": [I], "state": [S], "outputs": ref("p", "c")},
        "expects `o.c` where the request has `p.c`",
    ),
    "too many outputs": (
        {"output": "o.c", "inputs": [I], "state": [S], "outputs": [ref("o", "c")] * 2},
        "`outputs` has 2 items",
    ),
    "in the page": ({"output": "page.c", "inputs": [I]}, "a function in the page"),
    "no outputs for a pattern": ({"output": '{"t":["ALL"]}.c', "inputs": [ROWS]}, "`outputs` is missing"),
    "an id that the pattern does not select": (
        {"output": '{"t":["ALL"]}.c', "inputs": [[val({"u": 1}, "v")]], "outputs": []},
        'has `{"u":1}.v`',
    ),
    "one prop for a pattern": (
        {"output": '{"t":["ALL"]}.c', "inputs": [ROWS[0]], "outputs": []},
        "takes a list of props",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_requests_that_do_not_fit_are_refused(registry, name):
    body, message = BAD[name]
    register(registry, lambda i, s: i, Output("o", "c"), Input("i", "v"), State("s", "v"))
    register(registry, lambda rows: rows, Output({"t": ALL}, "c"), Input({"t": ALL}, "v"))
    registry.clientside_callback("function(){}", Output("page", "c"), Input("i", "v"))
    with pytest.raises(RequestError) as caught:
        handle(registry, body, Caller())
    assert message in str(caught.value)
    assert 400 <= caught.value.status < 500
