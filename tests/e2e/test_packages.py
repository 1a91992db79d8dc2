"""Component packages made for Dash, unmodified: from PyPI, and a small one of our own for what those do not have."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from playwright.sync_api import expect

from tests.e2e.support import HERE, REPO, OpenApp, settle

pytestmark = pytest.mark.e2e

OWN = HERE.parent / "packages"
OpenCode = Callable[..., OpenApp]


@pytest.fixture(scope="session")
def from_pypi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with packages from PyPI, and without what they depend on.

    They name Dash itself as a dependency, so an extra of pyproject.toml would bring it into the environment of the
    tests, where a mistake in the alias could then go unseen: their `import dash` would find the real one. What they
    import beside it (typing_extensions) the tests' own tools have brought.
    """
    folder = tmp_path_factory.mktemp("pypi")
    names = ["dash-bootstrap-components==2.0.4", "dash-ag-grid==35.3.0"]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*command, "--target", folder, *names], check=True)
    assert not (folder / "dash").exists()
    return folder


def opener(open_app: Callable[..., OpenApp], folder: Path, packages: Path) -> OpenCode:
    def open_code(code: str, **more: object) -> OpenApp:
        (folder / "app.py").write_text(dedent(code))
        path = os.pathsep.join(str(part) for part in (HERE / "offline", REPO, packages))
        return open_app(folder / "app.py", env={"PYTHONPATH": path}, **more)

    return open_code


@pytest.fixture(params=["browser", pytest.param("window", marks=pytest.mark.window)])
def open_anywhere(request: pytest.FixtureRequest, tmp_path: Path, from_pypi: Path) -> OpenCode:
    """Open an app given as text that uses packages from PyPI."""
    name = "open_served" if request.param == "browser" else "open_window"
    return opener(request.getfixturevalue(name), tmp_path, from_pypi)


@pytest.fixture
def open_pypi(open_served: Callable[..., OpenApp], tmp_path: Path, from_pypi: Path) -> OpenCode:
    return opener(open_served, tmp_path, from_pypi)


@pytest.fixture
def open_own(open_served: Callable[..., OpenApp], tmp_path: Path) -> OpenCode:
    return opener(open_served, tmp_path, OWN)


BOOTSTRAP = """
import dash_bootstrap_components as dbc
from dash import Dash, Input, Output, callback, ctx, html

app = Dash(__name__)
app.layout = dbc.Container([
    dbc.Button("Count", id="count", color="primary", className="me-2"),
    html.Div(id="counted"),
    dbc.Input(id="name", value="Ada"),
    html.Div(id="greeting"),
    dbc.Tabs(
        [
            dbc.Tab("What is in the first", label="First", tab_id="one"),
            dbc.Tab(dbc.Badge("inside", id="badge"), label="Second", tab_id="two", id="second"),
        ],
        id="tabs",
    ),
    html.Div(id="tabbed"),
    dbc.Button("Rename", id="rename"),
    dbc.Button("Open", id="open"),
    dbc.Modal(
        [dbc.ModalHeader(dbc.ModalTitle("A question")), dbc.ModalBody("Why?"), dbc.Button("Close", id="close")],
        id="modal",
        is_open=False,
    ),
    dbc.Button("Warn", id="warn"),
    dbc.Alert("Gone in a moment", id="alert", is_open=False, duration=400, dismissable=True),
    html.Div(id="warned"),
    dbc.Spinner(html.Div("nothing yet", id="slow"), id="spinner"),
    dbc.Button("Work", id="work"),
])


@callback(Output("counted", "children"), Input("count", "n_clicks"))
def count(n):
    return f"{n or 0} clicks"


@callback(Output("greeting", "children"), Input("name", "value"))
def greet(name):
    return f"Hello {name}"


@callback(Output("tabbed", "children"), Input("tabs", "active_tab"))
def tab(active):
    return f"in {active}"


@callback(Output("second", "label"), Input("rename", "n_clicks"), prevent_initial_call=True)
def rename(n):
    return f"Renamed {n}"


@callback(
    Output("modal", "is_open"), Input("open", "n_clicks"), Input("close", "n_clicks"), prevent_initial_call=True
)
def toggle(*_):
    return ctx.triggered_id == "open"


@callback(Output("alert", "is_open"), Input("warn", "n_clicks"), prevent_initial_call=True)
def warn(_):
    return True


seen = []


@callback(Output("warned", "children"), Input("alert", "is_open"))
def warned(is_open):
    seen.append(is_open)
    return " then ".join(map(str, seen[-3:]))


@callback(Output("slow", "children"), Input("work", "n_clicks"), prevent_initial_call=True)
def work(_):
    import pathlib, time

    while not pathlib.Path("go").exists():
        time.sleep(0.01)
    return "done"
"""


def test_bootstrap_components(open_anywhere: OpenCode, tmp_path: Path) -> None:
    page = open_anywhere(BOOTSTRAP).page
    button = page.get_by_role("button", name="Count")
    expect(button).to_have_class("me-2 btn btn-primary")
    expect(page.locator("#counted")).to_have_text("0 clicks")
    button.click()
    button.click()
    expect(page.locator("#counted")).to_have_text("2 clicks")

    page.locator("#name").fill("Grace")
    expect(page.locator("#greeting")).to_have_text("Hello Grace")

    expect(page.locator("#tabbed")).to_have_text("in one")
    expect(page.get_by_role("tab", name="First")).to_have_class("active nav-link")
    page.get_by_role("tab", name="Second").click()
    expect(page.locator("#tabbed")).to_have_text("in two")
    expect(page.locator(".tab-pane.active")).to_have_text("inside")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("tab", name="Renamed 1")).to_have_class("active nav-link")

    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_role("dialog")).to_contain_text("A question")
    page.locator("#close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)

    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="Warn").click()
    expect(page.locator("#warned")).to_have_text("False then True then False")
    expect(page.get_by_role("alert")).to_have_count(0)

    expect(page.locator(".spinner-border")).to_have_count(0)
    page.get_by_role("button", name="Work").click()
    expect(page.locator(".spinner-border")).to_have_count(1)
    (tmp_path / "go").touch()
    expect(page.locator("#slow")).to_have_text("done")
    expect(page.locator(".spinner-border")).to_have_count(0)
    settle(page)


GRID = """
import dash_ag_grid as dag
from dash import Dash, Input, Output, callback, html

rows = [{"name": name, "born": born} for name, born in (("Ada", 1815), ("Grace", 1906), ("Alan", 1912))]
app = Dash(__name__)
app.layout = html.Div([
    dag.AgGrid(
        id="grid",
        rowData=rows,
        columnDefs=[
            {"field": "name"},
            {"field": "born", "editable": True, "valueFormatter": {"function": "d3.format(',')(params.value)"}},
        ],
        dashGridOptions={"rowSelection": {"mode": "singleRow"}, "animateRows": False},
    ),
    html.Div(id="selected"),
    html.Div(id="edited"),
    html.Button("More", id="more"),
])


@callback(Output("selected", "children"), Input("grid", "selectedRows"))
def select(selected):
    return ", ".join(row["name"] for row in selected or []) or "nobody"


@callback(Output("edited", "children"), Input("grid", "cellValueChanged"), prevent_initial_call=True)
def edit(changes):
    return f"{changes[0]['oldValue']} to {changes[0]['value']}"


@callback(Output("grid", "rowData"), Input("more", "n_clicks"), prevent_initial_call=True)
def more(_):
    return [*rows, {"name": "Edsger", "born": 1930}]
"""


def test_ag_grid_comes_with_its_chunk(open_pypi: OpenCode) -> None:
    app = open_pypi(GRID)
    page = app.page
    cells = page.locator("#grid .ag-row [col-id=born]")
    expect(cells).to_have_text(["1,815", "1,906", "1,912"])
    assert [request for request in loaded(app) if "async-community" in request]
    page.locator("#grid .ag-row").nth(1).get_by_role("checkbox").check()
    expect(page.locator("#selected")).to_have_text("Grace")
    cells.first.dblclick()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("1816")
    page.keyboard.press("Enter")
    expect(page.locator("#edited")).to_have_text("1815 to 1816")
    page.get_by_role("button", name="More").click()
    expect(cells).to_have_text(["1,815", "1,906", "1,912", "1,930"])


def loaded(app: OpenApp) -> list[str]:
    """The scripts that the page has loaded."""
    return app.page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")


SKETCH = """
import dash_sketch
from dash import Dash, Input, Output, callback, html

app = Dash(__name__)
app.layout = html.Div([
    dash_sketch.Card(
        [html.P("inside"), html.Div(id="out")],
        id="card",
        title=html.B("Title", id="title"),
        rows=[{"label": html.I("row", id="row")}],
    ),
    html.Button("Later", id="button"),
    html.Div(id="place"),
])


@callback(Output("out", "children"), Output("title", "children"), Input("card", "n_clicks"))
def count(n):
    return f"{n or 0} clicks", f"Title {n or 0}"


@callback(Output("place", "children"), Input("button", "n_clicks"), prevent_initial_call=True)
def later(_):
    return dash_sketch.Later(id="later", text="here")
"""


def test_a_chunk_is_loaded_when_the_first_component_needs_it(open_own: OpenCode) -> None:
    app = open_own(SKETCH)
    page = app.page
    expect(page.locator("#out")).to_have_text("0 clicks")
    page.locator("#title").click()
    expect(page.locator("#out")).to_have_text("1 clicks")
    expect(page.locator("#title")).to_have_text("Title 1")
    expect(page.locator("#row")).to_have_text("row")
    assert page.locator("#card").evaluate("card => getComputedStyle(card).borderTopColor") == "rgb(1, 2, 3)"
    assert not [url for url in loaded(app) if "async-later" in url]
    page.locator("#button").click()
    expect(page.locator("#later")).to_have_text("later: here")
    assert [url for url in loaded(app) if "async-later.v0_3_1m1600000000.js" in url]


LATE = """
from dash import Dash, Input, Output, callback, html

app = Dash(__name__)
app.layout = html.Div([
    html.Button("Show", id="show"), html.Div(id="place"), html.Div(id="told"), html.Div(id="told-too"),
])


@callback(Output("place", "children"), Input("show", "n_clicks"), prevent_initial_call=True)
def show(_):
    from dash_sketch import Card

    return Card("inside", id="card", title=html.B("Title", id="title"))


@callback(Output("told", "children"), Input("card", "n_clicks"), prevent_initial_call=True)
def tell(n):
    return f"card {n}"


@callback(Output("told-too", "children"), Input("title", "n_clicks"), prevent_initial_call=True)
def tell_too(n):
    return f"title {n}"


app.config.suppress_callback_exceptions = True
"""


def test_a_package_that_is_imported_by_a_callback_is_loaded_then(open_own: OpenCode) -> None:
    page = open_own(LATE).page
    page.locator("#show").click()
    expect(page.locator("#card #title")).to_have_text("Title")
    assert page.locator("#card").evaluate("card => getComputedStyle(card).borderTopColor") == "rgb(1, 2, 3)"
    page.locator("#title").click()
    expect(page.locator("#told")).to_have_text("card 1")
    expect(page.locator("#told-too")).to_have_text("title 1")


def test_a_package_whose_script_cannot_be_loaded_is_told(open_own: OpenCode, tmp_path: Path) -> None:
    package = tmp_path / "dash_broken"
    package.mkdir()
    text = (OWN / "dash_sketch" / "__init__.py").read_text().replace("dash_sketch", "dash_broken")
    (package / "__init__.py").write_text(text)  # and none of its scripts
    app = open_own(
        """
        import dash_broken
        from dash import Dash, html
        app = Dash(__name__)
        app.layout = html.Div([dash_broken.Card("x"), html.Div("still here", id="rest")])
        """,
        quiet=False,
    )
    expect(app.page.locator(".desktopdash-problem")).to_contain_text(
        "There is no component dash_broken.Card in this page"
    )
    expect(app.page.locator("#rest")).to_have_text("still here")
