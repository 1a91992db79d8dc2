"""Packages that are built once for all, and started with nothing of this machine's environment.

    python -m pytest tests/freeze

DESKTOPDASH_TEST_PACKAGES names a folder that keeps the packages: what is there is not built again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.e2e.conftest import display, playwright
from tests.e2e.shell.launches import time_limited

from .building import Packages, packages_folder
from .made import APPS, NEEDS
from .starting import Start, make_start

__all__ = ["display", "playwright"]

LIMIT_S = 180
"""Seconds that one test takes at most, without the build of its package."""

Built = Callable[..., Path]


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    return Packages(packages_folder(tmp_path_factory.mktemp("packages")))


@pytest.fixture(scope="session")
def built(packages: Packages) -> Built:
    """Gives the program of a package by its name, one of `APPS`, and further words of its build."""
    return lambda name, *words: packages.program(name, APPS[name], *words, needs=NEEDS.get(name, ()))


@pytest.fixture(params=["folder", "one file"])
def long_job(request: pytest.FixtureRequest, built: Built) -> Path:
    """The program of samples/long_job.py, in both forms."""
    return built("LongJob", *(["--onefile"] if request.param == "one file" else []))


@pytest.fixture
def start(tmp_path: Path, playwright: Playwright) -> Iterator[Start]:
    """Starts packaged programs in a network that leads nowhere; what they leave is ended after the test."""
    with time_limited(LIMIT_S), make_start(tmp_path, playwright) as function:
        yield function
