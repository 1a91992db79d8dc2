import pytest

from desktopdash import ALL, ClientsideFunction, Input, NoUpdate, Output, State, no_update
from desktopdash.errors import IncorrectTypeException
from desktopdash.model.component import Component


class Plain(Component):
    _type = "Plain"
    _namespace = "test_dependency"
    _prop_names = ["children", "id"]


def test_a_component_gives_its_id_and_gets_one_when_it_has_none():
    assert str(Input(Plain(id="q"), "v")) == "q.v"
    bare = Plain()
    made = Input(bare, "v")
    assert made.component_id == bare.id
    assert Output(bare, "v").component_id == bare.id
    assert Input(Plain(), "v").component_id != bare.id


def test_dependencies_are_equal_by_what_they_name():
    assert Input("a", "b") == Input("a", "b")
    assert hash(Input("a", "b")) == hash(Input("a", "b"))
    assert Input({"a": 1, "b": 2}, "c") == Input({"b": 2, "a": 1}, "c")
    assert Input("a", "b") != Input("a", "c")


def test_what_the_page_is_told():
    assert Input({"k": ALL}, "v", allow_optional=True).to_dict() == {
        "id": '{"k":["ALL"]}',
        "property": "v",
        "allow_optional": True,
    }
    assert State("a", "b").to_dict() == {"id": "a", "property": "b"}
    assert Output("a", "b", allow_duplicate=True).to_dict() == {"id": "a", "property": "b"}


def test_a_property_is_text():
    with pytest.raises(IncorrectTypeException, match="component_property is 3"):
        Input("a", 3)


def test_it_prints_as_what_it_is():
    assert repr(Output({"b": 1, "a": ALL}, "c")) == '<Output `{"a":["ALL"],"b":1}.c`>'


@pytest.mark.parametrize("namespace", ["_dashprivate_x", "PreventUpdate", "no_update"])
def test_namespaces_of_the_renderer_are_refused(namespace):
    with pytest.raises(ValueError, match="namespace is"):
        ClientsideFunction(namespace, "f")


def test_other_namespaces_pass():
    made = ClientsideFunction("clientside", "f")
    assert (made.namespace, made.function_name) == ("clientside", "f")


def test_no_update_is_known_again():
    assert NoUpdate.is_no_update(no_update)
    assert NoUpdate.is_no_update({"_dash_no_update": "_dash_no_update"})
    assert not NoUpdate.is_no_update(None)
    assert not NoUpdate.is_no_update({})
    assert repr(no_update) == "no_update"
