import importlib
import subprocess
import sys

import diskcache
import pytest

import desktopdash
from desktopdash import compat
from desktopdash.errors import CompatError


@pytest.fixture
def alias():
    compat.install()
    yield
    compat.uninstall()


@pytest.mark.parametrize("name", compat.ALIASES)
def test_every_alias_can_be_imported(alias, name):
    module = importlib.import_module(name)
    assert module.__name__ == name
    behind = importlib.import_module(compat.ALIASES[name])
    own = [public for public in getattr(behind, "__all__", []) if f"{name}.{public}" not in compat.ALIASES]
    for public in own:
        assert public == "__version__" or getattr(module, public) is getattr(behind, public)


def test_classes_are_the_same(alias):
    code = """
import dash, dash_html_components, dash_core_components as dcc2
from dash import Dash, dcc, html, dash_table, Input, callback, ctx, no_update
from dash.dependencies import Output, State, ALL
from dash.exceptions import PreventUpdate, DashException
from dash.development.base_component import Component, _explicitize_args
import dash.html as html2
assert dash.Dash is Dash and html.Div is html2.Div is dash_html_components.Div is dash.html.Div
assert dcc.Graph is dcc2.Graph and dash.dependencies.Input is Input
"""
    scope = {}
    exec(code, scope)
    assert scope["Dash"] is desktopdash.Dash
    assert scope["DashException"] is desktopdash.errors.DesktopdashError
    assert scope["html"].Div is desktopdash.html.Div


def test_the_version_is_dashs(alias):
    import dash

    assert dash.__version__ == dash.version.__version__ == "4.4.1"
    assert desktopdash.__version__ != dash.__version__


def test_the_manager_has_its_newer_and_its_older_name(alias, tmp_path):
    from dash.long_callback import DiskcacheLongCallbackManager, DiskcacheManager

    assert DiskcacheManager is DiskcacheLongCallbackManager
    with diskcache.Cache(str(tmp_path)) as cache:
        assert DiskcacheLongCallbackManager(cache).handle is cache


def test_other_modules_of_dash_are_not_found(alias):
    with pytest.raises(ModuleNotFoundError, match=r"no module `dash\.testing`; it has dash\.background_callback"):
        importlib.import_module("dash.testing")


def test_names_that_dash_has_not_are_errors(alias):
    import dash

    with pytest.raises(AttributeError):
        _ = dash.nonsense
    with pytest.raises(ImportError):
        exec("from dash import nonsense")


def test_install_twice_and_uninstall():
    compat.install()
    compat.install()
    assert sys.meta_path.count(compat._finder) == 1
    importlib.import_module("dash.html")
    compat.uninstall()
    assert compat._finder not in sys.meta_path
    assert not [name for name in sys.modules if name.split(".")[0] == "dash"]
    compat.uninstall()


def run(code, *paths):
    code = f"import sys; sys.path[:0] = {list(map(str, paths))!r}\n{code}"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


@pytest.fixture
def foreign(tmp_path):
    """A `dash` that is installed."""
    (tmp_path / "dash").mkdir()
    (tmp_path / "dash" / "__init__.py").write_text("FOREIGN = True\n")
    (tmp_path / "dash" / "html.py").write_text("FOREIGN = True\n")
    return tmp_path


def test_it_wins_over_an_installed_dash(foreign):
    code = "from desktopdash import compat; compat.install(); import dash.html; print(hasattr(dash, 'FOREIGN'))"
    assert run(code, foreign).stdout == "False\n"


def test_a_dash_that_is_imported_already_is_told(foreign):
    done = run("import dash; from desktopdash import compat; compat.install()", foreign)
    assert done.returncode == 1
    assert "`dash` is imported already, from" in done.stderr
    assert CompatError.__name__ in done.stderr


def test_components_of_another_dash_are_told_in_the_layout(foreign):
    (foreign / "dash" / "development").mkdir()
    (foreign / "dash" / "development" / "__init__.py").write_text("")
    (foreign / "dash" / "development" / "base_component.py").write_text("class Component: ...")
    code = (
        "from desktopdash import Dash; from dash.development.base_component import Component\n"
        "Dash().layout = type('Button', (Component,), {})()"
    )
    assert "call desktopdash.compat.install() before importing a package" in run(code, foreign).stderr


def test_the_formats_of_tables_are_modules(alias):
    code = """
from dash.dash_table.Format import Format, Scheme
import dash.dash_table.FormatTemplate as template
import dash_table.Format
from dash import dash_table as table
assert dash_table.Format.Format is Format is table.Format.Format
assert template.money is table.FormatTemplate.money
"""
    exec(code, {})


def test_what_compiled_packages_import(alias):
    code = """
import dash as _dash
from dash.development.base_component import Component, ComponentType, ComponentTemplate, _explicitize_args
from dash.types import NumberType
from dash import clientside_callback, callback, ClientsideFunction, Output, Input, State, html, dcc, MATCH, no_update
assert hasattr(_dash, "development")
"""
    exec(code, {})


@pytest.mark.parametrize("module", ["dash", "dash.background_callback", "desktopdash"])
def test_the_managers_stand_where_dash_has_them(alias, module):
    found = importlib.import_module(module)
    long = importlib.import_module("desktopdash.long_callback")
    assert found.DiskcacheManager is long.DiskcacheManager
    assert found.CeleryManager is long.CeleryManager
