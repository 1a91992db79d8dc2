"""Every sample opens, says in one sentence what it shows, and leaves the console empty."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.support import REPO, OpenApp, settle

pytestmark = pytest.mark.e2e

SAMPLES = sorted((REPO / "samples").glob("*.py"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_opens_and_settles(path: Path, open_served: Callable[..., OpenApp]) -> None:
    sentence = ast.get_docstring(ast.parse(path.read_text()))
    assert sentence
    assert sentence.count(".") == 1
    app = open_served(path)
    expect(app.page.locator("#_dash-app-content main")).to_be_visible()
    settle(app.page)
    expect(app.page.locator(".desktopdash-problem")).to_have_count(0)


@pytest.mark.window
def test_first_sample_of_the_readme_opens_in_its_window(open_window: Callable[..., OpenApp]) -> None:
    app = open_window(REPO / "samples" / "graph_store.py")
    app.page.wait_for_selector("#graph .js-plotly-plot .main-svg")
    expect(app.page.locator("h1")).to_have_text("Countries over time")
