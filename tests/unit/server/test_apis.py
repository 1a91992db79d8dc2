"""`api_endpoint`: callbacks that other programs call."""

from __future__ import annotations

import pytest

from desktopdash import Dash, Input, Output, ctx, html
from desktopdash.errors import DuplicateCallback, MissingCallbackContextException


@pytest.fixture
def app() -> Dash:
    app = Dash(__name__, add_log_handler=False)
    app.layout = html.Div([html.Button(id="b"), html.Div(id="o")])

    @app.callback(Output("o", "children"), Input("b", "n_clicks"), api_endpoint="/api/double")
    def double(n=1):
        return {"twice": n * 2}

    @app.callback(Output("o", "title"), Input("b", "n_clicks"), api_endpoint="api/wait")
    async def wait(n):
        return n

    @app.callback(Output("o", "lang"), Input("b", "n_clicks"), api_endpoint="/api/odd")
    def odd(n):
        return object() if n else ctx.triggered

    app.setup_apis()
    return app


def post(app: Dash, path: str, **kwargs):
    return app.server.test_client().post(path, **kwargs)


def test_a_function_is_called_with_the_body_by_keyword(app: Dash) -> None:
    assert post(app, "/api/double", json={"n": 21}).json == {"twice": 42}
    assert post(app, "/api/double", json={}).json == {"twice": 2}
    assert post(app, "/api/wait", json={"n": [1]}).json == [1]


@pytest.mark.parametrize(
    ("kwargs", "status", "said"),
    [
        ({"json": {"m": 1}}, 400, "unexpected keyword argument 'm'"),
        ({"json": [1]}, 400, "expected an object"),
        ({"data": "n=1"}, 415, "expected application/json"),
        ({"data": "{", "content_type": "application/json"}, 400, "not JSON"),
    ],
)
def test_bad_input_is_told(app: Dash, kwargs: dict[str, object], status: int, said: str) -> None:
    answer = post(app, "/api/double", **kwargs)
    assert answer.status_code == status
    assert said in answer.json["error"]["message"]


def test_a_function_that_fails_is_told(app: Dash) -> None:
    answer = post(app, "/api/odd", json={"n": 0})
    assert (answer.status_code, answer.json["error"]["type"]) == (500, MissingCallbackContextException.__name__)
    assert "odd (" in post(app, "/api/odd", json={"n": 1}).json["error"]["message"]


def test_other_methods_are_told(app: Dash) -> None:
    assert app.server.test_client().get("/api/double").status_code == 405


def test_nothing_is_open_without_setup_apis() -> None:
    app = Dash(__name__)
    app.layout = html.Div()
    app.callback(Output("o", "children"), Input("b", "n_clicks"), api_endpoint="/api/x")(lambda n: n)
    assert post(app, "/api/x", json={}).status_code == 405, "what answers there is the page, to GET"


def test_two_callbacks_with_one_endpoint_are_refused() -> None:
    app = Dash(__name__)
    for prop in ("title", "lang"):
        app.callback(Output("o", prop), Input("b", "n_clicks"), api_endpoint="/api/x")(lambda n: n)
    with pytest.raises(DuplicateCallback, match="/api/x"):
        app.setup_apis()
