"""Copies in place of addresses: the lock file, the page, the route."""

import hashlib
import json
import subprocess
import sys

import pytest

from desktopdash import Dash
from desktopdash.errors import ResourceException
from desktopdash.server.lock import Copy, lock_text, read_lock
from desktopdash.server.references import page_references
from desktopdash.server.vendored import Vendored

from ..apps import client_of, make_app
from .test_early import ask, is_early

CDN = "https://cdn.example"
BASE = "/p/"
HERE = f"{BASE}_desktopdash-vendored"
HASH = "0" * 64


def copy(path, file, type="text/javascript; charset=utf-8", **more):
    return Copy(CDN + path, file, HASH, type, **more)


@pytest.fixture
def vendored(tmp_path):
    return Vendored(
        tmp_path,
        [
            copy("/a.css", "1-a.css", "text/css; charset=utf-8", original="1" * 64),
            copy("/same.css", "2-same.css", "text/css; charset=utf-8"),
            copy("/a.js?v=1&w=2", "3-a.js"),
            copy("/m.js", "4-m.js", original="1" * 64),
            copy("/f.woff2", "5-f.woff2", "font/woff2", final="https://fonts.example/f.woff2"),
            copy("/i.svg", "6-i.svg", "image/svg+xml"),
            Copy("http://plain.example/x.css", "7-x.css", HASH, "text/css; charset=utf-8"),
        ],
    )


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (f'<link rel="stylesheet" href="{CDN}/same.css">', f'<link rel="stylesheet" href="{HERE}/2-same.css">'),
        (f"<LINK REL='stylesheet' HREF='{CDN}/same.css'/>", f"<LINK REL='stylesheet' HREF=\"{HERE}/2-same.css\"/>"),
        (f"<link href={CDN}/same.css rel=stylesheet>", f'<link href="{HERE}/2-same.css" rel=stylesheet>'),
        ("<link rel=stylesheet\nhref=//cdn.example/same.css>", f'<link rel=stylesheet\nhref="{HERE}/2-same.css">'),
        ("<link rel=stylesheet href='//plain.example/x.css'>", f'<link rel=stylesheet href="{HERE}/7-x.css">'),
        (f'<script src="{CDN}/a.js?v=1&amp;w=2"></script>', f'<script src="{HERE}/3-a.js"></script>'),
        (f'<script src="{CDN}/a.js?v=1&w=2#x"></script>', f'<script src="{HERE}/3-a.js#x"></script>'),
        (f'<script type="module" src="{CDN}/m.js"></script>', f'<script type="module" src="{HERE}/4-m.js"></script>'),
        (f'<link rel="modulepreload" href="{CDN}/m.js">', f'<link rel="modulepreload" href="{HERE}/4-m.js">'),
        (f'<link rel="preload" as=font href="{CDN}/f.woff2">', f'<link rel="preload" as=font href="{HERE}/5-f.woff2">'),
        (f'<link rel="shortcut icon" href="{CDN}/i.svg">', f'<link rel="shortcut icon" href="{HERE}/6-i.svg">'),
        (f'<img alt=">" src="{CDN}/i.svg#s">', f'<img alt=">" src="{HERE}/6-i.svg#s">'),
        # What was rewritten has another hash.
        (f'<link rel=stylesheet href="{CDN}/a.css" integrity="sha384-x" media=all>', f'<link rel=stylesheet href="{HERE}/1-a.css"  media=all>'),
        (f'<link integrity="x"rel=stylesheet href="{CDN}/a.css">', f'<link rel=stylesheet href="{HERE}/1-a.css">'),
        (f'<link rel=stylesheet integrity="k" href="{CDN}/same.css">', f'<link rel=stylesheet integrity="k" href="{HERE}/2-same.css">'),
        # Inside the page.
        (f"<style>@import '{CDN}/a.css';a{{b:url({CDN}/i.svg#x)}}</style>", f"<style>@import '{HERE}/1-a.css';a{{b:url({HERE}/6-i.svg#x)}}</style>"),
        (f"<p style=\"background:url('{CDN}/i.svg')\">", f'<p style="background:url(&#x27;{HERE}/6-i.svg&#x27;)">'),
        (f"<script type=module>import '{CDN}/m.js'; '{CDN}/m.js'</script>", f"<script type=module>import '{HERE}/4-m.js'; '{CDN}/m.js'</script>"),
        (f'<link rel="preconnect" href="{CDN}"><link rel=dns-prefetch href=//fonts.example>.', "."),
    ],
)  # fmt: skip
def test_the_page_names_copies(vendored, page, expected):
    assert vendored.localise(page, BASE) == expected


@pytest.mark.parametrize(
    "page",
    [
        f'<script>var x = \'<link rel="stylesheet" href="{CDN}/a.css">\'; import("{CDN}/m.js")</script>',
        f'<script type="application/json">{{"a": "{CDN}/a.css"}}</script>',
        f'<script type="text/x" src="{CDN}/m.js"></script>',
        f'<!-- <link rel="stylesheet" href="{CDN}/a.css"> --><!-- <img src={CDN}/i.svg>',
        f'<div title="<link rel=stylesheet href={CDN}/a.css>">',
        f'<textarea><link rel="stylesheet" href="{CDN}/a.css"></textarea>',
        f"<title><img src='{CDN}/i.svg'></title>",
        f'<a href="{CDN}/a.css">{CDN}/a.css</a>',
        f'<link rel="canonical" href="{CDN}/a.css">',
        f'<link rel="stylesheet" data-href="{CDN}/a.css">',
        f'<link rel="stylesheet" href="/mine.css" href="{CDN}/a.css">',
        f'<link rel="stylesheet" href="{CDN}/other.css">',
        '<link rel="preconnect" href="https://else.example">',
        '<link rel=stylesheet href="_desktopdash-vendored/../x">',
        '<link rel=stylesheet href="javascript:alert(1)"><img src="data:image/png;base64,AA">',
        f'<style>/* {CDN}/a.css url({CDN}/a.css) */ a{{content:"{CDN}/a.css"}}</style>',
        '<link rel="stylesheet" href="',
        "<script", "<style>", "<", "",
    ],
)  # fmt: skip
def test_the_rest_stays(vendored, page):
    assert vendored.localise(page, BASE) == page


def test_import_maps(vendored):
    found = {
        "imports": {"m": f"{CDN}/m.js", "mine": "/mine.js", "d/": f"{CDN}/d/", "n": None, "</script": "x"},
        "scopes": {f"{CDN}/m.js": {"a": f"{CDN}/a.js?v=1&w=2"}, "odd": 1},
        "integrity": {f"{CDN}/m.js": "sha384-x", f"{CDN}/a.js?v=1&w=2": "sha384-y"},
    }
    text = json.dumps(found).replace("</", "<\\u002f")
    page = f"<script type='importmap'>{text}</script>"
    made = vendored.localise(page, BASE)
    text = made.removeprefix("<script type='importmap'>").removesuffix("</script>")
    assert "<" not in text
    assert json.loads(text) == {
        "imports": {**found["imports"], "m": f"{HERE}/4-m.js"},
        "scopes": {f"{HERE}/4-m.js": {"a": f"{HERE}/3-a.js"}, "odd": 1},
        "integrity": {f"{HERE}/3-a.js": "sha384-y"},
    }
    for text in ("", "[]", "{", '{"imports": 1, "scopes": [], "integrity": ""}', "[" * 10_000):
        page = f"<script type=importmap>{text}</script>"
        assert vendored.localise(page, BASE) == page


def test_what_a_page_names():
    page = f"""
        <link rel=stylesheet href={CDN}/a.css integrity=sha256-x><link rel=preload as=style href={CDN}/b>
        <link rel=preload as=script href={CDN}/c><link rel=icon href={CDN}/d><link rel=modulepreload href={CDN}/e>
        <script src=//cdn.example/f></script><script type=module>import "{CDN}/g"; import("./h")</script>
        <style>@import "{CDN}/i"; a {{ b: url({CDN}/j) }}</style><img src={CDN}/k><p style="a:url({CDN}/l)">
        <script type=importmap>{{"imports": {{"m": "{CDN}/m", "n/": "{CDN}/n/"}}, "integrity": {{"{CDN}/m": "x"}}}}</script>
        <iframe src={CDN}/no></iframe><a href={CDN}/no></a><link rel=preconnect href={CDN}>"""
    found = [
        (one.address.removeprefix(CDN + "/"), one.kind, one.integrity, one.is_folder) for one in page_references(page)
    ]
    kinds = {"a.css": "style", "b": "style", "c": "script", "d": "other", "e": "module", "f": "script", "g": "module"}
    kinds |= {"i": "style", "j": "other", "k": "other", "l": "other", "m": "module", "n/": "module"}
    hashes = {"a.css": "sha256-x", "m": "x"}
    assert found == [(name, kind, hashes.get(name, ""), name == "n/") for name, kind in kinds.items()]


def test_long_pages(vendored):
    page = f'<link rel=stylesheet href="{CDN}/a.css">' * 5_000 + "<script>" * 5_000 + "<a b='" * 5_000
    assert vendored.localise(page, BASE).count("1-a.css") == 5_000


# The lock file.


def test_the_lock_file_is_read_as_written(tmp_path):
    copies = [
        copy("/b.css", "2-b.css", named_by=("page",), integrity=("sha384-x",), final=f"{CDN}/c.css", original="1" * 64),
        copy("/a.js", "1-a.js", named_by=("page", "assets/x.css")),
    ]
    text = lock_text(copies)
    assert text == lock_text(reversed(copies))
    assert text.endswith("}\n")
    assert list(json.loads(text)["files"]) == [f"{CDN}/a.js", f"{CDN}/b.css"]
    (tmp_path / "lock.json").write_text(text)
    assert {**read_lock(tmp_path)} == {
        one.address: Copy(
            **{name: getattr(one, name) for name in one.__slots__} | {"named_by": tuple(sorted(one.named_by))}
        )
        for one in copies
    }


def test_no_lock_file(tmp_path):
    assert Vendored.load(tmp_path) is None
    assert Vendored.load(tmp_path / "none") is None


ENTRY = {"file": "1-a.js", "sha256": HASH, "type": "text/javascript", "from": []}


@pytest.mark.parametrize(
    "files",
    [
        *({f"{CDN}/a": {**ENTRY, "file": file}} for file in (
            "../a.js", "/etc/passwd", "..", ".", "", "a/../b", "a/b.js", "a\\b.js", "C:a.js", "a.js.", ".hidden", "a\n.js",
            "lock.json", "a\0", "a" * 200, None, 1, ["a"],
        )),
        *({address: ENTRY} for address in (
            "javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/", "a.js", "", "/a.js", "//cdn.example/a.js",
            'https://cdn.example/"onload="x', "https://cdn.example/a\nb", "https://cdn.example/a#b", "HTTPS://cdn.example/a",
        )),
        {f"{CDN}/a": {**ENTRY, "sha256": "x"}},
        {f"{CDN}/a": {**ENTRY, "sha256": None}},
        {f"{CDN}/a": {**ENTRY, "type": "text/css\r\nX: y"}},
        {f"{CDN}/a": {**ENTRY, "type": "text"}},
        {f"{CDN}/a": {**ENTRY, "from": "page"}},
        {f"{CDN}/a": {**ENTRY, "from": [1]}},
        {f"{CDN}/a": {**ENTRY, "original": "x"}},
        {f"{CDN}/a": {**ENTRY, "final": "file:///a"}},
        {f"{CDN}/a": "1-a.js"},
        {f"{CDN}/a": ENTRY, f"{CDN}/b": {**ENTRY, "file": "1-A.js"}},
        [],
    ],
)  # fmt: skip
def test_damaged_entries_are_refused(tmp_path, files):
    (tmp_path / "lock.json").write_text(json.dumps({"version": 1, "files": files}))
    with pytest.raises(ResourceException, match=r"cannot be used: .*desktopdash vendor") as found:
        Vendored.load(tmp_path)
    assert len(str(found.value)) < 1000


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff", b"{}", b'{"version": 2, "files": {}}', b"[" * 100_000])
def test_damaged_files_are_refused(tmp_path, text):
    (tmp_path / "lock.json").write_bytes(text)
    with pytest.raises(ResourceException, match=r"lock\.json cannot be used: "):
        Vendored.load(tmp_path)


# The server.


@pytest.fixture
def folder(tmp_path):
    bodies = {"1-a.css": b"a{}", "2-a.js": b"1", "3-i.svg": b"<svg/>"}
    types = {
        "1-a.css": "text/css; charset=shift_jis",
        "2-a.js": "text/javascript; charset=utf-8",
        "3-i.svg": "image/svg+xml",
    }
    for name, body in bodies.items():
        (tmp_path / name).write_bytes(body)
    (tmp_path / "secret.txt").write_text("no")
    entries = [
        Copy(f"{CDN}/{name[2:]}", name, hashlib.sha256(body).hexdigest(), types[name]) for name, body in bodies.items()
    ]
    (tmp_path / "lock.json").write_text(lock_text([*entries, copy("/gone.js", "4-gone.js")]))
    return tmp_path


def app_with(folder, **more):
    app = make_app(external_stylesheets=[f"{CDN}/a.css"], external_scripts=[f"{CDN}/a.js"], **more)
    if folder is not None:
        app.enable_vendored(Vendored.load(folder))
    return app


@pytest.fixture
def no_thread(monkeypatch):
    monkeypatch.setattr(Dash, "load_server_soon", lambda self: None)


def test_copies_are_served(folder):
    client = client_of(app_with(folder))
    answer = client.get("/_desktopdash-vendored/1-a.css")
    assert (answer.status_code, answer.data) == (200, b"a{}")
    assert answer.headers["Content-Type"] == "text/css; charset=shift_jis"
    assert answer.headers["Cache-Control"] == "no-cache"
    again = client.get("/_desktopdash-vendored/1-a.css", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert "default-src 'none'" in client.get("/_desktopdash-vendored/3-i.svg").headers["Content-Security-Policy"]
    assert client.post("/_desktopdash-vendored/1-a.css").status_code == 405


@pytest.mark.parametrize(
    "path", ["secret.txt", "lock.json", "../app.py", "%2e%2e/x", "4-gone.js", "1-A.css", "x/1-a.css"]
)
def test_nothing_else_is_served(folder, no_thread, path):
    app = app_with(folder)
    assert ask(app, f"/_desktopdash-vendored/{path}")[0].startswith("404")
    assert client_of(app).get(f"/_desktopdash-vendored/{path}").status_code == 404


def test_copies_are_early(folder, no_thread):
    app = app_with(folder, url_base_pathname="/u/")
    status, headers, body = ask(app, "/u/_desktopdash-vendored/1-a.css")
    assert is_early(app)
    assert (status, headers["Content-Type"], body) == ("200 OK", "text/css; charset=shift_jis", b"a{}")
    ask(app, "/u/_desktopdash-vendored/3-i.svg")
    assert not is_early(app)


def test_pages_name_copies_early_and_late(folder, no_thread):
    app = app_with(folder, requests_pathname_prefix="/proxy/u/", routes_pathname_prefix="/u/")
    early = ask(app, "/u/")[2].decode()
    assert is_early(app)
    assert early == client_of(app).get("/u/some/where").text
    assert CDN not in early
    assert '<link rel="stylesheet" href="/proxy/u/_desktopdash-vendored/1-a.css">' in early
    assert '<script src="/proxy/u/_desktopdash-vendored/2-a.js"></script>' in early


def policy_of(app):
    nonce = {"desktopdash.nonce": "N"}
    late = client_of(app).get("/", environ_base=nonce).headers["Content-Security-Policy"]
    return late


def test_policies(folder):
    plain, copied, offline = app_with(None), app_with(folder), app_with(folder)
    offline.enable_offline()
    assert (plain.offline, plain.vendored, offline.offline) == (False, None, True)
    assert "https://cdn.example" in policy_of(plain)
    assert CDN not in policy_of(copied)
    assert "https:" in policy_of(copied)
    assert "http" not in policy_of(offline)


def test_without_copies_nothing_changes():
    app = app_with(None)
    client = client_of(app)
    assert client.get("/").text == app.index()
    assert client.get("/_desktopdash-vendored/1-a.css").status_code == 404


def test_the_first_page_does_without_what_reads_copies():
    code = (
        "import sys; from desktopdash import Dash, html; app = Dash('x'); app.layout = html.Div(); "
        "app.load_server_soon = lambda: None; "
        "app({'REQUEST_METHOD': 'GET', 'PATH_INFO': '/'}, lambda status, headers: None); "
        "print([name for name in sys.modules if 'vendor' in name or 'markup' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
