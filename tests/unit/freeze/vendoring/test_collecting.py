"""Finding, fetching and keeping: the lock file, the copies, and what goes wrong."""

import base64
import hashlib
import json
import os

import pytest

from desktopdash.errors import ResourceException
from desktopdash.freeze.vendoring import Fetched, FetchError, Limits, collect, writing
from desktopdash.server.vendored import Vendored

CDN = "https://cdn.example"
STYLE, SCRIPT = "text/css", "text/javascript"


class Web:
    """Other hosts in a table: address -> body, (body, type), or what is raised."""

    def __init__(self, table):
        self.table = {(name if "://" in name else f"{CDN}/{name}"): value for name, value in table.items()}
        self.asked = []

    def __call__(self, address):
        self.asked.append(address)
        found = self.table.get(address, FetchError("the server answered 404 Not Found"))
        if isinstance(found, Exception):
            raise found
        body, told, *final = found if isinstance(found, tuple) else (found, "")
        return Fetched(body if isinstance(body, bytes) else body.encode(), told, final[0] if final else address)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "vendored"


@pytest.fixture
def told():
    return []


@pytest.fixture
def run(folder, told):
    def run(page, web, assets=(), refresh=False, limits=None):
        web.asked.clear()
        return collect(page, assets, folder, refresh=refresh, tell=told.append, fetch=web, limits=limits)

    return run


def style(name, more=""):
    return f'<link rel="stylesheet" href="{CDN}/{name}" {more}>'


def module(name):
    return f'<script type="module" src="{CDN}/{name}"></script>'


def entries(folder):
    return json.loads((folder / "lock.json").read_text())["files"]


def text_of(folder, name):
    address = name if "://" in name else f"{CDN}/{name}"
    return (folder / entries(folder)[address]["file"]).read_text()


def file_of(folder, name):
    return entries(folder)[f"{CDN}/{name}"]["file"]


def names(addresses):
    return [address.removeprefix(CDN + "/") for address in addresses]


def state(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def sri(body, name="sha384"):
    return f"{name}-{base64.b64encode(hashlib.new(name, body.encode()).digest()).decode()}"


CSS = Web(
    {
        "css/a.css": ("@import './b.css';\r\na{b:url(../f/i.svg?v=1#x)}/* ü */", "text/css; charset=utf-8"),
        "css/b.css": (
            "@font-face{src:url('../f/a.woff2?#iefix'), url(data:x)} @import url(a.css); a{b:url(#c)}",
            STYLE,
        ),
        "f/i.svg?v=1": ("<svg/>", "image/svg+xml"),
        "f/a.woff2": (b"\0\xff", ""),
    }
)


def test_style_sheets_and_what_they_name(run, folder, told):
    found = run(style("css/a.css"), CSS)
    assert (found.files, found.missing, found.kept) == (4, (), ())
    assert names(found.fetched) == ["css/a.css", "css/b.css", "f/a.woff2", "f/i.svg?v=1"]
    assert found.size == sum(
        len(body) for name, body in state(folder).items() if name not in ("lock.json", ".gitattributes")
    )
    a, b = file_of(folder, "css/a.css"), file_of(folder, "css/b.css")
    svg, font = file_of(folder, "f/i.svg?v=1"), file_of(folder, "f/a.woff2")
    assert (folder / a).read_bytes().decode() == f"@import '{b}';\r\na{{b:url({svg}#x)}}/* ü */"
    assert (
        text_of(folder, "css/b.css")
        == f"@font-face{{src:url('{font}#iefix'), url(data:x)}} @import url({a}); a{{b:url(#c)}}"
    )
    assert (folder / font).read_bytes() == b"\0\xff"
    assert a == hashlib.sha256(f"{CDN}/css/a.css".encode()).hexdigest()[:10] + "-a.css"
    assert len(told) == 4
    assert (folder / ".gitattributes").read_text() == "* -text\n"
    assert not [path for path in folder.parent.iterdir() if path != folder]


def test_the_lock_file(run, folder):
    run(style("css/a.css"), CSS)
    lock = entries(folder)
    assert {name: entry["type"] for name, entry in lock.items()} == {
        f"{CDN}/css/a.css": "text/css; charset=utf-8",
        f"{CDN}/css/b.css": "text/css; charset=utf-8",
        f"{CDN}/f/i.svg?v=1": "image/svg+xml",
        f"{CDN}/f/a.woff2": "font/woff2",
    }
    assert lock[f"{CDN}/css/a.css"]["from"] == [f"{CDN}/css/b.css", "page"]
    assert lock[f"{CDN}/f/a.woff2"]["from"] == [f"{CDN}/css/b.css"]
    assert "original" not in lock[f"{CDN}/f/a.woff2"]
    for entry in lock.values():
        assert hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


def test_a_second_run_needs_no_network_and_changes_nothing(run, folder):
    run(style("css/a.css"), CSS)
    before, times = state(folder), {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    found = run(style("css/a.css"), Web({}))
    assert (found.files, found.fetched, len(found.kept), found.missing) == (4, (), 4, ())
    assert state(folder) == before
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == times


def test_modules_and_what_they_import(run, folder):
    web = Web(
        {
            "m/a.js": "import './b.js'; import react from 'react'; export * from '/c.js'; import('https://cdn.example/d.js#x')",
            "m/b.js": ("import './a.js'; '\\ud800'", "text/plain"),
            "c.js": ("1", "application/javascript; charset=iso-8859-1"),
            "d.js": (
                "import data from './e.json' with {type: 'json'}; import sheet from './f.css' with {type: 'css'}",
                SCRIPT,
            ),
            "e.json": ("{}", "application/json"),
            "f.css": ("a{b:url(g.png)}", STYLE),
            "g.png": ("g", "image/png"),
        }
    )
    found = run(module("m/a.js"), web)
    assert (found.files, found.missing) == (7, ())
    a, b, c, d = (file_of(folder, name) for name in ("m/a.js", "m/b.js", "c.js", "d.js"))
    assert (
        text_of(folder, "m/a.js")
        == f"import './{b}'; import react from 'react'; export * from './{c}'; import('./{d}#x')"
    )
    assert text_of(folder, "m/b.js").startswith(f"import './{a}';")
    types = {name.rpartition("/")[2]: entry["type"] for name, entry in entries(folder).items()}
    assert types["b.js"] == types["c.js"] == "text/javascript; charset=utf-8"
    assert (types["e.json"], types["f.css"], types["g.png"]) == (
        "application/json",
        "text/css; charset=utf-8",
        "image/png",
    )
    assert run(module("m/a.js"), Web({})).missing == ()


def test_scripts_that_are_no_modules_are_left_alone(run, folder):
    web = Web({"a.js": ("import('./b.js')", "text/plain"), "b.js": "2"})
    assert run(f"<script src={CDN}/a.js></script>", web).files == 1
    assert text_of(folder, "a.js") == "import('./b.js')"
    assert entries(folder)[f"{CDN}/a.js"]["type"] == "text/javascript; charset=utf-8"
    # The same file as a module, later: its copy is read then.
    found = run(f"<script src={CDN}/a.js></script>{module('a.js')}", web)
    assert (names(found.kept), names(found.fetched)) == (["a.js"], ["b.js"])
    assert text_of(folder, "a.js") == f"import('./{file_of(folder, 'b.js')}')"


def test_a_file_that_turns_out_to_be_a_style_sheet_while_others_are_read(run, folder):
    web = Web({"a.css": "@import 'b.css'", "b.css": "a{b:url(c.png)}", "c.png": "c"})
    found = run(f'<link rel="preload" as="x" href="{CDN}/b.css">{style("a.css")}', web)
    assert (found.files, found.missing) == (3, ())
    assert file_of(folder, "c.png") in text_of(folder, "b.css")


def test_redirects_are_the_base_of_relative_names(run, folder):
    web = Web(
        {"latest": ("a{b:url(i.png)}", STYLE, "https://other.example/v2/x.css"), "https://other.example/v2/i.png": "i"}
    )
    found = run(style("latest"), web)
    assert found.missing == ()
    assert entries(folder)[f"{CDN}/latest"]["final"] == "https://other.example/v2/x.css"
    assert file_of(folder, "latest").endswith("-latest.css")
    assert run(style("latest"), Web({})).missing == ()


def test_integrity(run, folder):
    body = "a{b:url(i.png)}"
    web = Web({"a.css": body, "i.png": "i"})
    right, wrong = (
        style("a.css", f'integrity="{sri(body)} {sri("x", "sha256")}"'),
        style("a.css", f'integrity="{sri("x")}"'),
    )
    assert run(right, web).missing == ()
    assert run(right, Web({})).fetched == ()  # rewritten, but checked when it came
    found = run(wrong, web).missing
    assert names(one.url for one in found) == ["a.css"]
    assert f"found {sri(body)}, expected {sri('x')}" in found[0].reason
    assert run(style("i.png", 'integrity="sha512-x nonsense"'), web).missing[0].named_by == ("page",)
    assert run(style("a.css", 'integrity="md5-x nonsense"'), web).missing == ()


def test_an_app_that_names_nothing_has_no_folder(run, folder):
    page = "<link rel=stylesheet href=/a.css><script>1</script><img src=data:,a><script src=file:///x></script>"
    found = run(page, Web({}))
    assert (found.files, found.size, found.missing) == (0, 0, ())
    assert not folder.exists()


def test_what_nothing_names_any_more_goes(run, folder):
    web = Web({"a.css": "a{b:url(i.png)}", "i.png": "i", "b.css": "b{}"})
    run(style("a.css") + style("b.css"), web)
    (folder / "README.md").write_text("mine")
    run(style("b.css"), Web({}))
    assert [*entries(folder)] == [f"{CDN}/b.css"]
    assert {*state(folder)} == {"lock.json", "README.md", ".gitattributes", file_of(folder, "b.css")}
    run("", Web({}))
    assert entries(folder) == {}
    assert Vendored.load(folder).localise(style("b.css"), "/") == style("b.css")


def test_refresh_fetches_all_anew(run, folder):
    run(style("a.css"), Web({"a.css": "old{}"}))
    assert run(style("a.css"), Web({"a.css": "new{}"})).fetched == ()
    assert names(run(style("a.css"), Web({"a.css": "new{}"}), refresh=True).fetched) == ["a.css"]
    assert text_of(folder, "a.css") == "new{}"


def test_a_refresh_without_a_network_loses_nothing(run, folder):
    run(style("css/a.css"), CSS)
    before = state(folder)
    found = run(style("css/a.css"), Web({}), refresh=True)
    assert len(found.missing) == len(found.kept) == 4
    assert all("its copy from before is kept" in one.reason for one in found.missing)
    assert state(folder) == before


@pytest.mark.parametrize("how", ["changed", "gone"])
def test_files_changed_by_hand_are_fetched_again(run, folder, how):
    web = Web({"a.css": "@import 'b.css'", "b.css": "b{}"})
    run(style("a.css"), web)
    before, file = state(folder), folder / file_of(folder, "b.css")
    file.write_text("mine") if how == "changed" else file.unlink()
    left = state(folder)
    found = run(style("a.css"), Web({}))
    assert (names(found.kept), names(one.url for one in found.missing)) == (["a.css"], ["b.css"])
    assert f"its copy {file.name} is gone, was changed" in found.missing[0].reason
    if how == "changed":
        assert state(folder) == left
    assert names(run(style("a.css"), web).fetched) == ["b.css"]
    assert state(folder) == before


def test_what_is_missing_is_told_and_named_in_full(run, folder, told):
    web = Web({"css/a.css": "@import 'b.css';@import 'c.css';", "css/c.css": "c{}"})
    found = run(style("css/a.css"), web)
    assert [(one.url, one.named_by, one.reason) for one in found.missing] == [
        (f"{CDN}/css/b.css", (f"{CDN}/css/a.css",), "the server answered 404 Not Found")
    ]
    assert f"cannot copy {CDN}/css/b.css: the server answered 404 Not Found" in told
    assert text_of(folder, "css/a.css") == f"@import '{CDN}/css/b.css';@import '{file_of(folder, 'css/c.css')}';"
    later = run(style("css/a.css"), Web({"css/b.css": "b{}"}))
    assert (names(later.fetched), later.missing) == (["css/b.css"], ())
    assert text_of(folder, "css/a.css").startswith(f"@import '{file_of(folder, 'css/b.css')}';")


def test_pages_in_place_of_files_are_refused(run):
    web = Web({"a.css": ("<html>", "text/html; charset=utf-8")})
    assert "sign in to the network" in run(style("a.css"), web).missing[0].reason


def test_folders_of_import_maps_are_told(run):
    page = f'<script type=importmap>{{"imports": {{"a/": "{CDN}/a/", "b": "{CDN}/b.js"}}}}</script>'
    found = run(page, Web({"b.js": "1"}))
    assert (names(found.fetched), names(one.url for one in found.missing)) == (["b.js"], ["a/"])
    assert "an import map names a folder" in found.missing[0].reason


def test_assets_are_looked_into(run, folder):
    assets = folder.parent / "assets"
    assets.mkdir()
    (assets / "x.css").write_text(f"@import url({CDN}/a.css); a{{b:url(mine.png)}}")
    (assets / "y.mjs").write_text(f"import '{CDN}/b.js'; import './mine.js'")
    (assets / "z.png").write_text(f"url({CDN}/c.css)")
    found = run("", Web({"a.css": "a{}", "b.js": "1"}), assets=sorted(assets.iterdir()))
    assert (names(found.fetched), found.missing) == (["a.css", "b.js"], ())
    assert [entry["from"] for entry in entries(folder).values()] == [["assets/x.css"], ["assets/y.mjs"]]


def test_protocol_relative_addresses(run, folder):
    page = '<link rel="stylesheet" href="//cdn.example/a.css">'
    assert run(page, Web({"a.css": "a{}"})).files == 1
    assert CDN not in Vendored.load(folder).localise(page, "/")


@pytest.mark.parametrize(
    "name", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/b", "https://[x", "about:blank"]
)
def test_what_is_no_address_is_never_asked_for(run, name):
    web = Web({"a.css": f"@import '{name}'; a{{b:url('{name}')}}"})
    assert run(style("a.css") + f"<script src='{name}'></script>", web).missing == ()
    assert web.asked == [f"{CDN}/a.css"]


def test_odd_addresses_and_names(run, folder):
    page = (
        style("..%2f..%2fetc%2fpasswd")
        + style("CON.css")
        + style("%00%0a.css")
        + style("?x='y'&amp;z=1")
        + style("a" * 300)
    )
    web = Web(
        {
            "..%2f..%2fetc%2fpasswd": "a{}",
            "CON.css": "b{}",
            "%00%0a.css": "c{}",
            "?x=%27y%27&z=1": "d{}",
            "a" * 300: "e{}",
        }
    )
    found = run(page, web)
    assert (found.files, found.missing) == (5, ())
    assert all(entry["file"].endswith(".css") and len(entry["file"]) < 100 for entry in entries(folder).values())
    assert CDN not in Vendored.load(folder).localise(page, "/")


def test_charsets_are_respected(run, folder):
    text = '@charset "shift_jis";a{content:"日本"} @import "b.css";'
    run(style("a.css"), Web({"a.css": (text.encode("shift_jis"), STYLE), "b.css": "b{}"}))
    assert entries(folder)[f"{CDN}/a.css"]["type"] == "text/css; charset=shift_jis"
    copy = (folder / file_of(folder, "a.css")).read_bytes()
    assert copy.decode("shift_jis") == text.replace("b.css", file_of(folder, "b.css"))


# Too much, and what cannot be written.


def test_too_many_files(run, folder):
    web = Web({"a.css": "".join(f"a{{b:url({number}.png)}}" for number in range(10_000))})
    with pytest.raises(
        ResourceException, match=r"more than 4000 files on other hosts; the last is named by https://cdn"
    ):
        run(style("a.css"), web)
    assert web.asked == [f"{CDN}/a.css"]
    assert not folder.exists()


def test_chains_without_end(run):
    class Endless(Web):
        def __call__(self, address):
            return Fetched(f"@import '{len(address)}{address[-9:]}'".encode(), STYLE, address)

    with pytest.raises(ResourceException, match="more than 50 files"):
        run(style("a.css"), Endless({}), limits=Limits(files=50))


def test_too_many_bytes(run, folder):
    web = Web({"a.css": "a{b:url(c)}", "c": "x" * 100})
    with pytest.raises(ResourceException, match=r"c$"):
        run(style("a.css"), web, limits=Limits(total_bytes=50))
    assert not folder.exists()


def test_a_damaged_lock_file_stops_it(run, folder):
    folder.mkdir()
    (folder / "lock.json").write_text("{")
    with pytest.raises(ResourceException, match=r"lock\.json cannot be used"):
        run(style("a.css"), Web({"a.css": "a{}"}))
    assert {*state(folder)} == {"lock.json"}


def test_a_failed_write_leaves_everything(run, folder, monkeypatch):
    page = style("a.css") + style("b.css") + style("c.css")
    run(page, Web({"a.css": "a{}", "b.css": "b{}", "c.css": "c{}"}))
    before, replace = state(folder), os.replace
    new = Web({"a.css": "a2{}", "b.css": "b2{}"})
    for failing in range(1, 8):
        calls = iter(range(1, 100))

        def fail(source, target, failing=failing, calls=calls):
            if next(calls) == failing:
                raise PermissionError(13, "in use")
            replace(source, target)

        with monkeypatch.context() as patch:
            patch.setattr(writing.os, "replace", fail)
            with pytest.raises(ResourceException, match=r"cannot be written \(in use\); what was there is as it was"):
                run(style("a.css") + style("b.css"), new, refresh=True)
        assert state(folder) == before
        assert [path.name for path in folder.parent.iterdir()] == ["vendored"]
    run(style("a.css") + style("b.css"), new, refresh=True)
    assert text_of(folder, "a.css") == "a2{}"


def test_a_failed_first_write_leaves_no_folder(run, folder, monkeypatch):
    monkeypatch.setattr(writing.os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(ResourceException, match="No space left"):
        run(style("a.css"), Web({"a.css": "a{}"}))
    assert [*folder.parent.iterdir()] == []


def test_a_bug_in_fetching_is_not_hidden(run, folder):
    with pytest.raises(ZeroDivisionError):
        run(style("a.css"), Web({"a.css": ZeroDivisionError()}))
    assert not folder.exists()
