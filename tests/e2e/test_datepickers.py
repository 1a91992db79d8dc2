"""Pickers of dates in a real browser: mouse, keys, typing, limits, and what callbacks are told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.support import OpenApp, settle

pytestmark = pytest.mark.e2e

PICKERS = """
from datetime import date, datetime

app.layout = html.Div([
    dcc.DatePickerSingle(id="one", date=date(2026, 11, 5)), html.Div(id="one-said"),
    dcc.DatePickerSingle(id="limited", date=datetime(2026, 11, 11, 13, 30), min_date_allowed=date(2026, 11, 10),
        max_date_allowed="2026-12-24", disabled_days=["2026-11-12", datetime(2026, 11, 13)], clearable=True,
        display_format="DD/MM/YYYY"), html.Div(id="limited-said"),
    html.Label(["Stay", dcc.DatePickerRange(id="range", start_date="2026-11-10", end_date="2026-11-13", minimum_nights=2,
        clearable=True)]), html.Div(id="range-said"),
    dcc.DatePickerRange(id="both", updatemode="bothdates", initial_visible_month="2026-11-01"), html.Div(id="both-said"),
    dcc.DatePickerSingle(id="portal", with_portal=True, date="2026-11-05"), html.Div(id="portal-said"),
    dcc.DatePickerSingle(id="full", with_full_screen_portal=True, date="2026-11-05"), html.Div(id="full-said"),
    dcc.DatePickerRange(id="arabic", is_RTL=True, calendar_orientation="vertical", start_date="2026-11-10"),
    html.Div(id="arabic-said"), html.Button("write", id="write"),
])

for name in ["one", "limited", "portal", "full"]:
    @callback(Output(f"{name}-said", "children"), Input(name, "date"))
    def say(value):
        return json.dumps(value)

for name in ["range", "both", "arabic"]:
    @callback(Output(f"{name}-said", "children"), Input(name, "start_date"), Input(name, "end_date"))
    def say_both(start, end):
        return json.dumps([start, end])

@callback(Output("one", "date"), Input("write", "n_clicks"), prevent_initial_call=True)
def write(n):
    return datetime(2024, 2, 29, 23, 59)
"""


@pytest.fixture
def page(open_code: Callable[..., OpenApp]) -> Page:
    page = open_code(PICKERS).page
    expect(page.locator("#arabic-said")).to_have_text('["2026-11-10", null]')
    settle(page)
    return page


def day(page: Page, iso: str) -> Locator:
    return page.locator(f'td[data-day="{iso}"]:not([data-outside]) button')


def calendar(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Choose a date")


def box(found: Locator) -> dict[str, float]:
    got = found.bounding_box()
    assert got
    return dict(got)


def expect_said(page: Page, name: str, text: str) -> None:
    expect(page.locator(f"#{name}-said")).to_have_text(text)


def test_a_day_is_picked_with_the_mouse(page: Page) -> None:
    expect_said(page, "one", '"2026-11-05"')
    page.locator("#one-wrapper .dash-datepicker-caret-icon").click()
    expect(page.locator("#one")).to_be_focused()
    calendar(page).get_by_role("button", name="Next month").click()
    day(page, "2026-12-17").click()
    expect_said(page, "one", '"2026-12-17"')
    expect(calendar(page)).to_have_count(0)
    expect(page.locator("#one")).to_be_focused()
    expect(page.locator("#one")).to_have_value("2026-12-17")

    page.locator("#one").click()
    calendar(page).get_by_label("Month", exact=True).select_option("March")
    calendar(page).get_by_role("button", name="Increase value").click()
    day(page, "2027-03-31").click()
    expect_said(page, "one", '"2027-03-31"')

    page.locator("#one").click()
    expect(day(page, "2027-03-31")).to_be_visible()
    page.mouse.click(700, 10)
    expect(calendar(page)).to_have_count(0)
    page.locator("#write").click()
    expect(page.locator("#one")).to_have_value("2024-02-29")
    expect_said(page, "one", '"2024-02-29T23:59:00"')


def test_a_day_is_picked_with_the_keys(page: Page) -> None:
    page.locator("#one").focus()
    page.keyboard.press("ArrowDown")
    expect(day(page, "2026-11-05")).to_be_focused()
    for key, expected in [
        ("ArrowRight", "2026-11-06"),
        ("ArrowDown", "2026-11-13"),
        ("PageDown", "2026-12-13"),
        ("Home", "2026-12-13"),
        ("End", "2026-12-19"),
        ("PageUp", "2026-11-19"),
    ]:
        page.keyboard.press(key)
        expect(day(page, expected)).to_be_focused()
    page.keyboard.press("Enter")
    expect_said(page, "one", '"2026-11-19"')
    expect(page.locator("#one")).to_be_focused()
    page.keyboard.press("Enter")
    expect(day(page, "2026-11-19")).to_be_focused()
    page.keyboard.press("Escape")
    expect(calendar(page)).to_have_count(0)
    expect(page.locator("#one")).to_be_focused()

    page.locator("#one").click()
    page.keyboard.press("Tab")
    expect(calendar(page).get_by_role("button", name="Previous month")).to_be_focused()
    page.keyboard.press("Enter")
    expect(calendar(page).get_by_label("Month", exact=True)).to_have_value("2026-10-01")


def test_a_day_is_typed(page: Page) -> None:
    field = page.locator("#limited")
    expect(field).to_have_value("11/11/2026")
    for typed, said, shown in [
        ("24/12/2026", '"2026-12-24"', "24/12/2026"),
        ("2026-12-01", '"2026-12-01"', "01/12/2026"),
        ("Dec 2, 2026", '"2026-12-02"', "02/12/2026"),
        ("25/12/2026", '"2026-12-02"', "02/12/2026"),
        ("12/11/2026", '"2026-12-02"', "02/12/2026"),
        ("soon", '"2026-12-02"', "02/12/2026"),
        ("", "null", ""),
    ]:
        field.fill(typed)
        page.keyboard.press("Tab")
        expect(field).to_have_value(shown)
        expect_said(page, "limited", said)


def test_days_out_of_the_limits_cannot_be_picked(page: Page) -> None:
    page.locator("#limited").click()
    for off in ("2026-11-09", "2026-11-12", "2026-11-13"):
        expect(day(page, off)).to_be_disabled()
        day(page, off).click(force=True)
    expect(calendar(page).get_by_role("button", name="Previous month")).to_be_disabled()
    calendar(page).get_by_role("button", name="Next month").click()
    expect(calendar(page).get_by_role("button", name="Next month")).to_be_disabled()
    expect(day(page, "2026-12-25")).to_be_disabled()
    day(page, "2026-12-24").click()
    expect_said(page, "limited", '"2026-12-24"')
    page.locator("#limited-wrapper").get_by_role("button", name="Clear date").click()
    expect_said(page, "limited", "null")
    expect(page.locator("#limited")).to_be_focused()
    expect(page.locator("#limited-wrapper .dash-datepicker-clear")).to_be_hidden()


def test_a_range_is_picked(page: Page) -> None:
    page.get_by_text("Stay").click()
    expect(calendar(page).get_by_role("grid")).to_have_count(2)
    day(page, "2026-11-20").click()
    expect_said(page, "range", '["2026-11-20", null]')
    expect(day(page, "2026-11-21")).to_be_disabled()
    day(page, "2026-12-03").hover()
    expect(page.locator(".dash-datepicker-calendar-date-highlighted")).to_have_count(14)
    day(page, "2026-12-03").click()
    expect_said(page, "range", '["2026-11-20", "2026-12-03"]')
    expect(calendar(page)).to_have_count(0)
    expect(page.locator("#range-end-date")).to_be_focused()

    page.locator("#range").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")
    expect_said(page, "range", '["2026-11-19", null]')
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect_said(page, "range", '["2026-11-12", "2026-11-19"]')
    page.locator("#range-wrapper").get_by_role("button", name="Clear date").click()
    expect_said(page, "range", "[null, null]")
    expect(page.locator("#range")).to_be_focused()


def test_both_ends_of_a_range_are_told_at_once_on_request(page: Page) -> None:
    page.locator("#both").click()
    day(page, "2026-11-20").click()
    expect(page.locator("#both")).to_have_value("2026-11-20")
    day(page, "2026-11-15").click()
    expect_said(page, "both", '["2026-11-15", "2026-11-20"]')
    page.locator("#both-end-date").fill("2026-12-01")
    page.keyboard.press("Tab")
    expect_said(page, "both", '["2026-11-15", "2026-12-01"]')


@pytest.mark.parametrize("name", ["portal", "full"])
def test_a_calendar_opens_in_front_of_the_page(page: Page, name: str) -> None:
    page.locator(f"#{name}").click()
    expect(day(page, "2026-11-05")).to_be_focused()
    place, window = box(calendar(page)), box(page.locator("html"))
    assert abs(place["x"] + place["width"] / 2 - window["width"] / 2) < 2
    assert (place["width"] == window["width"]) == (name == "full")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect_said(page, name, '"2026-11-06"')
    expect(page.locator(f"#{name}")).to_be_focused()
    page.locator(f"#{name}").click()
    if name == "full":
        calendar(page).get_by_role("button", name="Close calendar").click()
    else:
        page.mouse.click(5, 5)
    expect(calendar(page)).to_have_count(0)
    page.locator(f"#{name}").click()
    page.keyboard.press("Escape")
    expect(calendar(page)).to_have_count(0)
    expect(page.locator(f"#{name}")).to_be_focused()


def test_a_calendar_reads_from_right_to_left_and_downwards(page: Page) -> None:
    page.locator("#arabic").click()
    expect(calendar(page)).to_be_visible()
    first = box(day(page, "2026-11-10"))
    assert box(day(page, "2026-11-11"))["x"] < first["x"]
    assert box(calendar(page).get_by_role("grid").nth(1))["y"] > first["y"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    expect(day(page, "2026-11-11")).to_be_focused()
    page.keyboard.press("Enter")
    expect_said(page, "arabic", '["2026-11-10", "2026-11-11"]')


KEPT = """
app.layout = html.Div([
    dcc.DatePickerSingle(id="one", date="2026-11-05", persistence=True), html.Div(id="one-said"),
    dcc.DatePickerRange(id="range", start_date="2026-11-10", end_date="2026-11-13", persistence=True,
        persisted_props=["end_date"]), html.Div(id="range-said"),
])

@callback(Output("one-said", "children"), Input("one", "date"))
def say(value):
    return value

@callback(Output("range-said", "children"), Input("range", "start_date"), Input("range", "end_date"))
def say_both(start, end):
    return f"{start} {end}"
"""


def test_what_was_picked_comes_back_after_a_reload(open_code: Callable[..., OpenApp]) -> None:
    page = open_code(KEPT).page
    expect_said(page, "range", "2026-11-10 2026-11-13")
    page.locator("#one").click()
    day(page, "2026-11-17").click()
    page.locator("#range").click()
    day(page, "2026-11-18").click()
    day(page, "2026-11-20").click()
    expect_said(page, "range", "2026-11-18 2026-11-20")
    page.reload()
    expect_said(page, "one", "2026-11-17")
    expect_said(page, "range", "2026-11-10 2026-11-20")
    expect(page.locator("#one")).to_have_value("2026-11-17")
