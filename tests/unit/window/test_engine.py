from __future__ import annotations

import pytest

from desktopdash.records import replace
from desktopdash.shell.doctor import examine
from desktopdash.window.engine import (
    Machine,
    check_window,
    environment,
    find_display,
    find_engine,
    missing_packages,
)

QT = Machine(
    system="linux",
    env={"DISPLAY": ":5"},
    uid=1000,
    has_module=lambda name: True,
    can_load=lambda library: True,
    can_connect=lambda address: True,
)
NONE = replace(QT, has_module=lambda name: False)
GTK = replace(QT, has_module=lambda name: name.startswith("gi"))
BLIND = replace(QT, env={}, can_connect=lambda address: False)


@pytest.mark.parametrize(
    ("machine", "engine"),
    [
        (QT, "qt"),
        (GTK, "gtk"),
        (NONE, None),
        (replace(NONE, system="win32"), "webview2"),
        (replace(NONE, system="darwin"), "wkwebview"),
    ],
)
def test_engine(machine, engine) -> None:
    assert find_engine(machine) == engine


@pytest.mark.parametrize(
    ("env", "answering", "display"),
    [
        ({"DISPLAY": ":5"}, "/tmp/.X11-unix/X5", "x11"),
        ({"DISPLAY": ":5.0"}, "\0/tmp/.X11-unix/X5", "x11"),
        ({"DISPLAY": "host:2"}, ("host", 6002), "x11"),
        ({"DISPLAY": ":5"}, None, "none"),
        ({"DISPLAY": "nonsense"}, None, "none"),
        ({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/run/x"}, "/run/x/wayland-0", "wayland"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":1"}, "/tmp/.X11-unix/X1", "x11"),
        ({}, None, "none"),
    ],
)
def test_display(env, answering, display) -> None:
    machine = replace(QT, env=env, can_connect=lambda address: address == answering)
    assert find_display(machine) == display


def test_environment_is_set_where_it_is_needed_only() -> None:
    assert environment(QT, "qt", "x11") == {
        "QT_API": "pyside6",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--log-level=3",
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }
    root = replace(QT, uid=0)
    assert environment(root, "qt", "none") == {
        "QT_API": "pyside6",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--log-level=3",
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }
    told = replace(root, env={"QT_QPA_PLATFORM": "vnc", "QTWEBENGINE_DISABLE_SANDBOX": "0"})
    assert environment(told, "qt", "none") == {
        "QT_API": "pyside6",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--log-level=3",
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }
    assert environment(replace(GTK, system="linux"), "gtk", "x11") == {
        "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }
    assert environment(replace(QT, system="win32"), "webview2", "system") == {}


@pytest.mark.parametrize(
    ("env", "answering", "has_bus"),
    [
        ({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus,guid=1"}, "/run/bus", True),
        ({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus"}, None, False),
        ({"DBUS_SESSION_BUS_ADDRESS": "unix:abstract=/tmp/x"}, None, True),
        ({"DBUS_SESSION_BUS_ADDRESS": "disabled:"}, None, False),
        ({"XDG_RUNTIME_DIR": "/run/user/1"}, "/run/user/1/bus", True),
        ({"XDG_RUNTIME_DIR": "/run/user/1"}, None, False),
        ({}, None, False),
    ],
)
def test_a_desktop_session_is_asked_for_its_scheme_and_its_dialogs(env, answering, has_bus) -> None:
    machine = replace(QT, env=env, can_connect=lambda address: address == answering)
    found = environment(machine, "qt", "x11")
    assert found.get("QT_QPA_PLATFORMTHEME") == ("xdgdesktopportal" if has_bus else None)
    assert ("DBUS_SESSION_BUS_ADDRESS" in found) == (not has_bus and "DBUS_SESSION_BUS_ADDRESS" not in env)


def test_missing_libraries_are_packages() -> None:
    lacking = replace(QT, can_load=lambda library: "icccm" not in library and "nss3" not in library)
    assert missing_packages(lacking, "qt", "x11") == ["libnss3", "libxcb-icccm4"]
    assert missing_packages(lacking, "qt", "none") == ["libnss3"]
    assert missing_packages(lacking, "gtk", "x11") == []


@pytest.mark.parametrize(
    ("machine", "kind"),
    [
        (QT, None),
        (BLIND, None),
        (NONE, "no_engine"),
        (replace(GTK, env={}), "no_display"),
        (replace(QT, can_load=lambda library: False), "missing_libraries"),
    ],
)
def test_check_window_and_doctor_agree(machine, kind) -> None:
    problem = check_window(machine)
    assert (problem and problem.kind) == kind
    report = examine(machine, lambda name: "1.0" if name != "pandas" else None)
    text = "\n".join(report.lines)
    assert report.can_open == (problem is None)
    assert "pywebview:" in text
    assert "not installed" in text
    if kind == "no_engine":
        assert "pip install" in text
        assert "apt-get install" in text
    if kind == "missing_libraries":
        assert "sudo apt-get install libnss3" in text
    if machine is BLIND:
        assert "goes off screen" in text
