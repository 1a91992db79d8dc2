import asyncio
import gc
import importlib.util
import logging
import sys
import types

import flask
import pytest

import desktopdash
from desktopdash import (
    Dash,
    Input,
    Output,
    dcc,
    get_app,
    get_asset_url,
    get_relative_path,
    html,
    strip_relative_path,
)
from desktopdash.app.loading import app_is_loading
from desktopdash.app.options import RunOptions
from desktopdash.errors import (
    AppNotFoundError,
    DuplicateIdError,
    IncorrectTypeException,
    InvalidConfig,
    NoLayoutException,
    UnsupportedRelativePath,
)
from desktopdash.long_callback import MemoryManager

from ..apps import client_of, log_of, make_app, request


def test_unknown_arguments_are_refused_with_the_known():
    with pytest.raises(TypeError, match="unexpected keyword argument 'foo'; it knows add_log_handler, assets_"):
        Dash(foo=1)


@pytest.mark.parametrize("given", [{"use_pages": True}, {"enable_mcp": True}, {"backend": "quart"}])
def test_arguments_that_cannot_be_honoured_yet_are_refused(given):
    with pytest.raises(TypeError, match="cannot do this yet; it knows"):
        Dash(**given)


@pytest.mark.parametrize(
    "given", [{"compress": True}, {"use_pages": False}, {"pages_folder": ""}, {"backend": "flask"}, {"use_async": True}]
)
def test_arguments_that_change_nothing_are_taken(given):
    Dash(**given)


@pytest.mark.parametrize("declare", [desktopdash.callback, None])
def test_on_error_of_the_app_answers_for_every_callback(declare):
    app = make_app(on_error=lambda error: f"sorry: {error}")
    (declare or app.callback)(Output("p", "children"), Input("i", "value"))(lambda value: {}[value])
    output = {"id": "p", "property": "children"}
    answer = client_of(app).post("/_dash-update-component", json=request(5, output="p.children", outputs=output))
    assert answer.json["response"] == {"p": {"children": "sorry: 5"}}


def test_a_failing_on_error_is_logged_with_what_it_was_called_for():
    def handler(error):
        raise KeyError("second")

    app = make_app(on_error=handler)
    with log_of(app) as lines:
        answer = client_of(app).post("/_dash-update-component", json=request(None))
    assert (answer.status_code, answer.json["error"]["type"]) == (500, "KeyError")
    assert "TypeError: unsupported" in lines[0]
    assert "KeyError: 'second'" in lines[0]


@pytest.mark.parametrize("name", ["background_callback_manager", "long_callback_manager"])
def test_a_manager_is_taken_by_its_newer_and_its_older_name(name):
    manager = MemoryManager()
    app = Dash(**{name: manager})
    assert app.desk._manager is manager
    with pytest.raises(IncorrectTypeException, match="manager= is 3; expected a DiskcacheManager or a CeleryManager"):
        Dash(**{name: 3})


@pytest.mark.parametrize(
    "value", [html.Div(), dcc.Input(), [html.Div(), "text"], [], lambda: html.Div(), (html.P(), html.P())]
)
def test_what_may_be_a_layout(value):
    app = Dash()
    app.layout = value
    assert app.layout is value


@pytest.mark.parametrize("value", [None, 3, "text", {"a": 1}, [html.Div(), None], html.Div])
def test_what_may_not_be_a_layout(value):
    app = Dash()
    if value is html.Div:  # a class is a function that returns a component
        app.layout = value
        return
    with pytest.raises(NoLayoutException, match=r"app\.layout is"):
        app.layout = value


def test_a_layout_function_is_called_for_every_page():
    app, calls = Dash(), []

    def layout():
        calls.append(1)
        return html.Div(str(len(calls)))

    app.layout = layout
    client = client_of(app)
    client.get("/_dash-dependencies")
    assert calls == []
    assert [client.get("/_dash-layout").json["props"]["children"] for _ in range(2)] == ["1", "2"]


def test_an_async_layout_function_is_awaited_and_sees_the_request():
    app = Dash()

    async def layout():
        await asyncio.sleep(0)
        return html.Div(f"{flask.request.path} {get_app() is app}")

    app.layout = layout
    assert client_of(app).get("/_dash-layout").json["props"]["children"] == "/_dash-layout True"


def test_an_async_layout_function_that_raises_is_told():
    async def layout():
        raise ValueError("no data")

    app = Dash(add_log_handler=False)
    app.layout = layout
    app.enable_dev_tools(debug=True)
    answer = client_of(app).get("/_dash-layout")
    assert answer.status_code == 500
    assert "in layout" in answer.json["error"]["traceback"]
    assert answer.json["error"]["traceback"].count("File ") == 1


def test_a_layout_that_is_a_list():
    app = Dash()
    app.layout = [html.P("a"), "b"]
    found = client_of(app).get("/_dash-layout").json
    assert (found[0]["type"], found[1]) == ("P", "b")


def test_ids_stand_once():
    app = Dash()
    app.layout = html.Div([html.Div(id={"a": 1, "b": 2}), html.P(html.B(id={"b": 2, "a": 1}))])
    with pytest.raises(DuplicateIdError, match=r'the id `{"a":1,"b":2}` stands twice'):
        app.prepare()


def test_an_app_without_a_layout_cannot_be_prepared():
    with pytest.raises(NoLayoutException, match="not set"):
        Dash().prepare()


# Names and folders.


def test_the_name_is_the_callers():
    assert Dash().config.name == __name__
    assert Dash("other").config.name == "other"


def test_a_subclass_finds_its_callers_name_too():
    class Own(Dash):
        def __init__(self):
            super().__init__()

    assert Own().config.name == __name__


def load(path, name, register=True):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    if register:
        sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        sys.modules.pop(name, None)
    return module


@pytest.mark.parametrize("register", [True, False])
@pytest.mark.parametrize("argument", ["__name__", ""])
def test_assets_are_found_beside_a_module_that_was_loaded_by_its_path(tmp_path, register, argument):
    file = tmp_path / "my_tool.py"
    file.write_text(f"from desktopdash import Dash\napp = Dash({argument})\n")
    app = load(file, "my_tool", register).app
    assert app.config.name == "my_tool"
    assert app.config.assets_folder == str(tmp_path / "assets")


def test_a_name_without_a_file_is_in_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "fileless", types.ModuleType("fileless"))
    assert Dash("fileless").config.assets_folder == str(tmp_path / "assets")
    assert Dash("no.such.module").config.assets_folder == str(tmp_path / "assets")


# Settings.


def test_config_by_key_and_by_attribute():
    app = Dash()
    app.config.suppress_callback_exceptions = True
    assert app.config["suppress_callback_exceptions"] is True
    app.config["update_title"] = None
    app.config.update({"suppress_callback_exceptions": False})
    assert app.config.suppress_callback_exceptions is False


def test_config_refuses_unknown_and_fixed_keys():
    app = Dash()
    with pytest.raises(AttributeError, match="no setting `foo`"):
        app.config.foo = 1
    with pytest.raises(AttributeError, match="no setting `foo`"):
        _ = app.config.foo
    with pytest.raises(AttributeError, match="cannot be changed later"):
        app.config.name = "x"


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("DASH_SUPPRESS_CALLBACK_EXCEPTIONS", "true")
    monkeypatch.setenv("DASH_URL_BASE_PATHNAME", "/env/")
    app = Dash()
    assert app.config.suppress_callback_exceptions is True
    assert app.config.routes_pathname_prefix == "/env/"
    assert Dash(suppress_callback_exceptions=False).config.suppress_callback_exceptions is False


PREFIXES = {
    "no slashes": ({"url_base_pathname": "x"}, "begins and ends with `/`"),
    "half a slash": ({"routes_pathname_prefix": "/x"}, "begins and ends with `/`"),
    "base and routes": (
        {"url_base_pathname": "/x/", "routes_pathname_prefix": "/y/"},
        "beside routes_pathname_prefix",
    ),
    "base and requests": (
        {"url_base_pathname": "/x/", "requests_pathname_prefix": "/y/"},
        "beside requests_",
    ),
    "not its end": (
        {"requests_pathname_prefix": "/x/", "routes_pathname_prefix": "/y/"},
        "first to end with the second",
    ),
}


@pytest.mark.parametrize("name", PREFIXES)
def test_prefixes_that_contradict_each_other(name):
    given, message = PREFIXES[name]
    with pytest.raises(InvalidConfig, match=message):
        Dash(**given)


def test_older_ways_to_name_outside_resources():
    app = make_app()
    app.css.append_css({"external_url": "https://x/y.css"})
    app.scripts.append_script({"external_url": ["https://x/y.js"]})
    app.scripts.config.serve_locally = True
    text = client_of(app).get("/").text
    assert "https://x/y.css" in text
    assert "https://x/y.js" in text


# Paths. The results were told by Dash 4.4.1.


def test_paths_without_a_prefix():
    app = Dash()
    assert app.get_relative_path("/x") == "/x"
    assert app.get_relative_path("/") == "/"
    assert app.get_asset_url("a.b") == "/assets/a.b"
    assert app.strip_relative_path("/a/b/") == "a/b"
    assert app.strip_relative_path("/") == ""
    assert app.strip_relative_path(None) is None


def test_paths_with_a_prefix():
    app = Dash(url_base_pathname="/u/")
    assert app.get_relative_path("/x") == "/u/x"
    assert app.get_relative_path("") == "/u/"
    assert app.get_asset_url("a.b") == "/u/assets/a.b"
    assert [app.strip_relative_path(path) for path in ("/u/a/b/", "/u/", "/u")] == ["a/b", "", ""]


@pytest.mark.parametrize("path", ["/z/", "", "u", "/ux/y"])
def test_paths_outside_the_prefix_are_refused(path):
    with pytest.raises(UnsupportedRelativePath):
        Dash(url_base_pathname="/u/").strip_relative_path(path)
    if not path.startswith("/") and path:
        with pytest.raises(UnsupportedRelativePath):
            Dash().get_relative_path(path)


def test_paths_of_the_newest_app():
    app = Dash(url_base_pathname="/u/")
    assert get_app() is app
    assert get_asset_url("a") == "/u/assets/a"
    assert get_relative_path("/a") == "/u/a"
    assert strip_relative_path("/u/a") == "a"


def test_no_app_at_all(monkeypatch):
    monkeypatch.setattr("desktopdash.app.current._newest", [])
    with pytest.raises(AppNotFoundError, match="before an app was made"):
        get_app()


# Servers.


def test_the_server_is_made_once_and_when_it_is_asked_for():
    app = Dash()
    assert app._server is None
    assert app.server is app.server


def test_an_app_without_a_server():
    import flask

    app = Dash(server=False)
    app.layout = html.Div()
    assert app.server is None
    app.init_app(flask.Flask("late"))
    assert client_of(app).get("/_dash-layout").status_code == 200


def test_callbacks_without_an_app_reach_the_newest():
    app = Dash()
    desktopdash.callback(Output("a", "b"), Input("c", "d"))(lambda value: value)
    assert "a.b" in app.callback_map
    assert app.callback_map["a.b"]["inputs"] == [{"id": "c", "property": "d"}]


def test_plugins_are_plugged():
    class Plugin:
        def plug(self, app):
            self.app = app

    plugin = Plugin()
    assert Dash(plugins=[plugin]) is plugin.app


def test_the_log_goes_to_stderr_unless_told_not_to(capsys):
    Dash("unit.logged").logger.error("heard")
    Dash("unit.unlogged", add_log_handler=False).logger.debug("unheard")
    assert logging.getLogger("unit.unlogged").handlers == []
    assert "heard" in capsys.readouterr().err


def test_a_long_callback_is_a_callback_with_background():
    app = make_app()

    @app.long_callback(output=Output("a", "b"), inputs=Input("c", "d"), background=False, interval=300)
    def function(value):
        return value

    assert function(3) == 3
    assert app.callback_map["a.b"]["background"]["interval"] == 300
    assert app.callback_map["o.children"]["background"] is None


def test_an_app_can_be_forgotten():
    app = Dash()
    import weakref

    seen = weakref.ref(app)
    del app
    gc.collect()
    assert seen() is None


# Running.


@pytest.fixture
def launched(monkeypatch):
    """Replace the shell; what it is asked is collected."""
    calls = []
    launch = types.ModuleType("desktopdash.shell.launch")
    launch.run_app = lambda app, options: calls.append((app, options))
    monkeypatch.setitem(sys.modules, "desktopdash.shell.launch", launch)
    for name in ("HOST", "PORT", "DASH_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return calls


def test_run_asks_the_shell(launched):
    app = make_app()
    app.run()
    app.run_server(debug=True, port="8054", host="0.0.0.0", processes=6, threaded=False, dev_tools_ui=True)
    assert launched == [(app, RunOptions()), (app, RunOptions(debug=True, host="0.0.0.0", port=8054))]
    assert app.debug


def test_run_takes_every_argument_of_dash(launched):
    make_app().run(
        proxy="a::b", jupyter_mode="inline", jupyter_width="1", dev_tools_hot_reload=True, use_reloader=False
    )
    assert launched[0][1] == RunOptions()


def test_run_reads_the_environment(launched, monkeypatch):
    monkeypatch.setenv("HOST", "::1")
    monkeypatch.setenv("PORT", "8051")
    monkeypatch.setenv("DASH_DEBUG", "true")
    make_app().run()
    assert launched[0][1] == RunOptions(debug=True, host="::1", port=8051)


@pytest.mark.parametrize("port", ["x", -1, 70000, "80 80", 1.5])
def test_ports_that_are_none_are_refused(launched, port):
    with pytest.raises(InvalidConfig, match="expected a number from 0 to 65535"):
        make_app().run(port=port)


def test_while_the_module_is_loaded_run_returns_at_once(launched):
    with app_is_loading():
        make_app().run(debug=True)
    assert launched == []


def test_dev_tools():
    app = make_app()
    assert app.enable_dev_tools(debug=True, dev_tools_hot_reload=False) is True
    assert app.enable_dev_tools(debug=True, dev_tools_ui=False) is False
