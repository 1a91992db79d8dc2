from __future__ import annotations

import inspect
import pickle
import subprocess
import sys

import pytest

from desktopdash.components import html
from desktopdash.components.elements import NAMES, props_of
from desktopdash.model.component import Component

from .html_stub import STUB, stub


def test_stub_says_what_the_table_says() -> None:
    assert STUB.read_text() == stub(), "run: python -m tests.unit.components.html_stub"


def test_there_are_all_elements_of_dash() -> None:
    assert len(NAMES) == 125
    assert dir(html) == sorted(html.__all__) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_element_takes_its_props_in_order(name: str) -> None:
    element = getattr(html, name)
    given = [value for value, prop in enumerate(props_of(name))]
    given[1] = "some-id"  # type: ignore[call-overload]
    made = element(*given)
    assert list(made.to_plotly_json()["props"].values()) == given
    assert made.to_plotly_json()["type"] == name
    assert list(inspect.signature(element).parameters)[:-1] == list(props_of(name))


def test_own_props_stand_between_the_common_ones() -> None:
    assert props_of("A")[5:9] == ("key", "download", "href", "hrefLang")
    assert props_of("Td")[-13:-11] == ("rowSpan", "accessKey")


def test_only_given_props_are_sent_and_children_always() -> None:
    assert html.Div().to_plotly_json() == {
        "props": {"children": None},
        "type": "Div",
        "namespace": "dash_html_components",
    }
    assert html.Div(id="a", hidden=None).to_plotly_json()["props"] == {"children": None, "id": "a", "hidden": None}


def test_data_and_aria_attributes_are_taken() -> None:
    made = html.Div(**{"data-row": 1, "aria-label": "x"})
    assert made.to_plotly_json()["props"] == {"children": None, "data-row": 1, "aria-label": "x"}


def test_unknown_props_are_refused_with_the_known_ones() -> None:
    with pytest.raises(TypeError, match=r"(?s)html\.Div.*`href`.*className"):
        html.Div(href="/")  # type: ignore[call-arg]


def test_unknown_elements_are_refused() -> None:
    with pytest.raises(AttributeError, match="Blob"):
        _ = html.Blob  # type: ignore[attr-defined]


def test_a_class_is_made_once_and_survives_pickling() -> None:
    assert html.Div is html.Div
    assert isinstance(html.Div("x"), Component)
    assert repr(pickle.loads(pickle.dumps(html.Div("x", id="y")))) == "Div(children='x', id='y')"
    assert html.Div.__module__ == "desktopdash.components.html"
    assert "`<map>`" in (html.MapEl.__doc__ or "")


def test_importing_makes_no_class() -> None:
    code = (
        "import desktopdash.components.html as html\n"
        "from desktopdash.components.elements import HtmlElement\n"
        "assert HtmlElement.__subclasses__() == []\n"
        "html.Div\n"
        "assert len(HtmlElement.__subclasses__()) == 1\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
