"""What a package's program does with its words; the processes behind them are replaced."""

import os
import sys

import pytest

from desktopdash.processes.mark import RUN_VARIABLE
from desktopdash.processes.package import MANIFEST, Package, this_package
from desktopdash.profile.level import LEVEL_VARIABLE
from desktopdash.shell import environment, package_menu, packaged
from desktopdash.shell.environment import PACKAGE_VARIABLE
from desktopdash.shell.loader import AppSpec
from desktopdash.version import __version__

SALES = Package("Sales", "org.example.sales", "1.2", "app/my app.py", "other", "Sales «2026» 100%", False, "0.1")


class Calls:
    """What was started: entries and windows."""

    def __init__(self):
        self.entries = []
        self.windows = []
        self.held = []
        self.parents = 0


@pytest.fixture
def calls(tmp_path, monkeypatch):
    """This program as a package in a folder, with nothing behind it."""
    found = Calls()
    folder = tmp_path / "Sales" / "_internal"
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_text(SALES.to_json(), "utf-8")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(folder), raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Sales" / "Sales"))
    for name in (PACKAGE_VARIABLE, RUN_VARIABLE, LEVEL_VARIABLE, "LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setattr(environment, "_is_restored", False)
    monkeypatch.setattr(packaged.late_hooks, "install", lambda: None)
    monkeypatch.setattr(packaged, "run_entry", lambda module, words: found.entries.append((module, words)) or 7)
    monkeypatch.setattr(packaged, "_window_run", lambda arguments: found.windows.append(arguments) or 9)
    monkeypatch.setattr(packaged, "end_with_parent", lambda: setattr(found, "parents", found.parents + 1))
    monkeypatch.setattr(packaged, "hold_unpacked", found.held.append)
    this_package.cache_clear()
    yield found
    this_package.cache_clear()


def test_a_double_click_opens_the_window(calls, tmp_path):
    assert packaged.main([]) == 9
    (arguments,) = calls.windows
    assert arguments.spec == AppSpec(tmp_path / "Sales" / "_internal" / "app" / "my app.py", "other")
    assert arguments.has_window
    assert not arguments.debug
    assert (calls.parents, calls.held) == (0, [])


def test_a_program_in_one_file_holds_what_it_was_unpacked_into(calls, tmp_path, monkeypatch):
    unpacked = tmp_path / "Sales" / "_MEI12"
    (tmp_path / "Sales" / "_internal").rename(unpacked)
    monkeypatch.setattr(sys, "_MEIPASS", str(unpacked))
    assert packaged.main([]) == 9
    assert (calls.parents, calls.held) == (1, [unpacked])


def test_a_folder_that_cannot_be_held_is_used_all_the_same(calls, tmp_path, monkeypatch, capsys):
    def refuse(folder):
        raise PermissionError(13, "no", str(folder))

    monkeypatch.setattr(packaged, "is_one_file", lambda: True)
    monkeypatch.setattr(packaged, "hold_unpacked", refuse)
    assert packaged.main([]) == 9
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("word", "module", "is_app"),
    [
        ("_runtime", "desktopdash.shell.runtime", True),
        ("_worker", "desktopdash.shell.worker", True),
        ("_shell", "desktopdash.shell.attached", False),
    ],
)
def test_its_own_processes_are_told_apart_by_a_hidden_word(calls, word, module, is_app, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/package")
    assert packaged.main([word, "--pipe", "3,4"]) == 7
    assert calls.entries == [(module, ["--pipe", "3,4"])]
    assert calls.windows == []
    assert (os.environ.get(PACKAGE_VARIABLE) == sys.executable) is is_app
    assert ("LD_LIBRARY_PATH" not in os.environ) is is_app


@pytest.mark.parametrize("words", [[], ["--version"], ["-m", "pip"], ["x.py"], ["--log-level", "debug"]])
def test_what_the_apps_own_code_starts_is_not_the_app_again(calls, words, monkeypatch, capsys):
    monkeypatch.setenv(PACKAGE_VARIABLE, sys.executable)
    assert packaged.main(words) == 2
    assert (calls.entries, calls.windows) == ([], [])
    told = capsys.readouterr().err
    assert "Sales was started by itself" in told
    assert (" ".join(words) or "without arguments") in told


def test_another_package_may_be_started_by_an_app(calls, monkeypatch):
    monkeypatch.setenv(PACKAGE_VARIABLE, "/opt/Other/Other")
    assert packaged.main([]) == 9


@pytest.mark.parametrize("words", [["-c", "print(1)"], ["-m", "pip"], ["-u", "x"], ["job.py", "1"], ["-X", "dev"]])
def test_whoever_takes_it_for_python_is_told(calls, words, capsys):
    assert packaged.main(words) == 2
    assert (calls.entries, calls.windows) == ([], [])
    told = capsys.readouterr().err
    assert "not Python" in told
    assert " ".join(words) in told


@pytest.mark.parametrize("words", [["--log-level", "loud"], ["--debug"], ["file.csv"], ["--log", "info"], ["_inspect"]])
def test_other_words_are_wrong_use(calls, words, capsys):
    assert packaged.main(words) == 2
    assert (calls.entries, calls.windows) == ([], [])
    assert capsys.readouterr().err.startswith("usage: Sales ")


def test_it_says_its_version_and_its_use(calls, capsys):
    assert packaged.main(["--version"]) == 0
    assert capsys.readouterr().out == f"Sales 1.2 (desktopdash {__version__})\n"
    assert packaged.main(["--help"]) == 0
    assert SALES.title in capsys.readouterr().out
    assert calls.windows == []


@pytest.mark.parametrize("level", ["debug", "WARNING"])
def test_the_log_level_is_for_all_processes(calls, level):
    assert packaged.main(["--log-level", level]) == 9
    assert os.environ[LEVEL_VARIABLE] == level.lower()


def test_it_is_not_opened_to_debuggers(calls, monkeypatch):
    monkeypatch.delenv(environment.DRIVER_VARIABLE, raising=False)
    monkeypatch.setenv("QTWEBENGINE_REMOTE_DEBUGGING", "9222")
    packaged.main([])
    assert "QTWEBENGINE_REMOTE_DEBUGGING" not in os.environ


@pytest.mark.skipif(sys.platform != "linux", reason="desktops of Linux")
@pytest.mark.parametrize(("word", "what"), [("--add-to-menu", "add"), ("--remove-from-menu", "remove")])
def test_the_menu_is_changed_in_place_of_a_start(calls, word, what, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(package_menu, "change", lambda *given: asked.append(given) or 3)
    assert packaged.main([word]) == 3
    assert asked == [(SALES, tmp_path / "Sales" / "_internal", what)]
    assert calls.windows == []


@pytest.mark.skipif(sys.platform != "linux", reason="desktops of Linux")
def test_the_menu_is_not_changed_both_ways(calls):
    assert packaged.main(["--add-to-menu", "--remove-from-menu"]) == 2


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[]", b'{"name": 3}'])
@pytest.mark.parametrize("words", [[], ["_runtime", "x"], ["--version"]])
def test_a_damaged_package_says_so_in_one_line(calls, data, words, tmp_path, capsys):
    (tmp_path / "Sales" / "_internal" / MANIFEST).write_bytes(data)
    assert packaged.main(words) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"desktopdash: {sys.executable} is damaged; install it again (")
    assert told.count("\n") == 1
    assert (calls.entries, calls.windows) == ([], [])


def test_a_manifest_that_cannot_be_read_is_said_too(calls, monkeypatch, capsys):
    def refuse():
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(packaged, "this_package", refuse)
    assert packaged.main([]) == 1
    assert "Permission denied" in capsys.readouterr().err


def test_a_program_of_something_else_says_what_it_is_not(calls, monkeypatch, tmp_path, capsys):
    (tmp_path / "Sales" / "_internal" / MANIFEST).unlink()
    assert packaged.main([]) == 2
    assert "not a package" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_without_a_console_there_is_something_to_write_to(calls, monkeypatch, name):
    monkeypatch.setattr(sys, name, None)
    assert packaged.main(["--version"]) == 0
    stream = getattr(sys, name)
    stream.write("«»")
    stream.close()


# Helpers of multiprocessing, which start the program as if it were Python.


@pytest.mark.parametrize(
    "code",
    [
        "from multiprocess.resource_tracker import main;main(5)",
        "from multiprocess.forkserver import main; main(3, 4, [], **{})",
        "from multiprocess.semaphore_tracker import main;main(5)",
    ],
)
def test_helpers_of_multiprocess_run_and_nothing_else(calls, code, monkeypatch):
    ran = []
    monkeypatch.setattr(packaged, "_run_helper", lambda text: ran.append(text) or 0)
    assert packaged.main(["-B", "-S", "-I", "-c", code]) == 0
    assert ran == [code]
    assert calls.windows == []
    assert os.environ[PACKAGE_VARIABLE] == sys.executable


@pytest.mark.parametrize(
    "words",
    [
        ["--multiprocessing-fork", "tracker_fd=5", "pipe_handle=7"],
        ["-c", "from multiprocessing.resource_tracker import main;main(5)"],
        ["-c", "from multiprocessing.spawn import spawn_main; spawn_main()"],
        ["-c", "import sys; from multiprocessing.forkserver import main; main(1)"],
    ],
)
def test_helpers_of_multiprocessing_run_and_nothing_else(calls, words, monkeypatch):
    monkeypatch.setattr(packaged, "_run_standard_helper", lambda: 5)
    assert packaged.main(words) == 5
    assert (calls.entries, calls.windows) == ([], [])


@pytest.mark.parametrize("words", [["-c"], ["x", "--multiprocessing-fork"], ["-c", "import multiprocessing"]])
def test_what_only_looks_like_a_helper_is_none(calls, words):
    assert packaged.main(words) == 2
    assert calls.windows == []


def test_a_helper_runs_its_line(capsys):
    assert packaged._run_helper("print(__name__, 5)") == 0
    assert capsys.readouterr().out == "__mp__ 5\n"
