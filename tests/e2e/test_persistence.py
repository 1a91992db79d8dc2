"""What a person set comes back: after a reload, and when a callback makes the component again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.support import OpenApp, settle

pytestmark = pytest.mark.e2e

GIVEN, CHANGED = 2, 3
# By component: how it is made, the prop that is kept, and what a callback is told of it before and after `change`.
CONTROLS = {
    "Input": ('dcc.Input(value="a", {})', "value", '"a"', '"b"'),
    "number": ('dcc.Input(type="number", value=1, {})', "value", "1", "2"),
    "Dropdown": ('dcc.Dropdown(["a", "b"], "a", clearable=False, {})', "value", '"a"', '"b"'),
    "RadioItems": ('dcc.RadioItems(["a", "b"], "a", {})', "value", '"a"', '"b"'),
    "Checklist": ('dcc.Checklist(["a", "b"], ["a"], {})', "value", '["a"]', '["a", "b"]'),
    "Slider": ("dcc.Slider(0, 10, 1, value=3, {})", "value", "3", "4"),
    "RangeSlider": ("dcc.RangeSlider(0, 10, 1, value=[3, 7], {})", "value", "[3, 7]", "[4, 7]"),
    "Textarea": ('dcc.Textarea(value="a", {})', "value", '"a"', '"b\\nc"'),
    "Tabs": (
        'dcc.Tabs([dcc.Tab("x", label="a"), dcc.Tab("y", label="b")], "tab-1", {})',
        "value",
        '"tab-1"',
        '"tab-2"',
    ),
    "DataTable": (
        'dash_table.DataTable([{{"a": n}} for n in (1, 3, 2)], [{{"id": "a", "name": "A"}}], sort_action="native", {})',
        "sort_by",
        "null",
        '[{"column_id": "a", "direction": "asc"}]',
    ),
}


def change(page: Page, name: str) -> None:
    """Do what a person does."""
    slot = page.locator(f"#slot-{name}")
    if name == "Input":
        slot.locator("input").fill("b")
    elif name == "number":
        slot.locator(".dash-stepper-increment").click()
    elif name == "Dropdown":
        page.locator(f"#{name}").click()
        page.get_by_role("option", name="b").click()
    elif name in ("RadioItems", "Checklist"):
        slot.get_by_text("b", exact=True).click()
    elif name in ("Slider", "RangeSlider"):
        slot.get_by_role("slider").first.press("ArrowRight")
    elif name == "Textarea":
        slot.locator("textarea").fill("b\nc")
    elif name == "Tabs":
        slot.get_by_role("tab", name="b").click()
    else:
        slot.get_by_role("button", name="sort").click()


def page_of(kind: str, names: Iterable[str] = CONTROLS) -> str:
    """A page with these controls, each in a slot that one button empties and fills again."""
    code = """
    app.config.suppress_callback_exceptions = True
    makers = {}
    app.layout = lambda: html.Div([html.Button("out", id="take")] + [
        html.Div([html.Div(make(), id=f"slot-{name}"), html.Div(id=f"said-{name}")]) for name, make in makers.items()
    ])

    def add(name, prop, make):
        makers[name] = make

        @callback(Output(f"said-{name}", "children"), Input(name, prop))
        def say(value):
            return json.dumps(value)

        @callback(Output(f"slot-{name}", "children"), Input("take", "n_clicks"), prevent_initial_call=True)
        def toggle(n):
            return make() if n % 2 == 0 else "gone"
    """
    for name in names:
        made, prop, _, _ = CONTROLS[name]
        component = made.format(f'id="{name}", persistence=True, persistence_type="{kind}"')
        code += f"""
    add("{name}", "{prop}", lambda: {component})"""
    return code


def expect_said(page: Page, which: int, names: Iterable[str] = CONTROLS) -> None:
    """Expect what callbacks are told of what the app gave, or of what a person did."""
    for name in names:
        expect(page.locator(f"#said-{name}")).to_have_text(CONTROLS[name][which])


def make_again(page: Page, names: Iterable[str] = CONTROLS) -> None:
    page.locator("#take").click()
    for name in names:
        expect(page.locator(f"#slot-{name}")).to_have_text("gone")
    page.locator("#take").click()
    settle(page)
    for name in names:
        expect(page.locator(f"#slot-{name}")).not_to_have_text("gone")


@pytest.mark.parametrize("kind", ["local", "session", "memory"])
def test_value_lives_as_long_as_it_should(open_code: Callable[..., OpenApp], kind: str) -> None:
    app = open_code(page_of(kind))
    page = app.page
    expect_said(page, GIVEN)
    for name in CONTROLS:
        change(page, name)
    expect_said(page, CHANGED)
    make_again(page)
    expect_said(page, CHANGED)

    requests = app.requests()
    page.reload()
    expect_said(page, GIVEN if kind == "memory" else CHANGED)
    assert [request["changedPropIds"] for request in requests] == [[]] * len(CONTROLS), "the initial callbacks see it"

    other = page.context.new_page()
    other.goto(app.url)
    expect_said(other, CHANGED if kind == "local" else GIVEN)


WRITES = """
import pathlib
given = pathlib.Path("given.txt")
key = pathlib.Path("key.txt")
app.layout = lambda: html.Div([
    dcc.Input(id="it", value=given.read_text() if given.exists() else "a", persistence=True),
    dcc.Input(id="keyed", value="a", persistence="one"),
    html.Button("write", id="write"), html.Button("key", id="key"), html.Div(id="said"), html.Div(id="keyed-said"),
    dcc.Input(id={"kind": "x", "at": 1}, value="a", persistence=1), html.Div(id="dict-said"),
])

@callback(Output("said", "children"), Input("it", "value"))
def say(value):
    return value

@callback(Output("keyed-said", "children"), Input("keyed", "value"))
def say_keyed(value):
    return value

@callback(Output("dict-said", "children"), Input({"kind": "x", "at": 1}, "value"))
def say_dict(value):
    return value

@callback(Output("it", "value"), Input("write", "n_clicks"), prevent_initial_call=True)
def write(n):
    return f"written {n}"

@callback(Output("keyed", "persistence"), Input("key", "n_clicks"), prevent_initial_call=True)
def change_key(n):
    return "two" if n % 2 else "one"
"""


def test_value_that_the_app_gives_anew_wins_for_good(open_code: Callable[..., OpenApp], tmp_path: Path) -> None:
    app = open_code(WRITES)
    app.page.locator("#it").fill("mine")
    expect(app.page.locator("#said")).to_have_text("mine")
    (tmp_path / "given.txt").write_text("other")
    app.page.reload()
    expect(app.page.locator("#said")).to_have_text("other")
    (tmp_path / "given.txt").unlink()
    app.page.reload()
    expect(app.page.locator("#said")).to_have_text("a")


def test_value_that_a_callback_writes_is_kept(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(WRITES)
    app.page.locator("#it").fill("mine")
    app.page.locator("#write").click()
    expect(app.page.locator("#said")).to_have_text("written 1")
    app.page.reload()
    expect(app.page.locator("#said")).to_have_text("written 1")


def test_another_key_is_another_value(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(WRITES)
    page, said_of_it = app.page, app.page.locator("#keyed-said")
    page.locator("#keyed").fill("first")
    expect(said_of_it).to_have_text("first")
    page.locator("#key").click()
    expect(said_of_it).to_have_text("a")
    page.locator("#keyed").fill("second")
    expect(said_of_it).to_have_text("second")
    page.locator("#key").click()
    expect(said_of_it).to_have_text("first")
    page.locator("#key").click()
    expect(said_of_it).to_have_text("second")


def test_what_is_kept_has_the_names_that_dash_gives_it(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(WRITES)
    app.page.locator("#it").fill("mine")
    app.page.locator('[id=\'{"at":1,"kind":"x"}\']').fill("dict")
    expect(app.page.locator("#dict-said")).to_have_text("dict")
    kept = json.loads(app.page.evaluate("JSON.stringify(localStorage)"))
    assert kept == {
        "_dash_persistence.it.value.true": '["mine","a"]',
        '_dash_persistence.{"at":1,"kind":"x"}.value.1': '["dict","a"]',
    }
    app.page.reload()
    expect(app.page.locator("#dict-said")).to_have_text("dict")


def test_full_storage_costs_nothing_but_the_memory(open_code: Callable[..., OpenApp]) -> None:
    app = open_code(page_of("local", ["Input"]), quiet=False)
    app.page.evaluate("""() => {
        for (let size = 65536; size >= 1; size /= 2) {
            try {
                for (let n = 0; ; n++) localStorage.setItem(`${size} ${n}`, "x".repeat(size));
            } catch {}
        }
    }""")
    change(app.page, "Input")
    expect_said(app.page, CHANGED, ["Input"])
    make_again(app.page, ["Input"])
    expect_said(app.page, CHANGED, ["Input"])
    assert ["localStorage cannot be used" in message for message in app.watch.messages] == [True]
