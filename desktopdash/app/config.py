"""`app.config`: the settings of an app, by key and by attribute."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from ..errors import InvalidConfig
from .paths import root_folder

_FIXED = frozenset(
    [
        "name",
        "assets_folder",
        "assets_url_path",
        "url_base_pathname",
        "routes_pathname_prefix",
        "serve_locally",
    ]
)
_LISTS = ("meta_tags", "external_scripts", "external_stylesheets", "extra_hot_reload_paths")
_AS_GIVEN = [
    "assets_ignore",
    "assets_path_ignore",
    "serve_locally",
    "prevent_initial_callbacks",
    "title",
    "update_title",
    "description",
    "health_endpoint",
]


class Config(dict[str, Any]):
    """Settings, as `config["title"]` and as `config.title`. No key is added after the start; some cannot
    change.

    Args:
        values: every setting.
        fixed: the names that only the constructor sets.
    """

    def __init__(self, values: Mapping[str, Any], fixed: frozenset[str]) -> None:
        super().__init__(values)
        object.__setattr__(self, "_fixed", fixed)

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"app.config has no setting `{name}`; it has {', '.join(sorted(self))}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __setitem__(self, name: str, value: Any) -> None:
        if name not in self:
            raise AttributeError(f"app.config has no setting `{name}`; it has {', '.join(sorted(self))}")
        if name in self._fixed:
            raise AttributeError(f"app.config.{name} cannot be changed later; pass it to Dash(...)")
        super().__setitem__(name, value)

    def update(self, *args: Any, **kwargs: Any) -> None:
        """Set several settings, each under the same rules."""
        for name, value in dict(*args, **kwargs).items():
            self[name] = value


def make_config(given: Mapping[str, Any], caller: Mapping[str, Any]) -> Config:
    """Return the settings of an app.

    Args:
        given: the constructor's arguments by name.
        caller: the globals of the module that makes the app.

    Raises:
        InvalidConfig: see `resolve_prefixes`.
    """
    name = given["name"] or str(caller.get("__name__", "__main__"))
    base, routes, requests = resolve_prefixes(
        given["url_base_pathname"], given["routes_pathname_prefix"], given["requests_pathname_prefix"]
    )
    values = {
        "name": name,
        "assets_folder": str(root_folder(name, caller) / given["assets_folder"]),
        "assets_url_path": given["assets_url_path"].strip("/"),
        "assets_external_path": from_environment("assets_external_path", given["assets_external_path"], ""),
        "include_assets_files": given["include_assets_files"] and from_environment("include_assets_files", None, True),
        "url_base_pathname": base,
        "routes_pathname_prefix": routes,
        "requests_pathname_prefix": requests,
        "suppress_callback_exceptions": from_environment(
            "suppress_callback_exceptions", given["suppress_callback_exceptions"], False
        ),
        **{key: given[key] for key in _AS_GIVEN},
        **{key: list(given[key] or ()) for key in _LISTS},
    }
    return Config(values, _FIXED)


def from_environment(name: str, given: Any, default: Any) -> Any:
    """Return what was given, else the environment's DASH_<NAME> (upper or lower case), else the default."""
    if given is not None:
        return given
    key = f"DASH_{name}"
    found = os.environ.get(key.upper(), os.environ.get(key.lower()))
    if found is None:
        return default
    return {"true": True, "false": False}.get(found.lower(), found)


def resolve_prefixes(base: str | None, routes: str | None, requests: str | None) -> tuple[str | None, str, str]:
    """Return (url_base_pathname, routes_pathname_prefix, requests_pathname_prefix), each with what is missing
    filled in.

    Raises:
        InvalidConfig: a base beside one of the others, a prefix without slashes round it, or requests that do
            not end with the routes' prefix.
    """
    base = from_environment("url_base_pathname", base, None)
    routes = from_environment("routes_pathname_prefix", routes, None)
    requests = from_environment("requests_pathname_prefix", requests, None)
    if base is not None and (routes is not None or requests is not None):
        other = "routes_pathname_prefix" if routes is not None else "requests_pathname_prefix"
        raise InvalidConfig(
            f"found url_base_pathname={base!r} beside {other}; expected one of them. The first sets "
            "the prefix of the routes and of the page's requests to the same; set the other two where they differ"
        )
    routes = next(value for value in (routes, base, "/") if value is not None)
    requests = next(value for value in (requests, base, routes) if value is not None)
    for name, value in (("routes_pathname_prefix", routes), ("requests_pathname_prefix", requests)):
        if not (value.startswith("/") and value.endswith("/")):
            raise InvalidConfig(f"{name} is {value!r}; expected a path that begins and ends with `/`")
    if not requests.endswith(routes):
        raise InvalidConfig(
            f"requests_pathname_prefix is {requests!r} and routes_pathname_prefix {routes!r}; expected the "
            "first to end with the second: a proxy adds in front of the path, and nothing behind it"
        )
    return base, routes, requests
