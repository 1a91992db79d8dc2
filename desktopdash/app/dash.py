"""The app: its settings, its callbacks, its layout, its page."""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from ..callbacks.appless import adopt
from ..callbacks.background import checked_manager
from ..callbacks.registry import CallbackRegistry
from ..desktop.options import NotificationPolicy, WindowOptions, checked_policy
from ..model.dependency import ClientsideFunction
from ..protocol.codec import decode, encode
from ..server import page
from ..server.early import STORAGE
from ..typing import Attributes, ErrorHandler, ExternalResource, PreventInitialCall
from . import current, paths
from .arguments import check_others
from .chunks import chunks_of
from .config import make_config
from .given import GivenAnswers
from .index import IndexParts
from .layouts import is_function
from .loading import is_loading
from .options import resolve_run_options
from .props import unknown_props
from .resources import ResourceList
from .serving import ServedApp

if TYPE_CHECKING:
    from flask import Flask

_F = TypeVar("_F", bound=Callable[..., Any])


class Dash(ServedApp):
    """A Dash app.

    Args:
        name: the module's name, which finds the assets folder; the caller's by default.
        server: True: an own Flask app, made when it is needed; a Flask app; False: `init_app` brings one.
        assets_folder: the folder of the app's own files, relative to the module.
        assets_url_path: where they are served, relative to the prefix.
        assets_ignore: regular expression; files whose name it is found in are not loaded by the page.
        assets_path_ignore: regular expressions, likewise for paths.
        assets_external_path: base URL of the assets when they are not served by the app.
        include_assets_files: False: load none of them by itself.
        url_base_pathname: prefix of all paths, "/" by default.
        requests_pathname_prefix: prefix of the page's requests, where a proxy adds to it.
        routes_pathname_prefix: prefix of the routes.
        serve_locally: kept for `assets_external_path`; nothing of desktopdash comes from elsewhere.
        meta_tags: attributes of meta tags.
        index_string: template of the page.
        external_scripts: URLs or attributes of script tags.
        external_stylesheets: URLs or attributes of link tags.
        suppress_callback_exceptions: no complaint about ids that are not in the layout.
        prevent_initial_callbacks: what `app.callback` takes for `prevent_initial_call` where it is not given.
        on_error: called with an exception of a callback that has no `on_error` of its own; see `callback`.
        extra_hot_reload_paths: further files and folders that are watched in debug mode.
        plugins: objects whose `plug(app)` is called.
        title: the page's and the window's title.
        update_title: the page's title while callbacks run; None or "": unchanged.
        background_callback_manager: runs long callbacks.
        long_callback_manager: its older name.
        add_log_handler: write the app's log to stderr.
        hooks: JavaScript functions for the renderer by name.
        description: the page's meta description.
        health_endpoint: a path that answers OK.
        window: how its window is to be.
        notifications: whether it may post notifications: "granted", "denied", or "prompt", which asks the person at
            the first one. What the person has answered is remembered.
        **others: arguments of Dash that change nothing here.

    Raises:
        TypeError: an argument that Dash does not have, or that desktopdash cannot honour yet.
        InvalidConfig: prefixes that contradict each other.
        InvalidIndexException: an index_string without its places.
        IncorrectTypeException: an `on_error` that is no function.
    """

    def __init__(
        self,
        name: str | None = None,
        server: bool | Flask = True,
        *,
        assets_folder: str = "assets",
        assets_url_path: str = "assets",
        assets_ignore: str = "",
        assets_path_ignore: Sequence[str] | None = None,
        assets_external_path: str | None = None,
        include_assets_files: bool = True,
        url_base_pathname: str | None = None,
        requests_pathname_prefix: str | None = None,
        routes_pathname_prefix: str | None = None,
        serve_locally: bool = True,
        meta_tags: Sequence[Attributes] | None = None,
        index_string: str = page.DEFAULT_INDEX,
        external_scripts: Sequence[ExternalResource] | None = None,
        external_stylesheets: Sequence[ExternalResource] | None = None,
        suppress_callback_exceptions: bool | None = None,
        prevent_initial_callbacks: PreventInitialCall = False,
        on_error: ErrorHandler | None = None,
        extra_hot_reload_paths: Sequence[str] | None = None,
        plugins: Iterable[Any] | None = None,
        title: str = "Dash",
        update_title: str | None = "Updating...",
        background_callback_manager: Any = None,
        long_callback_manager: Any = None,
        add_log_handler: bool = True,
        hooks: Mapping[str, str] | None = None,
        description: str | None = None,
        health_endpoint: str | None = None,
        window: WindowOptions | None = None,
        notifications: NotificationPolicy = "granted",
        **others: Any,
    ) -> None:
        given = dict(locals())  # before anything else is a local
        check_others(others, ["name", "server", *(Dash.__init__.__kwdefaults__ or ())])
        caller = paths.caller_globals(sys._getframe(1))
        config = make_config(given, caller)
        registry = CallbackRegistry(prevent_initial_callbacks, on_error, self.broadcast)
        super().__init__(config, registry, _logger(config.name, add_log_handler), makes_server=server is True)
        self.css = ResourceList(config.external_stylesheets)
        self.scripts = ResourceList(config.external_scripts)
        self.title = title
        self.validation_layout: Any = None
        self._props_checked: tuple[Any, int, list[dict[str, str]]] = (None, 0, [])
        self._chunks_found: tuple[Any, list[str]] = (None, [])
        self._given = GivenAnswers()
        self.index_string = index_string
        self._hooks = hooks
        self._window = window or WindowOptions()
        self._notifications = checked_policy(notifications)
        self._manager = checked_manager(background_callback_manager or long_callback_manager)
        self._home_module = caller.get("__name__")
        if self._manager is not None:
            self._manager.serve(registry)
        if not isinstance(server, bool):
            self.init_app(server)
        adopt(self.registry)
        current.made(self)
        for plugin in plugins or ():
            plugin.plug(self)

    # What the page is made of.

    @property
    def index_string(self) -> str:
        """The template of the page."""
        return self._index_string

    @index_string.setter
    def index_string(self, value: str) -> None:
        """Set the template. Raises InvalidIndexException when a needed place is not in it."""
        page.check_template(value)
        self._index_string = value

    def index(self) -> str:
        """Return the page.

        Raises:
            InvalidIndexException: an overridden `interpolate_index` left out what the app needs.
        """
        index = IndexParts(self.config, self.assets)
        settings = self._page_settings()
        if chunks := self._chunks():
            settings["chunks"] = index.chunk_urls(chunks)
        scripts = self.registry.inline_scripts()
        asked = self._asked_ahead(index)
        parts = index.all(self.title, scripts, self._hooks, settings, asked, self._given.find(self, asked))
        made = self.interpolate_index(**parts)
        page.check_page(made)
        return made

    def window_settings(self) -> dict[str, Any]:
        """Return what the shell is told of the app's window."""
        settings = self._window.as_dict(self.assets.folder)
        return {**settings, "notifications": self._notifications}

    @property
    def window_title(self) -> str | None:
        """The title that `WindowOptions` gives the window."""
        return self._window.title

    def late_package(self, namespace: str) -> dict[str, Any] | None:
        """Return what a page lacks that was made before a package was imported; see `server.site.Site`."""
        return IndexParts(self.config, self.assets).late(namespace)

    def _page_settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = {"ui": self._debug, "debug": self._debug, "push": self._pushes}
        if self._debug and self._notices:
            settings["notices"] = self._notices
        if self._profile is not None:
            settings |= {"profile": True, "profile_notices": self._profile.notices}
        if self.validation_layout is not None:
            settings["validation_layout"] = decode(encode(self.validation_layout))
        if unknown := self._unknown_props():
            settings["unknown_props"] = unknown
        return settings

    def _chunks(self) -> list[str]:
        """Return the scripts that the page will need for its layout; what a function returns is not known yet.

        Worked out once for a layout: a page that was told too little asks for the rest itself.
        """
        if is_function(self._layout):
            return []
        layout, found = self._chunks_found
        if layout is not self._layout:
            found = chunks_of(self._layout)
            self._chunks_found = (self._layout, found)
        return found

    def _asked_ahead(self, index: IndexParts) -> list[str]:
        """Return what the page asks for before its scripts are there.

        No code of the app's comes later by that: a hook before the layout, or a script that sets a cookie for a layout
        function to read.
        """
        if "layout_pre" in (self._hooks or {}) or "{%renderer%}" not in self._index_string:
            return []
        is_ours = self._index_string == page.DEFAULT_INDEX and self._is_plain_page() and not index.has_own_script()
        routes = ["_dash-layout"] if is_ours or not is_function(self._layout) else []
        return [*routes, "_dash-dependencies", *([STORAGE] if self._profile is not None else [])]

    def _unknown_props(self) -> list[dict[str, str]]:
        """Return what the page says of props that callbacks name; a layout function is checked when it is called.

        Worked out once for a layout and its callbacks: every page load asks.
        """
        if self.config.suppress_callback_exceptions:
            return []
        known = self._layout if self.validation_layout is None else self.validation_layout
        if is_function(known):
            return []
        layout, count, found = self._props_checked
        if layout is not known or count != len(self.registry):
            found = unknown_props(known, self.registry)
            self._props_checked = (known, len(self.registry), found)
        return found

    def interpolate_index(
        self,
        metas: str = "",
        title: str = "",
        css: str = "",
        config: str = "",
        scripts: str = "",
        app_entry: str = "",
        favicon: str = "",
        renderer: str = "",
    ) -> str:
        """Return the page made of its parts, each HTML; override it to build the page otherwise."""
        template = self._index_string
        if template == page.DEFAULT_INDEX and not IndexParts(self.config, self.assets).has_own_style():
            template = page.STYLED_INDEX
        parts = {name: value for name, value in locals().items() if name not in ("self", "template")}
        return page.fill(template, parts)

    def is_plain(self, path: str) -> bool:
        """Tell whether the page ("") or the layout ("_dash-layout") is made without code of the user's."""
        return super().is_plain(path) and (self._is_plain_page() or path != "")

    def _is_plain_page(self) -> bool:
        """Tell whether no code of the user's makes the page."""
        return type(self).interpolate_index is Dash.interpolate_index and type(self).index is Dash.index

    # Callbacks.

    def callback(self, *args: Any, **kwargs: Any) -> Callable[[_F], _F]:
        """Declare that a function computes outputs from inputs; see `desktopdash.callback`."""
        return self.registry.callback(*args, **kwargs)

    def clientside_callback(self, clientside_function: str | ClientsideFunction, *args: Any, **kwargs: Any) -> None:
        """Declare that a function in the page computes outputs; see `desktopdash.clientside_callback`."""
        self.registry.clientside_callback(clientside_function, *args, **kwargs)

    def long_callback(self, *args: Any, **kwargs: Any) -> Callable[[_F], _F]:
        """Declare a callback that runs in another process: `callback(..., background=True)` by its older name."""
        return self.registry.callback(*args, **{**kwargs, "background": True})

    @property
    def callback_map(self) -> dict[str, dict[str, Any]]:
        """The app's callbacks by their names on the wire, for a look inside; a copy."""
        return {spec.name: {**spec.to_dict(), "callback": spec.function} for spec in self.registry}

    def run(
        self,
        host: str | None = None,
        port: int | str | None = None,
        proxy: str | None = None,  # noqa: ARG002  Dash's
        debug: bool | None = None,
        **_: Any,
    ) -> None:
        """Open the app in a window, and return when that is closed.

        While a command loads the app's module, it returns at once: the command runs the app.

        Args:
            host: the address to listen on; the environment's HOST by default, else this machine only.
            port: the environment's PORT by default, else any free one.
            proxy: no effect.
            debug: show tracebacks in the page and reload when the code changes; DASH_DEBUG by default.
            **_: further arguments of Dash and of Flask's server, which change nothing here.

        Raises:
            InvalidConfig: a port that is none.
        """
        options = resolve_run_options(debug, host, port)
        if is_loading():
            return
        if options.debug:
            self.enable_dev_tools(debug=True)
        # The shell is loaded here and not above: a worker or a WSGI server, which never run the app, do
        # without it.
        importlib.import_module("desktopdash.shell.launch").run_app(self, options)

    run_server = run


def _logger(name: str, add_handler: bool) -> logging.Logger:
    logger = logging.getLogger(name)
    logger.setLevel(logging.INFO)
    if add_handler and not logger.handlers:
        logger.addHandler(logging.StreamHandler())
    return logger
