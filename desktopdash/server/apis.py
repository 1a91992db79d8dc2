"""`api_endpoint`: callbacks that other programs call by a path of their own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Response

from ..callbacks.awaiting import finished
from ..errors import DuplicateCallback, NotJson, RequestError, ServerError
from ..protocol.codec import encode
from .answers import json_answer
from .handlers import Handlers, read_json
from .site import Site


def attach_api(server: Flask, site: Site, path: str, label: str, function: Callable[..., Any]) -> None:
    """Answer POST requests at a path with what a function returns; it may be `async`.

    Args:
        server: where the route goes.
        site: the app.
        path: after the server's root; a slash in front is added.
        label: the callback, for messages.
        function: the user's.

    Raises:
        DuplicateCallback: the path is taken by another callback.
    """
    rule = f"/{path.lstrip('/')}"
    endpoint = f"desktopdash api {rule}"
    if endpoint in server.view_functions:
        raise DuplicateCallback(
            f"api_endpoint `{rule}` of {label} is the endpoint of another callback; rename one of them"
        )

    def answer() -> Response:
        given = read_json()
        if given is not None and not isinstance(given, Mapping):
            kind = type(given).__name__
            raise RequestError(
                "malformed", f"the body is a JSON {kind}; expected an object with the arguments of {label}"
            )
        keywords = _checked(function, given or {}, label)
        value = finished(function(**keywords))
        try:
            return json_answer(encode(value))
        except NotJson as error:
            raise ServerError(f"{label} returned a value that is not JSON: {error}") from error

    view = Handlers(site).data("POST", answer)
    server.add_url_rule(rule, endpoint, view, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])


def _checked(function: Callable[..., Any], given: Mapping[str, Any], label: str) -> Mapping[str, Any]:
    """Return the arguments. Raises RequestError where the function does not take them."""
    try:
        inspect.signature(function).bind(**given)
    except TypeError as error:
        raise RequestError("malformed", f"{label}: {error}") from error
    return given
