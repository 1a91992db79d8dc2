from __future__ import annotations

from typing import Any

import pytest

from desktopdash.components import dash_table, dcc
from desktopdash.model.component import ComponentRegistry

# The order in which calls of Dash 4.4 take their first props.
POSITIONS = {
    "Checklist": "options value inline",
    "DatePickerRange": "start_date end_date minimum_nights updatemode start_date_placeholder_text",
    "DatePickerSingle": "date min_date_allowed max_date_allowed disabled_days placeholder",
    "Download": "id data base64 type",
    "Dropdown": "options value multi clearable searchable search_value placeholder disabled",
    "Graph": "id responsive clickData clickAnnotationData hoverData",
    "Input": "value type debounce placeholder n_submit",
    "Interval": "id interval disabled n_intervals max_intervals",
    "Link": "children href target refresh title",
    "Loading": "children type fullscreen debug style parent_className",
    "Location": "id pathname search hash href refresh",
    "Markdown": "children id className mathjax",
    "RadioItems": "options value inline",
    "RangeSlider": "min max step marks value drag_value allowCross pushable",
    "Slider": "min max step marks value drag_value",
    "Store": "id storage_type data clear_data modified_timestamp",
    "Tab": "children label value disabled disabled_style",
    "Tabs": "children value content_className parent_className style parent_style",
    "Textarea": "value autoFocus cols disabled form maxLength",
}


def test_every_control_is_covered() -> None:
    assert sorted(POSITIONS) == sorted(dcc.__all__)


@pytest.mark.parametrize("name", sorted(POSITIONS))
def test_props_are_taken_by_position(name: str) -> None:
    props = POSITIONS[name].split()
    values: list[Any] = [f"value of {prop}" for prop in props]
    made = getattr(dcc, name)(*values).to_plotly_json()
    assert made["props"] == dict(zip(props, values, strict=True))
    assert (made["type"], made["namespace"]) == (name, "dash_core_components")


@pytest.mark.parametrize(("name", "prop"), [("Store", "id"), ("Location", "id"), ("Link", "href")])
def test_what_is_required_is_asked_for(name: str, prop: str) -> None:
    with pytest.raises(TypeError, match=f"dcc.{name}.*`{prop}`"):
        getattr(dcc, name)()


def test_nothing_given_is_nothing_sent() -> None:
    assert dcc.Graph().to_plotly_json()["props"] == {}
    assert dcc.Markdown().to_plotly_json()["props"] == {"children": None}
    assert dcc.Slider(step=None).to_plotly_json()["props"] == {"step": None}


def test_labels_may_be_components() -> None:
    paths = ComponentRegistry.children_props["dash_core_components"]
    assert {name: path for name, path in paths.items() if path} == {
        "Checklist": ["options[].label"],
        "Dropdown": ["options[].label"],
        "Loading": ["custom_spinner"],
        "RadioItems": ["options[].label"],
        "Tab": ["label"],
    }


def test_data_table_takes_data_and_columns_first() -> None:
    made = dash_table.DataTable([{"a": 1}], [{"id": "a", "name": "A"}], page_size=10).to_plotly_json()
    assert made["namespace"] == "dash_table"
    assert list(made["props"]) == ["data", "columns", "page_size"]
    assert len(dash_table.DataTable._prop_names) == 77


@pytest.mark.parametrize("component", [*(getattr(dcc, name) for name in dcc.__all__), dash_table.DataTable])
def test_every_prop_is_documented(component: Any) -> None:
    documented = {line.strip().split(":")[0] for line in (component.__doc__ or "").splitlines() if ": " in line}
    assert set(component._prop_names) <= documented
