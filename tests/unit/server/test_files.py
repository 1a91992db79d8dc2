"""Assets and component suites."""

import re

import pytest

from desktopdash.server import suites
from desktopdash.server.assets import AssetFolder
from desktopdash.server.suites import SuitePackage, file_url, find_file

from ..apps import client_of, make_app


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "secret.txt").write_text("kept from everybody")
    assets = tmp_path / "assets"
    for name in (
        "b.css",
        "a.js",
        "B.js",
        "note.md",
        "sub/z.js",
        "sub/0.css",
        "sub/deep/x.js",
        "skip_me.js",
        "m.mjs",
    ):
        (assets / name).parent.mkdir(parents=True, exist_ok=True)
        (assets / name).write_text(name)
    return assets


def paths(folder, **kwargs):
    return [file.path for file in AssetFolder(folder, "assets", **kwargs).loaded()]


def test_files_are_walked_folder_by_folder_in_order(folder):
    expected = ["B.js", "a.js", "b.css", "m.mjs", "skip_me.js", "sub/0.css", "sub/z.js", "sub/deep/x.js"]
    assert paths(folder) == expected


def test_ignored_names_and_paths_are_not_loaded(folder):
    assert "skip_me.js" not in paths(folder, ignore=r"^skip")
    assert not [path for path in paths(folder, ignore_paths=("^sub/",)) if path.startswith("sub")]
    assert paths(folder, include=False) == []


def test_a_missing_folder_is_empty(tmp_path):
    assert paths(tmp_path / "none") == []


def test_assets_are_served(folder):
    client = client_of(make_app(assets_folder=str(folder), assets_ignore="skip"))
    answer = client.get("/assets/a.js?m=1")
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "a.js", "text/javascript")
    assert answer.headers["ETag"]
    assert client.get("/assets/a.js", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get("/assets/skip_me.js").status_code == 200
    assert client.get("/assets/m.mjs").mimetype == "text/javascript"
    assert client.get("/assets/none.js").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "..%5csecret.txt",
        "..\\secret.txt",
        "sub/../../secret.txt",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "..",
        ".",
    ],
)
def test_nothing_outside_the_folder_is_served(folder, path):
    answer = client_of(make_app(assets_folder=str(folder))).get(f"/assets/{path}")
    assert "kept from everybody" not in answer.text
    assert "root:" not in answer.text
    assert answer.status_code in (404, 308) or "react-entry-point" in answer.text


def test_assets_elsewhere(folder):
    app = make_app(
        assets_folder=str(folder),
        assets_url_path="files",
        assets_external_path="https://cdn/x",
        serve_locally=False,
    )
    assert app.get_asset_url("a.js") == "https://cdn/x/files/a.js"
    text = client_of(app).get("/").text
    assert 'src="https://cdn/x/files/a.js?m=' in text
    assert client_of(app).get("/files/a.js").text == "a.js"


@pytest.fixture
def package(tmp_path, monkeypatch):
    root = tmp_path / "static"
    (root / "chunks").mkdir(parents=True)
    (root / "renderer.js").write_text("renderer")
    (root / "chunks" / "graph.min.js").write_text("chunk")
    (tmp_path / "secret.js").write_text("kept from everybody")
    table = {
        "desktopdash": SuitePackage(root, None, "1.2"),
        "only": SuitePackage(root, frozenset({"renderer.js"}), "0"),
    }
    monkeypatch.setattr(suites, "PACKAGES", table)
    return root


def test_fingerprinted_urls_lead_to_their_file(package):
    url = file_url("desktopdash", "chunks/graph.min.js")
    assert re.fullmatch(r"_dash-component-suites/desktopdash/chunks/graph\.v1_2m\d+\.min\.js", url)
    file, fingerprinted = find_file("desktopdash", url.split("/", 2)[2])
    assert (file.read_text(), fingerprinted) == ("chunk", True)
    assert find_file("desktopdash", "renderer.js")[1] is False


def test_fingerprinted_files_may_be_kept(package):
    client = client_of(make_app())
    kept = client.get("/" + file_url("desktopdash", "renderer.js"))
    assert (kept.text, kept.mimetype) == ("renderer", "text/javascript")
    assert "max-age=31536000" in kept.headers["Cache-Control"]
    plain = client.get("/_dash-component-suites/desktopdash/renderer.js")
    assert plain.headers["Cache-Control"] == "no-cache"
    again = client.get(
        "/_dash-component-suites/desktopdash/renderer.js", headers={"If-None-Match": plain.headers["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("desktopdash", "../secret.js"),
        ("desktopdash", "..%2fsecret.js"),
        ("desktopdash", "..\\secret.js"),
        ("desktopdash", "chunks"),
        ("desktopdash", "none.js"),
        ("desktopdash", "chunks//graph.min.js"),
        ("only", "chunks/graph.min.js"),
        ("os", "x.js"),
        ("..", "x.js"),
    ],
)
def test_nothing_outside_the_table_is_served(package, name, path):
    answer = client_of(make_app()).get(f"/_dash-component-suites/{name}/{path}")
    assert "kept from everybody" not in answer.text
    assert answer.status_code == 404 or "react-entry-point" in answer.text or answer.status_code == 308


def test_plotlys_script_is_found_without_importing_plotly():
    file, _ = find_file("plotly", "plotly.min.js")
    assert file.stat().st_size > 1_000_000
