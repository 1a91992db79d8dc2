"""What a runtime is told."""

from __future__ import annotations

from ..records import dataclass
from .loader import AppSpec


@dataclass(frozen=True, slots=True)
class RuntimeArguments:
    """What a runtime process is told on its command line.

    Attributes:
        spec: which app.
        debug: whether callbacks show their tracebacks in the page.
        title: the window's title, when the app's own is not wanted.
        host: address to bind.
        port: port to bind; 0 for any.
        is_port_wish: whether any other port will do when `port` is taken.
        is_open: whether everybody who reaches the server is let in, as with `serve`: it has no profile then, for it has
            many users.
        names: further names by which an open server may be asked for.
        has_window: whether the shell has a window, that can be asked for what only a desktop can do.
    """

    spec: AppSpec
    debug: bool = False
    title: str | None = None
    host: str = "127.0.0.1"
    port: int = 0
    is_port_wish: bool = False
    is_open: bool = False
    names: tuple[str, ...] = ()
    has_window: bool = False

    def as_list(self) -> list[str]:
        """The arguments, without the program."""
        arguments = [self.spec.argument(), "--host", self.host, "--port", str(self.port)]
        arguments += ["--debug"] if self.debug else []
        arguments += ["--port-wish"] if self.is_port_wish else []
        arguments += ["--window"] if self.has_window else []
        arguments += ["--open"] if self.is_open else []
        arguments += [word for name in self.names for word in ("--allow-host", name)]
        return arguments + (["--title", self.title] if self.title is not None else [])
