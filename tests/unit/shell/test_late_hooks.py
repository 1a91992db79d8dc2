"""Hooks that run late: real modules in a folder, imported."""

import importlib
import importlib.util
import inspect
import pkgutil
import sys

import pytest

from desktopdash.shell import late_hooks
from desktopdash.shell.late_hooks import LATE_HOOKS, HookFinder


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder of modules; they and the finders are forgotten after the test."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    known = set(sys.modules)
    write(tmp_path, "order", "told = []\n")
    yield tmp_path
    for name in set(sys.modules) - known:
        del sys.modules[name]
    importlib.invalidate_caches()


def write(place, name, text):
    file = place / f"{name.replace('.', '/')}.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def tell(name):
    return f"import order\norder.told.append({name!r})\n"


def hooked(place, module="late_target", hook="late_hook"):
    write(place, module, tell(module))
    write(place, hook, f"import {module}\n{tell(hook)}")
    late_hooks.install({module: hook})
    return module


def told():
    return importlib.import_module("order").told


def test_a_hook_runs_once_and_right_after_its_module(place):
    name = hooked(place)
    write(place, "user", f"import {name}\n{tell('user')}import {name}\n")
    assert told() == []
    importlib.import_module("user")
    importlib.import_module(name)
    assert told() == ["late_target", "late_hook", "user"]


def test_a_module_shows_the_loader_that_it_would_have_had(place):
    name = hooked(place)
    module = importlib.import_module(name)
    write(place, "plain", "")
    plain = importlib.import_module("plain")
    assert type(module.__loader__) is type(plain.__loader__)
    assert module.__spec__.loader is module.__loader__
    assert module.__spec__.origin == module.__file__ == str(place / f"{name}.py")
    assert inspect.getsource(module) == tell(name)


def test_a_package_keeps_its_path_and_its_data(place):
    write(place, "late_package.__init__", tell("late_package"))
    write(place, "late_package.inner", tell("inner"))
    write(place, "late_hook", tell("hook"))
    late_hooks.install({"late_package": "late_hook"})
    inner = importlib.import_module("late_package.inner")
    assert told() == ["late_package", "hook", "inner"]
    assert inner.__package__ == "late_package"
    assert pkgutil.get_data("late_package", "inner.py") == tell("inner").encode()


def test_looking_for_a_module_runs_nothing_and_loses_nothing(place):
    name = hooked(place)
    spec = importlib.util.find_spec(name)
    assert spec.loader.get_source(name) == tell(name)
    assert spec.loader.is_package(name) is False
    assert spec.has_location
    assert told() == []
    importlib.import_module(name)
    assert told() == ["late_target", "late_hook"]


def test_a_module_that_fails_at_first_has_its_hook_when_it_succeeds(place):
    name = hooked(place)
    write(place, name, "raise ImportError('not yet')")
    with pytest.raises(ImportError, match="not yet"):
        importlib.import_module(name)
    write(place, name, tell("now it works"))
    importlib.import_module(name)
    assert told() == ["now it works", "late_hook"]


def test_a_module_that_is_loaded_anew_has_its_hook_once(place):
    name = hooked(place)
    importlib.reload(importlib.import_module(name))
    assert told() == ["late_target", "late_hook", "late_target"]


def test_without_its_module_a_hook_is_no_matter(place):
    write(place, "late_hook", tell("hook"))
    late_hooks.install({"late_missing": "late_hook"})
    with pytest.raises(ModuleNotFoundError, match="late_missing"):
        importlib.import_module("late_missing")
    assert told() == []


def test_without_a_hook_a_module_is_found_as_ever(place):
    write(place, "late_target", tell("target"))
    late_hooks.install({"late_target": "late_hook"})
    module = importlib.import_module("late_target")
    assert told() == ["target"]
    assert module.__spec__.loader is module.__loader__


def test_a_module_that_is_there_already_has_its_hook_at_once(place):
    write(place, "late_target", tell("target"))
    importlib.import_module("late_target")
    write(place, "late_hook", tell("hook"))
    late_hooks.install({"late_target": "late_hook"})
    assert told() == ["target", "hook"]


def test_a_folder_without_an_init_file_is_found_as_ever(place):
    (place / "late_space").mkdir()
    write(place, "late_hook", tell("hook"))
    late_hooks.install({"late_space": "late_hook"})
    assert importlib.import_module("late_space").__spec__.loader is not None


def test_other_modules_are_not_its_business():
    finder = HookFinder(LATE_HOOKS)
    assert finder.find_spec("json") is None
    assert finder.find_spec("PySide6.QtCore") is None


def test_the_hook_of_inspect_runs_when_somebody_asks_for_a_source(place, monkeypatch):
    write(
        place,
        "pyi_rth_inspect",
        "import inspect\nimport order\norder.told.append('hook')\n_original = inspect.getsourcefile\n"
        "inspect.getsourcefile = lambda thing: ('hooked', _original(thing))\n",
    )
    own = inspect.getsourcefile
    monkeypatch.setattr(inspect, "getsourcefile", own)
    late_hooks.install({})
    put_off = inspect.getsourcefile
    assert put_off is not own
    assert told() == []
    assert inspect.getsourcefile(pkgutil) == ("hooked", pkgutil.__file__)
    assert put_off(pkgutil) == ("hooked", pkgutil.__file__), "whoever had it by another name"
    assert told() == ["hook"]


def test_where_no_hook_is_inspect_is_left_alone(place):
    own = inspect.getsourcefile
    late_hooks.install({})
    assert inspect.getsourcefile is own


def test_hooks_that_are_put_off_are_pyinstallers(place):
    hooks = importlib.import_module("PyInstaller").__path__[0] + "/hooks/rthooks"
    for hook in (*LATE_HOOKS.values(), late_hooks.INSPECT_HOOK):
        assert importlib.util.find_spec(hook) is None
        with open(f"{hooks}/{hook}.py", encoding="utf-8") as file:
            assert file.read()
