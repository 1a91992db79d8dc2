import json
import re

import pytest

from desktopdash import Dash, html
from desktopdash.errors import InvalidIndexException
from desktopdash.server import page

from ..apps import client_of, make_app


def text_of(app, path="/"):
    return client_of(app).get(path).text


def config_of(text):
    return json.loads(re.search(r'<script id="_dash-config" type="application/json">(.*?)</script>', text)[1])


def order_of(text, *parts):
    places = [text.index(part) for part in parts]
    assert places == sorted(places), parts


def test_the_page_of_a_plain_app():
    text = text_of(make_app())
    assert text.startswith('<!DOCTYPE html>\n<html data-desktopdash-style="default">')
    assert '<meta charset="UTF-8">' in text
    assert "<title>Dash</title>" in text
    assert 'class="_dash-loading"' in text
    script = '<script id="_dash-renderer" type="application/javascript">var renderer = new DashRenderer();</script>'
    order_of(text, "<title>", 'rel="icon"', "desktopdash/desktopdash", "react-entry-point", "_dash-config", script)


def test_the_settings_of_the_page():
    config = config_of(text_of(make_app(update_title=None, suppress_callback_exceptions=True)))
    assert {key: config[key] for key in ("url_base_pathname", "requests_pathname_prefix", "ui", "debug")} == {
        "url_base_pathname": None,
        "requests_pathname_prefix": "/",
        "ui": False,
        "debug": False,
    }
    assert config["update_title"] is None
    assert config["suppress_callback_exceptions"] is True
    assert re.fullmatch(r"/_dash-component-suites/plotly/plotly\.v\w+\.min\.js", config["plotlyjs_url"])
    assert isinstance(config["children_props"], dict)


def test_scripts_and_styles_come_in_dashs_order(tmp_path):
    for name in ("b.css", "z.js", "m.mjs", "sub/a.js", "sub/0.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    app = make_app(
        assets_folder=str(tmp_path),
        external_scripts=["https://x/y.js", {"src": "https://x/k.js", "crossorigin": "anonymous"}],
        external_stylesheets=["https://x/y.css", {"href": "https://q/w.css", "integrity": "z"}],
    )
    app.clientside_callback("function inline(){}")
    text = text_of(app)
    order_of(text, "desktopdash/desktopdash", "https://x/y.css", "https://q/w.css", "/assets/b.css?m=", "sub/0.css")
    order_of(
        text,
        "desktopdash/renderer",
        '<script src="https://x/y.js"></script>',
        '<script src="https://x/k.js" crossorigin="anonymous"></script>',
        "/assets/m.mjs?m=",
        "/assets/z.js?m=",
        "/assets/sub/a.js?m=",
        "function inline(){}",
        "new DashRenderer",
    )
    assert re.search(r'<script src="/assets/m\.mjs\?m=[\d.]+" type="module"></script>', text)
    assert '<link rel="stylesheet" href="https://q/w.css" integrity="z">' in text
    assert "data-desktopdash-style" not in text


def test_a_style_sheet_of_the_apps_own_switches_the_default_look_off():
    assert "data-desktopdash-style" not in text_of(make_app(external_stylesheets=["https://x/y.css"]))


def test_every_value_is_escaped_for_its_place():
    app = make_app(
        title='T <b>&"',
        update_title="</script><!--",
        description='a"b',
        meta_tags=[{"name": "x", "content": 'b"c<'}],
        external_scripts=['x"><script>'],
    )
    app.clientside_callback("function(x){return x+'</script><!-- '}")
    text = text_of(app)
    assert '<title>T &lt;b&gt;&amp;"</title>' in text
    assert config_of(text)["update_title"] == "</script><!--"
    assert 'content="a&quot;b"' in text
    assert 'content="b&quot;c&lt;"' in text
    assert 'src="x&quot;&gt;&lt;script&gt;"' in text
    assert r"x+'\x3c/script>\x3c!-- '" in text


def test_own_meta_tags_replace_the_standard_ones():
    text = text_of(make_app(meta_tags=[{"name": "viewport", "content": "mine"}]))
    assert text.count("viewport") == 1
    assert 'content="mine"' in text


def test_an_own_index_string():
    app = make_app(index_string="<html lang='de'>{%app_entry%}{%config%}{%scripts%}{%renderer%}{%title%}</html>")
    text = text_of(app)
    assert text.startswith("<html lang='de'>")
    assert "data-desktopdash-style" not in text
    app.title = "{%scripts%}"
    assert text_of(app).endswith("{%scripts%}</html>")


def test_an_index_string_without_its_places_is_refused():
    with pytest.raises(InvalidIndexException, match=r"lacks \{%app_entry%\}, \{%config%\}, \{%scripts%\}"):
        make_app(index_string="<html></html>")


def test_an_own_interpolate_index():
    class Own(Dash):
        def interpolate_index(self, **parts):
            return "<body>" + parts["app_entry"] + parts["config"] + parts["scripts"] + parts["renderer"]

    app = Own("unit.apps")
    app.layout = html.Div()
    assert text_of(app).startswith("<body><div id")


def test_an_interpolate_index_that_leaves_things_out_is_refused():
    class Own(Dash):
        def interpolate_index(self, **parts):
            return parts["app_entry"] + parts["scripts"]

    app = Own("unit.apps", add_log_handler=False)
    app.layout = html.Div()
    app.logger.disabled = True
    text = text_of(app)
    app.logger.disabled = False
    assert "lacks id=&quot;_dash-config&quot;, id=&quot;_dash-renderer&quot;" in text


def test_hooks_are_handed_to_the_renderer():
    text = text_of(make_app(hooks={"request_pre": "(x) => x"}))
    assert 'new DashRenderer({"request_pre": (x) => x});' in text


def test_an_icon_among_the_assets_is_used(tmp_path):
    (tmp_path / "favicon.ico").write_bytes(b"x")
    assert re.search(r'href="/assets/favicon\.ico\?m=[\d.]+"', text_of(make_app(assets_folder=str(tmp_path))))


def test_debug_is_told_to_the_page():
    app = make_app()
    app.enable_dev_tools(debug=True)
    assert config_of(text_of(app))["ui"] is True


def test_tags():
    assert (
        page.tag("a", {"href": "x&y", "hidden": True, "id": None, "x": False}, "in")
        == '<a href="x&amp;y" hidden>in</a>'
    )
