"""Pages in headless Chromium, by the clock that they have themselves."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

from tests.e2e.support import CHROMIUM_ARGS, find_chromium

HELPER = (Path(__file__).parent / "page.js").read_text()
HAS_GO = "() => document.getElementById('go')"
LOAD_MS = 600_000
CALM_MS = 600
"""A new window of Chromium first loads pages of its own, beside which nothing is to be measured."""


def launch(playwright: Playwright) -> Browser:
    """The one browser of a run; it draws both sides' pages at full pace, whichever is in front."""
    pace = ["--disable-background-timer-throttling", "--disable-renderer-backgrounding"]
    return playwright.chromium.launch(executable_path=find_chromium(), args=[*CHROMIUM_ARGS, *pace])


@contextlib.contextmanager
def opened(browser: Browser, url: str, holds: str) -> Iterator[Page]:
    """Load a page with nothing kept of earlier ones, until it holds what a JavaScript function looks for.

    Raises:
        playwright.sync_api.Error: it does not within ten minutes.
    """
    context = browser.new_context()
    try:
        page = context.new_page()
        page.set_default_timeout(LOAD_MS)
        page.wait_for_timeout(CALM_MS)
        page.add_init_script(f"{HELPER};bench.noteLoaded({holds});")
        page.goto(url, wait_until="commit")
        page.wait_for_function("window.benchLoaded !== undefined", polling=100)
        yield page
    finally:
        context.close()


def loaded_ms(page: Page) -> float:
    """Milliseconds from the begin of the navigation until the page held what it was opened for."""
    return float(page.evaluate("window.benchLoaded"))


def clicks(page: Page, count: int, has_ended: str = "n => bench.text('end') === `done ${n}`") -> list[float]:
    """Click `#go` so often; milliseconds from each click until the page shows its end.

    Args:
        page: one that was opened here.
        count: how often.
        has_ended: a JavaScript function of the number of the click.
    """
    return list(page.evaluate(f"bench.clicks({count}, {has_ended})"))
