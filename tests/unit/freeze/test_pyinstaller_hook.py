"""What PyInstaller is told of desktopdash; its own functions are stood in for."""

import runpy
import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

from desktopdash import __pyinstaller as module
from desktopdash.shell.entries import ENTRIES

FOLDER = Path(module.__file__).parent
PACKAGE = FOLDER.parent
MODULES = [
    ".".join(["desktopdash", *file.relative_to(PACKAGE).with_suffix("").parts]).removesuffix(".__init__")
    for file in sorted(PACKAGE.rglob("*.py"))
]


@pytest.fixture
def hook(monkeypatch):
    def run(platform="linux"):
        hooks = ModuleType("PyInstaller.utils.hooks")
        hooks.collect_submodules = lambda name, filter: [one for one in MODULES if filter(one)]
        hooks.collect_data_files = lambda name, includes=("**",): [(name, tuple(includes))]
        monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)
        monkeypatch.setattr(sys, "platform", platform)
        return runpy.run_path(str(FOLDER / "hook-desktopdash.py"))

    return run


def test_pyinstaller_finds_the_hook_by_an_entry_point():
    assert module.get_hook_dirs() == [str(FOLDER)]
    (point,) = [one for one in metadata.entry_points(group="pyinstaller40") if one.value.startswith("desktopdash.")]
    assert point.load() is module.get_hook_dirs


def test_what_a_package_starts_by_name_goes_in(hook):
    names = hook()["hiddenimports"]
    assert {*ENTRIES.values(), "desktopdash.compat", "desktopdash.window.backend", "asyncio", "dill"} <= set(names)
    assert "webview.platforms.qt" in names


def test_what_only_builds_develops_or_serves_stays_out(hook):
    names = hook()["hiddenimports"]
    assert not [name for name in names if name.startswith(("desktopdash.freeze", "desktopdash.__pyinstaller"))]
    left_out = set(MODULES) - set(names)
    assert {"desktopdash.cli", "desktopdash.__main__", "desktopdash.jobs.celery_jobs"} <= left_out
    assert all(any(name == one or name.startswith(f"{one}.") for name in MODULES) for one in hook()["_LEFT_OUT"])


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_the_engine_of_linux_is_for_linux_only(hook, platform):
    names = hook(platform)["hiddenimports"]
    assert not [name for name in names if "qt" in name]
    assert "desktopdash.window.backend" in names


def test_the_page_and_the_icons_go_in_and_dash_does_not(hook):
    found = hook()
    assert ("desktopdash", ("static/**", "icons/**")) in found["datas"]
    assert "dash" in found["excludedimports"]
