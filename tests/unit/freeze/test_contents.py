import importlib.machinery
import sys
from pathlib import Path

import pytest

from desktopdash.freeze import contents as module
from desktopdash.freeze.contents import Contents, find_contents
from desktopdash.freeze.elsewhere import is_installed
from desktopdash.freeze.errors import BuildError
from desktopdash.freeze.facts import AppFacts, OutsideModule
from desktopdash.freeze.inspect_app import inspect
from desktopdash.records import replace
from desktopdash.shell.loader import AppSpec

ROOT = Path(__file__).parents[3]


@pytest.fixture
def tool(tmp_path, monkeypatch):
    """The folder of an app, and another one that is the working folder."""
    for name in ("tool", "work"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "tool"


def write(path, text=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def pack(tool, code="", includes=(), name="app.py", **facts) -> Contents:
    app = write(tool / name, code)
    known = AppFacts("t", "", tool / "assets", search_path=(tool, *map(Path, sys.path)))
    return find_contents(AppSpec(app), replace(known, **facts), includes)


def places(packed):
    return [one.place for one in packed]


def kind_of(tool, **given):
    with pytest.raises(BuildError) as caught:
        pack(tool, **given)
    problem = caught.value.problem
    assert all((problem.message, problem.found, problem.expected, problem.todo))
    return problem.kind, problem.as_text()


def test_everything_keeps_its_place_below_the_app(tool):
    for name in ("helper.py", "pages/home.py", "pkg/__init__.py", "pkg/deep.py", "unused.py", "job.py",
                 "assets/style.css", "assets/img/logo.png", "assets/.hidden", "data/x.csv", "data/read.json"):  # fmt: skip
        write(tool / name)
    code = "import helper\ndef f():\n    import pkg.deep\nrun('job.py')\nopen('data/x.csv')\nopen('assets/style.css')\n"
    found = pack(tool, code, read_files=(tool / "data" / "read.json", tool / "assets" / "style.css"))
    assert places(found.sources) == [
        "app/app.py",
        "app/helper.py",
        "app/job.py",
        "app/pages/home.py",
        "app/pkg/__init__.py",
        "app/pkg/deep.py",
    ]
    assert places(found.assets) == ["app/assets/img/logo.png", "app/assets/style.css"]
    assert places(found.data) == ["app/data/read.json", "app/data/x.csv"]
    assert found.findings == ()
    assert all(one.file.is_absolute() and one.file.is_file() for one in found.all())
    assert found.size == len(code)


def test_the_apps_file_keeps_its_name(tool):
    assert places(pack(tool, name="my-tool.py").sources) == ["app/my-tool.py"]


def test_a_source_that_is_named_names_more(tool):
    write(tool / "job.py", "import helper\nopen('x.csv')\n")
    write(tool / "helper.py")
    write(tool / "x.csv")
    found = pack(tool, "run('job.py')")
    assert places(found.sources) == ["app/app.py", "app/helper.py", "app/job.py"]
    assert places(found.data) == ["app/x.csv"]


def test_loaded_and_compiled_modules_are_sources(tool):
    fast = write(tool / f"fast{importlib.machinery.EXTENSION_SUFFIXES[0]}")
    write(tool / "y.csv")
    found = pack(tool, "import fast", modules=(write(tool / "hooked.py", "open('y.csv')"), fast))
    assert places(found.sources) == ["app/app.py", f"app/{fast.name}", "app/hooked.py"]
    assert places(found.data) == ["app/y.csv"]


def test_a_folder_that_is_data_may_hold_python(tool):
    write(tool / "plugins" / "one.py")
    write(tool / "plugins" / "two.py")
    found = pack(tool, "from plugins import one\nread(Path('plugins') / name)")
    assert places(found.sources) == ["app/app.py", "app/plugins/one.py"]
    assert places(found.data) == ["app/plugins/two.py"]


def test_an_app_behind_a_link(tool, tmp_path):
    (tmp_path / "link").symlink_to(tool)
    write(tool / "assets" / "s.css")
    write(tool / "x.csv")
    found = pack(tmp_path / "link", "open('x.csv')", assets_folder=tool / "assets", read_files=(tool / "x.csv",))
    assert [places(group) for group in (found.sources, found.assets, found.data)] == [
        ["app/app.py"],
        ["app/assets/s.css"],
        ["app/x.csv"],
    ]


def test_the_icon_goes_along(tool):
    assert places(pack(tool, icon=write(tool / "own.ico")).data) == ["app/own.ico"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("extra/a.txt", ["app/extra/a.txt"]),
        ("extra", ["app/extra/a.txt", "app/extra/deep/b.txt"]),
        ("./extra/", ["app/extra/a.txt", "app/extra/deep/b.txt"]),
        ("extra/*.txt", ["app/extra/a.txt"]),
        ("extra/**/*.txt", ["app/extra/a.txt", "app/extra/deep/b.txt"]),
        ("extra/d*", ["app/extra/deep/b.txt"]),
        (".env", ["app/.env"]),
        (".streamlit", ["app/.streamlit/c.toml"]),
        ("{tool}/extra/a.txt", ["app/extra/a.txt"]),
        ("near.txt", ["app/near.txt"]),
        ("shared", ["app/shared/x.csv", "app/shared/y/z.csv"]),
        ("../work/shared/x.csv", ["app/x.csv"]),
        ("odd[1].txt", ["app/odd[1].txt"]),
        ("unused.py", ["app/unused.py"]),
    ],
)
def test_includes(tool, tmp_path, wanted, found):
    for name in ("tool/extra/a.txt", "tool/extra/deep/b.txt", "tool/extra/__pycache__/c.pyc", "tool/.env", "tool/unused.py",
                 "tool/.streamlit/c.toml", "tool/odd[1].txt", "work/near.txt", "work/shared/x.csv", "work/shared/y/z.csv"):  # fmt: skip
        write(tmp_path / name)
    assert places(pack(tool, includes=[wanted.format(tool=tool)]).data) == found


def test_what_is_included_twice_or_named_as_well_is_taken_once(tool):
    write(tool / "data" / "x.csv")
    found = pack(tool, "open('data/x.csv')", ["data", "data/x.csv", "data/*", "app.py"])
    assert (places(found.data), places(found.sources)) == (["app/data/x.csv"], ["app/app.py"])


def test_an_include_that_is_not_there_names_what_looks_like_it(tool):
    write(tool / "data" / "sales.csv")
    kind, text = kind_of(tool, includes=["data/sale.csv"])
    assert kind == "missing_include"
    assert "data/sales.csv" in text
    assert str(tool) in text
    assert "data/sales.csv" in kind_of(tool, includes=["dat/sales.csv"])[1]
    assert "there is data" in kind_of(tool, includes=["dta"])[1]
    assert "there is" not in kind_of(tool, includes=["quite-another-thing"])[1]


def test_includes_that_name_nothing(tool):
    (tool / "empty").mkdir()
    assert kind_of(tool, includes=["*.nothing"])[0] == "missing_include"
    assert kind_of(tool, includes=[""])[0] == "missing_include"
    assert kind_of(tool, includes=["empty"])[0] == "empty_include"


def test_two_files_for_one_place(tool, tmp_path):
    one, other = write(tmp_path / "one" / "x.csv"), write(tmp_path / "other" / "x.csv")
    kind, text = kind_of(tool, includes=[str(one), str(other)])
    assert kind == "one_place"
    assert str(one) in text
    assert str(other) in text
    assert "app/x.csv" in text
    write(tmp_path / "far" / "app.py")
    assert kind_of(tool, includes=[str(tmp_path / "far" / "app.py")])[0] == "one_place"


@pytest.mark.parametrize("order", [1, -1])
def test_a_file_and_a_folder_for_one_place(tool, tmp_path, order):
    write(tmp_path / "one" / "data")
    write(tmp_path / "other" / "data" / "x.csv")
    wanted = [str(tmp_path / "one" / "data"), str(tmp_path / "other" / "data")]
    assert kind_of(tool, includes=wanted[::order])[0] == "one_place"


def test_assets_of_a_library_go_where_it_looks_for_them(tool, tmp_path):
    assets = write(tmp_path / "site-packages" / "lib" / "web" / "assets" / "s.css").parent
    assert places(pack(tool, assets_folder=assets, assets_module="lib.web").assets) == ["lib/web/assets/s.css"]
    assert places(pack(tool, assets_folder=assets, assets_module="lib").assets) == ["lib/web/assets/s.css"]


def test_assets_that_cannot_be_taken_are_told(tool, tmp_path):
    write(tmp_path / "assets" / "s.css")
    found = pack(tool, assets_folder=tmp_path / "assets")
    assert found.assets == ()
    assert "outside of the app's folder" in found.findings[0]
    found = pack(tool, assets_folder=tool)
    assert found.assets == ()
    assert "folder itself" in found.findings[0]
    assert pack(tool, assets_folder=tmp_path / "nowhere").findings == ()


def test_what_is_named_and_not_taken_is_told(tool, tmp_path):
    write(tmp_path / "near.csv")
    write(tool / ".env")
    write(tool / "x.csv")
    write(tool / "build" / "y.csv")
    code = f"open('../near.csv')\nopen('.env')\nopen({str(tool / 'x.csv')!r})\nimport_module(name)\n"
    found = pack(
        tool,
        code,
        read_files=(tmp_path / "read.csv", tmp_path / "near.csv", tool / ".env", tool / "build" / "y.csv"),
        layout_error="KeyError: 'USER'",
    )
    starts = [
        "app.py:2 reads .env",
        f"app.py:3 names {tool / 'x.csv'}",
        f"app.py:1 names {tmp_path / 'near.csv'}",
        f"loading the app reads {tmp_path / 'read.csv'}",
        "loading the app reads build/y.csv",
        "app.py:4 imports a module whose name is not known",
        "the function that makes the layout could not be called here (KeyError: 'USER')",
    ]
    assert len(found.findings) == len(starts)
    assert all(any(finding.startswith(start) for finding in found.findings) for start in starts)
    assert places(found.data) == ["app/x.csv"]
    assert not [finding for finding in pack(tool, code, [".env"]).findings if ".env" in finding]


def test_much_data_is_told(tool, monkeypatch):
    monkeypatch.setattr(module, "LARGE_BYTES", 1000)
    for name, size in (("a.bin", 600), ("b.bin", 500), ("c.bin", 1)):
        (tool / name).write_bytes(b"0" * size)
    code = "open('a.bin'); open('b.bin'); open('c.bin')"
    found = pack(tool, code)
    assert found.size == 1101 + len(code)
    (finding,) = found.findings
    assert "The largest: a.bin (" in finding
    assert finding.index("a.bin") < finding.index("b.bin")
    monkeypatch.setattr(module, "LARGE_BYTES", 1101)
    assert pack(tool, code).findings == ()


def test_imports_from_elsewhere_are_named(tool):
    write(tool / "own.py")
    code = (
        "import own, sys, dash, dash.dependencies, dash_html_components, desktopdash\n"
        "import sqlite3, no_such_thing\n"
        "from os import path\n"
        "from xml.etree import ElementTree, no_such\n"
        "importlib.import_module('json.tool')\n"
        "if TYPE_CHECKING:\n    import curses\n"
    )
    found = pack(tool, code, requested_names=("pandas.core", "dash_x", "desktopdash.dcc"))
    wanted = ("dash_x", "json.tool", "os", "pandas.core", "sqlite3", "xml.etree", "xml.etree.ElementTree")
    assert tuple(name for name in found.hidden_imports if name != "os.path") == wanted


def test_modules_of_the_machines_search_path(tool, tmp_path):
    outside = (
        OutsideModule("common", tmp_path / "shared" / "common.py"),
        OutsideModule("kit", tmp_path / "src" / "kit" / "__init__.py"),
        OutsideModule("kit.deep", tmp_path / "src" / "kit" / "deep.py"),
    )
    found = pack(tool, outside_modules=outside)
    assert found.search_path == (tmp_path / "shared", tmp_path / "src")
    assert found.hidden_imports == ("common", "kit", "kit.deep")


def test_what_is_installed_is_known_without_importing_it(tmp_path):
    write(tmp_path / "loud" / "__init__.py", "raise SystemExit")
    write(tmp_path / "loud" / "part.py")
    folders = [str(tmp_path)]
    assert is_installed("loud.part", folders)
    assert not is_installed("loud.other", folders)
    assert not is_installed("loud.part.more", folders)
    assert not is_installed("sys")
    assert is_installed("json.decoder")
    assert "loud" not in sys.modules


def test_a_source_that_is_no_python(tool):
    assert kind_of(tool, code="x = (")[0] == "no_python"


def test_an_app_is_inspected_and_put_together(tool):
    for name in ("assets/style.css", "data/loaded.csv", "data/asked.csv"):
        write(tool / name, "x")
    code = (
        "from pathlib import Path\nfrom dash import Dash, html\nimport helper\n"
        "app = Dash(__name__)\napp.layout = html.Div(open(Path(__file__).parent / 'data' / 'loaded.csv').read())\n"
        "def late():\n    import later\n    return open('data/asked.csv')\n"
    )
    write(tool / "helper.py")
    write(tool / "later.py", "import csv")
    spec = AppSpec(write(tool / "app.py", code))
    found = find_contents(spec, inspect(spec))
    assert places(found.sources) == ["app/app.py", "app/helper.py", "app/later.py"]
    assert places(found.assets) == ["app/assets/style.css"]
    assert places(found.data) == ["app/data/asked.csv", "app/data/loaded.csv"]
    assert found.findings == ()
    assert "csv" in found.hidden_imports


APPS = sorted([*(ROOT / "tests" / "seeds").glob("*.py"), *(ROOT / "samples").glob("*.py")])


@pytest.mark.parametrize("path", APPS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_apps_that_are_here_are_their_file(path):
    found = find_contents(
        AppSpec(path), AppFacts("t", "", path.parent / "assets", search_path=tuple(map(Path, sys.path)))
    )
    assert [one.file for one in found.all()] == [path]
    assert found.findings == ()


def test_a_glob_is_one_though_the_apps_folder_looks_like_one(tool):
    folder = tool / "[a]*"
    write(folder / "x.csv")
    write(tool / "a" / "y.csv")
    assert places(pack(folder, includes=["*.csv"]).data) == ["app/x.csv"]
