import os
import sys

import pytest

from desktopdash.shell import environment

DEBUGGERS = ("QTWEBENGINE_REMOTE_DEBUGGING", "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS", "WEBKIT_INSPECTOR_SERVER")


@pytest.fixture
def frozen(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(environment, "_is_restored", False)
    for name in ("LD_LIBRARY_PATH", "LIBPATH", "DYLD_LIBRARY_PATH"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_ORIG", raising=False)


@pytest.mark.parametrize("allowed", ["", "0", "yes", None])
def test_a_window_is_not_opened_to_debuggers(monkeypatch, allowed):
    for name in DEBUGGERS:
        monkeypatch.setenv(name, "9222")
    if allowed is None:
        monkeypatch.delenv(environment.DRIVER_VARIABLE, raising=False)
    else:
        monkeypatch.setenv(environment.DRIVER_VARIABLE, allowed)
    environment.clear_variables()
    assert not set(DEBUGGERS) & set(os.environ)
    environment.clear_variables()


def test_tests_may_open_it(monkeypatch):
    monkeypatch.setenv(environment.DRIVER_VARIABLE, "1")
    monkeypatch.setenv(DEBUGGERS[0], "9222")
    environment.clear_variables()
    assert os.environ[DEBUGGERS[0]] == "9222"


@pytest.mark.parametrize("name", ["LD_LIBRARY_PATH", "LIBPATH", "DYLD_LIBRARY_PATH"])
@pytest.mark.parametrize("times", [1, 2])
def test_programs_of_the_system_find_their_own_libraries(frozen, monkeypatch, name, times):
    monkeypatch.setenv(name, "/package/_internal:/opt/lib")
    monkeypatch.setenv(f"{name}_ORIG", "/opt/lib")
    for _ in range(times):
        environment.restore_library_path()
    assert os.environ[name] == "/opt/lib"
    assert f"{name}_ORIG" not in os.environ


def test_without_a_path_before_there_is_none_after(frozen, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/package/_internal")
    environment.restore_library_path()
    assert "LD_LIBRARY_PATH" not in os.environ


def test_what_the_app_sets_later_stays(frozen, monkeypatch):
    environment.restore_library_path()
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/oracle")
    environment.restore_library_path()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/oracle"


@pytest.mark.parametrize("name", ["QT_PLUGIN_PATH", "QML2_IMPORT_PATH"])
def test_programs_of_the_system_find_their_own_plugins(frozen, monkeypatch, name):
    monkeypatch.setattr(sys, "_MEIPASS", "/package/_internal", raising=False)
    monkeypatch.setenv(name, "/package/_internal/PySide6/Qt/plugins")
    environment.restore_library_path()
    assert name not in os.environ
    monkeypatch.setattr(environment, "_is_restored", False)
    monkeypatch.setenv(name, "/package/_internal2/mine")
    environment.restore_library_path()
    assert os.environ[name] == "/package/_internal2/mine"


def test_outside_of_packages_nothing_is_touched(monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/mine")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/other")
    environment.restore_library_path()
    assert (os.environ["LD_LIBRARY_PATH"], os.environ["LD_LIBRARY_PATH_ORIG"]) == ("/mine", "/other")


def test_the_engine_is_told_where_its_parts_are_and_the_systems_programs_are_not(monkeypatch, frozen, tmp_path):
    qt = tmp_path / "PySide6" / "Qt"
    for place in ("libexec", "resources", "translations/qtwebengine_locales"):
        (qt / place).mkdir(parents=True)
    (qt / "libexec" / "QtWebEngineProcess").touch()
    for name in environment._ENGINE_FILES:
        monkeypatch.delenv(name, raising=False)
    environment.name_engine_files(tmp_path)
    assert os.environ["QTWEBENGINEPROCESS_PATH"] == str(qt / "libexec" / "QtWebEngineProcess")
    assert os.environ["QTWEBENGINE_RESOURCES_PATH"] == str(qt / "resources")
    assert os.environ["QTWEBENGINE_LOCALES_PATH"] == str(qt / "translations" / "qtwebengine_locales")
    monkeypatch.setattr(environment, "package_folder", lambda: tmp_path)
    environment.restore_library_path()
    assert not set(environment._ENGINE_FILES) & set(os.environ)


def test_a_package_without_these_parts_leaves_the_engine_alone(monkeypatch, tmp_path):
    for name in environment._ENGINE_FILES:
        monkeypatch.delenv(name, raising=False)
    environment.name_engine_files(tmp_path)
    assert not set(environment._ENGINE_FILES) & set(os.environ)
