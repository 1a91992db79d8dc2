"""Cutting down what PyInstaller has found; its analysis and graph are stood in for."""

import pytest

from desktopdash.freeze import libraries
from desktopdash.freeze import trim as module
from desktopdash.freeze.reach import Distributions
from desktopdash.freeze.trim import Trimmed, is_hook, part_of, trim
from desktopdash.shell.late_hooks import INSPECT_HOOK, LATE_HOOKS


class Node:
    def __init__(self, identifier):
        self.identifier = identifier


class Script(Node):
    pass


class SourceModule(Node):
    pass


class MissingModule(Node):
    pass


class BuiltinModule(Node):
    pass


class Graph:
    """A graph of imports, as modulegraph has it."""

    def __init__(self, edges, kinds):
        names = {*edges, *(name for imported in edges.values() for name in imported)}
        self._nodes = {name: kinds.get(name, SourceModule)(name) for name in sorted(names)}
        self._edges = edges

    def nodes(self):
        return self._nodes.values()

    def outgoing(self, node):
        return [*(self._nodes[name] for name in self._edges.get(node.identifier, ())), None]


class Analysis:
    """What PyInstaller's analysis has that is used."""

    def __init__(self, edges, kinds=None, pure=(), binaries=(), datas=(), scripts=()):
        self.graph = Graph(edges, {"/x/app.py": Script, **(kinds or {})})
        self.pure = [(name, f"/lib/{name}.py", "PYMODULE") for name in pure]
        self.binaries = list(binaries)
        self.datas = list(datas)
        self.scripts = list(scripts)


OWNERS = {"pandas": ["pandas"], "pyarrow": ["pyarrow"], "numpy": ["numpy"], "dash_x": ["dash-x-components"]}


@pytest.fixture(autouse=True)
def machine(monkeypatch):
    """A machine with these distributions, whose libraries all stay."""
    monkeypatch.setattr(module, "Distributions", lambda: Distributions(OWNERS, {"pandas": ["numpy"]}.get))
    monkeypatch.setattr(module, "needed_libraries", lambda kept, dropped, found: frozenset(found))
    monkeypatch.setattr(module, "stripped", lambda file, folder: None)


def cut(tmp_path, edges, **given):
    analysis = Analysis({"/x/app.py": (), **edges}, **given)
    told = trim(analysis, ["/x/app.py"], tmp_path)
    return analysis, told


def names(entries):
    return [entry[0] for entry in entries]


def binary(place, kind="BINARY"):
    return (place, f"/lib/{place}", kind)


def test_modules_that_nobody_reaches_go(tmp_path):
    analysis, _ = cut(
        tmp_path,
        {"/x/app.py": ["pandas"], "pandas": ["numpy", "pyarrow"], "pyarrow": ["pyarrow.lib"]},
        pure=["pandas", "numpy", "pyarrow", "pyarrow.lib"],
    )
    assert names(analysis.pure) == ["pandas", "numpy"]


def test_the_list_of_modules_stays_the_same_list(tmp_path):
    analysis = Analysis({"/x/app.py": ["a"], "b": ()}, pure=["a", "b"])
    before = analysis.pure
    trim(analysis, ["/x/app.py"], tmp_path)
    assert analysis.pure is before
    assert names(before) == ["a"]


def test_what_the_graph_does_not_know_is_pyinstallers_own(tmp_path):
    analysis, _ = cut(
        tmp_path,
        {"_pyi_rth_utils": (), "pyimod02_importers": ()},
        pure=["unknown", "_pyi_rth_utils", "pyimod02_importers"],
    )
    assert names(analysis.pure) == ["unknown", "_pyi_rth_utils", "pyimod02_importers"]


def test_modules_that_are_not_there_lead_nowhere(tmp_path):
    analysis, _ = cut(
        tmp_path,
        {"/x/app.py": ["gone", "sys"], "gone": ["a"], "sys": ["a"]},
        kinds={"gone": MissingModule, "sys": BuiltinModule},
        pure=["a"],
    )
    assert names(analysis.pure) == []


def test_scripts_that_run_before_are_nobodys_import(tmp_path):
    analysis, _ = cut(
        tmp_path, {"/x/app.py": ["/rth/hook.py"], "/rth/hook.py": ["a"]}, kinds={"/rth/hook.py": Script}, pure=["a"]
    )
    assert names(analysis.pure) == []


@pytest.mark.parametrize(("hook", "wanted_by"), sorted(module._HOOKS.items()))
def test_hooks_go_with_what_they_are_for(tmp_path, hook, wanted_by):
    script = (hook, f"/hooks/{hook}.py", "PYSOURCE")
    assert is_hook(hook)
    for imported in ([], [wanted_by]):
        analysis, _ = cut(tmp_path, {"/x/app.py": imported}, scripts=[script, ("app", "/x/app.py", "PYSOURCE")])
        there = {*names(analysis.scripts), *names(analysis.pure)}
        assert (hook in there) is bool(imported)
        assert "app" in there


@pytest.mark.parametrize("hook", sorted({*LATE_HOOKS.values(), INSPECT_HOOK}))
def test_hooks_that_run_late_become_modules(tmp_path, hook):
    script = (hook, f"/hooks/{hook}.py", "PYSOURCE")
    imports = {"/x/app.py": [*LATE_HOOKS]}
    analysis, _ = cut(tmp_path, imports, scripts=[("pyiboot01", "/p", "PYSOURCE"), script, ("app", "/x", "PYSOURCE")])
    assert analysis.pure == [(hook, f"/hooks/{hook}.py", "PYMODULE")]
    assert names(analysis.scripts) == ["pyiboot01", "app"]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("_cffi_backend.cpython-311-x86_64-linux-gnu.so", "_cffi_backend"),
        ("orjson.pyd", "orjson"),
        ("python3.11/lib-dynload/_json.cpython-311-x86_64-linux-gnu.so", "_json"),
        ("pandas/_libs/lib.cpython-311-x86_64-linux-gnu.so", "pandas._libs.lib"),
        ("pandas\\_libs\\lib.cp311-win_amd64.pyd", "pandas._libs.lib"),
        ("pyarrow/lib.abi3.so", "pyarrow.lib"),
    ],
)
def test_an_extension_goes_with_its_module(tmp_path, place, name):
    assert module._module_of(place) == name
    entry = binary(place, "EXTENSION")
    assert names(cut(tmp_path, {name: ()}, binaries=[entry])[0].binaries) == []
    assert len(cut(tmp_path, {"/x/app.py": [name]}, binaries=[entry])[0].binaries) == 1
    assert len(cut(tmp_path, {}, binaries=[entry])[0].binaries) == 1, "whose module nobody knows"


def test_libraries_stay_where_somebody_needs_them(tmp_path, monkeypatch):
    asked = []

    def needed(kept, dropped, found):
        asked.append((kept, dropped, found))
        return frozenset({"libneeded.so.1"})

    monkeypatch.setattr(module, "needed_libraries", needed)
    analysis, _ = cut(
        tmp_path,
        {"/x/app.py": ["a"], "b": ()},
        binaries=[
            binary("a.so", "EXTENSION"),
            binary("b.so", "EXTENSION"),
            binary("libneeded.so.1"),
            binary("libother.so.2"),
            binary("PySide6/Qt/lib/libQt6Charts.so.6"),
        ],
    )
    assert names(analysis.binaries) == ["a.so", "libneeded.so.1"]
    ((kept, dropped, found),) = asked
    assert (kept, dropped) == (["/lib/a.so"], ["/lib/b.so"])
    assert sorted(found) == ["PySide6/Qt/lib/libQt6Charts.so.6", "libneeded.so.1", "libother.so.2"]


def test_of_the_engine_only_what_a_window_needs_stays(tmp_path):
    entries = [
        binary("PySide6/QtCore.abi3.so", "EXTENSION"),
        binary("PySide6/QtCharts.abi3.so", "EXTENSION"),
        binary("PySide6/QtSql.abi3.so", "EXTENSION"),
        binary("PySide6/Qt/plugins/platforms/libqxcb.so"),
        binary("PySide6/Qt/plugins/sqldrivers/libqsqlite.so"),
        binary("shiboken6/Shiboken.abi3.so", "EXTENSION"),
    ]
    imports = {"/x/app.py": ["PySide6.QtCharts", "qtpy"], "qtpy": ["PySide6.QtSql"]}
    analysis, _ = cut(tmp_path, imports, binaries=entries)
    assert names(analysis.binaries) == [entries[index][0] for index in (0, 1, 3, 5)]


def test_links_stay_with_what_they_lead_to(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "needed_libraries", lambda *_: frozenset({"lib/libkept.so.1.2"}))
    links = [
        ("libkept.so", "lib/libkept.so.1", "SYMLINK"),
        ("lib/libkept.so.1", "libkept.so.1.2", "SYMLINK"),
        ("deep/er/libkept.so", "../../lib/libkept.so.1.2", "SYMLINK"),
        ("libgone.so", "lib/libgone.so.1", "SYMLINK"),
        ("libgone2.so", "libgone.so", "SYMLINK"),
        ("round1", "round2", "SYMLINK"),
        ("round2", "round1", "SYMLINK"),
        ("current", "lib", "SYMLINK"),
        ("none", "nolib", "SYMLINK"),
    ]
    analysis, _ = cut(tmp_path, {}, binaries=[*links, binary("lib/libkept.so.1.2"), binary("lib/libgone.so.1")])
    assert sorted(names(analysis.binaries)) == [
        "current",
        "deep/er/libkept.so",
        "lib/libkept.so.1",
        "lib/libkept.so.1.2",
        "libkept.so",
    ]


@pytest.mark.parametrize(
    ("place", "stays"),
    [
        ("pandas/data.json", True),
        ("pandas\\data.json", True),
        ("pyarrow/include/x.h", False),
        ("pandas-2.1.dist-info/METADATA", True),
        ("pyarrow-15.0.dist-info/METADATA", False),
        ("Dash_X.Components-1.dist-info/METADATA", False),
        ("somebodys/file", True),
        ("plotly/package_data/widgetbundle.js", False),
        ("plotly/package_data/plotly.min.js", True),
        ("desktopdash/static/renderer.js", True),
        ("desktopdash/ARCHITECTURE.md", False),
        ("desktopdash/protocol/x.pyi", False),
        ("x/types.d.ts", False),
        ("PySide6/Qt/qml/x", False),
        ("PySide6/Qt/resources/icudtl.dat", True),
        ("base_library.zip", True),
    ],
)
def test_data_goes_with_its_modules(tmp_path, place, stays):
    analysis, _ = cut(
        tmp_path, {"/x/app.py": ["pandas"], "pyarrow": (), "dash_x": ()}, datas=[(place, f"/lib/{place}", "DATA")]
    )
    assert names(analysis.datas) == ([place] if stays else [])


def test_pythons_own_files_become_smaller(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "stripped", lambda file, folder: f"{folder}/small" if "json" in file else None)
    analysis, _ = cut(
        tmp_path,
        {"/x/app.py": ["_json", "_ssl"]},
        binaries=[
            binary("python3.11/lib-dynload/_json.so", "EXTENSION"),
            binary("python3.11/lib-dynload/_ssl.so", "EXTENSION"),
            binary("orjson.so", "EXTENSION"),
        ],
    )
    files = {entry[0].rpartition("/")[2]: entry[1] for entry in analysis.binaries}
    assert files["_json.so"] == f"{tmp_path}/stripped/small"
    assert files["_ssl.so"] == "/lib/python3.11/lib-dynload/_ssl.so"
    assert files["orjson.so"] == "/lib/orjson.so"
    assert libraries.is_pythons_own("libpython3.11.so.1.0")


def test_what_was_left_out_is_counted_by_parts(tmp_path):
    for name, size in (("one", 3), ("two", 4), ("three", 5)):
        (tmp_path / name).write_bytes(b"x" * size)
    told = Trimmed()
    told.note(
        [("pyarrow.lib", str(tmp_path / "one"), "PYMODULE"), ("pyarrow/x.so", str(tmp_path / "two"), "EXTENSION")]
    )
    told.note([("libz.so.1", str(tmp_path / "three"), "BINARY"), ("link", "three", "SYMLINK"), ("none", "", "DATA")])
    assert told.bytes_by_part == {"pyarrow": 7, "libraries of the system": 5}


@pytest.mark.parametrize(
    ("place", "part"),
    [
        ("libz.so.1", "libraries of the system"),
        ("python311.dll", "libraries of the system"),
        ("libx.dylib", "libraries of the system"),
        ("base_library.zip", "base_library.zip"),
        ("numpy/core/x.so", "numpy"),
        ("numpy.libs/libopenblas.so", "numpy"),
        ("numpy-1.2.dist-info/METADATA", "numpy"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6"),
        ("PySide6\\Qt\\plugins\\platforms\\q.dll", "PySide6/Qt/plugins/platforms"),
        ("PySide6/Qt/qml/QtQuick/deep/x", "PySide6/Qt/qml"),
    ],
)
def test_files_belong_to_parts_that_people_know(place, part):
    assert part_of(place) == part
