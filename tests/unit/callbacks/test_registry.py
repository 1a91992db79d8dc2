import pytest

from desktopdash import ClientsideFunction, Input, Output, State
from desktopdash.callbacks.registry import CallbackRegistry
from desktopdash.errors import DuplicateCallback, IncorrectTypeException, NotSupportedYet

I = Input("i", "value")  # noqa: E741


@pytest.fixture
def registry():
    return CallbackRegistry()


def add(registry, *args, **kwargs):
    @registry.callback(*args, **kwargs)
    def function(*_, **__):
        return None

    return function


def names(registry):
    return [spec.name for spec in registry]


def test_names_on_the_wire(registry):
    add(registry, Output("o", "children"), I)
    add(registry, [Output("o", "title")], I)
    add(registry, Output("o", "style"), Output("g", "figure"), I)
    add(registry, Output({"b": 1, "a": "x"}, "children"), I)
    assert names(registry) == [
        "o.children",
        "..o.title..",
        "..o.style...g.figure..",
        '{"a":"x","b":1}.children',
    ]


def test_the_hash_of_a_duplicate_output_is_dashs(registry):
    add(registry, Output("p", "dup", allow_duplicate=True), I, prevent_initial_call=True)
    add(registry, I)
    mark = "eba65718bd537315ca596d827bb9690c96e63c9ad3d2be6e7b2c5628593cfb63"
    assert names(registry) == [f"p.dup@{mark}", mark]


def test_duplicate_outputs_with_the_same_inputs_get_names_of_their_own(registry):
    for _ in range(3):
        add(registry, Output("p", "dup", allow_duplicate=True), I, prevent_initial_call=True)
        add(registry, I)
    assert len(set(names(registry))) == 6
    registry.check()


def test_entries_for_the_page(registry):
    add(registry, Output("o", "children"), I, State("s", "data"), prevent_initial_call=True)
    assert registry.entries() == [
        {
            "output": "o.children",
            "outputs": [{"id": "o", "property": "children"}],
            "inputs": [{"id": "i", "property": "value"}],
            "state": [{"id": "s", "property": "data"}],
            "clientside_function": None,
            "prevent_initial_call": True,
            "background": None,
            "dynamic_creator": None,
            "no_output": False,
            "optional": False,
            "hidden": False,
        }
    ]


def test_a_persistent_callback_says_so(registry):
    add(registry, Output("o", "children"), I, persistent=True)
    assert registry.entries()[0]["persistent"] is True


def test_entries_name_outputs_without_their_hash(registry):
    add(registry, Output("p", "dup", allow_duplicate=True), I, prevent_initial_call="initial_duplicate")
    entry = registry.entries()[0]
    assert entry["outputs"] == [{"id": "p", "property": "dup"}]
    assert entry["prevent_initial_call"] is False


def test_inline_functions_are_named_by_their_hash(registry):
    source = "function(x){return x+'</script>'}"
    registry.clientside_callback(source, Output("o", "lang"), I)
    name = "8ad55b86c4513d293de0af6b59b9bb89fd79d54cde8958a87c9bc6c49130c229"
    assert registry.entries()[0]["clientside_function"] == {
        "namespace": "_dashprivate_clientside_funcs",
        "function_name": name,
    }
    (script,) = registry.inline_scripts()
    assert f'ns["{name}"] = {source}\n' in script


def test_each_inline_function_has_a_script_of_its_own(registry):
    registry.clientside_callback("() => 1", Output("o", "a"), I)
    registry.clientside_callback("() => {", Output("o", "b"), I)
    registry.clientside_callback("() => 1", Output("o", "c"), I)
    assert len(registry.inline_scripts()) == 2


def test_named_functions_need_no_script(registry):
    registry.clientside_callback(ClientsideFunction("n", "f"), Output("o", "dir"), I)
    assert registry.entries()[0]["clientside_function"] == {"namespace": "n", "function_name": "f"}
    assert registry.inline_scripts() == []


@pytest.mark.parametrize(
    ("default", "given", "told"),
    [
        (False, None, False),
        (True, None, True),
        (True, False, False),
        (False, True, True),
        (False, "initial_duplicate", False),
        ("initial_duplicate", None, False),
        ("initial_duplicate", True, True),
    ],
)
def test_prevent_initial_call(default, given, told):
    registry = CallbackRegistry(default)
    add(registry, Output("o", "c"), I, prevent_initial_call=given)
    assert registry.entries()[0]["prevent_initial_call"] is told


def test_prevent_initial_call_in_the_last_place(registry):
    add(registry, Output("o", "c"), [I], [], True)
    assert registry.entries()[0]["prevent_initial_call"] is True


def test_duplicates_need_a_prevented_initial_call(registry):
    with pytest.raises(DuplicateCallback, match=r"function \(.*test_registry:\d+\), output `a.c`: allow_duplicate"):
        add(registry, Output("a", "c", allow_duplicate=True), I)
    add(CallbackRegistry("initial_duplicate"), Output("a", "c", allow_duplicate=True), I)


def test_keywords_are_checked(registry):
    with pytest.raises(TypeError, match="unexpected keyword argument 'foo'; it knows output, inputs"):
        add(registry, Output("a", "c"), I, foo=1)
    with pytest.raises(NotSupportedYet, match="websocket=True"):
        add(registry, Output("a", "c"), I, websocket=True)
    add(registry, Output("a", "c"), I, background=False, running=None, interval=1000)


def test_only_functions_are_decorated(registry):
    with pytest.raises(IncorrectTypeException, match="expected a function"):
        registry.callback(Output("a", "c"), I)(3)
    with pytest.raises(IncorrectTypeException, match="JavaScript source"):
        registry.clientside_callback(3, Output("a", "c"), I)


def test_the_decorated_function_stays_itself(registry):
    assert add(registry, Output("a", "c"), I)() is None
    assert len(registry) == 1
    assert registry.get("a.c").label.startswith("function (")
    assert registry.get("nothing") is None
