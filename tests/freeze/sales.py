"""What a person does with the packaged app in apps/sales, and what must be seen then."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from .launched import expect_text, note_texts

APP = Path(__file__).parent / "apps" / "sales" / "app.py"
NAME = "Sales"

IMAGE = "document.querySelector('#picture').naturalWidth === 24"
STYLED = "getComputedStyle(document.querySelector('#title')).color === 'rgb(27, 108, 168)'"
BADGE = "document.documentElement.dataset.badge === 'from the assets'"
LINE = "#graph .scatterlayer path.js-line"


def see_first_page(page: Page) -> None:
    """The first callback's output, the data read in both ways, the texts, the assets, the graph."""
    expect_text(page, "#total", "North: 42")
    expect_text(page, "#rows", "6 6")
    expect_text(page, "#texts", "Guten Tag Hello")
    for condition in (IMAGE, STYLED, BADGE):
        page.wait_for_function(condition)
    page.wait_for_selector(LINE)


def use_callbacks(page: Page) -> None:
    """Another choice, and a callback that imports."""
    page.locator("#region").click()
    page.get_by_role("option", name="South").click()
    expect_text(page, "#total", "South: 18")
    page.locator("#count").click()
    expect_text(page, "#counted", "mean 10.0")


def use_job(page: Page) -> None:
    """Steps are seen, a cancel gives `running` back, and another run comes to its end."""
    begin_job(page)
    expect(page.locator("#start")).to_be_disabled()
    page.locator("#cancel").click()
    expect(page.locator("#start")).to_be_enabled()
    expect(page.locator("#cancel")).to_be_disabled()
    expect_text(page, "#step", "")
    note_texts(page, "#step")
    begin_job(page)
    expect_text(page, "#result", "All regions: 60")
    expect(page.locator("#start")).to_be_enabled()
    steps = [text for text in page.evaluate("window.noted") if text]
    assert len(steps) > 5, steps
    assert steps == [f"{number} of 30" for number in sorted(int(text.split()[0]) for text in steps)]


def begin_job(page: Page) -> None:
    """Start the job, and see that it runs."""
    page.locator("#start").click()
    expect_text(page, "#step", re.compile(r"\d+ of 30"))
