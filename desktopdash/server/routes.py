"""The route table: Dash's paths, put on a Flask app."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response

from .frames import FRAME_PATH
from .handlers import Handlers
from .shown import VENDORED
from .site import Site
from .storage import PageStorage

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


def make_server(name: str) -> Flask:
    """Return a Flask app for an app that brings none."""
    return Flask(name)


def attach(server: Flask, site: Site) -> None:
    """Put an app's routes on a Flask app.

    Several apps fit on one Flask app when their prefixes differ. A path that no route knows answers with the
    page.
    """
    handlers, prefix = Handlers(site), site.routes_prefix
    storage = PageStorage(site)
    data = {
        "_dash-layout": handlers.data("GET", handlers.layout),
        "_dash-dependencies": handlers.data("GET", handlers.dependencies),
        "_dash-update-component": handlers.data("POST", handlers.update),
        "_desktopdash-calls/<string:page>": handlers.data("POST", handlers.calls),
        "_reload-hash": handlers.data("GET", handlers.reload_hash),
        "_desktopdash-package/<string:namespace>": handlers.data("GET", handlers.package),
        "_desktopdash-push/<string:page>": handlers.data("GET", handlers.push),
        "_desktopdash-jobs/<string:page>": handlers.data("POST", handlers.jobs),
        "_desktopdash-job/<string:page>/<string:job>": handlers.data("GET", handlers.job),
        "_desktopdash-cancel/<string:page>/<string:job>": handlers.data("POST", handlers.cancel),
        "_desktopdash-bridge/<string:page>": handlers.data("POST", handlers.bridge),
        "_desktopdash-drawn/<string:page>": handlers.data("POST", handlers.drawn),
        "_desktopdash-leave/<string:page>": handlers.data("POST", handlers.leave),
        "_desktopdash-storage": handlers.data("GET", storage.texts),
        "_desktopdash-storage/<string:page>": handlers.data("POST", storage.change),
        "_desktopdash-answer/<string:page>/<string:name>": handlers.data("GET", handlers.later),
    }
    for path, view in data.items():
        server.add_url_rule(prefix + path, prefix + path, view, methods=_METHODS, provide_automatic_options=False)
    pages: dict[str, Callable[..., Response]] = {
        "_dash-component-suites/<string:package>/<path:path>": handlers.suite,
        "_favicon.ico": handlers.favicon,
        FRAME_PATH: handlers.frame,
        f"{VENDORED}/<path:path>": handlers.vendored,
        f"{site.assets.url_path}/<path:path>": handlers.asset,
        "": handlers.index,
        "<path:path>": handlers.index,
    }
    if site.health_path:
        pages[site.health_path] = handlers.health
    for path, handler in pages.items():
        server.add_url_rule(prefix + path, prefix + path, handler, methods=["GET"])
