"""A window that is asked to come to the front at the very moment in which it is being minimised."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.window]

ASKED_WHILE_IT_LEAVES = """
import subprocess
from PySide6 import QtCore, QtWidgets
from desktopdash.window.qt_operations import QtOperations

class Asker(QtCore.QObject):
    '''Asks for the front when the window has left the screen and is not known to be minimised.'''

    asked = False

    def eventFilter(self, target, event):
        if event.type() == QtCore.QEvent.Type.Expose and not handle.isExposed() and not self.asked:
            assert not window.isMinimized()
            self.asked = True
            operations.focus()
        return False

app = QtWidgets.QApplication([])
window = QtWidgets.QMainWindow()
operations = QtOperations(window, print, print, print)
window.show()
handle = window.windowHandle()

def wait(done):
    while not done():
        app.processEvents(QtCore.QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

wait(lambda: handle.isExposed() and window.isActiveWindow())
asker = Asker()
handle.installEventFilter(asker)
subprocess.run(["xdotool", "windowminimize", str(int(window.winId()))], check=True)
wait(lambda: asker.asked)
wait(lambda: handle.isExposed() and window.isActiveWindow() and not window.isMinimized())
print("in front")

subprocess.run(["xdotool", "windowminimize", str(int(window.winId()))], check=True)
wait(window.isMinimized)  # who minimises it now has it so
print("minimised")
"""


def test_it_comes_back(display) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKED_WHILE_IT_LEAVES],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.stdout.split("\n")[:-1] == ["in front", "minimised"], done.stderr
