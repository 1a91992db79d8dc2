"""A component package as Dash's generator makes them, with a script, a style sheet, and a part that comes later."""

import sys

import dash as _dash
from dash.development.base_component import Component, _explicitize_args

if not hasattr(_dash, "development"):
    sys.exit("this is not Dash")

__version__ = "0.3.1"


class Card(Component):
    """Shows its title and its children, and counts clicks on the title."""

    _children_props = ["title", "rows[].label"]
    _base_nodes = ["title", "children"]
    _namespace = "dash_sketch"
    _type = "Card"

    @_explicitize_args
    def __init__(
        self,
        children=None,
        id=Component.UNDEFINED,
        title=Component.UNDEFINED,
        rows=Component.UNDEFINED,
        n_clicks=Component.UNDEFINED,
        **kwargs,
    ):
        self._prop_names = ["children", "id", "title", "rows", "n_clicks", "aria-*", "data-*"]
        self._valid_wildcard_attributes = ["data-", "aria-"]
        self.available_properties = self._prop_names
        self.available_wildcard_properties = ["data-", "aria-"]
        _explicit_args = kwargs.pop("_explicit_args")
        _locals = locals()
        _locals.update(kwargs)
        args = {k: _locals[k] for k in _explicit_args if k != "children"}
        super().__init__(children=children, **args)


class Later(Component):
    """Its script is loaded when the first one is drawn."""

    _children_props = []
    _base_nodes = ["children"]
    _namespace = "dash_sketch"
    _type = "Later"
    _explicitize_dash_init = True

    def __init__(self, id=None, text=None, **kwargs):
        self._prop_names = ["id", "text"]
        self._valid_wildcard_attributes = []
        self.available_properties = ["id", "text"]
        self.available_wildcard_properties = []
        _explicit_args = kwargs.pop("_explicit_args")
        _locals = locals()
        _locals.update(kwargs)
        for k in ["text"]:
            if k not in _explicit_args:
                raise TypeError(f"Required argument `{k}` was not specified.")
        super().__init__(**{k: _locals[k] for k in _explicit_args})


_js_dist = [
    {
        "relative_package_path": "dash_sketch.min.js",
        "namespace": "dash_sketch",
        "dev_package_path": "dash_sketch.dev.js",
    },
    {"relative_package_path": "async-later.js", "namespace": "dash_sketch", "async": True},
    {"relative_package_path": "async-later.js.map", "namespace": "dash_sketch", "dynamic": True},
]
_css_dist = [{"relative_package_path": ["dash_sketch.css"], "namespace": "dash_sketch"}]

for _component in (Card, Later):
    _component._js_dist = _js_dist
    _component._css_dist = _css_dist
