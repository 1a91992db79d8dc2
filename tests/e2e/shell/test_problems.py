"""What is wrong with an app is said in the window and on stderr, without a frame of desktopdash's own."""

from __future__ import annotations

import os
import re
import socket

import pytest

from tests.e2e.support import wait_for

from .conftest import REPOSITORY

pytestmark = [pytest.mark.e2e, pytest.mark.window]

APP = "from desktopdash import Dash, html\napp = Dash(__name__)\napp.layout = html.Div('Hello', id='hello')\n"

BAD = {
    "syntax_error": ("def broken(:\n    pass\n", "app.py has a syntax error"),
    "import_error": ("import no_such_package\n", "pip install no_such_package"),
    "import_crash": ("def load():\n    return {}['sales']\nload()\n", "KeyError: 'sales'"),
    "exited": ("import sys\nsys.exit(7)\n", "sys.exit(7)"),
    "no_app": ("value = 1\n", "app.py has no Dash app"),
    "several_apps": ("from desktopdash import Dash\none = Dash('one')\ntwo = Dash('two')\n", "app.py:one"),
    "app_refused": ("from desktopdash import Dash\napp = Dash(__name__)\n", "app.layout is not set"),
    "crashed": ("import os\nos.abort()\n", "signal SIGABRT"),
    "crashed ": ("import os\nos._exit(9)\n", "exit code 9"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_app(launch, write_app, kind: str) -> None:
    text, words = BAD[kind]
    started = launch("run", write_app(text))
    with started.any_page() as page:
        shown = page.locator(f"main[data-problem={kind.strip()}]")
        shown.wait_for()
        page_text = shown.inner_text()
    said = wait_for(lambda: started.stderr, "message on stderr")
    for told in (page_text, said):
        assert words in told
        assert "Expected" in told or "expected" in told
        assert "desktopdash/" not in told
        assert "importlib" not in told
    if kind in ("import_error", "import_crash", "exited"):
        assert 'app.py", line' in page_text
    started.close_window()
    assert started.wait(3) == 1


def test_try_again_starts_the_app(launch, write_app) -> None:
    started = launch("run", write_app("import no_such_package\n"))
    with started.any_page() as page:
        page.locator("#retry").wait_for()
        write_app("import other_missing_package\n")
        page.locator("#retry").click()
        page.get_by_text("other_missing_package").first.wait_for()
        write_app(APP)
        page.locator("#retry").click()
        page.wait_for_url(re.compile(r"http://127\.0\.0\.1:\d+/"))
    started.close_window()
    assert started.wait(3) == 0


def test_missing_file(launch) -> None:
    started = launch("run", "nowhere.py")
    assert started.wait() == 2
    assert "There is no file nowhere.py" in started.stderr
    assert "Traceback" not in started.stderr


def test_occupied_port(launch, write_app) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        for started in (
            launch("serve", write_app(APP), "--port", str(port)),
            launch(write_app(APP + f"app.run(port={port})\n", "other.py")),
        ):
            assert started.wait() == 1
            assert f"Port {port} of 127.0.0.1 is taken" in started.stderr
            assert "Traceback" not in started.stderr


@pytest.mark.parametrize("words", [["run"], ["doctor"], []])
def test_no_window_engine(launch, write_app, tmp_path, words) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['PySide6'] = None\nsys.modules['gi'] = None\n")
    search = os.environ.get("DESKTOPDASH_TEST_PATH") or str(REPOSITORY)
    app = write_app(APP + "if __name__ == '__main__':\n    app.run()\n")
    started = launch(*words, *([app] if words != ["doctor"] else []), PYTHONPATH=f"{tmp_path}:{search}")
    assert started.wait() == 1
    told = started.stderr + started.stdout
    assert "no window engine" in told
    assert "pip install" in told
    assert "apt-get install" in told
    assert "Traceback" not in told


def test_missing_xcb_library_is_named_before_qt_aborts(launch, write_app, tmp_path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import ctypes\nload = ctypes.CDLL.__init__\n"
        "def refuse(self, name, *args, **kwargs):\n"
        "    if name and 'icccm' in str(name):\n        raise OSError(name)\n"
        "    load(self, name, *args, **kwargs)\n"
        "ctypes.CDLL.__init__ = refuse\n"
    )
    search = os.environ.get("DESKTOPDASH_TEST_PATH") or str(REPOSITORY)
    started = launch("run", write_app(APP), PYTHONPATH=f"{tmp_path}:{search}")
    assert started.wait() == 1
    assert "sudo apt-get install libxcb-icccm4" in started.stderr


def test_help_and_version(launch) -> None:
    for words, expected in ((["--help"], "desktopdash run app.py"), (["--version"], "desktopdash 0.")):
        done = launch(*words)
        assert done.wait() == 0
        assert expected in done.stdout
