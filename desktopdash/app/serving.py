"""The half of an app that the server sees: layout, routes, the check before the first request."""

from __future__ import annotations

import importlib
import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import server as server_arm
from ..callbacks.awaiting import finished
from ..callbacks.live import NO_STREAM, encode_update
from ..callbacks.registry import CallbackRegistry
from ..errors import MissingCallbackContextException, NoLayoutException, ServerError
from ..processes.package import this_package
from ..server.assets import AssetFolder
from ..typing import ComponentId
from . import current, layouts, paths
from .config import Config
from .desktop_side import DesktopSide
from .exits import KEPT_JOBS_S
from .offline_side import OfflineSide
from .options import resolve_run_options
from .origin import Origin, find_origin
from .props import unknown_props

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from flask import Flask

    from ..profile.profile import Profile
    from ..profile.storage import Storage
    from ..server.push import Streams
    from .desk import JobDesk


class ServedApp(DesktopSide, OfflineSide, ABC):
    """An app without its page and its public constructor; see `Dash` and `server.site.Site`.

    Args:
        config: the settings.
        registry: the callbacks.
        logger: where failures are told.
        makes_server: whether `server` makes a Flask app when it is asked for one.
    """

    def __init__(self, config: Config, registry: CallbackRegistry, logger: logging.Logger, makes_server: bool) -> None:
        super().__init__(lambda: self.streams, logger)
        self.config = config
        self.registry = registry
        self.logger = logger
        self.assets = _asset_folder(config)
        self._layout: Any = None
        self._debug = False
        self._prepared = False
        self._notices: list[str] = []
        self._lock = threading.RLock()
        self._streams_lock = threading.Lock()  # of its own: a page is given its layout while the server is being made
        self._server: Flask | None = None
        self._streams: Streams | None = None
        self._pushes = False
        self._profile: Profile | None = None
        self._makes_server = makes_server
        self._loader: threading.Thread | None = None
        self._desk: JobDesk | None = None
        self._manager: Any = None
        self._home_module: str | None = None
        self.origin: Origin | None = None
        self._told: set[str] = set()

    @abstractmethod
    def index(self) -> str:
        """Return the page."""

    @abstractmethod
    def late_package(self, namespace: str) -> dict[str, Any] | None:
        """Return what a page lacks that was made before a package was imported; see `server.site.Site`."""

    @property
    def layout(self) -> Any:
        """The layout as it was set: a component, a list, or a function that is called for each page."""
        return self._layout

    @layout.setter
    def layout(self, value: Any) -> None:
        """Set the layout. Raises NoLayoutException for what is none."""
        layouts.check_layout(value)
        self._layout = value

    def get_layout(self) -> Any:
        """Return the layout for one page load; a function is called, and awaited where it is `async`.

        Raises:
            NoLayoutException: the app has no layout, or its function returned none.
            DuplicateIdError: the function returned one with an id twice.
        """
        if not layouts.is_function(self._layout):
            return self._layout
        returned = finished(self._layout())
        layouts.check_returned(returned)
        layouts.check_ids(returned)
        self._tell_unknown_props(returned)
        return returned

    def _tell_unknown_props(self, layout: Any) -> None:
        """Log what callbacks name and a page's own layout does not have; each once."""
        if self.config.suppress_callback_exceptions:
            return
        for problem in unknown_props(layout, self.registry):
            if problem["message"] not in self._told:
                self._told.add(problem["message"])
                self.logger.warning("%s", problem["message"])

    @property
    def server(self) -> Flask | None:
        """The Flask app; None with `server=False` until `init_app`. It runs under any WSGI server."""
        if self._server is None and self._makes_server:
            with self._lock:
                if self._server is None:
                    made = server_arm.make_server(self.config.name)
                    self.init_app(made)
        return self._server

    @server.setter
    def server(self, value: Flask) -> None:
        """Put the app's routes on another Flask app."""
        self.init_app(value)

    def init_app(self, app: Flask) -> None:
        """Put the app's routes on a Flask app; once."""
        server_arm.attach(app, self)
        self._server = app

    def setup_apis(self) -> None:
        """Answer POST requests at the `api_endpoint` of each callback declared so far.

        The body, a JSON object, is what the function is called with, by keyword; what it returns is the answer, as
        JSON. Anyone who reaches the server can call them, as in Dash.

        Raises:
            DuplicateCallback: two callbacks have one endpoint.
            ServerError: there is no Flask app yet.
        """
        server = self._need_server()
        for spec in self.registry:
            if spec.api_endpoint is not None and spec.function is not None:
                # Who calls a long callback here waits for it, and sees no progress.
                has_progress = spec.background is not None and spec.background.progress
                function = partial(spec.function, _ignore) if has_progress else spec.function
                server_arm.attach_api(server, self, spec.api_endpoint, spec.label, function)

    def _need_server(self) -> Flask:
        server = self.server
        if server is None:
            raise ServerError("the app has no server; expected init_app(flask_app) after Dash(server=False)")
        return server

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a WSGI request; those that need no Flask before Flask is loaded."""
        if self._server is None and self._makes_server:
            answer = server_arm.early_answer(self, environ)
            if answer is not None:
                self.load_server_soon()
                return answer.send(start_response)
        return self._need_server()(environ, start_response)

    def load_server_soon(self) -> None:
        """Make the Flask app in a thread, while the page is being read: its next request may need it."""
        if self._loader is None and self._server is None and self._makes_server:
            self._loader = threading.Thread(target=lambda: self.server, name="desktopdash-flask", daemon=True)
            self._loader.start()

    def has_hooks(self) -> bool:
        """Tell whether code of the app's may see requests before their handlers do, or answers after them."""
        server = self._server
        if server is None:  # nobody has asked for it
            return False
        funcs = (*server.before_request_funcs.values(), *server.after_request_funcs.values())
        return any(funcs) or "wsgi_app" in vars(server)

    def is_plain(self, path: str) -> bool:
        """Tell whether the page ("") or the layout ("_dash-layout") is made without code of the user's."""
        if path == "_dash-layout":
            return not layouts.is_function(self._layout)
        return True

    def prepare(self) -> None:
        """Check the app as a whole, once, before it is served.

        Raises:
            NoLayoutException: there is no layout.
            DuplicateIdError: an id stands twice in a layout that is no function.
            DuplicateCallback: two callbacks write one prop.
        """
        if self._prepared:
            return
        with self._lock:
            if self._layout is None:
                raise NoLayoutException("app.layout is not set; expected a component. Assign it before the app is run")
            if not layouts.is_function(self._layout):
                layouts.check_ids(self._layout)
            if not self._prepared:
                self._notices = self.registry.check()
                for notice in self._notices:
                    self.logger.error("%s", notice)
            self._prepared = True

    @property
    def streams(self) -> Streams:
        """The streams of the app's pages."""
        if self._streams is None:
            with self._streams_lock:
                self._streams = self._streams or server_arm.Streams()
        return self._streams

    @property
    def desk(self) -> JobDesk:
        """Where the app's long callbacks are asked for; loaded for the first of them."""
        if self._desk is None:
            with self._lock:
                if self._desk is None:
                    made = importlib.import_module("desktopdash.app.desk")
                    origin = self.origin or find_origin(self, self._home_module)
                    self._desk = made.JobDesk(self, self._manager, origin)
        return self._desk

    def end_service(self) -> None:
        """End the streams and the jobs: the server is about to stop."""
        self.link.close()
        if self._streams is not None:
            self._streams.close()
        if self._desk is not None:
            self._desk.close(KEPT_JOBS_S)

    def enable_push(self) -> None:
        """Let pages listen to a stream. For a server that is one process with threads to spare: not for every WSGI
        server.
        """
        self._pushes = True

    def enable_profile(self, profile: Profile) -> None:
        """Keep for the app's user what pages would keep in the browser. For a server that has one user only.

        Args:
            profile: the app's; whoever gives it closes it when the app is no longer served.
        """
        self._profile = profile

    @property
    def profile(self) -> Profile | None:
        """The profile that pages keep their values in; None where they keep them in the browser."""
        return self._profile

    @property
    def storage(self) -> Storage | None:
        """What stands in the profile; see `server.site.Site`."""
        return None if self._profile is None else self._profile.storage

    @property
    def manager(self) -> Any:
        """What runs its long callbacks; None: a default one."""
        return self._manager

    @property
    def pushes(self) -> bool:
        """Whether pages listen to streams."""
        return self._pushes

    def broadcast(self, update: bytes) -> None:
        """Tell all open pages what `set_props` changes.

        Raises:
            MissingCallbackContextException: the server that serves the app has no streams.
        """
        if self._prepared and not self._pushes:
            raise MissingCallbackContextException(NO_STREAM)
        self.streams.broadcast("props", server_arm.props_text(None, update))

    def set_props(self, component_id: ComponentId, props: Mapping[str, Any]) -> None:
        """Change props of a component in every open page of this app, at once and from anywhere; see
        `desktopdash.set_props`.
        """
        self.broadcast(encode_update(component_id, props))

    def serving(self) -> AbstractContextManager[None]:
        """Prepare the app, and make it the one that `get_app` finds; see `server.site.Site`."""
        self.prepare()
        return current.serving(self)

    @property
    def debug(self) -> bool:
        """Whether the page shows tracebacks."""
        return self._debug

    @property
    def routes_prefix(self) -> str:
        """The path before every route; begins and ends with a slash."""
        prefix: str = self.config.routes_pathname_prefix
        return prefix

    @property
    def health_path(self) -> str | None:
        """The path after the prefix that answers OK; None for none."""
        path: str | None = self.config.health_endpoint
        return path.strip("/") if path else None

    def enable_dev_tools(self, debug: bool | None = None, dev_tools_ui: bool | None = None, **_: Any) -> bool:
        """Switch the developer tools on or off.

        Args:
            debug: show tracebacks in the page; the environment's DASH_DEBUG by default.
            dev_tools_ui: likewise; it wins over `debug`.
            **_: further arguments of Dash, which change nothing.

        Returns:
            Whether they are on: never in a package, which is for people who have no use for them.
        """
        chosen = resolve_run_options(debug).debug if dev_tools_ui is None else dev_tools_ui
        self._debug = bool(chosen) and this_package() is None
        return self._debug

    # Paths.

    def get_asset_url(self, path: str) -> str:
        """Return the URL of a file in the assets folder."""
        config = self.config
        base: str = config.assets_external_path or config.requests_pathname_prefix
        return f"{base.rstrip('/')}/{config.assets_url_path}/{path.lstrip('/')}"

    def get_relative_path(self, path: str) -> str:
        """Return a path of the app, which begins with a slash, with its prefix in front."""
        return paths.relative_path(self.config.requests_pathname_prefix, path)

    def strip_relative_path(self, path: str | None) -> str | None:
        """Return a path of the page without the app's prefix and without slashes at the ends."""
        return paths.strip_prefix(self.config.requests_pathname_prefix, path)


def _ignore(_: Any) -> None:
    """Stand for `set_progress` where nobody sees it."""


def _asset_folder(config: Config) -> AssetFolder:
    return AssetFolder(
        Path(config.assets_folder),
        config.assets_url_path,
        config.assets_ignore,
        tuple(config.assets_path_ignore or ()),
        config.include_assets_files,
    )
