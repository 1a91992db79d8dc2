"""One package for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.e2e.shell.launches import time_limited
from tests.freeze import sales
from tests.freeze.building import Packages, packages_folder
from tests.freeze.starting import Start, make_start

LIMIT_S = 90


@pytest.fixture(scope="session")
def sales_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    packages = Packages(packages_folder(tmp_path_factory.mktemp("packages")))
    return packages.program(sales.NAME, sales.APP)


@pytest.fixture
def start(tmp_path: Path, playwright: Playwright) -> Iterator[Start]:
    """Starts packaged programs, without a network where that can be had; what they leave is ended after the test."""
    with time_limited(LIMIT_S), make_start(tmp_path, playwright, is_alone=False) as function:
        yield function
