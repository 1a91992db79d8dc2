"""Which window engine this machine has, and what it needs: found out before it is started.

Qt ends the whole process when a library or a display is missing, so both are asked for first.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.machinery
import importlib.util
import os
import socket
import sys
from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

from ..protocol.problem import Problem
from ..records import dataclass

EngineName: TypeAlias = Literal["qt", "gtk", "webview2", "wkwebview"]
DisplayName: TypeAlias = Literal["system", "x11", "wayland", "none"]

QT_COMMAND: Final = f'{sys.executable} -m pip install "desktopdash[qt]"'
GTK_COMMAND: Final = "sudo apt-get install python3-gi gir1.2-webkit2-4.1"

NO_BUS: Final = "disabled:"
"""Keeps libraries from starting a session bus of their own, which would outlive the app."""

XCB_PACKAGES: Final = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt's X11 plugin loads, and the Debian package of each."""

ENGINE_PACKAGES: Final = {
    "libnss3.so": "libnss3",
    "libasound.so.2": "libasound2",
    "libXcomposite.so.1": "libxcomposite1",
    "libXdamage.so.1": "libxdamage1",
    "libXrandr.so.2": "libxrandr2",
    "libXtst.so.6": "libxtst6",
    "libxkbfile.so.1": "libxkbfile1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libgbm.so.1": "libgbm1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
"""What Qt WebEngine itself loads."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What is asked of the machine; tests answer otherwise.

    Attributes:
        system: `sys.platform`.
        env: environment variables.
        uid: user id, None where there is none.
        has_module: whether a module can be imported.
        can_load: whether a shared library can be loaded, by name or path.
        can_connect: whether something listens on a Unix socket's path, or a host and port.
    """

    system: str
    env: Mapping[str, str]
    uid: int | None
    has_module: Callable[[str], bool]
    can_load: Callable[[str], bool]
    can_connect: Callable[[str | tuple[str, int]], bool]


def this_machine() -> Machine:
    """The machine that runs this."""
    uid = os.getuid() if hasattr(os, "getuid") else None
    return Machine(sys.platform, os.environ, uid, has_module, can_load, can_connect)


def find_engine(machine: Machine) -> EngineName | None:
    """The engine that windows are drawn with, None when there is none; on Linux Qt goes before GTK."""
    if machine.system == "win32":
        return "webview2"
    if machine.system == "darwin":
        return "wkwebview"
    if all(machine.has_module(name) for name in ("PySide6.QtWebEngineCore", "qtpy")):
        return "qt"
    return "gtk" if machine.has_module("gi.repository.WebKit2") else None


def find_display(machine: Machine) -> DisplayName:
    """Where windows appear; "none" when no display server answers."""
    if machine.system in ("win32", "darwin"):
        return "system"
    wayland = machine.env.get("WAYLAND_DISPLAY")
    if wayland:
        folder = machine.env.get("XDG_RUNTIME_DIR", "/run/user/0")
        if machine.can_connect(os.path.join(folder, wayland)):
            return "wayland"
    display = machine.env.get("DISPLAY", "")
    return "x11" if display and any(map(machine.can_connect, _x11_addresses(display))) else "none"


def missing_packages(machine: Machine, engine: EngineName, display: DisplayName) -> list[str]:
    """Debian packages that Qt lacks on this display; empty for other engines and when all is there."""
    if engine != "qt":
        return []
    missing = [p for library, p in ENGINE_PACKAGES.items() if not machine.can_load(library)]
    if display == "x11":
        missing += [p for library, p in XCB_PACKAGES.items() if not machine.can_load(library)]
    return missing


def environment(machine: Machine, engine: EngineName, display: DisplayName) -> dict[str, str]:
    """The variables that the engine needs and that are not set."""
    wanted: dict[str, str] = {}
    if engine == "qt" and machine.system == "linux":
        wanted["QT_API"] = "pyside6"
        wanted["QTWEBENGINE_CHROMIUM_FLAGS"] = "--log-level=3"
        if machine.uid == 0:
            wanted["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
        if display == "none":
            wanted["QT_QPA_PLATFORM"] = "offscreen"
        elif has_session_bus(machine):  # the system's dark scheme, and its own file dialogs
            wanted["QT_QPA_PLATFORMTHEME"] = "xdgdesktopportal"
    if machine.system == "linux" and not has_session_bus(machine):
        wanted["DBUS_SESSION_BUS_ADDRESS"] = NO_BUS
    if engine == "gtk":
        wanted["WEBKIT_DISABLE_DMABUF_RENDERER"] = "1"
    return {name: value for name, value in wanted.items() if name == "QT_API" or name not in machine.env}


def has_session_bus(machine: Machine) -> bool:
    """Whether this user has a desktop session, whose services can be asked."""
    address = machine.env.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not address:
        folder = machine.env.get("XDG_RUNTIME_DIR", "")
        return bool(folder) and machine.can_connect(os.path.join(folder, "bus"))
    if address.startswith("unix:path="):
        return machine.can_connect(address.removeprefix("unix:path=").partition(",")[0])
    return address != NO_BUS


def check_window(machine: Machine) -> Problem | None:
    """Why no window can be opened, or None; a Qt without a display is none, for it can go off screen."""
    return check_engine(machine) or check_libraries(machine)


def check_engine(machine: Machine) -> Problem | None:
    """Why there is no engine to open a window with, or None."""
    engine = find_engine(machine)
    if engine is None:
        return no_engine()
    if engine == "gtk" and find_display(machine) == "none":
        return no_display_for_gtk(machine.env.get("DISPLAY", ""))
    return None


def check_libraries(machine: Machine) -> Problem | None:
    """Which of the system's libraries the engine lacks, or None. It loads them, which takes a while."""
    engine = find_engine(machine)
    missing = [] if engine is None else missing_packages(machine, engine, find_display(machine))
    return missing_libraries(missing) if missing else None


def no_engine() -> Problem:
    """Neither Qt nor GTK."""
    return Problem(
        "no_engine",
        "There is no window engine.",
        f"neither PySide6 with QtWebEngine nor WebKitGTK in {sys.prefix}",
        "one of the two",
        f"{QT_COMMAND}   (or: {GTK_COMMAND})",
    )


def no_display_for_gtk(display: str) -> Problem:
    """GTK cannot go off screen."""
    return Problem(
        "no_display",
        "There is no display, and WebKitGTK needs one.",
        f"DISPLAY={display!r}, and nothing that answers there",
        "a desktop session, or Qt, which can go off screen",
        f"Use desktopdash run --browser, desktopdash serve, or: {QT_COMMAND}",
    )


def missing_libraries(packages: list[str]) -> Problem:
    """Qt is there, and libraries of the system that it loads are not."""
    return Problem(
        "missing_libraries",
        "The window engine lacks libraries of the system.",
        f"{len(packages)} missing: {', '.join(packages)}",
        "the libraries that Qt loads",
        f"sudo apt-get install {' '.join(packages)}",
    )


def engine_failed(error: Exception) -> Problem:
    """The engine is there and did not start."""
    return Problem(
        "engine_failed",
        "The window engine did not start.",
        f"{type(error).__name__}: {error}",
        "a native window",
        "Run desktopdash doctor; desktopdash run --browser needs no engine.",
    )


def has_module(name: str) -> bool:
    """Whether a module can be found; WebKit2 is asked of gi, which keeps its modules elsewhere."""
    try:
        if name == "gi.repository.WebKit2":
            importlib.import_module("gi").require_version("WebKit2", "4.1")
            return True
        return _stands_in_folder(name) or importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _stands_in_folder(name: str) -> bool:
    """Whether a module is found without its package being imported, which for PySide6 takes a while."""
    package, _, rest = name.partition(".")
    spec = importlib.util.find_spec(package)
    if spec is None or not rest:
        return spec is not None
    return importlib.machinery.PathFinder.find_spec(name, spec.submodule_search_locations) is not None


def can_load(library: str) -> bool:
    """Whether the dynamic loader finds a library with all that it needs."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def can_connect(address: str | tuple[str, int]) -> bool:
    """Whether a connection to a Unix socket or a TCP port succeeds within a second."""
    family = socket.AF_INET if isinstance(address, tuple) else socket.AF_UNIX
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(1.0)
        try:
            connection.connect(address)
        except OSError:
            return False
    return True


def _x11_addresses(display: str) -> list[str | tuple[str, int]]:
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdigit():
        return []
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return [f"\0{path}", path]
    return [(host, 6000 + int(number))]
