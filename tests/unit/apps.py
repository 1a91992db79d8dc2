"""Apps for the tests of the server and the app."""

import contextlib
import logging

import flask
from flask.testing import FlaskClient

from desktopdash import Dash, Input, Output, dcc, html


def make_app(**kwargs):
    """Return an app with a layout and one callback, o.children from i.value."""
    kwargs.setdefault("add_log_handler", False)
    app = Dash("unit.apps", **kwargs)
    app.layout = html.Div([dcc.Input(id="i", value=1), html.Div(id="o")])

    @app.callback(Output("o", "children"), Input("i", "value"))
    def double(value):
        return value * 2

    return app


def request(value=2, **changes):
    """Return the body of a request to `double`."""
    sent = {
        "output": "o.children",
        "outputs": {"id": "o", "property": "children"},
        "inputs": [{"id": "i", "property": "value", "value": value}],
        "changedPropIds": ["i.value"],
    }
    return sent | changes


@contextlib.contextmanager
def log_of(app):
    """Collect what an app logs."""
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    app.logger.addHandler(handler)
    try:
        yield lines
    finally:
        app.logger.removeHandler(handler)


class Client(FlaskClient):
    """A test client that reads and closes every answer."""

    def open(self, *args, **kwargs):
        return super().open(*args, **{"buffered": True, **kwargs})


def client_of(app):
    """Return a test client of an app."""
    return Client(app.server, flask.Response)
