from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktopdash.shell.loader import AppSpec, LoadError, find_app, load_module, module_name, parse_spec


class App:
    """Stands for Dash."""


@pytest.fixture
def write(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = set(sys.modules)

    def write_app(text: str, name: str = "some_app.py") -> AppSpec:
        path = tmp_path / name
        path.write_text(text)
        return AppSpec(path)

    yield write_app
    for name in set(sys.modules) - before:
        del sys.modules[name]


def problem_of(spec: AppSpec):
    with pytest.raises(LoadError) as caught:
        find_app(load_module(spec.path), App, spec)
    return caught.value.problem


def test_spec_is_a_path_with_or_without_a_name(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "app.py"
    file.touch()
    assert parse_spec("app.py") == AppSpec(file)
    assert parse_spec("app.py:other") == AppSpec(file, "other")
    assert parse_spec(str(file)) == AppSpec(file)
    assert parse_spec(".") == AppSpec(tmp_path / "app.py")
    assert parse_spec(AppSpec(file, "x").argument()) == AppSpec(file, "x")
    odd = tmp_path / "a:b"
    odd.touch()
    assert parse_spec("a:b") == AppSpec(odd)


@pytest.mark.parametrize("text", ["nowhere.py", "nowhere.py:app", "folder/x.py", ""])
def test_missing_file_names_what_is_there(tmp_path, monkeypatch, text) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tool.py").touch()
    with pytest.raises(LoadError) as caught:
        parse_spec(text)
    problem = caught.value.problem
    assert problem.kind == "missing_file"
    if text.startswith("nowhere"):
        assert "tool.py" in problem.found


@pytest.mark.parametrize(
    ("file", "name"),
    [("app.py", "app"), ("my-tool.py", "my_tool"), ("json.py", "app_json"), ("2024.py", "app_2024"), ("dash.py", "app_dash")],
)  # fmt: skip
def test_module_name(file, name) -> None:
    assert module_name(Path(file)) == name


def test_module_has_its_own_name_its_folder_first_and_no_main_block(write, tmp_path) -> None:
    (tmp_path / "helper_beside.py").write_text("VALUE = 7\n")
    text = "import helper_beside\nif __name__ == '__main__':\n    raise SystemExit(3)\nvalue = helper_beside.VALUE\n"
    module = load_module(write(text).path)
    assert (module.value, module.__name__) == (7, "some_app")
    assert sys.path[0] == str(tmp_path)
    assert sys.modules["some_app"] is module


def test_app_is_the_named_the_one_called_app_or_the_only_one() -> None:
    module = type(sys)("m")
    module.only = App()
    spec = AppSpec(Path("m.py"))
    assert find_app(module, App, spec) is module.only
    module.same = module.only
    assert find_app(module, App, spec) is module.only
    module.app = App()
    assert find_app(module, App, spec) is module.app
    assert find_app(module, App, AppSpec(Path("m.py"), "only")) is module.only


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("x = (\n", "syntax_error", "line 1"),
        ("import no_such_thing.part\n", "import_error", "pip install no_such_thing"),
        ("from json import nothing\n", "import_error", "cannot import name"),
        ("1 / 0\n", "import_crash", "ZeroDivisionError"),
        ("raise SystemExit\n", "exited", "sys.exit(None)"),
        ("open('/nowhere/data.csv')\n", "import_crash", "data.csv"),
        ("x = 1\n", "no_app", "Dash(__name__)"),
    ],
)
def test_bad_modules(write, text, kind, words) -> None:
    problem = problem_of(write(text))
    assert problem.kind == kind
    assert words in problem.as_text()
    assert all((problem.message, problem.found, problem.expected, problem.todo))


def test_traceback_has_the_users_frames_only(write) -> None:
    text = "def inner():\n    raise ValueError('bad')\ntry:\n    inner()\nexcept ValueError as e:\n    raise KeyError('k') from e\n"
    trace = problem_of(write(text)).traceback
    assert "some_app.py" in trace
    assert "in inner" in trace
    assert "direct cause" in trace
    assert "loader.py" not in trace
    assert "importlib" not in trace


@pytest.mark.parametrize(
    "opens",
    [
        "diskcache.Cache('{folder}')",
        "diskcache.FanoutCache('{folder}', shards=1)",
        "diskcache.Cache(__import__('pathlib').Path('{folder}'))",
    ],
)
@pytest.mark.parametrize("damage", ["garbage", "folder"])
def test_a_damaged_cache_is_named_by_its_folder(write, tmp_path, opens, damage) -> None:
    for folder in (tmp_path / "cache", tmp_path / "cache" / "000"):
        database = folder / "cache.db"
        if damage == "garbage":
            folder.mkdir()
            database.write_bytes(b"this is no database " * 500)
        else:
            database.mkdir(parents=True)
    problem = problem_of(write("import diskcache\ncache = " + opens.format(folder=tmp_path / "cache")))
    assert problem.kind == "cache_failed"
    assert "some_app.py opens a cache that is damaged" in problem.message
    assert str(tmp_path / "cache") in problem.found
    assert f"Delete the folder {tmp_path / 'cache'}:" in problem.todo
    assert "some_app.py" in problem.traceback


def test_a_database_of_the_apps_own_is_no_cache(write, tmp_path) -> None:
    (tmp_path / "own.db").write_bytes(b"this is no database " * 500)
    text = f"import sqlite3\nsqlite3.connect('{tmp_path}/own.db').execute('SELECT 1 FROM t')\n"
    assert problem_of(write(text)).kind == "import_crash"


def test_several_apps_and_a_wrong_name() -> None:
    module = type(sys)("m")
    module.one, module.two = App(), App()
    with pytest.raises(LoadError) as caught:
        find_app(module, App, AppSpec(Path("m.py")))
    assert caught.value.problem.kind == "several_apps"
    assert "m.py:one" in caught.value.problem.todo
    with pytest.raises(LoadError) as caught:
        find_app(module, App, AppSpec(Path("m.py"), "three"))
    assert caught.value.problem.kind == "no_app"
    assert "one, two" in caught.value.problem.found
