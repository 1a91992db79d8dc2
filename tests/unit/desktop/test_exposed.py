"""Exposed functions: their names, their arguments, what they return."""

import asyncio
import functools
import math
from typing import Any, Optional, Union

import pytest

from desktopdash import Dash
from desktopdash.desktop.exposed import ExposedFunctions
from desktopdash.errors import DesktopError, IncorrectTypeException

from .support import exposed


def run(function, *args):
    """Call a function as the page does; returns JSON."""
    return exposed(it=function).find("it").run(args)


def refused(function, *args):
    """Return what the page is told of a call that does not fit."""
    with pytest.raises(DesktopError) as caught:
        run(function, *args)
    assert caught.value.code == "invalid"
    return str(caught.value)


# Names.


@pytest.mark.parametrize("name", ["save", "Save2", "reports.save", "a.b.c", "größe", "class"])
def test_a_name_is_one(name):
    table = exposed(**{name: lambda: 1})
    assert table.find(name).name == name


@pytest.mark.parametrize("name", ["", ".", "a.", ".a", "a..b", "a b", "a-b", "1a", "a/b", "a\n", "<lambda>", 3])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(IncorrectTypeException, match="is no name; expected"):
        ExposedFunctions().add(lambda: 1, name, False)


@pytest.mark.parametrize("name", ["_save", "__class__", "__init__", "a._b", "a.__dict__", "_"])
def test_a_private_name_is_refused(name):
    with pytest.raises(IncorrectTypeException, match="private name; expected"):
        ExposedFunctions().add(lambda: 1, name, False)


def test_a_function_without_a_name_needs_one():
    seven = functools.partial(lambda first, second: first + second, 3)
    for function in (lambda: 1, seven):
        with pytest.raises(IncorrectTypeException, match="name='save_report'"):
            ExposedFunctions().add(function, None, False)
    assert run(seven, 4) == "7"


@pytest.mark.parametrize("given", [None, 1, "save", [], {}])
def test_only_functions_are_exposed(given):
    with pytest.raises(IncorrectTypeException, match="expected a function"):
        ExposedFunctions().add(given, "save", False)


def test_a_name_has_one_function():
    def save():
        return 1

    table = exposed(save)
    table.add(save, None, True)
    assert table.find("save").parallel
    with pytest.raises(IncorrectTypeException, match="there is a function 'save' already"):
        table.add(lambda: 2, "save", False)
    assert table.find("save").run([]) == "1"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "save ",
        "Save",
        "save.__call__",
        "__class__",
        "__globals__",
        "save.run",
        "_functions",
        "add",
        None,
        1,
        [],
        {},
    ],
)
def test_nothing_else_is_reached(name):
    table = exposed(save=lambda: 1)
    with pytest.raises(DesktopError, match="no function is exposed as") as caught:
        table.find(name)
    assert caught.value.code == "unknown"


def test_a_long_name_is_cut_in_the_message():
    with pytest.raises(DesktopError) as caught:
        exposed().find("x" * 10_000)
    assert len(str(caught.value)) < 200


def test_the_decorator_gives_the_function_back():
    app = Dash("unit.exposed", add_log_handler=False)

    @app.expose
    def plain():
        return 1

    @app.expose(name="reports.save", parallel=True)
    def other():
        return 2

    assert (plain(), other()) == (1, 2)
    found = [app.link.exposed.find(name) for name in ("plain", "reports.save")]
    assert [(entry.function, entry.parallel) for entry in found] == [(plain, False), (other, True)]


# Arguments.


def two(first, second=2):
    return [first, second]


def many(first, *rest):
    return [first, *rest]


def named(first, *, other):
    return first


def loose(first, *, other=5, **more):
    return [first, other, more]


@pytest.mark.parametrize(
    ("function", "args", "answer"),
    [
        (two, [1], "[1,2]"),
        (two, [1, None], "[1,null]"),
        (many, [1], "[1]"),
        (many, [1, "a", None], '[1,"a",null]'),
        (loose, [1], "[1,5,{}]"),
        (lambda: None, [], "null"),
    ],
)
def test_arguments_stand_in_their_order(function, args, answer):
    assert run(function, *args) == answer


@pytest.mark.parametrize(
    ("function", "args"), [(two, []), (two, [1, 2, 3]), (many, []), (named, [1]), (loose, [1, 2]), (lambda: 1, [{}])]
)
def test_arguments_that_do_not_fit_are_said_with_the_signature(function, args):
    said = refused(function, *args)
    assert said.startswith("it(")
    assert "cannot be called so: " in said


KINDS = {bool: True, int: 7, float: 1.5, str: "s", list: [1], dict: {"a": 1}, type(None): None}


@pytest.mark.parametrize(
    ("annotation", "allowed"),
    [
        (bool, {bool}),
        (int, {int}),
        (float, {int, float}),
        (str, {str}),
        (list, {list}),
        (list[int], {list}),
        (dict, {dict}),
        (dict[str, Any], {dict}),
        (None, {type(None)}),
        (int | None, {int, type(None)}),
        (Optional[str], {str, type(None)}),  # noqa: UP045
        (Union[int, str], {int, str}),  # noqa: UP007
        (bool | int, {bool, int}),
        (float | list[str] | None, {int, float, list, type(None)}),
        (Any, set(KINDS)),
        (object, set(KINDS)),
        (int | Any, set(KINDS)),
        (bytes, set(KINDS)),
        (int | bytes, set(KINDS)),
        ("int", {int}),
        ("int | None", {int, type(None)}),
        ("NotThereAtAll", set(KINDS)),
        ("missing.module", set(KINDS)),
    ],
    ids=str,
)
def test_annotations_are_checked(annotation, allowed):
    def function(value):
        return 1

    function.__annotations__ = {"value": annotation}
    for kind, value in KINDS.items():
        if kind in allowed:
            assert run(function, value) == "1"
        else:
            found = "null" if value is None else kind.__name__
            assert refused(function, value).startswith(f"it: value is {found}; expected ")


def test_the_message_says_what_was_expected():
    def function(value: float | None):
        return value

    assert refused(function, "x") == "it: value is str; expected int or float or null"


def test_each_of_many_is_checked():
    def function(first: str, *rest: int):
        return len(rest)

    assert run(function, "a", 1, 2) == "2"
    assert refused(function, "a", 1, True) == "it: rest is bool; expected int"
    assert refused(function, "a", "b") == "it: rest is str; expected int"


def test_a_default_is_not_checked():
    def function(count: int = None):  # noqa: RUF013
        return count

    assert run(function) == "null"
    assert refused(function, "x").startswith("it: count is str")


def test_methods_and_objects_are_functions_too():
    class Report:
        def __init__(self):
            self.saved = []

        def save(self, name: str):
            self.saved.append(name)
            return len(self.saved)

        def __call__(self, name):
            return name

    report = Report()
    assert run(report.save, "a") == "1"
    assert refused(report.save, 1) == "it: name is int; expected str"
    assert run(report, "b") == '"b"'


# What they return.


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        (None, "null"),
        ((1, 2), "[1,2]"),
        (math.nan, "null"),
        ({1: "a"}, '{"1":"a"}'),
        ("ü\u2028", '"ü\u2028"'),
        ({"__proto__": 1}, '{"__proto__":1}'),
    ],
)
def test_what_is_returned_is_json(value, answer):
    assert run(lambda: value) == answer


@pytest.mark.parametrize("value", [{1, 2}, b"x", object(), (n for n in "ab"), len, 1j])
def test_what_is_not_json_has_failed(value):
    with pytest.raises(DesktopError, match="NotJson") as caught:
        run(lambda: value)
    assert caught.value.code == "failed"


def test_what_contains_itself_has_failed():
    value = []
    value.append(value)
    with pytest.raises(DesktopError, match="containing itself"):
        run(lambda: value)


def test_async_functions_are_awaited():
    async def add(first: int, second: int):
        await asyncio.sleep(0)
        return first + second

    async def fail():
        raise ValueError("no")

    assert run(add, 1, 2) == "3"
    assert refused(add, 1, "2") == "it: second is str; expected int"
    with pytest.raises(DesktopError, match=r"^ValueError: no$"):
        run(fail)


def test_what_is_raised_is_told_with_its_kind_and_its_cause():
    def fail():
        return {}["key"]

    with pytest.raises(DesktopError, match=r"^KeyError: 'key'$") as caught:
        run(fail)
    assert caught.value.code == "failed"
    assert isinstance(caught.value.__cause__, KeyError)


def test_an_error_of_the_desktop_keeps_its_code():
    def refuse():
        raise DesktopError("denied", "not you")

    with pytest.raises(DesktopError, match=r"^not you$") as caught:
        run(refuse)
    assert caught.value.code == "denied"


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt()])
def test_an_exit_is_not_hidden_here(error):
    def leave():
        raise error

    with pytest.raises(type(error)):
        run(leave)


# What cannot be asked for.


@pytest.mark.parametrize("annotation", [[int], {"a": int}, "a number of pixels", "1 / 0", "", "int | 'x", 3], ids=repr)
def test_an_annotation_that_is_no_type_is_not_checked(annotation):
    def function(value):
        return value

    function.__annotations__ = {"value": annotation}
    assert run(function, 1) == "1"


@pytest.mark.parametrize("function", [int, dict], ids=repr)
def test_a_function_whose_parameters_nobody_knows_is_refused(function):
    with pytest.raises(IncorrectTypeException, match="expected a function of your own"):
        ExposedFunctions().add(function, "it", False)


def test_a_default_of_none_allows_null() -> None:
    table = ExposedFunctions()

    def pick(name: str = None) -> str:  # type: ignore[assignment]  # noqa: RUF013
        return name or "nobody"

    table.add(pick, None, False)
    assert table.find("pick").run([None]) == '"nobody"'
