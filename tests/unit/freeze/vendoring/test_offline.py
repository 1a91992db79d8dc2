"""An app whose page needs another host, that host, and the app without it."""

import base64
import hashlib
import re
import urllib.parse

import pytest

from desktopdash import Dash, html
from desktopdash.freeze.vendoring import Limits, collect, localised_file
from desktopdash.server.references import page_references
from desktopdash.server.vendored import Vendored

from ...apps import client_of
from .hosts import Answer, running_host

QUICK = Limits(silence_s=2.0, file_s=5.0)
LIBRARY = b"window.library = 1;"
FONT = b"wOF2\0\1\2"


def sri(body):
    return "sha384-" + base64.b64encode(hashlib.sha384(body).digest()).decode()


def fill(host):
    host.put("/lib@5/css/all.min.css", "@import \"parts/fonts.css\"; .icon { background: url('../img/i.svg#one') }")
    host.put(
        "/lib@5/css/parts/fonts.css",
        "@font-face { src: url(../../fonts/f.woff2?v=5#iefix) format('woff2'), url(/fonts/f.ttf) }",
    )
    host.put("/lib@5/fonts/f.woff2?v=5", FONT, "binary/octet-stream")
    host.put("/fonts/f.ttf", b"ttf", "font/ttf")
    host.put("/lib@5/img/i.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")
    host.put("/lib.js", LIBRARY, "application/javascript")
    host.put(
        "/esm/app.js", "import { b } from './b.js'; export const a = () => import('/esm/c.js');", "text/javascript"
    )
    host.put("/esm/b.js", "export const b = 1;", "text/javascript")
    host.put("/esm/c.js", "import './b.js';", "text/javascript")
    host.put("/css2?family=Roboto:wght@100..900&display=swap", "@font-face{src:url(/fonts/f.ttf)}")
    host.put("/extra.css", "b{}")
    host.answers["/latest.css"] = Answer(status=302, headers={"Location": "/extra.css"})


@pytest.fixture
def app(host, tmp_path):
    fill(host)
    assets = tmp_path / "assets"
    (assets / "sub").mkdir(parents=True)
    (assets / "sub" / "own.css").write_text(f"@import '{host.url}/latest.css'; a {{ b: url(mine.png) }}")
    app = Dash(
        "unit.apps",
        assets_folder=str(assets),
        add_log_handler=False,
        external_stylesheets=[
            {
                "href": f"{host.url}/lib@5/css/all.min.css",
                "integrity": sri(host.answers["/lib@5/css/all.min.css"].body),
                "crossorigin": "anonymous",
            },
            f"{host.url}/css2?family=Roboto:wght@100..900&display=swap",
        ],
        external_scripts=[
            {"src": f"{host.url}/lib.js", "integrity": sri(LIBRARY), "crossorigin": "anonymous"},
            {"src": f"{host.url}/esm/app.js", "type": "module"},
        ],
    )
    app.layout = html.Div()
    return app


def files(tmp_path):
    return sorted(path for path in (tmp_path / "assets").rglob("*") if path.is_file())


def fetched_by(client, page):
    """Return what a browser would fetch below the copies, by path: the answers, read for further names."""
    found, todo = {}, re.findall(r"/_desktopdash-vendored/[^\"'\s#)]+", page)
    while todo:
        path = todo.pop()
        if path not in found:
            answer = found[path] = client.get(path)
            assert answer.status_code == 200, path
            text = answer.get_data(as_text=True) if answer.mimetype.startswith("text/") else ""
            names = [
                *re.findall(r"(?:import|from|import\() ?[\"']([^\"'#]+)", text),
                *re.findall(r"url\([\"']?([^\"'#)]+)", text),
            ]
            todo += [urllib.parse.urljoin(path, name) for name in names]
    return found


def test_an_app_without_the_other_host(app, host, tmp_path):
    told = []
    folder = tmp_path / "vendored"
    found = collect(app.index(), files(tmp_path), folder, refresh=False, tell=told.append, limits=QUICK)
    assert (found.missing, found.files, len(found.fetched), found.kept) == ((), 11, 11, ())
    assert {agent.partition("/")[0] for agent in host.agents} == {"Mozilla"}

    app.enable_vendored(Vendored.load(folder))
    app.enable_offline()
    client = client_of(app)
    page = client.get("/").text
    assert host.url not in page
    assert list(page_references(page)) == []
    tags = dict(re.findall(r'<(?:link|script)[^>]*_desktopdash-vendored/\w+-([\w.]+)"([^>]*)', page))
    assert "integrity" not in tags["all.min.css"]  # it names copies now
    assert f'integrity="{sri(LIBRARY)}"' in tags["lib.js"]

    answers = fetched_by(client, page)
    assert len(answers) == 10  # the eleventh is named by an asset
    assert not [path for path, answer in answers.items() if host.url.encode() in answer.data]
    by_name = {path.partition("-vendored/")[2].partition("-")[2]: answer for path, answer in answers.items()}
    types = {name: answer.headers["Content-Type"] for name, answer in by_name.items()}
    assert types == {
        "all.min.css": "text/css; charset=utf-8",
        "fonts.css": "text/css; charset=utf-8",
        "css2.css": "text/css; charset=utf-8",
        "f.woff2": "font/woff2",
        "f.ttf": "font/ttf",
        "i.svg": "image/svg+xml",
        "lib.js": "text/javascript; charset=utf-8",
        "app.js": "text/javascript; charset=utf-8",
        "b.js": "text/javascript; charset=utf-8",
        "c.js": "text/javascript; charset=utf-8",
    }
    assert (by_name["lib.js"].data, by_name["f.woff2"].data) == (LIBRARY, FONT)

    own = localised_file(tmp_path / "assets" / "sub" / "own.css", "assets/sub/own.css", Vendored.load(folder)).decode()
    name = re.fullmatch(
        r"@import '\.\./\.\./(_desktopdash-vendored/\w+-latest\.css)'; a \{ b: url\(mine\.png\) \}", own
    )[1]
    assert client.get(f"/{name}").data == b"b{}"

    # Once more, and without the other host: nothing is asked for.
    host.asked.clear()
    again = collect(app.index(), files(tmp_path), folder, refresh=False, tell=told.append, limits=QUICK)
    assert (again.files, again.fetched, again.missing, host.asked) == (11, (), (), [])


def test_a_host_that_sends_other_bytes(app, host, tmp_path):
    host.put("/lib.js", b"evil()", "application/javascript")
    found = collect(app.index(), [], tmp_path / "vendored", refresh=False, tell=lambda line: None, limits=QUICK)
    assert [(one.url, one.named_by) for one in found.missing] == [(f"{host.url}/lib.js", ("page",))]
    assert "do not have the hash of the tag" in found.missing[0].reason
    assert not [*(tmp_path / "vendored").glob("*-lib.js")]


def test_a_host_that_is_gone_and_one_that_says_nothing(tmp_path):
    with running_host() as gone:
        url = gone.url
    with running_host() as silent:
        silent.answers["/a.css"] = Answer(act=lambda handler: silent.over.wait(10))
        page = f"<link rel=stylesheet href={silent.url}/a.css><script src={url}/b.js></script>"
        limits = Limits(silence_s=0.2)
        found = collect(page, [], tmp_path / "vendored", refresh=False, tell=lambda line: None, limits=limits)
    reasons = {one.url: one.reason for one in found.missing}
    assert reasons == {
        f"{silent.url}/a.css": "no answer within 0.2 s",
        f"{url}/b.js": "no connection (Connection refused)",
    }
    assert not (tmp_path / "vendored").exists()
