"""What a Qt window does not load, in processes of its own: nothing of Qt is to stay in this one."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

import pytest

pytest.importorskip("PySide6.QtWebEngineCore")

HEAD = """
    import sys
    from desktopdash.window import slim
"""


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", dedent(HEAD) + dedent(code)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_pywebview_finds_all_it_needs_of_qt_and_no_more_is_loaded() -> None:
    told = run(
        """
        backend = slim.load_backend()
        import PySide6.QtWidgets, webview.platforms.qt as qt
        assert qt.is_webengine and qt.QAction is PySide6.QtGui.QAction and qt.QWebView
        assert qt.QtCore.Signal is PySide6.QtCore.Signal
        names = ("bottle", "PySide6.QtOpenGL", "PySide6.QtDataVisualization", "qtpy._utils")
        print(backend.__name__, [name for name in names if name in sys.modules])
        """
    )
    assert told == "desktopdash.window.backend []"


def test_the_server_for_local_files_is_there_for_who_asks() -> None:
    told = run(
        """
        slim.load_backend()
        import webview
        assert webview.http.global_server is None
        import webview.http as before
        port = before._get_random_port()
        assert 1023 <= port <= 65535 and "bottle" in sys.modules
        print(before.BottleServer.__name__)
        """
    )
    assert told == "BottleServer"


def test_a_pywebview_that_uses_more_is_loaded_as_it_is() -> None:
    told = run(
        """
        slim._QT.pop("QtNetwork")
        slim.load_backend()
        import qtpy, webview.platforms.qt as qt
        print(qtpy.__file__.endswith("__init__.py"), qt.is_webengine)
        """
    )
    assert told == "True True"


def test_what_is_loaded_already_stays() -> None:
    told = run(
        """
        import os
        os.environ["QT_API"] = "pyside6"
        import qtpy.QtCore
        before = sys.modules["qtpy"]
        slim.load_backend()
        print(sys.modules["qtpy"] is before)
        """
    )
    assert told == "True"
