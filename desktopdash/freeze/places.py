"""Which files are an app's own, which are Python's or a library's, and which are nobody's to pack."""

from __future__ import annotations

import os
import site
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

PYTHON_SUFFIXES: Final = (".py", ".pyw", ".pyc", ".pyo")
_LEFT_FOLDERS: Final = frozenset({"__pycache__", "node_modules", "site-packages", "__MACOSX"})
_LEFT_SUFFIXES: Final = (".pyc", ".pyo")
_LEFT_FILES: Final = frozenset({"Thumbs.db", "desktop.ini"})
_OUTPUT_FOLDERS: Final = frozenset({"build", "dist"})
_SYSTEM: Final = ("/proc", "/dev", "/sys", "/etc", "/run")
_SHARED: Final = ("/usr", "/lib", "/lib64", "/bin", "/opt/homebrew", "/System", "/Library")


def absolute(path: Path | str) -> Path:
    """Return a path from the root, without "..", links in it left as they are."""
    return Path(os.path.abspath(path))


def relative_to_app(path: Path, folder: Path) -> Path | None:
    """Return a path relative to the app's folder, which may be reached by a link; None for one outside of it."""
    for base in (folder, folder.resolve()):
        for way in (path, path.parent.resolve() / path.name):
            if way.is_relative_to(base):
                return way.relative_to(base)
    return None


def is_left_out(relative: Path, folder: Path) -> bool:
    """Tell whether a path below a folder is never packed: hidden, made by tools, or of a virtual environment.

    Args:
        relative: relative to the folder.
        folder: the app's folder.
    """
    parts = relative.parts
    if any(part.startswith(".") or part in _LEFT_FOLDERS or part.endswith(".egg-info") for part in parts):
        return True
    if len(parts) > 1 and parts[0] in _OUTPUT_FOLDERS:
        return True
    if relative.suffix in _LEFT_SUFFIXES or relative.name in _LEFT_FILES:
        return True
    return any((folder / parent / "pyvenv.cfg").is_file() for parent in relative.parents if parent != Path())


def files_below(root: Path, folder: Path) -> Iterator[Path]:
    """Yield the files below a folder that may be packed, links followed, each folder once.

    Args:
        root: the folder to walk; it is walked whatever its own name is.
        folder: the app's folder; its `build` and `dist` are left out.
    """
    seen: set[str] = set()
    for here, folders, names in os.walk(root, followlinks=True):
        real = os.path.realpath(here)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        at = Path(here)
        folders[:] = sorted(name for name in folders if not _is_left_folder(at / name, folder))
        for name in sorted(names):
            if not is_left_out(Path(name), at) and (at / name).is_file():
                yield at / name


def _is_left_folder(path: Path, folder: Path) -> bool:
    if is_left_out(Path(path.name), path.parent) or (path / "pyvenv.cfg").is_file():
        return True
    return path.name in _OUTPUT_FOLDERS and path.parent == folder


def is_python(path: Path) -> bool:
    """Tell whether a file is Python's source or what Python makes of one."""
    return path.suffix.lower() in PYTHON_SUFFIXES


def is_of_system(path: Path) -> bool:
    """Tell whether a path is the system's: devices, settings, what the kernel shows as files."""
    return any(path.is_relative_to(place) for place in _SYSTEM)


def is_shared(path: Path) -> bool:
    """Tell whether a file is one of those that come with the system: time zones, fonts, certificates."""
    places = [*_SHARED, *([os.environ["SYSTEMROOT"]] if "SYSTEMROOT" in os.environ else [])]
    return any(path.is_relative_to(place) for place in places)


@cache
def library_folders() -> tuple[Path, ...]:
    """Return the folders that installed libraries are in."""
    found = [sysconfig.get_path(name) for name in ("purelib", "platlib")]
    found += [*site.getsitepackages(), site.getusersitepackages()]
    return _both_ways(found)


@cache
def python_folders() -> tuple[Path, ...]:
    """Return the folders of Python's own modules and files."""
    return _both_ways([sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), sysconfig.get_path("include")])


@cache
def own_folder() -> Path:
    """Return the folder of desktopdash itself."""
    return Path(__file__).resolve().parent.parent


def is_of_library(path: Path) -> bool:
    """Tell whether a file belongs to an installed library."""
    return any(path.is_relative_to(place) for place in library_folders())


def is_of_python(path: Path) -> bool:
    """Tell whether a file belongs to Python itself or to its environment."""
    return any(path.is_relative_to(place) for place in (*python_folders(), *_prefixes()))


@cache
def _prefixes() -> tuple[Path, ...]:
    # "/usr" is Python's prefix on many systems, and not all below it is Python's.
    return _both_ways([prefix for prefix in (sys.prefix,) if sys.prefix != sys.base_prefix])


def _both_ways(texts: list[str]) -> tuple[Path, ...]:
    """Return folders as they are named and as they are, each once."""
    paths = [absolute(text) for text in texts if text]
    return tuple(dict.fromkeys([*paths, *(path.resolve() for path in paths)]))
