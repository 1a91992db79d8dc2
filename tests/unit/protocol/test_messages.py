import pytest

from desktopdash.errors import RequestError
from desktopdash.protocol.messages import CallbackRequest, PropRef, PropValue, parse_request

I = {"id": "i", "property": "value", "value": 7}  # noqa: E741
W = [{"id": {"t": 1}, "property": "v", "value": 1}, {"id": {"t": 2}, "property": "v"}]


def body(**changes):
    base = {
        "output": "o.c",
        "outputs": {"id": "o", "property": "c"},
        "inputs": [I],
        "changedPropIds": ["i.value"],
    }
    return {name: value for name, value in (base | changes).items() if value is not ...}


def test_a_whole_request():
    assert parse_request(body(state=[W])) == CallbackRequest(
        output="o.c",
        outputs=(PropRef("o", "c"),),
        inputs=(PropValue("i", "value", 7),),
        state=((PropValue({"t": 1}, "v", 1), PropValue({"t": 2}, "v", None)),),
        changed=(("i.value", "i", "value"),),
    )


def test_what_may_be_left_out():
    request = parse_request(body(outputs=..., changedPropIds=...))
    assert (request.outputs, request.state, request.changed) == (None, (), ())


def test_outputs_may_be_nested_lists():
    outputs = [{"id": "a", "property": "x"}, [{"id": {"t": 1}, "property": "y"}]]
    assert parse_request(body(outputs=outputs)).outputs == (PropRef("a", "x"), (PropRef({"t": 1}, "y"),))


def test_the_mark_of_a_duplicate_output_is_left_off():
    assert parse_request(body(outputs={"id": "o", "property": "c@0a1b"})).outputs == (PropRef("o", "c"),)


def test_dict_ids_in_triggers_are_parsed():
    changed = parse_request(body(changedPropIds=['{"t":1}.v'])).changed
    assert changed == (('{"t":1}.v', {"t": 1}, "v"),)


BAD = {
    "a list": ([], r"the body is \[\]"),
    "no output": (body(output=...), "`output` is None"),
    "output of a wrong type": (body(output=3), "`output` is 3"),
    "no inputs": (body(inputs=...), "`inputs` is missing"),
    "inputs no list": (body(inputs={}), "`inputs` is {}; expected a list"),
    "input no object": (body(inputs=["x"]), r"`inputs\[0\]` is 'x'"),
    "input without id": (body(inputs=[{"property": "v"}]), r"`inputs\[0\].id` is None"),
    "id of a wrong type": (body(inputs=[{"id": 3, "property": "v"}]), r"`inputs\[0\].id` is 3"),
    "id with a list inside": (body(inputs=[{"id": {"a": [1]}, "property": "v"}]), r"`inputs\[0\].id`"),
    "no property": (body(inputs=[{"id": "a"}]), r"`inputs\[0\].property` is None"),
    "nested too far": (body(inputs=[[[I]]]), r"`inputs\[0\]\[0\]`"),
    "state no list": (body(state="x"), "`state` is 'x'"),
    "outputs a text": (body(outputs="x"), "`outputs` is 'x'"),
    "output no object": (body(outputs=[1]), r"`outputs\[0\]` is 1"),
    "trigger no text": (body(changedPropIds=[1]), r"`changedPropIds\[0\]` is 1"),
    "trigger without a dot": (body(changedPropIds=["ab"]), r"`changedPropIds\[0\]` is 'ab'"),
    "trigger with half a dict": (body(changedPropIds=["{a.b"]), r"`changedPropIds\[0\]`"),
}


@pytest.mark.parametrize("name", BAD)
def test_malformed_requests_are_refused_with_a_reason(name):
    wrong, message = BAD[name]
    with pytest.raises(RequestError, match=message) as caught:
        parse_request(wrong)
    assert 400 <= caught.value.status < 500


def test_too_many_items_are_refused():
    with pytest.raises(RequestError, match="at most"):
        parse_request(body(changedPropIds=["a.b"] * 100_001))
