"""packaging/smoke.py with programs that work, and with one that does not."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .building import REPOSITORY
from .conftest import Built
from .guard import guarded


def run_smoke(program: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    before = set(Path(tempfile.gettempdir()).glob("smoke-*"))
    with guarded([sys.executable, REPOSITORY / "packaging" / "smoke.py", program, *words]) as command:
        done = subprocess.run(
            command, env={**os.environ, **env}, capture_output=True, text=True, timeout=100, check=False
        )
    assert set(Path(tempfile.gettempdir()).glob("smoke-*")) <= before
    return done


def test_a_program_and_its_folder(built: Built) -> None:
    for path in (built("Graph"), built("Graph").parent):
        done = run_smoke(path)
        assert done.returncode == 0, done.stdout
        assert "the first callback was answered" in done.stdout
        assert done.stdout.endswith("all is well\n")


def test_an_app_without_a_first_callback_in_one_file(built: Built) -> None:
    done = run_smoke(built("LongJob", "--onefile"))
    assert done.returncode == 0, done.stdout
    assert "the page was drawn" in done.stdout
    assert "the app has no first one" in done.stdout


def test_an_app_that_fails(built: Built) -> None:
    done = run_smoke(built("Tools"), "--timeout", "6", TOOLS_FAIL="1")
    assert done.returncode == 1
    assert "FAILED: within 6 s" in done.stdout
    assert "the database is not there" in done.stdout
