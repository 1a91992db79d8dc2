"""What a person does with the packaged samples, and what must be seen then."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .launched import expect_text, note_texts

SERIES = "document.querySelector('#graph .js-plotly-plot')?.data?.[0]?.name"
AXIS = "document.querySelector('#graph .js-plotly-plot')?.layout?.yaxis?.type"
DRAWN = "#graph .scatterlayer path.js-line"


def see_graph(page: Page) -> None:
    """The first callback's output, drawn."""
    page.wait_for_function(f"{SERIES} === 'Canada'")
    page.wait_for_selector(DRAWN)


def use_graph(page: Page) -> None:
    """Another country, which the server is asked for; another scale, which it is not; the Store's contents."""
    see_graph(page)
    page.locator("#country").click()
    page.keyboard.type("France")  # the list has only those in view
    page.get_by_role("option", name="France", exact=True).click()
    page.wait_for_function(f"{SERIES} === 'France'")
    page.get_by_text("log", exact=True).click()
    page.wait_for_function(f"{AXIS} === 'log'")
    page.get_by_text("Contents of the Store").click()
    expect(page.locator("#json")).to_contain_text('"name": "France"')


def begin_long_job(page: Page) -> None:
    """Start the job, and see that it runs."""
    page.locator("#start").click()
    expect_text(page, "#step", re.compile(r"\d+ of 40"))
    expect(page.locator("#start")).to_be_disabled()


def use_long_job(page: Page) -> None:
    """Its steps, also after the page was loaded again, a cancel that gives `running` back, and a whole run."""
    begin_long_job(page)
    expect(page.locator("#result")).to_have_css("opacity", "0.4")
    page.reload()
    expect_text(page, "#step", re.compile(r"\d+ of 40"))
    page.locator("#cancel").click()
    expect(page.locator("#start")).to_be_enabled()
    expect(page.locator("#cancel")).to_be_disabled()
    expect_text(page, "#step", "")
    run_long_job(page)


def run_long_job(page: Page) -> None:
    """Run the job to its end, and see each of its steps no more than once and in order."""
    note_texts(page, "#step")
    page.locator("#start").click()
    expect_text(page, "#result", re.compile(r"Run \d+: the squares of 1 to 40 add up to 22140\."))
    expect(page.locator("#start")).to_be_enabled()
    steps = [int(text.split()[0]) for text in page.evaluate("window.noted") if text]
    assert len(steps) > 8, steps
    assert steps == sorted(set(steps)), steps
