import gc

import pytest

from desktopdash.callbacks import appless
from desktopdash.callbacks.appless import adopt, callback, clientside_callback, set_props
from desktopdash.callbacks.registry import CallbackRegistry
from desktopdash.errors import MissingCallbackContextException
from desktopdash.model.dependency import Input, Output


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    """No app, and nothing that waits."""
    monkeypatch.setattr(appless, "_waiting", CallbackRegistry())
    monkeypatch.setattr(appless, "_newest", [])


def declare(id_):
    callback(Output(id_, "c"), Input("i", "v"))(lambda value: value)


def names(registry):
    return [spec.name for spec in registry]


def new_app(**kwargs):
    registry = CallbackRegistry(**kwargs)
    adopt(registry)
    return registry


def test_callbacks_before_and_after_an_app_are_its_own():
    declare("a")
    app = new_app()
    declare("b")
    clientside_callback("function(){}", Output("c", "c"), Input("i", "v"))
    assert names(app) == ["a.c", "b.c", "c.c"]
    assert "function(){}" in "".join(app.inline_scripts())


def test_two_apps_do_not_meet():
    declare("a")
    first = new_app()
    declare("b")
    second = new_app()
    declare("c")
    assert names(first) == ["a.c", "b.c"]
    assert names(second) == ["c.c"]


def test_callbacks_after_the_end_of_an_app_wait_for_the_next():
    app = new_app()
    del app
    gc.collect()
    declare("a")
    assert names(new_app()) == ["a.c"]


def test_inline_functions_wait_as_well():
    clientside_callback("function(x){return x}", Output("c", "c"), Input("i", "v"))
    assert "function(x){return x}" in "".join(new_app().inline_scripts())


def test_the_apps_setting_for_initial_calls_is_for_its_own_callbacks_as_in_dash():
    app = new_app(prevent_initial_callbacks=True)
    declare("a")
    app.callback(Output("b", "c"), Input("i", "v"))(lambda value: value)
    assert [entry["prevent_initial_call"] for entry in app.entries()] == [False, True]


def test_set_props_goes_to_the_newest_app():
    sent = []
    new_app(broadcast=lambda update: sent.append(("old", update)))
    app = new_app(broadcast=lambda update: sent.append(("new", update)))
    set_props({"b": 1, "a": 2}, {"c": [1]})
    assert sent == [("new", b'{"{\\"a\\":2,\\"b\\":1}":{"c":[1]}}')]
    assert app is not None


def test_set_props_before_an_app_says_so():
    with pytest.raises(MissingCallbackContextException, match=r"expected `app = Dash\(\.\.\.\)` first"):
        set_props("a", {"b": 1})
