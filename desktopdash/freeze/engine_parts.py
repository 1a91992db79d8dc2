"""What of Qt a window needs. PyInstaller takes in all that belongs to any module that it meets."""

from __future__ import annotations

import re
from typing import Final

MODULES: Final = frozenset(
    f"PySide6.Qt{name}"
    for name in (
        "Core",
        "Gui",
        "Network",
        "OpenGL",
        "OpenGLWidgets",
        "PrintSupport",
        "WebChannel",
        "WebEngineCore",
        "WebEngineWidgets",
        "Widgets",
    )
)
"""What is loaded when a window is opened: by us, by pywebview, and by one of these from another."""

_PLUGINS: Final = {
    "iconengines": ("qsvgicon",),
    "imageformats": ("qgif", "qico", "qjpeg", "qsvg", "qwebp"),
    "networkinformation": ("qglib", "qnetworkmanager"),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "platforms": ("qoffscreen", "qminimal", "qwayland", "qxcb", "qwindows", "qcocoa"),
    "platformthemes": ("qxdgdesktopportal",),
    "styles": None,
    "tls": None,
    "wayland-decoration-client": None,
    "wayland-graphics-integration-client": ("qt-plugin-wayland-egl", "dmabuf-server", "drm-egl-server"),
    "wayland-shell-integration": ("xdg-shell", "wl-shell-plugin"),
    "xcbglintegrations": None,
}
"""Kinds of plugins, and which of them; None: all."""

_PLUGIN: Final = re.compile(r"PySide6/(?:Qt/)?plugins/([^/]+)/(?:lib)?([^/.]+)")
_LOCALE: Final = re.compile(r"qtwebengine_locales/(?!en-US\.pak$)")
_DROPPED: Final = re.compile(
    r"PySide6/(?:Qt/)?(?:"
    r"qml/|translations/(?!qtwebengine_locales/)|metatypes/|include/|typesystems/|"
    r"resources/(?:.*devtools.*|.*\.debug\..*)$"
    r")"
)


def is_engine(place: str) -> bool:
    """Tell whether a file belongs to the window engine."""
    return place.startswith(("PySide6/", "shiboken6/"))


def is_library(place: str) -> bool:
    """Tell whether a file is one of Qt's own shared libraries, that are needed only by who is linked to them."""
    return bool(re.match(r"PySide6/Qt/lib/[^/]+$", place))


def is_plugin(place: str) -> bool:
    """Tell whether a file is a plugin of Qt."""
    return _PLUGIN.match(place) is not None


def is_wanted(place: str, modules: frozenset[str]) -> bool:
    """Tell whether a file of the engine that is no library is needed.

    Args:
        place: where it is in the package, with slashes.
        modules: the modules of Qt that are reached, beside `MODULES`.
    """
    extension = re.match(r"PySide6/(Qt\w+)\.(?:abi3\.so|pyd|cpython.*)$", place)
    if extension is not None:
        return f"PySide6.{extension[1]}" in MODULES | modules
    plugin = _PLUGIN.match(place)
    if plugin is not None:
        kind, name = plugin.groups()
        wanted = _PLUGINS.get(kind, ())
        return wanted is None or name in wanted
    return not (_LOCALE.search(place) or _DROPPED.match(place))
