import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import desktopdash

HERE = Path(desktopdash.__file__)


def test_all_is_sorted_and_complete():
    declared = set(desktopdash._HOME) | set(desktopdash._MODULES) | {"__version__"}
    assert set(desktopdash.__all__) | {"long_callback"} == declared
    assert len(desktopdash.__all__) == len(set(desktopdash.__all__))
    assert set(desktopdash.__all__) <= set(dir(desktopdash))


@pytest.mark.parametrize("name", desktopdash.__all__)
def test_every_name_is_there(name):
    assert getattr(desktopdash, name) is not None


def test_type_checkers_see_what_is_loaded_lazily():
    tree = ast.parse(HERE.read_text())
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {alias.asname: (node.module or "", alias.name) for node in block.body for alias in node.names}
    for name, module in desktopdash._HOME.items():
        assert seen[name] == (module, name)


def test_unknown_names_are_errors():
    with pytest.raises(AttributeError, match="nonsense"):
        _ = desktopdash.nonsense


def test_star_import():
    scope = {}
    exec("from desktopdash import *", scope)
    assert set(desktopdash.__all__) <= set(scope)


@pytest.mark.parametrize("name", ["html", "dcc", "dash_table", "dependencies", "exceptions", "development"])
def test_modules_tell_their_names(name):
    module = importlib.import_module(f"desktopdash.{name}")
    assert module.__all__
    for public in module.__all__[:5]:
        assert getattr(module, public)


def test_importing_loads_nothing_heavy():
    code = (
        "import sys; import desktopdash; from desktopdash import Dash, html, dcc, Input, Output, callback; "
        "app = Dash(__name__); app.layout = html.Div(dcc.Graph()); "
        "print([m for m in ('flask', 'waitress', 'plotly', 'numpy', 'pandas', 'webview', 'asyncio') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_package_is_typed():
    assert (HERE.parent / "py.typed").exists()
