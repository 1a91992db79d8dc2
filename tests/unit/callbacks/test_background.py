"""What `background=True` takes, refuses and tells the page."""

import pytest

from desktopdash import ALL, MATCH, Input, Output, Patch, callback, no_update
from desktopdash.callbacks.background import Background
from desktopdash.callbacks.registry import CallbackRegistry
from desktopdash.errors import IncorrectTypeException, InvalidCallbackReturnValue
from desktopdash.long_callback import MemoryManager

from ..apps import make_app

I = Input("i", "v")  # noqa: E741
O = Output("o", "c")  # noqa: E741
P = Output("p", "value")
Q = Output("q", "max")


def declare(*args, background=True, **kwargs):
    """Return the spec of a callback with these arguments."""
    registry = CallbackRegistry()

    @registry.callback(*(args or (O, I)), background=background, **kwargs)
    def function(*_):
        return None

    return next(iter(registry))


def made(**kwargs):
    return declare(**kwargs).background


def test_what_is_not_said_has_a_default():
    assert made() == Background(
        interval=1000,
        progress=(),
        progress_shape=None,
        progress_default=(),
        cancel=(),
        manager=None,
        ignored=(),
        ignores_triggered=True,
        concurrency="replace",
        timeout_s=None,
        on_leave="keep",
        executor="process",
    )


def test_what_is_said_with_its_default_is_the_same():
    assert (
        made(
            interval=1000,
            progress=None,
            progress_default=None,
            cancel=None,
            manager=None,
            cache_args_to_ignore=None,
            cache_ignore_triggered=True,
            concurrency="replace",
            timeout=None,
            on_leave="keep",
            executor="process",
        )
        == Background()
    )


def test_everything_that_is_said_is_kept():
    manager = MemoryManager()
    background = made(
        interval=250.7,
        progress=[P, Q],
        progress_default=["0", 10],
        cancel=Input("stop", "n_clicks"),
        manager=manager,
        cache_args_to_ignore=["n", 2],
        cache_ignore_triggered=False,
        concurrency="queue",
        timeout=2,
        on_leave="cancel",
        executor="thread",
    )
    assert background == Background(
        interval=250,
        progress=(P, Q),
        progress_shape=[P, Q],
        progress_default=("0", 10),
        cancel=(Input("stop", "n_clicks"),),
        manager=manager,
        ignored=("n", 2),
        ignores_triggered=False,
        concurrency="queue",
        timeout_s=2.0,
        on_leave="cancel",
        executor="thread",
    )


@pytest.mark.parametrize("concurrency", ["replace", "queue", "parallel", "drop"])
def test_the_page_is_told_what_it_does_itself(concurrency):
    spec = declare(
        Output({"k": MATCH}, "c"),
        Input({"k": MATCH}, "v"),
        interval=0.5,
        progress=(Output({"k": MATCH}, "value"), Output({"k": ALL}, "max")),
        progress_default=(None, [1, 2]),
        cancel=[Input({"k": MATCH}, "n"), Input("all", "n")],
        concurrency=concurrency,
        timeout=1,
        on_leave="cancel",
        manager=MemoryManager(),
    )
    assert spec.to_dict()["background"] == {
        "interval": 1,
        "cancel": [{"id": '{"k":["MATCH"]}', "property": "n"}, {"id": "all", "property": "n"}],
        "progress": [
            {"id": '{"k":["MATCH"]}', "property": "value"},
            {"id": '{"k":["ALL"]}', "property": "max"},
        ],
        "progressDefault": [None, [1, 2]],
        "concurrency": concurrency,
    }


def test_an_ordinary_callback_tells_none_of_it():
    assert declare(background=False).background is None
    assert declare(background=None).to_dict()["background"] is None


@pytest.mark.parametrize(
    "given",
    [
        {"interval": 1000},
        {"progress": None},
        {"cancel": None, "manager": None, "timeout": None},
        {"concurrency": "replace", "on_leave": "keep", "executor": "process"},
        {"cache_ignore_triggered": True},
        {"on_exit": "cancel", "notify": False},
    ],
)
def test_a_default_may_be_said_to_an_ordinary_callback(given):
    assert made(background=False, **given) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("interval", 500),
        ("progress", P),
        ("progress_default", 0),
        ("cancel", Input("stop", "n")),
        ("manager", MemoryManager()),
        ("cache_args_to_ignore", 0),
        ("cache_ignore_triggered", False),
        ("concurrency", "queue"),
        ("timeout", 5),
        ("on_leave", "cancel"),
        ("executor", "thread"),
        ("on_exit", "keep"),
        ("notify", True),
        ("notify", "It is done"),
    ],
)
def test_what_only_long_callbacks_take_is_refused_for_others(name, value):
    with pytest.raises(IncorrectTypeException, match=f"^{name}= has a meaning with background=True only"):
        made(background=False, **{name: value})


def test_all_that_is_said_in_vain_is_named():
    with pytest.raises(IncorrectTypeException, match=r"^timeout, executor= has a meaning"):
        made(background=False, timeout=1, executor="thread")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("concurrency", "none", 'expected "replace" or "queue" or "parallel" or "drop"'),
        ("concurrency", ["queue"], "concurrency= is "),
        ("on_leave", "stop", 'on_leave= is \'stop\'; expected "keep" or "cancel"'),
        ("executor", "celery", 'executor= is \'celery\'; expected "process" or "thread"'),
        ("on_exit", "wait", 'on_exit= is \'wait\'; expected "cancel" or "keep"'),
        ("on_exit", True, 'on_exit= is True; expected "cancel" or "keep"'),
        ("on_exit", ["keep"], "on_exit= is "),
        ("notify", 1, "notify= is 1; expected True, or the text of the notification"),
        ("notify", ["text"], "notify= is "),
        ("notify", lambda: True, "expected True, or the text of the notification"),
        ("interval", 0, "interval= is 0; expected a number of milliseconds above 0"),
        ("interval", -1, "interval= is -1"),
        ("interval", "1000", "interval= is '1000'"),
        ("interval", True, "interval= is True"),
        ("timeout", 0, "timeout= is 0; expected a number of seconds above 0"),
        ("timeout", -0.5, "timeout= is -0.5"),
        ("timeout", float("inf"), "timeout= is inf"),
        ("timeout", float("nan"), "timeout= is nan"),
        ("timeout", True, "timeout= is True"),
        ("timeout", "5", "timeout= is '5'"),
        ("progress", Input("p", "value"), "progress= is <Input `p.value`>; expected Outputs"),
        ("progress", "p.value", "progress= is 'p.value'; expected Outputs"),
        ("progress", [], r"progress= is \[\]; expected Outputs"),
        ("progress", [P, None], "expected Outputs"),
        ("cancel", Output("c", "n"), "cancel= is <Output `c.n`>; expected Inputs"),
        ("cancel", [Input("c", "n"), "n"], "expected Inputs"),
        ("cancel", [], r"cancel= is \[\]; expected Inputs"),
        ("manager", object(), "manager= is <object .*>; expected a DiskcacheManager or a CeleryManager"),
        ("cache_args_to_ignore", 1.5, "cache_args_to_ignore= is 1.5; expected names, or positions, of arguments"),
        ("cache_args_to_ignore", ["a", None], "cache_args_to_ignore= is "),
        ("progress_default", 0, "progress_default= has a meaning with progress= only; expected both"),
    ],
)
def test_what_an_argument_cannot_be_is_refused_with_what_it_can(name, value, expected):
    with pytest.raises(IncorrectTypeException, match=expected):
        made(**{name: value})


@pytest.mark.parametrize(
    ("given", "kept"),
    [("n", ("n",)), (0, (0,)), (["a", "b"], ("a", "b")), ((0, "b"), (0, "b")), ([], ())],
)
def test_one_ignored_argument_needs_no_list(given, kept):
    assert made(cache_args_to_ignore=given).ignored == kept


@pytest.mark.parametrize(
    ("progress", "default", "kept"),
    [
        (P, None, (None,)),
        (P, [1, 2], ([1, 2],)),
        ([P], "0", ("0",)),
        ([P], ["0"], ("0",)),
        ([P, Q], ("0", None), ("0", None)),
        ((P, Q), ["0", "9"], ("0", "9")),
        ({"value": P, "max": Q}, {"max": 9, "value": 0}, (0, 9)),
        ([P, (Q, O)], ["a", ["b", "c"]], ("a", "b", "c")),
    ],
)
def test_the_default_of_progress_has_its_shape(progress, default, kept):
    background = made(progress=progress, progress_default=default)
    assert background.progress_default == kept
    assert background.to_dict()["progressDefault"] == list(kept)


@pytest.mark.parametrize(
    ("progress", "default", "message"),
    [
        ([P, Q], "0", "the value of progress_default= is str '0'; expected a list or tuple of 2, in the shape of"),
        ([P, Q], ["0"], "the value of progress_default= has 1 values; expected 2, in the shape of progress="),
        ({"a": P}, {"b": 1}, "the value of progress_default= has the keys 'b'; expected 'a'"),
        ([P, (Q, O)], ["a", "b"], r"the part \[1\] of the value of progress_default= is str"),
    ],
)
def test_a_default_of_another_shape_is_refused(progress, default, message):
    with pytest.raises(IncorrectTypeException, match=message):
        made(progress=progress, progress_default=default)


@pytest.mark.parametrize(
    ("name", "part"), [("progress", Output({"k": MATCH}, "value")), ("cancel", Input({"k": MATCH}, "n"))]
)
def test_a_match_that_nothing_says_the_meaning_of_is_refused(name, part):
    said = rf"function \(.*test_background:\d+\): `.*k.*` in {name}= has MATCH under k; expected an Output or Input"
    with pytest.raises(IncorrectTypeException, match=said):
        made(**{name: [part]})
    other = Output({"other": MATCH}, "c"), Input("i", "v")
    with pytest.raises(IncorrectTypeException, match="has MATCH under k"):
        declare(*other, **{name: part})
    declare(Output({"k": MATCH}, "c"), Input("i", "v"), **{name: part})
    declare(Input({"k": MATCH}, "c"), **{name: part})


def test_a_callback_in_the_page_is_no_long_one():
    said = "clientside function: background=True runs a Python function in another process"
    with pytest.raises(IncorrectTypeException, match=said):
        CallbackRegistry().clientside_callback("x => x", O, I, background=True)


def test_the_older_name_takes_positions_and_keywords_as_the_newer_does():
    app = make_app()
    forms = [
        app.long_callback(Output("a", "c"), I, progress=P),
        app.callback(Output("b", "c"), [I], background=True, progress=P),
        app.long_callback(output=Output("c", "c"), inputs=I, progress=P),
        app.callback(output=Output("d", "c"), inputs={"v": I}, background=True, progress=P),
        callback(output=Output("e", "c"), inputs=I, background=True, progress=P),
    ]
    for form in forms:
        form(lambda *_, **__: None)
    made = [app.registry.get(f"{name}.c").background for name in "abcde"]
    assert made == [Background(progress=(P,), progress_shape=P, progress_default=(None,))] * 5


# What `set_progress` takes.


@pytest.mark.parametrize(
    ("progress", "value", "values"),
    [
        (P, 3, [(0, 3)]),
        (P, [3, 4], [(0, [3, 4])]),
        (P, None, [(0, None)]),
        ([P], 3, [(0, 3)]),
        ([P], [3], [(0, 3)]),
        ([P], None, [(0, None)]),
        ((P,), "x", [(0, "x")]),
        ([P, Q], ("1", "9"), [(0, "1"), (1, "9")]),
        ((P, Q), ["1", "9"], [(0, "1"), (1, "9")]),
        ([P, Q], [[1], {"a": 2}], [(0, [1]), (1, {"a": 2})]),
        ({"value": P, "max": Q}, {"max": 9, "value": 1}, [(0, 1), (1, 9)]),
        ([P, {"m": Q, "o": O}], [1, {"o": 3, "m": 2}], [(0, 1), (1, 2), (2, 3)]),
    ],
)
def test_progress_is_given_in_the_shape_of_its_outputs(progress, value, values):
    assert made(progress=progress).progress_values(value) == values


@pytest.mark.parametrize(
    ("progress", "value", "values"),
    [
        (P, no_update, []),
        ([P], no_update, []),
        ([P, Q], [no_update, 2], [(1, 2)]),
        ([P, Q], [1, no_update], [(0, 1)]),
        ([P, Q], [no_update, no_update], []),
        ({"a": P, "b": Q}, {"a": no_update, "b": 2}, [(1, 2)]),
    ],
)
def test_a_part_of_progress_may_stay_as_it_is(progress, value, values):
    assert made(progress=progress).progress_values(value) == values


def test_progress_may_be_a_patch():
    patch = Patch()
    patch.append(1)
    assert made(progress=[P, Q]).progress_values([patch, 2]) == [(0, patch), (1, 2)]


@pytest.mark.parametrize(
    ("progress", "value", "message"),
    [
        ([P, Q], 3, "the value given to set_progress is int 3; expected a list or tuple of 2"),
        ([P, Q], [1], "the value given to set_progress has 1 values; expected 2"),
        ([P], [1, 2], "the value given to set_progress has 2 values; expected 1"),
        ({"a": P, "b": Q}, [1, 2], r"the value given to set_progress is list \[1, 2\]; expected a dict"),
        ({"a": P, "b": Q}, {"a": 1}, "the value given to set_progress has the keys 'a'; expected 'a', 'b'"),
        ([P, {"m": Q}], [1, 2], r"the part \[1\] of the value given to set_progress is int 2"),
    ],
)
def test_progress_of_another_shape_is_refused_with_the_outputs(progress, value, message):
    with pytest.raises(InvalidCallbackReturnValue, match=message) as caught:
        made(progress=progress).progress_values(value)
    assert ". Its outputs are `p.value`" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("interval", float("nan")),
        ("interval", float("inf")),
        ("cache_args_to_ignore", True),
        ("cache_args_to_ignore", [0, False]),
    ],
)
def test_values_that_are_numbers_by_their_type_only(name, value):
    with pytest.raises(IncorrectTypeException, match=f"^{name}= is "):
        made(**{name: value})


@pytest.mark.parametrize(
    ("given", "on_exit", "notify"),
    [
        ({}, "cancel", False),
        ({"on_exit": None, "notify": None}, "cancel", False),
        ({"on_exit": "keep", "notify": True}, "keep", True),
        ({"on_exit": "cancel", "notify": "It is done"}, "cancel", "It is done"),
        ({"notify": False}, "cancel", False),
        ({"notify": ""}, "cancel", ""),
    ],
)
def test_what_becomes_of_its_jobs_at_the_end_is_the_servers_affair(given, on_exit, notify):
    spec = declare(**given)
    assert (spec.background.on_exit, spec.background.notify) == (on_exit, notify)
    assert spec.to_dict()["background"].keys().isdisjoint({"on_exit", "onExit", "notify"})
