"""Paths of an app: its root folder, and URLs below its prefix."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Any

from ..errors import UnsupportedRelativePath

_PACKAGE = __name__.partition(".")[0]


def caller_globals(frame: FrameType | None) -> dict[str, Any]:
    """Return the globals of the module whose code made an app: the first frame outside this package and
    outside the `__init__` of a subclass of `Dash`.
    """
    while frame is not None:
        inside = str(frame.f_globals.get("__name__", "")).partition(".")[0] == _PACKAGE
        subclass = frame.f_code.co_name == "__init__" and "__class__" in frame.f_code.co_freevars
        if not inside and not subclass:
            return frame.f_globals
        frame = frame.f_back
    return {"__name__": "__main__"}


def root_folder(name: str, caller: Mapping[str, Any]) -> Path:
    """Return the folder of the module called `name`; the working directory for one that has no file.

    Args:
        name: a module's name, loaded or not.
        caller: the globals of the module that asks; they have the file of a module that is not in
            `sys.modules`.
    """
    module = sys.modules.get(name)
    file = getattr(module, "__file__", None)
    if file is None and caller.get("__name__") == name:
        file = caller.get("__file__")
    if file is None and module is None:
        file = _found_file(name)
    return Path(file).resolve().parent if file else Path.cwd()


def _found_file(name: str) -> str | None:
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None
    return spec.origin if spec is not None and spec.has_location else None


def relative_path(prefix: str, path: str) -> str:
    """Return a path below an app's prefix: `/page` is `/prefix/page`, `` the prefix itself.

    Raises:
        UnsupportedRelativePath: a path that does not begin with a slash.
    """
    if path and not path.startswith("/"):
        raise UnsupportedRelativePath(f"found the path {path!r}; expected one that begins with `/`")
    return prefix + path.lstrip("/")


def strip_prefix(prefix: str, path: str | None) -> str | None:
    """Return a path without an app's prefix and without slashes at its ends; None for None.

    Raises:
        UnsupportedRelativePath: a path outside the prefix.
    """
    if path is None:
        return None
    if path == prefix.rstrip("/") != "":
        return ""
    if not path.startswith(prefix):
        raise UnsupportedRelativePath(f"found the path {path!r}; expected one that begins with {prefix!r}")
    return path[len(prefix) :].strip("/")
