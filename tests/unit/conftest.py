"""What the unit tests of several folders need."""

import importlib
import sys
from pathlib import Path

import pytest

from desktopdash import compat
from desktopdash.model.component import ComponentRegistry


@pytest.fixture
def own_registry(monkeypatch):
    """Component classes that are made in a test are forgotten after it."""
    for name in ("registry", "children_props", "namespace_to_package"):
        known = getattr(ComponentRegistry, name)
        copied = {key: dict(value) if isinstance(value, dict) else value for key, value in known.items()}
        monkeypatch.setattr(ComponentRegistry, name, copied)


@pytest.fixture
def sketch(own_registry, monkeypatch):
    """The component package of tests/packages, imported as an app does it."""
    monkeypatch.syspath_prepend(Path(__file__).parents[1] / "packages")
    compat.install()
    yield importlib.import_module("dash_sketch")
    compat.uninstall()
    del sys.modules["dash_sketch"]
