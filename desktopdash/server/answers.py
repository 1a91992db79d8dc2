"""HTTP answers: JSON, and errors as JSON `{"error": {"type", "message", ...}}`."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from flask import Response

from ..errors import RequestError
from ..protocol.codec import encode


def json_answer(body: bytes, status: int = 200) -> Response:
    """Return JSON that the browser does not keep."""
    response = Response(body, status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def request_error(error: RequestError) -> Response:
    """Return the answer to a malformed request."""
    return json_answer(encode({"error": {"type": error.kind, "message": str(error)}}), error.status)


def failure(error: BaseException, message: str, more: Mapping[str, Any]) -> Response:
    """Return the answer to a request that failed in the app's code.

    Args:
        error: what was raised; its type is told.
        message: what the page shows.
        more: further keys: `callback`, and in debug mode `traceback`.
    """
    return json_answer(encode({"error": {"type": type(error).__name__, "message": message, **more}}), 500)


def failure_page(title: str, detail: str) -> Response:
    """Return the page of an app that cannot be served."""
    body = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{html.escape(title)}</title></head>"
        f"<body style='font:15px system-ui,sans-serif;margin:3em auto;max-width:60em;padding:0 1em'>"
        f"<h1 style='font-size:1.3em'>{html.escape(title)}</h1>"
        f"<pre style='white-space:pre-wrap'>{html.escape(detail)}</pre></body></html>"
    )
    return Response(body, 500, mimetype="text/html")
