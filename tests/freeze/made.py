"""The packages of these tests: name -> the app's file, and what it imports that is not installed otherwise."""

from __future__ import annotations

from pathlib import Path

from . import sales

_SAMPLES = Path(__file__).parents[2] / "samples"
_APPS = Path(__file__).parent / "apps"

APPS = {
    "Graph": _SAMPLES / "graph_store.py",
    "LongJob": _SAMPLES / "long_job.py",
    "Notes": _SAMPLES / "notification.py",
    sales.NAME: sales.APP,
    "Tools": _APPS / "tools" / "app.py",
}

NEEDS = {"Tools": ("multiprocess",)}
