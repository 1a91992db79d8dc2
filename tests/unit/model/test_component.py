import pytest

from desktopdash import dcc, html
from desktopdash.model.component import Component, ComponentRegistry, DeclaredComponent


class Box(DeclaredComponent):
    """A component as ours are written."""

    _namespace = "test_component"
    _valid_wildcard_attributes = ["data-"]

    def __init__(self, children=None, id=None, title=None, **wildcards):
        pass


def compiled_init(self, children=None, id=Component.UNDEFINED, label=Component.UNDEFINED, **kwargs):
    explicit = kwargs.pop("_explicit_args")
    given = {"id": id, "label": label}
    args = {name: value for name, value in given.items() if name in explicit}
    super(Compiled, self).__init__(children=children, **args, **kwargs)


class Compiled(Component):
    """A component as Dash's generator writes them."""

    _children_props = ["label"]
    _base_nodes = ["label", "children"]
    _namespace = "test_compiled"
    _type = "Compiled"
    _explicitize_dash_init = True
    _prop_names = ["children", "id", "label"]
    __init__ = compiled_init


def test_only_given_props_are_sent():
    assert Box().to_plotly_json() == {
        "props": {"children": None},
        "type": "Box",
        "namespace": "test_component",
    }
    assert Box("a", title=None).to_plotly_json()["props"] == {"children": "a", "title": None}


def test_wildcard_props_are_sent():
    assert Box(**{"data-x": 1}).to_plotly_json()["props"] == {"children": None, "data-x": 1}


def test_unknown_props_are_refused_with_the_known():
    with pytest.raises(TypeError, match=r"unexpected keyword argument: `foo`.\nAllowed arguments: .*title"):
        Box(foo=1)


def test_a_component_as_a_plain_prop_is_refused():
    with pytest.raises(TypeError, match="Several children belong in a list"):
        Box(title=Box())


@pytest.mark.parametrize("id_", [1, ["a"], {1: 2}, {"a": None}])
def test_ids_of_wrong_types_are_refused(id_):
    with pytest.raises(TypeError, match="id"):
        Box(id=id_)


def test_compiled_components_send_what_their_caller_wrote():
    made = Compiled("c", id="i")
    assert made.to_plotly_json() == {
        "props": {"children": "c", "id": "i"},
        "type": "Compiled",
        "namespace": "test_compiled",
    }
    assert isinstance(Compiled(label=Box()).to_plotly_json()["props"]["label"], Box)
    assert ComponentRegistry.children_props["test_compiled"] == {"Compiled": ["label"]}


def tree():
    return Box([Box(id="a"), "text", Box(Box(id="c"), id="b")])


def test_descendants_are_found_replaced_and_removed_by_id():
    root = tree()
    assert root["c"].id == "c"
    root["c"] = Box(id="d")
    assert list(root) == ["a", "b", "d"]
    del root["a"]
    assert list(root) == ["b", "d"]
    with pytest.raises(KeyError):
        root["zzz"]


def test_traversal_tells_every_descendant():
    root = tree()
    assert len(root) == 4
    assert [path for path, _ in root._traverse_with_paths()][-1].endswith("[*] Box (id=c)")
    assert [component.id for component in root._traverse_ids()] == ["a", "b", "c"]
    assert bool(Box())


def test_it_prints_like_a_call():
    assert repr(Box("a")) == "Box('a')"
    assert repr(Box("a", id="b")) == "Box(children='a', id='b')"


def test_public_components_stand_on_it():
    assert html.Div("x").to_plotly_json()["namespace"] == "dash_html_components"
    assert issubclass(dcc.Graph, Component)
