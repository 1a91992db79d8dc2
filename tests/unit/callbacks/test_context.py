"""What `ctx` tells. The values were told by Dash 4.4.1 for the same requests."""

import json

import pytest

from desktopdash import ALL, Input, Output, State, callback_context, ctx
from desktopdash.callbacks.context import CallbackContext, Caller, TriggeredList
from desktopdash.callbacks.dispatch import handle
from desktopdash.callbacks.registry import CallbackRegistry
from desktopdash.errors import MissingCallbackContextException

from .requests import ref, val

I = val("i", "v", 7)  # noqa: E741
J = val("j", "v", 8)
S = val("s", "v", 9)
ROWS = [val({"t": 1}, "v", 1), val({"t": 2}, "v", 2)]
ATTRIBUTES = sorted(name for name, kind in vars(CallbackContext).items() if isinstance(kind, property))


def tell(args, sent, kwargs=None, caller=None):
    """Run one callback and return what every attribute of ctx was in it."""
    registry, seen = CallbackRegistry(), {}

    def function(*_, **__):
        seen.update({name: getattr(ctx, name) for name in ATTRIBUTES})
        seen["truth"] = bool(ctx.triggered)
        return [1] * len(sent["outputs"]) if isinstance(sent["outputs"], list) else 1

    registry.callback(*args, **(kwargs or {}))(function)
    body = {"output": next(iter(registry)).name, "changedPropIds": ["i.v"], **sent}
    handle(registry, body, caller or Caller())
    return seen


def simple(changed=("i.v",), caller=None):
    sent = {"outputs": ref("o", "c"), "inputs": [I], "state": [S], "changedPropIds": list(changed)}
    return tell((Output("o", "c"), Input("i", "v"), State("s", "v")), sent, caller=caller)


def test_a_change():
    seen = simple()
    assert seen["triggered"] == [{"prop_id": "i.v", "value": 7}]
    assert seen["truth"] is True
    assert seen["triggered_id"] == "i"
    assert seen["triggered_prop_ids"] == {"i.v": "i"}
    assert seen["inputs"] == {"i.v": 7}
    assert seen["states"] == {"s.v": 9}
    assert seen["inputs_list"] == [I]
    assert seen["states_list"] == [S]
    assert seen["outputs_list"] == ref("o", "c")
    assert seen["outputs_grouping"] == ref("o", "c")
    assert seen["args_grouping"] == [
        {**I, "str_id": "i", "triggered": True},
        {**S, "str_id": "s", "triggered": False},
    ]
    assert (seen["using_args_grouping"], seen["using_outputs_grouping"]) == (False, False)


def test_the_initial_call_is_falsy_and_indexable():
    seen = simple(changed=())
    assert seen["truth"] is False
    assert seen["triggered"][0] == {"prop_id": ".", "value": None}
    assert seen["triggered"][0]["prop_id"].split(".")[0] == ""
    assert json.dumps(seen["triggered"]) == '[{"prop_id": ".", "value": null}]'
    assert seen["triggered_id"] is None
    assert seen["triggered_prop_ids"] == {}


def test_several_changes_keep_their_order():
    args = (Output("o", "c"), Input("i", "v"), Input("j", "v"))
    seen = tell(args, {"outputs": ref("o", "c"), "inputs": [I, J], "changedPropIds": ["j.v", "i.v"]})
    assert [item["prop_id"] for item in seen["triggered"]] == ["j.v", "i.v"]
    assert seen["triggered_id"] == "j"


def test_patterns():
    out, outputs = Output({"t": ALL}, "c"), [ref({"t": 1}, "c"), ref({"t": 2}, "c")]
    sent = {"outputs": outputs, "inputs": [ROWS, I], "changedPropIds": ['{"t":1}.v']}
    seen = tell((out, Input({"t": ALL}, "v"), Input("i", "v")), sent)
    assert seen["triggered"] == [{"prop_id": '{"t":1}.v', "value": 1}]
    assert seen["triggered_id"] == {"t": 1}
    assert seen["inputs"] == {'{"t":1}.v': 1, '{"t":2}.v': 2, "i.v": 7}
    assert seen["inputs_list"] == [ROWS, I]
    assert seen["outputs_list"] == outputs
    assert seen["args_grouping"][0][1] == {**ROWS[1], "str_id": '{"t":2}', "triggered": False}


def test_groupings():
    kwargs = {
        "output": {"a": Output("o", "a"), "b": (Output("g", "f"),)},
        "inputs": {"x": Input("i", "v"), "z": (Input("j", "v"),)},
        "state": {"y": State("s", "v")},
    }
    outputs = [ref("o", "a"), ref("g", "f")]
    registry, seen = CallbackRegistry(), {}

    def function(x, z, y):
        seen.update({name: getattr(ctx, name) for name in ATTRIBUTES})
        return {"a": 1, "b": (2,)}

    registry.callback(**kwargs)(function)
    sent = {
        "output": "..o.a...g.f..",
        "outputs": outputs,
        "inputs": [I, J],
        "state": [S],
        "changedPropIds": ["j.v"],
    }
    handle(registry, sent, Caller())
    assert seen["args_grouping"]["z"] == [{**J, "str_id": "j", "triggered": True}]
    assert seen["args_grouping"]["y"]["value"] == 9
    assert seen["outputs_grouping"] == {"a": outputs[0], "b": [outputs[1]]}
    assert seen["outputs_list"] == outputs
    assert (seen["using_args_grouping"], seen["using_outputs_grouping"]) == (True, True)


def test_the_caller_is_plain_data():
    caller = Caller("response", {"a": "b"}, {"H": "1"}, "/_dash-update-component", {"q": "1"}, "127.0.0.1", "http://x")
    seen = simple(caller=caller)
    found = tuple(seen[name] for name in ("response", "cookies", "headers", "path", "args", "remote", "origin"))
    assert found == (
        "response",
        {"a": "b"},
        {"H": "1"},
        "/_dash-update-component",
        {"q": "1"},
        "127.0.0.1",
        "http://x",
    )


def test_timings_are_collected():
    registry = CallbackRegistry()

    def function(i):
        ctx.record_timing("load", 0.0123, "loading")
        ctx.record_timing("load", 0.5)
        return ctx.timing_information

    registry.callback(Output("o", "c"), Input("i", "v"))(function)
    reply = handle(registry, {"output": "o.c", "inputs": [I]}, Caller())
    assert reply.timings == {"load": {"dur": 500, "desc": None}}


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_outside_a_callback_every_attribute_says_so(name):
    with pytest.raises(MissingCallbackContextException, match=rf"ctx\.{name} was used outside a callback"):
        getattr(callback_context, name)


def test_set_props_of_ctx_outside_a_callback_says_so():
    with pytest.raises(MissingCallbackContextException, match="set_props"):
        ctx.set_props("a", {"b": 1})


def test_a_failed_call_leaves_no_context():
    registry = CallbackRegistry()
    registry.callback(Output("o", "c"), Input("i", "v"))(lambda i: 1 / 0)
    with pytest.raises(Exception, match="division"):
        handle(registry, {"output": "o.c", "inputs": [I]}, Caller())
    with pytest.raises(MissingCallbackContextException):
        _ = ctx.triggered


def test_triggered_list():
    assert not TriggeredList([])
    assert TriggeredList([{"prop_id": "a.b", "value": 1}])
