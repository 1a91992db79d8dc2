"""The seed apps, loaded through the alias, answer every route. What they do in a browser is tested in e2e."""

import importlib.util
import sys
from pathlib import Path

import pytest

from desktopdash import compat
from desktopdash.app.loading import app_is_loading

from .apps import client_of

SEEDS = Path(__file__).parents[1] / "seeds"
APPS = sorted(SEEDS.glob("*.py"))
DATA_APPS = {
    "caching_signal_redis",
    "session_cache_filesystem",
    "clientside_graph_px",
    "clientside_graph_store",
}


@pytest.fixture
def load(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def load(path):
        if path.stem in DATA_APPS:
            for name in ("pandas", "plotly", "flask_caching"):
                pytest.importorskip(name)
            gapminder(monkeypatch)
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, path.stem, module)
        with app_is_loading():
            spec.loader.exec_module(module)
        return module.app

    compat.install()
    yield load
    compat.uninstall()


def gapminder(monkeypatch):
    import pandas
    import plotly.data

    table, read = plotly.data.gapminder(), pandas.read_csv

    def read_csv(source, *args, **kwargs):
        return table.copy() if "gapminder" in str(source) else read(source, *args, **kwargs)

    monkeypatch.setattr(pandas, "read_csv", read_csv)


def test_all_are_here():
    assert len(APPS) == 24


@pytest.mark.parametrize("path", APPS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_every_route_answers(load, path):
    client = client_of(load(path))
    for route in ("/", "/_dash-layout", "/_dash-dependencies", "/any/path"):
        assert client.get(route).status_code == 200, route
    entries = client.get("/_dash-dependencies").json
    assert entries
    assert all(entry["inputs"] for entry in entries)


def ask(client, **values):
    """Run the first callback that reads these props, as the page would at a change of the first."""
    wanted = {name.replace("__", "."): value for name, value in values.items()}
    entries = client.get("/_dash-dependencies").json
    entry = next(e for e in entries if {f"{i['id']}.{i['property']}" for i in e["inputs"]} == set(wanted))
    inputs = [{**item, "value": wanted[f"{item['id']}.{item['property']}"]} for item in entry["inputs"]]
    sent = {"output": entry["output"], "outputs": entry["outputs"], "inputs": inputs}
    if not entry["output"].startswith(".."):
        sent["outputs"] = entry["outputs"][0]
    return client.post("/_dash-update-component", json={**sent, "changedPropIds": [next(iter(wanted))]})


def seed(name):
    return SEEDS / f"{name}.py"


def test_circular_units(load):
    answer = ask(client_of(load(seed("circular_units"))), celsius__value=100, fahrenheit__value=32)
    assert answer.json["response"] == {"celsius": {"value": 100}, "fahrenheit": {"value": 212.0}}


def test_no_update_errors(load):
    app = load(seed("no_update_errors"))
    entry = client_of(app).get("/_dash-dependencies").json[0]
    name = f"{entry['inputs'][0]['id']}__{entry['inputs'][0]['property']}"
    assert "12 is 2 * 2 * 3" in ask(client_of(app), **{name: 12}).text
    prime = ask(client_of(app), **{name: 7})
    assert "7 is prime!" in prime.text
    assert len(prime.json["response"]) == 1


def test_prevent_update(load):
    app = load(seed("prevent_update"))
    entry = client_of(app).get("/_dash-dependencies").json[0]
    name = f"{entry['inputs'][0]['id']}__{entry['inputs'][0]['property']}"
    assert ask(client_of(app), **{name: None}).status_code == 204
    assert ask(client_of(app), **{name: 1}).status_code == 200


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_the_store_of_series(load):
    client = client_of(load(seed("clientside_graph_store")))
    values = {"clientside-graph-indicator__value": "pop", "clientside-graph-country__value": "Canada"}
    data = ask(client, **values).json["response"]["clientside-figure-store"]["data"]
    assert data[0]["x"][0] == 1952
    assert data[0]["mode"] == "markers"
