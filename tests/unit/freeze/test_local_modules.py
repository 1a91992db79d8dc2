import importlib.machinery

import pytest

from desktopdash.freeze.errors import BuildError
from desktopdash.freeze.local_modules import compiled_modules, local_modules


@pytest.fixture
def write(tmp_path):
    def write(name, text=""):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write


def names(folder, **kwargs):
    found = local_modules(folder / "app.py", folder, **kwargs)
    return sorted(path.relative_to(folder).as_posix() for path in found)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import one", ["one.py"]),
        ("import one as o, json", ["one.py"]),
        ("from one import anything", ["one.py"]),
        ("def f():\n    import one", ["one.py"]),
        ("try:\n    import one\nexcept ImportError:\n    import two", ["one.py", "two.py"]),
        ("import pkg", ["pkg/__init__.py"]),
        ("import pkg.deep.leaf", ["pkg/__init__.py", "pkg/deep/__init__.py", "pkg/deep/leaf.py", "pkg/near.py"]),
        ("from pkg import near", ["pkg/__init__.py", "pkg/near.py"]),
        ("from pkg import near as n, function", ["pkg/__init__.py", "pkg/near.py"]),
        ("from pkg.deep import leaf", ["pkg/__init__.py", "pkg/deep/__init__.py", "pkg/deep/leaf.py", "pkg/near.py"]),
        ("from plain.part import x", ["plain/part.py"]),
        ("from plain import part", ["plain/part.py"]),
        ("from . import one", ["one.py"]),
        ("from .one import x", ["one.py"]),
        ("import nothing, os.path, pandas", []),
        ("from pkg import *", ["pkg/__init__.py"]),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import one", []),
        ("import typing as t\nif t.TYPE_CHECKING:\n    import one\nelse:\n    import two", ["two.py"]),
        ("import importlib\nimportlib.import_module('one')", ["one.py"]),
        ("__import__('pkg.near')", ["pkg/__init__.py", "pkg/near.py"]),
        ("import_module(f'plain.{name}')", ["plain/other.py", "plain/part.py"]),
        ("import_module('plain.' + name)", ["plain/other.py", "plain/part.py"]),
        ("import venv_here.thing", []),
        ("import build.thing", []),
        ("'''import one'''", []),
    ],
)
def test_imports_are_followed(write, tmp_path, code, found):
    for name in ("one.py", "two.py", "pkg/__init__.py", "pkg/near.py", "pkg/deep/__init__.py", "plain/part.py"):
        write(name)
    write("plain/other.py")
    write("pkg/deep/leaf.py", "from .. import near\n")
    write("venv_here/pyvenv.cfg")
    write("venv_here/thing.py")
    write("build/thing.py")
    write("app.py", code)
    assert names(tmp_path) == sorted({"app.py", *found})


def test_relative_imports_and_circles(write, tmp_path):
    write("app.py", "from pkg.deep import a")
    write("pkg/__init__.py")
    write("pkg/up.py", "from .deep.a import x")
    write("pkg/deep/__init__.py", "from . import b")
    write("pkg/deep/a.py", "from ..up import y\nfrom . import missing\nfrom ... import too_far\n")
    write("pkg/deep/b.py")
    found = ["app.py", "pkg/__init__.py", "pkg/deep/__init__.py", "pkg/deep/a.py", "pkg/deep/b.py", "pkg/up.py"]
    assert names(tmp_path) == found


def test_pages_beside_the_app_are_its_own(write, tmp_path):
    write("app.py")
    write("pages/home.py", "import parts")
    write("pages/more/other.py")
    write("pages/__pycache__/x.py")
    write("pages/note.txt")
    write("parts.py")
    assert names(tmp_path) == ["app.py", "pages/home.py", "pages/more/other.py", "parts.py"]


def test_further_files_and_places_to_search(write, tmp_path):
    write("app.py", "import helper")
    write("lib/helper.py", "import second")
    write("lib/second.py")
    write("loaded.py", "import beside")
    write("beside.py")
    assert names(tmp_path) == ["app.py"]
    assert names(tmp_path, search_path=[tmp_path / "lib", tmp_path.parent]) == [
        "app.py",
        "lib/helper.py",
        "lib/second.py",
    ]
    assert names(tmp_path, further=[tmp_path / "loaded.py"]) == ["app.py", "beside.py", "loaded.py"]


def test_dynamic_imports_relative_to_a_package(write, tmp_path):
    write("app.py", "import pkg")
    write(
        "pkg/__init__.py", "import_module('.a', __name__); import_module('.b', __package__); import_module('.c', 'pkg')"
    )
    for name in "abc":
        write(f"pkg/{name}.py")
    assert names(tmp_path) == ["app.py", "pkg/__init__.py", "pkg/a.py", "pkg/b.py", "pkg/c.py"]


def test_compiled_modules(write, tmp_path):
    suffix = importlib.machinery.EXTENSION_SUFFIXES[0]
    fast = write(f"fast{suffix}")
    write("app.py", "import fast, json")
    found = local_modules(tmp_path / "app.py", tmp_path)
    assert set(found) == {tmp_path / "app.py"}
    assert compiled_modules(found.values(), tmp_path) == {fast}


def test_a_module_that_is_no_python_is_told(write, tmp_path):
    write("app.py", "def f():\n    import broken")
    write("broken.py", "x = (")
    with pytest.raises(BuildError) as caught:
        names(tmp_path)
    assert caught.value.problem.message == "broken.py is no valid Python."
