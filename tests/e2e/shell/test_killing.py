"""Processes of running apps are killed: the rest ends or goes on, and what was kept is whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from .killing import VICTIMS, Killing
from .launches import time_limited

pytestmark = [pytest.mark.e2e, pytest.mark.window]

LIMIT_S = 240


@pytest.fixture
def time_limit() -> Iterator[None]:
    """In the place of the folder's: a test of many launches."""
    with time_limited(LIMIT_S):
        yield


@pytest.mark.usefixtures("time_limit")
def test_whichever_process_is_killed_nothing_is_lost_and_nothing_left(
    tmp_path: Path, display: str, playwright: Playwright
) -> None:
    killing = Killing(tmp_path, display, playwright, seed=4)
    killing.run(10)
    told = killing.table()
    print(told)
    assert {one.victim for one in killing.rounds} == set(VICTIMS), told
    assert {one.mode for one in killing.rounds} == {"run", "python"}, told
    assert killing.damage() == [], told
