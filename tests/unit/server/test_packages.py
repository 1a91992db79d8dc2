"""The scripts and style sheets of component packages: which are in the page, in which order, and which are served."""

import importlib
import json
import re
import sys
from pathlib import Path

import pytest

from desktopdash import Dash
from desktopdash.errors import InvalidResourceError
from desktopdash.model.component import Component, ComponentRegistry
from desktopdash.server import packages
from desktopdash.server.packages import Resource, resources
from desktopdash.server.suites import file_url, find_file, suite_names

from ..apps import client_of, make_app
from .test_early import ask, is_early

SKETCH = Path(__file__).parents[2] / "packages"
SUITE = "/_dash-component-suites/dash_sketch/"


pytestmark = pytest.mark.usefixtures("own_registry")


@pytest.fixture
def declare(tmp_path, monkeypatch):
    """Make a package that declares these scripts and style sheets, all of which are files."""

    def make(scripts=(), styles=(), name="made_package", **attributes):
        folder = tmp_path / name
        folder.mkdir()
        text = f"_js_dist = {list(scripts)!r}\n_css_dist = {list(styles)!r}\n"
        (folder / "__init__.py").write_text(text + "".join(f"{k} = {v!r}\n" for k, v in attributes.items()))
        for entry in [*scripts, *styles]:
            paths = entry.get("relative_package_path", ()) if isinstance(entry, dict) else ()
            for path in [paths] if isinstance(paths, str) else paths:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(f"/* {path} */")
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, name, raising=False)
        module = importlib.import_module(name)
        monkeypatch.setitem(sys.modules, name, module)
        type("Thing", (Component,), {"__module__": name, "_namespace": name, "_prop_names": ["children"]})
        return module

    return make


def script(path, **more):
    return {"relative_package_path": path, "namespace": "made_package", **more}


def text_of(app):
    return client_of(app).get("/").text


def sources(text):
    return re.findall(r'<script src="([^"]*)"', text)


def test_what_a_package_declares(sketch):
    assert resources("_js_dist", modules=["dash_sketch"]) == [
        Resource("dash_sketch", ("dash_sketch.min.js",)),
        Resource("dash_sketch", ("async-later.js",), is_first=False),
        Resource("dash_sketch", ("async-later.js.map",), is_first=False),
    ]
    assert resources("_css_dist", modules=["dash_sketch"]) == [Resource("dash_sketch", ("dash_sketch.css",))]
    assert packages.files_of("dash_sketch") == {
        "dash_sketch.min.js", "async-later.js", "async-later.js.map", "dash_sketch.css"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "script_is_first", "style_is_first"),
    [
        ({}, True, True),
        ({"dynamic": True}, False, False),
        ({"dynamic": False}, True, True),
        ({"async": False}, True, True),
        ({"async": True}, False, True),
        ({"async": "eager"}, False, True),
        ({"async": "lazy"}, False, False),
    ],
)
def test_what_comes_later_is_not_in_the_page(declare, more, script_is_first, style_is_first):
    declare([script("a.js", **more)], [script("a.css", **more)])
    text = text_of(make_app())
    assert ("made_package/a.v" in "".join(sources(text))) == script_is_first
    assert bool(re.search(r'<link rel="stylesheet" href="[^"]*made_package/a\.v', text)) == style_is_first
    for name in ("a.js", "a.css"):
        assert client_of(make_app()).get(f"/_dash-component-suites/made_package/{name}").status_code == 200


def test_only_imported_packages_are_in_the_page():
    assert "dash_sketch" not in text_of(make_app())
    assert "dash_sketch" not in suite_names()


def test_the_order_is_dashs(sketch, declare, tmp_path):
    declare([script("x.js")], [script("x.css")])
    assets = tmp_path / "own"
    assets.mkdir()
    for name in ("a.js", "a.css"):
        (assets / name).write_text("")
    text = text_of(
        make_app(
            assets_folder=str(assets), external_scripts=["https://e/e.js"], external_stylesheets=["https://e/e.css"]
        )
    )
    order = ["desktopdash/renderer", "https://e/e.js", "dash_sketch/dash_sketch", "made_package/x", "assets/a.js"]
    assert [next(part for part in order if part in source) for source in sources(text)] == order
    order = ["desktopdash/desktopdash", "https://e/e.css", "dash_sketch/dash_sketch", "made_package/x", "assets/a.css"]
    links = re.findall(r'<link rel="stylesheet" href="([^"]*)"', text)
    assert [next(part for part in order if part in link) for link in links] == order
    assert text.rindex("<script src=") < text.index("new DashRenderer")


def test_a_package_imported_after_the_first_page_is_in_the_next(declare):
    app = make_app()
    assert "made_package" not in text_of(app)
    declare([script("x.js")])
    assert "made_package/x" in text_of(app)


def test_lists_that_a_package_changes_are_read_anew(declare):
    module = declare([script("x.js"), script("y.js")])
    module._js_dist = [script("y.js")]
    assert "made_package/x" not in text_of(make_app())
    assert "made_package/y" in text_of(make_app())
    assert packages.files_of("made_package") == {"y.js"}


def test_a_prefix_is_written(declare):
    declare([script("x.js")])
    app = make_app(routes_pathname_prefix="/u/", requests_pathname_prefix="/proxy/u/")
    assert 'src="/proxy/u/_dash-component-suites/made_package/x.v0m' in client_of(app).get("/u/").text


def test_attributes_are_in_the_tag(declare):
    declare([script("x.js", attributes={"type": "module"})])
    assert re.search(
        r'<script src="/_dash-component-suites/made_package/x\.v0m\d+\.js" type="module">', text_of(make_app())
    )


def test_a_package_has_a_look_of_its_own(declare):
    assert "data-desktopdash-style" in text_of(make_app())
    declare([script("x.js")])
    assert "data-desktopdash-style" not in text_of(make_app())


def test_the_page_knows_where_components_stand(sketch):
    config = json.loads(re.search(r'id="_dash-config" type="application/json">(.*?)</script>', text_of(make_app()))[1])
    assert config["children_props"]["dash_sketch"] == {"Card": ["title", "rows[].label"]}


# Files elsewhere.


def test_a_script_elsewhere_only_is_loaded_from_there(declare):
    declare([{"external_url": ["https://cdn/x.js"], "external_only": True, "namespace": "made_package"}])
    assert "https://cdn/x.js" in sources(text_of(make_app()))


def test_a_file_is_preferred_to_its_address(declare):
    declare([script("x.js", external_url="https://cdn/x.js")])
    for app in (make_app(), make_app(serve_locally=False)):
        assert "https://cdn" not in text_of(app)


def test_an_address_without_a_file_needs_serve_locally_off(declare):
    declare([{"external_url": "https://cdn/x.js", "namespace": "made_package"}])
    with pytest.warns(UserWarning, match=r"made_package\._js_dist names https://cdn/x\.js and no file"):
        assert "https://cdn" not in text_of(make_app())
    assert "https://cdn/x.js" in sources(text_of(make_app(serve_locally=False)))


def test_entries_for_the_packages_developers_are_left_out(declare):
    declare([script("x.js", dev_only=True, dev_package_path="x.dev.js")])
    assert packages.files_of("made_package") == frozenset()
    assert "made_package" not in text_of(make_app())


def test_an_entry_that_is_none_is_told(declare):
    declare(["x.js"])
    with pytest.raises(InvalidResourceError, match=r"made_package\._js_dist holds 'x\.js'; expected dicts such as"):
        resources("_js_dist")


# Serving.


def test_files_are_served_plain_and_with_a_fingerprint(sketch):
    client = client_of(make_app())
    url = "/" + file_url("dash_sketch", "dash_sketch.min.js")
    assert re.fullmatch(re.escape(SUITE) + r"dash_sketch\.v0_3_1m\d+\.min\.js", url)
    kept, plain = client.get(url), client.get(SUITE + "dash_sketch.min.js")
    assert kept.data == plain.data == (SKETCH / "dash_sketch" / "dash_sketch.min.js").read_bytes()
    assert "max-age=31536000" in kept.headers["Cache-Control"]
    assert plain.headers["Cache-Control"] == "no-cache"
    again = client.get(SUITE + "dash_sketch.min.js", headers={"If-None-Match": plain.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "name", ["async-later.js", "async-later.v0_3_1m16abf.js", "async-later.js.map", "dash_sketch.css"]
)
def test_what_scripts_ask_for_later_is_served(sketch, name):
    assert client_of(make_app()).get(SUITE + name).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "secret.js",
        "__init__.py",
        "secret.v0m1.js",
        "../dash_sketch/secret.js",
        "../apps.py",
        "%2e%2e/apps.py",
        "..%2fapps.py",
        "..\\apps.py",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "",
        ".",
        "async-later.js/..",
        "x/../async-later.js",
        "ASYNC-LATER.JS",
    ],
)
def test_nothing_else_is_served(sketch, path):
    answer = client_of(make_app()).get(SUITE + path)
    assert "not for the page" not in answer.text
    assert "Component" not in answer.text
    assert "root:" not in answer.text
    assert answer.status_code in (404, 308) or "react-entry-point" in answer.text


def test_a_package_cannot_name_files_outside_its_folder(declare, tmp_path):
    (tmp_path / "outside.js").write_text("outside")
    declare([script("x.js")])._js_dist = [script("../outside.js"), script(str(tmp_path / "outside.js"))]
    for path in ("../outside.js", str(tmp_path / "outside.js")):
        with pytest.raises(InvalidResourceError):
            find_file("made_package", path)


def test_a_module_that_declares_nothing_has_no_files(monkeypatch):
    monkeypatch.setitem(ComponentRegistry.registry, "json", None)
    with pytest.raises(InvalidResourceError, match=r"no package `json` with files.*Is it imported"):
        find_file("json", "__init__.py")


def test_a_file_whose_name_looks_like_a_fingerprint(declare):
    declare([script("a.v1m2.js")])
    assert find_file("made_package", "a.v1m2.js")[1] is False
    url = file_url("made_package", "a.v1m2.js")
    assert find_file("made_package", url.rpartition("/")[2])[1] is True


def test_scripts_of_packages_need_no_flask(sketch, monkeypatch):
    monkeypatch.setattr(Dash, "load_server_soon", lambda self: None)
    app = make_app()
    status, headers, body = ask(app, "/" + file_url("dash_sketch", "dash_sketch.min.js"))
    assert (status, headers["Content-Type"]) == ("200 OK", "text/javascript; charset=utf-8")
    assert body.startswith(b"/* What webpack makes")
    assert is_early(app)


# Packages that come after the page.


def test_a_page_may_ask_for_a_package(sketch):
    found = client_of(make_app(url_base_pathname="/u/")).get("/u/_desktopdash-package/dash_sketch").json
    assert [re.sub(r"m\d+", "m", tag["src"]) for tag in found["scripts"]] == [
        "/u/_dash-component-suites/dash_sketch/dash_sketch.v0_3_1m.min.js"
    ]
    assert found["styles"][0]["rel"] == "stylesheet"
    assert found["children_props"] == {"dash_sketch": {"Card": ["title", "rows[].label"]}}


@pytest.mark.parametrize("namespace", ["nowhere", "os", "__main__", "%00"])
def test_unknown_namespaces_are_none(namespace):
    answer = client_of(make_app()).get(f"/_desktopdash-package/{namespace}")
    assert (answer.status_code, answer.json) == (200, None)
