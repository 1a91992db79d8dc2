"""What has to be installed to build a package, or to keep copies for one."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from typing import Final

from ..protocol.problem import Problem
from .errors import BuildError

BUILD_COMMAND: Final = f'{sys.executable} -m pip install "desktopdash[build]"'

_READERS: Final = {"tinycss2": "tinycss2"}
_BUILDERS: Final = {"PyInstaller": "pyinstaller", "PIL": "pillow", **_READERS}
_SYSTEM_TOOLS: Final = ("objdump", "objcopy", "ldd")


def check_tools(builds: bool = True) -> None:
    """See that what is needed is installed.

    Args:
        builds: whether a package is to be built, or only copies are to be kept.

    Raises:
        BuildError: it says what is missing.
    """
    needed = _BUILDERS if builds else _READERS
    missing = [name for module, name in needed.items() if importlib.util.find_spec(module) is None]
    if missing:
        raise BuildError(_no_build_tools(missing))
    programs = _SYSTEM_TOOLS if builds and sys.platform == "linux" else ()
    lacking = [tool for tool in programs if shutil.which(tool) is None]
    if lacking:
        raise BuildError(_no_system_tools(lacking))


def _no_build_tools(missing: list[str]) -> Problem:
    return Problem(
        "no_build_tools",
        "What builds packages is not installed.",
        f"without {', '.join(missing)} in {sys.prefix}",
        "the extra `build` of desktopdash",
        BUILD_COMMAND,
    )


def _no_system_tools(lacking: list[str]) -> Problem:
    return Problem(
        "no_system_tools",
        "Programs of the system that PyInstaller uses are missing.",
        f"no {', '.join(lacking)} on PATH",
        "binutils and the C library's tools",
        "sudo apt-get install binutils libc-bin",
    )
