"""The seed apps that are not long callbacks, unmodified, as their documents say: each in a browser and in its window."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.support import SEEDS, OpenApp, free_port, settle, wait_for

pytestmark = pytest.mark.e2e

OpenSeed = Callable[..., OpenApp]


@pytest.fixture(params=["browser", pytest.param("window", marks=pytest.mark.window)])
def open_seed(request: pytest.FixtureRequest) -> OpenSeed:
    """Open a seed app by its name."""
    opener = request.getfixturevalue("open_served" if request.param == "browser" else "open_window")

    def open_app(name: str, **more: object) -> OpenApp:
        return opener(SEEDS / f"{name}.py", **more)

    return open_app


def choose(page: Page, dropdown: str, option: str) -> None:
    """Choose an option of a dropdown as a person does."""
    page.locator(f"#{dropdown}").click()
    page.keyboard.type(option)  # a long list draws only what is in view; typing searches it
    page.get_by_role("option", name=option, exact=True).click()


def axis_type(page: Page, graph: str) -> str:
    return page.evaluate(f"document.querySelector('#{graph} .js-plotly-plot')._fullLayout.yaxis.type")


def trace(page: Page, graph: str, field: str) -> list[float]:
    plot = f"document.querySelector('#{graph} .js-plotly-plot')"
    return page.evaluate(f"Array.from({plot}._fullData?.[0]?.{field} ?? [])")


def wait_for_plot(page: Page, graph: str) -> None:
    page.wait_for_selector(f"#{graph} .js-plotly-plot .main-svg")


def test_clientside_graph_store_draws_from_the_store_and_changes_the_axis_without_a_request(
    open_seed: OpenSeed,
) -> None:
    page = (app := open_seed("clientside_graph_store")).page
    wait_for_plot(page, "clientside-graph")
    wait_for(lambda: trace(page, "clientside-graph", "y")[-1:] == [33390141], "Canada's population is drawn")
    choose(page, "clientside-graph-indicator", "Life Expectancy")
    wait_for(lambda: trace(page, "clientside-graph", "y")[-1:] == [80.653], "Canada's life expectancy is drawn")
    choose(page, "clientside-graph-country", "Chile")
    wait_for(lambda: trace(page, "clientside-graph", "y")[-1:] == [78.553], "Chile's life expectancy is drawn")
    page.locator("summary").click()
    expect(page.locator("#clientside-figure-json")).to_contain_text('"mode": "markers"')
    expect(page.locator("#clientside-figure-json")).to_contain_text("78.553")
    requests = app.requests()
    page.locator("#clientside-graph-scale").get_by_text("log").click()
    wait_for(lambda: axis_type(page, "clientside-graph") == "log", "the y axis is logarithmic")
    assert requests == []


def test_clientside_graph_store_survives_the_clear_button(open_seed: OpenSeed) -> None:
    page = (app := open_seed("clientside_graph_store", quiet=False)).page
    wait_for_plot(page, "clientside-graph")
    requests = app.requests()
    page.locator("#clientside-graph-country").hover()
    page.locator("#clientside-graph-country .dash-dropdown-clear").click()
    wait_for(lambda: bool(requests), "the callback is called")
    assert [item.get("value") for item in requests[0]["inputs"]] == ["pop", None]
    choose(page, "clientside-graph-country", "Chile")
    wait_for(lambda: trace(page, "clientside-graph", "y")[-1:] == [16284741], "Chile's population is drawn")


def test_clientside_graph_px_draws_a_figure_of_the_store(open_seed: OpenSeed) -> None:
    page = (app := open_seed("clientside_graph_px")).page
    wait_for_plot(page, "clientside-graph-px")
    wait_for(lambda: len(trace(page, "clientside-graph-px", "x")) == 12, "twelve years are drawn")
    requests = app.requests()
    page.locator("#clientside-graph-scale-px").get_by_text("log").click()
    wait_for(lambda: axis_type(page, "clientside-graph-px") == "log", "the y axis is logarithmic")
    assert requests == []
    page.locator("summary").click()
    expect(page.locator("#clientside-figure-json-px")).to_contain_text('"layout"')


def test_clientside_promise_fetch_fills_the_table_and_turns_its_pages(open_seed: OpenSeed) -> None:
    page = open_seed("clientside_promise_fetch").page
    table = page.locator("#my-table-promises")
    expect(table.locator("th").first).to_contain_text("sepal_length")
    cells = table.locator('td[data-dash-column="sepal_length"]')
    expect(cells).to_have_count(10)
    expect(cells.first).to_have_text("5.1")
    expect(table.locator("button.last-page")).to_be_enabled()
    expect(table.locator(".page-number")).to_contain_text("15")
    table.locator("button.next-page").click()
    expect(cells.first).to_have_text("5.4")
    table.locator("button.last-page").click()
    expect(cells.first).to_have_text("6.7")


def test_clientside_promise_fetch_shows_a_failed_fetch_and_goes_on(open_seed: OpenSeed) -> None:
    page = open_seed("clientside_promise_fetch", quiet=False).page
    expect(page.locator('td[data-dash-column="sepal_length"]').first).to_have_text("5.1")
    page.context.route("**/carshare_data.json", lambda route: route.abort())
    choose(page, "data-select", "Car-sharing data")
    expect(page.locator(".desktopdash-problem")).to_contain_text("fetch")
    choose(page, "data-select", "Iris data")
    page.context.unroute("**/carshare_data.json")
    choose(page, "data-select", "Car-sharing data")
    expect(page.locator("#my-table-promises th").first).to_contain_text("centroid_lat")


def test_clientside_triggered_id_names_the_button(open_seed: OpenSeed) -> None:
    page = open_seed("clientside_triggered_id").page
    expect(page.locator("#btn3")).to_be_visible()
    expect(page.locator("#log")).to_be_empty()
    for button in ("btn2", "btn1", "btn3"):
        page.locator(f"#{button}").click()
        expect(page.locator("#log")).to_have_text(f"triggered id: {button}")


def test_clientside_set_props_takes_ctrl_r_without_a_reload(open_seed: OpenSeed) -> None:
    page = open_seed("clientside_set_props").page
    expect(page.locator("#document")).to_contain_text("Ctrl + R")
    page.evaluate("window.not_reloaded = true")
    page.locator("#document").click()
    page.keyboard.press("Control+r")
    expect(page.locator("#container-events")).to_have_text(re.compile(r'Current data value: "20\d\d-'))
    first = page.locator("#container-events").inner_text()
    page.keyboard.press("Control+r")
    expect(page.locator("#container-events")).not_to_have_text(first)
    assert page.evaluate("window.not_reloaded")


def test_prevent_update_shows_the_text_after_the_click_only(open_seed: OpenSeed) -> None:
    page = open_seed("prevent_update").page
    expect(page.locator("#show-secret")).to_be_visible()
    settle(page)
    expect(page.locator("#body-div")).to_be_empty()
    page.locator("#show-secret").click()
    expect(page.locator("#body-div")).to_have_text("Elephants are the only animal that can't jump")


def test_no_update_errors_keeps_the_factors_of_the_last_composite(open_seed: OpenSeed) -> None:
    page = (app := open_seed("no_update_errors")).page
    number = page.locator("input#num")
    settle(page)
    requests = app.requests()
    number.click()
    page.keyboard.type("12")
    assert requests == [], "debounce=True waits"
    page.keyboard.press("Enter")
    expect(page.locator("#out")).to_have_text("12 is 2 * 2 * 3")
    number.fill("7")
    number.blur()
    expect(page.locator("#err")).to_have_text("7 is prime!")
    expect(page.locator("#out")).to_have_text("12 is 2 * 2 * 3")
    assert len(requests) == 2


def test_callback_context_tells_what_triggered(open_seed: OpenSeed) -> None:
    page = open_seed("callback_context").page

    def shown() -> dict[str, object]:
        return json.loads(page.locator("#container pre").inner_text())

    expect(page.locator("#container pre")).to_be_visible()
    nothing = {"btn-1.n_clicks": None, "btn-2.n_clicks": None, "btn-3.n_clicks": None}
    # Falsy at load: `json.dumps` prints it as an empty list, as on Dash's own page.
    assert shown() == {"states": {}, "triggered": [], "inputs": nothing}
    page.locator("#btn-2").click()
    expect(page.locator("#container td").last).to_have_text("btn-2")
    assert shown() == {
        "states": {},
        "triggered": [{"prop_id": "btn-2.n_clicks", "value": 1}],
        "inputs": {**nothing, "btn-2.n_clicks": 1},
    }
    page.locator("#btn-1").click()
    expect(page.locator("#container td").last).to_have_text("btn-1")
    expect(page.locator("#container td").nth(1)).to_have_text("1")


def test_initial_call_says_that_n_clicks_is_none(open_seed: OpenSeed) -> None:
    page = open_seed("initial_call").page
    for output in ("first_output_1", "second_output_1"):
        expect(page.locator(f"#{output}")).to_have_text("n_clicks is None")
    page.locator("#button_1").click()
    expect(page.locator("#second_output_1")).to_have_text("n_clicks is 1")


def test_chained_callbacks_run_the_third_once_and_the_page_stays_usable(open_seed: OpenSeed) -> None:
    page = (app := open_seed("chained_callbacks")).page
    third = page.locator("#third_output_3")
    expect(third).to_contain_text("in the third callback")
    requests = app.requests()
    page.locator("#button_4").click()
    page.locator("#button_3").click()
    wait_for(lambda: len(requests) == 2, "the slow and the fast callback are called")
    # The slow one is at work for five seconds; the fast one can be used meanwhile, and the third waits.
    expect(page.locator("#first_output_3")).to_contain_text("in the fast callback")
    before = third.inner_text()
    wait_for(lambda: third.inner_text() != before, "the third callback has run again")
    assert [request["output"] for request in requests] == [
        "second_output_3.children",
        "first_output_3.children",
        "third_output_3.children",
    ]


def test_prevent_initial_call_runs_the_chain_on_the_click_only(open_seed: OpenSeed) -> None:
    page = (app := open_seed("prevent_initial_call")).page
    settle(page)
    names = [f"{which}_output_2" for which in ("first", "second", "third", "fourth")]
    for name in names:
        expect(page.locator(f"#{name}")).to_have_text("callback not executed")
    requests = app.requests()
    page.locator("#button_2").click()
    expect(page.locator("#fourth_output_2")).to_contain_text("in the third callback")
    assert [request["output"] for request in requests] == [
        "..first_output_2.children...second_output_2.children..",
        "third_output_2.children",
        "fourth_output_2.children",
    ]


def test_inserted_components_call_what_was_there_before(open_seed: OpenSeed) -> None:
    page = (app := open_seed("inserted_components")).page
    expect(page.locator("#layout-div")).to_have_text("hello world")
    expect(page.locator("#output")).to_be_empty()
    page.locator("input#input").fill("typed")
    expect(page.locator("#output")).to_have_text("typed")
    expect(page.locator("#layout-div")).to_have_text("typed")
    # The page was loaded once or twice (the window reloads it for the test); every load inserts anew.
    app.program.wait_for(">>> update_output")  # what a program prints comes by another way than what it answers
    # Both print at once after the change, even into one line.
    assert app.program.text.index(">>> update_layout_div") < app.program.text.index(">>> update_output")


def test_circular_slider_input_follow_each_other_with_one_request_each(open_seed: OpenSeed) -> None:
    page = (app := open_seed("circular_slider_input")).page
    number, thumb = page.locator("input#input-circular"), page.get_by_role("slider").first
    expect(number).to_have_value("3")
    settle(page)
    requests = app.requests()
    number.fill("11")
    expect(thumb).to_have_attribute("aria-valuenow", "11")
    wait_for(lambda: len(requests) == 1, "one request for the number")
    thumb.focus()
    page.keyboard.press("ArrowRight")
    expect(number).to_have_value("12")
    settle(page)
    assert len(requests) == 2


def test_circular_units_convert_both_ways(open_seed: OpenSeed) -> None:
    page = open_seed("circular_units").page
    celsius, fahrenheit = page.locator("input#celsius"), page.locator("input#fahrenheit")
    expect(fahrenheit).to_have_value("32")
    celsius.fill("100")
    expect(fahrenheit).to_have_value("212")
    fahrenheit.fill("14")
    expect(celsius).to_have_value("-10")
    fahrenheit.fill("")
    expect(celsius).to_have_value("")


def test_circular_checklists_agree(open_seed: OpenSeed) -> None:
    page = open_seed("circular_checklists").page
    every = page.locator("#all-checklist input")
    cities = page.locator("#city-checklist input")
    expect(cities).to_have_count(3)
    every.check()
    for i in range(3):
        expect(cities.nth(i)).to_be_checked()
    cities.nth(1).uncheck()
    expect(every).not_to_be_checked()
    cities.nth(1).check()
    expect(every).to_be_checked()


@pytest.fixture
def redis() -> Iterator[str]:
    """The URL of a Redis of our own."""
    if not shutil.which("redis-server"):
        pytest.fail("no redis-server; the README's test command installs it")
    port = free_port()
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    for line in server.stdout:
        if "Ready to accept connections" in line:
            break
    yield f"redis://127.0.0.1:{port}"
    server.terminate()
    server.wait(10)
    server.stdout.close()


def test_caching_signal_redis_computes_once_then_draws_four_graphs(open_seed: OpenSeed, redis: str) -> None:
    app = open_seed("caching_signal_redis", env={"REDIS_URL": redis})
    page = app.page
    for i in range(1, 5):
        wait_for_plot(page, f"graph-{i}")
    app.program.wait_for("Computing value with apples")
    assert app.program.lines.count("Computing value with apples") == 1
    choose(page, "dropdown", "figs")
    wait_for(lambda: len(trace(page, "graph-1", "x")) == 2000, "the figs are drawn")
    app.program.wait_for("Computing value with figs")
    assert app.program.lines.count("Computing value with figs") == 1
    began = time.monotonic()
    choose(page, "dropdown", "apples")
    wait_for(lambda: len(trace(page, "graph-1", "x")) == 500, "the apples are drawn")
    assert time.monotonic() - began < 3, "what is cached is not computed again"
    app.program.wait_for("Computing value with apples")
    assert app.program.lines.count("Computing value with apples") == 1


def test_session_cache_filesystem_gives_every_page_load_its_own(open_served: Callable[..., OpenApp]) -> None:
    app = open_served(SEEDS / "session_cache_filesystem.py", env={"OFFLINE_READ_JSON": "1"})
    second = app.another()
    second.goto(app.url)

    def times_of(page: Page) -> set[str]:
        """What the two outputs show. Both compute at the same time at first; from then on one of them is cached."""
        for output in ("output-1", "output-2"):
            expect(page.locator(f"#{output} pre")).to_be_visible()
        return {page.locator(f"#{output} pre").inner_text() for output in ("output-1", "output-2")}

    first_times, second_times = times_of(app.page), times_of(second)
    assert not first_times & second_times
    app.page.locator("#get-data-button").click()
    for output in ("output-1", "output-2"):
        expect(app.page.locator(f"#{output}")).to_contain_text("Button has been clicked 1 times")
    assert len(times_of(app.page)) == 1
    assert times_of(app.page) <= first_times
    second.context.close()


@pytest.mark.window
def test_session_cache_filesystem_in_its_window(open_window: Callable[..., OpenApp]) -> None:
    page = open_window(SEEDS / "session_cache_filesystem.py", env={"OFFLINE_READ_JSON": "1"}).page
    expect(page.locator("#output-2 pre")).to_contain_text("values")
    page.locator("#get-data-button").click()
    expect(page.locator("#output-2")).to_contain_text("Button has been clicked 1 times")


def test_clientside_promise_notification_shows_a_refusal_as_an_error(
    open_served: Callable[..., OpenApp],
) -> None:
    app = open_served(SEEDS / "clientside_promise_notification.py", quiet=False)
    page = app.page
    page.evaluate("Notification.requestPermission = () => Promise.resolve('denied')")
    page.evaluate("navigator.permissions.query = () => Promise.resolve({state: 'prompt'})")
    page.locator("#notify-btn").click()
    expect(page.locator(".desktopdash-problem")).to_contain_text("Permission not granted: denied")


NOTE = """() => {
    window.posted = [];
    const Real = window.Notification;
    window.Notification = class extends Real {
        constructor(title, options) { super(title, options); window.posted.push({title, body: options.body}); }
    };
}"""


def test_clientside_promise_notification_posts_when_allowed(open_served: Callable[..., OpenApp]) -> None:
    page = (app := open_served(SEEDS / "clientside_promise_notification.py")).page
    page.context.grant_permissions(["notifications"], origin=app.url.rstrip("/"))
    page.evaluate(NOTE)
    page.locator("#notify-btn").click()
    page.wait_for_function("window.posted.length === 1")
    assert page.evaluate("window.posted") == [{"title": "Dash notification", "body": "Notification already granted!"}]


@pytest.mark.window
def test_clientside_promise_notification_posts_in_its_window(open_window: Callable[..., OpenApp]) -> None:
    page = open_window(SEEDS / "clientside_promise_notification.py").page
    page.evaluate(NOTE)
    page.locator("#notify-btn").click()
    page.wait_for_function("window.posted.length === 1")
    assert page.evaluate("window.posted[0].title") == "Dash notification"
    assert page.evaluate("Notification.permission") == "granted"


def test_every_seed_app_without_jobs_has_a_test_here() -> None:
    names = {path.stem for path in SEEDS.glob("*.py") if not path.stem.startswith("long_")}
    assert len(names) == 18
    text = Path(__file__).read_text()
    assert {name for name in names if f"def test_{name}" not in text} == set()
