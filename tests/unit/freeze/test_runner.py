"""PyInstaller is replaced by a small program of ours, in a process of its own."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from desktopdash.freeze import runner as module
from desktopdash.freeze.errors import BuildError
from desktopdash.freeze.runner import Work, disk_full, missing_modules, run_pyinstaller


@pytest.fixture
def work(tmp_path):
    return Work(tmp_path / "a b" / "package.spec", tmp_path / "result", tmp_path / "deep" / "work")


@pytest.fixture
def tool(monkeypatch, tmp_path):
    """Makes `python -m PyInstaller` another program; hands back the commands that were run."""
    ran = []
    start = subprocess.Popen

    def instead(code):
        def popen(command, **options):
            ran.append((command, options))
            return start([sys.executable, "-c", code, *command[1:]], **options)

        monkeypatch.setattr(module.subprocess, "Popen", popen)
        return ran

    monkeypatch.setattr(module.tempfile, "tempdir", str(tmp_path / "kept"))
    (tmp_path / "kept").mkdir()
    return instead


def failed(work, tell=lambda what: None):
    with pytest.raises(BuildError) as caught:
        run_pyinstaller(work, tell)
    found = caught.value.problem
    assert all((found.message, found.found, found.expected, found.todo))
    assert "Nothing was changed" in found.message or found.kind == "no_python_library"
    return found


# Running it.


def test_it_is_told_where_to_work(work, tool):
    ran = tool("import os; print(os.getcwd(), os.environ['PYINSTALLER_CONFIG_DIR'])")
    run_pyinstaller(work, lambda what: None)
    ((command, options),) = ran
    assert command == [
        sys.executable,
        *("-m", "desktopdash", "_pack", str(os.getpid()), "--noconfirm", "--clean", "--log-level", "INFO"),
        *("--distpath", str(work.result), "--workpath", str(work.folder), str(work.spec)),
    ]
    assert options["cwd"] == work.folder
    assert options["env"]["PYINSTALLER_CONFIG_DIR"] == str(work.folder / "cache")
    assert options["env"]["PYTHONHASHSEED"] == "1", "the same app makes the same package"
    assert options["stdin"] == subprocess.DEVNULL
    assert work.folder.is_dir()


def test_it_is_told_what_it_is_at_and_each_step_once(work, tool):
    tool(
        "print('12 INFO: Building Analysis because Analysis-00.toc is non existent')\n"
        "print('13 INFO: Building Analysis again')\n"
        "print('14 INFO: Building PYZ (ZlibArchive) /x')\n"
        "print('15 INFO: something else')\n"
        "print('16 INFO: Building COLLECT')\n"
    )
    told = []
    run_pyinstaller(work, told.append)
    assert told == ["looking for what the app imports", "packing the modules", "copying the files"]


def test_a_failure_is_told_by_its_last_words_and_all_of_it_is_kept(work, tool, tmp_path):
    tool(
        "import sys\nprint('1 INFO: fine')\nprint('Traceback (most recent call last):', file=sys.stderr)\n"
        "print('ValueError: \\u00fc, bad', file=sys.stderr)\nsys.exit(3)\n"
    )
    found = failed(work)
    assert found.kind == "pyinstaller_failed"
    assert found.found.startswith("exit code 3; it said: ValueError: ")
    assert "INFO" not in found.traceback
    assert "Traceback (most recent call last):" in found.as_text()
    (kept,) = (tmp_path / "kept").iterdir()
    assert str(kept) in found.todo
    assert "1 INFO: fine" in kept.read_text()


@pytest.mark.parametrize("code", ["import sys; sys.exit(1)", "import sys; print('1 INFO: fine'); sys.exit(1)"])
def test_a_failure_without_a_word_is_told_too(work, tool, code):
    tool(code)
    assert failed(work).found == "exit code 1; it said: nothing"


def test_of_very_much_the_end_is_told(work, tool):
    tool("import sys\nfor number in range(5000): print('line', number)\nprint('x' * 1000)\nsys.exit(1)")
    found = failed(work)
    assert len(found.traceback) <= 4000
    assert found.found.endswith("x" * 300)
    assert len(found.found) < 400


def test_what_it_says_may_be_anything(work, tool):
    tool("import sys; sys.stdout.buffer.write(b'\\xff\\xfe\\x00 last\\n'); sys.exit(1)")
    assert "last" in failed(work).found


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_tool_that_is_killed_is_told(work, tool):
    tool("import os, signal; print('begun', flush=True); os.kill(os.getpid(), signal.SIGKILL)")
    assert "exit code -9; it said: begun" in failed(work).found


@pytest.mark.parametrize(
    "line", ["OSError: [Errno 28] No space left on device: '/x'", "[Errno 122] Disk quota exceeded"]
)
def test_a_full_disk_is_told_as_what_it_is(work, tool, line):
    tool(f"import sys; print({line!r}); print('more'); sys.exit(1)")
    assert failed(work).kind == "disk_full"


def test_a_python_without_its_library_is_told_as_what_it_is(work, tool):
    tool("import sys; print('PythonLibraryNotFoundError: Python shared library not found!'); sys.exit(1)")
    found = failed(work)
    assert found.kind == "no_python_library"
    assert "apt-get install libpython3" in found.todo


def test_where_nothing_can_be_kept_that_is_said(work, tool, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    tool("import sys; print('bad'); sys.exit(1)")
    monkeypatch.setattr(module.tempfile, "NamedTemporaryFile", full)
    assert "no file (No space left on device)" in failed(work).todo


def test_a_tool_that_cannot_be_started_is_an_error_of_the_system(work, monkeypatch):
    monkeypatch.setattr(module.sys, "executable", "/nowhere/python")
    with pytest.raises(OSError, match="nowhere"):
        run_pyinstaller(work, lambda what: None)


TREE = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print("Building Analysis", child.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, RuntimeError])
def test_whatever_ends_a_build_ends_the_tool_with_its_children(work, tool, error):
    tool(TREE)
    family = []

    def interrupt(what):
        family.extend(psutil.Process().children(recursive=True))
        raise error

    with pytest.raises(error):
        run_pyinstaller(work, interrupt)
    assert len(family) == 2
    assert not [process for process in family if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def test_no_thread_and_no_process_is_left(work, tool):
    tool("print('done')")
    threads, children = threading.active_count(), psutil.Process().children()
    run_pyinstaller(work, lambda what: None)
    assert threading.active_count() == threads
    assert psutil.Process().children() == children


def test_it_is_known_where_it_leaves_its_files(work):
    assert work.warnings() == work.folder / "package" / "warn-package.txt"
    assert work.made() == work.folder / "package" / "made"
    dotted = Work(Path("/x/my.app.spec"), work.result, work.folder)
    assert dotted.warnings() == work.folder / "my.app" / "warn-my.app.txt"


# What was not found.


def missing(work, text, own):
    work.warnings().parent.mkdir(parents=True, exist_ok=True)
    work.warnings().write_text(
        f"\nThis file lists modules PyInstaller was not able to find.\n\nTypes of import:\n* top-level: x\n\n{text}\n",
        "utf-8",
    )
    return missing_modules(work, own)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("missing module named gone - imported by /x/app.py (top-level)", ["gone (imported by app.py)"]),
        ("missing module named 'gone.deep' - imported by /x/app.py (delayed)", ["gone.deep (imported by app.py)"]),
        ("missing module named gone - imported by pandas.io (delayed, optional), numpy (top-level)", []),
        (
            "missing module named gone - imported by pandas (optional), /x/app.py (delayed, conditional, optional), helper (top-level)",
            ["gone (imported by app.py, helper)"],
        ),
        ("excluded module named dash - imported by /x/app.py (top-level)", []),
        ("missing module named gone - imported by /y/app.py (top-level)", []),
        ("missing module named gone - imported by /x/tool (1), new/app.py (top-level)", ["gone (imported by app.py)"]),
        ("missing module named gone - imported by a (optional), /x/tool (1), new/app.py (delayed, optional)",
         ["gone (imported by app.py)"]),
        ("missing module named gone - imported by /x/optional), q (x/app.py (conditional)", ["gone (imported by app.py)"]),
        ("missing module named 売上 - imported by /x/Über.py (top-level)", ["売上 (imported by Über.py)"]),
        ("missing module named gone - imported by ", []),
    ],
)  # fmt: skip
def test_what_the_apps_own_code_imports_and_is_not_there_is_told(work, line, expected):
    own = {"/x/app.py", "/x/tool (1), new/app.py", "/x/Über.py", "helper", "/x/optional), q (x/app.py"}
    assert missing(work, line, own) == expected


def test_each_is_told_once_and_in_order(work):
    lines = [f"missing module named {name} - imported by /x/app.py (top-level)" for name in ("b", "a", "b")]
    assert missing(work, "\n".join(lines), {"/x/app.py"}) == ["a (imported by app.py)", "b (imported by app.py)"]


def test_without_the_file_nothing_is_known(work):
    assert missing_modules(work, {"/x/app.py"}) == []


def test_a_full_disk_says_which():
    assert "/data is full" in disk_full(Path("/data")).problem.found
    assert disk_full().problem.found == "the disk is full"
