"""A layout made anew for every page load: each window has its own session and its own data (needs `flask-caching`)."""

import tempfile
import time
import uuid
from pathlib import Path

from flask_caching import Cache

from desktopdash import Dash, Input, Output, callback, dcc, html

app = Dash(title="Sessions")
folder = Path(tempfile.gettempdir()) / "desktopdash-sample-sessions"
cache = Cache(app.server, config={"CACHE_TYPE": "FileSystemCache", "CACHE_DIR": str(folder), "CACHE_THRESHOLD": 200})


def serve_layout():
    return html.Main(
        [
            html.H1("This window's own data"),
            dcc.Store(data=str(uuid.uuid4()), id="session"),
            html.Button("Get data", id="get"),
            html.P(id="data"),
        ]
    )


app.layout = serve_layout


@cache.memoize()
def query(session):
    return f"made at {time.strftime('%H:%M:%S')} for session {session[:8]}"


@callback(Output("data", "children"), Input("get", "n_clicks"), Input("session", "data"))
def get_data(n_clicks, session):
    return f"Data {query(session)}, fetched {n_clicks or 0} times."


if __name__ == "__main__":
    app.run()
