import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktopdash import dash_table, dcc, html
from desktopdash.app.chunks import CHUNKS, chunks_of
from desktopdash.server import page
from desktopdash.server.ahead import ask_script
from desktopdash.server.policy import with_policy

from ..apps import client_of, make_app

INDEX = Path(__file__).parents[3] / "renderer/src/components/index.ts"


def text_of(app):
    return client_of(app).get("/").text


def routes_of(text):
    found = re.search(r"new Map\((\[.*?\])\.map\(ask\)\)", text)
    return json.loads(found[1]) if found else []


def known_of(text):
    """The routes whose answers the page has, or asks for at once."""
    given = re.search(r'id="_desktopdash-given" type="application/json">(.*?)</script>', text)
    return [*(json.loads(given[1])["answers"] if given else []), *routes_of(text)]


def function_app(**more):
    app = make_app(**more)
    app.layout = html.Div
    return app


def test_the_page_asks_for_its_layout_before_it_loads_anything():
    text = text_of(function_app())
    assert routes_of(text) == ["_dash-layout"]
    assert text.index('<meta charset="UTF-8">') < text.index("desktopdash_ahead") < text.index('rel="stylesheet"')


def test_what_is_asked_goes_to_the_prefix_and_names_the_page_where_there_is_a_stream():
    script = ask_script("/a</script>/", ["_dash-layout"], named=True)
    assert 'fetch("/a\\x3c/script>/" + route' in script
    assert "true ?" in script
    assert script.count("</script") == 1
    app = make_app(requests_pathname_prefix="/app/", routes_pathname_prefix="/")
    assert "false ?" in text_of(app)
    app.enable_push()
    assert 'fetch("/app/" + route' in text_of(app)
    assert "true ?" in text_of(app)


def test_a_profile_is_asked_for_too():
    app = make_app()
    app.enable_profile(SimpleNamespace(storage=None, notices=[]))
    assert known_of(text_of(app)) == ["_dash-layout", "_dash-dependencies", "_desktopdash-storage"]


@pytest.mark.parametrize("name", ["layout_pre", "layout_post"])
def test_nothing_is_asked_before_a_hook_that_comes_before_the_layout(name):
    for app in (make_app(hooks={name: "() => undefined"}), function_app(hooks={name: "() => undefined"})):
        assert bool(known_of(text_of(app))) == (name != "layout_pre")


def test_a_template_with_a_renderer_of_its_own_may_have_such_a_hook():
    own = '<script id="_dash-renderer">new DashRenderer({layout_pre: () => 1})</script>'
    text = text_of(make_app(index_string=page.DEFAULT_INDEX.replace("{%renderer%}", own)))
    assert known_of(text) == []


def test_a_layout_function_is_asked_after_the_scripts_of_the_app(tmp_path):
    (tmp_path / "cookie.js").write_text("document.cookie = 'zone=1'")
    apps = {
        "assets": make_app(assets_folder=str(tmp_path)),
        "outside": make_app(external_scripts=["https://example.org/a.js"]),
        "template": make_app(index_string=page.DEFAULT_INDEX.replace("<head>", "<head><script>1</script>")),
        "none": make_app(),
    }
    for app in apps.values():
        assert "_dash-layout" in known_of(text_of(app))
        app.layout = html.Div
    assert [name for name, app in apps.items() if "_dash-layout" in known_of(text_of(app))] == ["none"]
    assert known_of(text_of(apps["assets"])) == ["_dash-dependencies"]


def test_the_script_runs_under_the_pages_policy():
    shown, policy = with_policy(text_of(make_app()), "n0nce")
    assert "'nonce-n0nce'" in policy
    assert re.search(r'<script nonce="n0nce">\(\(\) => \{\s+const bytes', shown)


def test_the_page_is_told_the_scripts_of_its_components():
    app = make_app()
    app.layout = html.Div([html.P(dash_table.DataTable()), dcc.Dropdown(), dcc.Dropdown(), dcc.Input()])
    text = text_of(app)
    chunks = json.loads(re.search(r'id="_dash-config" type="application/json">(.*?)</script>', text)[1])["chunks"]
    assert list(chunks) == ["table", "dropdown"]
    for name, url in chunks.items():
        assert f'<link rel="preload" as="script" href="{url}">' in text
        assert re.sub(r"\.v\w+", "", url) == f"/_dash-component-suites/desktopdash/chunks/{name}.js"
    app.layout = html.Div()
    assert "chunks" not in text_of(app)


def test_what_a_layout_function_returns_is_not_known_before_it_is_asked():
    app = make_app()
    app.layout = lambda: pytest.fail("called for the page")
    assert "preload" not in text_of(app)


def test_the_scripts_of_components_are_those_of_the_renderer():
    blocks = re.findall(r'registerComponents\("(\w+)", \{(.*?)\n\}\);', INDEX.read_text(), re.DOTALL)
    late = {
        namespace: {type_: chunk for chunk, type_ in re.findall(r'lazyComponent\("(\w+)", "(\w+)"\)', text)}
        for namespace, text in blocks
    }
    assert {namespace: types for namespace, types in late.items() if types} == CHUNKS


def test_text_and_nothing_need_no_script():
    assert chunks_of(None) == []
    assert chunks_of(["text", dcc.Slider(0, 1)]) == ["slider"]
