"""The shapes were told by Dash 4.4.1 for the same arguments (its `inputs_state_indices` and `outputs_indices`)."""

import pytest

from desktopdash import Input, Output, State
from desktopdash.callbacks.signature import parse_signature
from desktopdash.errors import IncorrectTypeException
from desktopdash.model.grouping import map_grouping

O = Output("a", "b")  # noqa: E741
P = Output("c", "d")
I = Input("i", "v")  # noqa: E741
J = Input("j", "v")
K = Input("k", "v")
S = State("s", "v")
T = State("t", "v")

CASES = {
    "one of each": ((O, I, S), {}, "o", ["i", "s"]),
    "a single input": ((O, I), {}, "o", "i"),
    "in lists": (([O], [I, J], [S]), {}, ["o"], ["i", "j", "s"]),
    "one list of inputs": ((O, [I, J]), {}, "o", ["i", "j"]),
    "one tuple of inputs": ((O, (I, J)), {}, "o", ["i", "j"]),
    "a tuple in a list": ((O, [(I, J)]), {}, "o", ["i", "j"]),
    "state among the inputs": ((O, [I, S], [T]), {}, "o", ["i", "s", "t"]),
    "state first": ((O, S, I), {}, "o", ["s", "i"]),
    "nested by position": ((O, [I, [J, K]]), {}, "o", ["i", ["j", "k"]]),
    "a dict by position": ((O, {"x": I}), {}, "o", {"x": "i"}),
    "a dict of outputs by position": (({"x": O}, I), {}, {"x": "o"}, "i"),
    "two outputs": ((O, P, I), {}, ["o", "p"], "i"),
    "two outputs in a list": (([O, P], I), {}, ["o", "p"], "i"),
    "nested outputs": (([[O], P], I), {}, [["o"], "p"], "i"),
    "no output": ((I,), {}, [], "i"),
    "no input": ((O,), {}, "o", []),
    "nothing": ((), {}, [], []),
    "by keyword": ((), {"output": O, "inputs": [I]}, "o", ["i"]),
    "one input by keyword": ((), {"output": O, "inputs": I, "state": S}, "o", ["i", "s"]),
    "dicts by keyword": (
        (),
        {"output": {"x": O}, "inputs": {"a": I, "b": S}, "state": {"c": T}},
        {"x": "o"},
        {"a": "i", "b": "s", "c": "t"},
    ),
    "nested by keyword": (
        (),
        {"output": [O, (P,)], "inputs": [{"x": I}], "state": [S]},
        ["o", ["p"]],
        [{"x": "i"}, "s"],
    ),
    "inputs by keyword only": ((O,), {"inputs": [I]}, "o", ["i"]),
    "output by keyword only": ((I,), {"output": O}, "o", "i"),
}
NAMES = {O: "o", P: "p", I: "i", J: "j", K: "k", S: "s", T: "t"}


@pytest.mark.parametrize("name", CASES)
def test_shapes(name):
    args, kwargs, outputs, reads = CASES[name]
    found = parse_signature(args, **kwargs)
    assert map_grouping(NAMES.get, found.output_shape) == outputs
    assert map_grouping(NAMES.get, found.read_shape) == reads


BAD = {
    "a text": ((O, "x"), {}, IncorrectTypeException, "found 'x'"),
    "output after input": ((I, O), {}, IncorrectTypeException, "expected all Outputs first"),
    "a number as output": ((), {"output": 3, "inputs": [I]}, IncorrectTypeException, "found 3 as output"),
    "an output as input": (
        (),
        {"output": O, "inputs": [P]},
        IncorrectTypeException,
        "Input or State belongs",
    ),
    "an input as output": ((), {"output": I, "inputs": [J]}, IncorrectTypeException, "Output belongs"),
    "inputs twice": ((O, I), {"inputs": [J]}, IncorrectTypeException, "by position beside inputs="),
    "state without inputs": ((O,), {"state": [S]}, ValueError, "without inputs="),
    "a dict and a list": ((O,), {"inputs": {"a": I}, "state": [S]}, ValueError, "two lists or two dicts"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_refused(name):
    args, kwargs, error, message = BAD[name]
    with pytest.raises(error, match=message):
        parse_signature(args, **kwargs)
