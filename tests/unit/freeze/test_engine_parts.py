import pytest

from desktopdash.freeze.engine_parts import MODULES, is_engine, is_library, is_plugin, is_wanted

NONE = frozenset()


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6/QtCore.abi3.so", True),
        ("PySide6/QtCore.pyd", True),
        ("PySide6/QtWidgets.cpython-311-x86_64-linux-gnu.so", True),
        ("PySide6/QtCharts.abi3.so", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqlinuxfb.so", False),
        ("PySide6/Qt/plugins/imageformats/libqwebp.so", True),
        ("PySide6/Qt/plugins/imageformats/libqtiff.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", True),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", False),
        ("PySide6/Qt/plugins/wayland-graphics-integration-client/libqt-plugin-wayland-egl.so", True),
        ("PySide6/Qt/qml/QtQuick/qmldir", False),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6/Qt/translations/qtwebengine_locales/en-US.pak", True),
        ("PySide6/Qt/translations/qtwebengine_locales/de.pak", False),
        ("PySide6/Qt/resources/icudtl.dat", True),
        ("PySide6/Qt/resources/qtwebengine_devtools_resources.pak", False),
        ("PySide6/Qt/resources/v8_context_snapshot.debug.bin", False),
        ("PySide6/Qt/libexec/QtWebEngineProcess", True),
        ("PySide6/__init__.py", True),
        ("app/qml/main.qml", True),
        ("pandas/x", True),
    ],
)
def test_what_of_the_engine_a_window_needs(place, wanted):
    assert is_wanted(place, NONE) is wanted


def test_what_an_app_imports_of_the_engine_comes_along():
    assert is_wanted("PySide6/QtCharts.abi3.so", frozenset({"PySide6.QtCharts"}))
    assert not is_wanted("PySide6/QtSql.abi3.so", frozenset({"PySide6.QtCharts"}))


def test_files_are_told_apart_by_their_places():
    assert is_engine("PySide6/QtCore.abi3.so")
    assert is_engine("shiboken6/Shiboken.abi3.so")
    assert not is_engine("PySide6_more/x")
    assert is_library("PySide6/Qt/lib/libQt6Core.so.6")
    assert not is_library("PySide6/Qt/lib/sub/libQt6Core.so.6")
    assert not is_library("PySide6/Qt/plugins/platforms/libqxcb.so")
    assert is_plugin("PySide6/Qt/plugins/platforms/libqxcb.so")
    assert not is_plugin("PySide6/Qt/lib/libQt6Core.so.6")


def test_the_engines_modules_are_there():
    names = pytest.importorskip("PySide6").__all__
    assert {name.removeprefix("PySide6.") for name in MODULES} <= set(names)
