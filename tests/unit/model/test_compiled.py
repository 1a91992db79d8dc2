"""Component classes as Dash's generator writes them, on our base; every expectation is what Dash 4.4 answers too."""

import inspect

import pytest

from desktopdash import html
from desktopdash.development.base_component import Component, ComponentMeta, ComponentRegistry, _explicitize_args
from desktopdash.protocol.codec import decode, encode


def test_only_what_the_caller_wrote_is_sent(sketch):
    made = sketch.Card("text", id="i", n_clicks=None, **{"data-x": 1, "aria-label": "a"})
    assert made.to_plotly_json() == {
        "props": {"children": "text", "id": "i", "n_clicks": None, "data-x": 1, "aria-label": "a"},
        "type": "Card",
        "namespace": "dash_sketch",
    }
    assert sketch.Card().to_plotly_json()["props"] == {"children": None}
    assert sketch.Later(text="t").to_plotly_json()["props"] == {"text": "t"}


def test_props_may_be_set_later(sketch):
    made = sketch.Card()
    made.n_clicks = 3
    assert made.to_plotly_json()["props"] == {"children": None, "n_clicks": 3}


def test_required_props_are_asked_for(sketch):
    with pytest.raises(TypeError, match="Required argument `text` was not specified"):
        sketch.Later(id="x")


def test_unknown_props_are_refused_with_the_packages_version(sketch):
    told = r"The `dash_sketch\.Card` component \(version 0\.3\.1\) received an unexpected keyword argument: `foo`"
    with pytest.raises(TypeError, match=told):
        sketch.Card(foo=1)
    with pytest.raises(TypeError, match="unexpected keyword argument: `data-x`"):
        sketch.Later(text="", **{"data-x": 1})


def test_components_stand_only_where_the_class_takes_them(sketch):
    made = sketch.Card(html.B("c"), title=html.B("t"), rows=[{"label": html.I("r")}])
    assert decode(encode(made))["props"]["title"]["type"] == "B"
    with pytest.raises(TypeError, match="component as its prop `n_clicks`"):
        sketch.Card(n_clicks=html.B())


def test_what_compiled_classes_say_of_themselves(sketch):
    made = sketch.Card()
    assert made.available_wildcard_properties == ["data-", "aria-"]
    assert made.available_properties[:3] == ["children", "id", "title"]
    assert (sketch.Card._children_props, sketch.Card._base_nodes) == (["title", "rows[].label"], ["title", "children"])
    assert sketch.Card._js_dist is sketch._js_dist


def test_the_signature_is_the_declared_one(sketch):
    assert list(inspect.signature(sketch.Card.__init__).parameters)[:3] == ["self", "children", "id"]


def test_explicit_args_cannot_be_given(sketch):
    with pytest.raises(TypeError, match="_explicit_args"):
        sketch.Card(_explicit_args=[])


def test_explicit_args_are_those_by_position_and_by_name():
    @_explicitize_args
    def init(self, a=1, b=2, c=3, **kwargs):
        return sorted(kwargs["_explicit_args"])

    assert init(None, 5, c=1) == ["a", "c"]
    assert init(None) == []


@pytest.mark.parametrize(
    ("props", "text"),
    [
        ({}, "Card(None)"),
        ({"children": "x"}, "Card('x')"),
        ({"children": "x", "id": "i"}, "Card(children='x', id='i')"),
        ({"n_clicks": 1}, "Card(n_clicks=1)"),
        ({"children": "x", "data-a": 1}, "Card(children='x', data-a=1)"),
        ({"n_clicks": None}, "Card(None)"),
    ],
)
def test_repr(sketch, props, text):
    assert repr(sketch.Card(**props)) == text


def test_descendants_are_found_by_id(sketch):
    card = sketch.Card([sketch.Card(id="a"), "text", html.Div(sketch.Later(id="b", text=""))])
    assert card["b"].text == ""
    assert list(card) == ["a", "b"]
    assert len(card) == 4
    card["a"] = "gone"
    del card["b"]
    assert card.children[0] == "gone"
    assert card.children[2].children is None
    with pytest.raises(KeyError):
        card["a"]


def test_sentinels(sketch):
    assert (repr(Component.UNDEFINED), str(Component.REQUIRED)) == ("undefined", "required")
    assert sketch.Card(title=Component.UNDEFINED).to_plotly_json()["props"] == {"children": None}


def test_the_registry(sketch):
    assert isinstance(sketch.Card, ComponentMeta)
    assert "dash_sketch" in ComponentRegistry.registry
    assert ComponentRegistry.namespace_to_package["dash_sketch"] == "dash_sketch"
    assert ComponentRegistry.children_props["dash_sketch"]["Card"] == ["title", "rows[].label"]
    assert ComponentRegistry.get_resources("_js_dist", ["dash_sketch"]) == sketch._js_dist
    assert ComponentRegistry.get_resources("_js_dist", ["unknown"]) == []
    assert sketch._css_dist[0] in ComponentRegistry.get_resources("_css_dist")


def test_an_apps_subclass_is_the_packages_component(sketch):
    class Mine(sketch.Card):
        def __init__(self, **props):
            super().__init__("mine", **props)

    made = Mine(id="z").to_plotly_json()
    assert made == {"props": {"children": "mine", "id": "z"}, "type": "Card", "namespace": "dash_sketch"}
    assert ComponentRegistry.namespace_to_package["dash_sketch"] == "dash_sketch"


def test_classes_without_a_namespace_have_their_modules(own_registry):
    class Old(Component):
        """Of the first generators, which wrote the namespace into `__init__`."""

        _prop_names = ["children"]

    module = Old.__module__.partition(".")[0]
    assert module in ComponentRegistry.registry
    assert ComponentRegistry.children_props[module]["Old"] == []
