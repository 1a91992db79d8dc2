"""Launches of the real command that leave nothing behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.e2e import post_mortem

from .launches import Launch, time_limited

REPOSITORY = Path(__file__).resolve().parents[3]
LIMIT_S = 60


@pytest.fixture(autouse=True)
def time_limit() -> Iterator[None]:
    """No test of this folder hangs."""
    with time_limited(LIMIT_S):
        yield


@pytest.fixture
def launch(tmp_path: Path, display: str, playwright: Playwright) -> Iterator[type[Launch]]:
    """Starts commands on the display; whatever they leave is ended after the test."""
    launches: list[Launch] = []

    class Started(Launch):
        def __init__(self, *words: str, **env: str | None) -> None:
            program = [] if words[0].endswith(".py") else ["-m", "desktopdash"]
            search = os.environ.get("DESKTOPDASH_TEST_PATH", str(REPOSITORY))
            variables = {"DISPLAY": display, "PYTHONPATH": search, "WAYLAND_DISPLAY": None}
            variables |= {"DESKTOPDASH_PROFILES": str(tmp_path / "profiles"), **env}
            super().__init__([sys.executable, *program, *words], tmp_path, variables, playwright)
            launches.append(self)
            post_mortem.launches.append(self)

    yield Started
    for started in launches:
        started.end()


@pytest.fixture
def write_app(tmp_path: Path):
    """Writes app.py (or another file) into the test's folder; returns its path."""

    def write(text: str, name: str = "app.py") -> str:
        path = tmp_path / name
        path.write_text(text)
        return str(path)

    return write
