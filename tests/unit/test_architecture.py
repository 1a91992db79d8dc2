"""Layers, importers of foreign libraries, circles and lengths, read from the source."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "desktopdash"
LAYERS = {
    **dict.fromkeys(["model", "components", "errors", "records", "typing", "version", "processes"], 0),
    **dict.fromkeys(["protocol", "profile"], 1),
    "callbacks": 2,
    **dict.fromkeys(["server", "jobs", "window", "desktop"], 3),
    **dict.fromkeys(["app", "shell", "testing", "compat"], 4),
    **dict.fromkeys(["cli", "freeze", "__main__", "__pyinstaller", "celery_command"], 5),
}
ARMS = {"server", "jobs", "window", "desktop"}
IMPORTERS = {
    "waitress": {"server.connections", "server.serve"},
    "orjson": {"protocol.codec"},
    "flask": {
        "server.answers",
        "server.apis",
        "server.bridge",
        "server.handlers",
        "server.calls",
        "server.later",
        "server.long",
        "server.routes",
        "server.storage",
    },
    "werkzeug": {"server.handlers"},
    "diskcache": {"jobs.disk_store"},
    "celery": {"jobs.celery_jobs"},
    "desktop_notifier": {"window.notifier"},
    "platformdirs": {"profile.folder"},
    "PyInstaller": {"__pyinstaller.hook-desktopdash", "freeze.archive", "freeze.pack"},
    "PIL": {"freeze.icons"},
    "tinycss2": {"freeze.vendoring.css"},
}
# What the lower layers may not know.
PURE = {"threading", "socket", "subprocess", "time", "os", "asyncio", "flask", "multiprocessing"}
FILES = sorted(PACKAGE.rglob("*.py"))


def name_of(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def type_checking_lines(tree):
    blocks = [n for n in ast.walk(tree) if isinstance(n, ast.If) and getattr(n.test, "id", "") == "TYPE_CHECKING"]
    return {line for block in blocks for line in range(block.lineno, block.end_lineno + 1)}


def imports(path):
    """Yield (line, whole name) of what a file imports when it runs, relative names made absolute."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = type_checking_lines(tree)
    package = ["desktopdash", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(tree):
        if getattr(node, "lineno", 0) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            whole = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{whole}.{alias.name}") for alias in node.names)


def own(name):
    """Return a name inside the package, without `desktopdash.`; None for others."""
    return name.removeprefix("desktopdash.") if name.startswith("desktopdash.") else None


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_point_down(path):
    here = name_of(path).partition(".")[0]
    for line, name in imports(path):
        there = (own(name) or "").partition(".")[0]
        if here not in LAYERS or there not in LAYERS or here == there:
            continue
        assert LAYERS[there] <= LAYERS[here], f"line {line}: {here} imports {there}"
        assert not (here in ARMS and there in ARMS), f"line {line}: the arms do not know each other"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_foreign_libraries_have_one_importer(path):
    here = name_of(path)
    for line, name in imports(path):
        root = name.partition(".")[0]
        assert here in IMPORTERS.get(root, {here}), f"line {line}: {root} belongs to {IMPORTERS[root]}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_the_lower_layers_have_no_threads_no_clock_and_no_http(path):
    here = name_of(path)
    if (
        LAYERS.get(here.partition(".")[0], 9) > 2
        or here.startswith(("processes", "profile"))
        or here == "protocol.pipe"
    ):
        return
    for line, name in imports(path):
        assert name.partition(".")[0] not in PURE, f"line {line}: {name}"


def test_asyncio_has_one_importer():
    # It is loaded by name, for the first async function only.
    found = {name_of(path) for path in FILES if "asyncio" in path.read_text(encoding="utf-8")}
    assert found == {"__pyinstaller.hook-desktopdash", "callbacks.awaiting", "window.notifier"}


def test_dill_has_one_importer():
    # It is loaded by name, for the first callback that has to be carried only.
    found = {name_of(path) for path in FILES if 'import_module("dill")' in path.read_text(encoding="utf-8")}
    assert found == {"jobs.carry"}
    assert not [path for path in FILES for _, name in imports(path) if name.partition(".")[0] == "dill"]


def test_a_worker_loads_neither_a_window_nor_a_server(tmp_path):
    app = tmp_path / "some_app.py"
    app.write_text(
        "from desktopdash import Dash, Input, Output, html\n"
        "from desktopdash.long_callback import DiskcacheManager\n"
        "app = Dash(__name__, background_callback_manager=DiskcacheManager())\n"
        "app.layout = html.Div(id='o')\n"
        "app.callback(Output('o', 'children'), Input('i', 'value'), background=True)(lambda value: value)\n"
    )
    code = (
        "import sys\n"
        "from desktopdash.shell import worker\n"
        f"names = worker._Loaded().load({{'path': {str(app)!r}, 'name': None, 'sys_path': sys.path}})\n"
        "assert names == ['o.children'], names\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "desktopdash" in loaded
    assert not loaded & {"webview", "waitress", "flask", "werkzeug", "diskcache", "celery", "asyncio", "dill", "plotly"}


def graph():
    modules = {name_of(path) for path in FILES}
    edges = {}
    for path in FILES:
        targets = set()
        for _, name in imports(path):
            inside = own(name)
            if inside is None:
                continue
            targets.add(inside if inside in modules else inside.rpartition(".")[0])
        edges[name_of(path)] = (targets & modules) - {name_of(path)}
    return edges


def test_there_are_no_circles():
    edges, done = graph(), set()

    def visit(module, above):
        assert module not in above, " -> ".join([*above[above.index(module) :], module])
        if module not in done:
            for target in edges[module]:
                visit(target, [*above, module])
            done.add(module)

    for module in edges:
        visit(module, [])


def body_lines(node):
    first = node.body[0]
    has_text = len(node.body) > 1 and isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return node.end_lineno - (node.body[1] if has_text else first).lineno + 1


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_lengths(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert body_lines(node) <= 50, node.name
        elif isinstance(node, ast.ClassDef):
            assert node.end_lineno - node.lineno <= 300, node.name


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_stand_at_the_top(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = [n for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef) for n in ast.walk(f)]
    lines = [node.lineno for node in inside if isinstance(node, ast.Import | ast.ImportFrom)]
    # Extras that a machine may lack are imported where they are used, in the arms that own them.
    if name_of(path).partition(".")[0] not in ("window", "shell", "jobs", "cli", "freeze"):
        assert lines == []


def test_dash_is_never_imported():
    for path in FILES:
        assert not [line for line, name in imports(path) if name.partition(".")[0] == "dash"], path
